"""The people of real GEDCOM files: their names, sex, birth and death, and what is left out of them with a sentence."""

from datetime import date

import pytest

from families.imports.told import ToldDate, ToldName
from tests.families.imports.gedcom_files import people, person, sentences, told_of


@pytest.mark.parametrize(
    ("name", "known_as", "given", "family"),
    [
        ("Joan Mary /Rowan/", "Joan Mary Rowan", "Joan Mary", "Rowan"),
        ("/Mao/ Zedong", "Mao Zedong", "Zedong", "Mao"),
        (
            "Sam /de la Cruz/ Jr.\n2 GIVN Sam\n2 SPFX de la\n2 SURN Cruz\n2 NSFX Jr.",
            "Sam de la Cruz Jr.",
            "Sam",
            "de la Cruz",
        ),
        ("Joan", "Joan", "Joan", ""),
        ("Joan /Unknown/", "Joan", "Joan", ""),
        ("____ /Rowan/", "Unknown Rowan", "", "Rowan"),
        ("Living /Rowan/", "Unknown Rowan", "", "Rowan"),
        ("\n2 GIVN Joan\n2 SURN Rowan", "Joan Rowan", "Joan", "Rowan"),
        ("?", "Unknown (line 5)", "", ""),
        ("Jo\n2 CONC an /Row\n2 CONC an/", "Joan Rowan", "Joan", "Rowan"),
    ],
)
def test_a_name_and_its_parts(name, known_as, given, family):
    read_person = person(f"1 NAME {name}")

    assert (read_person.known_as, read_person.given_name, read_person.family_name) == (known_as, given, family)


def test_further_names_have_kinds_and_none_is_taken_for_the_legal_one():
    joan = person(
        *["1 NAME Joan /Rowan/", "2 NICK Jo", "2 _MARNM Yew", "1 NAME Joan /Ash/", "2 TYPE birth"],
        *["1 NAME Joanna /Oak/", "2 TYPE married", "1 NAME Joan /Rowan/", "2 TYPE aka"],
    )

    assert joan.names == [
        ToldName("Jo", "nickname"),
        ToldName("Joan Yew", "alias"),
        ToldName("Joan Ash", "birth"),
        ToldName("Joanna Oak", "alias"),
    ]


@pytest.mark.parametrize(
    ("said", "sex", "gender"),
    [
        ("F", "female", "woman_girl"),
        ("M", "male", "man_boy"),
        ("U", "unknown", "not_recorded"),
        ("X", "unknown", "not_recorded"),
        ("", "not_recorded", "not_recorded"),
    ],
)
def test_sex_stays_sex_and_is_taken_for_gender_only_where_it_can_be(said, sex, gender):
    read_person = person(f"1 SEX {said}")

    assert (read_person.sex, read_person.gender) == (sex, gender)


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("3 MAR 1950", date(1950, 3, 3), "day"),
        ("mar 1950", date(1950, 3, 1), "month"),
        ("1950", date(1950, 1, 1), "year"),
        ("Abt. 12 MAR 1950", date(1950, 1, 1), "about"),
        ("EST 1950", date(1950, 1, 1), "about"),
        ("INT 1950 (in the war)", date(1950, 1, 1), "about"),
        ("BET 1950 AND 1954", date(1952, 1, 1), "about"),
        ("BET MAR 1950 AND JUN 1950", date(1950, 1, 1), "year"),
        ("@#DGREGORIAN@ 3 MAR 1950", date(1950, 3, 3), "day"),
        ("GREGORIAN 3 MAR 1950", date(1950, 3, 3), "day"),
    ],
)
def test_a_date_as_well_as_it_is_known(text, on, precision):
    assert person("1 BIRT", f"2 DATE {text}").born == ToldDate(on, precision)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("BEF 1950", "it says only before or after when"),
        ("AFT 3 MAR 1950", "it says only before or after when"),
        ("FROM 1950", "it says only before or after when"),
        ("BET 1900 AND 1950", "the two ends are too far apart"),
        ("BET 1950 AND 1940", "the two ends are too far apart"),
        ("11 FEB 1731/32", "it names two years"),
        ("@#DJULIAN@ 3 MAR 1650", "it is of another calendar"),
        ("HEBREW 3 TSH 5700", "it is of another calendar"),
        ("50 B.C.", "it is before the year 1"),
        ("50 BCE", "it is before the year 1"),
        ("31 FEB 1950", "there is no such day"),
        ("1 JAN 0", "there is no such day"),
        ("(in the war)", "it is in words"),
        ("1950-03-03", "it is in words"),
        ("1 JAN 2999", "it is still to come"),
    ],
)
def test_a_date_that_cant_be_kept_is_said_and_not_guessed(text, why):
    told = told_of(f"0 @I1@ INDI\n1 NAME Joan\n1 BIRT\n2 DATE {text}")

    assert told.people[0].born is None
    assert sentences(told) == [f"Joan: the date of birth “{text}” was left out: {why}."]
    assert told.lost[0].line == 8


@pytest.mark.parametrize(
    ("lines", "is_dead"),
    [("1 DEAT Y", True), ("1 DEAT", True), ("1 BURI\n2 PLAC Leeds", True), ("1 DEAT N", False), ("1 NO DEAT", False)],
)
def test_someone_may_be_dead_without_a_day(lines, is_dead):
    read_person = person(lines)

    assert (read_person.is_dead, read_person.died) == (is_dead, None)


def test_a_death_before_the_birth_is_a_death_without_a_day():
    told = told_of("0 @I1@ INDI\n1 NAME Joan\n1 BIRT\n2 DATE 1950\n1 DEAT\n2 DATE 1940")

    assert (told.people[0].is_dead, told.people[0].died) == (True, None)
    assert sentences(told) == ["Joan: the death is before the birth, so the date of death was left out."]


def test_three_thousand_notes_are_one_sentence():
    told = told_of(
        "0 @N1@ NOTE hi\n0 @I1@ INDI\n1 NAME Joan\n"
        + "1 NOTE hello\n2 CONT again\n" * 3000
        + "1 RESN confidential\n1 ASSO @I1@"
    )

    assert sentences(told) == [
        "Not carried: notes (3001).",
        "Not carried: marks that something is confidential; look at them before you share (one).",
        "Not carried: ties to friends, godparents and others (one).",
    ]


def test_what_is_not_read_is_counted_by_what_it_is():
    told = told_of(
        people("Al Bo")
        + "1 BAPM\n2 DATE 1950\n1 OCCU baker\n1 _DNA x\n0 @F1@ FAM\n1 HUSB @Al@\n1 WIFE @Bo@\n1 MARR\n2 TYPE religious\n2 PLAC Leeds"
    )

    assert sentences(told) == [
        "Not carried: events such as baptisms, moves and engagements (one).",
        "Not carried: facts such as work, faith and schooling (2).",
        "Not carried: other entries (_DNA) (one).",
        "Not carried: places (one).",
    ]


def test_a_hundred_tags_of_a_programs_own_are_not_a_hundred_sentences():
    assert len(told_of("0 @I1@ INDI\n1 NAME Joan\n" + "".join(f"1 _OWN{n} x\n" for n in range(100))).lost) == 61


def test_a_thousand_dates_that_cant_be_kept_are_twenty_sentences_and_one():
    told = told_of("".join(f"0 @I{n}@ INDI\n1 NAME Joan\n1 BIRT\n2 DATE BEF 1950\n" for n in range(1000)))

    assert len(told.lost) == 21
    assert "There are 980 more like this." in sentences(told)
