"""Writing down the few primitive edges from which kinship is derived (domain.md §5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from families.actions.people import keep_what_was_left_behind
from families.actions.settling import beyond, write_or_keep
from families.models import (
    Agency,
    EdgeAsKnown,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    SiblingLink,
    ToBeSettled,
    UnknownSiblings,
)
from families.periods import Period, always, until

Dated = TypeVar("Dated", Parentage, Partnership, SiblingLink, ParentalResponsibility, UnknownSiblings)

ENDS: Mapping[type, tuple[str, ...]] = {
    Parentage: ("child", "parent"),
    Partnership: ("a", "b"),
    SiblingLink: ("a", "b"),
    ParentalResponsibility: ("child", "holder"),
    UnknownSiblings: ("person",),
}
"""Whom each kind of fact is of; the two whom a tie joins. The second may be nobody: a council holds parental responsibility too."""


@action
def record_parent(
    *, parent: Person, child: Person, basis: Parentage.Basis, period: Period | None = None, by: User, **how_known: Any
) -> Parentage | ToBeSettled:
    """Record that `parent` is `child`'s parent on this basis for this time (domain.md §5.4, INV-02, INV-03).

    `how_known`: source, confidence, visibility, said_by, and how well the two days are known.
    """
    parentage = Parentage(
        organisation=by.organisation,
        parent=parent,
        child=child,
        basis=basis,
        period=period or always(),
        created_by=by,
        **how_known,
    )
    if basis == Parentage.Basis.ADOPTIVE:
        keep_what_was_left_behind(child)
    return write_or_keep(row=parentage, person=child, other=parent, by=by)


@action
def record_partnership(
    *,
    one: Person,
    other: Person,
    kind: Partnership.Kind,
    period: Period | None = None,
    end_kind: str = "",
    by: User,
    **how_known: Any,
) -> Partnership | ToBeSettled:
    """Record that two people are, or were, a couple (INV-04)."""
    a, b = sorted((one, other), key=lambda person: person.pk)
    partnership = Partnership(
        organisation=by.organisation,
        a=a,
        b=b,
        kind=kind,
        period=period or always(),
        end_kind=end_kind,
        created_by=by,
        **how_known,
    )
    return write_or_keep(row=partnership, person=one, other=other, by=by)


@action
def record_siblings(
    *, one: Person, other: Person, kind: SiblingLink.Kind, by: User, **how_known: Any
) -> SiblingLink | ToBeSettled:
    """Record that two people are siblings where no parent is recorded that would say so."""
    a, b = sorted((one, other), key=lambda person: person.pk)
    link = SiblingLink(organisation=by.organisation, a=a, b=b, kind=kind, created_by=by, **how_known)
    return write_or_keep(row=link, person=one, other=other, by=by)


@action
def record_responsibility(  # noqa: PLR0913  (one fact and its evidence)
    *,
    holder: Person | Agency,
    child: Person,
    basis: ParentalResponsibility.Basis,
    status: ParentalResponsibility.Status,
    evidence_seen: str = "",
    period: Period | None = None,
    by: User,
) -> ParentalResponsibility | ToBeSettled:
    """Record who holds parental responsibility, on what evidence; nothing else ever says so (domain.md §5.5).

    A council holds it by a care order or an emergency protection order and by nothing else, a person by neither: otherwise a
    `ValidationError`.
    """
    person = None if isinstance(holder, Agency) else holder
    responsibility = ParentalResponsibility(
        organisation=by.organisation,
        holder=person,
        agency=holder if isinstance(holder, Agency) else None,
        child=child,
        basis=basis,
        status=status,
        evidence_seen=evidence_seen,
        period=period or always(),
        created_by=by,
    )
    return write_or_keep(row=responsibility, person=child, other=person, by=by)


@action
def end_fact(
    *,
    fact: Dated,
    on: date | None,
    until_precision: str = "",
    end_kind: str = "",
    row_version: int | None = None,
    by: User,
) -> Dated | ToBeSettled:
    """End a tie or a parental responsibility on a day, as well as it is known; that it was is kept. Of a couple it may stay unknown.

    A later day than was said may have to be settled.
    """
    locked = type(fact).objects.select_for_update().get(pk=fact.pk)
    refuse_stale(locked, row_version)
    was, locked.period = locked.period, until(locked.period, on) if on else locked.period
    if on and isinstance(locked, EdgeAsKnown):
        locked.until_precision = until_precision
    if isinstance(locked, Partnership):
        locked.end_kind = end_kind
    if more := beyond(locked, was, by):
        one, *others = (getattr(locked, name) for name in ENDS[type(locked)])
        return write_or_keep(row=more, person=one, other=others[0] if others else None, by=by)
    locked.full_clean()
    locked.save()
    return locked
