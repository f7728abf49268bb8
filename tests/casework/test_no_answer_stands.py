"""Of what is a fact about a family no answer stands chosen before someone chooses it: a hurried person would leave it standing."""

import pkgutil
from importlib import import_module

from django import forms

ROOMS = ("families", "linkups", "casework")
TIES = ("ParentForm", "PartnerForm", "SiblingForm")
MAY_STAND = {
    # Nothing is said by it.
    *(f"{form}.gender" for form in ("PersonForm", "PersonChangeForm", "PersonFields")),
    *(f"{form}.new_gender" for form in ("RelativeForm", "EdgeForm", "BornTogetherForm", "ResponsibilityForm", *TIES)),
    *("SiblingForm.kind", "GoalForm.theme", "BornTogetherForm.identical"),
    *("PregnancyLossForm.wants_drawn", "ChangePregnancyLossForm.wants_drawn"),  # they were not asked
    # How it is shown: shared by default, a tie to everyone who sees both.
    *(f"{form}.visibility" for form in ("HowKnownForm", "EdgeForm", "BornTogetherForm", "UnknownSiblingsForm", *TIES)),
    *(
        "BeginForm.sharing",
        "ConversationForm.sharing",
        "FamilyNoteForm.sharing",
        "MapForm.sharing",
        "SharingForm.sharing",
    ),
    *("HelperForm.can", "HelperOnBehalfForm.can"),  # a helper reads, unless they are to write too
    "LookingAgainForm.sharing",  # as its class has it; on its page nothing stands
    "SessionForm.attending",  # a group meets in person
    # A note in sixty seconds asks for nothing that can be said later; whether a family was told of a worry never stops anything.
    *("EntryForm.kind", "ShownForm.kind", "AddingForm.kind", "FamilyToldForm.family_told", "PassOnForm.family_told"),
    # Of a line of a list, and of nobody.
    *("TipForm.audience", "TipChangeForm.audience"),
    # What a step of a plan is now.
    "ProgressForm.state",
}


def all_forms():
    """But those that put right what is written: there it stands."""
    righting = import_module("families.forms.righting").RightingForm
    for room in ROOMS:
        package = import_module(f"{room}.forms")
        for module in pkgutil.iter_modules(package.__path__):
            for value in vars(import_module(f"{room}.forms.{module.name}")).values():
                is_form = isinstance(value, type) and issubclass(value, forms.BaseForm)
                if is_form and value.__module__.startswith(room) and not issubclass(value, righting):
                    yield value


def stands(field):
    """Whether a browser would send an answer that nobody gave."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field, forms.MultipleChoiceField):
        return False
    choices = [str(value) for value, _label in field.choices]
    first = choices[0] if choices and not isinstance(field.widget, forms.RadioSelect) else ""
    return bool(field.initial or first)


def test_no_answer_stands_that_is_a_fact_about_a_family():
    standing = {
        f"{form.__name__}.{name}" for form in all_forms() for name, field in form.base_fields.items() if stands(field)
    }

    assert standing == MAY_STAND


def test_what_has_to_be_answered_is_not_folded_away():
    """Whoever saved a home was refused each time: “How?” stood under “More, if you know it”."""
    folded = {
        f"{form.__name__}.{name}"
        for form in all_forms()
        for name in getattr(form, "more", ())
        if name in form.base_fields and form.base_fields[name].required and form.base_fields[name].initial is None
    }

    assert folded == set()
