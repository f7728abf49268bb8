"""Giving the papers of a family meeting: written down, and sent where that is safe (domain.md §2.3, 5, 7 and 12; §8.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action, bad_input
from accounts.mail import went
from accounts.models import User
from casework.actions.conferences import note_facts, still
from casework.models import Conference, FamilyPlan, PaperCopy, Participant
from casework.models.papers_given import with_papers
from casework.queries.papers_given import safe_address
from casework.rules.giving_papers import GIVEN_IN
from database import clock

Paper, Way = PaperCopy.Paper, PaperCopy.Way
OF_THE_WAY = frozenset(
    {
        "paper_copy_by_their_sign_in",
        "paper_copy_by_safe_email",
        "paper_copy_email_is_theirs_alone",
        "paper_copy_by_safe_post",
        "paper_copy_post_is_theirs_alone",
    }
)
"""The rules of which the sentence stands at the way in which a paper is given; those of the others at who has it."""


class PaperNotSo(DomainError):
    """Someone else said so first."""

    code = "paper_not_so"


@action
def give_papers(  # noqa: PLR0913  (one sentence: which paper was given to whom, when and in what way)
    *,
    conference: Conference,
    paper: str,
    people: Sequence[Participant],
    way: str,
    given_on: date,
    place: str,
    by: User,
) -> list[PaperCopy]:
    """Write down that each of these has this paper. By e-mail each is told, today, that there is something to read; never what.

    All or none: where one of them can't have it by this way nothing is written, and nobody is written to. `place`: where our pages stand.
    """
    locked = still(conference, *GIVEN_IN)
    if given_on > clock.today():
        raise ValidationError({"given_on": _("Write it down once they have it.")})
    if way == Way.EMAIL and given_on != clock.today():
        raise ValidationError({"given_on": _("An e-mail is sent now: choose today.")})
    plan = _newest_plan(locked) if paper == Paper.PLAN else None
    given = [
        _give(PaperCopy(conference=locked, paper=paper, plan=plan, way=way, given_on=given_on), one, by)
        for one in people
    ]
    if way == Way.EMAIL:
        _send(given, place, by)
    if paper == Paper.INFORMATION:
        _note_that_all_have_it(locked)
    return given


def _newest_plan(conference: Conference) -> FamilyPlan:
    newest = FamilyPlan.objects.filter(conference=conference).order_by("-version").first()
    if newest is None:
        raise ValidationError({"paper": _("There is no plan to give yet: write it down first.")})
    return newest


def _give(copy: PaperCopy, to: Participant, by: User) -> PaperCopy:
    copy.organisation, copy.created_by = by.organisation, by
    copy.person, copy.other_name = to.person, to.other_name
    try:
        copy.full_clean()
        with transaction.atomic(), bad_input():
            copy.save(force_insert=True)
    except ValidationError as error:
        field = "way" if getattr(error, "code", "") in OF_THE_WAY else "people"
        raise ValidationError({field: [f"{to}: {sentence}" for sentence in error.messages]}) from error
    return copy


def _send(given: Iterable[PaperCopy], place: str, by: User) -> None:
    """Once all is written down, to each by themselves: nobody reads who else was written to."""
    subject = render_to_string("casework/email/paper_subject.txt").strip()
    message = render_to_string("casework/email/paper_message.txt", {"link": place + reverse("casework:our-page")})
    letters: list[tuple[PaperCopy, EmailMessage]] = []
    for copy in given:
        point = safe_address(copy.person, by) if copy.person else None
        if point is None:
            sentence = _("%(name)s: you see no address to which an e-mail is safe for them. Give it by hand.")
            raise ValidationError({"way": sentence % {"name": copy.to_whom}})
        letters.append((copy, EmailMessage(subject, message, settings.DEFAULT_FROM_EMAIL, [point.value])))
    transaction.on_commit(partial(_deliver, letters, by))


def _deliver(letters: Sequence[tuple[PaperCopy, EmailMessage]], by: User) -> None:
    """Send them, and write down of each whether it went: whoever gave it reads that on the page, and gives it otherwise if it did not."""
    for (copy, _letter), has_gone in zip(letters, went([letter for _copy, letter in letters]), strict=True):
        note_mailed(copy=copy, has_gone=has_gone, by=by)


@action
def note_mailed(*, copy: PaperCopy, has_gone: bool, by: User) -> PaperCopy:
    """Write down that an e-mail went, or that it did not."""
    name = "mailed_at" if has_gone else "not_mailed_at"
    setattr(copy, name, clock.now())
    copy.save(update_fields=[name])
    return copy


def _note_that_all_have_it(conference: Conference) -> None:
    """The day on which the last of those who are asked had what is read before; none while one of them lacks it."""
    asked = with_papers(Participant.objects.asked().filter(conference=conference, practitioner__isnull=True))
    had = [one.informed_on for one in asked if one.is_family]  # type: ignore[attr-defined]
    if had and all(had):
        note_facts(conference, information_given_on=max(had))


@action
def say_it_was_not_so(*, copy: PaperCopy, by: User) -> PaperCopy:
    """Say that a paper was not given as it stands there. The row stays, and counts no more."""
    locked = PaperCopy.objects.select_for_update(of=("self",)).select_related("conference").get(pk=copy.pk)
    if locked.withdrawn_at is not None:
        raise PaperNotSo(_("Someone else said meanwhile that this was not so."))
    locked.withdrawn_at = clock.now()
    locked.save(update_fields=["withdrawn_at"])
    if locked.paper == Paper.INFORMATION and locked.conference.information_given_on:
        note_facts(Conference.objects.select_for_update().get(pk=locked.conference_id), information_given_on=None)
    return locked
