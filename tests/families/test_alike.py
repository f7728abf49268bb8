"""Who may be someone who is written down already; and what is told of someone beyond one’s sight."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from families.models import AccessBlock, DeclaredInterest, ExternalIdentifier, NotSamePerson, PersonName, Restriction
from families.queries.alike import Told, may_be_known, people_alike, people_like, told_as
from families.queries.alike_many import ids_of_many_alike
from tests.conftest import FROZEN, make
from tests.factories_families import MultipleBirthFactory

pytestmark = pytest.mark.django_db
BORN = date(2015, 5, 1)
TODAY = FROZEN.date()


@pytest.fixture
def catherine(family):
    return make.MembershipFactory(family=family, person__known_as="Catherine Rowan", person__date_of_birth=BORN).person


@pytest.fixture
def elsewhere(worker):
    """Someone of a family that the worker knows nothing of."""
    person = make.PersonFactory(known_as="Elif Kaya", date_of_birth=BORN)
    make.MembershipFactory(person=person)
    return person


@pytest.mark.parametrize(
    "said",
    ["Catherine Rowan", "Kathryn Rowan", "Katherine", "rowan, catherine", "Cathérine Rowen", "Cat Rowan"],
)
def test_someone_is_found_by_a_name_that_is_like_theirs(worker, catherine, said):
    assert people_alike(worker, Told(said)) == [catherine]


@pytest.mark.parametrize("said", ["Joan Rowan", "Jone Rowan", "Jo"])
def test_who_is_known_by_one_name_is_found_by_two(worker, family, said):
    joan = make.MembershipFactory(family=family, person__known_as="Joan").person

    assert people_alike(worker, Told(said)) == [joan]


@pytest.mark.parametrize(
    ("said", "known"),
    [("Ada Bello", "Ama"), ("Ada Bello", "Bill"), ("Ada Bello", "Otto"), ("Kev", "Kofi")],
)
def test_who_only_sounds_a_little_like_them_is_not_asked_after(worker, family, said, known):
    make.MembershipFactory(family=family, person__known_as=known)

    assert people_alike(worker, Told(said)) == []


@pytest.mark.parametrize(("said", "known"), [("Jeff", "Geoff"), ("Phil Osei", "Fil"), ("Amma Osei", "Ama")])
def test_who_sounds_like_them_by_their_first_name_is(worker, family, said, known):
    other = make.MembershipFactory(family=family, person__known_as=known).person

    assert people_alike(worker, Told(said)) == [other]


@pytest.mark.parametrize("said", ["Dave", "Robin Rowell", "", "C", "\x00\x00"])
def test_another_name_finds_nobody(worker, catherine, said):
    assert people_alike(worker, Told(said)) == []


def test_the_same_day_of_birth_makes_up_for_half_a_name(worker, catherine):
    assert people_alike(worker, Told("Catherine Smith", born=BORN)) == [catherine]
    assert people_alike(worker, Told("Catherine Smith", born=BORN + timedelta(days=1))) == []


def test_a_name_that_sounds_the_same_is_not_theirs_who_was_born_on_another_day(worker, catherine):
    assert people_alike(worker, Told("Kathryn Rowan", born=BORN + timedelta(days=400))) == []


def test_who_was_born_on_that_day_comes_first(worker, family, catherine):
    other = make.MembershipFactory(family=family, person__known_as="Catherine Rowan").person

    assert people_alike(worker, Told("Catherine Rowan", born=BORN)) == [catherine, other]


def test_a_restricted_name_finds_nobody(worker, catherine):
    PersonName.objects.create(
        organisation=catherine.organisation, person=catherine, text="Zebedee", kind="previous", is_restricted=True
    )

    beside = make.InvolvementFactory(family=catherine.memberships.get().family, role="co_worker").practitioner.user
    assert [people_alike(one, Told("Zebedee")) for one in (worker, beside)] == [[catherine], []]


def test_nobody_beyond_ones_sight_is_listed(worker, elsewhere):
    assert people_alike(worker, Told("Elif Kaya", born=BORN)) == []


def test_intake_finds_those_in_no_family_by_index(organisation):
    intake = make.UserFactory(roles=[Role.INTAKE])
    alone = make.PersonFactory(known_as="Catherine Rowan", date_of_birth=BORN)
    make.MembershipFactory(person__known_as="Catherine Rowan")

    assert people_alike(intake, Told("Kathrine Rowan")) == [alone]
    assert people_alike(intake, Told("Catherine", born=BORN)) == [alone]


@pytest.mark.parametrize("count", [1, 3])
def test_candidates_cost_the_same(worker, family, count, django_assert_num_queries):
    make.MembershipFactory.create_batch(count, family=family, person__known_as="Catherine")

    with django_assert_num_queries(3):
        found = people_alike(worker, Told("Catherine"))
        assert [len(one.memberships.all()) for one in found] == [1] * count


def test_two_who_are_two_are_not_suggested_again(worker, family, catherine):
    other = make.MembershipFactory(family=family, person__known_as="Catherine").person
    assert people_like(worker, catherine) == [other]
    a, b = sorted((catherine, other), key=lambda person: person.pk)
    NotSamePerson.objects.create(organisation=family.organisation, a=a, b=b)

    assert people_like(worker, catherine) == []
    assert people_like(worker, other) == []


@pytest.mark.parametrize(
    ("how", "is_suggested"),
    [({}, False), ({"confidence": "disputed"}, True), ({"mistaken_on": TODAY}, True)],
)
def test_those_born_together_are_not_suggested(worker, family, catherine, how, is_suggested):
    other = make.MembershipFactory(family=family, person__known_as="Kathryn Rowan", person__date_of_birth=BORN).person
    MultipleBirthFactory(a=catherine, b=other, **how)

    assert [people_like(worker, one) for one in (catherine, other)] == (
        [[other], [catherine]] if is_suggested else [[], []]
    )


def test_a_birth_that_one_may_not_see_changes_no_suggestion(family, catherine):
    colleague = make.InvolvementFactory(family=family).practitioner.user
    other = make.MembershipFactory(family=family, person__known_as="Catherine", person__date_of_birth=BORN).person
    MultipleBirthFactory(a=catherine, b=other, visibility="restricted")

    assert people_like(colleague, catherine) == [other]


def test_the_whole_name_and_the_very_day_tell_that_someone_may_be_known(worker, elsewhere):
    assert may_be_known(worker, Told("Elif", "Elif", "Kaya", BORN)) == elsewhere.pk
    assert may_be_known(worker, Told("elif kaya", born=BORN)) == elsewhere.pk


@pytest.mark.parametrize(
    "told",
    [
        Told("Elif", born=BORN),
        Told("Elif Kaya"),
        Told("Elif Kay", born=BORN),
        Told("Elif Kaya", born=BORN + timedelta(days=1)),
        Told("Elif Kaya", "Elif", "Kay", BORN),
    ],
)
def test_less_tells_nothing(worker, elsewhere, told):
    assert may_be_known(worker, told) is None


def test_a_year_that_is_a_guess_tells_nothing(worker, elsewhere):
    elsewhere.dob_precision = "about"
    elsewhere.save()

    assert may_be_known(worker, Told("Elif Kaya", born=BORN)) is None


def test_whom_one_sees_is_not_beyond_ones_sight(worker, catherine):
    assert may_be_known(worker, Told("Catherine Rowan", born=BORN)) is None


def test_nobody_who_is_restricted_is_told_of(worker, manager, elsewhere):
    Restriction.objects.create(
        organisation=worker.organisation,
        person=elsewhere,
        ground="refuge",
        set_by=manager,
        set_on=TODAY,
        review_on=TODAY + timedelta(days=30),
    )

    assert may_be_known(worker, Told("Elif Kaya", born=BORN)) is None


@pytest.mark.parametrize("side", ["viewer_person", "protected_person"])
def test_nobody_who_is_kept_apart_from_someone_is_told_of(worker, manager, elsewhere, side):
    people = {"viewer_person": make.PersonFactory(), "protected_person": make.PersonFactory()} | {side: elsewhere}
    AccessBlock.objects.create(
        organisation=worker.organisation,
        ground="domestic_abuse",
        set_by=manager,
        set_on=TODAY,
        review_on=TODAY + timedelta(days=30),
        **people,
    )

    assert may_be_known(worker, Told("Elif Kaya", born=BORN)) is None


def test_nobody_whom_one_knows_from_ones_own_life_is_told_of(worker, elsewhere):
    DeclaredInterest.objects.create(
        organisation=worker.organisation, practitioner=worker.practitioner, person=elsewhere, kind="friend"
    )

    assert may_be_known(worker, Told("Elif Kaya", born=BORN)) is None


# What speaks against it


def numbered(person, value, scheme="lcs_person_id"):
    said = {"organisation": person.organisation, "person": person, "scheme": scheme, "value": value}
    return ExternalIdentifier.objects.create(**said)


def test_another_number_of_the_same_system_speaks_against_it(worker, family, catherine):
    again = make.MembershipFactory(family=family, person__known_as="Kathryn Rowan").person
    assert people_like(worker, catherine) == [again]

    numbered(catherine, "LARK1")
    numbered(again, "LARK2")
    assert people_like(worker, catherine) == []

    PersonName.objects.filter(person=again).update(text="Catherine Rowan")  # written twice there too
    assert people_like(worker, catherine) == [again]


def test_names_that_an_import_made_up_are_nobodys(worker, family):
    one, two, three = (
        make.MembershipFactory(family=family, person__known_as=name).person
        for name in ("Child LARK0611", "Child LARK0612", "Unknown Rowan")
    )
    make.MembershipFactory(family=family, person__known_as="Child LARK0611")
    make.MembershipFactory(family=family, person__known_as="Unknown Rowan")

    assert [people_like(worker, each) for each in (one, two, three)] == [[], [], []]
    assert people_alike(worker, Told("Unknown Rowan")) == []


@pytest.mark.parametrize(
    ("year", "precision", "is_suggested"),
    [(1985, "year", True), (1986, "year", True), (1963, "year", False), (1978, "about", True), (1963, "day", False)],
)
def test_a_name_that_sounds_the_same_is_not_theirs_who_was_born_in_another_year(
    worker, family, year, precision, is_suggested
):
    known = {"person__known_as": "Ama", "person__date_of_birth": date(year, 1, 1), "person__dob_precision": precision}
    ama = make.MembershipFactory(family=family, **known).person
    said = told_as("Amy Reed", "", "", date(1985, 1, 1), precision="year")

    assert people_alike(worker, said) == ([ama] if is_suggested else [])
    assert ids_of_many_alike(worker, [said]) == [[ama.pk] if is_suggested else []]
