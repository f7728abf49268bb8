"""Results, services, measures, figures and forecasts over the API (domain.md §7, §11.3)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action

from api.exports import Listing
from api.figures import Taken, take_figures
from api.http import ApiRequest
from api.queries import outcomes as queries
from api.queries.documents import Reading, Row
from api.schema import page_of
from api.scopes import Scope
from api.serializers.outcomes import (
    CurveOutput,
    FigureInput,
    FigureOutput,
    FiguresInput,
    FiguresQuery,
    FiguresTakenOutput,
    ForecastOutput,
    ForecastsQuery,
    LooseFiguresInput,
    MeasureInput,
    MeasureOutput,
    MeasuresQuery,
    ResultInput,
    ResultOutput,
    ServiceInput,
    ServiceOutput,
)
from api.serializers.query import PageQuery
from outcomes.actions.measures import add_measure, add_result, add_service
from outcomes.models import Measure
from outcomes.queries.board import curve_page
from outcomes.queries.exporting import has_kept_back, is_kept_back
from outcomes.rules.figures import can_read_figures, can_write_figures

READS, WRITES = frozenset({Scope.MEASURES_READ}), frozenset({Scope.MEASURES_WRITE})
READ_AND_ADD = {"list": READS, "retrieve": READS, "create": WRITES}


class ResultEndpoint(Listing):
    """How it should be for a whole population in a place. No single agency answers for it."""

    scopes = READ_AND_ADD
    writes = {"create": queries.results}
    queries = {"list": PageQuery}

    @extend_schema(responses=page_of(ResultOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Every result."""
        self.require(can_read_figures)
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.results(self.request.user)

    @extend_schema(responses=ResultOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One result."""
        self.require(can_read_figures)
        return self.one(queries.results(request.user), pk)

    @extend_schema(request=ResultInput, responses={201: ResultOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Say how it should be."""
        self.require(can_write_figures)
        return self.wrote(add_result(**self.said(ResultInput), by=request.user).pk)


class ServiceEndpoint(Listing):
    """Services, each of which answers for its own families."""

    scopes = READ_AND_ADD
    writes = {"create": queries.services}
    queries = {"list": PageQuery}

    @extend_schema(responses=page_of(ServiceOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Every service."""
        self.require(can_read_figures)
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.services(self.request.user)

    @extend_schema(responses=ServiceOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One service."""
        self.require(can_read_figures)
        return self.one(queries.services(request.user), pk)

    @extend_schema(request=ServiceInput, responses={201: ServiceOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Name a service."""
        self.require(can_write_figures)
        return self.wrote(add_service(**self.said(ServiceInput), by=request.user).pk)


class MeasureEndpoint(Listing):
    """What is measured: of a whole population, or of what a service does, and never both."""

    scopes = {**READ_AND_ADD, "curve": READS}
    writes = {"create": queries.measures}
    queries = {"list": MeasuresQuery}

    @extend_schema(responses=page_of(MeasureOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Every measure, put away or not."""
        self.require(can_read_figures)
        return self.page(self.listed())

    def listed(self) -> Reading:
        wanted = {name: self.query.get(name) for name in ("result", "service")}
        return queries.measures(self.request.user, **wanted)

    @extend_schema(responses=MeasureOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One measure."""
        self.require(can_read_figures)
        return self.one(queries.measures(request.user), pk)

    @extend_schema(request=MeasureInput, responses={201: MeasureOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Say what is measured."""
        self.require(can_write_figures)
        return self.wrote(add_measure(**self.said(MeasureInput), by=request.user).pk)

    @extend_schema(responses=CurveOutput)
    @action(detail=True, methods=["get"])
    def curve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """What the page of its curve says of it: whether it turned, and which way it goes."""
        self.require(can_read_figures)
        if not Measure.objects.visible_to(request.user).filter(pk=pk).exists():
            raise exceptions.NotFound
        return self.show(Row(str(pk), json.dumps(_curve(pk, request)), [], []), HTTPStatus.OK, record=pk)


def _curve(pk: UUID, request: ApiRequest) -> dict[str, Any]:
    page = curve_page(pk, request.user)
    curve, last = page.curve, page.curve.last
    is_hidden = last is not None and is_kept_back(last.point, curve.measure)
    figure = None if last is None or is_hidden else float(last.value)
    has_small = has_kept_back(curve)  # what was expected may be drawn from it, and how they stand says where it is
    expected = None if last is None or last.expected is None or has_small else float(last.expected)
    heading = None if has_small else curve.heading
    return {
        "measure": str(pk),
        "status": None if has_small else curve.status.value,
        "run": None if has_small else curve.run,
        "direction": heading.direction.value if heading else None,
        "direction_periods": heading.periods if heading else None,
        "figures": len(curve.figures),
        "last_period_from": last.day.isoformat() if last else None,
        "last_figure": figure,
        "last_expected": expected,
        "is_kept_back": is_hidden,
        "is_tentative": curve.is_tentative,
        "sentence": "" if has_small else page.said.sentence,
    }


class FigureEndpoint(Listing):
    """Figures, each of one whole period. One that changes stays, and another stands beside it with the reason."""

    scopes = {**READ_AND_ADD, "bulk": WRITES}
    writes = {"create": queries.figures, "bulk": queries.figures}
    queries = {"list": FiguresQuery}

    @extend_schema(responses=page_of(FigureOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Every figure that was ever written, `is_current` those that count. Numbers from 1 to 5 are kept back."""
        self.require(can_read_figures)
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.figures(self.request.user, measure=self.query.get("measure"))

    @extend_schema(responses=FigureOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One figure."""
        self.require(can_read_figures)
        return self.one(queries.figures(request.user), pk)

    @extend_schema(request=FigureInput, responses={201: FigureOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Write a figure; where the same stands already, it is answered with that one."""
        self.require(can_write_figures)
        (taken,) = take_figures([request.data], by=request.user)
        if taken.problem:
            raise taken.problem
        return self.wrote(taken.made())

    @extend_schema(request=FiguresInput, responses={200: FiguresTakenOutput})
    @action(detail=False, methods=["post"])
    def bulk(self, request: ApiRequest) -> HttpResponse:
        """Write up to 1,000 figures. Each says what came of it; those that are right are written, whatever the others are."""
        self.require(can_write_figures)
        taken = take_figures(self.said(LooseFiguresInput)["figures"], by=request.user)
        self._note(None)
        return self._bulk(taken)

    def as_written(self, pk: UUID | None) -> HttpResponse:
        """Of many: what stands now, and nothing is written again."""
        if self.action != "bulk":
            return super().as_written(pk)
        said = self.said(LooseFiguresInput)["figures"]
        return self._bulk(take_figures(said, by=self.request.user, is_again=True))

    def _bulk(self, taken: Sequence[Taken]) -> HttpResponse:
        told = json.dumps({"results": [one.told() for one in taken]})
        return self.show(Row("", told, [], []), HTTPStatus.OK)


class ForecastEndpoint(Listing):
    """What would be if nothing changed: published, frozen, and superseded by none but a later one."""

    scopes = {"list": READS, "retrieve": READS}
    queries = {"list": ForecastsQuery}

    @extend_schema(responses=page_of(ForecastOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Every published forecast."""
        self.require(can_read_figures)
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.forecasts(self.request.user, measure=self.query.get("measure"))

    @extend_schema(responses=ForecastOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One forecast, with what it says of each period."""
        self.require(can_read_figures)
        return self.one(queries.forecasts(request.user), pk)
