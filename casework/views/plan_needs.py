"""What a family's plan needs of services: asked for, answered; and the photo of what the family wrote."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.middleware import POLICY
from accounts.working_days import working_days_after
from accounts.writing import posted, press, sent
from casework.actions import plan_needs as actions
from casework.forms import plan_needs as forms
from casework.queries import plan_needs as queries
from casework.rules import conferences as rules
from casework.views.steps import ConferenceStep, looked, seen_conference, take
from database import clock
from families.views.attachments import NOTHING_RUNS

ANSWER_DAYS = 5
"""Working days in which a service answers (domain.md §2.3, 11)."""
ASK = ConferenceStep(
    page="casework:resource-ask",
    title=gettext_lazy("Something that the plan needs"),
    lede=gettext_lazy("The family reads what was asked, of whom, and by when there is an answer."),
    button=gettext_lazy("It was asked"),
    done=gettext_lazy("Written down. The family reads it with the plan."),
)
ANSWER = ConferenceStep(
    page="casework:resource-answer",
    title=gettext_lazy("What they said"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("Written down. The family reads it with the plan."),
)
PHOTO = ConferenceStep(
    page="casework:plan-photo-add",
    title=gettext_lazy("The photo of what the family wrote"),
    lede=gettext_lazy(
        "The sheet on the wall, as they left it. It stays with this version of the plan as its original."
    ),
    button=gettext_lazy("Keep it"),
    done=gettext_lazy("Kept with the plan."),
    template="casework/plan_photo_add.html",
)


@require_http_methods(["GET", "POST"])
def resource_ask(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_write_needs(request.user, conference).require()
    by = working_days_after(clock.today(), ANSWER_DAYS, request.user.organisation)
    form = forms.ResourceForm(posted(request), initial={"asked_on": clock.today(), "answer_by": by})
    return take(
        request, conference, form=form, action=partial(actions.ask_for_resource, conference=conference), page=ASK
    )


@require_http_methods(["GET", "POST"])
def resource_answer(request: UserRequest, pk: UUID) -> HttpResponse:
    resource = queries.seen_resource(pk, request.user)
    rules.can_answer_needs(request.user, resource.conference).require()
    names = ("state", "decided_by", "decided_on", "reason", "row_version")
    form = forms.ResourceAnswerForm(posted(request), initial={name: getattr(resource, name) for name in names})
    answer = partial(actions.answer_resource, resource=resource)
    return take(
        request,
        resource.conference,
        form=form,
        action=answer,
        page=ANSWER,
        about=f"{resource.what}: {resource.from_whom}",
    )


@require_http_methods(["GET", "POST"])
def plan_photo_add(request: UserRequest, pk: UUID) -> HttpResponse:
    conference = seen_conference(request, pk)
    rules.can_write_needs(request.user, conference).require()
    form = forms.PlanPhotoForm(*sent(request))
    return take(
        request, conference, form=form, action=partial(actions.keep_plan_photo, conference=conference), page=PHOTO
    )


@require_safe
def plan_photo(request: UserRequest, pk: UUID) -> HttpResponse:
    """The picture itself, to whoever reads the plan; opened as a page of its own it runs nothing."""
    photo = queries.seen_photo(pk, request.user)
    looked(request, photo.plan.conference, "casework:plan-photo")
    headers = {
        "Content-Disposition": f'inline; filename="{_("plan")}.jpg"',
        POLICY: NOTHING_RUNS,
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return HttpResponse(bytes(photo.content), content_type="image/jpeg", headers=headers)


@require_POST
def plan_photo_away(request: UserRequest, pk: UUID) -> HttpResponse:
    photo = queries.seen_photo(pk, request.user)
    rules.can_write_needs(request.user, photo.plan.conference).require()
    away = partial(actions.take_plan_photo_away, photo=photo)
    return press(request, away, back=photo.plan.conference, done=_("Taken away. Nothing of it is kept."))
