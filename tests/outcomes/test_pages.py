"""The board, the page of a curve, and writing what stands on them: as someone sees and sends it."""

import csv
from datetime import date
from io import StringIO

import pytest

from database.asker import acting_as
from outcomes.actions.points import write_figures
from outcomes.models import DataPoint, Forecast, Measure, Result, Service
from outcomes.queries.board import curves_of
from outcomes.queries.headlines import standings_of
from tests import factories
from tests.outcomes import figures as make

WORKED = (400, 418, 431, 452, 466)
BOARD = "/outcomes/"


@pytest.fixture
def curve(arun):
    measure = make.measure(arun, name="Children looked after", is_obsession=True, tolerance=5)
    make.figures(measure, *WORKED, 470, 462, 455, 449, by=arun)
    make.published(measure, arun)
    return measure


def page_of(measure):
    return f"/outcomes/measures/{measure.pk}/"


def test_the_board_says_how_many_improve_and_each_in_words(as_, worker, curve, arun):
    make.measure(arun, name="Without figures", is_obsession=True)
    make.measure(arun, name="Nobody’s obsession")

    shown = as_(worker).get(BOARD).text

    assert "1 of 2 curves improving; 1 turned; 1 not enough data" in shown
    assert "For 4 periods on end better than if nothing had changed: 449 now, where 533 was expected." in shown
    assert "Down for 3 periods: improving." in shown
    assert "Nobody’s obsession" not in shown
    assert "Nobody’s obsession" in as_(worker).get(f"{BOARD}?show=all").text


def test_what_is_off_the_board_stands_apart(as_, worker, curve):
    Measure.objects.update(active=False)

    assert "0 of 0 curves" in as_(worker).get(BOARD).text
    assert "Children looked after" in as_(worker).get(f"{BOARD}?show=put_away").text


def test_which_figures_are_not_here_yet(as_, arun, worker):
    last, before, never = (make.measure(arun, name=name) for name in ("Here already", "Late", "Never had one"))
    make.figures(last, 7, by=arun, begins=14)
    make.figures(before, 7, by=arun, begins=13)
    make.measure(arun, name="Put away", active=False)

    shown = as_(arun).get(f"{BOARD}?show=missing")

    assert [one.curve.measure for one in shown.context["page"].rows] == [before, never]
    assert shown.text.count("No figure yet for February 2026.") == 2
    assert "2 measures have no figure yet of their last period that is over." in shown.text
    assert "show=missing" not in as_(worker).get(BOARD).text


def test_that_no_figure_is_missing_is_said(as_, arun):
    assert "Every measure has the figure of its last period" in as_(arun).get(f"{BOARD}?show=missing").text


@pytest.mark.parametrize("count", [1, 3, 200])
def test_what_the_board_costs(as_, arun, worker, django_assert_num_queries, count):
    for _number in range(min(count, 3)):
        measure = make.measure(arun, is_obsession=True)
        make.figures(measure, *WORKED, by=arun)
        make.published(measure, arun)
    of = {"organisation": arun.organisation, "result": measure.result, "kind": "indicator", "source": "Ourselves"}
    facts = of | {"unit": "count", "good": "lower", "frequency": "monthly", "is_obsession": True}
    Measure.objects.bulk_create(Measure(name=f"More {number}", **facts) for number in range(count - 3))
    client = as_(worker)
    client.get(BOARD)

    with django_assert_num_queries(12):
        client.get(BOARD)


def test_the_line_about_all_is_of_each_curve_as_it_tells_itself(arun, worker):
    """The numbers alone say the same as the whole curve of each."""
    for actual in ((470, 462, 455, 449), (472, 480, 489), (485, 500), (470,), (499,), (), (470,) * 7):
        measure = make.measure(arun, tolerance=5)
        make.figures(measure, *WORKED, *actual, by=arun)
        make.published(measure, arun)
    make.figures(make.measure(arun, unit="percent", good="higher"), (20, 40), (30, 40), by=arun)
    make.measure(arun)
    every = Measure.objects.order_by("pk")

    curves = curves_of(every, worker)

    ways = {pk: curve.heading.direction if curve.heading else None for pk, curve in curves.items()}
    assert list(standings_of(every, worker)) == [(curves[one.pk].status, ways[one.pk]) for one in every]


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_page_of_a_curve_costs(as_, arun, worker, django_assert_num_queries, count):
    measure = make.measure(arun)
    make.figures(measure, *range(4, 4 + 2 + count), by=arun)
    for _time in range(count):
        make.published(measure, arun, months=3)
    client = as_(worker)
    client.get(page_of(measure))

    with django_assert_num_queries(12):
        client.get(page_of(measure))


def test_the_list_goes_on_behind_its_page(as_, arun, worker):
    of = {"organisation": arun.organisation, "result": make.result(arun), "kind": "indicator", "source": "Ourselves"}
    facts = of | {"unit": "count", "good": "lower", "frequency": "monthly", "is_obsession": True}
    Measure.objects.bulk_create(Measure(name=f"Curve {number:03}", **facts) for number in range(31))

    first = as_(worker).get(BOARD)
    assert ("0 of 31 curves" in first.text, "Curve 030" in first.text) == (True, False)
    after = first.context["page"].page.next
    assert "Curve 030" in as_(worker).get(BOARD, {"after": after}).text
    assert as_(worker).get(BOARD, {"after": "nonsense"}).status_code == 400


def test_a_curve_has_a_picture_its_words_and_every_figure(as_, worker, curve):
    shown = as_(worker).get(page_of(curve)).text

    assert 'role="img"' in shown
    assert "566 if nothing changed" in shown
    assert "From 400 (January 2025) to 449 (September 2025): +12.2%." in shown
    assert "The change could be chance." in shown
    assert "The straight line through the history, drawn on" in shown
    for figure in ("400", "466", "470", "449", "483", "533", "566"):
        assert f'<td class="is-number">{figure}</td>' in shown


@pytest.mark.parametrize(
    ("actual", "words"),
    [
        (
            (472, 480, 489),
            ("Turned but still rising", "Slower than forecast, still rising.", "Up for 7 periods: worsening."),
        ),
        ((485, 500), ("As forecast", "It is about what we expected")),
        ((470,), ("Better than forecast", "for 1 period so far")),
        ((499,), ("Not as good as forecast",)),
        ((), ("Not enough data", "There is no figure since its forecast yet.")),
        ((470,) * 7, ("Not enough data", "Its forecast ends before the last figure.")),
    ],
)
def test_what_a_curve_says(as_, arun, worker, actual, words):
    measure = make.measure(arun, tolerance=5)
    make.figures(measure, *WORKED, *actual, by=arun)
    make.published(measure, arun)

    shown = as_(worker).get(page_of(measure)).text

    assert [one for one in words if one not in shown] == []


def test_a_curve_that_falls_the_wrong_way_says_so(as_, arun, worker):
    measure = make.measure(arun, good="higher", unit="score")
    make.figures(measure, 50, 45, 40, 38, 36, 34, by=arun)
    make.published(measure, arun, months=3, ahead=3)

    shown = as_(worker).get(page_of(measure)).text

    assert "Turned but still falling" in shown
    assert "Down for 5 periods: worsening." in shown


def test_percentages_are_in_points_and_few_in_parts(as_, arun, worker):
    measure = make.measure(arun, unit="percent", good="higher")
    make.figures(measure, (36, 50), (36, 50), (36, 50), (45, 50), by=arun)
    told = "From 72% (January 2025) to 90% (April 2025): +18 percentage points."
    assert told not in as_(worker).get(page_of(measure)).text  # before and after, and nothing to hold it against
    make.published(measure, arun, months=3, method="level")
    assert told in as_(worker).get(page_of(measure)).text

    make.figures(measure, (3, 8), by=arun, begins=5)
    shown = as_(worker).get(page_of(measure)).text
    assert "3 of 8" in shown
    assert "Tentative:" in shown


def test_what_happened_stands_beside_the_curve_by_its_number(as_, arun, curve):
    said = {
        "period": "July 2025",
        "value": "462",
        "note": "Help began in the same week.",
        "provisional": "on",
        "reason": "New",
    }
    assert as_(arun).post(f"{page_of(curve)}figures/write/", said).status_code == 302

    shown = as_(arun).get(page_of(curve)).text
    assert '<li value="1"><b>July 2025</b> Help began in the same week.</li>' in shown
    assert "not final" in shown


def test_the_wanted_figure_is_drawn(as_, arun, worker, curve):
    Measure.objects.filter(pk=curve.pk).update(wanted_value=300, wanted_by=date(2027, 1, 1))

    shown = as_(worker).get(page_of(curve)).text
    assert "300 we want" in shown
    assert "What we want: 300 by 1 January 2027." in shown


def test_a_measure_is_said_and_changed_by_its_form(as_, arun):
    client = as_(arun)
    client.post("/outcomes/results/new/", {"name": "Loved", "population_words": "All children", "place": "Leeds"})
    client.post("/outcomes/services/new/", {"name": "Coaching"})
    said = {"name": "Attendance", "unit": "percent", "good": "higher", "frequency": "weekly", "source": "Schools"}
    result, service = Result.objects.get(), Service.objects.get()

    both = {"kind": "performance", "result": result.pk, "service": service.pk}
    refused = client.post("/outcomes/measures/new/", said | both)
    assert (refused.status_code, "Choose the service, and what the measure asks of it." in refused.text) == (422, True)
    assert 'value="Attendance"' in refused.text
    client.post("/outcomes/measures/new/", said | both | {"quadrant": "better_off_percent"})
    measure = Measure.objects.get()
    assert (measure.kind, measure.result, measure.service, measure.min_run) == ("performance", None, service, 3)

    change = (
        said | both | {"kind": "indicator", "quadrant": "how_well", "row_version": measure.row_version, "decimals": "1"}
    )
    assert client.post(f"{page_of(measure)}change/", change).status_code == 302
    measure.refresh_from_db()
    assert (measure.kind, measure.result, measure.service, measure.quadrant) == ("indicator", result, None, "")
    stale = client.post(f"{page_of(measure)}change/", change)
    assert (stale.status_code, "Someone else saved this" in stale.text) == (422, True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": " "}, "Answer this: What is measured?"),
        ({"result": ""}, "Choose the result that it is of"),
        ({"name": "children LOOKED after"}, "There is a measure of this name already."),
        ({"wanted_value": "4"}, "Say the figure that you want and by when, or neither."),
        ({"tolerance": "-1"}, "0 at least."),
    ],
)
def test_what_a_measure_lacks_is_said_and_what_was_typed_is_kept(as_, arun, curve, said, sentence):
    whole = {
        "name": "Another",
        "kind": "indicator",
        "result": str(curve.result_id),
        "unit": "count",
        "good": "lower",
        "frequency": "monthly",
        "source": "A source that was typed",
    }
    answer = as_(arun).post("/outcomes/measures/new/", whole | said)

    assert (answer.status_code, sentence in answer.text, "A source that was typed" in answer.text) == (422, True, True)


def test_what_is_refused_of_the_folded_part_stands_beside_it_unfolded(as_, arun, curve):
    said = {"name": "Another", "kind": "indicator", "result": str(curve.result_id), "unit": "count", "good": "lower"}
    said |= {"frequency": "monthly", "source": "Ourselves", "wanted_value": "4"}

    assert '<details class="govuk-details" open>' in as_(arun).post("/outcomes/measures/new/", said).text


@pytest.mark.parametrize(
    ("first", "words"),
    [
        ("result", {"name": "Loved", "population_words": "All children", "place": "Leeds"}),
        ("service", {"name": "Coaching"}),
    ],
)
def test_what_was_typed_waits_while_a_result_or_a_service_is_written_first(as_, arun, first, words):
    client = as_(arun)
    typed = {"name": "Attendance", "unit": "percent", "good": "higher", "source": "Schools", "tolerance": "abc"}

    begun = client.post("/outcomes/measures/new/", typed | {"first": first})
    assert begun.url == f"/outcomes/{first}s/new/"
    shown = client.post(begun.url, words, follow=True)

    form = shown.context["form"]
    made = {"result": Result, "service": Service}[first].objects.get()
    kind = {"result": "indicator", "service": "performance"}[first]
    assert {name: form[name].value() for name in typed} == typed
    assert (form["kind"].value(), form[first].value()) == (kind, str(made.pk))
    assert form.errors == {}


def test_what_was_typed_stands_there_until_it_is_saved(as_, arun, curve):
    client, new = as_(arun), "/outcomes/measures/new/"
    typed = {"name": "Attendance", "unit": "percent", "good": "higher", "frequency": "weekly", "source": "Schools"}
    client.post(new, typed | {"first": "result"})

    assert client.get(new).context["form"]["name"].value() == "Attendance"
    assert client.post(new, typed | {"kind": "indicator", "result": str(curve.result_id)}).status_code == 302
    assert client.get(new).context["form"]["name"].value() is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"period": "Smarch 2025"}, "Write the month as"),
        ({"period": "April 2026"}, "That period is still to come."),
        ({"value": ""}, "Write the figure."),
        ({"value": "7.5"}, "This figure does not fit the measure"),
        ({"period": "March 2025"}, "There is a figure for this period already."),
    ],
)
def test_a_figure_that_is_not_right_is_said_and_kept(as_, arun, curve, said, sentence):
    whole = {"period": "October 2025", "value": "440", "note": "What was typed"}
    answer = as_(arun).post(f"{page_of(curve)}figures/write/", whole | said)

    assert (answer.status_code, sentence in answer.text, "What was typed" in answer.text) == (422, True, True)
    assert DataPoint.objects.count() == 9


def test_a_figure_that_changes_says_why_and_both_stay(as_, arun, curve):
    said = {"period": "March 2025", "value": "430", "reason": "One was counted twice."}
    assert as_(arun).post(f"{page_of(curve)}figures/write/", said).status_code == 302
    assert as_(arun).post(f"{page_of(curve)}figures/write/", said).status_code == 302

    shown = as_(arun).get(page_of(curve)).text
    assert "One was counted twice." in shown
    told = DataPoint.objects.filter(period__startswith=date(2025, 3, 1)).order_by("revision")
    assert [(one.value, one.is_current) for one in told] == [(431, False), (430, True)]


@pytest.mark.parametrize(("who", "is_led"), [("arun", True), ("worker", False)])
def test_each_figure_leads_whoever_writes_figures_to_putting_it_right(as_, curve, who, is_led, request):
    client = as_(request.getfixturevalue(who))
    way = f"{page_of(curve)}figures/write/?period=January%202025"

    assert (way in client.get(page_of(curve)).text) == is_led
    if is_led:
        assert client.get(way).context["form"]["period"].value() == "January 2025"


def test_a_part_is_written_by_both_its_numbers(as_, arun):
    measure = make.measure(arun, unit="percent")
    write = f"{page_of(measure)}figures/write/"
    said = {"period": "March 2025", "numerator": "29", "denominator": "40"}
    twice = as_(arun).post(write, said | {"value": "72"})
    assert "one of the two" in twice.text
    assert "more than what it is out of" in as_(arun).post(write, said | {"numerator": "41"}).text

    assert as_(arun).post(write, said).status_code == 302
    assert "29 of 40" in as_(arun).get(page_of(measure)).text


def test_a_forecast_is_drafted_looked_at_and_published_once(as_, arun, curve):
    client, new = as_(arun), f"{page_of(curve)}forecast/"
    said = {"since": "2025-02-01", "until": "2025-06-01", "assumption_note": "As it is."}
    bare = client.post(new, said)
    assert (bare.status_code, "As it is." in bare.text) == (422, True)
    assert "for how many periods" in client.post(new, said | {"method": "linear"}).text
    assert (
        "ends after it begins" in client.post(new, said | {"method": "level", "ahead": "2", "until": "2025-01-01"}).text
    )
    few = client.post(new, said | {"method": "level", "ahead": "2", "until": "2025-03-01"})
    assert (few.status_code, "fewer than three figures" in few.text) == (422, True)

    client.post(new, said | {"method": "level", "ahead": "2"})
    draft = Forecast.objects.get(published_at=None)
    assert "A forecast that is not published yet" in client.get(page_of(curve)).text
    assert "is begun already" in client.post(new, said | {"method": "level", "ahead": "2"}).text

    publish = f"/outcomes/forecasts/{draft.pk}/publish/"
    assert "frozen from now on" in client.post(publish, follow=True).text
    assert "published already, and frozen" in client.post(publish, follow=True).text
    before = Forecast.objects.exclude(pk=draft.pk).get()
    assert before.superseded_by_id == draft.pk
    assert "what we expected before that" in client.get(page_of(curve)).text
    assert "Only a draft is put away" in client.post(f"/outcomes/forecasts/{draft.pk}/put-away/", follow=True).text


def test_a_draft_that_was_put_away_is_not_published(as_, arun):
    """By a page that stood open: what stands in force stays there."""
    measure = make.measure(arun)
    make.figures(measure, 400, 418, 431, by=arun)
    in_force, draft = make.published(measure, arun, months=3), make.drafted(measure, arun, months=3)
    client, at = as_(arun), f"/outcomes/forecasts/{draft.pk}"
    client.post(f"{at}/put-away/")

    assert "was put away meanwhile" in client.post(f"{at}/publish/", follow=True).text
    in_force.refresh_from_db()
    draft.refresh_from_db()
    assert (in_force.superseded_by_id, draft.published_at) == (None, None)


def test_a_forecast_by_judgement_may_be_a_range(as_, arun, curve):
    new = f"{page_of(curve)}forecast/"
    said = {"since": "2025-01-01", "until": "2025-09-01", "assumption_note": "As it is.", "method": "judgement"}
    client = as_(arun)
    assert "one period at least" in client.post(new, said).text
    wrong = client.post(new, said | {"expected": "October 2025; 440\nOctober 2025 nine\nNovember 2025; 440; 450"})
    assert "Line 2: “nine” is no number." in wrong.text
    outside = client.post(new, said | {"expected": "November 2025; 440; 450"})
    assert "lies between the least and the most" in outside.text
    early = client.post(new, said | {"expected": "March 2025; 440"})
    assert "after the history" in early.text

    assert client.post(new, said | {"expected": "October 2025; 440; 430; 455\n\nNovember 2025\t445"}).status_code == 302
    points = Forecast.objects.get(published_at=None).points.order_by("period")
    assert [(one.low, one.central, one.high) for one in points] == [(430, 440, 455), (None, 445, None)]
    assert client.post(f"/outcomes/forecasts/{points[0].forecast_id}/put-away/").status_code == 302
    assert "not published yet" not in client.get(page_of(curve)).text


def test_who_may_write_figures(as_, worker, curve):
    pages = ("paste/", "measures/new/", "results/new/", "services/new/", "published/")
    own = ("change/", "figures/write/", "figures/paste/", "forecast/")
    addresses = [*(f"{BOARD}{page}" for page in pages), *(f"{page_of(curve)}{page}" for page in own)]
    writers = [factories.UserFactory(roles=[role]) for role in ("analyst", "team_manager", "quality_lead")]

    assert {as_(worker).get(address).status_code for address in addresses} == {403}
    assert {as_(user).get(address).status_code for user in writers for address in addresses} == {200}
    forecast = Forecast.objects.get()
    assert as_(worker).post(f"/outcomes/forecasts/{forecast.pk}/publish/").status_code == 403
    assert as_(worker).post(f"/outcomes/forecasts/{forecast.pk}/put-away/").status_code == 403
    assert "Paste figures" not in as_(worker).get(BOARD).text


def test_everyone_who_works_here_reads_and_no_family_does(as_, curve, worker):
    administrator = factories.UserFactory(roles=["administrator"])
    dana = factories.UserFactory(kind="family", roles=[])

    assert [as_(user).get(page_of(curve)).status_code for user in (worker, administrator, dana)] == [200, 200, 403]
    assert as_(dana).get(BOARD).status_code == 403
    assert 'href="/outcomes/"' in as_(worker).get("/today/").text
    assert as_(worker).get("/outcomes/measures/018f0000-0000-7000-8000-000000000000/").status_code == 404


def test_the_figures_leave_without_small_numbers(as_, arun, worker):
    measure = make.measure(arun, unit="percent", name="=cmd()")
    make.figures(measure, (20, 40), (3, 40), (38, 40), (0, 40), (3, 8), (0, 3), by=arun)
    answer = as_(worker).get(f"{page_of(measure)}figures.csv")

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["figure"], row["number"], row["out_of"], row["tentative"]) for row in rows] == [
        ("50", "20", "40", "no"),
        ("c", "c", "40", "no"),
        ("c", "c", "40", "no"),
        ("0", "0", "40", "no"),
        ("c", "c", "8", "yes"),
        ("c", "c", "c", "yes"),  # that there are three in all tells of them too
    ]
    count = make.measure(arun)
    make.figures(count, 0, 5, 6, by=arun)
    text = as_(worker).get(f"{page_of(count)}figures.csv").content.decode("utf-8-sig")
    assert [row["figure"] for row in csv.DictReader(StringIO(text))] == ["0", "c", "6"]


def test_an_average_of_few_does_not_leave(as_, arun, worker):
    score = make.measure(arun, unit="score")
    told = [make.told_of(make.month(number), 7, asked=40, answered=of) for number, of in ((1, 6), (2, 5))]
    with acting_as(arun.asker):
        write_figures(told=[(score, one) for one in told], by=arun)
    text = as_(worker).get(f"{page_of(score)}figures.csv").content.decode("utf-8-sig")

    assert [row["figure"] for row in csv.DictReader(StringIO(text))] == ["7", "c"]


def test_a_figure_that_counts_nobody_leaves_however_small_it_is(as_, arun, worker):
    days = make.measure(arun, unit="days")
    make.figures(days, 3, by=arun)
    text = as_(worker).get(f"{page_of(days)}figures.csv").content.decode("utf-8-sig")

    assert [row["figure"] for row in csv.DictReader(StringIO(text))] == ["3"]
