"""Dates as well as they are known, of people and of what joins them: written, brought in, drawn and read as such (domain.md §11)."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from database.asker import acting_as
from families.actions.bringing import keep_file, look_for_known, start_import
from families.actions.merging import merge_people
from families.imports.gedcom import read
from families.models import Parentage, Partnership, Person
from families.periods import Period, since
from families.queries.history import what_changed
from families.queries.tree import family_tree
from tests.factories import MembershipFactory, ParentageFactory
from tests.factories_families import PartnershipFactory
from tests.families.imports.test_bringing import HOW, to_the_end
from tests.families.pages import HOW as HOW_KNOWN
from tests.families.pages import parts, post
from tests.refusals import again, change, refused_by

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent / "imports"


@pytest.fixture
def couple(family):
    one, other = (MembershipFactory(family=family, person__known_as=name).person for name in ("Ana", "Ben"))
    return PartnershipFactory(a=one, b=other, period=Period(date(1978, 1, 1), date(1984, 1, 1)), end_kind="divorced")


def tree_of(name, family, worker, around):
    """A file brought into the family, and its picture."""
    with (FILES / name).open("rb") as file, acting_as(worker.asker):
        one = keep_file(family=family, name=name, said=read(file), by=worker)
        one = look_for_known(people_import=one, position=0, by=worker)
        to_the_end(start_import(people_import=one, by=worker, **HOW), worker)
    return family_tree(family.pk, Person.objects.get(known_as=around).pk, worker).drawing


def test_four_partners_of_a_file_are_drawn_with_the_years_that_it_knows(family, worker):
    drawing = tree_of("four_partners.ged", family, worker, "Rita Marsh")

    text = "".join(drawing.svg.split("<text")[1:])
    for said in (
        "m. 1978",
        "d. 1984",
        "m. about 1985",
        "d. 1988",
        "together 1989",
        "until 1996",
        "m. 1998",
        "m. 2010",
        "b. about 1955",
    ):
        assert said in text
    said = {line.name: line.partners for home in drawing.households for line in home.people}["Rita Marsh"]
    assert "divorced from Victor Hale, about 1985 to 1988" in " ".join(said)


def test_a_blended_family_of_a_file_has_its_half_and_step_siblings(family, worker):
    drawing = tree_of("blended.ged", family, worker, "Ella Reed")

    kin = {line.name: line.kin for home in drawing.households for line in home.people}
    assert {
        name: kin[f"{name} {family}"] for name, family in (("Finn", "Reed"), ("Iris", "Reed"), ("Gita", "Sands"))
    } == {
        "Finn": "brother",
        "Iris": "half-sister",
        "Gita": "stepsister",
    }
    assert "sep. 2015" in drawing.svg
    assert "together 2017" in drawing.svg


def test_what_changed_says_no_more_than_is_known(family, worker, couple):
    person = MembershipFactory(
        family=family, person__date_of_birth=date(1961, 1, 1), person__dob_precision="year"
    ).person
    change(person, dob_precision="about")
    change(couple, since_precision="year", until_precision="about")

    told = [
        field for row in what_changed(person.pk, worker).rows for field in row.fields if field.label == "Date of birth"
    ]
    of_the_couple = next(row for row in what_changed(couple.a_id, worker).rows if row.kind == "Partners").fields

    assert [(field.old, field.new) for field in told] == [("1961", "about 1961"), (None, "1961")]
    assert [(field.old, field.new) for field in of_the_couple] == [
        ("1 January 1978 to 1 January 1984", "1978 to about 1984")
    ]


@pytest.mark.parametrize(("precision", "words"), [("year", "1961"), ("about", "about 1961")])
def test_a_person_born_in_some_year_is_shown_so(client, family, worker, precision, words):
    person = MembershipFactory(family=family).person
    change(person, date_of_birth=date(1961, 1, 1), dob_precision=precision)
    client.force_login(worker)

    page = client.get(person.get_absolute_url()).text

    assert f'>Born</dt><dd class="govuk-summary-list__value">{words} (about 65 years old)</dd>' in page
    assert "1 January 1961" not in page


def test_a_marriage_is_written_by_its_years_alone(client, family, worker):
    ana = MembershipFactory(family=family, person__known_as="Ana").person
    client.force_login(worker)
    how = {**HOW_KNOWN, "kind": "married", "new_name": "Ben"}

    post(client, "partner-add", ana, **how, **parts("since", "", "", "1978"))
    written = Partnership.objects.get()
    facts = client.get(reverse("families:person-facts", args=[ana.pk])).text
    ended = {"end_kind": "divorced", "row_version": written.row_version, **parts("on", "", "", "1978")}
    post(client, "partnership-end", written, **ended)
    right = client.get(reverse("families:partnership-right", args=[written.pk])).context["form"]

    written.refresh_from_db()
    assert "since 1978" in facts
    assert (written.since_precision, written.until_precision) == ("year", "year")
    assert written.period == Period(date(1978, 1, 1), date(1978, 1, 2))
    assert [right["since"].value(), right["until"].value()] == [["", "", 1978]] * 2


@pytest.mark.parametrize(
    "said",
    [
        {"period": since(date(2000, 1, 1)), "until_precision": "year"},
        {"period": Period(None, date(2000, 1, 1)), "since_precision": "year"},
    ],
)
def test_how_well_a_day_is_known_goes_with_a_day(family, said):
    for row, name in ((ParentageFactory(), "parentage_as_known"), (PartnershipFactory(), "partnership_as_known")):
        assert refused_by(lambda row=row: again(row, **said)) == name


def test_of_two_that_become_one_the_days_stay_as_well_known(family, worker):
    kept, merged, child = (MembershipFactory(family=family).person for _one in range(3))
    ParentageFactory(parent=kept, child=child, basis="foster", period=since(date(2016, 5, 3)))
    ParentageFactory(parent=merged, child=child, basis="foster", period=since(date(2016, 1, 1)), since_precision="year")
    with acting_as(worker.asker):
        merge_people(kept=kept, merged=merged, why="The same birthday", by=worker)

    stands = Parentage.objects.get(parent=kept)
    assert (stands.period, stands.since_precision) == (since(date(2016, 1, 1)), "year")
