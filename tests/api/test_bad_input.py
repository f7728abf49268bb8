"""Nothing that a caller can send is a 500 or leaves half a record (security.md §7 A to D)."""

import json

import pytest
from django.test import Client

from families.models import Family, Person, Record
from tests import hostile
from tests.factories import FamilyFactory, MembershipFactory, PractitionerFactory

FAMILIES, PEOPLE, CONVERSATIONS = "/api/v1/families/", "/api/v1/people/", "/api/v1/conversations/"
TYPED = [5, 1.5, True, None, [], {}, [["x"]]]
NOT_IDS = [*TYPED, "", "1", "nonsense", "{00000000-0000-7000-8000-000000000000}", "0" * 32]
NOT_DAYS = [
    *TYPED[:3],
    "",
    "0000-01-01",
    "0001-01-01",
    "10000-01-01",
    "9999-12-31",
    "2026-02-30",
    "2026-3-1",
    "20260301",
    "today",
    "2026-W01-1",
]
BODIES = [
    "", "null", "[]", "5", '"text"', "{", "{]", '{"name": "A",}', "{'name': 'A'}", '{"name": "A"} x', '{"name": "A", "name": "B"}',
    '{"name": NaN}', '{"name": Infinity}', '{"name": -Infinity}', '{"name": 1e999}', '{"name": ' + "9" * 5000 + "}",
    '{"name": ' + "[" * 100_000, '{"name": ' + "[" * 30 + "]" * 30 + "}", "{" * 5000, '"' + '\\"' * 200_000,
    '{"name": {"a": {"a": 1, "a": 2}}}', b"\xff\xfe{\x00}\x00", b'{"name": "\xed\xa0\x80"}', b"\x80", "\ufeff{}",
]  # fmt: skip


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


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_any_text_comes_back_as_it_went(mosaic, family, text):
    body = {"family": str(family.pk), "role": "child", "known_as": text, "given_name": text, "family_name": text}
    free = {"about_me": text, "communication_needs": text, "gender_words": text}

    answer = mosaic.send(PEOPLE, body | free)

    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert {said[name] for name in ("known_as", "given_name", "family_name", *free)} == {text}


@pytest.mark.parametrize("text", [text for text in hostile.TEXTS if text != hostile.A_LONG_NUMBER])
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
def test_a_name_does_not_turn_what_follows(mosaic, text):
    assert pointers(mosaic.send(FAMILIES, {"name": text})) == ["/name"]


@pytest.mark.parametrize("text", hostile.TURNED)
def test_free_text_may(mosaic, text):
    answer = mosaic.send(FAMILIES, {"name": "Ash", "good_to_know": text})

    assert answer.json()["good_to_know"] == text


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0\u2003", "\u2028"])
def test_a_name_is_not_blank(mosaic, text):
    assert mosaic.send(FAMILIES, {"name": text}).status_code == 400
    assert Family.objects.count() == 1


@pytest.mark.parametrize("text", hostile.UNREADABLE)
@pytest.mark.parametrize("where", ['{{"name": {}}}', '{{"name": "A", "other": [{{"deep": {}}}]}}', '{{{}: "A"}}'])
def test_what_is_no_character_is_refused_everywhere(mosaic, text, where):
    assert mosaic.send(FAMILIES, where.format(text)).status_code == 400


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_none(mosaic, body):
    answer = mosaic.send(FAMILIES, body)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert Family.objects.count() == 1


@pytest.mark.parametrize("size", [1_000_001, 10_000_000])
def test_a_body_that_is_too_large(mosaic, size):
    answer = mosaic.send(FAMILIES, json.dumps({"name": "a" * size}))

    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "application/json; charset=utf-16",
        "application/json; charset=bogus",
        "*/*",
        "x",
    ],
)
def test_a_body_of_another_kind(mosaic, kind):
    answer = mosaic.generic("POST", FAMILIES, b'{"name": "Ash"}', content_type=kind)

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


@pytest.mark.parametrize(
    "name", ["id", "organisation", "organisation_id", "row_version", "created_by", "restricted", "Name", "a/b~c", "ü"]
)
def test_an_unknown_field_is_refused_by_name(mosaic, name):
    answer = mosaic.send(FAMILIES, {"name": "Ash", name: "x"})

    assert answer.json()["errors"] == [
        {
            "pointer": f"/{name.replace('~', '~0').replace('/', '~1')}",
            "code": "unknown",
            "detail": "There is no such field.",
        }
    ]


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


@pytest.mark.parametrize("value", TYPED)
def test_a_text_is_a_text(mosaic, value):
    assert mosaic.send(FAMILIES, {"name": value}).status_code == 400


@pytest.mark.parametrize("value", NOT_IDS)
def test_an_id_is_an_id(mosaic, family, value):
    answer = mosaic.send(CONVERSATIONS, a_conversation(family) | {"family": value})

    assert pointers(answer) == ["/family"]


@pytest.mark.parametrize("value", [5, "true", 1, "yes", [], {}])
def test_a_flag_is_a_flag(mosaic, family, value):
    assert pointers(mosaic.send(CONVERSATIONS, a_conversation(family, is_child_seen=value))) == ["/is_child_seen"]


@pytest.mark.parametrize("value", [*TYPED[:3], "", "CHILD", "child ", "\u202echild"])
def test_a_choice_is_one_of_those_listed(mosaic, family, value):
    answer = mosaic.send(PEOPLE, {"family": str(family.pk), "role": value, "known_as": "Kit"})

    assert pointers(answer) == ["/role"]


@pytest.mark.parametrize("value", NOT_DAYS)
def test_a_day_is_a_day(mosaic, family, value):
    answer = mosaic.send(PEOPLE, {"family": str(family.pk), "role": "child", "known_as": "Kit", "date_of_birth": value})

    assert pointers(answer) == ["/date_of_birth"]


@pytest.mark.parametrize(
    "value",
    [
        5,
        "",
        "2026-03-16",
        "2026-03-16T08:00",
        "0000-03-16T08:00Z",
        "9999-12-31T23:59:59Z",
        "2026-02-30T08:00Z",
        "2026-03-16T25:00Z",
        "2016-12-31T23:59:60Z",
        "2026-03-16T08:00+99:00",
    ],
)
def test_a_time_is_a_time(mosaic, family, value):
    assert pointers(mosaic.send(CONVERSATIONS, a_conversation(family, happened_at=value))) == ["/happened_at"]


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


QUERIES = [
    "page_size=0", "page_size=-1", "page_size=201", "page_size=1000000000", "page_size=abc", "page_size=1.5", "page_size=",
    "page_size=%D9%A1", "cursor=abc", "cursor=", "cursor=1", "page_size=1&page_size=2", "page=2", "format=json",
    "family__name__startswith=R", "expand=members", "fields=id", "ordering=name", "q='; --", "page_size=1;page_size=2",
    "%5Bpage_size%5D=1", "=1", "&=&",
]  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_string_holds_what_the_list_says(mosaic, query):
    answer = mosaic.get(f"{FAMILIES}?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_an_unknown_parameter_is_refused_by_name(mosaic, family):
    assert pointers(mosaic.get(f"{FAMILIES}{family.pk}/?expand=members")) == ["/expand"]


def test_what_is_written_has_no_parameters(mosaic):
    assert pointers(mosaic.send(f"{FAMILIES}?dry_run=1", {"name": "Ash"})) == ["/dry_run"]


@pytest.mark.parametrize(
    "path",
    [
        "%00",
        "a%00b/",
        "%ff/",
        "1/",
        "99999999999999999999/",
        "../../",
        "01234567-89AB-7DEF-8123-456789ABCDEF/",
        "x" * 3000,
    ],
)
def test_an_address_that_leads_nowhere(mosaic, path):
    answer = mosaic.get(FAMILIES + path)

    assert (answer.status_code in {400, 404}, answer["Content-Type"]) == (True, "application/problem+json")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", [FAMILIES, "/api/oauth/token/"])
def test_a_method_that_is_none_of_ours(mosaic, method, path):
    answer = getattr(mosaic, method)(path)

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


def test_a_method_in_a_header_is_not_believed(mosaic, family):
    answer = mosaic.post(FAMILIES, "{}", content_type="application/json", HTTP_X_HTTP_METHOD_OVERRIDE="DELETE")

    assert answer.status_code == 400


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*"])
def test_another_kind_of_answer(mosaic, accept):
    answer = mosaic.get(FAMILIES, HTTP_ACCEPT=accept)

    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


UNKNOWN = "01900000-0000-7000-8000-000000000000"


@pytest.fixture
def elsewhere(organisation):
    """A family of another organisation, with a child."""
    from accounts.models import Organisation, User  # noqa: PLC0415
    from database.asker import acting_as  # noqa: PLC0415
    from families.actions.people import add_member, add_person, begin_family  # noqa: PLC0415

    york = Organisation.objects.create(name="York")
    system = User.objects.create_user("kith@york.test", name="Kith", kind=User.Kind.SYSTEM, organisation=york)
    with acting_as(system.asker):
        family = begin_family(name="Elm", by=system)
        person = add_person(known_as="Pat", by=system)
        add_member(family=family, person=person, role="child", by=system)
    return family, person


@pytest.mark.parametrize(
    "path", ["{base}families/{family}/", "{base}people/{person}/", "{base}people/{person}/relations/"]
)
def test_another_organisation_is_as_unknown_as_nothing(mosaic, elsewhere, path):
    family, person = elsewhere

    theirs = mosaic.get(path.format(base="/api/v1/", family=family.pk, person=person.pk))
    nothing = mosaic.get(path.format(base="/api/v1/", family=UNKNOWN, person=UNKNOWN))

    assert (theirs.status_code, theirs.content) == (404, nothing.content)


@pytest.mark.parametrize(
    "path", ["{base}families/{family}/members/", "{base}people/{person}/parents/", "{base}people/{person}/partners/"]
)
def test_nothing_is_written_to_another_organisation(mosaic, elsewhere, path):
    family, person = elsewhere

    answer = mosaic.send(path.format(base="/api/v1/", family=family.pk, person=person.pk), {})

    assert answer.status_code == 404


def test_an_id_of_another_organisation_in_a_body_is_as_unknown_as_nothing(mosaic, family, elsewhere):
    bodies = [{"person": str(pk), "role": "child"} for pk in (elsewhere[1].pk, UNKNOWN)]

    theirs, nothing = (mosaic.send(f"{FAMILIES}{family.pk}/members/", body) for body in bodies)

    assert (theirs.status_code, theirs.content) == (400, nothing.content)
    assert pointers(theirs) == ["/person"]


def test_an_error_points_into_a_list(mosaic, family):
    body = a_conversation(family)

    answer = mosaic.send(CONVERSATIONS, body | {"people": [UNKNOWN, *body["people"], 5]})

    assert pointers(answer) == ["/people/0", "/people/2"]


def test_staff_find_no_family_of_others(client, worker):
    other = FamilyFactory()
    client.force_login(worker)

    assert client.get(f"{FAMILIES}{other.pk}/").status_code == 404


def test_a_stranger_gets_one_answer_everywhere(organisation):
    answers = [Client().get(path) for path in (FAMILIES, f"{FAMILIES}{UNKNOWN}/", f"{PEOPLE}?x=1")]

    assert [answer.status_code for answer in answers] == [401, 401, 401]


def test_nothing_is_left_of_what_was_refused(mosaic, family):
    body = {"family": str(family.pk), "role": "child", "known_as": "Kit", "also_known_as": ["ok", " "]}

    answer = mosaic.send(PEOPLE, body)

    assert answer.status_code == 400
    assert not Person.objects.exists()
