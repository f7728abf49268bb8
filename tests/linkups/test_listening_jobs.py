"""The jobs by a real worker: in one organisation each, tried again when a message can't leave, harmless when done twice."""

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.actions.system import asking_for
from accounts.models import Organisation, User
from database import jobs
from linkups.actions.check_ins import SEND
from linkups.jobs import LISTEN, LISTEN_IN
from linkups.models import CheckInLink, LinkUpCheckIn
from tests.factories import everything_is_of
from tests.factories_linkups import LinkUpFactory, member_of
from tests.linkups.listening import can_be_written_to
from tests.linkups.pages import has_met
from tests.working import do_the_jobs

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leeds(frozen_clock):
    """A link-up since 5 January; Lena is reached by a safe address."""
    leeds = Organisation.objects.create(name="Leeds")
    with asking_for(leeds), everything_is_of(leeds):
        link_up = LinkUpFactory(under_way=True)
        has_met(link_up, "2026-03-08")
        can_be_written_to(member_of(link_up.seeking_family, known_as="Lena").person, "lena@home.example")
    return leeds


def the_day_begins():
    jobs.put_off(LISTEN, timestamp=0)
    do_the_jobs()


def count(model, leeds):
    with asking_for(leeds):
        return model.objects.count()


def test_whoever_is_reached_safely_is_written_to_once(leeds):
    the_day_begins()
    the_day_begins()

    assert [one.to for one in mail.outbox] == [["lena@home.example"]]
    assert (count(LinkUpCheckIn, leeds) > 1, count(CheckInLink, leeds)) == (True, 1)


def test_jobs_hold_ids_and_nothing_else(leeds):
    the_day_begins()

    ours = ProcrastinateJob.objects.filter(task_name__startswith="linkups.").exclude(task_name=LISTEN)
    assert {key for one in ours for key in one.args} == {"organisation", "link_up", "check_in"}
    assert {len(value) for one in ours for value in one.args.values()} == {36}


def test_a_message_that_can_t_leave_is_tried_again_and_leaves_no_link(leeds, settings):
    settings.KITH_EMAIL_BACKEND = "tests.nowhere.Backend"
    the_day_begins()

    left = ProcrastinateJob.objects.filter(task_name=SEND, status="todo", attempts=1)
    assert (left.count(), count(CheckInLink, leeds)) == (1, 0)


def test_each_organisation_is_asked_for_itself(leeds):
    york = Organisation.objects.create(name="York")
    jobs.put_off(LISTEN_IN, organisation=york.pk)
    do_the_jobs()

    assert (count(LinkUpCheckIn, leeds), mail.outbox) == (0, [])


def test_a_job_for_who_has_answered_does_nothing(leeds):
    the_day_begins()
    mail.outbox.clear()
    with asking_for(leeds) as system, transaction.atomic():
        asked = LinkUpCheckIn.objects.get(person__known_as="Lena")
        LinkUpCheckIn.objects.filter(pk=asked.pk).update(state="declined")
        jobs.put_off(SEND, organisation=system.organisation_id, check_in=asked.pk)

    do_the_jobs()

    assert mail.outbox == []


def test_listening_has_its_hour():
    found = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}

    assert found[LISTEN] == "0 6 * * *"


def test_kith_itself_begins_with_the_first_job(leeds):
    assert User.objects.filter(organisation=leeds, kind=User.Kind.SYSTEM).count() == 1
