"""What the preview says of each kind of file: where someone stands in it, and each tie in words."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from families.imports.told import ToldDate, ToldParentage, ToldPartnership, ToldSiblings
from families.imports.words import tie_words, where
from families.models import Parentage, Partnership, PeopleImport, SiblingLink
from tests.families.imports.test_bringing_views import go_on

YEAR, DAY = ToldDate(date(1978, 1, 1), "year"), ToldDate(date(1984, 6, 5))
DRAWING = """[{"id": "a", "data": {"first name": "Agnus", "avatar": "x"}, "rels": {"spouses": ["b"]}},
 {"id": "b", "data": {"first name": "Andrea"}}]"""


@pytest.mark.parametrize(
    ("tie", "words"),
    [
        (ToldParentage("p", "c", "birth", 3), "parent by birth: Uma"),
        (ToldParentage("p", "c", "adoptive", 3, began=YEAR), "parent by adoption: Uma, since 1978"),
        (ToldParentage("p", "c", "foster", 3, YEAR, DAY), "foster carer: Uma, since 1978, until 5 June 1984"),
        (ToldParentage("p", "c", "guardian", 3, ended=YEAR), "special guardian: Uma, until 1978"),
        (ToldPartnership("a", "b", "married", 3), "married to Uma"),
        (
            ToldPartnership("a", "b", "married", 3, YEAR, DAY, "divorced"),
            "married to Uma, since 1978, divorced 5 June 1984",
        ),
        (ToldPartnership("a", "b", "cohabiting", 3, is_over=True), "living together with Uma, ended"),
        (ToldPartnership("a", "b", "civil", 3, end_kind="separated"), "civil partner of Uma, separated"),
        (
            ToldPartnership("a", "b", "married", 3, ended=YEAR, end_kind="death"),
            "married to Uma, ended by a death 1978",
        ),
        (ToldSiblings("a", "b", "half", 3), "brother or sister of Uma, one parent the same"),
    ],
)
def test_a_tie_is_said_with_what_it_is_and_since_when(tie, words):
    assert tie_words(tie, "Uma") == words


def test_every_kind_of_tie_has_its_words():
    ties = [ToldParentage("a", "b", basis, 1) for basis in Parentage.Basis.values]
    ties += [ToldPartnership("a", "b", kind, 1) for kind in Partnership.Kind.values]
    ties += [ToldPartnership("a", "b", "married", 1, end_kind=kind) for kind in Partnership.EndKind.values]
    ties += [ToldSiblings("a", "b", kind, 1) for kind in SiblingLink.Kind.values]

    assert len({tie_words(tie, "Uma") for tie in ties}) == len(ties)


@pytest.mark.parametrize(
    ("name", "of_someone", "of_a_line"),
    [
        ("people.csv", "row 82", "row 82"),
        ("People.XLSX", "row 82", "row 82"),
        ("village.ged", "I9 on line 82", "line 82"),
        ("chart.json", "number 82 in the drawing", "number 82 in the drawing"),
    ],
)
def test_where_it_stands_is_said_as_the_file_has_it(name, of_someone, of_a_line):
    assert (where(name, 82, "@I9@"), where(name, 82)) == (of_someone, of_a_line)


def previewed(client, family, worker, name, content):
    client.force_login(worker)
    client.post(f"/families/{family.pk}/bring-in/file/", {"file": SimpleUploadedFile(name, content)})
    one = PeopleImport.objects.get()
    go_on(client, one)
    return client.get(f"/imports/{one.pk}/").text, client.get(f"/imports/{one.pk}/left-out/").text


def test_of_a_family_tree_the_preview_says_whom_in_the_file(client, family, worker):
    file = Path(__file__).with_name("four_partners.ged").read_bytes()

    page, left_out = previewed(client, family, worker, "marsh.ged", file)

    assert "I1 on line 7" in page
    assert ">row " not in page
    assert "<li>married to Rita Marsh, since 1978, divorced 1984 · new</li>" in page
    assert left_out.lstrip("\ufeff").startswith("Line,")


def test_of_a_drawing_the_preview_says_which_in_the_list(client, family, worker):
    page, left_out = previewed(client, family, worker, "chart.json", DRAWING.encode())

    assert "number 2 in the drawing" in page
    assert "married to Andrea" in page
    assert "<li>Number 1 in the drawing:" in page
    assert left_out.lstrip("\ufeff").startswith("Number,")
