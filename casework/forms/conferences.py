"""The facts of each step of a conference; fields are named as the action's parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import OnePicker, PeoplePicker, bottom_lines_refused, day, words
from casework.models import Conference, ConferenceOffer
from families.forms.versions import VersionedForm
from families.models import Person, Practitioner

Offer = ConferenceOffer
PeopleToOffer = Sequence[tuple[Person, Sequence[Person]]]


def _offer(field: forms.Field, people: PeopleToOffer) -> None:
    """Offer these people; each choice names the children for whom they answer too."""
    field.choices = _offer_choices(people)  # type: ignore[attr-defined]
    field.people = {one for person, children in people for one in (person, *children)}  # type: ignore[attr-defined]


def _offer_choices(people: PeopleToOffer) -> list[tuple[str, Any]]:
    named = []
    for person, children in people:
        names = ", ".join(child.known_as for child in children)
        label = format_lazy(_("{name} (parental responsibility for {children})"), name=person, children=names)
        named.append((str(person.pk), label if children else str(person)))
    return named


class HowOfferedForm(PlainForm):
    """When and how a conference was offered."""

    sometimes = frozenset({"letter_on"})

    offered_on = day(_("When did you offer it?"))
    channel = forms.ChoiceField(
        label=_("How?"),
        choices=Offer.Channel,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how you offered it.")},
    )
    is_in_letter_before_proceedings = forms.BooleanField(
        label=_("The offer stands in the letter before proceedings"), required=False
    )
    letter_on = day(_("What day is on that letter?"), required=False)


class OfferForm(HowOfferedForm):
    about = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who is the meeting about?"),
        widget=PeoplePicker,
        error_messages={"required": _("Say whom the meeting is about.")},
    )
    setting = forms.ChoiceField(
        label=_("What kind of meeting?"),
        choices=Conference.Setting,
        widget=forms.RadioSelect,
    )
    offered_to = forms.MultipleChoiceField(
        label=_("Who did you offer it to?"),
        help_text=_("Everyone with parental responsibility is asked. For an adult’s own meeting, the adult."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say to whom you offered it.")},
    )
    review_of = forms.ModelChoiceField(
        Conference.objects.none(),
        label=_("Does it look back at an earlier meeting?"),
        required=False,
        empty_label=_("No"),
    )
    is_urgent = forms.BooleanField(label=_("It is urgent"), required=False)
    field_order = ["about", "setting", "offered_to"]

    def __init__(
        self,
        *args: Any,
        members: QuerySet[Person],
        offerable: PeopleToOffer,
        earlier: QuerySet[Conference],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offerable = {str(person.pk): person for person, _children in offerable}
        self.fields["about"].queryset = members  # type: ignore[attr-defined]
        _offer(self.fields["offered_to"], offerable)
        self.fields["review_of"].queryset = earlier  # type: ignore[attr-defined]
        self.fields["review_of"].label_from_instance = _held_on  # type: ignore[attr-defined]
        if not earlier:
            del self.fields["review_of"]

    def clean_offered_to(self) -> list[Person]:
        return [self.offerable[key] for key in self.cleaned_data["offered_to"]]


def _held_on(conference: Conference) -> Any:
    return format_lazy(_("The meeting of {day}"), day=f"{conference.held_on:%-d %B %Y}")


class OfferToForm(HowOfferedForm):
    person = forms.ChoiceField(
        label=_("Who did you offer it to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say to whom you offered it.")},
    )
    field_order = ["person"]

    def __init__(self, *args: Any, offerable: PeopleToOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offerable = {str(person.pk): person for person, _children in offerable}
        _offer(self.fields["person"], offerable)

    def clean_person(self) -> Person:
        return self.offerable[self.cleaned_data["person"]]


class OfferAnswerForm(VersionedForm):
    sometimes = frozenset({"responded_on"})
    response = forms.ChoiceField(
        label=_("What did they say?"),
        choices=Offer.Response,
        widget=forms.RadioSelect,
        help_text=_("Any answer is fine."),
    )
    responded_on = day(_("When did they answer?"), required=False, help_text=_("Leave empty if they have not."))


class OwnAnswerForm(PlainForm):
    """Yes, no, or not now: in one's own words, and as the offer keeps them."""

    response = forms.TypedChoiceField(
        label=_("Would you like this meeting?"),
        choices=[
            (Offer.Response.ACCEPTED, _("Yes")),
            (Offer.Response.DECLINED, _("No, thank you")),
            (Offer.Response.WAITING, _("Not now, I am still thinking")),
        ],
        coerce=Offer.Response,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes, no or not now.")},
    )


class ReferForm(PlainForm):
    sometimes = frozenset({"why_competent", "is_what_must_be_so"})
    consent_from = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who agreed to the meeting?"),
        help_text=_("Someone with parental responsibility, or the young person or adult it is about."),
        widget=OnePicker,
        empty_label=None,
        error_messages={"required": _("Say who agreed to the meeting.")},
    )
    consent_on = day(_("When did they agree?"))
    why_competent = words(
        _("If it is a young person: why can they decide this for themselves?"),
        help_text=_("How you know that they understand what the meeting is and what may follow."),
        rows=2,
    )
    is_child_view_sought = forms.BooleanField(
        label=_("I asked the child, or the person it is about, how they see it"),
        error_messages={"required": _("Ask the child, or the person it is about, how they see it first.")},
    )
    child_view_words = words(_("In their own words"), rows=2)
    why_now = words(_("Why now?"), required=True, error_messages={"required": _("Say why now.")})
    going_well = words(
        _("What is known and going well?"),
        help_text=_("What the family does well, and who helps. The family reads this first."),
    )
    questions = words(
        _("What does the family need to work out?"),
        help_text=_("The family reads this before they meet. One to a line."),
    )
    bottom_lines = words(
        _("What has to be in the plan for everyone to be safe?"),
        help_text=_("What must be so, not what they must do. The family reads this before they meet. One to a line."),
    )
    is_what_must_be_so = forms.BooleanField(
        label=_("Each line says what must be so. How it gets to be so is the family’s to decide."), required=False
    )
    dates_to_know = words(_("Dates to keep in mind"), rows=2)
    coordinator_preference = words(_("What matters to the family in a coordinator?"), rows=2)

    def __init__(self, *args: Any, consenting: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent_from"].queryset = consenting  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_sure = cleaned.pop("is_what_must_be_so", False)
        if refusal := bottom_lines_refused(cleaned.get("bottom_lines", ""), is_sure=is_sure):
            self.add_error("bottom_lines", refusal)
        return cleaned


class AcceptForm(PlainForm):
    accepted_on = day(_("Accepted on"))


class CoordinatorForm(VersionedForm):
    coordinator = forms.ModelChoiceField(
        Practitioner.objects.none(),
        label=_("Who coordinates it?"),
        help_text=_("Only people who are independent of the family are offered here."),
        widget=OnePicker,
        empty_label=None,
        error_messages={
            "required": _("Choose a coordinator."),
            "invalid_choice": _(
                "They can’t coordinate this conference: a coordinator is independent, and does not work with the family."
            ),
        },
    )

    def __init__(self, *args: Any, coordinators: QuerySet[Practitioner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = coordinators  # type: ignore[attr-defined]


class StopForm(PlainForm):
    reason = forms.ChoiceField(
        label=_("Why is it not going ahead?"),
        choices=Conference.WhyNot,
        widget=forms.RadioSelect,
        help_text=_("A family who would rather not is reason enough."),
        error_messages={"required": _("Say why it is not going ahead.")},
    )


class CloseForm(PlainForm):
    sometimes = frozenset({"reviewed_on", "no_review_reason"})
    reviewed_on = day(_("When did the family look back?"), required=False)
    no_review_reason = words(_("If they did not: why?"), rows=2)
