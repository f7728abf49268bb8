"""Taking a family group conference from the offer to looking back, one step at a time (domain.md §2.3, §12.3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.roles import Permission
from accounts.versions import refuse_stale
from casework import lifecycle
from casework.actions.kept_from import keep_as
from casework.actions.meeting_words import refuse_hidden_from_family
from casework.models import Conference, ConferenceFocus, ConferenceOffer, ConferenceReferral, Participant
from casework.models.conferences import BEFORE_HELD
from database import clock
from families.actions.access import begin_involvement, end_involvement
from families.actions.records import begin_record
from families.models import Family, Involvement, Person, Practitioner, Record
from families.periods import since
from families.queries.readers import kept_apart

State = Conference.State
Response = ConferenceOffer.Response


class OfferOver(DomainError):
    """It is too late to answer an offer; what became of the meeting is not told."""

    code = "offer_over"


class StepRefused(DomainError):
    """The step does not follow the state that the conference is in."""

    code = "conference_step"


def take_step(conference: Conference, *, to: Conference.State, **facts: Any) -> Conference:
    """Move a conference on with the facts of the step, whoever else is moving it just then; inside an action."""
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if not lifecycle.can_become(locked, to):
        refusal = _("This conference is “%(state)s”, so it can’t become “%(next)s” now.")
        raise StepRefused(refusal % {"state": locked.get_state_display(), "next": to.label})
    return note_facts(locked, state=to, **facts)


def note_facts(locked: Conference, **facts: Any) -> Conference:
    """Write facts on a conference that is locked already."""
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save(update_fields=[*facts])
    return locked


def still(conference: Conference, *states: Conference.State) -> Conference:
    """The conference, locked, if it is still in one of these states."""
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    if locked.state not in states:
        refusal = _("This conference is “%(state)s”, so this can’t be changed now.")
        raise StepRefused(refusal % {"state": locked.get_state_display()})
    return locked


@action
def offer_conference(  # noqa: PLR0913  (one sentence: what is offered to whom, about whom, when and how)
    *,
    family: Family,
    about: Iterable[Person],
    offered_to: Iterable[Person],
    offered_on: date,
    channel: ConferenceOffer.Channel,
    is_in_letter_before_proceedings: bool = False,
    letter_on: date | None = None,
    by: User,
    **kind: Any,
) -> Conference:
    """Offer a family a conference, person by person. `kind`: setting, review_of, is_urgent."""
    focus = list(dict.fromkeys(about))
    if not focus:
        raise ValidationError({"about": _("Say whom the meeting is about.")})
    refuse_kept_apart({person.pk for person in focus}, set(), by=by, field="about")
    record = begin_record(kind=Record.Kind.CONFERENCE, family=family, happened_on=offered_on, subjects=focus, by=by)
    conference = Conference(organisation=by.organisation, record=record, family=family, created_by=by, **kind)
    conference.full_clean()
    conference.save()
    if conference.review_of:
        keep_as(record, of=conference.review_of.record, by=by)
    for person in focus:
        _say_it_is_about(conference, person, by)
    for person in dict.fromkeys(offered_to):
        offer_to(
            conference=conference,
            person=person,
            offered_on=offered_on,
            channel=channel,
            is_in_letter_before_proceedings=is_in_letter_before_proceedings,
            letter_on=letter_on,
            by=by,
        )
    if not conference.offers.exists():
        raise ValidationError({"offered_to": _("Say to whom it was offered.")})
    return conference


def refuse_kept_apart(newcomers: set[UUID], there: set[UUID], *, by: User, field: str) -> None:
    """Of two who are kept apart neither could read the meeting of both; how the other is heard instead is §2.6 of domain.md."""
    for one in kept_apart(newcomers, by):
        if one.parts(there | newcomers):
            sentence = _(
                "%(kept)s In a meeting of both, neither could read it. Hear their view apart from the meeting."
            )
            raise ValidationError({field: sentence % {"kept": one.words}})


def _say_it_is_about(conference: Conference, person: Person, by: User) -> None:
    """Whom a conference is about is asked to it from the beginning."""
    whose: dict[str, Any] = {"organisation": by.organisation, "conference": conference, "person": person}
    ConferenceFocus.objects.create(created_by=by, **whose)
    Participant.objects.create(kind=Participant.Kind.FOCUS_PERSON, created_by=by, **whose)


@action
def offer_to(  # noqa: PLR0913  (as above)
    *,
    conference: Conference,
    person: Person,
    offered_on: date,
    channel: ConferenceOffer.Channel,
    is_in_letter_before_proceedings: bool = False,
    letter_on: date | None = None,
    by: User,
) -> ConferenceOffer:
    """Offer a conference that has been offered to others to one person more."""
    still(conference, *BEFORE_HELD)
    offer = ConferenceOffer(
        organisation=by.organisation,
        conference=conference,
        offered_to=person,
        offered_on=offered_on,
        channel=channel,
        is_in_letter_before_proceedings=is_in_letter_before_proceedings,
        letter_on=letter_on,
        created_by=by,
    )
    offer.full_clean()
    offer.save()
    return offer


@action
def answer_offer(
    *,
    offer: ConferenceOffer,
    response: ConferenceOffer.Response,
    responded_on: date | None = None,
    row_version: int | None = None,
    by: User,
) -> ConferenceOffer:
    """Write down what someone said to the offer. No is an answer like any other, and yes may be taken back."""
    locked = ConferenceOffer.objects.select_for_update().get(pk=offer.pk)
    refuse_stale(locked, row_version)
    return _write_answer(locked, response, responded_on)


def _write_answer(locked: ConferenceOffer, response: str, responded_on: date | None) -> ConferenceOffer:
    locked.response, locked.responded_on = response, responded_on
    locked.full_clean()
    locked.save(update_fields=["response", "responded_on"])
    return locked


@action
def answer_own_offer(*, offer: ConferenceOffer, response: ConferenceOffer.Response, by: User) -> ConferenceOffer:
    """Write down what someone says themselves to the offer made to them: yes, no, or not now. A no after a yes takes it back."""
    conference = Conference.objects.select_for_update(of=("self",)).filter(offers=offer).first()
    if conference is None or conference.state not in BEFORE_HELD:
        raise OfferOver(_("This meeting is not on offer any more, so there is nothing to answer."))
    locked = ConferenceOffer.objects.select_for_update().get(pk=offer.pk)
    if response == Response.WAITING:
        return _write_answer(locked, response, None)
    said_yes = locked.response in {Response.ACCEPTED, Response.WITHDRAWN}
    if response == Response.DECLINED and said_yes:
        response = Response.WITHDRAWN
    return _write_answer(locked, response, max(clock.today(), locked.offered_on))


@action
def refer_conference(
    *,
    conference: Conference,
    going_well: str = "",
    questions: str = "",
    bottom_lines: str = "",
    by: User,
    **referral: Any,
) -> Conference:
    """Ask for the conference, with consent. `referral`: the fields of `ConferenceReferral` (domain.md §2.3, step 1)."""
    locked = still(conference, State.OFFERED)
    read = {"going_well": going_well, "questions": questions, "bottom_lines": bottom_lines}
    refuse_hidden_from_family(locked, read, by=by)
    asked = ConferenceReferral(organisation=by.organisation, conference=locked, created_by=by, **referral)
    asked.full_clean()
    asked.save()
    return take_step(locked, to=State.REFERRED, **read)


@action
def accept_conference(*, conference: Conference, accepted_on: date, by: User) -> Conference:
    """Say that the conference will be prepared."""
    return take_step(conference, to=State.ACCEPTED, accepted_on=accepted_on)


@action
def allocate_coordinator(
    *, conference: Conference, coordinator: Practitioner, row_version: int | None = None, by: User
) -> Conference:
    """Give the conference to a coordinator, and open to them what of the family is theirs to prepare (INV-20).

    Another coordinator may take over until it is held.
    """
    locked = still(conference, State.ACCEPTED, State.PREPARING, State.ARRANGED)
    refuse_stale(locked, row_version)
    former = locked.coordinator
    if locked.state == State.ACCEPTED:
        locked = take_step(locked, to=State.PREPARING, coordinator=coordinator)
    else:
        locked = note_facts(locked, coordinator=coordinator)
    if not (coordinator.user and coordinator.user.has(Permission.CONFERENCE_COORDINATE)):
        raise ValidationError({"coordinator": _("Choose someone who coordinates conferences.")})
    if former and former != coordinator:
        _end_access(locked, former, by)
    held = Involvement.objects.current().filter(family=locked.family, role=Involvement.Role.FGC_COORDINATOR)
    if not held.filter(practitioner=coordinator).exists():
        begin_involvement(
            family=locked.family,
            practitioner=coordinator,
            role=Involvement.Role.FGC_COORDINATOR,
            period=since(clock.today()),
            by=by,
        )
    return locked


def _end_access(conference: Conference, coordinator: Practitioner, by: User) -> None:
    """End a coordinator's involvement, unless another open conference of the family is theirs too."""
    others = Conference.objects.open().filter(family=conference.family, coordinator=coordinator)
    if others.exclude(pk=conference.pk).exists():
        return
    held = Involvement.objects.current().filter(
        family=conference.family, practitioner=coordinator, role=Involvement.Role.FGC_COORDINATOR
    )
    for involvement in held:
        begun = involvement.period.lower or clock.today()
        end_involvement(
            involvement=involvement,
            on=max(clock.today(), begun + timedelta(days=1)),
            end_reason=Involvement.EndReason.OTHERS,
            by=by,
        )


@action
def close_conference(
    *, conference: Conference, reviewed_on: date | None = None, no_review_reason: str = "", by: User
) -> Conference:
    """Close a conference whose plan the family has looked back at, and with it the coordinator's access."""
    facts: dict[str, Any] = {"reviewed_on": reviewed_on}
    if no_review_reason:
        refuse_hidden_from_family(conference, {"no_review_reason": no_review_reason}, by=by)
        facts["no_review_reason"] = no_review_reason
    closed = take_step(conference, to=State.CLOSED_REVIEWED, **facts)
    _end_coordinators_access(closed, by)
    return closed


@action
def stop_conference(*, conference: Conference, reason: Conference.WhyNot, by: User) -> Conference:
    """Say that a conference is not going ahead; that a family would rather not is reason enough."""
    stopped = take_step(conference, to=State.NOT_GOING_AHEAD, not_going_ahead_reason=reason)
    _end_coordinators_access(stopped, by)
    return stopped


def _end_coordinators_access(conference: Conference, by: User) -> None:
    if conference.coordinator:
        _end_access(conference, conference.coordinator, by)
