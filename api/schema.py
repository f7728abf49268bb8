"""The OpenAPI description: what the router serves, with its scopes, its query strings and its errors."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from api import versions
from api.endpoints import CHANGE, CHOSEN
from api.once import HEADER, LONGEST, SHAPE
from api.scopes import Scope
from api.serializers.base import Output
from api.serializers.families import FamilyOutput
from api.serializers.people import PersonOutput

OAUTH, SESSION = "oauth", "session"
ALWAYS = (400, 401, 403, 404, 405, 406, 429)
WRITING = (409, 413, 415)
UNDER_A_KEY = (422,)
CHANGING = (412, 428)
KEY = {
    "in": "header",
    "name": HEADER,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": SHAPE},
    "description": (
        "A name of your own for this request, such as a UUID. What comes again under it within seven days is not carried out again: "
        "it is answered with what was made, as it reads then."
    ),
    "examples": {"uuid": {"value": "0194f3c2-7d52-7e44-9a0c-3f1b3f2b0d11"}},
}


class ErrorOutput(serializers.Serializer[Any]):
    """One thing that is wrong with the body or the query string."""

    pointer = serializers.CharField(help_text="A JSON pointer to the field; empty for the whole body.")
    code = serializers.CharField(help_text="The name of the rule, for programs.")
    detail = serializers.CharField(help_text="A sentence, for people.")


class ProblemOutput(serializers.Serializer[Any]):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField(help_text="A page that explains this kind of problem.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(required=False, help_text="With 409: the name of the rule.")
    row_version = serializers.IntegerField(required=False, help_text="With 412: the version that it has now.")
    errors = ErrorOutput(many=True)  # type: ignore[assignment]


class ExpandedOutput(Output):
    """Whom an answer names, and the families, each once: those of them that the caller may know of."""

    people = PersonOutput(many=True, required=False)
    families = FamilyOutput(many=True, required=False)


class ChosenOutput(Output):
    """An answer of which the fields were chosen, or beside which stands what was asked for: a row, or a page of rows."""

    results = serializers.ListField(child=serializers.DictField(), required=False)
    next_cursor = serializers.CharField(allow_null=True, required=False)
    expanded = ExpandedOutput(required=False)


class AskerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A client's token, or the session of someone who works here."""

    target_class = "api.http.AskerAuthentication"
    name = [OAUTH, SESSION]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        view = auto_schema.view
        either = sorted(view.scopes.get(view.action, ()))
        return [*({OAUTH: [scope]} for scope in either), {SESSION: []}]

    def get_security_definition(self, auto_schema: AutoSchema) -> list[dict[str, Any]]:
        scopes = {scope.value: str(scope.label) for scope in Scope}
        flow = {"tokenUrl": "/api/oauth/token/", "scopes": scopes}
        return [
            {"type": "oauth2", "flows": {"clientCredentials": flow}},
            {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        ]


def page_of(row: type[Output]) -> type[Output]:
    """The shape of one page of a list of these."""
    name = f"{row.__name__.removesuffix('Output')}PageOutput"
    cursor = serializers.CharField(
        allow_null=True, help_text="Give it as `cursor` to get the next page; null on the last."
    )
    return type(name, (Output,), {"results": row(many=True), "next_cursor": cursor, "__doc__": "One page of a list."})


class KithSchema(AutoSchema):
    view: Any

    def get_override_parameters(self) -> list[Any]:
        query = getattr(self.view, "queries", {}).get(getattr(self.view, "action", None))
        return [query] if query else []

    def _is_list_view(self, serializer: Any = None) -> bool:
        """A list answers a page, which is an object."""
        return False

    def get_operation_id(self) -> str:
        return f"{self.view.basename}_{self.view.action}".replace("-", "_")

    def get_tags(self) -> list[str]:
        return [super().get_tags()[0].replace("-", " ")]

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation:
            problem = {"schema": self.resolve_serializer(ProblemOutput, "response").ref}
            counts_once = self.view.action in getattr(self.view, "writes", {})
            if counts_once:
                operation.setdefault("parameters", []).append(KEY)
            if self.view.action == CHANGE:
                operation.setdefault("parameters", []).append(versions.parameter())
            if self.view.action in {"retrieve", CHANGE} and hasattr(self.view, CHANGE):
                operation["responses"]["200"]["headers"] = versions.header()
            if self.view.action in getattr(self.view, "tells", {}):
                chosen = {"schema": self.resolve_serializer(ChosenOutput, "response").ref}
                operation["responses"]["200"]["content"][CHOSEN] = chosen
            for status in self._refusals(counts_once=counts_once):
                operation["responses"][str(status)] = {
                    "description": HTTPStatus(status).phrase,
                    "content": {"application/problem+json": problem},
                }
        return operation

    def _refusals(self, *, counts_once: bool) -> tuple[int, ...]:
        writing = WRITING if self.method in {"POST", "PATCH"} else ()
        return (
            *ALWAYS,
            *writing,
            *(UNDER_A_KEY if counts_once else ()),
            *(CHANGING if self.view.action == CHANGE else ()),
        )
