"""Kin terms out of the database, each viewer's own."""

from datetime import date

import pytest

from families.models import Parentage, Person, SiblingLink
from families.queries.kinship import kin_of, kin_term, relations
from tests.factories import (
    InvolvementFactory,
    MembershipFactory,
    ParentageFactory,
    PersonFactory,
    PractitionerFactory,
)
from tests.factories_families import sign_in_of
from tests.families.kin.test_vectors import VECTORS, rows
from tests.families.kin.village import Village, kits, rowans
from tests.families.village import key, settle


@pytest.fixture
def village(family):
    return settle(rowans(), family)


@pytest.fixture
def hana(family):
    """A co-worker: she may see everyone of the family, but no edge that is kept to the lead worker."""
    return InvolvementFactory(family=family, practitioner=PractitionerFactory(user__name="Hana")).practitioner.user


def restrict(parent, child):
    Parentage.objects.filter(parent=key(parent), child=key(child)).update(visibility="restricted")


def test_every_vector(village, worker):
    said = {(ego, alter): kin_term(key(ego), key(alter), worker) for ego, alter, _term in rows(VECTORS)}

    assert said == {(ego, alter): term for ego, alter, term in rows(VECTORS)}


def test_every_vector_among_the_terms_of_all(village, worker):
    egos = {ego for ego, _alter, _term in rows(VECTORS)}
    terms = {ego: {one.person.pk: one.term for one in relations(key(ego), worker)} for ego in egos}

    assert {(ego, alter): terms[ego][key(alter)] for ego, alter, _term in rows(VECTORS)} == {
        (ego, alter): term for ego, alter, term in rows(VECTORS)
    }


def test_an_adopted_child_has_birth_and_adoptive_parents(worker, family):
    settle(kits(), family)

    assert [kin_term(key("Kit"), key(name), worker) for name in ("Bea", "Al")] == ["birth mother", "adoptive father"]


@pytest.mark.parametrize(
    ("ego", "alter", "lead_reads", "hana_reads"),
    [
        ("Amina", "Theo", "half-brother", "brother (full or half not known)"),
        ("Theo", "Sid", "father", "stepfather"),
        ("Theo", "Zoe", "half-sister", "stepsister"),
    ],
)
def test_a_restricted_edge_is_in_the_lead_workers_terms_alone(
    village, worker, hana, ego, alter, lead_reads, hana_reads
):
    restrict("Sid", "Theo")

    assert [kin_term(key(ego), key(alter), user) for user in (worker, hana)] == [lead_reads, hana_reads]


def test_to_the_family_a_brother_is_a_brother(family, worker):
    settle(Village("Dana w, Amina w, Theo m").parents("Dana→Amina, Dana→Theo"), family)
    dana = sign_in_of(Person.objects.get(pk=key("Dana")))

    assert [kin_term(key("Amina"), key("Theo"), user) for user in (worker, dana)] == [
        "brother (full or half not known)",
        "brother",
    ]


def test_someone_joined_only_by_an_unseen_edge_is_not_among_the_relations(family, worker, hana):
    settle(Village("Theo m, Sid m").parents("Sid→Theo"), family)
    other = MembershipFactory(person=Person.objects.get(pk=key("Sid"))).family
    Person.objects.get(pk=key("Sid")).memberships.filter(family=family).update(family=MembershipFactory().family)
    InvolvementFactory(family=other, practitioner=hana.practitioner)
    restrict("Sid", "Theo")

    assert (Person.objects.visible_to(hana).filter(pk=key("Sid")).exists(), relations(key("Theo"), hana)) == (True, [])


def test_nobody_beyond_the_door_is_reached(family, worker):
    settle(rowans(), family, apart=frozenset({"Joan"}))

    assert key("Joan") not in {one.person.pk for one in relations(key("Amina"), worker)}


def test_an_outsider_learns_nothing(village, outsider):
    assert (relations(key("Amina"), outsider), kin_term(key("Amina"), key("Dana"), outsider)) == ([], None)


def test_a_disputed_edge_makes_no_term(village, worker):
    Parentage.objects.filter(parent=key("Rob"), child=key("Amina")).update(confidence="disputed")

    assert kin_term(key("Amina"), key("Gwen"), worker) == "connected person"


def test_a_sibling_link_is_read_both_ways(family, worker):
    settle(Village("Max m, Vic ?").siblings("Max+Vic"), family)
    SiblingLink.objects.update(kind="full")

    assert (kin_term(key("Max"), key("Vic"), worker), kin_term(key("Vic"), key("Max"), worker)) == (
        "sibling",
        "brother",
    )


def test_relations_go_from_the_nearest_to_those_not_joined(family, worker):
    settle(Village("Amina w, Joan w, Dana w, Kai m, Bea w").parents("Dana→Amina, Joan→Dana"), family)

    assert [(one.person.known_as, one.term) for one in relations(key("Amina"), worker)] == [
        ("Dana", "mother"),
        ("Joan", "maternal grandmother"),
        ("Bea", "connected person"),
        ("Kai", "connected person"),
    ]


def test_a_relation_has_a_page(family, worker):
    settle(Village("Amina w, Dana w").parents("Dana→Amina"), family)

    assert relations(key("Amina"), worker)[0].person.get_absolute_url() == f"/people/{key('Dana')}/"


def test_the_walk_goes_so_far_and_no_farther(family, worker):
    line = [MembershipFactory(family=family, person=PersonFactory(known_as=f"Person {n}")).person for n in range(10)]
    for parent, child in zip(line[1:], line, strict=False):
        ParentageFactory(parent=parent, child=child)

    steps = kin_of(line[0].pk, worker).steps

    assert steps == {person.pk: step for step, person in enumerate(line[:9])}


def test_a_death_makes_a_late_husband(family, worker):
    settle(Village("Joan w, Bill m").couple("Joan+Bill"), family)
    Person.objects.filter(pk=key("Bill")).update(date_of_death=date(2020, 1, 1))

    assert kin_term(key("Joan"), key("Bill"), worker) == "late husband"


@pytest.mark.parametrize("others", [1, 3])
def test_relations_are_one_query(family, worker, others, django_assert_num_queries):
    child = MembershipFactory(family=family).person
    for _ in range(others):
        ParentageFactory(parent=MembershipFactory(family=family).person, child=child, basis="foster")

    with django_assert_num_queries(1):
        assert len(relations(child.pk, worker)) == others
