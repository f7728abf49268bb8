"""Who says what stands in each field, in plain words (domain.md §9.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from families.models import CommunityAsset, Family, FieldOwner, Person, Residence

RESOURCES: Mapping[str, tuple[str | Promise, type | None]] = {
    "person": (_("A person"), Person),
    "family": (_("A family"), Family),
    "home": (_("Where someone lives"), Residence),
    "statutory_record": (_("What the council’s system calls someone"), Person),
    "statutory_fact": (_("Statuses and who works there with them"), None),
    "community_asset": (_("Something nearby that came from a directory"), CommunityAsset),
}
WORDS: Mapping[str, str | Promise] = {
    "as_of": _("as of which day"),
    "words": _("the status, or the worker’s name"),
    "role": _("the worker’s role"),
    "since": _("since when"),
    "until": _("until when"),
    "dob_precision": _("how well the date of birth is known"),
    "death_precision": _("how well the date of death is known"),
    "record_class": _("whether they are in a family or near one"),
    "languages": _("languages"),
    "mailbox": _("e-mail"),
    "address": _("address"),
}


@dataclass(frozen=True, slots=True)
class Owned:
    """What one owner says of one thing."""

    title: str | Promise
    owner: str
    fields: Sequence[str]


def who_says_what() -> list[Owned]:
    """Each resource with its fields, as they stand in the table that the database holds to. One query."""
    rows: dict[tuple[str, str], list[str]] = {}
    for row in FieldOwner.objects.order_by("pk"):
        rows.setdefault((row.resource, row.get_owner_display()), []).append(_words(row))
    return [Owned(RESOURCES[resource][0], owner, fields) for (resource, owner), fields in rows.items()]


def _words(row: FieldOwner) -> str:
    model = RESOURCES[row.resource][1]
    fields = {one.attname: one.verbose_name for one in model._meta.concrete_fields} if model else {}  # type: ignore[attr-defined]
    return capfirst(str(WORDS.get(row.field) or fields.get(row.field) or row.field.replace("_", " ")))
