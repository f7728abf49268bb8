"""Who puts right what they wrote once others have read it (domain.md §8.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework.queries.anew import is_unread, waits_for_an_answer, was_put_right
from families.models import Entry
from families.queries.families import works_with

QUOTES = (Entry.Kind.SAID, Entry.Kind.CHILD_VIEW)


def can_put_right_anew(user: User, entry: Entry) -> Decision:
    """Whoever works with the family and wrote it: facts, and what they think themselves; never what someone said."""
    family = entry.record.family
    return (
        allow_if(
            user.has(Permission.CONVERSATION_WRITE) and entry.author_id == user.pk,
            otherwise=_("Only whoever wrote it puts it right. You can say that it was not like that."),
        )
        and allow_if(
            family is not None and works_with(user, family),
            otherwise=_("You don’t work with this family now. Tell who does what is not right."),
        )
        and allow_if(
            entry.kind not in QUOTES,
            otherwise=_("What someone said is put right only when they say so themselves."),
        )
        and _is_the_moment(user, entry)
    )


def _is_the_moment(user: User, entry: Entry) -> Decision:
    return (
        allow_if(
            entry.taken_back_at is None and not was_put_right(entry),
            otherwise=_("This was put right already: look at what it says now."),
        )
        and allow_if(
            not is_unread(entry, user),
            otherwise=_("Nobody has read it yet: put it right where it stands."),
        )
        and allow_if(
            not waits_for_an_answer(entry, user),
            otherwise=_(
                "Someone of the family says that it was not so. Answer them: you can put it right with your answer."
            ),
        )
    )
