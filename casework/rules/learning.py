"""Who may do what with a learning note (domain.md §4.5)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework import lifecycle
from casework.models import LearningNote

State = LearningNote.State
NOT_NOW = _("This step is done already, or another comes first.")


def can_read_learning(user: User) -> Decision:
    """Everyone who works here."""
    return allow_if(
        user.is_active and user.kind == User.Kind.STAFF,
        otherwise=_("This page is for the people who work here."),
    )


def can_begin_ours(user: User) -> Decision:
    """Someone of a family, of any age, and whoever helps one."""
    return allow_if(
        user.is_active and user.kind == User.Kind.FAMILY,
        otherwise=_("This page is for families. You write yours on the page of what we learn."),
    )


def can_change_note(user: User, note: LearningNote) -> Decision:
    """Whoever wrote it; what a family began, whoever takes that up. So a name that slipped in can be taken out at any time."""
    takes_up = user.has(Permission.LEARNING_LEAD) and (note.begun_by_family or note.state != State.PRIVATE)
    return can_read_learning(user) and allow_if(
        note.created_by_id == user.pk or takes_up,
        otherwise=_("Whoever wrote this changes it, or the quality lead."),
    )


def can_share_note(user: User, note: LearningNote) -> Decision:
    return can_change_note(user, note) and _next(note, State.SHARED)


def can_try(user: User, note: LearningNote) -> Decision:
    return can_change_note(user, note) and _next(note, State.TRYING)


def can_note_try(user: User, note: LearningNote) -> Decision:
    """Everyone who reads it may have tried it."""
    return can_read_learning(user) and allow_if(note.state in {State.TRYING, State.LEARNED}, otherwise=NOT_NOW)


def can_say_learned(user: User, note: LearningNote, *, is_tried: bool) -> Decision:
    return (
        can_change_note(user, note)
        and _next(note, State.LEARNED)
        and allow_if(is_tried, otherwise=_("Write down first what happened when you tried."))
    )


def can_tell_family(user: User, note: LearningNote) -> Decision:
    """Whoever takes up what families wrote; once, for what they were told stays."""
    return allow_if(
        user.has(Permission.LEARNING_LEAD), otherwise=_("Only the quality lead or the safeguarding lead tells them.")
    ) and allow_if(note.begun_by_family and note.told_family_on is None, otherwise=NOT_NOW)


def _next(note: LearningNote, to: State) -> Decision:
    return allow_if(lifecycle.can_note_become(note, to), otherwise=NOT_NOW)
