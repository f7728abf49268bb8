"""The papers of a family meeting as documents that a council edits: opened by a word processor's library, and read as XML."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from django.utils.html import strip_tags
from docx import Document
from docx.oxml.ns import qn

from accounts.models import AccessEvent
from casework.editable import NOT_IN_XML, written
from database import clock
from families.models import Person
from tests.casework.pages import read
from tests.factories_conferences import ParticipantFactory
from tests.factories_families import AddressFactory, ResidenceFactory

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SMALLEST = 12
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAPERS = ["invitation-docx", "information-docx", "blank-plan-docx", "plan-docx", "plan-copy-docx"]
STYLES_WITH_WORDS = {"Normal", "Heading 1", "Heading 2", "List Bullet", "Quote"}


@pytest.fixture
def paper(client, ngozi, arranged, planned, of, joan):
    """One paper, as Ngozi takes it."""
    things = {"plan": planned, "invitation": of(joan), "plan-copy": of(joan)}
    return lambda name, user=ngozi.user: read(client, user, name, things.get(name.rpartition("-")[0], arranged))


def opened(answer):
    assert (answer.status_code, answer["Content-Type"]) == (200, DOCX)
    return Document(BytesIO(answer.content))


def xml_of(answer, name="word/document.xml"):
    with ZipFile(BytesIO(answer.content)) as made:
        return fromstring(made.read(name))


def words_of(answer):
    """All words of all parts, as whoever opens the file by other means finds them."""
    with ZipFile(BytesIO(answer.content)) as made:
        parts = [fromstring(made.read(name)) for name in made.namelist() if name.endswith((".xml", ".rels"))]
    return " ".join(text for part in parts for text in part.itertext())


@pytest.mark.parametrize(
    ("name", "title", "says", "headings"),
    [
        ("invitation-docx", "A letter for Joan", "Joan, you are invited to a family meeting", 4),
        ("information-docx", "Before we meet", "Who takes Amina to school?", 4),
        ("blank-plan-docx", "Our plan, to fill in", "By when", 4),
        ("plan-docx", "Our plan", "Gran’s on Fridays", 2),
        ("plan-copy-docx", "Our plan", "For Joan. Version 2, not agreed yet.", 2),
    ],
)
def test_each_document_has_its_title_headings_and_words(paper, name, title, says, headings):
    answer = paper(name)

    document = opened(answer)
    assert says in words_of(answer)
    said = document.core_properties
    assert (said.title, said.language, said.author, said.last_modified_by, said.comments) == (
        title,
        "en-GB",
        "",
        "",
        "",
    )
    assert said.created.replace(tzinfo=None) == clock.now().replace(tzinfo=None, microsecond=0)
    levels = [one.style.name for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert levels == ["Heading 1"] + ["Heading 2"] * (headings - 1)
    assert {one.style.name for one in document.paragraphs} <= STYLES_WITH_WORDS
    assert answer["Content-Disposition"] == 'attachment; filename="to-read.docx"'


@pytest.mark.parametrize("name", PAPERS)
def test_it_is_in_english_of_here_and_in_big_type_on_a4(paper, name):
    answer = paper(name)

    languages = {one.get(f"{W}val") for one in xml_of(answer, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"en-GB"}
    document = opened(answer)
    assert {document.styles[one].font.size.pt >= SMALLEST for one in STYLES_WITH_WORDS} == {True}
    sizes = {int(one.get(f"{W}val")) / 2 for one in xml_of(answer).iter(f"{W}sz") if one.get(f"{W}val")}
    assert [size for size in sizes if size < SMALLEST] == []
    (section,) = document.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


@pytest.mark.parametrize(("name", "rows"), [("blank-plan-docx", 7), ("plan-docx", 3), ("plan-copy-docx", 2)])
def test_a_table_says_in_its_first_row_what_each_column_is(paper, name, rows):
    (table,) = opened(paper(name)).tables

    assert [cell.text for cell in table.rows[0].cells][:3] == ["Who", "What", "By when"]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True] + [False] * (rows - 1)


@pytest.mark.parametrize("name", PAPERS)
def test_it_has_the_words_of_the_page_and_no_more(paper, name):
    shown = paper(name.replace("-docx", "-print")).text
    article = re.search(r"<article.*</article>", shown, re.DOTALL)[0]
    for_eyes = re.sub(r'<span class="govuk-visually-hidden">.*?</span>', "", article)
    on_the_page = sorted(unescape(strip_tags(for_eyes.replace("<", " <"))).split())

    document = opened(paper(name))

    words = [one.text for one in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    in_the_document = [
        word for word in re.sub(r"(When|Where|get ready):", r"\1", " ".join(words)).split() if word != "☐"
    ]
    assert (len(on_the_page) > 20, sorted(in_the_document)) == (True, on_the_page)


def test_the_copy_for_someone_holds_nothing_that_they_may_not_read(paper):
    """Ngozi, who takes it, reads all of it."""
    everything, theirs = words_of(paper("plan-docx")), words_of(paper("plan-copy-docx"))

    withheld = ("Cook on Sundays", "Bread and cheese", "Uncle Ede")
    assert [word in everything for word in withheld] == [True, True, True]
    assert [word for word in withheld if word in theirs] == []
    assert ("Gran’s on Fridays" in theirs, "Gran comes over" in theirs) == (True, True)


def test_a_childs_letter_names_none_of_the_others(paper, client, ngozi, of, amina):
    words = words_of(read(client, ngozi.user, "invitation-docx", of(amina)))

    assert "Hello Amina." in words
    assert [name for name in ("Dana", "Joan", "Rowan") if name in words] == []


def test_what_is_hidden_from_them_stops_the_document_as_it_stops_the_page(paper, dana, joans_sign_in):
    ResidenceFactory(person=dana, is_confidential=True, address=AddressFactory(lines="St Mary’s Hall"))

    assert [paper("invitation-docx", user).status_code for user in (joans_sign_in,)] == [403]
    assert paper("invitation-docx").status_code == 403


@pytest.mark.parametrize(("name", "lines"), [("information-docx", 3), ("blank-plan-docx", 4)])
def test_there_is_room_to_write_each_line_with_its_own(paper, name, lines):
    borders = list(xml_of(paper(name)).iter(f"{W}pBdr"))

    assert [[side.tag for side in one] for one in borders] == [[f"{W}bottom", f"{W}between"]] * lines


def test_it_holds_nothing_of_the_template_that_it_began_as(paper):
    answer = paper("plan-copy-docx")

    with ZipFile(BytesIO(answer.content)) as made:
        assert not {name for name in made.namelist() if re.search(r"thumbnail|app\.xml|customXml|WithEffects", name)}
        told = b"".join(made.read(name) for name in made.namelist())
    assert [word for word in (b"en-US", b"ja-JP", b"Macintosh", b"python-docx") if word in told] == []


def test_no_stranger_has_one(paper, outsider):
    assert {paper(name, outsider).status_code for name in PAPERS} == {404}


def test_it_is_noted_as_printed(paper):
    paper("plan-copy-docx")

    noted = AccessEvent.objects.latest("at", "pk")
    assert (noted.kind, noted.what) == ("print", "casework:plan-copy-print")


def test_a_name_that_would_break_it_does_not(client, ngozi, arranged):
    name = 'Rita\r\n"; </w:t><script>alert(1)</script> \x0b\x1f\ufffe../../x.docx'
    friend = ParticipantFactory(conference=arranged, person=None, other_name=name)

    answer = read(client, ngozi.user, "invitation-docx", friend)

    document = opened(answer)
    assert "<script>alert(1)</script>" in document.paragraphs[0].text
    assert NOT_IN_XML.search(words_of(answer)) is None
    assert answer["Content-Disposition"] == 'attachment; filename="to-read.docx"'
    assert document.core_properties.title.startswith("A letter for Rita")


def test_a_long_name_is_a_title_all_the_same(client, ngozi, arranged, of, joan):
    Person.objects.filter(pk=joan.pk).update(known_as="J" * 200)

    assert opened(read(client, ngozi.user, "invitation-docx", of(joan))).core_properties.title.endswith("J")


def test_the_page_leads_to_it(paper):
    assert "As a document to edit (Word)" in paper("information-print").text


def test_marks_of_a_page_are_marks_of_a_document():
    html = (
        "<title>T</title><article><p>One<br>two <strong>three</strong></p><div><ul><li>a</li></ul></div>"
        "<p class='k-no-print'>not this</p><table><tr><th>Who</th><th>Done</th></tr>"
        "<tr><td colspan='2'>None</td></tr><tr><td>Joan</td><td><span class='k-plan__box'></span></td></tr></table></article>"
    )

    document = Document(BytesIO(written(html, made_at=clock.now())))

    first, second = document.paragraphs[:2]
    assert (first.text, [run.bold for run in first.runs][-1], second.style.name) == (
        "One\ntwo three",
        True,
        "List Bullet",
    )
    (table,) = document.tables
    assert [cell.text for row in table.rows for cell in row.cells] == ["Who", "Done", "None", "None", "Joan", "☐"]
    assert "not this" not in " ".join(one.text for one in document.paragraphs)
