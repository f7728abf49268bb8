"""Webhooks over the API: where a system is told of changes, and what did not arrive there."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404

from api.endpoints import Endpoint
from api.http import ApiRequest
from api.models import ApiClient, WebhookSubscription
from api.queries import webhooks as queries
from api.queries.changes import place_of
from api.schema import page_of
from api.scopes import Scope
from api.serializers.linkups import NothingInput
from api.serializers.query import PageQuery
from api.serializers.webhooks import DeadLetterOutput, ReplayInput, TryAgainInput, WebhookInput, WebhookOutput
from api.subscribing import Subscribed, change_webhook_secret, end_subscription, send_since, subscribe, try_again
from database.stream import Place

STEPS = ("create", "secret", "replay", "again", "end")


class WebhookEndpoint(Endpoint):
    """Where your system is told of changes instead of asking for them."""

    scopes = dict.fromkeys(("list", "retrieve", "dead_letters", *STEPS), frozenset({Scope.CHANGES_READ}))
    writes = dict.fromkeys(STEPS, queries.webhooks)
    queries = {"list": PageQuery}

    @extend_schema(responses=page_of(WebhookOutput))
    def list(self, request: ApiRequest) -> HttpResponse:
        """The addresses at which your system is told, those that ended too."""
        return self.page(queries.webhooks(request.user))

    @extend_schema(responses=WebhookOutput)
    def retrieve(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """One address at which your system is told."""
        return self.one(queries.webhooks(request.user), pk)

    @extend_schema(request=WebhookInput, responses={201: WebhookOutput})
    def create(self, request: ApiRequest) -> HttpResponse:
        """Have your system told of changes. A signed test goes to the address at once; once it is answered with 2xx, changes follow."""
        client = ApiClient.objects.visible_to(request.user).filter(user=request.user).first()
        if client is None:
            raise exceptions.PermissionDenied(_("Only another system is told at an address: call with its token."))
        said = self.said(WebhookInput)
        since = self._place(said.pop("since")) if "since" in said else None
        return self._shown_once(subscribe(client=client, since=since, **said, by=request.user))

    @extend_schema(request=NothingInput, responses={201: WebhookOutput})
    @action(detail=True, methods=["post"])
    def secret(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Another secret. For a day messages carry two signatures, one by each."""
        own = self._own(pk)
        self.said(NothingInput)
        return self._shown_once(change_webhook_secret(subscription=own, by=request.user))

    @extend_schema(request=ReplayInput, responses={201: WebhookOutput})
    @action(detail=True, methods=["post"])
    def replay(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Be told again of all that changed since a cursor. What you were told before comes again under its own id."""
        own = self._own(pk)
        send_since(subscription=own, place=self._place(self.said(ReplayInput)["since"]), by=request.user)
        return self.wrote(own.pk)

    @extend_schema(responses=page_of(DeadLetterOutput))
    @action(detail=True, methods=["get"], url_path="dead-letters")
    def dead_letters(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """What did not arrive, and why: at most the first thousand, in the order of the feed."""
        own = self._own(pk)
        look, letters = self.look(record=own.pk), queries.dead_letters(request.user)
        return self.found(letters.in_order_of(look, queries.oldest_first, subscription=own.pk))

    @extend_schema(request=TryAgainInput, responses={201: WebhookOutput})
    @action(detail=True, methods=["post"], url_path="try-again")
    def again(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Send what did not arrive again, before all that waits."""
        own, said = self._own(pk), self.said(TryAgainInput)
        try_again(subscription=own, message=said.get("message"), by=request.user)
        return self.wrote(own.pk)

    @extend_schema(request=NothingInput, responses={201: WebhookOutput})
    @action(detail=True, methods=["post"])
    def end(self, request: ApiRequest, pk: UUID) -> HttpResponse:
        """Be told nothing there any more."""
        own = self._own(pk)
        self.said(NothingInput)
        end_subscription(subscription=own, by=request.user)
        return self.wrote(own.pk)

    def _own(self, pk: UUID) -> WebhookSubscription:
        own = WebhookSubscription.objects.visible_to(self.request.user).filter(client__user=self.request.user)
        return get_object_or_404(own, pk=pk)

    def _place(self, since: str) -> Place:
        place = place_of(since, self.request.user)
        if place is None:
            raise exceptions.ValidationError({"since": [_("This is no cursor of yours, or one of before a restore.")]})
        return place

    def _shown_once(self, made: Subscribed) -> HttpResponse:
        response = self.wrote(made.subscription.pk)
        response.content = json.dumps(json.loads(response.content) | {"secret": made.secret})
        return response
