"""From both families' yes to the end (stories 14 to 16 and 18)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.errors import RuleBroken
from families.models import Goal, GoalShare, Involvement
from linkups.actions.linkups import agree, ask_both, change_length, end, pause, put_on_board, resume, start
from linkups.actions.steps import StepRefused
from linkups.models import LinkUp, LinkUpPause
from tests.factories_linkups import (
    CheckFactory,
    GoalFactory,
    LinkUpFactory,
    ProfileFactory,
    a_grown_up_of,
    coach_of,
    member_of,
)

pytestmark = pytest.mark.usefixtures("organisation")
MONDAY = date(2026, 3, 16)
Side, Kind, Reason = LinkUp.Side, LinkUp.EndKind, LinkUpPause.Reason


def again(link_up: LinkUp) -> LinkUp:
    return LinkUp.objects.get(pk=link_up.pk)


@pytest.fixture
def goal(link_up):
    """One that the link-up is for."""
    goal = GoalFactory(family=link_up.seeking_family)
    link_up.goals.create(organisation=link_up.organisation, goal=goal)
    return goal


def test_both_are_asked_the_same(seeking, sharing, coach, frozen_clock):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, chosen=True)
    goal = GoalFactory(family=seeking)

    asked = ask_both(link_up=link_up, planned_weeks=30, goals=[goal], by=coach)

    found = again(asked)
    assert (found.state, found.planned_weeks, found.asked_at) == ("agreeing", 30, frozen_clock)
    assert [one.goal for one in found.goals.all()] == [goal]


def test_another_length_is_refused(coach):
    with pytest.raises(RuleBroken) as refused:
        ask_both(link_up=LinkUpFactory(chosen=True), planned_weeks=15, by=coach)

    assert refused.value.code == "linkup_weeks_of_the_place"


def test_more_than_three_goals_are_refused(seeking, coach):
    link_up = LinkUpFactory(seeking_family=seeking, chosen=True)
    goals = [GoalFactory(family=seeking) for _each in range(4)]

    with pytest.raises(ValidationError, match="up to three goals"):
        ask_both(link_up=link_up, planned_weeks=10, goals=goals, by=coach)


def test_a_goal_that_came_later_stands_on_the_board_at_once(under_way, okafor, coach):
    goal = GoalFactory(family=under_way.seeking_family)

    put_on_board(link_up=under_way, goals=[goal], by=coach)

    assert ([one.goal for one in under_way.goals.all()], [*Goal.objects.visible_to(okafor)]) == ([goal], [goal])


def test_a_goal_that_came_before_the_start_is_shown_from_the_start_on(link_up, okafor, coach):
    goal = GoalFactory(family=link_up.seeking_family)

    put_on_board(link_up=link_up, goals=[goal], by=coach)

    assert [*Goal.objects.visible_to(okafor)] == []
    start(link_up=link_up, start_date=MONDAY, by=coach)
    assert [*Goal.objects.visible_to(okafor)] == [goal]


def test_no_more_than_three_goals_stand_on_the_board(under_way, coach):
    goals = [GoalFactory(family=under_way.seeking_family) for _each in range(4)]
    put_on_board(link_up=under_way, goals=goals[:2], by=coach)

    with pytest.raises(ValidationError, match="three goals at a time"):
        put_on_board(link_up=under_way, goals=goals[2:], by=coach)

    Goal.objects.filter(pk=goals[0].pk).update(state=Goal.State.REACHED)
    put_on_board(link_up=under_way, goals=goals[2:], by=coach)
    assert under_way.goals.count() == 4


@pytest.mark.parametrize(
    "how", [{"chosen": True}, {"under_way": True, "state": "completed", "end_kind": "goals_reached"}]
)
def test_a_goal_comes_on_the_board_while_there_is_one(seeking, coach, how):
    if "state" in how:
        how = how | {"end_date": MONDAY}
    link_up = LinkUpFactory(seeking_family=seeking, **how)

    with pytest.raises(StepRefused, match="no board"):
        put_on_board(link_up=link_up, goals=[GoalFactory(family=seeking)], by=coach)


def test_family_with_a_link_up_is_not_asked_for_another(under_way, seeking, coach):
    with pytest.raises(RuleBroken) as refused:
        ask_both(link_up=LinkUpFactory(seeking_family=seeking, chosen=True), planned_weeks=10, by=coach)

    assert refused.value.code == "linkup_one_open_per_seeking"


@pytest.mark.parametrize(("side", "agreed"), [(Side.SEEKING, (True, False)), (Side.SHARING, (False, True))])
def test_each_side_says_its_own_yes(coach, side, agreed):
    link_up = LinkUpFactory(agreeing=True)
    person = a_grown_up_of({Side.SEEKING: link_up.seeking_family, Side.SHARING: link_up.sharing_family}[side])

    agree(link_up=link_up, side=side, person=person, by=coach)

    found = again(link_up)
    assert getattr(found, f"{side}_agreed_by") == person
    assert (found.has_agreed(Side.SEEKING), found.has_agreed(Side.SHARING)) == agreed


def test_a_second_yes_changes_nothing(link_up, coach, brandt):
    agree(link_up=link_up, side=Side.SEEKING, person=brandt.person_account.person, by=coach)

    assert again(link_up).row_version == link_up.row_version


def test_yes_is_too_early_before_they_are_asked(coach, brandt):
    with pytest.raises(StepRefused, match="not waiting for a yes"):
        agree(link_up=LinkUpFactory(chosen=True), side=Side.SEEKING, person=brandt.person_account.person, by=coach)


def test_start_says_when_and_that_the_checks_held(link_up, okafor, coach, frozen_clock):
    start(link_up=link_up, start_date=date(2026, 3, 12), by=coach)

    found = again(link_up)
    assert (found.state, found.start_date, found.checks_cleared_at) == ("active", date(2026, 3, 12), frozen_clock)


@pytest.mark.parametrize("side", ["seeking", "sharing"])
def test_start_needs_both_yes(link_up, okafor, coach, side):
    LinkUp.objects.update(**{f"{side}_agreed_at": None, f"{side}_agreed_by": None})

    with pytest.raises(RuleBroken) as refused:
        start(link_up=link_up, start_date=MONDAY, by=coach)

    assert (refused.value.code, again(link_up).state) == ("linkup_active_needs_both_yes", "agreeing")


def test_start_in_a_full_family_is_refused(link_up, okafor, coach):
    LinkUpFactory(sharing_family=link_up.sharing_family, under_way=True)

    with pytest.raises(RuleBroken) as refused:
        start(link_up=link_up, start_date=MONDAY, by=coach)

    assert (refused.value.code, again(link_up).state) == ("linkup_capacity", "agreeing")


def test_start_is_not_foretold(link_up, okafor, coach):
    with pytest.raises(ValidationError, match="Start it on the day"):
        start(link_up=link_up, start_date=date(2026, 3, 17), by=coach)


def test_start_names_whose_check_is_missing(link_up, okafor, coach):
    member_of(link_up.sharing_family, known_as="Ada", born=date(2010, 3, 16))

    with pytest.raises(StepRefused, match="Ada has no background check yet"):
        start(link_up=link_up, start_date=MONDAY, by=coach)


def test_start_shares_the_goals_with_the_other_family(link_up, okafor, coach, goal):
    start(link_up=link_up, start_date=MONDAY, by=coach)

    assert [*Goal.objects.visible_to(okafor)] == [goal]


def test_start_brings_the_coach_alongside_both(link_up, okafor):
    stranger = coach_of()
    LinkUp.objects.update(coach=stranger.practitioner)

    start(link_up=again(link_up), start_date=MONDAY, by=stranger)

    alongside = Involvement.objects.current().filter(practitioner=stranger.practitioner, role="family_coach")
    assert {*alongside.values_list("family__name", flat=True)} == {"Brandt", "Okafor"}


def test_start_leaves_a_coach_who_is_alongside_as_they_are(link_up, okafor, coach):
    before = Involvement.objects.count()

    start(link_up=link_up, start_date=MONDAY, by=coach)

    assert Involvement.objects.count() == before


@pytest.mark.parametrize(("ended", "is_still_there"), [(1, True), (2, False)])
def test_the_coach_stays_with_a_family_until_the_last_of_its_link_ups_ends(organisation, ended, is_still_there):
    sharing, marlon = ProfileFactory(max_linkups=2).family, coach_of()
    CheckFactory(person=member_of(sharing).person)
    two = [LinkUpFactory(sharing_family=sharing, coach=marlon.practitioner, agreed=True) for _each in range(2)]
    for one in two:
        start(link_up=one, start_date=MONDAY, by=marlon)

    for one in two[:ended]:
        end(link_up=one, kind=Kind.DID_NOT_CLICK, end_date=MONDAY, what_next="nothing", by=marlon)

    there = Involvement.objects.filter(practitioner=marlon.practitioner, family=sharing, period__endswith__isnull=True)
    assert there.exists() is is_still_there


def test_length_is_changed_once(under_way, coach):
    change_length(link_up=under_way, planned_weeks=30, by=coach)

    with pytest.raises(StepRefused, match="changed once"):
        change_length(link_up=under_way, planned_weeks=10, by=coach)

    found = again(under_way)
    assert (found.planned_weeks, found.weeks_before_change) == (30, 20)


def test_length_is_changed_to_another(under_way, coach):
    with pytest.raises(ValidationError, match="this long already"):
        change_length(link_up=under_way, planned_weeks=20, by=coach)


def test_pause_and_going_on(under_way, coach):
    pause(link_up=under_way, first_day=date(2026, 3, 2), reason=Reason.ILLNESS, by=coach)
    paused = again(under_way).state
    resume(link_up=under_way, first_day_back=date(2026, 3, 9), by=coach)

    period = under_way.pauses.get().period
    assert (paused, again(under_way).state, period.lower, period.upper) == (
        "paused",
        "active",
        date(2026, 3, 2),
        date(2026, 3, 9),
    )


def test_pause_that_is_over_is_written_down(under_way, coach):
    pause(
        link_up=under_way, first_day=date(2026, 2, 9), first_day_back=date(2026, 2, 23), reason=Reason.HOLIDAY, by=coach
    )

    assert (again(under_way).state, under_way.pauses.get().reason) == ("active", "holiday")


def test_pause_lasts_a_day_at_least(under_way, coach):
    pause(link_up=under_way, first_day=MONDAY, reason=Reason.OTHER, by=coach)

    resume(link_up=under_way, first_day_back=MONDAY, by=coach)

    assert under_way.pauses.get().period.upper == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"first_day": date(2026, 3, 17)}, "when it begins"),
        ({"first_day": date(2026, 3, 2), "first_day_back": date(2026, 3, 20)}, "when it begins"),
        ({"first_day": date(2026, 3, 2), "first_day_back": date(2026, 3, 2)}, "after the first day"),
    ],
)
def test_pause_refuses_days(under_way, coach, days, sentence):
    with pytest.raises(ValidationError, match=sentence):
        pause(link_up=under_way, **days, reason=Reason.OTHER, by=coach)


def test_pause_before_the_start_is_refused(under_way, coach):
    with pytest.raises(RuleBroken) as refused:
        pause(link_up=under_way, first_day=date(2026, 1, 1), reason=Reason.OTHER, by=coach)

    assert (refused.value.code, again(under_way).state) == ("linkup_pause_inside_linkup", "active")


def test_second_pause_is_refused_while_one_goes_on(under_way, coach):
    pause(link_up=under_way, first_day=date(2026, 3, 2), reason=Reason.OTHER, by=coach)

    with pytest.raises(StepRefused, match="can’t become"):
        pause(link_up=under_way, first_day=date(2026, 3, 9), reason=Reason.OTHER, by=coach)


@pytest.mark.parametrize(
    ("kind", "state"),
    [(Kind.GOALS_REACHED, "completed"), (Kind.WEEKS_FINISHED, "completed"), (Kind.DID_NOT_CLICK, "ended_early")],
)
def test_end_says_when_and_why(under_way, coach, kind, state):
    end(link_up=under_way, kind=kind, end_date=MONDAY, what_changed="Mornings are calm.", by=coach)

    found = again(under_way)
    assert (found.state, found.end_date, found.end_kind, found.ending.what_changed) == (
        state,
        MONDAY,
        kind,
        "Mornings are calm.",
    )


@pytest.mark.parametrize("first_day", [MONDAY, date(2026, 3, 2)])
def test_end_closes_the_board_at_once_even_on_the_first_day(link_up, okafor, coach, goal, first_day, monkeypatch):
    monkeypatch.setattr("database.clock.today", lambda: first_day)
    start(link_up=link_up, start_date=first_day, by=coach)
    monkeypatch.setattr("database.clock.today", lambda: MONDAY)

    end(link_up=link_up, kind=Kind.SAFETY_WORRY, end_date=MONDAY, by=coach)

    assert [*Goal.objects.visible_to(okafor)] == []


def test_what_the_other_family_wants_to_change_stands_on_the_board_alone(client, link_up, okafor, coach, goal):
    start(link_up=link_up, start_date=MONDAY, by=coach)
    client.force_login(okafor)

    ours, board = (client.get(page).text for page in ("/our-page/", link_up.get_absolute_url()))

    assert (goal.words in ours, goal.words in board, "What Brandt want to change" in board) == (False, True, True)


def test_board_closes_again_when_they_begin_again_on_the_day_of_the_end(link_up, okafor, coach, goal):
    start(link_up=link_up, start_date=MONDAY, by=coach)
    end(link_up=link_up, kind=Kind.OTHER, end_date=MONDAY, sharing_goes_on=True, by=coach)
    second = LinkUpFactory(
        seeking_family=link_up.seeking_family,
        sharing_family=link_up.sharing_family,
        coach=coach.practitioner,
        agreed=True,
    )
    second.goals.create(organisation=second.organisation, goal=goal)

    start(link_up=second, start_date=MONDAY, by=coach)
    seen = Goal.objects.visible_to(okafor).count()
    end(link_up=second, kind=Kind.OTHER, end_date=MONDAY, by=coach)

    assert (seen, Goal.objects.visible_to(okafor).count(), GoalShare.objects.count()) == (1, 0, 1)


def test_end_leaves_the_seeking_family_its_goals(link_up, okafor, coach, goal, frozen_clock):
    start(link_up=link_up, start_date=MONDAY, by=coach)

    end(link_up=link_up, kind=Kind.OTHER, end_date=MONDAY, by=coach)

    assert [*Goal.objects.visible_to(coach)] == [goal]


def test_end_closes_an_open_pause(under_way, coach):
    pause(link_up=under_way, first_day=MONDAY, reason=Reason.OTHER, by=coach)

    end(link_up=under_way, kind=Kind.OTHER, end_date=MONDAY, by=coach)

    assert under_way.pauses.get().period.upper == date(2026, 3, 17)


@pytest.mark.parametrize(
    ("end_date", "refusal"), [(date(2026, 3, 17), ValidationError), (date(2026, 1, 4), RuleBroken)]
)
def test_end_refuses_a_day(under_way, coach, end_date, refusal):
    with pytest.raises(refusal):
        end(link_up=under_way, kind=Kind.OTHER, end_date=end_date, by=coach)

    assert again(under_way).state == "active"


def test_a_celebration_is_written_down_once_it_was(under_way, coach):
    with pytest.raises(ValidationError, match="once you have celebrated"):
        end(link_up=under_way, kind=Kind.OTHER, end_date=MONDAY, celebrated_on=date(2026, 3, 17), by=coach)


def test_end_is_once(under_way, coach):
    end(link_up=under_way, kind=Kind.OTHER, end_date=MONDAY, by=coach)

    with pytest.raises(StepRefused, match="can’t become"):
        end(link_up=under_way, kind=Kind.WEEKS_FINISHED, end_date=MONDAY, by=coach)


def test_expired_check_refuses_the_start_by_name(link_up, coach):
    sid = member_of(link_up.sharing_family, known_as="Rui").person
    CheckFactory(person=sid, renew_by=MONDAY)

    with pytest.raises(StepRefused, match="Rui’s check has run out: Enhanced DBS"):
        start(link_up=link_up, start_date=MONDAY, by=coach)
