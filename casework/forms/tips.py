"""A line of the list of words, and a question of the bank, as an administrator writes them."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Locality
from accounts.writing import PlainForm, to_choose
from casework.models import LanguageTip, Question
from families.forms.versions import ChangeForm


class LinesField(django_forms.CharField):
    """Several short texts, one on each line."""

    def __init__(self, *, longest: int, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=django_forms.Textarea(attrs={"rows": rows}), max_length=4_000, **options)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if any(len(line) > self.longest for line in lines):
            raise ValidationError(
                _("One of these lines is too long: %(most)d characters at most.") % {"most": self.longest}
            )
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        said = [line.strip() for line in str(data or "").splitlines() if line.strip()]
        return said != list(initial or [])


class PlaceForm(PlainForm):
    """Something that holds everywhere, or in one place of the organisation."""

    locality = django_forms.ModelChoiceField(
        Locality.objects.none(), label=_("Where"), required=False, empty_label=_("Everywhere here")
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = places  # type: ignore[attr-defined]


class TipForm(PlaceForm):
    """A word, how it is written, and what is better (domain.md §3.7)."""

    field_order = ("term", "forms", "not_in", "alternatives", "why", "level", "audience", "agreed_with", "locality")
    term = django_forms.CharField(label=_("Instead of"), max_length=200)
    forms = LinesField(
        label=_("All the ways in which it is written"),
        longest=80,
        help_text=_("One on each line. Capitals don’t matter."),
    )
    not_in = LinesField(
        label=_("But not in"),
        longest=80,
        required=False,
        help_text=_("Where it means something else, such as “just in case”."),
    )
    alternatives = LinesField(label=_("Try"), longest=200, help_text=_("One on each line."))
    why = django_forms.CharField(label=_("Why?"), max_length=200)
    level = django_forms.ChoiceField(label=_("How strongly?"), choices=to_choose(LanguageTip.Level.choices))
    audience = django_forms.ChoiceField(label=_("When?"), choices=LanguageTip.Audience.choices)
    agreed_with = LinesField(
        label=_("With whom was it agreed?"),
        longest=200,
        help_text=_("The young people’s group, a parents’ group: these words are theirs. One on each line."),
    )


class TipChangeForm(TipForm, ChangeForm):
    """The same, of a line that is there."""

    is_active = django_forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, tip: LanguageTip, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forms"].required = tip.finds == LanguageTip.Finds.WORDS


class QuestionForm(PlaceForm):
    """A question that helps someone to tell (domain.md §3.4)."""

    field_order = ("text", "kind", "min_age", "locality")
    text = django_forms.CharField(
        label=_("The question"), max_length=400, widget=django_forms.Textarea(attrs={"rows": 3})
    )
    kind = django_forms.ChoiceField(label=_("What is it for?"), choices=to_choose(Question.Kind.choices))
    min_age = django_forms.IntegerField(label=_("From which age?"), required=False, min_value=0, max_value=120)


class QuestionChangeForm(QuestionForm, ChangeForm):
    """The same, of one that is there."""

    is_active = django_forms.BooleanField(label=_("In use"), required=False)
