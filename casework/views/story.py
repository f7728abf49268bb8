"""The story of a family or of a person: to read, and for paper. Each reader reads their own."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from casework.forms.story import StoryForm
from casework.queries import story as queries
from casework.queries.story_lines import Lines
from database import clock
from families.rules.access import works_here
from linkups.views.parts import base_of

OF_FAMILY, OF_PERSON = "casework:family-story", "casework:person-story"


@require_safe
def family_story(request: UserRequest, pk: UUID) -> HttpResponse:
    return _show(request, queries.story_of_family(pk, request.user), OF_FAMILY)


@require_safe
def family_story_print(request: UserRequest, pk: UUID) -> HttpResponse:
    return _show(request, queries.story_of_family(pk, request.user), OF_FAMILY, on_paper=True)


@require_safe
def person_story(request: UserRequest, pk: UUID) -> HttpResponse:
    story = queries.story_of_person(pk, request.user)
    works_here(request.user).require()
    return _show(request, story, OF_PERSON)


@require_safe
def person_story_print(request: UserRequest, pk: UUID) -> HttpResponse:
    story = queries.story_of_person(pk, request.user)
    works_here(request.user).require()
    return _show(request, story, OF_PERSON, on_paper=True)


def _show(request: UserRequest, story: queries.Story, page: str, *, on_paper: bool = False) -> HttpResponse:
    """A period that can't be is said to be so, and nothing is shown for it."""
    is_family = request.user.kind == User.Kind.FAMILY
    form = StoryForm(
        request.GET, kinds=queries.kinds_for(request.user), people=story.people, may_ask_safety=not is_family
    )
    lines = _read(request, story, form, on_paper=on_paper)
    _note(request.user, story, lines, page, on_paper=on_paper)
    asked = urlencode(form.in_address) if form.is_valid() else ""
    context = {
        "story": story,
        "lines": lines,
        "form": form,
        "asked": asked,
        "here": reverse(page, args=[story.about.pk]),
        "paper": reverse(f"{page}-print", args=[story.about.pk]),
        "printed_at": clock.now(),
        "is_family": is_family,
        "frame": base_of(request.user),
        "section": "ours" if is_family else "families",
    }
    template = "casework/story_print.html" if on_paper else "casework/story.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _read(request: UserRequest, story: queries.Story, form: StoryForm, *, on_paper: bool) -> Lines:
    if not form.is_valid():
        return Lines([])
    cursor = request.GET.get("after", "")
    return queries.read(story, form.asked, request.user, person=form.whom, cursor=cursor, on_paper=on_paper)


def _note(user: User, story: queries.Story, lines: Lines, page: str, *, on_paper: bool) -> None:
    """A family with which this one is linked is named, and was not looked at: it reads nothing of this in who has looked."""
    named = queries.named_in(lines.rows) | {person.pk for person in story.people}
    looked_at(
        kind=AccessEvent.Kind.PRINT if on_paper else AccessEvent.Kind.VIEW,
        what=f"{page}-print" if on_paper else page,
        families=story.families,
        people=named | {story.person.pk} if story.person else named,
        record=story.person.pk if story.person else None,
        by=user,
    )
