import re
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from uuid_utils.compat import uuid7

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from database.asker import acting_as
from tests import factories as make

CHANGES = [
    "UPDATE {} SET organisation_id = organisation_id",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "DROP TABLE {}",
]


@pytest.fixture
def event(worker, family):
    with acting_as(worker.asker):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:family", families=[family.pk], by=worker)
        return AccessEvent.objects.get()


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_it_says_who_looked_at_what(event, worker, family):
    assert (event.user, event.role_words, event.families) == (worker, "Social worker", [family.pk])


@pytest.mark.parametrize("table", ["accounts_accessevent", "accounts_accessevent_other", "accounts_accessseal"])
@pytest.mark.parametrize("sql", CHANGES)
def test_the_application_can_not_change_it(event, sql, table):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
        run(sql.format(table))


@pytest.mark.parametrize("column", ["xid", "written_at"])
def test_the_application_does_not_choose_by_what_an_event_is_sealed(event, column):
    columns = "id, organisation_id, at, user_id, role_words, kind, what, families, people"
    with pytest.raises(DatabaseError, match="permission denied"):
        run(
            f"INSERT INTO accounts_accessevent ({columns}, {column}) SELECT {columns}, {column} FROM accounts_accessevent"
        )


def test_the_application_writes_no_seal(event):
    with pytest.raises(DatabaseError, match="row-level security"):
        run(
            "INSERT INTO accounts_accessseal"
            " (id, number, server, began_at, from_xid, to_xid, events, previous_hash, hash, sealed_at, organisation_id)"
            " SELECT gen_random_uuid(), 1, 'x', now(), '0', '1', 1, '', '', now(), %s",
            event.organisation_id,
        )


def look_and_go_on(worker):
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:family", by=worker)
    connection.check_constraints()  # it is written with the next statement


def test_no_one_writes_it_in_another_name(worker, outsider):
    with (
        acting_as(outsider.asker),
        pytest.raises((DatabaseError, IntegrityError), match="row-level security"),
        transaction.atomic(),
    ):
        look_and_go_on(worker)


@pytest.mark.parametrize(("year", "part"), [(2001, "other"), (None, "this month")])
def test_an_event_goes_into_the_part_of_its_month(worker, year, part):
    at = datetime(year, 3, 16, tzinfo=UTC) if year else datetime.now(tz=UTC)
    with acting_as(worker.asker), connection.cursor() as cursor:
        AccessEvent.objects.create(organisation=worker.organisation, user=worker, kind="view", what="x", at=at)

        cursor.execute("SELECT tableoid::regclass::text FROM accounts_accessevent")

        assert cursor.fetchone()[0].rpartition("event_")[2] in {part, f"{at:%Y_%m}"}


def test_months_are_made_ahead(organisation):
    run("SELECT kith_sec.prepare_access_log()")

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('accounts_accessevent_' || to_char(now() + interval '3 months', 'YYYY_MM'))")
        assert cursor.fetchone()[0]


@pytest.mark.parametrize("name", ["casework:family", "casework:conversation-list", "families:family-tree"])
def test_a_refused_page_is_noted_with_the_id_that_was_tried(client, family, outsider, name):
    client.force_login(outsider)

    assert client.get(reverse(name, args=[family.pk])).status_code == 404

    event = AccessEvent.objects.get()
    assert (event.kind, event.what, event.user, event.record) == ("denied", name, outsider, family.pk)
    assert (event.families, event.people) == ([], [])


def test_an_endpoint_that_refuses_notes_it_too(client, family, outsider):
    client.force_login(outsider)

    client.get(f"/api/v1/families/{family.pk}/")

    assert list(AccessEvent.objects.values_list("kind", "record")) == [("denied", family.pk)]


def test_a_rule_that_refuses_is_noted(client, family, worker):
    worker.practitioner.involvements.update(role="health")
    type(worker).objects.filter(pk=worker.pk).update(roles=["quality_lead"])
    client.force_login(worker)

    assert client.get(reverse("families:family-change", args=[family.pk])).status_code == 403

    assert AccessEvent.objects.get().kind == "denied"


@pytest.mark.parametrize("address", ["/families/{}/", "/api/v1/people/{}/"])
def test_what_is_there_and_what_never_was_cost_the_same(client, family, outsider, address):
    client.force_login(outsider)
    there = family.pk if "families" in address else make.MembershipFactory(family=family).person_id

    asked = [statements(client, address.format(pk)) for pk in (there, uuid7())]

    assert asked[0] == asked[1]


def statements(client, address):
    """What a request asks the database, whatever the ids."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 404
    return [re.sub(r"'[^']*'|s\d+_x\d+", "…", str(one["sql"])) for one in asked]


def test_an_address_without_a_record_is_not_noted(client, outsider):
    client.force_login(outsider)

    client.get("/nothing/here/")

    assert AccessEvent.objects.count() == 0
