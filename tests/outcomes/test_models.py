"""What the database holds of figures, past every form (domain.md §7, INV-60 to 62)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from accounts.models import Organisation, User
from database.asker import acting_as
from families.periods import Period
from outcomes.models import (
    Baseline,
    Comparison,
    ComparisonPoint,
    DataPoint,
    Forecast,
    ForecastPoint,
    Measure,
    PublishedFile,
    PublishedSeries,
    Result,
    Service,
)
from tests import factories
from tests.casework.refusals import change, refused_by
from tests.conftest import FROZEN
from tests.outcomes import figures as make

MODELS = (
    *(Result, Service, Measure, DataPoint, Baseline, Forecast, ForecastPoint),
    *(PublishedFile, PublishedSeries, Comparison, ComparisonPoint),
)
JANUARY = Period(date(2025, 1, 1), date(2025, 2, 1))


@pytest.fixture
def measure(arun):
    return make.measure(arun)


@pytest.fixture
def service(organisation):
    return Service.objects.create(organisation=organisation, name="Family coaching")


def point(measure, **said):
    facts = {"organisation": measure.organisation, "measure": measure, "period": JANUARY, "value": Decimal(7)} | said
    return lambda: DataPoint.objects.create(**facts)


def test_nothing_leads_from_a_figure_to_a_person_or_a_family(db):
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT DISTINCT confrelid::regclass::text FROM pg_constraint
            WHERE contype = 'f' AND conrelid::regclass::text LIKE 'outcomes_%'""")
        leads = {table for (table,) in cursor.fetchall()}

    assert {table for table in leads if not table.startswith("outcomes_")} == {
        "accounts_user",
        "accounts_organisation",
    }


def test_everyone_who_works_here_reads_them_and_nobody_else(arun, measure):
    staff = [factories.UserFactory(roles=[role]) for role in ("social_worker", "analyst", "administrator")]
    others = [factories.UserFactory(kind=User.Kind.FAMILY, roles=[]), factories.UserFactory(is_active=False)]

    assert [set(Measure.objects.visible_to(user)) for user in staff] == [{measure}] * 3
    assert [set(Measure.objects.visible_to(user)) for user in others] == [set(), set()]
    for model in MODELS:
        assert not model.objects.visible_to(others[0]).exists()


@pytest.mark.parametrize(
    ("model", "said", "name"),
    [
        (Result, {"name": "R", "population_words": " ", "place": "Here"}, "result_in_words"),
        (Result, {"name": "R", "population_words": "All", "place": ""}, "result_in_words"),
        (Result, {"name": " ", "population_words": "All", "place": "Here"}, "result_in_words"),
        (Result, {"name": "CHILDREN are safe", "population_words": "All", "place": "Here"}, "result_once"),
        (Service, {"name": "\t"}, "service_has_a_name"),
        (Service, {"name": "FAMILY coaching"}, "service_once"),
    ],
)
def test_what_figures_are_about_is_named_once(organisation, measure, service, model, said, name):
    assert refused_by(lambda: model.objects.create(organisation=organisation, **said)) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"name": " "}, "measure_says_what_and_whence"),
        ({"source": ""}, "measure_says_what_and_whence"),
        ({"quadrant": "how_much"}, "measure_indicator_or_performance"),
        ({"result": None}, "measure_indicator_or_performance"),
        ({"kind": "performance"}, "measure_indicator_or_performance"),
        ({"decimals": 4}, "measure_three_decimals"),
        ({"tolerance": -1}, "measure_tolerance"),
        ({"min_run": 1}, "measure_run"),
        ({"min_run": 13}, "measure_run"),
        ({"wanted_value": 4}, "measure_wanted_by_when"),
        ({"wanted_by": date(2027, 1, 1)}, "measure_wanted_by_when"),
        ({"wanted_value": -1, "wanted_by": date(2027, 1, 1)}, "measure_wanted_within_reach"),
        ({"unit": "percent", "wanted_value": 101, "wanted_by": date(2027, 1, 1)}, "measure_wanted_within_reach"),
    ],
)
def test_a_measure_that_is_not_whole_is_refused(measure, said, name):
    assert refused_by(change(measure, **said)) == name


def test_an_indicator_is_of_no_service_and_a_performance_measure_of_one_alone(measure, service):
    """INV-62, each clause."""
    performs = {"kind": "performance", "result": None, "service": service, "quadrant": "how_well"}

    assert refused_by(change(measure, service=service)) == "measure_indicator_or_performance"
    assert refused_by(change(measure, **performs | {"quadrant": ""})) == "measure_indicator_or_performance"
    assert refused_by(change(measure, **performs | {"service": None})) == "measure_indicator_or_performance"
    assert refused_by(change(measure, **performs | {"result": measure.result})) == "measure_indicator_or_performance"
    change(measure, **performs)()


def test_a_measure_is_named_once(arun, measure):
    assert refused_by(change(make.measure(arun), name=measure.name.upper())) == "measure_once"


@pytest.mark.parametrize("said", [{"unit": "days"}, {"frequency": "weekly"}, {"kind": "performance"}])
def test_what_a_figure_is_stays_once_there_is_one(measure, service, said):
    performs = {"result": None, "service": service, "quadrant": "how_well"} if "kind" in said else {}
    change(measure, **said | performs)()
    change(
        measure,
        unit="count",
        frequency="monthly",
        kind="indicator",
        result=Result.objects.get(),
        service=None,
        quadrant="",
    )()
    point(measure)()

    assert refused_by(change(measure, **said | performs)) == "measure_stays_what_it_is"
    change(measure, name="Another name")()


@pytest.mark.parametrize(
    ("unit", "said", "name"),
    [
        ("count", {"value": None}, "data_point_figure_or_parts"),
        ("percent", {"numerator": 1}, "data_point_figure_or_parts"),
        ("percent", {"value": None, "numerator": 1}, "data_point_figure_or_parts"),
        ("percent", {"value": None, "denominator": 1}, "data_point_figure_or_parts"),
        ("percent", {"numerator": 1, "denominator": 2}, "data_point_figure_or_parts"),
        ("percent", {"value": None, "numerator": 5, "denominator": 4}, "data_point_part_of_whole"),
        ("percent", {"value": None, "numerator": 0, "denominator": 0}, "data_point_part_of_whole"),
        ("count", {"value": -1}, "data_point_not_below_nothing"),
        ("percent", {"value": None, "numerator": -1, "denominator": 4}, "data_point_not_below_nothing"),
        ("count", {"value": None, "numerator": 1, "denominator": 2}, "data_point_fits_the_unit"),
        ("percent", {"value": "100.1"}, "data_point_fits_the_unit"),
        ("count", {"value": "7.5"}, "data_point_fits_the_unit"),
        ("count", {"revision": 2, "reason_for_revision": "Why"}, "data_point_in_turn"),
        ("count", {"is_current": False}, "data_point_in_turn"),
        ("count", {"reason_for_revision": "Why"}, "data_point_says_why_it_changed"),
    ],
)
def test_a_figure_that_is_none_is_refused(arun, unit, said, name):
    assert refused_by(point(make.measure(arun, unit=unit), **said)) == name


@pytest.mark.parametrize(
    ("frequency", "good", "bad"),
    [
        ("weekly", ((2026, 3, 16), (2026, 3, 23)), [((2026, 3, 17), (2026, 3, 24)), ((2026, 3, 16), (2026, 3, 30))]),
        ("monthly", ((2026, 2, 1), (2026, 3, 1)), [((2026, 2, 2), (2026, 3, 2)), ((2026, 2, 1), (2026, 4, 1))]),
        ("quarterly", ((2026, 1, 1), (2026, 4, 1)), [((2026, 2, 1), (2026, 5, 1)), ((2026, 1, 1), (2026, 2, 1))]),
        ("yearly", ((2024, 4, 1), (2025, 4, 1)), [((2024, 1, 1), (2025, 1, 1)), ((2024, 4, 1), (2024, 5, 1))]),
        ("academic_year", ((2024, 9, 1), (2025, 9, 1)), [((2024, 4, 1), (2025, 4, 1)), ((2024, 9, 1), (2026, 9, 1))]),
    ],
)
def test_a_figure_is_of_one_period_of_its_measure(arun, frequency, good, bad):
    measure = make.measure(arun, frequency=frequency)
    for first, last in bad:
        assert refused_by(point(measure, period=Period(date(*first), date(*last)))) == "data_point_of_a_period"
    assert refused_by(point(measure, period=Period(date(*good[0]), None))) == "data_point_of_a_period"
    point(measure, period=Period(date(*good[0]), date(*good[1])))()


def test_one_figure_counts_for_each_period(measure):
    """INV-60: a second one is no second, and a revision takes the place of the first by itself."""
    first = point(measure)()
    assert refused_by(point(measure)) == "data_point_in_turn"
    assert refused_by(point(measure, revision=2)) == "data_point_says_why_it_changed"

    second = point(measure, value=8, revision=2, reason_for_revision="Two were counted twice.")()

    first.refresh_from_db()
    assert (first.is_current, first.value, second.is_current) == (False, 7, True)


def test_two_that_count_never_overlap(measure):
    """Past the trigger, as whoever owns the tables could."""
    point(measure)()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'x' AND conrelid = 'outcomes_datapoint'::regclass"
        )
        assert cursor.fetchall() == [("data_point_one_current",)]
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'data_point_revision_once'")
        assert "(measure_id, period, revision)" in cursor.fetchone()[0]


@pytest.mark.parametrize("said", [{"value": 8}, {"is_current": False}, {"note": "x"}, {"provisional": True}])
def test_a_figure_stays_as_it_was_written(measure, said):
    assert refused_by(change(point(measure)(), **said)) == "data_point_stays"


def test_a_baseline_begins_ends_and_stays(arun, measure):
    for window in (Period(date(2025, 1, 1), None), Period(None, date(2025, 1, 1)), Period(empty=True)):
        made = Baseline(organisation=measure.organisation, measure=measure, window=window)
        assert refused_by(made.save) == "baseline_begins_and_ends"
    baseline = Baseline.objects.create(organisation=measure.organisation, measure=measure, window=JANUARY)
    assert refused_by(change(baseline, measure=make.measure(arun))) == "baseline_stays"


@pytest.fixture
def draft(arun, measure):
    make.figures(measure, 400, 418, 431, 452, 466, by=arun)
    return make.drafted(measure, arun)


def test_a_forecast_begins_as_a_draft_of_its_own_measure(arun, draft):
    other = make.measure(arun)
    facts = {
        "organisation": draft.organisation,
        "baseline": draft.baseline,
        "measure": draft.measure,
        "method": "level",
        "assumption_note": "Why",
        "made_on": FROZEN.date(),
    }
    assert refused_by(lambda: Forecast.objects.create(**facts)) == "forecast_one_draft"
    assert refused_by(lambda: Forecast.objects.create(**facts | {"measure": other})) == "forecast_of_its_baseline"
    assert (
        refused_by(lambda: Forecast.objects.create(**facts | {"published_at": FROZEN})) == "forecast_begins_as_a_draft"
    )
    followed = facts | {"superseded_by": draft}
    assert refused_by(lambda: Forecast.objects.create(**followed)) == "forecast_begins_as_a_draft"
    assert refused_by(change(draft, assumption_note=" ")) == "forecast_says_why"
    assert refused_by(change(draft, superseded_by=draft)) == "forecast_published_before_superseded"


@pytest.mark.parametrize(
    "said",
    [
        {"assumption_note": "Other"},
        {"method": "level"},
        {"published_at": None},
        {"made_on": date(2020, 1, 1)},
        {"put_away_at": FROZEN},
        {"created_at": FROZEN - timedelta(days=1)},
        {"created_by": None},
    ],
)
def test_a_published_forecast_is_frozen(draft, said):
    """INV-61."""
    change(draft, published_at=FROZEN)()

    assert refused_by(change(draft, **said)) == "forecast_frozen"


def test_the_history_of_a_published_forecast_stays(draft):
    other = Baseline.objects.create(organisation=draft.organisation, measure=draft.measure, window=JANUARY)
    change(draft, published_at=FROZEN)()

    assert refused_by(change(draft, baseline=other)) == "forecast_frozen"


def test_what_a_forecast_says_of_a_period_stays_though_it_is_a_draft(draft):
    assert refused_by(change(draft.points.all()[0], central=1)) == "forecast_point_frozen"


def test_nothing_is_added_to_a_published_forecast(draft):
    later = {"organisation": draft.organisation, "forecast": draft, "central": 4}
    ForecastPoint.objects.create(period=Period(*make.month(12)), **later)
    change(draft, published_at=FROZEN)()

    added = lambda: ForecastPoint.objects.create(period=Period(*make.month(13)), **later)  # noqa: E731
    assert refused_by(added) == "forecast_point_frozen"


def test_what_is_put_away_stays_so_and_makes_room(arun, draft):
    change(draft, put_away_at=FROZEN)()

    assert refused_by(change(draft, put_away_at=None)) == "forecast_stays_put_away"
    other = make.drafted(draft.measure, arun)
    assert refused_by(change(other, put_away_at=FROZEN, published_at=FROZEN)) == "forecast_published_or_put_away"


def test_an_empty_forecast_is_not_published(arun, draft):
    change(draft, put_away_at=FROZEN)()
    empty = Forecast.objects.create(
        organisation=draft.organisation,
        baseline=draft.baseline,
        measure=draft.measure,
        method="level",
        assumption_note="Why",
        made_on=FROZEN.date(),
    )

    assert refused_by(change(empty, published_at=FROZEN)) == "forecast_foretells_something"


def test_one_forecast_is_in_force_and_followed_by_its_own_alone(arun, draft):
    change(draft, published_at=FROZEN)()
    other = make.drafted(draft.measure, arun)
    assert refused_by(change(other, published_at=FROZEN)) == "forecast_one_in_force"

    elsewhere = make.measure(arun)
    make.figures(elsewhere, 1, 2, 3, 4, 5, by=arun)
    strange = make.published(elsewhere, arun)
    assert refused_by(change(draft, superseded_by=strange)) == "forecast_followed_by_its_own"
    assert refused_by(change(draft, superseded_by=draft)) == "forecast_published_before_superseded"
    change(draft, superseded_by=other)()
    assert refused_by(change(draft, superseded_by=None)) == "forecast_frozen"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"low": 5, "central": 4}, "forecast_point_in_its_range"),
        ({"high": 3, "central": 4}, "forecast_point_in_its_range"),
        ({"central": -1}, "forecast_point_not_below_nothing"),
        ({"central": 4, "low": -1}, "forecast_point_not_below_nothing"),
        ({"central": 4, "period": Period(*make.month(3))}, "forecast_point_of_a_period"),
        ({"central": 4, "period": Period(date(2025, 12, 2), date(2026, 1, 2))}, "forecast_point_of_a_period"),
        ({"central": 4, "period": Period(empty=True)}, "forecast_point_of_a_period"),
        ({"central": 4, "period": Period(*make.month(6))}, "forecast_point_one_each"),
    ],
)
def test_what_is_expected_of_a_period(draft, said, name):
    facts = {"organisation": draft.organisation, "forecast": draft, "period": Period(*make.month(12))} | said

    assert refused_by(lambda: ForecastPoint.objects.create(**facts)) == name


@pytest.mark.parametrize("said", [{"central": 101}, {"central": 99, "high": 101}])
def test_no_percentage_is_expected_above_all(arun, said):
    share = make.measure(arun, unit="percent")
    make.figures(share, 10, 20, 30, 40, 50, by=arun)
    draft = make.drafted(share, arun)
    facts = {"organisation": draft.organisation, "forecast": draft, "period": Period(*make.month(12))} | said

    assert refused_by(lambda: ForecastPoint.objects.create(**facts)) == "forecast_point_at_most_all"


def test_an_empty_period_is_refused_by_name_too():
    """By the trigger first; the check stands behind it, as every period has one."""
    names = {one.name for model in (ForecastPoint, ComparisonPoint) for one in model._meta.constraints}

    assert {"forecast_point_period", "comparison_point_period"} < names


def test_what_is_published_is_followed_once(arun, measure):
    ours = {"organisation": measure.organisation}
    follows = ours | {"area": "Leeds", "column": "rate", "publisher": "DfE", "licence": "OGL"}
    PublishedSeries.objects.create(measure=measure, **follows)
    other = make.measure(arun)

    def series(**said):
        return lambda: PublishedSeries.objects.create(**follows | said)

    assert refused_by(series(measure=other)) == "published_series_once"
    assert refused_by(series(measure=measure, column="count")) == "published_series_one_of_a_measure"
    for blank in ("publisher", "licence", "area"):
        assert refused_by(series(measure=other, column="count", **{blank: " "})) == "published_series_named"
    file = ours | {"name": "a.csv", "content": "x", "checksum": "1"}
    PublishedFile.objects.create(**file)
    assert refused_by(lambda: PublishedFile.objects.create(**file)) == "published_file_once"


def test_how_it_is_elsewhere_is_one_line_with_one_figure_each(measure):
    ours = {"organisation": measure.organisation}
    england = Comparison.objects.create(measure=measure, name="England", **ours)
    assert refused_by(lambda: Comparison.objects.create(measure=measure, name="England", **ours)) == "comparison_once"
    of_england = ours | {"comparison": england}

    def told(**said):
        return lambda: ComparisonPoint.objects.create(**of_england | {"period": JANUARY, "value": 4} | said)

    told()()
    assert refused_by(told()) == "comparison_point_one_each"
    assert refused_by(told(value=-1, period=Period(*make.month(2)))) == "comparison_point_not_below_nothing"
    assert refused_by(told(period=Period(empty=True))) == "comparison_point_period"


def test_every_figure_has_a_history_with_who_and_in_which_act(arun, measure):
    make.figures(measure, 7, by=arun)

    event = measure.points.get().events.get()
    assert (event.pgh_label, event.asked_by, event.pgh_context["action"]) == ("insert", arun.pk, "write_figures")


def test_another_organisation_sees_none(arun, measure):
    york = Organisation.objects.create(name="York")
    system = User.objects.create_user("kith@york.test", name="Kith", kind=User.Kind.SYSTEM, organisation=york)
    with acting_as(system.asker):
        theirs = User.objects.create_user("ana@york.test", name="Ana", roles=["analyst"], organisation=york)
        assert not Measure.objects.exists()
        assert not Measure.objects.visible_to(theirs).exists()
    assert not Measure.objects.visible_to(theirs).exists()
