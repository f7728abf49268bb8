"""Who reads a sample of stories, who asks for one to be read, and who ends it (domain.md §8.5, the table; §10.5)."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import Family, Involvement, StorySample, door


def can_read_samples(user: User) -> Decision:
    return allow_if(
        user.kind == User.Kind.STAFF and user.has(Permission.STORIES_SAMPLE),
        otherwise=_("A quality lead reads a few families’ stories, to learn how we work."),
    )


def can_ask_for_sample(user: User, family: Family) -> Decision:
    """Whoever reads the whole of the family’s record today, or manages someone who does."""
    return allow_if(
        user.kind == User.Kind.STAFF and _reads_whole(user, family.pk),
        otherwise=_("Someone who works with the family asks for it."),
    )


def offers_to_ask(user: User, alongside: Iterable[Involvement]) -> bool:
    """The same, of those who are alongside today and whom a page has read already."""
    return any(
        one.role in door.READS_ALL
        and (
            one.practitioner.user_id == user.pk
            or (one.practitioner.team is not None and one.practitioner.team.manager_id == user.pk)
        )
        for one in alongside
    )


def can_end_sample(user: User, sample: StorySample) -> Decision:
    """Whoever reads it; and those who work with the family, where it would rather not."""
    return allow_if(
        sample.reader_id == user.pk or _reads_whole(user, sample.family_id),
        otherwise=_("Whoever reads the story ends it, or someone who works with the family."),
    )


def _reads_whole(user: User, family: UUID) -> bool:
    held = Involvement.objects.held_or_managed_by(user).current()
    return held.filter(family=family, role__in=door.READS_ALL).exists()
