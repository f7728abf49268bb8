"""Where a link-up stands, as a list of steps, and the next one thing to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from database import clock
from families.periods import Period
from linkups.models import LinkUp
from linkups.weeks import Standing, standing

State = LinkUp.State
REACHED = (State.CHOSEN, State.AGREEING, State.ACTIVE, State.COMPLETED)
"""The steps in their order; a pause is part of being under way, and an early end of the end."""
ALIKE = {State.PAUSED: State.ACTIVE, State.ENDED_EARLY: State.COMPLETED}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next, and its page."""

    text: str
    href: str


def standing_of(link_up: LinkUp) -> Standing | None:
    """Week n of m of a link-up that has started, with its prefetched pauses."""
    if link_up.start_date is None:
        return None
    return standing(
        start=link_up.start_date,
        planned_weeks=link_up.planned_weeks,
        pauses=pauses_of(link_up),
        on=link_up.end_date or clock.today(),
    )


def pauses_of(link_up: LinkUp) -> list[Period]:
    """When it had a pause, prefetched in lists."""
    return [pause.period for pause in link_up.pauses.all()]


def week_words(found: Standing) -> str:
    """“Week 9 of 20”, or that the planned end has passed."""
    if found.is_over:
        return _("Its %(weeks)s weeks are over") % {"weeks": found.planned_weeks}
    return _("Week %(week)s of %(weeks)s") % {"week": found.week, "weeks": found.planned_weeks}


def days_words(days: int) -> str:
    """How long ago, in days."""
    if days == 0:
        return _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}


def steps_of(link_up: LinkUp, found: Standing | None) -> list[dict[str, str]]:
    """The way from the choice to the end, for `<c-step-list>`."""
    here = ALIKE.get(State(link_up.state), State(link_up.state))
    place = REACHED.index(here) if here in REACHED else -1
    steps = zip(_labels(), _details(link_up, found), strict=True)
    return [
        {"label": label, "detail": detail, "state": _state(number, place, link_up)}
        for number, (label, detail) in enumerate(steps)
    ]


def _state(number: int, place: int, link_up: LinkUp) -> str:
    is_over = link_up.state in LinkUp.OVER
    if number < place or (number == place and is_over):
        return "done"
    return "now" if number == place else "later"


def _labels() -> tuple[str, ...]:
    return (_("Chosen by the family"), _("Both are asked, and say yes"), _("Meeting up"), _("Ending"))


def _details(link_up: LinkUp, found: Standing | None) -> Iterator[str]:
    yield _day(link_up.seeking_chose_at)
    yield _who_said_yes(link_up)
    yield week_words(found) if found else ""
    if link_up.end_date:
        yield _day(link_up.end_date)
    else:
        yield _("planned for %(day)s") % {"day": _day(found.planned_end)} if found else ""


def _who_said_yes(link_up: LinkUp) -> str:
    if link_up.have_both_agreed:
        return _("Both have said yes")
    if link_up.seeking_agreed_at:
        return _("The seeking family has said yes")
    if link_up.sharing_agreed_at:
        return _("The sharing family has said yes")
    return _day(link_up.asked_at)


def _day(when: datetime | date | None) -> str:
    if when is None:
        return ""
    on = timezone.localdate(when) if isinstance(when, datetime) else when
    return date_format(on, "j F Y")


def next_step(link_up: LinkUp, found: Standing | None) -> NextStep | None:
    """What the coach does next; None when nothing is left to do."""
    if link_up.state == State.ACTIVE and found and found.is_over:
        return NextStep(_("End it together"), reverse("linkups:linkup-end", args=[link_up.pk]))
    if link_up.is_looked_into:
        return None
    if link_up.state == State.SUGGESTED:
        return NextStep(_("Offer the card"), reverse("linkups:offer-build", args=[link_up.seeking_family_id]))
    if link_up.state == State.OFFERED and link_up.offer_id:
        return NextStep(_("Look at the cards together"), reverse("linkups:offer", args=[link_up.offer_id]))
    if link_up.state == State.CHOSEN and not link_up.seeking_card_approved_at:  # type: ignore[attr-defined]
        return _card_first(link_up)
    return next((NextStep(text, reverse(name, args=[link_up.pk])) for text, name in _pages(link_up)), None)


def _card_first(link_up: LinkUp) -> NextStep:
    """What the sharing family reads before it says yes or no (domain.md §1.3, step 8); `link_ups` says whether it is written."""
    card = link_up.seeking_card  # type: ignore[attr-defined]
    if card is None:
        return NextStep(
            _("Write the seeking family’s card"),
            reverse("linkups:card-edit-seeking", args=[link_up.seeking_family_id]),
        )
    return NextStep(_("Read the seeking family’s card through"), reverse("linkups:card-approve", args=[card]))


def _pages(link_up: LinkUp) -> Sequence[tuple[str, str]]:
    if link_up.state == State.AGREEING:
        return _agreeing(link_up)
    pages = {
        State.CHOSEN: (_("Ask both families"), "linkups:linkup-ask"),
        State.ACTIVE: (_("We met up"), "linkups:meetup-record"),
        State.PAUSED: (_("Go on after the pause"), "linkups:linkup-resume"),
    }
    found = pages.get(State(link_up.state))
    return [found] if found else []


def _agreeing(link_up: LinkUp) -> Sequence[tuple[str, str]]:
    if link_up.may_know_each_other:
        return [(_("Talk it over: they may know each other"), "linkups:linkup-talk-over")]
    pages = []
    if not link_up.seeking_agreed_at:
        pages.append((_("Ask the seeking family for its yes"), "linkups:linkup-agree-seeking"))
    if not link_up.sharing_agreed_at:
        pages.append((_("Ask the sharing family for its yes"), "linkups:linkup-agree-sharing"))
    return [*pages, (_("Start the link-up"), "linkups:linkup-start")]
