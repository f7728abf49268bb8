"""Each rule that the database holds, tried past the forms (domain.md §11.4): the named constraint refuses."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from database import clock
from database.rules import broken_rule
from families import models
from families.periods import Period
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    ParentageFactory,
    PersonFactory,
    RecordFactory,
)

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def make(organisation):
    """Make a row as SQL would: no form, no full_clean."""

    def made(model, **fields):
        with transaction.atomic():
            return model.objects.create(organisation=organisation, **fields)

    return made


def refused_by(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_person_has_a_name(make):
    with refused_by("person_has_a_name"):
        make(models.Person, known_as=" ")


def test_a_death_is_not_before_the_birth(make):
    with refused_by("person_death_after_birth"):
        make(models.Person, known_as="A", date_of_birth=FEB, date_of_death=JAN)


def test_a_person_is_born_or_expected(make):
    with refused_by("person_unborn_or_born"):
        make(models.Person, known_as="A", date_of_birth=JAN, expected_date=FEB)


def test_a_gender_is_one_of_the_choices(make):
    with refused_by("_choice"):
        make(models.Person, known_as="A", gender="square")


def test_a_family_has_a_name(make):
    with refused_by("family_has_a_name"):
        make(models.Family, name="\n")


def test_no_one_is_in_a_family_twice_at_a_time(make):
    membership = MembershipFactory()

    with refused_by("membership_no_overlap"):
        make(models.FamilyMembership, family=membership.family, person=membership.person, role="relative")


def test_the_index_against_overlaps_is_not_used_to_find_a_persons_families(organisation):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('membership_no_overlap'::regclass, 2, true)")
        (indexed,) = cursor.fetchone()

    assert (
        indexed != "person_id"
    )  # PostgreSQL would take it for as cheap as the index of the person, and read a tenth of it


def test_a_period_has_a_day(make):
    with refused_by("membership_has_a_day"):
        make(
            models.FamilyMembership,
            family=FamilyFactory(),
            person=PersonFactory(),
            role="child",
            period=Period(JAN, JAN),
        )


def test_no_one_is_their_own_parent(make):
    person = PersonFactory()

    with refused_by("parentage_not_self"):
        make(models.Parentage, parent=person, child=person, basis="foster")


@pytest.mark.parametrize("basis", ["birth", "adoptive"])
def test_no_one_is_their_own_ancestor(make, basis):
    joan_dana = ParentageFactory(basis="adoptive")
    dana_amina = ParentageFactory(parent=joan_dana.child)

    with refused_by("ancestor of oneself"):
        make(models.Parentage, parent=dana_amina.child, child=joan_dana.parent, basis=basis)


def test_a_loop_of_foster_carers_is_possible(make):
    edge = ParentageFactory(basis="foster")

    assert make(models.Parentage, parent=edge.child, child=edge.parent, basis="foster").pk


def test_a_loop_that_an_update_would_close_is_refused(make):
    up = ParentageFactory()
    other = ParentageFactory(child=up.parent)

    with refused_by("ancestor of oneself"), transaction.atomic():
        models.Parentage.objects.filter(pk=other.pk).update(parent=up.child)


def test_there_are_two_birth_parents_at_most(make):
    child = PersonFactory()
    ParentageFactory.create_batch(2, child=child)

    with refused_by("third birth parent"):
        make(models.Parentage, parent=PersonFactory(), child=child, basis="birth")


def test_one_of_two_birth_parents_may_be_found_to_be_someone_else(make):
    child, someone = PersonFactory(), PersonFactory()
    one, _other = ParentageFactory.create_batch(2, child=child)

    models.Parentage.objects.filter(pk=one.pk).update(parent=someone)

    assert models.Parentage.objects.filter(child=child, parent=someone).exists()


def test_neither_of_two_birth_parents_is_moved_to_a_child_who_has_two(make):
    child, edge = PersonFactory(), ParentageFactory()
    ParentageFactory.create_batch(2, child=child)

    with refused_by("third birth parent"), transaction.atomic():
        models.Parentage.objects.filter(pk=edge.pk).update(child=child)


def test_a_disputed_third_birth_parent_is_kept_beside_the_others(make):
    child = PersonFactory()
    ParentageFactory.create_batch(2, child=child)

    claim = make(models.Parentage, parent=PersonFactory(), child=child, basis="birth", confidence="disputed")

    assert claim.pk


def test_the_same_parentage_is_recorded_once_at_a_time(make):
    edge = ParentageFactory()

    with refused_by("parentage_no_overlap"):
        make(models.Parentage, parent=edge.parent, child=edge.child, basis="birth")


@pytest.fixture
def couple(organisation):
    return sorted(PersonFactory.create_batch(2), key=lambda person: person.pk)


def test_a_couple_is_stored_once(make, couple):
    with refused_by("partnership_ordered"):
        make(models.Partnership, a=couple[1], b=couple[0], kind="married")


def test_a_couple_is_one_thing_at_a_time(make, couple):
    make(models.Partnership, a=couple[0], b=couple[1], kind="married", period=Period(JAN, MAR))

    with refused_by("partnership_no_overlap"):
        make(models.Partnership, a=couple[0], b=couple[1], kind="cohabiting", period=Period(FEB, None))


def test_a_couple_may_come_together_again(make, couple):
    make(models.Partnership, a=couple[0], b=couple[1], kind="married", period=Period(JAN, FEB), end_kind="divorced")

    assert make(models.Partnership, a=couple[0], b=couple[1], kind="cohabiting", period=Period(FEB, None)).pk


def test_siblings_are_stored_in_order(make, couple):
    with refused_by("sibling_link_ordered"):
        make(models.SiblingLink, a=couple[1], b=couple[0])


def test_siblings_are_recorded_once(make, couple):
    make(models.SiblingLink, a=couple[0], b=couple[1])

    with refused_by("sibling_link_once"):
        make(models.SiblingLink, a=couple[0], b=couple[1], kind="half")


def test_no_one_is_responsible_for_themselves(make):
    person = PersonFactory()

    with refused_by("responsibility_not_for_self"):
        make(models.ParentalResponsibility, holder=person, child=person, basis="other")


def test_there_is_one_main_home_at_a_time(make):
    person, home = PersonFactory(), make(models.Address, lines="1 High Street")
    make(models.Residence, person=person, address=home, is_main=True)

    with refused_by("residence_one_main"):
        make(models.Residence, person=person, address=home, is_main=True, period=Period(JAN, None))


def test_a_second_home_is_possible(make):
    person, home = PersonFactory(), make(models.Address, lines="1 High Street")
    make(models.Residence, person=person, address=home, is_main=True)

    assert make(models.Residence, person=person, address=home, is_main=False).pk


def test_a_way_to_reach_someone_is_recorded_once(make):
    person = PersonFactory()
    make(models.ContactPoint, person=person, kind="phone", value="1")

    with refused_by("contact_point_once"):
        make(models.ContactPoint, person=person, kind="phone", value="1")


def test_an_identifier_points_at_one_person(make):
    make(models.ExternalIdentifier, person=PersonFactory(), scheme="upn", value="A1")

    with refused_by("external_identifier_one_person"):
        make(models.ExternalIdentifier, person=PersonFactory(), scheme="upn", value="A1")


def test_there_is_one_lead_worker_at_a_time(make):
    lead = InvolvementFactory(role="lead_worker")

    with refused_by("involvement_one_lead"):
        InvolvementFactory(family=lead.family, role="lead_worker", period=Period(JAN, None))


def test_a_goal_score_is_on_the_scale(make):
    goal = make(models.Goal, record=RecordFactory(kind="goal"), family=FamilyFactory(), words="Toast")

    with refused_by("goal_score_on_the_scale"):
        make(models.GoalScore, goal=goal, person=PersonFactory(), on=JAN, value=Decimal("10.5"))


@pytest.mark.parametrize("missing", ["reason", "decided_by", "review_on"])
def test_what_is_withheld_says_why_who_and_until_when(make, worker, missing):
    said = {
        "reason": "third_party",
        "decided_by": worker,
        "decided_on": clock.today(),
        "review_on": clock.today() + timedelta(days=90),
    }
    said[missing] = "" if missing == "reason" else None

    with refused_by("withheld_says_why"):
        make(models.ShareState, record=RecordFactory(), person=PersonFactory(), state="withheld", **said)


@pytest.mark.parametrize("is_of_a_family", [True, False])
def test_one_draft_of_a_form_is_unfinished(make, worker, is_of_a_family):
    draft = {"author": worker, "family": FamilyFactory() if is_of_a_family else None, "form": "worry"}
    make(models.Draft, **draft)

    with refused_by("draft_one_unfinished"):
        make(models.Draft, **draft)


def test_a_finished_draft_holds_nothing(make, worker):
    with refused_by("draft_finished_is_empty"):
        make(
            models.Draft,
            author=worker,
            family=FamilyFactory(),
            form="conversation",
            body={"headline": "kept"},
            finished_at=clock.now(),
        )


def test_a_refusal_of_the_database_has_a_sentence(make):
    edge = ParentageFactory()

    with pytest.raises(IntegrityError) as refused:
        make(models.Parentage, parent=edge.child, child=edge.parent, basis="birth")

    assert broken_rule(refused.value) == ("parentage_acyclic", "A person can’t be their own ancestor.")
