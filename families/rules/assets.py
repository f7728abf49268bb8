"""Who writes down what is nearby, and who introduces someone to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from families.models import CommunityAsset, Introduction, PersonAccount
from families.models.introductions import NO_YES
from families.rules.people import can_edit_family, can_edit_person

CONNECTS = (Permission.FAMILY_EDIT, Permission.CONVERSATION_WRITE, Permission.LINKUP_COACH)
"""Any worker or coach introduces people (domain.md §6, *Roles*)."""


def can_see_nearby(user: User) -> Decision:
    """Those who work here, and families."""
    return allow_if(
        user.kind in {User.Kind.STAFF, User.Kind.FAMILY} and not user.only_administers,
        otherwise=_("This page is for families and those who work with them."),
    )


def can_connect(user: User) -> Decision:
    """Write down what is nearby, look after it, and introduce people to it."""
    return allow_if(
        user.kind == User.Kind.STAFF and any(user.has(permission) for permission in CONNECTS),
        otherwise=_("Only people who work with families write down what is nearby."),
    )


def can_introduce(user: User, asset: CommunityAsset) -> Decision:
    """To what is there; to someone’s gift only while their yes holds."""
    return can_connect(user) and allow_if(asset.yes_holds, otherwise=NO_YES)


def can_change_asset(user: User, asset: CommunityAsset) -> Decision:
    """Someone’s gift only whoever works with them."""
    return can_connect(user) and (can_edit_person(user, asset.person) if asset.person else ALLOW)


def can_forget_gift(user: User, gift: CommunityAsset) -> Decision:
    """The giver; and whoever works with them, when they ask."""
    if gift.person is None:
        return Decision(_("Only someone’s own gift is forgotten."))
    is_theirs = PersonAccount.objects.filter(user=user, person=gift.person).exists()
    return ALLOW if is_theirs else can_edit_person(user, gift.person)


def can_keep_words_among_us(user: User, introduction: Introduction) -> Decision:
    """Whose words they are: whoever was introduced, and of a family each of them; and whoever writes down what came of it."""
    if not introduction.may_be_read:
        return Decision(_("No other family reads these words."))
    if user.kind != User.Kind.FAMILY:
        return can_follow_up(user, introduction)
    return allow_if(
        Introduction.objects.visible_to(user).filter(pk=introduction.pk).exists(),
        otherwise=_("These are the words of someone else."),
    )


def can_follow_up(user: User, introduction: Introduction) -> Decision:
    """Whoever works with whom it was writes down what came of it."""
    if introduction.person:
        return can_edit_person(user, introduction.person)
    assert introduction.family is not None  # noqa: S101  (one of the two, by `introduction_of_one`)
    return can_edit_family(user, introduction.family)
