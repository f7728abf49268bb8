"""Someone who stands in a file twice: the preview says so, and whoever brings it in says whether they are one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from families.actions.bringing import choose_who, start_import
from families.actions.people import change_person
from families.imports.again import note_again
from families.imports.told import Told, ToldDate, ToldPerson
from families.models import FamilyMembership, ImportedRow, NotSamePerson, Parentage, Person
from families.queries.alike import people_like
from families.queries.bringing import preview
from tests.families.imports.test_bringing import HOW, asked, brought, ready, undone, vales  # noqa: F401  (a fixture)

FILE = (
    "No,Name,DOB,Family,Mother\n"
    "1,Uma Vale,04/05/1985,,\n"
    "2,Wyn Vale,27/03/2015,,1\n"
    "3,uma  vale,04/05/1985,Novak,\n"
    "4,Xan Vale,01/02/2017,,3\n"
)


def born(text, precision="day"):
    return ToldDate(date.fromisoformat(text), precision)


def told_again(*people):
    told = Told([ToldPerson(str(line), line, **said) for line, said in enumerate(people, start=1)])
    note_again(told)
    return [person.again for person in told.people]


@pytest.mark.parametrize(
    ("first", "second", "again"),
    [
        ({"known_as": "Uma Vale"}, {"known_as": " uma  VALE"}, "1"),
        ({"known_as": "Uma Vale"}, {"known_as": "Bunny", "given_name": "Uma", "family_name": "Vale"}, "1"),
        ({"known_as": "Uma Vale"}, {"known_as": "Una Vale"}, ""),
        ({"known_as": "Uma Vale"}, {"known_as": "Uma Vale", "born": born("1986-05-04")}, ""),
        ({"known_as": "Uma Vale"}, {"known_as": "Uma Vale", "born": None}, ""),
    ],
)
def test_same_name_and_birthday_is_maybe_the_same_person(first, second, again):
    day = {"born": born("1985-05-04")}

    assert told_again(day | first, day | second) == ["", again]


def test_a_year_of_birth_is_not_enough():
    year = {"known_as": "Uma Vale", "born": born("1985-01-01", "year")}

    assert told_again(year, year) == ["", ""]


def test_a_third_row_is_compared_with_the_first():
    said = {"known_as": "Uma Vale", "born": born("1985-05-04")}

    assert told_again(said, said, said) == ["", "1", "1"]


def test_nothing_begins_before_it_is_said(family, asked):  # noqa: F811
    one = ready(family, asked, FILE)

    with pytest.raises(ValidationError, match="in this file, already"):
        start_import(people_import=one, by=asked, **HOW)


def test_one_person_is_written_once_with_the_ties_and_families_of_both_rows(family, asked):  # noqa: F811
    brought(family, asked, FILE, **{"3": "again"})

    uma = Person.objects.get(known_as__iexact="uma vale")
    assert set(Parentage.objects.values_list("child__known_as", "parent")) == {
        ("Wyn Vale", uma.pk),
        ("Xan Vale", uma.pk),
    }
    assert {place.family.name for place in FamilyMembership.objects.filter(person=uma)} == {"Rowan", "Novak"}


def test_one_person_in_one_family_has_one_place(family, asked):  # noqa: F811
    one = brought(family, asked, FILE.replace("Novak", ""), **{"3": "again"})

    assert FamilyMembership.objects.filter(person__known_as="Uma Vale").count() == 1
    assert one.left_out == []


def test_one_person_over_two_parts_of_a_file(family, asked, monkeypatch):  # noqa: F811
    monkeypatch.setattr("families.actions.bringing.AT_ONCE", 2)

    brought(family, asked, FILE, **{"3": "again"})

    assert vales().count() == 3


@pytest.mark.parametrize("at_once", [400, 2])
def test_two_people_are_never_asked_after_again(family, asked, monkeypatch, at_once):  # noqa: F811
    monkeypatch.setattr("families.actions.bringing.AT_ONCE", at_once)

    brought(family, asked, FILE, **{"3": "new"})

    first, second = Person.objects.filter(known_as__iregex="uma +vale").order_by("pk")
    assert NotSamePerson.objects.filter(a=first, b=second).count() == 1
    assert second not in people_like(asked, first)


def test_who_is_left_out_where_they_stand_first_is_left_out_again(family, asked):  # noqa: F811
    one = brought(family, asked, FILE, **{"1": "out", "3": "again"})

    assert sorted(vales().values_list("known_as", flat=True)) == ["Wyn Vale", "Xan Vale"]
    assert {left["line"] for left in one.left_out} == {3, 5}  # the ties to her


def test_who_is_refused_where_they_stand_first_is_refused_again(family, asked):  # noqa: F811
    file = "No,Name,DOB,Date of death\n1,Uma Vale,04/05/1985,01/01/1980\n2,Uma Vale,04/05/1985,\n"

    one = brought(family, asked, file, **{"2": "again"})

    assert "The row in which they stood first was left out." in {left["why"] for left in one.left_out}


def test_again_is_only_who_may_be(family, asked):  # noqa: F811
    one = choose_who(people_import=ready(family, asked, FILE), choices={"4": "again"}, by=asked)

    assert one.choices == {}


def test_undone_both_rows_go(family, asked):  # noqa: F811
    undone(brought(family, asked, FILE, **{"3": "again"}), asked)

    assert not vales().exists()


def test_undone_two_people_of_whom_one_was_changed_leave_the_other_to_go(family, asked, monkeypatch):  # noqa: F811
    """What says that they are two holds neither of them."""
    monkeypatch.setattr("families.actions.taking_back.AT_ONCE", 1)
    one = brought(family, asked, FILE.replace("Novak", ""), **{"3": "new"})
    second = Person.objects.get(known_as="uma vale")
    change_person(person=second, row_version=second.row_version, known_as="Una Vale", by=asked)

    undone(one, asked)

    assert list(vales()) == [second]
    assert not NotSamePerson.objects.exists()
    assert not ImportedRow.objects.filter(left_because="used").exists()


def test_the_preview_says_which_rows(client, family, worker):
    client.force_login(worker)
    one = ready(family, worker, FILE)

    page = client.get(f"/imports/{one.pk}/").text

    assert "Row 2 and row 4 may be the same person" in page
    assert '<option value="again">The same person as row 2</option>' in page


def test_what_was_said_is_kept_with_the_choices(client, family, worker):
    client.force_login(worker)
    one = ready(family, worker, FILE)

    client.post(f"/imports/{one.pk}/choices/", {"who-4": "again"})

    page = client.get(f"/imports/{one.pk}/").text
    assert '<option value="again" selected>' in page
    assert "Who stands in the file before already" in page


def test_the_preview_counts_ties_of_both_rows_as_of_one(family, asked):  # noqa: F811
    file = FILE.replace("4,Xan Vale,01/02/2017,,3", "2b,Wyn Vale,27/03/2015,,3")
    one = choose_who(people_import=ready(family, asked, file), choices={"3": "again", "2b": "again"}, by=asked)

    page = preview(one, asked)

    assert (page.counts["new"], page.counts["again"], page.counts["tie_new"], page.counts["tie_known"]) == (2, 2, 1, 1)
