"""A place, who leads it, who partners it, and a family there."""

from __future__ import annotations

from typing import Any

from accounts.models import Locality, User
from database.asker import acting_as
from families.actions import localities as actions
from families.models import FamilyPartner, ListKind, LocalityList
from families.queries.localities import usual_words
from tests.factories import UserFactory

THEMES, LENGTHS = ListKind.GOAL_THEMES, ListKind.LENGTHS


def a_lead() -> User:
    return UserFactory(name="Lou", roles=["locality_lead"])


def a_partner(place: Locality, lead: User, *, email: str = "bea.family@leeds.test") -> User:
    bea = UserFactory(name="Bea", email=email, kind=User.Kind.FAMILY, roles=[])
    with acting_as(lead.asker):
        actions.name_partner(place=place, email=email, named="a mother of three", by=lead)
    return bea


def otherwise(kind: ListKind, **words: str) -> dict[str, str]:
    """The usual lines, but for these; an empty one is taken out."""
    said = {**usual_words(kind), **words}
    return {key: line for key, line in said.items() if line}


def weeks(*numbers: int) -> dict[str, str]:
    return {str(number): "" for number in numbers}


def written(place: Locality, kind: ListKind, lines: dict[str, str], lead: User, **facts: Any) -> LocalityList:
    with acting_as(lead.asker):
        own = actions.write_list(place=place, kind=kind, lines=lines, by=lead, **facts)
    assert own is not None
    return LocalityList.objects.get(pk=own.pk)


def agreed(place: Locality, kind: ListKind, lines: dict[str, str], lead: User) -> LocalityList:
    """It counts, by the yes of someone who signs in nowhere."""
    own = written(place, kind, lines, lead)
    FamilyPartner.objects.filter(locality=place).exists()
    with acting_as(lead.asker):
        actions.sign_off_lists(place=place, agreed_with="the parents’ group", by=lead)
    return LocalityList.objects.get(pk=own.pk)
