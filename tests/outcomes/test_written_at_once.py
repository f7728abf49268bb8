"""Two who write figures of the same measures at one moment, each in an order of their own: one writes, the other reads that."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from database.asker import acting_as
from outcomes.actions.forecasts import ForecastRefused, publish_forecast
from outcomes.actions.points import write_figures
from outcomes.models import DataPoint, Forecast
from tests import factories
from tests.outcomes import figures as make

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def arun(organisation):
    with transaction.atomic():
        return factories.UserFactory(name="Arun", roles=["analyst"])


def at_once(*acts):
    """What came of each: all begin together, each in a transaction of its own."""
    together = Barrier(len(acts))

    def act(one):
        together.wait()
        try:
            one()
        except (ValidationError, ForecastRefused) as refused:
            return type(refused)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


@pytest.mark.parametrize("are_revised", [False, True])
def test_two_who_paste_the_same_measures_in_other_orders_do_not_stop_one_another(arun, are_revised):
    with transaction.atomic():
        measures = [make.measure(arun) for _number in range(400)]
        for one in measures:
            make.figures(one, 40, by=arun, begins=2 if are_revised else 1)
    told = [(one, make.told_of(make.month(2), 50)) for one in measures]

    def writes(lines):
        def write():
            with acting_as(arun.asker), transaction.atomic():
                write_figures(told=lines, reason="Counted again", by=arun)

        return write

    came = at_once(writes(told), writes(told[::-1]))

    with acting_as(arun.asker), transaction.atomic():
        values = DataPoint.objects.filter(is_current=True, value=50).count()
    assert values == 400
    assert set(came) <= {None, ValidationError}
    assert None in came


def test_of_two_who_publish_one_forecast_one_does(arun):
    with transaction.atomic():
        measure = make.measure(arun)
        make.figures(measure, 40, 41, 42, by=arun)
        draft = make.drafted(measure, arun, months=3)

    def publish():
        with acting_as(arun.asker), transaction.atomic():
            publish_forecast(forecast=draft, by=arun)

    came = at_once(publish, publish)

    with acting_as(arun.asker), transaction.atomic():
        assert Forecast.objects.filter(published_at__isnull=False).count() == 1
    assert sorted(came, key=str) == [ForecastRefused, None]
