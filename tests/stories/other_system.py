"""Another system in the stories: "mosaic-bridge", which takes steps by the API over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from django.db import transaction

from accounts.models import User
from api.actions import agree_to_client, create_client
from api.scopes import Scope
from database.asker import acting_as
from tests.api.live import Council

START: tuple[str, dict[str, Any]] = ("start", {"start_date": "2026-03-16"})


class Mosaic:
    """The API as the other system sees it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def get(self, path: str) -> Any:
        return self.http.get(path).raise_for_status().json()

    def post(self, path: str, **facts: Any) -> httpx.Response:
        return self.http.post(path, json=facts)

    def named(self, what: str, name: str) -> str:
        """The id of the family or practitioner of this name."""
        return next(one["id"] for one in self.get(f"{what}/?page_size=100")["results"] if one["name"] == name)

    def begin_family(self, name: str) -> str:
        """Begin a family that Marlon is alongside; its id."""
        told = self.post("families/", name=name, lead_worker=self.named("practitioners", "Marlon"))
        return str(told.raise_for_status().json()["id"])

    def think_of(self, seeking: str, sharing: str) -> str:
        """Suggest a link-up of two families, with Marlon for its coach; its id."""
        families = {
            "seeking_family": self.named("families", seeking),
            "sharing_family": self.named("families", sharing),
        }
        told = self.post("link-ups/", **families, coach=self.named("practitioners", "Marlon"))
        return str(told.raise_for_status().json()["id"])

    def take(self, link_up: str, *steps: tuple[str, dict[str, Any]]) -> None:
        """Take these steps, each of which has to succeed."""
        for name, facts in steps:
            self.step(link_up, name, **facts).raise_for_status()

    def agreed(self, seeking: str, sharing: str) -> list[tuple[str, dict[str, Any]]]:
        """From the thought of two families to the yes of both; these two people say it."""
        theirs, others = self.person(seeking), self.person(sharing)
        return [
            ("offer", {}),
            ("choose", {"person": theirs}),
            ("ask", {"planned_weeks": 20}),
            ("agree", {"side": "sharing", "person": others}),
            ("agree", {"side": "seeking", "person": theirs}),
        ]

    def person(self, known_as: str) -> str:
        """The id of the person who is known as this."""
        found = self.get("people/?page_size=100")["results"]
        return next(one["id"] for one in found if one["known_as"] == known_as)

    def step(self, link_up: str, name: str, **facts: Any) -> httpx.Response:
        return self.post(f"link-ups/{link_up}/{name}/", **facts)

    def link_ups_of(self, family: str) -> list[dict[str, Any]]:
        return list(self.get(f"link-ups/?family={self.named('families', family)}")["results"])


@contextmanager
def mosaic_bridge(address: str) -> Iterator[Mosaic]:
    """Let the other system in, and sign it in until the block ends."""
    by = User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(by.asker), transaction.atomic():
        held = create_client(name="mosaic-bridge", scopes=list(Scope), purpose="Stories", by=by)
        alex = User.objects.get(name="Alex")
    with acting_as(alex.asker), transaction.atomic():
        agree_to_client(client=held.client, by=alex)
    bearer = {"Authorization": f"Bearer {Council(address, held).token()}"}
    with httpx.Client(base_url=f"{address}/api/v1/", headers=bearer, timeout=60) as http:
        yield Mosaic(http)
