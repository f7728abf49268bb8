"""Who may see whom, whom one knows, and what people agreed to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import to_choose
from database import clock
from families.forms.fields import DayField, PeopleRadios, WritingForm
from families.models import AccessBlock, Agreement, DeclaredInterest, Family, Person, Restriction


class ReviewedForm(WritingForm):
    """Something that is looked at again."""

    review_on = DayField(
        label=_("When will you look at this again?"), help_text=_("Within twelve months."), required=True
    )

    def clean_review_on(self) -> date:
        on: date = self.cleaned_data["review_on"]
        if on <= clock.today():
            raise ValidationError(_("Give a day that is still to come."))
        return on


class BlockForm(ReviewedForm):
    viewer = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("From whom?"),
        widget=PeopleRadios,
        empty_label=None,
        error_messages={"required": _("Say from whom.")},
    )
    ground = forms.ChoiceField(label=_("Why?"), choices=AccessBlock.Ground, widget=forms.RadioSelect)
    both_ways = forms.BooleanField(label=_("Keep the two from each other"), required=False, initial=True)
    field_order = ("viewer", "ground", "review_on", "both_ways")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["viewer"].queryset = people  # type: ignore[attr-defined]


class EndKeepingForm(WritingForm):
    """Why a block or a restriction is over."""

    ended_because = forms.CharField(
        label=_("Why is it over?"),
        max_length=400,
        help_text=_("Talk about it first with whom it keeps safe. Whoever reads this later sees what you write."),
    )


class RestrictionForm(ReviewedForm):
    ground = forms.ChoiceField(label=_("Why?"), choices=Restriction.Ground, widget=forms.RadioSelect)
    allowed = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Who else may see?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("You may. No one else who isn’t named here."),
    )
    is_secret = forms.BooleanField(
        label=_("That something is restricted is a secret too"), required=False, initial=True
    )
    field_order = ("ground", "allowed", "review_on", "is_secret")

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allowed"].queryset = colleagues  # type: ignore[attr-defined]


class InterestForm(WritingForm):
    kind = forms.ChoiceField(label=_("How do you know them?"), choices=DeclaredInterest.Kind, widget=forms.RadioSelect)
    family = forms.ModelChoiceField(
        Family.objects.none(),
        label=_("Do you know the whole family?"),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label=_("Only this person"),
        help_text=_("You will see nothing of them here from now on. Your manager can end it with you."),
    )

    def __init__(self, *args: Any, families: QuerySet[Family], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].queryset = families  # type: ignore[attr-defined]


class AgreementForm(WritingForm):
    """Only a yes that stands nowhere else: one that stood twice could be taken back here and hold there."""

    more = ("what_exactly", "given_by")
    to_what = forms.ChoiceField(
        label=_("To what did they say yes?"),
        choices=to_choose((to.value, to.label) for to in (Agreement.ToWhat.PHOTO, Agreement.ToWhat.OTHER)),
        help_text=_(
            "A yes to a family meeting stands with its offer, one to a link-up or a card on its own page, one to a helper under "
            "“Who reads for them or with them”, and one to being named as someone who can help with what they offer."
        ),
    )
    given_how = forms.ChoiceField(label=_("How?"), choices=Agreement.GivenHow, widget=forms.RadioSelect)
    given_on = DayField(label=_("When?"), help_text=_("Leave it empty for today."))
    what_exactly = forms.CharField(label=_("In words"), max_length=200, required=False)
    given_by = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who agreed for them?"),
        required=False,
        empty_label=_("They did themselves"),
        help_text=_("Only for a child: someone who holds parental responsibility."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_by"].queryset = people  # type: ignore[attr-defined]

    def clean_given_on(self) -> date:
        on: date = self.cleaned_data["given_on"] or clock.today()
        if on > clock.today():
            raise ValidationError(_("That day is still to come."))
        return on
