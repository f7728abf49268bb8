"""What people said yes to, on their own page: they read it and take it back there, and a yes stands in one place only (domain.md §8.4)."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from accounts.models import AccessEvent
from database import clock
from families.actions import granting
from families.models import Agreement, PersonPhoto
from families.pictures import small_jpeg
from tests.factories import MembershipFactory
from tests.factories_access import AgreementFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of

OURS = "/our-page/yes/"
EMPTY = "Nothing is written down here."


@pytest.fixture
def dana(family):
    return MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def withdraw(client, yes):
    return client.post(f"/agreements/{yes.pk}/withdraw/", follow=True)


def photo_of(person, given_by, worker):
    image = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(image, "JPEG")
    image.seek(0)
    granting.put_photo(person=person, image=small_jpeg(image), given_how="pictures", given_by=given_by, by=worker)
    return Agreement.objects.get(person=person, to_what="photo")


def test_her_own_yes_stands_on_her_page_and_she_takes_it_back(as_, dana, family):
    yes = AgreementFactory(person=dana, to_what="conference")
    client = as_(sign_in_of(dana))
    assert "What I said yes to" in client.get("/our-page/").text
    assert "Take it back" in client.get(OURS).text

    shown = withdraw(client, yes)

    yes.refresh_from_db()
    assert (yes.withdrawn_on, shown.redirect_chain) == (clock.today(), [(OURS, 302)])
    assert ("taken back on" in shown.text, "Take it back" in shown.text) == (True, False)


@pytest.mark.parametrize("who", ["the child", "who said yes for her"])
def test_a_yes_to_a_photo_takes_the_photo_with_it_and_the_page_says_so(as_, dana, amina, worker, who):
    yes = photo_of(amina, dana, worker)
    theirs, told = (amina, "Dana said yes for you") if who == "the child" else (dana, "You said yes for Amina")
    client = as_(sign_in_of(theirs))

    shown = client.get(OURS).text
    withdraw(client, yes)

    assert ("The photo goes at once" in shown, told in shown) == (True, True)
    assert not PersonPhoto.objects.standing().exists()


def test_who_works_with_them_is_told_that_the_photo_goes(as_, dana, amina, worker):
    yes, page = photo_of(amina, dana, worker), f"/people/{amina.pk}/who-may-see/"
    assert "Take back: a photo. The photo goes too" in as_(worker).get(page).text

    AgreementFactory(person=amina, to_what="photo", what_exactly="On the wall")
    assert "The photo goes too" not in as_(worker).get(page).text

    assert withdraw(as_(worker), yes).redirect_chain == [(page, 302)]


def test_nobody_else_reads_it_or_takes_it_back(as_, family, dana, amina, worker, outsider):
    yes = photo_of(amina, None, worker)
    ResponsibilityFactory(holder=dana, child=amina, status="confirmed")

    for user in (sign_in_of(dana), sign_in_of(MembershipFactory(family=family).person), outsider):
        assert as_(user).post(f"/agreements/{yes.pk}/withdraw/").status_code == 404
    assert EMPTY in as_(sign_in_of(MembershipFactory(family=family).person)).get(OURS).text
    assert as_(worker).get(OURS).status_code == 403
    yes.refresh_from_db()
    assert yes.withdrawn_on is None


def test_a_child_who_left_is_not_followed_by_her_name(as_, dana):
    """Dana said yes for a child who is in no family of hers now: it stays hers to take back, without the name of today."""
    gone = MembershipFactory(person__known_as="Blossom").person
    yes = AgreementFactory(person=gone, given_by=dana)
    client = as_(sign_in_of(dana))

    shown = client.get(OURS).text
    withdraw(client, yes)

    assert ("You said yes for someone else" in shown, "Blossom" in shown) == (True, False)
    assert not Agreement.objects.given().exists()


def test_what_is_written_down_here_stands_nowhere_else(as_, dana, worker):
    page = f"/people/{dana.pk}/agreements/add/"

    shown = as_(worker).get(page)
    refused = as_(worker).post(page, {"to_what": "conference", "given_how": "spoken"})

    assert [value for value, _label in shown.context["form"].fields["to_what"].choices] == ["", "photo", "other"]
    assert "A yes to a family meeting stands with its offer" in shown.text
    assert (refused.status_code, Agreement.objects.exists()) == (422, False)


@pytest.mark.parametrize("count", [1, 3])
def test_our_agreements_query_count(as_, family, dana, count, django_assert_num_queries):
    for number in range(count):
        child = MembershipFactory(family=family).person
        AgreementFactory(person=dana, what_exactly=str(number))
        AgreementFactory(person=child, given_by=dana)
    client = as_(sign_in_of(dana))

    with django_assert_num_queries(8):
        client.get(OURS)

    assert len(AccessEvent.objects.get(what="families:our-agreements").people) == count + 1
