"""People over the API, and how they are related: the same steps as the pages."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404

from api.actions import add_person_to_family
from api.exports import Listing
from api.http import ApiRequest
from api.queries import people as queries
from api.queries.documents import Reading, Row
from api.schema import page_of
from api.scopes import Scope
from api.serializers.people import (
    PERSON_OR_MERGED,
    AlikeInput,
    FoundPersonOutput,
    KeptOutput,
    NetworkOutput,
    NetworkQuery,
    ParentageOutput,
    ParentInput,
    PartnerInput,
    PartnershipOutput,
    PeopleQuery,
    PersonChangeInput,
    PersonInput,
    PersonOutput,
    RelationsOutput,
    SearchInput,
    TermOutput,
)
from api.versions import going_out_from
from families.actions.kinship import record_parent, record_partnership
from families.actions.people import change_person
from families.models import Person, Precision, ToBeSettled
from families.periods import Period
from families.queries.alike import told_as
from families.queries.kinship import kin_term, relations
from families.queries.network import network
from families.rules.people import can_edit_family, can_edit_person

FOUND_PEOPLE = page_of(FoundPersonOutput)


class PersonEndpoint(Listing):
    """People, and what they are to one another."""

    scopes = {
        "list": frozenset({Scope.PEOPLE_READ}),
        "retrieve": frozenset({Scope.PEOPLE_READ}),
        "create": frozenset({Scope.PEOPLE_WRITE}),
        "partial_update": frozenset({Scope.PEOPLE_WRITE}),
        "search": frozenset({Scope.PEOPLE_READ}),
        "alike": frozenset({Scope.PEOPLE_READ}),
        "relations": frozenset({Scope.PEOPLE_READ}),
        "relation": frozenset({Scope.PEOPLE_READ}),
        "network": frozenset({Scope.PEOPLE_READ}),
        "parents": frozenset({Scope.PEOPLE_WRITE}),
        "partners": frozenset({Scope.PEOPLE_WRITE}),
    }
    writes = {"create": queries.people, "parents": queries.parentages, "partners": queries.partnerships}
    queries = {"list": PeopleQuery, "network": NetworkQuery}
    tells = {"list": PersonOutput, "retrieve": PersonOutput}
    expands = ("families",)

    @extend_schema(responses=page_of(PersonOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """The people whom the caller may know of."""
        return self.page(self.listed())

    def listed(self) -> Reading:
        return queries.people(self.request.user, family=self.query.get("family"))

    @extend_schema(responses=PERSON_OR_MERGED)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One person, with their families and what other systems call them; or whom they were found to be."""
        return self.one(queries.people(request.user), pk, otherwise=queries.merged_people(request.user))

    @extend_schema(request=PersonInput, responses={201: PersonOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Write down a person in a family."""
        said = self.said(PersonInput)
        self.require(can_edit_family, said["family"])
        person = add_person_to_family(**said, by=request.user)
        return self.wrote(person.pk)

    @extend_schema(request=PersonChangeInput, responses=PersonOutput)
    def partial_update(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Change facts about a person, going out from what you have read of them."""
        person = self._person(pk)
        self.require(can_edit_person, person)
        said = self.said(PersonChangeInput, person=person)
        with going_out_from(person, request) as version:
            change_person(person=person, row_version=version, **said, by=request.user)
        return self.one(queries.people(request.user), pk)

    @extend_schema(request=SearchInput, responses=FOUND_PEOPLE)
    @action(detail=False, methods=["post"])
    def search(self, request: ApiRequest) -> HttpResponse:
        """Find people by any name that they go or went by."""
        return self.found(queries.people_named(request.user, self.said(SearchInput)["name"], self.look()))

    @extend_schema(request=AlikeInput, responses=FOUND_PEOPLE)
    @action(detail=False, methods=["post"])
    def alike(self, request: ApiRequest) -> HttpResponse:
        """Ask who may be someone already, before writing them down: by names, by how they sound, and by the date of birth."""
        said = self.said(AlikeInput)
        names = said["known_as"], said["given_name"], said["family_name"]
        told = told_as(*names, said["date_of_birth"], precision=Precision.DAY)
        return self.found(queries.people_alike(request.user, told, self.look()))

    @extend_schema(responses=TermOutput)
    @action(detail=True, methods=["get"], url_path="relations/<uuid:other>")
    def relation(self, request: ApiRequest, pk: UUID, other: UUID) -> HttpResponse:
        """What one other person is to this one."""
        term = kin_term(pk, other, request.user)
        if term is None:
            raise exceptions.NotFound
        told = json.dumps({"id": str(pk), "other": str(other), "term": term})
        return self.show(Row(str(pk), told, [], [pk, other]), HTTPStatus.OK, record=pk)

    @extend_schema(responses=RelationsOutput)
    @action(detail=True, methods=["get"])
    def relations(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """What everyone around a person is to them."""
        person = self._person(pk)
        found = relations(person.pk, request.user)
        told = [{"id": str(one.person.pk), "known_as": one.person.known_as, "term": one.term} for one in found]
        shown = Row(
            str(pk), json.dumps({"id": str(pk), "relations": told}), [], [pk, *(one.person.pk for one in found)]
        )
        return self.show(shown, HTTPStatus.OK, record=pk)

    @extend_schema(parameters=[NetworkQuery], responses=NetworkOutput)
    @action(detail=True, methods=["get"])
    def network(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Who is around a person within one to three ties, the nearest first, and what joins them; at most the nearest 200."""
        hops = self.query["hops"]
        found = network(pk, request.user, hops)
        if found is None:
            raise exceptions.NotFound
        told = json.dumps({"id": str(pk), "hops": hops, **queries.told_network(found)})
        return self.show(Row(str(pk), told, [], [one.one for one, _steps in found.people]), HTTPStatus.OK, record=pk)

    @extend_schema(request=ParentInput, responses={201: ParentageOutput, 202: KeptOutput})
    @action(detail=True, methods=["post"])
    def parents(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Say who is a parent of this person."""
        child = self._person(pk)
        self.require(can_edit_person, child)
        parentage = record_parent(**_dated(self.said(ParentInput)), child=child, by=request.user)
        if isinstance(parentage, ToBeSettled):
            return self.kept(parentage)
        return self.wrote(parentage.pk)

    @extend_schema(request=PartnerInput, responses={201: PartnershipOutput, 202: KeptOutput})
    @action(detail=True, methods=["post"])
    def partners(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Say who is, or was, this person's partner."""
        one = self._person(pk)
        self.require(can_edit_person, one)
        said = _dated(self.said(PartnerInput))
        partnership = record_partnership(one=one, other=said.pop("partner"), **said, by=request.user)
        if isinstance(partnership, ToBeSettled):
            return self.kept(partnership)
        return self.wrote(partnership.pk)

    def _person(self, pk: UUID) -> Person:
        return get_object_or_404(Person.objects.visible_to(self.request.user), pk=pk)


def _dated(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"period": Period(said.pop("since"), said.pop("until"))}
