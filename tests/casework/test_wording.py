"""What is found in a text, and what is left alone."""

import pytest

from casework.wording import Term, lexicon, look_through

WORDS = lexicon(
    (
        Term("case", ("case", "cases"), not_in=("just in case", "pencil case")),
        Term("contact", ("contact",)),
        Term("centre", ("contact centre",)),
        Term("engage", ("failed to engage", "didn't engage", "non-compliant")),
        Term("letters", (), not_in=("TV",), is_any_abbreviation=True),
        Term("lac", ("LAC",)),
    )
)


def found(text, **options):
    return [(one.key, one.words) for one in look_through(text, WORDS, **options)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("This case is new.", [("case", "case")]),
        ("Her Case file", [("case", "Case")]),
        ("She failed\nto engage", [("engage", "failed\nto engage")]),
        ("He didn’t engage", [("engage", "didn’t engage")]),
        ("They are non-compliant", [("engage", "non-compliant")]),
        ("At the contact centre", [("centre", "contact centre")]),
        ("SEN, and a LAC child", [("letters", "SEN"), ("lac", "LAC")]),
        ("One case, and another case", [("case", "case")]),
    ],
)
def test_whole_terms_are_found(text, what):
    assert found(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "Just in case it rains",
        "His pencil case",
        "A suitcase, and showcases",
        "She failed. To engage him we sang.",
        "She failed “to engage”",
        "He watched TV",
        "I SHOUTED AT THEM",
        "“I want contact with Grandad” she said",
        'She said "it is a case"',
        "‘Don’t call it contact’, he said",
        "",
    ],
)
def test_what_means_something_else_and_what_is_quoted_is_left_alone(text):
    assert found(text) == []


def test_what_someone_else_said_is_left_alone_where_it_stands_in_the_text_too():
    text = "Mia wants contact on Saturday. I see a case."

    assert found(text, leaves=["Mia wants contact on Saturday."]) == [("case", "case")]


@pytest.mark.parametrize("text", ["“" * 40_000, "‘" * 40_000, '"' * 39_999, "failed to " * 4_000, "case-" * 8_000])
def test_no_text_takes_long(text):
    assert len(found(text)) <= 1
