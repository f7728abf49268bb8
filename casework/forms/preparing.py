"""What is written while a family meeting is prepared (domain.md §2.3, §2.10, §2.11)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import OnePicker, day, words
from casework.models import AdvocateOffer, CapacityView, PracticalThing, PrepVisit
from families.forms.versions import VersionedForm
from families.models import Person


def _who(label: Any) -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        Person.objects.none(),
        label=label,
        widget=OnePicker,
        empty_label=None,
        error_messages={"required": _("Say who.")},
    )


def _line(label: Any, *, most: int = 200, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(), **{"required": False} | options)


class BaselineForm(VersionedForm):
    sometimes = frozenset({"resources"})
    held_on = day(_("When did you meet?"))
    who_was_there = _line(_("Who was there?"), most=500, required=True)
    aim = words(
        _("What is the meeting for?"), required=True, help_text=_("In words that the family can read. It does.")
    )
    resources = words(
        _("What can be offered to the family?"),
        help_text=_("Time, places, help, money: what is there to plan with. The family reads it."),
    )


class VisitFields(PlainForm):
    state = forms.ChoiceField(label=_("How does it stand?"), choices=PrepVisit.State, widget=forms.RadioSelect)
    planned_for = day(_("Planned for"), required=False)
    on = day(_("When was it?"), required=False)
    place_kind = forms.ChoiceField(
        label=_("Where?"),
        choices=[("", _("Not known yet")), *PrepVisit.PlaceKind.choices],
        required=False,
        help_text=_("Ask where they would like it."),
    )
    who_else = _line(_("Who came along, if they wanted someone?"))
    wants = words(
        _("What do they want from the meeting?"), help_text=_("In their words. They read it too, and no relative does.")
    )
    worries = words(_("What are they worried about?"))
    needs = words(_("What do they need, to take part?"))


SOMETIMES = frozenset({"planned_for", "on", "place_kind", "who_else", "wants", "worries", "needs"})


class VisitForm(VisitFields):
    sometimes = SOMETIMES
    field_order = ("person",)
    person = _who(_("Who?"))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class VisitChangeForm(VisitFields, VersionedForm):
    sometimes = SOMETIMES


class SideForm(PlainForm):
    on = day(_("When?"))
    what = words(
        _("What was tried, or why not?"),
        required=True,
        help_text=_(
            "Whom you rang, whom you asked for a number. Or who asked that they are not looked for, and why that is right."
        ),
    )


class PracticalFields(PlainForm):
    kind = forms.ChoiceField(label=_("What is it about?"), choices=PracticalThing.Kind, widget=forms.RadioSelect)
    what = _line(
        _("What exactly?"), most=500, required=True, error_messages={"required": _("Say what exactly is wanted.")}
    )
    who = _line(_("Who sees to it?"))
    by_when = day(_("By when?"), required=False)
    state = forms.ChoiceField(label=_("How does it stand?"), choices=PracticalThing.State, widget=forms.RadioSelect)


class PracticalForm(PracticalFields):
    sometimes = frozenset({"who", "by_when"})


class PracticalChangeForm(PracticalFields, VersionedForm):
    sometimes = frozenset({"who", "by_when"})


class AdvocateFields(PlainForm):
    offered_on = day(_("When was it offered?"))
    answer = forms.ChoiceField(label=_("What did they say?"), choices=AdvocateOffer.Answer, widget=forms.RadioSelect)
    advocate = _line(_("Who speaks for them?"), help_text=_("Once they said yes."))


class AdvocateForm(AdvocateFields):
    sometimes = frozenset({"advocate"})
    field_order = ("person",)
    person = _who(_("To whom?"))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class AdvocateAnswerForm(AdvocateFields, VersionedForm):
    sometimes = frozenset({"advocate"})


class CapacityForm(PlainForm):
    sometimes = frozenset({"best_interests"})
    person = _who(_("Whose decision is it?"))
    decision = _line(
        _("Which decision?"),
        most=500,
        required=True,
        help_text=_("One decision, such as: whether to live with their sister."),
    )
    looked_on = day(_("When did someone look?"))
    who_looked = _line(_("Who looked?"), required=True)
    help_given = words(_("What was done to help them decide?"), required=True, max_length=1_000)
    outcome = forms.ChoiceField(label=_("What was found?"), choices=CapacityView.Outcome, widget=forms.RadioSelect)
    best_interests = words(
        _("If not: who decides in their best interests, who was asked, and what did they want themselves?"),
        max_length=2_000,
        help_text=_("They read this, and all that stands here. No relative does."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
