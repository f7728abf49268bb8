"""Where people live, how to reach them safely, and what other systems call them."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from families.actions.settling import beyond, write_or_keep
from families.actions.sign_ins import end_sign_in_by
from families.models import Address, ContactPoint, ExternalIdentifier, Person, Residence, ToBeSettled
from families.periods import Period, always, until

Dated = TypeVar("Dated", Residence, ContactPoint)


@action
def record_residence(
    *, person: Person, lines: str, period: Period | None = None, by: User, **how: Any
) -> Residence | ToBeSettled:
    """Record where someone lives or stays. `how`: postcode, uprn, country; kind, is_main, is_confidential (domain.md §8.6, INV-05)."""
    where = {name: how.pop(name) for name in ("postcode", "uprn", "country") if name in how}
    return move_in(person=person, address=write_address(lines=lines, **where, by=by), period=period, by=by, **how)


@action
def write_address(*, lines: str, postcode: str = "", uprn: str = "", country: str = "", by: User) -> Address:
    """Write down an address, for those who live there. `uprn`: up to twelve digits; `country`: its code (ISO 3166-1 alpha-2)."""
    address = Address(
        organisation=by.organisation, lines=lines, postcode=postcode, uprn=uprn, country=country, created_by=by
    )
    address.full_clean()
    address.save()
    return address


@action
def move_in(
    *, person: Person, address: Address, period: Period | None = None, by: User, **how: Any
) -> Residence | ToBeSettled:
    """Record that someone lives or stays at an address that is written down already: the same home.

    Where a refuge is stays hidden although nobody said so (domain.md §8.6).
    """
    if how.get("kind") == Residence.Kind.REFUGE:
        how["is_confidential"] = True
    residence = Residence(
        organisation=by.organisation, person=person, address=address, period=period or always(), created_by=by, **how
    )
    return write_or_keep(row=residence, person=person, by=by)


@action
def record_contact_point(
    *, person: Person, kind: ContactPoint.Kind, value: str, period: Period | None = None, by: User, **safety: Any
) -> ContactPoint | ToBeSettled:
    """Record a way to reach someone. `safety`: is_confidential, safe_to, safe_times, is_shared_device."""
    point = ContactPoint(
        organisation=by.organisation,
        person=person,
        kind=kind,
        value=value,
        period=period or always(),
        created_by=by,
        **safety,
    )
    return write_or_keep(row=point, person=person, by=by)


@action
def end_contact(*, fact: Dated, on: date, row_version: int | None = None, by: User) -> Dated | ToBeSettled:
    """End a residence or a contact point on a day; that it was is kept. A later day than was said may have to be settled."""
    locked = type(fact).objects.select_for_update().get(pk=fact.pk)
    refuse_stale(locked, row_version)
    was, locked.period = locked.period, until(locked.period, on)
    if more := beyond(locked, was, by):
        return write_or_keep(row=more, person=locked.person, by=by)
    locked.full_clean()
    locked.save(update_fields=["period"])
    if isinstance(locked, ContactPoint):
        end_sign_in_by(point=locked, by=by)
    return locked


@action
def identify(
    *, person: Person, scheme: ExternalIdentifier.Scheme, value: str, by: User
) -> ExternalIdentifier | ToBeSettled:
    """Record what another system calls someone (INV-08). That someone unseen is called so already is not told."""
    identifier = ExternalIdentifier(
        organisation=by.organisation, person=person, scheme=scheme, value=value, created_by=by
    )
    return write_or_keep(row=identifier, person=person, by=by)
