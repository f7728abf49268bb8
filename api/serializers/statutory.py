"""People as a statutory system tells of them (domain.md §9.7)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from api.serializers.base import Input, Output
from api.serializers.fields import Choice, Day, Flag, Name, Several
from api.serializers.outcomes import Anything
from families.imports.statutory import Outcome
from families.models import ExternalIdentifier

MOST_AT_ONCE = 1_000
MOST_FACTS = 50
REFUSED = "refused"
STATUSES = {
    Outcome.NEW: 201,
    Outcome.CHANGED: 200,
    Outcome.UNCHANGED: 200,
    Outcome.FORGOTTEN: 200,
    Outcome.TO_SETTLE: 202,
    Outcome.NOT_HERE: 404,
}


class NumberInput(Input):
    """What a system calls someone."""

    scheme = Choice(choices=ExternalIdentifier.Scheme.choices)
    value = Name(max_length=100)


class LastingInput(Input):
    """What holds for a time."""

    id = Name(max_length=100, help_text="What the sending system calls this row; the same each time.")
    since = Day(required=False, allow_null=True)
    until = Day(required=False, allow_null=True, help_text="The first day on which it no longer holds.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        since, until = attrs.get("since"), attrs.get("until")
        if since and until and until <= since:
            raise serializers.ValidationError({"until": _("The end must come after the beginning.")})
        return attrs


class StatusInput(LastingInput):
    """A status, in the words of the sending system."""

    kind = Name(max_length=200, help_text="Such as “child in need”: kept as it is sent.")


class WorkerInput(LastingInput):
    """Who is allocated there."""

    name = Name(max_length=200)
    role = Name(max_length=200, required=False, allow_blank=True)


class StatutoryPersonInput(NumberInput):
    """Someone, by the number by which the sending system knows them. What is left out of `statuses` or `workers` goes; leave out the
    list itself, and they stay."""

    also = NumberInput(
        many=True, required=False, max_length=5, help_text="Other numbers of theirs, such as an NHS number."
    )  # type: ignore[call-arg]
    given_name = Name(max_length=200, required=False, allow_blank=True)
    family_name = Name(max_length=200, required=False, allow_blank=True)
    date_of_birth = Day(required=False, allow_null=True)
    date_of_death = Day(required=False, allow_null=True)
    statuses = StatusInput(many=True, required=False, max_length=MOST_FACTS)  # type: ignore[call-arg]
    workers = WorkerInput(many=True, required=False, max_length=MOST_FACTS)  # type: ignore[call-arg]
    purge = Flag(required=False, help_text="Forget them: see the guide.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        born, died = attrs.get("date_of_birth"), attrs.get("date_of_death")
        if born and died and died < born:
            raise serializers.ValidationError(
                {"date_of_death": _("The date of death can’t be before the date of birth.")}
            )
        for name in ("statuses", "workers"):
            ids = [one["id"] for one in attrs.get(name, ())]
            if len(set(ids)) < len(ids):
                raise serializers.ValidationError({name: _("Each has an id of its own.")})
        return attrs


class StatutoryPeopleInput(Input):
    """Up to 1,000 people. Each is taken or refused by itself."""

    people = StatutoryPersonInput(many=True, max_length=MOST_AT_ONCE, help_text="1 to 1,000.")  # type: ignore[call-arg]


class LooseStatutoryPeopleInput(Input):
    """The same, before each is looked at."""

    people = Several(child=Anything(allow_null=True), min_length=1, max_length=MOST_AT_ONCE)


class StatutoryErrorOutput(Output):
    """One thing that is wrong with one person."""

    pointer = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class StatutoryPersonTakenOutput(Output):
    """What came of one person."""

    status = serializers.IntegerField(
        help_text="201: new here. 200: changed, unchanged or forgotten. 202: someone settles it first. 404: not here. 400: refused."
    )
    outcome = serializers.ChoiceField(choices=[*((one.value, one.value) for one in Outcome), (REFUSED, REFUSED)])
    person = serializers.UUIDField(allow_null=True, help_text="Who it is here, once that is known.")
    errors = StatutoryErrorOutput(many=True)  # type: ignore[assignment]


class StatutoryPeopleTakenOutput(Output):
    """What came of each, in the order in which they were sent."""

    results = StatutoryPersonTakenOutput(many=True)
