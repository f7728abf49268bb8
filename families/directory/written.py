"""What is nearby as a directory of services: only what may leave the house (`CommunityAsset.publishable`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organisation
from families.directory.service import KINDS, KINDS_NAME, part_id, service_id, status_of
from families.models import AssetSession, CommunityAsset, Place

COUNTRY = "GB"


def directory(assets: Iterable[CommunityAsset], organisation: Organisation) -> dict[str, Any]:
    """One page that holds all, as `/services` of the standard gives them. `assets` have their sessions in `now`."""
    contents = [_filled(_service(asset, organisation)) for asset in assets]
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }


def _service(asset: CommunityAsset, organisation: Organisation) -> dict[str, Any]:
    own, doubt = service_id(asset), asset.state_today == CommunityAsset.State.CHECK
    return {
        "id": own,
        "name": asset.name,
        "description": asset.what_it_offers,
        "url": asset.url,
        "status": status_of(asset),
        "alert": _alert(asset) if doubt else "",
        "minimum_age": asset.min_age,
        "maximum_age": asset.max_age,
        "assured_date": asset.last_checked_on.isoformat() if asset.last_checked_on else "",
        "assurer_email": asset.mailbox,
        "organization": _organization(asset, organisation),
        "cost_options": [*_cost(asset, own)],
        "languages": [{"id": part_id(own, f"language {name}"), "name": name} for name in asset.languages],
        "attributes": [_kind(asset, own)],
        "service_at_locations": [*_at_places(asset, own)],
        "schedules": [_schedule(one) for one in asset.now if one.place is None],  # type: ignore[attr-defined]
    }


def _alert(asset: CommunityAsset) -> str:
    if asset.last_checked_on is None:
        return _("Nobody has looked yet whether this is still there.")
    day = date_format(asset.last_checked_on, "j F Y")
    return _("Ask first whether this is still there: someone last looked on %(day)s.") % {"day": day}


def _organization(asset: CommunityAsset, organisation: Organisation) -> dict[str, Any]:
    """Who runs it; where that is not written down, who wrote it down."""
    if asset.agency:
        sector = asset.agency.get_sector_display()
        return {"id": str(asset.agency.pk), "name": asset.agency.name, "description": sector}
    return {"id": str(organisation.pk), "name": organisation.name, "description": _("Who keeps this page")}


def _cost(asset: CommunityAsset, own: str) -> Iterator[dict[str, Any]]:
    if asset.cost_words or asset.cost_gbp is not None:
        amount = None if asset.cost_gbp is None else float(asset.cost_gbp)
        currency = "" if amount is None else "GBP"
        words = asset.cost_words
        yield {"id": part_id(own, "cost"), "amount": amount, "currency": currency, "amount_description": words}


def _kind(asset: CommunityAsset, own: str) -> dict[str, Any]:
    label = str(asset.get_category_display())
    term = {"id": part_id(KINDS, asset.category), "code": asset.category, "name": label, "description": label}
    term["taxonomy"] = KINDS_NAME
    said = _("The six kinds of what a neighbourhood offers")
    detail = {"id": str(KINDS), "name": KINDS_NAME, "description": said}
    link = {"link_id": own, "link_type": "service_category", "link_entity": "service"}
    return {"id": part_id(own, "kind"), **link, "taxonomy_term": {**term, "taxonomy_detail": detail}}


def _at_places(asset: CommunityAsset, own: str) -> Iterator[dict[str, Any]]:
    """Where it is as a whole comes first, and then each other place at which it is on."""
    elsewhere = {one.place_id: one.place for one in asset.now if one.place}  # type: ignore[attr-defined]
    places = {asset.place.pk: asset.place} | elsewhere if asset.place else elsewhere
    for place in places.values():
        at_place = [_schedule(one) for one in asset.now if one.place_id == place.pk]  # type: ignore[attr-defined]
        yield {"id": part_id(own, f"at {place.pk}"), "location": _location(place), "schedules": at_place}


def _location(place: Place) -> dict[str, Any]:
    own = str(place.pk)
    return {
        "id": own,
        "location_type": "physical",
        "name": place.name,
        "latitude": None if place.latitude is None else float(place.latitude),
        "longitude": None if place.longitude is None else float(place.longitude),
        "addresses": [*_address(place, own)],
        "accessibility": [{"id": part_id(own, "access"), "description": place.access_notes}]
        if place.access_notes
        else [],
    }


def _address(place: Place, own: str) -> Iterator[dict[str, Any]]:
    """Only a whole one: the standard knows no half of an address. A town that is in no county stands for both."""
    if place.lines and place.town and place.postcode:
        yield {
            "id": part_id(own, "address"),
            "address_1": place.lines,
            "city": place.town,
            "state_province": place.county or place.town,
            "postal_code": place.postcode,
            "country": COUNTRY,
            "address_type": "physical",
        }


def _schedule(one: AssetSession) -> dict[str, Any]:
    week = str(one.week_of_month or "")
    return {
        "id": str(one.pk),
        "valid_from": one.period.lower.isoformat() if one.period.lower else "",
        "valid_to": (one.period.upper - timedelta(days=1)).isoformat() if one.period.upper else "",
        "dtstart": one.begins_on.isoformat() if one.begins_on else "",
        "freq": one.freq.upper(),
        "interval": one.interval if one.freq else None,
        "byday": ",".join(f"{week}{day}" for day in one.byday),
        "bymonthday": str(one.bymonthday or ""),
        "opens_at": one.opens_at.strftime("%H:%M") if one.opens_at else "",
        "closes_at": one.closes_at.strftime("%H:%M") if one.closes_at else "",
        "attending_type": one.attending,
    }


def _filled(said: Any) -> Any:
    """Without what is empty."""
    if isinstance(said, dict):
        return {name: _filled(value) for name, value in said.items() if value not in (None, "", [], {})}
    return [_filled(one) for one in said] if isinstance(said, list) else said
