"""GEDCOM files as bytes: letters, line endings, pasted and cut lines, limits, and what is no GEDCOM at all."""

from io import BytesIO

import pytest

from families.imports import gedcom_people, gedcom_text
from families.imports.gedcom import NotAGedcom, read
from families.imports.told import ToldName
from tests.families.imports.gedcom_files import HEAD, people, sentences, told_of

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
