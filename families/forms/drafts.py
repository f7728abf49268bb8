"""What a page sends while someone writes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
MOST_FIELDS = 800
KEEP, LATER, VERSION = "keep", "later", "draft_version"
NOT_WRITTEN = {KEEP, VERSION, "csrfmiddlewaretoken"}


@dataclass(frozen=True, slots=True)
class DraftInput:
    """The fields of a form by name, the people ticked in it, and the version that the page last saw (0: none)."""

    fields: dict[str, str | list[str]]
    people: list[UUID]
    row_version: int

    @classmethod
    def read(cls, request: HttpRequest) -> DraftInput:
        """Raises ValidationError for anything but what our own page sends."""
        version = request.headers.get("If-Match", "").strip('"')
        try:
            said = json.loads(request.body)
            fields, people = said["fields"], [UUID(person) for person in said["people"]]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise ValidationError(_("This is not a draft of ours.")) from None
        return cls._kept(fields, people, version)

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
    def _kept(cls, fields: dict[str, str | list[str]], people: list[UUID], version: str) -> DraftInput:
        if not version.isdecimal() or len(version) > 9 or not _storable(fields):
            raise ValidationError(_("This is not a draft of ours."))
        return cls(fields, people, int(version))


def _storable(fields: object) -> bool:
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        return False
    texts: list[object] = [*fields]
    for value in fields.values():
        texts.extend(value if isinstance(value, list) else [value])
    return all(isinstance(text, str) and not UNSTORABLE.search(text) for text in texts)
