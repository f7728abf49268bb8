"""What is hidden from someone is asked for in all that they come to read: kept back until now, put right, or answered (domain.md §8.6)."""

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from casework.actions.confidence import choose_readers
from casework.actions.conversations import log_conversation
from casework.actions.corrections import answer_correction, say_otherwise
from casework.actions.looking_again import look_again
from casework.actions.said import TYPED, all_said_in
from casework.actions.sign_offs import say_how_one_sees_it
from database.asker import acting_as
from families.actions.records import EntryText, Sharing
from families.models import Entry, Record, ShareState
from tests.casework.supervised import thought
from tests.factories import MembershipFactory, PersonFactory
from tests.factories_families import AddressFactory, ResidenceFactory, sign_in_of

HOME = "The Old Mill Cottage"
NOT_KEPT_BACK = {
    *("Conference", "ConferenceOffer", "ConferenceReferral", "Participant"),
    *("FamilyPlan", "PlanAction", "ContingencyStep", "Monitoring", "PlanResource", "PlanPhoto"),
    *("BaselineMeeting", "PrepVisit", "SideTried", "PracticalThing", "AdvocateOffer", "CapacityView"),
    *("Goal", "GoalScore", "PaperCopy"),
}
"""Shared from the beginning with all whom they are about: asked as they are written."""
ASKED_ELSEWHERE = {"MyHope", "MyPlanVersion", "SelfReview"}
"""By `my_plans.all_words_of`, as their owner says anew who reads it."""
ABOUT_READING = {"AccessBlock", "Restriction", "EmergencyAccess", "Exclusion", "WindowCheck"}
"""They say who reads a record or takes part another way, or are of whoever looks back: none of them is read with it by the family."""


TRACKED = {model for model in apps.get_models() if hasattr(model, "pgh_event_model")}


def typed_in(model):
    for field in model._meta.concrete_fields:
        text = field.base_field if isinstance(field, ArrayField) else field
        if isinstance(text, models.CharField | models.TextField) and not text.choices and field.name != "sha256":
            yield field.name


def hung_on_a_record():
    """Every model that leads to a record, by however many others."""
    found = {Record}
    while more := {
        one for one in TRACKED - found if found & {field.related_model for field in one._meta.concrete_fields}
    }:
        found |= more
    return found


@pytest.fixture
def rob(family):
    rob = MembershipFactory(family=family, person=PersonFactory(known_as="Rob"), role="parent_carer").person
    sign_in_of(rob)
    return rob


@pytest.fixture
def home(dana, amina):
    address = AddressFactory(lines=HOME, postcode="LF2 4QQ")
    for who in (dana, amina):
        ResidenceFactory(person=who, address=address, is_confidential=True)


@pytest.fixture
def hers(family, amina, home, worker):
    """What Amina told her worker, and nobody else reads as yet."""
    said = [EntryText(Entry.Kind.NOTE, "She misses her room")]
    only_hers = Sharing(ShareState.State.CHILD_ONLY)
    return log_conversation(
        family=family, people=[amina], headline="At school", entries=said, sharing=only_hers, by=worker
    )


@pytest.fixture
def child(amina):
    return sign_in_of(amina)


@pytest.fixture
def chosen(hers, rob, child):
    """That Amina lets Rob read it."""
    chosen_by_her(hers, rob, child)
    return rob


def chosen_by_her(hers, reader, child):
    with acting_as(child.asker):
        choose_readers(share_state=ShareState.objects.get(record=hers.record), readers=[reader], by=child)


def said_otherwise(hers, amina, child, **said):
    told = {"statement": "I like it here"} | said
    with acting_as(child.asker):
        return say_otherwise(conversation=hers, entry=hers.record.entries.get(), person=amina, by=child, **told)


def test_all_that_is_typed_into_what_can_be_kept_back_is_asked_for():
    asked = {model.__name__: set() for model, _way, _names in TYPED}
    for model, _way, names in TYPED:
        asked[model.__name__] |= set(names)
    elsewhere = NOT_KEPT_BACK | ASKED_ELSEWHERE | ABOUT_READING

    typed = {one.__name__: set(typed_in(one)) for one in hung_on_a_record() if one.__name__ not in elsewhere}

    assert {name: texts for name, texts in typed.items() if texts} == asked


def test_of_two_texts_below_the_same_words_both_are_asked_for(hers, amina, child, worker):
    first = said_otherwise(hers, amina, child, statement="It was the blue room")
    answer_correction(correction=first, state="not_changed", answer="Yes", by=worker)
    said_otherwise(hers, amina, child)

    assert all_said_in(hers.record)["How was it?"] == "It was the blue room\nI like it here"


@pytest.mark.parametrize(
    "said",
    [
        {"thought_about": f"They live at {HOME} now."},
        {"hypotheses": [f"He may have seen {HOME}"]},
        {"decision": "We don’t write", "because": f"{HOME} is theirs"},
    ],
    ids="_".join,
)
def test_a_note_of_supervision_that_was_kept_back_tells_no_address_once_it_is_shared(
    client, family, rob, home, worker, said
):
    note = thought(family, rob, by=worker, is_shared=False, **said)
    client.force_login(worker)

    answer = client.post(reverse("casework:look-again", args=[note.record_id]), {"sharing": "shared"})

    assert (answer.status_code, "Rob must not read" in answer.text) == (422, True)
    assert ShareState.objects.get(record=note.record).state == ShareState.State.WITHHELD
    with pytest.raises(ValidationError, match="Rob must not read"):
        look_again(record=note.record, sharing=Sharing(), by=worker)


def test_put_right_anew_it_is_told_to_nobody_whom_a_child_chose(client, hers, chosen, worker, monkeypatch):
    monkeypatch.setattr("database.clock.now", timezone.now)
    client.force_login(chosen.account.user)
    assert client.get(hers.get_absolute_url()).status_code == 200
    client.force_login(worker)
    page = reverse("casework:entry-put-right", args=[hers.record.entries.get().pk])

    answer = client.post(page, {"body": f"She misses {HOME}"})

    assert (answer.status_code, "Rob must not read" in answer.text) == (422, True)
    assert hers.record.entries.count() == 1


@pytest.mark.parametrize("state", ["not_changed", "corrected"])
def test_an_answer_is_told_to_nobody_whom_a_child_chose(hers, chosen, amina, child, worker, state):
    said = said_otherwise(hers, amina, child)
    new = {"new_words": f"She misses {HOME}"} if state == "corrected" else {}

    with pytest.raises(ValidationError, match="Rob must not read"):
        answer_correction(correction=said, state=state, answer=f"You live at {HOME} now", by=worker, **new)


def test_nor_is_what_the_child_says_of_it(hers, chosen, amina, child):
    entries = [entry.pk for entry in hers.record.entries.all()]
    seen = {"stance": "partly", "comment": f"I am at {HOME}", "entries": entries, "line_put_right": []}

    with pytest.raises(ValidationError, match="written like an address"), acting_as(child.asker):
        say_how_one_sees_it(conversation=hers, person=amina, by=child, **seen)
    with pytest.raises(ValidationError, match="written like an address"):
        said_otherwise(hers, amina, child, statement=f"I am at {HOME}")


def test_what_was_answered_before_is_asked_for_as_a_child_chooses(client, hers, rob, amina, child, worker):
    said = said_otherwise(hers, amina, child)
    answer_correction(correction=said, state="not_changed", answer=f"You live at {HOME} now", by=worker)

    with pytest.raises(ValidationError, match="written like an address"):
        chosen_by_her(hers, rob, child)

    client.force_login(rob.account.user)
    assert client.get(hers.get_absolute_url()).status_code == 404
