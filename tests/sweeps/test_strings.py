"""Whatever someone types into a form is kept and shown as text, or refused in words with all of it kept (security.md §7 A, D)."""

from __future__ import annotations

import pytest

from tests import hostile
from tests.sweeps.forms import words_of
from tests.sweeps.opened import FORMS, ORDINARY, Opened, could_be_markup, squeezed

REQUESTS = 2
"""So many for each form in the ordinary run: between them the forms get every string. `make fuzz` sends each to each."""
MOST = 2_000
"""Characters in one box at once."""


@pytest.fixture
def opened(client, people, rows, address):
    return Opened.known(address, client, people, rows)


@pytest.fixture
def to_write_in(client, people, rows, address):
    """Tried only when there is a box to write in."""
    opened = Opened.untried(address, client, people, rows)
    return Opened.known(address, client, people, rows) if opened.form.texts else opened


@pytest.mark.parametrize("address", FORMS, ids=str)
def test_any_text_is_kept_or_refused_in_words(opened, address):
    texts, start = opened.form.texts, FORMS.index(address) * 7
    assert opened.tried.status == 302, opened.tried.errors

    for turn in range(REQUESTS if texts else 0):
        opened.says({name: hostile.pick(start + turn * len(texts) + place) for place, name in enumerate(texts)})


@pytest.mark.fuzz
@pytest.mark.parametrize("part", hostile.TURNS, ids="quarter{}".format)
@pytest.mark.parametrize("address", FORMS, ids=str)
def test_every_text_in_every_box(to_write_in, address, part, subtests):
    """Each by itself: as a whole it may be taken for a number, for nothing, or for a day."""
    boxes = to_write_in.form.texts
    for text in hostile.texts(FORMS.index(address) + part) if boxes else ():
        with subtests.test(text=text[:80]):
            to_write_in.says(dict.fromkeys(boxes, text), looks=False)


@pytest.mark.fuzz
@pytest.mark.parametrize("part", hostile.TURNS, ids="quarter{}".format)
@pytest.mark.parametrize("address", FORMS, ids=str)
def test_every_text_is_shown_or_refused_by_every_form(to_write_in, address, part, subtests, record_property):
    """As many at once as the boxes hold, for a page costs ten times what it costs to save; what is refused is sent by halves."""
    opened = to_write_in
    for filled in fillings(opened.form, sorted(hostile.texts(FORMS.index(address) + part), key=could_be_markup)):
        with subtests.test(filled=filled):
            opened.shows(filled)

    record_property("boxes", len(opened.form.texts))
    record_property("saved", opened.answers[302])
    record_property("refused", opened.answers[422])


def fillings(form, texts):
    """What to send, so that each text reaches the form: to each box one at least, and as many as it holds."""
    left, boxes = list(texts), form.texts
    while left and boxes:
        filled = {}
        for name in boxes:
            room = min(form.controls[name].longest or MOST, MOST)
            while left and (name not in filled or len(" ".join([*filled[name], left[0]])) <= room):
                filled.setdefault(name, []).append(left.pop(0))
        yield filled


def test_a_text_is_shown_as_it_was_typed():
    assert ORDINARY in squeezed(words_of(f"<p>{ORDINARY}</p><script>{ORDINARY}</script>"))
