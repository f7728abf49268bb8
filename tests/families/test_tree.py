"""The family tree: what each viewer's picture shows, and what it never does."""

from datetime import date

import pytest
from defusedxml import ElementTree
from django.urls import reverse

from accounts.models import AccessEvent, User
from families.models import Parentage, Person, PersonAccount
from families.periods import Period
from families.queries.tree import family_tree
from tests.factories import (
    InvolvementFactory,
    MembershipFactory,
    ParentageFactory,
    PersonFactory,
    PractitionerFactory,
    UserFactory,
)
from tests.factories_families import AddressFactory, PartnershipFactory, ResidenceFactory
from tests.families.kin.village import rowans
from tests.families.village import key, settle


@pytest.fixture
def hana(family):
    return InvolvementFactory(family=family, practitioner=PractitionerFactory(user__name="Hana")).practitioner.user


@pytest.fixture
def rowan(family):
    settle(rowans(), family)
    Parentage.objects.filter(parent=key("Sid"), child=key("Theo")).update(visibility="restricted")
    return family


@pytest.fixture
def parent(family):
    """Dana, who signs in, with a mother and a child of her own."""
    dana = MembershipFactory(family=family, person__known_as="Dana").person
    dana.date_of_birth = date(1990, 5, 1)
    dana.save()
    joan = PersonFactory(known_as="Joan", date_of_birth=date(1955, 2, 3))
    ParentageFactory(parent=MembershipFactory(family=family, person=joan).person, child=dana)
    user = UserFactory(kind=User.Kind.FAMILY, roles=[], name="Dana")
    PersonAccount.objects.create(organisation=family.organisation, person=dana, user=user)
    return dana


def around(client, family, name, page="family-tree-around"):
    return client.get(reverse(f"families:{page}", args=[family.pk, key(name)]))


def kin_in(user, family, name):
    page = family_tree(family.pk, key(name), user)
    return {line.name: line.kin for household in page.drawing.households for line in household.people}


def test_everyone_stands_in_the_list_with_their_term(rowan, worker):
    said = kin_in(worker, rowan, "Amina")

    assert (said["Theo"], said["Joan"], said["Kai"]) == ("half-brother", "maternal grandmother", "connected person")


@pytest.mark.parametrize("page", ["family-tree-around", "family-tree-print"])
def test_a_restricted_tie_is_nowhere_in_what_others_are_sent(client, rowan, worker, hana, page):
    client.force_login(worker)
    seen_by_lead = around(client, rowan, "Amina", page).text
    client.force_login(hana)

    seen_by_hana = around(client, rowan, "Amina", page).text

    assert ("half-brother" in seen_by_lead, "half-brother" in seen_by_hana) == (True, False)
    assert "brother (full or half not known)" in seen_by_hana


def test_the_one_at_the_centre_is_a_child_unless_another_is_named(client, family, worker):
    MembershipFactory(family=family, person__known_as="Aaron", role="parent_carer")
    amina = MembershipFactory(family=family, person__known_as="Amina", role="child").person
    client.force_login(worker)

    response = client.get(reverse("families:family-tree", args=[family.pk]))

    assert response.context["page"].focus == amina


def test_a_family_member_begins_with_themselves(family, parent, worker):
    MembershipFactory(family=family, person__known_as="Amina", role="child")
    centres = [family_tree(family.pk, None, user).focus.known_as for user in (parent.account.user, worker)]

    assert centres == ["Dana", "Amina"]


def test_a_family_without_people_invites_to_add_them(client, family, worker):
    client.force_login(worker)

    assert "add the first person" in client.get(reverse("families:family-tree", args=[family.pk])).text


def test_a_family_member_sees_names_and_kin_but_no_dates(family, parent):
    text = str(family_tree(family.pk, parent.pk, parent.account.user).drawing)

    assert ("Joan" in text, "parent" in text, "1955" in text, "1990" in text) == (True, True, False, True)


def test_staff_see_dates(family, parent, worker):
    assert "born 3 February 1955" in str(family_tree(family.pk, parent.pk, worker).drawing)


def test_a_family_member_has_no_links_to_pages_of_staff(client, family, parent):
    client.force_login(parent.account.user)

    response = client.get(reverse("families:family-tree-around", args=[family.pk, parent.pk]))

    assert (response.status_code, 'href="/people/' in response.text) == (200, False)


def test_a_shared_home_is_named_unless_it_is_confidential(family, parent, worker):
    home = AddressFactory(lines="12 Ash Road")
    joan = Person.objects.get(known_as="Joan")
    ResidenceFactory(person=parent, address=home)
    ResidenceFactory(person=joan, address=home, is_confidential=True)

    households = family_tree(family.pk, parent.pk, worker).drawing.households

    assert [(household.name, household.is_home) for household in households] == [("12 Ash Road", True), ("", True)]


def test_no_address_is_drawn_for_a_family_member(family, parent):
    ResidenceFactory(person=parent)

    assert "Ash Road" not in str(family_tree(family.pk, parent.pk, parent.account.user).drawing)


def test_two_partnerships_of_one_year_are_drawn_as_the_later(family, worker):
    a, b = (MembershipFactory(family=family, person__known_as=name).person for name in ("Dana", "Sid"))
    for lower, upper, end in ((date(2015, 1, 1), date(2015, 5, 1), "separated"), (date(2015, 9, 1), None, "")):
        PartnershipFactory(a=a, b=b, kind="cohabiting", period=Period(lower, upper), end_kind=end)

    (household,) = family_tree(family.pk, a.pk, worker).drawing.households

    assert [line.partners for line in household.people] == [
        ("lives as a couple with Sid, since 2015",),
        ("lives as a couple with Dana, since 2015",),
    ]


def test_only_the_nearest_are_drawn(family, worker, monkeypatch):
    monkeypatch.setattr("families.queries.tree.MOST_DRAWN", 2)
    people = [MembershipFactory(family=family).person for _ in range(3)]
    ParentageFactory(parent=people[2], child=people[1])

    page = family_tree(family.pk, people[1].pk, worker)

    assert (set(page.people), page.is_cut) == ({people[1].pk, people[2].pk}, True)


def test_who_asks_for_everyone_gets_them_on_the_page_in_print_and_as_a_picture(client, family, worker, monkeypatch):
    monkeypatch.setattr("families.queries.tree.MOST_DRAWN", 1)
    centre = MembershipFactory(family=family, person__known_as="Amina").person
    MembershipFactory(family=family, person__known_as="Theo")
    client.force_login(worker)
    around, printed, taken = (
        reverse(f"families:family-tree{page}", args=[family.pk, centre.pk])
        for page in ("-around", "-print", "-picture")
    )

    few, everyone = client.get(around).text, client.get(f"{around}?everyone=1").text

    assert (f'href="{around}?everyone=1"' in few, "Draw everyone" in everyone) == (True, False)
    assert all(f'href="{page}?everyone=1"' in everyone for page in (printed, taken))
    assert all("<title>Theo" in client.get(f"{page}?everyone=1").text for page in (around, printed, taken))
    assert "<title>Theo" not in few


def test_not_even_who_asks_for_everyone_gets_more_than_can_be_drawn(family, worker, monkeypatch):
    monkeypatch.setattr("families.queries.tree.MOST_DRAWN_ON_REQUEST", 2)
    people = [MembershipFactory(family=family).person for _ in range(3)]

    page = family_tree(family.pk, people[0].pk, worker, is_whole=True)

    assert (len(page.people), page.is_cut) == (2, True)


def test_someone_unseen_can_t_be_the_centre(client, family, worker):
    client.force_login(worker)

    address = reverse("families:family-tree-around", args=[family.pk, MembershipFactory().person_id])

    assert client.get(address).status_code == 404


def test_an_outsider_has_no_tree(client, family, outsider):
    client.force_login(outsider)

    assert client.get(reverse("families:family-tree", args=[family.pk])).status_code == 404


TREE_PAGES = [
    ("family-tree-around", "view"),
    ("family-tree-print", "print"),
    ("family-tree-picture", "export"),
    ("family-tree-png", "export"),
]


@pytest.mark.parametrize(("page", "kind"), TREE_PAGES)
def test_it_is_noted_whom_a_tree_showed(client, family, parent, worker, page, kind):
    client.force_login(worker)

    client.get(reverse(f"families:{page}", args=[family.pk, parent.pk]))

    event = AccessEvent.objects.get()
    assert (event.kind, event.families, len(event.people)) == (kind, [family.pk], 2)


def test_the_picture_to_take_away_is_a_whole_drawing_that_leads_nowhere(client, family, parent, worker):
    client.force_login(worker)

    taken = client.get(reverse("families:family-tree-picture", args=[family.pk, parent.pk]))

    drawing = ElementTree.fromstring(taken.content)
    assert (taken["Content-Type"], drawing.tag) == ("image/svg+xml", "{http://www.w3.org/2000/svg}svg")
    assert (taken["Content-Disposition"], "href" in taken.text) == ('attachment; filename="family-tree.svg"', False)
    assert parent.known_as in taken.text


def test_it_can_be_taken_away_as_png(client, family, parent, worker):
    client.force_login(worker)

    taken = client.get(reverse("families:family-tree-png", args=[family.pk, parent.pk]))

    assert (taken["Content-Type"], taken.content[:4]) == ("image/png", b"\x89PNG")
    assert taken["Content-Disposition"] == 'attachment; filename="family-tree.png"'


def test_png_is_neither_offered_nor_made_where_a_name_could_not_be_read_in_it(client, family, parent, worker):
    Person.objects.filter(known_as="Joan").update(known_as="\u674e\u5a1c")
    client.force_login(worker)
    page, png = (reverse(f"families:family-tree-{one}", args=[family.pk, parent.pk]) for one in ("around", "png"))

    assert (png in client.get(page).text, client.get(png).status_code) == (False, 404)
    assert not AccessEvent.objects.filter(kind="export").exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_tree_takes_the_same_queries_however_many(client, family, worker, people, django_assert_num_queries):
    child = MembershipFactory(family=family).person
    for _ in range(people):
        ParentageFactory(parent=MembershipFactory(family=family).person, child=child, basis="foster")
    client.force_login(worker)

    with django_assert_num_queries(16):
        client.get(reverse("families:family-tree-around", args=[family.pk, child.pk]))
