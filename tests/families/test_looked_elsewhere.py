"""What someone reads of looks at a page that names them and is not theirs: that they were seen there, or nothing."""

from datetime import timedelta

import pytest

from accounts.models import AccessEvent
from database import clock
from families.models import AccessBlock
from families.queries.looked import our_looks
from tests.factories import FamilyFactory, MembershipFactory, PersonFactory
from tests.factories_families import sign_in_of
from tests.families.test_looked import look


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana").person


@pytest.fixture
def amina(family):
    return MembershipFactory(
        family=family, person=PersonFactory(known_as="Amina", date_of_birth="2016-01-01"), role="child"
    ).person


@pytest.fixture
def block(amina, dana, manager):
    """Dana is kept from Amina."""
    return AccessBlock.objects.create(
        organisation=amina.organisation,
        viewer_person=dana,
        protected_person=amina,
        ground=AccessBlock.Ground.DOMESTIC_ABUSE,
        set_by=manager,
        set_on=clock.today(),
        review_on=clock.today() + timedelta(days=90),
    )


def told(person):
    """All that someone reads of who has looked."""
    days = our_looks(sign_in_of(person)).days
    return [(line.said, line.more) for day in days for looker in day.lookers for line in looker.lines]


def test_whom_someone_else_s_page_names_was_seen_there(worker, dana, amina, family):
    look(worker, what="families:parent-add", families=[family.pk], people=[amina.pk, dana.pk], record=amina.pk)

    assert told(dana) == [("A social worker saw you in a form to write something down", "")]


def test_one_s_own_page_is_about_oneself_whomever_else_it_names(worker, dana, amina, family):
    look(worker, what="families:parent-add", families=[family.pk], people=[amina.pk, dana.pk], record=dana.pk)

    assert told(dana) == [("A social worker read a form to write something down", "you")]


def test_whom_a_page_of_another_family_names_reads_nothing_of_it(worker, dana):
    other = MembershipFactory()
    look(worker, families=[other.family_id], people=[other.person_id, dana.pk], record=other.person_id)

    assert told(dana) == []


def test_a_look_at_a_family_s_page_is_about_the_family(worker, dana, family):
    look(worker, what="families:goal-add", families=[family.pk], people=[dana.pk], record=family.pk)

    assert told(dana) == [("A social worker read the family’s goals", "your family")]


def test_a_look_at_one_s_own_page_is_one_s_own_to_read_wherever_one_belongs(worker, dana):
    look(worker, families=[FamilyFactory().pk], people=[dana.pk], record=dana.pk)

    assert told(dana) == [("A social worker read a person’s page", "you")]


@pytest.mark.parametrize("form", ["block-add", "parent-add", "agreement-add"])
def test_whoever_could_be_chosen_does_not_read_for_what(client, manager, dana, amina, form):
    client.force_login(manager)

    shown = client.get(f"/people/{amina.pk}/{form.replace('-add', '')}s/add/").text

    assert "Dana" in shown
    assert told(dana) == [("A team manager saw you in a form to write something down", "")]


@pytest.mark.parametrize("page", ["who-may-see/", "parents/add/"])
def test_who_is_kept_from_someone_reads_of_no_look_at_their_page(client, manager, dana, amina, block, page):
    client.force_login(manager)

    client.get(f"/people/{amina.pk}/{page}")

    event = AccessEvent.objects.get()
    assert (event.record, dana.pk in event.people) == (amina.pk, True)
    assert told(dana) == []
