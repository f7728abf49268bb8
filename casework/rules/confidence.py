"""Who writes in confidence, and who says who reads it (domain.md §8.5, line 4)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from families.models import PersonAccount, ShareState


def can_have_own_space(user: User, *, is_child: bool) -> Decision:
    """A child with a sign-in of their own."""
    return allow_if(
        user.kind == User.Kind.FAMILY and is_child,
        otherwise=_("This page is for children and young people themselves."),
    )


def can_choose_readers(user: User, share: ShareState) -> Decision:
    """The child; and whoever wrote down what the child told them, with the child beside them."""
    is_the_child = PersonAccount.objects.filter(user=user, person=share.person_id).exists()
    return allow_if(
        is_the_child or share.record.author_id == user.pk,
        otherwise=_("The child chooses who reads this, by themselves or with whom they told it to."),
    )
