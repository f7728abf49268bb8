"""The page of one link-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import get_object_or_404

from accounts.models import User
from families.models import readable_by
from linkups.models import (
    CheckInLink,
    FamilyCard,
    LinkUp,
    LinkUpAgreement,
    LinkUpCheckIn,
    LinkUpEnding,
    LinkUpPause,
    Meetup,
)
from linkups.queries.board import BoardGoal, board, people_on
from linkups.queries.lists import LinkUpRow, link_ups, row_of
from linkups.queries.said import Yes, said_yes
from linkups.queries.sides import card_to_show, other_name, sides_of
from linkups.queries.steps import steps_of

MEETUPS_SHOWN = 12
CHECK_INS_SHOWN = 40


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
    said: Sequence[Yes]

    @property
    def link_up(self) -> LinkUp:
        return self.row.link_up

    @property
    def my_side(self) -> LinkUp.Side | None:
        """The side of a reader who belongs to one of the families."""
        return None if self.is_staff else next(iter(self.sides), None)

    @property
    def waits_for_others(self) -> bool:
        """The reader's own family has said yes, and the link-up has not begun."""
        side = self.my_side
        return self.link_up.state == LinkUp.State.AGREEING and side is not None and self.link_up.has_agreed(side)

    @property
    def we_may_know_them(self) -> bool:
        """The reader's own family said that it may know the other, and the coach has not talked that over with them yet."""
        side, is_asked = self.my_side, self.link_up.state == LinkUp.State.AGREEING
        return is_asked and side is not None and self.link_up.is_to_be_talked_over(side)

    @property
    def has_agreement(self) -> bool:
        """What the families agree on is written: before that its page has nothing to open."""
        return bool(self.link_up.has_agreement)  # type: ignore[attr-defined]

    @property
    def people(self) -> list[UUID]:
        """Whom it names, for the access log."""
        asked, marked = [one.person_id for one in self.check_ins], people_on(self.board)
        return [*asked, *marked, *(one.person for one in self.said if one.person)]


def linkup_page(user: User, pk: UUID) -> LinkUpPage:
    """One link-up as this user may see it, in a fixed number of queries."""
    written = Exists(LinkUpAgreement.objects.filter(link_up=OuterRef("pk")))
    link_up = get_object_or_404(link_ups(user).annotate(has_agreement=written), pk=pk)
    row = row_of(link_up)
    sides = sides_of(user, link_up)
    check_ins = _check_ins(user, link_up)
    meetups = [_meetup_row(one, sides, user) for one in _meetups(user, link_up)]
    card = card_to_show(user, link_up, sides)
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
        said=said_yes(user, link_up, sides),
    )


def times_met(link_up: LinkUp) -> int:
    """On how many days the two families met."""
    return Meetup.objects.held().filter(link_up=link_up).values("held_on").distinct().count()


def _meetups(user: User, link_up: LinkUp) -> list[Meetup]:
    shown = Meetup.objects.visible_to(user).filter(link_up=link_up)
    held = shown.held().order_by("-held_on", "-pk")[:MEETUPS_SHOWN]
    if link_up.state in LinkUp.OVER:  # what was planned beyond the end does not come up any more
        return list(held)
    planned = shown.planned().order_by("planned_for", "pk")[:MEETUPS_SHOWN]
    return [*held, *planned]


def _meetup_row(meetup: Meetup, sides: Mapping[LinkUp.Side, str], user: User) -> MeetupRow:
    if user.kind != User.Kind.FAMILY:
        return MeetupRow(meetup, None, None)
    side = next(iter(sides), None)
    return MeetupRow(meetup, side, getattr(meetup, f"face_{side}", None))


def _check_ins(user: User, link_up: LinkUp) -> list[LinkUpCheckIn]:
    sent = CheckInLink.objects.filter(check_in=OuterRef("pk"), used_at__isnull=True, ended_at__isnull=True).values(
        "way"
    )
    seen = LinkUpCheckIn.objects.visible_to(user).filter(link_up=link_up).annotate(sent_way=Subquery(sent[:1]))
    found = seen.select_related("person", "family")
    return list(found.order_by("-asked_on", "family_id", "person__sort_key", "pk")[:CHECK_INS_SHOWN])


def _to_answer(user: User, check_ins: Sequence[LinkUpCheckIn]) -> list[LinkUpCheckIn]:
    """What a family member may answer: what was asked of themselves, and of children for whom they read."""
    if user.kind != User.Kind.FAMILY:
        return []
    mine = set(readable_by(user).values_list("pk", flat=True))
    return [one for one in check_ins if one.state == LinkUpCheckIn.State.ASKED and one.person_id in mine]
