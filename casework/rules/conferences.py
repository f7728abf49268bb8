"""Who may take which step of a conference. The moment comes last, so that a stranger never learns the state."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from accounts.roles import Permission
from casework import lifecycle
from casework.models import Conference, ConferenceOffer, Participant, PlanAction
from casework.models.conferences import BEFORE_HELD, NEEDED_IN
from families.models import Family, Involvement, Practitioner, readable_by
from families.rules.people import can_work_with

State = Conference.State
ANSWERABLE = (State.HELD, State.PLAN_NOT_AGREED)


def plans_meetings(user: User) -> bool:
    """Whether family meetings belong to someone's work at all; with which family each rule says for itself."""
    return offers_meetings(user) or user.has(Permission.CONFERENCE_COORDINATE)


def offers_meetings(user: User) -> bool:
    """Whether it is someone's work to offer them, as it is not a coordinator's."""
    return user.has(Permission.CONFERENCE_OFFER)


def can_offer_conference(user: User, family: Family) -> Decision:
    """Someone whose work with the family has not ended."""
    return allow_if(
        offers_meetings(user),
        otherwise=_("Only people who work with families offer a conference here."),
    ) and can_work_with(user, family)


def _while(conference: Conference, *states: Conference.State) -> Decision:
    return allow_if(conference.state in states, otherwise=_("This is not the moment for that step."))


def can_offer_to(user: User, conference: Conference) -> Decision:
    """Offer it to one person more, or write down what someone said, until it is held."""
    return can_offer_conference(user, conference.family) and _while(conference, *BEFORE_HELD)


def can_answer_own_offer(user: User, offer: ConferenceOffer) -> Decision:
    """Whoever it was offered to, by their own sign-in; no one answers for another here."""
    account = getattr(offer.offered_to, "account", None)
    return allow_if(
        account is not None and account.user_id == user.pk, otherwise=_("Only the one to whom it was offered answers.")
    )


def can_refer_conference(user: User, conference: Conference) -> Decision:
    return can_offer_conference(user, conference.family) and _while(conference, State.OFFERED)


def can_accept_conference(user: User, conference: Conference) -> Decision:
    return _allocates(user) and _while(conference, State.REFERRED)


def can_allocate_coordinator(user: User, conference: Conference) -> Decision:
    """A first coordinator once it is accepted, another one until it is held."""
    return _allocates(user) and _while(conference, State.ACCEPTED, State.PREPARING, State.ARRANGED)


def _allocates(user: User) -> Decision:
    return allow_if(
        user.has(Permission.CONFERENCE_ALLOCATE),
        otherwise=_("Only managers accept conferences and choose their coordinator."),
    )


def can_coordinate(user: User, conference: Conference) -> Decision:
    """Whoever was chosen to; as long as the conference is open."""
    return (
        allow_if(user.has(Permission.CONFERENCE_COORDINATE), otherwise=_("Only coordinators hold conferences."))
        and allow_if(
            conference.coordinator is not None and conference.coordinator.user_id == user.pk,
            otherwise=_("Another coordinator holds this conference."),
        )
        and allow_if(lifecycle.is_open(conference), otherwise=_("This conference has ended."))
    )


def can_prepare(user: User, conference: Conference) -> Decision:
    """Ask people, and say when and where the family meets."""
    return can_coordinate(user, conference) and _while(conference, State.PREPARING, State.ARRANGED)


def can_write_information(user: User, conference: Conference) -> Decision:
    """What the family reads before: its coordinator, or whoever may offer it, once it is asked for and until it is held."""
    return _keeps_going(user, conference) and _while(conference, *(BEFORE_HELD - {State.OFFERED}))


def can_answer_invitation(user: User, participant: Participant) -> Decision:
    """Whoever is asked, by their own sign-in, while it is prepared; no one answers for another here."""
    account = getattr(participant.person, "account", None)
    return allow_if(
        account is not None and account.user_id == user.pk, otherwise=_("Only whoever is asked answers here.")
    ) and _while(participant.conference, State.PREPARING, State.ARRANGED)


def can_hold(user: User, conference: Conference) -> Decision:
    """The day itself; and moving it to another."""
    return can_coordinate(user, conference) and _while(conference, State.ARRANGED)


def can_write_plan(user: User, conference: Conference) -> Decision:
    """The coordinator writes what the family decided; a family that was told "not agreed" may change it themselves."""
    who = _is_of_the_meeting(user, conference) if user.kind == User.Kind.FAMILY else can_coordinate(user, conference)
    when = (State.PLAN_NOT_AGREED,) if user.kind == User.Kind.FAMILY else ANSWERABLE
    return who and _while(conference, *when)


def _is_of_the_meeting(user: User, conference: Conference) -> Decision:
    asked = Participant.objects.asked().filter(conference=conference, person__in=readable_by(user).values("pk"))
    return allow_if(
        any(participant.is_family for participant in asked),
        otherwise=_("This is for the people of the family meeting."),
    )


def can_answer_plan(user: User, conference: Conference) -> Decision:
    """A manager who can agree what it needs, or the lead worker; once there is a plan to answer."""
    leads = Involvement.objects.led_by(user).current().filter(family=conference.family)
    return (
        allow_if(
            user.has(Permission.PLAN_ANSWER) or leads.exists(),
            otherwise=_("Only a manager or the family’s lead worker answers a plan."),
        )
        and allow_if(hasattr(user, "practitioner"), otherwise=_("Only someone who works with families answers a plan."))
        and _while(conference, *ANSWERABLE)
        and allow_if(conference.plans.exists(), otherwise=_("The family’s plan is not written down yet."))
    )


def can_settle_resources(user: User, conference: Conference) -> Decision:
    return (
        allow_if(user.has(Permission.PLAN_ANSWER), otherwise=_("Only a manager says that what a plan needs is agreed."))
        and _while(conference, State.PLAN_AGREED, State.REVIEW_DUE)
        and allow_if(bool(conference.resources_pending), otherwise=_("Nothing is being asked for any more."))
    )


def can_write_needs(user: User, conference: Conference) -> Decision:
    """What the plan needs, and the photo of what the family wrote: its coordinator, or who may offer one to the family."""
    return _keeps_going(user, conference) and _while(conference, *NEEDED_IN)


def can_answer_needs(user: User, conference: Conference) -> Decision:
    """Write down what a service said: as above, or who can agree what a plan needs; no closing ends a promise."""
    return _keeps_going(user, conference) or allow_if(
        user.has(Permission.PLAN_ANSWER),
        otherwise=_("Only those who keep the meeting going write down what was answered."),
    )


def can_set_review(user: User, conference: Conference) -> Decision:
    """Set or move the day on which the family looks back, and say that it has come."""
    return _keeps_going(user, conference) and _while(
        conference, State.PLAN_AGREED, State.PLAN_NOT_AGREED, State.REVIEW_DUE
    )


def can_begin_review(user: User, conference: Conference) -> Decision:
    return _keeps_going(user, conference) and _while(conference, State.PLAN_AGREED, State.PLAN_NOT_AGREED)


def can_close_conference(user: User, conference: Conference) -> Decision:
    return _keeps_going(user, conference) and _while(conference, State.REVIEW_DUE)


def can_stop_conference(user: User, conference: Conference) -> Decision:
    """Say that it is not going ahead."""
    return _keeps_going(user, conference) and _while(conference, *BEFORE_HELD)


def _keeps_going(user: User, conference: Conference) -> Decision:
    """Its coordinator, or whoever may offer one to the family."""
    return can_coordinate(user, conference) or can_offer_conference(user, conference.family)


def can_note_progress(user: User, action: PlanAction) -> Decision:
    """Tick a step: whoever takes it, anyone of the family meeting, its coordinator, and those alongside the family.

    That the conference is finished ends no promise: a step is ticked until it is done or will not be (domain.md §2.3, 13).
    """
    own = action.pk in _own_steps(user, [action])
    return (ALLOW if own else _is_with_the_plan(user, action.plan.conference)) and _is_agreed(action)


def steps_to_tick(user: User, actions: Sequence[PlanAction]) -> frozenset[UUID]:
    """Those of the steps of one plan that this user may tick, asked for all at once."""
    if not actions or not _is_agreed(actions[0]):
        return frozenset()
    if _is_with_the_plan(user, actions[0].plan.conference):
        return frozenset(action.pk for action in actions)
    return _own_steps(user, actions)


def _is_agreed(action: PlanAction) -> Decision:
    return allow_if(action.plan.agreed_on is not None, otherwise=_("Steps are ticked once the plan is agreed."))


def _is_with_the_plan(user: User, conference: Conference) -> Decision:
    """Of the family meeting, or of those who keep it going: they may tick anyone’s step."""
    if user.kind == User.Kind.FAMILY:
        return _is_of_the_meeting(user, conference)
    return _keeps_going(user, conference)


def _own_steps(user: User, actions: Sequence[PlanAction]) -> frozenset[UUID]:
    """The steps that the user takes, or someone for whom they read, or the agency that they work for."""
    if user.kind == User.Kind.FAMILY:
        people = set(readable_by(user).values_list("pk", flat=True))
        return frozenset(action.pk for action in actions if action.who_person_id in people)
    worker = Practitioner.objects.filter(user=user).values_list("pk", "works_for").first()
    takers = {taker for taker in worker or () if taker}
    return frozenset(action.pk for action in actions if takers & {action.who_practitioner_id, action.who_agency_id})


def can_change_step(user: User, action: PlanAction) -> Decision:
    """Write the step that takes another's place: what was agreed is changed by those who work with the family."""
    return allow_if(
        user.kind == User.Kind.STAFF, otherwise=_("Ask the worker who is with you on this plan to change a step.")
    ) and can_note_progress(user, action)
