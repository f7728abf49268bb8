"""A pregnancy that was lost or ended."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from families.forms.fields import DateParts, PartialDayField, WritingForm
from families.forms.versions import VersionedForm
from families.models import Precision, PregnancyLoss

WantsDrawn = PregnancyLoss.WantsDrawn


class PregnancyLossForm(WritingForm):
    """What it was, when as far as that is known, and whether the parent wants it drawn."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=PregnancyLoss.Kind, widget=forms.RadioSelect)
    happened_on = PartialDayField(
        label=_("When was it?"), help_text=_("As far as they want it written down: the year alone will do.")
    )
    wants_drawn = forms.ChoiceField(
        label=_("Do they want it drawn in the family tree?"),
        choices=[
            (WantsDrawn.NOT_ASKED, _("Not asked")),
            (WantsDrawn.NO, _("No")),
            (WantsDrawn.YES, _("Yes: everyone who sees them in the tree will see it")),
        ],
        initial=WantsDrawn.NOT_ASKED,
        widget=forms.RadioSelect,
        help_text=_(
            "Until they say yes only they, and who reads the whole record of their family, can know of it here:"
            " no one else of the family, and no other system."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Part the day from how well it is known."""
        cleaned = super().clean() or {}
        day, precision = cleaned.get("happened_on") or (None, Precision.DAY)
        return cleaned | {"happened_on": day, "precision": precision}


class ChangePregnancyLossForm(PregnancyLossForm, VersionedForm):
    """The same as it is known by now; or that it was a mistake."""

    is_mistake = forms.BooleanField(label=_("This was written down by mistake"), required=False)

    def __init__(self, *args: Any, loss: PregnancyLoss, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = loss.happened_on
        self.initial.update(
            kind=loss.kind,
            happened_on=DateParts().decompress((day, Precision(loss.precision))) if day else None,
            wants_drawn=loss.wants_drawn,
            row_version=loss.row_version,
        )
