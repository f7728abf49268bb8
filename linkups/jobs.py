"""What is done for link-ups without anyone asking for it: each in one organisation, as Kith itself, by its id alone."""

from __future__ import annotations

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.actions.system import asking_for, organisations
from accounts.models import Organisation
from database.jobs import put_off
from linkups.actions.calls import escalate_calls, send_link
from linkups.actions.check_ins import SEND, ask_when_due, note_silence
from linkups.models import LinkUp, LinkUpCheckIn
from linkups.queries.listening import to_be_asked

LISTEN, LISTEN_IN, ASK = "linkups.listen", "linkups.listen_in", "linkups.ask"
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=4)
"""When a message can't leave: after seconds first, after an hour and more at last."""


@app.periodic(cron="0 6 * * *")
@app.task(name=LISTEN, queueing_lock=LISTEN)
def listen(timestamp: int) -> None:
    """Each morning, everywhere: who is to be asked, who was not heard of, which call is late."""
    for organisation in organisations():
        put_off(LISTEN_IN, organisation=organisation)


@app.task(name=LISTEN_IN)
def listen_in(organisation: str) -> None:
    with asking_for(Organisation.objects.get(pk=organisation)) as system:
        note_silence(by=system)
        escalate_calls(by=system)
        for link_up in to_be_asked().values_list("pk", flat=True):
            put_off(ASK, organisation=system.organisation_id, link_up=link_up)


@app.task(name=ASK)
def ask(organisation: str, link_up: str) -> None:
    """Each link-up by itself, so that what goes wrong with one keeps no other waiting."""
    with asking_for(Organisation.objects.get(pk=organisation)) as system:
        ask_when_due(link_up=LinkUp.objects.get(pk=link_up), by=system)


@app.task(name=SEND, retry=AGAIN)
def send_check_in(organisation: str, check_in: str) -> None:
    """Write to one person; nothing, when they have answered meanwhile."""
    with asking_for(Organisation.objects.get(pk=organisation)) as system:
        asked = LinkUpCheckIn.objects.waiting().filter(pk=UUID(check_in)).first()
        if asked:
            send_link(check_in=asked, by=system)
