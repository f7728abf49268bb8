"""A child of eleven can read what Kith says to families (issue D, 6): Flesch and Kincaid's grade of our own copy, and five years to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casework.reading_age import AGE, reading_age, syllables
from tests.config.own_copy import said_by_template

TEMPLATES = Path(__file__).parents[2] / "templates"
INCLUDED = re.compile(r'{% include "([^"]+)"')
ALSO = [
    "_help_family.html",
    "accessibility.html",
    "casework/_invitation_adult.html",
    "casework/_invitation_child.html",
    "casework/_invitation_interpreter.html",
    "casework/blank_plan_print.html",
    "casework/information_print.html",
    "casework/plan_print.html",
    "families/_own_words.html",
]


def for_families() -> list[str]:
    """Templates of pages for family members, and the parts that stand in no other page."""
    pages = {_name(path) for path in TEMPLATES.rglob("*.html") if 'extends "family_base.html"' in path.read_text()}
    parts = {part for page in pages for part in INCLUDED.findall((TEMPLATES / page).read_text())}
    of_others = {
        part
        for path in TEMPLATES.rglob("*.html")
        if _name(path) not in pages
        for part in INCLUDED.findall(path.read_text())
    }
    return sorted(pages | (parts - of_others) | set(ALSO))


def _name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("template", for_families())
def test_a_child_of_eleven_can_read_it(template):
    assert reading_age(list(said_by_template((TEMPLATES / template).read_text()))) <= AGE


def test_there_is_something_to_read():
    assert len(for_families()) >= 28
    assert sum(reading_age(list(said_by_template((TEMPLATES / one).read_text()))) > 0 for one in for_families()) >= 25


@pytest.mark.parametrize(
    ("text", "is_easy"),
    [
        ("You can say when it was not so. Nobody else reads it.", True),
        (
            "Practitioners are accountable for proportionate information governance regarding vulnerable individuals.",
            False,
        ),
    ],
)
def test_what_is_hard_to_read_is_found(text, is_easy):
    assert (reading_age([text]) <= AGE) is is_easy


@pytest.mark.parametrize(
    ("word", "heard"), [("named", 1), ("decided", 3), ("table", 2), ("people", 2), ("e", 1), ("you", 1)]
)
def test_syllables(word, heard):
    assert syllables(word) == heard
