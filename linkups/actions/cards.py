"""A family's card: its own words, and its own yes to the exact text (domain.md §1.3, step 6)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import ChangedMeanwhile
from accounts.history import action
from accounts.models import User
from database import clock
from families.models import Family, Person, digest
from linkups.models import CardApproval, CardPhoto, FamilyCard
from linkups.rules.card_words import refuse_what_finds_them

FREE_TEXT = ("headline", "our_story", "good_at", "fun_facts", "availability", "languages", "area_label", "photo_alt")


@action
def write_card(*, family: Family, kind: FamilyCard.Kind, row_version: int = 0, by: User, **text: Any) -> FamilyCard:
    """Write a family's card, or change it. `text`: any of `FamilyCard.TEXT`; `row_version` 0 writes the first one.

    A change takes the approval away, in the database, and refuses what would tell where or who the family is.
    """
    card = FamilyCard.objects.select_for_update().filter(family=family, kind=kind).first()
    if (card.row_version if card else 0) != row_version:
        raise ChangedMeanwhile(
            _("Someone else changed this card while you were writing. Look at theirs, then save again.")
        )
    card = card or FamilyCard(organisation=by.organisation, family=family, kind=kind, created_by=by)
    for field, words in text.items():
        setattr(card, field, words)
    if found := _what_finds_them(card):
        raise ValidationError(found)
    card.full_clean()
    card.save()
    card.refresh_from_db()
    return card


def _what_finds_them(card: FamilyCard) -> dict[str, list[str]]:
    return refuse_what_finds_them(card.family, {field: _as_text(getattr(card, field)) for field in FREE_TEXT})


def _as_text(words: str | list[str]) -> str:
    return words if isinstance(words, str) else "\n".join(words)


@action
def approve_card(*, card: FamilyCard, version: int, person: Person, by: User) -> FamilyCard:
    """Write down that someone of the family said yes to the card as it read in this version.

    Their home, or a name of theirs, may have been written down since the card was: it is looked through again.
    """
    found = FamilyCard.objects.select_for_update().get(pk=card.pk)
    if finds_them := _what_finds_them(found):
        raise ValidationError(list(dict.fromkeys(said for each in finds_them.values() for said in each)))
    approval = CardApproval(organisation=by.organisation, card=found, version=version, person=person, created_by=by)
    approval.full_clean()
    approval.save()
    found.approved_at = clock.now()
    found.save(update_fields=["approved_at"])
    return found


@action
def keep_card_photo(*, card: FamilyCard, content: bytes, photo_alt: str, by: User) -> FamilyCard:
    """Put a photo on a card, in the place of another: of it nothing is kept. The family says yes to the card anew."""
    found = _without_photo(card)
    photo = CardPhoto(organisation=by.organisation, card=found, content=content, sha256=digest(content), created_by=by)
    photo.clean_fields()
    photo.save(force_insert=True)
    found.photo_sha256, found.photo_alt = photo.sha256, photo_alt
    if finds_them := _what_finds_them(found):
        raise ValidationError(finds_them)
    return _with_photo(found)


@action
def take_card_photo_away(*, card: FamilyCard, by: User) -> FamilyCard:
    """Delete it: no point of it stays, here or in the history. The card asks for the family's yes again."""
    return _without_photo(card)


def _without_photo(card: FamilyCard) -> FamilyCard:
    found = FamilyCard.objects.select_for_update(of=("self",)).select_related("family").get(pk=card.pk)
    found.photo_sha256 = found.photo_alt = ""
    _with_photo(found)
    for photo in CardPhoto.objects.select_for_update().filter(card=found, gone_at__isnull=True):
        photo.content, photo.gone_at = b"", clock.now()
        photo.save(update_fields=["content", "gone_at"])
    return found


def _with_photo(card: FamilyCard) -> FamilyCard:
    card.save(update_fields=["photo_sha256", "photo_alt"])
    card.refresh_from_db()
    return card
