"""What is refused of one row is refused of any among many that one statement writes; and each is told in the change stream."""

import pytest

from accounts.models import User
from database.models import Change
from families.actions.merging import merge_people
from families.models import FamilyMembership, Parentage, Person
from tests.conftest import make
from tests.refusals import refused_by


@pytest.fixture
def people(worker):
    return [make.PersonFactory() for _number in range(4)]


def written(*ties, **more):
    said = {"organisation_id": ties[0][0].organisation_id, "basis": "birth", **more}
    return Parentage.objects.bulk_create(Parentage(child=child, parent=parent, **said) for child, parent in ties)


def test_a_loop_among_many_is_refused(people):
    a, b, c, d = people

    assert refused_by(lambda: written((d, a), (a, b), (b, c), (c, a))) == "parentage_acyclic"


def test_a_loop_through_what_stands_is_refused(people):
    a, b, c, d = people
    written((a, b), (b, c))

    assert refused_by(lambda: written((d, a), (c, a), basis="adoptive")) == "parentage_acyclic"


def test_who_brings_whom_up_may_go_round(people):
    a, b, *_others = people
    written((a, b))

    assert len(written((b, a), basis="foster")) == 1


@pytest.mark.parametrize("standing", [0, 1, 2])
def test_a_third_birth_parent_among_many_is_refused(people, standing):
    child, *parents = people
    ties = [(child, parent) for parent in parents]
    if standing:
        written(*ties[:standing])

    assert refused_by(lambda: written(*ties[standing:])) == "parentage_two_birth"


def test_two_and_one_who_is_disputed_are_no_three(people):
    child, *parents = people
    written(*[(child, parent) for parent in parents[:2]])

    assert len(written((child, parents[2]), confidence="disputed")) == 1


def test_a_change_into_a_loop_is_refused(people):
    a, b, *_others = people
    written((a, b))
    [other] = written((b, a), basis="foster")

    assert refused_by(lambda: Parentage.objects.filter(pk=other.pk).update(basis="birth")) == "parentage_acyclic"


def test_nothing_new_among_many_is_of_someone_who_was_merged(people, family):
    kith = User.objects.get(kind=User.Kind.SYSTEM)
    merge_people(kept=people[0], merged=people[1], why="She told us", by=kith)

    places = [
        FamilyMembership(organisation_id=family.organisation_id, family=family, person=person, role="relative")
        for person in people
    ]
    assert refused_by(lambda: FamilyMembership.objects.bulk_create(places)) == "merged_person_takes_nothing"


def test_each_of_many_is_told_in_the_change_stream(people):
    ids = [person.pk for person in people]
    Person.objects.filter(pk__in=ids).update(known_as="Ana")
    new = Person.objects.bulk_create(Person(organisation=people[0].organisation, known_as=name) for name in "AB")

    told = Change.objects.filter(row__in=[*ids, *(one.pk for one in new)]).order_by("seq")

    insert, update = ([(pk, operation) for pk in ids] for operation in ("insert", "update"))
    assert list(told.values_list("row", "operation"))[:4] == insert
    assert sorted(told.values_list("row", "operation")[4:8]) == sorted(update)
    assert list(told.values_list("row", "operation"))[8:] == [(one.pk, "insert") for one in new]
