"""What the coach writes down of the two families, and asking again after the end (domain.md §1.3, steps 12 and 16; §1.5)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.records import refuse_hidden_words
from families.models import FamilyMembership
from linkups.actions.steps import StepRefused, held
from linkups.models import BoundaryMoment, CoachSession, FollowUp, LinkUp
from linkups.weeks import months_after

AGAIN_AFTER = (3, 6, 12)
"""Months."""


@action
def record_session(  # noqa: PLR0913  (one session: with whom, when, what was seen and tried, and what comes next)
    *,
    link_up: LinkUp,
    with_whom: CoachSession.With,
    held_on: date,
    noticed: str = "",
    tried: str = "",
    next_step: str = "",
    next_on: date | None = None,
    by: User,
) -> CoachSession:
    """Write down that the coach met one family, or both; the family that was there reads it."""
    if held_on > clock.today():
        raise ValidationError({"held_on": _("Write a session down once it has been.")})
    session = CoachSession(
        organisation=by.organisation,
        link_up=link_up,
        with_whom=with_whom,
        held_on=held_on,
        noticed=noticed,
        tried=tried,
        next_step=next_step,
        next_on=next_on,
        created_by=by,
    )
    session.full_clean()
    _refuse_what_finds_one(session, by)
    session.save()
    return session


def _refuse_what_finds_one(session: CoachSession, by: User) -> None:
    """Whoever was there reads it: neither family learns from it where someone lives in hiding."""
    link_up = session.link_up
    sides = {"seeking": [link_up.seeking_family], "sharing": [link_up.sharing_family]}
    both = [link_up.seeking_family, link_up.sharing_family]
    there = sides.get(session.with_whom, both)
    members = FamilyMembership.objects.current().filter(family__in=there).select_related("person")
    readers = [one.person for one in members]
    labels = {
        "noticed": _("What did you notice?"),
        "tried": _("What did you try?"),
        "next_step": _("What is the next small step?"),
    }
    for field, label in labels.items():
        for family in both if getattr(session, field) else ():
            said = {label: getattr(session, field)}
            refuse_hidden_words(said, shared_with=readers, family=family, field=field, by=by)


@action
def record_boundary_moment(
    *, link_up: LinkUp, kind: BoundaryMoment.Kind, noticed_on: date, what: str, agreed: str = "", by: User
) -> BoundaryMoment:
    """Write down something where a boundary was met, to learn from it together."""
    if noticed_on > clock.today():
        raise ValidationError({"noticed_on": _("That day is still to come.")})
    moment = BoundaryMoment(
        organisation=by.organisation,
        link_up=link_up,
        kind=kind,
        noticed_on=noticed_on,
        what=what,
        agreed=agreed,
        created_by=by,
    )
    moment.full_clean()
    moment.save()
    return moment


@action
def plan_follow_ups(*, link_up: LinkUp, by: User) -> list[FollowUp]:
    """The three times that a family is asked again, counted from its last day."""
    ended = held(link_up)
    if ended.end_date is None:
        raise StepRefused(_("Asking again is planned when a link-up ends."))
    planned = [
        FollowUp(
            organisation=by.organisation,
            link_up=ended,
            months=months,
            due_on=months_after(ended.end_date, months),
            created_by=by,
        )
        for months in AGAIN_AFTER
    ]
    for one in planned:
        one.full_clean()
        one.save()
    return planned


@action
def record_follow_up(
    *, follow_up: FollowUp, state: FollowUp.State, things: str = "", said: str = "", by: User
) -> FollowUp:
    """Write down what the family said of how things are since, or that no answer came: both are counted."""
    found = FollowUp.objects.select_for_update().select_related("link_up__seeking_family").get(pk=follow_up.pk)
    if clock.today() < found.due_on:
        raise StepRefused(_("The day on which they are asked is still to come."))
    if found.state == FollowUp.State.ANSWERED:
        raise StepRefused(_("They have told us already, and it is written down."))
    found.state, found.done_on, found.things, found.said = state, clock.today(), things, said
    found.full_clean()
    if said:
        family = found.link_up.seeking_family
        members = FamilyMembership.objects.current().filter(family=family).select_related("person")
        readers = [one.person for one in members]
        label = _("What did they say, in their words?")
        refuse_hidden_words({label: said}, shared_with=readers, family=family, field="said", by=by)
    found.save(update_fields=["state", "done_on", "things", "said"])
    return found
