"""Who comes alongside a family, and who leaves."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from families.actions.settling import beyond, write_or_keep
from families.models import Family, Involvement, Person, Practitioner, ToBeSettled
from families.periods import Period, since, until
from families.queries.hidden_words import concealed_words, written_like_one


@action
def begin_involvement(  # noqa: PLR0913  (one beginning: who, where, as what, for whom, since when, why)
    *,
    family: Family,
    practitioner: Practitioner,
    role: Involvement.Role,
    person: Person | None = None,
    period: Period | None = None,
    start_reason: str = "",
    by: User,
) -> Involvement | ToBeSettled:
    """Put a practitioner alongside a family; this is also what opens the family to them (domain.md §8.5, line 7).

    Where a child goes to school may be hidden from whoever writes it, and stand against it.
    """
    involvement = Involvement(
        organisation=by.organisation,
        family=family,
        practitioner=practitioner,
        role=role,
        person=person,
        period=period or since(clock.today()),
        start_reason=start_reason,
        created_by=by,
    )
    return write_or_keep(row=involvement, family=family, by=by)


@action
def end_involvement(  # noqa: PLR0913  (one ending: since when, why, how they said goodbye, when they met the next one)
    *,
    involvement: Involvement,
    on: date,
    end_reason: Involvement.EndReason,
    goodbye_kind: Involvement.Goodbye | None = None,
    goodbye_said: str = "",
    handover_on: date | None = None,
    row_version: int | None = None,
    by: User,
) -> Involvement | ToBeSettled:
    """End an involvement; reading goes on for 30 days, then stops. A later day than was said may have to be settled.

    `goodbye_kind`: nothing where nobody was asked, as when the end of a conference ends it.
    """
    locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
    refuse_stale(locked, row_version)
    _refuse_whereabouts(goodbye_said, locked.family)
    was, locked.period = locked.period, until(locked.period, on)
    locked.end_reason, locked.handover_on = end_reason, handover_on
    locked.goodbye_kind, locked.goodbye_said = goodbye_kind or "", goodbye_said
    if more := beyond(locked, was, by):
        return write_or_keep(row=more, family=locked.family, by=by)
    locked.full_clean()
    locked.save(update_fields=["period", "end_reason", "goodbye_kind", "goodbye_said", "handover_on"])
    return locked


@action
def say_goodbye(
    *,
    involvement: Involvement,
    goodbye_kind: Involvement.Goodbye,
    goodbye_said: str = "",
    handover_on: date | None = None,
    row_version: int | None = None,
    by: User,
) -> Involvement:
    """Write down how they said goodbye in the end, when it was still to come as the work ended."""
    locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
    refuse_stale(locked, row_version)
    _refuse_whereabouts(goodbye_said, locked.family)
    locked.goodbye_kind, locked.goodbye_said, locked.handover_on = goodbye_kind, goodbye_said, handover_on
    locked.full_clean()
    locked.save(update_fields=["goodbye_kind", "goodbye_said", "handover_on"])
    return locked


def _refuse_whereabouts(said: str, family: Family) -> None:
    """The whole family reads it: nothing in it is written like an address or a number, and none is a hidden home of theirs (§8.6)."""
    texts = {"goodbye_said": said}
    if written_like_one(texts) or concealed_words(texts, people=(), family=family):
        sentence = _(
            "Here stands something written like an address or a number. Leave it out: the whole family reads this."
        )
        raise ValidationError({"goodbye_said": sentence})


@action
def hand_over(  # noqa: PLR0913  (one handing over: to whom, since when, why, how the two of them did it)
    *,
    involvement: Involvement,
    practitioner: Practitioner,
    on: date,
    end_reason: Involvement.EndReason,
    goodbye_kind: Involvement.Goodbye,
    goodbye_said: str = "",
    handover_on: date | None = None,
    by: User,
) -> Involvement | ToBeSettled:
    """Somebody else is alongside in the same role, and the same person, from the day on which it ends for the first: no day without,
    none twice. When the next one's beginning is kept to be settled, the first does not end.
    """
    if practitioner == involvement.practitioner:
        raise ValidationError({"practitioner": _("That is the same person: choose who comes next.")})
    if Involvement.objects.select_for_update().get(pk=involvement.pk).period.upper is not None:
        raise ValidationError(_("This has an end by now: look at who is alongside the family."))
    the_next = partial(
        begin_involvement,
        family=involvement.family,
        practitioner=practitioner,
        role=Involvement.Role(involvement.role),
        person=involvement.person,
        period=since(on),
        by=by,
    )
    try:
        with transaction.atomic():
            end_involvement(
                involvement=involvement,
                on=on,
                end_reason=end_reason,
                goodbye_kind=goodbye_kind,
                goodbye_said=goodbye_said,
                handover_on=handover_on,
                by=by,
            )
            return _begun(the_next())
    except _KeptToBeSettled:
        return the_next()


class _KeptToBeSettled(Exception):
    pass


def _begun(begun: Involvement | ToBeSettled) -> Involvement:
    if isinstance(begun, ToBeSettled):
        raise _KeptToBeSettled
    return begun
