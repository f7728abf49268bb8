"""What we promised a family and have not done stands before we knock, and what its plan still holds comes up."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from casework.views.next_steps import steps_of
from families.models import Agency
from tests.casework.pages import at
from tests.factories import MembershipFactory, PractitionerFactory
from tests.factories_conferences import MONDAY, ActionFactory, MonitoringFactory, PlanFactory, conference_at, plan_of

QUERIES = 36
KNOCK, LATE = "What we promised, and have not done", "We are late with this"


@pytest.fixture
def plan(family):
    """An agreed plan: its own first step is Dana's, for 3 April."""
    plan = PlanFactory(conference=conference_at("held", family=family))
    ActionFactory(plan=plan, who_person=MembershipFactory(family=family, person__known_as="Dana").person)
    MonitoringFactory(plan=plan)
    plan.agreed_on = MONDAY
    plan.save()
    return plan


def agency(plan, name):
    return Agency.objects.create(organisation=plan.organisation, name=name, sector="school")


@pytest.fixture
def promise(plan):
    """A step that a worker takes on, so many days from now."""

    def make(what, days, **who):
        who = who or {"who_practitioner": PractitionerFactory(user__name="Priya N")}
        return ActionFactory(plan=plan, what=what, by_when=MONDAY + timedelta(days=days), who_person=None, **who)

    return make


@pytest.fixture
def page(client, family, worker):
    def read():
        client.force_login(worker)
        return client.get(family.get_absolute_url()).text

    return read


def test_our_open_promises_stand_before_we_knock_oldest_first_and_late_in_words(plan, promise, page):
    promise("Ask housing about a rail", 7)
    promise("Find a swimming club", -30, who_agency=agency(plan, "Mill Lane School"))

    knock = page().partition(KNOCK)[2].partition("</section>")[0]

    assert knock.index("Find a swimming club") < knock.index(LATE) < knock.index("Ask housing about a rail")
    assert (knock.count(LATE), "Mill Lane School" in knock) == (1, True)


def test_what_the_family_takes_on_is_no_promise_of_ours(plan, page):
    assert KNOCK not in page()


@pytest.mark.parametrize("state", ["done", "no_longer_needed"])
def test_a_promise_that_came_to_its_end_stands_no_more(promise, page, state):
    kept = promise("Ask housing about a rail", -7)
    kept.state, kept.done_on = state, MONDAY if state == "done" else None
    kept.save()

    assert KNOCK not in page()


def test_a_plan_that_is_not_agreed_promises_nothing(family, page):
    plan = plan_of(conference_at("held", family=family))
    ActionFactory(plan=plan, what="Ask housing", who_person=None, who_practitioner=PractitionerFactory())

    assert KNOCK not in page()


def test_three_stand_there_and_the_rest_is_a_link_away(family, promise, page):
    for number in range(5):
        promise(f"Promise {number}", -number)

    knock = page().partition(KNOCK)[2].partition("</section>")[0]

    assert [f"Promise {number}" in knock for number in range(5)] == [False, False, True, True, True]
    assert f'href="{reverse("casework:family-conferences", args=[family.pk])}">And 2 more' in knock


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_however_many(client, family, worker, plan, promise, django_assert_num_queries, rows):
    for number in range(rows):
        promise(f"Promise {number}", number, who_agency=agency(plan, f"School {number}"))
    client.force_login(worker)

    with django_assert_num_queries(QUERIES):
        client.get(family.get_absolute_url())


def test_the_next_steps_of_the_plan_come_up_and_whom_they_name_is_noted(plan, page):
    shown = page()

    dana = plan.actions.get().who_person_id
    assert "Amina stays with Gran every Friday" in shown.partition("Coming up")[2].partition("</section>")[0]
    assert dana in AccessEvent.objects.get(what="casework:family").people


def test_a_plan_without_a_day_to_come_is_still_a_plan(plan, page):
    plan.actions.update(state="not_happening")

    coming = page().partition("Coming up")[2].partition("</section>")[0]

    assert "Nothing is planned yet" not in coming
    assert f"{at('conference', plan.conference)}#plan" in coming


def test_a_family_without_a_plan_is_told_so(page):
    assert "Nothing is planned yet" in page()


def finished(plan, **how):
    conference = plan.conference
    for name, value in {"agency_response": "agreed_full", "review_due_on": date(2026, 6, 1), **how}.items():
        setattr(conference, name, value)
    conference.state = "closed_reviewed"
    return conference


@pytest.mark.parametrize(
    ("how", "label", "detail"),
    [
        ({"reviewed_on": date(2026, 5, 29)}, "Looking back", "29 May 2026. By now 0 of 1 step is done"),
        ({"no_review_reason": "They moved away"}, "Finished, without looking back", ""),
    ],
)
def test_no_looking_back_is_said_to_be_done_that_never_was(plan, worker, how, label, detail):
    conference = finished(plan, **how)
    shown = type("Page", (), {"conference": conference, "offers": [], "accepted": 0, "plan": None})
    shown.plan = type("Plan", (), {"current_actions": list(plan.actions.all())})

    last = steps_of(shown)[-1]

    assert (last["label"], last["detail"]) == (label, detail)


def test_who_said_yes_is_said_in_plain_words(plan, client, worker):
    client.force_login(worker)

    page = client.get(at("conference", plan.conference)).text

    assert ("Asked for: the family said yes" in page, "with consent" in page) == (True, False)
