"""A page for paper as a document that a council edits: the same words, in paragraphs, lists and tables that a word processor knows.

It is made from the page itself, as the PDF is, so that nothing is in it that the page does not show
(docs/adr/0032-documents-by-python-docx.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGE = "en-GB"
FONT, BLACK = "Arial", RGBColor(0, 0, 0)
WORDS, TITLE, HEADING, MARGIN = Pt(14), Pt(26), Pt(16), Cm(1.8)
ROOM = Cm(1.9)
"""How high a row is in which someone is to write."""
STYLES = {"Normal": WORDS, "Heading 1": TITLE, "Heading 2": HEADING, "List Bullet": WORDS, "Quote": WORDS}
NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document may hold: someone may have pasted it into a name."""
NEVER_CLOSED = frozenset({"br", "meta", "link", "img", "input", "hr"})
LEFT_OUT = frozenset({"k-no-print", "govuk-visually-hidden"})
TO_WRITE_ON, TO_TICK = "k-plan__line", "k-plan__box"
NOT_OURS = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects")
A4 = {"page_width": Cm(21), "page_height": Cm(29.7)}


@dataclass(slots=True)
class Part:
    """An element of the page, and what stands in it, in its order."""

    tag: str
    classes: frozenset[str] = frozenset()
    inside: list[Part | str] = field(default_factory=list)

    def each(self, *tags: str) -> Iterator[Part]:
        """The elements of these kinds that stand in it, at whatever depth."""
        for one in self.inside:
            if isinstance(one, Part):
                if one.tag in tags:
                    yield one
                else:
                    yield from one.each(*tags)

    @property
    def words(self) -> str:
        """All its words; where the page begins a new line, so do they."""
        said = "".join(one if isinstance(one, str) else one.words for one in self.inside)
        return {"br": "\n"}.get(self.tag, "☐" if TO_TICK in self.classes else said)


class _Reader(HTMLParser):
    """Reads our own page into parts, without those that are for the screen only."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Part("page")
        self._open = [self.page]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        part = Part(tag, frozenset((dict(attrs).get("class") or "").split()))
        if not part.classes & LEFT_OUT:
            self._open[-1].inside.append(part)
        if tag not in NEVER_CLOSED:
            self._open.append(part)

    def handle_endtag(self, tag: str) -> None:
        if tag not in NEVER_CLOSED:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(NOT_IN_XML.sub("", re.sub(r"\s+", " ", data)))


def written(html: str, *, made_at: datetime) -> bytes:
    """The page as a document."""
    reader = _Reader()
    reader.feed(html)
    title = next(reader.page.each("title"))
    paper = _empty(title.words.strip(), made_at)
    for part in reader.page.each("article"):
        _add_all(paper, part)
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


def _empty(title: str, made_at: datetime) -> Paper:
    paper = Document()
    said = paper.core_properties
    said.title, said.language, said.author, said.comments, said.last_modified_by = title, LANGUAGE, "", "", ""
    said.created = said.modified = made_at
    for section in paper.sections:
        for name, length in A4.items():
            setattr(section, name, length)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", MARGIN)
    for name, size in STYLES.items():
        _set_style(paper.styles[name], size)
    _leave_out_what_the_template_brings(paper)
    for element in (paper.styles.element, paper.settings.element):
        for language in element.iter(qn("w:lang"), qn("w:themeFontLang")):
            language.attrib.clear()
            language.set(qn("w:val"), LANGUAGE)
    return paper


def _leave_out_what_the_template_brings(paper: Paper) -> None:
    """The library’s own template has a picture of itself, the name of another program, and styles that nobody uses."""
    for links in (paper.part.package.rels, paper.part.rels) if paper.part.package else ():
        for name, link in [*links.items()]:
            if link.reltype.endswith(NOT_OURS):
                del links[name]


def _set_style(style: Any, size: Any) -> None:
    style.font.size, style.font.name, style.font.italic = size, FONT, False
    style.font.color.rgb = BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:hAnsi"), FONT)


def _add_all(paper: Paper, part: Part) -> None:
    for one in part.inside:
        if isinstance(one, str):
            continue
        if add := ADDED_AS.get("line" if TO_WRITE_ON in one.classes else one.tag):
            add(paper, one)
        else:
            _add_all(paper, one)


def _add_words(paragraph: Paragraph, part: Part, *, is_strong: bool = False) -> None:
    """The words with their line breaks; what the page says strongly is strong here."""
    for one in part.inside:
        if isinstance(one, Part):
            _add_part(paragraph, one, is_strong=is_strong)
        elif one.strip() or (paragraph.runs and one):
            paragraph.add_run(one if paragraph.runs else one.lstrip()).bold = is_strong or None


def _add_part(paragraph: Paragraph, part: Part, *, is_strong: bool) -> None:
    if part.tag == "br":
        paragraph.add_run().add_break()
    elif TO_TICK in part.classes:
        paragraph.add_run(part.words)
    else:
        _add_words(paragraph, part, is_strong=is_strong or part.tag == "strong")


def _in_style(style: str) -> Callable[[Paper, Part], None]:
    def add(paper: Paper, part: Part) -> None:
        _add_words(paper.add_paragraph(style=style), part)

    return add


def _add_list(paper: Paper, part: Part) -> None:
    for one in part.each("li"):
        _add_words(paper.add_paragraph(style="List Bullet"), one)


def _add_facts(paper: Paper, part: Part) -> None:
    """What each is called stands before it, in one line."""
    for one in part.each("dt", "dd"):
        if one.tag == "dt":
            paragraph = paper.add_paragraph()
            paragraph.add_run(f"{one.words.strip()}: ").bold = True
        else:
            _add_words(paragraph, one)


def _add_line(paper: Paper, _part: Part) -> None:
    """Room to write, with a line under it."""
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(20)
    border = OxmlElement("w:pBdr")
    for side in ("bottom", "between"):  # of paragraphs that follow one another only the last has the first
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "777777")):
            line.set(qn(f"w:{name}"), value)
        border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")


def _add_table(paper: Paper, part: Part) -> None:
    """A table whose first row says what each column is, on each page anew."""
    rows = [list(row.each("th", "td")) for row in part.each("tr")]
    table = paper.add_table(len(rows), len(rows[0]), style="Table Grid")
    head = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    for row, cells in zip(table.rows, rows, strict=True):
        places = row.cells
        for place, cell in zip(places, cells, strict=False):
            _add_cell(place, cell)
        if len(cells) < len(places):
            places[len(cells) - 1].merge(places[-1])
        if not any(cell.words.strip() for cell in cells):
            row.height = ROOM


def _add_cell(place: Cell, cell: Part) -> None:
    _add_words(place.paragraphs[0], cell, is_strong=cell.tag == "th")


ADDED_AS: Mapping[str, Callable[[Paper, Part], None]] = {
    "h1": _in_style("Heading 1"),
    "h2": _in_style("Heading 2"),
    "p": _in_style("Normal"),
    "blockquote": _in_style("Quote"),
    "ul": _add_list,
    "dl": _add_facts,
    "table": _add_table,
    "line": _add_line,
}
"""What an element of the page is in a document; whatever else holds only others."""
