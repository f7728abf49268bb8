"""Whether a refusal tells of something that the asker may not see (domain.md §8.5, *People and edges*)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from families.models import (
    Confidence,
    ContactPoint,
    ExternalIdentifier,
    Involvement,
    MultipleBirth,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    Precision,
    Residence,
    SiblingLink,
    ToBeSettled,
    UnknownSiblings,
)
from families.paging import Page, page_of
from families.queries.ahead import Waiting

Lasting = (
    Parentage
    | Partnership
    | SiblingLink
    | UnknownSiblings
    | ParentalResponsibility
    | Residence
    | ContactPoint
    | ExternalIdentifier
    | Involvement
)
"""What holds for a time."""
Settled = Lasting | MultipleBirth
ANCESTORS = (Parentage.Basis.BIRTH, Parentage.Basis.ADOPTIVE)


def is_refused_by_what_is_unseen(row: Settled, user: User) -> bool:
    """Whether the database refuses a row because of others, and would not if there were only those that the user may see."""
    if user.kind == User.Kind.SYSTEM:  # Kith itself, in an import: it tells its refusals to no one
        return False
    is_refused: Callable[[QuerySet[Any], Any], bool] = REFUSALS[type(row)]
    others: Any = type(row).objects.exclude(pk=row.pk)
    return is_refused(others, row) and not is_refused(others.visible_to(user), row)


def to_settle(user: User, cursor: str = "") -> Page[ToBeSettled]:
    """What waits for this user to settle, the oldest first."""
    waiting = ToBeSettled.objects.visible_to(user).waiting().select_related("created_by", "family", "person")
    return page_of(waiting, ("created_at", "pk"), cursor=cursor)


def waiting_for(user: User) -> list[Waiting]:
    """That something waits for this user to settle, since the oldest of it; of whom it is stands on its own page only."""
    if user.kind != User.Kind.STAFF:
        return []
    oldest = ToBeSettled.objects.visible_to(user).waiting().order_by("created_at", "pk").first()
    if oldest is None:
        return []
    since = timezone.localtime(oldest.created_at).date()
    return [Waiting(_("Settle what someone wrote down"), reverse("families:to-settle"), since=since)]


def _parentage(rows: QuerySet[Parentage], row: Parentage) -> bool:
    again = rows.filter(parent=row.parent_id, child=row.child_id, basis=row.basis, period__overlap=row.period)
    return again.exists() or _is_third_birth_parent(rows, row) or _is_own_ancestor(rows, row)


def _is_third_birth_parent(rows: QuerySet[Parentage], row: Parentage) -> bool:
    if row.basis != Parentage.Basis.BIRTH or row.confidence == Confidence.DISPUTED:
        return False
    others = rows.filter(child=row.child_id, basis=Parentage.Basis.BIRTH, period__overlap=row.period)
    others = others.exclude(parent=row.parent_id).exclude(confidence=Confidence.DISPUTED)
    return others.values("parent").distinct().count() >= 2


def _is_own_ancestor(rows: QuerySet[Parentage], row: Parentage) -> bool:
    if row.basis not in ANCESTORS:
        return False
    above, frontier = set(), {row.parent_id}
    while frontier:
        above |= frontier
        higher = rows.filter(child__in=frontier, basis__in=ANCESTORS).values_list("parent", flat=True)
        frontier = set(higher) - above
    return row.child_id in above


def _same(*fields: str, where: Q | None = None) -> Callable[[QuerySet[Any], Any], bool]:
    """Refused by another row that says the same at the same time."""

    def is_refused(rows: QuerySet[Any], row: Any) -> bool:
        same = rows.filter(where or Q(), **{field: getattr(row, field) for field in fields})
        return same.filter(period__overlap=row.period).exists()

    return is_refused


def _siblings(rows: QuerySet[SiblingLink], row: SiblingLink) -> bool:
    return rows.filter(a=row.a_id, b=row.b_id).exists()


def _birth(rows: QuerySet[MultipleBirth], row: MultipleBirth) -> bool:
    standing = rows.filter(mistaken_on__isnull=True)
    if standing.filter(a=row.a_id, b=row.b_id).exists():
        return True
    together, frontier = set[UUID](), {row.a_id, row.b_id}
    while frontier:
        together |= frontier
        pairs = standing.exclude(confidence=Confidence.DISPUTED).filter(Q(a__in=frontier) | Q(b__in=frontier))
        frontier = {one for pair in pairs.values_list("a", "b") for one in pair} - together
    known = Person.objects.filter(pk__in=together, dob_precision=Precision.DAY, date_of_birth__isnull=False)
    days = sorted(day for day in known.values_list("date_of_birth", flat=True) if day)
    return row.confidence != Confidence.DISPUTED and bool(days) and (days[-1] - days[0]).days > 1


def _residence(rows: QuerySet[Residence], row: Residence) -> bool:
    return row.is_main and _same("person_id", where=Q(is_main=True))(rows, row)


def _contact_point(rows: QuerySet[ContactPoint], row: ContactPoint) -> bool:
    """What someone of the family says stands beside what others wrote; what a worker writes, beside nothing that says the same."""
    said_by = Q(theirs_by=row.theirs_by_id) if row.theirs_by_id else Q()
    return _same("person_id", "kind", "value", where=said_by)(rows, row)


def _involvement(rows: QuerySet[Involvement], row: Involvement) -> bool:
    lead = Involvement.Role.LEAD_WORKER
    same = _same("family_id", "practitioner_id", "role")(rows, row)
    return same or (row.role == lead and _same("family_id", where=Q(role=lead))(rows, row))


REFUSALS: Mapping[type, Callable[[QuerySet[Any], Any], bool]] = {
    Parentage: _parentage,
    Partnership: _same("a_id", "b_id"),
    SiblingLink: _siblings,
    MultipleBirth: _birth,
    UnknownSiblings: _same("person_id"),
    ParentalResponsibility: _same("holder_id", "agency_id", "child_id", "basis"),
    Residence: _residence,
    ContactPoint: _contact_point,
    ExternalIdentifier: _same("scheme", "value"),
    Involvement: _involvement,
}
