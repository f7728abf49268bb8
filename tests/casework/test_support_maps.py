"""The pages of support maps: each drawer's apart, through time, and in words as well as in the picture."""

from datetime import date

import pytest

from accounts.models import AccessEvent
from database.asker import acting_as
from families.actions.records import Sharing
from families.actions.support import draw_support_network
from families.models import Record, ShareState
from tests.casework.pages import at
from tests.factories import MembershipFactory
from tests.factories_families import sign_in_of

JANUARY, FEBRUARY, MARCH = date(2026, 1, 12), date(2026, 2, 2), date(2026, 3, 9)
PAM = {"other_name": "Pam next door", "circle": "friendship", "closeness": 4, "supporter_kind": "natural_friend"}
GP = {"other_name": "Dr Osei", "circle": "exchange", "closeness": 2, "supporter_kind": "public_professional"}


@pytest.fixture
def draw(family, amina, worker):
    def by_worker(*ties, rated_by=amina, drawn_on=MARCH, **how):
        facts = {"focus": amina, "family": family, "by": worker} | how
        with acting_as(worker.asker):
            return draw_support_network(**facts, rated_by=rated_by, drawn_on=drawn_on, ties=ties or [PAM])

    return by_worker


def test_each_drawers_latest_map_stands_apart(client, draw, amina, dana, worker):
    draw(GP, drawn_on=FEBRUARY)
    draw(PAM)
    draw(GP, rated_by=dana)
    client.force_login(worker)

    page = client.get(at("person-maps", amina))

    assert ["As Amina sees it" in page.text, "As Dana sees it" in page.text] == [True, True]
    assert [str(one.map.network.drawn_on) for one in page.context["page"].maps] == ["2026-03-09", "2026-03-09"]


def test_what_changed_is_said_in_words_and_numbers(client, draw, amina, worker):
    draw(GP, {**PAM, "other_name": "Housing"}, drawn_on=FEBRUARY)
    latest = draw({**GP, "closeness": 3}, PAM)
    client.force_login(worker)

    [shown] = client.get(latest.get_absolute_url()).context["page"].maps

    assert dict(shown.changes) == {
        "New on this map": ("Pam next door",),
        "No longer on it": ("Housing",),
        "Closer now": ("Dr Osei",),
    }
    assert [(one.before, one.now) for one in shown.numbers][:3] == [("1", "1"), ("1", "1"), ("1 of 2 (0.50)",) * 2]


def test_nothing_is_said_of_what_nobody_was_asked(client, draw, amina, worker):
    draw(PAM, {**GP, "strength": "tenuous", "stress": "none"})
    client.force_login(worker)

    page = client.get(at("person-maps", amina)).text

    assert [page.count("tie: "), page.count("Not strained"), "nobody said how strong" in page] == [2, 2, True]


def test_the_numbers_say_of_how_many_nothing_was_said(client, draw, amina, worker):
    draw(PAM, {"other_name": "Rex", "circle": "intimacy"}, {"other_name": "Biscuit", "circle": "intimacy"})
    client.force_login(worker)

    [shown] = client.get(at("person-maps", amina)).context["page"].maps

    unsaid = "; of 2 nothing was said yet"
    assert [one.now for one in shown.numbers][:4] == [f"1{unsaid}", f"0{unsaid}", f"1 of 1 (1.00){unsaid}", "3"]


@pytest.mark.parametrize(
    ("rated_by", "around", "said"),
    [
        ("amina", "amina", "Kayleigh and Pam next door are among my friends."),
        ("dana", "amina", "Kayleigh and Pam next door are among Amina’s friends."),
        ("dana", "family", "Kayleigh and Pam next door are among our friends."),
    ],
)
def test_a_family_reads_sentences_and_no_number(client, draw, family, amina, dana, rated_by, around, said):
    everyone = {"amina": amina, "dana": dana, "family": family}
    how = {"rated_by": everyone[rated_by], "focus": everyone[around], "shared_with": [dana]}
    draw(PAM, GP, drawn_on=FEBRUARY, **how)
    drawn = draw({**PAM, "other_name": "Kayleigh"}, {**PAM, "closeness": 5}, **how)
    client.force_login(sign_in_of(dana))

    page = client.get(drawn.get_absolute_url()).text

    for sentence in (said, "Kayleigh is new.", "Dr Osei is no longer there.", "Pam next door has come closer."):
        assert sentence in page, sentence
    assert [words for words in ("of 5", "In numbers", "(1.00)", "Natural share", "Both sides") if words in page] == []


def test_whoever_works_with_them_unfolds_the_numbers(client, draw, amina, worker):
    draw(PAM, GP)
    client.force_login(worker)

    page = client.get(at("person-maps", amina)).text

    assert "1 of 2 (0.50)" in page[page.index("In numbers") :]
    assert "4 of 5 close" in page


def test_the_picture_is_taken_away_and_leads_nowhere(client, draw, worker):
    drawn = draw(PAM)
    client.force_login(worker)

    taken = client.get(f"{drawn.get_absolute_url()}picture/")

    assert (taken["Content-Type"], "Pam next door" in taken.text, "href" in taken.text) == (
        "image/svg+xml",
        True,
        False,
    )
    event = AccessEvent.objects.get()
    assert (event.kind, event.record) == ("export", drawn.record_id)


def test_an_earlier_map_is_reached_by_its_date(client, draw, amina, worker):
    first, second = draw(GP, drawn_on=JANUARY), draw(GP, PAM, drawn_on=FEBRUARY)
    draw(PAM)
    client.force_login(worker)

    overview, middle = client.get(at("person-maps", amina)).text, client.get(second.get_absolute_url())

    assert f'<a href="{first.get_absolute_url()}">12 January 2026</a>' in overview
    assert f'<a href="{second.get_absolute_url()}" aria-current="true">2 February 2026</a>' in middle.text
    assert "What has changed since 12 January 2026" in middle.text


def test_the_same_is_said_beneath_the_picture(client, draw, amina, worker):
    everything = {
        "stress": "some",
        "strength": "strong",
        "direction": "both",
        "helps_with": ["lifts"],
        "we_give": ["fun"],
    }
    network = draw({**PAM, **everything})
    client.force_login(worker)

    page = client.get(network.get_absolute_url()).text

    tie = network.ties.get()
    said = "Pam next door, Friends, Friend or neighbour, 4 of 5 close, tie: strong, Sometimes strained, Both ways"
    assert f'<a href="#tie-{tie.pk}"><title>{said}, helps with: Lifts, I give: Fun</title>' in page
    assert f'<li id="tie-{tie.pk}">' in page
    assert "Friend or neighbour · 4 of 5 close · tie: strong · Sometimes strained · Both ways" in page


def test_what_is_hoped_for_is_read_in_the_list_and_in_the_picture(client, draw, worker):
    network = draw(
        {**PAM, "how_often": "weekly", "wants": "closer", "willing_to": ["lifts", "fun"]}, {**GP, "wants": "same"}
    )
    client.force_login(worker)

    page = client.get(network.get_absolute_url()).text

    assert "in touch about every week · would like to be closer" in page
    assert "They’d be willing to help with: Lifts, fun" in page
    assert [page.count("hope: "), "would like it to stay as now" in page] == [1, True]


def test_what_was_hoped_for_is_in_the_change_between_two_maps(client, draw, amina, dana, worker):
    was, now = {"wants": "closer", "how_often": "monthly"}, {"closeness": 5, "how_often": "weekly", "wants": "same"}
    draw({**PAM, **was}, GP, drawn_on=FEBRUARY, shared_with=[dana])
    latest = draw({**PAM, **now}, {**GP, "willing_to": ["advice"], "wants": "closer"}, shared_with=[dana])
    told = []
    for reader in (worker, sign_in_of(dana)):
        client.force_login(reader)
        told.append(client.get(latest.get_absolute_url()))

    assert dict(told[0].context["page"].maps[0].changes) == {
        "Closer now": ("Pam next door",),
        "That is as it was hoped": ("Pam next door",),
        "In touch more often": ("Pam next door",),
        "To be closer is hoped for now": ("Dr Osei",),
        "Would be willing to help with more": ("Dr Osei",),
    }
    for sentence in (
        "With Pam next door that is as it was hoped.",
        "Pam next door is in touch more often.",
        "New is the wish to be closer to Dr Osei.",
        "Dr Osei would be willing to help with more.",
    ):
        assert sentence in told[1].text, sentence


def test_only_paid_people_near_are_asked_about(client, draw, amina, worker):
    draw({**GP, "circle": "intimacy"}, {**PAM, "circle": "participation"})
    client.force_login(worker)

    assert "Who used to be there?" in client.get(at("person-maps", amina)).text


@pytest.mark.parametrize("page", ["person-maps", "family-maps"])
def test_an_empty_page_says_what_to_do(client, family, amina, worker, page):
    client.force_login(worker)
    about = family if page == "family-maps" else amina

    shown = client.get(at(page, about)).text

    assert "here that you can read. Draw one together." in shown
    assert f'href="{at(page.replace("maps", "map-draw"), about)}"' in shown


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["person-maps", "family-maps", "support-map"])
def test_it_takes_the_same_queries_however_many_there_are(
    client, draw, family, amina, joan, worker, page, count, django_assert_num_queries
):
    about = family if page == "family-maps" else amina
    for day in (JANUARY, FEBRUARY, MARCH)[:count]:
        network = draw(*[{**PAM, "other_name": "", "person": joan}] * count, focus=about, drawn_on=day)
    for _ in range(count):
        other = MembershipFactory(family=family).person
        draw(focus=about, rated_by=other)
    client.force_login(worker)
    address = network.get_absolute_url() if page == "support-map" else at(page, about)
    client.get(address)

    with django_assert_num_queries({"person-maps": 14, "family-maps": 11, "support-map": 13}[page]):
        client.get(address)


def test_looking_is_noted_with_everyone_on_it(client, draw, family, amina, joan, worker):
    network = draw({**PAM, "other_name": "", "person": joan})
    client.force_login(worker)

    client.get(network.get_absolute_url())

    noted = AccessEvent.objects.get(what="casework:support-map")
    assert (noted.families, noted.record) == ([family.pk], network.record_id)
    assert set(noted.people) >= {amina.pk, joan.pk}


def test_its_child_and_their_parent_read_it_and_only_the_child_draws_it(client, draw, amina, dana, danas_sign_in):
    network = draw()
    seen = []
    for reader in (sign_in_of(amina), danas_sign_in):
        client.force_login(reader)
        page = client.get(network.get_absolute_url())
        drawing = at("person-map-draw", amina)
        seen.append(("Pam next door" in page.text, drawing in page.text, client.get(drawing).status_code))

    assert seen == [(True, True, 200), (True, False, 403)]


def test_of_anothers_map_around_oneself_one_draws_none_anew(client, draw, amina, dana):
    draw(rated_by=dana, shared_with=[amina])
    client.force_login(sign_in_of(amina))

    page = client.get(at("person-maps", amina)).text

    assert ("As Dana sees it" in page, "Draw it anew" in page) == (True, False)


def test_what_is_only_a_childs_is_no_page_for_their_parent(client, draw, amina, danas_sign_in, worker):
    network = draw(sharing=Sharing(ShareState.State.CHILD_ONLY))
    client.force_login(worker)
    assert "Only Amina reads it, and whom Amina chose." in client.get(at("person-maps", amina)).text
    client.force_login(danas_sign_in)

    assert client.get(network.get_absolute_url()).status_code == 404
    assert "Pam" not in client.get(at("person-maps", amina)).text


def test_a_record_that_is_a_map_leads_to_it(client, draw, worker):
    network = draw()
    client.force_login(worker)

    assert client.get(Record.objects.get(pk=network.record_id).get_absolute_url()).url == network.get_absolute_url()


def test_it_is_found_from_the_pages_of_the_person_and_of_the_family(client, family, amina, worker):
    client.force_login(worker)

    pages = [client.get(amina.get_absolute_url()).text, client.get(family.get_absolute_url()).text]

    assert [f'href="{at("person-maps", amina)}"' in pages[0], f'href="{at("family-maps", family)}"' in pages[1]] == [
        True
    ] * 2


def test_two_maps_of_one_day_are_told_apart(client, draw, worker):
    draw(GP, drawn_on=FEBRUARY)
    draw(GP)
    latest = draw(GP, PAM)
    client.force_login(worker)

    page = client.get(latest.get_absolute_url()).text

    said = ("2 February 2026<", "9 March 2026 (1)<", "9 March 2026 (2)<", "What has changed since 9 March 2026 (1)")
    assert [words for words in said if words not in page] == []
    assert "2 February 2026 (" not in page
