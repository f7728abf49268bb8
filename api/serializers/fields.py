"""Fields that take a value only as what it is: no number for a text, no text for a number (security.md §7 B)."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts import prepared
from accounts.models import Locality
from database import clock

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
EARLIEST = date(1870, 1, 1)
"""Nobody whom a record names was born before this."""
YEARS_AHEAD = 25


class Said:
    """What stands before every field: the sentences for a value that is not there."""

    default_error_messages: ClassVar[Mapping[str, str | Promise]] = {
        "required": _("This is missing: give it."),
        "null": _("Give a value: null is none."),
    }


class Text(Said, serializers.CharField):
    """A text, kept as it is sent."""

    default_error_messages = {
        "invalid": _("Give a text, in quotation marks."),
        "blank": _("Write something: this can’t be empty."),
        "max_length": _("Write no more than {max_length} characters."),
        "min_length": _("Write at least {min_length} characters."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        if not self.allow_blank and not data.strip():
            self.fail("blank")
        return super().to_internal_value(data)


class Name(Text):
    """A text that stands inside other sentences, so nothing in it may turn the direction of what follows."""

    default_error_messages = {"direction": _("A name can’t hold marks that turn the direction of writing.")}

    def to_internal_value(self, data: Any) -> str:
        said = super().to_internal_value(data)
        if _DIRECTION.search(said):
            self.fail("direction")
        return said


class LocalityNamed(Name):
    """A locality of the caller's organisation, by its name."""

    default_error_messages = {"not_found": _("There is no locality of this name.")}

    def to_internal_value(self, data: Any) -> Locality:  # type: ignore[override]
        name, body = super().to_internal_value(data), self.root
        found = Locality.objects.filter(organisation=body.context["user"].organisation_id, name=name).first()
        if found is None:
            self.fail("not_found")
        return found


@extend_schema_field({"type": "string", "contentEncoding": "base64", "minLength": 1})
class Bytes(Said, serializers.CharField):
    """Bytes, in base64 without line breaks."""

    default_error_messages = {"invalid": _("Give it in base64."), "blank": _("This file is empty. Choose another.")}

    def to_internal_value(self, data: Any) -> bytes:  # type: ignore[override]
        if not isinstance(data, str):
            self.fail("invalid")
        if not data:
            self.fail("blank")
        try:
            return b64decode(data, validate=True)
        except ValueError:
            self.fail("invalid")


class Flag(Said, serializers.BooleanField):
    """true or false, and nothing that looks like it."""

    default_error_messages = {"invalid": _("Say true or false, without quotation marks.")}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input="")
        return data


class Whole(Said, serializers.IntegerField):
    """A whole number."""

    default_error_messages = {
        "invalid": _("Give a whole number, without quotation marks."),
        "max_value": _("Give {max_value} or less."),
        "min_value": _("Give {min_value} or more."),
    }

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Day(Said, serializers.DateField):
    """A date as YYYY-MM-DD, within a lifetime from now."""

    default_error_messages = {
        "invalid": _("Write the date as YYYY-MM-DD."),
        "range": _("Give a date from 1870 on, and no more than 25 years ahead."),
    }

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str) or not _DATE.fullmatch(value):
            self.fail("invalid")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail("invalid")
        if not day >= EARLIEST or day.year > clock.today().year + YEARS_AHEAD:
            self.fail("range")
        return day


class Moment(Said, serializers.DateTimeField):
    """A date and a time with its distance from UTC: an hour of the autumn night happens twice (security.md §7, 30)."""

    default_error_messages = {
        "invalid": _("Write the time as YYYY-MM-DDThh:mm and its distance from UTC, such as Z or +01:00."),
        "range": _("Give a date from 1870 on, and no more than 25 years ahead."),
    }

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            self.fail("invalid")
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail("invalid")
        if not EARLIEST.year < moment.year <= clock.today().year + YEARS_AHEAD:
            self.fail("range")
        return moment


class Choice(Said, serializers.ChoiceField):
    """One of the listed values."""

    default_error_messages = {"invalid_choice": _("This is not one of the values that can stand here.")}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice")
        return super().to_internal_value(data)


class Several(Said, serializers.ListField):
    """A list of values."""

    default_error_messages = {
        "not_a_list": _("Give a list, in square brackets."),
        "min_length": _("Give at least {min_length}."),
        "max_length": _("Give no more than {max_length}."),
    }


class Id(Said, serializers.UUIDField):
    """An id, as it was given out."""

    default_error_messages = {"invalid": _("This is not an id.")}

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or not _UUID.fullmatch(data):
            self.fail("invalid")
        return UUID(data)


@extend_schema_field({"type": "string", "format": "uuid"})
class Visible(Id):
    """The id of something that the caller may see. One that they may not see is as unknown as one that is not there.

    However many stand in a body, each model is asked once.
    """

    default_error_messages = {"not_found": _("There is nothing with this id.")}

    def __init__(self, model: type[models.Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> models.Model:  # type: ignore[override]
        pk = super().to_internal_value(data)
        found = self._found().get(pk)
        if found is None:
            self.fail("not_found")
        return found

    def _found(self) -> dict[UUID, models.Model]:
        body: Any = self.root
        known: dict[type[models.Model], dict[UUID, models.Model]] = body.context.setdefault("visible", {})
        if self.model not in known:
            ids = dict.fromkeys(ids_in(body.initial_data))
            known[self.model] = dict(prepared.visible(self.model, ids, body.context["user"]))
        return known[self.model]


def ids_in(said: object) -> Iterator[UUID]:
    """Whatever looks like an id in a body."""
    if isinstance(said, str):
        if _UUID.fullmatch(said):
            yield UUID(said)
    elif isinstance(said, dict):
        for value in said.values():
            yield from ids_in(value)
    elif isinstance(said, list):
        for value in said:
            yield from ids_in(value)
