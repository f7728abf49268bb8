"""The link by which someone answers, what goes past the coach, and the pages of who rings."""

import re

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import AccessEvent
from database.asker import acting_as
from linkups.actions.calls import send_link
from linkups.actions.check_ins import answer_check_in
from linkups.models import CallBack, CheckInLink, LinkUp, LinkUpCheckIn, WordsPastCoach
from linkups.rules import check_ins as rules
from tests import hostile
from tests.factories_linkups import member_of, sign_in_of
from tests.linkups.listening import a_manager_of, a_supervisor, can_be_written_to, links_sent
from tests.linkups.pages import address, has_met, words

SPENT = "This link opens nothing"
WROTE = "He shouts at us afterwards"
ANSWER = {"things": "worse", "getting_on": "3", "after_meeting": "2", "words": WROTE, "wants_call": "on"}


@pytest.fixture
def maya(organisation):
    return a_supervisor()


@pytest.fixture
def link(check_in):
    """The path of the link that Lena was sent."""
    can_be_written_to(check_in.person, "lena@home.example")
    send_link(check_in=check_in, by=None)
    return links_sent()["lena@home.example"]


@pytest.fixture
def call(link, client, maya):
    client.post(link, ANSWER)
    return CallBack.objects.get()


def test_the_link_opens_a_page_that_names_nobody(client, link):
    page = client.get(link)

    assert (page.status_code, page["Cache-Control"]) == (200, "max-age=0, no-cache, no-store, must-revalidate, private")
    assert not [name for name in ("Lena", "Brandt", "Okafor", "Marlon", "Leeds", "link-up") if name in words(page)]


def test_opening_it_uses_nothing_up(client, link):
    assert [client.get(link).status_code for _each in range(3)] == [200] * 3


def test_it_is_answered_without_signing_in(client, link, maya):
    page = client.post(link, ANSWER)

    found = LinkUpCheckIn.objects.get()
    assert (page.status_code, "Thank you" in words(page)) == (200, True)
    assert (found.state, found.things, found.getting_on, found.after_meeting, found.how) == (
        *("answered", "worse", 3, 2),
        "link",
    )
    assert CallBack.objects.get().reasons == ["worse", "words", "asked"]


SOMEONE_RINGS = "someone other than your coach rings you within two working days"


@pytest.mark.parametrize("said", [{"things": "better"}, {"things": "worse", "words": WROTE}])
def test_whoever_answers_reads_the_same_of_a_call_whatever_they_said(client, link, maya, said):
    assert SOMEONE_RINGS in words(client.post(link, said))


@pytest.mark.parametrize("who", ["brandt", "coach"])
def test_who_answers_signed_in_reads_of_a_call_if_they_were_asked(client, check_in, who, request):
    user = request.getfixturevalue(who)
    client.force_login(user)

    page = client.post(address("check-in-answer", check_in), {"things": "better"}, follow=True)

    assert "Thank you for saying." in words(page)
    assert (SOMEONE_RINGS in words(page)) == rules.is_asked(user, check_in)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_works_once(client, link, method):
    client.post(link, {"things": "same"})

    page = getattr(client, method)(link, {"things": "worse"})

    assert (page.status_code, SPENT in words(page)) == (404, True)
    assert LinkUpCheckIn.objects.get().things == "same"


def test_a_former_link_is_dead(client, link, check_in):
    send_link(check_in=check_in, by=None)

    assert (client.get(link).status_code, client.get(links_sent()["lena@home.example"]).status_code) == (404, 200)


def test_a_link_is_dead_once_they_answered_signed_in(client, link, check_in, brandt):
    answer_check_in(check_in=check_in, things="same", by=brandt)

    assert client.get(link).status_code == 404


def test_someone_else_who_is_signed_in_is_shown_nothing(client, link, okafor, coach, brandt):
    seen = {}
    for user in (okafor, coach, brandt):
        client.force_login(user)
        page = client.get(link)
        seen[user.name] = (page.status_code, SPENT in words(page))

    assert seen == {"Femi": (404, True), "Marlon": (404, True), "Lena": (200, False)}


def test_it_can_be_left(client, link):
    page = client.post(link, {"rather_not": "1"})

    assert ("Thank you" in words(page), LinkUpCheckIn.objects.get().state) == (True, "declined")
    assert client.post(link, {"rather_not": "1"}).status_code == 404


def test_a_refusal_keeps_what_was_typed(client, link):
    page = client.post(link, {"words": WROTE})

    assert (page.status_code, WROTE in words(page)) == (422, True)
    assert CheckInLink.objects.open().exists()


@pytest.mark.parametrize("name", ["things", "getting_on", "after_meeting", "words", "wants_call", "rather_not"])
def test_what_fits_no_box_is_refused_or_kept_as_words(client, link, maya, name, subtests):
    for value in [*hostile.MISFITS, *hostile.NOT_DAYS, *hostile.TURNED][::4]:
        with subtests.test(value=value[:40]), transaction.atomic():
            answer = client.post(link, {"things": "same"} | {name: value})
            assert answer.status_code in {200, 400, 422}
            transaction.set_rollback(True)


@pytest.mark.parametrize("token", ["x", "x" * 64, "A" * 64, "é", "%00"])
def test_what_never_was_a_link_reads_like_one_that_is_spent(client, organisation, token):
    page = client.get(f"/how-is-it/{token}/")

    assert page.status_code in {400, 404}


def test_guessing_is_stopped(client, organisation):
    answers = [client.get(f"/how-is-it/{number:064}/").status_code for number in range(22)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_a_child_is_asked_by_faces(client, under_way, seeking):
    has_met(under_way, "2026-03-15")
    ben = member_of(seeking, known_as="Ben", born="2016-05-01", role="child").person
    ben.refresh_from_db()
    asked = LinkUpCheckIn.objects.create(
        organisation=ben.organisation, link_up=under_way, family=seeking, person=ben, asked_on="2026-03-16"
    )
    can_be_written_to(ben, "ben@home.example")
    send_link(check_in=asked, by=None)

    page = words(client.get(links_sent()["ben@home.example"]))

    assert ("k-faces" in page, 'name="getting_on"' in page, "a grown-up who is not your coach" in page) == (
        *(True, False),
        True,
    )


def test_only_oneself_is_asked_what_goes_past_the_coach(client, check_in, brandt, coach):
    asked = {}
    for user in (brandt, coach):
        client.force_login(user)
        asked[user.name] = 'name="words"' in words(client.get(address("check-in-answer", check_in)))

    assert asked == {"Lena": True, "Marlon": False}


def test_a_coach_writes_no_words_into_the_form(client, check_in, coach, maya):
    client.force_login(coach)
    client.post(address("check-in-answer", check_in), ANSWER)

    assert (CallBack.objects.get().reasons, WordsPastCoach.objects.exists()) == (["worse"], False)


def test_a_parent_writes_no_words_for_a_child(client, check_in, brandt, maya):
    other = member_of(check_in.family, known_as="Jonas")
    client.force_login(sign_in_of(other))

    assert client.post(address("check-in-answer", check_in), ANSWER).status_code == 403


def every_address():
    """Each pattern of the product with a place or none, as one may ask for it."""

    def walk(patterns, before=""):
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, path)
            elif isinstance(one, URLPattern):
                yield path

    return sorted(set(walk(get_resolver().url_patterns)))


def test_no_page_list_or_endpoint_tells_the_coach(client, call, coach, under_way, seeking, sharing):
    """Every address of the product, with every id that belongs to the answer, as the coach: neither the words, nor that there are any."""
    ids = [call.pk, call.check_in_id, call.words.pk, under_way.pk, seeking.pk, sharing.pk, call.check_in.person_id]
    client.force_login(coach)
    client.raise_request_exception = False
    told, tried = [], 0

    for pattern in every_address():
        for one in ids if "<uuid" in pattern else ids[:1]:
            path = "/" + re.sub(r"<uuid:\w+>", str(one), pattern)
            if "<" in path or "(" in path or "^" in path:
                continue
            page, tried = client.get(path), tried + 1
            body = b"".join(page.streaming_content) if page.streaming else page.content
            if WROTE.encode() in body or str(call.pk).encode() in body or b"wrote something" in body:
                told.append((path, page.status_code))

    assert tried > 500
    assert [one for one in told if one[1] == 200] == []


@pytest.mark.parametrize("name", ["call", "call-take-on", "call-write"])
@pytest.mark.parametrize("who", ["coach", "brandt", "okafor", "outsider", "other"])
def test_a_call_is_there_for_who_rings_alone(client, call, name, who, request):
    user = a_supervisor("Nell") if who == "other" else request.getfixturevalue(who)
    client.force_login(user)
    ask = client.post if name == "call-take-on" else client.get

    assert ask(address(name, call)).status_code == 404


def test_the_supervisor_reads_why_and_the_words(client, call, maya):
    client.force_login(maya)
    page = words(client.get(address("call", call)))

    assert [text in page for text in ("Ring Lena", WROTE, "They said that things are worse", "Wednesday 18 March")] == [
        True
    ] * 4
    noted = AccessEvent.objects.filter(user=maya, what="linkups:call")
    assert noted.exists()


def test_the_supervisor_finds_it_on_today_and_in_nobody_else_s(client, call, maya, coach):
    seen = {}
    for user in (maya, coach):
        client.force_login(user)
        seen[user.name] = "Ring Lena" in words(client.get("/today/"))

    assert seen == {"Maya": True, "Marlon": False}


def test_a_number_that_is_safe_to_call_stands_there(client, call, maya):
    from tests.factories_families import ContactPointFactory  # noqa: PLC0415

    lena = call.check_in.person
    ContactPointFactory(person=lena, kind="mobile", value="07700 900123", safe_to=["call"], safe_times="before four")
    ContactPointFactory(person=lena, kind="mobile", value="07700 900456", safe_to=["text"])
    ContactPointFactory(person=lena, kind="phone", value="07700 900789", safe_to=["call"], is_confidential=True)
    client.force_login(maya)

    page = words(client.get(address("call", call)))

    assert [one in page for one in ("07700 900123", "before four", "07700 900456", "07700 900789")] == [
        *(True, True),
        *(False, False),
    ]


def test_a_call_is_written_down(client, call, maya):
    client.force_login(maya)
    client.post(address("call-write", call), {"outcome": "talked", "what_happened": "She wants a break."})

    call.refresh_from_db()
    assert (call.outcome, call.what_happened, str(call.done_on)) == ("talked", "She wants a break.", "2026-03-16")
    again = client.post(address("call-write", call), {"outcome": "talked"})
    assert (again.status_code, "is written down" in words(again)) == (403, True)


def test_whoever_it_went_to_takes_it_on_and_then_reads_the_words(client, call, coach):
    sarah = a_manager_of(coach)
    CallBack.objects.update(escalated_to=sarah, escalated_on="2026-03-16")
    client.force_login(sarah)
    before = words(client.get(address("call", call)))
    refused = client.get(address("call-write", call)).status_code

    client.post(address("call-take-on", call))

    after = words(client.get(address("call", call)))
    assert (WROTE in before, refused, WROTE in after) == (False, 403, True)
    assert client.post(address("call-take-on", call)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_a_call_takes_so_many_queries(client, call, maya, django_assert_num_queries, count):
    from tests.factories_families import ContactPointFactory  # noqa: PLC0415

    for number in range(count):
        ContactPointFactory(person=call.check_in.person, kind="mobile", value=f"07700 90012{number}", safe_to=["call"])
    client.force_login(maya)

    with django_assert_num_queries(8):
        client.get(address("call", call))


@pytest.mark.parametrize("who", ["brandt", "okafor"])
def test_either_family_has_a_break(client, under_way, who, request):
    client.force_login(request.getfixturevalue(who))
    client.post(address("linkup-break", under_way))

    assert LinkUp.objects.get(pk=under_way.pk).state == "paused"
    assert under_way.pauses.get().reason == "needed_a_break"


def test_a_child_has_a_break_together_with_a_grown_up(client, under_way, seeking):
    client.force_login(sign_in_of(member_of(seeking, known_as="Ben", born="2016-05-01", role="child")))

    assert client.post(address("linkup-break", under_way)).status_code == 403


def test_the_coach_has_a_page_of_their_own_for_a_pause(client, under_way, coach):
    client.force_login(coach)

    assert client.get(address("linkup-break", under_way)).status_code == 403


def test_the_coach_s_page_says_what_is_worth_a_call(client, under_way, coach, okafor):
    has_met(under_way, "2026-02-20")
    seen = {}
    for user in (coach, okafor):
        client.force_login(user)
        seen[user.name] = "They have not met for 24 days." in words(client.get(address("linkup", under_way)))

    assert seen == {"Marlon": True, "Femi": False}


def test_a_new_link_is_sent_from_the_coach_s_page(client, check_in, coach, brandt):
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415

    client.force_login(coach)
    assert "no safe way to write to them" in words(client.get(address("linkup", check_in.link_up)))
    client.post(address("check-in-again", check_in))

    assert ProcrastinateJob.objects.get().args["check_in"] == str(check_in.pk)
    with acting_as(brandt.asker):
        answer_check_in(check_in=check_in, things="same", by=brandt)
    assert client.post(address("check-in-again", check_in)).status_code == 403


def test_the_link_is_no_address_of_link_ups():
    assert reverse("check-in-by-link", args=["x"]) == "/how-is-it/x/"
