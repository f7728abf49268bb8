"""What of a family's record a reader sees, said so that it does not tell whether there is anything else (domain.md §8.5, table)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from families.models import Family, Involvement
from families.models.door import READS_OWN_KINDS, does_intake, lately
from families.models.people import families_read_whole_by


def seen_of(families: Iterable[Family], user: User) -> dict[UUID, str]:
    """For each family what this reader sees of its record, in one sentence; nothing where they see the whole."""
    wanted = dict.fromkeys((family.pk for family in families), "")
    if user.kind != User.Kind.STAFF or not wanted:
        return wanted
    whole = Family.objects.filter(families_read_whole_by(user), pk__in=wanted)
    if in_part := wanted.keys() - set(whole.values_list("pk", flat=True)):
        wanted.update(_seen_in_part(in_part, user))
    return wanted


def _seen_in_part(families: Iterable[UUID], user: User) -> dict[UUID, str]:
    roles: dict[UUID, set[str]] = {pk: set() for pk in families}
    held = Involvement.objects.held_or_managed_by(user).filter(family__in=roles, period__overlap=lately())
    for family, role in held.values_list("family", "role"):
        roles[family].add(role)
    return {family: _in_words(held) for family, held in roles.items()}


def seen_of_all(families: Iterable[Family], user: User) -> str:
    """The same of several families together: nothing only if they see the whole record of each. To whom none is shown, something of
    someone was opened all the same; or they do intake, and see who is in no family."""
    seen = seen_of(families, user)
    if not seen and user.kind == User.Kind.STAFF and not does_intake(user):
        return _("You see what was opened to you.")
    return next((sentence for sentence in seen.values() if sentence), "")


def _in_words(roles: set[str]) -> str:
    own = {
        ("fgc_coordinator",): _("You see what belongs to the conference."),
        ("family_coach",): _("You see what belongs to the link-up."),
        ("family_coach", "fgc_coordinator"): _("You see what belongs to the conference and to the link-up."),
    }
    return own.get(tuple(sorted(roles & READS_OWN_KINDS.keys())), _("You see what you wrote down yourself."))
