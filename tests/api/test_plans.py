"""Families' plans over the API: what was agreed, in the family's words, as lines and on paper (domain.md §2.7, §9.7)."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from accounts.models import AccessEvent
from api.serializers.plans import FamilyPlanOutput
from casework import pdf
from tests.api.shapes import misfits
from tests.conftest import FROZEN
from tests.factories import FamilyFactory
from tests.factories_conferences import ContingencyFactory, conference_at, plan_of

PLANS = "/api/v1/plans/"
WORDS = "We look after our own"


@pytest.fixture
def conference(family):
    return conference_at("held", family=family)


@pytest.fixture
def plan(conference):
    plan = plan_of(conference, in_our_words=WORDS)
    ContingencyFactory(plan=plan, position=1)
    plan.agreed_on = FROZEN.date()
    plan.save()
    return plan


@pytest.fixture
def system(caller):
    return caller("plans.read")


def test_a_plan_fits_its_description(system, plan, conference, family):
    (told,) = system.get(PLANS, {"family": str(family.pk)}).json()["results"]

    assert misfits(FamilyPlanOutput, told) == []
    assert [told[name] for name in ("family", "conference", "version", "agreed_on", "in_our_words")] == [
        str(family.pk), str(conference.pk), 1, "2026-03-16", WORDS
    ]  # fmt: skip
    step, other = told["actions"][0], told["contingencies"][0]
    assert (step["what"], step["state"]) == ("Amina stays with Gran every Friday", "not_started")
    assert step["who_person"] == str(plan.actions.get().who_person_id)
    assert (other["if_what"], other["then_what"]) == ("it snows", "Amina stays at home")
    assert told["monitoring"]["family_monitor"] == str(plan.monitoring.family_monitor_id)
    assert system.get(f"{PLANS}{plan.pk}/").json() == told


def test_a_look_names_whom_it_shows(system, plan, family):
    system.get(f"{PLANS}{plan.pk}/")

    look = AccessEvent.objects.get(what="api:plan-retrieve")
    named = {plan.actions.get().who_person_id, plan.contingencies.get().who_person_id}
    assert (set(look.people), look.families) == (named | {plan.monitoring.family_monitor_id}, [family.pk])


def test_what_is_still_being_written_is_the_familys(system, conference):
    plan = plan_of(conference)

    assert system.get(PLANS).json()["results"] == []
    assert [system.get(f"{PLANS}{plan.pk}/{what}").status_code for what in ("", "pdf/")] == [404, 404]


def test_one_of_another_family_is_not_in_its_list(system, plan):
    assert system.get(PLANS, {"family": str(FamilyFactory().pk)}).json()["results"] == []


def test_a_conference_is_no_way_to_its_plan(caller, plan):
    other = caller("conferences.read")

    assert [other.get(f"{PLANS}{what}").status_code for what in ("", f"{plan.pk}/", f"{plan.pk}/pdf/")] == [403] * 3


@pytest.mark.skipif(not pdf.can_be_drawn(), reason="No Pango here")
def test_on_paper_it_says_the_same_and_that_is_noted(system, plan, family):
    answer = system.get(f"{PLANS}{plan.pk}/pdf/", headers={"Accept": "application/pdf"})

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert WORDS in " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    look = AccessEvent.objects.get(what="api:plan-pdf")
    assert plan.actions.get().who_person_id in look.people
    assert look.families == [family.pk]


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_statements_for_one_as_for_three(system, conference, many, django_assert_num_queries):
    for number in range(many):
        one = plan_of(conference if not number else conference_at("held", family=FamilyFactory()))
        one.agreed_on = FROZEN.date()
        one.save()
    system.get(PLANS)

    with django_assert_num_queries(4):
        assert len(system.get(PLANS).json()["results"]) == many
