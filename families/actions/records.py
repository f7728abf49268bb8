"""The record beneath every conversation, conference, plan and goal: whom it is about, how it is shared, what it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile
from accounts.history import action, bad_input
from accounts.models import User
from database import clock
from database.prepared import insert
from families.actions.granting import choose_reader
from families.models import (
    Attachment,
    ChosenReader,
    Draft,
    Entry,
    EntryPerson,
    Family,
    Person,
    Record,
    RecordSubject,
    ShareState,
    digest,
)
from families.queries.hidden_words import Hit, hidden_words, reads_whole_record, written_like_one


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a record is shared with the people it is about; with everyone, at once, unless someone says why not (domain.md §8.2)."""

    state: ShareState.State = ShareState.State.SHARED
    chosen: tuple[Person | User, ...] = ()
    """Whom a child lets read what is only theirs, besides the worker to whom they told it."""
    share_on: date | None = None
    reason: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo, a drawing or a voice note as we made it anew, with what can be seen or heard in it."""

    kind: Attachment.Kind
    mime: str
    content: bytes
    alt_text: str


@dataclass(frozen=True, slots=True)
class EntryText:
    """One entry to be written. `fields` are those of `Entry` that its kind needs (domain.md §3.3); `whose` says whose it is."""

    kind: Entry.Kind
    body: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    whose: tuple[Person, ...] = ()
    attached: Attached | None = None


@action
def begin_record(  # noqa: PLR0913  (one record: what, whose, when, about whom, how shared, by whom)
    *,
    kind: Record.Kind,
    family: Family | None,
    happened_on: date,
    subjects: Iterable[Person],
    sharing: Sharing | None = None,
    author_person: Person | None = None,
    by: User,
) -> Record:
    """Begin a record about people, shared with each of them by default. `author_person`: who of the family wrote it."""
    about = list(dict.fromkeys(subjects))
    record = Record(
        organisation=by.organisation,
        kind=kind,
        family=family,
        happened_on=happened_on,
        author=by,
        author_person=author_person,
        created_by=by,
    )
    record.clean_fields()
    named = [RecordSubject(organisation=by.organisation, record=record, person=one, created_by=by) for one in about]
    shares = [_share_state(record, person, sharing or Sharing(), by) for person in about]
    insert([record, *named, *shares])
    if sharing and sharing.state == ShareState.State.CHILD_ONLY:
        _let_read(shares, sharing.chosen, by)
    return record


def _let_read(shares: Iterable[ShareState], chosen: Iterable[Person | User], by: User) -> None:
    """Whoever wrote down what a child told them reads it, and whom the child chose (domain.md §8.5, line 4)."""
    heard = () if by.kind == User.Kind.FAMILY else (by,)
    for share in shares:
        for reader in dict.fromkeys((*heard, *chosen)):
            choose_reader(share_state=share, reader=reader, by=by)


def _share_state(record: Record, person: Person, sharing: Sharing, by: User) -> ShareState:
    withheld = sharing.state == ShareState.State.WITHHELD
    state = ShareState(
        organisation=by.organisation,
        record=record,
        person=person,
        state=sharing.state,
        share_on=sharing.share_on,
        reason=sharing.reason,
        decided_by=by if withheld else None,
        decided_on=clock.today() if withheld else None,
        review_on=sharing.review_on,
        created_by=by,
    )
    if sharing.state != ShareState.State.SHARED:  # the default breaks no rule, and is the quick note's
        state.full_clean(validate_unique=False)
    return state


def hold_record(pk: UUID) -> Record:
    """The record, held until the action is over.

    Whoever writes words into a record that is there already, or changes who reads it, holds it before anything else: before they hold
    any other row (its conversation, plan, map, share states or requests), and before they ask who reads it or what it says. So of two at
    one moment the second asks what the first has left: its words are asked for whoever reads them by then, its readers for what stands
    there by then; and no two wait for one another. A family meeting is held by its own row, as each of its steps holds it.
    """
    return Record.objects.select_for_update(of=("self",), no_key=True).select_related("family").get(pk=pk)


def how_shared(record: Record) -> Sharing | None:
    """What is only a child's is read by whom they chose; anything else by those it is about."""
    kept = ShareState.objects.filter(record=record, state=ShareState.State.CHILD_ONLY)
    if not kept.exists():
        return None
    chosen = ChosenReader.objects.filter(share_state__in=kept, removed_on__isnull=True)
    return Sharing(ShareState.State.CHILD_ONLY, chosen=tuple(Person.objects.filter(chosen_for__in=chosen)))


def stands_above(model: type[models.Model], name: str) -> str:
    """The words that stand above a field, as a sentence names it."""
    return capfirst(str(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def refuse_hidden_words(  # noqa: PLR0913  (which words, who reads them, where it is said)
    texts: Mapping[str, str],
    *,
    shared_with: Iterable[Person],
    family: Family | None,
    sharing: Sharing | None = None,
    field: str = NON_FIELD_ERRORS,
    is_a_place: bool = False,
    by: User,
) -> None:
    """Stop before an address, a postcode or a number is shared with someone from whom it is hidden (domain.md §8.6).

    What is only a child's is shared with those of a family whom they chose; what is kept back, with nobody.
    `texts`: what was written, by the words that stand above it; what was typed stays in the form.
    Whoever may not see what is hidden is refused whatever is written like it: a guess that is right reads as one that is wrong.
    `is_a_place`: a place to meet is written like an address, so only what is hidden is refused there.
    """
    readers = list(shared_with)
    if sharing and sharing.state not in {ShareState.State.SHARED, ShareState.State.SHARED_LATER}:
        readers = [one for one in sharing.chosen if isinstance(one, Person)]
        if not readers:
            return
    like_one = None if is_a_place else written_like_one(texts)
    if like_one and not reads_whole_record(by, family):
        raise ValidationError({field: like_an_address(like_one)})
    if hit := hidden_words(texts, shared_with=readers, family=family):
        if not _is_told_from_whom(hit, by):
            raise ValidationError({field: _not_there(hit.field) if is_a_place else like_an_address(hit.field)})
        sentence = _(
            "“%(field)s” holds an address, a postcode or a number that %(name)s must not read here. Take it out, or don’t share"
            " this with %(name)s."
        )
        raise ValidationError({field: sentence % {"field": hit.field, "name": hit.reader}})


def _is_told_from_whom(hit: Hit, by: User) -> bool:
    """To who works here, knows what is hidden and may see from whom: that a rule is there is no family's to learn."""
    known = by.kind != User.Kind.FAMILY and hit.is_known_to(by)
    return known and Person.objects.visible_to(by).filter(pk=hit.reader.pk).exists()


def like_an_address(name: str) -> str:
    """The sentence that answers no guess, and names nobody."""
    sentence = _(
        "“%(field)s” holds something that is written like an address, a postcode or a number. Leave it out: others will read this."
    )
    return sentence % {"field": name}


def _not_there(name: str) -> str:
    """The sentence for a place, which names nobody either."""
    return _("“%(field)s” says something that not everyone who would read it may read. Choose another place.") % {
        "field": name
    }


@action
def write_entries(*, record: Record, entries: Iterable[EntryText], after: int = 0, by: User) -> list[Entry]:
    """Write the entries of a record in their order, those that are added `after` the place of the last (INV-30)."""
    texts = list(entries)
    written = [
        Entry(
            organisation=by.organisation,
            record=record,
            position=position,
            kind=text.kind,
            body=text.body,
            created_by=by,
            **{"author": by, **text.fields},
        )
        for position, text in enumerate(texts, start=after + 1)
    ]
    for entry in written:
        entry.clean_fields()
    whose = [
        EntryPerson(organisation=by.organisation, entry=entry, person=person, created_by=by)
        for entry, text in zip(written, texts, strict=True)
        for person in text.whose
    ]
    with bad_input():  # what each kind needs is asked once, by the table itself
        insert([*written, *whose])
        for entry, text in zip(written, texts, strict=True):
            if text.attached:
                _attach(entry, text.attached, by)
    return written


def _attach(entry: Entry, attached: Attached, by: User) -> None:
    """What comes with an entry comes at once with it: nothing is added to what someone may have read (INV-32)."""
    attachment = Attachment(
        organisation=by.organisation,
        entry=entry,
        kind=attached.kind,
        mime=attached.mime,
        content=attached.content,
        sha256=digest(attached.content),
        alt_text=attached.alt_text,
        created_by=by,
    )
    attachment.clean_fields()
    attachment.save(force_insert=True)


@action
def keep_draft(
    *, family: Family | None, form: str, body: Mapping[str, Any], people: Iterable[UUID], row_version: int, by: User
) -> Draft:
    """Keep what someone is writing. `row_version` 0 begins the draft; any other must be the one last seen (ui.md, saving rules),
    unless it was the same open page that wrote since, and never heard of it.
    """
    draft = Draft.objects.unfinished().filter(author=by, family=family, form=form).select_for_update().first()
    if (draft.row_version if draft else 0) != row_version and not (draft and draft.is_before(body)):
        raise ChangedMeanwhile(_("This was changed in another window."))
    if draft is None:
        draft = Draft(organisation=by.organisation, author=by, family=family, form=form, created_by=by)
    draft.body = dict(body)
    draft.people = list(people)
    draft.updated_at = clock.now()  # each saving is a version, also one that says the same
    draft.clean_fields(exclude={"body", "people"})  # nothing ticked and nothing written yet is a draft too
    draft.save()
    draft.refresh_from_db(fields=["row_version", "updated_at"])
    return draft


@action
def finish_draft(*, family: Family | None, form: str, by: User) -> None:
    """Empty a draft that was saved or thrown away on purpose; none is fine too."""
    Draft.objects.unfinished().filter(author=by, family=family, form=form).update(
        body={}, people=[], finished_at=clock.now()
    )
