"""What is right of a fact that was written down wrongly; or that it never was so (docs/adr/0027)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from families.forms.contact import HOW_THEY_LIVE, NumberForm, SafeWaysForm
from families.forms.fields import PeriodAsKnownForm, PeriodForm, known_day, take_up
from families.forms.people import NameFields
from families.forms.versions import ChangeForm
from families.models import (
    BY_A_COUNCIL,
    Confidence,
    ContactPoint,
    ExternalIdentifier,
    FamilyMembership,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    PersonName,
    Residence,
    SiblingLink,
    Source,
    Visibility,
)


class RightingForm(PeriodForm, ChangeForm):
    """A fact as it stands, each part of it to be put right."""

    more = ()
    never = forms.BooleanField(
        label=_("It was never so: this was written by mistake"),
        required=False,
        help_text=_("It is taken out, whatever else is written here. That it was written stays in what changed."),
    )

    was_never = False

    def __init__(
        self,
        *args: Any,
        fact: Any,
        people: QuerySet[Person],
        may_restrict: bool,
        begun: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """`people` are those who may have said so; `may_restrict`: whether the writer may keep a tie to themselves; `begun`: what they
        wrote before and did not save.
        """
        super().__init__(*args, **kwargs)
        if "said_by" in self.fields:
            self.fields["said_by"].queryset = people  # type: ignore[attr-defined]
        if not may_restrict:
            self.fields.pop("visibility", None)
        self.order_fields([*(name for name in self.fields if name != "never"), "never"])
        self.initial.update({name: getattr(fact, name) for name in self.fields if hasattr(fact, name)})
        since, until = (getattr(fact, name, "") for name in ("since_precision", "until_precision"))
        self.initial.update(since=known_day(fact.period.lower, since), until=known_day(fact.period.upper, until))
        take_up(self, begun)

    def says_never(self) -> bool:
        """Whether it never was so."""
        return self.is_bound and self.is_valid() and self.was_never

    def clean(self) -> dict[str, Any]:
        """What is right; of what never was so, only which version was read."""
        cleaned = super().clean()
        self.was_never = bool(cleaned.pop("never", False))
        if self.was_never:
            return {"row_version": cleaned.get("row_version")}
        if "since" not in self.fields:
            cleaned.pop("period", None)
        return cleaned


class TieRightingForm(RightingForm):
    """What every tie of kinship carries besides its two people."""

    source = forms.ChoiceField(label=_("How do we know?"), choices=Source)
    said_by = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who said so?"), required=False, empty_label=_("Someone else, or not known")
    )
    confidence = forms.ChoiceField(
        label=_("How sure is it?"),
        choices=Confidence,
        widget=forms.RadioSelect,
        help_text=_("Disputed: someone says that it is not so. Then nobody is a relative because of it."),
    )
    visibility = forms.ChoiceField(label=_("Who may see this?"), choices=Visibility)


class ParentageRightingForm(PeriodAsKnownForm, TieRightingForm):
    more = ()
    basis = forms.ChoiceField(label=_("On what basis?"), choices=Parentage.Basis, widget=forms.RadioSelect)
    field_order = ("basis", "source", "said_by", "confidence")


class PartnershipRightingForm(PeriodAsKnownForm, TieRightingForm):
    more = ()
    kind = forms.ChoiceField(label=_("As what?"), choices=Partnership.Kind, widget=forms.RadioSelect)
    end_kind = forms.ChoiceField(
        label=_("Is it over?"), choices=[("", _("It has not ended")), *Partnership.EndKind.choices], required=False
    )
    field_order = ("kind", "end_kind", "source", "said_by", "confidence")


class SiblingRightingForm(TieRightingForm):
    since, until = None, None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        label=_("Do they have the same parents?"), choices=SiblingLink.Kind, widget=forms.RadioSelect
    )
    field_order = ("kind", "source", "said_by", "confidence")


class ResponsibilityRightingForm(RightingForm):
    """Who holds it stands: a council by one of two orders, a person in any other way."""

    basis = forms.ChoiceField(label=_("On what basis?"))
    status = forms.ChoiceField(
        label=_("How sure is it?"),
        choices=ParentalResponsibility.Status,
        widget=forms.RadioSelect,
        help_text=_("Only who holds it for certain may read for the child."),
    )
    evidence_seen = forms.CharField(
        label=_("What did you see?"), max_length=200, required=False, help_text=_("The birth certificate, the order.")
    )
    field_order = ("basis", "status", "evidence_seen")

    def __init__(self, *args: Any, fact: ParentalResponsibility, **kwargs: Any) -> None:
        super().__init__(*args, fact=fact, **kwargs)
        is_council = fact.agency_id is not None
        choices = [
            choice for choice in ParentalResponsibility.Basis.choices if (choice[0] in BY_A_COUNCIL) == is_council
        ]
        self.fields["basis"].choices = choices  # type: ignore[attr-defined]
        if is_council:
            self.fields["status"].help_text = ""


class ResidenceRightingForm(RightingForm):
    kind = forms.ChoiceField(label=HOW_THEY_LIVE, choices=Residence.Kind)
    is_main = forms.BooleanField(label=_("This is their main home"), required=False)
    is_confidential = forms.BooleanField(label=_("This address is confidential"), required=False)
    field_order = ("kind", "is_confidential", "is_main")


class ContactPointRightingForm(SafeWaysForm, RightingForm):
    """How it is safe; a number that is wrong is taken out and written anew, for someone may sign in by it."""

    more = ()

    def __init__(self, *args: Any, fact: ContactPoint, **kwargs: Any) -> None:
        super().__init__(*args, fact=fact, **kwargs)
        self.offer_what_fits(fact)


class MembershipRightingForm(RightingForm):
    role = forms.ChoiceField(label=_("In this family"), choices=FamilyMembership.Role, widget=forms.RadioSelect)
    field_order = ("role",)


class NameRightingForm(NameFields, RightingForm):
    """Its spelling too."""

    is_restricted = forms.BooleanField(
        label=_("Only they and their lead worker read it"),
        required=False,
        help_text=_("Nobody else reads it then, or finds them by it."),
    )
    field_order = ("text", "kind", "is_restricted")


class NumberRightingForm(NumberForm, RightingForm):
    field_order = ("scheme", "value")


RIGHTING: Mapping[type, type[RightingForm]] = {
    Parentage: ParentageRightingForm,
    Partnership: PartnershipRightingForm,
    SiblingLink: SiblingRightingForm,
    ParentalResponsibility: ResponsibilityRightingForm,
    Residence: ResidenceRightingForm,
    ContactPoint: ContactPointRightingForm,
    FamilyMembership: MembershipRightingForm,
    PersonName: NameRightingForm,
    ExternalIdentifier: NumberRightingForm,
}
