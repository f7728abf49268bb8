"""The strict parser in front of every endpoint (design.md, decision 16; security.md §7 A and B)."""

import json
import math
import re
from collections.abc import Mapping
from typing import IO, Any

from django.utils.http import parse_header_parameters
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser

DEEPEST = 20
LONGEST_NUMBER = 19
"""Digits: what a bigint holds."""

# A string, closed or not, is skipped whole; what is left of interest are brackets.
_STRUCTURE = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|[\[\]{}]', re.DOTALL)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


class StrictJSONParser(BaseParser):
    """JSON in UTF-8, one object, no deeper than 20, with every name once and every character a character."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        _require_json_in_utf8(media_type or "")
        text = _text(stream.read())
        _refuse_depth(text)
        try:
            said = json.loads(
                text, object_pairs_hook=_once, parse_constant=_refuse_constant, parse_int=_integer, parse_float=_float
            )
        except ValueError as error:
            raise ParseError(_("The body is not JSON.")) from error
        if not isinstance(said, dict):
            raise ParseError(_("The body must be a JSON object: { … }."))
        if "\\u" in text:
            _refuse_unreadable(said)
        return said


def _require_json_in_utf8(media_type: str) -> None:
    kind, parameters = parse_header_parameters(media_type)
    if kind != StrictJSONParser.media_type or parameters.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise UnsupportedMediaType(media_type, _("Send JSON in UTF-8."))


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(_("The body is not UTF-8.")) from error


def _refuse_depth(text: str) -> None:
    depth = 0
    for part in _STRUCTURE.finditer(text):
        mark = part[0]
        depth += (mark in {"[", "{"}) - (mark in {"]", "}"})
        if depth > DEEPEST:
            raise ParseError(_("The body is nested too deeply: 20 levels at most."))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ParseError(_("A name stands twice in the same object: each may stand once."))
    return said


def _refuse_constant(name: str) -> None:
    raise ParseError(_("NaN and Infinity are not numbers here."))


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > LONGEST_NUMBER:
        raise ParseError(_("A number is too large."))
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ParseError(_("A number is too large."))
    return number


def _refuse_unreadable(said: object) -> None:
    if isinstance(said, str):
        if _UNREADABLE.search(said):
            raise ParseError(_("A text holds a NUL or half a character."))
    elif isinstance(said, dict):
        for name, value in said.items():
            _refuse_unreadable(name)
            _refuse_unreadable(value)
    elif isinstance(said, list):
        for value in said:
            _refuse_unreadable(value)
