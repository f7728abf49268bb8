"""The coach's week: their link-ups by how long ago the families met, and how many families they have (domain.md §1.2, §1.5, §1.10).

By days and never by risk, and for the coach alone: nobody else reads how a coach's week looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from linkups.models import CoachCover, CoachSession, Face, FollowUp, LinkUp, Meetup, SharingProfile
from linkups.queries.covering import covers_of
from linkups.queries.lists import LinkUpRow, link_ups, row_of
from linkups.queries.readiness import Readiness, readiness_of
from linkups.queries.steps import days_words, pauses_of
from linkups.weeks import is_quiet

State, Status = LinkUp.State, SharingProfile.Status
SHARING_PLANNED, SEEKING_PLANNED = 15, 40
"""How many families of each kind one coach is planned to have: to plan by, and no limit (domain.md §1.2, *Ratio*)."""
FACES_SHOWN = 3
SHOWN = 120
"""More link-ups than three coaches have."""
SHARES = (Status.READY, Status.RESTING)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A link-up in the coach's week."""

    row: LinkUpRow
    days: int
    call: str
    """Why it is worth a call; empty where it is not."""
    faces: str
    session: str
    away: str
    """Whose it is, while they cover for them; empty where it is their own."""

    @property
    def link_up(self) -> LinkUp:
        return self.row.link_up

    @property
    def detail(self) -> str:
        return " · ".join(
            one for one in (self.away, self.row.words, self.row.met_words, self.faces, self.session) if one
        )


@dataclass(frozen=True, slots=True)
class SharingRow:
    """A family who shares, or is on its way to it, and what it still needs."""

    profile: SharingProfile
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class Week:
    """What the page of the coach's week shows."""

    rows: Sequence[WeekRow]
    sharing: Sequence[SharingRow]
    asked_again: Sequence[FollowUp]
    covers: Sequence[CoachCover]
    """Who covers, or for whom, from today on."""
    seeking_count: int
    sharing_count: int

    sharing_planned = SHARING_PLANNED
    seeking_planned = SEEKING_PLANNED

    @property
    def families(self) -> list[UUID]:
        """Whom it names, for the access log."""
        linked = [(one.link_up.seeking_family_id, one.link_up.sharing_family_id) for one in self.rows]
        again = [(one.link_up.seeking_family_id, one.link_up.sharing_family_id) for one in self.asked_again]
        return [
            *(one.profile.family_id for one in self.sharing),
            *(family for both in [*linked, *again] for family in both),
        ]

    @property
    def people(self) -> list[UUID]:
        """Whose checks it names, for the access log."""
        return [person for one in self.sharing for person in one.readiness.people]


def coach_week(user: User) -> Week:
    """The user's own, and today those for whose coach they cover, in a fixed number of queries. How many they have counts their own."""
    covers = covers_of(user)
    away = {one.coach_id: one for one in covers if one.cover.user_id == user.pk and clock.today() in one.period}
    coach = Q(coach__user=user) | Q(coach__in=list(away))
    rows = sorted((_week_row(one, away) for one in _mine(user)), key=lambda one: (-one.days, one.link_up.pk))
    sharing = (
        SharingProfile.objects.visible_to(user)
        .filter(coach)
        .may_share()
        .select_related("family")
        .order_by("family__sort_key", "pk")
    )
    again = (
        FollowUp.objects.visible_to(user)
        .due()
        .filter(Q(link_up__coach__user=user) | Q(link_up__coach__in=list(away)))
        .select_related("link_up__seeking_family", "link_up__sharing_family")
        .order_by("due_on", "pk")
    )
    shown = list(sharing[:SHOWN])
    needs = readiness_of(user, shown)
    return Week(
        rows=rows,
        sharing=[SharingRow(one, needs[one.pk]) for one in shown],
        asked_again=list(again[:SHOWN]),
        covers=covers,
        seeking_count=len({one.link_up.seeking_family_id for one in rows if not one.away}),
        sharing_count=sum(one.status in SHARES and one.coach_id not in away for one in shown),
    )


def _mine(user: User) -> list[LinkUp]:
    held = Meetup.objects.visible_to(user).held().order_by("-held_on", "-pk")
    sessions = CoachSession.objects.visible_to(user).order_by("-held_on", "-pk")
    found = link_ups(user).coached_by(user).open().exclude(state__in=[State.SUGGESTED, State.OFFERED])  # type: ignore[attr-defined]
    return list(
        found.prefetch_related(
            Prefetch("meetups", queryset=held[:FACES_SHOWN], to_attr="last_met"),
            Prefetch("sessions", queryset=sessions[:1], to_attr="last_sessions"),
        ).order_by("quiet_since", "pk")[:SHOWN]
    )


def _week_row(link_up: LinkUp, away: Mapping[UUID, CoachCover]) -> WeekRow:
    row, since = row_of(link_up), link_up.quiet_since  # type: ignore[attr-defined]
    days = (clock.today() - since).days
    covered = away.get(link_up.coach_id) if link_up.coach_id else None
    words = _("for %(name)s") % {"name": covered.coach.name} if covered else ""
    return WeekRow(row, days, _worth_a_call(row, since), _faces(link_up), _session(link_up), words)


def _worth_a_call(row: LinkUpRow, since: date) -> str:
    """Drifting is quiet, and says nothing of anyone: a word from the coach is enough (domain.md §1.5)."""
    link_up = row.link_up
    if link_up.is_looked_into:
        return ""
    if row.standing and row.standing.is_long_over:
        return _("past its planned end: end it, or make it longer")
    goes_on = link_up.state in {State.ACTIVE, State.CHOSEN}
    if goes_on and is_quiet(since=since, pauses=pauses_of(link_up), on=clock.today()):
        return _("nothing was heard for three weeks")
    return ""


def _faces(link_up: LinkUp) -> str:
    """How the last meet-ups were for each family, the newest last: in words, for a curve of two people tells nothing."""
    met = link_up.last_met[::-1]  # type: ignore[attr-defined]
    sides = {
        _("seeking: %(faces)s"): [one.face_seeking for one in met],
        _("sharing: %(faces)s"): [one.face_sharing for one in met],
    }
    said = {words: [str(Face(face).label) for face in faces if face] for words, faces in sides.items()}
    return " · ".join(words % {"faces": ", ".join(faces)} for words, faces in said.items() if faces)


def _session(link_up: LinkUp) -> str:
    last: CoachSession | None = next(iter(link_up.last_sessions), None)  # type: ignore[attr-defined]
    if last is None:
        return _("no session yet")
    if last.next_on and last.next_on >= clock.today():
        return _("next session %(day)s") % {"day": _day(last.next_on)}
    return _("last session %(ago)s") % {"ago": days_words((clock.today() - last.held_on).days)}


def _day(on: date) -> str:
    return date_format(on, "j F")
