"""Raising a worry by its page, from wherever one is; the list, the page of one, and every step."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from casework.models import ConcernAddition, SafeguardingConcern, SharingDecision
from families.models import Draft
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_linkups import LinkUpFactory
from tests.factories_worries import NOW, ConcernFactory, SharingDecisionFactory, lead
from tests.hostile import TELLING

NEW = "/worries/new/"
LIST_QUERIES, PAGE_QUERIES, NEW_QUERIES = 7, 12, 10


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


@pytest.fixture
def theo(family):
    return MembershipFactory(family=family, person__known_as="Theo").person


@pytest.fixture
def signed_in(client, worker):
    client.force_login(worker)
    return client


def about(thing):
    return f"{NEW}?about={thing.pk}"


def named():
    return {one.person for one in SafeguardingConcern.objects.get().people.all()}


def test_sending_writes_it_down_and_leads_on_to_passing_it_on(signed_in, amina):
    response = signed_in.post(about(amina), {"words": "No shoes", "about": [amina.pk]})

    concern = SafeguardingConcern.objects.get()
    assert response.url == reverse("casework:worry-pass-on", args=[concern.pk])
    assert (concern.words, named()) == ("No shoes", {amina})


def test_the_person_in_view_is_picked_already(signed_in, amina, theo):
    form = signed_in.get(about(amina)).context["form"]

    assert (set(form.fields["about"].queryset), form.initial["about"]) == ({amina, theo}, [amina.pk])


def test_with_no_one_picked_it_is_about_the_person_in_view(signed_in, amina, theo):
    signed_in.post(about(amina), {"words": "No shoes"})

    assert named() == {amina}


def test_with_no_one_picked_it_is_about_the_family_in_view(signed_in, family, amina, theo):
    signed_in.post(about(family), {"words": "No shoes"})

    assert named() == {amina, theo}


def test_with_nothing_in_view_and_no_one_picked_it_is_about_someone_unknown(signed_in, amina):
    signed_in.post(NEW, {"words": "A boy at number 4"})

    assert named() == set()


def test_from_a_link_up_the_people_of_both_families_are_offered(signed_in, family, worker, amina):
    link_up = LinkUpFactory(seeking_family=family, under_way=True)
    theirs = MembershipFactory(family=link_up.sharing_family).person
    InvolvementFactory(family=link_up.sharing_family, practitioner=worker.practitioner)

    offered = signed_in.get(about(link_up)).context["form"].fields["about"].queryset

    assert set(offered) == {amina, theirs, link_up.seeking_agreed_by, link_up.sharing_agreed_by}


@pytest.mark.parametrize("said", ["", "nobody", "0", "018bcfe5-6800-700c-8000-000000000000", "a" * 5000])
def test_what_is_not_known_hinders_no_one(signed_in, amina, said):
    response = signed_in.post(NEW, {"words": "No shoes", "about": [amina.pk]}, query_params={"about": said})

    assert (response.status_code, named()) == (302, {amina})


def test_someone_whom_one_may_not_see_is_not_shown(signed_in, amina):
    stranger = MembershipFactory(person__known_as="Petra").person

    assert "Petra" not in signed_in.get(about(stranger)).content.decode()


def test_someone_whom_one_may_not_see_can_not_be_picked(signed_in, amina):
    stranger = MembershipFactory().person

    response = signed_in.post(about(amina), {"words": "No shoes", "about": [stranger.pk]})

    assert (response.status_code, SafeguardingConcern.objects.count()) == (422, 0)


def test_a_refusal_keeps_what_was_picked(signed_in, amina, theo):
    response = signed_in.post(about(amina), {"words": " ", "about": [theo.pk]})

    assert response.status_code == 422
    assert response.context["form"].errors == {"words": ["Say what you saw or heard. One line is enough."]}
    assert response.context["form"]["about"].value() == [str(theo.pk)]


def test_the_page_says_what_to_do_in_danger_and_what_happens_next(signed_in, amina):
    page = signed_in.get(about(amina)).content.decode()

    assert "If someone is in danger now call" in page
    assert "the same working day" in page


@pytest.mark.parametrize("said", TELLING)
def test_hostile_text_is_kept_as_it_is_or_refused(signed_in, said):
    response = signed_in.post(NEW, {"words": said})

    assert response.status_code in {302, 422}
    if response.status_code == 302:
        shown = signed_in.get(SafeguardingConcern.objects.get().get_absolute_url())
        assert "<script>alert" not in shown.content.decode()


@pytest.mark.parametrize("page", ["worry-new", "worry-list"])
def test_a_family_has_no_such_page(client, organisation, page):
    client.force_login(UserFactory(kind="family", roles=[]))

    assert client.get(reverse(f"casework:{page}")).status_code == 403


def put(client, thing, words, version="0"):
    body = json.dumps({"fields": {"words": words}, "people": []})
    address = f"{NEW}draft/" + (f"?about={thing.pk}" if thing else "")
    return client.put(address, body, content_type="application/json", headers={"If-Match": f'"{version}"'})


@pytest.mark.parametrize("is_about", [True, False])
def test_a_draft_is_kept_from_the_first_keystroke_and_goes_on(signed_in, amina, is_about):
    thing = amina if is_about else None

    versions = [
        put(signed_in, thing, "N", "0").json()["version"],
        put(signed_in, thing, "No sh", "1").json()["version"],
    ]

    assert versions == [1, 2]
    assert "No sh" in signed_in.get(about(amina) if is_about else NEW).content.decode()


def test_a_draft_never_shows_in_the_form_about_someone_else(signed_in, family, amina, theo):
    put(signed_in, amina, "No shoes")

    pages = [signed_in.get(address).content.decode() for address in (about(theo), about(family), NEW)]

    assert [page for page in pages if "No shoes" in page] == []


def test_one_draft_is_unfinished_at_a_time(signed_in, amina):
    put(signed_in, None, "No shoes")

    assert put(signed_in, None, "Other words").status_code == 412


def test_a_draft_is_its_writers_alone(client, signed_in, amina, manager):
    put(signed_in, amina, "No shoes")
    client.force_login(manager)

    assert "No shoes" not in client.get(about(amina)).content.decode()


def test_sending_empties_the_draft(signed_in, amina):
    put(signed_in, amina, "No shoes")

    signed_in.post(about(amina), {"words": "No shoes"})

    draft = Draft.objects.get()
    assert (draft.body, draft.finished_at) == ({}, NOW)


def test_a_draft_goes_on_from_today(signed_in, amina):
    put(signed_in, amina, "No shoes")

    page = signed_in.get(reverse("casework:today")).content.decode()

    assert f'href="{about(amina)}"' in page
    assert "No shoes" not in page


def test_a_draft_is_thrown_away_on_purpose(signed_in, amina):
    put(signed_in, amina, "No shoes")

    signed_in.post(f"{NEW}draft/discard/?about={amina.pk}")

    assert Draft.objects.get().body == {}


@pytest.mark.parametrize("page", ["casework:today", "families:family-list", "families:family-begin"])
def test_the_button_stands_on_pages_about_no_one(signed_in, page):
    assert f'href="{NEW}"' in signed_in.get(reverse(page)).content.decode()


@pytest.mark.parametrize(
    "page", ["casework:family", "families:goal-add", "families:family-tree", "casework:conversation-new"]
)
def test_the_button_carries_the_family_in_view(signed_in, family, amina, page):
    assert f'href="{about(family)}"' in signed_in.get(reverse(page, args=[family.pk])).content.decode()


@pytest.mark.parametrize("page", ["casework:person", "families:person-change", "families:name-add"])
def test_the_button_carries_the_person_in_view(signed_in, amina, page):
    assert f'href="{about(amina)}"' in signed_in.get(reverse(page, args=[amina.pk])).content.decode()


def test_a_family_has_no_such_button(client, organisation):
    client.force_login(UserFactory(kind="family", roles=[]))

    assert NEW not in client.get(reverse("casework:our-page")).content.decode()


@pytest.fixture
def concern(worker, amina):
    return ConcernFactory(raised_by=worker, about=[amina], words="No shoes")


def step(name, concern):
    return reverse(f"casework:worry-{name}", args=[concern.pk])


def test_after_passing_on_one_is_told_when_and_can_add(signed_in, concern):
    at = {"told_at_0": "2026-03-16", "told_at_1": "08:32"}
    response = signed_in.post(
        step("pass-on", concern), {"told": "front_door", "family_told": "not_yet"} | at, follow=True
    )

    assert "You passed this on at 08:32. You can still add." in response.content.decode()
    assert SharingDecision.objects.get().with_whom == "The council’s front door"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"told": ""}, "told"),
        ({"told": "nobody"}, "told"),
        ({"family_told": "not_safe"}, "family_told_reason"),
        ({"family_told_reason": "He reads her post"}, "family_told"),
        ({"told_at_0": "2027-03-16", "told_at_1": "09:00"}, "told_at"),
        ({"told_at_0": "0001-01-01", "told_at_1": "09:00"}, "told_at"),
    ],
)
def test_what_is_missing_is_said_at_its_field(signed_in, concern, typed, field):
    whole = {"told": "front_door", "family_told": "not_yet", "lcs_ref": "R-17"}

    response = signed_in.post(step("pass-on", concern), whole | typed)

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert "R-17" in response.content.decode()


def test_adding_stands_beside_what_was_written(signed_in, concern):
    signed_in.post(step("add", concern), {"words": "She is at Joan’s"})

    page = signed_in.get(concern.get_absolute_url()).content.decode()
    assert ("No shoes" in page, "She is at Joan’s" in page) == (True, True)
    assert ConcernAddition.objects.get().added_by == concern.raised_by


def test_the_whole_way_by_its_pages(client, signed_in, concern):
    signed_in.post(step("pass-on", concern), {"told": "lead", "family_told": "not_yet"})
    client.force_login(lead())
    for name, facts in [
        ("acknowledge", {}),
        ("outcome", {"outcome": "They met the family"}),
        ("family-told", {"family_told": "yes"}),
    ]:
        assert client.post(step(name, concern), facts).url == concern.get_absolute_url()

    concern.refresh_from_db()
    assert (concern.state, concern.outcome, concern.family_told) == ("outcome_known", "They met the family", "yes")


def test_a_decision_not_to_share_is_written_with_its_reason(signed_in, concern):
    decision = {"outcome": "not_shared", "with_whom": "Her father", "what": "Her school", "why": "He asked"}
    rest = {"basis": "child", "told_subject": "no_other"}

    refused = signed_in.post(step("sharing", concern), decision | rest)
    signed_in.post(step("sharing", concern), decision | rest | {"more_detrimental_reason": "He would wait there"})

    assert list(refused.context["form"].errors) == ["more_detrimental_reason"]
    assert SharingDecision.objects.get().more_detrimental_reason == "He would wait there"


def test_the_link_up_goes_on_by_the_page(client, concern, family, amina):
    link_up = LinkUpFactory(seeking_family=family, under_way=True)
    client.force_login(concern.raised_by)
    client.post(about(amina), {"words": "No shoes again"})
    second = SafeguardingConcern.objects.exclude(pk=concern.pk).get()
    client.post(step("pass-on", second), {"told": "lead", "family_told": "not_yet"})
    client.force_login(lead())
    client.post(step("acknowledge", second))
    shown = client.get(second.get_absolute_url()).content.decode()

    client.post(step("go-on", second))

    link_up.refresh_from_db()
    assert ("Let the link-up go on" in shown, link_up.state) == (True, "paused")  # the first worry is open still


def test_a_step_that_is_done_is_refused_with_why(signed_in, worker):
    response = signed_in.get(step("pass-on", ConcernFactory(raised_by=worker, passed_on=True)))

    assert response.status_code == 403


@pytest.mark.parametrize(("name", "facts"), [("acknowledge", {"passed_on": True}), ("go-on", {"acknowledged": True})])
def test_who_leads_and_does_not_answer_is_told_who_does(signed_in, amina, name, facts):
    concern = ConcernFactory(about=[amina], **facts)

    answer = signed_in.post(step(name, concern))

    assert (answer.status_code, "Only the safeguarding lead or a manager" in answer.text) == (403, True)


@pytest.mark.parametrize("name", ["outcome", "family-told"])
def test_a_step_is_not_there_before_its_turn(signed_in, worker, name):
    assert signed_in.get(step(name, ConcernFactory(raised_by=worker))).status_code == 403


def test_a_family_keeps_no_draft_of_a_worry(client, organisation):
    client.force_login(UserFactory(kind="family", roles=[]))

    kept = put(client, None, "No shoes")
    thrown_away = client.post(reverse("casework:worry-draft-discard"))

    assert (kept.status_code, thrown_away.status_code, Draft.objects.count()) == (403, 403, 0)


@pytest.mark.parametrize("name", ["add", "pass-on", "acknowledge", "outcome", "family-told", "sharing", "go-on"])
def test_no_step_is_there_for_a_co_worker(client, family, concern, name):
    client.force_login(InvolvementFactory(family=family, role="co_worker").practitioner.user)

    assert client.post(step(name, concern), {}).status_code == 404


def test_a_name_is_no_link_for_who_may_not_see_the_person(client, concern, amina):
    client.force_login(lead())

    page = client.get(concern.get_absolute_url()).content.decode()

    assert ("Amina" in page, f'href="{amina.get_absolute_url()}"' in page) == (True, False)


def test_reading_a_worry_is_noted_by_the_worry_and_not_by_whom_it_is_about(signed_in, concern):
    signed_in.get(concern.get_absolute_url())

    event = AccessEvent.objects.get()
    assert (event.what, event.record, event.people, event.families) == ("casework:worry", concern.pk, [], [])


@pytest.mark.parametrize("page", ["add", "pass-on", "family-told", "sharing", "outcome", "list"])
def test_no_look_at_a_worry_names_the_family(signed_in, worker, amina, page):
    trait = {"acknowledged": True} if page in {"outcome", "family-told"} else {}
    concern = ConcernFactory(raised_by=worker, about=[amina], **trait)

    response = signed_in.get(reverse("casework:worry-list") if page == "list" else step(page, concern))

    event = AccessEvent.objects.get()
    assert (response.status_code, event.people, event.families) == (200, [], [])
    assert event.record == (None if page == "list" else concern.pk)


def test_that_a_worry_was_begun_is_noted_as_a_look_at_the_family(signed_in, family, amina):
    signed_in.get(about(amina))

    event = AccessEvent.objects.get()
    assert (event.what, event.people, event.families) == ("families:family-people", [amina.pk], [family.pk])


def test_no_family_page_and_no_search_shows_a_worry(client, family, concern, amina):
    client.force_login(InvolvementFactory(family=family, role="co_worker").practitioner.user)
    pages = [
        client.get(family.get_absolute_url()),
        client.get(amina.get_absolute_url()),
        client.post(reverse("families:search"), {"q": "shoes"}, follow=True),
        client.get(reverse("casework:today")),
        client.get(reverse("casework:worry-list")),
    ]

    assert [
        page for page in pages if "No shoes" in page.content.decode() or str(concern.pk) in page.content.decode()
    ] == []


def test_the_list_is_paged(signed_in, worker):
    for hours in range(21):
        ConcernFactory(raised_by=worker, raised_at=NOW - timedelta(hours=hours))
    first = signed_in.get(reverse("casework:worry-list")).context["page"]

    rest = signed_in.get(reverse("casework:worry-list"), {"after": first.next}).context["page"]

    assert (len(first.rows), len(rest.rows)) == (20, 1)


def full(worker, amina, count):
    concern = ConcernFactory(raised_by=worker, about=[amina, *PersonFactory.create_batch(count)], passed_on=True)
    SharingDecisionFactory.create_batch(count, concern=concern)
    for _number in range(count):
        ConcernAddition.objects.create(
            organisation=concern.organisation, concern=concern, words="More", added_by=UserFactory(), added_at=NOW
        )
    return concern


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(signed_in, worker, amina, django_assert_num_queries, count):
    ConcernFactory.create_batch(count, raised_by=worker, about=[amina])

    with django_assert_num_queries(LIST_QUERIES):
        signed_in.get(reverse("casework:worry-list"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_the_same_queries(signed_in, worker, amina, django_assert_num_queries, count):
    concern = full(worker, amina, count)

    with django_assert_num_queries(PAGE_QUERIES):
        signed_in.get(concern.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_the_same_queries(signed_in, family, amina, django_assert_num_queries, count):
    MembershipFactory.create_batch(count, family=family)

    with django_assert_num_queries(NEW_QUERIES):
        signed_in.get(about(family))


def test_a_family_without_people_hinders_no_one(signed_in, worker):
    empty = InvolvementFactory(family=FamilyFactory(), practitioner=worker.practitioner).family

    signed_in.post(about(empty), {"words": "No shoes"})

    assert named() == set()


def test_a_worry_is_finished_later_without_javascript(signed_in, amina):
    signed_in.post(about(amina), {"words": "No sh", "keep": "later", "draft_version": "0"})

    assert SafeguardingConcern.objects.count() == 0
    assert "No sh" in signed_in.get(about(amina)).text
