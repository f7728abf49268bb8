"""Where an administrator says where a system is told of changes, and has what did not arrive sent again."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.models import User
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from api.forms import SendSinceForm, WebhookForm
from api.models import WebhookSubscription
from api.queries import clients as queries
from api.queries.changes import place_of
from api.subscribing import change_webhook_secret, end_subscription, send_since, subscribe, try_again
from api.views.clients import show_once

MESSAGES = "messages"


@require_http_methods(["GET", "POST"])
def webhook_add(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_administer(request.user).require()

    form = WebhookForm(posted(request))
    if made := attempt(form, subscribe, client=client, by=request.user):
        return show_once(request, pk, made.secret, of=MESSAGES)
    context = {"form": form, "client": client, "section": "systems"}
    return render(request, "api/webhook_form.html", context, status=422 if form.errors else 200)


@require_POST
def webhook_secret(request: UserRequest, pk: UUID) -> HttpResponse:
    webhook = _webhook(request, pk)

    try:
        made = change_webhook_secret(subscription=webhook, by=request.user)
    except DomainError as refused:
        return press(request, partial(_refuse, refused), back=_back(webhook))
    return show_once(request, webhook.client_id, made.secret, of=MESSAGES)


@require_POST
def webhook_again(request: UserRequest, pk: UUID) -> HttpResponse:
    """Send what did not arrive again."""
    webhook = _webhook(request, pk)

    done = _("What did not arrive goes again, within a minute.")
    return press(request, partial(try_again, subscription=webhook), back=_back(webhook), done=done)


@require_http_methods(["GET", "POST"])
def webhook_since(request: UserRequest, pk: UUID) -> HttpResponse:
    """Tell again of all that changed since a cursor."""
    webhook = _webhook(request, pk)

    form = SendSinceForm(posted(request))
    if attempt(form, _send_since, webhook=webhook, by=request.user):
        return redirect("administration:client", webhook.client_id)
    context = {"form": form, "webhook": webhook, "section": "systems"}
    return render(request, "api/webhook_since.html", context, status=422 if form.errors else 200)


@require_POST
def webhook_end(request: UserRequest, pk: UUID) -> HttpResponse:
    webhook = _webhook(request, pk)

    done = _("It is told nothing there any more.")
    return press(request, partial(end_subscription, subscription=webhook), back=_back(webhook), done=done)


def _send_since(*, webhook: WebhookSubscription, since: str, by: User) -> bool:
    place = place_of(since, webhook.client.user)
    if place is None:
        raise ValidationError({"since": _("This is no cursor of this system, or one of before a restore.")})
    send_since(subscription=webhook, place=place, by=by)
    return True


def _webhook(request: UserRequest, pk: UUID) -> WebhookSubscription:
    can_administer(request.user).require()
    seen = WebhookSubscription.objects.visible_to(request.user).select_related("client__user")
    return get_object_or_404(seen, pk=pk)


def _back(webhook: WebhookSubscription) -> str:
    return reverse("administration:client", args=[webhook.client_id])


def _refuse(refused: DomainError, *, by: User) -> None:
    raise refused
