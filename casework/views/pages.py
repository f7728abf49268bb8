"""Today, and the pages that read across the rooms below."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from casework.queries import helping, pages, today
from casework.queries import our_page as ours
from casework.rules.conferences import offers_meetings, plans_meetings
from casework.rules.continuity import can_see_continuity
from casework.rules.conversations import can_log_conversation, writes_conversations
from casework.rules.inbox import can_see_inbox
from families.queries import sampling
from families.queries.granting import is_advocate
from families.queries.merging import kept_person
from families.rules.access import can_arrange_involvement, can_see_intake, works_here
from families.rules.looked import can_see_who_looked
from families.rules.people import can_begin_family, can_edit_family, can_edit_person
from families.rules.sampling import offers_to_ask


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """Where signing in leads: each to the page that is theirs."""
    return redirect("casework:our-page" if request.user.kind == User.Kind.FAMILY else "casework:today")


@require_safe
def today_page(request: UserRequest) -> HttpResponse:
    if request.user.kind == User.Kind.FAMILY:
        return redirect("casework:our-page")
    if request.user.only_administers:
        return redirect(settings.ADMINISTRATION_URL)
    page = today.today_page(request.user, after=request.GET.get("after", ""))
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="casework:today",
        families=[family.pk for family in page.families.rows],
        people=page.people,
        by=request.user,
    )
    context = {
        "page": page,
        "can_begin_family": can_begin_family(request.user),
        "can_see_intake": can_see_intake(request.user),
        "can_see_continuity": can_see_continuity(request.user),
        "can_see_inbox": can_see_inbox(request.user),
        "writes_conversations": writes_conversations(request.user),
        "section": "today",
    }
    return render(request, "casework/today.html", context)


@require_safe
def family(request: UserRequest, pk: UUID) -> HttpResponse:
    try:
        page = pages.family_page(pk, request.user)
    except Http404:
        if sampled := sampling.sampled_family(pk, request.user):  # who reads its story has no other page of it
            return redirect("casework:family-story", sampled)
        raise
    works_here(request.user).require()

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:family",
        families=[page.family.pk],
        people=page.people,
        by=request.user,
    )
    context = {
        "page": page,
        "family": page.family,
        "can_edit_family": can_edit_family(request.user, page.family),
        "can_see_who_looked": can_see_who_looked(request.user),
        "can_log_conversation": can_log_conversation(request.user, page.family),
        "plans_meetings": plans_meetings(request.user),
        "offers_meetings": offers_meetings(request.user),
        "can_ask_for_sample": offers_to_ask(request.user, page.alongside),
        "can_arrange": not page.is_led and can_arrange_involvement(request.user, page.family),
        "section": "families",
    }
    return render(request, "casework/family.html", context)


@require_safe
def person(request: UserRequest, pk: UUID) -> HttpResponse:
    try:
        page = pages.person_page(pk, request.user)
    except Http404:
        if sampled := sampling.sampled_family_of(pk, request.user):
            return redirect("casework:family-story", sampled)
        return redirect(
            kept_person(pk, request.user)
        )  # who was found to be someone else; or again that there is nobody
    works_here(request.user).require()

    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:person",
        families=[membership.family_id for membership in page.memberships],
        people=page.people,
        record=page.person.pk,
        by=request.user,
    )
    context = {
        "page": page,
        "person": page.person,
        "can_edit_person": can_edit_person(request.user, page.person),
        "section": "families",
    }
    return render(request, "casework/person.html", context)


@require_safe
def our_page(request: UserRequest) -> HttpResponse:
    if is_advocate(request.user):
        return _page_of_an_advocate(request)
    page = ours.our_page(request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:our-page",
        families=[family.pk for family in page.families],
        people=page.people,
        by=request.user,
    )
    return render(request, "casework/our_page.html", {"page": page, "section": "ours"})


def _page_of_an_advocate(request: UserRequest) -> HttpResponse:
    """Whom they help, and what of theirs they were let read; nothing else."""
    page = helping.advocate_page(request.user, request.GET.get("after", ""))
    looked_at(kind=AccessEvent.Kind.VIEW, what="casework:our-page", people=page.people, by=request.user)
    return render(request, "casework/advocate_page.html", {"page": page, "section": "ours"})
