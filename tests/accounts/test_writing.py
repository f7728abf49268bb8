"""What every form says when something is missing or wrong: what to do, in the words of the field."""

import importlib
import inspect
import pkgutil

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage

import casework.forms
import families.forms
import linkups.forms
from accounts.errors import DomainError
from accounts.writing import PlainForm, attempt, press, speak_plainly

ROOMS = (families.forms, casework.forms, linkups.forms)


def forms_of(room):
    for found in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
        for _name, form in inspect.getmembers(importlib.import_module(found.name), inspect.isclass):
            if issubclass(form, forms.BaseForm) and form.__module__ == found.name:
                yield form


ALL_FORMS = [form for room in ROOMS for form in forms_of(room)]


class Asked(PlainForm):
    sometimes = frozenset({"why"})
    role = forms.ChoiceField(label="As what?", choices=[("aunt", "Aunt")])
    on = forms.DateField(label="When?")
    lines = forms.CharField(label="Address", max_length=3)
    how = forms.CharField(label="How?", error_messages={"required": "Say how."})
    days = forms.IntegerField(label="Days", max_value=90)
    part = forms.DecimalField(label="Part", required=False)
    why = forms.CharField(label="Why?", required=False)
    note = forms.CharField(label="Note", required=False)


WHOLE = {"role": "aunt", "on": "2026-03-16", "lines": "Elm", "how": "So", "days": 1}


def test_every_form_of_the_rooms_speaks_plainly():
    assert len(ALL_FORMS) > 40
    assert [form for form in ALL_FORMS if not issubclass(form, PlainForm)] == []


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.__name__)
def test_no_field_of_a_form_says_that_it_is_required(form):
    for field in form.base_fields.values():
        speak_plainly(field)

    assert [
        name for name, field in form.base_fields.items() if "required" in str(field.error_messages["required"])
    ] == []


def test_what_is_missing_is_said_in_the_words_of_the_field():
    assert Asked({}).errors == {
        "role": ["Choose an answer: As what?"],
        "on": ["Give the day: When?"],
        "lines": ["Fill this in: Address"],
        "how": ["Say how."],
        "days": ["Fill this in: Days"],
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"role": "uncle"}, "Choose one of the answers that are there."),
        ({"on": "someday"}, "That is not a day in the calendar: write it as 27/3/2026."),
        ({"lines": "Ash Road"}, "That is too long: 3 characters at most, and you have 8."),
        ({"days": "many"}, "Write a whole number."),
        ({"part": "some"}, "Write a number, such as 12 or 12.5."),
        ({"days": 91}, "90 at most."),
    ],
)
def test_what_is_wrong_is_said_plainly(wrong, sentence):
    assert Asked(WHOLE | wrong).errors == {next(iter(wrong)): [sentence]}


def test_only_what_nothing_ever_needs_is_called_if_you_like():
    shown = Asked()

    assert [name for name in ("why", "note") if "if you like" in shown[name].as_field_group()] == ["note"]


def test_a_summary_names_each_field_once(client, worker, family):
    client.force_login(worker)

    response = client.post(f"/families/{family.pk}/alongside/begin/", {"since": ""})

    assert "Choose an answer: As what?</a>" in response.text
    assert "– Choose an answer" not in response.text


def test_a_refusal_of_a_field_that_is_not_asked_stands_above_the_form():
    form = Asked(WHOLE)

    def refuse(**_facts):
        raise forms.ValidationError({"role": ["Not as that."], "family": ["Not in that one."]})

    assert attempt(form, refuse) is None
    assert form.errors == {"role": ["Not as that."], "__all__": ["Not in that one."]}


def test_a_day_that_is_needed_is_not_offered_to_be_left_empty(client, worker, family):
    client.force_login(worker)

    assert "Leave it empty" not in client.get(f"/families/{family.pk}/alongside/begin/").text.split("Until when?")[0]


@pytest.mark.parametrize("error", [DomainError("It is over."), forms.ValidationError("It is over.")])
def test_a_button_says_why_not(rf, error):
    request = rf.post("/")
    request.user, request.session = None, {}
    request._messages = FallbackStorage(request)

    def refuse(*, by):
        raise error

    response = press(request, refuse, back="/there/", done="Done.")

    assert response.url == "/there/"
    assert [str(message) for message in request._messages] == ["It is over."]
