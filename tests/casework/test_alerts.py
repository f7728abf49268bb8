"""What whoever knocks must know: with evidence, a manager's agreement and a day to look again (domain.md §9.8)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from casework.actions import alerts as actions
from casework.models import Alert
from casework.queries.alerts import waiting_for
from casework.rules.alerts import can_agree_to_alert, can_keep_alert
from families.models import PersonAccount
from tests.casework.refusals import refused_by
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_worries import MONDAY, AlertFactory

TEXT = "The dog is loose in the yard"


@pytest.fixture
def kofi(family):
    return MembershipFactory(family=family, person__known_as="Kofi").person


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"text": " "}, "alert_has_text"),
        ({"evidence": " \n"}, "alert_has_evidence"),
        ({"discussed": "yes", "discussed_on": None}, "alert_discussed_has_a_day"),
        ({"discussed": "no_unsafe", "discussed_on": MONDAY}, "alert_discussed_has_a_day"),
        ({"review_on": date(2027, 3, 17)}, "alert_reviewed_within_a_year"),
        ({"review_on": MONDAY}, "alert_reviewed_within_a_year"),
        ({"reviewed_on": MONDAY, "manager": None}, "alert_reviewed_once_agreed"),
        ({"ended_on": date(2026, 3, 15)}, "alert_ends_after_it_starts"),
    ],
)
def test_the_database_refuses(organisation, broken, rule):
    assert refused_by(lambda: AlertFactory(**broken)) == rule


def test_a_review_a_year_ahead_is_within_the_year(organisation):
    assert AlertFactory(review_on=date(2027, 3, 16)).pk


def test_staff_who_may_see_the_person_see_an_alert_and_nobody_else(family, kofi, worker, manager, outsider):
    AlertFactory(person=kofi)
    own = UserFactory(kind="family", roles=[])
    PersonAccount.objects.create(organisation=family.organisation, person=kofi, user=own)
    users = [worker, manager, outsider, own, UserFactory(kind="client", roles=[])]

    seen = [Alert.objects.visible_to(user).count() for user in users]

    assert seen == [1, 1, 0, 0, 0]


def ask(person, by, **facts):
    said = {"kind": "risk_to_staff", "text": TEXT, "evidence": "She bit", "discussed": "yes", "discussed_on": MONDAY}
    return actions.ask_for_alert(person=person, by=by, **said | {"review_on": date(2026, 9, 16)} | facts)


def test_it_is_in_force_once_a_manager_agrees(kofi, worker, manager):
    alert = ask(kofi, worker)
    before = Alert.objects.in_force().count()

    actions.agree_to_alert(alert=alert, by=manager)

    assert (before, Alert.objects.in_force().get().manager) == (0, manager)


def test_it_is_not_in_force_before_its_first_day(organisation):
    AlertFactory(starts=date(2026, 3, 17))

    assert not Alert.objects.in_force().exists()


def test_a_late_review_ends_nothing(organisation):
    AlertFactory(starts=date(2025, 6, 1), review_on=date(2026, 3, 1))

    assert Alert.objects.in_force().exists()


def test_a_talk_to_come_is_no_talk(kofi, worker):
    with pytest.raises(ValidationError, match="once you have talked"):
        ask(kofi, worker, discussed_on=MONDAY + timedelta(days=1))


def test_two_managers_do_not_both_agree(kofi, worker, manager):
    alert = ask(kofi, worker)
    actions.agree_to_alert(alert=alert, by=manager)

    with pytest.raises(actions.AlertStepRefused):
        actions.agree_to_alert(alert=alert, by=UserFactory())


def test_a_review_moves_the_day_and_an_end_ends_it(organisation, manager):
    alert = AlertFactory(starts=date(2025, 6, 1), review_on=date(2026, 3, 16), manager=manager)

    reviewed = actions.review_alert(alert=alert, review_on=date(2027, 3, 16), by=manager)
    ended = actions.end_alert(alert=alert, by=manager)

    assert (reviewed.reviewed_on, reviewed.review_on, ended.ended_on) == (MONDAY, date(2027, 3, 16), MONDAY)


def test_an_alert_that_ended_stays_ended(organisation, manager):
    alert = AlertFactory(ended_on=MONDAY)

    with pytest.raises(actions.AlertStepRefused, match="ended already"):
        actions.review_alert(alert=alert, review_on=date(2026, 10, 1), by=manager)


def test_who_agrees(kofi, worker, manager, outsider):
    alert = ask(kofi, worker)
    elsewhere = UserFactory(roles=["team_manager"])

    assert [bool(can_agree_to_alert(user, alert)) for user in (manager, worker, elsewhere, outsider)] == [
        True,
        False,
        False,
        False,
    ]


def test_nobody_agrees_to_what_they_asked_for(kofi, manager):
    assert "another manager" in str(can_agree_to_alert(manager, ask(kofi, manager)).refusal)


def test_who_agreed_may_end_it_even_if_they_asked(kofi, manager):
    assert can_keep_alert(manager, AlertFactory(person=kofi, manager=manager, created_by=manager))


def test_what_waits_for_a_manager(kofi, worker, manager):
    ask(kofi, worker)
    AlertFactory(person=kofi, manager=manager, starts=date(2025, 6, 1), review_on=MONDAY)
    AlertFactory(person=kofi, manager=manager, starts=date(2025, 6, 1), review_on=date(2026, 3, 15))
    AlertFactory(person=kofi, manager=manager)

    found = [(item.text, item.is_overdue) for item in waiting_for(manager)]

    again = "Look again at an alert about Kofi"
    assert found == [(again, True), (again, False), ("Agree to an alert about Kofi", False)]


def test_an_alert_waits_for_nobody_else(kofi, worker, manager, outsider):
    ask(kofi, worker)

    others = (worker, outsider, UserFactory(roles=["team_manager"]))
    assert [waiting_for(user) for user in others] == [[], [], []]


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_takes_one_query(kofi, worker, manager, django_assert_num_queries, count):
    for _number in range(count):
        ask(kofi, worker)

    with django_assert_num_queries(1):
        waiting_for(manager)


def test_it_stands_on_the_pages_of_the_person_and_the_family(client, family, kofi, worker):
    AlertFactory(person=kofi)
    client.force_login(worker)

    pages = [client.get(thing.get_absolute_url()).content.decode() for thing in (family, kofi)]

    assert [(TEXT in page, "Before I knock" in page) for page in pages] == [(True, True)] * 2


@pytest.mark.parametrize("count", [1, 3])
def test_pages_with_alerts_take_the_same_queries(client, family, kofi, worker, django_assert_num_queries, count):
    AlertFactory.create_batch(count, person=kofi)
    client.force_login(worker)

    with django_assert_num_queries(36):
        client.get(family.get_absolute_url())


def test_the_whole_way_by_its_pages(client, kofi, worker, manager):
    said = {"kind": "marac", "text": TEXT, "evidence": "Minutes", "discussed": "no_unsafe", "review_on": "2026-06-01"}
    client.force_login(worker)
    client.post(reverse("casework:alert-add", args=[kofi.pk]), said)
    alert = Alert.objects.get()
    client.force_login(manager)
    for name, facts in [("agree", {}), ("review", {"review_on": "2026-09-01"}), ("end", {})]:
        assert client.post(reverse(f"casework:alert-{name}", args=[alert.pk]), facts).url == kofi.get_absolute_url()

    alert.refresh_from_db()
    assert (alert.manager, alert.review_on, alert.ended_on) == (manager, date(2026, 9, 1), MONDAY)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a" * 501}, "text"),
        ({"evidence": " "}, "evidence"),
        ({"discussed": "yes"}, "discussed_on"),
        ({"review_on": ""}, "review_on"),
        ({"review_on": "2030-01-01"}, "__all__"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, kofi, worker, typed, field):
    whole = {"kind": "marac", "text": TEXT, "evidence": "M-17", "discussed": "no_unsafe", "review_on": "2026-06-01"}
    client.force_login(worker)

    response = client.post(reverse("casework:alert-add", args=[kofi.pk]), whole | typed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_whoever_may_not_change_them_asks_for_no_alert(client, family, kofi):
    reader = InvolvementFactory(family=family, practitioner__user__roles=["quality_lead"]).practitioner.user
    client.force_login(reader)

    assert client.get(reverse("casework:alert-add", args=[kofi.pk])).status_code == 403


def test_an_alert_about_a_stranger_is_not_there(client, organisation, outsider):
    client.force_login(outsider)

    response = client.get(reverse("casework:alert-end", args=[AlertFactory(person=PersonFactory()).pk]))

    assert response.status_code == 404
