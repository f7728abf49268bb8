"""The pages on which two are found to be one, or two; and what a form asks before it writes someone down once more."""

from datetime import date, timedelta

import pytest

from accounts.models import AccessEvent
from accounts.roles import Role
from families.models import FamilyMembership, NotSamePerson, Person, PersonMerge, PersonName, Restriction
from tests.conftest import FROZEN, make
from tests.factories_families import sign_in_of
from tests.families.pages import post

BORN = date(1961, 1, 17)
LOOK = "Look at both<span"
DAY = {"date_of_birth_0": "17", "date_of_birth_1": "1", "date_of_birth_2": "1961"}


@pytest.fixture
def nan(family):
    """Joan, written down once more."""
    return make.MembershipFactory(family=family, person__known_as="Joan Rowan", person__date_of_birth=BORN).person


def merge(client, kept, merged, **said):
    return client.post(f"/people/{kept.pk}/same-as/{merged.pk}/", {"why": "She told us", **said})


def test_a_page_lists_whom_someone_may_be(signed_in, joan, nan):
    page = signed_in.get(f"/people/{joan.pk}/same-as/")

    assert f"/people/{joan.pk}/same-as/{nan.pk}/" in page.text
    assert "17 January 1961" in page.text


def test_the_page_notes_whom_it_lists(signed_in, joan, nan):
    signed_in.get(f"/people/{joan.pk}/same-as/")

    event = AccessEvent.objects.get(what="families:same-as")
    assert (set(event.people), event.record) == ({joan.pk, nan.pk}, joan.pk)


@pytest.mark.parametrize("fuller", ["joan", "nan"])
def test_it_is_proposed_to_keep_whom_more_is_written_of(signed_in, joan, nan, fuller):
    kept, other = (joan, nan) if fuller == "joan" else (nan, joan)
    make.ParentageFactory(parent=kept, child=make.MembershipFactory(family=joan.memberships.get().family).person)

    for page in (joan, nan):
        assert f'href="/people/{kept.pk}/same-as/{other.pk}/"' in signed_in.get(f"/people/{page.pk}/same-as/").text


@pytest.mark.parametrize("count", [1, 3])
def test_that_page_costs_the_same(signed_in, family, joan, count, django_assert_num_queries):
    make.MembershipFactory.create_batch(count, family=family, person__known_as="Joan Rowan")

    with django_assert_num_queries(14):
        assert signed_in.get(f"/people/{joan.pk}/same-as/").text.count(LOOK) == count


def test_both_stand_side_by_side_with_what_would_move(signed_in, joan, nan):
    make.ParentageFactory(
        parent=nan, child=make.MembershipFactory(person__known_as="Dana", family=nan.memberships.get().family).person
    )

    page = signed_in.get(f"/people/{joan.pk}/same-as/{nan.pk}/").text

    assert "Joan, who is kept" in page
    assert "Joan Rowan, who is the same" in page
    assert "Joan Rowan, parent of Dana" in page
    assert "What is written twice" in page


@pytest.mark.parametrize(
    ("born", "also", "told"),
    [
        (BORN, "", "Are Joan (written down on 16 March 2026) and Joan (born 17 January 1961) one person?"),
        (None, "Nana", "Are Joan (written down on 16 March 2026) and Joan (also Nana) one person?"),
        (None, "", "Are Joan (written down on 16 March 2026) and Joan (written down on 9 March 2026) one person?"),
    ],
)
def test_two_of_one_name_are_told_apart(signed_in, family, joan, born, also, told):
    other = make.MembershipFactory(family=family, person__known_as="Joan", person__date_of_birth=born).person
    for person, ago in ((joan, 0), (other, 7)):
        Person.objects.filter(pk=person.pk).update(created_at=FROZEN - timedelta(days=ago))
    if also:
        PersonName.objects.create(organisation=other.organisation, person=other, text=also, kind="alias")

    assert told in signed_in.get(f"/people/{joan.pk}/same-as/{other.pk}/").text


def test_what_one_may_not_see_is_not_in_the_preview(signed_in, joan, nan):
    make.ParentageFactory(parent=nan, child__known_as="Secret Sam")

    assert "Secret Sam" not in signed_in.get(f"/people/{joan.pk}/same-as/{nan.pk}/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_preview_costs_the_same(signed_in, family, joan, nan, count, django_assert_num_queries):
    for _ in range(count):
        make.ParentageFactory(parent=nan, child=make.MembershipFactory(family=family).person)

    with django_assert_num_queries(100):
        signed_in.get(f"/people/{joan.pk}/same-as/{nan.pk}/")


def test_they_are_made_one_with_the_name_that_was_chosen(signed_in, joan, nan):
    answer = merge(signed_in, joan, nan, known_as="merged", date_of_birth="merged")

    joan.refresh_from_db()
    assert answer.headers["Location"] == joan.get_absolute_url()
    assert (joan.known_as, joan.date_of_birth) == ("Joan Rowan", BORN)


def test_the_message_leads_to_the_undoing(signed_in, joan, nan):
    page = signed_in.post(
        f"/people/{joan.pk}/same-as/{nan.pk}/",
        {"why": "She told us", "known_as": "kept", "date_of_birth": "kept"},
        follow=True,
    )

    assert f'href="/merges/{PersonMerge.objects.get().pk}/undo/"' in page.text


def test_why_is_asked_and_what_was_chosen_stays(signed_in, joan, nan):
    answer = merge(signed_in, joan, nan, why=" ", known_as="merged", date_of_birth="kept")

    assert answer.status_code == 422
    assert answer.context["form"]["known_as"].value() == "merged"
    assert not PersonMerge.objects.exists()


def test_asked_the_other_way_round_how_one_knows_stays_in_its_box(signed_in, joan, nan):
    turned = f"/people/{nan.pk}/same-as/{joan.pk}/"
    assert (
        f'form="merge" formaction="{turned}" name="turned"'
        in signed_in.get(f"/people/{joan.pk}/same-as/{nan.pk}/").text
    )

    shown = merge(signed_in, nan, joan, turned="1")

    assert (shown.status_code, 'value="She told us"' in shown.text, "Fill" in shown.text) == (200, True, False)
    assert not PersonMerge.objects.exists()


def test_a_refusal_is_a_sentence_on_the_page(signed_in, joan, nan):
    middle = make.MembershipFactory(family=joan.memberships.get().family).person
    make.ParentageFactory(parent=joan, child=middle)
    make.ParentageFactory(parent=middle, child=nan)

    answer = merge(signed_in, joan, nan, known_as="kept", date_of_birth="kept")

    assert (answer.status_code, "One of them is an ancestor of the other" in answer.text) == (422, True)


def test_with_someone_whom_one_may_not_see_there_is_no_page(signed_in, joan):
    stranger = make.MembershipFactory(person__known_as="Joan").person

    assert signed_in.get(f"/people/{joan.pk}/same-as/{stranger.pk}/").status_code == 404


def test_no_one_is_compared_with_themselves(signed_in, joan):
    answer = signed_in.get(f"/people/{joan.pk}/same-as/{joan.pk}/")

    assert (answer.status_code, "no one is merged with themselves" in answer.text) == (403, True)


def test_who_may_not_change_one_of_them_merges_nobody(signed_in, worker, joan):
    """Only intake changes someone who is in no family."""
    worker.roles = [Role.SOCIAL_WORKER, Role.INTAKE]
    worker.save()
    alone = make.PersonFactory(known_as="Joan")
    assert signed_in.get(f"/people/{joan.pk}/same-as/{alone.pk}/").status_code == 200

    FamilyMembership.objects.filter(person=joan).update(period=(None, FROZEN.date()))
    joan.memberships.get().family.involvements.update(period=(None, FROZEN.date() - timedelta(days=3)))

    assert merge(signed_in, joan, alone).status_code == 403


def test_the_page_of_who_was_merged_leads_to_who_they_are(signed_in, joan, nan):
    merge(signed_in, joan, nan, known_as="kept", date_of_birth="kept")

    answer = signed_in.get(f"/people/{nan.pk}/")

    assert (answer.status_code, answer.headers["Location"]) == (302, joan.get_absolute_url())


@pytest.mark.parametrize("who", ["outsider", "restricted"])
def test_to_who_may_not_see_them_it_leads_nowhere(client, signed_in, worker, outsider, joan, nan, who):
    merge(signed_in, joan, nan, known_as="kept", date_of_birth="kept")
    if who == "outsider":
        client.force_login(outsider)
    else:
        Restriction.objects.create(
            organisation=joan.organisation,
            person=joan,
            ground="refuge",
            set_by=outsider,
            set_on=FROZEN.date(),
            review_on=FROZEN.date() + timedelta(days=9),
        )

    assert client.get(f"/people/{nan.pk}/").status_code == 404


def test_a_search_finds_them_once_by_either_name(signed_in, joan, nan):
    merge(signed_in, joan, nan, known_as="kept", date_of_birth="kept")

    page = signed_in.post("/search/", {"q": "Joan Rowan"}, follow=True)

    assert [person.pk for person in page.context["people"]] == [joan.pk]


def test_the_list_of_merges_leads_to_undoing_each(signed_in, joan, nan):
    merge(signed_in, joan, nan, known_as="kept", date_of_birth="kept")
    found = PersonMerge.objects.get()

    assert f"/merges/{found.pk}/undo/" in signed_in.get("/merges/").text
    assert "She told us" in signed_in.get(f"/merges/{found.pk}/undo/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_merges_costs_the_same(signed_in, family, joan, count, django_assert_num_queries):
    for _ in range(count):
        merge(signed_in, joan, make.MembershipFactory(family=family, person__known_as="Joan").person)

    with django_assert_num_queries(9):
        assert signed_in.get("/merges/").text.count("She told us") == count


def test_undoing_makes_two_of_them(signed_in, joan, nan):
    merge(signed_in, joan, nan, known_as="merged", date_of_birth="kept")
    undo = f"/merges/{PersonMerge.objects.get().pk}/undo/"

    signed_in.post(undo)

    assert {person.known_as for person in Person.objects.filter(merged_into__isnull=True)} == {"Joan", "Joan Rowan"}
    assert signed_in.post(undo).status_code == 422


def test_a_merge_of_someone_whom_one_may_not_see_is_not_there(client, signed_in, outsider, joan, nan):
    merge(signed_in, joan, nan, known_as="kept", date_of_birth="kept")
    client.force_login(outsider)

    assert client.post(f"/merges/{PersonMerge.objects.get().pk}/undo/").status_code == 404
    assert "She told us" not in client.get("/merges/").text


def test_who_are_two_are_remembered_and_may_be_one_after_all(signed_in, joan, nan):
    signed_in.post(f"/people/{joan.pk}/same-as/{nan.pk}/no/")
    assert LOOK not in signed_in.get(f"/people/{joan.pk}/same-as/").text

    signed_in.post(f"/people/{joan.pk}/same-as/{nan.pk}/after-all/")
    assert LOOK in signed_in.get(f"/people/{joan.pk}/same-as/").text


def test_that_two_are_two_is_told_to_no_family(signed_in, worker, joan, nan):
    signed_in.post(f"/people/{joan.pk}/same-as/{nan.pk}/no/")

    assert [NotSamePerson.objects.visible_to(user).count() for user in (worker, sign_in_of(joan))] == [1, 0]


def test_what_nobody_said_can_not_be_taken_back(signed_in, joan, nan):
    assert signed_in.post(f"/people/{joan.pk}/same-as/{nan.pk}/after-all/").status_code == 404


# What a form asks before it writes someone down once more.


def test_a_name_that_sounds_alike_is_asked_about_and_what_was_typed_stays(signed_in, family, nan):
    answer = post(signed_in, "person-add", family, known_as="Jone Rowen", role="relative", pronouns="she")

    assert (answer.status_code, "Is it one of these?" in answer.text) == (422, True)
    assert 'value="Jone Rowen"' in answer.text
    assert 'value="she"' in answer.text


def test_whom_the_form_offers_is_noted(signed_in, family, nan):
    post(signed_in, "person-add", family, known_as="Joan Rowan", role="relative")

    assert AccessEvent.objects.get(kind="search").people == [nan.pk]


def test_someone_new_is_remembered_to_be_someone_else(signed_in, family, nan):
    post(signed_in, "person-add", family, known_as="Joan Rowan", role="relative", same_as="new")

    new = Person.objects.latest("pk")
    assert {(said.a, said.b) for said in NotSamePerson.objects.all()} == {(nan, new)}


@pytest.mark.parametrize("page", ["parent-add", "child-add", "partner-add", "sibling-add", "responsibility-add"])
def test_a_new_relative_is_asked_about_too(signed_in, joan, nan, page):
    said = {
        "new_name": "Joan Rowan",
        "source": "told_us",
        "confidence": "confirmed",
        "basis": "other",
        "status": "believed",
    }
    said |= {"basis": "birth"} if page in {"parent-add", "child-add"} else {"kind": "unknown"}
    said |= {"kind": "married"} if page == "partner-add" else {}
    said |= {"basis": "other"} if page == "responsibility-add" else {}

    asked = post(signed_in, page, joan, **said)
    taken = post(signed_in, page, joan, **said, same_as=str(nan.pk))

    assert (asked.status_code, f"Do you mean {nan}, who is in the list below?" in asked.text) == (422, True)
    assert taken.status_code == 302
    assert Person.objects.count() == 2


def test_nobody_is_asked_whether_they_are_their_own_sister(signed_in, joan):
    post(signed_in, "sibling-add", joan, new_name="Joan", kind="unknown", source="told_us")

    new = Person.objects.latest("pk")
    assert {(said.a, said.b) for said in NotSamePerson.objects.all()} == {(joan, new)}


def test_one_in_the_list_is_told_from_one_who_is_not(signed_in, worker, joan, nan):
    there = make.InvolvementFactory(practitioner=worker.practitioner).family
    make.MembershipFactory(family=there, person__known_as="Joan Rowan")

    asked = post(signed_in, "sibling-add", joan, new_name="Joan Rowan", kind="unknown", source="told_us")

    assert "Is it one of these?" in asked.text
    assert f"is like that of {nan}, in the list below" in asked.text


def test_the_first_people_of_a_family_are_asked_about(signed_in, nan):
    rows = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "0", "people-0-known_as": "Joan Rowan"}
    rows["people-0-role"] = "relative"

    asked = post(signed_in, "family-begin", None, name="Hall", **rows)
    post(signed_in, "family-begin", None, name="Hall", **rows, **{"people-0-same_as": str(nan.pk)})

    assert (asked.status_code, "Is it one of these?" in asked.text) == (422, True)
    assert {one.family.name for one in nan.memberships.all()} == {"Rowan", "Hall"}


@pytest.fixture
def elif_kaya(worker):
    """Someone of a family that the worker knows nothing of."""
    return make.MembershipFactory(person__known_as="Elif Kaya", person__date_of_birth=BORN).person


def test_whoever_has_the_whole_name_and_the_day_is_told_to_ask(signed_in, worker, family, elif_kaya):
    answer = post(signed_in, "person-add", family, known_as="Elif Kaya", role="relative", **DAY)

    assert answer.status_code == 422
    assert "They may already be known here: ask to be introduced." in answer.text
    assert str(elif_kaya.pk) not in answer.text
    event = AccessEvent.objects.get(what="families:may-be-known")
    assert (event.kind, event.record, event.user, event.people) == ("denied", elif_kaya.pk, worker, [])


def test_a_manager_of_theirs_reads_that_someone_asked(signed_in, family, elif_kaya):
    post(signed_in, "person-add", family, known_as="Elif Kaya", role="relative", **DAY)

    looks = AccessEvent.objects.of_person(elif_kaya.pk)
    assert [event.what for event in looks] == ["families:may-be-known"]


def test_someone_else_of_that_name_and_day_is_written_down_all_the_same(signed_in, family, elif_kaya):
    answer = post(signed_in, "person-add", family, known_as="Elif Kaya", role="relative", same_as="new", **DAY)

    assert answer.status_code == 302
    assert Person.objects.filter(known_as="Elif Kaya").count() == 2
    assert not NotSamePerson.objects.exists()


def test_less_is_written_down_at_once_and_tells_nothing(signed_in, family, elif_kaya):
    answer = post(signed_in, "person-add", family, known_as="Elif", role="relative", **DAY)

    assert answer.status_code == 302
    assert not AccessEvent.objects.filter(kind="denied").exists()


def test_who_works_with_them_no_more_undoes_nothing(signed_in, joan, nan):
    merge(signed_in, joan, nan, known_as="kept", date_of_birth="kept")
    joan.memberships.get().family.involvements.update(period=(None, FROZEN.date() - timedelta(days=3)))

    assert signed_in.post(f"/merges/{PersonMerge.objects.get().pk}/undo/").status_code == 403
