"""A small council system in the stories: it is told by webhook that a conversation was, reads its summary, and keeps one visit of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from django.db import transaction

from accounts.models import User
from api.actions import agree_to_client, create_client
from api.delivering import send_waiting
from api.models import ApiClient
from api.scopes import Scope
from database.asker import acting_as
from tests.api.live import Council
from tests.api.receiver import Came, receiving

SCOPES = [Scope.CHANGES_READ, Scope.CONVERSATIONS_SUMMARY]
"""What a statutory system is let in for by default (domain.md §11.3)."""


class CouncilSystem:
    """What it was told, and the visits that it holds, each under the id that Kith has for the conversation."""

    def __init__(self, http: httpx.Client, client: ApiClient) -> None:
        self.http, self.client = http, client
        self.bodies: list[str] = []
        self.visits: dict[str, dict[str, Any]] = {}
        self.written = 0
        self.is_down = False
        self.hook: dict[str, Any] = {}

    def subscribe(self, url: str) -> None:
        """Ask to be told of conversations."""
        answer = self.http.post("webhooks/", json={"url": url, "kinds": ["conversation"]})
        self.hook = answer.raise_for_status().json()

    def take(self, came: Came) -> int:
        """What it answers to a message: it holds each visit once, however often it is told."""
        if self.is_down:
            return 503
        self.bodies.append(came.body.decode())
        assert came.is_signed_with(self.hook["secret"])
        if came.said["type"] == "conversation.changed":
            answer = self.http.get(f"conversations/{came.said['data']['id']}/summary/").raise_for_status()
            self.bodies.append(answer.text)
            visit = answer.json()
            self.written += visit["id"] not in self.visits
            self.visits[visit["id"]] = visit
        return 204

    def told(self) -> list[dict[str, Any]]:
        """The messages of changes, in their order."""
        return [said for said in map(json.loads, self.bodies) if said.get("type") == "conversation.changed"]

    def replay(self, cursor: str) -> None:
        """Ask to be told again all that changed since."""
        self.http.post(f"webhooks/{self.hook['id']}/replay/", json={"since": cursor}).raise_for_status()

    def work(self) -> None:
        """What a worker of Kith does each minute."""
        send_waiting(self.client.organisation, self.hook["id"])


@contextmanager
def council_system(address: str, settings: Any) -> Iterator[CouncilSystem]:
    """Let it in, and let it subscribe."""
    by = User.objects.get(kind=User.Kind.SYSTEM)
    with acting_as(by.asker), transaction.atomic():
        held = create_client(name="Mosaic", scopes=SCOPES, purpose="The statutory record of visits", by=by)
        alex = User.objects.get(name="Alex")
    with acting_as(alex.asker), transaction.atomic():
        agree_to_client(client=held.client, by=alex)
    bearer = {"Authorization": f"Bearer {Council(address, held).token()}"}
    with receiving() as receiver, httpx.Client(base_url=f"{address}/api/v1/", headers=bearer, timeout=60) as http:
        settings.KITH_WEBHOOK_HOSTS = [receiver.host]
        system = CouncilSystem(http, held.client)
        receiver.answer = lambda came: 204  # the secret is not known yet
        system.subscribe(receiver.url)
        receiver.answer = system.take
        system.work()
        yield system
