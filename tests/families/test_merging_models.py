"""What the database holds of two who are one, past every form and action."""

import uuid
from contextlib import contextmanager
from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import Organisation, User
from database.asker import acting_as
from database.rules import broken_rule
from families.actions.merging import merge_people
from families.models import (
    AccessBlock,
    ContactPoint,
    EmergencyAccess,
    FamilyMembership,
    MergedRow,
    MultipleBirth,
    NotSamePerson,
    Person,
    PersonMerge,
)
from families.queries.walking import STAYS, person_columns, pointing_at, tables
from tests.conftest import make
from tests.factories_access import AccessBlockFactory
from tests.factories_families import MultipleBirthFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def joan(family):
    return make.MembershipFactory(family=family, person__known_as="Joan").person


@pytest.fixture
def nan(family):
    return make.PersonFactory(known_as="Nan")


@pytest.fixture
def kith(organisation):
    return User.objects.get(kind=User.Kind.SYSTEM)


@pytest.fixture
def merge(joan, nan, kith):
    return merge_people(kept=joan, merged=nan, why="She told us", by=kith)


def merged(kept, other, **facts):
    return PersonMerge.objects.create(organisation=kept.organisation, kept=kept, merged=other, why="Seen", **facts)


@contextmanager
def refused(rule):
    """By this rule, which has a sentence for people."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
    name, sentence = broken_rule(caught.value)
    assert name == rule
    assert sentence


def rows(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
        return cursor.fetchall()


def test_every_key_that_points_to_a_person_is_walked():
    """A room that is added joins by existing: the models' relations are the database's."""
    held = {
        (table, column)
        for table, column in rows("""
            SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'organisation_id'
            WHERE c.contype = 'f' AND c.confrelid = 'families_person'::regclass""")
    }
    walked = {(table.name, column) for table in tables() for column in table.columns}
    stays = {(model._meta.db_table, f"{name}_id") for model, name in STAYS}

    assert walked | stays == held
    assert walked & stays == set()


def test_every_key_that_points_to_a_row_that_may_be_set_aside_is_known():
    held = rows("""
        SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'organisation_id'
        WHERE c.contype = 'f'""")
    walked = {table.name: table.model for table in tables()}

    known = {
        (model._meta.db_table, f"{name}_id", pointed)
        for pointed, target in walked.items()
        for model, name in pointing_at(target)
    }
    assert known == {key for key in held if key[2] in walked}


def test_no_column_of_another_kind_names_a_person():
    """But a draft's, which is kept for the people of its form, and the events, which say what was."""
    lists = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if getattr(getattr(field, "base_field", None), "get_internal_type", str)() == "UUIDField"
    }

    of_other_rows = {"SignOff.said_of", "SignOff.line_put_right", "MyPlanVersion.hopes"}  # entries, requests, hopes
    of_other_rows |= {name.replace(".", "Event.") for name in of_other_rows}
    assert lists - of_other_rows == {"AccessEvent.families", "AccessEvent.people", "Draft.people"}


def test_nothing_new_is_written_of_someone_who_was_merged_in_any_table():
    guarded = {
        (table, column)
        for table, column in rows("""
            SELECT t.tgrelid::regclass::text, a.attname FROM pg_trigger t
            JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr)
            WHERE t.tgname = 'kith_not_of_merged' AND t.tgenabled = 'O'""")
    }

    told = {
        (model._meta.db_table, f"{name}_id") for model, name in person_columns() if model not in {Person, PersonMerge}
    }
    assert guarded == told


def test_nothing_new_is_written_of_someone_who_was_merged(merge, nan, family):
    with refused("merged_person_takes_nothing"):
        make.MembershipFactory(family=family, person=nan)


def test_nothing_is_moved_to_someone_who_was_merged(merge, nan, joan):
    with refused("merged_person_takes_nothing"):
        FamilyMembership.objects.filter(person=joan).update(person=nan)


def test_someone_who_was_merged_is_not_changed(merge, nan):
    with refused("merged_person_takes_nothing"):
        Person.objects.filter(pk=nan.pk).update(known_as="Nana")


def test_whose_glass_was_broken_stays_and_can_be_looked_at(worker, joan, nan, kith):
    with acting_as(worker.asker):
        broken = EmergencyAccess.objects.create(
            organisation=nan.organisation,
            user=worker,
            person=nan,
            reason_code="other",
            reason_text="Nobody else was there",
        )
    merge_people(kept=joan, merged=nan, why="She told us", by=kith)

    EmergencyAccess.objects.filter(pk=broken.pk).update(ended_at=broken.started_at)
    broken.refresh_from_db()

    assert broken.person_id == nan.pk


def test_no_one_is_merged_without_a_merge(joan, nan):
    with refused("person_merged_by_a_merge"):
        Person.objects.filter(pk=nan.pk).update(merged_into=joan)


def test_no_one_is_written_down_as_merged(joan):
    with refused("person_merged_by_a_merge"):
        make.PersonFactory(merged_into=joan)


def test_no_one_is_parted_without_undoing(merge, nan):

    with refused("person_merge_undone_whole"):
        PersonMerge.objects.filter(pk=merge.pk).update(undone_at=merge.created_at, undone_by=merge.created_by)


def test_no_one_is_merged_with_themselves(joan):
    with refused("person_merge_of_two"):
        merged(joan, joan)


def test_a_merge_says_why(joan, nan):
    with refused("person_merge_says_why"):
        PersonMerge.objects.create(organisation=joan.organisation, kept=joan, merged=nan, why=" ")


def test_someone_is_merged_into_one_person_only(merge, nan):
    with refused("person_merge_of_two_who_are_there"):
        merged(make.PersonFactory(), nan)


def test_nobody_is_merged_into_someone_who_was_merged(merge, nan):
    with refused("person_merge_of_two_who_are_there"):
        merged(nan, make.PersonFactory())


def test_there_is_no_chain(merge, joan):
    """Whoever is merged takes along who was merged into them before: there is no one left between."""
    other = make.PersonFactory()
    merged(other, joan)

    with refused("person_merged_into_someone"):
        Person.objects.filter(pk=joan.pk).update(merged_into=other)


def test_two_who_are_said_to_be_two_are_not_merged(joan, nan):
    a, b = sorted((joan, nan), key=lambda person: person.pk)
    NotSamePerson.objects.create(organisation=joan.organisation, a=a, b=b)

    with refused("person_merge_of_one_person"):
        merged(joan, nan)


def test_those_born_together_are_not_merged(joan, nan):
    birth = MultipleBirthFactory(a=joan, b=nan)

    with refused("person_merge_not_of_born_together"):
        merged(joan, nan)
    with refused("person_merge_not_of_born_together"):
        merged(nan, joan)

    MultipleBirth.objects.filter(pk=birth.pk).update(confidence="disputed")
    assert merged(nan, joan)


def test_whose_birth_together_was_a_mistake_are_merged(joan, nan):
    MultipleBirthFactory(a=joan, b=nan, mistaken_on=date(2026, 3, 16))

    assert merged(joan, nan)


@pytest.fixture
def twins_of_two_births(joan, nan):
    """One was born with Ann in 2010, the other with Ben in 2015."""
    return [
        MultipleBirthFactory(a=one, b=make.PersonFactory(date_of_birth=born))
        for one, born in ((joan, date(2010, 5, 1)), (nan, date(2015, 1, 1)))
    ]


def test_two_of_two_births_are_not_merged(joan, nan, twins_of_two_births):
    with refused("person_merge_of_one_birth"):
        merged(joan, nan)

    MultipleBirth.objects.filter(pk=twins_of_two_births[0].pk).update(confidence="disputed")
    assert merged(joan, nan)


def test_two_of_one_birth_written_down_twice_are_merged_whatever_their_own_days_say(family, joan, nan):
    """Their own days are chosen between; those of whom they were born with are two that follow each other."""
    for one, born in ((joan, date(2010, 5, 1)), (nan, date(2010, 5, 2))):
        MultipleBirthFactory(a=one, b=make.PersonFactory(date_of_birth=born))
    Person.objects.filter(pk=nan.pk).update(date_of_birth=date(2001, 1, 1))

    assert merged(joan, nan)


@pytest.mark.parametrize("is_turned", [True, False])
def test_two_who_are_kept_apart_are_not_merged(joan, nan, is_turned):
    viewer, protected = (nan, joan) if is_turned else (joan, nan)
    block = AccessBlockFactory(viewer_person=viewer, protected_person=protected)

    with refused("person_merge_not_of_kept_apart"):
        merged(joan, nan)

    AccessBlock.objects.filter(pk=block.pk).update(ended_on=date(2026, 3, 16), ended_because="Over.")
    assert merged(joan, nan)


def test_that_they_are_two_is_said_once_and_in_order(joan, nan):
    a, b = sorted((joan, nan), key=lambda person: person.pk)
    NotSamePerson.objects.create(organisation=joan.organisation, a=a, b=b)

    with refused("not_same_person_once"):
        NotSamePerson.objects.create(organisation=joan.organisation, a=a, b=b)
    with refused("not_same_person_ordered"):
        NotSamePerson.objects.create(organisation=joan.organisation, a=b, b=a)


def test_what_was_found_is_not_rewritten(merge):
    with refused("person_merge_stays"):
        PersonMerge.objects.filter(pk=merge.pk).update(why="Another reason")


def test_two_of_two_councils_are_never_one(joan):
    york = Organisation.objects.create(name="York")
    system = User.objects.create_user("kith@york.test", name="Kith", kind=User.Kind.SYSTEM, organisation=york)
    with acting_as(system.asker):
        stranger = Person.objects.create(organisation=york, known_as="Joan")

    merged(joan, stranger)

    with pytest.raises(IntegrityError, match="_fk_org"):
        connection.check_constraints()


def set_aside(merge, row, **facts):
    return MergedRow.objects.create(
        organisation=merge.organisation,
        merge=merge,
        position=1_000,
        how="set_aside",
        **{"table": row._meta.db_table, "row": row.pk, **facts},
    )


def test_what_is_set_aside_is_kept_whole_and_taken_away(merge, joan):
    point = ContactPoint.objects.create(
        organisation=joan.organisation, person=joan, kind="mobile", value="07700 900123"
    )

    kept = set_aside(merge, point)

    kept.refresh_from_db()
    assert kept.was["value"] == "07700 900123"
    assert not ContactPoint.objects.exists()


def test_only_what_is_of_the_two_is_set_aside(merge, family):
    someone = make.MembershipFactory(family=family)

    with pytest.raises(DatabaseError, match="not of these two"):
        set_aside(merge, someone)


@pytest.mark.parametrize("table", ["accounts_user", "families_family", "pg_class", "families_person; --"])
def test_only_what_points_to_a_person_is_set_aside(merge, family, table):
    with pytest.raises(DatabaseError, match="not of a person"):
        set_aside(merge, family, table=table)


def test_nothing_is_set_aside_by_a_merge_that_was_undone(merge, joan, kith):
    Person.objects.filter(pk=merge.merged_id).update(merged_into=None)
    PersonMerge.objects.filter(pk=merge.pk).update(undone_at=merge.created_at, undone_by=kith)

    with pytest.raises(DatabaseError, match="no merge that stands"):
        set_aside(merge, joan.memberships.get())


def test_what_was_set_aside_is_not_rewritten_before_it_is_put_back(merge, joan):
    kept = set_aside(merge, joan.memberships.get())

    with pytest.raises(DatabaseError, match="rewritten"):
        MergedRow.objects.filter(pk=kept.pk).update(was={"id": str(uuid.uuid4())}, put_back_at=merge.created_at)


def test_the_application_still_deletes_nothing(joan):
    with pytest.raises(DatabaseError, match="permission denied"):
        rows("DELETE FROM families_familymembership WHERE person_id = %s", joan.pk)


def test_what_is_written_once_moves_between_two_who_are_one_and_nowhere_else(merge, joan, nan):
    moves = "SELECT kith_sec.moved_by_a_merge(%s::jsonb, %s::jsonb)"
    was = f'{{"person_id": "{nan.pk}", "what": "a", "row_version": 1}}'

    assert rows(moves, was, f'{{"person_id": "{joan.pk}", "what": "a", "row_version": 2}}') == [(True,)]
    assert rows(moves, was, f'{{"person_id": "{joan.pk}", "what": "b", "row_version": 2}}') == [(False,)]
    assert rows(moves, was, f'{{"person_id": "{uuid.uuid4()}", "what": "a", "row_version": 2}}') == [(False,)]
