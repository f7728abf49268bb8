"""Writing down where someone has lived, as they tell it (domain.md §5.6, *Mobility mapping*)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.actions.records import refuse_hidden_words
from families.models import FamilyMembership, LifePlace, Person, families_read_whole_by
from families.periods import Period
from families.queries.hidden_words import written_like_one


@action
def record_life_place(
    *, person: Person, place_label: str, period: Period, who_with: Sequence[str] = (), by: User, **told: Any
) -> LifePlace:
    """Write down one place in someone's life. `told`: good, hard, would_like_to_see_again, and how well the two days are known."""
    place = LifePlace(
        organisation=by.organisation,
        person=person,
        place_label=place_label,
        period=period,
        who_with=list(who_with),
        by_themselves=by.kind == User.Kind.FAMILY,
        created_by=by,
        **told,
    )
    _refuse_where_it_is(place, by)
    place.full_clean()
    place.save()
    return place


@action
def change_life_place(
    *, place: LifePlace, is_mistake: bool = False, row_version: int | None = None, by: User, **told: Any
) -> LifePlace:
    """Say it as it is known by now, that it is over too; or that it never was so: then it stands on no page any more."""
    locked = LifePlace.objects.select_for_update().get(pk=place.pk)
    refuse_stale(locked, row_version)
    for name, value in told.items():
        setattr(locked, name, value)
    if is_mistake:
        locked.mistaken_on = clock.today()
    _refuse_where_it_is(locked, by)
    locked.full_clean()
    locked.save()
    return locked


def _refuse_where_it_is(place: LifePlace, by: User) -> None:
    """What a place is called is no address: a home that is hidden from someone is hidden here too (domain.md §8.6). What they wrote
    themselves nobody else of a family reads: no answer tells them what is hidden.
    """
    names = {
        _("What do they call it?"): place.place_label,
        _("Who lived there with them?"): "\n".join(place.who_with),
        _("Whom would they like to see again?"): "\n".join(place.would_like_to_see_again),
    }
    if found := written_like_one(names):
        sentence = _("“%(field)s” holds something written like an address or a number. Write what they call it.")
        raise ValidationError(sentence % {"field": found})
    if place.by_themselves:
        return
    texts = names | {_("What was good there?"): place.good, _("What was hard?"): place.hard}
    theirs = FamilyMembership.objects.current().filter(families_read_whole_by(by, "family__id"), person=place.person)
    for membership in theirs.select_related("family"):
        refuse_hidden_words(texts, shared_with=[place.person], family=membership.family, by=by)
