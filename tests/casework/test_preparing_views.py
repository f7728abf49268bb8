"""The pages on which a meeting is prepared: each form, who may use it, and what of it the family reads."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from casework.actions import preparing as actions
from casework.models import AdvocateOffer, BaselineMeeting, CapacityView, PracticalThing, PrepVisit, SideTried
from database import clock
from tests.casework.refusals import change
from tests.factories import MembershipFactory, ParentageFactory, PersonFactory
from tests.factories_conferences import MONDAY, FocusFactory, ParticipantFactory, conference_at
from tests.factories_families import share, sign_in_of

DAY = MONDAY.isoformat()
SEEN = {"state": "done", "on": DAY, "place_kind": "home", "wants": "To see Theo"}
OFFERED = {"offered_on": DAY, "answer": "yes", "advocate": "Yusuf"}
FOOD = {"kind": "food", "what": "Halal", "state": "wanted", "who": "Dana", "by_when": "2026-03-20"}


@pytest.fixture
def meeting(family, ngozi, amina, dana):
    meeting = conference_at("preparing", family=family, coordinator=ngozi)
    FocusFactory(conference=meeting, person=amina)
    for person in (amina, dana):
        kind = "focus_person" if person is amina else "family_network"
        ParticipantFactory(conference=meeting, person=person, kind=kind)
        share(meeting.record, person)
    return meeting


@pytest.fixture
def coordinator(client, ngozi):
    client.force_login(ngozi.user)
    return client


def at(name, *args):
    return reverse(f"casework:{name}", args=args)


def test_the_first_meeting_is_written_down_and_read_again(coordinator, meeting):
    page = at("conference-baseline", meeting.pk)
    said = {"held_on": DAY, "who_was_there": "Priya", "aim": "Fridays", "resources": "A taxi"}

    answer = coordinator.post(page, said)

    assert answer["Location"] == at("conference-preparing", meeting.pk)
    shown = coordinator.get(answer["Location"]).content.decode()
    assert "Fridays" in shown
    assert "A taxi" in shown
    assert "Fridays" in coordinator.get(page).content.decode()


def test_someone_is_seen(coordinator, meeting, dana):
    coordinator.post(at("visit-add", meeting.pk), SEEN | {"person": dana.pk})

    assert PrepVisit.objects.get().person == dana
    assert "To see Theo" in coordinator.get(at("conference-preparing", meeting.pk)).content.decode()


def test_what_became_of_a_visit(coordinator, meeting, dana, ngozi):
    facts = {"state": "planned", "planned_for": MONDAY + timedelta(days=1)}
    visit = actions.write_visit(conference=meeting, person=dana, by=ngozi.user, **facts)

    coordinator.post(at("visit-change", visit.pk), SEEN | {"row_version": visit.row_version})

    visit.refresh_from_db()
    assert (visit.state, visit.on) == ("done", MONDAY)


def test_a_side_is_looked_for(coordinator, meeting, amina):
    rob = PersonFactory(known_as="Rob")
    MembershipFactory(family=meeting.family, person=rob)
    ParentageFactory(child=amina, parent=rob)
    assert "nobody from Rob’s side yet" in coordinator.get(meeting.get_absolute_url()).content.decode()

    coordinator.post(at("side-tried", meeting.pk, rob.pk), {"on": DAY, "what": "Rang his mother"})

    assert SideTried.objects.get().parent == rob
    assert "Rang his mother" in coordinator.get(at("conference-preparing", meeting.pk)).content.decode()
    assert "nobody from Rob" not in coordinator.get(meeting.get_absolute_url()).content.decode()


def test_only_a_parent_has_a_side(coordinator, meeting, joan):
    assert coordinator.get(at("side-tried", meeting.pk, joan.pk)).status_code == 404


def test_something_practical_is_wanted_and_arranged(coordinator, meeting):
    coordinator.post(at("practical-add", meeting.pk), FOOD)
    thing = PracticalThing.objects.get()

    coordinator.post(at("practical-change", thing.pk), FOOD | {"state": "arranged", "row_version": thing.row_version})

    thing.refresh_from_db()
    assert (thing.state, thing.by_when) == ("arranged", date(2026, 3, 20))


def test_an_advocate_is_offered(coordinator, meeting, amina):
    coordinator.post(at("advocate-offer-add", meeting.pk), OFFERED | {"person": amina.pk})

    offer = AdvocateOffer.objects.get()
    assert (offer.person, offer.advocate) == (amina, "Yusuf")
    answer = coordinator.post(
        at("advocate-offer-answer", offer.pk), OFFERED | {"answer": "no", "advocate": "", "row_version": 1}
    )
    assert answer.status_code == 302


def test_someone_looked_at_one_decision(client, family, ngozi):
    client.force_login(ngozi.user)
    bill = MembershipFactory(family=family, person__date_of_birth=date(1948, 1, 1)).person
    meeting = conference_at("preparing", family=family, coordinator=ngozi, setting="adult")
    FocusFactory(conference=meeting, person=bill)
    said = {
        "person": bill.pk,
        "decision": "Whether to move",
        "looked_on": DAY,
        "who_looked": "His GP",
        "help_given": "Pictures",
        "outcome": "decides_with_help",
    }

    client.post(at("capacity-add", meeting.pk), said)

    assert CapacityView.objects.get().person == bill
    assert "Whether to move" in client.get(at("conference-preparing", meeting.pk)).content.decode()


@pytest.mark.parametrize(
    ("page", "said", "sentence"),
    [
        ("visit-add", SEEN | {"on": ""}, "Of a visit that was, say when and where"),
        ("visit-add", SEEN | {"on": "2099-01-01"}, "A visit is done once it has been"),
        ("advocate-offer-add", OFFERED | {"answer": "no"}, "only if they said yes"),
    ],
)
def test_what_is_refused_says_why_and_keeps_all_that_was_typed(coordinator, meeting, dana, page, said, sentence):
    answer = coordinator.post(at(page, meeting.pk), said | {"person": dana.pk})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in shown
    assert (said.get("wants") or said["advocate"]) in shown


def test_who_does_not_prepare_it_writes_nothing(client, meeting, worker):
    client.force_login(worker)

    for page in ("conference-baseline", "visit-add", "practical-add", "advocate-offer-add", "capacity-add"):
        assert client.post(at(page, meeting.pk), {}).status_code == 403
    assert client.get(at("conference-preparing", meeting.pk)).status_code == 200


def test_someone_of_the_family_is_led_to_their_own_page(client, meeting, danas_sign_in):
    client.force_login(danas_sign_in)

    answer = client.get(at("conference-preparing", meeting.pk))

    assert answer["Location"] == at("our-meeting", meeting.pk)


def test_the_family_reads_what_it_is_for_what_is_wanted_and_their_own_words(
    client, meeting, dana, amina, ngozi, danas_sign_in
):
    actions.write_baseline(conference=meeting, held_on=MONDAY, who_was_there="Priya", aim="Fridays", by=ngozi.user)
    actions.want_practical_thing(conference=meeting, kind="food", what="Halal soup", by=ngozi.user)
    for person, wants in ((dana, "To sleep"), (amina, "A secret wish")):
        actions.write_visit(
            conference=meeting, person=person, state="done", on=MONDAY, place_kind="home", wants=wants, by=ngozi.user
        )
    client.force_login(danas_sign_in)

    shown = client.get(at("our-meeting", meeting.pk)).content.decode()

    assert all(words in shown for words in ("Fridays", "Halal soup", "To sleep"))
    assert "A secret wish" not in shown


def test_an_adult_reads_of_their_own_decision_what_it_means_for_them(client, family, ngozi):
    bill = MembershipFactory(family=family, person__date_of_birth=date(1948, 1, 1)).person
    meeting = conference_at("preparing", family=family, coordinator=ngozi, setting="adult")
    FocusFactory(conference=meeting, person=bill)
    share(meeting.record, bill)
    found = {"decision": "Whether to move", "looked_on": MONDAY, "who_looked": "His GP", "help_given": "Pictures"}
    then = {"outcome": "not_this_now", "best_interests": "He wants his own kitchen"}
    actions.note_capacity(conference=meeting, person=bill, by=ngozi.user, **found | then)
    client.force_login(sign_in_of(bill))

    shown = client.get(at("our-meeting", meeting.pk)).text

    assert all(
        words in shown for words in ("Pictures", "He wants his own kitchen", "Someone else decides this, this time.")
    )


@pytest.mark.parametrize(
    ("state", "days", "is_said"), [("planned", 1, True), ("put_off", 1, False), ("planned", -1, False)]
)
def test_a_day_on_which_nobody_comes_is_not_promised(client, meeting, dana, ngozi, danas_sign_in, state, days, is_said):
    day = clock.today() + timedelta(days=days)
    actions.write_visit(conference=meeting, person=dana, state=state, planned_for=day, by=ngozi.user)
    client.force_login(danas_sign_in)

    assert ("We see you on" in client.get(at("our-meeting", meeting.pk)).text) is is_said


def test_what_is_written_as_practical_things_is_not_typed_again_for_the_invitation(coordinator, meeting, ngozi):
    for what, state in (("Halal soup", "wanted"), ("A clown", "not_needed")):
        actions.want_practical_thing(conference=meeting, kind="food", what=what, state=state, by=ngozi.user)

    begun = coordinator.get(at("conference-arrange", meeting.pk)).context["form"]["practicalities"].value()

    assert begun == "Food: Halal soup"


def test_what_the_invitation_says_already_stays(coordinator, meeting, ngozi):
    change(meeting, practicalities="Jollof rice")()
    actions.want_practical_thing(conference=meeting, kind="food", what="Halal soup", by=ngozi.user)

    begun = coordinator.get(at("conference-arrange", meeting.pk)).context["form"]["practicalities"].value()

    assert begun == "Jollof rice"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_however_much_is_prepared(coordinator, meeting, ngozi, rows, django_assert_num_queries):
    for _each in range(rows):
        someone = MembershipFactory(family=meeting.family).person
        ParticipantFactory(conference=meeting, person=someone)
        actions.write_visit(
            conference=meeting, person=someone, state="done", on=MONDAY, place_kind="home", by=ngozi.user
        )
        actions.offer_advocate(conference=meeting, person=someone, offered_on=MONDAY, by=ngozi.user)
        actions.want_practical_thing(conference=meeting, kind="food", what="Soup", by=ngozi.user)
    coordinator.get(at("conference-preparing", meeting.pk))

    with django_assert_num_queries(15):
        coordinator.get(at("conference-preparing", meeting.pk))


def test_nothing_is_lost_when_two_write_the_first_meeting(coordinator, meeting, ngozi):
    page = at("conference-baseline", meeting.pk)
    said = {"held_on": DAY, "who_was_there": "Priya", "aim": "Fridays", "row_version": ""}
    coordinator.post(page, said)

    answer = coordinator.post(page, said | {"aim": "Saturdays", "row_version": 0})

    assert answer.status_code == 422
    assert all(words in answer.content.decode() for words in ("Fridays", "Saturdays"))
    assert BaselineMeeting.objects.get().aim == "Fridays"
