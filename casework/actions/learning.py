"""Writing down what is to be learned from, sharing it, trying something, and telling the family that began it (domain.md §4.5, §12.11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from casework import lifecycle
from casework.models import LearningNote, LearningTry
from database import clock

State, Audience = LearningNote.State, LearningNote.Audience


class LearningStepRefused(DomainError):
    """The step does not follow the state that the note is in."""

    code = "learning_step"


@action
def begin_learning(
    *,
    kind: LearningNote.Kind,
    what_happened: str,
    what_we_noticed: str = "",
    why_it_made_sense: str = "",
    by: User,
) -> LearningNote:
    """Write down what happened, for oneself at first: nobody else reads it until it is shared."""
    note = LearningNote(
        organisation=by.organisation,
        kind=kind,
        what_happened=what_happened,
        what_we_noticed=what_we_noticed,
        why_it_made_sense=why_it_made_sense,
        created_by=by,
    )
    note.full_clean()
    note.save(force_insert=True)
    return note


@action
def begin_our_learning(*, their_words: str, their_wish: str = "", by: User) -> LearningNote:
    """Someone of a family says what should be learned from. Their words stay theirs, and are read by whoever takes it up alone."""
    note = LearningNote(
        organisation=by.organisation,
        kind=LearningNote.Kind.FEEDBACK,
        their_words=their_words,
        their_wish=their_wish,
        begun_by_family=True,
        created_by=by,
    )
    note.full_clean()
    note.save(force_insert=True)
    return note


@action
def change_learning(*, note: LearningNote, row_version: int | None = None, by: User, **said: Any) -> LearningNote:
    """Change what a note says; a name that slipped in is taken out so, at any time."""
    held = _held(note)
    refuse_stale(held, row_version)
    return _changed(held, **said)


@action
def share_learning(  # noqa: PLR0913  (a note, what its readers need to know of it, and who they are)
    *,
    note: LearningNote,
    title: str,
    why_it_made_sense: str,
    themes: Sequence[str] = (),
    audience: LearningNote.Audience,
    names_author: bool = False,
    row_version: int | None = None,
    by: User,
    **said: str,
) -> LearningNote:
    """Share a note: with why it made sense at the time, or not at all (INV-70)."""
    held = _held(note)
    refuse_stale(held, row_version)
    return _stepped(
        held,
        State.SHARED,
        title=title,
        why_it_made_sense=why_it_made_sense,
        themes=list(themes),
        audience=audience,
        names_author=names_author,
        shared_on=clock.today(),
        **said,
    )


@action
def try_learning(*, note: LearningNote, what_we_will_try: str, try_by: date, by: User) -> LearningNote:
    """Say what will be tried, and when it is looked at."""
    if try_by < clock.today():
        raise ValidationError({"try_by": _("Choose a day that is still to come.")})
    return _stepped(_held(note), State.TRYING, what_we_will_try=what_we_will_try, try_by=try_by)


@action
def note_try(
    *, note: LearningNote, tried_on: date, what_happened: str, keep: LearningTry.Keep, by: User
) -> LearningTry:
    """Write down what happened when it was tried."""
    if tried_on > clock.today():
        raise ValidationError({"tried_on": _("That day is still to come.")})
    tried = LearningTry(
        organisation=by.organisation,
        note=note,
        tried_on=tried_on,
        what_happened=what_happened,
        keep=keep,
        created_by=by,
    )
    tried.full_clean()
    tried.save(force_insert=True)
    return tried


@action
def say_learned(*, note: LearningNote, what_we_learned: str, by: User) -> LearningNote:
    """Say what was learned, once something was tried."""
    return _stepped(_held(note), State.LEARNED, what_we_learned=what_we_learned)


@action
def tell_family_what_changed(*, note: LearningNote, what_changed: str, by: User) -> LearningNote:
    """Tell whoever of a family began it what has changed; it stands on their own page from then on."""
    held = _held(note)
    if held.told_family_on:
        raise LearningStepRefused(_("They have been told already."))
    return _changed(held, what_changed=what_changed, told_family_on=clock.today())


def _held(note: LearningNote) -> LearningNote:
    return LearningNote.objects.select_for_update(of=("self",)).get(pk=note.pk)


def _stepped(held: LearningNote, to: LearningNote.State, **facts: Any) -> LearningNote:
    if not lifecycle.can_note_become(held, to):
        raise LearningStepRefused(
            _("This note is “%(now)s” already, so this step is not needed now.") % {"now": held.get_state_display()}
        )
    return _changed(held, state=to, **facts)


def _changed(held: LearningNote, **facts: Any) -> LearningNote:
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save(update_fields=[*facts])
    return held
