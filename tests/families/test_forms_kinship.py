"""What the forms of ties take: to one person, known or new, and how a couple ended."""

from datetime import date

import pytest

from families.actions.members import NewMember
from families.actions.relatives import NewRelative
from families.forms.kinship import ParentForm, PartnerForm, SiblingForm
from families.models import Person
from tests.factories import PersonFactory
from tests.families.pages import parts

WHO = ["relative", "new_name"]
FACTS = {"basis": "birth", "source": "told_us", "confidence": "confirmed"}


@pytest.mark.parametrize(
    ("form", "asked"),
    [(SiblingForm, ["kind", "source"]), (ParentForm, ["basis", "source"]), (PartnerForm, ["kind", "source"])],
)
def test_who_as_what_and_how_we_know_is_all_that_is_asked_at_once(family, form, asked):
    PersonFactory()

    shown = form(people=Person.objects.all(), family=family, may_restrict=True)

    assert [field.name for field in shown.first_fields()] == [*WHO, *asked]


@pytest.mark.parametrize("said", [{}, {"relative": "someone", "new_name": "Joan"}])
def test_a_tie_is_to_one_person_known_or_new(family, said):
    person = PersonFactory()
    if said:
        said = said | {"relative": str(person.pk)}
    form = ParentForm(said | FACTS, people=Person.objects.all(), family=family)

    assert form.errors == {"__all__": ["Choose who it is, or write the name of someone new."]}


def test_where_nobody_is_written_down_yet_only_a_name_is_asked(family):
    form = ParentForm(FACTS, people=Person.objects.none(), family=family)

    assert form.fields["new_name"].label == "What are they called?"
    assert form.errors == {"__all__": ["Say what they are called."]}


def test_a_new_relative_belongs_to_the_same_family(family):
    said = {
        "new_name": "Joan",
        "new_gender": "woman_girl",
        "basis": "birth",
        "source": "told_us",
        "confidence": "believed",
    }

    form = ParentForm(said, people=Person.objects.none(), family=family)

    assert form.is_valid()
    assert form.cleaned_data["relative"] == NewRelative(
        family, NewMember("Joan", "relative", about={"gender": "woman_girl"})
    )


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ({"source": "they_said"}, ("told_us", "believed", "Dana")),
        ({"source": "they_said", "confidence": "disputed"}, ("told_us", "disputed", "Dana")),
        ({"source": "told_us"}, ("told_us", "believed", None)),
        ({"source": "seen_document"}, ("seen_document", "confirmed", None)),
        ({"source": "guess"}, ("guess", "believed", None)),
    ],
)
def test_one_answer_says_how_we_know_from_whom_and_how_sure_that_is(family, said, known):
    dana = PersonFactory(known_as="Dana")
    said = {"new_name": "Kelly", "kind": "unknown"} | said

    form = SiblingForm(said, people=Person.objects.none(), family=family, about=dana)

    assert form.is_valid()
    told_by = form.cleaned_data.get("said_by")
    assert (form.cleaned_data["source"], form.cleaned_data["confidence"], told_by and told_by.known_as) == known


def test_how_we_know_is_never_left_standing(family):
    said = {"new_name": "Kelly", "kind": "unknown"}

    form = SiblingForm(said, people=Person.objects.none(), family=family, about=PersonFactory())

    assert list(form.errors) == ["source"]


def test_nobody_who_has_died_told_us(family):
    dana = PersonFactory(known_as="Dana", date_of_death=date(2020, 1, 1))
    form = SiblingForm({"source": "they_said"}, people=Person.objects.none(), family=family, about=dana)

    assert "source" in form.errors


def test_only_who_may_keep_a_tie_to_themselves_is_asked_about_it(family):
    asked = [
        "visibility" in ParentForm(people=Person.objects.none(), family=family, may_restrict=may).fields
        for may in (True, False)
    ]

    assert asked == [True, False]


def test_nobody_new_is_offered_where_there_is_no_family_to_join():
    form = SiblingForm(people=Person.objects.none(), family=None)

    assert list(form.fields) == ["kind", "identical", "source", "confidence"]


def test_a_couple_that_ended_says_how(family):
    said = {"new_name": "Rob", "kind": "married", "source": "told_us", "confidence": "confirmed"}

    form = PartnerForm(said | parts("until", "1", "3", "2020"), people=Person.objects.none(), family=family)

    assert form.errors == {"end_kind": ["Say how it ended."]}
