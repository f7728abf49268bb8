"""The rules of Open Referral HSDS 3.0 that domain.md §6.1 names, and what its UK profile leaves out: what is wrong with a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

STATUSES = {"active", "inactive", "defunct", "temporarily closed"}
KINDS_OF_PLACE = {"physical", "postal", "virtual"}
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "location": {"id", "location_type"},
    "address": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "phone": {"id", "number"},
    "taxonomy": {"id", "name", "description"},
    "taxonomy_term": {"id", "name", "description"},
    **{
        kind: {"id"}
        for kind in ("attribute", "cost_option", "language", "accessibility", "schedule", "service_at_location")
    },
}
INSIDE = {
    "service": {
        "organization": "organization",
        "cost_options": "cost_option",
        "languages": "language",
        "attributes": "attribute",
        "service_at_locations": "service_at_location",
        "schedules": "schedule",
    },
    "service_at_location": {"location": "location", "schedules": "schedule"},
    "location": {"addresses": "address", "accessibility": "accessibility"},
    "attribute": {"taxonomy_term": "taxonomy_term"},
    "taxonomy_term": {"taxonomy_detail": "taxonomy"},
}
SAYS = {
    "service": {"description", "url", "email", "alert", "minimum_age", "maximum_age", "assured_date", "assurer_email"},
    "organization": {"email", "website"},
    "location": {"name", "latitude", "longitude"},
    "accessibility": {"description", "details", "url"},
    "attribute": {"link_id", "link_type", "link_entity", "value"},
    "taxonomy_term": {"code", "taxonomy", "parent_id"},
    "cost_option": {"amount", "currency", "option", "amount_description", "valid_from", "valid_to"},
    "language": {"code", "name", "note"},
    "schedule": {
        *("valid_from", "valid_to", "dtstart", "freq", "interval", "byday", "bymonthday", "opens_at", "closes_at"),
        *("attending_type", "description", "schedule_link", "notes"),
    },
}
"""What both the standard and the profile know; so what the profile drops (phones, timezone, address_2, …) is wrong here."""
NUMBERS = {"minimum_age", "maximum_age", "latitude", "longitude", "amount", "interval"}
DAYS = re.compile(r"((\+|-)?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,((\+|-)?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*")
ENUMS = {
    "status": STATUSES,
    "location_type": KINDS_OF_PLACE,
    "address_type": KINDS_OF_PLACE,
    "freq": {"WEEKLY", "MONTHLY"},
}
PATTERNS = {
    "byday": DAYS,
    "opens_at": re.compile(r"\d\d:\d\d(:\d\d)?"),
    "closes_at": re.compile(r"\d\d:\d\d(:\d\d)?"),
    "country": re.compile("[A-Z]{2}"),
    "currency": re.compile("[A-Z]{3}"),
    "url": re.compile(r"https?://\S+"),
    "assurer_email": re.compile(r"[^@\s]+@[^@\s]+"),
}
DATES = {"assured_date", "valid_from", "valid_to", "dtstart"}
PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}


def faults(page: dict[str, Any]) -> list[str]:
    """Everything that is wrong with a page of `/services`."""
    found = [f"page: {sorted(PAGE ^ set(page))}"] if set(page) != PAGE else []
    ids = [service["id"] for service in page["contents"]]
    found += ["an id stands there twice"] if len(ids) != len(set(ids)) else []
    return found + [fault for service in page["contents"] for fault in _faults("service", service)]


def _faults(kind: str, said: dict[str, Any]) -> Iterator[str]:
    inside = INSIDE.get(kind, {})
    for name in sorted(REQUIRED[kind] - set(said)):
        yield f"{kind}: no {name}"
    for name in sorted(set(said) - REQUIRED[kind] - SAYS.get(kind, set()) - set(inside)):
        yield f"{kind}: {name} is not of both standards"
    for name, value in said.items():
        if name in inside:
            for one in value if isinstance(value, list) else [value]:
                yield from _faults(inside[name], one)
        elif not _is_right(name, value):
            yield f"{kind}: {name} can’t be {value!r}"


def _is_right(name: str, value: Any) -> bool:
    if name in NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if name == "id" or name.endswith("_id"):
        return str(UUID(value)) == value
    if name in DATES:
        return date.fromisoformat(value).isoformat() == value
    return value in ENUMS.get(name, {value}) and bool(name not in PATTERNS or PATTERNS[name].fullmatch(value))
