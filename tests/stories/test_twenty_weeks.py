"""Two link-ups from their first day to after their last, day after day: the clock moves, a worker does the jobs, people use their links."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from database import clock, jobs
from database.asker import acting_as
from families.models import Family, Person, PlaceKind
from linkups.actions import linkups, meetups, offers
from linkups.jobs import LISTEN
from linkups.models import CallBack, CheckInLink, FamilyCard, LinkUp, LinkUpCheckIn, LinkUpPause, WordsPastCoach
from tests.factories import everything_is_of
from tests.linkups.listening import can_be_written_to, links_sent
from tests.working import do_the_jobs

pytestmark = [pytest.mark.slow]
START = date(2026, 3, 16)
ADDRESSES = {"Petra": "petra@home.example", "Grace": "grace@home.example"}


@contextmanager
def as_(user):
    """A transaction of theirs."""
    with acting_as(user.asker), transaction.atomic():
        yield


class Weeks:
    """Brandt and Okafor, Marlon who coaches them, and the days that go by."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch
        self.marlon = User.objects.get(name="Marlon")
        self.day = START
        with self.as_marlon(), everything_is_of(self.marlon.organisation):
            for name, value in ADDRESSES.items():
                can_be_written_to(Person.objects.get(known_as=name), value)
            self.link_up = self._begin()

    def as_marlon(self):
        return as_(self.marlon)

    def _begin(self):
        coach, families = self.marlon, Family.objects.in_bulk(field_name="id").values()
        by_name = {one.name: one for one in families}
        petra, grace = (Person.objects.get(known_as=name) for name in ADDRESSES)
        link_up = offers.suggest_link_up(
            seeking_family=by_name["Brandt"],
            sharing_family=by_name["Okafor"],
            coach=coach.practitioner,
            by=coach,
        )
        card = FamilyCard.objects.get(family=by_name["Okafor"], kind="sharing")
        offer = offers.offer_cards(family=by_name["Brandt"], cards=[card], coach=coach.practitioner, by=coach)
        link_up = offers.choose_card(offer=offer, card=card, person=petra, by=coach)
        link_up = linkups.ask_both(link_up=link_up, planned_weeks=20, by=coach)
        for side, person in (("seeking", petra), ("sharing", grace)):
            link_up = linkups.agree(link_up=link_up, side=LinkUp.Side(side), person=person, by=coach)
        return linkups.start(link_up=link_up, start_date=START, by=coach)

    def goes_to(self, day):
        """It is morning: the worker does what waits, and what is done each morning."""
        self.day = day
        at_nine = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        self.monkeypatch.setattr("database.clock.now", lambda: at_nine)
        jobs.put_off(LISTEN, timestamp=day)
        do_the_jobs()

    def meet(self):
        with self.as_marlon():
            meetups.record_meetup(
                link_up=self.link_up, held_on=clock.today(), place_kind=PlaceKind.PARK_OR_OUTDOORS, by=self.marlon
            )

    def answers(self, name, **said):
        """By the last link that went to them, without signing in."""
        return Client().post(links_sent()[ADDRESSES[name]], said).status_code

    def a_week_goes_by(self, *, met=True):
        self.goes_to(self.day + timedelta(days=7))
        if met:
            self.meet()

    def asked(self):
        """How many were asked, for which week, and when."""
        with self.as_marlon():
            rows = LinkUpCheckIn.objects.filter(link_up=self.link_up).order_by("asked_on")
            return {(one.for_week or "end", one.asked_on) for one in rows}


@pytest.fixture
def weeks(demo, monkeypatch):
    return Weeks(monkeypatch)


def week(number, pause=0):
    return START + timedelta(days=7 * (number - 1) + pause)


def test_twenty_weeks_and_the_end_as_planned(weeks):  # noqa: PLR0915  (twenty weeks)
    weeks.goes_to(START)
    weeks.meet()
    assert weeks.asked() == set()

    weeks.a_week_goes_by()
    assert (weeks.asked(), set(links_sent())) == ({(2, week(2))}, set(ADDRESSES.values()))
    assert weeks.answers("Petra", things="better", after_meeting="4", getting_on="8") == 200
    assert weeks.answers("Petra", things="worse") == 404

    for _each in range(3):
        weeks.a_week_goes_by()
    assert weeks.asked() == {(2, week(2)), (5, week(5))}
    with weeks.as_marlon():
        first = LinkUpCheckIn.objects.filter(link_up=weeks.link_up, for_week=2)
        assert {one.state for one in first.exclude(person__known_as="Petra")} == {"no_answer"}

    assert weeks.answers("Grace", things="worse", words="It is too much for us.") == 200
    maya = User.objects.get(name="Maya")
    with as_(maya):
        call = CallBack.objects.visible_to(maya).get(check_in__link_up=weeks.link_up)
        assert (call.reasons, call.due_on) == (["worse", "words"], week(5) + timedelta(days=2))
    weeks.goes_to(week(5) + timedelta(days=2))
    weeks.goes_to(week(5) + timedelta(days=3))
    sarah = User.objects.get(name="Sarah")
    with as_(sarah):
        assert CallBack.objects.visible_to(sarah).get(check_in__link_up=weeks.link_up).is_late
    with weeks.as_marlon():
        assert not CallBack.objects.visible_to(weeks.marlon).exists()
        assert not WordsPastCoach.objects.exists()

    # Grace asks for a break in the sixth week; for a fortnight nobody is asked, and the weeks stand still.
    weeks.goes_to(week(6))
    grace = User.objects.get(name="Grace", kind="family")
    with as_(grace):
        reason = LinkUpPause.Reason.NEEDED_A_BREAK
        linkups.pause(link_up=weeks.link_up, first_day=clock.today(), reason=reason, by=grace)
    weeks.goes_to(week(7))
    weeks.goes_to(week(8))
    with weeks.as_marlon():
        linkups.resume(link_up=weeks.link_up, first_day_back=clock.today(), by=weeks.marlon)
    while weeks.day < week(20, pause=14):
        weeks.a_week_goes_by()
        for name in ADDRESSES:
            weeks.answers(name, things="same", after_meeting="3")
    assert weeks.asked() == {
        (2, week(2)),
        (5, week(5)),
        (10, week(10, pause=14)),
        (15, week(15, pause=14)),
    }

    weeks.goes_to(week(21, pause=14))
    with weeks.as_marlon():
        kind = LinkUp.EndKind.WEEKS_FINISHED
        linkups.end(link_up=weeks.link_up, kind=kind, end_date=clock.today(), by=weeks.marlon)
    weeks.goes_to(weeks.day + timedelta(days=1))
    assert ("end", weeks.day) in weeks.asked()
    assert [weeks.answers(name, things="better") for name in ADDRESSES] == [200, 200]
    weeks.goes_to(weeks.day + timedelta(days=14))
    weeks.goes_to(weeks.day + timedelta(days=14))

    with weeks.as_marlon():
        found = LinkUp.objects.get(pk=weeks.link_up.pk)
        at_end = LinkUpCheckIn.objects.filter(link_up=found, is_at_end=True)
        assert found.state == "completed"
        assert (at_end.answered().count(), at_end.filter(state="no_answer").count()) == (2, at_end.count() - 2)
        assert not LinkUpCheckIn.objects.waiting().filter(link_up=found).exists()
        assert CheckInLink.objects.filter(check_in__link_up=found, used_at__isnull=False).count() == 8
    failed = ProcrastinateJob.objects.exclude(status="succeeded")
    assert list(failed.values_list("task_name", "status")) == []


def test_an_early_end_asks_everyone_once_more_and_then_nobody(weeks):
    weeks.goes_to(START)
    weeks.meet()
    weeks.a_week_goes_by()
    weeks.a_week_goes_by(met=False)
    with weeks.as_marlon():
        kind = LinkUp.EndKind.DID_NOT_CLICK
        linkups.end(link_up=weeks.link_up, kind=kind, end_date=clock.today(), by=weeks.marlon)
    mail.outbox.clear()

    for _each in range(4):
        weeks.a_week_goes_by(met=False)

    assert weeks.asked() == {(2, week(2)), ("end", week(4))}
    assert sorted(links_sent()) == sorted(ADDRESSES.values())
    with weeks.as_marlon():
        found = LinkUp.objects.get(pk=weeks.link_up.pk)
        assert (found.state, found.end_kind) == ("ended_early", "did_not_click")
        states = set(LinkUpCheckIn.objects.filter(link_up=found).values_list("state", flat=True))
        assert states == {"no_answer"}
