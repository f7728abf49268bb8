"""How those whom a record is about see it: said by themselves, of the words that stood before them (domain.md §8.3, INV-09, INV-32)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.actions.access import looked_at
from accounts.models import AccessEvent
from casework.actions.adding import add_to_conversation
from casework.actions.conversations import log_conversation
from casework.actions.corrections import answer_correction, say_otherwise
from casework.actions.sign_offs import PutRightMeanwhile, say_how_one_sees_it
from casework.models import CorrectionRequest, SignOff
from casework.queries.conversations import conversation_page
from casework.queries.sign_offs import line_put_right, said_of, standing, waiting_for
from casework.rules.sign_offs import can_say_how_one_sees_it
from database import clock
from database.asker import acting_as
from families.actions.granting import let_help
from families.actions.keeping import restrict
from families.actions.records import EntryText, Sharing
from families.models import Entry, HelperAccess, Involvement, Record, ShareState
from tests.casework.refusals import change, refused_by
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_access import AccessBlockFactory
from tests.factories_families import ResponsibilityFactory, sign_in_of

S, KIND = SignOff.Stance, Entry.Kind
BAGS, NEW, COMMENT = "Three bags by the door", "Two bags by the door", "They were for swimming"
WAITS = "Someone of a family said how they see something"
EARLIER = "Said of the earlier words. Something was put right since."


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """The database asks its own clock whether something was opened since it was written."""
    monkeypatch.setattr("database.clock.now", timezone.now)


def look(talk, by):
    with acting_as(by.asker):
        looked_at(kind=AccessEvent.Kind.VIEW, what="casework:conversation", record=talk.record_id, by=by)


@pytest.fixture
def talk(family, dana, amina, joan, worker, manager):
    entries = [EntryText(KIND.SEEN, BAGS), EntryText(KIND.CONTEXT, "Joan is tired", whose=(joan,))]
    there = [dana, amina, joan]
    told = log_conversation(family=family, people=there, headline="At the table", entries=entries, by=worker)
    look(told, manager)
    return told


@pytest.fixture
def bags(talk):
    return talk.record.entries.get(kind="seen")


def say(talk, person, stance=S.PARTLY, comment=COMMENT, **more):
    by = person.account.user
    look(talk, by)
    with acting_as(by.asker):
        page = conversation_page(talk.pk, by)
        words = {"entries": standing(page.entries), "line_put_right": line_put_right(page.conversation)} | more
        said = {"stance": stance, "comment": comment}
        return say_how_one_sees_it(conversation=talk, person=person, **said, **words, by=by)


def put_right(talk, entry, person, by, words=NEW):
    statement = {"statement": "It was two", "person": person}
    said = say_otherwise(conversation=talk, entry=entry, **statement, by=person.account.user)
    state = CorrectionRequest.State.CORRECTED
    return answer_correction(correction=said, state=state, answer="I looked", new_words=words, by=by)


def seen(talk, user):
    with acting_as(user.asker):
        return conversation_page(talk.pk, user).seen


def row(talk, person, by, **more):
    facts = {"stance": S.AGREE, "organisation": by.organisation} | more
    return SignOff(record=talk.record, person=person, created_by=by, **facts)


def saved(one, by):
    with acting_as(by.asker):
        return refused_by(one.save)


def test_each_is_kept_and_the_last_counts(talk, dana, danas_sign_in, worker):
    say(talk, dana, S.DISAGREE, "It was not so")
    say(talk, dana, S.AGREE, "")

    [one] = seen(talk, worker)
    assert (one.last.stance, [was.comment for was in one.before]) == (S.AGREE, ["It was not so"])
    assert one.last.events.get().pgh_context["action"] == "say_how_one_sees_it"


def test_what_was_said_stays(talk, dana, danas_sign_in):
    assert refused_by(change(say(talk, dana), comment="Nothing")) == "sign_off_stays"


@pytest.mark.parametrize("who", ["for_another", "by_a_worker"])
def test_nobody_says_it_in_the_name_of_another(talk, dana, amina, danas_sign_in, worker, who):
    person, by, asks = {
        "for_another": (amina, danas_sign_in, danas_sign_in),
        "by_a_worker": (dana, danas_sign_in, worker),
    }[who]

    assert saved(row(talk, person, by), asks) == "sign_off_in_their_own_name"


def test_nobody_says_it_of_what_is_not_about_them(family, talk, dana, danas_sign_in, joan, worker):
    kept = Sharing(ShareState.State.WITHHELD, reason="third_party", review_on=clock.today() + timedelta(days=9))
    about_joan = log_conversation(family=family, people=[joan], headline="Joan", by=worker)
    withheld = log_conversation(family=family, people=[dana], headline="Kept", sharing=kept, by=worker)

    refused = [saved(row(one, dana, danas_sign_in), danas_sign_in) for one in (about_joan, withheld)]
    assert refused == ["sign_off_of_what_is_shared_with_them"] * 2


def test_nobody_signs_what_they_wrote_themselves(family, dana, danas_sign_in):
    with acting_as(danas_sign_in.asker):
        own = log_conversation(family=family, people=[dana], headline="A message", written_by=dana, by=danas_sign_in)

    assert saved(row(own, dana, danas_sign_in), danas_sign_in) == "sign_off_of_what_another_wrote"
    assert not can_say_how_one_sees_it(danas_sign_in, own)


def test_a_stance_is_of_words_that_stand_in_the_record(family, talk, bags, dana, danas_sign_in, worker):
    other = log_conversation(
        family=family, people=[dana], headline="Later", entries=[EntryText(KIND.NOTE, "Else")], by=worker
    )
    elsewhere = row(talk, dana, danas_sign_in, said_of=[other.record.entries.get().pk])
    put_right(talk, bags, dana, worker)
    put_right(talk, None, dana, worker, "In the kitchen")
    line = list(CorrectionRequest.objects.filter(entry=None).values_list("pk", flat=True))
    earlier = row(talk, dana, danas_sign_in, said_of=[bags.pk], line_put_right=line)

    refused = [saved(one, danas_sign_in) for one in (elsewhere, earlier, row(talk, dana, danas_sign_in))]
    assert refused == ["sign_off_of_what_stands"] * 3


def test_what_nobody_opened_can_still_be_written_anew_and_is_not_signed(talk, dana, danas_sign_in, worker):
    fresh = add_to_conversation(conversation=talk, entry=EntryText(KIND.NOTE, "And Sid came"), by=worker)
    said = row(talk, dana, danas_sign_in, said_of=[fresh.pk])

    assert saved(said, danas_sign_in) == "sign_off_of_what_was_read"


def test_its_place_is_for_the_database_to_say(talk, dana, danas_sign_in):
    say(talk, dana)
    again = row(talk, dana, danas_sign_in, number=1)
    with acting_as(danas_sign_in.asker):
        again.save()

    again.refresh_from_db()
    assert again.number == 2  # sign_off_one_after_another


def test_a_comment_is_empty_or_says_something(talk, dana, danas_sign_in):
    blank = row(talk, dana, danas_sign_in, comment=" ")

    assert saved(blank, danas_sign_in) == "sign_off_comment_has_words"


def test_what_is_put_right_clears_what_was_said_of_it(talk, bags, dana, danas_sign_in, worker):
    say(talk, dana)
    put_right(talk, bags, dana, worker)
    assert [one.is_of_earlier_words for one in seen(talk, worker)] == [True]

    say(talk, dana, S.AGREE)
    assert [one.is_of_earlier_words for one in seen(talk, worker)] == [False]


def test_a_line_that_is_put_right_clears_it_too(talk, dana, danas_sign_in, worker):
    say(talk, dana)
    put_right(talk, None, dana, worker, "In the kitchen")

    assert [one.is_of_earlier_words for one in seen(talk, danas_sign_in)] == [True]


def test_what_they_never_read_clears_nothing_and_tells_them_nothing(
    talk, dana, danas_sign_in, joan, joans_sign_in, worker
):
    """Joan's entry is not Dana's to read: that it was put right is nothing of hers either."""
    say(talk, dana)
    put_right(talk, talk.record.entries.get(kind="context"), joan, worker)

    assert [one.is_of_earlier_words for user in (danas_sign_in, worker) for one in seen(talk, user)] == [False, False]


def test_what_was_put_right_while_they_read_is_not_signed(talk, dana, danas_sign_in, worker):
    put_right(talk, None, dana, worker, "In the kitchen")

    with pytest.raises(PutRightMeanwhile):
        say(talk, dana, line_put_right=[])


def test_what_was_added_since_is_said(talk, dana, danas_sign_in, worker, monkeypatch):
    say(talk, dana)
    later = SignOff.objects.get().created_at + timedelta(hours=1)
    monkeypatch.setattr("database.clock.now", lambda: later)
    add_to_conversation(conversation=talk, entry=EntryText(KIND.NOTE, "And Sid came"), by=worker)

    assert [one.is_before_addition for one in seen(talk, worker)] == [True]


def test_what_is_hidden_from_a_reader_is_not_said(talk, dana, danas_sign_in):
    with pytest.raises(ValidationError) as caught:
        say(talk, dana, comment="They live at 9 Elm Road, LF2 4QQ now")

    assert "comment" in caught.value.message_dict


def test_whom_it_is_about_says_so_and_nobody_for_them(talk, family, dana, amina, danas_sign_in, worker, outsider):
    helper = sign_in_of(amina)
    let_help(
        owner=dana,
        helper=helper,
        scope=HelperAccess.Scope.EVERYTHING,
        until=clock.today() + timedelta(days=90),
        by=worker,
    )
    about_dana = log_conversation(family=family, people=[dana], headline="Dana", by=worker)
    about_amina = log_conversation(family=family, people=[amina], headline="Amina", by=worker)

    allowed = [
        bool(can_say_how_one_sees_it(*asked))
        for asked in (
            (danas_sign_in, about_dana),
            (danas_sign_in, about_amina),  # she reads it for her child
            (helper, about_dana),  # and so does who helps her
            (worker, about_dana),
            (outsider, about_dana),
        )
    ]
    assert allowed == [True, False, False, False, False]


def test_who_is_kept_from_them_sees_nothing_of_it(client, talk, dana, danas_sign_in, joan, joans_sign_in):
    said = say(talk, dana)
    assert said in SignOff.objects.visible_to(joans_sign_in)
    AccessBlockFactory(viewer_person=joan, protected_person=dana)

    assert said not in SignOff.objects.visible_to(joans_sign_in)


def test_of_what_was_told_to_them_in_confidence_who_is_kept_from_the_child_reads_no_stance(
    family, dana, amina, worker, manager
):
    """The record is opened to whom the child chose before its child is kept from them: what the child says of it is not."""
    sign_in_of(amina)
    sharing = Sharing(ShareState.State.CHILD_ONLY)
    told = log_conversation(family=family, people=[amina], headline="In the car", sharing=sharing, by=worker)
    said = SignOff.objects.create(
        record=told.record,
        person=amina,
        stance=S.DISAGREE,
        organisation=worker.organisation,
        created_by=amina.account.user,
    )
    assert (said in SignOff.objects.visible_to(worker), said in said_of([told.record_id], worker)[told.record_id]) == (
        True,
        True,
    )
    restrict(what=amina, ground="other", allowed=[], review_on=clock.today() + timedelta(days=9), by=manager)

    assert Record.objects.visible_to(worker).filter(pk=told.record_id).exists()
    assert said not in SignOff.objects.visible_to(worker)
    assert said_of([told.record_id], worker) == {}


def test_it_stands_with_the_words_for_everyone_who_reads_them(client, talk, family, amina, dana, danas_sign_in, worker):
    say(talk, dana)
    pages = [(user, talk.get_absolute_url()) for user in (worker, danas_sign_in, sign_in_of(amina))]
    story = reverse("casework:family-story", args=[family.pk])

    for user, page in [*pages, (worker, story), (worker, f"{story}print/")]:
        client.force_login(user)
        shown = client.get(page).text
        assert [words in shown for words in ("I see part of it that way", COMMENT)] == [True, True], page


def test_silence_stands_nowhere(client, talk, worker):
    client.force_login(worker)

    assert "How they see it" not in client.get(talk.get_absolute_url()).text


def test_dana_says_so_by_the_page_and_is_asked_afresh(client, talk, bags, dana, danas_sign_in, worker):
    client.force_login(danas_sign_in)
    page = reverse("casework:how-i-see-it", args=[talk.pk])
    shown = client.get(page)
    assert BAGS in shown.text

    response = client.post(page, {"stance": "not_said", "read": shown.context["page"].words_read})

    assert (response.url, SignOff.objects.get().stance) == (talk.get_absolute_url(), S.NOT_SAID)
    assert AccessEvent.objects.filter(what="casework:how-i-see-it", record=talk.record_id).exists()
    assert "Say it anew" in client.get(talk.get_absolute_url()).text
    put_right(talk, bags, dana, worker)
    shown = client.get(talk.get_absolute_url()).text
    assert [words in shown for words in (EARLIER, "Say how you see it now", NEW, BAGS)] == [True] * 4


def test_of_what_has_changed_since_it_was_opened_they_are_asked_again(client, talk, bags, dana, danas_sign_in, worker):
    client.force_login(danas_sign_in)
    page = reverse("casework:how-i-see-it", args=[talk.pk])
    read = client.get(page).context["page"].words_read
    put_right(talk, bags, dana, worker)

    response = client.post(page, {"stance": "agree", "comment": COMMENT, "read": read})

    assert (response.status_code, SignOff.objects.count()) == (422, 0)
    assert [words in response.text for words in (COMMENT, NEW, "Read it again")] == [True] * 3


def test_the_page_is_there_for_whom_it_is_about_and_not_for_who_wrote_or_reads_it(
    client, talk, family, dana, danas_sign_in, worker, manager
):
    with acting_as(danas_sign_in.asker):
        own = log_conversation(family=family, people=[dana], headline="Mine", written_by=dana, by=danas_sign_in)

    for user, told in ((worker, talk), (manager, talk), (danas_sign_in, own)):
        client.force_login(user)
        page = reverse("casework:how-i-see-it", args=[told.pk])
        assert (client.get(page).status_code, client.post(page, {"stance": "agree"}).status_code) == (403, 403)


def test_what_dana_begins_is_kept(client, talk, danas_sign_in):
    client.force_login(danas_sign_in)
    page = reverse("casework:how-i-see-it", args=[talk.pk])
    words = {"stance": "partly", "comment": COMMENT, "keep": "later", "draft_version": "0"}

    assert client.post(page, words).url == talk.get_absolute_url()

    assert COMMENT in client.get(page).text
    assert not SignOff.objects.exists()


def test_dana_is_told_who_else_reads_what_she_says_as_far_as_she_may_know(client, talk, dana, amina, danas_sign_in):
    client.force_login(danas_sign_in)

    shown = client.get(reverse("casework:how-i-see-it", args=[talk.pk])).text

    assert "These read it too, and what you say:</b> Amina." in shown
    look = AccessEvent.objects.filter(what="casework:how-i-see-it").get()
    assert amina.pk in look.people


@pytest.mark.parametrize("kept", ["from_the_record", "from_her", "by_a_restriction"])
def test_who_is_kept_from_it_is_not_named_and_nothing_tells_that(
    client, family, dana, amina, joan, joans_sign_in, danas_sign_in, worker, kept
):
    talk = log_conversation(family=family, people=[dana, amina], headline="At the table", by=worker)
    ResponsibilityFactory(holder=joan, child=amina, basis="other", status="confirmed")
    client.force_login(danas_sign_in)
    page = reverse("casework:how-i-see-it", args=[talk.pk])
    assert "what you say:</b> Amina, Joan." in client.get(page).text

    if kept == "by_a_restriction":
        with acting_as(worker.asker):
            restrict(
                what=talk.record,
                ground="other",
                allowed=[worker, danas_sign_in],
                review_on=clock.today() + timedelta(days=9),
                by=worker,
            )
    else:
        what = (
            {"record": talk.record, "protected_person": None}
            if kept == "from_the_record"
            else {"protected_person": dana}
        )
        AccessBlockFactory(viewer_person=joan, **what)

    shown = client.get(page).text
    assert "Joan" not in shown
    named = "" if kept == "by_a_restriction" else "what you say:</b> Amina."
    assert named in shown
    assert "and everyone else with whom it is shared" in shown
    assert joan.pk not in AccessEvent.objects.filter(what="casework:how-i-see-it").order_by("pk").last().people


def test_how_dana_sees_it_waits_for_the_lead_worker_until_they_open_it(
    client, talk, dana, danas_sign_in, family, worker
):
    co_worker = PractitionerFactory().user
    InvolvementFactory(family=family, practitioner=co_worker.practitioner, role="co_worker")
    Involvement.objects.filter(family=family, practitioner=worker.practitioner).update(role="lead_worker")
    say(talk, dana)
    client.force_login(worker)
    assert WAITS in client.get("/today/").text
    assert waiting_for(co_worker) == []

    client.get(talk.get_absolute_url())

    assert waiting_for(worker) == []
    say(talk, dana, S.NOT_SAID, "")
    assert waiting_for(worker) == []
    say(talk, dana, S.AGREE)
    assert [one.href for one in waiting_for(worker)] == [talk.get_absolute_url()]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_one_as_for_three(
    client, talk, dana, danas_sign_in, count, django_assert_num_queries
):
    for _one in range(count):
        say(talk, dana)
    client.force_login(danas_sign_in)

    with django_assert_num_queries(17):
        client.get(talk.get_absolute_url())
