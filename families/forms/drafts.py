"""What a page sends while someone writes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from accounts.sending import SENT_AS
from families.models.drafts import WRITTEN_ON

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
MOST_FIELDS = 800
KEEP, LATER, VERSION = "keep", "later", "draft_version"
TURN = "turn"
NOT_WRITTEN = {KEEP, VERSION, SENT_AS, WRITTEN_ON, "csrfmiddlewaretoken"}


@dataclass(frozen=True, slots=True)
class DraftInput:
    """The fields of a form by name, the people ticked in it, and the version that the page last saw (0: none).

    `sent_as`: the name by which the form will be sent, where the page gave it one.
    """

    fields: dict[str, str | list[str]]
    people: list[UUID]
    row_version: int
    sent_as: UUID | None = None

    @classmethod
    def read(cls, request: HttpRequest) -> DraftInput:
        """Raises ValidationError for anything but what our own page sends."""
        version = request.headers.get("If-Match", "").strip('"')
        try:
            said = json.loads(request.body)
            fields, people = said["fields"], [UUID(person) for person in said["people"]]
            sent_as = UUID(said[SENT_AS]) if SENT_AS in said else None
            turn = int(said.get(TURN, 0))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
            raise ValidationError(_("This is not a draft of ours.")) from None
        if isinstance(fields, dict):
            fields.pop(WRITTEN_ON, None)  # ours to write
            fields |= {WRITTEN_ON: f"{sent_as} {turn}"} if sent_as else {}
        return cls._kept(fields, people, version, sent_as)

    @classmethod
    def posted(cls, said: QueryDict, people: str) -> DraftInput:
        """The same without JavaScript: the form itself, sent by *Finish later*. `people` is the field in which people are ticked."""
        fields: dict[str, str | list[str]] = {
            name: values if name == people or len(values) > 1 else values[-1]
            for name, values in said.lists()
            if name not in NOT_WRITTEN
        }
        try:
            picked = [UUID(person) for person in said.getlist(people)]
        except ValueError:
            raise ValidationError(_("This is not a draft of ours.")) from None
        return cls._kept(fields, picked, said.get(VERSION) or "0")

    @classmethod
    def _kept(
        cls, fields: dict[str, str | list[str]], people: list[UUID], version: str, sent_as: UUID | None = None
    ) -> DraftInput:
        if not version.isdecimal() or len(version) > 9 or not _storable(fields):
            raise ValidationError(_("This is not a draft of ours."))
        return cls(fields, people, int(version), sent_as)


def _storable(fields: object) -> bool:
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        return False
    texts: list[object] = [*fields]
    for value in fields.values():
        texts.extend(value if isinstance(value, list) else [value])
    return all(isinstance(text, str) and not UNSTORABLE.search(text) for text in texts)
