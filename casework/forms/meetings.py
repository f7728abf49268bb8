"""Who is asked to a conference, when and where it is, and the day itself. No field can hold what was said in private time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm, to_choose
from casework.actions.meetings import Attendance
from casework.forms.fields import OneOfField, day, moment, words
from casework.models import Participant
from database import clock
from families.forms.versions import VersionedForm
from families.models import Person, Practitioner

Kind = Participant.Kind
ASKED_AS = [(kind.value, kind.label) for kind in Kind if kind not in {Kind.FOCUS_PERSON, Kind.COORDINATOR}]
FAMILYS_OWN = {Kind.FOCUS_PERSON, Kind.FAMILY_NETWORK, Kind.SUPPORTER}


class AskForm(PlainForm):
    sometimes = frozenset({"who", "other_name"})
    who = OneOfField(label=_("Who?"), required=False)
    other_name = forms.CharField(
        label=_("Or someone who is not in the list"), max_length=200, required=False, widget=forms.TextInput()
    )
    kind = forms.ChoiceField(label=_("As what?"), choices=to_choose(ASKED_AS))

    def __init__(
        self, *args: Any, people: Sequence[Person], practitioners: Sequence[Practitioner], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = [(_("Family"), people), (_("Who works with them"), practitioners)]
        self.fields["who"].offer(groups, empty=_("Choose"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the list, or a name: as the action takes it."""
        cleaned = super().clean() or {}
        who, name = cleaned.pop("who", None), cleaned.get("other_name", "").strip()
        if not self.errors and bool(who) == bool(name):
            self.add_error("who", _("Choose someone from the list, or write a name: one of the two."))
        cleaned["person"] = who if isinstance(who, Person) else None
        cleaned["practitioner"] = who if isinstance(who, Practitioner) else None
        return cleaned


class ReplyForm(VersionedForm):
    will_come = forms.ChoiceField(label=_("Will they come?"), choices=Participant.WillCome, widget=forms.RadioSelect)
    visited_on = day(_("When did you visit or call them?"), required=False)


class ArrangeForm(VersionedForm):
    meets_at = moment(_("When do they meet?"))
    venue = forms.CharField(
        label=_("Where?"),
        max_length=200,
        error_messages={"required": _("Say where they meet.")},
        help_text=_("Somewhere the family chose: not our office, and not one of their homes."),
    )
    practicalities = words(_("Food, travel, childcare, interpreter"))


class PostponeForm(VersionedForm):
    meets_at = moment(_("To when?"))


class HeldForm(PlainForm):
    """That it was held. The family’s own time is two times and nothing else."""

    held_on = day(_("When was it held?"))
    is_private_time_offered = forms.BooleanField(
        label=_("The family was offered time on their own"),
        error_messages={"required": _("A conference is held once the family was offered time on their own.")},
    )
    began = forms.TimeField(
        label=_("Their own time began"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    ended = forms.TimeField(
        label=_("Their own time ended"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    def __init__(self, *args: Any, participants: Sequence[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participants = participants
        for one in participants:
            self.fields[f"attended_{one.pk}"] = forms.ChoiceField(
                label=str(one),
                choices=[("", _("Choose")), *Participant.Attended.choices],
                error_messages={"required": format_lazy(_("Say whether {name} came."), name=one)},
            )
            # Of everyone, so that a mark on someone whose time it is not is refused by the rule rather than lost.
            self.fields[f"private_{one.pk}"] = forms.BooleanField(
                label=_("was there in the family’s own time"), required=False
            )

    def rows(self) -> list[tuple[Participant, forms.BoundField, forms.BoundField | None]]:
        """One row for each who was asked; the family's own time is asked only of those whose it is."""
        return [
            (one, self[f"attended_{one.pk}"], self[f"private_{one.pk}"] if may_be_in_private_time(one) else None)
            for one in self.participants
        ]

    def clean_held_on(self) -> Any:
        held_on = self.cleaned_data["held_on"]
        if held_on > clock.today():
            raise forms.ValidationError(_("Write this down once the day has come."))
        return held_on

    def clean(self) -> dict[str, Any]:
        """As the action takes it: times on the day, and who came."""
        cleaned = super().clean() or {}
        facts = {name: cleaned.get(name) for name in ("held_on", "is_private_time_offered")}
        for name, field in (("private_time_started", "began"), ("private_time_ended", "ended")):
            at, on = cleaned.get(field), cleaned.get("held_on")
            facts[name] = timezone.make_aware(datetime.combine(on, at)) if at and on else None
        facts["attendance"] = [
            Attendance(one, attended, cleaned[f"private_{one.pk}"])
            for one in self.participants
            if (attended := cleaned.get(f"attended_{one.pk}"))
        ]
        return facts


def may_be_in_private_time(one: Participant) -> bool:
    """The family’s own side, and an advocate or an interpreter of theirs (domain.md §2.2)."""
    if one.kind in {Kind.ADVOCATE, Kind.INTERPRETER}:
        return True
    return one.kind in FAMILYS_OWN and one.practitioner_id is None
