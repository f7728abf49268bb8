"""A form is saved once, though it is sent twice (docs/adr/0030)."""

import os
import threading
from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import psycopg
import pytest
from allauth.usersessions.models import UserSession
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.actions.sending import forget_sent, note_sent
from accounts.models import SentForm
from casework.models import Conversation
from database import bootstrap
from database.asker import acting_as
from families.models import Draft
from tests.conftest import make
from tests.signing_in import PASSWORD


@pytest.fixture
def note(family):
    return note_about(family)


def note_about(family):
    dana = make.MembershipFactory(family=family, person__known_as="Dana").person
    said = {"people": [str(dana.pk)], "headline": "Toast", "sharing": "shared", "sent_as": str(uuid4())}
    return said | {"entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0"}


@pytest.fixture
def page(family):
    return reverse("casework:conversation-new", args=[family.pk])


def keep(client, family, note, version=0, turn=1, **said):
    body = {"fields": {"headline": note["headline"]} | said, "people": [], "sent_as": note["sent_as"], "turn": turn}
    address = reverse("casework:conversation-draft", args=[family.pk])
    return client.put(address, body, "application/json", headers={"If-Match": f'"{version}"'})


def test_what_is_sent_twice_is_saved_once_and_leads_to_the_same(client, worker, page, note):
    client.force_login(worker)

    first, second = (client.post(page, note) for _time in range(2))

    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Conversation.objects.count() == 1
    assert "so it was not saved again" in client.get(second["Location"]).content.decode()


def test_the_next_page_knows_what_was_saved(client, worker, page, note):
    client.force_login(worker)

    client.post(page, note | {"headline": ""})
    assert client.cookies["kith_sent"].value == f"{note['sent_as']}.not"
    client.post(page, note)

    assert client.cookies["kith_sent"].value == note["sent_as"]


def test_what_was_refused_can_be_sent_again(client, worker, page, note):
    client.force_login(worker)

    assert client.post(page, note | {"headline": ""}).status_code == 422

    assert client.post(page, note).status_code == 302
    assert Conversation.objects.count() == 1


def test_what_is_kept_for_later_is_not_sent(client, worker, page, note):
    client.force_login(worker)

    client.post(page, note | {"keep": "later"})

    assert SentForm.objects.count() == 0


def test_without_a_name_it_is_as_it_always_was(client, worker, page, note):
    client.force_login(worker)

    for name in ("", "made up"):
        client.post(page, note | {"sent_as": name})

    assert Conversation.objects.count() == 2


def test_a_name_is_one_s_own(client, worker, family, page, note):
    hana = make.PractitionerFactory(user__name="Hana")
    make.InvolvementFactory(family=family, practitioner=hana, role="co_worker")

    for user in (worker, hana.user):
        client.force_login(user)
        client.post(page, note)

    assert Conversation.objects.count() == 2


def test_nothing_is_noted_of_what_was_not_saved(client, worker, page, note, monkeypatch):
    client.force_login(worker)
    client.raise_request_exception = False
    monkeypatch.setattr("casework.views.conversations.finish_draft", lambda **said: 1 / 0)

    assert client.post(page, note).status_code == 500

    assert (SentForm.objects.count(), Conversation.objects.count()) == (0, 0)


def test_a_draft_of_what_was_saved_is_not_begun_anew(client, worker, family, page, note):
    client.force_login(worker)
    saved = client.post(page, note)["Location"]

    answer = keep(client, family, note)

    assert (answer.status_code, answer.json()) == (409, {"saved": saved})
    assert not Draft.objects.unfinished().exists()


def test_the_same_page_may_keep_again_what_it_never_heard_of(client, worker, family, note):
    client.force_login(worker)
    keep(client, family, note, 0, 1)

    answer = keep(client, family, note, 0, 2, headline="Toast and jam")

    assert answer.json()["version"] == 2
    assert Draft.objects.unfinished().get().body["headline"] == "Toast and jam"


@pytest.mark.parametrize("late", [{"turn": 1}, {"sent_as": str(uuid4()), "turn": 9}])
def test_what_is_late_or_another_page_s_does_not_write_over_it(client, worker, family, note, late):
    client.force_login(worker)
    keep(client, family, note, 0, 2)

    answer = keep(client, family, note | late, 0, late["turn"], headline="Old")

    assert answer.status_code == 412
    assert Draft.objects.unfinished().get().body["headline"] == "Toast"


@pytest.mark.parametrize("wrong", [{"sent_as": "x"}, {"sent_as": None}, {"turn": "x"}, {"turn": None}])
def test_what_no_page_of_ours_sends_is_refused(client, worker, family, note, wrong):
    client.force_login(worker)
    body = {"fields": {}, "people": [], "sent_as": note["sent_as"], "turn": 1} | wrong

    answer = client.put(
        reverse("casework:conversation-draft", args=[family.pk]), body, "application/json", headers={"If-Match": '"0"'}
    )

    assert answer.status_code == 400


def test_the_database_takes_a_name_once(worker):
    name = uuid4()
    with acting_as(worker.asker):
        note_sent(sent_as=name, led_to="/", by=worker)

        with pytest.raises(IntegrityError, match="sent_form_once"), transaction.atomic():
            SentForm.objects.create(organisation=worker.organisation, sent_by=worker, sent_as=name, led_to="/")


def test_by_sql_nobody_notes_another_s_reads_it_or_takes_it_back(worker, outsider):
    with acting_as(worker.asker):
        note_sent(sent_as=uuid4(), led_to="/", by=worker)
        for write in (
            lambda: SentForm.objects.update(led_to="/x"),
            lambda: SentForm.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()

    with acting_as(outsider.asker):
        assert not SentForm.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            note_sent(sent_as=uuid4(), led_to="/", by=worker)


def saved_ago(worker, ago):
    """A form that was saved so long ago, as its id says: UUID version 7 begins with the milliseconds since 1970."""
    milliseconds = int((timezone.now() - ago).timestamp() * 1000)
    pk = UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62) | 1)
    return SentForm(pk=pk, organisation=worker.organisation, sent_by=worker, sent_as=uuid4(), led_to="/")


@pytest.mark.parametrize(
    ("ago", "stays"), [(timedelta(days=8, minutes=1), False), (timedelta(days=8, minutes=-1), True)]
)
def test_that_it_was_saved_is_forgotten_after_eight_days(worker, ago, stays):
    with acting_as(worker.asker):
        saved_ago(worker, ago).save(force_insert=True)
    said = StringIO()

    call_command("forget_sent_forms", stdout=said)

    assert said.getvalue() == f"{0 if stays else 1} saved forms forgotten.\n"
    with acting_as(worker.asker):
        assert SentForm.objects.exists() is stays


def test_a_real_name_is_not_forgotten_today(worker):
    with acting_as(worker.asker):
        note_sent(sent_as=uuid4(), led_to="/", by=worker)

    assert forget_sent() == 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_before_that_nobody_deletes_one_past_the_application_either(organisation):
    with transaction.atomic():
        worker = make.UserFactory()
        with acting_as(worker.asker):
            note_sent(sent_as=uuid4(), led_to="/", by=worker)

    with (
        bootstrap.connect(os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]) as admin,
        pytest.raises(psycopg.errors.CheckViolation, match="append only"),
    ):
        admin.execute("DELETE FROM accounts_sentform")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_saved(client, organisation):
    with transaction.atomic():
        family = make.FamilyFactory(name="Rowan")
        worker = make.InvolvementFactory(family=family, role="lead_worker").practitioner.user
        note = note_about(family)
    page = reverse("casework:conversation-new", args=[family.pk])
    client.force_login(worker)
    cookies, answers = client.cookies, []

    def send():
        from django.test import Client  # noqa: PLC0415

        one = Client()
        one.cookies = cookies
        answers.append(one.post(page, note))
        connection.close()

    sending = [threading.Thread(target=send) for _time in range(4)]
    for one in sending:
        one.start()
    for one in sending:
        one.join()

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    with transaction.atomic():
        assert Conversation.objects.count() == 1


@pytest.mark.parametrize("turn", ["Infinity", "1e999"])
def test_a_turn_without_end_is_no_draft_of_ours(client, worker, family, turn):
    client.force_login(worker)
    body = f'{{"fields": {{}}, "people": [], "sent_as": "{uuid4()}", "turn": {turn}}}'
    address = reverse("casework:conversation-draft", args=[family.pk])

    assert client.put(address, body, "application/json", headers={"If-Match": '"0"'}).status_code == 400


@pytest.mark.parametrize("forged", ["x y", ["x", "y"], "a 9 z"])
def test_where_a_draft_was_written_is_ours_to_say(client, worker, family, note, forged):
    client.force_login(worker)

    answered = [keep(client, family, note, **{"written on": forged}).status_code for _time in range(2)]

    assert answered == [200, 412]


def test_whoever_signs_this_device_out_in_the_list_leaves_nothing_on_it(client, worker):
    client.post(reverse("account_login"), {"login": worker.email, "password": PASSWORD})
    client.get(reverse("accounts:session-list"))

    answer = client.post(reverse("accounts:session-end"), {"session": UserSession.objects.get(user=worker).pk})

    assert (answer.status_code, answer["Clear-Site-Data"]) == (302, '"storage"')
