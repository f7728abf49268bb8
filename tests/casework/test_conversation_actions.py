from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework.actions.conversations import log_conversation
from casework.models import Conversation, ConversationPresence
from database import clock
from database.asker import acting_as
from families.actions.records import EntryText, Sharing, keep_draft
from families.models import Draft, Entry, EntryPerson, Record, ShareState
from tests.factories import MembershipFactory
from tests.refusals import again, change, refused_by


@pytest.fixture
def amina(family):
    return MembershipFactory(family=family, person__known_as="Amina").person


def log(family, worker, *people, **more):
    return log_conversation(family=family, people=people, headline="At the table", by=worker, **more)


def test_only_people_and_a_headline_are_needed(family, worker, amina):
    conversation = log(family, worker, amina)

    assert [presence.person for presence in conversation.presences.all()] == [amina]
    assert conversation.record.author == worker
    assert conversation.happened_at == clock.now()


def test_a_conversation_is_shared_with_those_it_is_about(family, worker, amina):
    conversation = log(family, worker, amina)

    state = conversation.record.share_states.get()

    assert (state.person, state.state) == (amina, ShareState.State.SHARED)


def test_history_names_the_action_and_who(family, worker, amina):
    conversation = log(family, worker, amina)

    event = conversation.events.get()

    assert event.pgh_context == {"action": "log_conversation"}


def test_no_one_present_is_refused(family, worker):
    with pytest.raises(ValidationError, match="Pick at least one person"):
        log(family, worker)


def test_the_future_is_refused(family, worker, amina):
    with pytest.raises(ValidationError, match="once it has happened"):
        log(family, worker, amina, happened_at=clock.now() + timedelta(minutes=6))


def test_a_blank_headline_is_refused_and_nothing_stays(family, worker, amina):
    with pytest.raises(ValidationError):
        log_conversation(family=family, people=[amina], headline="", by=worker)

    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        (Entry.Kind.SAID, {}, "Say who said it."),
        (Entry.Kind.CHILD_VIEW, {"how_told": "words"}, "Say who said it."),
        (Entry.Kind.PROFESSIONAL_VIEW, {}, "Say why you think so."),
        (Entry.Kind.REPORTED, {}, "Say who told you."),
    ],
)
def test_an_entry_has_what_its_kind_needs(family, worker, amina, kind, fields, sentence):
    with pytest.raises(ValidationError) as refused:
        log(family, worker, amina, entries=[EntryText(kind, "Words", fields)])

    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("said", "entry_said_needs_speaker"),
        ("professional_view", "entry_view_needs_because"),
        ("reported", "entry_reported_needs_source"),
    ],
)
def test_the_database_holds_what_an_entry_needs(family, worker, amina, kind, name):
    record = log(family, worker, amina).record

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Entry.objects.create(
            organisation=family.organisation, record=record, position=1, kind=kind, body="Words", author=worker
        )


def test_a_blank_entry_breaks_a_rule_of_the_database(family, worker, amina):
    record = log(family, worker, amina).record

    with pytest.raises(IntegrityError, match="entry_not_blank"), transaction.atomic():
        Entry.objects.create(organisation=family.organisation, record=record, position=1, kind="context", body=" ")


def test_whose_strength_it_is_is_kept(family, worker, amina):
    log(family, worker, amina, entries=[EntryText(Entry.Kind.STRENGTH, "She rang school.", whose=(amina,))])

    assert EntryPerson.objects.get().person == amina


def test_withholding_needs_a_reason(family, worker, amina):
    with pytest.raises(ValidationError, match="within 90 days"):
        log(family, worker, amina, sharing=Sharing(state=ShareState.State.WITHHELD))


@pytest.mark.parametrize(("days", "kept"), [(90, True), (91, False)])
def test_withholding_is_reviewed_within_ninety_days(family, worker, amina, days, kept):
    sharing = Sharing(
        state=ShareState.State.WITHHELD, reason="third_party", review_on=clock.today() + timedelta(days=days)
    )

    try:
        log(family, worker, amina, sharing=sharing)
    except ValidationError:
        assert not kept
    else:
        assert kept


def test_a_name_and_a_person_at_once_is_refused_by_the_database(family, worker, amina):
    conversation = log(family, worker, amina)

    with pytest.raises(IntegrityError, match="presence_is_one_of_them"), transaction.atomic():
        ConversationPresence.objects.create(
            organisation=family.organisation, conversation=conversation, person=amina, other_name="Amina too"
        )


def test_someone_was_there_once(family, worker, amina):
    presence = log(family, worker, amina).presences.get()

    assert refused_by(lambda: again(presence, how="phone")) == "presence_of_person_once"


def test_the_database_keeps_a_headline(family, worker, amina):
    conversation = log(family, worker, amina)

    with acting_as(worker.asker):
        assert refused_by(lambda: change(conversation, headline=" ")) == "conversation_has_a_headline"


def test_seen_alone_is_seen(family, worker, amina):
    conversation = log(family, worker, amina)

    with pytest.raises(IntegrityError, match="conversation_seen_alone_is_seen"), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(is_child_seen_alone=True)


def test_what_is_logged_elsewhere_leaves_a_draft_alone(family, worker, amina):
    keep_draft(
        family=family, form="conversation", body={"headline": "At the"}, people=[amina.pk], row_version=0, by=worker
    )

    log(family, worker, amina)

    assert Draft.objects.get().body == {"headline": "At the"}
