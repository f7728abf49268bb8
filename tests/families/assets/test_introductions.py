"""Introducing someone, and what came of it, from their pages (domain.md §6)."""

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from families.models import Introduction
from tests.factories import InvolvementFactory, MembershipFactory
from tests.factories_assets import (
    MONDAY,
    AssetFactory,
    IntroductionFactory,
)
from tests.factories_families import ResidenceFactory, sign_in_of

LIST = "/nearby/"


def page_of(asset, what=""):
    return f"/nearby/{asset.pk}/{what}"


@pytest.mark.parametrize("whole", [True, False])
def test_someone_is_introduced(signed_in, worker, family, dana, whole):
    asset = AssetFactory()

    answer = signed_in.post(page_of(asset, "introduce/"), {"who": (family if whole else dana).pk, "went_with": "on"})

    one = Introduction.objects.get()
    assert (answer.status_code, one.family, one.person) == (302, family if whole else None, None if whole else dana)
    assert (one.introduced_by, one.went_with, one.on, one.outcome) == (worker.practitioner, True, MONDAY, "not_yet")


@pytest.mark.parametrize(("outcome", "said"), [("not_yet", "someone goes along"), ("went_once", "someone went along")])
def test_nobody_went_along_before_they_did(signed_in, family, outcome, said):
    checked = None if outcome == "not_yet" else MONDAY
    IntroductionFactory(family=family, went_with=True, outcome=outcome, checked_on=checked)

    page = signed_in.get(f"/families/{family.pk}/introductions/").text

    assert [one for one in ("someone goes along", "someone went along") if one in page] == [said]


def test_no_one_is_introduced_whom_the_worker_does_not_work_with(signed_in):
    stranger = MembershipFactory().person

    answer = signed_in.post(page_of(AssetFactory(), "introduce/"), {"who": stranger.pk})

    assert (answer.status_code, Introduction.objects.exists()) == (422, False)


def test_what_was_offered_to_one_is_offered_to_no_one_else(client, signed_in, family, dana):
    asset = AssetFactory()
    signed_in.get(page_of(asset, "introduce/"))
    other = InvolvementFactory(role="lead_worker")
    client.force_login(other.practitioner.user)

    assert client.post(page_of(asset, "introduce/"), {"who": dana.pk}).status_code == 422


def test_whom_the_form_offers_is_noted(signed_in, family, dana):
    signed_in.get(page_of(AssetFactory(), "introduce/"))

    event = AccessEvent.objects.get()
    assert (event.families, event.people) == ([family.pk], [dana.pk])


def test_who_works_with_no_family_is_told_so(client, outsider):
    client.force_login(outsider)

    assert "no one to introduce" in client.get(page_of(AssetFactory(), "introduce/")).text


@pytest.fixture
def introduction(family):
    return IntroductionFactory(family=family)


def followed(client, introduction, **said):
    whole = {"outcome": "went_once", "words": "We laughed", "row_version": introduction.row_version}
    return client.post(f"/introductions/{introduction.pk}/", whole | said)


def test_what_came_of_it_is_written_down_in_their_words(signed_in, introduction):
    followed(signed_in, introduction, went_with="on", may_be_read="on")

    introduction.refresh_from_db()
    assert (introduction.outcome, introduction.words, introduction.checked_on) == ("went_once", "We laughed", MONDAY)
    assert "We laughed" in signed_in.get(page_of(introduction.asset)).text


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"words": "", "may_be_read": "on"}, "Write what they said"),
        ({"outcome": "did_not_happen", "went_with": "on"}, "nobody went along"),
        ({"may_be_read": "on", "words": "Come to 5 Mill Road, LS1 4AB"}, "written like an address or a number"),
        ({"outcome": ""}, "Choose an answer: What came of it?"),
    ],
)
def test_what_came_of_it_is_refused_in_words(signed_in, introduction, said, says):
    answer = followed(signed_in, introduction, **said)

    assert (answer.status_code, says in answer.text) == (422, True)


def test_what_a_family_said_stays_as_they_said_it(signed_in, introduction):
    followed(signed_in, introduction)
    introduction.refresh_from_db()

    answer = followed(signed_in, introduction, words="We cried", may_be_read="on")

    introduction.refresh_from_db()
    assert (answer.status_code, introduction.words, introduction.may_be_read) == (302, "We laughed", True)
    assert 'name="words"' not in signed_in.get(f"/introductions/{introduction.pk}/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_familys_introductions_take_the_same_queries_however_many(
    signed_in, family, dana, rows, django_assert_num_queries
):
    for _ in range(rows):
        IntroductionFactory(family=None, person=dana)
        IntroductionFactory(family=family)

    with django_assert_num_queries(8):
        response = signed_in.get(reverse("families:introduction-list", args=[family.pk]))

    assert len(response.context["page"].rows) == 2 * rows


def test_a_family_without_introductions_is_asked_about(signed_in, family):
    assert "What would they like to do?" in signed_in.get(f"/families/{family.pk}/introductions/").text


def test_a_coach_introduces_too(client, family, dana, coach):
    InvolvementFactory(family=family, practitioner=coach.practitioner, role="family_coach")
    client.force_login(coach)

    assert client.post(page_of(AssetFactory(), "introduce/"), {"who": dana.pk}).status_code == 302


@pytest.mark.parametrize("whole", [True, False])
def test_no_other_family_reads_where_someone_lives(signed_in, family, dana, worker, whole):
    """A house without a number is written like nothing but itself."""
    ResidenceFactory(person=dana, is_confidential=True, address__lines="The Old Forge")
    whose = {"family": family, "person": None} if whole else {"family": None, "person": dana}
    one = IntroductionFactory(**whose, introduced_by=worker.practitioner)
    said = {"outcome": "went_once", "words": "They walked us home to The Old Forge", "row_version": one.row_version}

    answer = signed_in.post(f"/introductions/{one.pk}/", said | {"may_be_read": "on"})

    one.refresh_from_db()
    assert (answer.status_code, "walked us home" in answer.text, one.may_be_read) == (422, True, False)


@pytest.fixture
def quoted(family, worker):
    return IntroductionFactory(family=family, words="We laughed", may_be_read=True)


def test_a_family_takes_back_that_others_read_its_words(client, family, quoted):
    dana = sign_in_of(MembershipFactory(family=family).person)
    client.force_login(dana)

    answer = client.post(f"/introductions/{quoted.pk}/among-us/", follow=True)

    quoted.refresh_from_db()
    assert (quoted.may_be_read, quoted.words) == (False, "We laughed")
    assert ["No other family reads these words any more." in answer.text, "Let no other family" in answer.text] == [
        True,
        False,
    ]


def test_another_family_does_not(client, quoted):
    client.force_login(sign_in_of(MembershipFactory().person))

    assert client.post(f"/introductions/{quoted.pk}/among-us/").status_code == 404


def test_what_is_read_by_no_other_family_is_not_taken_back(signed_in, family):
    kept = IntroductionFactory(family=family, words="We laughed")

    assert signed_in.post(f"/introductions/{kept.pk}/among-us/").status_code == 403
