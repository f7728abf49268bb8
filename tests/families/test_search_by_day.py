"""Finding someone by the day on which they were born, or by what another system calls them: only whom one may see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.models import ExternalIdentifier
from families.queries.search import people_found
from tests.factories import MembershipFactory, PersonFactory, UserFactory

BORN = date(2014, 5, 12)


def identify(person, value, scheme="nhs_number"):
    ExternalIdentifier.objects.create(organisation=person.organisation, person=person, scheme=scheme, value=value)


@pytest.fixture
def amina(family):
    person = MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=BORN).person
    identify(person, "9434765919")
    identify(person, "A123456789012", "upn")
    identify(person, "LCS 77-1", "lcs_person_id")
    return person


DAYS = ["12/5/2014", "12.5.2014", "12-05-2014", " 12 May 2014 ", "12th may 2014", "2014-05-12", "Amina 12/5/2014"]
NUMBERS = ["9434765919", "943 476 5919", "943-476-5919", "A123456789012", "a123456789012", "LCS 77-1"]


@pytest.mark.parametrize("text", [*DAYS, "12/5/2014 ami", *NUMBERS])
def test_a_person_is_found_by(worker, amina, text):
    assert people_found(worker, text) == [amina]


@pytest.mark.parametrize("text", ["2014", "5/2014", "12/5/14", "13/5/2014", "31/2/2014", "Joan 12/5/2014", "943476591"])
def test_a_person_is_not_found_by(worker, amina, text):
    assert people_found(worker, text) == []


def test_a_day_that_is_only_guessed_is_nobody_s(worker, amina):
    type(amina).objects.filter(pk=amina.pk).update(dob_precision="month")

    assert people_found(worker, "12/5/2014") == people_found(worker, "Amina 12/5/2014") == []


@pytest.mark.parametrize("text", ["12/5/2014", "Amina 12/5/2014", "9434765919"])
def test_whom_one_may_not_see_is_not_found_and_costs_what_nobody_does(outsider, amina, text):
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert people_found(outsider, text) == []
        asked.append([query["sql"] for query in queries])
        ExternalIdentifier.objects.filter(person=amina).update(value="another")
        type(amina).objects.filter(pk=amina.pk).update(date_of_birth=None)

    assert len(asked[0]) == len(asked[1])


@pytest.mark.parametrize("text", ["12/5/2014", "9434765919"])
def test_intake_finds_those_without_a_family_and_no_others(organisation, amina, text):
    intake = UserFactory(roles=["intake"])
    alone = PersonFactory(known_as="Amina", date_of_birth=BORN)
    identify(alone, "9434765919", "former_upn")

    assert people_found(intake, text) == [alone]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("text", "queries"), [("12/5/2014", 3), ("ana 12/5/2014", 3)])
def test_it_takes_as_many_queries_for_many_as_for_one(worker, family, rows, text, queries, django_assert_num_queries):
    for _ in range(rows):
        MembershipFactory(family=family, person__known_as="Ana", person__date_of_birth=BORN)

    with django_assert_num_queries(queries):
        assert len(people_found(worker, text)) == rows
