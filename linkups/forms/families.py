"""Forms about a family: its card, its way to sharing, its checks, the cards that it is offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from accounts.writing import PlainForm, to_choose
from families.forms.pictures import PictureForm
from families.forms.versions import VersionedForm
from families.models import CARD_SECTIONS, Person
from linkups.forms.parts import DayField, LinesField, PeoplePicker
from linkups.models import FamilyCard, SafetyCheck, TrainingAttendance, TrainingEvent


class CardForm(VersionedForm):
    """What a family says of itself. `sections` and `prompts` are those of its place, `themes` what people there go through."""

    row_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    headline = forms.CharField(
        label=CARD_SECTIONS["headline"],
        max_length=80,
        help_text=_("First names at most, such as: Bea, Ravi and two boys."),
    )
    our_story = forms.CharField(
        label=CARD_SECTIONS["our_story"],
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": 600}),
    )
    good_at = LinesField(
        label=CARD_SECTIONS["good_at"], most=5, longest=80, help_text=_("One on each line, up to five.")
    )
    tough_times = forms.MultipleChoiceField(
        label=CARD_SECTIONS["tough_times"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fun_facts = forms.CharField(label=CARD_SECTIONS["fun_facts"], max_length=200, required=False)
    availability = LinesField(label=CARD_SECTIONS["availability"], most=6, longest=80, help_text=_("One on each line."))
    languages = LinesField(label=CARD_SECTIONS["languages"], most=10, longest=60, help_text=_("One on each line."))
    area_label = forms.CharField(
        label=CARD_SECTIONS["area_label"],
        max_length=60,
        required=False,
        help_text=_("A part of town. Never an address, and never how far."),
    )

    def __init__(
        self,
        *args: Any,
        themes: Mapping[str, str],
        sections: Mapping[str, Any] = CARD_SECTIONS,
        prompts: Mapping[str, str] = {},
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tough_times"].choices = list(themes.items())  # type: ignore[attr-defined]
        for name in FamilyCard.TEXT:
            if name not in sections and not self.initial.get(name):  # what the card says already can still be changed
                del self.fields[name]
                continue
            field = self.fields[name]
            field.label = sections.get(name, field.label)
            field.help_text = (
                format_lazy("{} {}", prompts[name], field.help_text) if name in prompts else field.help_text
            )

    @classmethod
    def of(cls, card: FamilyCard | None) -> dict[str, Any]:
        """The initial values: what the card says now."""
        if card is None:
            return {"row_version": 0}
        return {"row_version": card.row_version, **{field: getattr(card, field) for field in FamilyCard.TEXT}}


class CardPhotoForm(PictureForm):
    photo_alt = forms.CharField(
        label=_("What can be seen in it?"),
        max_length=300,
        help_text=_("For who can’t see it. No surname, no address, no school: they are not in the picture either."),
    )


class ApproveForm(PlainForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who says yes to it?"), widget=PeoplePicker, empty_label=None
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class BeginProfileForm(PlainForm):
    max_linkups = forms.TypedChoiceField(
        label=_("How many families at one time, at most?"),
        choices=[(number, str(number)) for number in range(1, 5)],
        coerce=int,
        widget=forms.RadioSelect,
    )


class TrainedForm(PlainForm):
    trained_on = DayField(label=_("When was the whole family ready to share, children too?"))


class TrainingForm(PlainForm):
    """Who took part, in which training: one of the last, or a new one by its name."""

    event = forms.ModelChoiceField(
        TrainingEvent.objects.none(),
        label=_("Which training?"),
        required=False,
        empty_label=_("A new one"),
    )
    name = forms.CharField(
        label=_("What was the new one?"),
        max_length=120,
        required=False,
        help_text=_("Such as: Spring camp. No names of people."),
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who of the family?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who took part.")},
    )
    how = forms.ChoiceField(
        label=_("Were they there?"),
        choices=TrainingAttendance.How,
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("On which day?"))

    def __init__(self, *args: Any, people: QuerySet[Person], events: QuerySet[TrainingEvent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["event"].queryset = events  # type: ignore[attr-defined]


class ReadyForm(BeginProfileForm):
    ready_on = DayField(label=_("Ready since"))


class RestForm(PlainForm):
    rest_until = DayField(
        label=_("Until when?"),
        required=False,
        starts_today=False,
        help_text=_("Leave this empty if they don’t know yet."),
    )


class CheckForm(PlainForm):
    sometimes = frozenset({"issued_on", "renew_by"})
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Who?"), widget=PeoplePicker, empty_label=None)
    kind = forms.ChoiceField(label=_("Which check?"), choices=to_choose(SafetyCheck.Kind.choices))
    outcome = forms.ChoiceField(label=_("Outcome"), choices=SafetyCheck.Outcome, widget=forms.RadioSelect)
    issued_on = DayField(label=_("When was it done?"), required=False, starts_today=False)
    renew_by = DayField(label=_("Renew by"), required=False, starts_today=False)
    reference_no = forms.CharField(
        label=_("Reference number"),
        max_length=60,
        required=False,
        help_text=_("The number only: what a certificate says is not kept."),
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class CardPicker(forms.CheckboxSelectMultiple):
    """The cards' own boxes are drawn by the page, beside what each card says."""


class OfferForm(PlainForm):
    cards = forms.ModelMultipleChoiceField(
        FamilyCard.objects.none(),
        label=_("Which cards do you want to look at together?"),
        widget=CardPicker,
        error_messages={"required": _("Choose at least one card.")},
    )

    def __init__(self, *args: Any, cards: Iterable[FamilyCard], user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [card.pk for card in cards]
        self.fields["cards"].queryset = FamilyCard.objects.visible_to(user).filter(pk__in=shown)  # type: ignore[attr-defined]


class WantedForm(PlainForm):
    """What the family asked for: by it cards are taken away, and none is ranked."""

    theme = forms.ChoiceField(label=_("What have they been through?"), required=False)
    language = forms.CharField(label=_("Which language?"), max_length=60, required=False)
    day = forms.CharField(
        label=_("Which day?"), max_length=40, required=False, help_text=_("As families write it, such as: Sunday.")
    )
    locality = forms.ModelChoiceField(
        Locality.objects.none(), label=_("Where?"), required=False, empty_label=_("Anywhere")
    )

    def __init__(
        self, *args: Any, places: QuerySet[Locality], themes: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = places  # type: ignore[attr-defined]
        self.fields["theme"].choices = [("", _("Anything")), *themes]  # type: ignore[attr-defined]
