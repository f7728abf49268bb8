"""Measures, figures and forecasts as the tests need them."""

from datetime import date
from decimal import Decimal
from itertools import count

from database.asker import acting_as
from outcomes import frequencies
from outcomes.actions import forecasts, measures, points
from outcomes.imports.told import Told
from outcomes.models import Result, Service

_numbers = count(1)


def result(by, name="Children are safe"):
    there = Result.objects.filter(name=name).first()
    with acting_as(by.asker):
        return there or measures.add_result(name=name, population_words="All children", place="Leeds", by=by)


def measure(by, **said):
    facts = {
        "name": f"Measure {next(_numbers)}",
        "kind": "indicator",
        "unit": "count",
        "good": "lower",
        "frequency": "monthly",
        "source": "Ourselves",
    } | said
    if facts["kind"] == "indicator" and "result" not in facts:
        facts["result"] = result(by)
    with acting_as(by.asker):
        return measures.add_measure(by=by, **facts)


def month(number, year=2025):
    """A month by its number, of this year or of later ones."""
    return frequencies.span_of(date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1), "monthly")


def figures(of, *values, by, begins=1):
    """One figure for each month; a pair is a number and what it is out of."""
    told = [(of, told_of(month(begins + place), value)) for place, value in enumerate(values)]
    with acting_as(by.asker):
        points.write_figures(told=told, by=by)


def told_of(span, value, **said):
    if isinstance(value, tuple):
        return Told(span, numerator=Decimal(value[0]), denominator=Decimal(value[1]), **said)
    return Told(span, value=Decimal(str(value)), **said)


def drafted(of, by, *, months=5, ahead=6, method="linear", **said):
    with acting_as(by.asker):
        return forecasts.draft_forecast(
            measure=of,
            history=(month(1)[0], month(months)[1]),
            method=method,
            assumption_note="All stays as it is.",
            ahead=ahead,
            by=by,
            **said,
        )


def published(of, by, **said):
    draft = drafted(of, by, **said)
    with acting_as(by.asker):
        return forecasts.publish_forecast(forecast=draft, by=by)


def service(by, name="Family coaching"):
    there = Service.objects.filter(name=name).first()
    with acting_as(by.asker):
        return there or measures.add_service(name=name, by=by)
