"""Families over the API: the same steps as the pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404

from api.actions import begin_led_family
from api.exports import Listing
from api.http import ApiRequest
from api.queries import families as queries
from api.queries.documents import Reading
from api.schema import page_of
from api.scopes import Scope
from api.serializers.families import (
    BelongingOutput,
    FamilyChangeInput,
    FamilyInput,
    FamilyOutput,
    MemberInput,
    PractitionerOutput,
    WholeFamilyOutput,
)
from api.serializers.query import PageQuery
from api.versions import going_out_from
from families.actions.people import add_member, change_family
from families.models import Family
from families.periods import since
from families.rules.people import can_begin_family, can_edit_family


class FamilyEndpoint(Listing):
    """Families: who is in them, who works with them, and their latest conversations."""

    scopes = {
        "list": frozenset({Scope.FAMILIES_READ}),
        "retrieve": frozenset({Scope.FAMILIES_READ}),
        "create": frozenset({Scope.FAMILIES_WRITE}),
        "partial_update": frozenset({Scope.FAMILIES_WRITE}),
        "members": frozenset({Scope.FAMILIES_WRITE}),
    }
    writes = {"create": queries.families, "members": queries.memberships}
    queries = {"list": PageQuery}
    tells = {"list": FamilyOutput, "retrieve": WholeFamilyOutput}
    expands = ("people",)

    @extend_schema(responses=page_of(FamilyOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """The families that the caller may know of."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.families(self.request.user)

    @extend_schema(responses=WholeFamilyOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One family, with those alongside it and its latest 20 conversations."""
        return self.one(self._whole(), pk)

    @extend_schema(request=FamilyInput, responses={201: WholeFamilyOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Begin a family."""
        self.require(can_begin_family)
        family = begin_led_family(**self.said(FamilyInput), by=request.user)
        return self.wrote(family.pk)

    @extend_schema(request=FamilyChangeInput, responses=WholeFamilyOutput)
    def partial_update(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Change what is good to know of a family, going out from what you have read of it."""
        family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
        self.require(can_edit_family, family)
        said = self.said(FamilyChangeInput)
        with going_out_from(family, request) as version:
            change_family(family=family, row_version=version, **said, by=request.user)
        return self.one(self._whole(), pk)

    @extend_schema(request=MemberInput, responses={201: BelongingOutput})
    @action(detail=True, methods=["post"])
    def members(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Say that someone is in a family."""
        family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
        self.require(can_edit_family, family)
        said = self.said(MemberInput)
        membership = add_member(
            family=family, person=said["person"], role=said["role"], period=since(said["since"]), by=request.user
        )
        return self.wrote(membership.pk)

    def written(self) -> Reading:
        return self._whole() if self.action == "create" else super().written()

    def _whole(self) -> Reading:
        tells_story = self.may(Scope.CONVERSATIONS_SUMMARY) or self.may(Scope.CONVERSATIONS_READ)
        return queries.whole_families(self.request.user, tells_story=tells_story)


class PractitionerEndpoint(Listing):
    """Those whose work is with families."""

    scopes = {"list": frozenset({Scope.FAMILIES_READ})}
    queries = {"list": PageQuery}

    @extend_schema(responses=page_of(PractitionerOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """Practitioners, by the ids that stand in a body."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.practitioners(self.request.user)
