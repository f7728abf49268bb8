"""The few primitive ties from which kinship is derived, and parental responsibility, which never is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from families.actions.members import NewMember
from families.actions.relatives import NewRelative
from families.forms.alike import AsksWhoItIs
from families.forms.fields import NameField, PeopleRadios, PeriodForm, WritingForm
from families.models import (
    Confidence,
    Family,
    FamilyMembership,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    SiblingLink,
    Source,
    Visibility,
)

NEW_FIELDS = ("new_name", "new_gender")


class RelativeForm(WritingForm, AsksWhoItIs):
    """Who it is: someone written down, or someone new who then belongs to the same family."""

    sometimes = frozenset({"relative", "new_name"})
    relative = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who is it?"), required=False, empty_label=None, widget=PeopleRadios
    )
    new_name = NameField(
        label=_("Or someone new: what are they called?"),
        required=False,
        help_text=_("“Nanny Jo” will do."),
    )
    new_gender = forms.ChoiceField(
        label=_("Their gender, if they are new"),
        choices=Person.Gender,
        initial=Person.Gender.NOT_RECORDED,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        family: Family | None,
        may_restrict: bool = False,
        user: User | None = None,
        **kwargs: Any,
    ) -> None:
        """`user` is who writes it down: they are asked whether someone new is one of those whom they know here."""
        super().__init__(*args, **kwargs)
        self.family = family
        self.fields["relative"].queryset = people  # type: ignore[attr-defined]
        unused = [] if may_restrict else ["visibility"]
        unused += [] if people else ["relative"]
        for name in [*unused, *([] if family else NEW_FIELDS)]:
            self.fields.pop(name, None)
        self.ask_who_it_is(user, "new_name")

    def clean(self) -> dict[str, Any]:
        """`relative` is the person, or the new one: exactly one of the two is named."""
        cleaned = super().clean() or {}
        gender = cleaned.pop("new_gender", "") or Person.Gender.NOT_RECORDED
        person, name, chosen = self.who_it_is(cleaned), cleaned.pop("new_name", ""), cleaned.get("relative")
        if bool(name) == bool(chosen):
            self.add_error(None, _("Choose who it is, or write the name of someone new."))
        elif name and self.family:
            role = FamilyMembership.Role.RELATIVE
            new = NewMember(name, role, about={"gender": gender}, is_none_of=tuple(self.alike.values()))
            cleaned["relative"] = person or NewRelative(self.family, new)
        return cleaned


class EdgeForm(RelativeForm, PeriodForm):
    """A tie of kinship, and how we know of it."""

    more: tuple[str, ...] = ("since", "until", "source", "confidence", "visibility")
    source = forms.ChoiceField(label=_("How do we know?"), choices=Source, initial=Source.TOLD_US)
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=Confidence, initial=Confidence.CONFIRMED)
    visibility = forms.ChoiceField(
        label=_("Who may see this?"),
        choices=Visibility,
        initial=Visibility.NORMAL,
        required=False,
        help_text=_("Some ties are a secret. What is kept to the lead worker changes no one else’s page."),
    )
    field_order = ("relative", *NEW_FIELDS, "basis", "kind", "since", "until", "end_kind")

    def clean_visibility(self) -> str:
        return str(self.cleaned_data["visibility"] or Visibility.NORMAL)


class ParentForm(EdgeForm):
    basis = forms.ChoiceField(
        label=_("On what basis?"), choices=Parentage.Basis, initial=Parentage.Basis.BIRTH, widget=forms.RadioSelect
    )


class PartnerForm(EdgeForm):
    more = ("since", "until", "end_kind", "source", "confidence", "visibility")
    sometimes = EdgeForm.sometimes | {"end_kind"}
    kind = forms.ChoiceField(label=_("As what?"), choices=Partnership.Kind, widget=forms.RadioSelect)
    end_kind = forms.ChoiceField(
        label=_("How did it end?"), choices=[("", _("It has not ended")), *Partnership.EndKind.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """A couple that has an end says how it ended."""
        cleaned = super().clean()
        period = cleaned.get("period")
        if period and period.upper and not cleaned.get("end_kind"):
            self.add_error("end_kind", _("Say how it ended."))
        return cleaned


class SiblingForm(EdgeForm):
    more = ("source", "confidence", "visibility")
    since, until = None, None  # type: ignore[assignment]
    kind = forms.ChoiceField(
        label=_("Do they have the same parents?"),
        choices=SiblingLink.Kind,
        initial=SiblingLink.Kind.UNKNOWN,
        widget=forms.RadioSelect,
    )


class ResponsibilityForm(RelativeForm, PeriodForm):
    """A legal fact with its evidence (domain.md §5.5)."""

    more = ("since", "until")
    field_order = ("relative", *NEW_FIELDS, "basis", "status", "evidence_seen", "since", "until")
    basis = forms.ChoiceField(label=_("On what basis?"), choices=ParentalResponsibility.Basis)
    status = forms.ChoiceField(
        label=_("How sure is it?"),
        choices=ParentalResponsibility.Status,
        initial=ParentalResponsibility.Status.BELIEVED,
        widget=forms.RadioSelect,
    )
    evidence_seen = forms.CharField(
        label=_("What did you see?"), max_length=200, required=False, help_text=_("The birth certificate, the order.")
    )
