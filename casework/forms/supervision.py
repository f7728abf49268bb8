"""Supervision as it is written down: half a page for the worker, and apart from it a family thought about (domain.md §4.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm
from casework.forms.fields import PeoplePicker, SharingForm, day, words
from casework.forms.tips import LinesField
from casework.models import SupervisionSession
from casework.models.supervision import LONGEST, SHORTEST
from families.forms.versions import ChangeForm
from families.models import Person, ShareState

ONE_ON_EACH = _("One on each line.")


class SessionForm(PlainForm):
    """What is the worker's own. Of it nothing has to be written but when it was."""

    sometimes = frozenset({"wellbeing", "development", "agreements"})
    on = day(_("When did you meet?"))
    minutes = forms.IntegerField(
        label=_("For how many minutes?"),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    kind = forms.ChoiceField(
        label=_("How did you meet?"), choices=SupervisionSession.Kind.choices, widget=forms.RadioSelect
    )
    wellbeing = words(
        _("How are you?"), rows=5, help_text=_("What goes well? What is heavy? What have you carried home?")
    )
    development = words(_("What do you want to learn, or get better at?"), rows=4)
    agreements = LinesField(label=_("What did you agree?"), longest=400, required=False, help_text=ONE_ON_EACH)


class NewSessionForm(SessionForm):
    """The same, and with whom it was."""

    field_order = ("other", "on")

    def __init__(self, *args: Any, others: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.pk): one for one in others}
        self.fields["other"] = forms.ChoiceField(
            label=_("With whom?"), choices=[(pk, one.name) for pk, one in self.others.items()], widget=forms.RadioSelect
        )
        self.order_fields(self.field_order)

    def clean_other(self) -> User:
        return self.others[self.cleaned_data["other"]]


class ChangeSessionForm(SessionForm, ChangeForm):
    """What was written, put otherwise, until both have agreed."""


class FamilyNoteForm(SharingForm):
    """A family thought about: what it could be, what was decided, and why; and who reads it."""

    sometimes = SharingForm.sometimes | {"hypotheses", "decision", "because", "decided_by", "session"}
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who is it about?"),
        widget=PeoplePicker,
        error_messages={"required": _("Tick at least one: whom is it about?")},
    )
    happened_on = day(_("When did you think about it?"))
    thought_about = words(
        _("What did you think about?"),
        rows=6,
        required=True,
        help_text=_("In plain words, as you would say it to them: they read it."),
    )
    hypotheses = LinesField(
        label=_("What could it be?"), longest=400, required=False, help_text=_("Several ideas, one on each line.")
    )
    decision = words(_("What did you decide?"), rows=3, help_text=_("Leave it empty if nothing was decided."))
    because = words(_("Because"), rows=3)
    decided_by = forms.ModelChoiceField(
        User.objects.none(), label=_("Who decided?"), required=False, empty_label=_("I did")
    )
    session = forms.ModelChoiceField(
        SupervisionSession.objects.none(),
        label=_("In which of your sessions?"),
        required=False,
        empty_label=_("In none of them"),
        help_text=_("Only the two of you see this."),
    )
    field_order = (
        *("people", "happened_on", "thought_about", "hypotheses", "decision", "because", "decided_by", "session"),
    )

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        deciders: QuerySet[User],
        sessions: QuerySet[SupervisionSession],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["decided_by"].queryset = deciders  # type: ignore[attr-defined]
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
        self.fields["sharing"].choices = [  # type: ignore[attr-defined]
            (ShareState.State.SHARED, _("Those ticked above, and the team")),
            (ShareState.State.WITHHELD, _("The team only for now, and I say why")),
        ]

    def clean(self) -> dict[str, Any]:
        """A decision says why."""
        cleaned = super().clean()
        if cleaned.get("decision") and not cleaned.get("because"):
            self.add_error("because", _("Say why you decided so."))
        if cleaned.get("because") and not cleaned.get("decision"):
            self.add_error("decision", _("Say what you decided, or leave out why."))
        return cleaned
