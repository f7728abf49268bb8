"""The forms of a link-up's steps; each has the facts that its step needs, named as its action names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from families.models import Goal, Person
from linkups.forms.parts import NOT_SAID, DayField, FaceField, PeoplePicker, WeeksField
from linkups.models import LinkUp, LinkUpEnding, LinkUpPause, Meetup

COACHES_REASONS = [(one.value, one.label) for one in LinkUpPause.Reason if one != LinkUpPause.Reason.LOOKED_INTO]
"""A pause while something is looked into begins and ends with what is looked into."""


class SureForm(PlainForm):
    """A step without facts of its own: to be sure is enough."""


class SaysYesForm(PlainForm):
    """The coach writes down whose yes it is: a family's yes is someone's."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who of the family says so?"),
        help_text=_("A grown-up who is in the family now."),
        widget=PeoplePicker,
        empty_label=None,
        error_messages={"required": _("Say who of the family said yes.")},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class AgreeForm(PlainForm):
    """A family's own yes, with whether they know the other family from its card: before anybody's name is said (domain.md §1.5)."""

    knows = forms.ChoiceField(
        label=_("From this card: do you know this family?"),
        choices=LinkUp.Knows,
        widget=forms.RadioSelect,
        help_text=_(
            "No names are said yet. If you may know them, your coach talks with you first, and you can still say yes."
        ),
    )


class SaysYesKnowingForm(SaysYesForm, AgreeForm):
    """A family's yes as the coach writes it down."""

    field_order = ("knows", "person")


class TalkedOverForm(PlainForm):
    known_talked_on = DayField(label=_("When did you talk it over with them?"))


USUAL_WEEKS = 20
"""What stands when both families are asked, where it is one of the lengths of their place."""


class LengthForm(PlainForm):
    planned_weeks = WeeksField()

    def __init__(self, *args: Any, weeks: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_weeks"].choices = offered = list(weeks)  # type: ignore[attr-defined]
        if USUAL_WEEKS in dict(offered):
            self.fields["planned_weeks"].initial = USUAL_WEEKS


class AskForm(LengthForm):
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        label=_("Towards which of their goals?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Up to three. The sharing family sees these, and no others, once the link-up starts."
            " Is none here? Write it on the family’s page first."
        ),
    )

    def __init__(self, *args: Any, goals: QuerySet[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = goals  # type: ignore[attr-defined]


class BoardForm(PlainForm):
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.none(),
        label=_("Which goals?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three at a time. Is none here? Write it on the family’s page first."),
        error_messages={"required": _("Choose a goal, or write it on the family’s page first.")},
    )

    def __init__(self, *args: Any, goals: QuerySet[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goals"].queryset = goals  # type: ignore[attr-defined]


class StartForm(PlainForm):
    start_date = DayField(label=_("First day"))


class PauseForm(PlainForm):
    first_day = DayField(label=_("First day of the pause"))
    first_day_back = DayField(
        label=_("First day back"),
        required=False,
        starts_today=False,
        help_text=_("Leave this empty while the pause goes on."),
    )
    reason = forms.ChoiceField(label=_("What for?"), choices=COACHES_REASONS, widget=forms.RadioSelect)


class ResumeForm(PlainForm):
    first_day_back = DayField(label=_("First day back"))


class EndForm(PlainForm):
    kind = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=LinkUp.EndKind,
        widget=forms.RadioSelect,
        help_text=_("Each of these is an ordinary ending. Only you and your colleagues read this."),
    )
    end_date = DayField(label=_("Last day"))
    celebrated_on = DayField(label=_("When did you celebrate?"), required=False, starts_today=False)
    what_changed = forms.CharField(
        label=_("What has changed, in the family’s words?"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    what_next = forms.ChoiceField(
        label=_("What would the family like next?"),
        choices=LinkUpEnding.Next,
        widget=forms.RadioSelect,
    )
    sharing_goes_on = forms.BooleanField(
        label=_("The sharing family would like to go on without a rest"),
        help_text=_("Otherwise they rest for four weeks after their last link-up."),
        required=False,
    )
    seeking_stays_in_touch = forms.BooleanField(
        label=_("The seeking family would like to stay in touch"), required=False
    )
    sharing_stays_in_touch = forms.BooleanField(
        label=_("The sharing family would like to stay in touch"), required=False
    )


class WhereForm(PlainForm):
    """Where families meet, in the words of their place."""

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place_kind"].choices = [NOT_SAID, *places.items()]  # type: ignore[attr-defined]


class MeetupForm(WhereForm):
    """Two taps, and a sentence if they like. A family says how it was for them; a coach does not."""

    held_on = DayField(label=_("When did you meet?"))
    place_kind = forms.ChoiceField(label=_("Where?"), required=False)
    what = forms.CharField(label=_("What did you do?"), max_length=200, required=False)
    face = FaceField(label=_("How was it for you?"), help_text=_("The other family does not see this."))

    def __init__(self, *args: Any, side: LinkUp.Side | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if side is None:
            del self.fields["face"]


class PlanMeetupForm(WhereForm):
    planned_for = DayField(label=_("Which day?"), starts_today=False)
    place_kind = forms.ChoiceField(label=_("Where?"), required=False)
    kind = forms.ChoiceField(label=_("What kind of meeting?"), choices=Meetup.Kind, widget=forms.RadioSelect)


class DidNotMeetForm(PlainForm):
    moved_to = DayField(
        label=_("Which day is it now?"),
        required=False,
        starts_today=False,
        help_text=_("Leave this empty if it is not to be."),
    )


class FaceForm(PlainForm):
    face = FaceField(label=_("How was it for you?"), help_text=_("The other family does not see this."))
