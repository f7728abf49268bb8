"""The families of real GEDCOM files: who is whose parent on what basis, and what two are together; also where they lie."""

import pytest

from tests.families.imports.gedcom_files import people, sentences, ties, told_of

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


def test_the_same_couple_in_the_same_words_is_taken_once():
    family = "1 HUSB @Al@\n1 WIFE @Bo@\n1 MARR\n2 DATE 1990\n1 MARR\n2 DATE BEF 1991\n"
    told = told_of(people("Al Bo") + "".join(f"0 @F{n}@ FAM\n{family}" for n in "12"))

    assert len(told.partnerships) == 1
    assert "Al Rowan and Bo Rowan came before as a couple, on line 9." in sentences(told)
    assert "Not carried: further weddings of the same couple (2)." in sentences(told)


def test_a_marriage_of_one_and_a_day_that_cant_be_kept_are_said():
    told = told_of(
        people("Al Bo")
        + "0 @F1@ FAM\n1 HUSB @Al@\n1 MARR Y\n0 @F2@ FAM\n1 HUSB @Al@\n1 WIFE @Bo@\n1 MARR\n2 DATE BEF 1990"
    )

    assert [(one.kind, one.began) for one in told.partnerships] == [("married", None)]
    assert sentences(told) == [
        "The family @F1@ tells of a marriage, but not who both were.",
        "The date “BEF 1990” of a couple was left out: it says only before or after when.",
    ]


def test_a_day_of_adoption_that_cant_be_kept_is_said():
    family = "0 @F1@ FAM\n1 WIFE @Al@\n1 CHIL @Kit@\n"
    told = told_of(people("Al Kit") + "1 ADOP\n2 DATE BEF 2001\n2 FAMC @F1@\n" + family)

    assert [(tie.basis, tie.began) for tie in told.parentages] == [("adoptive", None)]
    assert "of an adoption was left out: it says only before or after when." in sentences(told)[0]


def test_thirteen_children_of_nobody_are_not_joined():
    keys = "A B C D E F G H I J K L M"
    told = told_of(people(keys) + "0 @F1@ FAM\n" + "".join(f"1 CHIL @{key}@\n" for key in keys.split()))

    assert told.siblings == []
    assert sentences(told) == ["The family @F1@ names 13 children and no parent: they were not joined as siblings."]
