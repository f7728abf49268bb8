"""What real GEDCOM files hold, tidy, untidy and untrue: each is read, left out with a sentence, or refused with one."""

from datetime import date
from io import BytesIO

import pytest

from families.imports import gedcom_people, gedcom_text
from families.imports.gedcom import NotAGedcom, read
from families.imports.told import ToldDate, ToldName

HEAD = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"


def told_of(body: str):
    return read(BytesIO(f"{HEAD}{body.strip()}\n0 TRLR\n".encode()))


def person(*lines: str):
    """The one person of a file, with these lines below."""
    return told_of("\n".join(["0 @I1@ INDI", *lines])).people[0]


def people(keys: str) -> str:
    return "\n".join(f"0 @{key}@ INDI\n1 NAME {key} /Rowan/" for key in keys.split()) + "\n"


def ties(told):
    return {(tie.parent.strip("@"), tie.child.strip("@"), tie.basis) for tie in told.parentages}


def sentences(told):
    return [lost.sentence for lost in told.lost]


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


TWO_FAMILIES = people("Kit Bea Ben Al Bo") + "0 @F1@ FAM\n1 HUSB @Ben@\n1 WIFE @Bea@\n1 CHIL @Kit@\n"


@pytest.mark.parametrize(
    ("second", "others"),
    [
        ("1 CHIL @Kit@\n2 _FREL Adopted\n2 _MREL Foster", {("Al", "Kit", "adoptive"), ("Bo", "Kit", "foster")}),
        ("1 CHIL @Kit@\n2 _FREL Guardian\n2 _MREL Step", {("Al", "Kit", "guardian")}),
        ("1 CHIL @Kit@\n2 PEDI sealing", set()),
        ("1 CHIL @Kit@\n2 PEDI OTHER\n3 PHRASE godparents", set()),
        ("1 CHIL @Kit@", set()),
        ("1 CHIL @Kit@\n2 PEDI birth", None),
    ],
)
def test_a_second_family_is_kept_on_its_own_basis_and_never_guessed_to_be_by_birth(second, others):
    told = told_of(TWO_FAMILIES + f"0 @F2@ FAM\n1 HUSB @Al@\n1 WIFE @Bo@\n{second}")
    by_birth = {("Ben", "Kit", "birth"), ("Bea", "Kit", "birth")}

    if others is None:  # the second says that it is the one by birth, and the first says nothing
        assert ties(told) == {("Al", "Kit", "birth"), ("Bo", "Kit", "birth")}
    else:
        assert ties(told) == by_birth | others
    assert len(ties(told)) == 4 or "Kit Rowan" in "".join(sentences(told))


def test_the_family_that_is_named_at_the_birth_is_the_one_by_birth():
    families = "".join(f"0 @F{n}@ FAM\n1 WIFE @{key}@\n1 CHIL @Kit@\n" for n, key in enumerate(["Al", "Bea"]))
    told = told_of(people("Al Bea Kit") + "1 BIRT\n2 FAMC @F1@\n" + families)

    assert ties(told) == {("Bea", "Kit", "birth")}


def test_more_than_two_parents_by_birth_are_left_out():
    told = told_of(
        TWO_FAMILIES.replace("1 CHIL @Kit@", "1 CHIL @Kit@\n2 PEDI birth")
        + "0 @F2@ FAM\n1 HUSB @Al@\n1 WIFE @Bea@\n1 CHIL @Kit@\n2 PEDI birth"
    )

    assert ties(told) == {("Ben", "Kit", "birth"), ("Bea", "Kit", "birth")}
    assert "Kit Rowan has two parents by birth already, so Al Rowan was left out as one." in sentences(told)


def test_a_mother_adopts_nobody_when_her_new_husband_does():
    family = "0 @F1@ FAM\n1 HUSB @Al@\n1 WIFE @Bea@\n1 CHIL @Kit@\n"
    adopted = "1 FAMC @F1@\n2 PEDI adopted\n"
    expected = {("Al", "Kit", "adoptive"), ("Bea", "Kit", "birth")}

    by_him = told_of(people("Al Bea Kit") + adopted + "1 ADOP\n2 FAMC @F1@\n3 ADOP HUSB\n" + family)
    after_birth = told_of(people("Al Bea Kit") + "1 FAMC @F2@\n" + adopted + family + "0 @F2@ FAM\n1 WIFE @Bea@\n")

    assert ties(by_him) == expected
    assert ties(after_birth) == expected


def test_an_adoption_without_a_family_is_dated_where_one_is_adoptive_and_else_said():
    family = "0 @F1@ FAM\n1 WIFE @Al@\n1 CHIL @Kit@\n"
    adopted = people("Al Kit") + "1 ADOP\n2 DATE 2001\n"

    assert told_of(f"{adopted}1 FAMC @F1@\n2 PEDI adopted\n{family}").parentages[0].began.on.year == 2001
    assert any("but not by whom" in sentence for sentence in sentences(told_of(adopted + family)))


def test_two_husbands_are_a_couple_and_a_third_is_left_out():
    told = told_of(people("Al Bo Cy") + "0 @F1@ FAM\n1 HUSB @Al@\n1 HUSB @Bo@\n1 WIFE @Cy@\n1 MARR Y")

    assert [(one.one, one.other, one.kind) for one in told.partnerships] == [("@Al@", "@Bo@", "married")]
    assert "Cy Rowan would be the third in a couple of two, and was left out of it." in sentences(told)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("1 MARR\n2 DATE 1990", ("married", 1990, None, "", False)),
        ("1 MARR\n2 TYPE common law", ("cohabiting", None, None, "", False)),
        ("1 MARR\n2 DATE 1990\n1 DIV Y", ("married", 1990, None, "divorced", True)),
        ("1 DIV\n2 DATE 1999", ("married", None, 1999, "divorced", True)),
        ("1 MARR\n2 DATE 1990\n1 DIV\n2 DATE 1980", ("married", 1990, None, "divorced", True)),
        ("1 MARR Y\n1 EVEN\n2 TYPE Separation\n2 DATE 1999", ("married", None, 1999, "separated", True)),
        ("1 MARR Y\n1 ANUL", ("married", None, None, "ended", True)),
        ("1 EVEN\n2 TYPE Civil Partnership\n2 DATE FROM 2006 TO 2012", ("civil", 2006, 2012, "ended", True)),
        ("1 ENGA\n2 DATE 1990", ("relationship", None, None, "", False)),
        ("1 NO MARR", ("relationship", None, None, "", False)),
    ],
)
def test_as_what_two_are_together(lines, expected):
    (couple,) = told_of(people("Al Bo") + f"0 @F1@ FAM\n1 HUSB @Al@\n1 WIFE @Bo@\n{lines}").partnerships

    began, ended = (day and day.on.year for day in (couple.began, couple.ended))
    assert (couple.kind, began, ended, couple.end_kind, couple.is_over) == expected


def test_parents_of_whom_nothing_is_said_are_no_couple():
    told = told_of(people("Al Bo Kit") + "0 @F1@ FAM\n1 HUSB @Al@\n1 WIFE @Bo@\n1 CHIL @Kit@")

    assert told.partnerships == []
    assert "whether the parents in the family @F1@ were a couple" in sentences(told)[0]


def test_children_of_no_known_parent_are_siblings():
    told = told_of(people("Al Bo Cy") + "0 @F1@ FAM\n1 CHIL @Al@\n1 CHIL @Bo@\n1 CHIL @Cy@")

    assert [(one.one, one.other, one.kind) for one in told.siblings] == [
        ("@Al@", "@Bo@", "unknown"),
        ("@Al@", "@Cy@", "unknown"),
        ("@Bo@", "@Cy@", "unknown"),
    ]


def test_children_of_a_known_parent_need_no_tie_as_siblings():
    children = "1 CHIL @Al@\n1 CHIL @Bo@\n"

    assert told_of(people("Al Bo Cy") + f"0 @F1@ FAM\n1 WIFE @Cy@\n{children}0 @F2@ FAM\n{children}").siblings == []


def test_either_side_of_a_pointer_is_enough():
    told = told_of("0 @A@ INDI\n1 FAMC @F1@\n0 @B@ INDI\n1 FAMS @F1@\n0 @F1@ FAM")

    assert ties(told) == {("B", "A", "birth")}


def test_pointers_to_nowhere_are_said_and_the_rest_is_read():
    told = told_of(
        people("Al Bo") + "1 FAMC @F9@\n0 @F1@ FAM\n1 HUSB @I9@\n1 WIFE @Al@\n1 CHIL @F1@\n1 CHIL @VOID@\n1 CHIL @Bo@"
    )

    assert ties(told) == {("Al", "Bo", "birth")}
    assert sentences(told) == [
        "FAMC points to “@F9@”, which is not in the file.",
        "HUSB points to “@I9@”, which is not in the file.",
        "CHIL points to “@F1@”, which is not in the file.",
    ]


def test_nobody_is_their_own_ancestor():
    loop = "".join(
        f"0 @F{n}@ FAM\n1 HUSB @{parent}@\n1 CHIL @{child}@\n"
        for n, (parent, child) in enumerate(["AB", "BC", "CA", "DD"])
    )
    told = told_of(people("A B C D") + loop)

    assert len(told.parentages) == 2
    assert sum("an ancestor of themselves" in sentence for sentence in sentences(told)) == 1
    assert "D Rowan would be their own parent; that was left out." in sentences(told)


def test_a_long_line_of_ancestors_is_no_loop():
    keys = [f"P{n}" for n in range(3000)]
    families = "".join(f"0 @F{n}@ FAM\n1 HUSB @P{n}@\n1 CHIL @P{n + 1}@\n" for n in range(2999))

    assert len(told_of(people(" ".join(keys)) + families).parentages) == 2999


def test_three_thousand_notes_are_one_sentence():
    told = told_of(
        "0 @I1@ INDI\n1 NAME Joan\n" + "1 NOTE hello\n2 CONT again\n" * 3000 + "1 RESN confidential\n1 ASSO @I1@"
    )

    assert sentences(told) == [
        "Not carried: notes (3000).",
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


ZOE = "0 HEAD{char}\n0 @I1@ INDI\n1 NAME Zoë /Müller/\n0 TRLR\n"
ANSEL_ZOE = ZOE.format(char="\n1 CHAR ANSEL").replace("ë", "\xe8e").replace("ü", "\xe8u").encode("latin-1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ZOE.format(char="\n1 CHAR UTF-8").encode(), ""),
        (ZOE.format(char="").encode("utf-8-sig"), ""),
        (ZOE.format(char="\n1 CHAR UNICODE").encode("utf-16"), ""),
        (ZOE.format(char="\n1 CHAR UNICODE").encode("utf-16-be"), ""),
        (ZOE.format(char="\n1 CHAR ANSI").encode("cp1252"), ""),
        (ZOE.format(char="\n1 CHAR IBMPC").encode("cp437"), ""),
        (ANSEL_ZOE, ""),
        (ZOE.format(char="\n1 CHAR ANSEL").encode(), "they are UTF-8"),
        (ZOE.format(char="\n1 CHAR UTF-8").encode("cp1252"), "check the accents"),
        (ZOE.format(char="\n1 CHAR ZLIB").encode("cp1252"), "check the accents"),
        (ZOE.format(char="\n1 CHAR UTF-8").replace("\n", "\r\n").encode(), ""),
        (ZOE.format(char="\n1 CHAR ANSI").replace("\n", "\r").encode("cp1252"), ""),
    ],
)
def test_the_letters_of_a_file(data, said):
    told = read(BytesIO(data))

    assert told.people[0].known_as == "Zoë Müller"
    assert [said in sentence for sentence in sentences(told)] == ([True] if said else [])


def test_letters_that_cant_be_read_are_marked_with_their_line():
    told = read(BytesIO(b"\xef\xbb\xbf" + ZOE.format(char="").encode("latin-1")))

    assert told.people[0].known_as == "Zo� M�ller"
    assert [lost.line for lost in told.lost] == [3]


def test_pasted_text_long_lines_and_jumps_do_not_stop_the_reading():
    told = told_of(
        "0 @I1@ INDI\n1 NAME Joan\nand so she said\n3 DATE 1950\n\n1 NOTE "
        + "x" * 5_000_000
        + "\n1 SEX F\n1 NAME \x00Jo\x0bey /\u2028Oak/"
    )

    assert (told.people[0].sex, told.people[0].names) == ("female", [ToldName("Joey Oak", "alias")])
    assert "Not carried: lines that are not written as GEDCOM lines are (2)." in sentences(told)


def test_lines_ninety_nine_deep():
    told = told_of("0 @I1@ INDI\n1 NAME Joan\n" + "\n".join(f"{depth} NOTE deep" for depth in range(2, 100)))

    assert (told.people[0].known_as, sentences(told)) == ("Joan", ["Not carried: notes (one)."])


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes():
    told = read(BytesIO(HEAD.encode() + b"0 @I1@ INDI\n1 NAME Joan /Ro"))

    assert told.people[0].known_as == "Joan Ro"
    assert sentences(told) == ["The file ends without its closing line (TRLR): it may have been cut off."]


def test_the_first_of_two_with_one_pointer_is_taken():
    told = told_of("0 @I1@ INDI\n1 NAME Joan\n0 @I1@ INDI\n1 NAME Jill\n0 @F1@ FAM\n0 @F1@ FAM")

    assert [one.known_as for one in told.people] == ["Joan"]
    assert len(told.lost) == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "It does not begin as a GEDCOM file does, with the line “0 HEAD”."),
        (b"name,born\nJoan,1950\n", "It does not begin as a GEDCOM file does, with the line “0 HEAD”."),
        (b"PK\x03\x04rest", "It is a ZIP archive (GEDZIP). Unpack it, and take the file gedcom.ged from it."),
        (b"0 HEAD\n0 TRLR\n", "It tells of no people."),
        (b"0 HEAD", "It tells of no people."),
    ],
)
def test_what_is_no_gedcom_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(NotAGedcom) as refused:
        read(BytesIO(data))

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("module", "limit", "sentence"),
    [
        (gedcom_text, "MOST_BYTES", "It is larger than 0 megabytes."),
        (gedcom_text, "MOST_LINES", "It has more than 3 lines."),
        (gedcom_people, "MOST_PEOPLE", "It has more than 3 people."),
    ],
)
def test_a_file_that_is_too_large_is_refused_with_a_sentence(monkeypatch, module, limit, sentence):
    monkeypatch.setattr(module, limit, 3)

    with pytest.raises(NotAGedcom) as refused:
        told_of(people("A B C D"))

    assert str(refused.value) == sentence
