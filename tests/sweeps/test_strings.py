"""Whatever someone types into a form is kept and shown as text, or refused in words with all of it kept (security.md §7 A, D)."""

from __future__ import annotations

import pytest

from database.asker import acting_as
from tests import hostile
from tests.sweeps.forms import words_of
from tests.sweeps.opened import FORMS, ORDINARY, Opened, could_be_markup, squeezed

REQUESTS = 10
"""So many for each form in the ordinary run: between them the forms get every string. `make fuzz` sends each to each."""
AT_ONCE = 8
"""Texts in one box when it is asked whether the page shows them: a page costs ten times what it costs to save."""


@pytest.fixture
def opened(client, people, rows, address):
    return Opened.at(address, client, people, rows)


@pytest.fixture
def to_write_in(client, people, rows, address):
    """Tried only when there is a box to write in."""
    opened = Opened.untried(address, client, people, rows)
    if opened.form.texts:
        opened.find_what_saves()
    return opened


@pytest.mark.parametrize("address", FORMS, ids=str)
def test_any_text_is_kept_or_refused_in_words(opened, address):
    texts, start = opened.form.texts, FORMS.index(address) * 7
    assert opened.first.status_code == 302, opened.errors(opened.first)

    for turn in range(REQUESTS if texts else 0):
        opened.says({name: hostile.pick(start + turn * len(texts) + place) for place, name in enumerate(texts)})


@pytest.mark.fuzz
@pytest.mark.parametrize("part", hostile.TURNS, ids="quarter{}".format)
@pytest.mark.parametrize("address", FORMS, ids=str)
def test_every_text_in_every_form(to_write_in, people, address, part, subtests, record_property):
    """Each in every box; what could be markup and was taken is then looked for on the page, several at once."""
    opened, taken = to_write_in, {name: [] for name in to_write_in.form.texts}
    for text in hostile.texts(FORMS.index(address) + part) if taken else ():
        with (
            subtests.test(text=text[:80]),
            acting_as(people["Kith"].asker),
        ):  # anew: nobody may ask for longer than five minutes
            for name in opened.says(dict.fromkeys(taken, text), looks=False):
                taken[name] += [text] if could_be_markup(text) else []
    for texts in together(taken, AT_ONCE):
        with subtests.test(shown=[*texts]), acting_as(people["Kith"].asker):
            opened.shows(texts)

    record_property("boxes", len(opened.form.texts))
    record_property("saved", opened.answers[302])
    record_property("refused", opened.answers[422])


def together(taken, size):
    """The texts of each box, so many at a time."""
    for start in range(0, max(map(len, taken.values()), default=0), size):
        yield {name: several for name, texts in taken.items() if (several := texts[start : start + size])}


def test_a_text_is_shown_as_it_was_typed():
    assert ORDINARY in squeezed(words_of(f"<p>{ORDINARY}</p><script>{ORDINARY}</script>"))
