"""The names that someone goes or went by: who reads one that was left behind, and by which they are found (domain.md §11.1)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from database.asker import acting_as
from families.actions.people import add_name, add_person, change_person
from families.models import PersonName
from families.periods import Period
from families.queries.as_it_was import as_it_was
from families.queries.finding import people_found
from families.queries.history import what_changed
from tests.factories import InvolvementFactory, MembershipFactory, ParentageFactory, UserFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of
from tests.families.pages import parts, post
from tests.refusals import change


@pytest.fixture
def kit(family):
    return MembershipFactory(family=family, person__known_as="Kit").person


@pytest.fixture
def beside(family):
    return InvolvementFactory(family=family, role="co_worker").practitioner.user


def adopted(person, **said):
    return ParentageFactory(
        child=person, parent=MembershipFactory(family=person.memberships.get().family).person, basis="adoptive", **said
    )


def test_a_restricted_name_is_for_them_and_their_lead_worker_alone(kit, family, worker, manager, beside):
    mother = MembershipFactory(family=family, person__date_of_birth=date(1990, 1, 1)).person
    change(kit, date_of_birth=date(2015, 5, 1))
    ResponsibilityFactory(holder=mother, child=kit, status="confirmed")
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user
    readers = {"themselves": sign_in_of(kit), "mother": sign_in_of(mother), "lead": worker, "manager": manager}
    readers |= {"beside": beside, "coach": coach, "system": UserFactory(kind=User.Kind.CLIENT, roles=[])}
    name = PersonName.objects.create(organisation=kit.organisation, person=kit, text="Zed", is_restricted=True)

    reading = {who for who, one in readers.items() if PersonName.objects.visible_to(one).filter(pk=name.pk)}

    assert reading == {"themselves", "lead"}


def test_who_led_reads_it_no_more(kit, family, worker):
    name = PersonName.objects.create(organisation=kit.organisation, person=kit, text="Zed", is_restricted=True)
    family.involvements.update(period=Period(None, date(2026, 3, 1)))

    assert not PersonName.objects.visible_to(worker).filter(pk=name.pk)


@pytest.mark.parametrize(
    ("kind", "is_adopted", "said", "is_kept"),
    [
        ("previous", True, "", True),
        ("birth", True, "", True),
        ("nickname", True, "", False),
        ("legal", True, "", False),
        ("previous", False, "", False),
        ("previous", True, "no", False),
        ("nickname", False, "yes", True),
    ],
)
def test_a_name_that_was_left_behind_is_kept_as_is_said_or_usual(client, kit, worker, kind, is_adopted, said, is_kept):
    if is_adopted:
        adopted(kit)
    client.force_login(worker)

    post(client, "name-add", kit, text="Zed", kind=kind, is_restricted=said, **parts("until", "1", "5", "2020"))

    name = kit.names.get(text="Zed")
    assert (name.is_restricted, name.period) == (is_kept, Period(None, date(2020, 5, 1)))


@pytest.mark.parametrize(
    ("sex", "gender", "is_kept"),
    [
        ("male", "woman_girl", True),
        ("female", "non_binary", True),
        ("female", "woman_girl", False),
        ("not_recorded", "woman_girl", False),
        ("male", "not_recorded", False),
    ],
)
def test_who_changed_their_name_with_their_gender_keeps_the_former_one(kit, worker, sex, gender, is_kept):
    change(kit, sex=sex, gender=gender)
    kit.refresh_from_db()

    with acting_as(worker.asker):
        change_person(person=kit, row_version=kit.row_version, known_as="Ash", by=worker)

    assert kit.names.get(text="Kit").is_restricted is is_kept


def test_an_adoption_that_the_writer_may_not_see_says_nothing(kit, beside):
    adopted(kit, visibility="restricted")

    with acting_as(beside.asker):
        name = add_name(person=kit, text="Zed", kind=PersonName.Kind.PREVIOUS, by=beside)

    assert not name.is_restricted


def test_whoever_writes_it_is_told_who_reads_it(client, kit, beside, worker):
    said = {}
    for who, one in (("beside", beside), ("worker", worker)):
        client.force_login(one)
        post(client, "name-add", kit, text=f"Zed {who}", kind="nickname", is_restricted="yes")
        page = client.get(kit.get_absolute_url()).text
        said[who] = ["Only they and their lead worker read it" in page, "Zed beside" in page]

    assert said == {"beside": [True, False], "worker": [True, True]}
    assert "Zed worker</dd>" not in page
    assert "Zed worker (only for them and their lead worker)" in page


def test_it_is_kept_later_and_shown_again(client, kit, worker):
    name = add_name(person=kit, text="Zed", kind=PersonName.Kind.PREVIOUS, by=worker)
    client.force_login(worker)
    facts = reverse("families:person-facts", args=[kit.pk])

    told = []
    for ticked in ({"is_restricted": "on"}, {}):
        name.refresh_from_db()
        post(client, "personname-right", name, text="Zed", kind="previous", row_version=name.row_version, **ticked)
        name.refresh_from_db()
        told.append((name.is_restricted, "only for them and their lead worker" in client.get(facts).text))

    assert told == [(True, True), (False, False)]


def test_a_new_whole_name_finds_them_and_the_former_one_is_a_former_name(worker, family):
    person = add_person(known_as="Kit", given_name="Christopher", family_name="Vale", by=worker)
    MembershipFactory(family=family, person=person)

    with acting_as(worker.asker):
        change_person(person=person, row_version=person.row_version, family_name="Quixley", by=worker)

    assert people_found(worker, "Quixley") == [person]
    assert {(name.text, name.kind) for name in person.names.all()} == {
        ("Kit", "known_as"),
        ("Christopher Vale", "previous"),
        ("Christopher Quixley", "legal"),
    }


@pytest.mark.parametrize("who", ["worker", "beside"])
def test_what_changed_and_as_it_was_tell_a_name_that_was_left_behind_only_to_whom_it_is_open(
    request, family, worker, beside, who
):
    person = add_person(known_as="Zedekiah", given_name="Zedekiah", family_name="Vale", by=worker)
    MembershipFactory(family=family, person=person)
    change(person, sex="male", gender="woman_girl")
    person.refresh_from_db()
    with acting_as(worker.asker):
        change_person(person=person, row_version=person.row_version, known_as="Kit", given_name="Kit", by=worker)
    reader = request.getfixturevalue(who)

    told = repr([row.fields for row in what_changed(person.pk, reader).rows])
    then = repr(as_it_was(person.pk, reader, date(2027, 1, 1)).facts)

    assert ["Zedekiah" in told, "Kit" in told, "Zedekiah" in then] == [who == "worker", True, who == "worker"]


def test_what_else_is_changed_writes_no_name(worker, kit):
    before = list(kit.names.values_list("pk", flat=True))

    with acting_as(worker.asker):
        change_person(person=kit, row_version=kit.row_version, pronouns="they/them", by=worker)

    assert list(kit.names.values_list("pk", flat=True)) == before
