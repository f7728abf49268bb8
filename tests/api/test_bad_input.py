"""Nothing that a caller can send is a 500 or leaves half a record (security.md §7); the corpus itself is `tests/sweeps/test_corpus.py`."""

import pytest

from families.models import Family, Person, Record
from tests import hostile
from tests.factories import MembershipFactory, PractitionerFactory

FAMILIES, PEOPLE, CONVERSATIONS = "/api/v1/families/", "/api/v1/people/", "/api/v1/conversations/"


@pytest.fixture
def mosaic(caller, family):
    scopes = [
        "people.read",
        "people.write",
        "families.read",
        "families.write",
        "conversations.read",
        "conversations.write",
    ]
    return caller(*scopes, practitioner=PractitionerFactory())


def pointers(answer):
    return [error["pointer"] for error in answer.json()["errors"]]


def a_conversation(family, **more):
    person = MembershipFactory(family=family).person
    return {"family": str(family.pk), "people": [str(person.pk)], "headline": "A talk", **more}


@pytest.mark.parametrize("text", hostile.TEXTS[::4])
def test_any_text_comes_back_as_it_went(mosaic, family, text):
    body = {"family": str(family.pk), "role": "child", "known_as": text, "given_name": text, "family_name": text}
    free = {"about_me": text, "communication_needs": text, "access_needs": text, "gender_words": text}

    answer = mosaic.send(PEOPLE, body | free)

    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert {said[name] for name in ("known_as", "given_name", "family_name", *free)} == {text}


@pytest.mark.parametrize("text", [text for text in hostile.TEXTS[2::4] if text != hostile.A_LONG_NUMBER])
def test_any_text_can_be_said(mosaic, family, text):
    entry = {"kind": "professional_view", "body": text, "because": text, "what_they_did": text}

    answer = mosaic.send(CONVERSATIONS, a_conversation(family, headline=text[:140], entries=[entry], others=[text]))

    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["headline"], said["entries"][0]["body"], said["presences"][1]["other_name"]) == (
        text[:140],
        text,
        text,
    )


@pytest.mark.parametrize("text", hostile.TURNED)
def test_free_text_may(mosaic, text):
    answer = mosaic.send(FAMILIES, {"name": "Ash", "good_to_know": text})

    assert answer.json()["good_to_know"] == text


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0\u2003", "\u2028"])
def test_a_name_is_not_blank(mosaic, text):
    assert mosaic.send(FAMILIES, {"name": text}).status_code == 400
    assert Family.objects.count() == 1


def test_a_name_is_found_as_a_whole(mosaic, family):
    body = {
        "family": str(family.pk),
        "role": "child",
        "known_as": "Kit",
        "given_name": "a" * 100,
        "family_name": "b" * 100,
    }

    assert pointers(mosaic.send(PEOPLE, body)) == ["/family_name"]


def test_an_unknown_field_deep_inside_is_refused_by_name(mosaic, family):
    answer = mosaic.send(
        CONVERSATIONS, a_conversation(family, entries=[{"kind": "hope", "body": "Swim", "author": "me"}])
    )

    assert pointers(answer) == ["/entries/0/author"]


@pytest.mark.parametrize("value", [5, "true", 1, "yes", [], {}])
def test_a_flag_is_a_flag(mosaic, family, value):
    assert pointers(mosaic.send(CONVERSATIONS, a_conversation(family, is_child_seen=value))) == ["/is_child_seen"]


@pytest.mark.parametrize("value", [5, 1.5, True, "", "CHILD", "child ", "\u202echild"])
def test_a_choice_is_one_of_those_listed(mosaic, family, value):
    answer = mosaic.send(PEOPLE, {"family": str(family.pk), "role": value, "known_as": "Kit"})

    assert pointers(answer) == ["/role"]


@pytest.mark.parametrize("value", ["x", {}, 5, ["x"] * 51])
def test_a_list_is_a_list(mosaic, family, value):
    answer = mosaic.send(CONVERSATIONS, a_conversation(family) | {"people": value})

    assert answer.status_code == 400
    assert all(pointer.startswith("/people") for pointer in pointers(answer))


@pytest.mark.parametrize("value", ["x", {}, 5, ["x"], [5], [None], [[]]])
def test_entries_are_objects(mosaic, family, value):
    answer = mosaic.send(CONVERSATIONS, a_conversation(family, entries=value))

    assert answer.status_code == 400
    assert not Record.objects.exists()


UNKNOWN = "01900000-0000-7000-8000-000000000000"


def test_an_error_points_into_a_list(mosaic, family):
    body = a_conversation(family)

    answer = mosaic.send(CONVERSATIONS, body | {"people": [UNKNOWN, *body["people"], 5]})

    assert pointers(answer) == ["/people/0", "/people/2"]


def test_nothing_is_left_of_what_was_refused(mosaic, family):
    body = {"family": str(family.pk), "role": "child", "known_as": "Kit", "also_known_as": ["ok", " "]}

    answer = mosaic.send(PEOPLE, body)

    assert answer.status_code == 400
    assert not Person.objects.exists()
