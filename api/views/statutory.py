"""What comes in from a statutory system (domain.md §9.7, §11.3)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from api.endpoints import Endpoint
from api.http import ApiRequest
from api.queries import people as queries
from api.queries.documents import Row
from api.scopes import Scope
from api.serializers.statutory import LooseStatutoryPeopleInput, StatutoryPeopleInput, StatutoryPeopleTakenOutput
from api.statutory import Taken, take_people
from families.rules.statutory import can_feed


class StatutoryPersonEndpoint(Endpoint):
    """What a statutory system says of people who are here: a mirror, which only it writes."""

    scopes = {"create": frozenset({Scope.STATUSES_WRITE})}
    writes = {"create": queries.people}

    @extend_schema(request=StatutoryPeopleInput, responses={200: StatutoryPeopleTakenOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Tell of up to 1,000 people by their numbers: names, days, statuses and allocated workers. Each says what came of it; nobody new
        is written down by it, and nothing that was written here changes."""
        self.require(can_feed)
        taken = take_people(self.said(LooseStatutoryPeopleInput)["people"], by=request.user)
        self._note(None)
        return self._told(taken)

    def as_written(self, pk: UUID | None) -> HttpResponse:
        """Of a request that came before: how it stands now, and nothing is written again."""
        said = self.said(LooseStatutoryPeopleInput)["people"]
        return self._told(take_people(said, by=self.request.user, is_again=True))

    def _told(self, taken: Sequence[Taken]) -> HttpResponse:
        told = json.dumps({"results": [one.told() for one in taken]})
        people = [one.came.person for one in taken if one.came]
        return self.show(Row("", told, [], people), HTTPStatus.OK)
