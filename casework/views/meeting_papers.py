"""The papers of a family meeting: a page to print, a file, and a document to edit; each reader's own (domain.md §2.3, §2.11, §8.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from casework.calendars import as_calendar
from casework.models import Conference
from casework.queries import meeting_papers as queries
from casework.queries.conferences import people_asked
from casework.queries.papers_given import read_information_by
from casework.queries.plans import plan_page
from casework.rules import meeting_papers as rules
from casework.views.papers import as_document, as_file, on_paper
from casework.views.steps import looked, seen_conference
from database import clock
from families.rules.access import works_here

Context = dict[str, Any]
PRINT = AccessEvent.Kind.PRINT


def _for_paper(read: Callable[[UserRequest, UUID], Context], page: str, template: str) -> tuple[Any, Any, Any]:
    """The page, the file and the document of one paper, of which `read` says what stands in it, once whoever asks may have it."""

    @require_safe
    def to_print(request: UserRequest, pk: UUID) -> HttpResponse:
        file, document = (reverse(f"casework:{page}-{kind}", args=[pk]) for kind in ("pdf", "docx"))
        return on_paper(request, template, read(request, pk) | {"file": file, "document": document})

    @require_safe
    def as_pdf(request: UserRequest, pk: UUID) -> HttpResponse:
        return as_file(request, template, read(request, pk), is_one_page=True)

    @require_safe
    def as_docx(request: UserRequest, pk: UUID) -> HttpResponse:
        return as_document(request, template, read(request, pk))

    return to_print, as_pdf, as_docx


@require_safe
def conference_papers(request: UserRequest, pk: UUID) -> HttpResponse:
    """Where whoever works on the meeting finds all of them."""
    conference = seen_conference(request, pk)
    works_here(request.user).require()
    page = queries.papers_page(conference, request.user)
    looked(request, conference, "casework:conference-papers", named=page.people)
    context = {"page": page, "conference": conference, "section": "conferences"}
    return render(request, "casework/conference_papers.html", context)


def _invitation(request: UserRequest, pk: UUID) -> Context:
    participant = queries.asked_one(pk, request.user)
    rules.can_have_invitation(request.user, participant).require()
    page, conference = queries.invitation(participant, request.user), participant.conference
    looked(request, conference, "casework:invitation-print", named=page.named, kind=PRINT)
    return {"page": page, "conference": conference, "back": _back(request.user, conference)}


def _information(request: UserRequest, pk: UUID) -> Context:
    conference = seen_conference(request, pk)
    readers = queries.readers_of_information(conference, request.user)
    rules.can_read_information(request.user, conference, readers).require()
    looked(request, conference, "casework:information-print", kind=PRINT)
    read_by = read_information_by(conference)
    return {"conference": conference, "read_by": read_by, "back": _back(request.user, conference)}


def _blank_plan(request: UserRequest, pk: UUID) -> Context:
    conference = seen_conference(request, pk)
    looked(request, conference, "casework:blank-plan-print", kind=PRINT)
    return {"conference": conference, "back": _back(request.user, conference)}


def _plan(request: UserRequest, pk: UUID) -> Context:
    """The plan for the fridge door: one page, and only what this reader may see."""
    page = plan_page(pk, request.user)
    conference = page.plan.conference
    looked(request, conference, "casework:plan-print", named=page.named, kind=PRINT)
    whose = request.user.name
    return {"page": page, "conference": conference, "whose": whose, "back": conference.get_absolute_url()}


def _plan_copy(request: UserRequest, pk: UUID) -> Context:
    """Somebody else's copy, for whoever hands it to them."""
    participant = queries.asked_one(pk, request.user)
    page, conference = queries.plan_copy(participant, request.user), participant.conference
    rules.can_have_plan_copy(request.user, participant, page).require()
    named = {*(page.named if page else ()), *people_asked([participant])}
    looked(request, conference, "casework:plan-copy-print", named=named, kind=PRINT)
    back = reverse("casework:conference-papers", args=[conference.pk])
    return {"page": page, "conference": conference, "whose": str(participant), "back": back}


def _back(user: User, conference: Conference) -> str:
    page = "casework:our-meeting" if user.kind == User.Kind.FAMILY else "casework:conference-papers"
    return reverse(page, args=[conference.pk])


invitation_print, invitation_pdf, invitation_docx = _for_paper(
    _invitation, "invitation", "casework/invitation_print.html"
)
information_print, information_pdf, information_docx = _for_paper(
    _information, "information", "casework/information_print.html"
)
blank_plan_print, blank_plan_pdf, blank_plan_docx = _for_paper(
    _blank_plan, "blank-plan", "casework/blank_plan_print.html"
)
plan_print, plan_pdf, plan_docx = _for_paper(_plan, "plan", "casework/plan_print.html")
plan_copy_print, plan_copy_pdf, plan_copy_docx = _for_paper(_plan_copy, "plan-copy", "casework/plan_print.html")


@require_safe
def conference_calendar(request: UserRequest, pk: UUID) -> HttpResponse:
    """The day for a calendar that others may look into: no name and no word of what it is, and to the family no place either."""
    conference = seen_conference(request, pk)
    rules.can_take_the_day(request.user, conference).require()
    looked(request, conference, "casework:conference-calendar")
    day = queries.day_of(conference, with_place=bool(works_here(request.user)))
    made = as_calendar(day, made_at=clock.now())
    headers = {"Content-Disposition": f'attachment; filename="{_("meeting")}.ics"'}
    return HttpResponse(made, content_type="text/calendar; charset=utf-8", headers=headers)
