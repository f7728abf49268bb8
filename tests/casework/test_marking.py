"""A note is cut where something in it was marked, and nothing of it is lost."""

import pytest

from casework.marking import Marked, NotInTheText, Part, cut, lines_as_here

NOTE = "We had tea. I like it here. Then we walked home."


def test_a_marked_sentence_stands_between_what_nobody_marked():
    assert cut(NOTE, [Marked(0, "I like it here.", 12)]) == [
        Part("We had tea."),
        Part("I like it here.", 0),
        Part("Then we walked home."),
    ]


def test_the_order_is_that_of_the_text():
    parts = cut(NOTE, [Marked(0, "Then we walked home.", 28), Marked(1, "We had tea.", 0)])

    assert [part.row for part in parts] == [1, None, 0]


def test_of_two_alike_the_one_that_was_marked_is_taken():
    assert cut("Toast. Jam. Toast.", [Marked(0, "Toast.", 12)]) == [Part("Toast. Jam."), Part("Toast.", 0)]


def test_it_is_found_when_it_stands_elsewhere_now():
    assert cut(f"Well then. {NOTE}", [Marked(0, "We had tea.", 0)])[:2] == [Part("Well then."), Part("We had tea.", 0)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I like it here", [Part("I like it here", 0)]),
        ("“I like it here”.", [Part("“I like it here”.", 0)]),
        ("– I like it here!", [Part("–I like it here!", 0)]),
        ("  I like it here  \n", [Part("I like it here", 0)]),
    ],
)
def test_a_stop_that_says_nothing_alone_stays_with_what_it_ends(text, parts):
    assert cut(text, [Marked(0, "I like it here", 0)]) == parts


def test_what_is_not_there_any_more_is_told():
    with pytest.raises(NotInTheText) as gone:
        cut(NOTE, [Marked(3, "We had coffee.", 0)])

    assert gone.value.row == 3


@pytest.mark.parametrize("text", ["", " \n ", "…"])
def test_a_note_of_nothing(text):
    assert cut(text, []) == ([Part("…")] if "…" in text else [])


def test_lines_end_as_they_are_counted():
    assert lines_as_here("a\r\nb\rc\n") == "a\nb\nc\n"
