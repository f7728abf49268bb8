"""8. For every row of the kin-term vectors the person's page and the API say exactly the stated term (domain.md §5.4)."""

import pytest
from django.db import transaction

from accounts.models import User
from database.asker import acting_as
from families.actions.kinship import record_parent, record_partnership, record_siblings
from families.actions.people import add_member, add_person, begin_family
from tests.families.kin.test_vectors import VECTORS, rows
from tests.families.kin.village import Village, key, kits, rowans
from tests.stories.other_system import mosaic_bridge

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STATED = [*rows(VECTORS), ["Kit", "Bea", "birth mother"], ["Kit", "Al", "adoptive father"]]
EGOS = sorted({ego for ego, _alter, _term in STATED})


def settle(village: Village, family, by):
    """Write a village down by the actions; each person's id by name."""
    made = {}
    for pk, person in village.people.items():
        made[pk] = add_person(known_as=person.name, gender=person.gender, date_of_birth=person.born, by=by)
        add_member(family=family, person=made[pk], role="relative", by=by)
    for edge in village.parentages:
        record_parent(parent=made[edge.parent], child=made[edge.child], basis=edge.basis, by=by)
    for couple in village.partnerships:
        one, other = made[couple.a], made[couple.b]
        record_partnership(one=one, other=other, kind=couple.kind, end_kind=couple.end_kind or "", by=by)
    for link in village.links:
        record_siblings(one=made[link.a], other=made[link.b], kind=link.kind, by=by)
    return {person.name: made[key(person.name)].pk for person in village.people.values()}


@pytest.fixture
def people(demo):
    """The people of the vectors, in two families that Priya leads."""
    priya = User.objects.get(name="Priya")
    with acting_as(priya.asker), transaction.atomic():
        return {
            name: pk
            for village in (rowans(), kits())
            for name, pk in settle(village, begin_family(name="Vectors", by=priya), priya).items()
        }


def the_stated(said):
    return [[ego, alter, said[ego].get(alter)] for ego, alter, _term in STATED]


def terms_on(page):
    """What the page says of each of their people: name and term."""
    rows_shown = page.get_by_role("region", name="Their people").get_by_role("listitem")
    texts = "rows => rows.map(row => ['a', 'small'].map(one => row.querySelector(one).innerText))"
    return dict(rows_shown.evaluate_all(texts))


def test_the_page_of_each_person_says_the_stated_terms(someone, people):
    priya = someone("Priya")

    said = {ego: terms_on(priya.open(f"/people/{people[ego]}/")) for ego in EGOS}

    assert the_stated(said) == STATED
    priya.check_accessible()


def test_the_api_says_the_stated_terms(people, live_server):
    with mosaic_bridge(live_server.url) as mosaic:
        answers = {ego: mosaic.get(f"people/{people[ego]}/relations/")["relations"] for ego in EGOS}

    assert the_stated({ego: {one["known_as"]: one["term"] for one in told} for ego, told in answers.items()}) == STATED
