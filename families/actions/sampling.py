"""Drawing a sample of stories, asking for one to be read, and ending it (domain.md §10.5)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import Locality, Team, User
from database import clock
from database.rules import broken_rule
from families.actions.records import like_an_address, refuse_hidden_words
from families.models import Family, FamilyMembership, Person, StorySample
from families.periods import Period
from families.queries.hidden_words import written_like_one

WHY = "why"
NONE_LEFT = "story_sample_has_one_to_draw"


@action
def draw_samples(*, drawn_from: Locality | Team, how_many: int, until: date, why: str, by: User) -> list[StorySample]:
    """Let the database draw some stories by chance, and read them until a day. Fewer, where there are no more to draw.

    Whoever draws knows none of the families yet, so `why` is refused whatever is written like an address or a number.
    """
    if field := written_like_one({_("what you want to learn"): why}):
        raise ValidationError({WHY: like_an_address(field)})
    drawn: list[StorySample] = []
    for _one in range(how_many):
        sample = StorySample(
            organisation=by.organisation,
            reader=by,
            period=Period(clock.today(), until),
            why=why,
            drawn_how=StorySample.DrawnHow.CHANCE,
            drawn_from_locality=drawn_from if isinstance(drawn_from, Locality) else None,
            drawn_from_team=drawn_from if isinstance(drawn_from, Team) else None,
            drawn_by=by,
            created_by=by,
        )
        sample.full_clean(exclude={"family"})
        if not _drawn(sample, or_none=bool(drawn)):
            break
        drawn.append(sample)
    return drawn


def _drawn(sample: StorySample, *, or_none: bool) -> bool:
    """Whether there was one more. With none at all, the database says so."""
    try:
        with transaction.atomic():
            sample.save(force_insert=True)
    except IntegrityError as error:
        rule = broken_rule(error)
        if or_none and rule and rule[0] == NONE_LEFT:
            return False
        raise
    sample.refresh_from_db()
    return True


@action
def ask_for_sample(
    *, family: Family, reader: User, drawn_how: StorySample.DrawnHow, until: date, why: str, by: User
) -> StorySample:
    """Ask a quality lead to read a family’s story, because the family or those who work with it want it read."""
    sample = StorySample(
        organisation=by.organisation,
        reader=reader,
        family=family,
        period=Period(clock.today(), until),
        why=why,
        drawn_how=drawn_how,
        drawn_by=by,
        created_by=by,
    )
    sample.full_clean()
    members = FamilyMembership.objects.current().filter(family=family).values("person")
    readers = Person.objects.filter(pk__in=members).order_by("pk")
    refuse_hidden_words({_("what they want to learn"): why}, shared_with=readers, family=family, field=WHY, by=by)
    if written_like_one({WHY: why}):  # the reader may know of no address either
        raise ValidationError({WHY: like_an_address(_("what they want to learn"))})
    sample.save()
    return sample


@action
def end_sample(*, sample: StorySample, by: User) -> StorySample:
    """Close it before its last day: the reader’s next page is not there."""
    locked = StorySample.objects.select_for_update().get(pk=sample.pk)
    if locked.ended_at is None:
        locked.ended_at = clock.now()
        locked.save(update_fields=["ended_at"])
    return locked
