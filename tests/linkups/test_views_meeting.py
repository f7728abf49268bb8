"""Meeting up and saying how it goes, by their pages."""

import pytest

from linkups.models import (
    LinkUpCheckIn,
    Meetup,
)
from tests.factories_linkups import (
    member_of,
    sign_in_of,
)
from tests.linkups.pages import MONDAY, address, has_met, words

pytestmark = pytest.mark.usefixtures("organisation")


def test_meetup_says_how_it_was_for_the_writer_s_side(client, under_way, okafor):
    client.force_login(okafor)

    client.post(
        address("meetup-record", under_way), {"held_on": "2026-03-16", "place_kind": "park_or_outdoors", "face": "5"}
    )

    assert [*Meetup.objects.values_list("face_sharing", "face_seeking", "place_kind")] == [
        (5, None, "park_or_outdoors")
    ]


def test_other_family_adds_its_own_face(client, under_way, brandt):
    meetup = has_met(under_way, MONDAY, face_sharing=5)
    client.force_login(brandt)

    client.post(address("meetup-how", meetup), {"face": "2"})

    assert Meetup.objects.values_list("face_sharing", "face_seeking").get() == (5, 2)


def test_planned_meetup_moves(client, under_way, brandt):
    client.force_login(brandt)
    client.post(address("meetup-plan", under_way), {"planned_for": "2026-03-22", "kind": "weekly"})

    client.post(address("meetup-did-not", Meetup.objects.get()), {"moved_to": "2026-03-29"})

    assert [*Meetup.objects.order_by("planned_for").values_list("state", flat=True)] == ["moved", "planned"]


def test_check_in_is_asked_and_answered(client, under_way, brandt, coach):
    has_met(under_way, MONDAY)
    client.force_login(coach)
    client.post(address("check-in-ask", under_way))
    client.force_login(brandt)

    asked = LinkUpCheckIn.objects.filter(person=brandt.person_account.person)

    client.post(address("check-in-answer", asked.get()), {"things": "better", "getting_on": "7"})

    assert asked.values_list("state", "things", "getting_on", "after_meeting").get() == (
        "answered",
        "better",
        7,
        None,
    )


def test_nothing_is_chosen_before_someone_chooses_it(client, check_in, brandt):
    client.force_login(brandt)

    page = client.get(address("check-in-answer", check_in))

    assert "checked" not in words(page)


def test_rather_not_say_can_be_chosen_for_each_question(client, check_in, brandt):
    client.force_login(brandt)

    answer = {"things": "rather_not_say", "getting_on": "rather_not", "after_meeting": "rather_not"}
    client.post(address("check-in-answer", check_in), answer)

    assert LinkUpCheckIn.objects.values_list("state", "getting_on", "after_meeting").get() == ("answered", None, None)


def test_page_offers_to_ask_once_the_families_have_met(marlon, under_way):
    before = words(marlon.get(address("linkup", under_way)))
    has_met(under_way, MONDAY)
    after = words(marlon.get(address("linkup", under_way)))

    assert [address("check-in-ask", under_way) in page for page in (before, after)] == [False, True]


def test_check_in_can_be_left(client, check_in, brandt):
    client.force_login(brandt)

    client.post(address("check-in-decline", check_in))

    assert LinkUpCheckIn.objects.get().state == "declined"


def test_check_in_is_answered_by_whom_it_asks(client, check_in, seeking):
    client.force_login(sign_in_of(member_of(seeking, known_as="Jonas")))

    assert client.post(address("check-in-answer", check_in), {"things": "same"}).status_code == 403
