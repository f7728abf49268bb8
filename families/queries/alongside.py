"""Who is alongside a family and who was: what the family reads of it, and which goodbyes are still to come (domain.md §4.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from families.models import DeclaredInterest, Family, FamilyMembership, Involvement, Practitioner
from families.queries.ahead import ComingUp, Waiting

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
class MetTogether:
    """A day still to come on which whoever leaves a family and whoever comes next meet it together; `comes` where that is known."""

    leaves: Involvement
    comes: Practitioner | None

    @property
    def day(self) -> date | None:
        return self.leaves.handover_on


def _met_together(ending: Iterable[Involvement], begun: Iterable[Involvement]) -> list[MetTogether]:
    comes = {_place(one, one.period.lower): one.practitioner for one in begun if one.period.lower}
    ahead = [one for one in ending if one.handover_on and one.handover_on >= clock.today()]
    return [MetTogether(one, comes.get(_place(one, one.period.upper))) for one in ahead]


def _to_meet_together(user: User, family: Family | None = None) -> list[MetTogether]:
    """Of one family, or of all that the user may see; the soonest first. One query where there is none, two where there are some."""
    seen = Involvement.objects.visible_to(user).select_related("family", "practitioner")
    seen = seen.filter(family=family) if family else seen
    ending = list(seen.filter(handover_on__gte=clock.today()).order_by("handover_on", "pk"))
    days = {one.period.upper for one in ending}
    theirs = {one.family_id for one in ending}
    begun = list(seen.filter(family__in=theirs, period__startswith__in=days)) if ending else []
    return _met_together(ending, begun)


def coming_up(family: Family, user: User) -> list[ComingUp]:
    """The days on which a family is to meet whoever comes next, together with whoever leaves."""
    href = reverse("families:family-people", args=[family.pk])
    return [ComingUp(one.day, _in_words(one), href) for one in _to_meet_together(user, family)]


def _in_words(one: MetTogether) -> str:
    if one.comes is None:
        return _("%(leaves)s introduces whoever comes next") % {"leaves": one.leaves.practitioner.name}
    return _("%(leaves)s introduces %(comes)s") % {"leaves": one.leaves.practitioner.name, "comes": one.comes.name}


@dataclass(frozen=True, slots=True)
class WithUs:
    """Somebody who is alongside a family today, in all that they are to it; `since` is None where it is not known."""

    practitioner: Practitioner
    roles: str
    since: date | None


def _with_us(now: Sequence[Involvement]) -> list[WithUs]:
    """Each of them once, however many of their works go on today: first as what they come first."""
    theirs: dict[UUID, list[Involvement]] = {}
    for one in now:
        theirs.setdefault(one.practitioner_id, []).append(one)
    return [WithUs(works[0].practitioner, _all_of(works), _earliest(works)) for works in theirs.values()]


def _all_of(works: Sequence[Involvement]) -> str:
    """That someone works with a family too goes without saying of who does something of their own there."""
    own = [one for one in works if one.role != Involvement.Role.CO_WORKER] or works
    return " · ".join(dict.fromkeys(one.role_to_family for one in own))


def _earliest(works: Sequence[Involvement]) -> date | None:
    began = [one.period.lower for one in works]
    return None if None in began else min(began)


@dataclass(frozen=True, slots=True)
class OursAlongside:
    """Everyone who has worked with one family of the reader's: now, the main worker first, and before, the latest first."""

    family: Family
    now: Sequence[WithUs]
    before: Sequence[Parted]
    to_meet: Sequence[MetTogether]


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
            _with_us([one for one in everyone if one.family_id == family.pk and one.pk in current]),
            parted([one for one in before if one.family_id == family.pk], everyone),
            _met_together([one for one in begun if one.family_id == family.pk], everyone),
        )
        for family in families
    ]


def who_know(family: Family, user: User) -> set[UUID]:
    """The practitioners who are or were alongside a family, as far as the user may see: whoever comes next is looked for among them first
    (domain.md §10.4). Not a school, nor who coordinates its meetings, and stays independent of it."""
    elsewhere = (Involvement.Role.SCHOOL, Involvement.Role.FGC_COORDINATOR)
    alongside = Involvement.objects.visible_to(user).filter(family=family).exclude(role__in=elsewhere)
    return set(alongside.values_list("practitioner", flat=True))


def waiting_for(user: User) -> list[Waiting]:
    """The families to whom I have still to say goodbye; those that I lead, of whoever left and signs in no more; where someone whom I
    manage can't open a family that they work with; and those that I meet together with whoever comes before or after me.
    """
    return [*_goodbyes(user), *_stood_aside(user), *_meets(user)]


def _meets(user: User) -> list[Waiting]:
    if user.kind != User.Kind.STAFF:
        return []
    ahead = [(one, _other(one, user)) for one in _to_meet_together(user)]
    return [
        Waiting(
            _("Meet %(family)s together with %(name)s") % {"family": one.leaves.family.name, "name": other},
            reverse("families:family-people", args=[one.leaves.family_id]),
            by=one.day,
            families=frozenset({one.leaves.family_id}),
        )
        for one, other in ahead
        if other
    ][:WAITING_SHOWN]


def _other(one: MetTogether, user: User) -> str:
    """With whom this user meets the family; nothing for whoever is neither of the two."""
    if one.leaves.practitioner.user_id == user.pk:
        return one.comes.name if one.comes else _("whoever comes next")
    return one.leaves.practitioner.name if one.comes and one.comes.user_id == user.pk else ""


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
