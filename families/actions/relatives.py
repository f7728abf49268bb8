"""Writing down a tie to someone, who may be new themselves: both the person and the tie, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from families.actions.births import record_born_together
from families.actions.kinship import record_parent, record_partnership, record_responsibility, record_siblings
from families.actions.members import NewMember, add_new_member
from families.actions.teams import name_agency
from families.models import (
    Agency,
    Family,
    MultipleBirth,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    SiblingLink,
    ToBeSettled,
)
from families.queries.near import is_in_line, share_a_parent


@dataclass(frozen=True, slots=True)
class NewRelative:
    """Someone not written down yet, who will belong to this family."""

    family: Family
    new: NewMember


@dataclass(frozen=True, slots=True)
class NewCouncil:
    """A council by its name, which may not be written down yet."""

    name: str


Relative = Person | NewRelative
Holder = Relative | Agency | NewCouncil


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
def add_sibling(
    *,
    person: Person,
    relative: Relative,
    kind: SiblingLink.Kind,
    shared: Sequence[Parentage] = (),
    identical: str = "",
    by: User,
    **how_known: Any,
) -> Parentage | SiblingLink | MultipleBirth | ToBeSettled:
    """`person` and `relative` are siblings: through `shared`, those of the person's parents who are the other's too.

    A link stands for a parent who is not written down, and only for one (domain.md §5.4). `identical`: they were born together.
    """
    sibling = _known(relative, by)
    if is_in_line(person, sibling, by):
        raise ValidationError(
            _("One of them is written down as the other’s parent by birth. If that is wrong, put it right first.")
        )
    known = set(Parentage.objects.visible_to(by).current().filter(child=sibling).values_list("parent", flat=True))
    written: list[Parentage | SiblingLink | MultipleBirth | ToBeSettled] = [
        record_parent(parent=edge.parent, child=sibling, basis=Parentage.Basis(edge.basis), by=by, **how_known)
        for edge in shared
        if edge.parent_id not in known
    ]
    adds_nothing = kind == SiblingLink.Kind.UNKNOWN and share_a_parent(person, sibling, by)
    if not _said_by_parents(kind, shared) and not adds_nothing:
        written.append(record_siblings(one=person, other=sibling, kind=kind, by=by, **how_known))
    if not written:
        raise ValidationError(_("They are recorded as siblings already."))
    if identical:
        written.append(_born_together(person, sibling, MultipleBirth.Identical(identical), by, how_known))
    return next((one for one in written if isinstance(one, ToBeSettled)), written[-1])


def _said_by_parents(kind: SiblingLink.Kind, shared: Sequence[Parentage]) -> bool:
    """Whether the parents who are written down say all that is known; of half siblings the other one is missing."""
    if kind == SiblingLink.Kind.FULL:
        return len(shared) > 1
    return bool(shared) and kind == SiblingLink.Kind.UNKNOWN


@action
def add_born_together(
    *, person: Person, relative: Person, identical: MultipleBirth.Identical, by: User, **how_known: Any
) -> MultipleBirth | ToBeSettled:
    """`person` and `relative`, who are siblings, were born together."""
    return _born_together(person, relative, identical, by, how_known)


def _born_together(
    person: Person, sibling: Person, identical: MultipleBirth.Identical, by: User, how_known: Mapping[str, Any]
) -> MultipleBirth | ToBeSettled:
    """With one of twins already, a third is born together with both: as far as the writer may see them, and not known how alike."""
    how_known = {name: value for name, value in how_known.items() if name != "period"}  # it never begins or ends
    written = record_born_together(one=person, other=sibling, identical=identical, by=by, **how_known)
    there = MultipleBirth.objects.visible_to(by).standing()
    for one, other in ((person, sibling), (sibling, person)):
        for birth in there.filter(Q(a=one) | Q(b=one)).exclude(Q(a=other) | Q(b=other)).select_related("a", "b"):
            third = birth.b if birth.a_id == one.pk else birth.a
            if not there.filter(Q(a=third, b=other) | Q(a=other, b=third)).exists():
                unknown = MultipleBirth.Identical.UNKNOWN
                record_born_together(one=third, other=other, identical=unknown, by=by, **how_known)
    return written


@action
def add_responsibility(
    *, person: Person, relative: Holder, by: User, **facts: Any
) -> ParentalResponsibility | ToBeSettled:
    """`relative`, who may be a council, holds parental responsibility for `person`."""
    if isinstance(relative, NewCouncil):
        relative = name_agency(name=relative.name, sector=Agency.Sector.COUNCIL, by=by)
    holder = relative if isinstance(relative, Agency) else _known(relative, by)
    return record_responsibility(holder=holder, child=person, by=by, **facts)


def _known(relative: Relative, by: User) -> Person:
    if isinstance(relative, NewRelative):
        return add_new_member(family=relative.family, new=relative.new, by=by)
    return relative
