"""The forms of an administrator: people who work here, teams, places and bodies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Team, User
from accounts.roles import Role
from accounts.writing import PlainForm, to_choose
from families.forms.fields import NameField
from families.forms.versions import ChangeForm
from families.models import Agency


class RolesField(forms.MultipleChoiceField):
    """One role or several."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=Role.choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one role. What each may do stands under “Roles”.")},
            **kwargs,
        )


class ReasonForm(PlainForm):
    """Why: it stands in the history, for whoever asks later."""

    reason = forms.CharField(label=_("Why?"), max_length=400, help_text=_("It stands in the history with your name."))


class TeamChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A team that goes on, or none."""

    def __init__(self) -> None:
        super().__init__(Team.objects.none(), label=_("Team"), required=False, empty_label=_("No team"))


class WithTeam(PlainForm):
    """A form that offers the teams there are."""

    def __init__(self, *args: Any, teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class ColleagueForm(WithTeam):
    """Whom to let in, by which address, and what for."""

    name = NameField(label=_("What are they called?"))
    email = forms.EmailField(
        label=_("E-mail at work"),
        max_length=254,
        help_text=_("A link goes there that works once. Be sure that only they read it."),
        error_messages={"invalid": _("Write the whole address, such as name@council.gov.uk.")},
    )
    job = NameField(label=_("What is their job called?"), help_text=_("Families read it, such as “Social worker”."))
    roles = RolesField(label=_("Which roles?"))
    team = TeamChoice()


class MoveForm(WithTeam):
    """Which team someone is in, and what their job is called."""

    job = NameField(label=_("What is their job called?"))
    team = TeamChoice()


class ChangeRolesForm(ReasonForm):
    """All the roles that they will have from then on."""

    roles = RolesField(label=_("Which roles do they have?"))
    field_order = ("roles", "reason")

    def __init__(self, data: Any = None, *, present: list[str]) -> None:
        super().__init__(data, initial={"roles": present})
        self.present = present

    def clean_roles(self) -> list[str]:
        roles: list[str] = self.cleaned_data["roles"]
        if set(roles) == set(self.present):
            raise ValidationError(_("These are the roles that they have. Choose what is to be different."))
        return roles


class TeamForm(PlainForm):
    """What a team is called, and who manages it."""

    name = NameField(label=_("What is the team called?"))
    manager = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who manages it?"),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_("Managers read the families that their team works with. Only who has the role is offered."),
    )

    def __init__(self, *args: Any, managers: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = managers  # type: ignore[attr-defined]


class TeamChangeForm(TeamForm, ChangeForm):
    """The same, of a team that is there."""


class LocalityForm(PlainForm):
    """A place, by its name."""

    name = NameField(label=_("What is the place called?"))


class LocalityChangeForm(LocalityForm, ChangeForm):
    """The same, of a place that is there."""


class AgencyForm(PlainForm):
    """A body beside the organisation."""

    name = NameField(label=_("What is it called?"))
    sector = forms.ChoiceField(label=_("What is it?"), choices=to_choose(Agency.Sector.choices))


class AgencyChangeForm(AgencyForm, ChangeForm):
    """The same, of one that is there."""
