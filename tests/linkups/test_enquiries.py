"""Enquiries: five facts, taken up into a family or deleted for good, with nothing left of them (domain.md §1.3, step 2; §9.6)."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from accounts.roles import Role
from database import clock
from database.asker import acting_as
from linkups.actions.enquiries import let_go, take_up_enquiry, write_enquiry
from linkups.actions.steps import StepRefused
from linkups.models import KEPT_FOR, FamilyEnquiry
from tests.factories import FamilyFactory, UserFactory
from tests.linkups.pages import words
from tests.refusals import refused_by

LIST, NEW = reverse("linkups:enquiry-list"), reverse("linkups:enquiry-write")
SAID = {
    "called": "Zenobia",
    "met_on": "2026-03-14",
    "place_kind": "library",
    "said_yes_to": "hear_more",
    "safe_contact": "Text, mornings",
}


def written(by, **fields):
    said = {**SAID, "met_on": clock.today(), **fields}
    return write_enquiry(**said, by=by)


def fresh(by, **fields):
    """One that is not saved yet, written down this moment."""
    said = {**SAID, "met_on": clock.today(), "created_at": clock.now(), **fields}
    return FamilyEnquiry(organisation=by.organisation, created_by=by, **said)


def of_days_ago(by, days, now=None):
    """As the database has it when so many days have gone by since it was written down: by its own clock, that nothing stops."""
    written_at = (now or timezone.now()) - timedelta(days=days)
    enquiry = fresh(by, met_on=timezone.localdate(written_at), created_at=written_at)
    enquiry.save(force_insert=True)
    return enquiry


def take_up_page(family):
    return reverse("linkups:enquiry-take-up", args=[family.pk])


def test_coach_writes_one_down_in_five_answers(marlon):
    response = marlon.post(NEW, SAID)

    enquiry = FamilyEnquiry.objects.get()
    assert (response.url, enquiry.called, enquiry.met_on) == (LIST, "Zenobia", date(2026, 3, 14))


def test_form_asks_no_more_than_six_things(marlon):
    assert len(marlon.get(NEW).context["form"].fields) == 5


def test_refusal_keeps_what_was_typed(marlon):
    response = marlon.post(NEW, SAID | {"met_on": "2099-01-01"})

    assert (response.status_code, FamilyEnquiry.objects.exists()) == (422, False)
    assert "Zenobia" in response.text


@pytest.mark.parametrize(("days", "rule"), [(-1, "enquiry_once_they_met"), (KEPT_FOR.days, "enquiry_not_of_long_ago")])
def test_day_of_meeting_is_one_that_can_be_kept(coach, days, rule):
    enquiry = fresh(coach, met_on=clock.today() - timedelta(days=days))

    assert refused_by(enquiry.save) == rule


@pytest.mark.parametrize("left", ["called", "safe_contact"])
def test_one_that_nobody_can_answer_is_none(coach, left):
    enquiry = fresh(coach, **{left: " "})

    assert refused_by(enquiry.save) == "enquiry_can_be_answered"


@pytest.mark.parametrize("changed", [{"met_on": date(2026, 1, 30)}, {"called": "Another"}])
def test_it_stays_as_it_was(coach, changed):
    enquiry = written(coach)

    assert (
        refused_by(lambda: FamilyEnquiry.objects.filter(pk=enquiry.pk).update(**changed)) == "enquiry_stays_as_it_was"
    )


def test_taken_up_keeps_neither_name_nor_contact(marlon, coach, seeking):
    enquiry = written(coach)

    marlon.post(take_up_page(seeking), {"enquiry": enquiry.pk})

    enquiry.refresh_from_db()
    assert (enquiry.family, enquiry.called, enquiry.safe_contact) == (seeking, "", "")


def test_database_lets_none_be_taken_up_with_its_words(coach, seeking):
    enquiry = written(coach)

    assert (
        refused_by(lambda: FamilyEnquiry.objects.filter(pk=enquiry.pk).update(family=seeking))
        == "enquiry_taken_up_is_empty"
    )


def test_taken_up_is_taken_up_once(coach, seeking, sharing):
    enquiry = written(coach)
    take_up_enquiry(enquiry=enquiry, family=seeking, by=coach)

    with pytest.raises(StepRefused, match="taken up or let go meanwhile"):
        take_up_enquiry(enquiry=enquiry, family=sharing, by=coach)
    assert (
        refused_by(lambda: FamilyEnquiry.objects.filter(pk=enquiry.pk).update(family=sharing))
        == "enquiry_stays_as_it_was"
    )


def test_family_page_says_how_we_met_to_its_coach_alone(marlon, coach, seeking, brandt, client):
    take_up_enquiry(enquiry=written(coach), family=seeking, by=coach)
    page = reverse("linkups:family-linkups", args=[seeking.pk])
    assert "Library, Monday 16 March 2026" in words(marlon.get(page))

    client.force_login(brandt)

    assert "Library, Monday" not in words(client.get(page))


def test_let_go_is_deleted_at_once(marlon, coach):
    enquiry = written(coach)

    response = marlon.post(reverse("linkups:enquiry-let-go", args=[enquiry.pk]))

    assert (response.url, FamilyEnquiry.objects.exists()) == (LIST, False)


def test_what_was_taken_up_is_not_let_go(marlon, coach, seeking):
    enquiry = take_up_enquiry(enquiry=written(coach), family=seeking, by=coach)

    with pytest.raises(StepRefused, match="before you"):
        let_go(enquiry=enquiry, by=coach)
    response = marlon.post(reverse("linkups:enquiry-let-go", args=[enquiry.pk]))
    assert (response.status_code, FamilyEnquiry.objects.count()) == (403, 1)


def test_database_lets_nobody_but_a_coach_let_go(coach):
    enquiry, worker = written(coach), UserFactory(roles=[Role.SOCIAL_WORKER])

    with acting_as(worker.asker), pytest.raises(StepRefused):
        let_go(enquiry=enquiry, by=worker)

    assert FamilyEnquiry.objects.exists()


def test_application_deletes_none_by_itself(coach):
    written(coach)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        FamilyEnquiry.objects.all().delete()


@pytest.mark.parametrize(("days", "stays"), [(KEPT_FOR.days - 1, True), (KEPT_FOR.days, False)])
def test_forgotten_after_180_days(coach, days, stays):
    of_days_ago(coach, days)
    said = StringIO()

    call_command("forget_enquiries", stdout=said)

    assert said.getvalue() == f"{0 if stays else 1} enquiries forgotten.\n"
    assert FamilyEnquiry.objects.exists() is stays


def test_what_was_taken_up_is_not_forgotten(coach, seeking):
    enquiry = of_days_ago(coach, KEPT_FOR.days + 20)
    take_up_enquiry(enquiry=enquiry, family=seeking, by=coach)

    call_command("forget_enquiries", stdout=StringIO())

    assert FamilyEnquiry.objects.get().family == seeking


def test_nobody_reads_it_past_its_time_though_it_is_there(marlon, coach):
    enquiry = of_days_ago(coach, KEPT_FOR.days, clock.now())

    assert FamilyEnquiry.objects.get() == enquiry
    assert "Zenobia" not in words(marlon.get(LIST))


def test_nothing_is_left_of_it(marlon, coach):
    """No table has the name, not even a history's; the page was written and read before."""
    marlon.post(NEW, SAID | {"met_on": clock.today().isoformat()})
    assert tables_that_say("Zenobia") == ["linkups_familyenquiry"]

    marlon.post(reverse("linkups:enquiry-let-go", args=[FamilyEnquiry.objects.get().pk]))

    assert tables_that_say("Zenobia") == []


def tables_that_say(word):
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT oid::regclass::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT relispartition AND has_table_privilege(oid, 'SELECT')""")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for name in tables:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {name} one WHERE one::text LIKE %s)", [f"%{word}%"])
            found += [name] * cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.ADMINISTRATOR, Role.ANALYST])
def test_only_coaches_keep_enquiries(client, coach, role):
    enquiry = written(coach)
    client.force_login(UserFactory(roles=[role]))

    found = [client.get(page) for page in (LIST, NEW)]
    one = client.get(reverse("linkups:enquiry-let-go", args=[enquiry.pk]))

    assert [page.status_code for page in found] == [403, 403]
    assert ("Only a family coach keeps enquiries." in found[0].text, one.status_code) == (True, 404)


def test_family_that_one_does_not_coach_takes_none_up(marlon, coach):
    enquiry = written(coach)

    response = marlon.post(take_up_page(FamilyFactory()), {"enquiry": enquiry.pk})

    assert (response.status_code, FamilyEnquiry.objects.waiting().count()) == (404, 1)


def test_taking_up_notes_the_family(marlon, coach, seeking):
    written(coach)

    marlon.get(take_up_page(seeking))

    assert AccessEvent.objects.filter(what="linkups:enquiry-take-up", families__contains=[seeking.pk]).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_queries(marlon, coach, seeking, count, django_assert_num_queries):
    for _number in range(count):
        written(coach)

    with django_assert_num_queries(LIST_QUERIES):
        marlon.get(LIST)
    with django_assert_num_queries(TAKE_UP_QUERIES):
        marlon.get(take_up_page(seeking))


LIST_QUERIES, TAKE_UP_QUERIES = 5, 10
