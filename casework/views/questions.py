"""The bank of questions, from which a form has those of its family's place beside it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from casework.actions.questions import add_question, begin_questions, change_question
from casework.forms.tips import QuestionChangeForm, QuestionForm
from casework.queries import questions as queries
from casework.queries.tips import places
from casework.rules.tips import can_read_lists
from casework.views.tips import list_form, saved

CHANGED = ("text", "kind", "min_age", "locality", "is_active", "row_version")


@require_safe
def question_list(request: UserRequest) -> HttpResponse:
    can_read_lists(request.user).require()

    page = queries.question_list(request.user, request.GET.get("after", ""))
    context = {"page": page, "can_change": can_administer(request.user), "section": "words"}
    return render(request, "casework/question_list.html", context)


@require_POST
def questions_begin(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()
    return press(
        request, begin_questions, back="casework:question-list", done=_("The questions that come with Kith are there.")
    )


@require_http_methods(["GET", "POST"])
def question_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = QuestionForm(posted(request), places=places(request.user))
    if attempt(form, add_question, by=request.user):
        return saved(request, "casework:question-list")
    return list_form(request, form, _("Another question"), back="casework:question-list")


@require_http_methods(["GET", "POST"])
def question_change(request: UserRequest, pk: UUID) -> HttpResponse:
    question = get_object_or_404(queries.questions_to_change(request.user), pk=pk)
    can_administer(request.user).require()

    initial = {name: getattr(question, name) for name in CHANGED}
    form = QuestionChangeForm(posted(request), initial=initial, places=places(request.user))
    if attempt(form, change_question, question=question, by=request.user):
        return saved(request, "casework:question-list")
    return list_form(request, form, _("A question"), back="casework:question-list")
