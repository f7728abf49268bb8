"""Deciding by a page that someone takes part another way; and that whoever is not to know of a meeting finds nothing of it."""

from datetime import date

import pytest

from casework.actions import conferences, plans
from casework.models import Conference, Exclusion
from database.asker import acting_as
from families.models import AccessBlock, Involvement, Record
from families.periods import Period
from tests.casework.conftest import make
from tests.casework.pages import at
from tests.factories_conferences import OfferFactory, conference_at

SAID = {
    "extent": "written_view",
    "why_no_less": "He shouts whoever speaks.",
    "ground": "violence_or_threat",
    "evidence_note": "The school and Joan say so.",
    "how_views_come_in": "Ngozi asks him on Tuesday.",
    "review_on": "2026-06-15",
}
QUERIES = 12
ABUSE = {
    "ground": "domestic_abuse",
    "extent": "not_at_all",
    "how_views_come_in": "",
    "unsafe_to_ask_reason": "Not safe",
}


@pytest.fixture
def rob(family, amina):
    """Amina’s father: he holds responsibility, is in the family, was offered the meeting and is asked to it."""
    rob = make.PersonFactory(known_as="Rob", date_of_birth=date(1988, 1, 1))
    make.MembershipFactory(family=family, person=rob, role="parent_carer")
    make.ResponsibilityFactory(holder=rob, child=amina, basis="other", status="confirmed")
    return rob


@pytest.fixture
def robs_sign_in(rob):
    return make.sign_in_of(rob)


@pytest.fixture
def invited(arranged, rob):
    make.ParticipantFactory(conference=arranged, person=rob)
    make.share(arranged.record, rob)
    OfferFactory(conference=arranged, offered_to=rob)
    return arranged


@pytest.fixture
def decide(client, ngozi, invited, rob):
    def decide(**said):
        client.force_login(ngozi.user)
        return client.post(at("exclusion-add", invited), {"person": rob.pk} | SAID | said)

    return decide


def test_it_is_decided_agreed_told_and_ended_by_pages(client, ngozi, manager, invited, decide):
    decide()
    exclusion = Exclusion.objects.get()
    client.force_login(manager)
    client.post(at("exclusion-agree", exclusion))
    client.force_login(ngozi.user)
    client.post(at("exclusion-told", exclusion), {"told_on": "2026-03-16"})
    shown = client.get(invited.get_absolute_url()).text
    client.force_login(manager)
    client.post(at("exclusion-review", exclusion), {"review_on": "2026-09-01"})
    client.post(at("exclusion-end", exclusion), {"ended_because": "He is calm."})

    exclusion.refresh_from_db()
    assert "They write or record what they want to say" in shown
    assert "agreed on 16 March" in shown
    assert (exclusion.agreed_by, str(exclusion.review_on), exclusion.ended_because) == (
        manager,
        "2026-09-01",
        "He is calm.",
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"evidence_note": ""}, "Say what you know, and from whom."),
        ({"why_no_less": ""}, "Say why something less would not do"),
        ({"how_views_come_in": ""}, "Say how their view is heard, or why it is not safe to ask them."),
        ({"review_on": "2026-03-16"}, "within twelve months"),
        ({"review_on": "2028-03-16"}, "within twelve months"),
        ({"ground": "domestic_abuse", "extent": "video"}, "they are not told when or where"),
    ],
)
def test_what_is_refused_comes_back_with_all_that_was_typed(decide, said, sentence):
    response = decide(**said)

    assert response.status_code == 422
    assert sentence in response.text
    assert said.get("why_no_less", SAID["why_no_less"]) in response.text
    assert not Exclusion.objects.exists()
    assert not AccessBlock.objects.exists()


def test_whom_the_meeting_is_about_is_not_offered(client, ngozi, invited, amina):
    client.force_login(ngozi.user)

    response = client.post(at("exclusion-add", invited), {"person": amina.pk} | SAID)

    assert response.status_code == 422
    assert f'value="{amina.pk}"' not in response.text


def test_only_the_coordinator_decides(client, worker, manager, joans_sign_in, invited):
    answers = []
    for user in (worker, manager, joans_sign_in):
        client.force_login(user)
        answers.append(client.get(at("exclusion-add", invited)).status_code)

    assert answers == [403, 403, 403]


def test_who_decided_it_does_not_agree_nor_a_manager_of_others(client, ngozi, decide):
    decide()
    other = make.UserFactory(roles=["team_manager"])
    make.InvolvementFactory(
        family=Exclusion.objects.get().conference.family,
        practitioner=make.PractitionerFactory(user=make.UserFactory()),
        role="co_worker",
    )

    exclusion = Exclusion.objects.get()
    answers = []
    for user in (ngozi.user, other):
        client.force_login(user)
        answers.append(client.post(at("exclusion-agree", exclusion)).status_code)

    assert answers == [403, 404]


def test_it_waits_for_no_manager_whose_work_with_the_family_has_ended(client, manager, invited, decide):
    """They read it for another thirty days, and agree to nothing any more."""
    decide()
    Involvement.objects.filter(family=invited.family, practitioner__team__manager=manager).update(
        period=Period(date(2026, 1, 5), date(2026, 3, 10))
    )
    client.force_login(manager)

    assert Exclusion.objects.visible_to(manager).exists()
    assert "Agree how Rob takes part" not in client.get("/today/").text


def test_the_manager_finds_it_among_what_waits(client, manager, decide):
    decide()
    client.force_login(manager)

    assert "Agree how Rob takes part" in client.get("/today/").text


def test_what_waits_for_the_coordinator_is_a_page_that_they_may_open(client, ngozi, manager, decide, monkeypatch):
    """To tell them, until it is done: on the day to look again too, for that is the manager’s."""
    decide(review_on="2026-03-20")
    exclusion = Exclusion.objects.get()
    client.force_login(manager)
    client.post(at("exclusion-agree", exclusion))
    monkeypatch.setattr("database.clock.today", lambda: date(2026, 3, 20))
    client.force_login(ngozi.user)

    shown = client.get("/today/").text
    assert "Tell Rob how they take part" in shown
    assert at("exclusion-review", exclusion) not in shown
    assert client.get(at("exclusion-told", exclusion)).status_code == 200
    client.force_login(manager)
    assert at("exclusion-review", exclusion) in client.get("/today/").text


def test_a_manager_who_coordinates_tells_and_agrees_to_nothing_of_their_own(client, ngozi, manager, invited, decide):
    ngozi.user.roles = ["conference_coordinator", "team_manager"]
    ngozi.user.save(update_fields=["roles"])
    decide()
    exclusion = Exclusion.objects.get()

    shown = client.get(invited.get_absolute_url()).text
    assert at("exclusion-agree", exclusion) not in shown
    assert at("exclusion-end", exclusion) in shown
    client.force_login(manager)
    client.post(at("exclusion-agree", exclusion))
    client.force_login(ngozi.user)
    assert "Tell Rob how they take part" in client.get("/today/").text


def test_where_the_manager_who_agreed_has_left_another_looks_again(client, ngozi, manager, decide, monkeypatch):
    decide(**ABUSE)
    exclusion = Exclusion.objects.get()
    left = make.UserFactory(roles=["team_manager"])
    with acting_as(left.asker):
        Exclusion.objects.filter(pk=exclusion.pk).update(agreed_by=left, agreed_on=date(2026, 3, 16))
    monkeypatch.setattr("database.clock.today", lambda: date(2026, 6, 16))
    client.force_login(manager)
    assert "Look again at how Rob takes part" not in client.get("/today/").text

    left.is_active = False
    left.save(update_fields=["is_active"])
    assert "Look again at how Rob takes part" in client.get("/today/").text


@pytest.mark.parametrize(("said", "waits"), [(ABUSE, True), ({}, False)])
def test_once_the_meeting_is_over_only_what_still_keeps_it_from_them_is_looked_at_again(
    client, manager, invited, decide, monkeypatch, said, waits
):
    decide(**said)
    client.force_login(manager)
    client.post(at("exclusion-agree", Exclusion.objects.get()))
    Conference.objects.filter(pk=invited.pk).update(
        state="not_going_ahead", not_going_ahead_reason="family_prefers_not"
    )
    monkeypatch.setattr("database.clock.today", lambda: date(2026, 6, 16))

    assert ("Look again at how Rob takes part" in client.get("/today/").text) == waits


def test_nobody_is_reminded_to_tell_whoever_is_kept_away_because_of_abuse(client, ngozi, manager, invited, decide):
    decide(**ABUSE)
    exclusion = Exclusion.objects.get()
    client.force_login(manager)
    client.post(at("exclusion-agree", exclusion))
    client.force_login(ngozi.user)

    shown = client.get(invited.get_absolute_url()).text
    assert "They are not told, and find nothing of this meeting here." in shown
    assert at("exclusion-told", exclusion) not in shown
    assert client.get(at("exclusion-told", exclusion)).status_code == 403


def test_the_family_reads_nothing_of_it(client, danas_sign_in, invited, decide):
    decide()
    client.force_login(danas_sign_in)

    shown = client.get(at("our-meeting", invited)).text

    assert "shouts" not in shown
    assert "Rob" not in shown.split("Who is asked")[-1].split("Just us")[0]
    assert client.get(at("exclusion-agree", Exclusion.objects.get())).status_code == 404


def test_nothing_invites_whoever_is_not_there(client, ngozi, invited, rob, decide):
    decide()
    robs_place = invited.participants.get(person=rob)

    response = client.get(at("invitation-print", robs_place))

    assert response.status_code == 403
    assert "nothing invites them" in response.text


def test_whoever_comes_to_another_part_is_invited(client, ngozi, invited, rob, decide):
    decide(extent="different_part", why_no_less="")

    assert client.get(at("invitation-print", invited.participants.get(person=rob))).status_code == 200


def finds(client, invited, rob):
    """What the addresses of the meeting answer to Rob, and what his pages say."""
    place, offer = invited.participants.get(person=rob), invited.offers.get(offered_to=rob)
    asked = {
        name: client.get(at(name, of)).status_code
        for name, of in {
            "our-meeting": invited,
            "conference": invited,
            "conference-calendar": invited,
            "information-print": invited,
            "our-reply": invited,
            "our-offer": offer,
            "invitation-print": place,
        }.items()
    }
    return asked, client.get("/our-page/").text, client.get("/our-page/who-has-looked/").text


def test_whoever_is_kept_away_because_of_abuse_finds_nothing(client, robs_sign_in, ngozi, invited, rob, decide):
    client.force_login(ngozi.user)
    client.get(invited.get_absolute_url())
    client.force_login(robs_sign_in)
    before, told, looked = finds(client, invited, rob)
    decide(**ABUSE)
    client.get(invited.get_absolute_url())
    client.force_login(robs_sign_in)

    after, told_then, looked_then = finds(client, invited, rob)

    assert before["our-meeting"] == 200
    assert str(invited.pk) in told
    assert set(after.values()) == {404}
    assert str(invited.pk) not in told_then
    assert "family meetings and plans" in looked
    assert "family meetings and plans" not in looked_then
    assert "something that is written down" not in looked_then


def test_nor_do_looks_at_lists_of_meetings_tell_them_of_it(
    client, robs_sign_in, danas_sign_in, worker, amina, invited, decide
):
    """Rob answers for Amina, so the list of those whose families were offered a meeting names him."""

    def looked(user):
        client.force_login(user)
        return client.get("/our-page/who-has-looked/").text.count("family meetings and plans")

    decide(**ABUSE)
    before = looked(robs_sign_in), looked(danas_sign_in)
    client.force_login(worker)
    pages = [at("family-conferences", invited.family), at("before-court", amina), at("exemption-add", amina)]
    assert {client.get(page).status_code for page in [*pages, "/before-court/", "/conferences/"]} == {200}

    assert looked(robs_sign_in) == before[0]
    assert looked(danas_sign_in) > before[1]


def test_a_meeting_that_they_know_of_is_still_told(client, robs_sign_in, ngozi, rob, amina, family, invited, decide):
    other = conference_at("arranged", family=family, coordinator=ngozi)
    make.FocusFactory(conference=other, person=amina)
    make.share(other.record, rob)
    decide(**ABUSE)
    assert client.get(at("conference-day", other)).status_code == 200
    client.force_login(robs_sign_in)

    assert "family meetings and plans" in client.get("/our-page/who-has-looked/").text


def test_it_is_kept_from_them_of_the_plan_and_of_the_meeting_that_looks_back_too(ngozi, worker, invited, rob, decide):
    decide(**ABUSE)
    Conference.objects.filter(pk=invited.pk).update(state="held", held_on="2026-03-16", is_private_time_offered=True)
    amina = invited.focus.order_by("pk").last().person
    with acting_as(ngozi.user.asker):
        watch = plans.Watch(worker_link=worker.practitioner, family_monitor=amina)
        plan = plans.write_plan(conference=invited, in_our_words="Ours", steps=[], watch=watch, by=ngozi.user)
    with acting_as(worker.asker):
        again = conferences.offer_conference(
            family=invited.family,
            about=[amina],
            offered_to=[amina],
            offered_on="2026-03-16",
            channel="face",
            review_of=invited,
            by=worker,
        )

    kept = AccessBlock.objects.in_force().filter(viewer_person=rob).values("record")

    assert set(Record.objects.filter(pk__in=kept)) == {invited.record, plan.record, again.record}


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_however_many_there_are(
    client, ngozi, invited, family, decide, django_assert_num_queries, count
):
    for _number in range(count):
        other = make.PersonFactory()
        make.MembershipFactory(family=family, person=other, role="relative")
        client.force_login(ngozi.user)
        client.post(at("exclusion-add", invited), SAID | {"person": other.pk})
    client.get(invited.get_absolute_url())

    assert Exclusion.objects.count() == count
    with django_assert_num_queries(QUERIES):
        client.get(invited.get_absolute_url())


def test_whoever_is_not_there_is_not_counted_nor_asked_about_nor_sent_the_plan(
    client, ngozi, worker, invited, rob, joan, decide
):
    decide()
    shown = client.get(invited.get_absolute_url()).text
    place = invited.participants.get(person=rob)
    held = client.get(at("conference-held", invited)).text
    came = {f"attended_{one.pk}": "yes" for one in invited.participants.exclude(pk=place.pk)}
    client.post(at("conference-held", invited), came | {"held_on": "2026-03-16", "is_private_time_offered": "on"})
    with acting_as(ngozi.user.asker):
        watch = plans.Watch(worker_link=worker.practitioner, family_monitor=joan)
        plan = plans.write_plan(conference=invited, in_our_words="Ours", steps=[], watch=watch, by=ngozi.user)

    sent = set(plan.record.share_states.values_list("person__known_as", flat=True))
    assert "0 of 3 coming" in shown
    assert f"attended_{place.pk}" not in held
    assert sent == {"Amina", "Dana", "Joan"}


def test_who_decided_it_agrees_to_nothing_of_theirs_though_they_are_a_manager_too(client, ngozi, decide):
    decide()
    ngozi.user.roles = ["conference_coordinator", "team_manager"]
    ngozi.user.save()
    client.force_login(ngozi.user)

    response = client.post(at("exclusion-agree", Exclusion.objects.get()))

    assert response.status_code == 403
    assert "so a manager agrees to it" in response.text
