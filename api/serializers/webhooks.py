"""Where a system is told of changes, as it sends and reads it."""

from __future__ import annotations

from rest_framework import serializers

from api.models import WebhookMessage, WebhookSubscription
from api.serializers.base import Input, Output
from api.serializers.changes import LONGEST_CURSOR
from api.serializers.fields import Choice, Id, Several, Text

LONGEST_URL = 400
STATES = ["unverified", "active", "ended"]


class WebhookInput(Input):
    """Where to tell of what."""

    url = Text(max_length=LONGEST_URL, help_text="An `https://` address on the open internet, without a port.")
    kinds = Several(
        child=Choice(choices=WebhookSubscription.Kind.choices),
        min_length=1,
        max_length=len(WebhookSubscription.Kind),
        help_text="Of which kinds of documents; those that your scopes let you read.",
    )
    since = Text(
        required=False,
        max_length=LONGEST_CURSOR,
        help_text="A cursor of the feed from which on you are told; without it, from now on.",
    )


class ReplayInput(Input):
    """From where on to tell again."""

    since = Text(max_length=LONGEST_CURSOR, help_text="A cursor of the feed, or of a message.")


class TryAgainInput(Input):
    """Which message to send again."""

    message = Id(required=False, help_text="One that did not arrive; without it, all of them.")


class WebhookOutput(Output):
    """An address at which your system is told of changes."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    kinds = serializers.ListField(child=serializers.ChoiceField(WebhookSubscription.Kind.choices))
    state = serializers.ChoiceField(STATES, help_text="It is active once its first message was answered with 2xx.")
    created_at = serializers.DateTimeField()
    secret_set_at = serializers.DateTimeField()
    verified_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_why = serializers.CharField(allow_blank=True, help_text="`asked`, `stopped`, `scope`, `gone` or `restored`.")
    dead_letters = serializers.IntegerField(help_text="How many messages did not arrive.")
    secret = serializers.CharField(
        allow_null=True, help_text="By which its messages are known: in the answer that makes it, and never again."
    )


class DeadLetterOutput(Output):
    """A message that did not arrive, after six attempts."""

    id = serializers.UUIDField(help_text="The `webhook-id` under which it went.")
    type = serializers.CharField()
    kind = serializers.ChoiceField(WebhookMessage.Kind.choices)
    record = serializers.UUIDField(help_text="The id of the document.")
    cursor = serializers.CharField()
    made_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(help_text="When the last attempt failed.")
    attempts = serializers.IntegerField()
    reason = serializers.CharField()
