"""A turn-the-curve report, one thing at a time: two people write into it at once and take nothing from each other (domain.md §7.2)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.forms.fields import day, words
from casework.forms.learning import NamesNobodyForm
from families.forms.fields import WritingForm
from families.forms.versions import ChangeForm
from outcomes.forms.measures import NOT_SAID
from outcomes.models import AgendaItem, Factor, Idea, Proposal

NOBODY = _("Say what happens, and not who: no worker, no family, nobody to blame.")
A_ROLE = _("A team, a role or an organisation; nobody by name.")


class PartForm(NamesNobodyForm, WritingForm):
    """One thing that a report says."""


class FactorForm(PartForm):
    readable = ("words",)
    words = words(_("What makes the curve as it is?"), required=True, max_length=600, help_text=NOBODY)
    direction = forms.ChoiceField(
        label=_("Does it help, or hold back?"), choices=Factor.Direction.choices, widget=forms.RadioSelect
    )
    is_root_cause = forms.BooleanField(
        label=_("It lies under the others"),
        required=False,
        help_text=_("A root cause: take it away, and others go too."),
    )


class PartnerRoleForm(PartForm):
    readable = ("name", "could_do")
    name = forms.CharField(label=_("Who could help?"), max_length=200, help_text=A_ROLE)
    could_do = words(_("What could they do?"), required=True, max_length=600)


class IdeaForm(PartForm):
    readable = ("words",)
    words = words(_("What could work?"), required=True, max_length=600)
    kind = forms.ChoiceField(label=_("What kind of idea is it?"), choices=Idea.Kind.choices, widget=forms.RadioSelect)
    is_from_families = forms.BooleanField(label=_("It comes from families"), required=False)


def _level(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[NOT_SAID, *Proposal.Level.choices], required=False)


class ProposalForm(PartForm):
    readable = ("what", "who", "because", "result")
    more = (*Proposal.JUDGED, "because", "state", "result")
    what = words(_("What do we propose?"), required=True, max_length=600)
    who = forms.CharField(label=_("Who does it?"), max_length=200, required=False, help_text=A_ROLE)
    by_when = day(_("By when?"), required=False)
    leverage = _level(_("How much would it turn the curve?"))
    feasibility = _level(_("Can it be done, and how many does it reach?"))
    specificity = _level(_("Is it clear who does what by when?"))
    values_fit = _level(_("Does it fit what we stand for?"))
    because = words(_("Why do you judge it so?"), max_length=600)
    state = forms.ChoiceField(label=_("How far is it?"), choices=Proposal.State.choices, required=False)
    result = words(_("What came of it?"), max_length=600)

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or Proposal.State.PROPOSED.value


class AgendaItemForm(PartForm):
    readable = ("words", "who")
    words = words(_("What don’t we know yet?"), required=True, max_length=600)
    kind = forms.ChoiceField(label=_("What is it?"), choices=AgendaItem.Kind.choices, widget=forms.RadioSelect)
    who = forms.CharField(label=_("Who finds it out?"), max_length=200, required=False, help_text=A_ROLE)
    by_when = day(_("By when?"), required=False)


class ChangeFactorForm(FactorForm, ChangeForm):
    """The same of a cause that stands there."""


class ChangePartnerRoleForm(PartnerRoleForm, ChangeForm):
    """The same of a partner that stands there."""


class ChangeIdeaForm(IdeaForm, ChangeForm):
    """The same of an idea that stands there."""


class ChangeProposalForm(ProposalForm, ChangeForm):
    """The same of a proposal that stands there."""


class ChangeAgendaItemForm(AgendaItemForm, ChangeForm):
    """The same of a question that stands there."""


class ReportForm(NamesNobodyForm, ChangeForm):
    """When the meeting is, and what families said."""

    readable = ("families_said",)
    meeting_on = day(_("When is the meeting?"), required=False)
    families_said = words(
        _("What did families say?"),
        rows=6,
        help_text=_("Of this curve, in their words if they want that; and how many were asked. Nobody by name."),
    )


class HoldForm(PlainForm):
    """On which day the meeting was."""

    meeting_on = day(_("When was the meeting?"))
