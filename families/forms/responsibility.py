"""Who holds parental responsibility, which is never derived."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import to_choose
from families.actions.relatives import NewCouncil
from families.forms.fields import NameField, PeriodForm
from families.forms.kinship import NEW_FIELDS, RelativeForm
from families.models import BY_A_COUNCIL, Agency, ParentalResponsibility

OF_A_COUNCIL = _("A council holds it by a care order or an emergency protection order: choose one of the two.")
OF_A_PERSON = _("By this order a council holds it: name the council, and nobody else.")


class ResponsibilityForm(RelativeForm, PeriodForm):
    """A legal fact with its evidence (domain.md §5.5): a person holds it, or a council by an order."""

    more = ("new_gender", "since", "until")
    field_order = (
        "relative",
        *NEW_FIELDS,
        "agency",
        "new_agency",
        "basis",
        "status",
        "evidence_seen",
        "since",
        "until",
    )
    sometimes = RelativeForm.sometimes | {"agency", "new_agency"}
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Or a council, by an order of a court"),
        required=False,
        empty_label=_("No council"),
        help_text=_("It shares parental responsibility with those who have it: nobody loses theirs by such an order."),
    )
    new_agency = NameField(label=_("Or another council: what is it called?"), required=False)
    basis = forms.ChoiceField(label=_("On what basis?"), choices=to_choose(ParentalResponsibility.Basis.choices))
    status = forms.ChoiceField(
        label=_("How sure is it?"),
        choices=ParentalResponsibility.Status,
        widget=forms.RadioSelect,
    )
    evidence_seen = forms.CharField(
        label=_("What did you see?"), max_length=200, required=False, help_text=_("The birth certificate, the order.")
    )

    def __init__(self, *args: Any, councils: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = councils  # type: ignore[attr-defined]
        if not councils:
            said = self.fields.pop("agency")
            self.fields["new_agency"].label = _("Or a council, by an order of a court: what is it called?")
            self.fields["new_agency"].help_text = said.help_text

    def clean(self) -> dict[str, Any]:
        """Who holds it and on what basis fit each other; the database holds the same (`responsibility_by_order_of_a_council`)."""
        cleaned = super().clean()
        is_council = isinstance(cleaned.get("relative"), Agency | NewCouncil)
        if cleaned.get("relative") and "basis" in cleaned and is_council != (cleaned["basis"] in BY_A_COUNCIL):
            self.add_error("basis", OF_A_COUNCIL if is_council else OF_A_PERSON)
        return cleaned

    def is_no_person(self, cleaned: dict[str, Any], *, is_named: bool) -> bool:
        """A council, and then nobody besides."""
        chosen, name = cleaned.pop("agency", None), cleaned.pop("new_agency", "")
        if not chosen and not name:
            return False
        if (chosen and name) or is_named:
            self.add_error(None, _("Say who holds it: one person or one council. Each is written down by itself."))
        cleaned["relative"] = chosen or NewCouncil(name)
        return True
