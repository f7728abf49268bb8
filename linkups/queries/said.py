"""Who of each family said yes to a link-up, as far as the reader knows of them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from families.models import Person
from linkups.models import LinkUp
from linkups.queries.sides import Side


@dataclass(frozen=True, slots=True)
class Yes:
    """One family's yes: whose, to what, and when. `person` is None where the reader is told the family only."""

    person: UUID | None
    who: str
    what: str
    at: datetime


def said_yes(user: User, link_up: LinkUp, sides: Container[LinkUp.Side]) -> list[Yes]:
    """Each yes so far. A family reads its own; staff read both, by name for those whom they may see."""
    found = [one for one in _yeses(link_up) if user.kind == User.Kind.STAFF or one[0] in sides]
    people = [person for _side, person, _what, _at in found if person]
    names = dict(Person.objects.visible_to(user).filter(pk__in=people).values_list("pk", "known_as"))
    return [
        Yes(person, names[person], what, at) if person in names else Yes(None, _family_name(link_up, side), what, at)
        for side, person, what, at in found
    ]


def _family_name(link_up: LinkUp, side: LinkUp.Side) -> str:
    return (link_up.seeking_family if side == Side.SEEKING else link_up.sharing_family).name


def _yeses(link_up: LinkUp) -> Iterator[tuple[LinkUp.Side, UUID | None, str, datetime]]:
    if link_up.seeking_chose_at:
        yield Side.SEEKING, link_up.seeking_chose_by_id, _("Would like to meet them"), link_up.seeking_chose_at
    if link_up.seeking_agreed_at:
        yield Side.SEEKING, link_up.seeking_agreed_by_id, _("Yes to the link-up"), link_up.seeking_agreed_at
    if link_up.sharing_agreed_at:
        yield Side.SHARING, link_up.sharing_agreed_by_id, _("Yes to the link-up"), link_up.sharing_agreed_at
