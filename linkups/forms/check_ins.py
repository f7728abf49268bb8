"""How is it going? For grown-ups, for children, and on the coach’s phone; and how a call went (domain.md §1.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm
from families.models import CHECKIN_QUESTIONS
from linkups.forms.parts import FaceField, MarkField, Scale
from linkups.models import CallBack, LinkUpCheckIn

WORDS_AT_MOST = 2_000


class CheckInForm(PlainForm):
    """Three questions in our own words; the first can be answered with “rather not say”, the others left out."""

    things = forms.ChoiceField(
        label=CHECKIN_QUESTIONS["things"],
        choices=LinkUpCheckIn.Things,
        widget=forms.RadioSelect,
    )
    getting_on = MarkField(
        label=CHECKIN_QUESTIONS["getting_on"],
        marks=[(mark, str(mark)) for mark in range(11)],
        widget=Scale(attrs={"low": _("0 not at all"), "high": _("10 very well")}),
    )
    after_meeting = FaceField(label=CHECKIN_QUESTIONS["after_meeting"])
    asked_as = ""
    """What the keys of the questions end in, for whom this form is."""

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        """`words`: those of the place in which it was asked; the others are the usual ones."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if said := words.get(f"{name}{self.asked_as}") or CHECKIN_QUESTIONS.get(f"{name}{self.asked_as}"):
                field.label = said


class OwnCheckInForm(CheckInForm):
    """By whoever was asked, on their own: two questions more, which no coach reads."""

    words = forms.CharField(
        label=CHECKIN_QUESTIONS["words"],
        help_text=_(
            "Your coach never sees this, or that you wrote it. Whoever supervises coaches reads it, and rings you."
        ),
        required=False,
        max_length=WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wants_call = forms.BooleanField(
        label=_("I would like someone other than my coach to ring me"),
        help_text=_("Within two working days."),
        required=False,
    )
    whom = forms.ChoiceField(
        label=_("Who would you like to hear from?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("If someone rings. None of them coaches you or the other family."),
    )

    def __init__(self, *args: Any, may_ring: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(str(user.pk), user.name) for user in may_ring]
        self.fields["whom"].choices = [("", _("Whoever can ring first")), *found]  # type: ignore[attr-defined]
        if len(found) < 2:
            del self.fields["whom"]


class ChildCheckInForm(OwnCheckInForm):
    """For who is 5 to 15: faces and short words; nothing from 0 to 10."""

    asked_as = "_child"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["getting_on"]
        self.fields["words"].help_text = _("Your coach can’t see it. A grown-up reads it whose job is to listen.")
        self.fields["wants_call"].label = _("I want that grown-up to talk with me")
        self.fields["wants_call"].help_text = ""
        if "whom" in self.fields:
            self.fields["whom"].label = _("Which grown-up would you like best?")
            self.fields["whom"].help_text = ""


class CallForm(PlainForm):
    """How a call went."""

    outcome = forms.ChoiceField(label=_("How did it go?"), choices=CallBack.Outcome, widget=forms.RadioSelect)
    what_happened = forms.CharField(
        label=_("What is worth remembering?"),
        help_text=_("Only you read this, and whoever the call went to when it was late. Their coach does not."),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
