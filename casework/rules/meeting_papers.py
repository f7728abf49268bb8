"""Who may have which paper of a family meeting, and when one may not be handed over at all (domain.md §2.3, §2.6, §8.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import ALLOW, Decision, allow_if
from accounts.models import User
from casework.models import Conference, Exclusion, Participant
from casework.queries.meeting_papers import asks_by_name, own_papers
from casework.queries.plans import PlanPage
from families.models import Person, Record
from families.queries.hidden_words import concealed_words, hidden_words
from families.queries.on_paper import is_kept_on_paper, reads_on_paper
from families.rules.access import works_here

State = Conference.State


def can_have_invitation(user: User, participant: Participant) -> Decision:
    """Whoever works on the meeting prints it for each; a family member their own, and that of a child for whom they read."""
    conference = participant.conference
    return (
        _is_ones_own(user, participant)
        and allow_if(
            participant.practitioner_id is None,
            otherwise=_("Whoever works with the family is asked by their calendar: the day is there to take."),
        )
        and allow_if(
            conference.state == State.ARRANGED,
            otherwise=_("There is an invitation once the day and the place are set."),
        )
        and is_in_some_part(participant)
        and may_be_handed(user, participant, conference.record)
        and _hides_nothing(user, participant, {"venue": conference.venue, "practicalities": conference.practicalities})
    )


def can_have_plan_copy(user: User, participant: Participant, page: PlanPage | None) -> Decision:
    """Printed by whoever works on the meeting; the family finds its own at the plan."""
    may = works_here(user) and allow_if(
        participant.person_id is not None,
        otherwise=_("Nothing says what they may read, as they are written down by name only. Talk it over with them."),
    )
    if not may or page is None:
        return may and Decision(_("The family’s plan is not written down yet."))
    return may_be_handed(user, participant, page.plan.record) and _hides_nothing(user, participant, _words_of(page))


def can_read_information(user: User, conference: Conference, readers: Sequence[Person]) -> Decision:
    """Once there is something to read, and as long as it hides nothing from whom it is handed to."""
    words = {name: getattr(conference, name) for name in ("going_well", "questions", "bottom_lines")}
    return allow_if(
        any(words.values()), otherwise=_("What the family needs to work out is not written down yet.")
    ) and allow_if(
        not hidden_words(words, shared_with=readers, family=conference.family)
        and not (
            user.kind == User.Kind.STAFF
            and asks_by_name(conference, user)
            and concealed_words(words, people=[], family=conference.family)
        ),
        otherwise=_put_right(user, conference),
    )


def can_take_the_day(user: User, conference: Conference) -> Decision:
    """For a calendar: whoever works on the meeting, and of the family whoever is asked; also once it is not going ahead, to take it out."""
    return allow_if(
        user.kind == User.Kind.STAFF or bool(own_papers(conference, user)),
        otherwise=_("There is a day for your calendar once one is set, if you are asked to the meeting."),
    ) and allow_if(conference.meets_at is not None, otherwise=_("No day is set yet."))


def is_in_some_part(participant: Participant) -> Decision:
    """Of whom it was decided that they are not there, nothing invites them (domain.md §2.6)."""
    away = Exclusion.objects.away().filter(conference=participant.conference_id, person=participant.person_id)
    return allow_if(
        participant.person_id is None or not away.exists(),
        otherwise=_(
            "It was decided that they are not at this meeting, so nothing invites them. Hear their view another way."
        ),
    )


def _is_ones_own(user: User, participant: Participant) -> Decision:
    if user.kind == User.Kind.STAFF:
        return ALLOW
    mine = {one.pk for one in own_papers(participant.conference, user)}
    return allow_if(
        participant.pk in mine, otherwise=_("Everyone reads their own invitation, once the day and the place are set.")
    )


def may_be_handed(user: User, participant: Participant, record: Record) -> Decision:
    """Whoever is asked by a name alone has nothing kept from them, and is told of nobody. Whoever reads theirs has come by the door."""
    person, may = participant.person, True
    if person and user.kind == User.Kind.STAFF:
        may = reads_on_paper(person, record) if participant.is_family else not is_kept_on_paper(person, record)
    return allow_if(
        may,
        otherwise=_("They may not read this, so there is no paper for them. Hear their view apart from the meeting."),
    )


def _hides_nothing(user: User, participant: Participant, words: Mapping[str, str]) -> Decision:
    """What was hidden after it was written is found before it is printed."""
    person, family = participant.person, participant.conference.family
    if person:
        found = bool(hidden_words(words, shared_with=[person], family=family))
    else:
        found = concealed_words(words, people=[], family=family) is not None
    return allow_if(not found, otherwise=_put_right(user, participant.conference))


def _put_right(user: User, conference: Conference) -> str | Promise:
    """To the family no more than that they ask; to whoever works on it what to do."""
    if user.kind == User.Kind.STAFF:
        return _(
            "Something on it would tell them an address or a number that is hidden from them. Put that right first."
        )
    name = conference.coordinator.name if conference.coordinator else _("the worker who is with you")
    return _("This paper is not ready. Ask %(name)s.") % {"name": name}


def _words_of(page: PlanPage) -> dict[str, str]:
    steps = {f"step {action.position}": f"{action.what}\n{action.how_we_will_know}" for action in page.actions}
    instead = {f"plan B {one.position}": f"{one.if_what}\n{one.then_what}" for one in page.contingencies}
    return {"in_our_words": page.plan.in_our_words} | steps | instead
