"""A place in someone's life."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from families.forms.fields import PartialDayField, PeriodAsKnownForm, known_day, take_up
from families.forms.versions import VersionedForm
from families.models import LifePlace

MOST_NAMES, LONGEST = 30, 200


class NamesField(forms.CharField):
    """Names as someone says them, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        names = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(names) > MOST_NAMES:
            raise ValidationError(_("%(most)d names at most.") % {"most": MOST_NAMES})
        for name in names:
            MaxLengthValidator(LONGEST, _("A name has %(limit_value)d characters at most."))(name)
        return names

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class LifePlaceForm(PeriodAsKnownForm):
    """What they call it, when they lived there, with whom, and what it was like. Only the first is needed."""

    more = ()
    field_order = ("place_label", "since", "until")

    place_label = forms.CharField(
        label=_("What do they call it?"),
        max_length=LONGEST,
        help_text=_("In their words: “Nan’s”, “the flat with the balcony”. No address."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    since = PartialDayField(label=_("Since when?"), help_text=_("As far as they know: the year alone will do."))
    until = PartialDayField(label=_("Until when?"), help_text=_("Only if it is over."))
    who_with = NamesField(
        label=_("Who lived there with them?"), help_text=_("As they call them, one a line. Pets too.")
    )
    good = forms.CharField(
        label=_("What was good there?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    hard = forms.CharField(
        label=_("What was hard?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    would_like_to_see_again = NamesField(
        label=_("Whom would they like to see again?"), help_text=_("One a line. A place can stand here too.")
    )


class NewLifePlaceForm(LifePlaceForm):
    """`begun`: what was written before and not saved."""

    def __init__(self, *args: Any, begun: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        take_up(self, begun)


class ChangeLifePlaceForm(LifePlaceForm, VersionedForm):
    """The same as it is known by now; or that it never was so."""

    is_mistake = forms.BooleanField(label=_("Take it out: this was written down by mistake"), required=False)

    def __init__(self, *args: Any, place: LifePlace, begun: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = ("place_label", "who_with", "good", "hard", "would_like_to_see_again", "row_version")
        self.initial.update(
            {name: getattr(place, name) for name in told},
            since=known_day(place.period.lower, place.since_precision),
            until=known_day(place.period.upper, place.until_precision),
        )
        take_up(self, begun)


class InMyWords(LifePlaceForm):
    """The same in the words of who writes it of themselves."""

    asked: Mapping[str, tuple[Any, Any]] = {
        "place_label": (_("What do you call it?"), _("“Nan’s”, “the flat with the balcony”. Leave out the address.")),
        "since": (_("Since when?"), _("The year alone will do. Leave it out if you don’t know.")),
        "until": (_("Until when?"), _("Only if you don’t live there any more.")),
        "who_with": (_("Who lived there with you?"), _("One name on each line. Pets too.")),
        "good": (_("What was good there?"), ""),
        "hard": (_("What was hard?"), ""),
        "would_like_to_see_again": (
            _("Who would you like to see again?"),
            _("One on each line. It can be a place too."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.asked.items():
            self.fields[name].label, self.fields[name].help_text = label, hint


class OurPlaceForm(InMyWords, NewLifePlaceForm):
    """A place of one's own."""


class ChangeOurPlaceForm(InMyWords, ChangeLifePlaceForm):
    """The same as one would say it now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_mistake"].label = _("Take it out: I don’t want it here any more")
