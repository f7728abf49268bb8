"""Writing down supervision: what is the worker's own, and apart from it what was thought and decided for a family (domain.md §4.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action, bad_input
from accounts.models import User
from accounts.versions import refuse_stale
from casework.models import FamilySupervisionNote, SupervisionSession
from database import clock
from families.actions.records import EntryText, Sharing, begin_record, hold_record, refuse_hidden_words, write_entries
from families.models import Entry, Family, Person, Record, Restriction

MOST_FAMILIES = 4
"""A session is of a few families, thought about well (domain.md §4.3)."""


class SupervisionAgreed(DomainError):
    """Both have agreed to it."""

    code = "supervision_agreed"


class EnoughFamilies(DomainError):
    """Four families were thought about in this session already."""

    code = "supervision_enough_families"


@action
def write_supervision(  # noqa: PLR0913  (a session, as its form has it)
    *,
    supervisee: User,
    supervisor: User,
    on: date,
    minutes: int,
    kind: SupervisionSession.Kind,
    wellbeing: str = "",
    development: str = "",
    agreements: Sequence[str] = (),
    by: User,
) -> SupervisionSession:
    """Write down a session; the other one of the two reads it at once, and agrees to it."""
    _refuse_to_come(on)
    session = SupervisionSession(
        organisation=by.organisation,
        supervisee=supervisee,
        supervisor=supervisor,
        on=on,
        minutes=minutes,
        kind=kind,
        wellbeing=wellbeing,
        development=development,
        agreements=list(agreements),
        written_by=by,
        created_by=by,
    )
    session.full_clean()
    session.save(force_insert=True)
    return session


@action
def change_supervision(  # noqa: PLR0913  (a session, as its form has it)
    *,
    session: SupervisionSession,
    on: date,
    minutes: int,
    kind: SupervisionSession.Kind,
    wellbeing: str,
    development: str,
    agreements: Sequence[str],
    row_version: int | None = None,
    by: User,
) -> SupervisionSession:
    """Change what it says, until both agree to it; from then on the other agrees to these words."""
    _refuse_to_come(on)
    held = _open(session)
    refuse_stale(held, row_version)
    held.on, held.minutes, held.kind = on, minutes, kind
    held.wellbeing, held.development, held.agreements = wellbeing, development, list(agreements)
    held.written_by = by
    held.full_clean()
    held.save(update_fields=["on", "minutes", "kind", "wellbeing", "development", "agreements", "written_by"])
    return held


@action
def agree_to_supervision(
    *, session: SupervisionSession, row_version: int | None = None, by: User
) -> SupervisionSession:
    """Say that this is how it was. It stays from then on."""
    held = _open(session)
    refuse_stale(held, row_version)
    held.agreed_at = clock.now()
    held.save(update_fields=["agreed_at"])
    return held


@action
def write_family_note(  # noqa: PLR0913  (a note: of which family, about whom, what was thought and decided, how it is shared)
    *,
    family: Family,
    people: Iterable[Person],
    happened_on: date,
    thought_about: str,
    hypotheses: Sequence[str] = (),
    decision: str = "",
    because: str = "",
    decided_by: User | None = None,
    session: SupervisionSession | None = None,
    sharing: Sharing | None = None,
    supersedes: FamilySupervisionNote | None = None,
    by: User,
) -> FamilySupervisionNote:
    """Write on a family's record what was thought about it and decided for it; those whom it is about read it unless someone says why
    not. What was decided is an entry of its own, too, as any decision is.

    `supersedes`: what it puts right, which stays to be read; only one note puts right another.
    """
    if supersedes:
        _refuse_put_right_twice(supersedes)
    if happened_on > clock.today():
        raise ValidationError({"happened_on": _("That day is still to come.")})
    if session:  # held, so that two notes of one moment are counted after one another
        held = SupervisionSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        if supersedes is None and held.family_notes.filter(supersedes__isnull=True).count() >= MOST_FAMILIES:
            raise EnoughFamilies(_("Four families are enough for one session. Keep this one for the next."))
    about = list(people)
    said = {"thought_about": thought_about, "decision": decision, "because": because}
    fields = {field.name: capfirst(str(field.verbose_name)) for field in FamilySupervisionNote._meta.concrete_fields}
    words = {fields[name]: text for name, text in (said | {"hypotheses": "\n".join(hypotheses)}).items()}
    refuse_hidden_words(words, shared_with=about, family=family, sharing=sharing, by=by)
    record = begin_record(
        kind=Record.Kind.SUPERVISION_NOTE,
        family=family,
        happened_on=happened_on,
        subjects=about,
        sharing=sharing,
        by=by,
    )
    note = FamilySupervisionNote(
        organisation=by.organisation,
        record=record,
        session=session,
        hypotheses=list(hypotheses),
        decided_by=(decided_by or by) if decision.strip() else None,
        supersedes=supersedes,
        created_by=by,
        **said,
    )
    note.clean_fields(exclude={"record"})
    with bad_input():
        note.save(force_insert=True)
    if decision.strip():
        decided = EntryText(Entry.Kind.DECISION, decision, {"because": because})
        write_entries(record=record, entries=[decided], by=by)
    return note


@action
def agree_to_family_note(*, note: FamilySupervisionNote, by: User) -> FamilySupervisionNote:
    """The other of the two who met says that this is what was thought and decided."""
    hold_record(note.record_id)
    held = FamilySupervisionNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if held.agreed_at or FamilySupervisionNote.objects.filter(supersedes=held).exists():
        raise SupervisionAgreed(_("This was agreed to, or put right, already."))
    held.agreed_at = clock.now()
    held.save(update_fields=["agreed_at"])
    return held


def _refuse_put_right_twice(note: FamilySupervisionNote) -> None:
    record = hold_record(note.record_id)
    if record.blocks.in_force().exists() or Restriction.objects.in_force().filter(record=record).exists():
        raise SupervisionAgreed(_("This is kept from someone: another note would not be. Ask whoever keeps it so."))
    if FamilySupervisionNote.objects.filter(supersedes=note).exists():
        raise SupervisionAgreed(_("This was put right meanwhile: put right what it says now."))


def _open(session: SupervisionSession) -> SupervisionSession:
    held = SupervisionSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if held.agreed_at:
        raise SupervisionAgreed(_("You have both agreed to this already."))
    return held


def _refuse_to_come(on: date) -> None:
    if on > clock.today():
        raise ValidationError({"on": _("That day is still to come.")})
