"""What a family wants to change, and where each of them says things stand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.writing import attempt, posted
from families.actions.goals import record_goal, score_goal
from families.forms.goals import GoalForm, GoalScoreForm
from families.models import Family, Goal, ListKind
from families.queries.families import people_in
from families.queries.localities import words_here
from families.rules.people import can_edit_family
from families.views.writing import form_page


@require_http_methods(["GET", "POST"])
def goal_add(request: UserRequest, pk: UUID) -> HttpResponse:
    family = get_object_or_404(Family.objects.visible_to(request.user), pk=pk)
    can_edit_family(request.user, family).require()

    themes = words_here(family, ListKind.GOAL_THEMES)
    form = GoalForm(posted(request), people=people_in(family, request.user), themes=themes)
    if attempt(form, record_goal, family=family, by=request.user):
        messages.success(request, _("Goal written down."))
        return redirect(family)

    return form_page(request, form, title=_("Something to change"), about=family, what="families:goal-add")


@require_http_methods(["GET", "POST"])
def goal_score(request: UserRequest, pk: UUID) -> HttpResponse:
    goal = get_object_or_404(Goal.objects.visible_to(request.user).select_related("family"), pk=pk)
    can_edit_family(request.user, goal.family).require()

    form = GoalScoreForm(posted(request), people=people_in(goal.family, request.user))
    if attempt(form, score_goal, goal=goal, by=request.user):
        messages.success(request, _("Written down as theirs."))
        return redirect(goal.family)

    return form_page(request, form, title=goal.words, about=goal.family, what="families:goal-score")
