"""The story of a family or of a person: to read, and for paper. Each reader reads their own."""

from __future__ import annotations

from enum import Enum, auto
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
from casework.views.papers import as_file, on_paper
from database import clock
from families.rules.access import works_here
from linkups.views.parts import base_of


class Sheet(Enum):
    SCREEN = auto()
    PAPER = auto()
    FILE = auto()


OF_FAMILY, OF_PERSON = "casework:family-story", "casework:person-story"
SAMPLED = "casework:sampled-story"
"""As which it stands in who has looked when a quality lead reads it: a family reads why."""


@require_safe
def family_story(request: UserRequest, pk: UUID) -> HttpResponse:
    return _show(request, queries.story_of_family(pk, request.user), OF_FAMILY)


@require_safe
def family_story_print(request: UserRequest, pk: UUID) -> HttpResponse:
    return _show(request, queries.story_of_family(pk, request.user), OF_FAMILY, on=Sheet.PAPER)


@require_safe
def family_story_pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    return _show(request, queries.story_of_family(pk, request.user), OF_FAMILY, on=Sheet.FILE)


@require_safe
def person_story(request: UserRequest, pk: UUID) -> HttpResponse:
    story = queries.story_of_person(pk, request.user)
    works_here(request.user).require()
    return _show(request, story, OF_PERSON)


@require_safe
def person_story_print(request: UserRequest, pk: UUID) -> HttpResponse:
    story = queries.story_of_person(pk, request.user)
    works_here(request.user).require()
    return _show(request, story, OF_PERSON, on=Sheet.PAPER)


@require_safe
def person_story_pdf(request: UserRequest, pk: UUID) -> HttpResponse:
    story = queries.story_of_person(pk, request.user)
    works_here(request.user).require()
    return _show(request, story, OF_PERSON, on=Sheet.FILE)


def _show(request: UserRequest, story: queries.Story, page: str, *, on: Sheet = Sheet.SCREEN) -> HttpResponse:
    """A period that can't be is said to be so, and nothing is shown for it."""
    is_for_paper = on is not Sheet.SCREEN
    is_family = request.user.kind == User.Kind.FAMILY
    form = StoryForm(
        request.GET, kinds=queries.kinds_for(request.user), people=story.people, may_ask_safety=not is_family
    )
    lines = _read(request, story, form, on_paper=is_for_paper)
    _note(request.user, story, lines, page, on_paper=is_for_paper)
    asked = urlencode(form.in_address) if form.is_valid() else ""
    context = {
        "story": story,
        "lines": lines,
        "form": form,
        "asked": asked,
        "here": reverse(page, args=[story.about.pk]),
        "paper": reverse(f"{page}-print", args=[story.about.pk]),
        "file": reverse(f"{page}-pdf", args=[story.about.pk]),
        "chosen_part": request.GET.urlencode(),
        "printed_at": clock.now(),
        "is_family": is_family,
        "masks_sources": is_family or story.sample is not None,
        "frame": base_of(request.user),
        "section": "ours" if is_family else "learning" if story.sample else "families",
    }
    status = 422 if form.errors else 200
    if on is Sheet.FILE and not form.errors:
        return as_file(request, "casework/story_print.html", context)
    if is_for_paper:
        return on_paper(request, "casework/story_print.html", context, status=status)
    return render(request, "casework/story.html", context, status=status)


def _read(request: UserRequest, story: queries.Story, form: StoryForm, *, on_paper: bool) -> Lines:
    if not form.is_valid():
        return Lines([])
    cursor = request.GET.get("after", "")
    return queries.read(story, form.asked, request.user, person=form.whom, cursor=cursor, on_paper=on_paper)


def _note(user: User, story: queries.Story, lines: Lines, page: str, *, on_paper: bool) -> None:
    """A family with which this one is linked is named, and was not looked at: it reads nothing of this in who has looked."""
    named = queries.named_in(lines.rows) | {person.pk for person in story.people}
    what = SAMPLED if story.sample else page
    looked_at(
        kind=AccessEvent.Kind.PRINT if on_paper else AccessEvent.Kind.VIEW,
        what=f"{what}-print" if on_paper else what,
        families=story.families,
        people=named | {story.person.pk} if story.person else named,
        record=story.person.pk if story.person else None,
        by=user,
    )
