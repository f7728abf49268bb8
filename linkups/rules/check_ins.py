"""Who may ask how it is going, who may answer, who rings, and that either family may have a break."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from families.models import Family, readable_by
from linkups.models import CallBack, LinkUp, LinkUpCheckIn
from linkups.rules.people import NOT_NOW, can_coach_link_up, can_speak_for


def can_ask_check_ins(user: User, link_up: LinkUp) -> Decision:
    """While it is under way; that the families have met is said when it is tried."""
    return can_coach_link_up(user, link_up) and allow_if(link_up.state in LinkUp.UNDER_WAY, otherwise=NOT_NOW)


def can_answer_check_in(user: User, check_in: LinkUpCheckIn) -> Decision:
    """The person who was asked; for a child, who reads for them; or the coach who hands over the phone (INV-09)."""
    if user.kind == User.Kind.FAMILY:
        mine = allow_if(
            readable_by(user).filter(pk=check_in.person_id).exists(),
            otherwise=_("Only the person who was asked answers this."),
        )
    else:
        mine = can_coach_link_up(user, check_in.link_up)
    return mine and allow_if(check_in.state == LinkUpCheckIn.State.ASKED, otherwise=_("This was answered already."))


def is_asked(user: User, check_in: LinkUpCheckIn) -> bool:
    """Whether the user is the very person who was asked: only they are asked what goes past the coach."""
    return (
        user.kind == User.Kind.FAMILY
        and getattr(user, "person_account", None) is not None
        and (user.person_account.person_id == check_in.person_id)
    )


def can_send_again(user: User, check_in: LinkUpCheckIn) -> Decision:
    """The coach, while it waits for an answer."""
    return can_coach_link_up(user, check_in.link_up) and allow_if(
        check_in.state == LinkUpCheckIn.State.ASKED, otherwise=_("They are not asked any more.")
    )


def can_take_call(user: User, call: CallBack) -> Decision:
    """Whom it went to when it was late; who holds it has it already."""
    return allow_if(call.done_on is None, otherwise=_("This call has been made.")) and allow_if(
        call.holder_id != user.pk, otherwise=_("This call is yours already.")
    )


def can_write_call_down(user: User, call: CallBack) -> Decision:
    """Whoever is to ring."""
    return allow_if(
        call.holder_id == user.pk, otherwise=_("Take the call on first: only who rings says how it went.")
    ) and allow_if(call.done_on is None, otherwise=_("How this call went is written down."))


def can_have_a_break(user: User, link_up: LinkUp) -> Decision:
    """A grown-up of either family, at any time and without a reason (domain.md §1.2)."""
    ours = Family.objects.visible_to(user).filter(pk__in=[link_up.seeking_family_id, link_up.sharing_family_id])
    family = ours.first() if user.kind == User.Kind.FAMILY else None
    if family is None:
        return Decision(_("Only one of the two families does this."))
    return can_speak_for(user, family) and allow_if(link_up.state == LinkUp.State.ACTIVE, otherwise=NOT_NOW)
