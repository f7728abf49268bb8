"""Who may say that two are one person, that they are two, and undo it."""

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from families.models import Person, PersonMerge
from families.rules.access import works_here
from families.rules.people import can_edit_person


def can_merge(user: User, kept: Person, merged: Person) -> Decision:
    """Someone who may change what is written of either."""
    return (
        works_here(user)
        and can_edit_person(user, kept)
        and can_edit_person(user, merged)
        and allow_if(kept.pk != merged.pk, otherwise=_("Choose two people: no one is merged with themselves."))
    )


def can_unmerge(user: User, merge: PersonMerge) -> Decision:
    """Someone who may change what is written of the person who was kept."""
    return works_here(user) and can_edit_person(user, merge.kept)
