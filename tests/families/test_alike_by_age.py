"""Age speaks: a baby is nobody who was written down as decades older, and of anyone else another year comes last and is said."""

from datetime import date

import pytest
from django.urls import reverse

from families.queries.alike import people_alike, people_like, told_as
from families.queries.alike_many import ids_of_many_alike
from tests.conftest import FROZEN
from tests.factories import MembershipFactory
from tests.families.pages import parts

THIS_YEAR = FROZEN.date().year
JOAN = ("Joan Rowan", "", "")


@pytest.fixture
def known(family):
    def written(name="Joan Rowan", **person):
        said = {f"person__{field}": value for field, value in person.items()}
        return MembershipFactory(family=family, person__known_as=name, **said).person

    return written


def baby(**said):
    return told_as(*JOAN, date(THIS_YEAR, 2, 1), **{"precision": "day"} | said)


def found(worker, told):
    """Both ways of asking say the same."""
    people = people_alike(worker, told)
    assert ids_of_many_alike(worker, [told]) == [[person.pk for person in people]]
    return people


@pytest.mark.parametrize("precision", ["day", "year", "about"])
@pytest.mark.parametrize(
    "told",
    [
        baby(),
        baby(precision="month"),
        baby(precision="year"),
        told_as(*JOAN, None, precision="day", expected=date(THIS_YEAR, 8, 1)),
        told_as(*JOAN, date(THIS_YEAR - 1, 1, 1), precision="year"),
    ],
    ids=["to the day", "to the month", "to the year", "not born yet", "last year"],
)
def test_a_baby_is_no_namesake_of_her_grandmother_s_age(worker, known, told, precision):
    known(date_of_birth=date(1950, 1, 1), dob_precision=precision)

    assert found(worker, told) == []


def test_a_baby_may_be_one_of_whom_no_age_is_known(worker, known):
    joan = known()

    assert found(worker, baby()) == [joan]


@pytest.mark.parametrize(("years", "is_asked"), [(15, True), (16, False)])
def test_a_baby_s_year_may_be_mistyped_by_less_than_a_generation(worker, known, years, is_asked):
    joan = known(date_of_birth=date(THIS_YEAR - years, 1, 1))

    assert found(worker, baby()) == ([joan] if is_asked else [])


def test_of_who_is_no_baby_another_year_comes_last(worker, known):
    old, young, unknown = known(date_of_birth=date(1950, 1, 1)), known(date_of_birth=date(1985, 3, 1)), known()

    told = told_as(*JOAN, date(1985, 1, 1), precision="year")

    assert found(worker, told) in ([young, unknown, old], [unknown, young, old])


@pytest.mark.parametrize(
    "baby_is", [{"expected_date": date(THIS_YEAR, 8, 1)}, {"date_of_birth": date(THIS_YEAR, 2, 1)}]
)
def test_who_is_decades_old_is_no_baby(worker, known, baby_is):
    known(**baby_is)

    assert found(worker, told_as(*JOAN, date(1950, 1, 1), precision="day")) == []


def test_who_is_due_in_another_year_comes_last(worker, known):
    due, of_no_age = known(expected_date=date(THIS_YEAR, 8, 1)), known()

    assert found(worker, told_as(*JOAN, date(THIS_YEAR - 3, 1, 1), precision="day")) == [of_no_age, due]


def test_a_baby_who_is_due_is_not_likely_to_be_her_grandmother(worker, known):
    due, gran = known(expected_date=date(THIS_YEAR, 8, 1)), known(date_of_birth=date(1950, 1, 1))

    assert people_like(worker, due) == []
    assert people_like(worker, gran) == []


def asked(client, family, **said):
    said = {"known_as": "Joan Rowan", "role": "child"} | said
    form = client.post(reverse("families:person-add", args=[family.pk]), said).context
    return [label for _value, label in form["form"].fields["same_as"].choices] if form else []


def test_the_form_says_the_year_where_it_is_another(signed_in, family, known):
    known(date_of_birth=date(1985, 1, 1))

    assert asked(signed_in, family, **parts("date_of_birth", "", "", "1986")) == [
        "Joan Rowan · 41 · Rowan",
        "Someone new",
    ]
    assert asked(signed_in, family, **parts("date_of_birth", "", "", "1995")) == [
        "Joan Rowan · 41 · born 1985 · Rowan",
        "Someone new",
    ]


def test_the_form_says_when_someone_is_due(signed_in, family, known):
    known(expected_date=date(THIS_YEAR, 8, 1))

    assert asked(signed_in, family, **parts("date_of_birth", "", "", str(THIS_YEAR - 5))) == [
        f"Joan Rowan · due {THIS_YEAR} · Rowan",
        "Someone new",
    ]


@pytest.mark.parametrize(("guess", "is_said"), [({}, True), ({"is_about": "on"}, False)])
def test_a_year_that_is_a_guess_is_not_another(signed_in, family, known, guess, is_said):
    known(date_of_birth=date(1985, 1, 1))

    (first, _new) = asked(signed_in, family, **parts("date_of_birth", "", "", "1990"), **guess)

    assert ("born 1985" in first) == is_said


@pytest.mark.parametrize(
    "said", [parts("date_of_birth", "1", "2", str(THIS_YEAR)), parts("expected_date", "1", "8", "2026")]
)
def test_a_baby_is_written_down_without_a_question(signed_in, family, known, said):
    known(date_of_birth=date(1950, 1, 1))

    assert asked(signed_in, family, **said) == []
    assert family.memberships.filter(person__known_as="Joan Rowan").count() == 2
