"""Every page and form of the families room opens, costs the same for one row and for three, and says who looked."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from database import clock
from families.models import PersonAccount
from families.periods import Period, since
from tests.factories import InvolvementFactory, MembershipFactory, ParentageFactory, UserFactory
from tests.factories_families import (
    ContactPointFactory,
    GoalFactory,
    PartnershipFactory,
    ReportedOfferFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    SiblingLinkFactory,
)


@pytest.fixture
def person(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def other(family):
    return MembershipFactory(family=family, person__known_as="Dana").person


OF_A_FAMILY = ["family-change", "family-people", "person-add", "goal-add", "involvement-begin"]


OF_A_PERSON = [
    "person-change",
    "person-facts",
    "name-add",
    "membership-add",
    "parent-add",
    "child-add",
    "partner-add",
    "sibling-add",
    "responsibility-add",
    "residence-add",
    "contact-point-add",
]


def looked():
    return AccessEvent.objects.values_list("what", "families", "people")


@pytest.mark.parametrize("name", OF_A_FAMILY)
def test_a_page_of_a_family_opens_and_is_noted_once(signed_in, family, name):
    response = signed_in.get(reverse(f"families:{name}", args=[family.pk]))

    assert (response.status_code, list(looked())) == (200, [(f"families:{name}", [family.pk], [])])


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_a_page_of_a_person_opens_and_is_noted_once(signed_in, family, person, name):
    response = signed_in.get(reverse(f"families:{name}", args=[person.pk]))

    assert (response.status_code, list(looked())) == (200, [(f"families:{name}", [family.pk], [person.pk])])


def test_whom_a_form_offers_and_whose_page_it_is_are_noted(signed_in, family, person):
    offered = MembershipFactory(family=family).person

    shown = signed_in.get(reverse("families:parent-add", args=[person.pk]))

    event = AccessEvent.objects.get()
    assert offered.known_as in shown.text
    assert (event.record, set(event.people)) == (person.pk, {person.pk, offered.pk})


def test_both_ends_of_a_tie_are_noted(signed_in, family, person):
    parent = MembershipFactory(family=family).person
    tie = ParentageFactory(parent=parent, child=person)

    signed_in.get(reverse("families:parentage-end", args=[tie.pk]))

    assert set(AccessEvent.objects.get().people) == {person.pk, parent.pk}


def test_a_form_of_a_family_is_noted_as_everyone_s_who_is_in_it(signed_in, family, person):
    former = MembershipFactory(family=family, period=Period(None, clock.today())).person

    signed_in.get(reverse("families:family-change", args=[family.pk]))

    event = AccessEvent.objects.get()
    assert (event.record, set(event.people) & {person.pk, former.pk}) == (family.pk, {person.pk})


@pytest.mark.parametrize("name", OF_A_FAMILY)
def test_no_page_of_a_family_is_there_for_an_outsider(client, outsider, family, name):
    client.force_login(outsider)

    assert client.get(reverse(f"families:{name}", args=[family.pk])).status_code == 404


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_no_page_of_a_person_is_there_for_an_outsider(client, outsider, person, name):
    client.force_login(outsider)

    assert client.post(reverse(f"families:{name}", args=[person.pk])).status_code in {404, 405}


@pytest.fixture
def left(family):
    """Who worked with the family until last week."""
    return InvolvementFactory(family=family, period=("2026-01-01", "2026-03-10")).practitioner.user


@pytest.fixture
def relative(family):
    """Dana, of the family, with a sign-in of her own."""
    user = UserFactory(kind="family", roles=[], name="Dana")
    dana = MembershipFactory(family=family).person
    PersonAccount.objects.create(organisation=family.organisation, person=dana, user=user)
    return user


@pytest.mark.parametrize("name", [name for name in OF_A_PERSON if name != "person-facts"])
def test_who_left_the_family_writes_nothing_of_its_people(client, left, person, name):
    client.force_login(left)

    assert client.post(reverse(f"families:{name}", args=[person.pk])).status_code == 403


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_pages_with_dates_are_not_for_the_family(client, relative, person, name):
    client.force_login(relative)

    assert client.get(reverse(f"families:{name}", args=[person.pk])).status_code == 403


OF_WHAT_STAFF_READ = ["person-changes", "person-as-it-was", "person-sign-in", "same-as", "who-may-see"]


@pytest.mark.parametrize("name", OF_WHAT_STAFF_READ)
def test_what_staff_read_of_someone_is_not_for_themselves(client, relative, name):
    client.force_login(relative)

    assert client.get(reverse(f"families:{name}", args=[relative.person_account.person_id])).status_code == 403


@pytest.mark.parametrize("name", ["interests", "merge-list", "to-settle"])
def test_lists_of_staff_are_not_for_the_family(client, relative, name):
    client.force_login(relative)

    assert client.get(reverse(f"families:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["our-helpers", "our-helper-add"])
def test_pages_of_a_family_are_not_for_staff(signed_in, name):
    assert signed_in.get(reverse(f"families:{name}")).status_code == 403


@pytest.mark.parametrize("name", OF_A_FAMILY)
def test_pages_of_staff_are_not_for_the_family(client, relative, family, name):
    client.force_login(relative)

    assert client.get(reverse(f"families:{name}", args=[family.pk])).status_code == 403


@pytest.mark.parametrize("name", ["casework:family", "casework:person"])
def test_the_pages_that_staff_read_are_not_for_the_family(client, relative, family, person, name):
    client.force_login(relative)
    row = family if name == "casework:family" else person

    assert client.get(reverse(name, args=[row.pk])).status_code == 403


def test_the_list_and_the_search_are_not_for_the_family(client, relative):
    client.force_login(relative)

    answers = client.get(reverse("families:family-list")), client.post(reverse("families:search"), {"q": "amina"})

    assert [answer.status_code for answer in answers] == [403, 403]


def test_the_lead_worker_stands_first(signed_in, family, worker):
    InvolvementFactory(family=family, role="co_worker")

    (row,) = signed_in.get(reverse("families:family-list")).context["page"].rows

    assert [one.role for one in row.alongside] == ["lead_worker", "co_worker"]


@pytest.fixture
def facts(family, person, other):
    """One of each fact that can be ended, by the name of the page that ends it."""
    return {
        "membership-end": person.memberships.get(),
        "parentage-end": ParentageFactory(parent=other, child=person),
        "partnership-end": PartnershipFactory(a=person, b=other),
        "sibling-end": SiblingLinkFactory(a=person, b=other),
        "responsibility-end": ResponsibilityFactory(holder=other, child=person),
        "residence-end": ResidenceFactory(person=person),
        "contact-point-end": ContactPointFactory(person=person),
        "name-end": person.names.get(),
        "involvement-end": InvolvementFactory(family=family),
    }


ENDS = [
    "membership-end",
    "parentage-end",
    "partnership-end",
    "sibling-end",
    "responsibility-end",
    "residence-end",
    "contact-point-end",
    "name-end",
    "involvement-end",
]


TODAY = {"on_0": "16", "on_1": "3", "on_2": "2026", "end_kind": "divorced"} | {
    "end_reason": "MANAGE",
    "goodbye_kind": "none_yet",
}


@pytest.mark.parametrize("name", ENDS)
def test_each_fact_can_be_ended(signed_in, facts, name):
    address = reverse(f"families:{name}", args=[facts[name].pk])

    opened, done = signed_in.get(address), signed_in.post(address, TODAY)

    facts[name].refresh_from_db()
    assert (opened.status_code, done.status_code, str(facts[name].period.upper)) == (200, 302, "2026-03-16")


@pytest.mark.parametrize("name", ENDS)
def test_no_end_is_there_for_an_outsider(client, outsider, facts, name):
    client.force_login(outsider)

    assert client.post(reverse(f"families:{name}", args=[facts[name].pk]), TODAY).status_code == 404


@pytest.mark.parametrize("name", ENDS)
def test_who_left_the_family_ends_nothing_of_it(client, left, facts, name):
    client.force_login(left)

    assert client.post(reverse(f"families:{name}", args=[facts[name].pk]), TODAY).status_code == 403


@pytest.mark.parametrize("name", ENDS)
def test_an_end_before_the_beginning_is_refused_and_kept(signed_in, facts, name):
    facts[name].period = since(date(2026, 3, 16))
    facts[name].save()

    response = signed_in.post(reverse(f"families:{name}", args=[facts[name].pk]), TODAY)

    assert (response.status_code, 'value="2026"' in response.text) == (422, True)
    assert "The end must come after the beginning." in response.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_facts_of_a_person_take_the_same_queries_however_many(
    signed_in, family, person, rows, django_assert_num_queries
):
    for _ in range(rows):
        other = MembershipFactory(family=family).person
        ParentageFactory(parent=other, child=person, basis="foster")
        ParentageFactory(parent=person, child=MembershipFactory(family=family).person)
        PartnershipFactory(a=person, b=other)
        SiblingLinkFactory(a=person, b=other)
        ResponsibilityFactory(holder=other, child=person)
        ResidenceFactory(person=person, is_main=False)
        ContactPointFactory(person=person, value=f"07700 90012{_}")
        ReportedOfferFactory(person=person, proceedings_on=date(2026, 1, 1 + _))

    with django_assert_num_queries(26):
        signed_in.get(reverse("families:person-facts", args=[person.pk]))


@pytest.mark.parametrize(("page", "queries"), [("parent-add", 14), ("partner-add", 13), ("residence-add", 11)])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_form_that_offers_people_takes_the_same_queries_however_many(
    signed_in, family, person, page, queries, rows, django_assert_num_queries
):
    for _ in range(rows):
        ResidenceFactory(person=MembershipFactory(family=family).person)

    with django_assert_num_queries(queries):
        signed_in.get(reverse(f"families:{page}", args=[person.pk]))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_people_of_a_family_take_the_same_queries_however_many(signed_in, family, rows, django_assert_num_queries):
    for _ in range(rows):
        MembershipFactory(family=family)
        InvolvementFactory(family=family)
        GoalFactory(family=family)

    with django_assert_num_queries(16):
        signed_in.get(reverse("families:family-people", args=[family.pk]))
