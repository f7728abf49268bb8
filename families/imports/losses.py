"""What of a file can't be carried, gathered so that three thousand notes make one sentence."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from families.imports.told import Lost

MOST_ALIKE = 20
"""Sentences of one kind; how many more there are is said in one."""


@dataclass(slots=True)
class _Kind:
    lines: list[int] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


class Losses:
    """`say` for what someone should read one by one, `count` for what is enough to know of."""

    def __init__(self) -> None:
        self._said: dict[str, _Kind] = {}
        self._counted: dict[str, _Kind] = {}

    def say(self, kind: str, line: int, sentence: str) -> None:
        """A sentence of its own; `kind` gathers those that are alike."""
        self._add(self._said, kind, line, sentence)

    def count(self, things: str, line: int) -> None:
        """One more of some things ("Notes") that aren't carried."""
        self._add(self._counted, things, line, "")

    def told(self) -> list[Lost]:
        """All of it, by line; those that were counted come last."""
        said = [lost for kind in self._said.values() for lost in _one_by_one(kind)]
        counted = [_together(things, kind) for things, kind in self._counted.items()]
        return [*sorted(said, key=lambda lost: lost.line), *sorted(counted, key=lambda lost: lost.line)]

    @staticmethod
    def _add(kinds: dict[str, _Kind], name: str, line: int, sentence: str) -> None:
        kind = kinds.setdefault(name, _Kind())
        kind.lines.append(line)
        if len(kind.sentences) < MOST_ALIKE:
            kind.sentences.append(sentence)


def _one_by_one(kind: _Kind) -> list[Lost]:
    told = [Lost(line, sentence) for line, sentence in zip(kind.lines, kind.sentences, strict=False)]
    more = len(kind.lines) - len(kind.sentences)
    if more:
        sentence = ngettext("There is %(count)s more like this.", "There are %(count)s more like this.", more)
        told.append(Lost(kind.lines[MOST_ALIKE], sentence % {"count": more}))
    return told


def _together(things: str, kind: _Kind) -> Lost:
    count = len(kind.lines)
    if count == 1:
        return Lost(kind.lines[0], _("Not carried: %(things)s (one).") % {"things": things})
    return Lost(kind.lines[0], _("Not carried: %(things)s (%(count)s).") % {"things": things, "count": count})
