"""What the rows of a table mean, and what is left out because it could mean two things."""

from datetime import date
from io import BytesIO

import pytest

from families.imports.columns import COLUMNS, matched
from families.imports.readers import read
from families.imports.sheets import read_csv
from families.imports.table import told_by
from families.imports.told import NotReadable, ToldDate, ToldParentage, ToldPartnership
from families.imports.told_dates import NotADate, told_date
from families.imports.writing import template_csv

FAMILY_CONTEXT = "id, firstName, lastName, dateOfBirth, gender, address\n1,Montgomery,Freeman,06/10/2000,male,\n"
ANNEX_A = "Child Unique ID,Gender,Ethnicity,Date of Birth\n123,b) Female,WBRI,2014-05-03\n"


def told(text, **how):
    sheet = read_csv(BytesIO(text.encode()))
    return told_by(sheet, matched(sheet.headers), **how)


def why(text, **how):
    return " ".join(lost.sentence for lost in told(text, **how).lost)


def test_the_headers_of_other_systems_are_known():
    (person,) = told(FAMILY_CONTEXT).people

    assert (person.key, person.known_as, person.given_name, person.gender) == (
        "1",
        "Montgomery Freeman",
        "Montgomery",
        "man_boy",
    )
    assert person.born == ToldDate(date(2000, 10, 6))


def test_a_row_without_a_name_is_left_out():
    assert why(ANNEX_A) == "There is no name in this row."


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (f"1,{'x' * 201},,,,", "The name has more than 200 letters."),
        (f"1,Kit,{'x' * 100},{'y' * 100},,", "The name has more than 200 letters."),
        ("1,Kit,,,2031-01-01,", "The date of birth can’t be in the future. Is it the day the baby is due?"),
        ("1,Kit,,,,2031-01-01", "The date of death can’t be in the future."),
    ],
)
def test_what_the_database_would_refuse_is_said_before_anything_is_written(row, sentence):
    file = f"No,Name,First name,Surname,DOB,Date of death\n{row}\n"

    assert (told(file).people, why(file)) == ([], sentence)


@pytest.mark.parametrize("header", ["date of birth", "DOB", " Date_Of_Birth", "dateOfBirth", "Birth date"])
def test_a_header_is_known_however_it_is_spelled(header):
    assert matched(["Name", header]) == {"known_as": 0, "born": 1}


def test_every_spelling_means_one_column():
    spellings = [word for column in COLUMNS.values() for word in column.spellings.split()]

    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("2015-03-27", date(2015, 3, 27), "day"),
        ("27/03/2015", date(2015, 3, 27), "day"),
        ("7.3.2015", date(2015, 3, 7), "day"),
        ("2015-03-27 00:00:00", date(2015, 3, 27), "day"),
        ("27 March 2015", date(2015, 3, 27), "day"),
        ("Mar 2015", date(2015, 3, 1), "month"),
        ("03/2015", date(2015, 3, 1), "month"),
        ("2015-03", date(2015, 3, 1), "month"),
        ("2015", date(2015, 1, 1), "year"),
        ("about 1961", date(1961, 1, 1), "about"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text, on, precision):
    assert told_date(text) == ToldDate(on, precision)


@pytest.mark.parametrize("text", ["27/03/15", "31/02/2015", "12/31/2015", "42005", "1015", "Marching 2015", "soon"])
def test_what_is_no_one_day_is_refused(text):
    with pytest.raises(NotADate, match=text):
        told_date(text)


def test_a_file_that_has_the_month_first_says_nothing_sure_of_other_days():
    found = told("Name,DOB\nAnn,12/31/2014\nBea,03/04/2015\nCat,05/05/2015\nDee,2015-04-03\n")

    assert [person.known_as for person in found.people] == ["Cat", "Dee"]
    assert "could be two days" in found.lost[1].sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Name,Gender\nAnn,X9\n", "“X9” is none of the words for it: “Woman or girl”"),
        ("Name,Role\nAnn,boss\n", "“boss” is none of the words"),
        ("No,Name\n1,Ann\n1,Bea\n", "Row 2 has this number already."),
        ("Name,UPN\nAnn,123\n", "is not a pupil number"),
    ],
)
def test_a_row_that_is_not_understood_is_left_out_with_why(text, sentence):
    assert sentence in why(text)


def test_the_example_of_the_template_is_nobody():
    sheet = read_csv(BytesIO(template_csv()))

    assert told_by(sheet, matched(sheet.headers)).people == []


FAMILY = (
    "No,Name,Mother,Father,Partner,Partner is\n1,Dana,,,Sid,living together\n2,Sid,,,1,cohabiting\n3,Theo,1,sid,,\n"
)


def test_parents_and_partners_are_named_by_number_or_by_name():
    found = told(FAMILY, parents_are="birth")

    assert found.parentages == [ToldParentage("1", "3", "birth", 4), ToldParentage("2", "3", "birth", 4)]
    assert found.partnerships == [ToldPartnership("1", "2", "cohabiting", 2)]
    assert found.lost == []


def test_on_what_basis_is_never_guessed():
    found = told(FAMILY)

    assert (found.parentages, len(found.people)) == ([], 3)
    assert "does not say on what basis" in found.lost[0].sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Name,Mother\nAnn,Zoe\n",
            "No row that is taken in has this number or name: add a row for them, and say in the next step who they are.",
        ),
        ("Name,Mother\nAnn,Bea\nBea,\nBea,\n", "More than one row has this name"),
        ("Name,Partner\nAnn,Bea\nBea,\n", "does not say as what"),
        ("Name,Partner,Partner is\nAnn,Bea,pals\nBea,,\n", "“pals” is none of the words"),
        ("Name,Parent 1,Parent 1 is\nAnn,Bea,boss\nBea,,\n", "“boss” is none of the words"),
    ],
)
def test_a_tie_that_is_not_understood_is_left_out_by_itself(text, sentence):
    found = told(text, parents_are="birth")

    assert found.people[0].known_as == "Ann"
    assert found.lost[0].sentence.endswith(sentence) or sentence in found.lost[0].sentence


def test_a_parent_on_two_grounds_is_one_tie():
    found = told("Name,Mother,Parent 1,Parent 1 is\nAnn,Bea,Bea,birth\nBea,,,\n", parents_are="birth")

    assert len(found.parentages) == 1


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(NotReadable, match="CSV, XLSX"):
        read(BytesIO(), "family.pdf")
