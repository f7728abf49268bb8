"""What another system sends to each endpoint, made from the API's own description: an endpoint that is added is tried by existing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from casework.models import ConferenceOffer
from families.models import Family, Person
from linkups.models import LinkUp, MatchOffer
from tests.addresses import Address, addresses
from tests.sweeps.moments import MOMENTS, Moment, moment_of
from tests.sweeps.ways import People, Rows
from tests.sweeps.ways_linkups import alone, asked, offer_waiting, petra, suggested

Body = dict[str, Any]
Place = tuple[str | int, ...]
DESCRIPTION = yaml.safe_load((Path(__file__).parents[2] / "api" / "openapi.yaml").read_text(encoding="utf-8"))
SYSTEMS_OWN = {
    "api:statutory-person-list",
    *(f"api:webhook-{step}" for step in ("list", "secret", "replay", "again", "end")),
}
"""What a system says of people, and where it is told of changes: for its own token alone, and tried in tests/api/test_statutory.py and
tests/api/test_webhooks.py."""
POSTS = [address for address in addresses() if address.is_endpoint and "POST" in address.methods]
ENDPOINTS = [address for address in POSTS if address.name not in SYSTEMS_OWN]
PLAIN = {"boolean": True, "integer": 20, "number": 7.5}
TEXT = "Words"


def moment_at(address: Address) -> Moment:
    """The moment of the page that does the same."""
    own = ENDPOINT_MOMENTS.get(address.name)
    return own or MOMENTS.get(address.name.replace("api:", "linkups:").replace("link-up-", "linkup-")) or Moment()


def _amina_was_there(people: People) -> Rows:
    return {"person": Person.objects.get(known_as="Amina").pk}


def _chosen_from(people: People) -> Rows:
    offer = MatchOffer.objects.get(pk=offer_waiting(people)["offers"])
    return {"link-ups": LinkUp.objects.get(offer=offer).pk, "person": petra().pk}


def _asked_of_petra(people: People) -> Rows:
    return {"link-ups": asked(people).pk, "person": petra().pk}


ENDPOINT_MOMENTS: Mapping[str, Moment] = {
    "api:conference-offers": moment_of("casework:conference-offer-to"),
    "api:conference-answers": Moment(),
    "api:conversation-list": Moment(happened=_amina_was_there),
    "api:link-up-list": Moment("Marlon"),
    "api:link-up-agree": Moment("Marlon", _asked_of_petra),
    "api:link-up-decline": moment_of("linkups:linkup-not-this-time"),
    "api:link-up-offer": Moment("Marlon", suggested),
    "api:link-up-choose": Moment("Marlon", _chosen_from),
    "api:link-up-end": Moment("Marlon"),
    "api:family-members": Moment(happened=alone),
    **{
        f"api:{name}": Moment("Arun")
        for name in ("result-list", "service-list", "measure-list", "figure-list", "figure-bulk")
    },
}


def named(people: People, rows: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whom or what a field of a body stands for, by its name."""
    person = {known: Person.objects.get(known_as=known).pk for known in ("Amina", "Joan", "Dana")}
    conference = rows["conferences"]
    return {
        "family": rows["families"],
        "person": rows.get("person") or person["Dana"],
        "people": person["Amina"],
        "about": person["Amina"],
        "offered_to": person["Dana"],
        "parent": person["Joan"],
        "partner": person["Joan"],
        "speaker": person["Amina"],
        "observer": people["Priya"].practitioner.pk,
        "practitioner": people["Priya"].practitioner.pk,
        "scale": rows["scales"],
        "measure": rows["measures"],
        "result": rows["results"],
        "whose": person["Amina"],
        "lead_worker": people["Priya"].practitioner.pk,
        "coach": people["Marlon"].practitioner.pk,
        "seeking_family": Family.objects.get(name="Brandt").pk,
        "sharing_family": Family.objects.get(name="Okafor").pk,
        "offer": ConferenceOffer.objects.filter(conference=conference).order_by("pk").values_list("pk", flat=True)[0],
    }


def body_of(address: Address, ids: Mapping[str, Any], *, fully: bool = False) -> Body:
    """A body that fits: what is required and every text; `fully`, whatever else there is."""
    path = _path(address)
    content = DESCRIPTION["paths"][path]["post"].get("requestBody", {}).get("content", {})
    body = _made(content.get("application/json", {}).get("schema", {"type": "object"}), "", ids, fully=fully)
    said = dict(body) | {name: str(ids[name]) for name in ALSO.get(address.name, ())}
    if address.name in EACH_BY_ITSELF:
        return said | {name: [one | FIGURE for one in several] for name, several in said.items()}
    return said | dict(SAID.get(address.name, {}))


FIGURE: Body = {"period_from": "2026-03-01", "figure": 440}
SAID: Mapping[str, Body] = {
    "api:person-parents": {"basis": "foster"},
    "api:figure-list": FIGURE,
}
ALSO = {"api:measure-list": ("result",)}
"""What is required of some and not of others."""
EACH_BY_ITSELF = {"api:figure-bulk"}
"""Of several that are sent at once, each is taken or refused; the answer is of none of them."""


def _path(address: Address) -> str:
    return "/" + address.path.replace("<uuid:pk>", "{id}")


def _made(schema: Mapping[str, Any], name: str, ids: Mapping[str, Any], *, fully: bool) -> Any:
    schema = _resolved(schema)
    kind = schema.get("type")
    kind = kind[0] if isinstance(kind, list) else kind
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "object" or "properties" in schema:
        needed = set(schema.get("required", ()))
        return {
            field: _made(inner, field, ids, fully=fully)
            for field, inner in schema.get("properties", {}).items()
            if fully or field in needed or _is_text(_resolved(inner))
        }
    if kind == "array":
        return [_made(schema["items"], name, ids, fully=fully)]
    if kind == "string":
        return {"uuid": str(ids.get(name)), "date": "2026-03-16", "date-time": "2026-03-16T08:00Z"}.get(
            schema.get("format", ""), TEXT
        )
    return PLAIN[str(kind)]


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if reference := schema.get("$ref") or next((one.get("$ref") for one in schema.get("allOf", ())), None):
        found: Mapping[str, Any] = DESCRIPTION["components"]["schemas"][reference.rpartition("/")[2]]
        return found
    return schema


def _is_text(schema: Mapping[str, Any]) -> bool:
    inner = _resolved(schema["items"]) if schema.get("type") == "array" else schema
    return inner.get("type") == "string" and not {"enum", "format"} & set(inner)


def places(said: Any, fits: Callable[[Any], bool], place: Place = ()) -> Iterator[Place]:
    """Where in a body something stands that fits."""
    inner = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ()
    for step, value in inner:
        yield from places(value, fits, (*place, step))
    if fits(said):
        yield place


def replaced(said: Any, place: Place, value: Any) -> Any:
    """The same body, with another value at this place."""
    if not place:
        return value
    first, *rest = place
    copy = dict(said) if isinstance(said, dict) else list(said)
    copy[first] = replaced(said[first], tuple(rest), value)
    return copy
