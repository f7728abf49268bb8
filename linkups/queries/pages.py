"""The pages of one link-up, one offer, one sharing family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.models import User
from families.models import Family, FamilyMembership, Goal, GoalScore, Person, readable_by
from linkups.models import (
    CardApproval,
    ExcludedCard,
    FamilyCard,
    LinkUp,
    LinkUpCheckIn,
    LinkUpEnding,
    LinkUpPause,
    MatchOffer,
    Meetup,
    OfferCard,
    SafetyCheck,
    SharingProfile,
)
from linkups.queries.checks import latest_checks, people_to_check
from linkups.queries.lists import LinkUpRow, link_ups, row_of
from linkups.queries.steps import steps_of

MEETUPS_SHOWN = 12
CHECK_INS_SHOWN = 40
Side = LinkUp.Side


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one person says a goal stands."""

    who: str
    start: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class BoardGoal:
    """A goal as it stands on the board: the family's words, and each person's own mark."""

    goal: Goal
    marks: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class MeetupRow:
    """A meet-up, and how it was for the reader's own family; the other family's face is not in it."""

    meetup: Meetup
    side: LinkUp.Side | None
    face: int | None

    @property
    def asks_how_it_was(self) -> bool:
        return self.side is not None and self.face is None and self.meetup.state == Meetup.State.HELD


@dataclass(frozen=True, slots=True)
class LinkUpPage:
    """All that one reader may see of a link-up."""

    row: LinkUpRow
    is_staff: bool
    sides: Mapping[LinkUp.Side, str]
    other_name: str
    steps: Sequence[Mapping[str, str]]
    board: Sequence[BoardGoal]
    meetups: Sequence[MeetupRow]
    planned: Sequence[MeetupRow]
    pauses: Sequence[LinkUpPause]
    check_ins: Sequence[LinkUpCheckIn]
    to_answer: Sequence[LinkUpCheckIn]
    ending: LinkUpEnding | None
    card: FamilyCard | None

    @property
    def link_up(self) -> LinkUp:
        return self.row.link_up

    @property
    def my_side(self) -> LinkUp.Side | None:
        """The side of a reader who belongs to one of the families."""
        return None if self.is_staff else next(iter(self.sides), None)


def linkup_page(user: User, pk: UUID) -> LinkUpPage:
    """One link-up as this user may see it, in a fixed number of queries."""
    link_up = get_object_or_404(link_ups(user), pk=pk)
    row = row_of(link_up)
    sides = sides_of(user, link_up)
    check_ins = _check_ins(user, link_up)
    meetups = [_meetup_row(one, sides, user) for one in _meetups(user, link_up)]
    card = _card_to_show(user, link_up, sides)
    return LinkUpPage(
        row=row,
        is_staff=user.kind == User.Kind.STAFF,
        sides=sides,
        other_name=other_name(link_up, sides, card),
        steps=steps_of(link_up, row.standing),
        board=board(user, link_up),
        meetups=[one for one in meetups if one.meetup.state == Meetup.State.HELD],
        planned=[one for one in meetups if one.meetup.state == Meetup.State.PLANNED],
        pauses=list(link_up.pauses.all()),
        check_ins=check_ins,
        to_answer=_to_answer(user, check_ins),
        ending=LinkUpEnding.objects.visible_to(user).filter(link_up=link_up).first(),
        card=card,
    )


def sides_of(user: User, link_up: LinkUp) -> dict[LinkUp.Side, str]:
    """The sides whose families this user may know of, each with the family's name."""
    families = Family.objects.visible_to(user).filter(pk__in=[link_up.seeking_family_id, link_up.sharing_family_id])
    known = dict(families.values_list("pk", "name"))
    ours = {Side.SEEKING: link_up.seeking_family_id, Side.SHARING: link_up.sharing_family_id}
    return {side: known[family] for side, family in ours.items() if family in known}


def other_name(link_up: LinkUp, sides: Mapping[LinkUp.Side, str], card: FamilyCard | None) -> str:
    """What a family's page calls the other family: by its card until they have started, then by its name."""
    family = link_up.sharing_family if Side.SEEKING in sides else link_up.seeking_family
    if link_up.start_date is not None:
        return family.name
    return card.headline if card else _("another family")


def _card_to_show(user: User, link_up: LinkUp, sides: Mapping[LinkUp.Side, str]) -> FamilyCard | None:
    """The other family's card, as far as it is open to this reader."""
    other = (
        {"family": link_up.sharing_family_id, "kind": FamilyCard.Kind.SHARING}
        if Side.SEEKING in sides
        else {"family": link_up.seeking_family_id, "kind": FamilyCard.Kind.SEEKING}
    )
    return FamilyCard.objects.visible_to(user).filter(approved_at__isnull=False, **other).first()


def _meetups(user: User, link_up: LinkUp) -> list[Meetup]:
    shown = Meetup.objects.visible_to(user).filter(link_up=link_up)
    held = shown.held().order_by("-held_on", "-pk")[:MEETUPS_SHOWN]
    planned = shown.planned().order_by("planned_for", "pk")[:MEETUPS_SHOWN]
    return [*held, *planned]


def _meetup_row(meetup: Meetup, sides: Mapping[LinkUp.Side, str], user: User) -> MeetupRow:
    if user.kind != User.Kind.FAMILY:
        return MeetupRow(meetup, None, None)
    side = next(iter(sides), None)
    return MeetupRow(meetup, side, getattr(meetup, f"face_{side}", None))


def _check_ins(user: User, link_up: LinkUp) -> list[LinkUpCheckIn]:
    found = LinkUpCheckIn.objects.visible_to(user).filter(link_up=link_up).select_related("person", "family")
    return list(found.order_by("-asked_on", "family_id", "person__sort_key", "pk")[:CHECK_INS_SHOWN])


def _to_answer(user: User, check_ins: Sequence[LinkUpCheckIn]) -> list[LinkUpCheckIn]:
    """What a family member may answer: what was asked of themselves, and of children for whom they read."""
    if user.kind != User.Kind.FAMILY:
        return []
    mine = set(readable_by(user).values_list("pk", flat=True))
    return [one for one in check_ins if one.state == LinkUpCheckIn.State.ASKED and one.person_id in mine]


def board(user: User, link_up: LinkUp) -> list[BoardGoal]:
    """The goals of a link-up, for as long as this reader may see them (domain.md §8.5, line 8)."""
    scores = GoalScore.objects.visible_to(user).order_by("person_id", "on", "pk")
    goals = (
        Goal.objects.visible_to(user)
        .filter(link_ups__link_up=link_up)
        .prefetch_related(Prefetch("scores", queryset=scores))
        .order_by("created_at", "pk")
    )
    names = dict(
        Person.objects.visible_to(user)
        .filter(goal_scores__goal__link_ups__link_up=link_up)
        .values_list("pk", "known_as")
    )
    return [BoardGoal(goal, _marks(goal, names)) for goal in goals]


def _marks(goal: Goal, names: Mapping[UUID, str]) -> list[Mark]:
    by_person: dict[UUID, list[Decimal]] = {}
    for score in goal.scores.all():
        by_person.setdefault(score.person_id, []).append(score.value)
    return [Mark(names.get(person, _("One of them")), values[0], values[-1]) for person, values in by_person.items()]


@dataclass(frozen=True, slots=True)
class GoalBoard:
    """The board of a link-up, by itself: what both families look at together."""

    link_up: LinkUp
    other_name: str
    goals: Sequence[BoardGoal]


def goal_board(user: User, pk: UUID) -> GoalBoard:
    """404 for whoever sees none of its goals: to the other family the board is gone at the moment that the link-up ends."""
    link_up = get_object_or_404(link_ups(user), pk=pk)
    goals = board(user, link_up)
    sides = sides_of(user, link_up)
    if not goals and Side.SEEKING not in sides:
        raise Http404
    return GoalBoard(link_up, other_name(link_up, sides, _card_to_show(user, link_up, sides)), goals)


def open_goals(user: User, link_up: LinkUp) -> QuerySet[Goal]:
    """The seeking family's goals that a link-up could be for."""
    active = Goal.objects.visible_to(user).filter(family=link_up.seeking_family_id, state=Goal.State.ACTIVE)
    return active.order_by("created_at", "pk")


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The cards that a family looks at, side by side; the same order for everyone."""

    offer: MatchOffer
    cards: Sequence[OfferCard]
    aside: Sequence[OfferCard]
    goals: Sequence[Goal]
    left_out: Sequence[ExcludedCard]


def offer_page(user: User, pk: UUID) -> OfferPage:
    """One offer. A card that was changed since is not shown until its family has approved it again."""
    offer = get_object_or_404(MatchOffer.objects.visible_to(user).select_related("family", "coach", "chosen"), pk=pk)
    shown = (
        OfferCard.objects.visible_to(user)
        .filter(offer=offer, card__approved_at__isnull=False)
        .select_related("card")
        .order_by("card__headline", "card_id")
    )
    cards = list(shown)
    return OfferPage(
        offer=offer,
        cards=[one for one in cards if not one.is_not_for_us],
        aside=[one for one in cards if one.is_not_for_us],
        goals=list(
            Goal.objects.visible_to(user)
            .filter(family=offer.family_id, state=Goal.State.ACTIVE)
            .order_by("created_at", "pk")
        ),
        left_out=list(
            ExcludedCard.objects.visible_to(user)
            .filter(offer=offer)
            .select_related("family")
            .order_by("family__sort_key", "pk")
        ),
    )


@dataclass(frozen=True, slots=True)
class PersonChecks:
    """Someone of 16 or more in a sharing family, and what is known last of each kind of check."""

    person: Person
    checks: Sequence[SafetyCheck]


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """A family on its way to sharing."""

    profile: SharingProfile
    card: FamilyCard | None
    approvals: Sequence[CardApproval]
    people: Sequence[PersonChecks]
    rows: Sequence[LinkUpRow]
    steps: Sequence[Mapping[str, Any]]


WAY = (
    SharingProfile.Status.INTERESTED,
    SharingProfile.Status.GETTING_TO_KNOW,
    SharingProfile.Status.CHECKS,
    SharingProfile.Status.TRAINING,
    SharingProfile.Status.CARD,
    SharingProfile.Status.READY,
)


def profile_page(user: User, pk: UUID) -> ProfilePage:
    """One sharing family as this user may see it; the checks are for coaches."""
    profile = get_object_or_404(SharingProfile.objects.visible_to(user).select_related("family", "coach"), pk=pk)
    card = FamilyCard.objects.visible_to(user).filter(family=profile.family_id, kind=FamilyCard.Kind.SHARING).first()
    approvals = CardApproval.objects.visible_to(user).filter(card=card, version=card.version if card else 0)
    shared = (
        link_ups(user).filter(sharing_family=profile.family_id, asked_at__isnull=False).order_by("-created_at", "-pk")
    )
    return ProfilePage(
        profile=profile,
        card=card,
        approvals=list(approvals.select_related("person").order_by("pk")),
        people=_people_with_checks(user, profile.family),
        rows=[row_of(one) for one in shared[:MEETUPS_SHOWN]],
        steps=_way(profile),
    )


def _people_with_checks(user: User, family: Family) -> list[PersonChecks]:
    people = people_to_check(family, user)
    seen = SafetyCheck.objects.visible_to(user).filter(person__in=people).values("pk")
    checks = list(latest_checks(people).filter(pk__in=seen)) if people else []
    return [PersonChecks(person, [one for one in checks if one.person_id == person.pk]) for person in people]


def _way(profile: SharingProfile) -> list[dict[str, str]]:
    status = SharingProfile.Status(profile.status)
    here = {SharingProfile.Status.RESTING: SharingProfile.Status.READY}.get(status, status)
    place = WAY.index(here) if here in WAY else -1
    return [
        {"label": str(one.label), "state": "done" if number < place else "now" if number == place else "later"}
        for number, one in enumerate(WAY)
    ]


def members_who_decide(family: Family, user: User) -> QuerySet[Person]:
    """The people of a family who may say yes to its card, as the user may see them."""
    return (
        Person.objects.visible_to(user)
        .filter(memberships__in=FamilyMembership.objects.current().filter(family=family), date_of_death__isnull=True)
        .order_by("sort_key", "pk")
    )


def checkable(family: Family, user: User) -> QuerySet[Person]:
    """The people of a sharing family who are checked, as the user may see them."""
    return (
        Person.objects.visible_to(user)
        .filter(pk__in=[one.pk for one in people_to_check(family)])
        .order_by("sort_key", "pk")
    )
