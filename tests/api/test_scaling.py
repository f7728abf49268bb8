"""Scales over the API: each person's own answers, written with a conversation, and no number of several."""

import json

import pytest

from api.serializers.conversations import ConversationOutput
from api.serializers.scaling import ScaleOutput
from casework.models import ScalingAnswer, ScalingQuestion
from tests.api.shapes import misfits
from tests.casework.scales import WORDS, asked, gives, in_confidence
from tests.factories import FamilyFactory, MembershipFactory

SCALES, CONVERSATIONS = "/api/v1/scales/", "/api/v1/conversations/"


@pytest.fixture
def mia(family):
    return MembershipFactory(family=family, person__known_as="Mia").person


@pytest.fixture
def talk(family, mia, worker):
    answers = [gives(mia, 7, why_not_lower="Toast"), gives(worker.practitioner, 4.5)]
    return asked(worker, family, answers, people=[mia])


def body(family, *people, **more):
    return {"family": str(family.pk), "people": [str(one.pk) for one in people], "headline": "A talk", **more}


def test_a_scale_fits_its_description(caller, talk, family, mia):
    told = caller("conversations.read").get(SCALES, {"family": str(family.pk)}).json()["results"]

    assert [misfits(ScaleOutput, one) for one in told] == [[]]
    said = [(one["person"], one["value"], one["why_not_lower"], one["on"]) for one in told[0]["answers"]]
    assert said == [(str(mia.pk), 7.0, "Toast", "2026-03-16"), (None, 4.5, "", "2026-03-16")]
    assert {name: told[0][name] for name in WORDS} == WORDS


def test_one_scale_and_its_conversation_say_the_same(caller, talk):
    system = caller("conversations.read")
    question = ScalingQuestion.objects.get()

    one = system.get(f"{SCALES}{question.pk}/").json()
    whole = system.get(f"{CONVERSATIONS}{talk.pk}/").json()

    assert (misfits(ConversationOutput, whole), one["answers"]) == ([], whole["scaling_answers"])


def test_no_key_says_a_number_of_several(caller, talk):
    told = json.dumps(caller("conversations.read").get(SCALES).json())

    assert not {"average", "mean", "median", "total", "count", "sum"} & set(told.replace('"', " ").split())


def test_a_summary_is_no_way_to_a_scale(caller, talk):
    assert caller("conversations.summary").get(SCALES).status_code == 403


def test_what_a_child_said_in_confidence_is_no_systems(caller, talk, family, mia, worker):
    asked(worker, family, [gives(mia, 1)], question=ScalingQuestion.objects.get(), sharing=in_confidence())

    told = caller("conversations.read").get(SCALES).json()["results"][0]["answers"]

    assert [one["value"] for one in told] == [7.0, 4.5]


def test_it_is_written_with_a_conversation(caller, family, mia, worker):
    answers = [{"person": str(mia.pk), "value": 6.5, "what_plus_one": "Toast"}]
    mine = [{"practitioner": str(worker.practitioner.pk), "value": None}]
    new = {**WORDS, "answers": answers, "worker_answers": mine}
    system = caller("conversations.write", "conversations.read")

    first = system.post(CONVERSATIONS, body(family, mia, new_scales=[new]), content_type="application/json")
    again = {"scale": first.json()["scaling_answers"][0]["scale"], "answers": [{"person": str(mia.pk), "value": 8}]}
    second = system.post(CONVERSATIONS, body(family, mia, scales=[again]), content_type="application/json")

    assert (first.status_code, second.status_code) == (201, 201)
    assert [one["value"] for one in first.json()["scaling_answers"]] == [6.5, None]
    assert ScalingQuestion.objects.get().answers.count() == 3


@pytest.mark.parametrize("value", [11, -1, 6.3, "7", True, []])
def test_a_value_off_the_scale_is_refused_where_it_stands(caller, family, mia, value):
    new = {**WORDS, "answers": [{"person": str(mia.pk), "value": value}]}
    answer = caller("conversations.write").post(
        CONVERSATIONS, body(family, mia, new_scales=[new]), content_type="application/json"
    )

    assert answer.status_code == 400
    assert ScalingAnswer.objects.count() == 0


def test_someone_who_was_not_there_answers_nothing(caller, family, mia):
    other = MembershipFactory(family=family).person
    new = {**WORDS, "answers": [{"person": str(other.pk), "value": 3}]}

    answer = caller("conversations.write").post(
        CONVERSATIONS, body(family, mia, new_scales=[new]), content_type="application/json"
    )

    assert (answer.status_code, "tick them first" in answer.text) == (400, True)


def test_a_scale_of_another_family_is_refused(caller, talk, mia):
    other = MembershipFactory(family=FamilyFactory()).person
    again = {"scale": str(ScalingQuestion.objects.get().pk), "answers": [{"person": str(other.pk), "value": 3}]}

    answer = caller("conversations.write").post(
        CONVERSATIONS, body(other.memberships.get().family, other, scales=[again]), content_type="application/json"
    )

    assert (answer.status_code, ScalingAnswer.objects.count()) == (400, 2)
