"""A link-up from both families' yes to its end (domain.md §12.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.access import begin_involvement, end_involvement
from families.actions.goals import share_goal, stop_sharing_goals
from families.models import Family, Goal, GoalShare, Involvement, Person, Practitioner
from families.periods import Period, until
from linkups.actions.coaching import plan_follow_ups
from linkups.actions.covering import let_cover_go
from linkups.actions.profiles import rest_after_last
from linkups.actions.steps import StepRefused, changed, held, stepped
from linkups.models import LinkUp, LinkUpEnding, LinkUpGoal, LinkUpPause
from linkups.rules.checks import checks_hold

State = LinkUp.State
MOST_GOALS = 3
WITH_A_BOARD = {State.AGREEING, *LinkUp.UNDER_WAY}


@action
def ask_both(*, link_up: LinkUp, planned_weeks: int, goals: Iterable[Goal] = (), by: User) -> LinkUp:
    """Put the same thing to both families: for how long, and towards which of the seeking family's goals."""
    wanted = list(goals)
    if len(wanted) > MOST_GOALS:
        raise ValidationError({"goals": _("Choose up to three goals. More can come later.")})
    found = held(link_up)
    for goal in wanted:
        LinkUpGoal(organisation=by.organisation, link_up=found, goal=goal, created_by=by).save()
    return stepped(found, State.AGREEING, planned_weeks=planned_weeks, asked_at=clock.now())


@action
def put_on_board(*, link_up: LinkUp, goals: Iterable[Goal], by: User) -> LinkUp:
    """Put more of the seeking family's goals on the board, up to three at a time (domain.md §1.3, step 7).

    The sharing family sees them at once; before the start, from the start on.
    """
    wanted, found = list(goals), held(link_up)
    if found.state not in WITH_A_BOARD:
        raise StepRefused(_("This link-up has no board now."))
    if found.goals.filter(goal__state=Goal.State.ACTIVE).count() + len(wanted) > MOST_GOALS:
        raise ValidationError({"goals": _("The board holds three goals at a time.")})
    for goal in wanted:
        LinkUpGoal(organisation=by.organisation, link_up=found, goal=goal, created_by=by).save()
    if found.state in LinkUp.UNDER_WAY:
        _share_goals(found, by)
    return found


@action
def agree(*, link_up: LinkUp, side: LinkUp.Side, person: Person, knows: str = "", by: User) -> LinkUp:
    """One of the two families says yes, by one of its grown-ups. Saying it twice changes nothing.

    `knows`: whether they know the other family, from its card. Where they may, it is no yes yet: the coach talks it over with them
    first, before anybody's name is said (domain.md §1.5).
    """
    found = held(link_up)
    if found.state != State.AGREEING:
        raise StepRefused(_("This link-up is not waiting for a yes."))
    if found.has_agreed(side):
        return found
    if knows:
        found = changed(found, **{f"{side}_knows": knows})
    if found.is_to_be_talked_over(side):
        return found
    return changed(found, **{f"{side}_agreed_at": clock.now(), f"{side}_agreed_by": person})


@action
def talk_over(*, link_up: LinkUp, known_talked_on: date, by: User) -> LinkUp:
    """Write down that the coach talked over with them that the two families may know each other; now they can say yes, or not this time."""
    if known_talked_on > clock.today():
        raise ValidationError({"known_talked_on": _("Write it down once you have talked.")})
    found = held(link_up)
    if found.state != State.AGREEING:
        raise StepRefused(_("This link-up is not waiting for a yes."))
    return changed(found, known_talked_on=known_talked_on)


@action
def start(*, link_up: LinkUp, start_date: date, by: User) -> LinkUp:
    """Start, when both said yes, everyone's checks hold and the sharing family has room (INV-12, INV-14, stories 14 and 15).

    In the same act the coach comes alongside both families, and the sharing family is shown the goals.
    """
    found = held(link_up)
    if start_date > clock.today():
        raise ValidationError({"start_date": _("Start it on the day.")})
    cleared = None
    if found.have_both_agreed:
        checks = checks_hold(found.sharing_family)
        if not checks:
            raise StepRefused(str(checks.refusal))
        cleared = clock.now()
    started = stepped(found, State.ACTIVE, start_date=start_date, checks_cleared_at=cleared)
    _bring_coach_alongside(started, by)
    _share_goals(started, by)
    return started


def _bring_coach_alongside(link_up: LinkUp, by: User) -> None:
    coach = link_up.coach
    if coach is None:
        return
    role = Involvement.Role.FAMILY_COACH
    for family in (link_up.seeking_family, link_up.sharing_family):
        if not Involvement.objects.current().filter(family=family, practitioner=coach, role=role).exists():
            begin_involvement(family=family, practitioner=coach, role=role, start_reason=_opened_by(link_up), by=by)


def _let_coach_go(link_up: LinkUp, by: User) -> None:
    """End what link-ups opened for their coach, in each family with the last of them; what they were to it before stays (design.md §2)."""
    for family in (link_up.seeking_family, link_up.sharing_family):
        theirs = LinkUp.objects.filter(_either_side([family]), coach=link_up.coach)
        if not theirs.under_way().exists():
            _end_what_was_opened(family, link_up.coach, [_opened_by(one) for one in theirs], by)


def _end_what_was_opened(family: Family, coach: Practitioner | None, opened_by: Iterable[str], by: User) -> None:
    opened = Involvement.objects.current().filter(family=family, practitioner=coach, start_reason__in=opened_by)
    for involvement in opened:
        begun = involvement.period.lower or clock.today()
        end_involvement(
            involvement=involvement,
            on=max(clock.today(), begun + timedelta(days=1)),
            end_reason=Involvement.EndReason.OTHERS,
            by=by,
        )
        if coach:
            let_cover_go(coach=coach, family=family, by=by)


def _opened_by(link_up: LinkUp) -> str:
    """The reason by which an involvement is known as one that this link-up opened."""
    return f"link-up {link_up.pk}"


def _share_goals(link_up: LinkUp, by: User) -> None:
    today, family = clock.today(), link_up.sharing_family
    seen = GoalShare.objects.current().filter(family=family).values("goal")
    for goal in Goal.objects.filter(link_ups__link_up=link_up).exclude(pk__in=seen):
        share_goal(goal=goal, family=family, on=today, by=by)


@action
def change_length(*, link_up: LinkUp, planned_weeks: int, by: User) -> LinkUp:
    """Another of the allowed lengths, once, when both families agree (domain.md §1.3, step 13)."""
    found = held(link_up)
    if found.state not in LinkUp.UNDER_WAY or found.weeks_before_change is not None:
        raise StepRefused(_("The length can be changed once, while the link-up is under way."))
    if planned_weeks == found.planned_weeks:
        raise ValidationError({"planned_weeks": _("It is this long already.")})
    return changed(found, planned_weeks=planned_weeks, weeks_before_change=found.planned_weeks)


@action
def pause(
    *, link_up: LinkUp, first_day: date, first_day_back: date | None = None, reason: LinkUpPause.Reason, by: User
) -> LinkUpPause:
    """Pause until further notice, or write down a pause that is over. Its days use up no weeks (INV-15)."""
    today = clock.today()
    if first_day > today or (first_day_back and first_day_back > today):
        raise ValidationError(_("Write a pause down when it begins, and the day back when it comes."))
    found = held(link_up)
    if found.state not in LinkUp.UNDER_WAY:
        raise StepRefused(_("Only a link-up that is under way has a pause."))
    if first_day_back is None:
        found = stepped(found, State.PAUSED)
    days = _pause_days(first_day, first_day_back)
    one = LinkUpPause(organisation=by.organisation, link_up=found, period=days, reason=reason, created_by=by)
    one.full_clean()
    one.save()
    return one


def _pause_days(first_day: date, first_day_back: date | None) -> Period:
    if first_day_back is not None and first_day_back <= first_day:
        raise ValidationError({"first_day_back": _("The day back comes after the first day of the pause.")})
    return Period(first_day, first_day_back)


@action
def pause_for_safety(*, families: Iterable[Family], by: User) -> list[LinkUp]:
    """Pause every link-up of these families that is under way, whichever side they are on (domain.md §12.2, *safety*).

    Nothing here refuses: what made it necessary must be written down whatever the state of a link-up.
    """
    found = [held(one) for one in LinkUp.objects.under_way().filter(_either_side(families)).order_by("pk")]
    under_way = [one for one in found if one.state in LinkUp.UNDER_WAY]
    for one in under_way:
        _pause_now(one, by)
    return under_way


def _either_side(families: Iterable[Family]) -> Q:
    ids = [family.pk for family in families]
    return Q(seeking_family__in=ids) | Q(sharing_family__in=ids)


def _pause_now(link_up: LinkUp, by: User) -> None:
    """From today, until someone says that it may go on; a pause that covers today becomes this one."""
    today, reason = clock.today(), LinkUpPause.Reason.LOOKED_INTO
    if link_up.state == State.ACTIVE:
        stepped(link_up, State.PAUSED)
    if covering := LinkUpPause.objects.select_for_update().filter(link_up=link_up, period__contains=today).first():
        covering.period, covering.reason = Period(covering.period.lower, None), reason
        covering.save(update_fields=["period", "reason"])
    else:
        days = Period(today, None)
        LinkUpPause(organisation=by.organisation, link_up=link_up, period=days, reason=reason, created_by=by).save()


@action
def go_on_after_safety(*, families: Iterable[Family], held_back: Iterable[Family] = (), by: User) -> list[LinkUp]:
    """Let the link-ups of these families go on that were paused while something was looked into.

    `held_back`: families of whom something is looked into still; theirs stay paused.
    """
    looked_into = LinkUp.objects.looked_into().filter(_either_side(families)).exclude(_either_side(held_back))
    return [resume(link_up=one, first_day_back=clock.today(), by=by) for one in looked_into.order_by("pk")]


@action
def resume(*, link_up: LinkUp, first_day_back: date, by: User) -> LinkUp:
    """Go on after a pause. A pause lasts a day at least."""
    if first_day_back > clock.today():
        raise ValidationError({"first_day_back": _("Write the day back down when it comes.")})
    found = held(link_up)
    going_on = stepped(found, State.ACTIVE)
    _close_pause(found, first_day_back)
    return going_on


def _close_pause(link_up: LinkUp, on: date) -> None:
    for one in LinkUpPause.objects.select_for_update().filter(link_up=link_up, period__endswith__isnull=True):
        one.period = until(one.period, max(on, one.period.lower + timedelta(days=1)))
        one.save(update_fields=["period"])


@action
def end(
    *, link_up: LinkUp, kind: LinkUp.EndKind, end_date: date, sharing_goes_on: bool = False, by: User, **words: Any
) -> LinkUp:
    """End a link-up, as planned or early; from this moment the other family sees the goals no more (domain.md §1.6, story 18).

    After their last one the sharing family rests for four weeks, unless they asked to go on (`sharing_goes_on`; domain.md §1.5).
    `words`: celebrated_on, what_changed, what_next, seeking_stays_in_touch, sharing_stays_in_touch.
    """
    if end_date > clock.today():
        raise ValidationError({"end_date": _("End it on the day, or write down a day that is past.")})
    celebrated_on = words.get("celebrated_on")
    if celebrated_on and celebrated_on > clock.today():
        raise ValidationError({"celebrated_on": _("Write it down once you have celebrated.")})
    found = held(link_up)
    state = State.COMPLETED if kind in LinkUp.PLANNED_ENDS else State.ENDED_EARLY
    ending = LinkUpEnding(organisation=by.organisation, link_up=found, created_by=by, **words)
    ending.clean_fields()
    _close_pause(found, end_date)
    ended = stepped(found, state, end_date=end_date, end_kind=kind)
    ending.save()
    goals = Goal.objects.filter(link_ups__link_up=ended)
    stop_sharing_goals(goals=goals, family=ended.sharing_family, on=clock.today(), by=by)
    if not sharing_goes_on:
        rest_after_last(family=ended.sharing_family, since=end_date, by=by)
    _let_coach_go(ended, by)
    plan_follow_ups(link_up=ended, by=by)
    return ended
