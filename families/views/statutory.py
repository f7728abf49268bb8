"""What the council's system asks, and what someone who sees both sides answers (domain.md §10.8, 6)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from families.actions.statutory_settling import settle_statutory
from families.forms.statutory import StatutoryAnswerForm
from families.models import StatutoryQuestion
from families.queries import statutory_told as queries
from families.rules.access import works_here


@require_safe
def statutory_questions(request: UserRequest) -> HttpResponse:
    works_here(request.user).require()

    page, settled = queries.to_settle(request.user, request.GET.get("after", "")), queries.settled_lately(request.user)
    looked_at(
        kind=AccessEvent.Kind.LIST,
        what="families:statutory-questions",
        people={pk for one in (*page.rows, *settled) for pk in (one.person_id, one.other_id) if pk},
        by=request.user,
    )
    context = {"page": page, "settled": settled, "section": "families"}
    return render(request, "families/statutory_questions.html", context)


@require_http_methods(["GET", "POST"])
def statutory_question(request: UserRequest, pk: UUID) -> HttpResponse:
    asked = StatutoryQuestion.objects.visible_to(request.user).select_related(
        "person", "other", "sent_by", "settled_by"
    )
    question = get_object_or_404(asked, pk=pk)
    works_here(request.user).require()

    form = StatutoryAnswerForm(posted(request), question=question)
    if attempt(form, settle_statutory, question=question, by=request.user):
        messages.success(request, _("Settled. Who said so, and when, stays."))
        return redirect("families:statutory-questions")

    page = queries.question_page(question, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="families:statutory-question",
        people=page.people,
        record=pk,
        by=request.user,
    )
    context = {"page": page, "question": question, "form": form, "section": "families"}
    return render(request, "families/statutory_question.html", context, status=422 if form.errors else 200)
