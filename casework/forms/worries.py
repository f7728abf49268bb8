"""A worry in two questions, and the facts that each of its steps needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import PeoplePicker, moment, words
from casework.models import FOR_SAFETY, SafeguardingConcern, SharingDecision
from families.models import Person

FamilyTold = SafeguardingConcern.FamilyTold
LONGEST = 40_000


def _people(label: Any, **options: Any) -> forms.ModelMultipleChoiceField[Person]:
    return forms.ModelMultipleChoiceField(
        Person.objects.none(), label=label, required=False, widget=PeoplePicker, **options
    )


class WorryForm(PlainForm):
    """Who and what; that is all."""

    about = _people(_("Who is it about?"))
    words = words(
        _("What did you see or hear?"),
        rows=6,
        max_length=LONGEST,
        required=True,
        help_text=_("In their own words if someone told you. One line is enough."),
        error_messages={"required": _("Say what you saw or heard. One line is enough.")},
    )
    is_immediate_danger = forms.BooleanField(label=_("Someone is in danger right now"), required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], meant: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = people  # type: ignore[attr-defined]
        self.meant = meant

    def clean_about(self) -> Sequence[Person]:
        """Those who were picked, or those in view when no one was."""
        return list(self.cleaned_data["about"]) or self.meant


class AddForm(PlainForm):
    words = words(
        _("What would you like to add?"),
        rows=4,
        max_length=LONGEST,
        required=True,
        error_messages={"required": _("Write what you would like to add.")},
    )
    about = _people(_("Is it about someone else too?"))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = people  # type: ignore[attr-defined]


class FamilyToldForm(PlainForm):
    """Whether the family knows; it never stops anything."""

    sometimes = frozenset({"family_told_reason"})

    family_told = forms.ChoiceField(
        label=_("Does the family know that this is passed on?"),
        choices=FamilyTold,
        initial=FamilyTold.NOT_YET,
        widget=forms.RadioSelect,
    )
    family_told_reason = words(
        _("Why would it not be safe?"), rows=2, help_text=_("Only if it would not be safe to tell them.")
    )

    def clean(self) -> dict[str, Any]:
        """A reason belongs to *not safe*, and to nothing else."""
        cleaned = super().clean() or {}
        unsafe = cleaned.get("family_told") == FamilyTold.NOT_SAFE
        if unsafe and not cleaned.get("family_told_reason"):
            self.add_error("family_told_reason", _("Say why it would not be safe to tell the family."))
        if not unsafe and cleaned.get("family_told_reason"):
            self.add_error("family_told", ValidationError(_("Choose “not safe”, or leave the reason empty.")))
        return cleaned


class PassOnForm(FamilyToldForm):
    told = forms.ChoiceField(
        label=_("Whom have you told?"),
        choices=SafeguardingConcern.Told,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whom you told.")},
    )
    told_at = moment(_("When?"), required=False, help_text=_("Leave empty for now."))
    lcs_ref = forms.CharField(label=_("Their reference, if they gave one"), max_length=60, required=False)

    field_order = ("told", "told_at", "lcs_ref", "family_told", "family_told_reason")


class SureForm(PlainForm):
    """To be sure is enough."""


class OutcomeForm(PlainForm):
    outcome = words(_("What came of it?"), required=True, error_messages={"required": _("Say what came of it.")})
    lcs_ref = forms.CharField(label=_("Their reference, if they gave one"), max_length=60, required=False)


class SharingForm(PlainForm):
    """Whether someone else was told; what Kith asks for is the reason, and never a consent."""

    sometimes = frozenset({"more_detrimental_reason"})

    outcome = forms.ChoiceField(label=_("What was decided?"), choices=SharingDecision.Outcome, widget=forms.RadioSelect)
    with_whom = forms.CharField(label=_("With whom?"), max_length=200)
    what = words(_("What?"), rows=2, required=True)
    why = words(_("Why?"), rows=2, required=True)
    basis = forms.ChoiceField(
        label=_("On what ground?"), choices=[(one, one.label) for one in FOR_SAFETY], widget=forms.RadioSelect
    )
    told_subject = forms.ChoiceField(
        label=_("Do those it is about know?"), choices=SharingDecision.ToldSubject, widget=forms.RadioSelect
    )
    more_detrimental_reason = words(
        _("Why would sharing it do more harm than good?"), rows=2, help_text=_("Only if it was not shared.")
    )

    def clean(self) -> dict[str, Any]:
        """What is not shared says why (domain.md §8.4)."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == SharingDecision.Outcome.NOT_SHARED and not cleaned.get("more_detrimental_reason"):
            self.add_error("more_detrimental_reason", _("Say why sharing it would do more harm than good."))
        return cleaned
