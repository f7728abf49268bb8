"""What is added to a conversation once it is written, what a family writes by itself, and taking that back (domain.md §8.3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AccessEvent
from casework.actions.adding import TakenBackAlready, add_to_conversation, take_back_entry, write_to_workers
from casework.actions.conversations import log_conversation
from casework.models import Conversation
from casework.queries import adding as queries
from casework.queries.conversations import conversation_page
from casework.queries.spoken import families_with_last_talk
from casework.rules.adding import can_add_to, can_take_back
from database import clock
from database.asker import acting_as
from families.actions.emergency import break_glass
from families.actions.granting import let_help
from families.actions.records import EntryText, Sharing
from families.models import Draft, Entry, Family, Involvement, Record, ShareState
from tests.casework.refusals import change, refused_by
from tests.factories import InvolvementFactory, PersonFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_families import sign_in_of

SAID, VIEW, SIDE = "I rang the school", "Mornings are hard", "They have been fine since May"


@pytest.fixture
def talk(family, dana, amina, worker):
    said = [
        EntryText(Entry.Kind.SAID, SAID, {"speaker": dana}),
        EntryText(Entry.Kind.PROFESSIONAL_VIEW, VIEW, {"because": "She said so"}),
    ]
    return log_conversation(family=family, people=[dana, amina], headline="At the table", entries=said, by=worker)


@pytest.fixture
def entry(talk):
    return talk.record.entries.get(body=VIEW)


@pytest.fixture
def add(talk, dana, danas_sign_in):
    def added(words=SIDE, **facts):
        said = EntryText(Entry.Kind.SAID, words, {"speaker": dana})
        return add_to_conversation(conversation=talk, entry=said, by=danas_sign_in, **facts)

    return added


@pytest.fixture
def wrote(family, dana, danas_sign_in):
    return write_to_workers(family=family, person=dana, body=SIDE, by=danas_sign_in)


def words(conversation, user):
    return [one.body for one in conversation_page(conversation.pk, user).entries]


def test_an_answer_stands_right_behind_what_it_answers(talk, entry, add, worker):
    first = talk.record.entries.get(body=SAID)
    add("And the bus came", responds_to=first)
    add("That too", responds_to=entry)

    page = conversation_page(talk.pk, worker)

    assert [(one.body, one.is_answer) for one in page.entries] == [
        (SAID, False),
        ("And the bus came", True),
        (VIEW, False),
        ("That too", True),
    ]


def test_what_answers_something_unseen_says_of_nothing_that_it_answers_it(talk, add, amina, worker):
    hidden = add("Only mine to say")
    answer = EntryText(Entry.Kind.NOTE, "So we said")
    add_to_conversation(conversation=talk, entry=answer, responds_to=hidden, by=worker)

    seen = conversation_page(talk.pk, sign_in_of(amina)).entries

    assert [(one.body, one.is_answer) for one in seen] == [(VIEW, False), ("So we said", False)]


def test_however_many_answer_one_another_the_page_stands(talk, worker):
    last = talk.record.entries.get(body=VIEW)
    chain = [last]
    for position in range(3, 1_203):
        chain.append(
            Entry(
                organisation=last.organisation,
                record=talk.record,
                position=position,
                kind="note",
                body=str(position),
                added_on="2026-03-16",
                responds_to=chain[-1],
            )
        )
    Entry.objects.bulk_create(chain[1:])

    assert [one.pk for one in conversation_page(talk.pk, worker).entries][1:] == [one.pk for one in chain]


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"body": "Something else"}, "entry_words_stay"),
        ({"kind": "hope"}, "entry_words_stay"),
        ({"added_on": "2026-03-16"}, "entry_words_stay"),
    ],
)
def test_what_was_written_stays(entry, broken, rule):
    assert refused_by(change(entry, **broken)) == rule


def test_an_answer_stands_in_the_same_conversation(entry, family, dana, worker):
    other = log_conversation(family=family, people=[dana], headline="Later", by=worker)
    row = Entry(
        organisation=family.organisation,
        record=other.record,
        position=1,
        kind="note",
        body="Yes",
        added_on="2026-03-16",
        responds_to=entry,
    )

    assert refused_by(row.save) == "entry_responds_within_its_record"


def test_an_answer_is_added_later(talk, entry):
    row = Entry(
        organisation=entry.organisation, record=talk.record, position=9, kind="note", body="Yes", responds_to=entry
    )

    assert refused_by(row.save) == "entry_responds_later"


@pytest.fixture
def own_words(talk, dana, danas_sign_in, worker):
    """One thing that Dana says in what was talked about, not yet written."""

    def said(**facts):
        known = {"author": danas_sign_in, "speaker": dana, "organisation": worker.organisation, "record": talk.record}
        return Entry(**{"kind": "said", "body": SIDE, "position": 9} | known | facts)

    return said


@pytest.fixture
def said_before(own_words, danas_sign_in):
    """The same, written so long ago: by its own clock the database says when something was taken back."""

    def written(ago):
        with acting_as(danas_sign_in.asker):
            said = own_words(created_at=datetime.now(UTC) - ago)
            said.save()
            return said

    return written


@pytest.fixture
def take_back(danas_sign_in):
    def taken(entry):
        with acting_as(danas_sign_in.asker):
            return take_back_entry(entry=entry, by=danas_sign_in)

    return taken


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "note"},
        {"kind": "hope"},
        {"kind": "professional_view", "because": "So it seems"},
        {"speaker": "amina"},
        {"author": "worker"},
        {"author": None},
    ],
)
def test_someone_of_a_family_writes_nothing_but_what_they_say(own_words, amina, danas_sign_in, worker, facts):
    row = own_words(**{name: {"amina": amina, "worker": worker}.get(value, value) for name, value in facts.items()})

    with acting_as(danas_sign_in.asker):
        assert refused_by(row.save) == "entry_of_family_in_own_words"
        own_words().save()


def test_nobody_who_works_here_writes_in_the_name_of_a_family(own_words, worker):
    with acting_as(worker.asker):
        assert refused_by(own_words().save) == "entry_of_family_in_own_words"
        own_words(author=worker).save()


def test_nothing_is_written_that_is_taken_back_already(own_words, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        assert refused_by(own_words(taken_back_at=clock.now()).save) == "entry_written_before_taken_back"


def test_its_writer_says_no_other_time_at_which_it_was_taken_back(talk, said_before, danas_sign_in, worker):
    said = said_before(timedelta(days=3))

    with acting_as(danas_sign_in.asker):
        change(said, taken_back_at=said.created_at)()

    said.refresh_from_db()
    assert said.taken_back_at - said.created_at > timedelta(days=3)
    assert SIDE in words(talk, worker)


def test_nor_a_later_one_at_which_they_wrote_it(said_before):
    said = said_before(timedelta(days=-3))

    said.refresh_from_db()
    assert said.created_at < datetime.now(UTC)


def test_nobody_takes_back_what_another_wrote(add, entry, worker):
    said = add()

    for who in (entry, said):
        with acting_as(worker.asker):
            assert refused_by(change(who, taken_back_at=who.created_at)) == "entry_taken_back_by_its_writer"


def test_nor_a_worker_what_they_wrote_themselves(entry, worker):
    with acting_as(entry.author.asker):
        assert refused_by(change(entry, taken_back_at=entry.created_at)) == "entry_taken_back_by_its_writer"


def test_what_is_taken_back_within_a_day_nobody_reads(talk, said_before, take_back, worker, danas_sign_in):
    take_back(said_before(timedelta(hours=23, minutes=59)))

    assert [SIDE in words(talk, user) for user in (worker, danas_sign_in)] == [False, False]


def test_later_it_is_hidden_from_the_family_and_still_read_by_who_works_here(
    client, talk, said_before, take_back, worker, danas_sign_in
):
    take_back(said_before(timedelta(hours=24)))

    assert [SIDE in words(talk, user) for user in (worker, danas_sign_in)] == [True, False]
    client.force_login(worker)
    assert "asked that their family does not see this any more" in client.get(talk.get_absolute_url()).text


def test_it_is_taken_back_once(add, take_back):
    said = take_back(add())

    with pytest.raises(TakenBackAlready):
        take_back(said)


def test_whom_it_is_about_adds_and_who_works_with_them(talk, danas_sign_in, joans_sign_in, worker, outsider):
    users = (danas_sign_in, joans_sign_in, worker, outsider)

    assert [bool(can_add_to(user, talk)) for user in users] == [True, False, True, False]


def test_only_the_writer_of_the_family_may_take_it_back(add, entry, danas_sign_in, worker):
    said = add()

    assert [bool(can_take_back(user, said)) for user in (danas_sign_in, worker)] == [True, False]
    assert not can_take_back(entry.author, entry)


def test_what_dana_adds_is_read_by_her_and_by_who_works_with_them(talk, add, amina, danas_sign_in, worker):
    add()

    read = [SIDE in words(talk, user) for user in (danas_sign_in, worker, sign_in_of(amina))]
    assert read == [True, True, False]


def test_what_dana_writes_by_herself_is_hers_and_theirs(wrote, family, joans_sign_in, danas_sign_in, worker):
    seen = [Conversation.objects.visible_to(user).filter(pk=wrote.pk).exists() for user in (danas_sign_in, worker)]

    assert (seen, words(wrote, danas_sign_in)) == ([True, True], [SIDE])
    assert not Conversation.objects.visible_to(joans_sign_in).filter(pk=wrote.pk).exists()


def test_what_is_hidden_from_a_reader_is_not_added(talk):
    said = EntryText(Entry.Kind.NOTE, "They live at 9 Elm Road, LF2 4QQ now")
    with pytest.raises(ValidationError) as caught:
        add_to_conversation(conversation=talk, entry=said, by=sign_in_of(PersonFactory()))

    assert "body" in caught.value.message_dict


def test_it_waits_for_the_lead_worker_until_they_have_opened_it(client, wrote, add, family, worker, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC))
    co_worker = PractitionerFactory().user
    InvolvementFactory(family=family, practitioner=co_worker.practitioner)
    Involvement.objects.filter(family=family, practitioner=worker.practitioner).update(role="lead_worker")
    add()
    waiting = queries.waiting_for(worker)
    assert [str(one.text) for one in waiting] == [
        "Someone of a family wrote to you",
        "Someone of a family added something",
    ]
    assert queries.waiting_for(co_worker) == []

    client.force_login(worker)
    for one in waiting:
        client.get(one.href)

    assert queries.waiting_for(worker) == []
    add("And one thing more")
    assert len(queries.waiting_for(worker)) == 1


def test_an_answer_waits_for_dana_until_she_has_opened_it(client, wrote, amina, danas_sign_in, worker, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC))
    add_to_conversation(conversation=wrote, entry=EntryText(Entry.Kind.NOTE, "Thursday it is"), by=worker)
    client.force_login(danas_sign_in)
    assert "Priya added something: A message" in client.get("/our-page/").text
    assert queries.waiting_for_family(sign_in_of(amina)) == []

    client.get(wrote.get_absolute_url())

    assert queries.waiting_for_family(danas_sign_in) == []


@pytest.mark.parametrize(("minutes", "opened_first", "waits"), [(-10, False, False), (10, True, True)])
def test_whether_it_was_opened_goes_by_the_database_s_clock(
    client, wrote, danas_sign_in, worker, monkeypatch, minutes, opened_first, waits
):
    def open_it() -> None:
        with monkeypatch.context() as at_the_server:
            at_the_server.setattr("database.clock.now", lambda: datetime.now(UTC) + timedelta(minutes=minutes))
            client.force_login(danas_sign_in)
            client.get(wrote.get_absolute_url())

    if opened_first:
        open_it()
    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC))
    add_to_conversation(conversation=wrote, entry=EntryText(Entry.Kind.NOTE, "Thursday it is"), by=worker)
    if not opened_first:
        open_it()

    assert bool(queries.waiting_for_family(danas_sign_in)) == waits


def test_what_is_only_a_child_s_waits_on_no_page_that_others_look_at(family, amina, worker):
    own = Sharing(ShareState.State.CHILD_ONLY)
    told = log_conversation(family=family, people=[amina], headline="Mine", sharing=own, by=worker)
    add_to_conversation(conversation=told, entry=EntryText(Entry.Kind.NOTE, "As you asked"), by=worker)

    assert queries.waiting_for_family(sign_in_of(amina)) == []


def test_a_message_is_no_talk_with_a_family(wrote, family, talk, worker):
    Record.objects.filter(pk=talk.record_id).update(happened_on="2026-02-02")

    listed = families_with_last_talk(Family.objects.filter(pk=family.pk), worker).get()

    assert (listed.talked_on, wrote.record.happened_on > listed.talked_on) == (date(2026, 2, 2), True)


def test_it_waits_for_everyone_alongside_where_nobody_leads(wrote, family, worker):
    Involvement.objects.filter(family=family).update(role="co_worker")

    assert len(queries.waiting_for(worker)) == 1


def test_dana_adds_by_the_page_and_takes_it_back(client, talk, entry, danas_sign_in):
    client.force_login(danas_sign_in)
    page = f"{reverse('casework:conversation-add', args=[talk.pk])}?to={entry.pk}"
    assert VIEW in client.get(page).text

    response = client.post(page, {"body": SIDE})
    added = talk.record.entries.get(body=SIDE)

    assert (response.url, added.responds_to, added.speaker.known_as) == (talk.get_absolute_url(), entry, "Dana")
    assert AccessEvent.objects.filter(what="casework:conversation-add", record=talk.record_id).exists()
    assert "Take this back" in client.get(talk.get_absolute_url()).text
    client.post(reverse("casework:entry-take-back", args=[added.pk]))
    assert SIDE not in client.get(talk.get_absolute_url()).text


def test_dana_writes_by_the_page(client, family, danas_sign_in):
    client.force_login(danas_sign_in)
    assert (
        f'href="{reverse("casework:our-write")}">Tell who works with you</a>' in client.get("/our-page/written/").text
    )

    client.post(reverse("casework:our-write"), {"body": SIDE})

    written = Conversation.objects.get()
    assert (written.record.author_person.known_as, words(written, danas_sign_in)) == ("Dana", [SIDE])


def test_a_child_writes_in_their_own_space_instead(client, amina):
    client.force_login(sign_in_of(amina))

    page = client.get("/our-page/").text + client.get("/our-page/written/").text
    assert reverse("casework:our-write") not in page
    assert f'href="{reverse("casework:only-mine-write")}">Tell someone who works with you</a>' in page
    assert client.get(reverse("casework:our-write")).status_code == 403


@pytest.mark.parametrize("said", [{"body": " "}, {"body": "x" * 4_001}])
def test_a_refused_addition_comes_back_whole(client, talk, danas_sign_in, said):
    client.force_login(danas_sign_in)

    response = client.post(reverse("casework:conversation-add", args=[talk.pk]), said)

    assert (response.status_code, said["body"] in response.text) == (422, True)


def test_a_worker_adds_what_they_think_and_says_why(client, talk, worker):
    client.force_login(worker)
    page = reverse("casework:conversation-add", args=[talk.pk])
    said = {"kind": "professional_view", "body": "It is the bus"}
    assert "Say why you think so." in client.post(page, said).text

    client.post(page, said | {"because": "It stopped in May"})

    assert talk.record.entries.get(body="It is the bus").because == "It stopped in May"


def test_an_answer_to_what_only_dana_said_begins_as_hers_alone(client, talk, add, dana, amina, worker):
    client.force_login(worker)
    page = reverse("casework:conversation-add", args=[talk.pk])
    shown = client.get(f"{page}?to={add().pk}").context["form"]

    assert shown["person"].value() == dana.pk
    assert not client.get(page).context["form"]["person"].value()


def test_what_is_begun_is_kept_for_what_it_answers(client, talk, entry, worker):
    client.force_login(worker)
    page = reverse("casework:conversation-add", args=[talk.pk])
    keep = {"data": {"fields": {"body": "Half of it"}, "people": []}, "content_type": "application/json"}
    kept = client.put(f"{page}draft/?to={entry.pk}", headers={"If-Match": '"0"'}, **keep)

    assert kept.status_code == 200
    assert ["Half of it" in client.get(f"{page}{to}").text for to in (f"?to={entry.pk}", "")] == [True, False]
    assert f"{page}?to={entry.pk}" in client.get("/today/").text
    client.post(f"{page}draft/discard/?to={entry.pk}")
    assert not Draft.objects.unfinished().exists()


@pytest.mark.parametrize("to", ["x", "01a22869-0a30-70ae-b2ba-c9e2f7865a30"])
def test_what_is_not_there_can_t_be_answered(client, talk, worker, to):
    client.force_login(worker)

    assert client.get(f"{reverse('casework:conversation-add', args=[talk.pk])}?to={to}").status_code == 404


def test_what_was_written_in_answer_to_what_was_taken_back_is_not_lost(client, talk, add, take_back, worker):
    client.force_login(worker)
    said = add()
    take_back(said)
    page = f"{reverse('casework:conversation-add', args=[talk.pk])}?to={said.pk}"

    refused = client.post(page, {"kind": "note", "body": "Thank you"})
    assert (refused.status_code, "Thank you" in refused.text, SIDE in refused.text) == (422, True, False)
    assert "What you answer is not here any more." in refused.text

    client.post(page, {"kind": "note", "body": "Thank you", "all_the_same": "1"})
    added = talk.record.entries.get(body="Thank you")
    assert added.responds_to is None


def test_what_was_begun_in_answer_to_what_was_taken_back_goes_on(client, talk, add, take_back, worker):
    client.force_login(worker)
    said = add()
    page, to = reverse("casework:conversation-add", args=[talk.pk]), f"?to={said.pk}"
    keep = {"data": {"fields": {"body": "Half of it"}, "people": []}, "content_type": "application/json"}
    client.put(f"{page}draft/{to}", headers={"If-Match": '"0"'}, **keep)
    take_back(said)

    shown = client.get(page + to)
    assert [words in shown.text for words in ("Half of it", "is not here any more", SIDE)] == [True, True, False]
    client.post(f"{page}draft/discard/{to}")
    assert not Draft.objects.unfinished().exists()
    assert client.get(page + to).status_code == 404


def test_whoever_only_goes_on_answering_has_not_read_what_came_since(client, talk, add, family, worker, monkeypatch):
    monkeypatch.setattr("database.clock.now", lambda: datetime.now(UTC))
    Involvement.objects.filter(family=family, practitioner=worker.practitioner).update(role="lead_worker")
    first = add()
    client.force_login(worker)
    client.get(talk.get_absolute_url())
    add("And one thing more")

    client.get(f"{reverse('casework:conversation-add', args=[talk.pk])}?to={first.pk}")

    assert len(queries.waiting_for(worker)) == 1


def test_who_broke_the_glass_reads_what_is_only_a_child_s_and_adds_nothing(family, amina, worker):
    kept = Sharing(ShareState.State.CHILD_ONLY)
    talk = log_conversation(family=family, people=[amina], headline="In the car", sharing=kept, by=worker)
    co_worker = InvolvementFactory(family=family, role="co_worker").practitioner.user
    with acting_as(co_worker.asker):
        break_glass(
            target=talk.record,
            reason_code="immediate_safety",
            reason_text="She did not come home tonight",
            by=co_worker,
        )

    assert Conversation.objects.visible_to(co_worker).filter(pk=talk.pk).exists()
    assert [bool(can_add_to(user, talk)) for user in (worker, co_worker)] == [True, False]


def test_nobody_adds_to_what_is_kept_from_them(client, family, dana, danas_sign_in, worker):
    kept = Sharing(ShareState.State.WITHHELD, reason="third_party", review_on=date(2026, 3, 25))
    talk = log_conversation(family=family, people=[dana], headline="Kept", sharing=kept, by=worker)
    client.force_login(danas_sign_in)

    assert client.get(reverse("casework:conversation-add", args=[talk.pk])).status_code == 404


def test_who_is_kept_from_dana_reads_nothing_that_she_added(talk, add, dana, amina):
    add()
    amina_signs_in = sign_in_of(amina)
    AccessBlockFactory(viewer_person=amina, protected_person=dana)

    assert not Conversation.objects.visible_to(amina_signs_in).filter(pk=talk.pk).exists()


@pytest.mark.parametrize(("scope", "is_named"), [("goals", False), ("talks", True), ("everything", True)])
def test_who_helps_with_something_else_is_not_said_to_read_it(
    client, dana, joan, danas_sign_in, joans_sign_in, scope, is_named
):
    let_help(owner=dana, helper=joans_sign_in, scope=scope, until=clock.today() + timedelta(days=9), by=danas_sign_in)
    client.force_login(danas_sign_in)

    assert ("helps you, and may read it too" in client.get(reverse("casework:our-write")).text) == is_named
