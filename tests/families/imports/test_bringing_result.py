"""How many of each an import wrote, and what stayed when it was undone: no number tells of what its reader may not see."""

import pytest

from families.models import ContactPoint, ExternalIdentifier, ImportedRow, Parentage, Person, ToBeSettled
from families.queries.bringing import result
from tests.conftest import make
from tests.factories_access import RestrictionFactory
from tests.families.imports.test_bringing import asked, brought, undone  # noqa: F401  (a fixture)

NUMBER = "A123456789012"


@pytest.fixture
def one(family, asked):  # noqa: F811
    return brought(family, asked)


def person(name):
    return Person.objects.get(known_as=name)


def restricted(name, by):
    someone = person(name)
    RestrictionFactory(person=someone, set_by=by)
    return someone


def test_everything_is_counted_that_can_be_seen(one, asked):  # noqa: F811
    said = result(one, asked)

    assert (said.people, said.members, said.ties) == (3, 3, 2)


def test_someone_who_is_restricted_since_is_in_no_number(one, asked):  # noqa: F811
    restricted("Wyn Vale", asked)

    said = result(one, asked)

    assert (said.people, said.members, said.ties) == (2, 2, 1)


def test_someone_who_is_restricted_since_stays_and_is_not_told(client, one, asked):  # noqa: F811
    wyn = restricted("Wyn Vale", asked)
    client.force_login(asked)

    undone(one, asked)

    page = client.get(f"/imports/{one.pk}/").text
    assert Person.objects.filter(pk=wyn.pk).exists()
    assert f"{ImportedRow.objects.filter(people_import=one).count()} things that were written are not here" in page
    assert "rests on" not in page


def test_a_tie_that_is_kept_to_the_lead_worker_since_is_not_told(family, manager, one, asked):  # noqa: F811
    tie = Parentage.objects.get(child=person("Wyn Vale"))
    Parentage.objects.filter(pk=tie.pk).update(visibility="restricted")
    undone(one, asked)

    leads, manages = result(one, asked), result(one, manager)

    assert leads.stays - manages.stays == 1
    assert leads.stays + leads.gone == manages.stays + manages.gone


def test_what_was_settled_since_is_not_told(family, asked):  # noqa: F811
    """Else undoing a file of numbers tells who of a town is known."""
    beyond = make.MembershipFactory(organisation=family.organisation).person
    ExternalIdentifier.objects.create(organisation=family.organisation, person=beyond, scheme="upn", value=NUMBER)
    one = brought(family, asked, f"Name,UPN\nUma Vale,{NUMBER}\n")
    ToBeSettled.objects.update(updated_at=one.updated_at)

    undone(one, asked)

    stays = ImportedRow.objects.filter(people_import=one, left_because="changed")
    assert set(stays.values_list("table", flat=True)) >= {"families_tobesettled", "families_person"}
    assert result(one, asked).stays == stays.exclude(table="families_tobesettled").count()


@pytest.mark.parametrize("happens", ["changed", "used"])
def test_why_it_stays_is_not_told(client, one, asked, happens):  # noqa: F811
    vic = person("Vic Vale")
    if happens == "changed":
        Person.objects.filter(pk=vic.pk).update(pronouns="they")
    else:
        ContactPoint.objects.create(organisation=vic.organisation, person=vic, kind="phone", value="07700 900123")
    client.force_login(asked)

    undone(one, asked)

    assert (
        "stay, because they were changed since or something else rests on them."
        in client.get(f"/imports/{one.pk}/").text
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_result_costs_the_same(client, family, asked, count, django_assert_num_queries):  # noqa: F811
    one = brought(family, asked, "Name\n" + "".join(f"Vale {number}\n" for number in range(count)))
    client.force_login(asked)
    client.get(f"/imports/{one.pk}/")

    with django_assert_num_queries(10):
        client.get(f"/imports/{one.pk}/")
