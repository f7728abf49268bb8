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
from casework.forms.fields import OneOfField, bottom_lines_refused, day, moment, words
from casework.models import Participant
from database import clock
from families.forms.versions import VersionedForm
from families.models import Person, Practitioner

Kind, WillCome = Participant.Kind, Participant.WillCome
ASKED_AS = [(kind.value, kind.label) for kind in Kind if kind not in {Kind.FOCUS_PERSON, Kind.COORDINATOR}]
FAMILYS_OWN = {Kind.FOCUS_PERSON, Kind.FAMILY_NETWORK, Kind.SUPPORTER}


class AskForm(PlainForm):
    sometimes = frozenset({"who", "other_name", "interprets"})
    who = OneOfField(label=_("Who?"), required=False)
    other_name = forms.CharField(
        label=_("Or someone who is not in the list"), max_length=200, required=False, widget=forms.TextInput()
    )
    kind = forms.ChoiceField(label=_("As what?"), choices=to_choose(ASKED_AS))
    interprets = forms.CharField(
        label=_("If an interpreter: which language?"),
        max_length=100,
        required=False,
        widget=forms.TextInput(),
        help_text=_("Only whoever needs this language reads their name on the invitation."),
    )

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
        if cleaned.get("kind") == Kind.INTERPRETER and not cleaned.get("interprets", "").strip():
            self.add_error("interprets", _("Say which language they interpret."))
        cleaned["person"] = who if isinstance(who, Person) else None
        cleaned["practitioner"] = who if isinstance(who, Practitioner) else None
        return cleaned


class ReplyForm(VersionedForm):
    sometimes = frozenset({"words"})
    will_come = forms.ChoiceField(label=_("Will they come?"), choices=Participant.WillCome, widget=forms.RadioSelect)
    words = words(
        _("What do they want to say?"),
        help_text=_("In their words. It is read out on the day, and they see it on their own page."),
    )
    visited_on = day(_("When did you visit or call them?"), required=False)

    def __init__(self, *args: Any, is_theirs: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_theirs:
            self.fields["words"].disabled = True
            self.fields["words"].help_text = _("They wrote this themselves, so only they change it.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("will_come") == WillCome.WORDS and not cleaned.get("words", "").strip():
            self.add_error("words", _("Write down what they want to say."))
        return cleaned


class OwnReplyForm(VersionedForm):
    """Someone’s own answer to being asked."""

    sometimes = frozenset({"words"})
    will_come = forms.TypedChoiceField(
        label=_("Will you come?"),
        choices=[
            (WillCome.YES, _("Yes")),
            (WillCome.PART, _("Yes, for part of it")),
            (WillCome.PHONE, _("By phone or video")),
            (WillCome.MAYBE, _("I am not sure yet")),
            (WillCome.WORDS, _("No, but I want to say something")),
            (WillCome.NO, _("No")),
        ],
        coerce=WillCome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer. Any answer is fine.")},
    )
    words = words(
        _("What do you want to say?"),
        help_text=_("Someone reads it out on the day. Only you and those who run the meeting see it before."),
        error_messages={"required": _("Write down what you want to say.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("will_come") == WillCome.WORDS and not cleaned.get("words", "").strip():
            self.add_error("words", _("Write down what you want to say, or choose another answer."))
        return cleaned


class InformationForm(VersionedForm):
    """What the family reads before it meets; what goes well comes first."""

    sometimes = frozenset({"is_what_must_be_so"})
    going_well = words(
        _("What is known and going well?"), help_text=_("What the family does well, and who helps. It is read first.")
    )
    questions = words(_("What does the family need to work out?"), help_text=_("One to a line."))
    bottom_lines = words(
        _("What has to be in the plan for everyone to be safe?"),
        help_text=_("What must be so, not what someone must do. One to a line, five at most."),
    )
    is_what_must_be_so = forms.BooleanField(
        label=_("Each line says what must be so. How it gets to be so is the family’s to decide."), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_sure = cleaned.pop("is_what_must_be_so", False)
        if refusal := bottom_lines_refused(cleaned.get("bottom_lines", ""), is_sure=is_sure):
            self.add_error("bottom_lines", refusal)
        return cleaned


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
