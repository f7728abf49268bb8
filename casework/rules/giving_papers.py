"""Who gives the papers of a family meeting, and which paper whoever is asked may have (domain.md §2.3, §2.6, §8.6)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from casework.models import Conference, PaperCopy, Participant
from casework.queries.meeting_papers import plan_copy
from casework.rules.conferences import can_coordinate, can_offer_conference
from casework.rules.meeting_papers import (
    can_have_invitation,
    can_have_plan_copy,
    can_read_information,
    is_in_some_part,
    may_be_handed,
)

State, Paper = Conference.State, PaperCopy.Paper
GIVEN_IN = (
    State.PREPARING,
    State.ARRANGED,
    State.HELD,
    State.PLAN_AGREED,
    State.PLAN_NOT_AGREED,
    State.REVIEW_DUE,
)
"""From when there is a coordinator until the meeting has ended."""


def can_give_papers(user: User, conference: Conference) -> Decision:
    """Its coordinator, or whoever may offer it to the family; each writes down what they gave themselves."""
    return (can_coordinate(user, conference) or can_offer_conference(user, conference.family)) and allow_if(
        conference.state in GIVEN_IN,
        otherwise=_("Papers are given while the meeting goes on, once it has a coordinator."),
    )


def can_have(user: User, participant: Participant, paper: str) -> Decision:
    """Whether this paper, as it stands today, may be given to this one of those asked."""
    conference, person = participant.conference, participant.person
    return is_in_some_part(participant) and (
        can_have_invitation(user, participant)
        if paper == Paper.INVITATION
        else may_be_handed(user, participant, conference.record)
        and can_read_information(user, conference, [person] if person else [])
        if paper == Paper.INFORMATION
        else can_have_plan_copy(user, participant, plan_copy(participant, user))
        if paper == Paper.PLAN
        else ALLOW
    )


def can_say_it_was_not_so(user: User, copy: PaperCopy) -> Decision:
    """Whoever wrote it down, or the coordinator; once."""
    return (
        allow_if(
            copy.created_by_id == user.pk or bool(can_coordinate(user, copy.conference)),
            otherwise=_("Whoever gave a paper says that it was not so, or the coordinator does."),
        )
        and allow_if(user.kind == User.Kind.STAFF, otherwise=_("Tell the worker who is with you if you don’t have it."))
        and allow_if(copy.withdrawn_at is None, otherwise=_("It stands there already that this was not so."))
    )
