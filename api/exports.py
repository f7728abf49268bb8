"""A whole list in one answer, batch by batch: each in a transaction of its own, asked anew and noted before it goes (INV-51)."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPMethod
from io import StringIO
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.throttling import BaseThrottle

from accounts.callers import token_called
from accounts.models import User
from api.endpoints import Endpoint
from api.http import ApiRequest, CallerThrottle, asks_from_there, holds
from api.queries.documents import MOST_COUNTED, Batch, Look, Reading
from api.rules import can_export
from api.scopes import Scope
from api.serializers.base import Input
from api.serializers.fields import Id
from database.asker import acting_as
from families.imports.writing import no_formula

ROWS = 2_000
"""Of a batch: what is in memory at once, and what one row of the access log tells of."""
SECONDS = 20
"""How long one answer lasts: a web server ends what takes longer than thirty, and nobody else waits for long."""
TOTAL = "X-Total-Count"
Method = TypeVar("Method", bound=Callable[..., Any])


class Lines(JSONRenderer):
    """One row on each line, as JSON."""

    media_type = "application/x-ndjson"
    format = "ndjson"


class Sheet(JSONRenderer):
    """One row on each line, as a table. What goes wrong is told as JSON there too."""

    media_type = "text/csv"
    format = "csv"


class ExportThrottle(CallerThrottle):
    """Each may take a server for as long as it lasts: so few of them in a minute."""

    most = 30


@dataclass(frozen=True, slots=True)
class Caller:
    """A system, as it asks for each batch anew: what was closed to it since then, it gets no more of."""

    bearer: str
    scopes: frozenset[Scope]
    address: str

    def now(self) -> User | None:
        """Whom the token stands for; None where it counts no more, opens less, or may not come from there."""
        found = token_called(self.bearer)
        may = found and holds(found.scope, self.scopes) and asks_from_there(found.user, self.address)
        return found.user if found and may else None


@dataclass(slots=True)
class Export:
    """What goes out in one answer. Its last line alone says whether that was all."""

    reading: Reading
    look: Look
    caller: Caller
    after: UUID | None
    is_sheet: bool
    rows: int = 0
    is_complete: bool = False
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def __iter__(self) -> Iterator[str]:
        columns = self.reading.columns() if self.is_sheet else ()
        if columns:
            yield _line(columns)
        while batch := self._next():
            self.after, self.rows = batch.last, self.rows + batch.lines.count("\n") + 1
            yield _table(batch.lines, columns) if columns else f"{batch.lines}\n"
            self.is_complete = batch.rows < ROWS
            if self.is_complete or time.monotonic() > self.until:
                break
        yield self._last_line()

    def _next(self) -> Batch | None:
        """The next rows; None where there are none, or none any more for the caller."""
        with _without_holding():
            user = self.caller.now()
            if user is None:
                return None
            with acting_as(user.asker), timezone.override(user.organisation.time_zone), transaction.atomic():
                batch = replace(self.reading, user=user).batch(self.look, after=self.after, size=ROWS)
        self.is_complete = batch is None
        return batch

    def _last_line(self) -> str:
        said = {"is_complete": self.is_complete, "rows": self.rows, "after": str(self.after) if self.after else None}
        if not self.is_sheet:
            return f"{json.dumps(said)}\n"
        return _line(
            [f"# is_complete={json.dumps(self.is_complete)}", f"rows={self.rows}", f"after={self.after or ''}"]
        )


def whole_list(*, what: str = "rows", **options: Any) -> Callable[[Method], Method]:
    """Makes of a method of an endpoint an address that gives out a whole list; `what` is counted beforehand."""
    description = f"How many {what} there are to come, as this answer begins; {MOST_COUNTED:,} for that many or more."
    to_come = OpenApiParameter(TOTAL, int, OpenApiParameter.HEADER, response=[200], description=description)
    kinds: dict[str, Any] = {"renderer_classes": [Lines, Sheet], "throttle_classes": [CallerThrottle, ExportThrottle]}

    def as_address(method: Method) -> Method:
        found: Method = action(detail=False, **kinds, **options)(method)  # type: ignore[assignment]
        return extend_schema(responses=OpenApiTypes.STR, parameters=[to_come])(found)

    return as_address


class Listing(Endpoint):
    """An endpoint with a list: page by page, and whole. Both tell the same documents, to those who hold the same scopes."""

    def __init_subclass__(cls, **options: Any) -> None:
        page = cls.queries["list"]
        super().__init_subclass__(**options)
        cls.scopes = {**cls.scopes, "export": cls.scopes["list"]}
        cls.queries = {**cls.queries, "export": whole(page)}

    def listed(self) -> Reading:
        """What the list tells, as narrow as the query string says."""
        raise NotImplementedError

    @whole_list()
    def export(self, request: ApiRequest) -> StreamingHttpResponse:
        """The whole list, in the order of writing: one row on each line, each as in the list; as a table for `Accept: text/csv`.

        The last line says whether that was all: `{"is_complete": true, "rows": 2, "after": "…"}`. Where it is missing, or says false, ask
        again with `after`, the last id that came.
        """
        return exported(self, self.listed())


def exported(endpoint: Endpoint, reading: Reading) -> StreamingHttpResponse:
    """The answer of an action that is a `whole_list`."""
    request = endpoint.request
    can_export(request.user).require()
    after, is_sheet = endpoint.query.get("after"), request.accepted_renderer.format == Sheet.format
    total = reading.count(after=after)
    scopes, address = endpoint.scopes[endpoint.action], str(BaseThrottle().get_ident(request))
    export = Export(reading, endpoint.look(), Caller(_bearer(request), scopes, address), after, is_sheet)
    content_type = "text/csv; charset=utf-8" if is_sheet else Lines.media_type
    answer = StreamingHttpResponse([] if request.method == HTTPMethod.HEAD else export, content_type=content_type)
    answer[TOTAL] = str(total)
    return answer


class WholeQuery(Input):
    """A whole list, or what is left of it."""

    after = Id(required=False, help_text="The last id that came: what follows it is told.")


def whole(page: type[Input]) -> type[Input]:
    """The query string of a whole list, going out from that of its pages."""
    return type(f"{page.__name__}Whole", (page, WholeQuery), {"cursor": None, "page_size": None})


@contextmanager
def _without_holding() -> Iterator[None]:
    """However slowly an answer is read, no connection to the database waits for that."""
    try:
        yield
    finally:
        if not connection.in_atomic_block:  # a test's stands around it
            connection.close()


def _bearer(request: ApiRequest) -> str:
    return request.headers["Authorization"].partition(" ")[2]


def _table(lines: str, columns: Sequence[str]) -> str:
    rows = (json.loads(line) for line in lines.split("\n"))
    return "".join(_line([_cell(row, column) for column in columns]) for row in rows)


def _cell(row: Mapping[str, Any], column: str) -> str:
    """A text as it is, and never a formula; whatever else as JSON writes it; nothing for null."""
    value = row[column]
    if value is None:
        return ""
    return no_formula(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _line(cells: Sequence[str]) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()
