"""Letting someone help, and a child's own say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from database import clock
from families.forms.fields import DayField, WritingForm
from families.models import Agreement, HelperAccess, Person


def _helper_words(helper: User) -> str:
    """By name; of an advocate, for whom they work too."""
    advocate = getattr(helper, "advocate", None)
    return (
        _now("%(name)s, advocate, %(body)s") % {"name": helper.name, "body": advocate.works_for}
        if advocate
        else helper.name
    )


class HelperForm(WritingForm):
    """Who may help, with what, and for how long. They read; and write someone's own plan with them, if they say so."""

    sometimes = frozenset({"can"})

    helper = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who may help?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose who may help.")},
    )
    scope = forms.ChoiceField(
        label=_("What may they read with you?"),
        choices=HelperAccess.Scope,
        widget=forms.RadioSelect,
    )
    can = forms.ChoiceField(
        label=_("What may they do?"),
        choices=HelperAccess.Can,
        initial=HelperAccess.Can.READ,
        required=False,
        widget=forms.RadioSelect,
    )
    until = DayField(
        label=_("Until which day?"),
        help_text=_("Twelve months at most. You can take it back at any time, and it ends at once."),
        required=True,
    )

    def __init__(self, *args: Any, helpers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["helper"].queryset = helpers  # type: ignore[attr-defined]
        self.fields["helper"].label_from_instance = _helper_words  # type: ignore[attr-defined]

    def clean_can(self) -> str:
        """To read is the least that anyone is let."""
        return self.cleaned_data["can"] or HelperAccess.Can.READ

    def clean_until(self) -> date:
        on: date = self.cleaned_data["until"]
        if on <= clock.today():
            raise ValidationError(_("Give a day that is still to come."))
        return on


class HelperOnBehalfForm(HelperForm):
    """The same, written down by someone who works with them: how they said so."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].label = _("What may they read together?")
        self.fields["can"].choices = [  # type: ignore[attr-defined]
            (HelperAccess.Can.READ, _("Read it with them")),
            (HelperAccess.Can.WRITE_FOR_ME, _("Read it with them, and help them write their own plan")),
        ]
        self.fields["until"].help_text = _("Twelve months at most. It can be taken back at any time, and ends at once.")

    given_how = forms.ChoiceField(
        label=_("How did they say so?"),
        choices=[choice for choice in Agreement.GivenHow.choices if choice[0] != Agreement.GivenHow.ONLINE],
        widget=forms.RadioSelect,
    )


class OwnSayForm(WritingForm):
    sometimes = frozenset({"holder"})
    holder = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who is not to read for them?"),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label=_("Anyone who holds parental responsibility"),
    )
    why_competent = forms.CharField(
        label=_("How do you know that they understand?"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What they said, and how they weighed it. It is about understanding, not about a birthday."),
    )

    def __init__(self, *args: Any, holders: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]
