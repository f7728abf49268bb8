"""What waits, or is refused, for the sake of what the asker may not see doesn't say so (domain.md §8.5)."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from casework.actions.anew import put_right_anew
from casework.actions.conversations import log_conversation
from casework.actions.corrections import answer_correction, say_otherwise
from casework.actions.safety_maps import add_to_safety_map, see_it_differently
from casework.models import CorrectionRequest, DangerDisagreement, SafetyMap, SafetyMapItem
from casework.queries.corrections import says_now
from casework.queries.safety_maps import waiting_for
from casework.rules.anew import can_put_right_anew
from database.asker import acting_as
from families.actions.keeping import declare_interest, restrict
from families.actions.records import EntryText
from families.models import Entry
from tests.casework.safety import begun, danger_on
from tests.conftest import FROZEN
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of

LATER = FROZEN.date() + timedelta(days=60)
OLD, NEW = "Three bags by the door", "Two bags by the door"

pytestmark = pytest.mark.parametrize("how", ["restricted", "known"])


@pytest.fixture
def rob(family, amina):
    rob = MembershipFactory(family=family, person=PersonFactory(known_as="Rob"), role="parent_carer").person
    ResponsibilityFactory(holder=rob, child=amina, basis="child_arrangements_order", status="confirmed")
    return rob


@pytest.fixture
def hidden(rob, worker, manager, how):
    """Rob, from now on, from the worker; the manager sees him."""

    def hide():
        if how == "restricted":
            restrict(what=rob, ground="refuge", allowed=[manager], review_on=LATER, by=manager)
        else:
            declare_interest(practitioner=worker.practitioner, known=rob, kind="neighbour", by=worker)
        worker.__dict__.pop("_sets_asked_for", None)

    return hide


def test_that_someone_unseen_says_otherwise_holds_nothing_up(family, amina, worker, manager, rob, hidden):
    talk = log_conversation(
        family=family, people=[amina], headline="At the table", entries=[EntryText(Entry.Kind.SEEN, OLD)], by=worker
    )
    with acting_as(manager.asker), patch("database.clock.now", timezone.now):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:conversation", record=talk.record_id, by=manager)
    entry = talk.record.entries.get()
    his = sign_in_of(rob)
    with acting_as(his.asker):
        asked = say_otherwise(conversation=talk, entry=entry, person=rob, statement="It was two", by=his)
    assert "Someone of the family says" in str(can_put_right_anew(worker, entry).refusal)
    hidden()
    assert Entry.objects.visible_to(worker).filter(pk=entry.pk).exists()
    assert not CorrectionRequest.objects.visible_to(worker).exists()

    assert can_put_right_anew(worker, entry)

    with acting_as(worker.asker):
        put_right_anew(entry=entry, body=NEW, by=worker)
    assert CorrectionRequest.objects.visible_to(manager).open().get() == asked
    with acting_as(manager.asker):
        answer_correction(correction=asked, state="corrected", answer="It was one", new_words="One bag", by=manager)
    assert says_now(entry).body == "One bag"


def test_what_someone_unseen_wrote_on_a_map_does_not_wait(family, amina, worker, rob, hidden):
    made = begun(worker, family, amina)
    danger = danger_on(made, worker)
    his = sign_in_of(rob)
    with acting_as(his.asker):
        see_it_differently(danger=danger, person=rob, words="She likes the walk", by=his)
        add_to_safety_map(safety_map=made, part="strength", text="We walk", said_by=rob, by=his)
    assert waiting_for(worker)
    hidden()
    assert SafetyMap.objects.visible_to(worker).filter(pk=made.pk).exists()
    assert not DangerDisagreement.objects.visible_to(worker).exists()
    assert not SafetyMapItem.objects.visible_to(worker).exists()

    assert not waiting_for(worker)
