"""How a link-up felt once it has ended: said by those of its two families, within a year, and read by nobody but themselves (§4.2)."""

from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse

from accounts.models import User
from casework.actions import window_checks as actions
from casework.models import FeltWith
from casework.queries.window_checks import how_it_felt
from casework.rules.window_checks import can_say_how_link_up_felt
from database.asker import acting_as
from tests.casework.refusals import change, refused_by
from tests.factories import MembershipFactory, RecordFactory
from tests.factories_families import sign_in_of
from tests.factories_linkups import LinkUpFactory

pytestmark = pytest.mark.usefixtures("organisation")
ENDED_ON = date(2026, 3, 10)
LATE = "You can say how a link-up felt once it has ended, and within a year from then."


def over(**more):
    facts = {"state": "completed", "end_kind": "weeks_finished", "end_date": ENDED_ON} | more
    return LinkUpFactory(under_way=True, **facts)


def one_of(family):
    return sign_in_of(MembershipFactory(family=family).person)


def say(link_up, user, answer="with", **more):
    person = user.person_account.person
    facts = {"family": link_up.seeking_family, "person": person} | more
    with acting_as(user.asker):
        return actions.say_how_link_up_felt(link_up=link_up, answer=answer, by=user, **facts)


@pytest.fixture
def on(monkeypatch):
    def go(day):
        monkeypatch.setattr("database.clock.now", lambda: datetime.combine(day, time(12), tzinfo=UTC))

    return go


@pytest.fixture
def linked():
    return over()


@pytest.mark.parametrize("side", ["seeking_family", "sharing_family"])
def test_whoever_is_in_one_of_the_two_families_is_asked_and_says_it_once(client, linked, side):
    user = one_of(getattr(linked, side))
    client.force_login(user)
    page = reverse("casework:our-link-up-felt", args=[linked.pk])
    ours = reverse("casework:our-page")
    assert page in client.get(ours).text
    assert client.post(page, {}).status_code == 422

    answer = client.post(page, {"answer": "to"})

    felt = FeltWith.objects.get()
    assert (answer.url, felt.answer, felt.about_link_up, felt.family) == (ours, "to", linked, getattr(linked, side))
    assert (client.get(page).status_code, page in client.get(ours).text) == (403, False)


def test_nobody_else_and_not_who_works_here(client, linked, worker, on):
    stranger = one_of(over().seeking_family)
    client.force_login(stranger)
    assert client.get(reverse("casework:our-link-up-felt", args=[linked.pk])).status_code == 404
    assert can_say_how_link_up_felt(worker, linked).refusal == "The family says how it felt, and nobody for them."
    assert refused_by(lambda: _row(linked, stranger)) == "felt_with_by_one_of_the_family"
    mine = one_of(linked.seeking_family)
    assert refused_by(lambda: _row(linked, mine, family=stranger.person_account.person.memberships.get().family)) == (
        "felt_with_once_it_has_ended"
    )


def _row(link_up, user, **more):
    facts = {"family": link_up.seeking_family, "answer": "with", "said_on": date(2026, 3, 16)} | more
    with acting_as(user.asker):
        FeltWith.objects.bulk_create(
            [
                FeltWith(
                    organisation=user.organisation,
                    created_by=user,
                    person=user.person_account.person,
                    **({"about_link_up": link_up} | facts),
                )
            ]
        )


@pytest.mark.parametrize(
    ("day", "is_asked"), [(date(2026, 3, 10), True), (date(2027, 3, 9), True), (date(2027, 3, 10), False)]
)
def test_it_is_asked_for_a_year_from_its_end(linked, on, day, is_asked):
    user = one_of(linked.seeking_family)
    on(day)

    assert can_say_how_link_up_felt(user, linked).refusal == ("" if is_asked else LATE)
    if is_asked:
        assert say(linked, user).said_on == day
    else:
        assert refused_by(lambda: _row(linked, user, said_on=day)) == "felt_with_once_it_has_ended"


@pytest.mark.parametrize("state", ["active", "paused"])
def test_one_that_goes_on_is_not_asked_about(state):
    going_on = LinkUpFactory(under_way=True)
    user = one_of(going_on.seeking_family)

    assert can_say_how_link_up_felt(user, going_on).refusal == LATE
    assert refused_by(lambda: _row(going_on, user)) == "felt_with_once_it_has_ended"


def test_it_stays_and_is_of_one_thing(linked):
    user = one_of(linked.seeking_family)
    felt = say(linked, user)

    assert refused_by(change(felt, answer="to")) == "felt_with_stays"
    assert refused_by(lambda: _row(linked, user)) == "felt_with_of_link_up_once"
    other, record = one_of(linked.seeking_family), RecordFactory(family=linked.seeking_family)
    assert refused_by(lambda: _row(linked, other, about_record=record)) == "felt_with_of_one_thing"


def test_it_is_told_with_what_many_others_say_and_of_nobody(client, manager, worker, on):
    ended = [over() for _each in range(3)]
    on(date(2026, 3, 20))
    for number in range(6):
        link_up = ended[number % 3]
        say(link_up, one_of(link_up.seeking_family), "to" if number else "with")
    assert how_it_felt(manager).is_told is False
    on(date(2026, 4, 1))

    felt = how_it_felt(manager)

    assert (felt.is_told, felt.asked, felt.answered) == (True, 6, 6)
    on(date(2026, 3, 21))
    again = over(seeking_family=ended[0].seeking_family)
    say(again, User.objects.filter(person_account__person__memberships__family=again.seeking_family)[0])
    on(date(2026, 4, 1))
    felt = how_it_felt(manager)
    assert (felt.asked, felt.answered) == (8, 7)  # of a family that had two, each is asked of both
    assert FeltWith.objects.visible_to(manager).count() == FeltWith.objects.visible_to(worker).count() == 0
