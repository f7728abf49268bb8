"""The family's plan, its answer and its review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from accounts.writing import PlainForm
from casework.actions.plans import PlanB, PlannedStep, Watch
from casework.forms.fields import OneOfField, day, key_of, moment, words
from casework.models import PlanAction
from casework.queries.plans import PlanPage
from families.forms.named import people_offered
from families.forms.versions import VersionedForm
from families.models import Agency, Person, Practitioner

SPARE_STEPS, SPARE_PLAN_B, MOST_ROWS = 3, 1, 40


@dataclass(frozen=True, slots=True)
class Takers:
    """Who may take on a step of this plan."""

    people: Sequence[Person]
    workers: Sequence[Practitioner]
    agencies: Sequence[Agency] = ()

    @property
    def groups(self) -> list[tuple[Any, Sequence[Any]]]:
        return [
            (_("Family and friends"), self.people),
            (_("Who works with us"), self.workers),
            (_("Services"), self.agencies),
        ]


class StepForm(PlainForm):
    """Who does what by when. An empty row is no step."""

    what = forms.CharField(
        label=_("What?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say what will be done.")},
    )
    who = OneOfField(
        label=_("Who?"), error_messages={"required": _("Say who does it: one person, so that everyone knows.")}
    )
    by_when = day(_("By when?"))
    how_we_will_know = forms.CharField(label=_("How will we know?"), max_length=300, required=False)
    is_offered_by_child = forms.BooleanField(label=_("They are a child, and offered this themself"), required=False)

    def __init__(self, *args: Any, takers: Takers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].offer(takers.groups, empty=_("Choose"))  # type: ignore[attr-defined]


class PlanBForm(PlainForm):
    """If this happens, then that, and who. An empty row is nothing."""

    if_what = forms.CharField(
        label=_("If this happens"), max_length=300, error_messages={"required": _("Say what might happen.")}
    )
    then_what = forms.CharField(
        label=_("then we do this"), max_length=300, error_messages={"required": _("Say what you do then.")}
    )
    who = OneOfField(
        label=_("Who?"), error_messages={"required": _("Say who does it: one person, so that everyone knows.")}
    )

    def __init__(self, *args: Any, takers: Takers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].offer(takers.groups, empty=_("Choose"))  # type: ignore[attr-defined]


class Rows(BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """Rows of which those that the former version had can be taken out."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take this out")

    def kept(self) -> list[dict[str, Any]]:
        """What the rows say that are not empty and not taken out."""
        rows = (dict(form.cleaned_data) for form in self.forms if form.cleaned_data)
        return [row for row in rows if not row.pop("DELETE", False)]


ROWS: dict[str, Any] = {
    "formset": Rows,
    "max_num": MOST_ROWS,
    "absolute_max": MOST_ROWS,
    "can_delete": True,
    "can_delete_extra": False,
}
StepFormSet = formset_factory(StepForm, extra=SPARE_STEPS, **ROWS)
PlanBFormSet = formset_factory(PlanBForm, extra=SPARE_PLAN_B, **ROWS)


class PlanForm(VersionedForm):
    """`row_version` is the number of the newest version when the page was opened; 0 when there was none."""

    sometimes = frozenset({"family_monitor", "no_family_monitor_reason"})
    in_our_words = forms.CharField(
        label=_("Our plan, in our own words"),
        max_length=40_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As the family says it. Nobody changes these words afterwards."),
    )
    family_monitor = OneOfField(label=_("Who in the family keeps an eye on the plan?"), required=False)
    no_family_monitor_reason = words(_("If nobody does: why?"), rows=2)
    worker_link = OneOfField(
        label=_("Which worker do they talk to?"), error_messages={"required": _("Choose a worker.")}
    )
    every_days = forms.IntegerField(
        label=_("Every how many days do they check?"),
        min_value=1,
        max_value=90,
        initial=14,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
    )

    def __init__(self, *args: Any, takers: Takers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family_monitor"].offer([("", takers.people)], empty=_("Nobody"))  # type: ignore[attr-defined]
        self.fields["worker_link"].offer([("", takers.workers)], empty=_("Choose"))  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class PlanForms:
    """A plan as it is typed: words and who watches, steps, plan B."""

    form: PlanForm
    steps: Rows
    plan_b: Rows

    def is_valid(self) -> bool:
        """All three are looked at, so that everything that needs another look is said at once."""
        valid = all([self.form.is_valid(), self.steps.is_valid(), self.plan_b.is_valid()])
        if valid and not self.planned_steps():
            self.form.add_error(None, _("Write at least one step: who does what, by when."))
            return False
        return valid

    def people(self, former: PlanPage | None) -> set[UUID]:
        """Whom the page names: those who may take something on, and those of the plan that it begins with."""
        return people_offered(self.form, *self.steps.forms, *self.plan_b.forms) | {*(former.named if former else ())}

    def planned_steps(self) -> list[PlannedStep]:
        return [PlannedStep(**row) for row in self.steps.kept()]

    @property
    def fields(self) -> Mapping[str, forms.Field]:
        """Those beside the rows: what is refused of a row stands above the form."""
        return self.form.fields

    def add_error(self, field: str | None, error: Any) -> None:
        self.form.add_error(field, error)

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """As the action takes it."""
        watch = dict(self.form.cleaned_data)
        in_our_words, after = watch.pop("in_our_words"), watch.pop("row_version")
        plan_b = [PlanB(**row) for row in self.plan_b.kept()]
        steps = self.planned_steps()
        return {
            "in_our_words": in_our_words,
            "steps": steps,
            "plan_b": plan_b,
            "watch": Watch(**watch),
            "after_version": after,
        }


def plan_forms(data: Any, *, takers: Takers, former: PlanPage | None, newest: int) -> PlanForms:
    """The forms of a plan, beginning with what the former version says."""
    # What was sent stands for itself: a row that says what it said before is not an empty row.
    words_and_watch, steps, plan_b = _initial(former) if former and data is None else ({}, [], [])
    options: dict[str, Any] = {"form_kwargs": {"takers": takers}}
    return PlanForms(
        form=PlanForm(data, takers=takers, initial={**words_and_watch, "row_version": newest}),
        steps=cast("Rows", StepFormSet(data, prefix="steps", initial=steps, **options)),
        plan_b=cast("Rows", PlanBFormSet(data, prefix="plan_b", initial=plan_b, **options)),
    )


def _initial(former: PlanPage) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    watched = former.monitoring
    told: dict[str, Any] = {"in_our_words": former.plan.in_our_words}
    if watched:
        told |= {
            "family_monitor": key_of(watched.family_monitor) if watched.family_monitor else "",
            "no_family_monitor_reason": watched.no_family_monitor_reason,
            "worker_link": key_of(watched.worker_link),
            "every_days": watched.every_days,
        }
    steps = [step_initial(action) for action in former.current_actions]
    plan_b = [
        {"if_what": instead.if_what, "then_what": instead.then_what, "who": key_of(instead.who)}
        for instead in former.contingencies
    ]
    return told, steps, plan_b


def step_initial(action: PlanAction) -> dict[str, Any]:
    """A step as a form begins with it."""
    return {
        "what": action.what,
        "who": key_of(action.who),
        "by_when": action.by_when,
        "how_we_will_know": action.how_we_will_know,
        "is_offered_by_child": action.is_offered_by_child,
    }


class AgreeForm(PlainForm):
    sometimes = frozenset({"resources_pending", "review_due_on", "no_review_reason"})
    resources_pending = words(
        _("Is anything that the plan needs still being asked for?"),
        help_text=_("Say what, and by when the family will hear. Leave empty if all of it is agreed."),
        rows=2,
    )
    review_due_on = day(_("When will the family look back at the plan?"), required=False)
    no_review_reason = words(_("If there will be no review: why?"), rows=2)


class RefuseForm(PlainForm):
    reason = words(
        _("Why can it not be agreed?"),
        help_text=_("In words the family can use to change it: what in the plan would not be safe, and for whom."),
        required=True,
        error_messages={"required": _("Write why, in words the family can use.")},
    )
    told_at = moment(
        _("When did you tell the family?"),
        help_text=_("Tell them today, in the room: not by letter later."),
        error_messages={"required": _("Say when you told the family.")},
    )


class ReviewForm(VersionedForm):
    review_due_on = day(_("When will the family look back at the plan?"))


class ProgressForm(PlainForm):
    """How a step is going; changing it to another has its own page."""

    state = forms.TypedChoiceField(
        choices=[(state.value, state.label) for state in PlanAction.State if state != PlanAction.State.CHANGED],
        coerce=PlanAction.State,
    )
