"""What changed, as other systems read it."""

from __future__ import annotations

from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.fields import Text

LONGEST_CURSOR = 500
NOW = "now"


class ChangesQuery(Input):
    """Where to begin."""

    since = Text(
        required=False,
        max_length=LONGEST_CURSOR,
        help_text=(
            "The `next_cursor` of the answer before; `now` for a cursor of this moment and nothing else. Without it: from the beginning."
        ),
    )


class ChangedOutput(Output):
    """A document that says something else than before. What it says now stands at its own address."""

    kind = serializers.CharField(help_text="`person`, `family`, `conversation`, `conference` or `link_up`.")
    id = serializers.UUIDField()
    is_gone = serializers.BooleanField(help_text="You were shown it, and may not read it any more: forget your copy.")
    merged_into = serializers.UUIDField(allow_null=True, help_text="Who this person was found to be.")


class ChangesOutput(Output):
    """What changed, what was written last at the end, each document once."""

    results = ChangedOutput(many=True)
    next_cursor = serializers.CharField(help_text="Give it as `since` the next time. It stands here always.")
    has_more = serializers.BooleanField(help_text="More stands ready: ask again at once.")
