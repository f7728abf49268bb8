"""That someone takes part in a family meeting another way: the least first, why, and how they are heard (domain.md §2.6)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import OnePicker, day, words
from casework.models import Exclusion
from families.models import Person

Extent, Ground = Exclusion.Extent, Exclusion.Ground


class ExclusionForm(PlainForm):
    sometimes = frozenset({"why_no_less", "how_views_come_in", "unsafe_to_ask_reason"})

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who?"),
        widget=OnePicker,
        empty_label=None,
        error_messages={"required": _("Say who.")},
    )
    extent = forms.ChoiceField(
        label=_("How do they take part?"),
        choices=Extent,
        widget=forms.RadioSelect,
        help_text=_("The least that keeps everyone safe. The first is the least."),
        error_messages={"required": _("Choose how they take part.")},
    )
    why_no_less = words(
        _("Why would something less not do?"), rows=2, help_text=_("Not asked for the first in the list.")
    )
    ground = forms.ChoiceField(
        label=_("Why?"),
        choices=Ground,
        widget=forms.RadioSelect,
        help_text=_(
            "Because of domestic abuse they are told neither when nor where, and find nothing of the meeting here."
        ),
        error_messages={"required": _("Choose why.")},
    )
    evidence_note = words(
        _("What do you know, and from whom?"),
        required=True,
        help_text=_("That a relative does not want them there is no reason by itself."),
        error_messages={"required": _("Say what you know, and from whom.")},
    )
    how_views_come_in = words(
        _("How is their view heard?"), rows=2, help_text=_("Who asks them, when, and who reads it out.")
    )
    unsafe_to_ask_reason = words(_("Or: why is it not safe to ask them?"), rows=2)
    review_on = day(_("When will you look at this again?"), help_text=_("Within twelve months."))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class AgreeForm(PlainForm):
    """To agree is enough."""


class ToldForm(PlainForm):
    told_on = day(_("When were they told?"))


class LookAgainForm(PlainForm):
    review_on = day(_("It still holds: look again on"), help_text=_("Within twelve months."))


class EndForm(PlainForm):
    ended_because = words(
        _("Why is it over?"),
        rows=2,
        max_length=400,
        required=True,
        error_messages={"required": _("Say why it is over.")},
    )
