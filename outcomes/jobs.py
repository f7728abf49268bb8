"""What Kith counts each night without anyone asking for it: each measure by itself, as Kith itself in one organisation."""

from __future__ import annotations

from procrastinate.contrib.django import app

from accounts.actions.system import asking_for, organisations
from accounts.models import Organisation
from database.jobs import put_off
from outcomes.actions.counting import COUNT, count_measure
from outcomes.models import CountedMeasure
from outcomes.queries.counting import to_be_counted

COUNT_ALL, COUNT_IN = "outcomes.count", "outcomes.count_in"


@app.periodic(cron="15 2 * * *")
@app.task(name=COUNT_ALL, queueing_lock=COUNT_ALL)
def count_all(timestamp: int) -> None:
    """Each night, everywhere."""
    for organisation in organisations():
        put_off(COUNT_IN, organisation=organisation)


@app.task(name=COUNT_IN)
def count_in(organisation: str) -> None:
    with asking_for(Organisation.objects.get(pk=organisation)) as system:
        for counted in to_be_counted().values_list("pk", flat=True):
            put_off(COUNT, organisation=system.organisation_id, counted=counted)


@app.task(name=COUNT)
def count_one(organisation: str, counted: str) -> None:
    """In one transaction: what goes wrong with one measure keeps no other waiting."""
    with asking_for(Organisation.objects.get(pk=organisation)) as system:
        count_measure(counted=CountedMeasure.objects.get(pk=counted), by=system)
