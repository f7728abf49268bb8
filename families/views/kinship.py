"""Adding and ending the ties of kinship."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.models import User
from accounts.writing import attempt, posted
from families.actions import relatives
from families.actions.kinship import end_fact
from families.forms.fields import EndAsKnownForm, EndForm
from families.forms.kinship import (
    ParentForm,
    PartingForm,
    PartnerForm,
    RelativeForm,
    SiblingForm,
)
from families.models import (
    Family,
    FamilyMembership,
    Parentage,
    Partnership,
    Person,
    SiblingLink,
)
from families.queries.families import family_to_join, leads_for, role_in
from families.queries.near import parents_of, partners_near, people_near, siblings_near
from families.rules.people import can_edit_person
from families.views.writing import form_page, say, way_back

Role = FamilyMembership.Role
ENDED = gettext_lazy("Written down. That it was so stays in the story.")


@dataclass(frozen=True, slots=True)
class Tie:
    """One kind of tie: how it is asked for, how it is recorded, and what the page says."""

    what: str
    form: type[RelativeForm]
    record: Callable[..., Any]
    title: Promise
    done: Promise
    joins: Mapping[str, FamilyMembership.Role] = field(default_factory=dict)
    """As what someone new belongs to the family, by what the person is there; a relative otherwise."""
    near: Callable[[Person, User], QuerySet[Person]] = people_near
    """Whom of those who are written down it may be."""


PARENT = Tie(
    "families:parent-add",
    ParentForm,
    relatives.add_parent,
    gettext_lazy("A parent or carer of %(name)s"),
    gettext_lazy("Parent recorded."),
    {Role.CHILD: Role.PARENT_CARER},
)
CHILD = Tie(
    "families:child-add",
    ParentForm,
    relatives.add_child,
    gettext_lazy("A child of %(name)s, or in their care"),
    gettext_lazy("Child recorded."),
    {Role.PARENT_CARER: Role.CHILD},
)
PARTNER = Tie(
    "families:partner-add",
    PartnerForm,
    relatives.add_partner,
    gettext_lazy("A partner of %(name)s, now or before"),
    gettext_lazy("Partner recorded."),
    near=partners_near,
)
SIBLING = Tie(
    "families:sibling-add",
    SiblingForm,
    relatives.add_sibling,
    gettext_lazy("A brother or sister of %(name)s"),
    gettext_lazy("Brother or sister recorded."),
    {Role.CHILD: Role.CHILD},
    near=siblings_near,
)


@require_http_methods(["GET", "POST"])
def parent_add(request: UserRequest, pk: UUID) -> HttpResponse:
    return add_tie(request, pk, PARENT)


@require_http_methods(["GET", "POST"])
def child_add(request: UserRequest, pk: UUID) -> HttpResponse:
    return add_tie(request, pk, CHILD)


@require_http_methods(["GET", "POST"])
def partner_add(request: UserRequest, pk: UUID) -> HttpResponse:
    return add_tie(request, pk, PARTNER)


@require_http_methods(["GET", "POST"])
def sibling_add(request: UserRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    return add_tie(request, pk, SIBLING, parents=parents_of(person, request.user))


def add_tie(request: UserRequest, pk: UUID, tie: Tie, **facts: Any) -> HttpResponse:
    """The page that adds one kind of tie to a person. `facts`: what else its form asks for."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    can_edit_person(request.user, person).require()

    family, back = family_to_join(person, request.user), way_back(request)
    form = tie.form(
        posted(request),
        people=tie.near(person, request.user),
        user=request.user,
        family=family,
        joins_as=_joins_as(tie, family, person, request.user),
        may_restrict=leads_for(person, request.user),
        about=person,
        **facts,
    )
    if written := attempt(form, tie.record, person=person, by=request.user):
        say(request, written, str(tie.done))
        return redirect(back or person)

    title = str(tie.title) % {"name": person.known_as}
    parents = [edge.parent_id for edge in facts.get("parents", ())]
    return form_page(request, form, title=title, about=person, also=parents, what=tie.what, back=back)


def _joins_as(tie: Tie, family: Family | None, person: Person, user: User) -> FamilyMembership.Role:
    return tie.joins.get(role_in(family, person, user), Role.RELATIVE) if tie.joins else Role.RELATIVE


@require_http_methods(["GET", "POST"])
def parentage_end(request: UserRequest, pk: UUID) -> HttpResponse:
    edge = get_object_or_404(Parentage.objects.visible_to(request.user).select_related("parent", "child"), pk=pk)
    (can_edit_person(request.user, edge.child) or can_edit_person(request.user, edge.parent)).require()

    form = EndAsKnownForm(posted(request), fact=edge)
    if written := attempt(form, end_fact, fact=edge, by=request.user):
        say(request, written, str(ENDED))
        return redirect(edge.child)

    title = _("%(parent)s is no longer a parent or carer of %(child)s") % {"parent": edge.parent, "child": edge.child}
    return form_page(request, form, title=title, about=edge.child, also=[edge.parent_id], what="families:parentage-end")


@require_http_methods(["GET", "POST"])
def partnership_end(request: UserRequest, pk: UUID) -> HttpResponse:
    couple = get_object_or_404(Partnership.objects.visible_to(request.user).select_related("a", "b"), pk=pk)
    (can_edit_person(request.user, couple.a) or can_edit_person(request.user, couple.b)).require()

    form = PartingForm(posted(request), fact=couple)
    if written := attempt(form, end_fact, fact=couple, by=request.user):
        say(request, written, str(ENDED))
        return redirect(couple.a)

    title = _("%(one)s and %(other)s are no longer together") % {"one": couple.a, "other": couple.b}
    return form_page(request, form, title=title, about=couple.a, also=[couple.b_id], what="families:partnership-end")


@require_http_methods(["GET", "POST"])
def sibling_end(request: UserRequest, pk: UUID) -> HttpResponse:
    link = get_object_or_404(SiblingLink.objects.visible_to(request.user).select_related("a", "b"), pk=pk)
    (can_edit_person(request.user, link.a) or can_edit_person(request.user, link.b)).require()

    form = EndForm(posted(request), fact=link)
    if written := attempt(form, end_fact, fact=link, by=request.user):
        say(request, written, str(ENDED))
        return redirect(link.a)

    title = _("%(one)s and %(other)s are not siblings") % {"one": link.a, "other": link.b}
    return form_page(request, form, title=title, about=link.a, also=[link.b_id], what="families:sibling-end")
