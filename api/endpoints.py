"""What every endpoint under /api/v1/ shares."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any, ClassVar, Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import exceptions, viewsets
from rest_framework.request import Request

from accounts.access import Decision
from accounts.actions.access import looked_at
from accounts.models import AccessEvent, User
from api.http import NO_ACTION, ApiRequest, holds
from api.once import Sent, carried_out, note_sent_once, sent_under_key
from api.queries.documents import NOBODY, Chosen, Look, Reading, Row
from api.queries.expansions import EXPANSIONS
from api.scopes import Scope
from api.serializers.base import Input, Output
from api.serializers.query import LARGEST_EXPANDED, NoQuery, chosen, read_query
from api.versions import etag_of
from families.models import ToBeSettled

P = ParamSpec("P")
CHOSEN = "application/vnd.kith.chosen+json"
"""The media type of an answer of which a caller chose the fields, or beside which it asked for more."""
CHANGE = "partial_update"
"""The action of those endpoints whose rows can be changed: each of these rows says its version."""


class Endpoint(viewsets.ViewSet):
    """What every endpoint under /api/v1/ is: behind a scope, with a known query string, and noted when it shows someone."""

    http_method_names = ["get", "post", "patch", "head"]
    request: ApiRequest
    scopes: ClassVar[Mapping[str, frozenset[Scope]]] = {}
    queries: ClassVar[Mapping[str, type[Input]]] = {}
    writes: ClassVar[Mapping[str, Callable[[User], Reading]]] = {}
    """What reads that which an action wrote. Under an Idempotency-Key each of them counts once."""
    tells: ClassVar[Mapping[str, type[Output]]] = {}
    """The rows of those actions of which a caller may choose the fields; what of theirs `expands`."""
    expands: ClassVar[tuple[str, ...]] = ()
    located: ClassVar[frozenset[str]] = frozenset({"create"})
    """The actions of which what they wrote has an address of its own."""
    sent: Sent | None = None
    post: Callable[..., HttpResponse]
    lookup_value_converter = "uuid"

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        of_rows = {name: chosen(cls.queries.get(name, NoQuery), row, cls.expands) for name, row in cls.tells.items()}
        cls.queries = {**cls.queries, **of_rows}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action not in NO_ACTION:
            self.query = read_query(request.query_params, self.queries.get(self.action, NoQuery))
        if self.action in self.writes:
            self.sent = sent_under_key(request._request)
            before = carried_out(self.sent, self.request.user) if self.sent else None
            if before:
                self.post = lambda request, *args, **kwargs: self.as_written(before.made)

    def page(self, documents: Reading) -> HttpResponse:
        """One page of a list."""
        documents, size = self.chosen(documents), self.query["page_size"]
        if self.query.get("expand") and size > LARGEST_EXPANDED:
            raise exceptions.ValidationError({"page_size": _("With expand, ask for 1 to %d.") % LARGEST_EXPANDED})
        return self.found(documents.page(self.look(), after=self.query.get("cursor"), size=size))

    def chosen(self, documents: Reading) -> Reading:
        """The same, with those fields and with that beside it for which the query string asks."""
        names = self.query.get("expand", ())
        for name in names:
            if not self.may(EXPANSIONS[name].scope):
                raise exceptions.PermissionDenied(
                    _("This needs the scope %(scopes)s.") % {"scopes": EXPANSIONS[name].scope}
                )
        beside = tuple((EXPANSIONS[name].named, EXPANSIONS[name].reading(documents.user).compose) for name in names)
        return replace(documents, chosen=Chosen(self.query.get("fields", ()), beside))

    def one(
        self, documents: Reading, pk: UUID, status: HTTPStatus = HTTPStatus.OK, *, otherwise: Reading | None = None
    ) -> HttpResponse:
        """One row, or 404: the same for one that is not there and one that the caller may not see. `otherwise`: where it may be too."""
        look = self.look(record=pk)
        told = self.chosen(documents).one(look, pk) or (otherwise.one(look, pk) if otherwise else None)
        if told is None:
            raise exceptions.NotFound
        answer = self._answer(told, status)
        if hasattr(self, CHANGE) and not self.query.get("fields") and (etag := etag_of(told)):
            answer["ETag"] = etag
        return answer

    def wrote(self, pk: UUID) -> HttpResponse:
        """What was just written, as it reads now; its key, if it came with one, is noted with it."""
        self._note(pk)
        return self.as_written(pk)

    def kept(self, entry: ToBeSettled) -> HttpResponse:
        """Taken, and kept for someone who may see more than the caller: nothing says why (domain.md §8.5)."""
        self._note(None)
        return self._kept([entry.person_id, entry.other_id])

    def as_written(self, pk: UUID | None) -> HttpResponse:
        """What an action answers about what it wrote, when it wrote it and when it comes again."""
        if pk is None:
            return self._kept([])
        response = self.one(self.written(), pk, HTTPStatus.CREATED)
        if self.action in self.located:
            response["Location"] = reverse(f"api:{self.basename}-detail", args=[pk])
        return response

    def written(self) -> Reading:
        """What reads that which this action wrote."""
        return self.writes[self.action](self.request.user)

    def _note(self, made: UUID | None) -> None:
        if self.sent:
            note_sent_once(sent=self.sent, made=made, by=self.request.user)

    def _kept(self, people: list[UUID | None]) -> HttpResponse:
        told = json.dumps({"detail": _("Kept. Someone who works with the family will look at it first.")})
        return self.show(Row("", told, [], people), HTTPStatus.ACCEPTED)

    def said(self, shape: type[Input], **about: Any) -> dict[str, Any]:
        """The body, checked, with what its ids stand for; `about` is what the shape needs to know to check it."""
        body = shape(data=self.request.data, context={"user": self.request.user, **about})
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def require(self, rule: Callable[Concatenate[User, P], Decision], *about: P.args, **more: P.kwargs) -> None:
        """Ask the rule that the pages ask, unless a client calls: what it may do is what its scopes say."""
        if self.request.user.kind != User.Kind.CLIENT:
            rule(self.request.user, *about, **more).require()

    def may(self, scope: Scope) -> bool:
        """Whether the caller may have something beside what the endpoint is for."""
        return self.request.auth is None or holds(self.request.auth.scope, frozenset({scope}))

    def look(self, *, record: UUID | None = None) -> Look:
        """What the access log says of this request."""
        return Look(f"api:{self.basename}-{self.action}", record)

    def found(self, page: str | None) -> HttpResponse:
        """A page of which the statement that found it has noted whom it shows, or one that can only be empty."""
        return self.show(NOBODY, HTTPStatus.OK) if page is None else self._answer(page, HTTPStatus.OK)

    def show(self, shown: Row, status: HTTPStatus, *, record: UUID | None = None) -> HttpResponse:
        """Finished JSON, with the families and people in it noted in the access log (INV-51)."""
        looked_at(
            kind=AccessEvent.Kind.API,
            what=self.look().what,
            families={pk for pk in shown.families if pk},
            people={pk for pk in shown.people if pk},
            record=record,
            by=self.request.user,
        )
        return self._answer(shown.body, status)

    def _answer(self, told: str, status: HTTPStatus) -> HttpResponse:
        """An answer of which something was chosen says so: it is not as the description says that the whole one is."""
        is_chosen = any(self.query.get(name) for name in ("fields", "expand"))
        return HttpResponse(told, status=status, content_type=CHOSEN if is_chosen else "application/json")
