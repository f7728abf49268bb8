"""The lines of a GEDCOM file as a tree, whatever program wrote them and in whatever letters.

GEDCOM 5.5.1 and 7 share one grammar: level, name of the record, tag, value. gedcom-lite reads it (docs/adr/0022); what
comes to it has been made clean here, as real files are not: wrong letters, cut lines, text pasted between the lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from re import compile as pattern
from typing import IO, Any

from django.utils.translation import gettext as _
from gedcom_lite import GedcomDocument

from families.imports.gedcom_letters import decoded
from families.imports.losses import Losses
from families.imports.not_a_gedcom import NotAGedcom

MOST_BYTES = 20_000_000
MOST_LINES = 250_000
LONGEST_TEXT = 2_000
"""Of one line. A name has 200; what is longer is a note, and notes aren't carried."""

LINE = pattern(r"(\d{1,2})[ \t]+(?:(@[^@]{1,100}@)[ \t]+)?(\w{1,60})(?:[ \t](.*))?")
UNPRINTABLE = dict.fromkeys([*range(9), *range(11, 32), 127])
CONTINUED = frozenset({"CONT", "CONC"})


@dataclass(slots=True)
class Node:
    """A line with what stands below it; `xref` is its own name, `text` its value with the lines that go on with it."""

    tag: str
    text: str
    line: int
    xref: str = ""
    below: list["Node"] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Node"]:
        """Those right below with one of these tags, in the file's order."""
        return (node for node in self.below if node.tag in tags)

    def first(self, tag: str) -> "Node | None":
        """The first right below with this tag."""
        return next(self.all(tag), None)

    def text_of(self, tag: str) -> str:
        """The text of the first below with this tag, or nothing."""
        node = self.first(tag)
        return node.text if node else ""


def nodes(stream: IO[bytes], losses: Losses) -> list[Node]:
    """The records of a file, its head and its closing line left out."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotAGedcom(_("It is larger than %(most)s megabytes.") % {"most": MOST_BYTES // 1_000_000})
    if data.startswith(b"PK\x03\x04"):
        raise NotAGedcom(_("It is a ZIP archive (GEDZIP). Unpack it, and take the file gedcom.ged from it."))
    lines = decoded(data, losses).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise NotAGedcom(_("It has more than %(most)s lines.") % {"most": MOST_LINES})
    numbers, texts = _clean(lines, losses)
    if not texts or not texts[0].startswith("0 HEAD"):
        raise NotAGedcom(_("It does not begin as a GEDCOM file does, with the line “0 HEAD”."))
    if not texts[-1].startswith("0 TRLR"):
        losses.say("cut", numbers[-1], _("The file ends without its closing line (TRLR): it may have been cut off."))
    document = GedcomDocument.parse("\n".join(texts).encode())
    return [_node(record, numbers) for record in document.records]


def _clean(lines: list[str], losses: Losses) -> tuple[list[int], list[str]]:
    """What the grammar can read, and on which lines it stood."""
    numbers: list[int] = []
    texts: list[str] = []
    depth = -1
    for number, line in enumerate(lines, start=1):
        text = line.translate(UNPRINTABLE).strip("\ufeff \t")
        parts = LINE.fullmatch(text)
        if parts is None or int(parts[1]) > depth + 1:
            if text:
                losses.count(_("lines that are not written as GEDCOM lines are"), number)
            continue
        depth = int(parts[1]) - (parts[3] in CONTINUED)
        # What it says of its letters is true no longer: they have been read.
        if (parts[1], parts[3]) != ("1", "CHAR"):
            numbers.append(number)
            texts.append(_shortened(text, number, losses))
    return numbers, texts


def _shortened(text: str, line: int, losses: Losses) -> str:
    if len(text) > LONGEST_TEXT:
        losses.count(_("what goes beyond 2,000 letters on a line"), line)
    return text.replace("\t", " ")[:LONGEST_TEXT]


def _node(structure: Any, numbers: list[int]) -> Node:
    """From the library's own, which has no types."""
    return Node(
        tag=structure.tag.upper(),
        text=structure.text().replace("@@", "@").strip(),
        line=numbers[structure.source_line_no - 1],
        xref=structure.xref or "",
        below=[_node(child, numbers) for child in structure.children if child.tag not in CONTINUED],
    )
