"""People and the edges between them, as other systems write and read them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from api.serializers.base import Changes, Input, Output
from api.serializers.fields import Choice, Day, Id, LocalityNamed, Name, Several, Text, Visible
from api.serializers.query import PageQuery
from families.models import (
    Confidence,
    DeathPrecision,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    Parentage,
    Partnership,
    Person,
    Precision,
    Source,
)
from families.queries.kinship import PARENTAGE, PARTNERSHIP, SIBLINGS
from families.queries.network import MOST_HOPS

LONGEST_NAME = 200


class PeopleQuery(PageQuery):
    """One page of people, of one family when it is named."""

    family = Id(required=False, help_text="Only who is or was in this family.")


class MembershipOutput(Output):
    """That someone is or was in a family."""

    id = serializers.UUIDField(help_text="The family's id.")
    role = serializers.ChoiceField(choices=FamilyMembership.Role.choices)
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True, help_text="The first day on which they no longer were.")


class IdentifierOutput(Output):
    """What another system calls someone."""

    scheme = serializers.ChoiceField(choices=ExternalIdentifier.Scheme.choices)
    value = serializers.CharField()


class PersonOutput(Output):
    """Someone, by the name that they chose."""

    id = serializers.UUIDField()
    known_as = serializers.CharField()
    given_name = serializers.CharField()
    family_name = serializers.CharField()
    pronouns = serializers.CharField()
    gender = serializers.ChoiceField(choices=Person.Gender.choices)
    gender_words = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    dob_precision = serializers.ChoiceField(choices=Precision.choices)
    expected_date = serializers.DateField(allow_null=True, help_text="When a baby is due who is not born yet.")
    date_of_death = serializers.DateField(allow_null=True)
    death_precision = serializers.ChoiceField(
        choices=DeathPrecision.choices,
        help_text="`unknown`: they have died and nobody knows when; `date_of_death` is null then, as it is of the living.",
    )
    languages = serializers.ListField(child=serializers.CharField())
    interpreter_language = serializers.CharField(help_text="Empty when they need no interpreter.")
    communication_needs = serializers.CharField()
    access_needs = serializers.CharField(help_text="What helps them to take part.")
    about_me = serializers.CharField(help_text="In their own words.")
    home_locality = serializers.CharField(
        allow_null=True,
        help_text="In which locality they live; null where none is said, or the caller may not see their home.",
    )
    record_class = serializers.ChoiceField(choices=Person.RecordClass.choices)
    families = MembershipOutput(many=True)
    external_identifiers = IdentifierOutput(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class MergedPersonOutput(Output):
    """Someone who was found to be someone else who is written down: all that was written of them is that person's now."""

    id = serializers.UUIDField()
    merged_into = serializers.UUIDField(help_text="Who they are.")


PERSON_OR_MERGED = PolymorphicProxySerializer(
    component_name="PersonOrMerged", serializers=[PersonOutput, MergedPersonOutput], resource_type_field_name=None
)


class AlikeInput(Input):
    """What is known of someone, before they are written down. It is sent in a body, since a name may not stand in an address."""

    known_as = Name(max_length=200)
    given_name = Name(max_length=200, required=False, allow_blank=True, default="")
    family_name = Name(max_length=200, required=False, allow_blank=True, default="")
    date_of_birth = Day(required=False, allow_null=True, default=None, help_text="Where it is known to the day.")


class SearchInput(Input):
    """Whom to look for. It is sent in a body, since a name may not stand in an address."""

    name = Text(
        max_length=200, help_text="One or more words of a name, or how they begin; accents and one letter may differ."
    )


class FoundFamilyOutput(Output):
    """A family that someone is in now."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class FoundPersonOutput(Output):
    """Someone who answers to the name."""

    id = serializers.UUIDField()
    known_as = serializers.CharField()
    date_of_birth = serializers.DateField(allow_null=True)
    dob_precision = serializers.ChoiceField(choices=Precision.choices)
    families = FoundFamilyOutput(many=True)


def refuse_long_name(given: str, family: str) -> None:
    """Refuse a whole name that can't be kept as one."""
    if len(given + family) >= LONGEST_NAME:
        raise serializers.ValidationError(
            {"family_name": [ErrorDetail(_("A given and a family name hold 200 letters together."), "max_length")]}
        )


class PersonInput(Input):
    """A person to write down, and the family that they are in."""

    family = Visible(Family)
    role = Choice(choices=FamilyMembership.Role.choices, help_text="In this family.")
    member_since = Day(required=False, allow_null=True, help_text="In this family from which day; null when not known.")
    known_as = Name(max_length=200, help_text="What they are called.")
    also_known_as = Several(child=Name(max_length=200), required=False, max_length=20)
    given_name = Name(max_length=200, required=False, allow_blank=True)
    family_name = Name(max_length=200, required=False, allow_blank=True)
    pronouns = Name(max_length=60, required=False, allow_blank=True)
    gender = Choice(choices=Person.Gender.choices, required=False)
    gender_words = Name(max_length=200, required=False, allow_blank=True)
    date_of_birth = Day(required=False, allow_null=True)
    dob_precision = Choice(choices=Precision.choices, required=False)
    expected_date = Day(required=False, allow_null=True)
    date_of_death = Day(required=False, allow_null=True)
    death_precision = Choice(
        choices=DeathPrecision.choices,
        required=False,
        help_text="`unknown`, without `date_of_death`: they have died, and nobody knows when.",
    )
    languages = Several(child=Name(max_length=60), required=False, max_length=20)
    interpreter_language = Name(max_length=60, required=False, allow_blank=True)
    communication_needs = Text(max_length=4_000, required=False, allow_blank=True)
    access_needs = Text(max_length=4_000, required=False, allow_blank=True)
    about_me = Text(max_length=4_000, required=False, allow_blank=True)
    home_locality = LocalityNamed(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The whole name is kept as one, to be found by."""
        refuse_long_name(attrs.get("given_name", ""), attrs.get("family_name", ""))
        return attrs


class PersonChangeInput(Changes):
    """What another system may change of a person. What they are called, their gender and their own words are theirs to say."""

    given_name = Name(max_length=200, required=False, allow_blank=True)
    family_name = Name(max_length=200, required=False, allow_blank=True)
    date_of_birth = Day(required=False, allow_null=True)
    dob_precision = Choice(choices=Precision.choices, required=False)
    expected_date = Day(required=False, allow_null=True)
    date_of_death = Day(required=False, allow_null=True)
    death_precision = Choice(choices=DeathPrecision.choices, required=False)
    languages = Several(child=Name(max_length=60), required=False, max_length=20)
    interpreter_language = Name(max_length=60, required=False, allow_blank=True)
    communication_needs = Text(max_length=4_000, required=False, allow_blank=True)
    access_needs = Text(max_length=4_000, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The whole name is kept as one, to be found by."""
        person = self.context["person"]
        names = [attrs.get(name, getattr(person, name)) for name in ("given_name", "family_name")]
        refuse_long_name(*names)
        return super().validate(attrs)


class RelationOutput(Output):
    """Someone, and what they are to the person."""

    id = serializers.UUIDField(help_text="The other person's id.")
    known_as = serializers.CharField()
    term = serializers.CharField(help_text="Such as “maternal grandmother”: derived from what the caller may know.")


class TermOutput(Output):
    """What one person is to another."""

    id = serializers.UUIDField(help_text="The person whose relation it is.")
    other = serializers.UUIDField()
    term = serializers.CharField(help_text="Such as “maternal grandmother”: derived from what the caller may know.")


class KeptOutput(Output):
    """Taken, and kept until someone who may see more has looked; nothing is there to read yet."""

    detail = serializers.CharField()


class RelationsOutput(Output):
    """A person's relations, the nearest first."""

    id = serializers.UUIDField()
    relations = RelationOutput(many=True)


@extend_schema_field({"type": "integer", "minimum": 1, "maximum": MOST_HOPS})
class Hops(Text):
    """How many ties away someone may be."""

    default_error_messages = {"hops": gettext_lazy("Ask for 1, 2 or 3.")}

    def to_internal_value(self, data: Any) -> int:  # type: ignore[override]
        said = super().to_internal_value(data)
        if said not in map(str, range(1, MOST_HOPS + 1)):
            self.fail("hops")
        return int(said)


class NetworkQuery(Input):
    """How far a network reaches."""

    hops = Hops(required=False, default=1, help_text="How many ties away at most: 1 to 3, by default 1.")


class NearOutput(Output):
    """Someone of a network."""

    id = serializers.UUIDField()
    known_as = serializers.CharField()
    hops = serializers.IntegerField(help_text="How many ties away: 0 is the person themselves.")


class TieOutput(Output):
    """What joins two people: a parent (`one`) to a child (`other`), a couple, or siblings whose parents nobody has written down."""

    kind = serializers.ChoiceField(choices=[PARENTAGE, PARTNERSHIP, SIBLINGS])
    one = serializers.UUIDField()
    other = serializers.UUIDField()
    what = serializers.CharField(help_text="On what basis, or as what: “birth”, “married”, “half”.")
    is_over = serializers.BooleanField()


class NetworkOutput(Output):
    """The people around one, the nearest first, and the ties among them: those that the caller may know, and nobody disputes."""

    id = serializers.UUIDField()
    hops = serializers.IntegerField(help_text="How many were asked for.")
    people = NearOutput(many=True, help_text="At most 200.")
    ties = TieOutput(many=True)
    detail = serializers.CharField(
        help_text="Empty, or a sentence which says that there are more people than are told."
    )


# `source` and `parent` are names of the framework's own, which takes declared fields out of the class: hence the ignores.
class EdgeInput(Input):
    """How something between two people came to be known, and from when until when it holds."""

    since = Day(required=False, allow_null=True, default=None, help_text="From which day; null when not known.")
    until = Day(required=False, allow_null=True, default=None, help_text="The first day on which it no longer holds.")
    since_precision = Choice(choices=Precision.choices, required=False, help_text="To the day when left out.")
    until_precision = Choice(choices=Precision.choices, required=False, help_text="To the day when left out.")
    source = Choice(choices=Source.choices, required=False)  # type: ignore[assignment]
    confidence = Choice(choices=Confidence.choices, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        since, until = attrs["since"], attrs["until"]
        if since and until and until <= since:
            raise serializers.ValidationError(
                {"until": [ErrorDetail(_("The end must come after the beginning."), "order")]}
            )
        return attrs


class ParentInput(EdgeInput):
    """A parent of the person."""

    parent = Visible(Person)  # type: ignore[assignment]
    basis = Choice(choices=Parentage.Basis.choices)


class PartnerInput(EdgeInput):
    """A partner of the person."""

    partner = Visible(Person)
    kind = Choice(choices=Partnership.Kind.choices)
    end_kind = Choice(choices=Partnership.EndKind.choices, required=False)


class EdgeOutput(Output):
    id = serializers.UUIDField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    since_precision = serializers.ChoiceField(choices=Precision.choices, allow_blank=True)
    until_precision = serializers.ChoiceField(choices=Precision.choices, allow_blank=True)
    source = serializers.ChoiceField(choices=Source.choices)  # type: ignore[assignment]
    confidence = serializers.ChoiceField(choices=Confidence.choices)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    row_version = serializers.IntegerField()


class ParentageOutput(EdgeOutput):
    """That someone is a child's parent."""

    parent = serializers.UUIDField()  # type: ignore[assignment]
    child = serializers.UUIDField()
    basis = serializers.ChoiceField(choices=Parentage.Basis.choices)


class PartnershipOutput(EdgeOutput):
    """That two people are, or were, a couple."""

    one = serializers.UUIDField()
    other = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Partnership.Kind.choices)
    end_kind = serializers.ChoiceField(choices=Partnership.EndKind.choices, allow_blank=True)
