"""What is written about someone, on their own page: the facts of oneself and of the children one reads for, and nothing kept from them."""

from datetime import date, timedelta

import pytest

from accounts.models import AccessEvent
from database import clock
from families.actions import granting, keeping
from families.models import PersonName, Residence
from families.periods import Period, since
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_families import ResidenceFactory, ResponsibilityFactory, sign_in_of

OURS = "/our-page/written/"
LATER = date(2026, 9, 14)


@pytest.fixture
def dana(family):
    born = {"person__known_as": "Dana", "person__date_of_birth": date(1990, 4, 2), "person__gender": "woman_girl"}
    return MembershipFactory(family=family, **born).person


@pytest.fixture
def amina(family, dana):
    child = MembershipFactory(family=family, person__known_as="Amina", person__date_of_birth=date(2015, 5, 1)).person
    ResponsibilityFactory(holder=dana, child=child, status="confirmed")
    return child


@pytest.fixture
def read(client):
    def shown(person):
        client.force_login(sign_in_of(person))
        return client.get(OURS).text

    return shown


def home(person, lines, **more):
    return ResidenceFactory(person=person, address__lines=lines, **more)


def test_she_reads_what_is_written_of_her_and_of_whom_she_reads_for(read, dana, amina):
    PersonName.objects.create(organisation=dana.organisation, person=dana, text="Dana Demir", kind="birth")
    home(dana, "1 Quay")
    home(amina, "2 Mill Lane")

    shown = read(dana)

    told = (
        "Dana Demir",
        "2 April 1990",
        "Woman or girl",
        "1 Quay",
        "Your parental responsibility",
        "Amina",
        "1 May 2015",
    )
    assert [words for words in (*told, "2 Mill Lane", "Tell who works with you") if words not in shown] == []


@pytest.mark.parametrize("whose", ["hers", "another's", "hers before"])
def test_where_a_child_lives_in_confidence_is_told_to_nobody_who_reads_for_her(read, dana, amina, whose):
    theirs = home(amina, "9 Hidden Row", is_confidential=whose == "hers")
    if whose != "hers":
        over = Period(date(2020, 1, 1), date(2021, 1, 1)) if whose == "hers before" else since(None)
        Residence.objects.create(
            organisation=dana.organisation,
            person=amina if whose == "hers before" else PersonFactory(),
            address=theirs.address,
            is_confidential=True,
            is_main=False,
            period=over,
        )

    shown = read(dana)

    assert [words for words in ("Hidden Row", "kept confidential") if words in shown] == []


def test_ones_own_confidential_home_does_not_stand_on_the_screen(read, dana):
    home(dana, "9 Hidden Row", is_confidential=True)

    shown = read(dana)

    assert ("Hidden Row" in shown, "This address is kept confidential" in shown) == (False, True)


@pytest.mark.parametrize("why", ["no responsibility", "kept apart", "she said no"])
def test_of_a_child_for_whom_one_does_not_read_nothing_stands(read, family, dana, amina, worker, why):
    reader = dana
    home(amina, "2 Mill Lane")
    if why == "no responsibility":
        reader = MembershipFactory(family=family, person__known_as="Joan").person
    elif why == "kept apart":
        keeping.set_block(viewer=dana, protected=amina, ground="other", review_on=LATER, by=worker)
    else:
        granting.note_own_say(child=amina, why_competent="She weighed it twice.", by=worker)

    shown = read(reader)

    assert ("Mill Lane" in shown, "1 May 2015" in shown) == (False, False)


def test_ones_own_restricted_name_is_there_and_that_of_a_child_is_not(read, dana, amina):
    for person, text in ((dana, "Zqxname"), (amina, "Zqxchild")):
        PersonName.objects.create(
            organisation=dana.organisation, person=person, text=text, kind="previous", is_restricted=True
        )

    shown = read(dana)

    assert ("Zqxname" in shown, "Zqxchild" in shown) == (True, False)


def test_what_was_ended_is_not_there(read, dana):
    home(dana, "Old Street", period=Period(date(2020, 1, 1), clock.today() - timedelta(days=1)))

    shown = read(dana)

    assert "Old Street" not in shown


def test_what_others_hold_is_named_only_where_it_is_confirmed(read, family, dana, amina):
    for name, status in (("Joan", "confirmed"), ("Sid", "disputed")):
        holder = MembershipFactory(family=family, person__known_as=name).person
        ResponsibilityFactory(holder=holder, child=amina, status=status)

    shown = read(dana)

    assert ("Joan" in shown, "Sid" in shown) == (True, False)


def test_who_is_in_no_family_now_reads_their_own_and_how_to_be_reached(client, family):
    ended = Period(date(2020, 1, 1), clock.today() - timedelta(days=1))
    rob = MembershipFactory(
        family=family, period=ended, person__known_as="Rob", person__date_of_birth=date(1988, 7, 3)
    ).person
    home(rob, "5 Rob Street")
    client.force_login(sign_in_of(rob))

    ours, shown = client.get("/our-page/").text, client.get(OURS).text

    assert (OURS in ours, "/our-page/reach/" in ours) == (True, True)
    assert [words for words in ("Rob", "3 July 1988", "5 Rob Street") if words not in shown] == []
    assert "/our-page/write/" not in shown


def test_a_child_tells_in_their_own_space_and_staff_read_it_elsewhere(client, read, amina, worker):
    assert "/our-page/only-mine/write/" in read(amina)

    client.force_login(worker)
    assert client.get(OURS).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_our_facts_query_count(client, family, dana, count, django_assert_num_queries):
    for number in range(count):
        child = MembershipFactory(family=family, person__date_of_birth=date(2015, 5, 1)).person
        ResponsibilityFactory(holder=dana, child=child, status="confirmed")
        home(child, f"{number} Quay")
        PersonName.objects.create(organisation=dana.organisation, person=child, text=str(number), kind="nickname")
    client.force_login(sign_in_of(dana))

    with django_assert_num_queries(12):
        client.get(OURS)

    assert len(AccessEvent.objects.get(what="families:our-facts").people) == count + 1
