"""A coach's sessions, moments at a boundary, asking again after the end, and the coach's week (domain.md §1.3, §1.5, §1.10)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent
from families.periods import Period
from linkups.actions import coaching as actions
from linkups.actions.linkups import end
from linkups.actions.steps import StepRefused
from linkups.models import BoundaryMoment, CoachSession, FollowUp, LinkUp, LinkUpPause
from linkups.queries import waiting_for
from linkups.queries.week import coach_week
from linkups.weeks import months_after
from tests.factories_families import ResidenceFactory
from tests.factories_linkups import LinkUpFactory, ProfileFactory, coach_of
from tests.linkups.pages import MONDAY, address, has_met, words
from tests.linkups.refusals import broken

WEEK = reverse("linkups:week")
WEEK_QUERIES = 13


def session(link_up, coach, *, with_whom="seeking", **facts):
    return actions.record_session(link_up=link_up, with_whom=with_whom, by=coach, **{"held_on": MONDAY} | facts)


def ended(link_up, coach, *, on=date(2026, 3, 10)):
    return end(link_up=link_up, kind=LinkUp.EndKind.WEEKS_FINISHED, end_date=on, by=coach)


@pytest.fixture
def again(under_way, coach):
    """Three months after the last of November, which is past."""
    LinkUp.objects.filter(pk=under_way.pk).update(start_date=date(2025, 9, 1))
    ended(under_way, coach, on=date(2025, 11, 30))
    return under_way.follow_ups.get(months=3)


def refused(name, act):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    assert broken(caught) == name


# --- Sessions


def test_a_session_is_two_taps(under_way, coach):
    found = session(under_way, coach)
    assert (found.with_whom, found.held_on, found.noticed) == ("seeking", MONDAY, "")


def test_a_session_is_written_down_once_it_has_been(under_way, coach):
    with pytest.raises(ValidationError, match="once it has been"):
        session(under_way, coach, held_on=date(2026, 3, 17))


def test_the_next_session_comes_after_past_the_form_too(under_way, coach):
    found = session(under_way, coach)
    refused(
        "coach_session_next_comes_after",
        lambda: CoachSession.objects.filter(pk=found.pk).update(next_on=date(2026, 3, 1)),
    )


def test_no_session_of_a_link_up_that_is_over_past_the_form_too(under_way, coach):
    over = ended(under_way, coach)
    refused(
        "coach_session_while_it_goes_on",
        lambda: CoachSession.objects.create(
            organisation=over.organisation, link_up=over, with_whom="both", held_on=MONDAY
        ),
    )


@pytest.mark.parametrize(
    ("with_whom", "readers"), [("seeking", {"brandt"}), ("sharing", {"okafor"}), ("both", {"brandt", "okafor"})]
)
def test_a_session_is_read_by_who_was_there_and_by_coaches(under_way, coach, brandt, okafor, with_whom, readers):
    session(under_way, coach, with_whom=with_whom)

    users = {"coach": coach, "brandt": brandt, "okafor": okafor, "stranger": coach_of()}
    seen = {name for name, user in users.items() if CoachSession.objects.visible_to(user).exists()}
    assert seen == {"coach", *readers}


def test_a_session_stands_on_the_page(marlon, under_way):
    saved = marlon.post(
        address("session-record", under_way),
        {"with_whom": "both", "held_on": "2026-03-16", "noticed": "They laughed a lot", "next_on": "2026-03-30"},
    )

    assert saved.status_code == 302
    page = words(marlon.get(address("linkup", under_way)))
    assert "They laughed a lot" in page
    assert "next on 30 March" in page


def test_a_session_tells_no_hidden_address(marlon, under_way, hidden_home):
    refused_page = marlon.post(
        address("session-record", under_way),
        {"with_whom": "both", "held_on": "2026-03-16", "noticed": f"We met at {hidden_home}"},
    )
    assert refused_page.status_code == 422
    assert hidden_home in words(refused_page)


@pytest.fixture
def hidden_home(brandt):
    ResidenceFactory(person=brandt.person_account.person, address__lines="Larch Cottage", is_confidential=True)
    return "Larch Cottage"


# --- Moments at a boundary


def test_a_moment_at_a_boundary_is_for_coaches_alone(under_way, coach, brandt, okafor):
    actions.record_boundary_moment(
        link_up=under_way, kind=BoundaryMoment.Kind.MONEY, noticed_on=MONDAY, what="They lent ten pounds", by=coach
    )
    seen = [BoundaryMoment.objects.visible_to(user).exists() for user in (coach, brandt, okafor)]
    assert seen == [True, False, False]


def test_a_moment_says_what_happened_past_the_form_too(under_way, coach):
    refused(
        "boundary_moment_says_what",
        lambda: BoundaryMoment.objects.create(
            organisation=under_way.organisation, link_up=under_way, kind="gift", noticed_on=MONDAY, what=" "
        ),
    )


def test_a_moment_of_a_day_to_come_is_refused(under_way, coach):
    with pytest.raises(ValidationError, match="still to come"):
        actions.record_boundary_moment(
            link_up=under_way, kind="gift", noticed_on=date(2026, 4, 1), what="A bike", by=coach
        )


def test_a_moment_is_written_down_and_read(marlon, under_way):
    marlon.post(
        address("boundary-record", under_way), {"kind": "gift", "noticed_on": "2026-03-15", "what": "A bike for Lena"}
    )
    assert "A bike for Lena" in words(marlon.get(address("linkup", under_way)))


# --- Asking again


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 10), 3, date(2026, 6, 10)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_so_many_months_later(day, months, then):
    assert months_after(day, months) == then


def test_a_family_is_asked_again_after_three_six_and_twelve_months(under_way, coach):
    over = ended(under_way, coach)
    found = list(over.follow_ups.order_by("months").values_list("months", "due_on", "state"))
    assert found == [
        (3, date(2026, 6, 10), "waiting"),
        (6, date(2026, 9, 10), "waiting"),
        (12, date(2027, 3, 10), "waiting"),
    ]


def test_no_answer_is_written_down(again, coach):
    found = actions.record_follow_up(follow_up=again, state=FollowUp.State.NO_ANSWER, by=coach)
    assert (found.state, found.done_on) == ("no_answer", MONDAY)


def test_who_answers_later_is_counted_as_one_who_did(again, coach):
    actions.record_follow_up(follow_up=again, state=FollowUp.State.NO_ANSWER, by=coach)
    actions.record_follow_up(follow_up=again, state=FollowUp.State.ANSWERED, things="better", by=coach)
    with pytest.raises(StepRefused, match="told us already"):
        actions.record_follow_up(follow_up=again, state=FollowUp.State.NO_ANSWER, by=coach)


def test_what_they_told_stays_past_the_form_too(again, coach):
    actions.record_follow_up(follow_up=again, state=FollowUp.State.ANSWERED, things="better", by=coach)
    refused("follow_up_told_stays", lambda: FollowUp.objects.filter(pk=again.pk).update(things="worse"))


def test_an_answer_says_how_things_are_past_the_form_too(again):
    refused("follow_up_says_how", lambda: FollowUp.objects.filter(pk=again.pk).update(state="answered", done_on=MONDAY))


def test_they_are_asked_once_for_each_time_past_the_form_too(again):
    facts = {"organisation": again.organisation, "link_up": again.link_up, "months": again.months}
    refused("follow_up_once", lambda: FollowUp.objects.create(due_on=MONDAY, **facts))


def test_only_an_ended_link_up_is_asked_about_past_the_form_too(under_way):
    refused(
        "follow_up_after_the_end",
        lambda: FollowUp.objects.create(
            organisation=under_way.organisation, link_up=under_way, months=3, due_on=date(2026, 6, 1)
        ),
    )


def test_no_fourth_time_past_the_form_too(again):
    refused(
        "follow_up_months",
        lambda: FollowUp.objects.create(
            organisation=again.organisation, link_up=again.link_up, months=5, due_on=date(2026, 6, 1)
        ),
    )


def test_asking_again_is_planned_once_past_the_form_too(again, coach):
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        actions.plan_follow_ups(link_up=again.link_up, by=coach)


def test_nobody_is_asked_before_the_day(marlon, under_way, coach):
    later = ended(under_way, coach).follow_ups.get(months=12)
    with pytest.raises(StepRefused, match="still to come"):
        actions.record_follow_up(follow_up=later, state=FollowUp.State.NO_ANSWER, by=coach)
    assert marlon.get(address("follow-up-record", later)).status_code == 403


def test_what_they_said_since_is_read_by_coach_and_family_not_by_the_other(again, coach, brandt, okafor):
    seen = [FollowUp.objects.visible_to(user).exists() for user in (coach, brandt, okafor)]
    assert seen == [True, True, False]


# --- The week


def test_the_week_is_ordered_by_days_since_they_met(marlon, coach, under_way):
    has_met(under_way, "2026-03-14")
    other = LinkUpFactory(coach=coach.practitioner, under_way=True)
    for family in (other.seeking_family, other.sharing_family):
        family.involvements.create(
            organisation=family.organisation, practitioner=coach.practitioner, role="family_coach"
        )

    rows = coach_week(coach).rows

    assert [(one.link_up.pk, one.days) for one in rows] == [(other.pk, 70), (under_way.pk, 2)]


def test_three_quiet_weeks_are_worth_a_call_in_words_and_never_red(marlon, under_way):
    has_met(under_way, "2026-02-20")
    page = words(marlon.get(WEEK))
    assert "Worth a call: nothing was heard for three weeks" in page
    assert "k-call" in page
    assert "red" not in page.split('id="linkups"')[1].split("</section>")[0].split()


@pytest.mark.parametrize(("back", "is_quiet"), [("2026-02-24", False), ("2026-02-23", True)])
def test_after_a_pause_three_quiet_weeks_begin_with_the_first_day_back(marlon, coach, under_way, back, is_quiet):
    has_met(under_way, "2026-01-10")
    days = Period(date(2026, 1, 12), date.fromisoformat(back))
    LinkUpPause.objects.create(organisation=under_way.organisation, link_up=under_way, period=days)

    pages = [words(marlon.get(page)) for page in (WEEK, address("linkup", under_way))]
    told = [one.text for one in waiting_for(coach) if "for a while" in one.text]

    assert (*("Worth a call" in page for page in pages), bool(told)) == (is_quiet,) * 3
    assert ("They have not met for 65 days." in pages[1]) is is_quiet


def test_a_link_up_that_met_is_worth_no_call(marlon, under_way):
    has_met(under_way, "2026-03-14", face_seeking=4)
    page = words(marlon.get(WEEK))
    assert "Worth a call" not in page
    assert "seeking: Good" in page


def test_the_next_session_stands_in_the_week(marlon, under_way, coach):
    session(under_way, coach, next_on=date(2026, 3, 20))
    assert "next session 20 March" in words(marlon.get(WEEK))


def test_families_who_wait_to_be_asked_again_stand_in_the_week(marlon, again):
    page = words(marlon.get(WEEK))
    assert address("follow-up-record", again) in page


def test_capacity_is_to_plan_by(marlon, under_way, sharing, coach):
    type(sharing.sharing_profile).objects.filter(family=sharing).update(coach=coach.practitioner)
    page = marlon.get(WEEK).context["page"]
    assert (page.sharing_count, page.seeking_count) == (1, 1)


def test_nobody_reads_another_coachs_week(client, under_way, coach):
    client.force_login(coach_of(under_way.seeking_family, under_way.sharing_family))
    assert client.get(WEEK).context["page"].rows == []


def test_a_family_has_no_coachs_week(client, brandt):
    client.force_login(brandt)
    refused_page = client.get(WEEK)
    assert refused_page.status_code == 403
    assert "Only a family coach has a week" in words(refused_page)


def test_whom_the_week_names_is_written_down(marlon, under_way):
    marlon.get(WEEK)
    event = AccessEvent.objects.get(what="linkups:week")
    assert {*event.families} == {under_way.seeking_family_id, under_way.sharing_family_id}


@pytest.mark.parametrize("count", [1, 3])
def test_the_week_takes_so_many_queries(marlon, coach, under_way, count):
    for _each in range(count):
        other = LinkUpFactory(coach=coach.practitioner, under_way=True)
        ProfileFactory(coach=coach.practitioner)
        for family in (other.seeking_family, other.sharing_family):
            family.involvements.create(
                organisation=family.organisation, practitioner=coach.practitioner, role="family_coach"
            )
        has_met(other, "2026-03-14")
        session(other, coach)

    with CaptureQueriesContext(connection) as asked:
        assert marlon.get(WEEK).status_code == 200

    assert len(asked) == WEEK_QUERIES


def test_a_family_reads_the_session_it_was_at(client, under_way, coach, brandt):
    session(under_way, coach, noticed="You did that well")
    client.force_login(brandt)
    assert "You did that well" in words(client.get(address("linkup", under_way)))
