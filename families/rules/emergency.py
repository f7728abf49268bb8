"""Who may break the glass over what, and who looks at it afterwards (domain.md §8.5, lines 4 and 5 and the table; §9.5)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import (
    DeclaredInterest,
    EmergencyAccess,
    Family,
    FamilyMembership,
    Involvement,
    Person,
    Record,
    RecordSubject,
    Restriction,
    door,
)

ASK_SOMEONE = _("Ask someone who works with this family, or the safeguarding lead.")
NAMED_ONLY = _("This is for named people only: ask the team that restricted it, or the safeguarding lead.")


def can_open_in_an_emergency(user: User) -> Decision:
    """A family that one does not work with: social workers, managers and safeguarding leads, out of hours or covering."""
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.EMERGENCY_OPEN),
        otherwise=_("Only social workers, managers and safeguarding leads open a family in an emergency."),
    )


def can_break_glass(user: User, target: Family | Person | Record) -> Decision:
    """Never over a declared interest, nor over a block.

    What a child told in confidence: those who read the whole of the family's record, their manager, the safeguarding lead. What is
    restricted: a quality lead or a safeguarding lead. A family: `can_open_in_an_emergency`.
    """
    return (
        allow_if(user.kind == User.Kind.STAFF and user.is_active, otherwise=_("Only people who work here can do this."))
        and allow_if(not _knows(user, target), otherwise=_("You said that you know them: ask someone else to look."))
        and _may_open(user, target)
    )


def can_stop(user: User, access: EmergencyAccess) -> Decision:
    return allow_if(
        access.user_id == user.pk, otherwise=_("Whoever opened it closes it; after four hours it closes by itself.")
    )


def can_look_afterwards(user: User) -> Decision:
    """The safeguarding leads; and a quality lead, for what one of them opened."""
    return allow_if(user.has(Permission.RESTRICTED_OPEN), otherwise=_("The safeguarding lead looks at this."))


def can_review_emergency_access(user: User, access: EmergencyAccess) -> Decision:
    """Never who opened it; and once."""
    return (
        allow_if(access.user_id != user.pk, otherwise=_("Someone else looks at this afterwards."))
        and can_look_afterwards(user)
        and allow_if(access.reviewed_on is None, otherwise=_("Someone has looked at this already."))
    )


def _may_open(user: User, target: Family | Person | Record) -> Decision:
    if isinstance(target, Family):
        return can_open_in_an_emergency(user)
    if isinstance(target, Person) or Restriction.objects.in_force().filter(record=target).exists():
        return allow_if(user.has(Permission.RESTRICTED_OPEN), otherwise=NAMED_ONLY)
    return allow_if(user.has(Permission.WORRY_LEAD) or _reads_whole(user, target.family_id), otherwise=ASK_SOMEONE)


def _reads_whole(user: User, family: UUID | None) -> bool:
    held = Involvement.objects.held_or_managed_by(user).current().filter(family=family, role__in=door.READS_ALL)
    return held.exists() or EmergencyAccess.objects.open_to(user).filter(family=family).exists()


def _knows(user: User, target: Family | Person | Record) -> bool:
    """Whether the worker declared an interest in the target, in someone it is about, or in their family."""
    people: QuerySet[Any, Any]
    families: list[UUID | None] = []
    if isinstance(target, Family):
        people = FamilyMembership.objects.none().values("person")
        families = [target.pk]
    elif isinstance(target, Record):
        people = RecordSubject.objects.filter(record=target).values("person")
        families = [target.family_id]
    else:
        people = Person.objects.filter(pk=target.pk).values("pk")
    mine = DeclaredInterest.objects.current().filter(practitioner__user=user)
    return mine.filter(
        Q(person__in=people) | Q(family__in=families) | Q(family__memberships__person__in=people)
    ).exists()
