"""Who says how they see what was written (domain.md §8.3, INV-09)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from casework.models import Conversation
from families.models import ShareState


def can_say_how_one_sees_it(user: User, conversation: Conversation) -> Decision:
    """Whom it is about, in their own name: nobody for another, whoever reads or helps for them."""
    theirs = ShareState.objects.visible_to(user).filter(record=conversation.record_id, person__account__user=user)
    return allow_if(
        user.kind == User.Kind.FAMILY and theirs.exists(),
        otherwise=_("Whom it is about says how they see it, and nobody for them."),
    ) and allow_if(
        conversation.record.author_id != user.pk,
        otherwise=_("You wrote this yourself."),
    )
