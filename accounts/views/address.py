"""One's own e-mail address: another is asked for here, and counts when the link that went there is used."""

from __future__ import annotations

from functools import partial

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.address import ask_for_address, take_address_back, use_address
from accounts.address_links import change_in
from accounts.entering import this_place
from accounts.forms.address import AddressForm
from accounts.http import UserRequest
from accounts.models import AddressChange
from accounts.rules import can_change_address
from accounts.writing import attempt, posted, press


@require_http_methods(["GET", "POST"])
def address(request: UserRequest) -> HttpResponse:
    if request.method == "POST":
        can_change_address(request.user).require()
        asked: HttpResponse = _ask(request)
        return asked
    return _page(request, AddressForm(None))


@reauthentication_required  # type: ignore[untyped-decorator]
def _ask(request: UserRequest) -> HttpResponse:
    form = AddressForm(posted(request))
    if attempt(form, ask_for_address, place=this_place(request), by=request.user):
        messages.success(request, _("A message is on its way to the new address."))
        return redirect("accounts:address")
    return _page(request, form)


def _page(request: UserRequest, form: AddressForm) -> HttpResponse:
    context = {
        "form": form,
        "can_change": can_change_address(request.user),
        "waiting": AddressChange.objects.visible_to(request.user).in_time().first(),
    }
    return render(request, "accounts/address.html", context, status=422 if form.errors else 200)


@require_POST
def address_take_back(request: UserRequest) -> HttpResponse:
    done = _("Taken back: your address stays as it is.")
    return press(request, take_address_back, back="accounts:address", done=done)


@never_cache
@require_http_methods(["GET", "POST"])
def address_confirm(request: UserRequest, token: str) -> HttpResponse:
    """Opening it uses nothing up: programs that read mail open links too. Whoever opens it is signed in as the one who asked."""
    change = change_in(token, request.user)
    if change is None or not can_change_address(request.user):
        return render(request, "accounts/address_spent.html", status=404)
    if request.method == "POST":
        use = partial(use_address, change=change, but=[request.session.session_key or ""])
        done = _("You sign in by the new address from now on. Everywhere else you are signed out.")
        return press(request, use, back="accounts:address", done=done)
    return render(request, "accounts/address_confirm.html", {"change": change})
