"""What matters in the story: marked by who wrote it, with why; and the story of what mattered most (domain.md §9.4)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.errors import ChangedMeanwhile
from casework.actions.conversations import log_conversation
from casework.actions.said import all_said_in
from casework.actions.significance import say_that_it_matters
from casework.queries.story import read, story_of_family
from casework.queries.story_lines import Asked
from casework.rules.significance import can_say_that_it_matters
from database.asker import acting_as
from families.actions.records import Sharing
from families.models import Record, ShareState
from families.periods import since
from tests.casework.refusals import change, refused_by
from tests.factories import InvolvementFactory
from tests.factories_conferences import CoordinatorFactory, conference_at
from tests.factories_families import AddressFactory, ResidenceFactory, sign_in_of
from tests.factories_worries import ConcernFactory

WHY = "The first time that all of them sat at one table"


@pytest.fixture
def talk(family, dana, amina, worker):
    log_conversation(family=family, people=[dana, amina], headline="The washing machine", by=worker)
    return log_conversation(family=family, people=[dana, amina], headline="At the table", by=worker)


@pytest.fixture
def page(talk):
    return reverse("casework:conversation-matters", args=[talk.pk])


def lines(family, user, **asked):
    with acting_as(user.asker):
        return [line.told.words for line in read(story_of_family(family.pk, user), Asked(**asked), user).rows]


def test_who_wrote_it_says_why_it_matters_and_everyone_reads_that(client, talk, page, family, worker, danas_sign_in):
    client.force_login(worker)
    assert page in client.get(talk.get_absolute_url()).text

    answer = client.post(page, {"significant_reason": WHY, "row_version": talk.record.row_version})

    talk.record.refresh_from_db()
    assert (answer.status_code, talk.record.significant_reason, talk.record.is_significant) == (302, WHY, True)
    assert all_said_in(talk.record)["Why it matters in the story"] == WHY
    for user in (worker, danas_sign_in):
        client.force_login(user)
        told = client.get(talk.get_absolute_url()).text
        story = client.get(reverse("casework:family-story", args=[family.pk])).text
        assert (WHY in told, WHY in story, page in told) == (True, True, user == worker)


def test_without_a_reason_the_mark_is_taken_off(talk, worker):
    with acting_as(worker.asker):
        say_that_it_matters(conversation=talk, significant_reason=WHY, by=worker)
        record = say_that_it_matters(conversation=talk, significant_reason="", by=worker)

    assert (record.is_significant, [one.significant_reason for one in _history(record)]) == (False, ["", WHY, ""])


def _history(record):
    return Record.pgh_event_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")


def test_nobody_else_marks_it(client, talk, page, manager, danas_sign_in, outsider):
    for user, status in ((manager, 403), (danas_sign_in, 403), (outsider, 404)):
        client.force_login(user)
        assert client.post(page, {"significant_reason": WHY, "row_version": 1}).status_code == status
    assert can_say_that_it_matters(manager, talk).refusal == "Only whoever wrote it says that it matters in the story."
    with acting_as(manager.asker):
        assert refused_by(change(talk.record, significant_reason=WHY)) == "record_significant_by_its_author"


def test_a_blank_reason_is_none(talk, worker):
    with acting_as(worker.asker):
        assert refused_by(change(talk.record, significant_reason=" ")) == "record_significant_says_why"


def test_why_is_looked_through_for_what_is_hidden(family, joan, amina, worker):
    home = AddressFactory(lines="4 Quarry Mount", postcode="LS6 2JP")
    ResidenceFactory(person=amina, address=home, is_confidential=True)
    talk = log_conversation(family=family, people=[joan], headline="Later", by=worker)

    with pytest.raises(ValidationError, match="Joan must not read"):
        say_that_it_matters(conversation=talk, significant_reason="They moved to LS6 2JP", by=worker)


def test_of_two_windows_the_second_is_told(talk, worker):
    with acting_as(worker.asker):
        say_that_it_matters(conversation=talk, significant_reason=WHY, row_version=1, by=worker)
        with pytest.raises(ChangedMeanwhile):
            say_that_it_matters(conversation=talk, significant_reason="Other", row_version=1, by=worker)


def test_the_story_of_what_mattered_most(talk, family, amina, worker):
    with acting_as(worker.asker):
        say_that_it_matters(conversation=talk, significant_reason=WHY, by=worker)
    ResidenceFactory(person=amina, period=since(date(2026, 2, 1)))
    conference_at("held", family=family, coordinator=CoordinatorFactory())
    ConcernFactory(raised_by=worker).people.create(organisation=family.organisation, person=amina)
    everything = lines(family, worker)

    mattered = lines(family, worker, is_significant=True)

    assert {"At the table", "The washing machine"} <= {*everything}
    assert ("At the table" in mattered, "The washing machine" in mattered) == (True, False)
    assert [words for words in mattered if "moved into a home" in words] == ["Amina moved into a home"]
    assert "At the table" not in lines(family, worker, is_significant=True, kind="home")
    assert "At the table" not in lines(family, worker, is_significant=True, is_good=True)


def test_it_is_chosen_on_the_page_and_said_on_paper(client, talk, family, worker):
    with acting_as(worker.asker):
        say_that_it_matters(conversation=talk, significant_reason=WHY, by=worker)
    client.force_login(worker)

    chosen = client.get(reverse("casework:family-story", args=[family.pk]), {"significant": "on"}).text
    paper = client.get(reverse("casework:family-story-print", args=[family.pk]), {"significant": "on"}).text

    assert ("At the table" in chosen, "The washing machine" in chosen, WHY in paper) == (True, False, True)
    assert "What mattered most only" in paper


def test_what_a_child_keeps_has_no_mark_to_make(client, family, amina, worker):
    kept = Sharing(ShareState.State.CHILD_ONLY)
    talk = log_conversation(family=family, people=[amina], headline="Secret", sharing=kept, by=worker)
    for user in (worker, sign_in_of(amina)):  # who wrote it down too
        client.force_login(user)
        shown = client.get(talk.get_absolute_url())
        assert (shown.status_code, "matters in the story" in shown.text) == (200, False)


def test_who_makes_themselves_its_author_marks_it_no_more(talk, family):
    beside = InvolvementFactory(family=family, role="co_worker").practitioner.user

    with acting_as(beside.asker):
        refused = refused_by(
            lambda: Record.objects.filter(pk=talk.record_id).update(author=beside, significant_reason=WHY)
        )

    assert refused == "record_significant_by_its_author"
