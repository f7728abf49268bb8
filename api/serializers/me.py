"""Who calls, as a caller reads it."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Output
from api.serializers.families import NamedOutput


class LimitsOutput(Output):
    """How much of what."""

    requests_a_minute = serializers.IntegerField()
    page_size = serializers.IntegerField(help_text="The most rows of a page.")
    body_bytes = serializers.IntegerField(help_text="The most bytes of a body, but where the guide says otherwise.")
    keys_kept_days = serializers.IntegerField(help_text="How long an Idempotency-Key counts.")


class MeOutput(Output):
    """Your system as Kith knows it, and what this token opens."""

    client = NamedOutput(allow_null=True, help_text="Null for who works here.")
    purpose = serializers.CharField(allow_blank=True)
    organisation = NamedOutput()
    user = serializers.UUIDField(help_text="As whom it asks: its own user, who stands in the log of who has looked.")
    writes_as = NamedOutput(
        allow_null=True, help_text="The practitioner who leads the work with families that it begins."
    )
    scopes = serializers.ListField(child=serializers.CharField(), help_text="What this token opens.")
    all_scopes = serializers.ListField(child=serializers.CharField(), help_text="What your system was let in for.")
    limits = LimitsOutput()
