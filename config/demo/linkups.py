"""Families who share: three with an approved card. Two link-ups under way, and Brandt still to choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from config.demo import pictures
from config.demo.calendar import Calendar
from config.demo.neighbours import Household
from families.actions import contact
from families.actions.goals import record_goal, score_goal
from families.models import ContactPoint, Person, PlaceKind
from families.periods import Period
from linkups.actions import agreements, cards, check_ins, coaching, enquiries, linkups, meetups, offers, profiles
from linkups.actions.training import record_training
from linkups.models import (
    BoundaryMoment,
    CoachSession,
    FamilyCard,
    FamilyEnquiry,
    LinkUp,
    LinkUpCheckIn,
    LinkUpPause,
    Meetup,
    SafetyCheck,
    TrainingAttendance,
    TrainingEvent,
)
from linkups.queries.people import grown_ups
from linkups.queries.training import training_of

ADULT_FROM = 16
CAMP = "Autumn camp"
CHECKED = (SafetyCheck.Kind.ENHANCED_DBS, SafetyCheck.Kind.HOME_VISIT)
CHECKED_FOR = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Card:
    """What a sharing family says of itself."""

    headline: str
    our_story: str
    good_at: list[str]
    availability: list[str]
    area_label: str
    fun_facts: str = ""
    languages: tuple[str, ...] = ("English",)
    photo_alt: str = ""


OKAFOR = Card(
    "Loud, early risers, good at hair",
    "We moved here with two suitcases. It took a year until someone asked us in. Now we ask others in.",
    ["Sunday lunches", "Getting through mornings", "Plaits"],
    ["Sundays", "Thursday after school"],
    "Near the park",
    "Our cat steals socks.",
    ("English", "Igbo"),
)
SILVA = Card(
    "A kitchen, a football and too much cake",
    "One of us was poorly for a long time, and neighbours carried us. We would like to be such neighbours.",
    ["Baking with children", "Football", "Filling in forms"],
    ["Saturdays", "Wednesday evenings"],
    "By the station",
    languages=("English", "Portuguese"),
    photo_alt="A chocolate cake with candles, and a football.",
)
HUGHES = Card(
    "Two dads, one drum kit, a big garden",
    "We adopted our son and had everything to learn, mostly from other families.",
    ["Growing things", "Bedtimes", "Listening"],
    ["Sundays", "School holidays"],
    "On the hill",
    "The drum kit lives in the shed now.",
)
BRANDT = Card(
    "Petra, her mum, and two who never sit still",
    "It has been a lot since last summer. We would like Sundays to be fun again.",
    ["Making up songs"],
    ["Sundays"],
    "Near the canal",
)
NOVAK = Card("Two of us, new in town", "We know few people here yet.", ["Dumplings"], ["Weekends"], "By the station")
AHMED = Card("A small family with long evenings", "Bedtimes are hard.", ["Drawing"], ["Saturdays"], "On the hill")


def _write(home: Household, kind: FamilyCard.Kind, card: Card, by: User) -> FamilyCard:
    """The card, approved as it is by the first grown-up of the household."""
    written = cards.write_card(
        family=home.family,
        kind=kind,
        headline=card.headline,
        our_story=card.our_story,
        good_at=card.good_at,
        fun_facts=card.fun_facts,
        availability=card.availability,
        languages=list(card.languages),
        area_label=card.area_label,
        by=by,
    )
    if card.photo_alt:
        written = cards.keep_card_photo(card=written, content=pictures.cake(), photo_alt=card.photo_alt, by=by)
    return cards.approve_card(card=written, version=written.version, person=_grown_up(home)[0], by=by)


def _grown_up(home: Household) -> list[Person]:
    return [person for person in home.people.values() if (person.age or 0) >= ADULT_FROM]


def seek(home: Household, card: Card, coach: User) -> FamilyCard:
    """What a seeking family says of itself, before another is asked."""
    return _write(home, FamilyCard.Kind.SEEKING, card, coach)


def share(calendar: Calendar, home: Household, card: Card, most: int, coach: User) -> FamilyCard:
    """Take a family to *ready*: checked, trained, with a card that it approved."""
    profile = profiles.begin_profile(family=home.family, coach=coach.practitioner, by=coach)
    profiles.get_to_know(profile=profile, by=coach)
    profiles.begin_checks(profile=profile, by=coach)
    checked = calendar.day(2025, 9, 15)
    for person in _grown_up(home):
        for kind in CHECKED:
            profiles.record_check(
                person=person,
                kind=kind,
                outcome=SafetyCheck.Outcome.CLEAR,
                issued_on=checked,
                renew_by=checked + CHECKED_FOR,
                by=coach,
            )
    profiles.begin_training(profile=profile, by=coach)
    record_training(
        people=[one.person for one in training_of(coach, home.family)],
        how=TrainingAttendance.How.TOOK_PART,
        on=calendar.day(2025, 11, 1),
        **_camp(coach),
        by=coach,
    )
    profiles.finish_training(profile=profile, trained_on=calendar.day(2025, 11, 2), by=coach)
    approved = _write(home, FamilyCard.Kind.SHARING, card, coach)
    profiles.make_ready(profile=profile, max_linkups=most, ready_on=calendar.day(2025, 12, 1), by=coach)
    return approved


def _camp(coach: User) -> dict[str, Any]:
    """The autumn camp, at which all of them were."""
    event = TrainingEvent.objects.filter(organisation=coach.organisation_id, name=CAMP).first()
    return {"event": event} if event else {"name": CAMP}


def agreed_in_writing(link_up: LinkUp, coach: User) -> None:
    """What the two families agree on, in both wordings; one grown-up of each has said yes so far."""
    agreements.write_agreement(
        link_up=link_up,
        body=(
            "We meet on Saturdays, for about two hours.\nIf one of us can’t come, we say so the day before.\n"
            "What we tell each other stays with us, unless somebody is not safe."
        ),
        child_body="We play together on Saturdays.\nYou can always say if you don’t like something.",
        row_version=0,
        by=coach,
    )
    for family in (link_up.seeking_family, link_up.sharing_family):
        agreements.say_yes(link_up=link_up, person=grown_ups(family, coach)[0], by=coach)


def marked(calendar: Calendar, link_up: LinkUp, coach: User) -> None:
    """Where things stood at the beginning, and where they stand: by the one whose goal it is."""
    goal = link_up.goals.select_related("goal").get().goal
    person = goal.record.subjects.get().person
    for day, value in ((calendar.day(2026, 1, 5), 2), (calendar.day(2026, 3, 8), 5)):
        score_goal(goal=goal, person=person, on=day, value=Decimal(value), by=coach)


def coached(calendar: Calendar, link_up: LinkUp, coach: User) -> None:
    """A session with the family that shares, a moment at a boundary, and the next meet-up."""
    coaching.record_session(
        link_up=link_up,
        with_whom=CoachSession.With.SHARING,
        held_on=calendar.day(2026, 3, 10),
        noticed="They listen more than they advise now.",
        tried="Asking what helped last time before saying anything.",
        next_step="Leave the phone at home on Saturday.",
        next_on=calendar.today + timedelta(days=8),
        by=coach,
    )
    coaching.record_boundary_moment(
        link_up=link_up,
        kind=BoundaryMoment.Kind.TRANSPORT,
        noticed_on=calendar.day(2026, 3, 9),
        what="A lift to the hospital was asked for, late in the evening.",
        agreed="They look together at who else could be rung.",
        by=coach,
    )
    meetups.plan_meetup(
        link_up=link_up,
        planned_for=calendar.today + timedelta(days=5),
        kind=Meetup.Kind.WEEKLY,
        place_kind=PlaceKind.PARK_OR_OUTDOORS,
        by=coach,
    )


def asked_about_it(calendar: Calendar, taken_up: Household, coach: User) -> None:
    """Two enquiries: one that was taken up into a family, and one that waits."""
    yes = FamilyEnquiry.SaidYesTo
    first = enquiries.write_enquiry(
        called="Jana",
        met_on=calendar.today - timedelta(days=150),
        place_kind=PlaceKind.LIBRARY,
        said_yes_to=yes.SEEKING,
        safe_contact="Text her, after nine",
        by=coach,
    )
    enquiries.take_up_enquiry(enquiry=first, family=taken_up.family, by=coach)
    enquiries.write_enquiry(
        called="Femke",
        met_on=calendar.today - timedelta(days=3),
        place_kind=PlaceKind.PARK_OR_OUTDOORS,
        said_yes_to=yes.HEAR_MORE,
        safe_contact="Her own phone, Tuesdays: 07700 900461",
        by=coach,
    )


def under_way(calendar: Calendar, seeking: Household, card: FamilyCard, words: str, coach: User) -> LinkUp:
    """A link-up that began on 5 January 2026 for twenty weeks; begun today by the actions, then dated back."""
    goal = record_goal(
        family=seeking.family,
        words=words,
        whose=list(seeking.people.values())[:1],
        on=calendar.day(2026, 1, 3),
        by=coach,
    )
    offer = offers.offer_cards(family=seeking.family, cards=[card], coach=coach.practitioner, by=coach)
    theirs, others = _grown_up(seeking)[0], grown_ups(card.family, coach)[0]
    link_up = offers.choose_card(offer=offer, card=card, person=theirs, by=coach)
    link_up = linkups.ask_both(link_up=link_up, planned_weeks=20, goals=[goal], by=coach)
    for side, person in ((LinkUp.Side.SEEKING, theirs), (LinkUp.Side.SHARING, others)):
        link_up = linkups.agree(link_up=link_up, side=side, person=person, by=coach)
    link_up = linkups.start(link_up=link_up, start_date=calendar.today, by=coach)
    LinkUp.objects.filter(pk=link_up.pk).update(start_date=calendar.day(2026, 1, 5))
    link_up.refresh_from_db()
    return link_up


def met(calendar: Calendar, link_up: LinkUp, days: list[date], coach: User) -> None:
    """Meet-ups that have been."""
    for day in days:
        meetups.record_meetup(
            link_up=link_up, held_on=day, place_kind=PlaceKind.PARK_OR_OUTDOORS, what="Football and soup", by=coach
        )


def had_paused(calendar: Calendar, link_up: LinkUp) -> None:
    """The pause of story 16, in the past."""
    LinkUpPause.objects.create(
        organisation=link_up.organisation,
        link_up=link_up,
        period=Period(calendar.day(2026, 2, 9), calendar.day(2026, 2, 23)),
        reason=LinkUpPause.Reason.HOLIDAY,
    )


def said_worse(link_up: LinkUp, coach: User, system: User) -> None:
    """Everyone is asked how it is going; one grown-up who seeks says *worse*, and wrote something past the coach."""
    asked = check_ins.ask_check_ins(link_up=link_up, by=coach)
    theirs = next(
        one for one in asked if one.family_id == link_up.seeking_family_id and (one.person.age or 0) >= ADULT_FROM
    )
    contact.record_contact_point(
        person=theirs.person,
        kind=ContactPoint.Kind.MOBILE,
        value="07700 900614",
        by=coach,
        safe_to=[ContactPoint.SafeWay.CALL],
        safe_times="while the little one naps, from one to three",
    )
    check_ins.answer_check_in(
        check_in=theirs,
        things=LinkUpCheckIn.Things.WORSE,
        getting_on=4,
        after_meeting=2,
        words="They mean well, but I come home feeling that I do everything wrong. I can’t say that to Marlon.",
        how=LinkUpCheckIn.How.LINK,
        by=system,
    )
