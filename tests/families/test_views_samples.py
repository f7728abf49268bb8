"""“Stories I’m reading”, from its pages: drawing, reading, asking and ending, and what the family and its workers read of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessEvent
from casework.actions.adding import take_back_entry
from casework.actions.conversations import log_conversation
from database.asker import acting_as
from families.actions import keeping
from families.actions.goals import record_goal
from families.actions.records import EntryText, Sharing
from families.models import Entry, StorySample
from tests.factories import FamilyFactory, InvolvementFactory, MembershipFactory, PractitionerFactory, TeamFactory
from tests.factories_access import StorySampleFactory
from tests.factories_families import ContactPointFactory, ResidenceFactory, sign_in_of

LATER = date(2026, 9, 14)
WHY = "How do we say goodbye?"
WHEN = {"until_0": "30", "until_1": "3", "until_2": "2026", "why": WHY}


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def joyce(organisation):
    return PractitionerFactory(user__name="Joyce", user__roles=["quality_lead"]).user


@pytest.fixture
def team(worker):
    worker.practitioner.team = TeamFactory(name="North")
    worker.practitioner.save()
    return worker.practitioner.team


@pytest.fixture
def sample(family, joyce, worker):
    return StorySampleFactory(family=family, reader=joyce, drawn_by=worker)


@pytest.fixture
def queries_of():
    def count(read):
        read()
        with CaptureQueriesContext(connection) as asked:
            assert read().status_code == 200
        return len(asked)

    return count


def talk(family, people, worker, headline="Swimming on Tuesday", **how):
    entries = how.pop("entries", [EntryText("seen", "She laughed all the way")])
    return log_conversation(family=family, people=people, headline=headline, entries=entries, by=worker, **how)


def text(answer):
    return answer.content.decode()


def test_she_draws_a_sample_and_finds_it_in_her_list(as_, family, team, joyce):
    joyces = as_(joyce)

    drawn = joyces.post("/stories/draw/", {"drawn_from": str(team.pk), "how_many": "3", **WHEN}, follow=True)

    assert "1 story was drawn. There were no more to draw there." in text(drawn)
    page = text(joyces.get("/stories/"))
    assert "Rowan" in page
    assert "to be read until Monday 30 March · Drawn by chance · North" in page
    assert f'href="/families/{family.pk}/story/"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"why": " "}, "Say what you want to learn: the family reads it."),
        ({"why": "Ask at 14 Ash Road"}, "written like an address, a postcode or a number"),
        ({"until_0": "15"}, "Give today, or a day that is still to come."),
        ({"until_0": "15", "until_1": "4"}, "A story is read for 30 days at most: give an earlier day."),
        ({"until_0": "31", "until_1": "2"}, "That is not a date in the calendar"),
        ({"how_many": "11"}, "10 at most."),
        ({"how_many": "0"}, "1 at least."),
        ({"drawn_from": "nowhere"}, "Choose one of the answers that are there."),
    ],
)
def test_a_form_that_is_refused_keeps_all_that_was_written(as_, team, joyce, wrong, sentence):
    said = {"drawn_from": str(team.pk), "how_many": "3", **WHEN} | wrong

    answer = as_(joyce).post("/stories/draw/", said)

    assert answer.status_code == 422
    assert sentence in text(answer)
    form = answer.context["form"]
    assert {name: form.data[name] for name in said} == said
    assert not StorySample.objects.exists()


def test_where_there_is_none_to_draw_it_says_so_and_keeps_all(as_, joyce):
    empty = TeamFactory(name="South")

    answer = as_(joyce).post("/stories/draw/", {"drawn_from": str(empty.pk), "how_many": "3", **WHEN})

    assert answer.status_code == 422
    assert "There is no other story to draw there. Choose another place or team." in text(answer)
    assert WHY in text(answer)


@pytest.mark.parametrize("address", ["/stories/", "/stories/draw/"])
def test_nobody_else_has_this_page(as_, worker, manager, address):
    assert [as_(one).get(address).status_code for one in (worker, manager)] == [403, 403]


def test_she_reads_the_story_with_names_and_the_family_reads_that_she_did(as_, sample, family, amina, worker, joyce):
    talk(family, [amina], worker, entries=[EntryText("said", "I did four lengths", {"speaker": amina})])
    joyces = as_(joyce)

    page = text(joyces.get(f"/families/{family.pk}/story/"))

    assert "Swimming on Tuesday" in page
    assert "I did four lengths" in page
    assert "Amina" in page
    assert "You read this until 29 March, to learn how we work" in page
    looked = text(as_(sign_in_of(amina)).get("/our-page/who-has-looked/"))
    assert "A quality lead read the story, to learn how we work" in looked
    assert "A quality lead may read your story from 16 March 2026 to 29 March 2026, to learn how we work." in looked
    assert sample.why in looked
    assert "Joyce" not in looked


def test_each_reading_is_written_down(as_, sample, family, amina, worker, joyce):
    talk(family, [amina], worker)
    joyces = as_(joyce)
    for part in ("", "print/", "pdf/"):
        assert joyces.get(f"/families/{family.pk}/story/{part}").status_code == 200

    events = AccessEvent.objects.filter(user=joyce).order_by("at", "pk")

    assert [(one.what, one.kind) for one in events] == [
        ("casework:sampled-story", "view"),
        ("casework:sampled-story-print", "print"),
        ("casework:sampled-story-print", "print"),
    ]
    assert {(one.families[0], *one.people) for one in events} == {(family.pk, amina.pk)}


def test_every_link_of_the_story_leads_to_a_page_that_is_open(as_, sample, family, amina, worker, joyce):
    talk(family, [amina], worker)
    record_goal(family=family, words="Swim", whose=[amina], on=date(2026, 3, 16), by=worker)
    joyces = as_(joyce)
    page = joyces.get(f"/families/{family.pk}/story/")

    lines = page.context["lines"].rows

    assert {one.told.words for one in lines} == {"Swimming on Tuesday", "Something to change: Swim"}
    assert [joyces.get(one.told.href).status_code for one in lines if one.told.href] == [200]
    assert str(family.get_absolute_url()) not in [f"{href}" for href in _hrefs(text(page))]
    assert {joyces.get(href).status_code for href in _hrefs(text(page)) if str(family.pk) in href} == {200}


def _hrefs(page):
    return [part.partition('"')[0] for part in page.split('href="')[1:]]


def test_the_pages_of_the_family_and_of_its_people_lead_to_the_story(as_, sample, family, amina, joyce):
    joyces = as_(joyce)

    led = [joyces.get(one.get_absolute_url()) for one in (family, amina)]

    assert [answer.headers["Location"] for answer in led] == [f"/families/{family.pk}/story/"] * 2


def test_they_lead_nobody_else_anywhere(as_, sample, family, amina, outsider):
    others = as_(PractitionerFactory(user__roles=["quality_lead"]).user)

    assert [others.get(one.get_absolute_url()).status_code for one in (family, amina)] == [404, 404]


def test_every_other_page_of_the_family_is_not_there(as_, sample, family, amina, worker, joyce):
    joyces = as_(joyce)
    for part in ("people/", "tree/", "conversations/", "scales/", "conferences/", "who-has-looked/", "story/ask/"):
        assert joyces.get(f"/families/{family.pk}/{part}").status_code == 404, part
    for part in ("story/", "facts/", "who-may-see/", "who-has-looked/"):
        assert joyces.get(f"/people/{amina.pk}/{part}").status_code == 404, part
    assert "Rowan" not in text(joyces.get("/families/"))
    assert "Amina" not in text(joyces.post("/search/", {"q": "Amina"})).replace('value="Amina"', "")


def test_who_told_us_is_no_name_to_her(as_, sample, family, amina, worker, joyce):
    said = EntryText("reported", "She was early", {"source_name": "Mrs Hall", "received_on": date(2026, 3, 15)})
    conversation = talk(family, [amina], worker, entries=[said])
    joyces = as_(joyce)

    for address in (f"/families/{family.pk}/story/", conversation.get_absolute_url()):
        page = text(joyces.get(address))
        assert "She was early" in page
        assert "Mrs Hall" not in page


def test_what_was_hidden_at_someones_wish_is_hidden_from_her(as_, sample, family, amina, worker, joyce):
    conversation, hers = talk(family, [amina], worker), sign_in_of(amina)
    long_ago = datetime.now(UTC) - timedelta(days=3)
    with acting_as(hers.asker):
        said = Entry(
            organisation=family.organisation,
            record=conversation.record,
            position=9,
            kind="said",
            body="I never said that",
            author=hers,
            speaker=amina,
            created_at=long_ago,
        )
        said.save()
        take_back_entry(entry=said, by=hers)

    read = ["I never said that" in text(as_(one).get(conversation.get_absolute_url())) for one in (worker, joyce)]

    assert read == [True, False]


def test_neither_home_nor_number_nor_confidence_is_on_any_page_of_hers(as_, sample, family, amina, worker, joyce):
    ContactPointFactory(person=amina, value="07700 900123")
    ResidenceFactory(person=amina, address__lines="14 Ash Road")
    talk(family, [amina], worker, headline="Told me alone", sharing=Sharing("child_only"))
    open_one = talk(family, [amina], worker)
    joyces = as_(joyce)

    for address in (f"/families/{family.pk}/story/", open_one.get_absolute_url(), "/stories/"):
        page = text(joyces.get(address))
        assert not [word for word in ("900123", "Ash Road", "Told me alone", "moved into") if word in page]


def test_the_story_is_not_there_once_someone_is_restricted(as_, sample, family, joan, worker, joyce):
    keeping.restrict(what=joan, ground="other", allowed=[joyce], review_on=LATER, by=worker)
    joyces = as_(joyce)

    assert joyces.get(f"/families/{family.pk}/story/").status_code == 404
    assert "Rowan" not in text(joyces.get("/stories/"))


def test_she_ends_it_early(as_, sample, family, joyce):
    joyces = as_(joyce)

    ended = joyces.post(f"/stories/{sample.pk}/end/", follow=True)

    assert "Ended. It is closed again." in text(ended)
    assert joyces.get(f"/families/{family.pk}/story/").status_code == 404


def test_those_who_work_with_the_family_see_it_and_end_it(as_, sample, family, worker):
    workers = as_(worker)
    assert "Joyce, quality lead, reads this story until 29 March, to learn how we work." in text(
        workers.get(f"/families/{family.pk}/")
    )

    workers.post(f"/stories/{sample.pk}/end/")

    assert "reads this story" not in text(workers.get(f"/families/{family.pk}/"))


def test_a_coach_ends_none(as_, sample, family):
    coach = InvolvementFactory(family=family, role="family_coach").practitioner.user

    assert as_(coach).post(f"/stories/{sample.pk}/end/").status_code == 403


def test_a_stranger_ends_none(as_, sample, outsider):
    assert as_(outsider).post(f"/stories/{sample.pk}/end/").status_code == 404


def test_a_worker_asks_for_the_family(as_, family, amina, worker, joyce):
    said = {"reader": str(joyce.pk), "drawn_how": "family", **WHEN}

    answer = as_(worker).post(f"/families/{family.pk}/story/ask/", said, follow=True)

    assert "Joyce can read it now. The family is told." in text(answer)
    assert "The family asked for it" in text(as_(sign_in_of(amina)).get("/our-page/who-has-looked/"))


def test_what_is_refused_when_one_asks_is_kept(as_, family, amina, joan, worker, joyce):
    keeping.restrict(what=joan, ground="other", allowed=[worker], review_on=LATER, by=worker)
    said = {"reader": str(joyce.pk), "drawn_how": "family", **WHEN}

    answer = as_(worker).post(f"/families/{family.pk}/story/ask/", said)

    assert answer.status_code == 422
    assert "This story can’t be read as a sample by them. Ask another quality lead." in text(answer)
    assert WHY in text(answer)


def test_a_hidden_address_is_refused_in_why(as_, family, amina, worker, joyce):
    ResidenceFactory(person=amina, address__lines="14 Ash Road", is_confidential=True)
    said = {"reader": str(joyce.pk), "drawn_how": "team", **WHEN, "why": "What went on at 14 Ash Road"}

    answer = as_(worker).post(f"/families/{family.pk}/story/ask/", said)

    assert answer.status_code == 422
    assert not StorySample.objects.exists()


def test_the_list_asks_as_often_for_three_as_for_one(as_, sample, worker, joyce, queries_of):
    joyces = as_(joyce)
    one = queries_of(lambda: joyces.get("/stories/"))
    for _ in range(2):
        StorySampleFactory(family=FamilyFactory(), reader=joyce, drawn_by=worker)

    assert queries_of(lambda: joyces.get("/stories/")) == one


def test_who_has_looked_asks_as_often_for_three_as_for_one(as_, sample, family, amina, worker, queries_of):
    hers = as_(sign_in_of(amina))
    one = queries_of(lambda: hers.get("/our-page/who-has-looked/"))
    for _ in range(2):
        StorySampleFactory(family=family, drawn_by=worker)

    assert queries_of(lambda: hers.get("/our-page/who-has-looked/")) == one


def test_the_familys_page_asks_as_often_for_three_as_for_one(as_, sample, family, worker, queries_of):
    workers = as_(worker)
    one = queries_of(lambda: workers.get(f"/families/{family.pk}/"))
    for _ in range(2):
        StorySampleFactory(family=family, drawn_by=worker)

    assert queries_of(lambda: workers.get(f"/families/{family.pk}/")) == one


def test_her_story_asks_as_often_for_three_lines_as_for_one(as_, sample, family, amina, worker, joyce, queries_of):
    joyces, address = as_(joyce), f"/families/{family.pk}/story/"
    talk(family, [amina], worker)
    one = queries_of(lambda: joyces.get(address))
    for _ in range(2):
        talk(family, [amina, MembershipFactory(family=family).person], worker)

    assert queries_of(lambda: joyces.get(address)) == one
