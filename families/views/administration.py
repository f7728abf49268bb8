"""What waits for a second administrator's yes, and who says what stands in each field."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.proposals import end_proposal
from accounts.entering import this_place
from accounts.http import UserRequest
from accounts.rules import can_administer, can_agree
from accounts.writing import press
from families.actions.colleagues import agree_to
from families.queries import colleagues as queries
from families.queries import ownership


@require_safe
def proposal(request: UserRequest, pk: UUID) -> HttpResponse:
    proposal = queries.proposal(pk, request.user)
    can_administer(request.user).require()

    context = {"proposal": proposal, "can_agree": can_agree(request.user, proposal), "section": "administration"}
    return render(request, "families/proposal.html", context)


@require_POST
def proposal_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    proposal = queries.proposal(pk, request.user)
    can_agree(request.user, proposal).require()

    agree = partial(agree_to, proposal=proposal, place=this_place(request))
    return press(request, agree, back="administration:home", done=_("Agreed, and done."))


@require_POST
def proposal_end(request: UserRequest, pk: UUID) -> HttpResponse:
    """Say no, or take back what oneself asked for."""
    proposal = queries.proposal(pk, request.user)
    can_administer(request.user).require()

    end = partial(end_proposal, proposal=proposal)
    return press(request, end, back="administration:home", done=_("It is not done, and nobody waits for it."))


@require_safe
def who_says_what(request: UserRequest) -> HttpResponse:
    """Which fields are said here, and which come from another system."""
    can_administer(request.user).require()

    context = {"owned": ownership.who_says_what(), "section": "administration"}
    return render(request, "families/who_says_what.html", context)
