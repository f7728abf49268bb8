"""What families of a place said, and what is different there by their yes (domain.md §1.3, step 1; §1.9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import Locality, User
from accounts.versions import refuse_stale
from database import clock
from families.actions.records import like_an_address, stands_above
from families.models import FamilyPartner, ListKind, LocalityList, ScopingNote
from families.queries.hidden_words import written_like_one
from families.queries.known_names import holds_a_name
from families.queries.localities import usual_words

Lines = Mapping[str, str]


class ProposalGone(DomainError):
    code = "locality_list_gone"


def refuse_whom_it_tells_of(texts: Mapping[str, str], *, above: Mapping[str, str], by: User) -> None:
    """Stop before what everyone of a place reads holds an address, a number, or a name of someone known here.

    `texts` by the fields of the form, `above`: the words that stand above each.
    """
    if field := written_like_one(texts):
        raise ValidationError({field: like_an_address(above[field])})
    if field := holds_a_name(texts, by):
        sentence = _("“%(field)s” holds a name of someone. Leave names out: nobody is to be known by it.")
        raise ValidationError({field: sentence % {"field": above[field]}})


@action
def write_scoping_note(
    *,
    place: Locality,
    what_families_said: str,
    what_we_changed: str = "",
    note: ScopingNote | None = None,
    row_version: int | None = None,
    by: User,
) -> ScopingNote:
    """Write down what families of a place said, or go on with a note by which nothing was agreed yet."""
    texts = {"what_families_said": what_families_said, "what_we_changed": what_we_changed}
    above = {name: stands_above(ScopingNote, name) for name in texts}
    refuse_whom_it_tells_of(texts, above=above, by=by)
    written = ScopingNote(organisation_id=place.organisation_id, locality=place, created_by=by)
    if note:
        written = ScopingNote.objects.select_for_update().get(pk=note.pk)
        refuse_stale(written, row_version)
    written.what_families_said, written.what_we_changed = what_families_said, what_we_changed
    written.full_clean()
    written.save()
    return written


@action
def write_list(
    *,
    place: Locality,
    kind: ListKind,
    lines: Lines,
    note: ScopingNote | None = None,
    row_version: int = 0,
    by: User,
) -> LocalityList | None:
    """Write what is to count in a place; it counts by a family partner's yes. `row_version` 0 begins it.

    What is as it counts there already is no change: what was being written is let go of.
    """
    refuse_whom_it_tells_of({key: words for key, words in lines.items() if words}, above=lines, by=by)
    Locality.objects.select_for_update().get(pk=place.pk)
    written = LocalityList.objects.select_for_update().open().filter(locality=place, kind=kind).first()
    _refuse_unseen(written, row_version)
    counts = LocalityList.objects.in_force().filter(locality=place, kind=kind).first()
    if dict(lines) == (counts.words if counts else usual_words(kind)):
        if written:
            _changed_while_open(written, withdrawn_at=clock.now())
        return None
    written = written or LocalityList(organisation_id=place.organisation_id, locality=place, kind=kind, created_by=by)
    written.items, written.note = [{"key": key, "words": words} for key, words in lines.items()], note
    written.full_clean()
    written.save()
    return written


def _refuse_unseen(written: LocalityList | None, row_version: int) -> None:
    if written:
        refuse_stale(written, row_version)
    elif row_version:
        raise ProposalGone(
            _("This was answered or taken back while you were writing. Look at what counts now, and save again.")
        )


@action
def propose_lists(*, place: Locality, by: User) -> int:
    """Ask the family partners of a place for their yes to all that was written. How many lists wait now."""
    if not FamilyPartner.objects.current().filter(locality=place).exists():
        raise ProposalGone(_("This place has no family partner who signs in. Name one, or write down who said yes."))
    found = LocalityList.objects.open().filter(locality=place, proposed_at__isnull=True)
    found.update(proposed_at=clock.now(), row_version=F("row_version"))
    return LocalityList.objects.open().filter(locality=place).count()


@action
def agree_to_list(*, proposed: LocalityList, row_version: int, by: User) -> LocalityList:
    """A family partner says yes to just these lines: they count from now on, and what counted before is kept."""
    partner = FamilyPartner.objects.current().filter(locality=proposed.locality_id, user=by).first()
    return _begin_to_count(proposed, row_version, partner.named if partner else "", by)


@action
def sign_off_lists(*, place: Locality, agreed_with: str, by: User) -> int:
    """Write down that a family partner who signs in nowhere said yes to all that was written. How many lists count now by it."""
    found = list(LocalityList.objects.open().filter(locality=place))
    for one in found:
        if one.proposed_at is None:
            one.proposed_at = clock.now()
            one.save(update_fields=["proposed_at"])
            one.refresh_from_db(fields=["row_version"])
        _begin_to_count(one, one.row_version, agreed_with, None)
    return len(found)


def _begin_to_count(proposed: LocalityList, row_version: int, agreed_with: str, agreed_by: User | None) -> LocalityList:
    Locality.objects.select_for_update().get(pk=proposed.locality_id)
    locked = LocalityList.objects.select_for_update().open().filter(pk=proposed.pk).first()
    if locked is None:
        raise ProposalGone(_("This waits for no yes any more."))
    refuse_stale(locked, row_version)
    now = clock.now()
    LocalityList.objects.in_force().filter(locality=locked.locality_id, kind=locked.kind).update(valid_until=now)
    locked.agreed_by, locked.agreed_with, locked.valid_from = agreed_by, agreed_with, now
    locked.full_clean()
    locked.save(update_fields=["agreed_by", "agreed_with", "valid_from"])
    return locked


@action
def send_list_back(*, proposed: LocalityList, by: User) -> LocalityList:
    """A family partner says “not like this”: it is being written again, and counts for nothing."""
    return _changed_while_open(proposed, proposed_at=None)


@action
def take_list_back(*, written: LocalityList, by: User) -> LocalityList:
    """Propose it no longer: what counts there stays."""
    return _changed_while_open(written, withdrawn_at=clock.now())


def _changed_while_open(one: LocalityList, **values: Any) -> LocalityList:
    locked = LocalityList.objects.select_for_update().open().filter(pk=one.pk).first()
    if locked is None:
        raise ProposalGone(_("This waits for no yes any more."))
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*values])
    return locked


@action
def name_partner(*, place: Locality, email: str, named: str, by: User) -> FamilyPartner:
    """Name who says yes for the families of a place: someone who signs in as one of a family."""
    user = User.objects.filter(
        organisation=by.organisation_id, kind=User.Kind.FAMILY, is_active=True, email=email
    ).first()
    if user is None:
        raise ValidationError({"email": _("Nobody of a family signs in with this address. Ask them which they use.")})
    partner = FamilyPartner(
        organisation_id=place.organisation_id, locality=place, user=user, named=named, created_by=by
    )
    partner.full_clean()
    partner.save()
    return partner


@action
def end_partner(*, partner: FamilyPartner, by: User) -> FamilyPartner:
    """They say yes for this place no longer; what they said yes to stays."""
    locked = FamilyPartner.objects.select_for_update().get(pk=partner.pk)
    locked.ended_at = clock.now()
    locked.save(update_fields=["ended_at"])
    return locked
