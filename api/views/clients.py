"""Where an administrator begins, and other systems: let in by two, given another secret, stopped."""

from __future__ import annotations

import json
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.secrets import Unreadable, seal, unseal
from accounts.writing import attempt, posted, press
from api.actions import ClientStopped, Credentials, agree_to_client, change_secret, create_client, stop_client
from api.forms import ClientForm
from api.queries import clients as queries
from api.queries.set_up import what_changed
from api.rules import can_agree_to_client
from families.queries.colleagues import waiting_for_a_yes
from families.queries.families import practitioners

SHOWN_ONCE = "kith_new_secret"
MINUTES = 10 * 60


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """All that an administrator looks after, and first what waits for a second yes."""
    can_administer(request.user).require()

    context = {
        "waiting": waiting_for_a_yes(request.user),
        "clients": queries.waiting_clients(request.user),
        "section": "administration",
    }
    return render(request, "api/administration.html", context)


@require_safe
def set_up(request: UserRequest) -> HttpResponse:
    """Who changed how the organisation is set up."""
    can_administer(request.user).require()

    page = what_changed(request.user, request.GET.get("of", ""), request.GET.get("after", ""))
    return render(request, "api/set_up.html", {"page": page, "section": "administration"})


@require_safe
def client_list(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    page = queries.client_list(request.user, request.GET.get("after", ""))
    return render(request, "api/client_list.html", {"page": page, "section": "systems"})


@require_http_methods(["GET", "POST"])
def client_add(request: UserRequest) -> HttpResponse:
    can_administer(request.user).require()

    form = ClientForm(posted(request), practitioners=practitioners(request.user))
    if made := attempt(form, create_client, by=request.user):
        return _show_once(request, made)
    context = {"form": form, "section": "systems"}
    return render(request, "api/client_form.html", context, status=422 if form.errors else 200)


@require_safe
def client(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    context = {
        "client": client,
        "secret": _secret_to_show(request, pk),
        "can_agree": can_agree_to_client(request.user, client),
        "section": "systems",
    }
    return render(request, "api/client.html", context)


@require_POST
def client_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_agree_to_client(request.user, client).require()

    back = reverse("administration:client", args=[pk])
    return press(request, partial(agree_to_client, client=client), back=back, done=_("Agreed: it gets in."))


@require_POST
def client_secret(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_administer(request.user).require()

    try:
        made = change_secret(client=client, by=request.user)
    except ClientStopped as stopped:
        messages.error(request, str(stopped))
        return redirect("administration:client", pk)
    return _show_once(request, made)


@require_POST
def client_stop(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_administer(request.user).require()

    done = _("%(name)s gets in no more, whatever it holds.") % {"name": client.name}
    return press(request, partial(stop_client, client=client), back="administration:client-list", done=done)


def _show_once(request: UserRequest, made: Credentials) -> HttpResponse:
    """Keep the secret, encrypted, for the one page that shows it."""
    request.session[SHOWN_ONCE] = seal(json.dumps([made.client.pk.hex, made.client_secret]))
    return redirect("administration:client", made.client.pk)


def _secret_to_show(request: UserRequest, pk: UUID) -> str:
    """The secret of this client, if it was made a moment ago here; it is shown this once."""
    try:
        whose, secret = json.loads(unseal(request.session.get(SHOWN_ONCE, ""), seconds=MINUTES))
    except Unreadable:
        return ""
    if whose != pk.hex:
        return ""
    del request.session[SHOWN_ONCE]
    return str(secret)
