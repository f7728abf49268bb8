"""Fields that several forms of conferences use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.bottom_lines import AT_MOST, lines_of, said_as_solutions
from families.actions.records import Sharing
from families.forms.fields import within_reach
from families.models import Person, ShareState


class PeoplePicker(forms.CheckboxSelectMultiple):
    template_name = "django/forms/widgets/people.html"


class OnePicker(forms.RadioSelect):
    template_name = "django/forms/widgets/people.html"


def words(label: Any, *, rows: int = 3, **options: Any) -> forms.CharField:
    """A few sentences; optional unless said."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, **{"max_length": 4_000, "required": False} | options)


def day(label: Any, **options: Any) -> forms.DateField:
    """A day, by the browser's own picker."""
    widget = forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **{"validators": [within_reach]} | options)


def moment(label: Any, **options: Any) -> forms.SplitDateTimeField:
    """A day and a time."""
    day_attrs: dict[str, Any] = {"type": "date", "class": "govuk-input--width-10", "aria-label": _("Day")}
    time_attrs: dict[str, Any] = {"type": "time", "class": "govuk-input--width-5", "aria-label": _("Time")}
    widget = forms.SplitDateTimeWidget(
        date_attrs=day_attrs,
        time_attrs=time_attrs,
        date_format="%Y-%m-%d",
        time_format="%H:%M",
    )
    errors = {
        "invalid_date": _("That is not a day in the calendar: write it as 27/3/2026."),
        "invalid_time": _("That is not a time: write it as 17:30."),
    }
    options.setdefault("validators", [within_reach])
    return forms.SplitDateTimeField(
        label=label, widget=widget, **options | {"error_messages": errors | options.get("error_messages", {})}
    )


def bottom_lines_refused(text: str, *, is_sure: bool) -> str:
    """Why what has to be in the plan can't stand as it is written; nothing where it can (domain.md §2.5)."""
    if len(lines_of(text)) > AT_MOST:
        return str(_("Five lines at most: with more of them the family has little left to decide."))
    if not is_sure and (found := said_as_solutions(text)):
        asked = _(
            "“%(line)s” seems to say what someone must do. Say what must be so, and leave it to the family how. "
            "If it does say what must be so, tick the box below."
        )
        return str(asked % {"line": found[0]})
    return ""


class OneOfField(forms.ChoiceField):
    """One of a few things of different kinds, by a key such as `person:…`; the cleaned value is the thing itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.things: Mapping[str, Any] = {}

    def offer(self, groups: Sequence[tuple[Any, Sequence[Any]]], *, empty: Any) -> None:
        """Offer these things, in their groups."""
        self.things = {key_of(thing): thing for _label, things in groups for thing in things}
        listed = [(label, [(key_of(thing), str(thing)) for thing in things]) for label, things in groups if things]
        self.choices = [("", empty), *listed]

    @property
    def people(self) -> list[Person]:
        """The people among them."""
        return [thing for thing in self.things.values() if isinstance(thing, Person)]

    def clean(self, value: Any) -> Any:
        return self.things.get(super().clean(value))


def key_of(thing: Any) -> str:
    """How a form names a person, a practitioner or an agency."""
    return f"{thing._meta.model_name}:{thing.pk}"


class SharingForm(PlainForm):
    """How a record is shared with the people it is about; at once, unless someone says why not (domain.md §8.2)."""

    sometimes = frozenset({"sharing", "reason", "review_on"})
    sharing = forms.ChoiceField(
        label=_("Who can read this?"),
        choices=[
            (ShareState.State.SHARED, _("Everyone it is about, and the team")),
            (ShareState.State.WITHHELD, _("The team only for now, and I say why")),
            (ShareState.State.CHILD_ONLY, _("Only the child who told it, I, and whom the child chooses")),
        ],
        initial=ShareState.State.SHARED,
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.ChoiceField(
        label=_("Why not share it now?"), required=False, choices=[("", _("Choose")), *ShareState.Reason.choices]
    )
    review_on = day(_("Look again on"), required=False, help_text=_("Within 90 days."))

    def clean(self) -> dict[str, Any]:
        """Fold the three sharing fields into one, as the action takes it."""
        cleaned = super().clean() or {}
        state = cleaned.pop("sharing", "") or ShareState.State.SHARED
        reason, review_on = cleaned.pop("reason", ""), cleaned.pop("review_on", None)
        if state == ShareState.State.WITHHELD:
            if not reason:
                self.add_error("reason", _("Say why it is not shared for now."))
            if not review_on:
                self.add_error("review_on", _("Say when you will look at this again: within 90 days."))
        withheld = state == ShareState.State.WITHHELD
        cleaned["sharing"] = Sharing(state=state, reason=reason, review_on=review_on) if withheld else Sharing(state)
        return cleaned
