"""Each night by a real worker; and as of a day that is over, the same however much was put right since (domain.md §7.4)."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.system import asking_for
from accounts.models import Organisation
from database import bootstrap, jobs
from outcomes import frequencies
from outcomes.actions.counting import COUNT, count_measure, follow_counted
from outcomes.actions.measures import add_service
from outcomes.counted import QUERIES, Counted
from outcomes.jobs import COUNT_ALL, COUNT_IN
from outcomes.models import CountedMeasure, DataPoint
from outcomes.queries.counting import count
from tests.conftest import FROZEN
from tests.factories import everything_is_of
from tests.factories_conferences import ConferenceFactory, OfferFactory
from tests.outcomes.test_counted import led, talk
from tests.working import do_the_jobs

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FEBRUARY = frequencies.span_of(date(2026, 2, 1), "monthly")


@pytest.fixture
def leeds(frozen_clock):
    """Seven meetings were offered in February, and are counted since January."""
    leeds = Organisation.objects.create(name="Leeds")
    with asking_for(leeds) as system, everything_is_of(leeds):
        for _time in range(7):
            OfferFactory(conference=ConferenceFactory(), offered_on=date(2026, 2, 10))
        service = add_service(name="Family meetings", by=system)
        about = {"service": service, "frequency": "monthly", "since": date(2026, 1, 1), "by": system}
        follow_counted(query="conferences_offered", name="Offered", **about)
        follow_counted(query="conferences_accepted", name="Accepted", **about)
    return leeds


def the_night_comes():
    jobs.put_off(COUNT_ALL, timestamp=0)
    do_the_jobs()


def ask(leeds, read):
    with asking_for(leeds):
        return read()


def figures(leeds):
    return ask(leeds, lambda: list(DataPoint.objects.order_by("period", "revision").values_list("value", "revision")))


def test_it_is_counted_at_once_when_it_begins_and_each_night_nothing_twice(leeds):
    do_the_jobs()
    assert figures(leeds) == [(0, 1), (7, 1)]

    the_night_comes()
    the_night_comes()

    assert figures(leeds) == [(0, 1), (7, 1)]
    done = ProcrastinateJob.objects.filter(task_name=COUNT).values_list("status", flat=True)
    assert list(done) == ["succeeded"] * 6


def test_what_was_put_right_is_a_revision_of_the_next_night(leeds):
    do_the_jobs()
    with asking_for(leeds), everything_is_of(leeds):
        for conference in ConferenceFactory.create_batch(6):
            OfferFactory(conference=conference, offered_on=date(2026, 2, 11))
    the_night_comes()

    assert figures(leeds) == [(0, 1), (7, 1), (13, 2)]


def test_what_goes_wrong_with_one_measure_keeps_no_other_waiting(leeds):
    with bootstrap.connect(connection.settings_dict["HOST"], connection.settings_dict["NAME"]) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(
            "UPDATE outcomes_countedmeasure SET query = 'of another time' WHERE query = 'conferences_accepted'"
        )
    do_the_jobs()
    the_night_comes()

    assert figures(leeds) == [(0, 1), (7, 1)]
    assert ask(leeds, lambda: CountedMeasure.objects.filter(counted_at__isnull=False).count()) == 1


def test_a_count_takes_as_long_as_it_needs_and_nothing_else_does(leeds):
    def limit():
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return cursor.fetchone()[0]

    with asking_for(leeds) as system:
        before = limit()
        count_measure(counted=CountedMeasure.objects.order_by("pk")[0], by=system)
        while_counting = limit()
    with asking_for(leeds):
        after = limit()

    assert (before, while_counting, after) == ("10s", "0", "10s")


def test_what_is_off_the_board_is_not_counted(leeds):
    do_the_jobs()
    with asking_for(leeds), everything_is_of(leeds):
        CountedMeasure.objects.get(query="conferences_offered").measure.__class__.objects.update(active=False)
        OfferFactory(conference=ConferenceFactory(), offered_on=date(2026, 2, 11))
    the_night_comes()

    assert figures(leeds) == [(0, 1), (7, 1)]


def test_jobs_hold_ids_and_nothing_else(leeds):
    the_night_comes()

    ours = ProcrastinateJob.objects.filter(task_name__in=[COUNT, COUNT_IN])
    assert {key for one in ours for key in one.args} == {"organisation", "counted"}
    assert {len(value) for one in ours for value in one.args.values()} == {36}


def test_counting_has_its_hour():
    (ours,) = [one for one in app.periodic_registry.periodic_tasks.values() if one.task.name == COUNT_ALL]
    assert ours.cron == "15 2 * * *"


# --- As of a day


def the_history_was_written(days_ago):
    """All that was written until now was written so many days ago, by the product’s clock."""
    with bootstrap.connect(connection.settings_dict["HOST"], connection.settings_dict["NAME"]) as owner:
        owner.execute("SET session_replication_role = replica")
        tables = owner.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'pgh_created_at'")
        for (table,) in tables.fetchall():
            owner.execute(
                f"UPDATE {table} SET pgh_created_at = %s WHERE pgh_created_at > %s",
                [FROZEN - timedelta(days=days_ago), FROZEN + timedelta(days=30)],
            )


def counted(leeds, key, *, days_ago=0):
    as_of = FROZEN.date() - timedelta(days=days_ago)
    return ask(leeds, lambda: count(QUERIES[key], [FEBRUARY], as_of=as_of)[FEBRUARY[0]])


def test_as_of_a_day_is_what_was_written_by_its_evening_whatever_was_put_right_since(leeds):
    the_history_was_written(10)
    with asking_for(leeds), everything_is_of(leeds):
        OfferFactory(conference=ConferenceFactory(), offered_on=date(2026, 2, 11))
        moved = OfferFactory._meta.model.objects.order_by("pk").first()
        OfferFactory._meta.model.objects.filter(pk=moved.pk).update(offered_on=date(2026, 1, 30))
    the_history_was_written(5)
    with asking_for(leeds), everything_is_of(leeds):
        for conference in ConferenceFactory.create_batch(3):
            OfferFactory(conference=conference, offered_on=date(2026, 2, 12))

    told = [counted(leeds, "conferences_offered", days_ago=days).numerator for days in (11, 10, 6, 5, 1, 0)]

    assert told == [0, 7, 7, 7, 7, 10]


def test_as_of_yesterday_everything_is_as_today_where_nothing_was_put_right(leeds):
    """Each statement answers the same of the tables and of their histories."""
    with asking_for(leeds), everything_is_of(leeds), transaction.atomic():
        family, (child, other) = led(children=2)
        for said_by in (child, None, other, child):
            talk(family, child, said_by=said_by)
    the_history_was_written(2)

    for key in QUERIES:
        assert counted(leeds, key, days_ago=1) == counted(leeds, key)
    assert counted(leeds, "conversations_own_words", days_ago=1) == Counted(2, 4, 4, 4, workers=4)
    assert counted(leeds, "continuity_same_lead", days_ago=1) == Counted(2, 2, 2, 2, workers=1)
