"""Writing down whether someone outside was told, and why, where there is no worry (domain.md §8.4); nothing waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action, bad_input
from accounts.models import User
from casework.actions.said import words_of_sharing
from casework.models import SharingDecision
from database import clock
from families.actions.records import Sharing, begin_record, refuse_hidden_words
from families.models import Family, Person, Record


@action
def write_sharing_decision(
    *,
    family: Family,
    people: Iterable[Person],
    decided_on: date,
    sharing: Sharing | None = None,
    by: User,
    **decision: Any,
) -> SharingDecision:
    """Write down that someone was told about these people of a family, or that they were not; they read it unless `sharing` says why not.

    `decision`: what, with_whom, why, basis, told_subject, outcome, more_detrimental_reason.
    """
    about = list(dict.fromkeys(people))
    if decided_on > clock.today():
        raise ValidationError({"decided_on": _("Write it down once it is decided.")})
    written = SharingDecision(
        organisation=by.organisation, decided_by=by, decided_on=decided_on, created_by=by, **decision
    )
    words = dict(words_of_sharing(written))
    refuse_hidden_words(words, shared_with=about, family=family, sharing=sharing, by=by)
    written.record = begin_record(
        kind=Record.Kind.SHARING_DECISION,
        family=family,
        happened_on=decided_on,
        subjects=about,
        sharing=sharing,
        by=by,
    )
    with bad_input():
        written.full_clean()
        written.save(force_insert=True)
    return written
