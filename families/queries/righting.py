"""Facts that may be put right, and what someone began to put right and has not saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from families.models import (
    Address,
    ContactPoint,
    Draft,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    PersonName,
    Residence,
    SiblingLink,
)

DRAFT = "put-right:"
KINDS: Mapping[str, type[Any]] = {
    str(of._meta.model_name): of
    for of in (
        Parentage,
        Partnership,
        SiblingLink,
        ParentalResponsibility,
        Residence,
        ContactPoint,
        FamilyMembership,
        PersonName,
        ExternalIdentifier,
    )
}


def facts_seen(of: type[models.Model], user: User) -> QuerySet[Any]:
    """Those that the user may see, with all that their names are made of. What someone is known as is changed with the person."""
    rows: QuerySet[Any] = of._default_manager.visible_to(user)  # type: ignore[attr-defined]
    if of is PersonName:
        rows = rows.exclude(kind=PersonName.Kind.KNOWN_AS)
    whose = (Person, Family, Address)
    needed = (field for field in of._meta.concrete_fields if not field.null)
    return rows.select_related(*(field.name for field in needed if field.is_relation and field.related_model in whose))


def draft_form(fact: models.Model) -> str:
    """What a draft is kept by: each fact has its own, and so its people have."""
    return f"{DRAFT}{fact._meta.model_name}:{fact.pk}"


@dataclass(frozen=True, slots=True)
class Begun:
    """Of whom the fact is, never what it says: that may be an address. And where it is put right."""

    person: Person
    href: str


def begun(drafts: Iterable[Draft], user: User) -> dict[str, Begun]:
    """Of these drafts those whose facts are there still, and may be seen, by what they are kept by. One query for each kind of fact."""
    ids: dict[str, list[UUID]] = {}
    for draft in drafts:
        if draft.form.startswith(DRAFT):
            kind, _colon, pk = draft.form.removeprefix(DRAFT).partition(":")
            ids.setdefault(kind, []).append(UUID(pk))
    facts = (fact for kind, pks in ids.items() for fact in facts_seen(KINDS[kind], user).filter(pk__in=pks))
    return {
        draft_form(fact): Begun(_of_whom(fact), reverse(f"families:{fact._meta.model_name}-right", args=[fact.pk]))
        for fact in facts
    }


def _of_whom(fact: Any) -> Person:
    """On whose page it is put right."""
    return cast("Person", next(getattr(fact, name) for name in ("person", "child", "a") if hasattr(fact, name)))
