"""Beginning a safety map, and each thing that is written on one (domain.md §3.5)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.actions.scaling import WORDS
from casework.forms.fields import OnePicker, PeoplePicker, SharingForm, day
from casework.forms.fields import words as in_words
from casework.forms.scaling import ScaleForm
from casework.models import ScalingQuestion
from casework.queries.safety_maps import ASKS
from casework.queries.scaling import Scale
from database import clock
from families.forms.fields import WritingForm
from families.forms.versions import VersionedForm
from families.models import Person, ShareState

NEW = "new"
NOT_EMPTY = _("Write something first.")


class BeginForm(SharingForm):
    """Whom the map is about, who makes it, and who reads it."""

    sometimes = SharingForm.sometimes | {"made_with"}
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who is it about?"),
        widget=PeoplePicker,
        error_messages={"required": _("Tick at least one: whom is it about?")},
    )
    made_with = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who in the family makes it with you?"),
        widget=PeoplePicker,
        required=False,
    )
    happened_on = day(_("When did you begin it?"))
    field_order = ("people", "made_with", "happened_on")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["made_with"].queryset = people.all()  # type: ignore[attr-defined]
        self.fields["sharing"].choices = [  # type: ignore[attr-defined]
            (ShareState.State.SHARED, _("Those ticked above, and the team")),
            (ShareState.State.WITHHELD, _("The team only for now, and I say why")),
        ]
        self.initial.setdefault("happened_on", clock.today())


class ItemForm(WritingForm):
    """One thing in one part of a map."""

    part = forms.ChoiceField(
        label=_("Where does it belong?"),
        choices=[(part, part.label) for part in ASKS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it belongs.")},
    )
    text = in_words(_("In words"), rows=5, required=True, error_messages={"required": NOT_EMPTY})


class OwnItemForm(ItemForm):
    """The same, of someone of the family in their own words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("In your own words")


class ToldItemForm(ItemForm):
    """The same, written down by a worker: in whose words, where they are someone's own."""

    said_by = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Whose words are these?"),
        help_text=_("Choose someone when you write down what they said, as they said it."),
        widget=OnePicker,
        required=False,
        empty_label=None,
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_by"].queryset = people  # type: ignore[attr-defined]


class DangerForm(WritingForm):
    """What people are worried could happen, in four parts and in plain words."""

    who_is_worried = forms.CharField(
        label=_("Who is worried?"),
        max_length=200,
        help_text=_("By name: Nan, Ms Hall from school, and I."),
        error_messages={"required": _("Say who is worried.")},
    )
    worry = in_words(
        _("What are they worried could happen?"),
        required=True,
        help_text=_("Who could do what, when. What one could see, in the family’s own words where you can."),
        error_messages={"required": _("Say what they are worried could happen.")},
    )
    effect_on_child = in_words(
        _("What would that do to the child?"),
        required=True,
        error_messages={"required": _("Say what that would do to the child.")},
    )
    if_nothing_changes = in_words(
        _("What if nothing changes?"),
        required=True,
        error_messages={"required": _("Say what they think will happen if nothing changes.")},
    )


class GoalForm(WritingForm, VersionedForm):
    """How it will be when no one is worried about one danger."""

    words = in_words(
        _("How will it be when no one is worried?"),
        required=True,
        error_messages={"required": _("Say how it will be when no one is worried.")},
    )
    parents_will_be_seen = in_words(
        _("What will the parents be seen doing?"),
        required=True,
        help_text=_("What anyone who comes in would see, and not what they no longer do."),
        error_messages={"required": _("Say what the parents will be seen doing.")},
    )
    child_will_experience = in_words(
        _("What will it be like for the child?"),
        required=True,
        error_messages={"required": _("Say what it will be like for the child.")},
    )

    def clean_row_version(self) -> int:
        """Without one there was no goal to be seen."""
        return int(self.cleaned_data["row_version"] or 0)


class GoalScaleForm(ScaleForm):
    """The scale of a safety goal: one that the family has, or a new one in their words."""

    sometimes = ScaleForm.sometimes | {"child_zero", "child_ten"}
    scale = forms.ChoiceField(
        label=_("Which scale?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a scale, or begin a new one.")},
    )
    field_order = ("scale", *WORDS)

    def __init__(self, *args: Any, scales: list[Scale], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scales = {str(one.question.pk): one.question for one in scales}
        ends = _("{about}. 0: {low}. 10: {high}.")
        offered = [
            (key, format_lazy(ends, about=one.about, low=one.zero_means, high=one.ten_means))
            for key, one in self.scales.items()
        ]
        self.fields["scale"].choices = [*offered, (NEW, _("A new scale"))]  # type: ignore[attr-defined]
        if not offered:
            self.initial.setdefault("scale", NEW)
        self.fields["zero_means"].help_text = _("What people are worried about is certain to happen.")
        self.fields["ten_means"].help_text = _("Everyone is safe enough for us to stop meeting about it.")

    @property
    def new_is_open(self) -> bool:
        """Whether the words of a new one stand open: they are written, or were refused, or there is no other to choose."""
        return self["scale"].value() == NEW or self.is_filled_in or any(name in self.errors for name in WORDS)

    def clean(self) -> dict[str, Any]:
        """A new one says what it is about and both its ends; of one that they have, nothing is written anew."""
        cleaned = super().clean() or {}
        chosen = cleaned.get("scale")
        if chosen == NEW and not any(cleaned.get(name) for name in WORDS) and not self.errors:
            self.add_error("about", _("Say what the scale is about, and what its two ends are."))
        if chosen and chosen != NEW and any(cleaned.get(name) for name in WORDS):
            self.add_error("scale", _("You wrote a new scale below. Choose “A new scale”, or empty it."))
        return cleaned

    def chosen(self) -> dict[str, ScalingQuestion | dict[str, str] | None]:
        """As the action takes it."""
        said = self.cleaned_data
        if said["scale"] == NEW:
            return {"scale": None, "words": {name: said[name] for name in WORDS}}
        return {"scale": self.scales[said["scale"]], "words": None}


class DisagreementForm(WritingForm):
    """“We see it differently”, by themselves."""

    words = in_words(
        _("How do you see it?"),
        rows=6,
        required=True,
        help_text=_("In your own words, as long or as short as you like."),
        error_messages={"required": _("Say how you see it, in your own words.")},
    )


class ToldDisagreementForm(DisagreementForm):
    """The same, as it was told to a worker."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who sees it differently?"),
        widget=OnePicker,
        empty_label=None,
        error_messages={"required": _("Choose who sees it differently.")},
    )
    field_order = ("person", "words")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["words"].label = _("How do they see it?")
        self.fields["words"].help_text = _("As they told you, in their own words.")
        self.fields["words"].error_messages["required"] = _("Say how they see it, in their own words.")
