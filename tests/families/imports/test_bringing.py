"""Bringing a file into a family: what it writes, what it leaves out, and taking all of it back."""

from datetime import date
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts.errors import RuleBroken
from database.asker import acting_as
from families.actions import bringing
from families.actions.bringing import (
    StepNotNow,
    bring_in_next,
    choose_who,
    drop_import,
    keep_file,
    look_for_known,
    start_import,
)
from families.actions.people import change_person
from families.actions.taking_back import NotUndone, begin_undo, take_back_next
from families.imports.columns import matched
from families.imports.sheets import read_csv
from families.imports.told import Told, ToldParentage, ToldPerson
from families.models import FamilyMembership, ImportedRow, Parentage, Partnership, PeopleImport, Person, PersonName
from tests.conftest import make
from tests.families.imports.gedcom_files import told_of
from tests.refusals import again, refused_by

FILE = (
    "No,Name,DOB,Role,Mother,Partner,Partner is\n"
    "1,Uma Vale,1985,parent,,2,cohabiting\n"
    "2,Vic Vale,,parent,,,\n"
    "3,Wyn Vale,27/03/2015,child,1,,\n"
)
HOW = {"source": "told_us", "confidence": "believed", "role": "relative"}


@pytest.fixture
def asked(worker):
    with acting_as(worker.asker):
        yield worker


def ready(family, by, text=FILE):
    sheet = read_csv(BytesIO(text.encode()))
    one = keep_file(family=family, name="vale.csv", said=sheet, by=by)
    one = bringing.match_columns(people_import=one, places=matched(sheet.headers), parents_are="birth", by=by)
    while one.position < len(one.told["people"]):
        one = look_for_known(people_import=one, position=one.position, by=by)
    return one


def brought(family, by, text=FILE, **choices):
    one = ready(family, by, text)
    choose_who(people_import=one, choices=choices, by=by)
    return to_the_end(start_import(people_import=one, by=by, **HOW), by)


def to_the_end(one, by):
    while one.state == "running":
        one = bring_in_next(people_import=one, position=one.position, by=by)
    return one


def undone(one, by):
    one = begin_undo(people_import=one, by=by)
    while one.state == "undoing":
        one = take_back_next(people_import=one, position=one.position, by=by)
    return one


def vales():
    return Person.objects.filter(known_as__endswith="Vale")


def test_people_and_ties_are_written_with_how_we_know(family, asked):
    one = brought(family, asked)

    wyn = Person.objects.get(known_as="Wyn Vale")
    tie = Parentage.objects.get(child=wyn)
    assert (wyn.date_of_birth, wyn.memberships.get().role) == (date(2015, 3, 27), "child")
    assert (tie.parent.known_as, tie.basis, tie.source, tie.confidence) == ("Uma Vale", "birth", "told_us", "believed")
    assert Partnership.objects.get().kind == "cohabiting"
    assert (one.state, one.left_out) == ("done", [])


def test_what_the_file_says_is_gone_when_it_is_brought_in(family, asked):
    one = brought(family, asked)

    assert (one.sheet, one.told, one.found, one.choices, one.written) == ({}, {}, {}, {}, {})


def test_nothing_is_written_before_it_is_started(family, asked):
    ready(family, asked)

    assert not vales().exists()


def test_a_long_file_goes_on_where_it_stopped(family, asked, monkeypatch):
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    one = start_import(people_import=ready(family, asked), by=asked, **HOW)

    first = bring_in_next(people_import=one, position=0, by=asked)

    assert (first.position, vales().count()) == (2, 2)
    with pytest.raises(StepNotNow):
        bring_in_next(people_import=one, position=0, by=asked)
    assert to_the_end(first, asked).state == "done"
    assert vales().count() == 3


@pytest.fixture
def known(family, asked):
    return make.MembershipFactory(family=family, person__known_as="Uma Vale").person


def test_who_looks_like_someone_waits_for_an_answer(family, asked, known):
    with pytest.raises(ValidationError, match="say of each who they are"):
        start_import(people_import=ready(family, asked), by=asked, **HOW)


def test_the_same_person_is_not_written_down_again(family, asked, known):
    brought(family, asked, **{"1": str(known.pk)})

    assert Parentage.objects.get().parent == known
    assert FamilyMembership.objects.filter(person=known).count() == 1


def test_someone_new_is_remembered_as_another(family, asked, known):
    brought(family, asked, **{"1": "new"})

    assert vales().count() == 4
    assert known.not_the_same_a.exists()


def test_who_is_left_out_is_not_written_and_their_ties_are_named(family, asked):
    one = brought(family, asked, **{"1": "out"})

    assert sorted(vales().values_list("known_as", flat=True)) == ["Vic Vale", "Wyn Vale"]
    assert [row["line"] for row in one.left_out] == [4, 2]


def test_whom_one_may_not_see_is_never_found(family, asked):
    make.MembershipFactory(person__known_as="Uma Vale")

    assert ready(family, asked).found == {}


def test_nobody_is_chosen_who_was_not_found(family, asked, known):
    stranger = make.MembershipFactory(person__known_as="Zed").person
    one = choose_who(people_import=ready(family, asked), choices={"1": str(stranger.pk)}, by=asked)

    assert one.choices == {}


def test_what_the_database_refuses_is_left_out_with_the_row_and_why(family, asked):
    one = brought(family, asked, "No,Name,Parent 1,Parent 1 is\n1,Ann,2,birth\n2,Bea,1,birth\n")

    assert Parentage.objects.count() == 1
    assert one.left_out[0]["cells"] == ["2", "Bea", "1", "birth"]
    assert "own ancestor" in one.left_out[0]["why"]


def test_a_death_before_birth_leaves_the_row_out(family, asked):
    one = brought(family, asked, "Name,DOB,Date of death\nUma Vale,2015,2010\nVic Vale,,\n")

    assert [row["line"] for row in one.left_out] == [2]
    assert vales().count() == 1


def test_all_that_is_told_goes_the_same_way(family, asked):
    told = Told([ToldPerson("@1@", 1, "Uma Vale"), ToldPerson("@2@", 5, "Wyn Vale")])
    told.parentages.append(ToldParentage("@1@", "@2@", "adoptive", 9))
    one = keep_file(family=family, name="vale.ged", said=told, by=asked)
    one = look_for_known(people_import=one, position=0, by=asked)

    to_the_end(start_import(people_import=one, by=asked, **HOW), asked)

    assert Parentage.objects.get().basis == "adoptive"


@pytest.mark.parametrize(
    ("lines", "died"),
    [
        ("1 DEAT Y", (None, "unknown")),
        ("1 BURI\n2 PLAC Leeds", (None, "unknown")),
        ("1 DEAT\n2 DATE BEF 1950", (None, "unknown")),
        ("1 DEAT\n2 DATE 1950", (date(1950, 1, 1), "year")),
        ("1 DEAT N", (None, "day")),
    ],
)
def test_a_death_is_brought_in_as_well_as_it_is_known(family, asked, lines, died):
    told = told_of(f"0 @I1@ INDI\n1 NAME Bert /Vale/\n{lines}")
    one = keep_file(family=family, name="vale.ged", said=told, by=asked)
    one = look_for_known(people_import=one, position=0, by=asked)

    to_the_end(start_import(people_import=one, by=asked, **HOW), asked)

    bert = Person.objects.get(known_as="Bert Vale")
    assert (bert.date_of_death, bert.death_precision) == died


def test_all_of_it_is_taken_back(family, asked, known):
    before = [model.objects.count() for model in (Person, FamilyMembership, Parentage, Partnership, PersonName)]
    one = brought(family, asked, **{"1": "new"})

    one = undone(one, asked)

    after = [model.objects.count() for model in (Person, FamilyMembership, Parentage, Partnership, PersonName)]
    assert (one.state, after) == ("undone", before)


def test_that_it_was_there_and_was_taken_back_stays_in_the_history(family, asked):
    undone(brought(family, asked), asked)

    events = Person.pgh_event_model.objects.filter(known_as="Wyn Vale")
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == ["insert", "delete"]


def test_half_of_it_is_taken_back_too(family, asked, monkeypatch):
    monkeypatch.setattr(bringing, "AT_ONCE", 2)
    one = start_import(people_import=ready(family, asked), by=asked, **HOW)
    bring_in_next(people_import=one, position=0, by=asked)

    undone(one, asked)

    assert not vales().exists()


def test_who_was_changed_since_stays_with_their_place(family, asked):
    one = brought(family, asked)
    wyn = Person.objects.get(known_as="Wyn Vale")
    change_person(person=wyn, row_version=wyn.row_version, pronouns="they/them", by=asked)

    undone(one, asked)

    assert vales().get() == wyn
    assert wyn.memberships.exists()
    assert set(one.written_rows.filter(person=wyn.pk).values_list("left_because", flat=True)) == {"changed"}


def test_of_whom_something_was_written_since_stays(family, asked):
    one = brought(family, asked)
    vic = Person.objects.get(known_as="Vic Vale")
    make.ParentageFactory(parent=vic, child=make.PersonFactory())

    undone(one, asked)

    assert vales().get() == vic
    assert set(one.written_rows.filter(person=vic.pk).values_list("left_because", flat=True)) == {"used"}


def test_it_is_undone_once(family, asked):
    one = undone(brought(family, asked), asked)

    with pytest.raises(NotUndone):
        begin_undo(people_import=one, by=asked)


def test_thrown_away_it_keeps_nothing(family, asked):
    one = drop_import(people_import=ready(family, asked), by=asked)

    assert (one.state, one.sheet, one.told) == ("dropped", {}, {})


def test_the_next_file_takes_the_place_of_one_that_was_not_brought_in(family, asked):
    former = ready(family, asked)

    ready(family, asked)

    former.refresh_from_db()
    assert former.state == "dropped"


def test_one_that_is_being_brought_in_has_to_be_finished(family, asked):
    start_import(people_import=ready(family, asked), by=asked, **HOW)

    with pytest.raises((ValidationError, RuleBroken)):
        ready(family, asked)


def test_it_is_seen_by_who_chose_the_file_alone(family, manager, asked):
    one = ready(family, asked)

    assert PeopleImport.objects.visible_to(asked).get() == one
    assert not PeopleImport.objects.visible_to(manager).exists()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"state": "done"}, "people_import_in_order"),
        ({"state": "running"}, "people_import_says_how_known"),
        ({"state": "dropped"}, "people_import_keeps_nothing"),
    ],
)
def test_the_database_holds_the_order_of_steps(family, asked, change, rule):
    one = ready(family, asked)

    assert refused_by(lambda: PeopleImport.objects.filter(pk=one.pk).update(**change)) == rule


def test_undone_stays_undone(family, asked):
    one = undone(brought(family, asked), asked)

    again = PeopleImport.objects.filter(pk=one.pk)
    assert refused_by(lambda: again.update(state="running")) == "people_import_in_order"


def test_undone_it_keeps_no_row_of_the_file(family, asked):
    one = undone(brought(family, asked), asked)

    kept = PeopleImport.objects.filter(pk=one.pk)
    assert refused_by(lambda: kept.update(left_out=[{"line": 2}])) == "people_import_undone_keeps_nothing"


def test_a_file_stays_with_who_chose_it_and_its_family(family, asked):
    mine, other = PeopleImport.objects.filter(pk=ready(family, asked).pk), make.FamilyFactory()

    assert refused_by(lambda: mine.update(family=other)) == "people_import_stays"


def test_one_file_at_a_time(family, asked):
    one = ready(family, asked)

    assert refused_by(lambda: again(one)) == "people_import_one_unfinished"


def test_a_row_is_noted_once(family, asked):
    one = start_import(people_import=ready(family, asked), by=asked, **HOW)
    person = make.PersonFactory()
    note(one, person.pk, asked)

    assert refused_by(lambda: note(one, person.pk, asked)) == "imported_row_once"


def test_a_row_is_taken_back_or_left(family, asked):
    one = begin_undo(people_import=brought(family, asked), by=asked)

    tie = one.written_rows.filter(person__isnull=True)[:1].get()
    rows = ImportedRow.objects.filter(pk=tie.pk)
    rule = refused_by(lambda: rows.update(taken_back_at=one.created_at, left_because="used"))
    assert rule == "imported_row_taken_back_or_left"


def note(one, row, by, **said):
    ImportedRow.objects.create(
        organisation=by.organisation, people_import=one, table="families_person", row=row, version=1, **said
    )


def test_nothing_can_be_noted_that_was_not_written(family, asked):
    one = start_import(people_import=ready(family, asked), by=asked, **HOW)

    with pytest.raises(DatabaseError, match="not written now"), transaction.atomic():
        note(one, family.pk, asked)


def test_nothing_is_taken_away_but_by_an_undoing(family, asked):
    one = brought(family, asked)

    with pytest.raises(DatabaseError, match="rewritten"), transaction.atomic():
        ImportedRow.objects.filter(people_import=one).update(taken_back_at=one.created_at)
