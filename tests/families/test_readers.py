"""Before and after one writes: who reads it, and who is kept from whom."""

import pytest
from django.urls import reverse

from casework.models import Conversation
from families.actions import keeping
from families.models import Record
from families.queries.readers import apart_among, before_one_writes, kept_apart, readers_of
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_access import (
    LATER,
    AccessBlockFactory,
    DeclaredInterestFactory,
    HelperAccessFactory,
    ShareStateFactory,
)
from tests.factories_families import ResponsibilityFactory, sign_in_of

TALK = Record.Kind.CONVERSATION
ROB_IS_KEPT = "Rob is kept from Dana."
IN_TWO = f"{ROB_IS_KEPT} What you write of both at once, neither reads: write it in two."


@pytest.fixture
def people(family):
    """Dana, Rob and Amina, of whom Dana reads for Amina."""
    born = {"Dana": "1990-04-02", "Rob": "1989-11-12", "Amina": "2015-05-01"}
    found = {
        name: MembershipFactory(family=family, person__known_as=name, person__date_of_birth=day).person
        for name, day in born.items()
    }
    ResponsibilityFactory(holder=found["Dana"], child=found["Amina"], status="confirmed")
    return found


@pytest.fixture
def apart(people):
    """Each from the other."""
    AccessBlockFactory(viewer_person=people["Rob"], protected_person=people["Dana"])
    AccessBlockFactory(viewer_person=people["Dana"], protected_person=people["Rob"])


def page_with(client, worker, family, people, *names):
    """What the page of a new conversation with these people says of who reads it."""
    client.force_login(worker)
    new = reverse("casework:conversation-new", args=[family.pk])
    sent = {"people": [people[name].pk for name in names], "headline": "At home"}
    return client.post(new, sent | {"entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0"}).url


def test_a_parent_who_reads_for_a_child_is_named_before_and_after(client, worker, family, people):
    said = before_one_writes(people.values(), TALK, worker)
    shown = client.get(page_with(client, worker, family, people, "Amina")).text

    assert said == ["Dana reads what is shared with Amina."]
    assert "Reads it for Amina" in shown


def test_who_is_named_does_read_it(client, worker, family, people):
    written = page_with(client, worker, family, people, "Amina")
    client.force_login(sign_in_of(people["Dana"]))

    assert client.get(written).status_code == 200


def test_two_who_are_kept_apart_read_nothing_of_both_and_the_page_says_so(client, worker, family, people, apart):
    written = page_with(client, worker, family, people, "Dana", "Rob")
    shown = client.get(written).text

    assert "Can’t read it, as it is also about Rob: they are kept apart" in shown
    assert "Can’t read it, as it is also about Dana: they are kept apart" in shown
    for name in ("Dana", "Rob"):
        client.force_login(sign_in_of(people[name]))
        assert client.get(written).status_code == 404


def test_the_form_says_it_before_anything_is_written(client, worker, family, people, apart):
    client.force_login(worker)

    shown = client.get(reverse("casework:conversation-new", args=[family.pk])).text

    assert "Dana reads what is shared with Amina." in shown
    assert IN_TWO in shown


def test_two_from_whom_a_third_is_kept_read_what_is_of_both(worker, people):
    for name in ("Dana", "Amina"):
        AccessBlockFactory(viewer_person=people["Rob"], protected_person=people[name])

    assert apart_among([people["Dana"], people["Amina"]], worker) == []


@pytest.mark.parametrize("page", ["family", "person"])
def test_a_page_says_who_is_kept_from_whom_once(client, worker, family, people, apart, page):
    client.force_login(worker)

    shown = client.get((family if page == "family" else people["Rob"]).get_absolute_url()).text

    assert shown.count(ROB_IS_KEPT) == 1
    assert "Dana is kept from" not in shown


def test_it_is_told_to_no_one_who_may_not_know_of_it(outsider, worker, people):
    AccessBlockFactory(viewer_person=people["Rob"], protected_person=people["Dana"])
    elsewhere = InvolvementFactory(practitioner=outsider.practitioner)
    MembershipFactory(family=elsewhere.family, person=people["Rob"])

    assert [one.words for one in kept_apart([people["Rob"].pk], worker)] == [ROB_IS_KEPT]
    assert kept_apart([people["Rob"].pk], outsider) == []
    assert kept_apart([people["Rob"].pk], sign_in_of(people["Dana"])) == []


def test_a_parent_who_is_kept_from_a_child_is_no_reader(worker, people):
    AccessBlockFactory(viewer_person=people["Dana"], protected_person=people["Amina"])

    assert before_one_writes([people["Amina"]], TALK, worker) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_two_queries(worker, family, people, apart, django_assert_num_queries, count):
    more = [MembershipFactory(family=family).person for _ in range(count)]
    states = [ShareStateFactory(person=person) for person in (people["Amina"], *more)]

    with django_assert_num_queries(3):
        readers_of(states, Record.Kind.CONVERSATION, worker)
    with django_assert_num_queries(3):
        before_one_writes([*people.values(), *more], TALK, worker)
        apart_among([*people.values(), *more], worker)


def test_who_does_not_exist_for_a_worker_is_named_to_them_nowhere(family, worker, people):
    keeping.restrict(what=people["Amina"], ground="adoption", allowed=[], review_on=LATER, by=worker)
    AccessBlockFactory(viewer_person=people["Rob"], protected_person=people["Amina"])
    hana = InvolvementFactory(family=family, role="co_worker").practitioner.user
    DeclaredInterestFactory(practitioner=hana.practitioner, person=people["Dana"])
    AccessBlockFactory(viewer_person=people["Dana"], protected_person=people["Rob"])

    assert kept_apart([one.pk for one in people.values()], hana) == []


@pytest.mark.parametrize("scope", ["everything", "talks", "goals"])
@pytest.mark.parametrize("about", [("Amina",), ("Dana", "Rob"), ("Amina", "Rob")])
@pytest.mark.parametrize("kept", [(), ("Rob", "Dana"), ("Dana", "Amina"), ("Ruth", "Amina")])
def test_they_are_named_who_read_it(client, worker, family, people, scope, about, kept):
    people["Ruth"] = MembershipFactory(family=family, person__known_as="Ruth").person
    users = {name: sign_in_of(person) for name, person in people.items()}
    for owner in about:
        HelperAccessFactory(owner=people[owner], helper=users["Ruth"], scope=scope)
    if kept:
        AccessBlockFactory(viewer_person=people[kept[0]], protected_person=people[kept[1]])
    record = Conversation.objects.get(pk=page_with(client, worker, family, people, *about).split("/")[-2]).record

    named = readers_of(list(record.share_states.order_by("pk")), Record.Kind.CONVERSATION, worker)

    reads = {name for name, user in users.items() if Record.objects.visible_to(user).filter(pk=record.pk).exists()}
    assert {one.person.known_as for one in named if not one.words.startswith("Can’t")} == reads
