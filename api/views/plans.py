"""Families' plans over the API. They are the family's, and are agreed on its day: other systems read them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.template.loader import render_to_string
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.renderers import JSONRenderer

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from api.exports import Listing
from api.http import ApiRequest
from api.queries import plans as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.plans import FamilyPlanOutput, PlansQuery
from casework import pdf
from casework.queries.plans import plan_page
from families.queries.attachments import pictures_on

READ = frozenset({Scope.PLANS_READ})


class Paper(JSONRenderer):
    """A file for paper. What goes wrong is told as JSON there too."""

    media_type = "application/pdf"
    format = "pdf"


class FamilyPlanEndpoint(Listing):
    """What families decided, in their own words: each version that was agreed."""

    scopes = {"list": READ, "retrieve": READ, "pdf": READ}
    queries = {"list": PlansQuery}
    tells = {"list": FamilyPlanOutput, "retrieve": FamilyPlanOutput}
    expands = ("people", "families")

    @extend_schema(responses=page_of(FamilyPlanOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """The plans that families agreed, each with its steps, its plan B and who keeps an eye on it."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.plans(self.request.user, family=self.query.get("family"))

    @extend_schema(responses=FamilyPlanOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One version of a plan."""
        return self.one(queries.plans(request.user), pk)

    @extend_schema(responses={(200, Paper.media_type): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], renderer_classes=[Paper])
    def pdf(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """The plan on one page for the fridge door, with what the caller may read of it. 404 too where this Kith can't draw files."""
        plan = get_object_or_404(queries.agreed(request.user), pk=pk)
        if not pdf.can_be_drawn():
            raise exceptions.NotFound
        page = plan_page(plan.pk, request.user)
        conference = page.plan.conference
        looked_at(
            kind=AccessEvent.Kind.API,
            what=self.look().what,
            families=[conference.family_id],
            people=page.named,
            record=pk,
            by=request.user,
        )
        shown = {"page": page, "conference": conference, "whose": request.user.name, "sheet": "paper_base.html"}
        html = render_to_string("casework/plan_print.html", shown, request._request)
        pictures = pictures_on(html, request.user)
        made = pdf.drawn(html, address=request.build_absolute_uri("/"), pictures=pictures, look=pdf.ONE_PAGE)
        return HttpResponse(made, content_type=Paper.media_type)
