"""Dates, ages and periods as pages write them."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from families.models import ContactPoint, ParentalResponsibility, Partnership, Person
from families.periods import Period, always, since
from families.templatetags.kith import (
    age_or_death,
    age_words,
    ago,
    couple,
    day,
    known_date,
    reach,
    register,
    responsibility,
    safely,
)
from families.words import period_words

MONDAY = date(2026, 3, 16)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (MONDAY, "Monday 16 March 2026"),
        (datetime(2026, 3, 16, 23, 30, tzinfo=UTC), "Monday 16 March 2026"),
        (datetime(2026, 7, 16, 23, 30, tzinfo=UTC), "Friday 17 July 2026"),
        (None, ""),
    ],
)
def test_a_day_has_its_weekday_where_it_is(when, words):
    assert day(when) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "2 months ago"),
        (729, "24 months ago"),
        (730, "2 years ago"),
        (-2, "in 2 days"),
        (-21, "in 3 weeks"),
    ],
)
def test_how_long_ago(days, words):
    assert ago(MONDAY - timedelta(days=days)) == words


def test_nothing_was_never_ago():
    assert ago(None) == ""


@pytest.mark.parametrize(
    ("precision", "words"), [("day", "1 May 2015"), ("month", "May 2015"), ("year", "2015"), ("about", "about 2015")]
)
def test_a_date_is_written_as_far_as_it_is_known(precision, words):
    assert known_date(date(2015, 5, 1), precision) == words


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Person(date_of_birth=date(2015, 5, 1)), "10 years old"),
        (Person(date_of_birth=date(2025, 3, 16)), "1 year old"),
        (Person(date_of_birth=date(2025, 3, 17)), "under 1 year old"),
        (Person(date_of_birth=date(1961, 1, 1), dob_precision="about"), "about 65 years old"),
        (Person(date_of_birth=date(1954, 1, 1), date_of_death=date(2019, 1, 1)), "has died"),
        (Person(date_of_birth=date(1909, 3, 17)), "116 years old"),
        (Person(date_of_birth=date(1909, 3, 16)), ""),
        (Person(date_of_birth=date(1870, 1, 1), dob_precision="year"), ""),
        (Person(), ""),
    ],
)
def test_an_age_is_said_as_well_as_it_is_known(person, words):
    assert age_words(person) == words


def test_an_age_that_can_hardly_be_stands_in_no_chip():
    ages = [age_or_death(Person(date_of_birth=date(year, 1, 1))) for year in (2015, 1870)]

    assert ages == ["11", ""]


@pytest.mark.parametrize(
    ("lasted", "words"),
    [
        (since(MONDAY), "since 16 March 2026"),
        (Period(date(2020, 1, 2), MONDAY), "2 January 2020 to 16 March 2026"),
        (Period(None, MONDAY), "until 16 March 2026"),
        (always(), "no dates known"),
    ],
)
def test_a_period_in_words(lasted, words):
    assert period_words(lasted) == words


def test_a_couple_in_words():
    said = [couple(Partnership(kind="married", end_kind=end)) for end in ("", "divorced")]

    assert said == ["Married", "Married, Divorced"]


def test_parental_responsibility_in_words():
    held = ParentalResponsibility(basis="pr_order", status="confirmed", evidence_seen="the order")

    assert responsibility(held) == "By a parental responsibility order, Confirmed, the order"


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"date_of_birth": date(1966, 7, 1), "date_of_death": date(2022, 2, 3)}, "died 2022"),
        ({"date_of_death": date(2022, 2, 3)}, "died 2022"),
        ({"date_of_birth": date(1966, 7, 1)}, "59"),
        ({"date_of_birth": MONDAY}, "0"),
        ({}, ""),
    ],
)
def test_beside_a_name_stands_the_age_or_the_year_of_death(known, words):
    assert age_or_death(Person(**known)) == words


@pytest.mark.parametrize(
    ("kind", "value", "safe_to", "address", "words"),
    [
        ("phone", "01632 960456", ["call", "text"], "tel:01632960456", "safe: call or text"),
        ("mobile", "+44 7700 900123", [], "tel:+447700900123", "ask first what is safe"),
        ("mobile", "07700 900123", ["text"], "sms:07700900123", "safe: text; don’t call"),
        ("mobile", "07700 900123", ["post"], "", "safe: post; don’t call"),
        ("phone", "by Nan", [], "", "ask first what is safe"),
        ("email", "dana@home.example", ["email"], "mailto:dana%40home.example", "safe: e-mail"),
        ("email", "dana@home.example", ["call"], "", "safe: call"),
        ("other", "javascript:alert(1)", [], "", "ask first what is safe"),
    ],
)
def test_what_can_be_tapped_is_safe(kind, value, safe_to, address, words):
    point = ContactPoint(kind=kind, value=value, safe_to=safe_to)

    assert (reach(point), safely(point)) == (address, words)


TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_page_loads_the_filters_that_it_writes_with(template):
    """In an attribute of a component an unknown filter is no error: what was written is shown as it stands."""
    words = template.read_text()
    uses = re.search(rf"\|({'|'.join(register.filters)})\b", words)

    assert not uses or re.search(r"\{% load [^%]*\bkith\b", words)
