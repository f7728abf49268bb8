"""What the forms of ties take: to one person, known or new, and how a couple ended."""

import pytest

from families.actions.members import NewMember
from families.actions.relatives import NewRelative
from families.forms.kinship import ParentForm, PartnerForm, SiblingForm
from families.models import Person
from tests.factories import PersonFactory
from tests.families.pages import parts


@pytest.mark.parametrize("said", [{}, {"relative": "someone", "new_name": "Joan"}])
def test_a_tie_is_to_one_person_known_or_new(family, said):
    person = PersonFactory()
    if said:
        said = said | {"relative": str(person.pk)}
    facts = {"basis": "birth", "source": "told_us", "confidence": "confirmed"}

    form = ParentForm(said | facts, people=Person.objects.all(), family=family)

    assert form.errors == {"__all__": ["Choose who it is, or write the name of someone new."]}


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


def test_only_who_may_keep_a_tie_to_themselves_is_asked_about_it(family):
    asked = [
        "visibility" in ParentForm(people=Person.objects.none(), family=family, may_restrict=may).fields
        for may in (True, False)
    ]

    assert asked == [True, False]


def test_nobody_new_is_offered_where_there_is_no_family_to_join():
    form = SiblingForm(people=Person.objects.none(), family=None)

    assert list(form.fields) == ["kind", "source", "confidence"]


def test_a_couple_that_ended_says_how(family):
    said = {"new_name": "Rob", "kind": "married", "source": "told_us", "confidence": "confirmed"}

    form = PartnerForm(said | parts("until", "1", "3", "2020"), people=Person.objects.none(), family=family)

    assert form.errors == {"end_kind": ["Say how it ended."]}
