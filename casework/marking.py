"""A text in which sentences were marked as what someone said, saw or thinks, cut into its parts in their order.

It knows no model. What is marked stands in the text word for word; the rest stays what was talked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SAYS_SOMETHING = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage of the text: the number of its row, its words, and where they stood when they were marked."""

    row: int
    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the text, and the row that marks it; none for what nobody marked."""

    text: str
    row: int | None = None


class NotInTheText(Exception):
    """What was marked is not there any more, so it can't be taken out of what everyone reads."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def lines_as_here(text: str) -> str:
    """A browser sends its line ends in another way than it counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def cut(text: str, marked: Iterable[Marked]) -> list[Part]:
    """The parts in their order. A full stop that stands alone between two stays with what it ends."""
    parts: list[Part] = []
    end = 0
    for one in sorted(marked, key=lambda one: (one.at, one.row)):
        start = _place(text, one, end)
        parts += [Part(text[end:start].strip()), Part(one.words, one.row)]
        end = start + len(one.words)
    return _with_their_stops([*parts, Part(text[end:].strip())])


def _place(text: str, one: Marked, after: int) -> int:
    """Where it stood, or else where its words stand next."""
    if one.at >= after and text.startswith(one.words, one.at):
        return one.at
    start = text.find(one.words, after)
    if start < 0:
        raise NotInTheText(one.row)
    return start


def _with_their_stops(parts: Sequence[Part]) -> list[Part]:
    """Without empty parts; what says nothing by itself goes to the part before it, or at the beginning to the one after."""
    whole: list[Part] = []
    for part in parts:
        if not part.text:
            continue
        if whole and (not _SAYS_SOMETHING.search(part.text) or not _SAYS_SOMETHING.search(whole[-1].text)):
            former = whole.pop()
            part = Part(former.text + part.text, part.row if former.row is None else former.row)  # noqa: PLW2901
        whole.append(part)
    return whole
