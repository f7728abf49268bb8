"""Who may keep something from someone, open it, and look at what was opened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission, Role
from families.models import (
    DeclaredInterest,
    EmergencyAccess,
    Family,
    FamilyMembership,
    Involvement,
    Person,
    Record,
    RecordSubject,
)
from families.rules.people import can_edit_person


def can_keep_apart(user: User, person: Person) -> Decision:
    """The lead worker of a family of the person, and the manager of someone alongside."""
    alongside = Involvement.objects.current().filter(family__memberships__person=person)
    leads = Q(practitioner__user=user, role=Involvement.Role.LEAD_WORKER)
    return can_edit_person(user, person) and allow_if(
        alongside.filter(leads | Q(practitioner__team__manager=user)).exists(),
        otherwise=_("Only the lead worker or a manager decides who may see whom: ask one of them."),
    )


def can_restrict(user: User, person: Person) -> Decision:
    """As for a block."""
    return can_keep_apart(user, person)


def can_declare_interest(user: User) -> Decision:
    """Everyone who works here, for themselves."""
    return allow_if(
        user.kind == User.Kind.STAFF and hasattr(user, "practitioner"),
        otherwise=_("Only people who work here say whom they know from their own life."),
    )


def can_end_interest(user: User, interest: DeclaredInterest) -> Decision:
    """Their manager: whoever declared it can't see whom it is about."""
    team = interest.practitioner.team
    return allow_if(
        team is not None and team.manager_id == user.pk,
        otherwise=_("Your manager ends this with you: until then you see nothing of them."),
    )


def can_record_agreement(user: User, person: Person) -> Decision:
    return can_edit_person(user, person)


def can_break_glass(user: User, target: Family | Person | Record) -> Decision:
    """Line 4 and 5 of §8.5: someone alongside the family, their manager, the safeguarding lead; the quality lead for what is
    restricted. A whole family only for those who work with families. Never over a declared interest, nor over a block."""
    return (
        allow_if(user.kind == User.Kind.STAFF and user.is_active, otherwise=_("Only people who work here can do this."))
        and allow_if(not _knows(user, target), otherwise=_("You said that you know them: ask someone else to look."))
        and allow_if(
            bool({Role.SAFEGUARDING_LEAD, Role.QUALITY_LEAD} & {Role(role) for role in user.roles})
            or _is_alongside(user, target)
            or (isinstance(target, Family) and user.has(Permission.FAMILY_EDIT)),
            otherwise=_("Ask someone who works with this family, or the safeguarding lead."),
        )
    )


def can_review_emergency_access(user: User, access: EmergencyAccess) -> Decision:
    """The safeguarding lead, and not who opened it."""
    return allow_if(
        Role.SAFEGUARDING_LEAD in user.roles, otherwise=_("The safeguarding lead looks at this.")
    ) and allow_if(access.user_id != user.pk, otherwise=_("Someone else looks at this afterwards."))


def _families(target: Family | Person | Record) -> Q:
    """The families that a target belongs to, as a condition on Involvement."""
    if isinstance(target, Family):
        return Q(family=target)
    if isinstance(target, Record):
        return Q(family=target.family_id)
    return Q(family__memberships__person=target)


def _is_alongside(user: User, target: Family | Person | Record) -> bool:
    who = Q(practitioner__user=user) | Q(practitioner__team__manager=user)
    return Involvement.objects.current().filter(_families(target), who).exists()


def _knows(user: User, target: Family | Person | Record) -> bool:
    """Whether the worker declared an interest in the target, in someone it is about, or in their family."""
    people: QuerySet[Any, Any]
    families: list[UUID | None]
    if isinstance(target, Family):
        people = FamilyMembership.objects.none().values("person")
        families = [target.pk]
    elif isinstance(target, Record):
        people = RecordSubject.objects.filter(record=target).values("person")
        families = [target.family_id]
    else:
        people = Person.objects.filter(pk=target.pk).values("pk")
        families = list(FamilyMembership.objects.filter(person=target).values_list("family", flat=True))
    mine = DeclaredInterest.objects.current().filter(practitioner__user=user)
    return mine.filter(
        Q(person__in=people) | Q(family__in=families) | Q(family__memberships__person__in=people)
    ).exists()
