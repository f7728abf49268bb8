"""The moment at which each form stands open: who opens it, and what has to have happened in the demo before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

<<<<<<< HEAD
from casework.actions import conferences, meetings, plans
from casework.models import Conference, ConferenceOffer, FamilyPlan, PlanAction
from database import clock
from families.models import Family, Person
from linkups.actions import cards, linkups, meetups, offers, profiles
from linkups.models import FamilyCard, LinkUp, LinkUpPause, Meetup, SafetyCheck, SharingProfile
from linkups.queries.checks import checkable
from linkups.queries.people import grown_ups

People = Mapping[str, Any]
Rows = dict[str, Any]
MONDAY = date(2026, 3, 16)
SIDES = {"seeking": "Brandt", "sharing": "Okafor"}
=======
from linkups.actions import profiles
from tests.sweeps.ways import People, Rows
from tests.sweeps.ways_conferences import (
    agreed,
    arranged,
    as_conference,
    held,
    looking_back,
    not_agreed,
    offered,
    planned,
    referred,
)
from tests.sweeps.ways_linkups import (
    TO_TRAINING,
    as_link_up,
    asked,
    both_said_yes,
    brandt,
    card_to_approve,
    chosen,
    meets_soon,
    met,
    offer_waiting,
    on_the_way,
    paused,
    rested,
)
from tests.sweeps.ways_safety import (
    acknowledged,
    asked_for,
    declared,
    raised,
    safe_to_write_to,
)
>>>>>>> a3


@dataclass(frozen=True, slots=True)
class Moment:
    """Who opens the form, the rows that its address takes once `happened` has, and what the form needs to be `said`."""

    who: str = "Priya"
    happened: Callable[[People], Rows] = lambda people: {}
    said: Mapping[str, str] = field(default_factory=dict)


<<<<<<< HEAD
def _rowan() -> Family:
    return Family.objects.get(name="Rowan")


def _offered(people: People, to: str = "Dana") -> Conference:
    """Another conference of Rowan's, only offered."""
    amina, asked = (Person.objects.get(known_as=name) for name in ("Amina", to))
    conference = conferences.offer_conference(
        family=_rowan(),
        about=[amina],
        offered_to=[asked],
        offered_on=MONDAY,
        channel=ConferenceOffer.Channel.FACE,
        by=people["Priya"],
    )
    conferences.answer_offer(
        offer=conference.offers.get(), response="accepted", responded_on=MONDAY, by=people["Priya"]
    )
    return conference


def _referred(people: People) -> Conference:
    return conferences.refer_conference(
        conference=_offered(people),
        consent_from=Person.objects.get(known_as="Dana"),
        consent_on=MONDAY,
        is_child_view_sought=True,
        why_now="They are ready.",
        by=people["Priya"],
    )


def _arranged(people: People) -> Conference:
    conference = Conference.objects.get(family__name="Rowan")
    return meetings.arrange_conference(
        conference=conference, meets_at=clock.now() - timedelta(hours=1), venue="Mill Lane hall", by=people["Ngozi"]
    )


def _held(people: People) -> Conference:
    return meetings.hold_conference(
        conference=_arranged(people), held_on=MONDAY, is_private_time_offered=True, by=people["Ngozi"]
    )


def _planned(people: People) -> Conference:
    conference = _held(people)
    joan, priya = Person.objects.get(known_as="Joan"), people["Priya"].practitioner
    step = plans.PlannedStep("Have the children on Saturdays", joan, date(2026, 3, 28))
    watch = plans.Watch(worker_link=priya, family_monitor=joan)
    plans.write_plan(conference=conference, in_our_words="Ours", steps=[step], watch=watch, by=people["Ngozi"])
    return conference


def _agreed(people: People) -> Conference:
    return plans.agree_plan(
        conference=_planned(people),
        answered_by=people["Sarah"].practitioner,
        resources_pending="The taxi",
        review_due_on=date(2026, 5, 1),
        by=people["Sarah"],
    )


def _not_agreed(people: People) -> Conference:
    return plans.refuse_plan(
        conference=_planned(people),
        answered_by=people["Sarah"].practitioner,
        reason="Saturday is not safe yet.",
        told_at=clock.now(),
        by=people["Sarah"],
    )


def _looking_back(people: People) -> Conference:
    return plans.begin_review(conference=_agreed(people), by=people["Ngozi"])


def _as_conference(come: Callable[[People], Conference]) -> Callable[[People], Rows]:
    def happened(people: People) -> Rows:
        conference = come(people)
        plan = FamilyPlan.objects.filter(conference=conference).first()
        step = PlanAction.objects.filter(plan=plan).first() if plan else None
        return {
            "conferences": conference.pk,
            "our-meetings": conference.pk,
            **({"plans": plan.pk} if plan else {}),
            **({"plan-actions": step.pk} if step else {}),
        }

    return happened


def _brandt(people: People) -> Rows:
    """A family that Marlon works with, and that neither shares nor is linked up."""
    return {"families": Family.objects.get(name="Brandt").pk}


def _chosen(people: People) -> LinkUp:
    """Brandt looked at the card of Okafor, and would like to meet them."""
    coach = people["Marlon"]
    return offers.choose_card(offer=_shown(people), card=_card("Okafor"), person=_someone_of("Brandt", coach), by=coach)


def _someone_of(family: str, coach: Any) -> Person:
    """Who says yes for a family."""
    return grown_ups(Family.objects.get(name=family), coach)[0]


def _card(name: str) -> FamilyCard:
    return FamilyCard.objects.get(family__name=name, kind=FamilyCard.Kind.SHARING)


def _shown(people: People) -> Any:
    coach, brandt = people["Marlon"], Family.objects.get(name="Brandt")
    return offers.offer_cards(family=brandt, cards=[_card("Okafor")], coach=coach.practitioner, by=coach)


def _asked(people: People) -> LinkUp:
    return linkups.ask_both(link_up=_chosen(people), planned_weeks=20, by=people["Marlon"])


def _both_said_yes(people: People) -> LinkUp:
    link_up = _asked(people)
    for side in LinkUp.Side:
        said_by = _someone_of(SIDES[side], people["Marlon"])
        link_up = linkups.agree(link_up=link_up, side=side, person=said_by, by=people["Marlon"])
    return link_up


def _paused(people: People) -> LinkUp:
    link_up = LinkUp.objects.get(seeking_family__name="Novak")
    linkups.pause(link_up=link_up, first_day=MONDAY, reason=LinkUpPause.Reason.HOLIDAY, by=people["Marlon"])
    return link_up


def _as_link_up(come: Callable[[People], LinkUp]) -> Callable[[People], Rows]:
    return lambda people: {"link-ups": come(people).pk}


def offer_waiting(people: People) -> Rows:
    return {"offers": _shown(people).pk, "cards": _card("Okafor").pk}


def suggested(people: People) -> Rows:
    """The coach thinks of Brandt and Okafor; neither has heard of it."""
    coach = people["Marlon"]
    families = {f"{side}_family": Family.objects.get(name=name) for side, name in SIDES.items()}
    return {"link-ups": offers.suggest_link_up(**families, coach=coach.practitioner, by=coach).pk}


def alone(people: People) -> Rows:
    """Someone of Osei, who is not in the family Rowan."""
    return {"alone": Person.objects.get(known_as="Kwame").pk}


def _on_the_way(*steps: Callable[..., Any]) -> Callable[[People], Rows]:
    """Brandt would like to share, and has come so far."""

    def happened(people: People) -> Rows:
        coach = people["Marlon"]
        brandt = Family.objects.get(name="Brandt")
        profile = profiles.begin_profile(family=brandt, coach=coach.practitioner, by=coach)
        for step in steps:
            step(profile=profile, by=coach)
        return {"sharing": profile.pk}

    return happened


def _clear_checks(*, profile: SharingProfile, by: Any) -> None:
    for person in checkable(profile.family, by):
        for kind in SafetyCheck.Kind:
            profiles.record_check(
                person=person,
                kind=kind,
                outcome=SafetyCheck.Outcome.CLEAR,
                issued_on=date(2025, 9, 15),
                renew_by=date(2028, 9, 15),
                by=by,
            )


TO_TRAINING = (profiles.get_to_know, profiles.begin_checks, _clear_checks, profiles.begin_training)


def _rested(*steps: Callable[..., Any]) -> Callable[[People], Rows]:
    """Okafor take a rest, and then."""

    def happened(people: People) -> Rows:
        profile = SharingProfile.objects.get(family__name="Okafor")
        profiles.rest(profile=profile, rest_until=None, by=people["Marlon"])
        for step in steps:
            step(profile=profile, by=people["Marlon"])
        return {"sharing": profile.pk}

    return happened


def _card_to_approve(people: People) -> Rows:
    brandt = Family.objects.get(name="Brandt")
    card = cards.write_card(family=brandt, kind=FamilyCard.Kind.SHARING, headline="Three of us", by=people["Marlon"])
    return {"cards": card.pk}


def _met(people: People) -> Rows:
    """Brandt and Okafor have met before they begin: Grace says how it was."""
    return {"meet-ups": meetups.record_meetup(link_up=_asked(people), held_on=MONDAY, by=people["Marlon"]).pk}


def _meets_soon(people: People) -> Rows:
    soon = {"planned_for": MONDAY, "kind": Meetup.Kind.MEET_FIRST}
    return {"meet-ups": meetups.plan_meetup(link_up=_asked(people), **soon, by=people["Marlon"]).pk}


=======
>>>>>>> a3
MOMENTS: Mapping[str, Moment] = {
    "casework:worry-pass-on": Moment("Priya", raised),
    "casework:worry-acknowledge": Moment("Lena"),
    "casework:worry-outcome": Moment("Lena", acknowledged),
    "casework:worry-go-on": Moment("Lena", acknowledged),
    "casework:worry-family-told": Moment(said={"family_told": "not_safe"}),
    "casework:alert-add": Moment(said={"review_on": "2026-06-16"}),
    "casework:alert-agree": Moment("Sarah", asked_for),
    "casework:alert-review": Moment("Sarah", said={"review_on": "2026-06-16"}),
    "casework:alert-end": Moment("Sarah"),
    "families:block-add": Moment(said={"review_on_1": "6"}),
    "families:restriction-add": Moment(said={"review_on_1": "6"}),
    "families:interest-end": Moment("Sarah", declared),
    "families:invitation-add": Moment(happened=safe_to_write_to),
    "accounts:signing-in": Moment("Alex"),
    "accounts:single-sign-on": Moment("Alex", said={"issuer": "https://login.example.org/leeds"}),
    "casework:conference-refer": Moment("Priya", as_conference(offered)),
    "casework:conference-accept": Moment("Sarah", as_conference(referred)),
    "casework:conference-coordinator": Moment("Sarah"),
    "casework:conference-close": Moment("Ngozi", as_conference(looking_back)),
    "casework:conference-people": Moment("Ngozi"),
    "casework:conference-arrange": Moment("Ngozi"),
    "casework:conference-postpone": Moment("Ngozi", as_conference(arranged)),
    "casework:private-time-begin": Moment("Ngozi", as_conference(arranged)),
    "casework:private-time-end": Moment("Ngozi", as_conference(arranged)),
    "casework:conference-held": Moment("Ngozi", as_conference(arranged)),
    "casework:plan-write": Moment("Ngozi", as_conference(held)),
    "casework:plan-agree": Moment("Sarah", as_conference(planned)),
    "casework:plan-refuse": Moment("Sarah", as_conference(planned)),
    "casework:plan-resources": Moment("Sarah", as_conference(agreed)),
    "casework:review-set": Moment("Ngozi", as_conference(agreed)),
    "casework:review-begin": Moment("Ngozi", as_conference(agreed)),
    "casework:participant-reply": Moment("Ngozi"),
    "casework:action-progress": Moment("Ngozi", as_conference(agreed)),
    "casework:action-change": Moment("Ngozi", as_conference(agreed)),
    "casework:our-offer": Moment("Dana"),
    "casework:our-plan-change": Moment("Dana", as_conference(not_agreed)),
    "linkups:profile-begin": Moment("Marlon", brandt),
    "linkups:offer-build": Moment("Marlon", brandt),
    "linkups:card-edit-sharing": Moment("Marlon", brandt),
    "linkups:card-edit-seeking": Moment("Marlon", brandt),
    "linkups:card-approve": Moment("Marlon", card_to_approve),
    "linkups:offer": Moment("Marlon", offer_waiting),
    "linkups:offer-none": Moment("Marlon", offer_waiting),
    "linkups:offer-choose": Moment("Marlon", offer_waiting),
    "linkups:offer-put-aside": Moment("Marlon", offer_waiting),
    "linkups:profile-getting-to-know": Moment("Marlon", on_the_way()),
    "linkups:profile-checks": Moment("Marlon", on_the_way(profiles.get_to_know)),
    "linkups:profile-training": Moment("Marlon", on_the_way(*TO_TRAINING[:-1])),
    "linkups:profile-card": Moment("Marlon", on_the_way(*TO_TRAINING)),
    "linkups:profile-not-now": Moment("Marlon", on_the_way()),
    "linkups:profile-ready": Moment("Marlon", rested()),
    "linkups:profile-stepped-back": Moment("Marlon", rested()),
    "linkups:profile-interested": Moment("Marlon", rested(profiles.step_back)),
    "linkups:meetup-how": Moment("Grace", met),
    "linkups:meetup-did-not": Moment("Marlon", meets_soon),
    "linkups:linkup-length": Moment("Marlon", said={"planned_weeks": "30"}),
    "families:parent-add": Moment(said={"basis": "foster"}),
    "families:involvement-begin": Moment(said={"role": "co_worker"}),
    "families:residence-add": Moment(said={"is_main": "false"}),
    "casework:conference-offer-to": Moment(happened=as_conference(lambda people: offered(people, to="Rob"))),
    "linkups:linkup-ask": Moment("Marlon", as_link_up(chosen)),
    "linkups:linkup-agree-seeking": Moment("Marlon", as_link_up(asked)),
    "linkups:linkup-agree-sharing": Moment("Marlon", as_link_up(asked)),
    "linkups:linkup-not-this-time": Moment("Marlon", as_link_up(asked)),
    "linkups:linkup-start": Moment("Marlon", as_link_up(both_said_yes)),
    "linkups:linkup-resume": Moment("Marlon", as_link_up(paused)),
}


def moment_of(name: str) -> Moment:
    """Most forms stand open on any day, to the worker of the family or to the coach."""
    return MOMENTS.get(name) or Moment("Marlon" if name.startswith("linkups:") else "Priya")
