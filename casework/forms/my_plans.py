"""Someone's own plan, a few questions to a screen; nothing has to be answered but that something stands there (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from casework.forms.confidence import ReadersForm
from casework.forms.fields import words
from casework.models import MyPlanVersion, ReadBy
from casework.queries.my_plans import MOST_HOPES, MayRead
from families.forms.versions import ChangeForm

SPARE_HOPES, FEWEST_HOPES = 2, 3


def _what_matters() -> forms.CharField:
    return words(
        _("What matters to me"),
        rows=4,
        help_text=_(
            "People, places, things you love, how you want to be spoken to: whatever you want someone to know first."
        ),
    )


def _good_day() -> forms.CharField:
    return words(_("What is a good day like?"), rows=4)


def _bad_day() -> forms.CharField:
    return words(_("What is a bad day like?"), rows=4)


class PlanReadersForm(ReadersForm):
    """Who reads one's plan; nothing is chosen before one chooses it."""

    needs_someone = False
    read_by = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=ReadBy,
        widget=forms.RadioSelect,
        help_text=_("You can change this at any time."),
        error_messages={"required": _("Choose who may read it.")},
    )
    field_order: Any = ("read_by", "workers", "advocates", "people")
    ticked = ("workers", "advocates", "people")
    """The lists of those who may be ticked, which stand below the choice of them."""

    def __init__(self, *args: Any, may_read: MayRead, **kwargs: Any) -> None:
        people = {"workers": may_read.workers, "advocates": may_read.advocates, "people": may_read.people}
        super().__init__(*args, **people, **kwargs)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        """Whom one ticked counts where one chose that only they read it."""
        cleaned = super().clean()
        if cleaned.get("read_by") != ReadBy.CHOSEN:
            cleaned["readers"] = []
        elif not cleaned["readers"]:
            first = next((name for name in self.ticked if name in self.fields), "read_by")
            self.add_error(first, _("Tick who may read it, or choose “Only me”."))
        return cleaned


class BeginPlanForm(PlanReadersForm):
    """The first things that a plan says, and who reads it."""

    what_matters = _what_matters()
    good_day = _good_day()
    bad_day = _bad_day()
    sometimes = ReadersForm.sometimes | {"what_matters", "good_day", "bad_day"}
    field_order = ("what_matters", "good_day", "bad_day", "read_by", "workers", "advocates", "people")


class DaysForm(ChangeForm):
    sometimes = frozenset({"what_matters", "good_day", "bad_day"})
    what_matters = _what_matters()
    good_day = _good_day()
    bad_day = _bad_day()


class PeopleForm(ChangeForm):
    sometimes = frozenset({"people", "what_helps", "what_doesnt"})
    people = words(_("Who is there for me?"), rows=3)
    what_helps = words(_("What helps?"), rows=4)
    what_doesnt = words(_("What doesn’t help?"), rows=4)


class MoreForm(ChangeForm):
    sometimes = frozenset({"money", "helped_by"})
    money = words(_("What about money?"), rows=3, help_text=_("Only if you want to say something about it."))
    helped_by = forms.ChoiceField(
        label=_("Who helped me with it?"),
        choices=[*MyPlanVersion.HelpedBy.choices, ("", _("I would rather not say"))],
        widget=forms.RadioSelect,
        required=False,
    )


class HopesForm(ChangeForm):
    """One's hopes, each in a box of its own, with room for a few more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = [name for name, text in self.initial.items() if name.startswith("hope_") and text]
        highest = max((int(name.removeprefix("hope_")) for name in written), default=0)
        boxes = min(max(highest + SPARE_HOPES, FEWEST_HOPES), MOST_HOPES)
        if self.is_bound:  # as many as there were on the page that was sent
            sent = sum(f"hope_{number}" in self.data for number in range(1, MOST_HOPES + 1))
            boxes = max(boxes, sent)
        for number in range(1, boxes + 1):
            label = format_lazy(_("Hope {number}"), number=number)
            self.fields[f"hope_{number}"] = words(label, rows=2, max_length=400)
        self.sometimes = frozenset(self.fields)  # type: ignore[misc]

    def clean(self) -> dict[str, Any]:
        """All of them, in their order."""
        cleaned = super().clean() or {}
        cleaned["hopes"] = [cleaned.pop(name) for name in [*cleaned] if name.startswith("hope_")]
        return cleaned


def hopes_as_boxes(hopes: Sequence[Any]) -> dict[str, str]:
    """Hopes as their form begins with them."""
    return {f"hope_{number}": hope.words for number, hope in enumerate(hopes, start=1)}
