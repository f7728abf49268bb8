"""Results, services, measures, figures and forecasts over the API: of nobody, and without small numbers (domain.md §7, §11.3)."""

from itertools import product

import pytest

from accounts.models import AccessEvent
from api.serializers.outcomes import (
    CurveOutput,
    FigureOutput,
    FiguresTakenOutput,
    ForecastOutput,
    MeasureOutput,
    ResultOutput,
    ServiceOutput,
)
from database.asker import acting_as
from outcomes.actions.counting import count_measure, follow_counted
from outcomes.actions.points import write_figures
from outcomes.models import DataPoint, Measure, Result, Service
from outcomes.queries.curves import Curve, figures_of
from outcomes.queries.exporting import has_kept_back, is_kept_back, of_those_asked
from tests import factories
from tests.api.shapes import misfits
from tests.conftest import FROZEN
from tests.outcomes import figures as make

V1 = "/api/v1/"
FIGURES, BULK = f"{V1}figures/", f"{V1}figures/bulk/"
READ, WRITE = "measures.read", "measures.write"
WORKED = (400, 418, 431, 452, 466)
KEY = {"HTTP_IDEMPOTENCY_KEY": "night-of-the-17th"}


@pytest.fixture
def arun(organisation):
    return factories.UserFactory(name="Arun", roles=["analyst"])


@pytest.fixture
def curve(arun):
    measure = make.measure(arun, name="Children looked after", tolerance=5)
    make.figures(measure, *WORKED, 470, 462, 455, 449, by=arun)
    make.published(measure, arun)
    return measure


@pytest.fixture
def share(arun):
    return make.measure(arun, name="Listened to", unit="percent", good="higher")


def said(measure, /, **more):
    return {"measure": str(measure.pk), "period_from": "2025-01-01", "figure": 72.5} | more


def of_parts(measure, /, **more):
    return {"measure": str(measure.pk), "period_from": "2025-01-01", "number": 24, "out_of": 32} | more


# --- Reading


def test_each_list_and_each_row_fits_its_description(caller, curve, arun):
    make.service(arun)
    client = caller(READ)
    for name, shape in (
        ("results", ResultOutput),
        ("services", ServiceOutput),
        ("measures", MeasureOutput),
        ("figures", FigureOutput),
        ("forecasts", ForecastOutput),
    ):
        told = client.get(f"{V1}{name}/").json()["results"]
        assert told
        assert [misfits(shape, one) for one in told] == [[]] * len(told)
        assert client.get(f"{V1}{name}/{told[0]['id']}/").json() == told[0]


def test_a_curve_says_what_its_page_says(caller, curve):
    told = caller(READ).get(f"{V1}measures/{curve.pk}/curve/").json()

    assert misfits(CurveOutput, told) == []
    assert told == {
        "measure": str(curve.pk),
        "status": "turned",
        "run": 4,
        "direction": "improving",
        "direction_periods": 3,
        "figures": 9,
        "last_period_from": "2025-09-01",
        "last_figure": 449.0,
        "last_expected": 533.0,
        "is_kept_back": False,
        "is_tentative": False,
        "sentence": "For 4 periods on end better than if nothing had changed: 449 now, where 533 was expected.",
    }


def test_where_a_figure_is_kept_back_nothing_that_follows_from_it_is_told(caller, arun):
    few = make.measure(arun, name="Few")
    make.figures(few, *WORKED, 470, 462, 3, by=arun)
    make.published(few, arun)
    told = caller(READ).get(f"{V1}measures/{few.pk}/curve/").json()

    assert misfits(CurveOutput, told) == []
    hidden = ("status", "run", "direction", "direction_periods", "last_figure", "last_expected")
    assert ([told[name] for name in hidden], told["is_kept_back"], told["sentence"]) == ([None] * 6, True, "")


def test_an_average_of_few_is_kept_back_as_in_the_file(caller, arun):
    score = make.measure(arun, unit="score")
    parts = [make.told_of(make.month(number), 7, asked=40, answered=of) for number, of in ((1, 6), (2, 5))]
    with acting_as(arun.asker):
        write_figures(told=[(score, one) for one in parts], by=arun)

    told = caller(READ).get(FIGURES).json()["results"]

    assert sorted((one["figure"] is None, one["is_kept_back"]) for one in told) == [(False, False), (True, True)]


@pytest.mark.parametrize(
    ("value", "asked", "answered", "is_kept_back"),
    [
        (20, 40, 10, True),  # 2 of 10
        (80, 40, 10, True),  # all but 2 of 10
        (10, 40, 38, True),  # 4, of those who were asked
        (50, 40, 12, False),
        (100, 40, 10, False),
        (0, 40, 10, False),
        (12.5, 44, 44, False),  # 5.5, so 6
    ],
)
def test_a_percentage_does_not_say_the_small_number_that_it_is_of_those_who_answered(
    caller, arun, share, value, asked, answered, is_kept_back
):
    with acting_as(arun.asker):
        write_figures(told=[(share, make.told_of(make.month(1), value, asked=asked, answered=answered))], by=arun)
    (told,) = caller(READ).get(FIGURES).json()["results"]
    (figure,) = figures_of(share, DataPoint.objects.all())

    assert (told["is_kept_back"], told["figure"] is None) == (is_kept_back, is_kept_back)
    assert has_kept_back(Curve(share, [figure])) == is_kept_back


@pytest.mark.parametrize("unit", Measure.Unit.values)
def test_the_file_and_other_systems_are_told_the_same(caller, arun, unit):
    """The rule of small numbers is written twice, in Python and in SQL: over each edge of it both answer alike."""
    measure = make.measure(arun, unit=unit)
    who = [(None, None), (40, 40), (40, 38), (40, 10), (40, 5), (40, 0), (5, 5)]
    parts = [(0, 40), (5, 40), (6, 40), (34, 40), (35, 40), (40, 40), (4, 4)] if measure.is_part else []
    told = [
        make.told_of(make.month(number, 2000), value, asked=asked, answered=answered)
        for number, (value, (asked, answered)) in enumerate(product([0, 1, 5, 6, 12, 88, 90, 100, *parts], who), 1)
        if unit != "percent"
        or not isinstance(value, tuple)
        or (value[0] <= (answered or 0) and value[1] <= (asked or 0))
    ]
    with acting_as(arun.asker):
        write_figures(told=[(measure, one) for one in told], by=arun)
    names = ("period_from", "is_kept_back", "asked", "answered", "missing")
    told_by_api = caller(READ).get(FIGURES, {"page_size": 200}).json()["results"]
    by_api = [[str(one[name]) for name in names] for one in told_by_api]
    curve = figures_of(measure, DataPoint.objects.order_by("period"))
    in_the_file = [
        [one.day.isoformat(), str(is_kept_back(one.point, measure)), *_as_told(of_those_asked(one.point))]
        for one in curve
    ]

    assert sorted(by_api) == in_the_file
    assert {kept for _day, kept, *_rest in by_api} == {"True", "False"}


def _as_told(cells):
    return ["None" if cell in {"", "c"} else cell for cell in cells]


@pytest.mark.parametrize(
    ("unit", "number", "told"),
    [
        ("percent", (20, 40), (None, None, None)),
        ("percent", (20, 38), (None, 38, None)),
        ("count", 40, (None, None, None)),
        ("count", 39, (None, 38, None)),
    ],
)
def test_how_few_are_missing_is_not_what_the_figure_leaves(caller, arun, unit, number, told):
    """Of 40 asked 38 answered: where the figure itself says 40, 38 says the two."""
    measure = make.measure(arun, unit=unit)
    with acting_as(arun.asker):
        write_figures(told=[(measure, make.told_of(make.month(1), number, asked=40, answered=38))], by=arun)
    (one,) = caller(READ).get(FIGURES).json()["results"]
    in_the_file = tuple("c" if number is None else str(number) for number in told)

    assert (one["asked"], one["answered"], one["missing"]) == told
    assert of_those_asked(figures_of(measure, DataPoint.objects.all())[0].point) == in_the_file


def test_no_word_beside_a_small_number_says_it(caller, arun):
    """A figure that was 3 is put right: why it changed, and what happened then, may say the 3."""
    count = make.measure(arun)
    for value, reason in ((3, ""), (12, "It was 3: nine were written late"), (13, "One more")):
        told = make.told_of(make.month(1), value, note="Three came home", reason=reason)
        with acting_as(arun.asker):
            write_figures(told=[(count, told)], by=arun)
    other = make.told_of(make.month(2), 30, note="Help for relatives began")
    with acting_as(arun.asker):
        write_figures(told=[(count, other)], by=arun)
    told = caller(READ).get(FIGURES).json()["results"]

    assert sorted((one["figure"] or 0, one["note"], one["reason_for_revision"]) for one in told) == [
        (0, "", ""),
        (12, "", ""),
        (13, "", ""),
        (30, "Help for relatives began", ""),
    ]


def test_a_curve_without_figures_says_that_too(caller, share):
    told = caller(READ).get(f"{V1}measures/{share.pk}/curve/").json()

    assert misfits(CurveOutput, told) == []
    assert (told["status"], told["direction"], told["last_figure"]) == ("not_enough_data", None, None)


def test_a_counted_measure_says_by_which_definition(caller, arun, share):
    about = {"service": make.service(arun), "frequency": "monthly", "since": FROZEN.date(), "name": "Offered"}
    with acting_as(arun.asker):
        counted = follow_counted(query="conferences_offered", **about, by=arun)
    with acting_as(type(arun).objects.get(kind="system").asker):
        count_measure(counted=counted, by=type(arun).objects.get(kind="system"))

    told = {one["name"]: one["counted"] for one in caller(READ).get(f"{V1}measures/").json()["results"]}

    assert told == {
        "Listened to": None,
        "Offered": {"query": "conferences_offered", "version": 1, "since": "2026-03-16", "as_of": "2026-03-16"},
    }


@pytest.mark.parametrize(
    ("numbers", "figure", "number", "out_of"),
    [
        ((20, 40), 50.0, 20.0, 40.0),
        ((5, 40), None, None, 40.0),
        ((38, 40), None, None, 40.0),
        ((0, 40), 0.0, 0.0, 40.0),
        ((40, 40), 100.0, 40.0, 40.0),
        ((3, 4), None, None, None),
        ((0, 3), None, None, None),
    ],
)
def test_small_numbers_are_kept_back_as_in_the_file(caller, arun, share, numbers, figure, number, out_of):
    make.figures(share, numbers, by=arun)
    (told,) = caller(READ).get(FIGURES).json()["results"]

    assert (told["figure"], told["number"], told["out_of"]) == (figure, number, out_of)
    assert told["is_kept_back"] == (figure is None)


@pytest.mark.parametrize(
    ("asked", "answered", "told"),
    [
        (40, 32, (40, 32, 8, False)),
        (40, 40, (40, 40, 0, False)),
        (35, 32, (None, 32, None, False)),
        (40, 4, (40, None, None, True)),
        (5, 0, (None, None, None, True)),
        (60, 35, (60, 35, 25, True)),
        (None, None, (None, None, None, False)),
    ],
)
def test_who_was_asked_stands_beside_it_without_small_numbers(caller, arun, asked, answered, told):
    count = make.measure(arun)
    with acting_as(arun.asker):
        DataPoint.objects.create(
            organisation=arun.organisation,
            measure=count,
            period=make.month(1),
            value=70,
            asked=asked,
            answered=answered,
        )
    (one,) = caller(READ).get(FIGURES).json()["results"]

    assert (one["asked"], one["answered"], one["missing"], one["is_tentative"]) == told


def test_the_curve_of_a_small_number_does_not_say_it(caller, arun):
    count = make.measure(arun)
    make.figures(count, 30, 20, 10, 4, by=arun)
    make.published(count, arun, months=3)
    told = caller(READ).get(f"{V1}measures/{count.pk}/curve/").json()

    assert (told["last_figure"], told["is_kept_back"], told["sentence"]) == (None, True, "")


def test_a_forecast_does_not_say_the_small_number_from_which_it_is_drawn(caller, arun):
    """A level forecast is its last figure, drawn on: it said what the figure before it did not."""
    count = make.measure(arun)
    make.figures(count, 30, 20, 4, 12, by=arun)
    make.published(count, arun, months=3, method="level")
    client = caller(READ)
    (forecast,) = client.get(f"{V1}forecasts/").json()["results"]
    curve = client.get(f"{V1}measures/{count.pk}/curve/").json()

    assert forecast["points"] == []
    assert (curve["last_figure"], curve["last_expected"], curve["sentence"]) == (12.0, None, "")


def test_a_forecast_does_not_say_the_small_number_that_was_put_right_since(caller, arun):
    """It is frozen as it was drawn, of a figure that says something else by now."""
    count = make.measure(arun)
    make.figures(count, 30, 20, 4, by=arun)
    make.published(count, arun, months=3, method="level")
    with acting_as(arun.asker):
        write_figures(told=[(count, make.told_of(make.month(3), 12))], reason="Written late", by=arun)
    make.figures(count, 15, by=arun, begins=4)
    client = caller(READ)
    (forecast,) = client.get(f"{V1}forecasts/").json()["results"]
    curve = client.get(f"{V1}measures/{count.pk}/curve/").json()

    assert forecast["points"] == []
    assert (curve["last_figure"], curve["last_expected"], curve["status"], curve["sentence"]) == (15.0, None, None, "")


def test_a_list_is_of_one_measure_result_or_service_when_it_is_named(caller, curve, share, arun):
    make.figures(share, (20, 40), by=arun)
    client = caller(READ)

    assert len(client.get(FIGURES, {"measure": str(share.pk)}).json()["results"]) == 1
    assert len(client.get(f"{V1}forecasts/", {"measure": str(share.pk)}).json()["results"]) == 0
    assert len(client.get(f"{V1}measures/", {"result": str(curve.result_id)}).json()["results"]) == 2
    assert len(client.get(f"{V1}measures/", {"service": str(curve.pk)}).json()["results"]) == 0


def test_pages_go_on_where_the_one_before_ended(caller, curve):
    client, seen, cursor = caller(READ), [], None
    while True:
        page = client.get(FIGURES, {"page_size": "4"} | ({"cursor": cursor} if cursor else {})).json()
        seen += [one["figure"] for one in page["results"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert seen == [400.0, 418.0, 431.0, 452.0, 466.0, 470.0, 462.0, 455.0, 449.0]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", ["results", "services", "measures", "figures", "forecasts"])
def test_a_list_is_one_statement(caller, arun, statements, name, count):
    for number in range(count):
        measure = make.measure(arun)
        make.service(arun, f"Service {number}")
        make.figures(measure, *WORKED, by=arun)
        make.published(measure, arun, months=4, ahead=2)
    client = caller(READ)
    client.get(f"{V1}{name}/")

    with statements("SELECT", "SELECT"):
        client.get(f"{V1}{name}/")


@pytest.mark.parametrize("count", [3, 9])
def test_what_a_curve_costs(caller, arun, django_assert_num_queries, count):
    measure = make.measure(arun)
    make.figures(measure, *range(10, 10 + count), by=arun)
    make.published(measure, arun, months=3)
    client = caller(READ)
    client.get(f"{V1}measures/{measure.pk}/curve/")

    with django_assert_num_queries(12):
        client.get(f"{V1}measures/{measure.pk}/curve/")


# --- Who may


def test_reading_and_writing_take_their_own_scopes(caller, curve):
    reader, writer = caller(READ), caller(WRITE, name="Writer")

    assert writer.get(f"{V1}measures/").status_code == 403
    assert reader.send(FIGURES, said(curve)).status_code == 403
    assert reader.send(BULK, {"figures": [said(curve)]}).status_code == 403
    assert caller("families.read", name="Other").get(f"{V1}measures/{curve.pk}/curve/").status_code == 403
    assert reader.get(f"{V1}measures/018f0000-0000-7000-8000-000000000000/curve/").status_code == 404


def test_who_works_here_goes_by_the_rules_of_the_pages(client, curve, worker, arun):
    client.force_login(worker)
    assert client.get(f"{V1}measures/").status_code == 200
    assert client.post(FIGURES, said(curve), content_type="application/json").status_code == 403
    client.force_login(arun)
    right = said(curve, period_from="2025-10-01", figure=440)
    assert client.post(FIGURES, right, content_type="application/json").status_code == 201
    client.force_login(factories.UserFactory(kind="family", roles=[]))
    assert client.get(f"{V1}measures/").status_code == 403


def test_each_answer_is_noted_and_names_nobody(caller, curve):
    caller(READ).get(f"{V1}measures/{curve.pk}/curve/")

    (noted,) = AccessEvent.objects.filter(kind="api")
    assert (noted.what, noted.people, noted.families) == ("api:measure-curve", [], [])


# --- Writing


def test_what_is_measured_is_said_step_by_step(caller):
    client = caller(READ, WRITE)
    result = client.send(f"{V1}results/", {"name": "Loved", "population_words": "All children", "place": "Leeds"})
    service = client.send(f"{V1}services/", {"name": "Coaching"})
    about = {"unit": "percent", "good": "higher", "frequency": "monthly", "source": "Surveys"}
    indicator = {"name": "Attendance", "kind": "indicator", "result": result.json()["id"], "tolerance": 0.5} | about
    measure = client.send(f"{V1}measures/", indicator)
    both = client.send(f"{V1}measures/", indicator | {"name": "Both", "service": service.json()["id"]})
    twice = client.send(f"{V1}measures/", indicator)

    assert [one.status_code for one in (result, service, measure, both, twice)] == [201, 201, 201, 400, 400]
    assert measure["Location"] == f"{V1}measures/{measure.json()['id']}/"
    assert misfits(MeasureOutput, measure.json()) == []
    assert both.json()["errors"][0]["code"] == "measure_indicator_or_performance"
    assert twice.json()["errors"][0]["code"] == "measure_once"
    assert (Result.objects.count(), Service.objects.count(), Measure.objects.count()) == (1, 1, 1)


def test_a_figure_is_written_with_who_was_asked(caller, share):
    client = caller(READ, WRITE)
    answer = client.send(FIGURES, of_parts(share, asked=40, answered=32, note="First", provisional=True))

    assert (answer.status_code, misfits(FigureOutput, answer.json())) == (201, [])
    told = answer.json()
    assert (told["figure"], told["asked"], told["missing"], told["revision"]) == (75.0, 40, 8, 1)
    assert (told["period_until"], told["note"], told["provisional"]) == ("2025-02-01", "First", True)
    assert client.get(answer["Location"]).json() == told


def test_a_figure_changes_with_a_reason_and_both_stay(caller, share):
    client = caller(READ, WRITE)
    first = client.send(FIGURES, said(share))
    same = client.send(FIGURES, said(share))
    silent = client.send(FIGURES, said(share, figure=73))
    changed = client.send(FIGURES, said(share, figure=73, reason="One was counted twice."))

    assert [one.status_code for one in (first, same, silent, changed)] == [201, 201, 400, 201]
    assert same.json()["id"] == first.json()["id"]
    assert silent.json()["errors"][0]["pointer"] == "/reason"
    told = client.get(FIGURES).json()["results"]
    assert [(one["figure"], one["revision"], one["is_current"]) for one in told] == [(72.5, 1, False), (73.0, 2, True)]
    assert told[1]["reason_for_revision"] == "One was counted twice."


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"figure": 101}, "/figure"),
        ({"figure": -1}, "/figure"),
        ({"figure": "72"}, "/figure"),
        ({"figure": True}, "/figure"),
        ({"figure": 1e12}, "/figure"),
        ({"number": 24, "out_of": 32}, "/figure"),
        ({"number": 24}, "/figure"),
        ({"asked": 40}, "/figure"),
        ({"asked": 40, "answered": 41}, "/figure"),
        ({"asked": 40.5, "answered": 40}, "/asked"),
        ({"period_from": "2025-01-02"}, "/period_from"),
        ({"period_from": "2026-04-01"}, "/period_from"),
        ({"period_from": "January"}, "/period_from"),
        ({"measure": "018f0000-0000-7000-8000-000000000000"}, "/measure"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_is_not_right_is_refused_where_it_stands(caller, share, more, pointer):
    answer = caller(WRITE).send(FIGURES, said(share, **more))

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert pointer in [one["pointer"] for one in answer.json()["errors"]]
    assert not DataPoint.objects.exists()


def test_parts_go_together(caller, share):
    client = caller(WRITE)
    more = client.send(FIGURES, of_parts(share, number=33))
    others = client.send(FIGURES, of_parts(share, asked=30, answered=30))

    assert [one.status_code for one in (more, others)] == [400, 400]
    assert "Who is counted has answered" in others.text


# --- Many at once


def test_each_of_many_says_what_came_of_it(caller, share, arun):
    make.figures(share, (20, 40), by=arun)
    make.figures(share, (21, 40), by=arun, begins=6)
    sent = [
        of_parts(share, number=20, out_of=40),
        said(share, period_from="2025-02-01"),
        said(share, period_from="2025-02-01"),
        said(share, period_from="2025-06-01", figure=72),
        said(share, period_from="2025-03-01", figure=101),
        "nothing",
        said(share, figure=72, period_from="2025-04-01", asked=40, answered=36),
    ]
    answer = caller(WRITE).send(BULK, {"figures": sent})

    assert (answer.status_code, misfits(FiguresTakenOutput, answer.json())) == (200, [])
    told = answer.json()["results"]
    assert [one["status"] for one in told] == [200, 201, 400, 400, 400, 400, 201]
    assert [[error["pointer"] for error in one["errors"]] for one in told] == [
        *([], [], ["/period_from"], ["/reason"], ["/figure"], [""], []),
    ]
    assert told[0]["id"] == str(DataPoint.objects.get(numerator=20).pk)
    assert DataPoint.objects.count() == 4


def test_many_under_one_key_are_written_once(caller, share, arun):
    client, sent = caller(WRITE), {"figures": [said(share), said(share, period_from="2025-02-01", figure=101)]}
    first, again = client.send(BULK, sent, **KEY), client.send(BULK, sent, **KEY)
    make.figures(share, (20, 40), by=arun, begins=6)

    assert [one["status"] for one in first.json()["results"]] == [201, 400]
    assert [one["status"] for one in again.json()["results"]] == [200, 400]
    assert again.json()["results"][0]["id"] == first.json()["results"][0]["id"]
    other = client.send(BULK, {"figures": [said(share, figure=7)]}, **KEY)
    assert other.status_code == 422
    assert DataPoint.objects.filter(value__isnull=False).count() == 1


def test_what_was_put_right_meanwhile_stays_when_it_comes_again(caller, share):
    client, sent = caller(WRITE), {"figures": [said(share)]}
    client.send(BULK, sent, **KEY)
    client.send(FIGURES, said(share, figure=70, reason="Counted twice."))
    again = client.send(BULK, sent, **KEY)

    assert [one["status"] for one in again.json()["results"]] == [200]
    assert [int(one.value) for one in DataPoint.objects.filter(is_current=True)] == [70]


def test_one_figure_under_one_key_is_written_once(caller, share):
    client = caller(WRITE)
    answers = [client.send(FIGURES, said(share), **KEY) for _time in range(2)]

    assert {(one.status_code, one.content) for one in answers} == {(201, answers[0].content)}
    assert DataPoint.objects.count() == 1


@pytest.mark.parametrize(
    "body", [{}, {"figures": []}, {"figures": "many"}, {"figures": [{}] * 1001}, {"figures": [{}], "more": 1}, []]
)
def test_what_is_no_list_of_up_to_a_thousand_is_refused_whole(caller, share, body):
    assert caller(WRITE).send(BULK, body).status_code == 400


def test_what_kith_counts_is_written_by_nobody(caller, arun):
    about = {"service": make.service(arun), "frequency": "monthly", "since": FROZEN.date(), "name": "Offered"}
    with acting_as(arun.asker):
        counted = follow_counted(query="conferences_offered", **about, by=arun)
    answer = caller(WRITE).send(FIGURES, said(counted.measure, figure=40))

    assert (answer.status_code, "from its own records" in answer.text) == (400, True)


@pytest.mark.parametrize("count", [1, 30])
def test_many_cost_what_one_costs(caller, arun, django_assert_num_queries, count):
    measures = [make.measure(arun) for _number in range(count)]
    client, sent = caller(WRITE), {"figures": [said(one, figure=40) for one in measures]}
    client.get(f"{V1}measures/")

    with django_assert_num_queries(14):
        answer = client.send(BULK, sent)
    assert [one["status"] for one in answer.json()["results"]] == [201] * count
