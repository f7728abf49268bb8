"""What is not shared yet is looked at again by its day, and then shared, or kept back with a reason (domain.md §8.2, INV-52)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from casework.actions.conversations import log_conversation
from casework.actions.looking_again import NotKeptBack, look_again
from casework.queries import looking_again as queries
from casework.rules.looking_again import can_look_again
from families.actions.records import EntryText, Sharing
from families.actions.support import draw_support_network
from families.models import Entry, Record, ShareState
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_families import AddressFactory, ResidenceFactory

State, Reason = ShareState.State, ShareState.Reason
TODAY = date(2026, 3, 16)
KEPT = Sharing(State.WITHHELD, reason=Reason.THIRD_PARTY, review_on=TODAY + timedelta(days=9))
WORDS = "She asked about her father"


@pytest.fixture
def kept(family, dana, amina, worker):
    said = [EntryText(Entry.Kind.NOTE, WORDS)]
    talk = log_conversation(
        family=family, people=[dana, amina], headline="Later", entries=said, sharing=KEPT, by=worker
    )
    return talk.record


@pytest.fixture
def page(kept):
    return reverse("casework:look-again", args=[kept.pk])


@pytest.fixture
def due(monkeypatch):
    monkeypatch.setattr("database.clock.today", lambda: TODAY + timedelta(days=10))


def states(record):
    return list(ShareState.objects.filter(record=record).order_by("pk").values_list("state", "reason", "review_on"))


def waiting(user):
    return [one.text for one in queries.waiting_for(user)]


def test_it_is_shared_with_everyone_it_is_about(kept, danas_sign_in, worker):
    assert not Record.objects.visible_to(danas_sign_in).exists()

    look_again(record=kept, sharing=Sharing(), by=worker)

    assert states(kept) == [(State.SHARED, "", None)] * 2
    assert Record.objects.visible_to(danas_sign_in).get() == kept


def test_it_is_kept_back_for_another_while_by_whom_and_why(kept, worker, manager):
    again = Sharing(State.WITHHELD, reason=Reason.SERIOUS_HARM, review_on=TODAY + timedelta(days=30))

    look_again(record=kept, sharing=again, by=manager)

    assert states(kept) == [(State.WITHHELD, Reason.SERIOUS_HARM, again.review_on)] * 2
    assert set(ShareState.objects.values_list("decided_by", flat=True)) == {manager.pk}


@pytest.mark.parametrize("days", [0, 91])
def test_for_ninety_days_at_most(kept, worker, days):
    again = Sharing(State.WITHHELD, reason=Reason.OTHER, review_on=TODAY + timedelta(days=days))

    with pytest.raises(ValidationError, match="within 90 days"):
        look_again(record=kept, sharing=again, by=worker)

    assert states(kept)[0][1] == Reason.THIRD_PARTY


def test_of_two_who_look_again_the_second_is_told(kept, worker):
    look_again(record=kept, sharing=Sharing(), by=worker)

    with pytest.raises(NotKeptBack, match="shared already"):
        look_again(record=kept, sharing=Sharing(), by=worker)


def test_an_address_that_is_hidden_from_a_reader_stops_the_sharing(family, joan, amina, worker):
    home = AddressFactory(lines="4 Quarry Mount", postcode="LS6 2JP")
    ResidenceFactory(person=amina, address=home, is_confidential=True)
    said = [EntryText(Entry.Kind.NOTE, "They moved to LS6 2JP")]
    talk = log_conversation(family=family, people=[joan], headline="Later", entries=said, sharing=KEPT, by=worker)

    with pytest.raises(ValidationError, match="Joan must not read"):
        look_again(record=talk.record, sharing=Sharing(), by=worker)

    assert states(talk.record)[0][0] == State.WITHHELD


def test_it_waits_on_its_day_for_whoever_kept_it_back(kept, worker, due):
    assert waiting(worker) == ["Look again at what Rowan can’t read yet"]


def test_not_before(kept, worker):
    assert waiting(worker) == []


def test_and_for_the_lead_worker_and_their_manager(kept, family, worker, manager, due):
    ShareState.objects.update(decided_by=PractitionerFactory().user)

    assert (len(waiting(worker)), len(waiting(manager))) == (1, 1)


def test_for_nobody_else(kept, family, due):
    coach = PractitionerFactory()
    InvolvementFactory(family=family, practitioner=coach, role="family_coach")

    assert waiting(coach.user) == []


def test_a_coach_does_not_decide_it(kept, family, worker):
    coach = PractitionerFactory()
    InvolvementFactory(family=family, practitioner=coach, role="family_coach")

    assert (bool(can_look_again(worker, kept)), bool(can_look_again(coach.user, kept))) == (True, False)


def test_whom_it_is_kept_from_finds_no_page(client, page, danas_sign_in):
    client.force_login(danas_sign_in)

    assert client.get(page).status_code == 404


def test_the_page_leads_there_says_why_and_takes_it(client, kept, page, worker):
    client.force_login(worker)
    assert page in client.get(kept.get_absolute_url(), follow=True).text
    told = client.get(page).text
    assert "It is about someone else. Kept back by Priya on 16 March 2026" in told

    response = client.post(page, {"sharing": "shared"})

    assert (response.status_code, states(kept)[0][0]) == (302, State.SHARED)
    assert page not in client.get(kept.get_absolute_url(), follow=True).text


def test_who_comes_too_late_is_told_where_it_stands(client, kept, page, worker):
    look_again(record=kept, sharing=Sharing(), by=worker)
    client.force_login(worker)

    assert "It is shared already." in client.get(page, follow=True).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "Choose an answer"),
        ({"sharing": "withheld"}, "Say why it is not shared for now."),
        ({"sharing": "child_only"}, "Choose one of the answers"),
        ({"sharing": "withheld", "reason": "other", "review_on": "1/1/2030"}, "within 90 days"),
    ],
)
def test_a_refused_answer_says_what_is_missing(client, page, worker, said, sentence):
    client.force_login(worker)

    response = client.post(page, said)

    assert (response.status_code, sentence in response.text) == (422, True)


def test_a_support_map_too(client, family, dana, worker):
    drawn = draw_support_network(
        family=family, focus=dana, rated_by=dana, drawn_on=TODAY, sharing=KEPT, ties=[], by=worker
    )
    client.force_login(worker)

    response = client.post(reverse("casework:look-again", args=[drawn.record_id]), {"sharing": "shared"})

    assert (response.status_code, states(drawn.record)[0][0]) == (302, State.SHARED)


@pytest.mark.parametrize("count", [1, 3])
def test_query_count(kept, family, dana, worker, monkeypatch, count, django_assert_num_queries):
    for _one in range(count - 1):
        log_conversation(family=family, people=[dana], headline="Later", sharing=KEPT, by=worker)
    monkeypatch.setattr("database.clock.today", lambda: TODAY + timedelta(days=10))

    with django_assert_num_queries(1):
        queries.waiting_for(worker)
