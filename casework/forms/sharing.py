"""Whom we told, and why (domain.md §8.4): a decision that was made, and never a consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.forms.fields import PeoplePicker, day, words
from casework.models import SharingDecision
from database import clock
from families.actions.records import Sharing
from families.forms.fields import WritingForm
from families.models import Person, ShareState

ToldSubject = SharingDecision.ToldSubject


class DecisionForm(WritingForm):
    """Nothing stands chosen. What would not be safe for those it is about to know is kept back from them, with why and until when."""

    sometimes = frozenset({"more_detrimental_reason", "reason", "review_on"})

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who is it about?"),
        widget=PeoplePicker,
        error_messages={"required": _("Tick at least one: whom is it about?")},
    )
    outcome = forms.ChoiceField(
        label=_("What did you decide?"),
        choices=[
            (SharingDecision.Outcome.SHARED, _("To tell someone")),
            (SharingDecision.Outcome.NOT_SHARED, _("Not to tell anyone")),
        ],
        widget=forms.RadioSelect,
    )
    with_whom = forms.CharField(
        label=_("Whom?"),
        max_length=200,
        help_text=_("Whom you told or might have told: the health visitor, Ms Hall from school, the housing office."),
    )
    what = words(_("What?"), rows=3, required=True, help_text=_("Only what they need to know."))
    why = words(_("Why?"), rows=3, required=True)
    basis = forms.ChoiceField(label=_("On what ground?"), choices=SharingDecision.Basis, widget=forms.RadioSelect)
    more_detrimental_reason = words(
        _("Why would telling do more harm than good?"), rows=2, help_text=_("Only if you decided not to tell.")
    )
    decided_on = day(_("When?"))
    told_subject = forms.ChoiceField(
        label=_("Do those it is about know?"),
        choices=ToldSubject,
        widget=forms.RadioSelect,
        help_text=_(
            "They read what you write here on their own pages, unless you say that it would not be safe. "
            "If it is safe for one of them and not for another, write it down once for each."
        ),
    )
    reason = forms.ChoiceField(
        label=_("Why must they not read it now?"),
        required=False,
        choices=[("", _("Choose")), *ShareState.Reason.choices],
    )
    review_on = day(_("Look again on"), required=False, help_text=_("Within 90 days."))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.initial.setdefault("decided_on", clock.today())

    def clean(self) -> dict[str, Any]:
        """What is not shared says why; and how it is shared with those it is about is one answer, as the action takes it."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == SharingDecision.Outcome.NOT_SHARED and not cleaned.get("more_detrimental_reason"):
            self.add_error("more_detrimental_reason", _("Say why telling would do more harm than good."))
        cleaned["sharing"] = self._sharing(cleaned, cleaned.pop("reason", ""), cleaned.pop("review_on", None))
        return cleaned

    def _sharing(self, cleaned: dict[str, Any], reason: str, review_on: Any) -> Sharing:
        knows = cleaned.get("told_subject")
        is_kept = knows == ToldSubject.NO_UNSAFE or (knows == ToldSubject.NO_OTHER and bool(reason or review_on))
        if not is_kept:
            return Sharing()
        if not reason and "reason" not in self.errors:
            self.add_error("reason", _("Say why they must not read it now."))
        if not review_on and "review_on" not in self.errors:
            self.add_error("review_on", _("Say when you will look at this again: within 90 days."))
        return Sharing(ShareState.State.WITHHELD, reason=reason, review_on=review_on)
