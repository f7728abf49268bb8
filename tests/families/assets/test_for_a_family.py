"""Looking for something nearby for a family: its pages are the way there, it is carried along, and the family reads its own."""

import re

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from families.models import Introduction
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory
from tests.factories_assets import AssetFactory, IntroductionFactory
from tests.factories_families import sign_in_of


@pytest.fixture
def asset(family):
    return AssetFactory(name="Bike shed")


def introductions(family):
    return reverse("families:introduction-list", args=[family.pk])


def link(client, page, where):
    """The first link of a page that leads there, as it stands on it."""
    return re.findall(rf'href="({where}[^"]*)"', client.get(page).text.partition("<main")[2])[0]


def test_the_family_is_carried_along_from_its_page_to_who(signed_in, worker, family, dana, asset):
    elm = MembershipFactory(person__known_as="Elsie").family
    InvolvementFactory(family=elm, practitioner=worker.practitioner)

    nearby = link(signed_in, introductions(family), "/nearby/")
    there = link(signed_in, nearby, f"/nearby/{asset.pk}/")
    introduce = link(signed_in, there, f"/nearby/{asset.pk}/introduce/")

    form = signed_in.get(introduce).text
    assert [f'value="{family.pk}" selected' in form, "Dana" in form, "Elsie" in form] == [True, True, False]
    assert "Elsie" in signed_in.get(introduce.partition("?")[0]).text


def test_it_leads_back_to_the_family(signed_in, family, dana, asset):
    answer = signed_in.post(f"/nearby/{asset.pk}/introduce/?family={family.pk}", {"who": dana.pk})

    assert (answer.url, Introduction.objects.get().person) == (introductions(family), dana)


@pytest.mark.parametrize("page", ["/nearby/", "/nearby/{}/", "/nearby/{}/introduce/"])
@pytest.mark.parametrize("wanted", ["not-theirs", "nobody", ""])
def test_a_family_that_they_do_not_work_with_is_not_carried_along(signed_in, asset, page, wanted):
    other = FamilyFactory(name="Elmsworth")

    response = signed_in.get(page.format(asset.pk), {"family": other.pk if wanted == "not-theirs" else wanted})

    assert (response.status_code, response.context["family"], "Elmsworth" in response.text) == (200, None, False)


@pytest.mark.parametrize("page", ["/nearby/", "/nearby/{}/"])
def test_that_the_family_s_name_was_read_is_noted(signed_in, family, asset, page):
    signed_in.get(page.format(asset.pk), {"family": family.pk})

    assert AccessEvent.objects.get().families == [family.pk]


def test_looking_on_and_showing_everything_keep_the_family(signed_in, family, asset):
    page = signed_in.get("/nearby/", {"family": family.pk, "words": "bike"}).text

    assert f'<input type="hidden" name="family" value="{family.pk}">' in page
    assert f'href="/nearby/?family={family.pk}">Show everything' in page


def test_a_family_reads_its_own_introductions_from_its_own_page(client, family, dana, asset):
    IntroductionFactory(family=family, asset=asset)
    IntroductionFactory(asset=AssetFactory(name="Paddling pool"))
    client.force_login(sign_in_of(dana))

    page = client.get(link(client, reverse("casework:our-page"), introductions(family))).text

    assert ["What we were introduced to" in page, "Bike shed" in page, "Paddling pool" in page] == [True, True, False]
    assert AccessEvent.objects.filter(what="families:introduction-list", families=[family.pk]).exists()


def test_a_family_is_led_to_nothing_that_is_not_theirs_to_do(client, family, dana, asset):
    one = IntroductionFactory(family=family, asset=asset)
    client.force_login(sign_in_of(dana))

    page = client.get(introductions(family)).text

    assert [f"/introductions/{one.pk}/" in page, "?family=" in page] == [False, False]


def test_the_upkeep_of_a_page_is_read_by_who_does_it(client, signed_in, asset, dana):
    asset.mailbox = "nearby@leeds.test"
    asset.save()
    page = f"/nearby/{asset.pk}/"
    at_work = signed_in.get(page).text
    client.force_login(sign_in_of(dana))
    at_home = client.get(page).text

    upkeep = ("Is it still there?", "Someone last looked", "nearby@leeds.test")
    assert [[words in shown for words in upkeep] for shown in (at_work, at_home)] == [[True] * 3, [False] * 3]
    assert "Bike shed" in at_home


def test_one_s_own_is_read_by_nobody_else_of_the_family(client, family, dana, asset):
    IntroductionFactory(family=None, person=MembershipFactory(family=family).person, asset=asset)
    client.force_login(sign_in_of(dana))

    assert "Bike shed" not in client.get(introductions(family)).text


def test_another_family_s_are_not_there(client, family, dana):
    client.force_login(sign_in_of(dana))

    assert client.get(introductions(FamilyFactory(name="Elm"))).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_family_s_own_take_the_same_queries_however_many(client, family, dana, rows, django_assert_num_queries):
    for _row in range(rows):
        IntroductionFactory(family=family)
    client.force_login(sign_in_of(dana))

    with django_assert_num_queries(8):
        client.get(introductions(family))
