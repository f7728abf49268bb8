"""A directory as a council publishes it in the form of Open Referral UK. None of it exists."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

TOTS, BIKES, GARDEN, GONE = (f"{n}a148810-d857-441c-9679-408f346de14b" for n in "1234")


def _id(last: str) -> str:
    return f"0fdfb57f-c147-4cfb-864c-{last:0>12}"


def _place(name: str, **address: str) -> dict[str, Any]:
    whole = {"id": _id("a"), "address_1": "1 Quay Lane", "city": "York", "state_province": "North Yorkshire"}
    whole |= {"postal_code": "YO1 7AA", "country": "GB", "address_type": "physical"}
    access = [{"id": _id("c"), "description": "A ramp at the side"}]
    place = {"id": _id("b"), "location_type": "physical", "name": name, "latitude": 53.95, "longitude": -1.08}
    return place | {"addresses": [whole | address], "accessibility": access}


SERVICES: list[dict[str, Any]] = [
    {
        "id": TOTS,
        "name": "Tiny Tots",
        "description": "Toys and tea",
        "status": "active",
        "url": "https://tots.example.org",
        "minimum_age": 0,
        "maximum_age": 4,
        "assured_date": "2026-02-01",
        "assurer_email": "directory@york.example",
        "organization": {"id": _id("1"), "name": "York Community Trust", "description": "A trust"},
        "cost_options": [{"id": _id("2"), "amount": 1.5, "currency": "gbp", "amount_description": "A session"}],
        "languages": [{"id": _id("3"), "name": "Polish"}, {"id": _id("4"), "name": "English", "code": "en"}],
        "service_at_locations": [
            {
                "id": _id("5"),
                "location": _place("Quay Hall"),
                "schedules": [
                    {
                        "id": _id("6"),
                        "freq": "WEEKLY",
                        "interval": 1,
                        "byday": "TH,TU",
                        "opens_at": "09:30:00Z",
                        "closes_at": "11:00",
                        "valid_from": "2026-01-05",
                    }
                ],
            }
        ],
    },
    {
        "id": BIKES,
        "name": "Bike kitchen",
        "status": "active",
        "assured_date": "2025-06-01",
        "organization": {"id": _id("1"), "name": "York Community Trust", "description": "A trust"},
        "schedules": [
            {"id": _id("7"), "freq": "MONTHLY", "byday": "-1SA", "opens_at": "10:00", "attending_type": "either"},
            {"id": _id("8"), "freq": "MONTHLY", "bymonthday": "15"},
            {"id": _id("9"), "dtstart": "2026-05-01", "opens_at": "12:00", "valid_to": "2026-05-01"},
        ],
    },
    {"id": GARDEN, "name": "Walled garden", "description": "Weeds and company", "status": "temporarily closed"},
    {"id": GONE, "name": "Old mill", "description": "A museum", "status": "defunct", "assured_date": "2024-01-01"},
]


def services(*changes: tuple[str, dict[str, Any]], without: str = "") -> dict[str, Any]:
    """The page of all; each change is of one service, by its id."""
    contents = [deepcopy(one) for one in SERVICES if one["id"] != without]
    for pk, said in changes:
        next(one for one in contents if one["id"] == pk).update(said)
    return {"total_items": len(contents), "total_pages": 1, "page_number": 1, "size": 50, "contents": contents}
