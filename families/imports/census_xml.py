"""The XML of a Children in Need census as rows of text, one child at a time, each value with its line.

It streams and knows nothing of what the values mean. DTDs and entities are refused: they can blow a small file up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

CHUNK = 65_536
LONGEST_TEXT = 1_000
CHILD = ("Message", "Children", "Child")
MEETINGS = "PreProceedingsandFGDM"


class NotACensus(Exception):
    """The file is not a Children in Need census that can be read to its end; says why."""


@dataclass(frozen=True, slots=True)
class Value:
    """A text and the line on which it ends."""

    text: str
    line: int


@dataclass(slots=True)
class Row:
    """What stands between <Child> and </Child>, as far as Kith reads it."""

    line: int
    identifiers: dict[str, list[Value]] = field(default_factory=dict)
    ethnicity: Value | None = None
    meetings: list[dict[str, Value]] = field(default_factory=list)
    stray: list[Value] = field(default_factory=list)


def rows(file: IO[bytes]) -> Iterator[Row]:
    """The children of a file, as they come."""
    handler = _Handler()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    handler.setDocumentLocator(parser)
    try:
        while chunk := file.read(CHUNK):
            parser.feed(chunk)
            yield from handler.take()
        parser.close()
    except SAXParseException as error:
        raise NotACensus(f"It is not whole XML: line {error.getLineNumber()}: {error.getMessage()}.") from error
    except DefusedXmlException as error:
        raise NotACensus("It declares a document type or entities, which no census does.") from error
    yield from handler.take()
    if not handler.found_children:
        raise NotACensus("It holds no <Children> in a <Message>.")


class _Handler(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found_children = False
        self._path: list[str] = []
        self._texts: list[list[str]] = []
        self._has_parts: list[bool] = []
        self._row: Row | None = None
        self._done: list[Row] = []

    def take(self) -> list[Row]:
        """The children that have ended since the last time."""
        done, self._done = self._done, []
        return done

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  (SAX's name)
        if self._has_parts:
            self._has_parts[-1] = True
        self._path.append(name.rpartition(":")[2])
        self._texts.append([])
        self._has_parts.append(False)
        self.found_children = self.found_children or tuple(self._path) == CHILD[:2]
        if tuple(self._path) == CHILD:
            self._row = Row(self._line())
        elif self._row and self._path[-1] == MEETINGS:
            self._row.meetings.append({})

    def characters(self, content: str) -> None:
        if self._row and len(self._texts[-1]) < LONGEST_TEXT:
            self._texts[-1].append(content[:LONGEST_TEXT])

    def endElement(self, name: str) -> None:  # noqa: N802
        value = Value(" ".join("".join(self._texts.pop()).split()), self._line())
        is_leaf = not self._has_parts.pop()
        if self._row:
            self._keep(self._row, value, is_leaf=is_leaf)
        if tuple(self._path) == CHILD and self._row:
            self._done.append(self._row)
            self._row = None
        self._path.pop()

    def _keep(self, row: Row, value: Value, *, is_leaf: bool) -> None:
        below = self._path[len(CHILD) :]
        if not value.text:
            return
        if not is_leaf or not below:
            row.stray.append(value)
        elif below[0] == "ChildIdentifiers":
            row.identifiers.setdefault(below[-1], []).append(value)
        elif below == ["ChildCharacteristics", "Ethnicity"]:
            row.ethnicity = row.ethnicity or value
        elif MEETINGS in below[:-1]:
            row.meetings[-1].setdefault(below[-1], value)

    def _line(self) -> int:
        locator: Locator = self._locator  # type: ignore[attr-defined]  # set by the parser
        return locator.getLineNumber() or 0
