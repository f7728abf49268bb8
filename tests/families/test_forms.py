"""What the forms of the families room take, and what they say of the rest."""

from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from families.actions.members import NewMember
from families.forms.contact import ContactPointForm, ResidenceForm
from families.forms.families import FirstPeople, MembershipForm, first_people
from families.forms.fields import DayField, EndForm, PartialDayField, PeriodForm
from families.forms.goals import GoalForm, GoalScoreForm
from families.forms.people import PersonChangeForm, PersonForm
from families.forms.reach import ReachMeForm
from families.models import Address, Family, Person
from families.periods import Period, always, since, until
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory
from tests.factories_families import AddressFactory
from tests.families.pages import parts

NOT_A_NUMBER = "Write a number of at least six digits. What is no number is “Another way”."
NOT_AN_EMAIL = "Write the whole e-mail address, such as name@example.org."
NOT_BY_A_NUMBER = "By a number one calls, texts or leaves a message. Write an e-mail or a home down by itself."
NOT_BY_EMAIL = "By an e-mail address one sends e-mail. Write a number or a home down by itself."
NOT_A_DATE = "That is not a date in the calendar. Write it in numbers, such as 27 3 2015; the year alone will do."


CHECK_THE_YEAR = "Check the year: write all four digits, such as 1986."


def person_form(worker, **said):
    return PersonForm({"known_as": "Amina", "role": "child", **said}, user=worker)


@pytest.mark.parametrize(
    ("said", "born", "precision"),
    [
        (("1", "5", "2015"), date(2015, 5, 1), "day"),
        (("", "5", "2015"), date(2015, 5, 1), "month"),
        (("", "", "2015"), date(2015, 1, 1), "year"),
        (("29", "2", "2012"), date(2012, 2, 29), "day"),
        (("", "", ""), None, "day"),
    ],
)
def test_a_date_of_birth_is_kept_as_far_as_it_is_known(worker, said, born, precision):
    form = person_form(worker, **parts("date_of_birth", *said))

    assert form.is_valid()
    about = form.cleaned_data["who"].about
    assert (about["date_of_birth"], about["dob_precision"]) == (born, precision)


def test_a_year_that_is_a_guess_is_about_that_year(worker):
    form = person_form(worker, is_about="on", **parts("date_of_birth", "", "", "1961"))

    assert form.is_valid()
    assert form.cleaned_data["who"].about["dob_precision"] == "about"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (("30", "2", "2015"), NOT_A_DATE),
        (("1", "13", "2015"), NOT_A_DATE),
        (("0", "1", "2015"), NOT_A_DATE),
        (("x", "1", "2015"), NOT_A_DATE),
        (("-1", "1", "2015"), NOT_A_DATE),
        (("1", "1", "2" * 11), NOT_A_DATE),
        (("1", "1", "0"), CHECK_THE_YEAR),
        (("1", "1", "10000"), CHECK_THE_YEAR),
        (("1", "1", "86"), CHECK_THE_YEAR),
        (("1", "", "2015"), "Give the year at least; the month and the day if you know them."),
        (("1", "5", ""), "Give the year at least; the month and the day if you know them."),
        (("17", "3", "2026"), "The date of birth can’t be in the future. Is it the day the baby is due?"),
    ],
)
def test_an_impossible_date_of_birth_is_refused_in_words(worker, said, error):
    form = person_form(worker, **parts("date_of_birth", *said))

    assert form.errors == {"date_of_birth": [error]}


def test_a_date_of_death_can_t_be_to_come(worker):
    form = person_form(worker, **parts("date_of_death", "17", "3", "2026"))

    assert form.errors == {"date_of_death": ["The date of death can’t be in the future."]}


def test_a_whole_date_needs_all_its_parts():
    form = EndForm(parts("on", "", "3", "2026"), fact=SimpleNamespace(period=always(), row_version=1))

    assert form.errors == {"on": ["Give the day, the month and the year."]}


def test_three_boxes_of_spaces_are_no_day():
    form = EndForm(parts("on", " ", "\u2028", "\x0b"), fact=SimpleNamespace(period=always(), row_version=1))

    assert list(form.errors) == ["on"]


def test_an_end_that_is_known_is_shown():
    form = EndForm(fact=SimpleNamespace(period=until(always(), date(2026, 3, 1)), row_version=1))

    assert form["on"].value() == [1, 3, 2026]


def test_an_end_comes_after_the_beginning():
    form = EndForm(parts("on", "1", "3", "2026"), fact=SimpleNamespace(period=since(date(2026, 3, 1)), row_version=1))

    assert form.errors == {"on": ["The end must come after the beginning."]}


def test_a_period_has_an_end_after_its_beginning():
    form = PeriodForm(parts("since", "2", "3", "2026") | parts("until", "1", "3", "2026"))

    assert form.errors == {"until": ["The end must come after the beginning."]}


def test_a_period_may_be_unknown_at_both_ends():
    form = PeriodForm({})

    assert (form.is_valid(), form.cleaned_data) == (True, {"period": always()})


def test_names_between_commas_are_each_a_name(worker):
    form = person_form(worker, also_known_as="Minnie, , Mimi ", languages="Polish,English")

    assert form.is_valid()
    about = form.cleaned_data["who"].about
    assert (about["also_known_as"], about["languages"]) == (["Minnie", "Mimi"], ["Polish", "English"])


@pytest.mark.parametrize(
    ("field", "text", "error"),
    [
        ("also_known_as", "x" * 201, "Put a comma between names."),
        ("languages", "x" * 61, "Put a comma between languages."),
    ],
)
def test_too_long_a_name_is_refused(worker, field, text, error):
    assert person_form(worker, **{field: text}).errors == {field: [error]}


def test_someone_of_that_name_is_asked_about_first(worker, family):
    amina = MembershipFactory(family=family, person__known_as="Amína").person

    form = person_form(worker)

    assert form.errors == {"same_as": ["Is it one of these, or someone new? Choose, then save again."]}
    assert form.fields["same_as"].choices == [(str(amina.pk), "Amína · Rowan"), ("new", "Someone new")]


def test_the_one_who_is_known_is_chosen(worker, family):
    amina = MembershipFactory(family=family, person__known_as="Amina").person

    form = person_form(worker, same_as=str(amina.pk))

    assert (form.is_valid(), form.cleaned_data) == (True, {"who": amina, "role": "child"})


def test_someone_new_of_the_same_name_is_someone_new(worker, family):
    MembershipFactory(family=family, person__known_as="Amina")

    form = person_form(worker, same_as="new")

    assert form.is_valid()
    assert (form.cleaned_data["who"].known_as, form.cleaned_data["role"]) == ("Amina", "child")


def test_nobody_is_asked_about_whom_one_may_not_see(worker):
    MembershipFactory(person__known_as="Amina")

    assert "same_as" not in person_form(worker).fields


def test_first_people_are_the_rows_with_a_name():
    rows = FirstPeople(
        {
            "p-TOTAL_FORMS": "3",
            "p-INITIAL_FORMS": "0",
            "p-0-known_as": "Dana",
            "p-0-role": "parent_carer",
            "p-1-known_as": "Uncle Dave",
            "p-1-role": "relative",
            "p-2-known_as": "",
            "p-2-role": "child",
        },
        prefix="p",
    )

    assert rows.is_valid()
    assert first_people(rows) == [NewMember("Dana", "parent_carer"), NewMember("Uncle Dave", "relative")]


def test_of_someone_who_is_named_it_is_said_who_they_are_in_the_family():
    said = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-0-known_as": "Dana"}

    assert FirstPeople(said, prefix="p").errors == [{"role": ["Say who they are in this family."]}]


@pytest.mark.parametrize("both", [True, False])
def test_a_person_joins_a_family_or_begins_one(organisation, both):
    family = FamilyFactory()
    said = {"role": "child"} | ({"family": str(family.pk), "name": "Silva"} if both else {})

    form = MembershipForm(said, families=Family.objects.all())

    assert form.errors == {"family": ["Choose a family, or name the one that begins with them."]}


@pytest.mark.parametrize(
    ("known", "lines", "errors"),
    [
        (True, "", {}),
        (False, "12 Ash Road", {}),
        (False, "", {"lines": ["Write the address."]}),
        (True, "12 Ash Road", {"lines": ["Choose a home that is written down, or write another: not both."]}),
    ],
)
def test_a_home_is_one_that_is_known_or_another(organisation, known, lines, errors):
    address = AddressFactory()
    said = {"address": str(address.pk) if known else "", "lines": lines, "kind": "lives_here"}

    assert ResidenceForm(said, addresses=Address.objects.all()).errors == errors


def test_a_way_to_reach_someone_needs_its_number():
    form = ContactPointForm({"kind": "mobile", "value": " "})

    assert form.errors == {"value": ["Write the number or the address."]}


@pytest.mark.parametrize("form", [ContactPointForm, partial(ReachMeForm, is_child=False, is_oneself=True)])
@pytest.mark.parametrize(
    ("kind", "value", "safe", "errors"),
    [
        ("mobile", "+44 (0)7700 900-123", ["call", "text", "leave_message"], {}),
        ("phone", "456 789 (ask for Bill)", ["call"], {}),
        ("email", "bill@home.example", ["email"], {}),
        ("other", "By Nan’s", ["post", "call", "email"], {}),
        ("mobile", "abc", [], {"value": [NOT_A_NUMBER]}),
        ("phone", "12345", [], {"value": [NOT_A_NUMBER]}),
        ("email", "not an address", [], {"value": [NOT_AN_EMAIL]}),
        ("mobile", "07700 900123", ["text", "email"], {"safe_to": [NOT_BY_A_NUMBER]}),
        ("phone", "01632 960456", ["post"], {"safe_to": [NOT_BY_A_NUMBER]}),
        ("email", "bill@home.example", ["email", "call"], {"safe_to": [NOT_BY_EMAIL]}),
    ],
)
def test_a_way_to_reach_someone_is_of_its_kind(form, kind, value, safe, errors):
    assert form({"kind": kind, "value": value, "safe_to": safe}).errors == errors


def test_a_goal_is_someones(organisation):
    form = GoalForm(
        {"words": "Calm mornings", "theme": "routines"}, people=Person.objects.all(), themes={"routines": "Routines"}
    )

    assert form.errors == {"whose": ["Say whose goal it is."]}


@pytest.mark.parametrize("value", ["11", "-1", "4.5", "x"])
def test_a_score_is_on_the_scale(organisation, value):
    person = PersonFactory()

    form = GoalScoreForm({"person": str(person.pk), "value": value}, people=Person.objects.all())

    assert list(form.errors) == ["value"]


def test_a_score_is_of_today_unless_it_says_when(organisation):
    person = PersonFactory()

    form = GoalScoreForm({"person": str(person.pk), "value": "7"}, people=Person.objects.all())

    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 3, 16)


def test_a_score_is_not_of_a_day_to_come(organisation):
    form = GoalScoreForm(parts("on", "17", "3", "2026"), people=Person.objects.all())

    assert form.errors["on"] == ["That day is still to come."]


@pytest.mark.parametrize(
    ("precision", "shown"),
    [("day", [1, 5, 2015]), ("month", ["", 5, 2015]), ("year", ["", "", 2015]), ("about", ["", "", 2015])],
)
def test_a_date_is_shown_as_far_as_it_is_known(precision, shown):
    person = Person(date_of_birth=date(2015, 5, 1), dob_precision=precision)
    form = PersonChangeForm(initial=PersonChangeForm.of(person))

    bound = form["date_of_birth"]
    parts_shown = bound.field.widget.get_context("born", bound.value(), {})["widget"]["subwidgets"]

    assert [part["value"] for part in parts_shown] == [str(part) if part else None for part in shown]


def test_a_period_is_half_open():
    form = PeriodForm(parts("since", "1", "3", "2020") | parts("until", "1", "3", "2026"))

    assert form.is_valid()
    assert form.cleaned_data["period"] == Period(date(2020, 3, 1), date(2026, 3, 1))


def test_only_where_a_year_will_do_does_a_refused_date_say_so():
    whole, partial = DayField(), PartialDayField()

    said = []
    for one in (whole, partial):
        with pytest.raises(ValidationError) as refused:
            one.clean(["30", "2", "2015"])
        said.append(refused.value.messages)
    assert said == [[NOT_A_DATE.replace("; the year alone will do", "")], [NOT_A_DATE]]
