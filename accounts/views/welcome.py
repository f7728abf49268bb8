"""Where the link leads that a colleague was sent: a password of their own, and in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions.proposals import LinkSpent, take_up_invitation
from accounts.entering import enter
from accounts.forms.organisation import WelcomeForm
from accounts.models import User
from accounts.welcome_links import proposal_in, user_invited
from database.asker import acting_as


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it uses nothing up: programs that read mail open links too."""
    invited = user_invited(token)
    if invited is None:
        return _spent(request)
    with acting_as(invited.asker):
        return _take_up(request, token, invited)


def _take_up(request: HttpRequest, token: str, invited: User) -> HttpResponse:
    proposal = proposal_in(token, invited)
    if proposal is None:
        return _spent(request)
    form = WelcomeForm(request.POST if request.method == "POST" else None, user=invited)
    if form.is_valid():
        try:
            user = take_up_invitation(proposal=proposal, password=form.cleaned_data["password"], by=invited)
        except LinkSpent:
            return _spent(request)
        return enter(request, user, is_own_device=False, to="/")
    status = 422 if form.errors else 200
    return render(request, "accounts/welcome.html", {"form": form, "invited": invited}, status=status)


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/welcome_spent.html", status=404)
