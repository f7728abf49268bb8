"""What of a family's record a reader sees, said so that it does not tell whether there is anything else (domain.md §8.5, table)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from families.models import Family, Involvement
from families.models.door import READS_ALL, READS_OWN_KINDS, lately


def seen_of(families: Iterable[Family], user: User) -> dict[UUID, str]:
    """For each family what this reader sees of its record, in one sentence; nothing where they see the whole."""
    wanted = [family.pk for family in families]
    roles: dict[UUID, set[str]] = {pk: set() for pk in wanted}
    if user.kind != User.Kind.STAFF or not wanted:
        return dict.fromkeys(wanted, "")
    mine = Q(practitioner__user=user) | Q(practitioner__team__manager=user)
    held = Involvement.objects.filter(mine, family__in=wanted, period__overlap=lately())
    for family, role in held.values_list("family", "role"):
        roles[family].add(role)
    return {family: _in_words(held) for family, held in roles.items()}


def seen_of_all(families: Iterable[Family], user: User) -> str:
    """The same of several families together: nothing only if they see the whole record of each."""
    return next((sentence for sentence in seen_of(families, user).values() if sentence), "")


def _in_words(roles: set[str]) -> str:
    if roles & set(READS_ALL):
        return ""
    own = {
        ("fgc_coordinator",): _("You see what belongs to the conference."),
        ("family_coach",): _("You see what belongs to the link-up."),
        ("family_coach", "fgc_coordinator"): _("You see what belongs to the conference and to the link-up."),
    }
    return own.get(tuple(sorted(roles & READS_OWN_KINDS.keys())), _("You see what you wrote down yourself."))
