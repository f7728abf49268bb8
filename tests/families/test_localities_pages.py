"""The pages on which a place is set up, and where families read what is different there (domain.md §1.9)."""

import pytest
from django.urls import reverse

from accounts.models import Locality
from database.asker import acting_as
from families.actions.localities import name_partner, propose_lists
from families.models import FamilyPartner, Goal, ListKind, LocalityList, ScopingNote
from tests.factories import FamilyFactory, MembershipFactory, UserFactory
from tests.factories_families import sign_in_of
from tests.families.places import LENGTHS, THEMES, a_lead, a_partner, agreed, otherwise, weeks, written

STEPS = ["said", *(kind.value.replace("_", "-") for kind in ListKind), "sign-off"]
WORDS = [step for step in STEPS if step not in {"said", "sign-off", "lengths"}]


@pytest.fixture
def harbour(organisation):
    return Locality.objects.create(organisation=organisation, name="Harbour")


@pytest.fixture
def lou(organisation):
    return a_lead()


@pytest.fixture
def by_lou(client, lou):
    client.force_login(lou)
    return client


@pytest.fixture
def jana(harbour):
    """Who lives there."""
    return sign_in_of(MembershipFactory(family=FamilyFactory(locality=harbour), person__known_as="Jana").person)


def page(client, name, place):
    return client.get(reverse(f"families:{name}", args=[place.pk]))


def send(client, name, place, **said):
    return client.post(reverse(f"families:{name}", args=[place.pk]), said)


def said(form, field):
    value = form[field].value()
    return "" if value is None else value


def typed(client, name, place, **changed):
    """What a browser sends that changes nothing else."""
    form = page(client, name, place).context["form"]
    stands = {field: said(form, field) for field in form.fields}
    return send(client, name, place, **{**stands, **changed})


def test_a_new_place_is_named_and_what_families_said_comes_next(client, organisation):
    client.force_login(UserFactory(roles=["administrator"]))

    response = client.post(reverse("families:locality-add"), {"name": "Hill"})

    assert response.url == reverse("families:locality-said", args=[Locality.objects.get().pk])


@pytest.mark.parametrize("step", STEPS)
def test_each_step_opens_and_says_where_it_is(by_lou, harbour, step):
    response = page(by_lou, f"locality-{step}", harbour)

    assert response.status_code == 200
    assert response.text.count('aria-current="step"') == 1


def test_what_families_said_is_kept_whichever_way_one_goes(by_lou, harbour):
    forth = typed(by_lou, "locality-said", harbour, what_families_said="Longer, please.", go="on")
    back = typed(by_lou, "locality-said", harbour, what_families_said="Longer.", go="back")

    assert (forth.url, back.url) == (
        reverse("families:locality-lengths", args=[harbour.pk]),
        reverse("families:locality-list"),
    )
    assert [note.what_families_said for note in ScopingNote.objects.all()] == ["Longer."]


def test_what_is_left_as_elsewhere_is_no_change_and_goes_on(by_lou, harbour):
    response = typed(by_lou, "locality-goal-themes", harbour, go="on")

    assert (response.url, LocalityList.objects.count()) == (
        reverse("families:locality-card-sections", args=[harbour.pk]),
        0,
    )


@pytest.mark.parametrize("step", WORDS)
def test_every_list_is_left_as_it_is_without_a_change(by_lou, harbour, step):
    assert typed(by_lou, f"locality-{step}", harbour, go="later").status_code == 302
    assert LocalityList.objects.count() == 0


def test_a_step_that_is_left_for_later_is_as_it_was_left(by_lou, harbour):
    typed(by_lou, "locality-goal-themes", harbour, fun="A laugh", health="", added="Pets\nA new baby", go="later")

    own = LocalityList.objects.get()
    assert (own.words["fun"], "health" in own.words) == ("A laugh", False)
    assert [*own.words][-3:] == ["own_pets", "own_a_new_baby", "other"]
    assert page(by_lou, "locality-goal-themes", harbour).context["form"]["own_pets"].value() == "Pets"


def test_two_lines_of_one_beginning_are_two(by_lou, harbour):
    typed(by_lou, "locality-place-kinds", harbour, added="Community centre\nCommunity cafés\n!?")

    own = [key for key in LocalityList.objects.get().words if key.startswith("own_")]
    assert own == ["own_community_ce", "own_community_ca", "own_line"]


@pytest.mark.parametrize("weeks_said", ["", "0", "53", "two", "6;-1", "²"])
def test_a_length_is_a_whole_week_and_what_was_typed_stays(by_lou, harbour, weeks_said):
    response = typed(by_lou, "locality-lengths", harbour, weeks=weeks_said)

    assert (response.status_code, LocalityList.objects.count()) == (422, 0)
    assert response.context["form"]["weeks"].value() == weeks_said


def test_a_question_is_reworded_and_never_left_out(by_lou, harbour):
    refused = typed(by_lou, "locality-checkin-questions", harbour, things="")
    kept = typed(by_lou, "locality-checkin-questions", harbour, things="Better, the same, or worse at yours?")

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert LocalityList.objects.get().words["things"] == "Better, the same, or worse at yours?"


def test_what_another_saved_meanwhile_is_shown_beside_ones_own(by_lou, harbour, lou):
    opened = page(by_lou, "locality-goal-themes", harbour).context["form"]
    stands = {field: said(opened, field) for field in opened.fields}
    written(harbour, THEMES, otherwise(THEMES, fun="Larks"), lou)

    response = send(by_lou, "locality-goal-themes", harbour, **{**stands, "fun": "A laugh"})

    assert response.status_code == 422
    assert ("Fun", "Larks") in response.context["theirs"]
    assert response.context["form"]["fun"].value() == "A laugh"


def test_a_name_in_a_line_is_refused_and_what_was_typed_stays(by_lou, harbour, jana):
    response = typed(by_lou, "locality-goal-themes", harbour, fun="As Jana does", added="Pets")

    assert "holds a name of someone" in response.text
    assert response.context["form"]["added"].value() == "Pets"


def test_a_yes_is_written_down_where_nobody_signs_in(by_lou, harbour, lou):
    written(harbour, LENGTHS, weeks(6), lou)

    response = send(by_lou, "locality-sign-off", harbour, agreed_with="the parents’ group")

    assert response.url == reverse("families:locality-changed", args=[harbour.pk])
    assert "Agreed with the parents’ group" in by_lou.get(response.url).text


def test_a_partner_is_asked_and_says_yes_on_their_own_page(by_lou, harbour, lou, client):
    bea = a_partner(harbour, lou)
    written(harbour, LENGTHS, weeks(6), lou)
    asked = by_lou.post(reverse("families:locality-sign-off", args=[harbour.pk]), follow=True)
    own = LocalityList.objects.get()
    client.force_login(bea)
    there = page(client, "locality-changed", harbour).text

    answer = client.post(reverse("families:list-agree", args=[own.pk]), {"row_version": own.row_version}, follow=True)

    assert "1 list waits for a family partner’s yes." in asked.text
    assert ("waits for a yes" in there, "Yes, like this" in there) == (True, True)
    assert "Agreed with a mother of three" in answer.text


@pytest.mark.parametrize(("version", "said"), [("x", "Look at it once more"), ("1", "Someone else saved this")])
def test_a_yes_to_what_one_has_not_read_is_no_yes(client, harbour, lou, version, said):
    bea = a_partner(harbour, lou)
    own = written(harbour, LENGTHS, weeks(6), lou)
    client.force_login(lou)
    client.post(reverse("families:locality-sign-off", args=[harbour.pk]))
    client.force_login(bea)

    answer = client.post(reverse("families:list-agree", args=[own.pk]), {"row_version": version}, follow=True)

    assert said in answer.text
    assert LocalityList.objects.in_force().count() == 0


def test_a_partner_says_not_like_this(client, harbour, lou):
    bea = a_partner(harbour, lou)
    own = written(harbour, LENGTHS, weeks(6), lou)
    client.force_login(lou)
    client.post(reverse("families:locality-sign-off", args=[harbour.pk]))
    client.force_login(bea)

    client.post(reverse("families:list-send-back", args=[own.pk]))

    own.refresh_from_db()
    assert own.state == "written"


def test_what_was_written_is_taken_back(by_lou, harbour, lou):
    own = written(harbour, LENGTHS, weeks(6), lou)

    by_lou.post(reverse("families:list-take-back", args=[own.pk]))

    own.refresh_from_db()
    assert own.state == "withdrawn"


def test_a_partner_is_named_and_ended(by_lou, harbour, jana):
    send(by_lou, "locality-partner-add", harbour, email=jana.email.upper(), named="one of us")
    partner = FamilyPartner.objects.get()
    there = page(by_lou, "locality-sign-off", harbour).text
    by_lou.post(reverse("families:locality-partner-end", args=[partner.pk]))

    assert ("one of us" in there, jana.email in there) == (True, False)
    assert FamilyPartner.objects.current().count() == 0


def test_who_lives_there_reads_what_families_changed_and_why_and_no_draft(client, harbour, lou, jana):
    client.force_login(lou)
    typed(client, "locality-said", harbour, what_families_said="Shorter, please.")
    agreed_to = agreed(harbour, LENGTHS, weeks(6), lou)
    note = ScopingNote.objects.get()
    written(harbour, LENGTHS, weeks(7), lou, note=note)
    client.force_login(lou)
    send(client, "locality-sign-off", harbour, agreed_with="the parents’ group")
    written(harbour, THEMES, otherwise(THEMES, fun="A secret laugh"), lou)
    client.force_login(jana)

    text = page(client, "locality-changed", harbour).text

    assert ("7 weeks" in text, "6 weeks" in text, "Shorter, please." in text) == (True, True, True)
    assert "secret" not in text
    assert agreed_to.kind == "lengths"


def test_a_family_of_another_place_finds_no_page(client, harbour, organisation):
    far = FamilyFactory(locality=Locality.objects.create(organisation=organisation, name="Hill"))
    client.force_login(sign_in_of(MembershipFactory(family=far).person))

    assert page(client, "locality-changed", harbour).status_code == 404


@pytest.mark.parametrize("name", ["locality-said", "locality-lengths", "locality-sign-off", "locality-partner-add"])
def test_who_works_here_and_adapts_no_places_finds_no_form(client, harbour, worker, name):
    client.force_login(worker)

    assert page(client, name, harbour).status_code == 404
    assert page(client, "locality-changed", harbour).status_code == 200
    assert client.get(reverse("families:locality-list")).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_place_takes_as_many_statements_however_much_it_says(
    client, harbour, lou, jana, count, django_assert_num_queries
):
    for number in range(count):
        agreed(harbour, LENGTHS, weeks(6 + number), lou)
    client.force_login(jana)

    with django_assert_num_queries(7):
        page(client, "locality-changed", harbour)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_places_takes_as_many_statements(by_lou, organisation, lou, count, django_assert_num_queries):
    for number in range(count):
        place = Locality.objects.create(organisation=organisation, name=f"Place {number}")
        agreed(place, LENGTHS, weeks(6), lou)
        written(place, LENGTHS, weeks(7), lou)

    with django_assert_num_queries(5):
        response = by_lou.get(reverse("families:locality-list"))

    assert response.text.count("1 list of its own") == count


def test_a_goal_is_written_by_the_words_of_the_place(client, harbour, lou, family, worker):
    family.locality = harbour
    family.save()
    person = MembershipFactory(family=family).person
    agreed(harbour, THEMES, otherwise(THEMES, fun="A laugh", health="", own_pets="Pets"), lou)
    client.force_login(worker)
    address = reverse("families:goal-add", args=[family.pk])

    offered = dict(client.get(address).context["form"].fields["theme"].choices)
    client.post(address, {"words": "A dog", "whose": [person.pk], "theme": "own_pets"})

    assert (offered["fun"], offered["own_pets"], "health" in offered) == ("A laugh", "Pets", False)
    assert Goal.objects.get().theme_words == "Pets"


def test_ones_own_page_leads_to_what_families_there_changed_and_to_what_waits(client, harbour, lou, jana):
    there = reverse("families:locality-changed", args=[harbour.pk])
    client.force_login(jana)
    before = client.get(reverse("casework:our-page")).text
    with acting_as(lou.asker):
        name_partner(place=harbour, email=jana.email, named="one of us", by=lou)
    written(harbour, LENGTHS, weeks(6), lou)
    with acting_as(lou.asker):
        propose_lists(place=harbour, by=lou)

    after = client.get(reverse("casework:our-page")).text

    assert (there in before, "waits for your yes" in before, "waits for your yes" in after) == (True, False, True)


def test_who_set_a_place_up_reads_whose_yes_it_waits_for(by_lou, harbour, lou):
    a_partner(harbour, lou)
    written(harbour, LENGTHS, weeks(6), lou)
    before = page(by_lou, "locality-sign-off", harbour).text
    send(by_lou, "locality-sign-off", harbour)

    after = page(by_lou, "locality-sign-off", harbour).text

    assert ("Ask for their yes" in before, "Waiting for the yes of a mother of three." in before) == (True, False)
    assert ("Ask for their yes" in after, "Waiting for the yes of a mother of three." in after) == (False, True)


def test_a_line_that_is_too_long_is_refused_whole(by_lou, harbour):
    long = "x" * 201

    response = typed(by_lou, "locality-goal-themes", harbour, added=f"Pets\n{long}")

    assert (response.status_code, LocalityList.objects.count()) == (422, 0)
    assert response.context["form"]["added"].value() == f"Pets\n{long}"


def test_an_administrator_goes_back_to_what_the_place_is_called(client, harbour):
    client.force_login(UserFactory(roles=["administrator"]))

    response = typed(client, "locality-said", harbour, what_families_said="Longer.", go="back")

    assert response.url == reverse("families:locality-change", args=[harbour.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_a_step_takes_as_many_statements_however_much_was_written(
    by_lou, harbour, lou, count, django_assert_num_queries
):
    for kind, lines in [
        (LENGTHS, weeks(6)),
        (THEMES, otherwise(THEMES, fun="A laugh")),
        (ListKind.PLACE_KINDS, otherwise(ListKind.PLACE_KINDS, cafe="The caff")),
    ][:count]:
        written(harbour, kind, lines, lou)

    with django_assert_num_queries(10):
        page(by_lou, "locality-sign-off", harbour)
