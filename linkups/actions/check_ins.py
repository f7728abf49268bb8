"""Asking each person of both families how it is going, and taking their own answer (domain.md §1.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from database.jobs import put_off
from families.models import Family, FamilyMembership, living
from linkups.actions.calls import ask_for_call, use_link
from linkups.actions.steps import StepRefused, held
from linkups.models import CheckInLink, LinkUp, LinkUpCheckIn, Meetup
from linkups.weeks import check_in_due, standing

ASKED_FROM = 5
"""Years of age from which a child is asked too."""
WAITS = timedelta(days=14)
"""How long an answer is waited for; then it is no answer, and counts as that."""
SEND = "linkups.send_check_in"
"""The job that writes to someone, in linkups/jobs.py."""


@action
def ask_check_ins(*, link_up: LinkUp, by: User) -> list[LinkUpCheckIn]:
    """Ask everyone of 5 or more, in both families, how things are, once they have met: besides the weeks in which they are asked anyway.

    What was asked before and not answered stays unanswered.
    """
    found = held(link_up)
    if found.state not in LinkUp.UNDER_WAY:
        raise StepRefused(_("People are asked while the link-up is under way."))
    if not _have_met(found):
        raise StepRefused(_("People are asked once the two families have met."))
    if LinkUpCheckIn.objects.filter(link_up=found, asked_on=clock.today()).exists():
        raise StepRefused(_("Everyone was asked today. Who has not answered yet still can."))
    return _ask_everyone(found, by)


@action
def ask_when_due(*, link_up: LinkUp, by: User) -> list[LinkUpCheckIn]:
    """Ask in weeks 2, 5, 10, 15 … and once at the end; whoever was asked for that is not asked again. Nobody, until they have met.

    During a pause nobody is asked: its days use up no weeks.
    """
    found = held(link_up)
    if not found.start_date or not _have_met(found):
        return []
    if found.state in {LinkUp.State.COMPLETED, LinkUp.State.ENDED_EARLY}:
        is_asked = LinkUpCheckIn.objects.filter(link_up=found, is_at_end=True).exists()
        return [] if is_asked else _ask_everyone(found, by, is_at_end=True)
    week = _week_due(found) if found.state == LinkUp.State.ACTIVE else None
    if week is None or LinkUpCheckIn.objects.filter(link_up=found, for_week__gte=week).exists():
        return []
    return _ask_everyone(found, by, for_week=week)


def _have_met(link_up: LinkUp) -> bool:
    return Meetup.objects.held().filter(link_up=link_up).exists()


def _week_due(link_up: LinkUp) -> int | None:
    if link_up.start_date is None:
        return None
    pauses = [one.period for one in link_up.pauses.all()]
    now = standing(start=link_up.start_date, planned_weeks=link_up.planned_weeks, pauses=pauses, on=clock.today())
    return check_in_due(now)


def _ask_everyone(link_up: LinkUp, by: User, **when: Any) -> list[LinkUpCheckIn]:
    LinkUpCheckIn.objects.waiting().filter(link_up=link_up).update(state=LinkUpCheckIn.State.NO_ANSWER)
    asked = LinkUpCheckIn.objects.bulk_create(
        LinkUpCheckIn(
            organisation=link_up.organisation,
            link_up=link_up,
            family=member.family,
            person=member.person,
            asked_on=clock.today(),
            created_by=by,
            **when,
        )
        for family in (link_up.seeking_family, link_up.sharing_family)
        for member in _asked_of(family)
    )
    for one in asked:
        put_off(SEND, organisation=one.organisation_id, check_in=one.pk)
    return asked


def _asked_of(family: Family) -> list[FamilyMembership]:
    members = (
        FamilyMembership.objects.current()
        .filter(living("person__"), family=family)
        .select_related("person", "family")
        .order_by("person__sort_key", "pk")
    )
    ages = ((member, member.person.age_on(clock.today())) for member in members)
    return [member for member, age in ages if age is None or age >= ASKED_FROM]


@action
def send_again(*, check_in: LinkUpCheckIn, by: User) -> None:
    """Write to someone once more, by a new link; the former one opens nothing from then on."""
    put_off(SEND, organisation=_waiting(check_in).organisation_id, check_in=check_in.pk)


@action
def answer_check_in(  # noqa: PLR0913  (the questions of domain.md §1.7)
    *,
    check_in: LinkUpCheckIn,
    things: LinkUpCheckIn.Things,
    getting_on: int | None = None,
    after_meeting: int | None = None,
    words: str = "",
    wants_call: bool = False,
    whom: str = "",
    how: LinkUpCheckIn.How | str = "",
    by: User,
) -> LinkUpCheckIn:
    """One person's own answer; averaged with no one's, and never seen by the other family.

    `words`, `wants_call` and `whom` go past the coach, to whoever rings.
    """
    found = _waiting(check_in)
    found.state, found.answered_on = LinkUpCheckIn.State.ANSWERED, clock.today()
    found.things, found.getting_on, found.after_meeting, found.how = things, getting_on, after_meeting, how
    found.full_clean()
    found.save()
    ask_for_call(check_in=found, words=words, wants_call=wants_call, whom=whom, by=by)
    return found


@action
def decline_check_in(*, check_in: LinkUpCheckIn, by: User) -> LinkUpCheckIn:
    """“Rather not” is an answer too, and nothing follows from it."""
    found = _waiting(check_in)
    found.state = LinkUpCheckIn.State.DECLINED
    found.save(update_fields=["state"])
    return found


@action
def answer_by_link(*, link: CheckInLink, by: User, **answers: Any) -> LinkUpCheckIn:
    """The answer of whoever a link was sent to, who is not signed in; the link opens nothing afterwards."""
    use_link(link=link, by=by)
    return answer_check_in(check_in=link.check_in, how=LinkUpCheckIn.How.LINK, by=by, **answers)


@action
def decline_by_link(*, link: CheckInLink, by: User) -> LinkUpCheckIn:
    """“I would rather not”, by a link."""
    use_link(link=link, by=by)
    return decline_check_in(check_in=link.check_in, by=by)


def _waiting(check_in: LinkUpCheckIn) -> LinkUpCheckIn:
    found = LinkUpCheckIn.objects.select_for_update().get(pk=check_in.pk)
    if found.state != LinkUpCheckIn.State.ASKED:
        raise StepRefused(_("This was answered already."))
    return found


@action
def note_silence(*, by: User) -> int:
    """What was asked two weeks ago and not answered is no answer from now on. How many; nobody is written to about it."""
    late = LinkUpCheckIn.objects.waiting().filter(asked_on__lte=clock.today() - WAITS)
    return late.update(state=LinkUpCheckIn.State.NO_ANSWER)
