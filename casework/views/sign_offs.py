"""Saying how one sees what was written about one (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions.sign_offs import say_how_one_sees_it, say_how_one_sees_plan, say_how_one_sees_safety_map
from casework.forms.sign_offs import SignOffForm
from casework.models import SignOff
from casework.queries import sign_offs as queries
from casework.queries.conversations import conversation_page
from casework.queries.plans import newest_version, plan_page
from casework.queries.safety_maps import safety_map_page
from casework.rules import sign_offs as rules
from families.models import Family, Record
from families.queries.granting import oneself
from families.views.drafts import DraftHere

READ = "read"
"""The words that stood on the page, as its form sends them back."""


@dataclass(frozen=True, slots=True)
class Words:
    """What someone says how they see, as it stands before them. `shown` is what its own `template` reads."""

    pk: UUID
    title: str
    back: str
    record: Record
    family: Family | None
    named: set[UUID]
    read: str
    template: str
    shown: Mapping[str, Any]
    say: Callable[..., SignOff]
    facts: Mapping[str, Any]
    what: str
    can_be_put_right: bool = False
    is_in_confidence: bool = False


@require_http_methods(["GET", "POST", "PUT"])
def conversation_how_i_see_it(request: UserRequest, pk: UUID) -> HttpResponse:
    page = conversation_page(pk, request.user)
    told = page.conversation
    rules.can_say_how_one_sees_it(request.user, told).require()
    facts = {"entries": queries.standing(page.entries), "line_put_right": queries.line_put_right(told)}
    words = Words(
        pk=pk,
        title=told.headline,
        back=told.get_absolute_url(),
        record=told.record,
        family=page.family,
        named=page.named,
        read=page.words_read,
        template="casework/_entries.html",
        shown={"page": page, "masked": True},
        say=say_how_one_sees_it,
        facts={"conversation": told, **facts},
        what="casework:how-i-see-it",
        can_be_put_right=True,
        is_in_confidence=page.is_in_confidence,
    )
    return _say(request, words)


@require_http_methods(["GET", "POST", "PUT"])
def plan_how_i_see_it(request: UserRequest, pk: UUID) -> HttpResponse:
    """Of the version that stands: when it is written anew, each says anew how they see it."""
    page = plan_page(pk, request.user)
    plan = page.plan
    rules.can_say_how_one_sees_plan(request.user, plan, newest=newest_version(plan.conference)).require()
    words = Words(
        pk=pk,
        title=_("Our plan"),
        back=reverse("casework:our-meeting", args=[plan.conference_id]),
        record=plan.record,
        family=plan.conference.family,
        named={*page.named},
        read=page.words_read,
        template="casework/_plan_words.html",
        shown={"plan": page},
        say=say_how_one_sees_plan,
        facts={"plan": plan, "steps": page.standing},
        what="casework:plan-how-i-see-it",
    )
    return _say(request, words)


@require_http_methods(["GET", "POST", "PUT"])
def safety_map_how_i_see_it(request: UserRequest, pk: UUID) -> HttpResponse:
    """Of a map that is complete: once someone goes on with it, each says anew how they see it."""
    page = safety_map_page(pk, request.user)
    made = page.safety_map
    rules.can_say_how_one_sees_safety_map(request.user, made).require()
    words = Words(
        pk=pk,
        title=str(made),
        back=made.get_absolute_url(),
        record=made.record,
        family=page.family,
        named=page.people,
        read=queries.version_read(made.version),
        template="casework/_safety_map_words.html",
        shown={"page": page, "safety_map": made},
        say=say_how_one_sees_safety_map,
        facts={"safety_map": made},
        what="casework:safety-map-how-i-see-it",
    )
    return _say(request, words)


def _say(request: UserRequest, words: Words) -> HttpResponse:
    draft = DraftHere(request, family=words.family, form=queries.draft_form(words.pk), back=words.back)
    if kept := draft.kept():
        return kept
    form = SignOffForm(posted(request), initial=draft.words)
    if later := draft.left(form):
        return later
    if form.is_bound and request.POST.get(READ) != words.read:
        form.add_error(
            None, _("What is written has changed since you opened this. Read it again: your words are kept.")
        )
    if attempt(form, words.say, **words.facts, person=oneself(request.user), by=request.user):
        draft.finish()
        messages.success(request, _("It stands with what was written. You can say it anew at any time."))
        return redirect(words.back)
    return _show(request, words, form, draft)


def _show(request: UserRequest, words: Words, form: SignOffForm, draft: DraftHere) -> HttpResponse:
    others = queries.others_reading(words.record, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what=words.what,
        families=[words.family.pk] if words.family else [],
        people=words.named | {one.person.pk for one in others if one.person},
        record=words.record.pk,
        by=request.user,
    )
    context = {"words": words, "form": form, "draft": draft.row, "others": others, "section": "ours", **words.shown}
    return render(request, "casework/how_i_see_it.html", context, status=422 if form.is_bound else 200)
