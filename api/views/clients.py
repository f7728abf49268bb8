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

from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.secrets import Unreadable, seal, unseal
from accounts.writing import attempt, posted, press
from api.actions import (
    ClientStopped,
    Credentials,
    agree_to_client,
    agree_to_next_secret,
    change_secret,
    create_client,
    make_next_secret,
    say_where_it_asks_from,
    stop_client,
)
from api.forms import AddressesForm, ClientForm
from api.models import WebhookSubscription
from api.queries import clients as queries
from api.queries.calls import answered_calls, refused_calls
from api.queries.set_up import what_changed
from api.queries.webhooks import letters_of, subscriptions_of
from api.rules import can_agree_to_client, can_agree_to_next_secret
from api.subscribing import kinds_of
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
        "secret": shown_secret(request, pk),
        "message_secret": shown_secret(request, pk, of="messages"),
        "can_agree": can_agree_to_client(request.user, client),
        "can_agree_to_next": can_agree_to_next_secret(request.user, client),
        "can_be_told": bool(kinds_of(client, WebhookSubscription.Kind.values)) and not client.stopped_at,
        "webhooks": subscriptions_of(client),
        "letters": letters_of(client),
        "answered": answered_calls(client),
        "refused": refused_calls(client),
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
def next_secret(request: UserRequest, pk: UUID) -> HttpResponse:
    """Another secret, while the present one counts."""
    client = queries.client(pk, request.user)
    can_administer(request.user).require()

    try:
        made = make_next_secret(client=client, by=request.user)
    except DomainError as refused:
        messages.error(request, str(refused))
        return redirect("administration:client", pk)
    return _show_once(request, made)


@require_POST
def next_secret_agree(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_agree_to_next_secret(request.user, client).require()

    back = reverse("administration:client", args=[pk])
    done = _("Agreed: the new secret counts from now on, and the former one for a week yet.")
    return press(request, partial(agree_to_next_secret, client=client), back=back, done=done)


@require_http_methods(["GET", "POST"])
def client_addresses(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_administer(request.user).require()

    form = AddressesForm(posted(request), initial={"addresses": client.addresses})
    if attempt(form, say_where_it_asks_from, client=client, by=request.user):
        return redirect("administration:client", pk)
    context = {"form": form, "client": client, "section": "systems"}
    return render(request, "api/client_addresses.html", context, status=422 if form.errors else 200)


@require_POST
def client_stop(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_administer(request.user).require()

    done = _("%(name)s gets in no more, whatever it holds.") % {"name": client.name}
    return press(request, partial(stop_client, client=client), back="administration:client-list", done=done)


def _show_once(request: UserRequest, made: Credentials) -> HttpResponse:
    return show_once(request, made.client.pk, made.client_secret)


def show_once(request: UserRequest, pk: UUID, secret: str, of: str = "") -> HttpResponse:
    """Keep a secret of a system, encrypted, for the one page that shows it."""
    request.session[SHOWN_ONCE + of] = seal(json.dumps([pk.hex, secret]))
    return redirect("administration:client", pk)


def shown_secret(request: UserRequest, pk: UUID, of: str = "") -> str:
    """The secret of this client, if it was made a moment ago here; it is shown this once."""
    try:
        whose, secret = json.loads(unseal(request.session.get(SHOWN_ONCE + of, ""), seconds=MINUTES))
    except Unreadable:
        return ""
    if whose != pk.hex:
        return ""
    del request.session[SHOWN_ONCE + of]
    return str(secret)
