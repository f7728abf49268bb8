"""The pages that are read: what each shows to whom."""

from datetime import date

import pytest

from accounts.models import AccessEvent
from families.models import GoalScore
from families.periods import Period
from linkups.actions.linkups import end, start
from linkups.actions.meetups import plan_meetup
from linkups.models import (
    LinkUp,
    LinkUpCheckIn,
    LinkUpPause,
    Meetup,
)
from tests.factories import FamilyFactory
from tests.factories_linkups import (
    GoalFactory,
    LinkUpFactory,
    a_grown_up_of,
    member_of,
    sign_in_of,
)
from tests.linkups.pages import MONDAY, address, has_met, words
from tests.linkups.test_access import worker_of

pytestmark = pytest.mark.usefixtures("organisation")


def test_list_says_the_week_and_when_they_last_met(marlon, under_way):
    has_met(under_way, date(2026, 3, 8))

    shown = words(marlon.get(address("linkup-list")))

    assert "Brandt with Okafor" in shown
    assert "Week 11 of 20 · Last met 8 days ago" in shown


def test_list_of_a_family_names_nobody_and_speaks_to_the_family(client, seeking, sharing, coach, brandt, okafor):
    client.force_login(okafor)
    none = words(client.get(address("linkup-list")))
    LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, agreeing=True)

    shown = words(client.get(address("linkup-list")))

    assert "Your family is in no link-up now." in none
    assert ("Our link-up" in shown, "Brandt" in shown, "longest ago" in shown) == (True, False, False)


@pytest.mark.parametrize(
    ("how", "asks", "met"),
    [
        ("chosen", [True, False, False], [False, False, False]),
        ("under_way", [False, False, False], [True, False, True]),
    ],
)
def test_list_offers_a_step_to_whoever_takes_it(client, seeking, sharing, coach, brandt, how, asks, met):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **{how: True})

    def offered(user, step):
        client.force_login(user)
        return address(step, link_up) in client.get(address("linkup-list")).text

    everyone = [coach, worker_of(seeking), brandt]
    assert [offered(user, "linkup-ask") for user in everyone] == asks
    assert [offered(user, "meetup-record") for user in everyone] == met


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


@pytest.mark.parametrize(("chose", "count"), [(None, 0), ("2026-01-02T12:00Z", 1)])
def test_a_family_s_page_names_nobody_whose_card_was_offered_and_not_chosen(
    marlon, seeking, sharing, coach, chose, count
):
    a_yes = {"seeking_chose_at": chose, "seeking_chose_by": a_grown_up_of(seeking)} if chose else {}
    LinkUpFactory(
        seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, state="not_this_time", **a_yes
    )

    rows = marlon.get(address("family-linkups", seeking)).context["found"].rows

    assert len(rows) == count


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


def test_a_family_that_said_yes_reads_what_it_waits_for(client, brandt, coach, seeking, sharing):
    said = {"agreeing": True, "seeking_agreed_at": "2026-01-02T12:00Z"}
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **said)
    client.force_login(brandt)

    assert "You said yes. The other family is asked too" in words(client.get(address("linkup", link_up)))


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"chosen": True}, "Your coach asks them next, and comes back to you."),
        ({"under_way": True, "state": "paused"}, "Your coach talks with you about going on."),
    ],
)
def test_a_family_reads_what_comes_next(client, brandt, coach, seeking, sharing, how, sentence):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **how)
    client.force_login(brandt)

    assert sentence in words(client.get(address("linkup", link_up)))


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


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (
            "coach",
            [("Lena", "Would like to meet them"), ("Lena", "Yes to the link-up"), ("Femi", "Yes to the link-up")],
        ),
        ("brandt", [("Lena", "Would like to meet them"), ("Lena", "Yes to the link-up")]),
        ("okafor", [("Femi", "Yes to the link-up")]),
    ],
)
def test_page_says_who_said_yes(client, link_up, who, said, request):
    client.force_login(request.getfixturevalue(who))

    page = client.get(address("linkup", link_up)).context["page"]

    assert [(one.who, one.what) for one in page.said] == said


def test_worker_of_one_family_reads_the_other_by_its_name(client, link_up, worker):
    worker.practitioner.involvements.create(
        organisation=link_up.organisation, family=link_up.seeking_family, role="co_worker"
    )
    client.force_login(worker)

    page = client.get(address("linkup", link_up)).context["page"]

    assert [(one.who, one.person is None) for one in page.said] == [("Lena", False), ("Lena", False), ("Okafor", True)]


@pytest.mark.parametrize(("written", "name"), [(True, "card-approve"), (False, "card-edit-seeking")])
def test_card_of_the_seeking_family_comes_before_the_question(marlon, coach, seeking, sharing, written, name):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, chosen=True)
    seeking.cards.update(approved_at=None, kind="seeking" if written else "sharing")

    page = marlon.get(address("linkup", link_up)).context["page"]

    assert page.row.next_step.href == address(name, seeking.cards.get() if written else seeking)


@pytest.mark.parametrize(("written", "words_of_it"), [(True, "Read our card through"), (False, "Write our card")])
def test_family_that_chose_is_led_to_its_card(client, brandt, seeking, sharing, written, words_of_it):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, chosen=True)
    seeking.cards.update(approved_at=None, kind="seeking" if written else "sharing")
    client.force_login(brandt)

    assert words_of_it in words(client.get(address("linkup", link_up)))


def test_page_notes_everyone_of_both_families_and_whom_it_names(marlon, under_way, brandt, okafor):
    gone = member_of(under_way.seeking_family, period=Period(None, date(2026, 2, 1))).person
    has_met(under_way, MONDAY)
    LinkUpCheckIn.objects.create(
        organisation=under_way.organisation,
        link_up=under_way,
        family=under_way.seeking_family,
        person=gone,
        asked_on=MONDAY,
    )

    marlon.get(address("linkup", under_way))

    members = {one.person_account.person.pk for one in (brandt, okafor)}
    assert set(AccessEvent.objects.get().people) == members | {gone.pk}


def test_page_is_written_into_the_access_log(marlon, under_way):
    marlon.get(address("linkup", under_way))

    seen = AccessEvent.objects.get()
    assert (seen.what, set(seen.families)) == (
        "linkups:linkup",
        {under_way.seeking_family_id, under_way.sharing_family_id},
    )


def test_page_asks_each_person_for_their_own_answer(client, check_in, brandt, seeking):
    jonas = sign_in_of(member_of(seeking, known_as="Jonas"))
    asked = {}
    for user in (brandt, jonas):
        client.force_login(user)
        asked[user.name] = [*client.get(address("linkup", check_in.link_up)).context["page"].to_answer]

    assert asked == {"Lena": [check_in], "Jonas": []}


def test_what_was_planned_beyond_the_end_comes_up_no_more(marlon, under_way, coach):
    plan_meetup(link_up=under_way, planned_for=date(2026, 3, 22), kind=Meetup.Kind.WEEKLY, by=coach)
    assert "22" in words(marlon.get(address("linkup", under_way))).split('id="next"')[1].split("</section>")[0]

    end(link_up=under_way, kind=LinkUp.EndKind.GOALS_REACHED, end_date=MONDAY, by=coach)

    page = words(marlon.get(address("linkup", under_way)))
    assert "22" not in page.split('id="next"')[1].split("</section>")[0]
    assert "Other steps" not in page
