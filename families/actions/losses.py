"""Writing down a pregnancy that was lost or ended (domain.md §5.2)."""

from __future__ import annotations

from datetime import date

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.models import Person, Precision, PregnancyLoss

WantsDrawn = PregnancyLoss.WantsDrawn


@action
def record_pregnancy_loss(
    *,
    person: Person,
    kind: PregnancyLoss.Kind,
    happened_on: date | None = None,
    precision: Precision = Precision.DAY,
    wants_drawn: PregnancyLoss.WantsDrawn = WantsDrawn.NOT_ASKED,
    by: User,
) -> PregnancyLoss:
    """Record that someone lost a pregnancy. Until they say that they want it drawn it is theirs and their workers' only."""
    loss = PregnancyLoss(
        organisation=by.organisation,
        person=person,
        kind=kind,
        happened_on=happened_on,
        precision=precision,
        wants_drawn=wants_drawn,
        created_by=by,
    )
    loss.full_clean()
    loss.save()
    return loss


@action
def change_pregnancy_loss(  # noqa: PLR0913  (one fact as it is known by now)
    *,
    loss: PregnancyLoss,
    kind: PregnancyLoss.Kind,
    happened_on: date | None,
    precision: Precision,
    wants_drawn: PregnancyLoss.WantsDrawn,
    is_mistake: bool = False,
    row_version: int | None = None,
    by: User,
) -> PregnancyLoss:
    """Say what is known by now, and whether they want it drawn; or that it was a mistake, which is not drawn."""
    locked = PregnancyLoss.objects.select_for_update().get(pk=loss.pk)
    refuse_stale(locked, row_version)
    locked.kind, locked.happened_on, locked.precision, locked.wants_drawn = kind, happened_on, precision, wants_drawn
    if is_mistake:
        locked.mistaken_on, locked.wants_drawn = clock.today(), WantsDrawn.NO
    locked.full_clean()
    locked.save()
    return locked
