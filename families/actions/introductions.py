"""Introducing someone to what is nearby, and what came of it (domain.md §6)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.actions.records import refuse_hidden_words
from families.models import CommunityAsset, Family, Introduction, Person
from families.queries.families import people_in
from families.queries.hidden_words import concealed_words, written_like_one


@action
def introduce(
    *,
    asset: CommunityAsset,
    who: Family | Person,
    on: date,
    went_with: bool = False,
    by: User,
) -> Introduction:
    """Write down that a family, or one person, was introduced; `went_with`: someone goes along, or went."""
    introduction = Introduction(
        organisation=by.organisation,
        asset=asset,
        family=who if isinstance(who, Family) else None,
        person=who if isinstance(who, Person) else None,
        introduced_by=by.practitioner,
        on=on,
        went_with=went_with,
        created_by=by,
    )
    introduction.full_clean()
    introduction.save()
    return introduction


@action
def follow_up(  # noqa: PLR0913  (what came of it: whether someone went along, their words, and who may read them)
    *,
    introduction: Introduction,
    outcome: Introduction.Outcome,
    went_with: bool,
    words: str = "",
    may_be_read: bool = False,
    row_version: int | None = None,
    by: User,
) -> Introduction:
    """Write down what came of it, as they say it. What they said once stays as they said it."""
    locked = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction.pk)
    refuse_stale(locked, row_version)
    locked.words = words or locked.words
    _refuse_whereabouts(locked, by, may_be_read=may_be_read)
    locked.outcome, locked.went_with, locked.may_be_read = outcome, went_with, may_be_read
    if outcome != Introduction.Outcome.NOT_YET:
        locked.checked_on = clock.today()
    locked.full_clean()
    locked.save()
    return locked


@action
def keep_words_among_us(*, introduction: Introduction, by: User) -> Introduction:
    """Other families read their words no more, from now on. Whoever worked with them reads them as before."""
    locked = Introduction.objects.select_for_update(of=("self",)).get(pk=introduction.pk)
    locked.may_be_read = False
    locked.full_clean()
    locked.save(update_fields=["may_be_read"])
    return locked


def _refuse_whereabouts(introduction: Introduction, by: User, *, may_be_read: bool) -> None:
    """Where someone is must not be read by those from whom it is hidden; other families are told nothing written like it (§8.6)."""
    said = {_("In their own words"): introduction.words}
    family = introduction.family
    people = list(people_in(family, by)) if family else [one for one in [introduction.person] if one]
    if may_be_read and (written_like_one(said) or concealed_words(said, people=people, family=family)):
        sentence = _(
            "Here stands something written like an address or a number. Leave it out, or let no other family read it."
        )
        raise ValidationError({"words": sentence})
    if family:
        refuse_hidden_words(said, shared_with=people, family=family, field="words", by=by)
