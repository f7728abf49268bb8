"""Showing curves to a partner by a link, and ending that (domain.md §7.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.versions import refuse_stale
from database import clock
from linkups.check_in_links import checksum_of, new_token
from outcomes.models import Measure, PartnerLink, SharedMeasure


class LinkRefused(DomainError):
    """A step that a link can't take now."""

    code = "partner_link_step"


@dataclass(frozen=True, slots=True)
class Made:
    """A link, and its secret, which is told this once."""

    link: PartnerLink
    token: str


@action
def make_partner_link(*, name: str, purpose: str, until: date, measures: Iterable[Measure], by: User) -> Made:
    """Make a link for a partner, by which it sees these measures and no other."""
    _still_to_come(until)
    token = new_token(by.organisation_id)
    link = PartnerLink(
        organisation=by.organisation,
        name=name,
        purpose=purpose,
        until=until,
        token_hash=checksum_of(token),
        created_by=by,
    )
    link.full_clean()
    link.save(force_insert=True)
    _show(link, measures, by)
    return Made(link, token)


@action
def change_partner_link(  # noqa: PLR0913  (what a link consists of)
    *,
    link: PartnerLink,
    name: str,
    purpose: str,
    until: date,
    measures: Iterable[Measure],
    row_version: int | None = None,
    by: User,
) -> PartnerLink:
    """Show other measures by the same link, or for longer."""
    held = _held(link)
    refuse_stale(held, row_version)
    _still_to_come(until)
    held.name, held.purpose, held.until = name, purpose, until
    held.full_clean()
    held.save(update_fields=["name", "purpose", "until"])
    _show(held, measures, by)
    return held


@action
def end_partner_link(*, link: PartnerLink, by: User) -> PartnerLink:
    """End it: whoever has the link sees nothing by it from now on."""
    held = _held(link)
    held.ended_at = clock.now()
    held.save(update_fields=["ended_at"])
    return held


@action
def note_link_used(*, link: PartnerLink, by: User) -> None:
    """Note on which day it was used last: whether anyone still needs it."""
    if link.last_used_on != clock.today():
        link.last_used_on = clock.today()
        link.save(update_fields=["last_used_on"])


def _show(link: PartnerLink, measures: Iterable[Measure], by: User) -> None:
    wanted = {one.pk: one for one in measures}
    shown = SharedMeasure.objects.filter(link=link, ended_at__isnull=True)
    shown.exclude(measure__in=wanted).update(ended_at=clock.now())
    there = set(shown.values_list("measure", flat=True))
    SharedMeasure.objects.bulk_create(
        SharedMeasure(organisation=by.organisation, link=link, measure=one, created_by=by)
        for pk, one in wanted.items()
        if pk not in there
    )


def _still_to_come(until: date) -> None:
    if until < clock.today():
        raise ValidationError({"until": _("Choose a day that is still to come.")})


def _held(link: PartnerLink) -> PartnerLink:
    held = PartnerLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if held.ended_at:
        raise LinkRefused(_("This link was ended already. Make a new one."))
    return held
