"""On the pages of those who work with a family: what of theirs other systems have (domain.md §9.7, *no double entry*)."""

from __future__ import annotations

from django import template

from accounts.models import User
from api.queries import elsewhere as queries
from casework.models import Conversation

register = template.Library()


@register.simple_tag
def told_elsewhere(conversation: Conversation) -> list[queries.Elsewhere]:
    """Which other systems are told of this conversation, and whether they were."""
    return queries.told_elsewhere(conversation)


@register.simple_tag
def not_yet_elsewhere(user: User) -> list[queries.NotYet]:
    """What someone wrote down and another system did not take yet."""
    return queries.not_yet_elsewhere(user)
