"""Introducing someone to what is nearby, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from families.actions.introductions import follow_up, introduce, keep_words_among_us
from families.forms.introductions import FollowUpForm, IntroduceForm
from families.forms.versions import caught_up
from families.models import CommunityAsset, Family, Introduction
from families.queries.assets import family_introductions
from families.queries.families import everyone_of, families_to_introduce, families_worked_with
from families.rules.assets import can_connect, can_follow_up, can_introduce, can_keep_words_among_us, can_see_nearby


def come_from(request: UserRequest) -> Family | None:
    """The family from whose pages someone came to what is nearby (`?family=`): one that they work with, or none."""
    try:
        wanted = UUID(request.GET.get("family", ""))
    except ValueError:
        return None
    return families_worked_with(request.user).filter(pk=wanted).first() if can_connect(request.user) else None


@require_http_methods(["GET", "POST"])
def asset_introduce(request: UserRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(CommunityAsset.objects.visible_to(request.user).select_related("agreement"), pk=pk)
    can_introduce(request.user, found).require()

    family = come_from(request)
    families = families_to_introduce(request.user, only=family)
    form = IntroduceForm(posted(request), families=families, initial={"who": str(family.pk)} if family else {})
    if attempt(form, introduce, asset=found, by=request.user):
        messages.success(request, _("Written down. Ask them afterwards how it was."))
        return redirect("families:introduction-list", family.pk) if family else redirect("families:asset", pk)

    _note_who_is_offered(request, form, families, found)
    context = {
        "form": form,
        "title": _("Introduce someone: %(name)s") % {"name": found.name},
        "back": reverse("families:asset", args=[pk]) + (f"?family={family.pk}" if family else ""),
        "asset": found,
        "family": family,
        "has_nobody": not families,
        "section": "nearby",
    }
    return render(request, "families/asset_form.html", context, status=422 if form.errors else 200)


def _note_who_is_offered(
    request: UserRequest, form: IntroduceForm, families: list[Family], found: CommunityAsset
) -> None:
    people = {person.pk for person in form.fields["who"].people}  # type: ignore[attr-defined]
    if people := people | ({found.person_id} if found.person_id else set()):
        shown = [family.pk for family in families]
        what = "families:asset-introduce"
        looked_at(kind=AccessEvent.Kind.LIST, what=what, families=shown, people=people, by=request.user)


@require_http_methods(["GET", "POST"])
def introduction(request: UserRequest, pk: UUID) -> HttpResponse:
    """What came of it."""
    found = Introduction.objects.visible_to(request.user).select_related("asset", "family", "person")
    one = get_object_or_404(found, pk=pk)
    can_follow_up(request.user, one).require()

    form = FollowUpForm(posted(request), introduction=one)
    if attempt(form, follow_up, introduction=one, by=request.user):
        messages.success(request, _("Written down."))
        return redirect("families:asset", one.asset_id)

    families = [one.family_id] if one.family_id else []
    people = set(everyone_of(families)) | {key for key in (one.person_id, one.asset.person_id) if key}
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:introduction",
        families=families,
        people=people,
        record=one.family_id or one.person_id,
        by=request.user,
    )
    title = _("How was it? %(who)s and %(name)s") % {"who": one.person or one.family, "name": one.asset.name}
    context = {"form": form, "title": title, "back": reverse("families:asset", args=[one.asset_id])}
    context |= {"asset": one.asset, "theirs": caught_up(form), "section": "nearby"}
    return render(request, "families/asset_form.html", context, status=422 if form.errors else 200)


@require_POST
def words_among_us(request: UserRequest, pk: UUID) -> HttpResponse:
    """A family takes back that others read its words."""
    one = get_object_or_404(Introduction.objects.visible_to(request.user), pk=pk)
    can_keep_words_among_us(request.user, one).require()

    keep_words_among_us(introduction=one, by=request.user)
    messages.success(request, _("No other family reads these words any more."))
    return redirect("families:asset", one.asset_id)


@require_safe
def introduction_list(request: UserRequest, pk: UUID) -> HttpResponse:
    """To what a family was introduced; the family reads it too, in words of its own."""
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_see_nearby(request.user).require()

    page = family_introductions(family, request.user, request.GET.get("after", ""))
    named = {one.person_id for one in page.rows if one.person_id}
    givers = {one.asset.person_id for one in page.rows if one.asset.person_id}
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:introduction-list",
        families=[family.pk],
        people=set(everyone_of([family.pk])) | named | givers,
        record=family.pk,
        by=request.user,
    )
    is_ours = request.user.kind == User.Kind.FAMILY
    context = {"page": page, "family": family, "section": "ours" if is_ours else "families"}
    return render(request, f"families/{'our_introductions' if is_ours else 'introduction_list'}.html", context)
