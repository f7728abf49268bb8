"""Our curves on a big screen: one after the other by links alone, and all of them on a wall (domain.md §7.7)."""

import re
from datetime import date

import pytest

from outcomes.models import Proposal
from tests.outcomes import figures as make
from tests.outcomes.test_reports import SAID, added, begun, held

WORKED = (400, 418, 431, 452, 466)
TURNED = (*WORKED, 470, 462, 455, 449)


def obsession(by, name, *values):
    measure = make.measure(by, name=name, is_obsession=True, tolerance=5)
    make.figures(measure, *values, by=by)
    make.published(measure, by)
    return measure


def at(measure, show=""):
    return f"/outcomes/measures/{measure.pk}/meeting/{show and f'?show={show}'}"


def link(text, rel):
    found = re.search(rf'<a rel="{rel}" href="([^"]+)"', text)
    return found[1] if found else ""


def test_a_meeting_goes_from_screen_to_screen_and_from_curve_to_curve_by_links(as_, arun, worker):
    first, last = obsession(arun, "A curve", *TURNED), obsession(arun, "B curve", *TURNED)
    report = begun(first, arun)
    for kind in SAID:
        added(report, arun, kind)
    client, here, seen = as_(worker), at(first), []

    while here:
        seen.append(here)
        here = link(client.get(here).text, "next")

    screens = ("", "factors", "partners", "ideas", "proposals", "agenda")
    assert seen == [*(at(first, show) for show in screens), at(last)]
    assert link(client.get(at(last)).text, "prev") == at(first)
    assert link(client.get(at(first, "factors")).text, "prev") == at(first)


def test_a_screen_says_one_thing_and_no_menu_stands_on_it(as_, arun, worker):
    measure = obsession(arun, "A curve", *TURNED)
    added(begun(measure, arun), arun)
    client = as_(worker)

    curve, story = client.get(at(measure)).text, client.get(at(measure, "factors")).text

    assert ("449 now, where 533 was expected" in curve, "<svg" in curve) == (True, True)
    assert ("Foster carers stop" in curve, "Foster carers stop" in story) == (False, True)
    assert [text in story for text in ('<header class="k-head"', 'class="k-nav"', "Raise a worry", "449 now")] == [
        False
    ] * 4
    assert "449 now" in client.get(at(measure, "nonsense")).text


def test_what_happened_then_has_a_screen_where_the_picture_has_numbers(as_, arun, worker):
    measure = obsession(arun, "A curve", *TURNED)
    said = {"period": "July 2025", "value": "462", "note": "Help began at once.", "reason": "Said"}
    as_(arun).post(f"/outcomes/measures/{measure.pk}/figures/write/", said)

    assert "Help began at once." in as_(worker).get(at(measure, "happened")).text


def test_the_wall_says_how_many_improve_and_what_is_done_next(as_, arun, worker):
    measure = obsession(arun, "A curve", *TURNED)
    obsession(arun, "B curve", *WORKED, 485, 500)
    report = begun(measure, arun)
    added(report, arun)
    added(report, arun, Proposal, what="Some day")
    added(report, arun, Proposal, what="What is first", by_when=date(2026, 4, 1))
    added(report, arun, Proposal, what="What is done", by_when=date(2026, 1, 1), state="done")
    held(report, arun)
    begun(measure, arun)

    shown = as_(worker).get("/outcomes/wall/").text

    assert "1 of 2 curves improving; 1 turned; 0 not enough data" in shown
    assert [text in shown for text in ("Next: What is first", "Some day", "What is done", "Turned")] == [
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_what_a_big_screen_costs(as_, arun, worker, django_assert_num_queries, count):
    for number in range(count):
        measure = obsession(arun, f"Curve {number}", *TURNED)
        report = begun(measure, arun)
        for _time in range(count):
            for kind in SAID:
                added(report, arun, kind)
    client = as_(worker)
    client.get(at(measure, "proposals"))

    with django_assert_num_queries(19):
        client.get(at(measure, "proposals"))
    with django_assert_num_queries(14):
        client.get("/outcomes/wall/")
