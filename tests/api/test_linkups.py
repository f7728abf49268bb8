import pytest

from accounts.models import AccessEvent
from api.serializers.linkups import CardOutput, LinkUpOutput
from families.models import Involvement
from linkups.models import NEEDS_CARD, FamilyCard, LinkUp, Meetup
from linkups.rules.people import NOT_NOW
from tests.api.shapes import misfits
from tests.factories import FamilyFactory, InvolvementFactory
from tests.factories_linkups import (
    CardFactory,
    CheckFactory,
    CoachFactory,
    LinkUpFactory,
    ProfileFactory,
    a_grown_up_of,
    coach_of,
    member_of,
)

LINK_UPS = "/api/v1/link-ups/"


def step(caller, link_up, name, **facts):
    return caller.send(f"{LINK_UPS}{link_up.pk}/{name}/", facts)


def meet(link_up):
    Meetup.objects.create(organisation=link_up.organisation, link_up=link_up, planned_for="2026-03-20")


@pytest.fixture
def link_up(organisation):
    return LinkUpFactory()


def test_a_link_up_fits_its_description(caller, link_up):
    meet(link_up)

    answer = caller("linkups.read").get(f"{LINK_UPS}{link_up.pk}/").json()

    assert misfits(LinkUpOutput, answer) == []
    assert [meetup["state"] for meetup in answer["meetups"]] == ["planned"]


def test_how_a_family_felt_is_not_for_other_systems(caller, link_up):
    meet(link_up)

    assert "face" not in caller("linkups.read").get(f"{LINK_UPS}{link_up.pk}/").content.decode()


@pytest.mark.parametrize("side", ["seeking_family", "sharing_family"])
def test_a_list_can_be_of_one_family(caller, link_up, side):
    LinkUpFactory()

    answer = caller("linkups.read").get(LINK_UPS, {"family": getattr(link_up, side).pk}).json()

    assert [one["id"] for one in answer["results"]] == [str(link_up.pk)]


@pytest.mark.parametrize(("state", "found"), [("suggested", 1), ("active", 0)])
def test_a_list_can_be_of_one_state(caller, link_up, state, found):
    assert len(caller("linkups.read").get(LINK_UPS, {"state": state}).json()["results"]) == found


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("what", ["", "{pk}/"])
def test_reading_is_the_token_and_the_answer_which_notes_itself(caller, link_up, statements, count, what):
    for _number in range(count):
        meet(LinkUpFactory())
        meet(link_up)
    mosaic = caller("linkups.read")

    with statements("SELECT", "SELECT"):
        assert mosaic.get(LINK_UPS + what.format(pk=link_up.pk)).status_code == 200


def test_from_the_thought_to_the_ending(caller, organisation):
    sharing, seeking, coach = ProfileFactory().family, FamilyFactory(), CoachFactory()
    theirs, others = member_of(seeking).person, member_of(sharing).person
    CardFactory(family=seeking, kind="seeking")
    CheckFactory(person=others)
    mosaic = caller("linkups.write")
    families = {"seeking_family": str(seeking.pk), "sharing_family": str(sharing.pk)}
    told = mosaic.send(LINK_UPS, {**families, "coach": str(coach.pk), "planned_weeks": 10})
    link_up = LinkUp.objects.get()

    states = [told.json()["state"]] + [
        step(mosaic, link_up, name, **facts).json()["state"]
        for name, facts in [
            ("offer", {}),
            ("choose", {"person": str(theirs.pk)}),
            ("ask", {"planned_weeks": 20}),
            ("agree", {"side": "seeking", "person": str(theirs.pk)}),
            ("agree", {"side": "sharing", "person": str(others.pk)}),
            ("start", {"start_date": "2026-03-16"}),
            ("end", {"kind": "goals_reached", "end_date": "2026-03-16"}),
        ]
    ]

    assert states == ["suggested", "offered", "chosen", "agreeing", "agreeing", "agreeing", "active", "completed"]
    assert Involvement.objects.filter(practitioner=coach).count() == 2


def test_a_yes_says_whose_it_is(caller, organisation):
    link_up = LinkUpFactory(agreeing=True)

    answer = step(caller("linkups.write"), link_up, "agree", side="seeking")

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/person"]


@pytest.mark.parametrize(("knows", "is_yes"), [("no", True), ("maybe", False), ("yes", False)])
def test_who_may_know_the_other_family_has_said_no_yes_yet(caller, organisation, knows, is_yes):
    link_up = LinkUpFactory(agreeing=True)
    theirs = str(a_grown_up_of(link_up.seeking_family).pk)

    answer = step(caller("linkups.write"), link_up, "agree", side="seeking", person=theirs, knows=knows)

    link_up.refresh_from_db()
    assert (answer.status_code, answer.json()["seeking_agreed_at"] is not None, link_up.seeking_knows) == (
        201,
        is_yes,
        knows,
    )


def test_a_yes_of_someone_else_is_a_named_conflict(caller, organisation):
    link_up = LinkUpFactory(agreeing=True)
    other = str(member_of(FamilyFactory()).person.pk)

    answer = step(caller("linkups.write"), link_up, "agree", side="seeking", person=other)

    assert (answer.status_code, answer.json()["code"]) == (409, "linkup_yes_by_a_grown_up")


def test_nobody_is_asked_without_the_seeking_family_s_card(caller, organisation):
    link_up = LinkUpFactory(chosen=True)
    link_up.seeking_family.cards.update(approved_at=None)

    answer = step(caller("linkups.write"), link_up, "ask", planned_weeks=20)

    assert (answer.status_code, answer.json()["code"]) == (409, "linkup_asked_with_a_card")


def test_a_step_before_its_moment_is_a_named_conflict(caller, link_up):
    answer = step(caller("linkups.write"), link_up, "ask", planned_weeks=20)

    assert (answer.status_code, answer.json()["code"]) == (409, "step_refused")


def test_saying_no_needs_no_reason(caller, link_up):
    answer = step(caller("linkups.write"), link_up, "decline")

    assert (answer.status_code, answer.json()["state"]) == (201, "not_this_time")


def test_there_is_nothing_to_choose_before_the_offer(caller, link_up):
    assert step(caller("linkups.write"), link_up, "choose").status_code == 400


@pytest.mark.parametrize("lack", ["coach", "card"])
def test_an_offer_needs_a_coach_and_a_card(caller, organisation, lack):
    link_up = LinkUpFactory(**({"coach": None} if lack == "coach" else {"sharing_family": FamilyFactory()}))

    assert step(caller("linkups.write"), link_up, "offer").status_code == 400


@pytest.mark.parametrize("weeks", [0, 53, "20", 20.0, True, None])
def test_a_length_is_a_whole_week(caller, link_up, weeks):
    answer = step(caller("linkups.write"), link_up, "ask", planned_weeks=weeks)

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/planned_weeks"]


def test_a_family_does_not_link_up_with_itself(caller, organisation):
    family, coach = str(ProfileFactory().family.pk), str(CoachFactory().pk)

    answer = caller("linkups.write").send(
        LINK_UPS, {"seeking_family": family, "sharing_family": family, "coach": coach}
    )

    assert answer.status_code in {400, 409}
    assert not LinkUp.objects.exists()


@pytest.mark.parametrize(("name", "facts"), [("decline", {}), ("ask", {"planned_weeks": 20}), ("offer", {})])
def test_only_a_coach_takes_a_step(client, link_up, outsider, worker, name, facts):
    Involvement.objects.create(
        organisation=link_up.organisation,
        family=link_up.seeking_family,
        practitioner=outsider.practitioner,
        role="school",
    )
    client.force_login(outsider)

    answer = client.post(f"{LINK_UPS}{link_up.pk}/{name}/", facts, content_type="application/json")

    assert (answer.status_code, answer.json()["detail"]) == (403, "Only family coaches do this.")


def test_a_coach_takes_steps_in_a_browser(client, link_up):
    client.force_login(coach_of(link_up.seeking_family))

    answer = client.post(f"{LINK_UPS}{link_up.pk}/decline/", {}, content_type="application/json")

    assert answer.status_code == 201


def taken_by_the_coach(client, link_up, name, **facts):
    client.force_login(coach_of(link_up.seeking_family))
    return client.post(f"{LINK_UPS}{link_up.pk}/{name}/", facts, content_type="application/json")


def test_a_coach_asks_as_on_the_page_with_the_family_s_card(client, organisation):
    link_up = LinkUpFactory(chosen=True)
    link_up.seeking_family.cards.update(approved_at=None)

    answer = taken_by_the_coach(client, link_up, "ask", planned_weeks=20)

    assert (answer.status_code, answer.json()["detail"]) == (403, str(NEEDS_CARD))


@pytest.mark.parametrize(("name", "facts"), [("decline", {}), ("ask", {"planned_weeks": 20})])
def test_a_coach_s_step_has_its_moment(client, organisation, name, facts):
    link_up = LinkUpFactory(under_way=True)

    answer = taken_by_the_coach(client, link_up, name, **facts)

    assert (answer.status_code, answer.json()["detail"]) == (403, str(NOT_NOW))


# --- The cards that can be shown

CARDS = f"{LINK_UPS}available-cards/"


@pytest.fixture
def seeking(organisation):
    return FamilyFactory()


def headlines(caller, seeking, **wanted):
    answer = caller("linkups.read").get(CARDS, {"family": seeking.pk, **wanted}).json()
    return [card["headline"] for card in answer["results"]]


def a_card(headline, **said):
    """The card of a family that has room, as it said yes to it."""
    card = ProfileFactory().family.cards.get()
    FamilyCard.objects.filter(pk=card.pk).update(headline=headline, **said)
    FamilyCard.objects.filter(pk=card.pk).update(approved_at="2026-01-02T12:00Z")
    return card


def test_cards_come_by_the_alphabet_and_fit_their_description(caller, seeking):
    for headline in ("Zebras", "ants", "Mice"):
        a_card(headline)

    answer = caller("linkups.read").get(CARDS, {"family": seeking.pk}).json()

    assert [card["headline"] for card in answer["results"]] == ["ants", "Mice", "Zebras"]
    assert misfits(CardOutput, answer["results"][0]) == []
    assert answer["next_cursor"] is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"theme": "school"}, ["ants"]),
        ({"language": "pol"}, ["Mice"]),
        ({"day": "sunday"}, ["ants"]),
        ({"day": "sunday", "theme": "health"}, []),
        ({"language": "_olish"}, []),
    ],
)
def test_what_the_family_asked_for_takes_cards_away(caller, seeking, wanted, found):
    a_card("ants", tough_times=["school"], availability=["Sundays"])
    a_card("Mice", languages=["Polish"])

    assert headlines(caller, seeking, **wanted) == found


def test_a_card_says_nothing_of_whose_it_is(caller, seeking):
    family = a_card("ants").family

    answer = caller("linkups.read").get(CARDS, {"family": seeking.pk}).content.decode()

    assert (family.name in answer, str(family.pk) in answer) == (False, False)


def test_a_full_family_s_card_is_not_among_them(caller, seeking):
    profile = ProfileFactory(max_linkups=1)
    LinkUpFactory(sharing_family=profile.family, under_way=True)

    assert headlines(caller, seeking) == []


def test_whose_card_was_shown_is_noted(caller, seeking):
    family = a_card("ants").family

    headlines(caller, seeking)

    noted = AccessEvent.objects.get(what="api:link-up-available_cards")
    assert noted.families == [family.pk]


def test_a_worker_who_is_no_coach_is_refused_by_the_rule_of_the_page(client, seeking):
    client.force_login(InvolvementFactory(family=seeking).practitioner.user)
    assert client.get(CARDS, {"family": seeking.pk}).status_code == 403


def test_a_coach_reads_them_with_the_sign_in_of_the_pages(client, seeking):
    a_card("ants")
    client.force_login(coach_of(seeking))
    assert len(client.get(CARDS, {"family": seeking.pk}).json()["results"]) == 1


def test_cards_for_a_family_that_is_not_there(caller, organisation):
    answer = caller("linkups.read").get(CARDS, {"family": "01900000-0000-7000-8000-000000000000"})
    assert answer.status_code == 404


def test_cards_for_nobody_are_refused(caller, organisation):
    answer = caller("linkups.read").get(CARDS)
    assert (answer.status_code, [error["pointer"] for error in answer.json()["errors"]]) == (400, ["/family"])


@pytest.mark.parametrize("count", [1, 3])
def test_cards_take_so_many_statements(caller, seeking, statements, count):
    for number in range(count):
        a_card(f"ants {number}")
    mosaic = caller("linkups.read")

    with statements("SELECT", "SELECT", "SELECT"):
        assert mosaic.get(CARDS, {"family": seeking.pk}).status_code == 200
