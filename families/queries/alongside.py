"""Who is alongside a family and who was: what the family reads of it, and which goodbyes are still to come (domain.md §4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from families.models import DeclaredInterest, Family, FamilyMembership, Involvement
from families.queries.ahead import Waiting

READS_AFTERWARDS = timedelta(days=30)
"""So long after the end of their work they may still open the family, and so write the goodbye down (domain.md §8.5, line 7)."""
WAITING_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Parted:
    """Somebody who works with a family no longer, and how they said goodbye."""

    involvement: Involvement
    goodbye: str


def parted(ended: Sequence[Involvement], everyone: Sequence[Involvement]) -> list[Parted]:
    """Each who left; whoever was introduced by name, if it is known who took over in the same role on that day."""
    began = {_place(one, one.period.lower): one.practitioner.name for one in everyone if one.period.lower}
    return [Parted(one, one.parted(began.get(_place(one, one.period.upper), ""))) for one in ended]


def _place(one: Involvement, day: date | None) -> tuple[UUID, str, UUID | None, date | None]:
    return one.family_id, one.role, one.person_id, day


@dataclass(frozen=True, slots=True)
class OursAlongside:
    """Everyone who has worked with one family of the reader's: now, the main worker first, and before, the latest first."""

    family: Family
    now: Sequence[Involvement]
    before: Sequence[Parted]


def our_alongside(user: User) -> list[OursAlongside]:
    """In a fixed number of queries; who only comes later is not told before the day. Since when may be unknown."""
    families = Family.objects.visible_to(user).order_by("sort_key", "pk")
    begun = (
        Involvement.objects.visible_to(user)
        .filter(Q(period__startswith__isnull=True) | Q(period__startswith__lte=clock.today()))
        .select_related("practitioner__works_for")
        .order_by("-period", "pk")
    )
    everyone = sorted(begun, key=lambda one: one.role != Involvement.Role.LEAD_WORKER)
    current = set(begun.current().values_list("pk", flat=True))
    before = [one for one in begun if one.pk not in current]
    return [
        OursAlongside(
            family,
            [one for one in everyone if one.family_id == family.pk and one.pk in current],
            parted([one for one in before if one.family_id == family.pk], everyone),
        )
        for family in families
    ]


def who_know(family: Family, user: User) -> set[UUID]:
    """The practitioners who are or were alongside a family, as far as the user may see: whoever comes next is looked for among them first
    (domain.md §10.4)."""
    alongside = Involvement.objects.visible_to(user).filter(family=family)
    return set(alongside.values_list("practitioner", flat=True))


def waiting_for(user: User) -> list[Waiting]:
    """The families to whom I have still to say goodbye; those that I lead, of whoever left and signs in no more; and where someone
    whom I manage can't open a family that they work with.
    """
    return [*_goodbyes(user), *_stood_aside(user)]


def _goodbyes(user: User) -> list[Waiting]:
    led = Involvement.objects.led_by(user).current().values("family")
    gone = Q(practitioner__user__isnull=True) | Q(practitioner__user__is_active=False)
    ended = Involvement.objects.visible_to(user).filter(
        Q(practitioner__user=user) | gone & Q(family__in=led),
        goodbye_kind=Involvement.Goodbye.NONE_YET,
        period__endswith__gt=clock.today() - READS_AFTERWARDS,
    )
    return [
        Waiting(
            _waits(one, user),
            reverse("families:involvement-goodbye", args=[one.pk]),
            since=one.period.upper,
            families=frozenset({one.family_id}),
        )
        for one in ended.select_related("family", "practitioner").order_by("period", "pk")[:WAITING_SHOWN]
    ]


def _stood_aside(user: User) -> list[Waiting]:
    """Where a worker has said that they know the family from their own life, and so sees nothing of it (§8.5, line 3)."""
    if user.kind != User.Kind.STAFF:
        return []
    said = DeclaredInterest.objects.visible_to(user).current().filter(practitioner=OuterRef("practitioner"))
    people = FamilyMembership.objects.current().filter(family=OuterRef(OuterRef("family"))).values("person")
    known = said.filter(Q(family=OuterRef("family")) | Q(person__in=people))
    work = Involvement.objects.visible_to(user).current().filter(Exists(known), practitioner__team__manager=user)
    first = known.order_by(F("period__startswith").asc(nulls_last=True), "pk").values("period__startswith")[:1]
    work = work.annotate(known_since=Subquery(first))
    return [
        Waiting(
            _(
                "%(name)s knows %(family)s from their own life, and can’t open their record: who works with them instead?"
            )
            % {"name": one.practitioner.name, "family": one.family.name},
            reverse(f"families:involvement-{'hand-over' if one.is_handed_over else 'end'}", args=[one.pk]),
            since=one.known_since,
            families=frozenset({one.family_id}),
        )
        for one in work.select_related("family", "practitioner").order_by("period", "pk")[:WAITING_SHOWN]
    ]


def _waits(ended: Involvement, user: User) -> str:
    if ended.practitioner.user_id == user.pk:
        return _("Say goodbye to %(family)s") % {"family": ended.family.name}
    names = {"name": ended.practitioner.name, "family": ended.family.name}
    return _("The goodbye of %(name)s and %(family)s is still to come") % names
