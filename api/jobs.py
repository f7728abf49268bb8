"""What is done for other systems without anyone asking for it: each subscription by itself, so that a slow one keeps no other waiting."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from accounts.actions.system import asking_for, organisations
from accounts.models import Organisation
from api.delivering import send_waiting
from api.queries.webhooks import with_something_to_send
from api.subscribing import SEND
from database.jobs import put_off_once

TELL = "api.tell_of_changes"


@app.periodic(cron="* * * * *")
@app.task(name=TELL, queueing_lock=TELL)
def tell_of_changes(timestamp: int) -> None:
    """Each minute, everywhere: where something waits to be sent."""
    for organisation in organisations():
        with asking_for(Organisation.objects.get(pk=organisation)):
            for subscription in with_something_to_send():
                put_off_once(SEND, organisation=organisation, subscription=subscription)


@app.task(name=SEND)
def send_webhooks(organisation: str, subscription: str) -> None:
    send_waiting(Organisation.objects.get(pk=organisation), UUID(subscription))
