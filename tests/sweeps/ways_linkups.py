"""How link-ups, cards and sharing families of the demo come as far as each of their steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from accounts.roles import Role
from families.actions.goals import record_goal
from families.models import Family, Person, Practitioner
from linkups.actions import cards, covering, linkups, meetups, offers, profiles
from linkups.actions.training import record_training
from linkups.models import FamilyCard, LinkUp, LinkUpPause, Meetup, SafetyCheck, SharingProfile, TrainingAttendance
from linkups.queries.checks import checkable
from linkups.queries.training import training_of
from tests.sweeps.ways import MONDAY, People, Rows

SIDES = {"seeking": "Brandt", "sharing": "Okafor"}


def brandt(people: People) -> Rows:
    """A family that Marlon works with, and that neither shares nor is linked up."""
    return {"families": Family.objects.get(name="Brandt").pk}


def chosen(people: People) -> LinkUp:
    """Brandt looked at the card of Okafor, and would like to meet them."""
    coach = people["Marlon"]
    return offers.choose_card(offer=shown(people), card=card("Okafor"), person=petra(), by=coach)


def petra() -> Person:
    """Who says for Brandt what they choose."""
    return Person.objects.get(known_as="Petra")


def card(name: str) -> FamilyCard:
    return FamilyCard.objects.get(family__name=name, kind=FamilyCard.Kind.SHARING)


def shown(people: People) -> Any:
    coach, brandt = people["Marlon"], Family.objects.get(name="Brandt")
    return offers.offer_cards(family=brandt, cards=[card("Okafor")], coach=coach.practitioner, by=coach)


def asked(people: People) -> LinkUp:
    return linkups.ask_both(link_up=chosen(people), planned_weeks=20, by=people["Marlon"])


def both_said_yes(people: People) -> LinkUp:
    link_up = asked(people)
    for side, name in ((LinkUp.Side.SEEKING, "Petra"), (LinkUp.Side.SHARING, "Grace")):
        person = Person.objects.get(known_as=name)
        link_up = linkups.agree(link_up=link_up, side=side, person=person, by=people["Marlon"])
    return link_up


def may_know(people: People) -> LinkUp:
    """Okafor think, from the card, that they know Brandt."""
    link_up, grace = asked(people), Person.objects.get(known_as="Grace")
    return linkups.agree(link_up=link_up, side=LinkUp.Side.SHARING, person=grace, knows="maybe", by=people["Marlon"])


def paused(people: People) -> LinkUp:
    link_up = LinkUp.objects.get(seeking_family__name="Novak")
    linkups.pause(link_up=link_up, first_day=MONDAY, reason=LinkUpPause.Reason.HOLIDAY, by=people["Marlon"])
    return link_up


def wants_more(people: People) -> LinkUp:
    """The Novaks would like something else to change too."""
    link_up = LinkUp.objects.get(seeking_family__name="Novak")
    jana = Person.objects.filter(memberships__family=link_up.seeking_family, known_as="Jana")
    record_goal(family=link_up.seeking_family, words="Sundays out", whose=jana, on=MONDAY, by=people["Marlon"])
    return link_up


def another_coach(people: People) -> Rows:
    """Somebody is there who can cover for Marlon."""
    here = people["Marlon"].organisation
    user = User.objects.create(organisation=here, name="Aisha", email="aisha@leeds.test", roles=[Role.FAMILY_COACH])
    Practitioner.objects.create(organisation=here, name="Aisha", role_title="Family coach", user=user)
    return {}


def covered(people: People) -> Rows:
    """Marlon is away this week."""
    another_coach(people)
    marlon, aisha = people["Marlon"], Practitioner.objects.get(name="Aisha")
    days = {"first_day": MONDAY, "last_day": MONDAY + timedelta(days=4)}
    return {"covers": covering.arrange_cover(coach=marlon.practitioner, cover=aisha, **days, by=marlon).pk}


def agreed_in_writing(_people: People) -> Rows:
    """What Novak and Silva agree on is written in the demo."""
    return {"link-ups": LinkUp.objects.get(seeking_family__name="Novak").pk}


def asked_again(people: People) -> Rows:
    """The link-up of Novak ended on the day that they last met, and the day has come to ask how they are now."""
    coach, novak = people["Marlon"], LinkUp.objects.get(seeking_family__name="Novak")
    last = max(day for day in novak.meetups.values_list("held_on", flat=True) if day)
    linkups.end(link_up=novak, kind=LinkUp.EndKind.WEEKS_FINISHED, end_date=last, by=coach)
    novak.follow_ups.filter(months=3).update(due_on=MONDAY)
    return {"follow-ups": novak.follow_ups.get(months=3).pk}


def as_link_up(come: Callable[[People], LinkUp]) -> Callable[[People], Rows]:
    return lambda people: {"link-ups": come(people).pk}


def offer_waiting(people: People) -> Rows:
    return {"offers": shown(people).pk, "cards": card("Okafor").pk}


def suggested(people: People) -> Rows:
    """The coach thinks of Brandt and Okafor; neither has heard of it."""
    coach = people["Marlon"]
    families = {f"{side}_family": Family.objects.get(name=name) for side, name in SIDES.items()}
    return {"link-ups": offers.suggest_link_up(**families, coach=coach.practitioner, by=coach).pk}


def alone(people: People) -> Rows:
    """Someone of Osei, who is not in the family Rowan."""
    return {"person": Person.objects.get(known_as="Kwame").pk}


def on_the_way(*steps: Callable[..., Any]) -> Callable[[People], Rows]:
    """Brandt would like to share, and has come so far."""

    def happened(people: People) -> Rows:
        coach = people["Marlon"]
        brandt = Family.objects.get(name="Brandt")
        profile = profiles.begin_profile(family=brandt, coach=coach.practitioner, by=coach)
        for step in steps:
            step(profile=profile, by=coach)
        return {"sharing": profile.pk}

    return happened


def clear_checks(*, profile: SharingProfile, by: Any) -> None:
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


def everyone_trained(*, profile: SharingProfile, by: Any) -> None:
    people = [one.person for one in training_of(by, profile.family)]
    how = TrainingAttendance.How.TOOK_PART
    record_training(people=people, how=how, on=date(2026, 3, 1), name="Spring camp", by=by)


TO_TRAINING = (profiles.get_to_know, profiles.begin_checks, clear_checks, profiles.begin_training)
TRAINED = (*TO_TRAINING, everyone_trained)


def rested(*steps: Callable[..., Any]) -> Callable[[People], Rows]:
    """Okafor take a rest, and then."""

    def happened(people: People) -> Rows:
        profile = SharingProfile.objects.get(family__name="Okafor")
        profiles.rest(profile=profile, rest_until=None, by=people["Marlon"])
        for step in steps:
            step(profile=profile, by=people["Marlon"])
        return {"sharing": profile.pk}

    return happened


def card_to_approve(people: People) -> Rows:
    former = FamilyCard.objects.get(family__name="Brandt", kind=FamilyCard.Kind.SEEKING)
    changed = {"row_version": former.row_version, "headline": "Three of us"}
    cards.write_card(family=former.family, kind=FamilyCard.Kind.SEEKING, **changed, by=people["Marlon"])
    return {"cards": former.pk}


def met(people: People) -> Rows:
    """Brandt and Okafor have met before they begin: Grace says how it was."""
    return {"meet-ups": meetups.record_meetup(link_up=asked(people), held_on=MONDAY, by=people["Marlon"]).pk}


def meets_soon(people: People) -> Rows:
    soon = {"planned_for": MONDAY, "kind": Meetup.Kind.MEET_FIRST}
    return {"meet-ups": meetups.plan_meetup(link_up=asked(people), **soon, by=people["Marlon"]).pk}


def with_okafor(people: People) -> Rows:
    """Brandt and Okafor have begun; Grace may want a break."""
    return {"link-ups": linkups.start(link_up=both_said_yes(people), start_date=MONDAY, by=people["Marlon"]).pk}


def over(people: People) -> Rows:
    """Brandt and Okafor began, and it ended as planned."""
    marlon = people["Marlon"]
    begun = linkups.start(link_up=both_said_yes(people), start_date=MONDAY, by=marlon)
    kind = LinkUp.EndKind.WEEKS_FINISHED
    return {"our-link-ups": linkups.end(link_up=begun, kind=kind, end_date=MONDAY, by=marlon).pk}
