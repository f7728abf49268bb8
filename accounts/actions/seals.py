"""Sealing the access log, and finding out whether anyone has changed it since (security.md §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from accounts.actions.system import kith_itself
from accounts.models import AccessSeal, Organisation
from database.asker import acting_as
from database.patience import nobody_waits

PROBLEMS = {
    "seal_missing": _("a seal before this one is gone"),
    "chain_broken": _("this seal does not follow the one before"),
    "event_added": _("an event was put in between"),
    "event_removed": _("an event was taken out"),
    "event_changed": _("an event, or the seal itself, was changed"),
    "event_back_dated": _("an event says that it was written long before it was"),
    "head_missing": _("this seal was published, and is gone or another now"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What is published of a seal: enough to know it again, and nothing of what it covers."""

    organisation: UUID
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Problem:
    """That the log is no longer what was sealed: between which moments, and how."""

    organisation: UUID
    number: int
    since: Any
    until: Any
    code: str

    def __str__(self) -> str:
        when = f" ({self.since or '…'} to {self.until})" if self.until else ""
        return f"{self.organisation} seal {self.number}{when}: {PROBLEMS[self.code]}"


def seal_access_log() -> Iterator[Head]:
    """Seal what is finished in each organisation, and make room for the months ahead; the new heads."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.prepare_access_log()")
    for organisation in _organisations():
        with acting_as(kith_itself(organisation).asker), transaction.atomic(), connection.cursor() as cursor:
            nobody_waits()
            cursor.execute("SELECT number, hash FROM kith_sec.seal_access_log()")
            for number, digest in cursor.fetchall():
                yield Head(organisation.pk, number, bytes(digest).hex())


def verify_access_log(published: Iterable[Head] = ()) -> Iterator[Problem]:
    """Whatever no longer is as it was sealed, in each organisation, or as it was published."""
    heads = list(published)
    for organisation in _organisations():
        with acting_as(kith_itself(organisation).asker), transaction.atomic(), connection.cursor() as cursor:
            nobody_waits()
            cursor.execute("SELECT number, since, until, problem FROM kith_sec.verify_access_log()")
            yield from [Problem(organisation.pk, *row) for row in cursor.fetchall()]
            yield from _not_there(organisation, heads)


def _not_there(organisation: Organisation, heads: list[Head]) -> Iterator[Problem]:
    """A log whose end was cut off is whole in itself: only what was published elsewhere tells."""
    sealed: Mapping[int, bytes | memoryview] = dict(
        AccessSeal.objects.filter(organisation=organisation).values_list("number", "hash")
    )
    for head in heads:
        if head.organisation == organisation.pk and bytes(sealed.get(head.number, b"")).hex() != head.hash:
            yield Problem(organisation.pk, head.number, None, None, "head_missing")


def _organisations() -> list[Organisation]:
    return list(Organisation.objects.order_by("pk"))
