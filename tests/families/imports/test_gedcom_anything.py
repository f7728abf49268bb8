"""Whatever lines a file is made of, reading it answers, or refuses it with NotAGedcom, and nothing else."""

from contextlib import suppress
from io import BytesIO

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from families.imports.gedcom import NotAGedcom, read

TAGS = [
    "INDI",
    "FAM",
    "NAME",
    "GIVN",
    "SURN",
    "NICK",
    "TYPE",
    "SEX",
    "BIRT",
    "DEAT",
    "BURI",
    "DATE",
    "ADOP",
    "FAMC",
    "FAMS",
    "PEDI",
    "_FREL",
    "_MREL",
    "HUSB",
    "WIFE",
    "CHIL",
    "MARR",
    "DIV",
    "ANUL",
    "EVEN",
    "NOTE",
    "CONC",
    "CONT",
    "ASSO",
    "CHAR",
    "HEAD",
    "TRLR",
]
DATES = [
    "1950",
    "31 FEB 1950",
    "BET 1 AND 9999",
    "FROM 1990 TO 1980",
    "INT 1 (",
    "ABT",
    "@#DJULIAN@ 1",
    "BET 0 AND 0",
    "TO",
]
WORDS = [
    "@I1@",
    "@I2@",
    "@F1@",
    "@F2@",
    "@VOID@",
    "adopted",
    "step",
    "HUSB",
    "Y",
    "N",
    "F",
    "Joan /Rowan/",
    "//",
    "@",
    *DATES,
]
LINES = st.builds(
    lambda level, key, tag, value: f"{level} {key}{tag} {value}",
    st.sampled_from(["0", "1", "1", "2", "3", "99", "٣", "-1", ""]),
    st.sampled_from(["", "", "@I1@ ", "@I2@ ", "@F1@ ", "@ @ "]),
    st.sampled_from(TAGS) | st.text(max_size=5),
    st.sampled_from(WORDS) | st.text(max_size=20),
)
BODIES = st.lists(LINES | st.text(max_size=10), max_size=40).map("\n".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "cp437"])

anything = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@anything
@given(BODIES, ENCODINGS, st.sampled_from(["\n", "\r\n", "\r"]))
@example("0 @I1@ INDI\n1 FAMC @F1@\n1 FAMS @F1@\n0 @F1@ FAM\n1 MARR\n2 DATE TO", "utf-8", "\n")
def test_lines_of_any_kind(body, encoding, ending):
    text = f"0 HEAD\n1 CHAR ANSEL\n{body}\n0 TRLR\n".replace("\n", ending)

    with suppress(NotAGedcom):
        read(BytesIO(text.encode(encoding, errors="replace")))


@anything
@given(st.binary(max_size=200))
def test_bytes_of_any_kind(data):
    for start in (b"", b"0 HEAD\n", b"0 HEAD\n0 @I1@ INDI\n1 NAME "):
        with suppress(NotAGedcom):
            read(BytesIO(start + data))


@anything
@given(BODIES)
def test_whatever_is_told_holds_together(body):
    with suppress(NotAGedcom):
        told = read(BytesIO(f"0 HEAD\n{body}\n0 TRLR\n".encode(errors="replace")))
        keys = {one.key for one in told.people}

        assert all(one.known_as and len(one.known_as) <= 200 for one in told.people)
        assert all({tie.parent, tie.child} <= keys and tie.parent != tie.child for tie in told.parentages)
        assert all({one.one, one.other} <= keys and one.one != one.other for one in told.partnerships)
        assert all("\x00" not in one.known_as for one in told.people)
