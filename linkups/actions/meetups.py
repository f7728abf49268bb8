"""Meeting up (domain.md §1.3, step 11)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families.actions.records import refuse_hidden_words
from families.models import FamilyMembership, PlaceKind
from linkups.actions.steps import StepRefused, held
from linkups.models import LinkUp, Meetup
from linkups.queries.of_the_place import places_of

MEETING = {LinkUp.State.AGREEING, *LinkUp.UNDER_WAY}


@action
def plan_meetup(
    *, link_up: LinkUp, planned_for: date, kind: Meetup.Kind, place_kind: PlaceKind | str = "", by: User
) -> Meetup:
    """Say when the families mean to meet."""
    if planned_for < clock.today():
        raise ValidationError({"planned_for": _("That day is past. If you have met, write it down under “We met up”.")})
    found = _meeting(link_up)
    meetup = Meetup(
        organisation=by.organisation,
        link_up=found,
        kind=kind,
        planned_for=planned_for,
        place_kind=place_kind,
        created_by=by,
    )
    meetup.full_clean()
    meetup.save()
    return meetup


@action
def record_meetup(  # noqa: PLR0913  (two taps and a sentence, of one of the two sides)
    *,
    link_up: LinkUp,
    held_on: date,
    kind: Meetup.Kind = Meetup.Kind.WEEKLY,
    place_kind: PlaceKind | str = "",
    what: str = "",
    side: LinkUp.Side | None = None,
    face: int | None = None,
    by: User,
) -> Meetup:
    """Write down that the families met; if that day was planned, the plan has happened. `face`: how it was for `side`.

    Both families may write down the same day: it is one meet-up, unless something that was said would be written over.
    """
    if held_on > clock.today():
        raise ValidationError({"held_on": _("Write it down once you have met.")})
    found = _meeting(link_up)
    said = {"place_kind": place_kind, "what": what} | ({f"face_{side}": face} if side else {})
    meetup = _of_that_day(found, held_on, said) or Meetup(
        organisation=by.organisation, link_up=found, kind=kind, created_by=by
    )
    meetup.state, meetup.held_on = Meetup.State.HELD, held_on
    for name, value in said.items():
        setattr(meetup, name, value or getattr(meetup, name))
    _refuse_what_finds_one(found, what, by)
    meetup.full_clean()
    meetup.save()
    return meetup


def _of_that_day(link_up: LinkUp, day: date, said: Mapping[str, str | int | None]) -> Meetup | None:
    """What was planned for a day; or what was written of it, where nothing that was said would be written over."""
    ours = Meetup.objects.filter(link_up=link_up).order_by("pk")
    planned = ours.planned().filter(planned_for=day).first()
    return planned or next((one for one in ours.held().filter(held_on=day) if _can_hold(one, said)), None)


def _can_hold(meetup: Meetup, said: Mapping[str, str | int | None]) -> bool:
    stands = ((getattr(meetup, name), value) for name, value in said.items() if value)
    return all(was in ("", None, value) for was, value in stands)


def _refuse_what_finds_one(link_up: LinkUp, what: str, by: User) -> None:
    """Both families read what they did: neither learns from it where the other lives, or how to reach them."""
    sides = link_up.seeking_family, link_up.sharing_family
    for family, other in (sides, sides[::-1]) if what else ():
        readers = [
            one.person for one in FamilyMembership.objects.current().filter(family=other).select_related("person")
        ]
        refuse_hidden_words({_("what did you do?"): what}, shared_with=readers, family=family, field="what", by=by)


def _meeting(link_up: LinkUp) -> LinkUp:
    found = held(link_up)
    if found.state not in MEETING:
        raise StepRefused(_("These families are not meeting up now."))
    return found


@action
def say_how_it_was(*, meetup: Meetup, side: LinkUp.Side, face: int | None, by: User) -> Meetup:
    """One family's own face for a meet-up; the other family does not see it. None: rather not say."""
    found = Meetup.objects.select_for_update().get(pk=meetup.pk)
    setattr(found, f"face_{side}", face)
    found.full_clean()
    found.save(update_fields=[f"face_{side}"])
    return found


@action
def did_not_meet(*, meetup: Meetup, moved_to: date | None = None, by: User) -> Meetup:
    """A planned meet-up didn't happen, or is on another day; nobody is asked why."""
    found = Meetup.objects.select_for_update().get(pk=meetup.pk)
    if found.state != Meetup.State.PLANNED:
        raise StepRefused(_("This meet-up is not planned any more."))
    found.state = Meetup.State.MOVED if moved_to else Meetup.State.MISSED
    found.save(update_fields=["state"])
    if moved_to:
        plan_meetup(
            link_up=found.link_up,
            planned_for=moved_to,
            kind=Meetup.Kind(found.kind),
            place_kind=found.place_kind if found.place_kind in places_of(found.link_up) else "",
            by=by,
        )
    return found
