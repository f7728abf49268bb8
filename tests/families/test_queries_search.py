"""Search: what is found, in which order, and what never is."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from families.models import ExternalIdentifier, PersonName
from families.periods import Period, since
from families.queries.finding import day_in, people_found
from families.queries.search import families_named
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PersonFactory, UserFactory
from tests.factories_access import RestrictionFactory
from tests.refusals import change


@pytest.fixture
def amina(family):
    person = MembershipFactory(family=family, person__known_as="Amina").person
    for text, kind in (("Amina Rowan-O'Brien", "legal"), ("Minnie", "nickname")):
        PersonName.objects.create(organisation=person.organisation, person=person, text=text, kind=kind)
    return person


@pytest.fixture
def intake(organisation):
    return UserFactory(roles=["intake"])


@pytest.fixture
def client_system(organisation):
    return UserFactory(kind=User.Kind.CLIENT, roles=[])


def member(family, name):
    return MembershipFactory(family=family, person__known_as=name).person


@pytest.mark.parametrize(
    "text",
    [
        "Amina",
        "  amina ",
        "AMINA",
        "ami",
        "Amína",
        "Amena",
        "Amna",
        "Aminna",
        "minnie",
        "Rowan Amina",
        "amina rowan",
        "rowan min",
        "obrien",
        "O'Brien",
        "O’Brien",
        "am\u200bina",
    ],
)
def test_a_person_is_found_by(worker, amina, text):
    assert people_found(worker, text) == [amina]


@pytest.mark.parametrize("text", ["Amina", "amena", "rowan min", "obrien"])
@pytest.mark.parametrize("asker", ["intake", "client_system"])
def test_those_who_see_widely_find_the_same(request, organisation, asker, text):
    user = request.getfixturevalue(asker)
    person = PersonFactory(known_as="Amina")
    PersonName.objects.create(organisation=person.organisation, person=person, text="Amina Rowan-O'Brien", kind="legal")
    PersonName.objects.create(organisation=person.organisation, person=person, text="Minnie", kind="nickname")
    if asker == "client_system":
        MembershipFactory(person=person)

    assert people_found(user, text) == [person]


@pytest.mark.parametrize(("name", "text"), [("Élodie", "elodie"), ("Zoë", "zoe"), ("Siân", "SIAN"), ("Ольга", "ольга")])
def test_accents_don_t_matter(worker, family, name, text):
    person = member(family, name)

    assert people_found(worker, text) == [person]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a",
        "%",
        "%%%",
        "_____",
        "\\\\",
        "\x00\x00",
        "\u200b\u200b",
        "'; --",
        "x" * 10_000,
        "a " * 5_000,
        "\u202eanima",
    ],
)
def test_nothing_is_found_by(worker, amina, text):
    assert (people_found(worker, text), families_named(worker, text)) == ([], [])


@pytest.mark.parametrize("text", ["%%%", "____", "\\\\\\", "\x00\x00", "\u200b\u200b", "'; --", "x" * 10_000, "\\%_ab"])
def test_hostile_text_finds_nothing_for_those_who_see_widely(intake, text):
    PersonFactory(known_as="Amina")

    assert people_found(intake, text) == []


def test_the_whole_word_comes_before_its_beginning_and_that_before_a_wrong_letter(worker, family):
    people = [member(family, name) for name in ("Joan", "Joanna", "Jean", "Joan", "Bill")]

    assert [person.known_as for person in people_found(worker, "joan")] == ["Joan", "Joan", "Joanna", "Jean"]
    assert people_found(worker, "joan")[:2] == sorted((people[0], people[3]), key=lambda person: person.pk)


def test_no_more_than_fifty_are_shown(worker, family, monkeypatch):
    monkeypatch.setattr("families.queries.search.MOST_HITS", 2)
    for _ in range(3):
        member(family, "Ana")

    assert len(people_found(worker, "ana")) == 2


def test_an_outsider_finds_nobody(outsider, amina):
    assert (people_found(outsider, "amina"), families_named(outsider, "rowan")) == ([], [])


def test_intake_finds_those_without_a_family_and_no_others(intake, amina):
    alone = PersonFactory(known_as="Amina")

    assert people_found(intake, "amina") == [alone]


def test_the_many_in_families_hide_none_of_those_without_from_intake(intake, family, monkeypatch):
    monkeypatch.setattr("families.queries.search.CANDIDATES", 4)
    for _ in range(5):
        member(family, "Amina")
    alone = [PersonFactory(known_as="Amina"), PersonFactory(known_as="Amena")]

    assert people_found(intake, "amina") == alone


def test_intake_finds_people_of_families_of_their_own_too(intake, family, amina):
    InvolvementFactory(family=family, practitioner__user=intake)

    assert people_found(intake, "amina") == [amina]


@pytest.mark.parametrize("asker", ["beside", "intake", "client_system"])
def test_a_restricted_name_finds_nobody(request, family, amina, asker):
    beside = InvolvementFactory(family=family, role="co_worker").practitioner.user
    amina.names.filter(kind="nickname").update(is_restricted=True)

    assert people_found(beside if asker == "beside" else request.getfixturevalue(asker), "minnie") == []


def test_the_lead_worker_finds_someone_by_their_restricted_name(worker, family, amina):
    amina.names.filter(kind="nickname").update(is_restricted=True)

    assert people_found(worker, "minnie") == [amina]


def test_only_the_families_that_one_may_see_stand_beside_a_hit(worker, family, amina):
    MembershipFactory(person=amina)

    (hit,) = people_found(worker, "amina")

    assert [membership.family for membership in hit.memberships.all()] == [family]


@pytest.mark.parametrize("text", ["rowan", "row", "rowen", "ROWAN family"])
def test_a_family_is_found_by(worker, family, text):
    family.name = "Rowan family"
    family.save()

    assert families_named(worker, text) == [family]


def test_families_come_in_the_same_order_of_match(worker, family):
    for name in ("Rowanson", "Rowen"):
        InvolvementFactory(family=FamilyFactory(name=name), practitioner=worker.practitioner)

    assert [found.name for found in families_named(worker, "rowan")] == ["Rowan", "Rowanson", "Rowen"]


@pytest.mark.parametrize("hits", [1, 3])
def test_search_takes_as_many_queries_for_many_as_for_one(worker, family, hits, django_assert_num_queries):
    for _ in range(hits):
        member(family, "Ana")

    with django_assert_num_queries(4):
        found = [person.memberships.all()[0].family.name for person in people_found(worker, "ana")]
        families_named(worker, "rowan")

    assert found == ["Rowan"] * hits


BIRTHDAY = date(2014, 5, 12)


@pytest.fixture
def twins(family, amina):
    """Amina and Ivy, of one day; and Joan, of whom only the year is known."""
    change(amina, date_of_birth=BIRTHDAY)
    ivy = MembershipFactory(family=family, person__known_as="Ivy", person__date_of_birth=BIRTHDAY).person
    MembershipFactory(
        family=family, person__known_as="Joan", person__date_of_birth=BIRTHDAY, person__dob_precision="year"
    )
    return [amina, ivy]


@pytest.mark.parametrize(
    "text", ["12/5/2014", "12.05.2014", "12-5-2014", "2014-05-12", "12 May 2014", " 12 may 2014 a", "12th May 2014"]
)
def test_people_are_found_by_the_very_day_on_which_they_were_born(worker, twins, text):
    assert people_found(worker, text) == twins


@pytest.mark.parametrize("text", ["Ivy 12/5/2014", "12 May 2014, ivi", "2014-05-12 iv"])
def test_of_those_born_on_a_day_whom_the_words_name(worker, twins, text):
    assert people_found(worker, text) == twins[1:]


@pytest.mark.parametrize(
    "text", ["31/2/2014", "12/5/2099", "112/5/2014", "12/5/20145", "12/5-2014", "2014", "May 2014", "12 Foo 2014"]
)
def test_what_is_no_day_is_looked_for_as_words(text):
    assert day_in(text) == (None, text)


def number(person, value, scheme="nhs_number"):
    facts = {"organisation": person.organisation, "person": person, "scheme": scheme, "value": value}
    return ExternalIdentifier.objects.create(**facts, period=since(date(2020, 1, 1)))


@pytest.mark.parametrize("text", ["943 476 5919", "9434765919", " 943-476-5919 "])
def test_someone_is_found_by_their_number(worker, amina, text):
    number(amina, "9434765919")

    assert people_found(worker, text) == [amina]


@pytest.mark.parametrize("text", ["lcs-10 4", "LCS-10 4"])
def test_a_number_is_found_as_it_is_written_down(worker, amina, text):
    number(amina, "LCS-10 4", "lcs_person_id")

    assert people_found(worker, text) == [amina]


def test_a_number_that_is_theirs_no_more_finds_nobody(worker, amina):
    change(number(amina, "9434765919"), period=Period(date(2020, 1, 1), date(2021, 1, 1)))

    assert people_found(worker, "9434765919") == []


@pytest.mark.parametrize("asked", ["12/5/2014", "Amina 12/5/2014", "9434765919"])
def test_nobody_is_found_whom_one_may_not_see(worker, outsider, twins, asked):
    """By day or number as by name: who is restricted or not one's own is not there."""
    number(twins[0], "9434765919")
    RestrictionFactory(person=twins[0])

    assert [person for asker in (worker, outsider) for person in people_found(asker, asked) if person == twins[0]] == []


@pytest.mark.parametrize("text", ["12/5/2014", "Amina 12/5/2014", "9434765919"])
def test_whom_one_may_not_see_costs_what_nobody_does(outsider, twins, text):
    number(twins[0], "9434765919")
    with CaptureQueriesContext(connection) as for_someone:
        people_found(outsider, text)
    change(twins[0], date_of_birth=None)
    change(ExternalIdentifier.objects.get(), value="another")
    with CaptureQueriesContext(connection) as for_nobody:
        people_found(outsider, text)

    assert len(for_someone) == len(for_nobody)


@pytest.mark.parametrize("text", ["12/5/2014", "9434765919"])
def test_intake_finds_by_day_and_number_who_has_no_family(intake, twins, text):
    alone = PersonFactory(known_as="Amina", date_of_birth=BIRTHDAY)
    number(alone, "9434765919")
    number(twins[0], "9434765919", "lcs_person_id")

    assert people_found(intake, text) == [alone]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("text", ["12/5/2014", "ana 12/5/2014"])
def test_a_day_takes_as_many_queries_for_many_as_for_one(worker, family, rows, text, django_assert_num_queries):
    for _ in range(rows):
        MembershipFactory(family=family, person__known_as="Ana", person__date_of_birth=BIRTHDAY)

    with django_assert_num_queries(3):
        assert len(people_found(worker, text)) == rows


@pytest.mark.parametrize(
    "text",
    [
        "Uncle Dave",
        "uncle dave",
        "Mr Dave Pike",
        "Great-Uncle Dave",
        "Dr. Pike",
        "Nan Dave",
        "Uncle Dav",
        "Auntie Pike",
    ],
)
@pytest.mark.parametrize("by", ["worker", "intake", "client_system"])
def test_what_stands_before_a_name_spoils_no_search(request, family, text, by):
    person = PersonFactory(known_as="Dave Pike") if by == "intake" else member(family, "Dave Pike")

    assert people_found(request.getfixturevalue(by), text) == [person]


def test_who_is_really_called_so_comes_first(worker, family):
    jean, nan_jean = member(family, "Jean Adams"), member(family, "Nan Jean Young")
    auntie = member(family, "Sheila Bell")
    PersonName.objects.create(organisation=auntie.organisation, person=auntie, text="Auntie Bea", kind="nickname")

    assert people_found(worker, "Nan Jean") == [nan_jean, jean]
    assert people_found(worker, "nan") == [nan_jean]
    assert people_found(worker, "Auntie Bea") == [auntie]
    assert people_found(worker, "Auntie") == [auntie]


@pytest.mark.parametrize("text", ["Uncle", "Uncle D", "Dave Uncle", "Uncle Steve", "Chief Dave"])
def test_only_what_stands_before_a_name_may_be_missed(worker, family, text):
    member(family, "Dave Pike")

    assert people_found(worker, text) == []


def test_a_family_is_found_by_a_title_too(worker, family):
    assert families_named(worker, "Mrs Rowan") == [family]


def test_what_stands_before_a_name_costs_no_query_more(worker, family):
    member(family, "Dave Pike")
    taken = []
    for text in ("Dave", "Uncle Dave"):
        with CaptureQueriesContext(connection) as queries:
            people_found(worker, text)
        taken.append(len(queries))

    assert taken[0] == taken[1]


@pytest.mark.parametrize(
    "text",
    [
        "Bill Rowan",
        "bill rowan",
        "Mr Bill Rowan",
        "Bil Rowen",
        "Bill Rowan-Pike",
        "Bill Rowan 3/12/1958",
        "Bill Pike Rowan",
    ],
)
def test_whose_only_name_is_what_they_are_known_as_is_found_with_their_family_s(worker, family, text):
    change(family, name="Rowan Pike")
    bill = MembershipFactory(family=family, person__known_as="Bill", person__date_of_birth=date(1958, 12, 3)).person
    member(family, "Joan")

    assert people_found(worker, text) == [bill]


@pytest.mark.parametrize("text", ["Bill Rowan", "Bill Rowan 3/12/1958"])
@pytest.mark.parametrize("why", ["another family", "another's name", "left", "not theirs to see"])
def test_with_the_name_of_a_family_nobody_else_is_found(worker, outsider, family, why, text):
    membership = MembershipFactory(
        family=FamilyFactory(name="Rowan") if why == "another family" else family,
        person__known_as="Dave" if why == "another's name" else "Bill",
        person__date_of_birth=date(1958, 12, 3),
    )
    if why == "another family":  # one that the worker doesn't know of
        MembershipFactory(family=family, person=membership.person)
        change(family, name="Pike")
    elif why == "left":
        change(membership, period=Period(date(2020, 1, 1), date(2021, 1, 1)))

    assert people_found(outsider if why == "not theirs to see" else worker, text) == []


def test_a_family_s_name_alone_brings_none_of_its_people(worker, family):
    change(family, name="Rowan family")
    member(family, "Bill")

    assert people_found(worker, "Rowan family") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_name_of_a_family_costs_one_query_more_and_only_where_nobody_is_found(
    worker, family, rows, django_assert_num_queries
):
    for _ in range(rows):
        member(family, "Ana")
    member(family, "Eve Pike")

    for text, queries in (("Ana", 3), ("Eve Pike", 3), ("Nobody", 2), ("Ana Rowan", 4), ("Nobody Here", 3)):
        with django_assert_num_queries(queries):
            people_found(worker, text)


@pytest.mark.parametrize("text", ["Ameena", "Ahmeena", "Auntie Ameena", "Ameena Roan", "Ameena 1/5/2015"])
def test_someone_is_found_by_how_their_name_sounds(worker, amina, text):
    change(amina, date_of_birth=date(2015, 5, 1))

    assert people_found(worker, text) == [amina]


def test_who_is_spelled_so_is_found_and_nobody_who_only_sounds_like_it(worker, family):
    joan = member(family, "Joan")
    assert people_found(worker, "Jone") == [joan]

    jone = member(family, "Jone")

    assert people_found(worker, "Jone") == [jone]


def test_a_word_by_itself_is_heard_as_a_first_name(worker, amina):
    assert (people_found(worker, "Rouen"), people_found(worker, "Ameena Rouen")) == ([], [amina])


@pytest.mark.parametrize("text", ["Ameena", "Jone", "\x00Ameena", "%%Ameena"])
def test_whoever_may_not_be_seen_is_found_by_no_sound(outsider, intake, family, amina, text):
    member(family, "Joan")

    assert (people_found(outsider, text), people_found(intake, text)) == ([], [])


def test_intake_finds_who_is_in_no_family_by_the_sound(intake, organisation):
    person = PersonFactory(known_as="Amina")
    PersonName.objects.create(organisation=person.organisation, person=person, text="Amina", kind="known_as")

    assert people_found(intake, "Ameena") == [person]


def test_by_the_sound_of_a_restricted_name_nobody_is_found(outsider, family, amina):
    InvolvementFactory(family=family, practitioner=outsider.practitioner, role="co_worker")
    change(PersonName.objects.get(text="Minnie"), text="Catherine", is_restricted=True)

    assert people_found(outsider, "Kathryn") == []
