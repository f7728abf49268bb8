"""Who asks is signed: nothing is read or written without, and nothing of another organisation with it."""

import hashlib
import hmac
import time

import pghistory
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from uuid_utils.compat import uuid7

from accounts.models import AccessEvent, Organisation, Team
from database.asker import Asker, acting_as
from database.models import Change
from families.models import Family, FamilyMembership, Person
from tests.people import let_in


@pytest.fixture
def leeds(db):
    return Organisation.objects.create(name="Leeds")


@pytest.fixture
def worker(leeds):
    return let_in("W", leeds)


@pytest.fixture
def stranger(db):
    """Someone of another organisation."""
    york = Organisation.objects.create(name="York")
    return let_in("Y", york)


@pytest.fixture
def family(worker):
    with acting_as(worker.asker):
        return Family.objects.create(organisation=worker.organisation, name="Ash")


def count_as(token):
    """Count families as an attacker would: past `acting_as`, with a token of their own."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kith.asker', %s, true)", [token])
    return Family.objects.count()


def run(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


def test_tests_are_the_application_role(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        assert cursor.fetchone() == ("kith_app", "kith_app")


@pytest.mark.parametrize("question", ["count", "exists", "first", "get"])
def test_a_query_without_an_asker_raises(family, question):
    with pytest.raises(DatabaseError, match="no asker"), transaction.atomic():
        getattr(Family.objects.all(), question)()


def test_a_write_without_an_asker_raises(leeds):
    with pytest.raises(DatabaseError, match="no asker"), transaction.atomic():
        Family.objects.create(organisation=leeds, name="Ash")


def test_nobody_asks_inside_acting_as_none(worker, family):
    with (
        acting_as(worker.asker),
        acting_as(None),
        pytest.raises(DatabaseError, match="no asker"),
        transaction.atomic(),
    ):
        Family.objects.count()


def test_a_true_asker_is_believed(worker, family):
    assert count_as(worker.asker.token()) == 1


@pytest.mark.parametrize("part", range(5))
def test_an_asker_with_a_changed_part_is_forged(worker, family, part):
    token = worker.asker.token().split(":")
    token[part] = ("1" if token[part][0] != "1" else "2") + token[part][1:]

    with pytest.raises(DatabaseError, match="forged asker"), transaction.atomic():
        count_as(":".join(token))


@pytest.mark.parametrize("token", ["x", "::::", "a:b:c:d", "a:b:c:d:e:f", "é:b:c:1:2"])
def test_nonsense_is_no_asker(family, token):
    with pytest.raises(DatabaseError, match="forged asker"), transaction.atomic():
        count_as(token)


@pytest.mark.parametrize("key", ["", "another key of thirty-two characters"])
def test_an_asker_signed_with_another_key_is_forged(worker, family, key):
    said = worker.asker.token().rpartition(":")[0]
    mac = hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()

    with pytest.raises(DatabaseError, match="forged asker"), transaction.atomic():
        count_as(f"{said}:{mac}")


@pytest.mark.parametrize("seconds", [-360, 360])
def test_an_old_or_coming_asker_is_stale(worker, family, monkeypatch, seconds):
    moment = time.time() + seconds
    monkeypatch.setattr("database.asker.time.time", lambda: moment)

    with pytest.raises(DatabaseError, match="stale asker"), acting_as(worker.asker), transaction.atomic():
        Family.objects.count()


def test_an_asker_lasts_for_the_transaction_only(transactional_db):
    organisation = Organisation.objects.create(name="Leeds")
    worker = let_in("W", organisation)
    with acting_as(worker.asker), transaction.atomic():
        Family.objects.create(organisation=organisation, name="Ash")

    with pytest.raises(DatabaseError, match="no asker"), transaction.atomic():
        Family.objects.count()


def test_another_organisations_rows_are_not_there(family, stranger):
    with acting_as(stranger.asker):
        assert list(Family.objects.all()) == []
        assert Family.objects.filter(pk=family.pk).update(name="Oak") == 0


WAYS_ROUND = [
    "SELECT id FROM families_family WHERE organisation_id IS NOT NULL OR 1 = 1",
    "SELECT id FROM families_family UNION SELECT id FROM families_person",
    "SELECT 1 WHERE EXISTS (SELECT FROM families_family)",
    "TABLE families_family",
    "SELECT id FROM families_familyevent",
    "WITH all_of_them AS (SELECT * FROM families_family) SELECT id FROM all_of_them",
    "SELECT f.id FROM accounts_organisation o JOIN families_family f ON f.organisation_id = o.id",
    "SELECT query_to_xml('SELECT 1 FROM families_family', false, true, '')::text WHERE EXISTS (TABLE families_family)",
    # Who evaluates this on a row of another's divides by nothing, and tells by the error that it is there.
    "SELECT id FROM families_family WHERE 1 / (length(name) - length(name)) = 1",
    "SELECT id FROM families_family WHERE name LIKE 'A%' AND 1 / (strpos(name, 'Ash') - 1) > 0",
]


@pytest.mark.parametrize("question", WAYS_ROUND)
def test_no_way_round_leads_to_another_organisation(family, stranger, question):
    with acting_as(stranger.asker), connection.cursor() as cursor:
        cursor.execute(question)

        assert cursor.fetchall() == []


@pytest.mark.parametrize("question", WAYS_ROUND[:7])
def test_the_same_way_leads_to_ones_own(family, worker, question):
    with acting_as(worker.asker), connection.cursor() as cursor:
        cursor.execute(question)

        assert len(cursor.fetchall()) == 1


def test_an_injected_setting_does_not_open_another_organisation(family, stranger):
    """The attack on a plain setting: one SELECT that also names another organisation (security.md §0, 2)."""
    token = stranger.asker.token().split(":")
    token[1] = str(family.organisation_id)
    injected = "SELECT set_config('kith.asker', %s, true) UNION ALL SELECT name FROM families_family"

    with acting_as(stranger.asker), connection.cursor() as cursor:
        with pytest.raises(DatabaseError, match="forged asker"), transaction.atomic():
            cursor.execute(injected, [":".join(token)])

        cursor.execute("SELECT id FROM families_family")
        assert cursor.fetchall() == []


def test_a_row_for_another_organisation_is_refused(worker, stranger):
    with acting_as(stranger.asker), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Family.objects.create(organisation=worker.organisation, name="Ash")


def test_a_row_cannot_move_to_another_organisation(worker, stranger, family):
    with acting_as(worker.asker), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Family.objects.filter(pk=family.pk).update(organisation=stranger.organisation)


def test_a_foreign_key_into_another_organisation_is_refused(stranger, family):
    with acting_as(stranger.asker):
        person = Person.objects.create(organisation=stranger.organisation, known_as="Ana")
        FamilyMembership.objects.create(organisation=stranger.organisation, family=family, person=person, role="child")

        with pytest.raises(IntegrityError, match="fk_org"):
            connection.check_constraints()


def test_a_user_of_another_organisation_is_refused(worker, stranger):
    with acting_as(Asker(uuid7(), stranger.organisation_id, "system")):
        Team.objects.create(organisation=stranger.organisation, name="North", manager=worker)

        with pytest.raises(IntegrityError, match="fk_org"):
            connection.check_constraints()


def test_the_former_asker_is_back_after_another(worker, stranger, family):
    with acting_as(worker.asker):
        with acting_as(stranger.asker):
            assert Family.objects.count() == 0

        assert Family.objects.get() == family


def test_the_former_asker_is_back_after_an_error(worker, stranger, family):
    with acting_as(worker.asker):
        with pytest.raises(KeyError), transaction.atomic(), acting_as(stranger.asker):
            raise KeyError

        assert Family.objects.get() == family


def test_the_former_asker_is_back_after_a_failed_statement(worker, stranger, family):
    with acting_as(worker.asker):
        with pytest.raises(IntegrityError), transaction.atomic(), acting_as(stranger.asker):
            Family.objects.create(organisation=stranger.organisation, name=None)

        assert Family.objects.get() == family


def test_history_is_written(worker, family):
    with acting_as(worker.asker), pghistory.context(action="rename"):
        Family.objects.update(name="Oak")
        family.refresh_from_db()

        assert family.row_version == 2
        assert list(family.events.order_by("pgh_id").values_list("pgh_label", "name", "asked_by")) == [
            ("insert", "Ash", worker.pk),
            ("update", "Oak", worker.pk),
        ]


def test_history_is_written_for_many_at_once(worker):
    with acting_as(worker.asker):
        names = [Family(organisation=worker.organisation, name=f"Family {n}") for n in range(3)]
        Family.objects.bulk_create(names)
        Family.objects.update(good_to_know="Ring twice.")

        assert Family.pgh_event_model.objects.count() == 6


def test_history_cannot_pretend_to_be_another(worker, stranger, family):
    with acting_as(worker.asker), pghistory.context(user=str(stranger.pk), asked_by=str(stranger.pk)):
        Family.objects.update(name="Oak")

        assert family.events.latest("pgh_id").asked_by == worker.pk


def test_history_cannot_be_switched_off(worker, family):
    with acting_as(worker.asker), connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname) FROM pg_trigger WHERE tgname ~ '^pgtrigger_'")
        (names,) = cursor.fetchone()
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + ",".join(names) + "}"])
        Family.objects.update(name="Oak")

        assert family.events.latest("pgh_id").name == "Oak"


def test_history_cannot_be_written_by_hand(worker, family):
    with acting_as(worker.asker):
        event = family.events.get()
        event.pk = None

        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            event.save(force_insert=True)


FORBIDDEN = [
    "UPDATE families_familyevent SET name = 'Oak'",
    "DELETE FROM families_familyevent",
    "DELETE FROM families_family",
    "TRUNCATE families_family",
    "DELETE FROM accounts_accessevent",
    "UPDATE accounts_accessevent SET what = 'nothing'",
    "INSERT INTO database_change SELECT * FROM database_change",
    "SELECT * FROM kith_sec.key",
    "UPDATE kith_sec.key SET inner_pad = ''",
    "SET ROLE kith_owner",
    "SET SESSION AUTHORIZATION kith_owner",
    "SET LOCAL row_security = off; SELECT * FROM families_family",
    "SET session_replication_role = replica",
    "ALTER TABLE families_family DISABLE TRIGGER ALL",
    "ALTER TABLE families_family DISABLE ROW LEVEL SECURITY",
    "DROP POLICY organisation ON families_family",
    "CREATE TABLE mine (n int)",
    "CREATE TEMP TABLE families_familyevent (n int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION pg_temp.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION kith_sec.asker() RETURNS text[] LANGUAGE sql AS 'SELECT ARRAY[''x'']'",
    "COPY families_family TO PROGRAM 'cat'",
]


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_may_not(worker, family, statement):
    with (
        acting_as(worker.asker),
        pytest.raises(DatabaseError, match=r"denied|must be|cannot|affected by|would be"),
        transaction.atomic(),
    ):
        run(statement)


def test_a_change_is_noted_with_its_transaction(worker, family):
    with acting_as(worker.asker), connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        (this_transaction,) = cursor.fetchone()

        noted = Change.objects.filter(row=family.pk).values_list("table", "operation", "xid")

        assert [(table, operation, str(xid)) for table, operation, xid in noted] == [
            ("families_family", "insert", this_transaction)
        ]


def test_the_changes_of_another_organisation_are_not_there(family, stranger):
    with acting_as(stranger.asker):
        assert Change.objects.count() == 0


def test_nobody_says_that_another_looked(worker, leeds):
    other = let_in("O", leeds)
    with acting_as(worker.asker), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        AccessEvent.objects.create(organisation=leeds, user=other, role_words="", kind="view", what="x")
