"""Where someone has lived, as they tell it: read by few, found by nobody's address (domain.md §5.6, §8.6)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from accounts.models import User
from database import bootstrap
from database.asker import acting_as
from families.actions.lives import change_life_place, record_life_place
from families.actions.merging import merge_people
from families.models import LifePlace
from families.periods import Period, always
from families.queries.history import what_changed
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_families import LifePlaceFactory, ResidenceFactory, ResponsibilityFactory, sign_in_of
from tests.families.pages import parts, post
from tests.refusals import again, change, refused_by

MONDAY = date(2026, 3, 16)
SINCE = Period(date(2019, 1, 1), None)

TOLD = {
    "place_label": "The flat with the balcony",
    "who_with": "Mum\n Biscuit ",
    "good": "We ate outside",
    "hard": "The stairs",
    "would_like_to_see_again": "Mr Ali",
}


@pytest.fixture
def dana(family, amina):
    change(amina, date_of_birth=date(2015, 5, 1))
    someone = MembershipFactory(family=family, person__known_as="Dana", person__date_of_birth=date(1990, 4, 2)).person
    ResponsibilityFactory(holder=someone, child=amina, status="confirmed")
    return someone


@pytest.fixture
def place(amina):
    return LifePlaceFactory(person=amina, place_label="Nan’s", period=SINCE, since_precision="day")


def page_of(client, person):
    return client.get(reverse("families:person-places", args=[person.pk]))


# What the database holds


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("life_place_has_a_day", {"period": Period(MONDAY, MONDAY), "until_precision": "day"}),
        ("life_place_not_blank", {"place_label": " "}),
        ("life_place_beginning_as_known", {"since_precision": ""}),
        ("life_place_beginning_as_known", {"period": always()}),
        ("life_place_end_as_known", {"until_precision": "year"}),
        ("life_place_end_as_known", {"period": Period(date(2019, 1, 1), MONDAY)}),
    ],
)
def test_a_place_has_a_name_and_a_time(place, name, changed):
    assert refused_by(lambda: again(place, **changed)) == name


def test_it_is_not_moved_to_someone_else(place):
    assert refused_by(lambda: change(place, person=PersonFactory())) == "life_place_of_one_person"


def test_what_was_taken_out_stays_out(place):
    change(place, mistaken_on=MONDAY)

    assert refused_by(lambda: change(place, mistaken_on=None)) == "life_place_mistaken_once"


def test_two_who_are_found_to_be_one_have_it(place, worker):
    kept = PersonFactory()

    merge_people(kept=kept, merged=place.person, why="The same birthday", by=worker)

    assert LifePlace.objects.get().person == kept


# Who reads it


def test_it_is_theirs_and_of_who_reads_the_whole_record(place, family, amina, dana, worker, manager, outsider):
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    system = UserFactory(kind=User.Kind.CLIENT, roles=[])
    readers = {"herself": sign_in_of(amina), "her mother": sign_in_of(dana), "worker": worker, "manager": manager}
    readers |= {"coach": coach, "outsider": outsider, "system": system}

    reading = {name for name, one in readers.items() if LifePlace.objects.visible_to(one)}

    assert reading == {"herself", "worker", "manager"}


def test_whoever_worked_with_a_family_that_they_left_reads_no_more_of_it(place, amina, worker):
    assert LifePlace.objects.visible_to(worker)

    amina.memberships.update(period=Period(None, MONDAY))

    assert not LifePlace.objects.visible_to(worker)


@pytest.mark.parametrize("who", ["herself", "worker"])
def test_its_page_is_in_order_of_time(client, place, amina, worker, who):
    LifePlaceFactory(person=amina, place_label="That year", period=SINCE, since_precision="year")
    LifePlaceFactory(person=amina, place_label="Some day")
    LifePlaceFactory(person=amina, place_label="Never was", mistaken_on=MONDAY)
    client.force_login({"herself": sign_in_of(amina), "worker": worker}[who])

    page = page_of(client, amina)

    assert [one.place_label for one in page.context["places"]] == ["Some day", "Nan’s", "That year"]
    assert ["Places I’ve lived" in page.text, "Put right, end or take out" in page.text] == [
        who == "herself",
        who == "worker",
    ]


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("who", ["mother", "coach"])
def test_nobody_else_learns_whether_there_is_anything(client, family, amina, dana, who, is_there):
    if is_there:
        LifePlaceFactory(person=amina)
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    client.force_login({"mother": sign_in_of(dana), "coach": coach}[who])

    page = page_of(client, amina)

    assert (page.status_code, "Where someone has lived is read by them" in page.text, "Nan’s" in page.text) == (
        403,
        True,
        False,
    )


def test_an_empty_page_says_what_to_do(client, amina, worker):
    client.force_login(worker)

    page = page_of(client, amina).text

    assert "Draw or tell it together: where Amina has lived, and with whom." in page
    assert reverse("families:life-place-add", args=[amina.pk]) in page


@pytest.mark.parametrize(("born", "writes"), [(2015, "casework:only-mine-write"), (1990, "casework:our-write")])
def test_an_empty_page_of_ones_own_says_with_whom_it_is_told_and_leads_there(client, amina, born, writes):
    change(amina, date_of_birth=date(born, 5, 1))
    client.force_login(sign_in_of(amina))

    page = page_of(client, amina).text

    assert f'href="{reverse("families:life-place-add", args=[amina.pk])}"' in page
    assert "or tell it together with someone who works with you" in page
    assert f'href="{reverse(writes)}"' in page
    assert client.get(reverse(writes)).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_there_are(
    client, amina, worker, count, django_assert_num_queries
):
    LifePlaceFactory.create_batch(count, person=amina)
    client.force_login(worker)
    page_of(client, amina)

    with django_assert_num_queries(13):
        page_of(client, amina)


def test_it_is_found_from_the_page_of_the_person_and_from_ones_own(client, amina, worker, family):
    address = f'href="{reverse("families:person-places", args=[amina.pk])}"'
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    seen = []
    for reader, page in (
        (worker, amina.get_absolute_url()),
        (coach, amina.get_absolute_url()),
        (sign_in_of(amina), "/our-page/"),
    ):
        client.force_login(reader)
        seen.append(address in client.get(page).text)

    assert seen == [True, False, True]


# Writing it down


def test_it_is_kept_as_it_was_told(client, amina, worker):
    client.force_login(worker)
    days = parts("since", "", "", "2016") | parts("until", "", "6", "2019")

    response = post(client, "life-place-add", amina, **TOLD, **days)

    place = LifePlace.objects.get()
    assert response.url == reverse("families:person-places", args=[amina.pk])
    assert (place.who_with, place.would_like_to_see_again) == (["Mum", "Biscuit"], ["Mr Ali"])
    assert (place.since, place.until, place.good, place.hard) == ("2016", "June 2019", "We ate outside", "The stairs")
    assert "2016 – June 2019" in client.get(response.url).text


def test_what_they_call_it_is_enough(client, amina, worker):
    client.force_login(worker)

    post(client, "life-place-add", amina, place_label="Nan’s")

    place = LifePlace.objects.get()
    assert (place.period, place.since, place.until, place.who_with, place.good) == (always(), "", "", [], "")


@pytest.mark.parametrize(
    ("since", "until", "is_kept"),
    [
        (("", "", "2016"), ("", "", "2016"), True),
        (("5", "6", "2016"), ("", "6", "2016"), True),
        (("5", "6", "2016"), ("5", "6", "2016"), False),
        (("", "", "2016"), ("", "", "2015"), False),
        (("", "", "2027"), ("", "", ""), False),
    ],
)
def test_who_came_and_went_in_one_year_has_lived_there(client, amina, worker, since, until, is_kept):
    client.force_login(worker)

    post(client, "life-place-add", amina, place_label="Nan’s", **parts("since", *since), **parts("until", *until))

    assert LifePlace.objects.exists() is is_kept


def test_it_is_put_right_and_ended(client, place, worker):
    client.force_login(worker)
    shown = client.get(reverse("families:life-place-change", args=[place.pk])).context["form"]

    said = {"place_label": "Nanny Jo’s", "row_version": place.row_version, **parts("until", "", "", "2021")}
    post(client, "life-place-change", place, **said, **parts("since", "1", "1", "2019"))

    place.refresh_from_db()
    assert shown["since"].value() == [1, 1, 2019]
    assert (place.place_label, place.since, place.until) == ("Nanny Jo’s", "1 January 2019", "2021")


def test_what_never_was_so_is_taken_out_and_stays_in_what_changed(client, place, amina, family, worker):
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    client.force_login(worker)

    said = {"place_label": "Nan’s", "row_version": place.row_version, "is_mistake": "on"}
    post(client, "life-place-change", place, **said)

    assert "Nan’s" not in page_of(client, amina).text
    assert client.get(reverse("families:life-place-change", args=[place.pk])).status_code == 404
    told = [{row.kind for row in what_changed(amina.pk, reader).rows} for reader in (worker, coach)]
    assert ["Places lived" in kinds for kinds in told] == [True, False]


def test_who_read_an_older_one_is_told(client, place, worker):
    client.force_login(worker)

    stale = post(client, "life-place-change", place, place_label="Nan’s", row_version=place.row_version + 1)

    assert stale.status_code == 422


@pytest.mark.parametrize("field", ["place_label", "who_with", "would_like_to_see_again"])
def test_what_it_is_called_is_no_address(amina, worker, field):
    told = {"place_label": "Nan’s", field: "12 Ash Road" if field == "place_label" else ["12 Ash Road"]}

    with acting_as(worker.asker), pytest.raises(ValidationError, match="Write what they call it"):
        record_life_place(person=amina, period=always(), by=worker, **told)


@pytest.mark.parametrize("field", ["good", "hard"])
def test_no_home_that_is_hidden_from_them_is_told_in_it(place, amina, dana, worker, field):
    ResidenceFactory(person=dana, address__lines="7 Willow Court", is_confidential=True)

    with acting_as(worker.asker), pytest.raises(ValidationError, match="must not read here"):
        change_life_place(place=place, by=worker, **{field: "Then we hid at 7 Willow Court"})

    place.refresh_from_db()
    assert (place.good, place.hard) == ("", "")


def test_nobody_writes_of_a_life_that_they_may_not_read_the_whole_of(client, place, family, amina, dana):
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    answers = []
    for user in (coach, sign_in_of(dana)):
        client.force_login(user)
        for name, of in (("life-place-add", amina), ("life-place-change", place)):
            answers.append(post(client, name, of, **TOLD).status_code)

    assert answers == [403, 404, 403, 404]
    assert LifePlace.objects.count() == 1


# Writing it oneself


def test_one_writes_of_oneself_and_it_is_kept_from_the_first_letter(client, amina, worker):
    client.force_login(sign_in_of(amina))
    add = reverse("families:life-place-add", args=[amina.pk])
    body = {"fields": {"place_label": "Nan’s", "since_2": "2019"}, "people": []}

    kept = client.put(add, body, content_type="application/json", headers={"If-Match": "0"})
    begun = client.get(add)
    post(client, "life-place-add", amina, **TOLD, **parts("since", "", "", "2019"))
    again_empty = client.get(add).context["form"]

    place = LifePlace.objects.get()
    assert (kept.status_code, begun.context["form"]["place_label"].value()) == (200, "Nan’s")
    assert begun.context["form"]["since"].value() == [None, None, "2019"]
    assert "What do you call it?" in begun.text
    assert (place.by_themselves, place.since, again_empty["place_label"].value()) == (True, "2019", None)
    assert "You wrote this." in page_of(client, amina).text
    client.force_login(worker)
    page = page_of(client, amina).text
    assert "Amina wrote this themselves. Only Amina changes it" in page
    assert reverse("families:life-place-change", args=[place.pk]) not in page


def test_what_one_wrote_oneself_is_changed_by_oneself_alone(client, amina, worker):
    own = LifePlaceFactory(person=amina, created_by=sign_in_of(amina), by_themselves=True)
    theirs = LifePlaceFactory(person=amina)
    answers = {}
    for who, user in (("worker", worker), ("herself", amina.account.user)):
        client.force_login(user)
        for name, one in (("own", own), ("theirs", theirs)):
            said = {"place_label": "Elsewhere", "row_version": one.row_version}
            answers[who, name] = post(client, "life-place-change", one, **said).status_code

    assert answers == {
        ("worker", "own"): 403,
        ("worker", "theirs"): 302,
        ("herself", "own"): 302,
        ("herself", "theirs"): 403,
    }
    with acting_as(worker.asker):
        assert refused_by(lambda: change(own, good="All of it")) == "life_place_of_their_own"


def test_who_wrote_it_stays_said(amina, worker):
    own = LifePlaceFactory(person=amina, created_by=sign_in_of(amina), by_themselves=True)
    theirs = LifePlaceFactory(person=amina)

    with acting_as(amina.account.user.asker):
        assert refused_by(lambda: change(own, by_themselves=False)) == "life_place_of_their_own"
    with acting_as(worker.asker):
        assert refused_by(lambda: change(theirs, by_themselves=True)) == "life_place_of_their_own"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_migration_may_still_change_what_someone_wrote_themselves(organisation):
    with transaction.atomic():
        amina = PersonFactory()
        own = LifePlaceFactory(person=amina, created_by=sign_in_of(amina), by_themselves=True)

    with bootstrap.connect(connection.settings_dict["HOST"], connection.settings_dict["NAME"]) as owner:
        owner.execute("SET ROLE kith_owner")
        owner.execute("UPDATE families_lifeplace SET good = 'As it was' WHERE id = %s", [own.pk])

    with transaction.atomic():
        own.refresh_from_db()
    assert own.good == "As it was"


@pytest.mark.parametrize("signs_in", [True, False])
def test_nobody_signs_in_to_write_where_another_lived(amina, dana, worker, signs_in):
    mother = sign_in_of(dana)
    if signs_in:
        sign_in_of(amina)

    assert refused_by(lambda: LifePlaceFactory(person=amina, created_by=mother, by_themselves=True)) == (
        "life_place_by_oneself"
    )
    assert refused_by(lambda: LifePlaceFactory(person=amina, created_by=worker, by_themselves=True)) == (
        "life_place_by_oneself"
    )
    assert refused_by(lambda: LifePlaceFactory(person=dana, created_by=mother)) == "life_place_by_oneself"


def test_a_worker_finds_what_they_began_on_today(client, amina, worker):
    client.force_login(worker)
    add = reverse("families:life-place-add", args=[amina.pk])
    body = {"fields": {"place_label": "Nan’s"}, "people": []}
    client.put(add, body, content_type="application/json", headers={"If-Match": "0"})

    today = client.get("/today/").text

    assert f'href="{add}"' in today
    assert "A place where someone has lived" in today
