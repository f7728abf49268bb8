"""Who writes down supervision, and who agrees to it (domain.md §4.3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from casework.models import FamilySupervisionNote, SupervisionSession
from casework.rules.conversations import can_log_conversation
from families.models import Family

AGREED = _("You have both agreed to this, so it stays as it is.")


def can_see_supervision(user: User) -> Decision:
    """Everyone who works here has a page of their own supervision; what stands on it is theirs and the other's alone."""
    return allow_if(
        user.is_active and user.kind == User.Kind.STAFF, otherwise=_("This page is for the people who work here.")
    )


def can_change_session(user: User, session: SupervisionSession) -> Decision:
    """Both of the two, until both have agreed."""
    return _is_one_of_them(user, session) and allow_if(session.agreed_at is None, otherwise=AGREED)


def can_agree(user: User, session: SupervisionSession) -> Decision:
    """The one who did not write it last."""
    return can_change_session(user, session) and allow_if(
        session.written_by_id != user.pk, otherwise=_("You wrote this, so the other one of you says that it was so.")
    )


def can_write_family_note(user: User, family: Family) -> Decision:
    """Someone whose work with the family has not ended, or who manages them."""
    return can_see_supervision(user) and can_log_conversation(user, family)


def can_agree_to_note(user: User, note: FamilySupervisionNote) -> Decision:
    """The other of the two who met, once; of a note that comes out of no session there is no other."""
    met = note.session
    return (
        can_see_supervision(user)
        and allow_if(
            met is not None and user.pk in {met.supervisee_id, met.supervisor_id} - {note.created_by_id},
            otherwise=_("The other one of you says that it was so, once it is written."),
        )
        and allow_if(note.agreed_at is None, otherwise=AGREED)
    )


def can_put_note_right(user: User, note: FamilySupervisionNote) -> Decision:
    """Either of the two who met, and who wrote it, whose work with the family has not ended."""
    met = note.session
    two = {met.supervisee_id, met.supervisor_id} if met else set()
    family = note.record.family
    if family is None:
        return Decision(str(_("A note is of one family, and no secret of one child.")))
    return can_write_family_note(user, family) and allow_if(
        user.pk in {note.created_by_id, *two},
        otherwise=_("Only the two who met put right what was thought about this family."),
    )


def _is_one_of_them(user: User, session: SupervisionSession) -> Decision:
    return can_see_supervision(user) and allow_if(
        user.pk in {session.supervisee_id, session.supervisor_id}, otherwise=_("This is between two others.")
    )
