"""What a family reads and does: our family meeting, our plan."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent, User
from accounts.writing import attempt, posted
from casework.actions import plans as actions
from casework.actions.meetings import answer_invitation
from casework.forms import plans as forms
from casework.forms.meetings import OwnReplyForm
from casework.models import Participant
from casework.queries import conferences as queries
from casework.queries.meeting_papers import own_papers
from casework.queries.papers_given import papers_given
from casework.queries.plans import latest_plan, newest_version
from casework.queries.preparing import prepared_with_us
from casework.rules import conferences as rules
from casework.rules.sign_offs import can_say_how_one_sees_plan
from casework.rules.window_checks import can_say_how_it_felt
from casework.views.plans import takers
from casework.views.steps import looked, seen_conference


@require_safe
def our_meeting(request: UserRequest, pk: UUID) -> HttpResponse:
    page = queries.conference_page(pk, request.user)
    mine = queries.place_of(page.participants, request.user)
    given = papers_given(page.conference, request.user)
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:our-meeting",
        families=[page.conference.family_id],
        people={*(person.pk for person in page.people), *(one.copy.person_id for one in given if one.copy.person_id)},
        record=page.conference.record_id,
        by=request.user,
    )
    context = {
        "page": page,
        "conference": page.conference,
        "prepared": prepared_with_us(page.conference, request.user),
        "invited": own_papers(page.conference, request.user),
        "papers_given": given,
        "mine": mine if mine and rules.can_answer_invitation(request.user, mine) else None,
        "tickable": rules.steps_to_tick(request.user, page.plan.actions if page.plan else ()),
        "can_say_how_it_felt": can_say_how_it_felt(request.user, page.conference),
        "may_sign": _may_sign(request.user, page),
        "can_change_plan": rules.can_write_plan(request.user, page.conference),
        "section": "ours",
    }
    return render(request, "casework/conference_ours.html", context)


@require_http_methods(["GET", "POST"])
def our_reply(request: UserRequest, pk: UUID) -> HttpResponse:
    """Someone of the family says themselves whether they come, or what they want to say (domain.md §2.3, 5)."""
    conference = seen_conference(request, pk)
    participant = queries.own_place(conference, request.user)
    rules.can_answer_invitation(request.user, participant).require()

    known: dict[str, object] = {name: getattr(participant, name) for name in ("words", "row_version")}
    if participant.will_come != Participant.WillCome.NOT_ASKED:
        known["will_come"] = participant.will_come
    form = OwnReplyForm(posted(request), initial=known)
    if attempt(form, answer_invitation, participant=participant, by=request.user):
        messages.success(request, _("Thank you. Your answer is written down. You can change it here."))
        return redirect("casework:our-meeting", pk)

    theirs = form.catch_up()
    looked(request, conference, "casework:our-reply", named=queries.people_asked([participant]))
    context = {"conference": conference, "form": form, "theirs": theirs, "section": "ours"}
    return render(request, "casework/our_reply.html", context, status=422 if form.is_bound else 200)


def _may_sign(user: User, page: queries.ConferencePage) -> bool:
    plan = page.plan.plan if page.plan else None
    return plan is not None and bool(can_say_how_one_sees_plan(user, plan, newest=newest_version(page.conference)))


@require_http_methods(["GET", "POST"])
def our_plan_change(request: UserRequest, pk: UUID) -> HttpResponse:
    """The family changes its plan after it was told why it was not agreed (story 21)."""
    conference = seen_conference(request, pk)
    rules.can_write_plan(request.user, conference).require()

    former = latest_plan(conference, request.user)
    newest = newest_version(conference)
    typed = forms.plan_forms(posted(request), takers=takers(conference, request.user), former=former, newest=newest)
    if attempt(typed, actions.write_plan, conference=conference, by=request.user):
        messages.success(request, _("Your new plan is sent. You will hear what they say."))
        return redirect("casework:our-meeting", pk)

    typed.form.catch_up()
    looked(request, conference, "casework:our-plan-change", named=typed.people(former))
    context = {"conference": conference, "typed": typed, "former": former, "section": "ours"}
    return render(request, "casework/plan_form_ours.html", context, status=422 if typed.form.is_bound else 200)
