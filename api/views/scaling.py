"""Scales over the API. They are asked in a conversation: so they are written with one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from api.exports import Listing
from api.http import ApiRequest
from api.queries import scaling as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.scaling import ScaleOutput, ScalesQuery
from casework.actions.scaling import AnswerGiven, ScaleAsked
from casework.models import ScalingAnswer


class ScaleEndpoint(Listing):
    """Where people put things between 0 and 10, in the family's own words; each for themselves."""

    scopes = {
        "list": frozenset({Scope.CONVERSATIONS_READ}),
        "retrieve": frozenset({Scope.CONVERSATIONS_READ}),
    }
    queries = {"list": ScalesQuery}

    @extend_schema(responses=page_of(ScaleOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Scales, each with every answer to it."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.scales(self.request.user, family=self.query.get("family"))

    @extend_schema(responses=ScaleOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One scale, with every answer to it."""
        return self.one(queries.scales(request.user), pk)


def scales_asked(said: dict[str, Any]) -> list[ScaleAsked]:
    """What was asked in a conversation, taken out of its body."""
    again = [ScaleAsked(one.pop("scale"), answers=_answers(one)) for one in said.pop("scales", ())]
    new = [ScaleAsked(answers=_answers(one), words=one) for one in said.pop("new_scales", ())]
    return again + new


def _answers(said: dict[str, Any]) -> tuple[AnswerGiven, ...]:
    """Those of the people first, then those of the workers."""
    given = [(one.pop("person"), one) for one in said.pop("answers", ())]
    given += [(one.pop("practitioner"), one) for one in said.pop("worker_answers", ())]
    return tuple(_given(who, **one) for who, one in given)


def _given(who: Any, *, shown_as: str = ScalingAnswer.ShownAs.NUMBERS, **said: Any) -> AnswerGiven:
    return AnswerGiven(who, shown_as=ScalingAnswer.ShownAs(shown_as), **said)
