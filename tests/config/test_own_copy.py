"""Kith itself never says what it asks others not to say (domain.md §3.7, class R)."""

import pytest

from casework.wording import Term, lexicon, look_through
from tests.config.own_copy import own_copy, said_by_code, said_by_template

MAY_STAY = {
    ("Client id", "service user"): "the word of OAuth for another system, to administrators",
    ("client id", "service user"): "the same, in a history",
    ("Client secret", "service user"): "the same",
    (
        "First contact, or the family came back",
        "contact",
    ): "the national code FCONTA: the first meeting, no family time",
}
"""What was looked at, and why it may stay. Adding to it is a reviewed act."""


def never_said():
    """The terms that no page of ours says; a term that begins in another stands with its own phrases."""
    from casework.actions.tips import tips_that_come_with_kith  # noqa: PLC0415  (it needs the environment of the tests)

    never = [tip for tip in tips_that_come_with_kith() if tip["level"] == "never_in_ui"]
    return lexicon(tuple(Term(tip["term"], tuple(tip["forms"]), tuple(tip["not_in"])) for tip in never))


def found_in(text, words=None):
    unquoted = text.translate(str.maketrans("", "", '“”"'))  # what we quote, we say
    return {(text, one.key) for one in look_through(unquoted, words or never_said())}


def test_no_page_of_ours_says_it():
    said, words = list(own_copy()), never_said()
    found = {(*one, file) for file, text in said for one in found_in(text, words)}

    assert len(said) > 5_000
    assert {one for one in found if one[:2] not in MAY_STAY} == set()
    assert {one[:2] for one in found} == set(MAY_STAY)


@pytest.mark.parametrize(
    "source",
    [
        '<p>{% translate "Her new placement" %}</p>',
        "<p>Her new placement</p>",
        "{% blocktranslate %}A placement of {{ name }}{% endblocktranslate %}",
        """<a title="{% translate 'The placement' %}">x</a>""",
    ],
)
def test_a_page_that_said_it_would_be_found(source):
    assert [key for text in said_by_template(source) for _text, key in found_in(text)] == ["placement"]


def test_a_string_that_said_it_would_be_found():
    assert [key for text in said_by_code('x = _("Close the case")') for _text, key in found_in(text)] == ["closure"]


@pytest.mark.parametrize("text", ["Just in case", "How to reach them: contact details", "A suitcase"])
def test_whole_terms_count(text):
    assert found_in(text) == set()
