"""One of a family draws who is around them: by themselves, in the first person, and for nobody else."""

import pytest

from casework.queries.support_maps import family_to_draw_in
from casework.rules.support_maps import can_draw_support_map
from families.models import FamilyMembership, ShareState, SupportNetwork
from tests.casework.pages import at
from tests.casework.test_support_map_drawing import draw
from tests.factories_access import AccessBlockFactory, OwnSayFactory
from tests.factories_families import sign_in_of
from tests.factories_support import SupportNetworkFactory
from tests.refusals import again, change, refused_by

REX = {"other_name": "Rex the dog", "circle": "intimacy"}
KAYLEIGH = {"other_name": "Kayleigh", "circle": "friendship"}
BY_HERSELF = "You drew it on"


@pytest.fixture
def aminas_sign_in(amina):
    return sign_in_of(amina)


@pytest.fixture
def page(client, amina, aminas_sign_in):
    client.force_login(aminas_sign_in)
    return at("person-map-draw", amina)


def test_it_is_kept_as_hers_and_read_by_whom_the_form_named(client, page, amina, aminas_sign_in, worker, danas_sign_in):
    form = client.get(page).text

    draw(client, page, REX, KAYLEIGH, sharing="shared")

    network = SupportNetwork.objects.get()
    assert "Dana because they answer for me, and the people who work with us" in form
    assert ["I’d like us to be" in form, "Amina: “I’d like us to be”" in form] == [True, False]
    assert (network.focus_person, network.rated_by, network.record.author) == (amina, amina, aminas_sign_in)
    readers = [aminas_sign_in, worker, danas_sign_in]
    assert [SupportNetwork.objects.visible_to(one).count() for one in readers] == [1, 1, 1]


@pytest.mark.parametrize("why", ["she is kept from her", "the child said no"])
def test_nobody_is_named_who_reads_nothing_of_it(client, page, amina, dana, why):
    if why == "the child said no":
        OwnSayFactory(child=amina, holder=dana)
    else:
        AccessBlockFactory(viewer_person=dana, protected_person=amina)

    assert "Dana because" not in client.get(page).text


def test_what_a_child_keeps_to_themselves_nobody_else_reads(client, page, worker, danas_sign_in, aminas_sign_in):
    draw(client, page, REX, sharing="child_only")

    readers = [aminas_sign_in, worker, danas_sign_in]
    assert [SupportNetwork.objects.visible_to(one).count() for one in readers] == [1, 0, 0]
    assert "Who may read it" in client.get(SupportNetwork.objects.get().get_absolute_url()).text


def test_nobody_can_be_ticked_for_what_is_only_hers(client, page, dana):
    response = draw(client, page, REX, sharing="child_only", shared_with=[dana.pk])

    said = "Someone is ticked above who would read it. Untick them, or choose the first of these."
    assert response.context["form"].errors == {"sharing": [said]}
    assert not SupportNetwork.objects.exists()


def test_a_grown_up_draws_around_themselves_for_the_team_too(client, dana, danas_sign_in, worker):
    client.force_login(danas_sign_in)
    page = at("person-map-draw", dana)

    ways = client.get(page).context["form"].fields["sharing"].choices
    draw(client, page, REX)

    assert ways == [("shared", "Me, whom I ticked above, and the people who work with us")]
    assert SupportNetwork.objects.visible_to(worker).get().rated_by == dana


@pytest.mark.parametrize("state", ["withheld", "shared_later"])
def test_nobody_keeps_their_own_from_themselves(client, page, state):
    assert (draw(client, page, REX, sharing=state).status_code, ShareState.objects.count()) == (422, 0)


@pytest.mark.parametrize("whose", ["amina", "joan", "family"])
def test_nobody_draws_for_another_not_even_a_parent(client, family, amina, joan, danas_sign_in, whose):
    about = {"amina": amina, "joan": joan, "family": family}[whose]

    refusal = can_draw_support_map(danas_sign_in, about, family_to_draw_in(about, danas_sign_in)).refusal

    assert refusal == "Here you draw the people around yourself, and nobody else does it for you."
    client.force_login(danas_sign_in)
    page = at("family-map-draw" if about == family else "person-map-draw", about)
    assert [client.get(page).status_code, draw(client, page, REX).status_code] == [403, 403]


def test_nobody_sees_with_anothers_eyes(client, page, dana):
    assert [client.get(f"{page}?view={view}").status_code for view in (dana.pk, "mine")] == [404, 404]


def test_who_is_in_no_family_now_is_told_whom_to_ask(amina, family, aminas_sign_in):
    change(FamilyMembership.objects.get(person=amina), period=("2020-01-01", "2021-01-01"))

    found = family_to_draw_in(amina, aminas_sign_in)

    refusal = can_draw_support_map(aminas_sign_in, amina, found).refusal
    assert refusal == "You are not in a family here now: ask whoever works with you."


@pytest.mark.parametrize("hand", ["focus_person", "rated_by"])
def test_the_database_lets_nobody_draw_for_another(amina, dana, danas_sign_in, hand):
    drawn = SupportNetworkFactory(family=None, focus_person=dana, rated_by=dana)
    facts = {"kind": "support_network", "happened_on": drawn.drawn_on, "organisation": drawn.organisation}
    record = type(drawn.record).objects.create(author=danas_sign_in, **facts)

    assert refused_by(lambda: again(drawn, record=record, **{hand: amina})) == "support_network_by_oneself"
    again(drawn, record=record)


def test_she_speaks_of_herself(client, page):
    form = client.get(page).text
    whole = {**REX, "direction": "to_us", "we_give": ["fun"], "helps_with": ["respite_stay"]}

    draw(client, page, whole, {**KAYLEIGH, "circle": "participation", "direction": "from_us"})
    shown = client.get(SupportNetwork.objects.get().get_absolute_url()).text

    for words in ("Closest to me", "People I do things with", "They give to me", "I give to them"):
        assert (words in form, words in shown) == (True, True), words
    for words in ("What do you give them?", "What do you call them?", "Who is around me?"):
        assert words in form, words
    for words in ("Having me to stay", "I give:", BY_HERSELF, "As I see it", "Rex the dog is closest to me."):
        assert words in shown, words
    assert [words for words in ("to us", "We give", "we give", "Having us") if words in form + shown] == []


def test_a_worker_reads_that_she_drew_it_by_herself_and_in_her_words(client, page, worker):
    draw(client, page, REX)
    client.force_login(worker)

    shown = client.get(SupportNetwork.objects.get().get_absolute_url()).text

    assert "Drawn by Amina on Monday 9 March 2026, by themselves." in shown
    assert ("Closest to me" in shown, "Closest to us" in shown) == (True, False)


def test_what_she_began_waits_for_her_and_not_on_a_page_that_she_has_not(client, page, amina):
    response = draw(client, page, REX, keep="later", draft_version="0")

    there = client.get(response.url).text
    assert (response.url, "It waits for you there." in there) == (at("person-maps", amina), True)
    assert "Rex the dog" in client.get(page).text


def test_it_is_begun_from_their_own_page(client, page):
    assert f'href="{page}"' in client.get("/our-page/").text


def test_an_empty_page_claims_nothing_and_offers_what_one_can_do(client, page, amina, family, danas_sign_in):
    own = client.get(at("person-maps", amina)).text
    draw(client, page, REX, sharing="child_only")
    client.force_login(danas_sign_in)
    hers, ours = (client.get(at(*where)).text for where in (("person-maps", amina), ("family-maps", family)))

    assert "There is no map around you here that you can read. You can draw one" in own
    assert f'href="{page}"' in own
    assert "There is no map around Amina here that you can read." in hers
    assert ["No one has drawn" in one for one in (own, hers, ours)] == [False] * 3
    dana = danas_sign_in.person_account.person
    assert [f'href="{at("person-maps", dana)}"' in one for one in (hers, ours)] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_the_same_queries_however_much_there_is(client, page, count, django_assert_num_queries):
    draw(client, page, *[REX] * count)
    client.get(page)

    with django_assert_num_queries(17):
        client.get(page)
