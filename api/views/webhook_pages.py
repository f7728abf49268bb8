"""Where an administrator says where a system is told of changes, and has what did not arrive sent again."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import DomainError
from accounts.http import UserRequest
from accounts.rules import can_administer
from accounts.writing import attempt, posted, press
from api.forms import SendSinceForm, WebhookForm
from api.models import WebhookSubscription
from api.queries import clients as queries
from api.queries.webhooks import place_before
from api.subscribing import change_webhook_secret, end_subscription, kinds_of, send_since, subscribe, try_again
from api.views.clients import show_once

MESSAGES = "messages"


@require_http_methods(["GET", "POST"])
def webhook_add(request: UserRequest, pk: UUID) -> HttpResponse:
    client = queries.client(pk, request.user)
    can_administer(request.user).require()

    kinds = {kind.name for kind in kinds_of(client, WebhookSubscription.Kind.values)}
    form = WebhookForm(posted(request), kinds=kinds)
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
    """Tell again of all that changed since a day."""
    webhook = _webhook(request, pk)

    form = SendSinceForm(posted(request))
    if form.is_valid():
        place = place_before(webhook, form.cleaned_data["day"])
        done = _("It is told again, within a minute.")
        return press(request, partial(send_since, subscription=webhook, place=place), back=_back(webhook), done=done)
    context = {"form": form, "webhook": webhook, "section": "systems"}
    return render(request, "api/webhook_since.html", context, status=422 if form.errors else 200)


@require_POST
def webhook_end(request: UserRequest, pk: UUID) -> HttpResponse:
    webhook = _webhook(request, pk)

    done = _("It is told nothing there any more.")
    return press(request, partial(end_subscription, subscription=webhook), back=_back(webhook), done=done)


def _webhook(request: UserRequest, pk: UUID) -> WebhookSubscription:
    """To whoever administers the organisation; to anyone else it is not there."""
    seen = WebhookSubscription.objects.visible_to(request.user).select_related("client__user")
    found = get_object_or_404(seen, pk=pk)
    can_administer(request.user).require()
    return found


def _back(webhook: WebhookSubscription) -> str:
    return reverse("administration:client", args=[webhook.client_id])


def _refuse(refused: DomainError, *, by: object) -> None:
    raise refused
