"""A family's way to sharing, its checks and its card, by their pages."""

from uuid import uuid4

import pytest

from linkups.models import (
    FamilyCard,
    SafetyCheck,
    SharingProfile,
)
from tests.factories_linkups import (
    CardFactory,
    member_of,
)
from tests.linkups.pages import address, words

pytestmark = pytest.mark.usefixtures("organisation")


def test_profile_goes_its_whole_way_by_the_pages(marlon, seeking, coach):
    person = member_of(seeking, known_as="Lena").person
    marlon.post(address("profile-begin", seeking), {"max_linkups": "2"})
    profile = SharingProfile.objects.get(family=seeking)
    check = {
        "person": person.pk,
        "kind": "enhanced_dbs",
        "outcome": "clear",
        "issued_on": "2026-01-01",
        "renew_by": "2029-01-01",
    }
    been = {"event": "", "name": "Spring camp", "people": [person.pk], "how": "took_part", "on": "2026-03-01"}
    way = [
        ("profile-getting-to-know", profile, {}),
        ("profile-checks", profile, {}),
        ("check-add", profile, check),
        ("profile-training", profile, {}),
        ("training-add", profile, been),
        ("profile-card", profile, {"trained_on": "2026-03-01"}),
        ("card-edit-sharing", seeking, {"row_version": 0, "headline": "Two of us", "good_at": "cooking\nlistening"}),
    ]
    answers = [marlon.post(address(name, of), facts).status_code for name, of, facts in way]
    card = FamilyCard.objects.get(family=seeking)
    answers.append(marlon.post(address("card-approve", card), {"version": 1, "person": person.pk}).status_code)
    answers.append(
        marlon.post(address("profile-ready", profile), {"max_linkups": "2", "ready_on": "2026-03-16"}).status_code
    )

    assert answers == [302] * 9
    assert (SharingProfile.objects.get(pk=profile.pk).status, card.good_at) == ("ready", ["cooking", "listening"])


def test_card_with_a_surname_is_given_back_with_all_that_was_typed(client, seeking, brandt):
    client.force_login(brandt)

    response = client.post(
        address("card-edit-seeking", seeking), {"row_version": 0, "headline": "The Brandts", "our_story": "Long ago"}
    )

    shown = words(response)
    assert (response.status_code, "Leave the surname out" in shown, "Long ago" in shown) == (422, True, True)


def test_card_that_someone_else_changed_is_not_overwritten(client, seeking, brandt):
    CardFactory(family=seeking, kind="seeking", headline="Theirs")
    client.force_login(brandt)

    response = client.post(address("card-edit-seeking", seeking), {"row_version": 0, "headline": "Mine"})

    assert ("Someone else changed this card" in words(response), FamilyCard.objects.get(family=seeking).headline) == (
        True,
        "Theirs",
    )


def test_check_with_an_outcome_needs_its_day(marlon, sharing, okafor):
    facts = {"person": okafor.person_account.person.pk, "kind": "reference", "outcome": "clear"}

    response = marlon.post(address("check-add", sharing.sharing_profile), facts)

    assert (response.status_code, "Say when the check was done." in words(response), SafetyCheck.objects.count()) == (
        422,
        True,
        1,
    )


def test_no_such_link_up(marlon):
    assert marlon.get(address("linkup", uuid4())).status_code == 404
