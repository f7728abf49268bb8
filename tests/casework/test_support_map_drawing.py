"""Drawing a support map by the form: from the same drawer's last, row by row, and nothing typed is lost."""

import json
from datetime import date

import pytest

from casework.rules.support_maps import can_draw_support_map
from families.models import Agency, Draft, SupportNetwork
from tests.casework.pages import at
from tests.factories import InvolvementFactory, PractitionerFactory

MARCH = "2026-03-09"
PAM = {
    "other_name": "Pam next door",
    "circle": "friendship",
    "closeness": "4",
    "supporter_kind": "natural_friend",
    "direction": "both",
}


@pytest.fixture
def page(client, amina, worker):
    client.force_login(worker)
    return at("person-map-draw", amina)


def rows(*said, initial=0):
    sent = {"ties-TOTAL_FORMS": len(said), "ties-INITIAL_FORMS": initial}
    for number, row in enumerate(said):
        sent |= {f"ties-{number}-{name}": value for name, value in row.items()}
    return sent


def draw(client, page, *said, **more):
    return client.post(page, {"drawn_on": MARCH, **rows(*said), **more})


def test_it_is_kept_as_it_was_said(client, page, amina, joan):
    nan = {**PAM, "other_name": "", "who": f"person:{joan.pk}", "strength": "strong", "helps_with": ["lifts", "food"]}

    response = draw(client, page, PAM, {}, nan)

    network = SupportNetwork.objects.get()
    pam, nanny = network.ties.order_by("position")
    assert response.url == network.get_absolute_url()
    assert (network.focus_person, network.rated_by, network.drawn_on) == (amina, amina, date(2026, 3, 9))
    assert (str(pam), pam.circle, pam.closeness, pam.strength) == ("Pam next door", "friendship", 4, "")
    assert (nanny.person, nanny.strength, nanny.helps_with, nanny.position) == (joan, "strong", ["lifts", "food"], 2)


def test_what_the_draft_has_kept_is_drawn_whole(client, page):
    said = {"drawn_on": MARCH, **rows(PAM)}
    body = json.dumps({"fields": {name: str(value) for name, value in said.items()}, "people": []})
    client.put(f"{page}draft/", body, content_type="application/json", headers={"If-Match": '"0"'})

    client.post(page, said)

    assert [str(tie) for tie in SupportNetwork.objects.get().ties.all()] == ["Pam next door"]


def test_a_row_that_says_too_little_is_refused_though_the_draft_says_the_same(client, page):
    said = {"drawn_on": MARCH, **rows({**PAM, "circle": ""})}
    body = json.dumps({"fields": {name: str(value) for name, value in said.items()}, "people": []})
    client.put(f"{page}draft/", body, content_type="application/json", headers={"If-Match": '"0"'})

    assert client.post(page, said).status_code == 422


def test_a_name_and_a_circle_are_enough(client, page):
    draw(client, page, {"other_name": "Rex the dog", "circle": "intimacy"})

    rex = SupportNetwork.objects.get().ties.get()
    assert (str(rex), rex.circle) == ("Rex the dog", "intimacy")
    assert (rex.closeness, rex.supporter_kind, rex.direction, rex.strength) == (None, "", "", "")


def test_what_was_left_unsaid_is_so_in_the_next(client, page):
    draw(client, page, {"other_name": "Rex the dog", "circle": "intimacy"})

    [rex, *_spare] = client.get(page).context["ties"].forms
    left = ("closeness", "supporter_kind", "direction", "how_often", "wants", "willing_to", "drawn_before_as")
    assert [rex[name].value() for name in left] == [None, "", "", "", "", [], ""]


def test_what_is_hoped_for_is_kept_and_begins_the_next(client, page):
    draw(client, page, {**PAM, "how_often": "weekly", "wants": "closer", "willing_to": ["lifts", "fun"]})

    pam = SupportNetwork.objects.get().ties.get()
    [again, *_spare] = client.get(page).context["ties"].forms
    assert (pam.how_often, pam.wants, pam.willing_to) == ("weekly", "closer", ["lifts", "fun"])
    assert [again[name].value() for name in ("how_often", "wants", "willing_to")] == [
        "weekly",
        "closer",
        ["lifts", "fun"],
    ]


@pytest.mark.parametrize(
    ("view", "asked"),
    [("amina", "Amina: “I’d like us to be”"), ("dana", "Amina: “I’d like us to be”"), ("all", "We’d like to be")],
)
def test_it_is_asked_as_whoever_draws_it_would_say_it(client, family, amina, dana, page, view, asked):
    form = at("family-map-draw", family) if view == "all" else page
    drawer = {"amina": amina, "dana": dana, "all": dana}[view]

    ties = client.get(f"{form}?view={drawer.pk}").context["ties"]

    assert ties.empty_form.fields["wants"].label == asked


def test_who_was_drawn_by_a_name_is_said_to_be_someone(client, page, amina, joan):
    draw(client, page, {**PAM, "other_name": "Nanny Jo"})
    nan = {**PAM, "other_name": "", "who": f"person:{joan.pk}", "drawn_before_as": "Nanny Jo"}

    shown = client.get(draw(client, page, nan).url)

    [found] = shown.context["page"].maps
    assert (found.changes, "(drawn before as “Nanny Jo”)" in shown.text) == ((), True)
    assert client.get(page).context["ties"].forms[0]["drawn_before_as"].value() == "Nanny Jo"


def test_nobody_is_taken_for_the_same_whom_nobody_said_to_be(client, page, joan):
    draw(client, page, {**PAM, "other_name": "Joan"})

    shown = client.get(draw(client, page, {**PAM, "other_name": "", "who": f"person:{joan.pk}"}).url)

    assert dict(shown.context["page"].maps[0].changes) == {"New on this map": ("Joan",), "No longer on it": ("Joan",)}


def test_whoever_picks_the_person_beside_the_name_is_told_how_to_say_it(client, page, joan):
    draw(client, page, {**PAM, "other_name": "Nanny Jo"})

    response = draw(client, page, {**PAM, "other_name": "Nanny Jo", "who": f"person:{joan.pk}"})

    said = "Is this Nanny Jo of the map before? Empty the name, and choose it under “Drawn before by another name?”."
    assert response.context["ties"].forms[0].errors == {"who": [said]}


def test_by_the_same_name_they_are_the_same_anyway(client, page):
    draw(client, page, PAM)
    draw(client, page, {**PAM, "drawn_before_as": "Pam next door"})

    assert SupportNetwork.objects.latest("pk").ties.get().drawn_before_as == ""


def test_no_name_of_what_is_only_theirs_is_offered(client, page):
    assert "drawn_before_as" not in client.get(page).context["ties"].empty_form.fields
    draw(client, page, PAM, sharing="child_only")

    assert "drawn_before_as" not in client.get(page).context["ties"].empty_form.fields
    assert draw(client, page, {**PAM, "other_name": "Kay", "drawn_before_as": "Pam next door"}).status_code == 302
    assert SupportNetwork.objects.latest("pk").ties.get().drawn_before_as == ""


def test_of_a_familys_map_it_is_asked_whose_view_it_is(client, family, dana, worker):
    client.force_login(worker)
    page = at("family-map-draw", family)

    asked, unanswered = client.get(page), client.post(page)
    answered = [client.post(page, {"view": view}).url for view in (str(dana.pk), "mine")]

    field = asked.context["form"]["view"]
    assert (field.value(), "checked" in asked.text, "ties" in asked.context) == (None, False, False)
    assert (unanswered.status_code, "Choose an answer: Whose view is it?" in unanswered.text) == (422, True)
    assert answered == [f"{page}?view={dana.pk}", f"{page}?view=mine"]
    assert [client.get(address).context["sheet"].drawer for address in answered] == [dana, None]


def test_there_is_no_draft_before_it_is_said_whose_view_it_is(client, family, worker):
    client.force_login(worker)
    body = json.dumps({"fields": {"ties-0-other_name": "Pam"}, "people": []})

    put = client.put(at("family-map-draft", family), body, headers={"If-Match": '"0"'}, content_type="application/json")

    assert [put.status_code, client.post(at("family-map-draft-discard", family)).status_code] == [404, 404]


def test_around_who_has_died_it_is_asked_too(client, page, amina, family):
    amina.memberships.update(period=("2020-01-01", "2021-01-01"))

    assert "ties" not in client.get(page).context


@pytest.mark.parametrize("kind", ["practitioner", "agency"])
def test_a_worker_or_an_organisation_stands_on_it(client, page, worker, kind):
    food_bank = Agency.objects.create(organisation=worker.organisation, name="Food bank", sector="voluntary")
    who = {"practitioner": worker.practitioner, "agency": food_bank}[kind]

    draw(client, page, {**PAM, "other_name": "", "who": f"{kind}:{who.pk}"})

    assert getattr(SupportNetwork.objects.get().ties.get(), kind) == who


def test_what_need_not_be_said_twice(client, page, worker):
    """Whose job it is, and in which circle who is paid stands."""
    priya = {"who": f"practitioner:{worker.practitioner.pk}", "closeness": "2", "direction": "to_us"}

    draw(client, page, priya)

    tie = SupportNetwork.objects.get().ties.get()
    assert (tie.supporter_kind, tie.circle) == ("public_professional", "exchange")


def test_no_school_is_offered(client, page, worker):
    Agency.objects.create(organisation=worker.organisation, name="Ash Road Primary", sector="school")

    assert "Ash Road Primary" not in client.get(page).text


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        ({**PAM, "other_name": ""}, "who", "Choose someone from the list, or write a name: one of the two."),
        ({**PAM, "circle": ""}, "circle", "Auntie Pam: choose the circle in which they stand."),
    ],
)
def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(client, page, row, field, sentence):
    response = draw(client, page, {**row, "own_word": "Auntie Pam"})

    assert (response.status_code, SupportNetwork.objects.count()) == (422, 0)
    assert response.context["ties"].forms[0].errors == {field: [sentence]}
    assert 'value="Auntie Pam"' in response.text


def test_what_the_rules_refuse_comes_back_whole(client, page):
    response = client.post(page, {"drawn_on": "2026-03-17", **rows(PAM)})

    assert (response.status_code, "still to come" in response.text) == (422, True)
    assert 'value="Pam next door"' in response.text


def test_the_next_begins_with_the_same_drawers_last(client, page, dana):
    draw(client, page, PAM)
    draw(client, f"{page}?view={dana.pk}", {**PAM, "other_name": "Dr Osei"})

    forms = [
        client.get(address).context["ties"].forms for address in (page, f"{page}?view={dana.pk}", f"{page}?view=mine")
    ]

    assert [[row.name for row in ties if row.name] for ties in forms] == [["Pam next door"], ["Dr Osei"], []]


def test_whose_view_it_is_is_in_its_address(client, page, amina, dana, outsider):
    draw(client, f"{page}?view={dana.pk}", PAM)
    draw(client, f"{page}?view=mine", PAM)

    assert list(SupportNetwork.objects.order_by("pk").values_list("rated_by", flat=True)) == [dana.pk, None]
    assert client.get(f"{page}?view={outsider.pk}").status_code == 404


@pytest.mark.parametrize(("pressed", "left"), [("off-0", ["Kayleigh"]), ("more", ["Pam next door", "Kayleigh"])])
def test_without_scripts_a_row_is_taken_off_and_room_is_made(client, page, pressed, left):
    kayleigh = {"other_name": "Kayleigh", "circle": "friendship", "own_word": "my best friend"}

    response = draw(client, page, PAM, kayleigh, keep=pressed, draft_version="0")

    ties = client.get(response.url).context["ties"]
    assert [row["other_name"].value() for row in ties if row.name] == left
    assert [row["own_word"].value() for row in ties if row.name][-1] == "my best friend"
    assert len(ties.forms) == len(left) + 2


def test_finish_later_keeps_it_on_today(client, page, amina):
    response = draw(client, page, PAM, keep="later", draft_version="0")

    assert response.url == at("person-maps", amina)
    assert f"{page}?view={amina.pk}" in client.get("/today/").text
    assert "Pam next door" in client.get(page).text


def test_a_map_of_the_family_goes_on_from_today_too(client, family, worker):
    client.force_login(worker)
    page = f"{at('family-map-draw', family)}?view=mine"

    draw(client, page, PAM, keep="later", draft_version="0")

    assert page in client.get("/today/").text


def test_it_is_kept_while_it_is_drawn_and_thrown_away(client, page, amina, dana):
    body = json.dumps({"fields": {"ties-0-other_name": "Pam"}, "people": [str(dana.pk)]})
    put = client.put(at("person-map-draft", amina), body, headers={"If-Match": '"0"'}, content_type="application/json")
    draft = Draft.objects.get()
    assert (put.status_code, draft.people, draft.form) == (200, [dana.pk], f"support-map:{amina.pk}:{amina.pk}")

    client.post(at("person-map-draft-discard", amina))

    draft.refresh_from_db()
    assert (draft.body, "Pam" in client.get(page).text) == ({}, False)


def test_saving_empties_the_draft(client, page):
    draw(client, page, PAM, keep="later", draft_version="0")

    draw(client, page, PAM)

    assert Draft.objects.get().finished_at is not None


def test_only_a_childs_own_may_be_only_theirs(client, page, amina, dana):
    own, danas = client.get(page).text, client.get(f"{page}?view={dana.pk}").text

    response = draw(client, page, PAM, sharing="child_only")

    assert ["child_only" in own, "child_only" in danas] == [True, False]
    assert SupportNetwork.objects.get().record.share_states.get().state == "child_only", response


def test_it_is_shared_with_whom_one_chooses(client, page, dana):
    draw(client, page, PAM, shared_with=[dana.pk])

    shared = SupportNetwork.objects.get().record.share_states.values_list("person__known_as", "state")
    assert sorted(shared) == [("Amina", "shared"), ("Dana", "shared")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_the_same_queries_however_much_there_is(
    client, page, family, amina, worker, count, django_assert_num_queries
):
    InvolvementFactory.create_batch(count, family=family)
    draw(client, page, *[PAM] * count)
    client.get(page)

    with django_assert_num_queries(20):
        client.get(page)


@pytest.mark.parametrize(
    ("role", "involved", "refusal"),
    [
        ("social_worker", True, ""),
        ("social_worker", False, "You don’t work with this family now, so you can read its maps but not draw one."),
        ("intake", True, "Only people who work with families draw support maps here."),
    ],
)
def test_who_may_draw(family, role, involved, refusal):
    someone = PractitionerFactory(user__roles=[role])
    if involved:
        InvolvementFactory(family=family, practitioner=someone)

    assert can_draw_support_map(someone.user, family, family).refusal == refusal


def test_nobody_draws_where_there_is_no_family(worker, amina):
    assert not can_draw_support_map(worker, amina, None)


def test_what_was_only_theirs_is_not_poured_into_the_next_map(client, amina, worker):
    client.force_login(worker)
    page = at("person-map-draw", amina)
    draw(client, page, {**PAM, "other_name": "Mr Lee"}, sharing="child_only")

    assert "Mr Lee" not in client.get(page).text


@pytest.mark.parametrize("field", ["other_name", "own_word"])
def test_a_name_is_no_place_for_an_address(client, amina, worker, field):
    client.force_login(worker)

    response = draw(client, at("person-map-draw", amina), {**PAM, field: "Nan, 14 Elm Street"})

    assert (response.status_code, "written like an address" in response.text) == (422, True)


def test_no_one_of_a_school_is_offered(client, family, amina, worker):
    InvolvementFactory(family=family, role="school", practitioner__name="Miss Hall, Ash Road Primary")
    nurse = InvolvementFactory(family=family, role="health", practitioner__name="Mr Ng, Ash Road Primary").practitioner
    nurse.works_for = Agency.objects.create(organisation=worker.organisation, name="Ash Road Primary", sector="school")
    nurse.save()
    client.force_login(worker)

    assert "Ash Road" not in client.get(f"{at('family-map-draw', family)}?view=mine").text
