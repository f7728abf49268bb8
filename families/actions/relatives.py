"""Writing down a tie to someone, who may be new themselves: both the person and the tie, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.history import action
from accounts.models import User
from families.actions.kinship import record_parent, record_partnership, record_responsibility, record_siblings
from families.actions.members import NewMember, add_new_member
from families.models import Family, Parentage, ParentalResponsibility, Partnership, Person, SiblingLink, ToBeSettled


@dataclass(frozen=True, slots=True)
class NewRelative:
    """Someone not written down yet, who will belong to this family."""

    family: Family
    new: NewMember


Relative = Person | NewRelative


@action
def add_parent(*, person: Person, relative: Relative, by: User, **facts: Any) -> Parentage | ToBeSettled:
    """`relative` is a parent or carer of `person`. `facts` are those of `record_parent`."""
    return record_parent(parent=_known(relative, by), child=person, by=by, **facts)


@action
def add_child(*, person: Person, relative: Relative, by: User, **facts: Any) -> Parentage | ToBeSettled:
    """`person` is a parent or carer of `relative`."""
    return record_parent(parent=person, child=_known(relative, by), by=by, **facts)


@action
def add_partner(*, person: Person, relative: Relative, by: User, **facts: Any) -> Partnership | ToBeSettled:
    """`person` and `relative` are, or were, a couple."""
    return record_partnership(one=person, other=_known(relative, by), by=by, **facts)


@action
def add_sibling(*, person: Person, relative: Relative, by: User, **facts: Any) -> SiblingLink | ToBeSettled:
    """`person` and `relative` are siblings, though no parent of both is recorded."""
    return record_siblings(one=person, other=_known(relative, by), by=by, **facts)


@action
def add_responsibility(
    *, person: Person, relative: Relative, by: User, **facts: Any
) -> ParentalResponsibility | ToBeSettled:
    """`relative` holds parental responsibility for `person`."""
    return record_responsibility(holder=_known(relative, by), child=person, by=by, **facts)


def _known(relative: Relative, by: User) -> Person:
    if isinstance(relative, NewRelative):
        return add_new_member(family=relative.family, new=relative.new, by=by)
    return relative
