"""The pages: what each shows to whom, what a step needs, and how many queries it takes."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from families.models import GoalScore
from linkups.actions.linkups import end, start
from linkups.actions.offers import offer_cards
from linkups.models import (
    FamilyCard,
    LinkUp,
    LinkUpCheckIn,
    LinkUpPause,
    MatchOffer,
    Meetup,
    SafetyCheck,
    SharingProfile,
)
from tests.factories import FamilyFactory
from tests.factories_linkups import (
    CardFactory,
    CheckFactory,
    GoalFactory,
    LinkUpFactory,
    ProfileFactory,
    a_card_to_offer,
    member_of,
    sign_in_of,
)

pytestmark = pytest.mark.usefixtures("organisation")
MONDAY = date(2026, 3, 16)


def address(name: str, *of: object) -> str:
    return reverse(f"linkups:{name}", args=[getattr(one, "pk", one) for one in of])


def words(response) -> str:
    return response.content.decode()


@pytest.fixture
def marlon(client, coach):
    """The coach's browser."""
    client.force_login(coach)
    return client


@pytest.fixture
def offer(seeking, sharing, coach):
    return offer_cards(
        family=seeking, cards=[sharing.cards.get(), a_card_to_offer()], coach=coach.practitioner, by=coach
    )


@pytest.fixture
def check_in(under_way, brandt):
    lena = brandt.person_account.person
    return LinkUpCheckIn.objects.create(
        organisation=under_way.organisation,
        link_up=under_way,
        family=under_way.seeking_family,
        person=lena,
        asked_on=MONDAY,
    )


def has_met(link_up, on, **how):
    return Meetup.objects.create(organisation=link_up.organisation, link_up=link_up, state="held", held_on=on, **how)


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_list_says_the_week_and_when_they_last_met(marlon, under_way):
    has_met(under_way, date(2026, 3, 8))

    shown = words(marlon.get(address("linkup-list")))

    assert "Brandt with Okafor" in shown
    assert "Week 11 of 20 · Last met 8 days ago" in shown


def test_list_begins_with_those_who_met_longest_ago(marlon, under_way, coach):
    quiet = LinkUpFactory(seeking_family=FamilyFactory(name="Quiet"), coach=coach.practitioner, under_way=True)
    quiet.seeking_family.involvements.create(
        organisation=quiet.organisation, practitioner=coach.practitioner, role="family_coach"
    )
    has_met(under_way, MONDAY)

    rows = marlon.get(address("linkup-list")).context["list"].rows

    assert [row.link_up for row in rows] == [quiet, under_way]


def test_list_leaves_out_what_is_over_or_only_offered(marlon, offer, coach):
    LinkUpFactory(seeking_family=offer.family, state="not_this_time", coach=coach.practitioner)

    assert marlon.get(address("linkup-list")).context["list"].rows == []


def test_link_up_page_says_week_nine_of_twenty_after_a_pause(marlon, under_way):
    half_term = (date(2026, 2, 9), date(2026, 2, 23))
    LinkUpPause.objects.create(organisation=under_way.organisation, link_up=under_way, period=half_term)

    shown = words(marlon.get(address("linkup", under_way)))

    assert "Week 9 of 20" in shown
    assert "Planned end: Monday 8 June 2026." in shown


@pytest.mark.parametrize(
    ("how", "name"),
    [
        ({"chosen": True}, "linkup-ask"),
        ({"agreeing": True}, "linkup-agree-seeking"),
        ({"agreeing": True, "seeking_agreed_at": "2026-01-02T12:00Z"}, "linkup-agree-sharing"),
        ({"agreed": True}, "linkup-start"),
        ({"under_way": True}, "meetup-record"),
        ({"under_way": True, "state": "paused"}, "linkup-resume"),
        ({"under_way": True, "planned_weeks": 10}, "linkup-end"),
    ],
)
def test_link_up_page_names_the_next_step(marlon, coach, seeking, sharing, how, name):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **how)

    page = marlon.get(address("linkup", link_up)).context["page"]

    assert page.row.next_step.href == address(name, link_up)


def test_family_reads_the_other_s_name_once_they_have_started(client, brandt, under_way):
    client.force_login(brandt)

    assert "Our link-up with Okafor" in words(client.get(address("linkup", under_way)))


def test_family_reads_only_the_card_before(client, brandt, link_up, sharing):
    client.force_login(brandt)
    sharing.cards.update(approved_at=None)

    shown = words(client.get(address("linkup", link_up)))

    assert ("Okafor" in shown, "Our link-up with another family" in shown) == (False, True)


def test_face_of_one_family_is_not_on_the_other_s_page(client, okafor, under_way):
    has_met(under_way, MONDAY, face_seeking=1, what="Bowling")
    client.force_login(okafor)

    page = client.get(address("linkup", under_way)).context["page"]

    assert [(row.meetup.what, row.face, row.asks_how_it_was) for row in page.meetups] == [("Bowling", None, True)]


def test_answer_is_read_by_its_own_family_and_the_coach_only(client, check_in, brandt, okafor, coach):
    LinkUpCheckIn.objects.update(state="answered", things="worse", answered_on=MONDAY)
    seen = {}
    for user in (brandt, okafor, coach):
        client.force_login(user)
        seen[user.name] = [*client.get(address("linkup", check_in.link_up)).context["page"].check_ins]

    assert seen == {"Lena": [check_in], "Femi": [], "Marlon": [check_in]}


def test_board_is_gone_for_the_other_family_at_the_moment_of_the_end(client, link_up, okafor, coach):
    goal = GoalFactory(family=link_up.seeking_family)
    link_up.goals.create(organisation=link_up.organisation, goal=goal)
    start(link_up=link_up, start_date=MONDAY, by=coach)
    client.force_login(okafor)
    before = client.get(address("goal-board", link_up))

    end(link_up=link_up, kind=LinkUp.EndKind.WEEKS_FINISHED, end_date=MONDAY, by=coach)

    after = client.get(address("goal-board", link_up))
    assert ("Calmer mornings" in words(before), after.status_code) == (True, 404)


def test_what_a_family_wrote_stays_on_its_page_after_the_end(client, under_way, okafor, coach):
    has_met(under_way, MONDAY, what="Bowling together", face_sharing=5)
    end(link_up=under_way, kind=LinkUp.EndKind.DID_NOT_CLICK, end_date=MONDAY, by=coach)
    client.force_login(okafor)

    shown = words(client.get(address("linkup", under_way)))

    assert ("Bowling together" in shown, "It ended on 16 March 2026" in shown, "click" in shown) == (True, True, False)


def test_board_names_nobody_whom_the_reader_may_not_see(client, link_up, okafor, coach, brandt):
    goal = GoalFactory(family=link_up.seeking_family)
    link_up.goals.create(organisation=link_up.organisation, goal=goal)
    lena = brandt.person_account.person
    GoalScore.objects.create(organisation=link_up.organisation, goal=goal, person=lena, on=MONDAY, value=4)
    start(link_up=link_up, start_date=MONDAY, by=coach)
    client.force_login(okafor)

    shown = words(client.get(address("goal-board", link_up)))

    assert ("One of them" in shown, "Lena" in shown) == (True, False)


def test_family_page_says_where_to_begin(marlon, seeking):
    shown = words(marlon.get(address("family-linkups", seeking)))

    assert (address("offer-build", seeking) in shown, address("profile-begin", seeking) in shown) == (True, True)


def test_profile_page_shows_checks_to_the_coach_only(client, sharing, okafor, coach):
    shown = {}
    for user in (coach, okafor):
        client.force_login(user)
        shown[user.name] = "Enhanced DBS" in words(client.get(address("profile", sharing.sharing_profile)))

    assert shown == {"Marlon": True, "Femi": False}


@pytest.mark.parametrize("name", ["linkup", "goal-board", "linkup-start", "meetup-record"])
def test_someone_else_s_link_up_is_not_there(client, under_way, outsider, name):
    client.force_login(outsider)

    assert client.get(address(name, under_way)).status_code == 404


def test_sharing_family_hears_nothing_before_it_is_asked(client, offer, okafor):
    client.force_login(okafor)
    theirs = offer.link_ups.get(sharing_family__name="Okafor")

    assert (client.get(address("linkup", theirs)).status_code, client.get(address("offer", offer)).status_code) == (
        404,
        404,
    )


def test_page_is_written_into_the_access_log(marlon, under_way):
    marlon.get(address("linkup", under_way))

    seen = AccessEvent.objects.get()
    assert (seen.what, set(seen.families)) == (
        "linkups:linkup",
        {under_way.seeking_family_id, under_way.sharing_family_id},
    )


# --- Choosing ---------------------------------------------------------------------------------------------------------


def test_cards_stand_in_the_same_order_for_everyone(client, offer, brandt, coach):
    CardFactory.reset_sequence(0)
    orders = []
    for user in (brandt, coach):
        client.force_login(user)
        orders.append([one.card.headline for one in client.get(address("offer", offer)).context["page"].cards])

    assert orders == [sorted(orders[0])] * 2


@pytest.mark.parametrize("who", ["brandt", "coach"])
def test_family_chooses_by_itself_or_with_the_coach(client, offer, sharing, who, request):
    client.force_login(request.getfixturevalue(who))

    client.post(address("offer-choose", offer, sharing.cards.get()))

    assert offer.link_ups.get(sharing_family=sharing).state == "chosen"


def test_child_chooses_together_with_a_grown_up(client, offer, sharing, seeking):
    client.force_login(sign_in_of(member_of(seeking, known_as="Ben", born=date(2016, 1, 1))))

    response = client.post(address("offer-choose", offer, sharing.cards.get()))

    assert (response.status_code, "together with a grown-up" in words(response)) == (403, True)


def test_none_of_these_asks_nothing(client, offer, brandt):
    client.force_login(brandt)

    client.post(address("offer-none", offer))

    assert MatchOffer.objects.get().is_none_of_these


def test_card_put_aside_can_be_looked_at_again(client, offer, sharing, brandt):
    client.force_login(brandt)
    card = sharing.cards.get()
    client.post(address("offer-put-aside", offer, card))
    aside = client.get(address("offer", offer)).context["page"].aside

    client.post(address("offer-put-aside", offer, card), {"back": "1"})

    after = client.get(address("offer", offer)).context["page"].aside
    assert ([one.card for one in aside], after) == ([card], [])


def test_card_that_was_changed_since_is_not_shown(client, offer, sharing, brandt):
    sharing.cards.update(headline="Not read by the family yet")
    client.force_login(brandt)

    assert len(client.get(address("offer", offer)).context["page"].cards) == 1


def test_second_answer_is_told_that_there_is_one(client, offer, brandt, sharing):
    client.force_login(brandt)
    client.post(address("offer-none", offer))

    assert client.post(address("offer-choose", offer, sharing.cards.get())).status_code == 403


def test_coach_reads_who_is_left_out_and_the_family_does_not(client, seeking, sharing, coach, brandt):
    resting = ProfileFactory(status="resting", family__name="Silva").family
    client.force_login(coach)
    before = words(client.get(address("offer-build", seeking)))
    client.post(address("offer-build", seeking), {"cards": [sharing.cards.get().pk]})
    client.force_login(brandt)

    shown = words(client.get(address("offer", MatchOffer.objects.get())))

    assert (f"{resting.name}: taking a rest" in before, resting.name in shown) == (True, False)


def test_offer_without_a_card_is_asked_again(marlon, seeking):
    response = marlon.post(address("offer-build", seeking), {})

    assert (response.status_code, "Choose at least one card." in words(response)) == (422, True)


def test_family_with_a_link_up_is_offered_no_cards(marlon, under_way, seeking):
    page = words(marlon.get(address("family-linkups", seeking)))
    response = marlon.get(address("offer-build", seeking))

    assert (response.status_code, "One at a time." in page, "One at a time." in words(response)) == (403, True, True)


def test_full_family_has_no_card_to_tick(marlon, seeking, sharing):
    LinkUpFactory(sharing_family=sharing, under_way=True)

    shown = marlon.get(address("offer-build", seeking)).context["deck"]

    assert ([*shown.cards], [str(one.reason.label) for one in shown.left_out]) == (
        [],
        ["no room for another family now"],
    )


# --- Steps ------------------------------------------------------------------------------------------------------------


def test_whole_way_by_the_pages(client, offer, sharing, seeking, brandt, okafor, coach):
    goal = GoalFactory(family=seeking)
    link_up = offer.link_ups.get(sharing_family=sharing)
    way = [
        (brandt, "offer-choose", [offer, sharing.cards.get()], {}),
        (coach, "linkup-ask", [link_up], {"planned_weeks": 20, "goals": [goal.pk]}),
        (coach, "meetup-record", [link_up], {"held_on": "2026-03-15"}),
        (brandt, "linkup-agree-seeking", [link_up], {}),
        (okafor, "linkup-agree-sharing", [link_up], {}),
        (coach, "linkup-start", [link_up], {"start_date": "2026-03-16"}),
        (okafor, "meetup-record", [link_up], {"held_on": "2026-03-16", "place_kind": "cafe", "face": "4"}),
        (coach, "linkup-length", [link_up], {"planned_weeks": 10}),
        (coach, "linkup-pause", [link_up], {"first_day": "2026-03-16", "reason": "holiday"}),
        (coach, "linkup-resume", [link_up], {"first_day_back": "2026-03-16"}),
        (coach, "linkup-end", [link_up], {"kind": "goals_reached", "end_date": "2026-03-16", "what_next": "nothing"}),
    ]
    answers = []
    for user, name, of, facts in way:
        client.force_login(user)
        answers.append((name, client.post(address(name, *of), facts).status_code))

    assert answers == [(name, 302) for _user, name, _of, _facts in way]
    assert LinkUp.objects.get(pk=link_up.pk).state == "completed"


def test_start_of_a_full_family_is_told_on_the_page(marlon, link_up, okafor):
    LinkUpFactory(sharing_family=link_up.sharing_family, under_way=True)

    response = marlon.post(address("linkup-start", link_up), {"start_date": "2026-03-16"})

    assert (response.status_code, "has no room for another link-up now" in words(response)) == (422, True)


def test_start_says_whose_check_has_run_out_and_keeps_the_day(marlon, link_up):
    CheckFactory(person=member_of(link_up.sharing_family, known_as="Rui").person, renew_by=MONDAY)

    response = marlon.post(address("linkup-start", link_up), {"start_date": "2026-03-14"})

    shown = words(response)
    assert ("Rui’s check has run out" in shown, "2026-03-14" in shown) == (True, True)


@pytest.mark.parametrize("name", ["linkup-start", "linkup-pause", "linkup-end", "linkup-length", "linkup-ask"])
def test_steps_are_the_coach_s(client, under_way, brandt, name):
    client.force_login(brandt)

    assert client.get(address(name, under_way)).status_code == 403


@pytest.mark.parametrize(
    "name", ["linkup-start", "linkup-ask", "linkup-resume", "linkup-agree-seeking", "linkup-not-this-time"]
)
def test_step_out_of_its_moment_is_refused(marlon, under_way, name):
    response = marlon.post(address(name, under_way), {})

    assert (response.status_code, "This is not the moment for that step." in words(response)) == (403, True)


def test_family_agrees_for_its_own_side_only(client, link_up, brandt):
    LinkUp.objects.update(seeking_agreed_at=None, sharing_agreed_at=None)
    client.force_login(brandt)

    assert client.post(address("linkup-agree-sharing", link_up)).status_code == 403


@pytest.mark.parametrize("who", ["brandt", "okafor"])
def test_either_family_says_not_this_time(client, link_up, who, request):
    client.force_login(request.getfixturevalue(who))

    client.post(address("linkup-not-this-time", link_up))

    assert LinkUp.objects.get().state == "not_this_time"


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
    client.force_login(coach)
    client.post(address("check-in-ask", under_way))
    client.force_login(brandt)

    client.post(address("check-in-answer", LinkUpCheckIn.objects.get()), {"things": "better", "getting_on": "7"})

    assert LinkUpCheckIn.objects.values_list("state", "things", "getting_on", "after_meeting").get() == (
        "answered",
        "better",
        7,
        None,
    )


def test_check_in_can_be_left(client, check_in, brandt):
    client.force_login(brandt)

    client.post(address("check-in-decline", check_in))

    assert LinkUpCheckIn.objects.get().state == "declined"


def test_check_in_is_answered_by_whom_it_asks(client, check_in, seeking):
    client.force_login(sign_in_of(member_of(seeking, known_as="Jonas")))

    assert client.post(address("check-in-answer", check_in), {"things": "same"}).status_code == 403


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
    way = [
        ("profile-getting-to-know", profile, {}),
        ("profile-checks", profile, {}),
        ("check-add", profile, check),
        ("profile-training", profile, {}),
        ("profile-card", profile, {"trained_on": "2026-03-01"}),
        ("card-edit-sharing", seeking, {"row_version": 0, "headline": "Two of us", "good_at": "cooking\nlistening"}),
    ]
    answers = [marlon.post(address(name, of), facts).status_code for name, of, facts in way]
    card = FamilyCard.objects.get(family=seeking)
    answers.append(marlon.post(address("card-approve", card), {"version": 1, "person": person.pk}).status_code)
    answers.append(
        marlon.post(address("profile-ready", profile), {"max_linkups": "2", "ready_on": "2026-03-16"}).status_code
    )

    assert answers == [302] * 8
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


# --- Every page, and its queries --------------------------------------------------------------------------------------


def _a_family_of(coach):
    """One that has no link-up yet."""
    family = FamilyFactory()
    family.involvements.create(organisation=family.organisation, practitioner=coach.practitioner, role="family_coach")
    return family


def everything(link_up: LinkUp, coach, count: int) -> dict[str, list[object]]:
    """A busy place: `count` of each thing that the pages show. The pages, each with what it is of."""
    for number in range(count):
        day = date(2026, 3, 1 + number)
        GoalScore.objects.create(
            organisation=link_up.organisation,
            goal=(goal := GoalFactory(family=link_up.seeking_family)),
            person=(person := member_of(link_up.seeking_family).person),
            on=day,
            value=3,
        )
        link_up.goals.create(organisation=link_up.organisation, goal=goal)
        has_met(link_up, day)
        Meetup.objects.create(organisation=link_up.organisation, link_up=link_up, planned_for=date(2026, 4, 1 + number))
        LinkUpPause.objects.create(
            organisation=link_up.organisation, link_up=link_up, period=(day, date(2026, 3, 2 + number))
        )
        LinkUpCheckIn.objects.create(
            organisation=link_up.organisation,
            link_up=link_up,
            family=link_up.seeking_family,
            person=person,
            asked_on=day,
        )
        CheckFactory(person=member_of(link_up.sharing_family).person, renew_by=date(2026, 4, 1 + number))
        ProfileFactory()
        ProfileFactory(status="resting")
        other = LinkUpFactory(coach=coach.practitioner, chosen=True)
        other.seeking_family.involvements.create(
            organisation=other.organisation, practitioner=coach.practitioner, role="family_coach"
        )
    profile = link_up.sharing_family.sharing_profile
    return {
        "linkup-list": [],
        "linkup": [link_up],
        "goal-board": [link_up],
        "family-linkups": [link_up.seeking_family],
        "profile": [profile],
        "offer-build": [_a_family_of(coach)],
        "linkup-pause": [link_up],
        "linkup-length": [link_up],
        "linkup-end": [link_up],
        "meetup-record": [link_up],
        "meetup-plan": [link_up],
        "meetup-did-not": [link_up.meetups.filter(state="planned").first()],
        "check-in-answer": [link_up.check_ins.first()],
        "profile-resting": [profile],
        "profile-not-now": [profile],
        "check-add": [profile],
        "card-edit-sharing": [link_up.sharing_family],
        "card-edit-seeking": [link_up.seeking_family],
    }


COACH_QUERIES = {
    "linkup-list": 7,
    "linkup": 19,
    "goal-board": 12,
    "family-linkups": 16,
    "profile": 15,
    "offer-build": 13,
    "linkup-pause": 9,
    "linkup-length": 9,
    "linkup-end": 9,
    "meetup-record": 9,
    "meetup-plan": 9,
    "meetup-did-not": 8,
    "check-in-answer": 8,
    "profile-resting": 8,
    "profile-not-now": 8,
    "check-add": 10,
    "card-edit-sharing": 9,
    "card-edit-seeking": 9,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", COACH_QUERIES)
def test_coach_s_page_takes_so_many_queries(marlon, under_way, coach, django_assert_num_queries, name, count):
    of = everything(under_way, coach, count)[name]

    with django_assert_num_queries(COACH_QUERIES[name]):
        response = marlon.get(address(name, *of))

    assert response.status_code == 200


def test_page_asks_each_person_for_their_own_answer(client, check_in, brandt, seeking):
    jonas = sign_in_of(member_of(seeking, known_as="Jonas"))
    asked = {}
    for user in (brandt, jonas):
        client.force_login(user)
        asked[user.name] = [*client.get(address("linkup", check_in.link_up)).context["page"].to_answer]

    assert asked == {"Lena": [check_in], "Jonas": []}


FAMILY_QUERIES = {
    "linkup": 16,
    "goal-board": 11,
    "family-linkups": 12,
    "profile": 12,
    "meetup-record": 8,
    "check-in-answer": 7,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", FAMILY_QUERIES)
def test_family_s_page_takes_so_many_queries(
    client, under_way, brandt, okafor, coach, django_assert_num_queries, name, count
):
    of = everything(under_way, coach, count)[name]
    LinkUpCheckIn.objects.filter(pk=getattr(of[0], "pk", None)).update(person=brandt.person_account.person)
    client.force_login(okafor if name == "profile" else brandt)

    with django_assert_num_queries(FAMILY_QUERIES[name]):
        response = client.get(address(name, *of))

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_takes_so_many_queries(client, seeking, coach, brandt, django_assert_num_queries, count):
    cards = [a_card_to_offer() for _each in range(count)]
    GoalFactory(family=seeking)
    offer = offer_cards(family=seeking, cards=cards, coach=coach.practitioner, by=coach)
    client.force_login(brandt)

    with django_assert_num_queries(9):
        response = client.get(address("offer", offer))

    assert len(response.context["page"].cards) == count
