"""Family Rowan: Dana, Sid, four children, grandparents, an aunt, and Amina's father who lives elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

from accounts.models import User
from casework.actions.conversations import log_conversation
from casework.models import Conversation
from config.demo import own_words, pictures, scales
from config.demo.calendar import Calendar
from config.demo.staff import family_sign_in
from families.actions import access, contact, goals, granting, keeping, kinship, people
from families.actions.records import EntryText, Sharing
from families.models import (
    AccessBlock,
    Agreement,
    ContactPoint,
    Entry,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    HelperAccess,
    Involvement,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    PlaceKind,
    Residence,
    Restriction,
    ShareState,
    Visibility,
)

Gender, Role, Basis = Person.Gender, FamilyMembership.Role, Parentage.Basis
WOMAN, MAN = Gender.WOMAN_GIRL, Gender.MAN_BOY
BORN_TO = {
    "Amina": ("Dana", "Rob"),
    "Theo": ("Dana",),
    "Mia": ("Dana",),
    "Jay": ("Dana", "Rob"),
    "Dana": ("Joan", "Bill"),
    "Uma": ("Joan", "Bill"),
    "Ivy": ("Uma", "Otto"),
}


@dataclass(frozen=True, slots=True)
class Rowan:
    """The family and its people, by the names they go by."""

    family: Family
    people: dict[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def begin(calendar: Calendar, staff: dict[str, User]) -> Rowan:
    """The family, its people, kinship, homes, who works with them, a goal and the first conversations."""
    priya = staff["Priya"]
    family = people.begin_family(
        name="Rowan",
        alongside_since=calendar.day(2025, 3, 10),
        good_to_know="Amina likes to hear things first, before the adults. Dana prefers a text after ten.",
        by=priya,
    )
    family = own_words.tell(family, priya)
    rowan = Rowan(family, _people(family, calendar, priya))
    own_words.say(rowan.people, priya)
    _kinship(rowan, calendar, priya)
    _homes(rowan, calendar, priya)
    access.begin_involvement(
        family=family,
        practitioner=staff["Hana"].practitioner,
        role=Involvement.Role.CO_WORKER,
        period=calendar.since(2026, 1, 12),
        by=priya,
    )
    _before_priya(rowan, calendar, staff)
    for name in ("Dana", "Rob", "Joan", "Amina", "Jay"):
        people.give_account(person=rowan[name], user=family_sign_in(family.organisation, name), by=priya)
    _goal(rowan, calendar, priya)
    _conversations(rowan, calendar, priya)
    _who_may_see(rowan, calendar, priya)
    _what_dana_agreed_to(rowan, calendar, priya)
    return rowan


def _before_priya(rowan: Rowan, calendar: Calendar, staff: dict[str, User]) -> None:
    """Tom led the first year, and introduced Priya (domain.md §4.4)."""
    first, last = calendar.day(2025, 1, 6), calendar.day(2025, 3, 10)
    led = access.begin_involvement(
        family=rowan.family,
        practitioner=staff["Tom"].practitioner,
        role=Involvement.Role.LEAD_WORKER,
        period=calendar.between(first, last),
        by=staff["Priya"],
    )
    access.end_involvement(
        involvement=cast("Involvement", led),  # nothing stands against it
        on=last,
        end_reason=Involvement.EndReason.LEFTRL,
        goodbye_kind=Involvement.Goodbye.INTRODUCED,
        goodbye_said="We all had cake on the last Thursday, and Tom took his drum home.",
        handover_on=last - timedelta(days=4),
        by=staff["Priya"],
    )


def _people(family: Family, calendar: Calendar, by: User) -> dict[str, Person]:
    told: list[tuple[str, Any, Any, Any, dict[str, Any]]] = [
        ("Dana", WOMAN, calendar.day(1990, 4, 2), Role.PARENT_CARER, {"given_name": "Dana", "family_name": "Rowan"}),
        ("Sid", MAN, calendar.day(1988, 9, 30), Role.PARENT_CARER, {}),
        ("Amina", WOMAN, calendar.day(2015, 5, 1), Role.CHILD, own_words.AMINA),
        ("Theo", MAN, calendar.day(2019, 2, 11), Role.CHILD, {}),
        ("Mia", WOMAN, calendar.day(2023, 6, 5), Role.CHILD, {}),
        ("Jay", MAN, calendar.day(2009, 8, 20), Role.CHILD, {}),
        ("Joan", WOMAN, calendar.day(1961, 1, 17), Role.RELATIVE, {"also_known_as": ["Nanny Jo"]}),
        ("Bill", MAN, calendar.day(1958, 12, 3), Role.RELATIVE, {"also_known_as": ["Grandad"]}),
        ("Uma", WOMAN, calendar.day(1987, 7, 8), Role.RELATIVE, {}),
        ("Otto", MAN, calendar.day(1985, 3, 21), Role.RELATIVE, {}),
        ("Ivy", WOMAN, calendar.day(2012, 10, 2), Role.RELATIVE, {}),
        ("Rob", MAN, calendar.day(1989, 11, 12), Role.PARENT_CARER, {}),
    ]
    made = {}
    for name, gender, born, role, more in told:
        person = people.add_person(known_as=name, gender=gender, date_of_birth=born, **more, by=by)
        # Rob left the family when he and Dana parted: its present is not his to read.
        period = calendar.until(2017, 6, 1) if name == "Rob" else None
        people.add_member(family=family, person=person, role=role, period=period, by=by)
        made[name] = person
    return made


def _kinship(rowan: Rowan, calendar: Calendar, by: User) -> None:
    _births(rowan, by)
    _couples(rowan, calendar, by)
    _responsibilities(rowan, by)


def _births(rowan: Rowan, by: User) -> None:
    for child, parent in ((child, parent) for child, parents in BORN_TO.items() for parent in parents):
        kinship.record_parent(parent=rowan[parent], child=rowan[child], basis=Basis.BIRTH, by=by)
    kinship.record_parent(
        parent=rowan["Sid"], child=rowan["Theo"], basis=Basis.BIRTH, visibility=Visibility.RESTRICTED, by=by
    )


def _couples(rowan: Rowan, calendar: Calendar, by: User) -> None:
    Kind, Ended = Partnership.Kind, Partnership.EndKind  # noqa: N806
    married = calendar.between(calendar.day(2008, 7, 5), calendar.day(2017, 6, 1))
    couples = [
        ("Dana", "Sid", Kind.COHABITING, calendar.since(2018, 2, 1), ""),
        ("Dana", "Rob", Kind.MARRIED, married, Ended.DIVORCED),
        ("Joan", "Bill", Kind.MARRIED, calendar.since(1985, 9, 14), ""),
        ("Uma", "Otto", Kind.MARRIED, calendar.since(2011, 5, 28), ""),
    ]
    for one, other, kind, period, end_kind in couples:
        kinship.record_partnership(
            one=rowan[one], other=rowan[other], kind=kind, period=period, end_kind=end_kind, by=by
        )


def _responsibilities(rowan: Rowan, by: User) -> None:
    PR = ParentalResponsibility  # noqa: N806
    for child in ("Amina", "Theo", "Mia", "Jay"):
        kinship.record_responsibility(
            holder=rowan["Dana"],
            child=rowan[child],
            basis=PR.Basis.MOTHER_AT_BIRTH,
            status=PR.Status.CONFIRMED,
            evidence_seen="Birth certificate",
            by=by,
        )
    for child in ("Amina", "Jay"):
        kinship.record_responsibility(
            holder=rowan["Rob"], child=rowan[child], basis=PR.Basis.MARRIED_TO_MOTHER, status=PR.Status.BELIEVED, by=by
        )


def _homes(rowan: Rowan, calendar: Calendar, by: User) -> None:
    ash_road = contact.write_address(lines="14 Ash Road\nLarkfield", postcode="LF2 4QT", by=by)
    for name in ("Dana", "Sid", "Amina", "Theo", "Mia", "Jay"):
        contact.move_in(person=rowan[name], address=ash_road, is_confidential=True, by=by)
    mill_lane = contact.write_address(lines="3 Mill Lane\nLarkfield", postcode="LF1 8AB", by=by)
    for name in ("Joan", "Bill"):
        contact.move_in(person=rowan[name], address=mill_lane, by=by)
    contact.move_in(person=rowan["Jay"], address=mill_lane, kind=Residence.Kind.STAYS_HERE, is_main=False, by=by)
    contact.record_residence(person=rowan["Rob"], lines="Flat 9, Dock Street\nPortham", postcode="PM5 1XX", by=by)
    Safe = ContactPoint.SafeWay  # noqa: N806
    contact.record_contact_point(
        person=rowan["Dana"],
        kind=ContactPoint.Kind.MOBILE,
        value="07700 900123",
        is_confidential=True,
        safe_to=[Safe.TEXT],
        safe_times="After ten",
        by=by,
    )
    contact.record_contact_point(
        person=rowan["Joan"], kind=ContactPoint.Kind.PHONE, value="01632 960456", safe_to=[Safe.CALL], by=by
    )
    contact.identify(person=rowan["Amina"], scheme=ExternalIdentifier.Scheme.LCS_PERSON_ID, value="LARK0303", by=by)


def _goal(rowan: Rowan, calendar: Calendar, by: User) -> None:
    goal = goals.record_goal(
        family=rowan.family,
        words="Mornings without shouting",
        whose=[rowan["Dana"], rowan["Amina"]],
        on=calendar.day(2026, 1, 14),
        theme="routines",
        zero_means="Everyone cries before school",
        ten_means="We have time for toast",
        hoped=Decimal(8),
        by=by,
    )
    for name, first, later in (("Dana", 3, 7), ("Amina", 2, 4)):
        goals.score_goal(goal=goal, person=rowan[name], on=calendar.day(2026, 1, 14), value=Decimal(first), by=by)
        goals.score_goal(goal=goal, person=rowan[name], on=calendar.day(2026, 3, 10), value=Decimal(later), by=by)


def _conversations(rowan: Rowan, calendar: Calendar, by: User) -> None:
    _at_the_kitchen_table(rowan, calendar, by)
    _on_the_phone(rowan, calendar, by)
    _told_only_to_priya(rowan, calendar, by)


def _at_the_kitchen_table(rowan: Rowan, calendar: Calendar, by: User) -> None:
    Kind = Entry.Kind  # noqa: N806
    again = scales.asked_first(rowan.family, rowan.people, calendar, by)
    log_conversation(
        family=rowan.family,
        people=[rowan["Dana"], rowan["Amina"]],
        headline="After school, at the kitchen table",
        happened_at=calendar.at(calendar.day(2026, 3, 10), 15, 40),
        place_kind=PlaceKind.THEIR_HOME,
        purpose=Conversation.Purpose.LISTEN_AND_CONNECT,
        entries=[
            EntryText(Kind.STRENGTH, "Sid does breakfast now, and nobody was late this week.", whose=(rowan["Dana"],)),
            EntryText(
                Kind.SAID,
                "I like it when Grandad picks me up.",
                {"speaker": rowan["Amina"]},
                attached=pictures.drawing(),
            ),
            EntryText(Kind.SAID, "I rang the school myself. I was shaking, but I did it.", {"speaker": rowan["Dana"]}),
            EntryText(Kind.SEEN, "Three packed bags by the door, and the toast rack out."),
            EntryText(Kind.CONTEXT, "Rent is behind since Sid’s hours were cut in January.", whose=(rowan["Dana"],)),
        ],
        scales=[again],
        by=by,
    )


def _on_the_phone(rowan: Rowan, calendar: Calendar, by: User) -> None:
    Kind = Entry.Kind  # noqa: N806
    log_conversation(
        family=rowan.family,
        people=[rowan["Joan"]],
        headline="Joan on the phone about Saturdays",
        happened_at=calendar.at(calendar.day(2026, 3, 4), 11, 5),
        place_kind=PlaceKind.PHONE,
        entries=[
            EntryText(Kind.HOPE, "That the children can stay over every other Saturday.", whose=(rowan["Joan"],)),
            EntryText(
                Kind.REPORTED,
                "Amina has been quieter since the half-term.",
                {"source_name": "Ms Hall", "source_relationship": "Amina’s teacher"},
                whose=(rowan["Amina"],),
            ),
            EntryText(
                Kind.PROFESSIONAL_VIEW,
                "Saturdays would give Dana a rest that lasts.",
                {"because": "She named tiredness three times, and Joan offered before being asked."},
                whose=(rowan["Dana"],),
            ),
        ],
        by=by,
    )


def _told_only_to_priya(rowan: Rowan, calendar: Calendar, by: User) -> None:
    log_conversation(
        family=rowan.family,
        people=[rowan["Amina"]],
        headline="Something Amina told only Priya",
        happened_at=calendar.at(calendar.day(2026, 3, 12), 16, 20),
        place_kind=PlaceKind.CAR,
        entries=[
            EntryText(Entry.Kind.SAID, "I don’t want to sleep at Dad’s. Tell only Priya.", {"speaker": rowan["Amina"]})
        ],
        sharing=Sharing(ShareState.State.CHILD_ONLY),
        by=by,
    )


def _who_may_see(rowan: Rowan, calendar: Calendar, by: User) -> None:
    """Rob is kept from Dana and from the children at her address; that Sid is Theo's father is for Priya, whom a restriction names."""
    review_on = calendar.day(2026, 9, 14)
    for name in ("Dana", "Amina", "Jay", "Theo", "Mia"):
        keeping.set_block(
            viewer=rowan["Rob"],
            protected=rowan[name],
            ground=AccessBlock.Ground.DOMESTIC_ABUSE,
            review_on=review_on,
            both_ways=name == "Dana",
            by=by,
        )
    fathered = Parentage.objects.get(parent=rowan["Sid"], child=rowan["Theo"])
    keeping.restrict(what=fathered, ground=Restriction.Ground.OTHER, allowed=[], review_on=review_on, by=by)


def _what_dana_agreed_to(rowan: Rowan, calendar: Calendar, by: User) -> None:
    granting.let_help(
        owner=rowan["Dana"],
        helper=rowan["Joan"].account.user,
        scope=HelperAccess.Scope.GOALS,
        until=calendar.day(2026, 9, 14),
        given_how=Agreement.GivenHow.SPOKEN,
        by=by,
    )
    granting.record_agreement(
        person=rowan["Dana"],
        to_what=Agreement.ToWhat.OTHER,
        what_exactly="Priya coming along to the housing office",
        given_how=Agreement.GivenHow.SPOKEN,
        given_on=calendar.day(2026, 2, 19),
        by=by,
    )
