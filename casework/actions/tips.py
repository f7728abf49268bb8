"""The list of words for which others are better: begun with Kith's own, changed with those it is about, and not heard by who says so."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import Locality, User
from accounts.versions import refuse_stale
from casework.models import LanguageTip, LanguageTipIgnore
from database import clock

REFERENCE = settings.BASE_DIR / "casework" / "reference" / "language_tips.toml"
LEVELS = {
    "never": LanguageTip.Level.NEVER,
    "suggest": LanguageTip.Level.SUGGEST,
    "explain": LanguageTip.Level.EXPLAIN,
}


class NothingToHear(DomainError):
    """There is no such line, or it is heard already."""


def tips_that_come_with_kith() -> list[dict[str, Any]]:
    """The lines of `casework/reference/language_tips.toml` by the names of the model's fields."""
    said = tomllib.loads(REFERENCE.read_text(encoding="utf-8"))["tip"]
    return [
        {
            "term": one["term"],
            "finds": one.get("finds", LanguageTip.Finds.WORDS),
            "forms": one["forms"],
            "not_in": one.get("not_in", []),
            "alternatives": one["try"],
            "why": one["why"],
            "level": LEVELS[one["level"]],
            "audience": one.get("audience", LanguageTip.Audience.ALL),
            "came_from": one["source"],
        }
        for one in said
    ]


@action
def begin_tips(*, by: User) -> int:
    """Take up the lines that come with Kith and are not there yet; how many. What the organisation changed stays."""
    ours = LanguageTip.objects.filter(organisation=by.organisation_id, locality__isnull=True)
    there = {term.lower() for term in ours.values_list("term", flat=True)}
    new = [
        LanguageTip(organisation_id=by.organisation_id, created_by=by, **said)
        for said in tips_that_come_with_kith()
        if said["term"].lower() not in there
    ]
    LanguageTip.objects.bulk_create(new)
    return len(new)


@action
def add_tip(*, by: User, **said: Any) -> LanguageTip:
    """A line of the organisation's own, or of one place, with whom it was agreed."""
    tip = LanguageTip(organisation_id=by.organisation_id, created_by=by, **said)
    tip.full_clean()
    tip.save()
    return tip


@action
def change_tip(  # noqa: PLR0913  (a line of the list, as its form has it)
    *,
    tip: LanguageTip,
    term: str,
    forms: Sequence[str],
    not_in: Sequence[str],
    alternatives: Sequence[str],
    why: str,
    level: str,
    audience: str,
    locality: Locality | None,
    agreed_with: Sequence[str],
    is_active: bool,
    row_version: int | None = None,
    by: User,
) -> LanguageTip:
    """Change a line, or take it out of use; whoever ignores it goes on ignoring it."""
    locked = LanguageTip.objects.select_for_update().get(pk=tip.pk, organisation=by.organisation_id)
    refuse_stale(locked, row_version)
    locked.term, locked.why, locked.level, locked.audience = term, why, level, audience
    locked.forms, locked.not_in, locked.alternatives = list(forms), list(not_in), list(alternatives)
    locked.locality, locked.agreed_with, locked.is_active = locality, list(agreed_with), is_active
    locked.full_clean()
    locked.save()
    return locked


@action
def ignore_tip(*, tip: LanguageTip, by: User) -> LanguageTipIgnore:
    """Never tell this person of this line again. Said twice, it is said once."""
    standing = LanguageTipIgnore.objects.visible_to(by).standing().filter(tip=tip).first()
    return standing or LanguageTipIgnore.objects.create(
        organisation_id=by.organisation_id, user=by, tip=tip, created_by=by
    )


@action
def hear_tip_again(*, tip: LanguageTip, by: User) -> None:
    """Be told of it again from now on."""
    ended = LanguageTipIgnore.objects.visible_to(by).standing().filter(tip=tip).update(ended_at=clock.now())
    if not ended:
        raise NothingToHear(_("You are told of this already."))
