"""Fields and widgets that several forms of the link-ups share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from database import clock
from families.forms.fields import within_reach
from linkups.models import Face

RATHER_NOT = "rather_not"
RATHER_NOT_SAY = [(RATHER_NOT, _("Rather not say"))]
"""An answer like the others, with a value of its own, so that nothing is chosen before someone chooses it."""
NOT_SAID = ("", _("Not said"))


class Faces(forms.RadioSelect):
    template_name = "django/forms/widgets/faces.html"


class Scale(forms.RadioSelect):
    template_name = "django/forms/widgets/scale.html"


class PeoplePicker(forms.RadioSelect):
    template_name = "django/forms/widgets/people.html"


class DayField(forms.DateField):
    """A day, by the browser's own calendar; today unless said otherwise."""

    default_validators = [within_reach]

    def __init__(self, *, starts_today: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        if starts_today:
            kwargs.setdefault("initial", lambda: clock.today())  # noqa: PLW0108  (asked each time: tests move the clock)
        super().__init__(**kwargs)


def mark_or_none(value: str) -> int | None:
    """What was chosen of a scale; nothing for who would rather not say."""
    return None if value == RATHER_NOT else int(value)


class MarkField(forms.TypedChoiceField):
    """One of a few marks, or rather not; it may be left out as well."""

    def __init__(self, *, marks: Iterable[tuple[int, Any]], **kwargs: Any) -> None:
        choices = [*((str(value), words) for value, words in marks), *RATHER_NOT_SAY]
        super().__init__(choices=choices, coerce=mark_or_none, empty_value=None, required=False, **kwargs)


class FaceField(MarkField):
    """One of five faces, or rather not."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(marks=Face.choices, widget=Faces, **kwargs)


class WeeksField(forms.TypedChoiceField):
    """One of the lengths that families of a place agreed on; the form is told which."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("For how long?"), coerce=int, widget=forms.RadioSelect, **kwargs)


class LinesField(forms.CharField):
    """Several short things, one on each line."""

    def __init__(self, *, most: int, longest: int, **kwargs: Any) -> None:
        self.most, self.longest = most, longest
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > self.most:
            raise forms.ValidationError(_("Write up to %(most)s lines.") % {"most": self.most})
        if any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(
                _("Each line can have up to %(longest)s characters.") % {"longest": self.longest}
            )
        return lines
