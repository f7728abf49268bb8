"""Who comes alongside a family, who leaves, and how they say goodbye."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.writing import PlainForm, to_choose
from database import clock
from families.dates import known_date
from families.forms.fields import DayField, EndForm, PeriodForm, WritingForm, known_day
from families.forms.versions import VersionedForm
from families.models import Involvement, Practitioner


def offer(field: forms.Field, practitioners: QuerySet[Practitioner], knowing: Collection[UUID]) -> None:
    """Who may come: those who know the family already stand first, by themselves."""
    field.queryset = practitioners  # type: ignore[attr-defined]
    known = [(one.pk, str(one)) for one in practitioners if one.pk in knowing]
    others = [(one.pk, str(one)) for one in practitioners if one.pk not in knowing]
    if known:
        groups = [(_("They know the family"), known), (_("Others"), others)]
        field.choices = [("", field.empty_label), *(one for one in groups if one[1])]  # type: ignore[attr-defined]


class InvolvementForm(PeriodForm):
    more = ("start_reason", "until")
    practitioner = forms.ModelChoiceField(Practitioner.objects.none(), label=_("Who?"), empty_label=_("Choose"))
    role = forms.ChoiceField(label=_("As what?"), choices=to_choose(Involvement.Role.choices))
    start_reason = forms.CharField(label=_("Why now?"), max_length=200, required=False)
    field_order = ("practitioner", "role", "since")

    def __init__(
        self, *args: Any, practitioners: QuerySet[Practitioner], knowing: Collection[UUID], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["practitioner"], practitioners, knowing)
        self.fields["since"].required, self.fields["since"].help_text = True, ""


class GoodbyeFields(PlainForm):
    """How somebody parts from a family (domain.md §4.4)."""

    goodbye_kind = forms.ChoiceField(
        label=_("How do you say goodbye?"),
        choices=Involvement.Goodbye.choices,
        widget=forms.RadioSelect,
        help_text=_("The family reads this too. If it is still to come, it waits on Today."),
    )
    goodbye_said = forms.CharField(
        label=_("The goodbye, in your own words"),
        max_length=200,
        required=False,
        help_text=_("One line, such as “We said goodbye at the park.” The family reads it."),
    )
    handover_on = DayField(
        label=_("When do you both meet the family?"),
        help_text=_(
            "Only if whoever comes next is introduced. The family reads it, and it waits on Today of you both."
        ),
    )

    began: date | None = None

    def clean_handover_on(self) -> date | None:
        on: date | None = self.cleaned_data["handover_on"]
        if on and self.began and on < self.began:
            raise ValidationError(
                _("Choose a later day: this work began on %(day)s.") % {"day": known_date(self.began, "day")}
            )
        return on

    def speak_of(self, involvement: Involvement, user: User) -> None:
        """Whoever writes down how somebody else parts is asked of that one by name."""
        self.began = involvement.period.lower
        if involvement.practitioner.user_id != user.pk:
            name = {"name": involvement.practitioner}
            self.fields["goodbye_kind"].label = _("How does %(name)s say goodbye?") % name
            self.fields["goodbye_said"].label = _("The goodbye, in the words of %(name)s") % name
            self.fields["handover_on"].label = _("When does %(name)s meet the family with whoever comes next?") % name


class EndingFields(GoodbyeFields):
    end_reason = forms.ChoiceField(
        label=_("Why did it end?"),
        choices=Involvement.EndReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Only the people who work here read this."),
    )

    def leave_out_what_is_not_so(self, involvement: Involvement, user: User) -> None:
        """That the worker has died is not asked of the worker."""
        if involvement.practitioner.user_id == user.pk:
            reasons = [one for one in Involvement.EndReason.choices if one[0] != Involvement.EndReason.SWDIED]
            self.fields["end_reason"].choices = reasons  # type: ignore[attr-defined]


class InvolvementEndForm(EndForm, EndingFields):
    more = ("handover_on",)
    field_order = ("on", "end_reason", "goodbye_kind", "goodbye_said", "handover_on")

    def __init__(self, *args: Any, fact: Involvement, user: User, **kwargs: Any) -> None:
        """Today stands there until another day is said. `user` is who writes it down."""
        super().__init__(*args, fact=fact, **kwargs)
        self.initial.update(on=known_day(fact.period.upper or clock.today()), end_reason=fact.end_reason, **_said(fact))
        self.leave_out_what_is_not_so(fact, user)
        self.speak_of(fact, user)


class HandOverForm(WritingForm, EndingFields):
    """One ends and the next begins, in the same role and on the same day; warmly, where the two of them meet the family together."""

    practitioner = forms.ModelChoiceField(
        Practitioner.objects.none(), label=_("Who comes next?"), empty_label=_("Choose")
    )
    on = DayField(label=_("From which day?"), required=True)
    field_order = ("practitioner", "on", "end_reason", "goodbye_kind", "goodbye_said", "handover_on")

    def __init__(  # who may come, who of them knows the family, what is handed over, and who writes it down
        self,
        *args: Any,
        practitioners: QuerySet[Practitioner],
        knowing: Collection[UUID],
        fact: Involvement,
        user: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.leave_out_what_is_not_so(fact, user)
        self.speak_of(fact, user)
        offer(self.fields["practitioner"], practitioners, knowing)
        self.fields["end_reason"].label = _("Why is it handed over?")


class GoodbyeForm(WritingForm, VersionedForm, GoodbyeFields):
    def __init__(self, *args: Any, fact: Involvement, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(row_version=fact.row_version, **_said(fact))
        self.speak_of(fact, user)


def _said(fact: Involvement) -> dict[str, Any]:
    """What stands there of a goodbye."""
    return {
        "goodbye_kind": fact.goodbye_kind,
        "goodbye_said": fact.goodbye_said,
        "handover_on": known_day(fact.handover_on),
    }
