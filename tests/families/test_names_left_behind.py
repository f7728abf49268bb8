"""A name that someone left behind is told by no other way: taken out, spelled otherwise, or known as such only later (§11.1)."""

from datetime import date

import pytest

from database.asker import acting_as
from families.actions.bringing_rows import _names as names_of
from families.actions.kinship import record_parent
from families.actions.people import add_person, change_person
from families.actions.righting import take_out
from families.imports.told import ToldName, ToldPerson
from families.models import Parentage
from families.queries.as_it_was import as_it_was
from families.queries.finding import people_found
from families.queries.history import what_changed
from tests.factories import InvolvementFactory, MembershipFactory
from tests.refusals import change


@pytest.fixture
def beside(family):
    return InvolvementFactory(family=family, role="co_worker").practitioner.user


def told(person, reader):
    return repr([row.fields for row in what_changed(person.pk, reader).rows]) + repr(
        as_it_was(person.pk, reader, date(2027, 1, 1)).facts
    )


def changed(person, by, **said):
    person.refresh_from_db()
    with acting_as(by.asker):
        change_person(person=person, row_version=person.row_version, by=by, **said)


def zed(family, worker, **said):
    person = add_person(known_as="Zedekiah", by=worker, **said)
    MembershipFactory(family=family, person=person)
    return person


def test_a_name_that_was_left_behind_stays_so_when_it_is_taken_out(family, worker, beside):
    person = zed(family, worker)
    change(person, sex="male", gender="woman_girl")
    changed(person, worker, known_as="Kit")
    assert "Zedekiah" not in told(person, beside)
    name = person.names.get(text="Zedekiah")
    with acting_as(worker.asker):
        take_out(fact=name, row_version=name.row_version, by=worker)
    assert "Zedekiah" not in told(person, beside)


def test_it_stays_so_when_its_spelling_is_put_right(family, worker, beside):
    person = zed(family, worker)
    change(person, sex="male", gender="woman_girl")
    changed(person, worker, known_as="Kit")
    change(person.names.get(text="Zedekiah"), text="Zedekiah Rowan")
    assert "Zedekiah" not in told(person, beside)


def test_it_stays_so_where_no_row_was_written_of_it(family, worker, beside):
    person = zed(family, worker)
    change(person, given_name="Zedekiah", family_name="Vale", sex="male", gender="woman_girl")
    changed(person, worker, known_as="Kit", given_name="Kit")
    assert "Zedekiah" not in told(person, beside)


def test_a_gender_that_is_told_later_keeps_the_former_name(family, worker, beside):
    person = zed(family, worker)
    changed(person, worker, known_as="Kit")
    changed(person, worker, sex="male", gender="woman_girl")
    assert "Zedekiah" not in told(person, beside)
    assert people_found(beside, "Zedekiah") == []


def test_an_adoption_that_is_told_later_keeps_the_former_name(family, worker, beside):
    person = zed(family, worker)
    changed(person, worker, known_as="Kit")
    parent = MembershipFactory(family=family).person
    with acting_as(worker.asker):
        record_parent(parent=parent, child=person, basis=Parentage.Basis.ADOPTIVE, by=worker)
    assert people_found(beside, "Zedekiah") == []


def test_a_file_that_tells_both_keeps_it_too():
    told = ToldPerson("1", 1, "Kit", sex="male", gender="woman_girl", names=[ToldName("Zedekiah Vale", "birth")])

    rows = {row.said["text"]: row.said["is_restricted"] for row in names_of(told, "x")}

    assert rows["Zedekiah Vale"] is True


def test_a_name_from_before_that_is_kept_too(family, worker, beside):
    person = zed(family, worker, given_name="Zedekiah", family_name="Vale")
    changed(person, worker, family_name="Quix")
    changed(person, worker, known_as="Kit", given_name="Kit", sex="male", gender="woman_girl")
    assert "Zedekiah" not in told(person, beside)
    assert people_found(beside, "Zedekiah") == []
