"""What someone does with a conference that was offered to them, whether or not they are in the family today."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.actions.access import looked_at
from accounts.http import UserRequest
from accounts.models import AccessEvent
from accounts.writing import attempt, posted
from casework.actions import conferences as actions
from casework.forms.conferences import OwnAnswerForm
from casework.queries import offers as queries
from casework.rules import conferences as rules


@require_http_methods(["GET", "POST"])
def our_offer(request: UserRequest, pk: UUID) -> HttpResponse:
    own = queries.own_offer(pk, request.user)
    rules.can_answer_own_offer(request.user, own.offer).require()

    form = OwnAnswerForm(posted(request), initial={"response": own.offer.own_answer})
    if attempt(form, actions.answer_own_offer, offer=own.offer, by=request.user):
        messages.success(request, _("Thank you. Your answer is written down. You can change it here."))
        return redirect("casework:our-offer", pk)

    conference = own.offer.conference
    looked_at(
        kind=AccessEvent.Kind.VIEW,
        what="casework:our-offer",
        families=[conference.family_id] if conference else [],
        people=[person.pk for person in own.about],
        record=conference.record_id if conference else None,
        by=request.user,
    )
    context = {"own": own, "form": form, "section": "ours"}
    return render(request, "casework/our_offer.html", context, status=422 if form.is_bound else 200)
