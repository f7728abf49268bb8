"""An enquiry, in five answers; and which one a family made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm, to_choose
from families.models import PlaceKind
from linkups.forms.parts import DayField
from linkups.models import FamilyEnquiry


class EnquiryForm(PlainForm):
    """No more than these: who they are beyond them is asked once they want to go on."""

    called = forms.CharField(label=_("What are they called?"), max_length=60, help_text=_("A first name is enough."))
    said_yes_to = forms.ChoiceField(
        label=_("What did they say yes to?"), choices=FamilyEnquiry.SaidYesTo, widget=forms.RadioSelect
    )
    safe_contact = forms.CharField(
        label=_("How are they reached safely?"),
        max_length=200,
        help_text=_("Ask them: which number or address, when, and who else sees it."),
    )
    met_on = DayField(label=_("When did you meet?"))
    place_kind = forms.ChoiceField(label=_("Where did you meet?"), choices=to_choose(PlaceKind.choices))


class EnquiryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of those that wait, told apart by who, where and when."""

    def label_from_instance(self, obj: Any) -> str:
        return (
            f"{obj.called} · {obj.get_place_kind_display()} · {date_format(obj.met_on, 'j F Y')} · {obj.safe_contact}"
        )


class TakeUpForm(PlainForm):
    enquiry = EnquiryField(
        FamilyEnquiry.objects.none(),
        label=_("Which enquiry was theirs?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Say which enquiry was theirs.")},
    )

    def __init__(self, *args: Any, waiting: QuerySet[FamilyEnquiry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enquiry"].queryset = waiting  # type: ignore[attr-defined]
