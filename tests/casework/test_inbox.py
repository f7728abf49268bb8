"""A team manager's one inbox: all that waits for them, by kind; about whom, since when, and where it is answered (domain.md §10.4)."""

import importlib
import inspect
import pkgutil
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import casework.queries
import families.queries
import linkups.queries
from accounts.models import AccessEvent
from casework.actions.conversations import log_conversation
from casework.actions.corrections import say_otherwise
from casework.queries.inbox import SHOWN, inbox
from casework.queries.today import today_page
from casework.queries.waiting import SOURCES, Kind
from database.asker import acting_as
from families.actions.emergency import break_glass
from families.actions.records import EntryText, Sharing
from families.models import Entry, ShareState
from families.queries.ahead import Waiting
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory
from tests.factories_access import DeclaredInterestFactory
from tests.factories_conferences import ReferralFactory
from tests.factories_families import sign_in_of
from tests.factories_worries import AlertFactory, ConcernFactory

MONDAY = date(2026, 3, 16)
DUE = MONDAY + timedelta(days=9)
KEPT = Sharing(ShareState.State.WITHHELD, reason=ShareState.Reason.THIRD_PARTY, review_on=DUE)
ALONE = Sharing(ShareState.State.CHILD_ONLY)
KNOWN = "Hana knows Rowan from their own life, and can’t open their record: who works with them instead?"
QUERIES = 35


def talk(family, worker, *people, sharing=None):
    said = [EntryText(Entry.Kind.NOTE, "At the table")]
    return log_conversation(
        family=family, people=people, headline="Later", entries=said, sharing=sharing or Sharing(), by=worker
    )


def asked_for(family):
    conference = ReferralFactory(conference__family=family).conference
    conference.state = conference.State.REFERRED
    conference.save()


def told(manager):
    return {one.kind: [(item.text, item.about, item.since) for item in one.items] for one in inbox(manager).waiting}


@pytest.fixture
def disagreed(family, worker, dana):
    """Dana says of what Priya wrote: that's not how it was."""
    about = talk(family, worker, dana)
    return say_otherwise(conversation=about, entry=None, person=dana, by=sign_in_of(dana), statement="I did not")


@pytest.fixture
def busy(family, worker, manager, dana, amina, disagreed, monkeypatch):
    """Something of nearly every kind waits for the manager."""
    talk(family, worker, dana, sharing=KEPT)
    monkeypatch.setattr("database.clock.today", lambda: DUE)
    ConcernFactory(raised_by=worker, about=[amina])
    AlertFactory(person=dana, manager=None, created_by=worker)
    asked_for(family)
    DeclaredInterestFactory(
        practitioner=InvolvementFactory(
            family=family, practitioner__name="Hana", practitioner__team=worker.practitioner.team
        ).practitioner,
        person=dana,
    )


def test_there_are_seven_kinds_at_most_and_each_is_asked():
    assert (len(Kind) <= 7, set(SOURCES)) == (True, set(Kind))


def test_whatever_waits_in_any_room_is_asked_once():
    found = set()
    for room in (families.queries, linkups.queries, casework.queries):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            asked = getattr(importlib.import_module(module.name), "waiting_for", None)
            if asked and list(inspect.signature(asked).parameters) == ["user"]:
                found.add(asked)

    sources = [source for asked in SOURCES.values() for source in asked]
    assert (len(sources), set(sources)) == (len(found), found)


def test_each_says_what_about_whom_and_since_when(busy, manager, disagreed):
    made = timezone.localdate(disagreed.created_at)  # by the database's own clock

    assert told(manager) == {
        Kind.SAFETY: [
            ("A worry was raised on Monday 16 March at 09:00", "", MONDAY),
            ("Agree to an alert about Dana", "", made),
        ],
        Kind.MEETINGS: [("A conference for Rowan is asked for: accept it", "", made)],
        Kind.KEPT_BACK: [("Look again at what Rowan can’t read yet", "", MONDAY)],
        Kind.SAID: [("Someone says: that’s not how it was", "Rowan", made)],
        Kind.ALONGSIDE: [(KNOWN, "", None)],
    }


def opened(target, by):
    """What someone opened by breaking the glass, to be looked at afterwards."""
    with acting_as(by.asker):
        return break_glass(
            target=target, reason_code="immediate_safety", reason_text="She rang and was afraid to go home", by=by
        )


def test_what_was_opened_in_an_emergency_waits_for_whoever_looks_at_it_afterwards(family, worker, manager, amina):
    access = opened(talk(family, worker, amina, sharing=ALONE).record, worker)
    before = told(manager)
    manager.roles = ["team_manager", "safeguarding_lead"]
    manager.save()

    (one,) = inbox(manager).waiting

    href = reverse("families:emergency-review", args=[access.pk])
    assert (before, one.kind, [item.href for item in one.items]) == ({}, Kind.OPENED, [href])
    assert "Amina" not in one.items[0].text


def test_what_one_opened_oneself_waits_for_another(family, worker, manager, amina):
    manager.roles = ["team_manager", "safeguarding_lead"]
    manager.save()
    opened(talk(family, worker, amina, sharing=ALONE).record, manager)

    assert told(manager) == {}


def test_nothing_waits_on_today_that_is_not_there(busy, manager):
    there = {item.href for one in inbox(manager).waiting for item in one.items}

    assert there == {item.href for item in today_page(manager).waiting}


def test_what_a_child_told_in_confidence_names_no_family(family, worker, manager, amina):
    about = talk(family, worker, amina, sharing=ALONE)
    say_otherwise(conversation=about, entry=None, person=amina, by=sign_in_of(amina), statement="No")

    assert [item.about for one in inbox(worker).waiting for item in one.items] == [""]


def test_a_family_that_the_manager_knows_is_not_there(family, worker, manager, disagreed):
    DeclaredInterestFactory(practitioner=manager.practitioner, family=family, person=None)

    assert inbox(manager).waiting == []


def test_no_family_is_named_that_the_manager_may_not_know_of(manager, monkeypatch):
    hidden = FamilyFactory(name="Abel").pk
    wrote = Waiting("Someone wrote", "/", families=frozenset({hidden}))
    monkeypatch.setitem(SOURCES, Kind.SAID, [lambda user: [wrote]])

    found = inbox(manager)

    assert [item.about for one in found.waiting for item in one.items] == [""]
    assert hidden not in found.families


def test_it_notes_whom_it_names_and_of_a_worry_nobody(client, family, worker, manager, amina, disagreed):
    AlertFactory(person=amina, manager=None, created_by=worker)
    ConcernFactory(raised_by=worker, about=[MembershipFactory(family=family).person])
    client.force_login(manager)

    client.get(reverse("casework:inbox"))

    (noted,) = AccessEvent.objects.filter(what="casework:inbox")
    assert (noted.families, noted.people) == ([family.pk], [amina.pk])


def test_it_is_a_managers(client, manager, worker):
    client.force_login(worker)
    answered = client.get(reverse("casework:inbox"))
    its_own = reverse("casework:inbox") in client.get(reverse("casework:today")).text
    client.force_login(manager)

    assert (answered.status_code, its_own) == (403, False)
    assert "Only a team’s manager has an inbox." in answered.text
    assert reverse("casework:inbox") in client.get(reverse("casework:today")).text


def test_an_empty_one_says_so(client, manager):
    client.force_login(manager)

    page = client.get(reverse("casework:inbox")).text.partition("<main")[2].partition("</main>")[0]

    assert ("Nothing is waiting for you." in page, "“" in page) == (True, False)


def test_of_one_kind_so_many_are_shown_and_nothing_is_counted(client, family, worker, manager):
    for _one in range(SHOWN + 1):
        asked_for(family)
    client.force_login(manager)

    page = client.get(reverse("casework:inbox")).text

    assert page.count("is asked for: accept it") == SHOWN
    assert ("There is more of this." in page, re.findall(r">\s*\d+\s*<", page)) == (True, [])


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_many(client, worker, manager, dana, count, django_assert_num_queries):
    for one in range(count):
        work = InvolvementFactory(practitioner=worker.practitioner, role="lead_worker", family__name=f"F{one}")
        talk(work.family, worker, MembershipFactory(family=work.family).person, sharing=KEPT)
        asked_for(work.family)
        AlertFactory(person=MembershipFactory(family=work.family).person, manager=None, created_by=worker)
    client.force_login(manager)

    with django_assert_num_queries(QUERIES):
        client.get(reverse("casework:inbox"))
