"""Where a conference stands as its page tells it: the steps in order, and the one that this user can take now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.access import Decision
from accounts.models import User
from casework.models import Conference, PlanAction
from casework.models.conferences import BEFORE_HELD
from casework.queries.conferences import ConferencePage
from casework.queries.papers_given import read_information_by
from casework.queries.preparing import PreparingLines
from casework.rules import conferences as rules
from casework.rules.exclusions import can_exclude
from database import clock
from families.views.steps import Words

State = Conference.State
Rule = Callable[[User, Conference], Decision]


@dataclass(frozen=True, slots=True)
class Link:
    """A page of a step, and who may take it. `states`: outside of which nobody may, so that the rule need not be asked."""

    page: str
    text: Words
    rule: Rule
    states: tuple[Conference.State, ...] = tuple(State)

    def is_for(self, user: User, conference: Conference) -> bool:
        return conference.state in self.states and bool(self.rule(user, conference))


BEFORE, AFTER = tuple(BEFORE_HELD), (State.PLAN_AGREED, State.PLAN_NOT_AGREED, State.REVIEW_DUE)
REFER = Link("casework:conference-refer", gettext_lazy("Ask for the conference"), rules.can_refer_conference)
WRITE = Link("casework:plan-write", gettext_lazy("Write the family’s plan"), rules.can_write_plan)
AGREE = Link("casework:plan-agree", gettext_lazy("Agree the plan"), rules.can_answer_plan, rules.ANSWERABLE)
MAIN: dict[str, Link] = {
    State.OFFERED: REFER,
    State.REFERRED: Link("casework:conference-accept", gettext_lazy("Accept it"), rules.can_accept_conference),
    State.ACCEPTED: Link(
        "casework:conference-coordinator", gettext_lazy("Choose a coordinator"), rules.can_allocate_coordinator
    ),
    State.PREPARING: Link("casework:conference-people", gettext_lazy("Ask people to come"), rules.can_prepare),
    State.ARRANGED: Link("casework:conference-day", gettext_lazy("Open the page of the day"), rules.can_hold),
    State.PLAN_AGREED: Link("casework:review-begin", gettext_lazy("It is time to look back"), rules.can_begin_review),
    State.REVIEW_DUE: Link(
        "casework:conference-close", gettext_lazy("Close the conference"), rules.can_close_conference
    ),
}
OTHERS = (
    Link("casework:conference-offer-to", gettext_lazy("Offer it to someone else"), rules.can_offer_to, BEFORE),
    Link("casework:conference-people", gettext_lazy("Who is asked"), rules.can_prepare),
    Link("casework:conference-arrange", gettext_lazy("Day and place"), rules.can_prepare),
    Link(
        "casework:conference-information",
        gettext_lazy("What the family reads before"),
        rules.can_write_information,
        BEFORE,
    ),
    Link("casework:exclusion-add", gettext_lazy("Someone takes part another way"), can_exclude),
    Link("casework:conference-postpone", gettext_lazy("Move it to another day"), rules.can_hold),
    Link("casework:conference-coordinator", gettext_lazy("Choose a coordinator"), rules.can_allocate_coordinator),
    WRITE,
    AGREE,
    Link("casework:plan-refuse", gettext_lazy("It can’t be agreed as it is"), rules.can_answer_plan, rules.ANSWERABLE),
    Link("casework:plan-resources", gettext_lazy("What it needs is agreed now"), rules.can_settle_resources),
    Link("casework:review-set", gettext_lazy("Set the day to look back"), rules.can_set_review, AFTER),
    Link("casework:review-begin", gettext_lazy("It is time to look back"), rules.can_begin_review, AFTER),
    Link("casework:conference-stop", gettext_lazy("It is not going ahead"), rules.can_stop_conference, BEFORE),
)


def main_link(page: ConferencePage, user: User) -> dict[str, Any] | None:
    """The next step, if it is this user's."""
    conference = page.conference
    link = MAIN.get(conference.state)
    if conference.state in rules.ANSWERABLE:
        link = AGREE if page.waits_for_an_answer else WRITE
    if conference.state == State.PLAN_AGREED and (conference.review_due_on or date.max) > clock.today():
        link = None
    return _shown(link, conference) if link and link.is_for(user, conference) else None


def other_links(page: ConferencePage, user: User, main: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What else this user can do now."""
    links = [_shown(link, page.conference) for link in OTHERS if link.is_for(user, page.conference)]
    return [link for link in links if main is None or link["href"] != main["href"]]


def _shown(link: Link, conference: Conference) -> dict[str, Any]:
    return {"page": link.page, "href": reverse(link.page, args=[conference.pk]), "text": link.text}


REACHED = (
    (State.REFERRED, gettext_lazy("Offered")),
    (State.ACCEPTED, gettext_lazy("Asked for: the family said yes")),
    (State.PREPARING, gettext_lazy("Accepted, with a coordinator")),
    (State.ARRANGED, gettext_lazy("Prepared and arranged")),
    (State.HELD, gettext_lazy("The day")),
    (State.PLAN_AGREED, gettext_lazy("The family’s plan, answered")),
    (State.CLOSED_REVIEWED, gettext_lazy("Looking back")),
)
"""Each step, and the state that a conference is in once it is done."""
ORDER = [
    State.OFFERED,
    State.REFERRED,
    State.ACCEPTED,
    State.PREPARING,
    State.ARRANGED,
    State.HELD,
    State.PLAN_NOT_AGREED,
    State.PLAN_AGREED,
    State.REVIEW_DUE,
    State.CLOSED_REVIEWED,
]


def steps_of(page: ConferencePage) -> list[dict[str, Any]]:
    """The steps in order: done, now or later. A conference that is not going ahead has none to come."""
    state = State(page.conference.state)
    if state == State.NOT_GOING_AHEAD:
        return []
    at = ORDER.index(state)
    open_steps = [ORDER.index(reached) > at for reached, _label in REACHED]
    now = open_steps.index(True) if True in open_steps else len(REACHED)
    return [
        {
            "label": _label(reached, label, page.conference),
            "state": "done" if number < now else "now" if number == now else "later",
            "detail": _detail(reached, page),
        }
        for number, (reached, label) in enumerate(REACHED)
    ]


def _label(reached: Conference.State, label: Promise, conference: Conference) -> str:
    """What a step is called; no looking back is said to be done that never was."""
    is_closed = conference.state == reached == State.CLOSED_REVIEWED
    return _("Finished, without looking back") if is_closed and not conference.reviewed_on else str(label)


def _detail(reached: Conference.State, page: ConferencePage) -> str:
    """The fact of a step that is good to know at a glance."""
    conference = page.conference
    offered = ngettext("%(accepted)s of %(count)s said yes", "%(accepted)s of %(count)s said yes", len(page.offers))
    known = {
        State.REFERRED: offered % {"accepted": page.accepted, "count": len(page.offers)},
        State.PREPARING: conference.coordinator.name if conference.coordinator else "",
        State.HELD: date_format(conference.held_on, "j F") if conference.held_on else "",
        State.PLAN_AGREED: str(conference.get_agency_response_display()) if conference.agency_response else "",
        State.CLOSED_REVIEWED: _looking_back(page),
    }
    return known.get(reached, "")


def _looking_back(page: ConferencePage) -> str:
    """When they will look back; then the day, and how much of the plan was done. Nothing where it was closed without."""
    conference = page.conference
    if not conference.reviewed_on:
        due = None if conference.state == State.CLOSED_REVIEWED else conference.review_due_on
        return date_format(due, "j F Y") if due else ""
    steps = page.plan.current_actions if page.plan else []
    done = sum(step.state == PlanAction.State.DONE for step in steps)
    said = {"day": date_format(conference.reviewed_on, "j F Y"), "done": done, "count": len(steps)}
    return (
        ngettext(
            "%(day)s. By now %(done)s of %(count)s step is done",
            "%(day)s. By now %(done)s of %(count)s steps are done",
            len(steps),
        )
        % said
    )


def how_it_stands(page: ConferencePage, prepared: PreparingLines | None = None) -> str:
    """One line: "11 days to go · 6 of 9 coming · nobody from Rob’s side yet"."""
    said = []
    if page.days_to_go is not None:
        days = ngettext("%(days)s day to go", "%(days)s days to go", page.days_to_go) % {"days": page.days_to_go}
        said.append(_("Today") if page.days_to_go == 0 else days)
    else:
        said.append(str(page.conference.get_state_display()))
    if page.conference.state in {State.PREPARING, State.ARRANGED} and page.participants:
        said.append(_("%(coming)s of %(asked)s coming") % {"coming": page.coming, "asked": len(page.participants)})
    missing = prepared.missing if prepared else []
    said += [_("nobody from %(name)s’s side yet") % {"name": name} for name in missing]
    if page.conference.postponed_count:
        moved = page.conference.postponed_count
        said.append(ngettext("moved once", "moved %(count)s times", moved) % {"count": moved})
    return " · ".join(said)


@dataclass(frozen=True, slots=True)
class Given:
    """Whether the family has what it reads before, in words; and whether we are late with it."""

    words: str
    is_late: bool


def given(conference: Conference) -> Given | None:
    """Three working days before they meet, the family has it (domain.md §2.3, 7); nothing while there is nothing to say."""
    by, on = read_information_by(conference), conference.information_given_on
    said = {"by": date_format(by, "l j F") if by else "", "on": date_format(on, "l j F") if on else ""}
    if on and by:
        late = _("They have it since %(on)s; it was to be theirs by %(by)s.")
        return Given((late if on > by else _("They have it since %(on)s, in time.")) % said, is_late=False)
    if on:
        return Given(_("They have it since %(on)s.") % said, is_late=False)
    if by is None or conference.state != State.ARRANGED:
        return None
    if by < clock.today():
        return Given(_("We are late with this: it was to be theirs by %(by)s.") % said, is_late=True)
    return Given(_("It is to be theirs by %(by)s, three working days before they meet.") % said, is_late=False)
