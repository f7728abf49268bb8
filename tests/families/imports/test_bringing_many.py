"""A file is brought in many rows at a time: what that may not change, and what it may not cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.history import act
from database.asker import acting_as
from families.actions.bringing import bring_in_next, choose_who, keep_file, look_for_known, start_import
from families.actions.bringing_new import New, insert, new_id
from families.imports.told import Told, ToldDate, ToldParentage, ToldPartnership, ToldPerson
from families.models import Parentage, Person
from families.periods import Period
from families.queries.alike import Told as Asked
from families.queries.alike import ids_of_people_alike
from families.queries.alike_many import ids_of_many_alike
from tests.conftest import make
from tests.families.imports.test_bringing import HOW, asked, brought, ready, to_the_end, undone  # noqa: F401  (a fixture)

HEADERS = "No,Name,Mother\n"


def file_of(count):
    rows = [f"{number},Person {number} Vale,{number - 1 if number % 2 else ''}\n" for number in range(2, count + 2)]
    return HEADERS + "".join(rows)


def statements(step):
    with CaptureQueriesContext(connection) as captured:
        step()
    return len(captured)


@pytest.mark.parametrize("count", [4, 40])
def test_what_is_written_costs_the_same_however_many_there_are(family, asked, count):  # noqa: F811
    one = start_import(people_import=ready(family, asked, file_of(count)), by=asked, **HOW)

    assert statements(lambda: bring_in_next(people_import=one, position=0, by=asked)) < 40
    assert Person.objects.filter(known_as__endswith="Vale").count() == count


@pytest.mark.parametrize("count", [4, 40])
def test_looking_for_people_costs_the_same_however_many_there_are(family, asked, count):  # noqa: F811
    told = Told([ToldPerson(f"@{number}@", number, f"Person {number} Vale") for number in range(count)])
    one = keep_file(family=family, name="vale.ged", said=told, by=asked)

    assert statements(lambda: look_for_known(people_import=one, position=0, by=asked)) < 12


def test_what_is_taken_back_costs_the_same_however_much_there_is(family, asked):  # noqa: F811
    few, many = (
        statements(lambda count=count: undone(brought(family, asked, file_of(count)), asked)) for count in (4, 40)
    )

    assert many == few


def test_one_who_is_refused_costs_the_others_nothing(family, asked):  # noqa: F811
    rows = [f"Person {number} Vale,{'2015,2010' if number == 5 else ','}\n" for number in range(9)]
    one = brought(family, asked, "Name,DOB,Date of death\n" + "".join(rows))

    assert Person.objects.filter(known_as__endswith="Vale").count() == 8
    assert [(left["line"], left["why"]) for left in one.left_out] == [
        (7, "The date of death can’t be before the date of birth.")
    ]


def told_by(family, by, *ties):
    people = [ToldPerson(key, line, f"{key} Vale") for line, key in enumerate("ABC", start=1)]
    told = Told(people)
    for tie in ties:
        (told.parentages if isinstance(tie, ToldParentage) else told.partnerships).append(tie)
    one = keep_file(family=family, name="vale.ged", said=told, by=by)
    one = look_for_known(people_import=one, position=0, by=by)
    one = choose_who(people_import=one, choices=dict.fromkeys("ABC", "new"), by=by)
    return to_the_end(start_import(people_import=one, by=by, **HOW), by)


def test_a_tie_that_is_told_twice_is_written_once(family, asked):  # noqa: F811
    one = told_by(
        family, asked, *(ToldParentage("A", "B", "birth", line) for line in (7, 8)), ToldParentage("A", "C", "birth", 9)
    )

    assert Parentage.objects.count() == 2
    assert one.left_out == []


def test_a_tie_that_ends_before_it_begins_is_left_out(family, asked):  # noqa: F811
    backwards = ToldPartnership("A", "B", "married", 7, ToldDate(date(2020, 1, 1)), ToldDate(date(2010, 1, 1)))
    one = told_by(family, asked, backwards, ToldPartnership("B", "C", "married", 8))

    [left] = one.left_out
    assert left["why"] == "The tie of A Vale to B Vale was left out. The end must come after the beginning."


def test_rows_that_are_written_at_once_hold_what_was_said(worker):
    period = Period(date(2020, 1, 1), None)
    zoe = {"known_as": "“Zoë” \\ 'x'", "languages": ["Cymraeg", 'a "b", c'], "date_of_birth": date(2000, 2, 29)}
    with acting_as(worker.asker), act("test"):
        parent, child = make.PersonFactory(), make.PersonFactory()
        tie = {"parent_id": str(parent.pk), "child_id": child.pk, "basis": "foster", "period": period}
        insert([New(Person, {"id": new_id(), **zoe}), New(Parentage, {"id": new_id(), **tie})], worker)

    written = Person.objects.get(known_as__startswith="“Zoë”")
    assert {name: getattr(written, name) for name in zoe} == zoe
    assert (written.gender, written.dob_precision, written.created_by) == ("not_recorded", "day", worker)
    assert Parentage.objects.get().period == period


@pytest.mark.parametrize(
    "said",
    [
        {"known_as": "x" * 201},
        {"known_as": ""},
        {"known_as": "Uma", "gender": "tall"},
        {"known_as": "Uma", "date_of_birth": date(2099, 1, 1)},
    ],
)
def test_what_may_be_refused_is_looked_at_by_itself(said):
    assert not New(Person, said).is_plain()
    assert New(Person, {"known_as": "Uma", "given_name": "", "gender": "woman_girl"}).is_plain()


def test_the_history_of_many_says_of_each_who_and_in_which_action(family, asked):  # noqa: F811
    brought(family, asked, file_of(3))

    events = Person.pgh_event_model.objects.filter(known_as__endswith="Vale", pgh_label="insert")
    assert [(event.asked_by, event.pgh_context["action"]) for event in events] == [(asked.pk, "bring_in_next")] * 3


NAMES = [
    "Amina Rowan",
    "Aminah Rowan",
    "Rowan Amina",
    "Ami",
    "Siân O’Brien-Smith",
    "Sian Obrien Smith",
    "Steven Clark",
    "Stephen Clarke",
]
BORN = [None, date(2015, 3, 27), date(2015, 3, 28)]


def test_many_are_looked_for_as_each_would_be(family, asked):  # noqa: F811
    for place, name in enumerate(NAMES):
        make.MembershipFactory(family=family, person__known_as=name, person__date_of_birth=BORN[place % 3])
    told = [
        Asked(name, "", name.rpartition(" ")[2], born)
        for name in [*NAMES, "Rowan", "", "Zed Zz", "%s {x}"]
        for born in BORN
    ]

    many = ids_of_many_alike(asked, told)

    assert many == [ids_of_people_alike(asked, one) for one in told]
    assert sum(map(len, many)) > len(NAMES)


SCANNED = """
SELECT DISTINCT key.conrelid::regclass::text, of.attname FROM pg_constraint key
JOIN pg_attribute of ON of.attrelid = key.conrelid AND of.attnum = key.conkey[cardinality(key.conkey)]
WHERE key.contype = 'f' AND key.confrelid = ANY (ARRAY['families_person', 'families_family']::regclass[]) AND NOT EXISTS (
  SELECT FROM pg_index found WHERE found.indrelid = key.conrelid AND (found.indkey::int2[])[0] = of.attnum)
"""


@pytest.mark.django_db
def test_whatever_names_a_person_or_a_family_is_found_by_an_index():
    """Else every row of its table, in whatever room, is read for each person whom a merge or an undoing takes away."""
    with connection.cursor() as cursor:
        cursor.execute(SCANNED)

        assert cursor.fetchall() == []
