"""A coach's session, a moment at a boundary, and asking again: named as their actions name them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm, to_choose
from linkups.forms.parts import DayField
from linkups.models import BoundaryMoment, CoachSession, FollowUp, LinkUpCheckIn


def _words(label: Any, most: int, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=most, widget=forms.Textarea(attrs={"rows": rows, "maxlength": most})
    )


class SessionForm(PlainForm):
    """Two taps; a sentence where there is one. The family that was there reads it."""

    with_whom = forms.ChoiceField(label=_("Whom did you meet?"), choices=CoachSession.With, widget=forms.RadioSelect)
    held_on = DayField(label=_("When?"))
    noticed = _words(_("What did you notice?"), 2_000)
    tried = _words(_("What did you try?"), 2_000)
    next_step = forms.CharField(label=_("What is the next small step?"), max_length=200, required=False)
    next_on = DayField(label=_("When do you meet next?"), required=False, starts_today=False)


class BoundaryMomentForm(PlainForm):
    kind = forms.ChoiceField(label=_("What was it about?"), choices=to_choose(BoundaryMoment.Kind.choices))
    noticed_on = DayField(label=_("When?"))
    what = forms.CharField(label=_("What happened, in a sentence?"), max_length=500)
    agreed = forms.CharField(label=_("What did you agree with them?"), max_length=500, required=False)


class FollowUpForm(PlainForm):
    state = forms.ChoiceField(
        label=_("Did you reach them?"),
        choices=[(one.value, one.label) for one in FollowUp.State if one != FollowUp.State.WAITING],
        widget=forms.RadioSelect,
        help_text=_("No answer is an answer too: it stays in the count."),
    )
    things = forms.ChoiceField(
        label=_("Since the end, are things better, the same, or worse?"),
        choices=LinkUpCheckIn.Things,
        widget=forms.RadioSelect,
        required=False,
    )
    said = _words(_("What did they say, in their words?"), 1_000)
