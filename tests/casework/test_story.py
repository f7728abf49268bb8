"""The story: which lines there are, in which order, and that a page follows the other without a gap."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from casework.actions.safety_maps import complete_safety_map
from casework.models import Conversation
from casework.queries.story import SOURCES, read, story_of_family, story_of_person
from casework.queries.story_lines import Asked
from casework.queries.story_sources import LOOKS, Kind
from families.models import Entry, Introduction, Residence
from families.paging import BadCursor
from families.periods import Period, since
from tests.casework.plans_of_ones_own import looked_back
from tests.casework.plans_of_ones_own import plan_of as own_plan_of
from tests.casework.safety import whole
from tests.casework.supervised import thought
from tests.casework.told import told as told_of
from tests.factories import InvolvementFactory, MembershipFactory, PersonFactory, PractitionerFactory, RecordFactory
from tests.factories_assets import IntroductionFactory
from tests.factories_conferences import CoordinatorFactory, conference_at, plan_of
from tests.factories_families import GoalFactory, PartnershipFactory, ResidenceFactory, sign_in_of
from tests.factories_linkups import LinkUpFactory, ProfileFactory
from tests.factories_support import SupportNetworkFactory
from tests.factories_worries import AlertFactory, ConcernFactory

MONDAY = date(2026, 3, 16)
LONG_AGO = Period(date(2020, 1, 1), date(2020, 2, 1))


def talk(family, day, headline="At the table", hour=9, *, about=(), author=None):
    record = RecordFactory(family=family, happened_on=day, author=author)
    for person in about:
        record.subjects.create(organisation=record.organisation, person=person)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Conversation.objects.create(
        organisation=record.organisation, record=record, happened_at=at, headline=headline
    )


def words(lines):
    return [line.told.words for line in lines.rows]


def story(family, user, asked=None, **more):
    return read(story_of_family(family.pk, user), asked or Asked(), user, **more)


def walked(family, user, size, monkeypatch):
    """All pages to the end, and back again."""
    monkeypatch.setattr("casework.queries.story.SHOWN", size)
    there, page = [], story(family, user)
    there.extend(words(page))
    while page.next:
        page = story(family, user, cursor=page.next)
        there.extend(words(page))
    back = words(page)
    while page.previous:
        page = story(family, user, cursor=page.previous)
        back = words(page) + back
    return there, back


def test_the_latest_stands_first_and_by_the_hour_on_one_day(family, worker):
    talk(family, MONDAY, "Noon", hour=12)
    talk(family, MONDAY, "Nine", hour=9)
    talk(family, MONDAY - timedelta(1), "Sunday")

    assert words(story(family, worker)) == ["Noon", "Nine", "Sunday"]


@pytest.mark.parametrize("size", [2, 3])
def test_pages_follow_each_other_over_ties(family, worker, monkeypatch, size):
    for number in range(4):
        talk(family, MONDAY, f"Talk {number}")
        InvolvementFactory(family=family, practitioner__name=f"W{number}", period=since(MONDAY))
        InvolvementFactory(family=family, practitioner__name=f"L{number}", period=Period(date(2020, 1, 1), MONDAY))

    whole = words(story(family, worker))
    there, back = walked(family, worker, size, monkeypatch)

    assert len(set(whole)) == len(whole) == 16
    assert there == back == whole


def test_a_cursor_is_of_one_story(family, worker, monkeypatch):
    monkeypatch.setattr("casework.queries.story.SHOWN", 1)
    for number in range(2):
        talk(family, MONDAY, f"Talk {number}")
    cursor = story(family, worker).next
    other = InvolvementFactory(practitioner=worker.practitioner, role="lead_worker").family

    with pytest.raises(BadCursor):
        story(other, worker, cursor=cursor)


def test_a_cursor_of_what_went_meanwhile_leads_to_the_beginning(family, worker, monkeypatch):
    monkeypatch.setattr("casework.queries.story.SHOWN", 1)
    one = InvolvementFactory(family=family, practitioner__name="Tom", period=since(MONDAY))
    talk(family, date(2026, 1, 1))
    cursor = story(family, worker).next
    one.period = since(None)
    one.save()

    with pytest.raises(BadCursor):
        story(family, worker, cursor=cursor)


def test_a_cursor_holds_no_day(family, worker, monkeypatch):
    monkeypatch.setattr("casework.queries.story.SHOWN", 1)
    for number in range(2):
        talk(family, MONDAY, f"Talk {number}")

    assert "2026" not in story(family, worker).next.split(":")[0]


def test_the_rest_of_what_is_to_come_stands_elsewhere(family, worker):
    InvolvementFactory(family=family, practitioner__name="Tom", period=since(MONDAY + timedelta(1)))

    assert words(story(family, worker)) == []


@pytest.fixture
def everything(family, worker):
    """A line of each sort that there is."""
    amina = MembershipFactory(
        family=family, person=PersonFactory(known_as="Amina", date_of_birth=date(2015, 5, 1))
    ).person
    joan = MembershipFactory(
        family=family,
        person=PersonFactory(known_as="Joan", date_of_birth=date(1950, 1, 1), date_of_death=date(2025, 1, 1)),
    ).person
    pat = PersonFactory(known_as="Pat", date_of_birth=date(1990, 1, 1))
    MembershipFactory(family=family, person=pat, role="parent_carer")
    told = talk(family, MONDAY, about=[amina], author=worker)
    scale(told, amina)
    goal = GoalFactory(family=family, hoped=Decimal(6))
    goal.scores.create(organisation=goal.organisation, person=amina, on=MONDAY, value=Decimal(6))
    complete_safety_map(safety_map=whole(worker, family, amina), by=worker)
    told_of(worker, family, amina, decided_on=date(2026, 3, 5))
    pats = sign_in_of(pat)
    looked_back(own_plan_of(pat, family, read_by="workers"), pats, keep="Walks")
    thought(family, pat, by=worker)
    meetings(family)
    link_up(family)
    left = PractitionerFactory(user__name="Tom")
    InvolvementFactory(family=family, practitioner=left, period=LONG_AGO)
    PartnershipFactory(a=amina, b=joan, period=LONG_AGO)
    ResidenceFactory(person=amina, period=LONG_AGO)
    SupportNetworkFactory(family=family)
    IntroductionFactory(family=family, person=None, on=MONDAY)
    ConcernFactory(about=[amina])
    AlertFactory(
        person=amina,
        starts=date(2026, 3, 1),
        discussed_on=date(2026, 3, 1),
        review_on=date(2026, 9, 1),
        ended_on=MONDAY,
    )
    return amina


def scale(told, person):
    question = told.record.scaling_questions.create(
        organisation=told.organisation, about="Mornings", zero_means="Tears", ten_means="Toast"
    )
    told.record.scaling_answers.create(
        organisation=told.organisation, question=question, person=person, value=Decimal(4)
    )


def meetings(family):
    held = conference_at("held", family=family, coordinator=CoordinatorFactory(user__name="Ngozi"))
    held.held_on, held.reviewed_on, held.not_agreed_told_at = MONDAY, MONDAY, datetime(2026, 3, 2, 9, tzinfo=UTC)
    held.save()
    plan = plan_of(held)
    done = plan.actions.get()
    done.state, done.done_on = "done", MONDAY
    done.save()
    plan.agreed_on = MONDAY
    plan.save()


def link_up(family):
    linked = LinkUpFactory(
        under_way=True, seeking_family=family, sharing_family=ProfileFactory(family__name="Oak").family
    )
    linked.pauses.create(organisation=linked.organisation, period=since(linked.start_date))
    for kind in ("celebration", "meet_first"):
        linked.meetups.create(organisation=linked.organisation, kind=kind, state="held", held_on=linked.start_date)
    over = {"state": "completed", "end_kind": "weeks_finished", "end_date": MONDAY}
    LinkUpFactory(
        under_way=True, seeking_family__name="Elm", sharing_family=ProfileFactory(family=family).family, **over
    )


def test_every_source_is_told(everything, family, worker):
    """In words, and with a page; what a test of the database itself can’t know is told by whom, is told of them."""
    lines = story(family, worker, Asked(with_safety=True), on_paper=True)

    assert all(line.told.href for line in lines.rows)
    assert words(lines) == [
        "A worry about someone’s safety was handed over",
        "At the table",
        "An alert about Amina ended: A danger to whoever visits",
        f"Rowan was introduced to {Introduction.objects.get().asset}",
        "A support map was drawn around Rowan",
        "The link-up finished as planned: Elm with Rowan",
        "Done: Amina stays with Gran every Friday",
        "The family wrote its plan",
        "The family’s plan was agreed",
        "The family looked back at its plan",
        "A family meeting was offered",
        "The family met",
        "The family meeting was taken on",
        "Workers thought about it together",
        "Pat looked back on their own plan",
        "Pat began a plan of their own",
        "The safety map was complete: each danger has its goal",
        "A safety map was begun",
        "Calm mornings: Amina is where they hoped to be, at 6 of 10",
        "Something to change: Calm mornings",
        "Mornings: Amina puts it at 4 of 10",
        "We told the health visitor",
        "The plan was not agreed, and the family was told why",
        "An alert about Amina began: A danger to whoever visits",
        "The link-up began: Elm with Rowan",
        "Rowan and Oak met for the first time",
        "Rowan and Oak celebrated together",
        "The link-up had a pause: Rowan with Oak",
        "The link-up began: Rowan with Oak",
        "Joan died",
        "Amina moved out of a home",
        "Amina and Joan were no longer a couple",
        "Tom left: Co-worker",
        "Amina moved into a home",
        "Amina and Joan married",
        "Tom came alongside: Co-worker",
        "Amina was born",
        "Pat was born",
        "Joan was born",
    ]


def test_each_kind_is_what_it_says(everything, family, worker):
    shown = {kind: {line.kind for line in story(family, worker, Asked(kind), on_paper=True).rows} for kind in Kind}

    assert shown == {kind: {kind} for kind in Kind}
    assert set(LOOKS) == set(Kind) == {source.kind for source in SOURCES}


def test_worries_and_alerts_stand_there_only_if_asked_for(everything, family, worker):
    shown = {line.kind for line in story(family, worker, on_paper=True).rows}

    assert shown == set(Kind) - {Kind.SAFETY}


def test_good_things_only(everything, family, worker):
    tom = talk(family, MONDAY, "She rang the school herself")
    talk(family, MONDAY, "Just a talk")
    Entry.objects.create(organisation=tom.organisation, record=tom.record, position=1, kind="strength", body="She rang")

    assert words(story(family, worker, Asked(is_good=True, with_safety=True), on_paper=True)) == [
        "She rang the school herself",
        "The link-up finished as planned: Elm with Rowan",
        "Done: Amina stays with Gran every Friday",
        "The family’s plan was agreed",
        "The family met",
        "The safety map was complete: each danger has its goal",
        "Calm mornings: Amina is where they hoped to be, at 6 of 10",
        "The link-up began: Elm with Rowan",
        "Rowan and Oak met for the first time",
        "Rowan and Oak celebrated together",
        "The link-up began: Rowan with Oak",
        "Amina was born",
        "Pat was born",
        "Joan was born",
    ]


def test_a_period_has_its_first_and_its_last_day(family, worker):
    for day in range(1, 6):
        talk(family, date(2026, 3, day), f"Day {day}")

    asked = Asked(since=date(2026, 3, 2), until=date(2026, 3, 4))

    assert words(story(family, worker, asked)) == ["Day 4", "Day 3", "Day 2"]


def test_someone_in_it_is_told_of_alone(everything, family, worker):
    talk(family, MONDAY, "Not about her")

    assert words(story(family, worker, Asked(with_safety=True), person=everything.pk, on_paper=True)) == [
        "A worry about someone’s safety was handed over",
        "At the table",
        "An alert about Amina ended: A danger to whoever visits",
        "The safety map was complete: each danger has its goal",
        "A safety map was begun",
        "Calm mornings: Amina is where they hoped to be, at 6 of 10",
        "Mornings: Amina puts it at 4 of 10",
        "We told the health visitor",
        "An alert about Amina began: A danger to whoever visits",
        "Amina moved out of a home",
        "Amina and Joan were no longer a couple",
        "Amina moved into a home",
        "Amina and Joan married",
        "Amina was born",
    ]


def test_the_story_of_a_person_is_the_same_over_all_families(everything, family, worker):
    in_family = story(family, worker, person=everything.pk, on_paper=True)
    alone = read(story_of_person(everything.pk, worker), Asked(), worker, on_paper=True)

    assert words(alone) == words(in_family) != []


def test_whoever_is_in_two_families_is_told_of_with_each_alone(everything, family, worker):
    elm = InvolvementFactory(practitioner=worker.practitioner, role="lead_worker", family__name="Ash").family
    MembershipFactory(family=elm, person=everything)
    talk(elm, MONDAY, "With the Ashes", about=[everything])

    assert "With the Ashes" not in words(story(family, worker, person=everything.pk))
    assert "With the Ashes" in words(read(story_of_person(everything.pk, worker), Asked(), worker))


def test_a_day_that_is_not_known_says_how_well_it_is(family, worker):
    born = {"date_of_birth": date(1950, 1, 1), "dob_precision": "about"}
    MembershipFactory(family=family, person=PersonFactory(known_as="Joan", **born))

    assert [line.told.when for line in story(family, worker).rows] == ["about 1950"]


def test_what_was_written_down_later_says_so(family, worker):
    told = talk(family, MONDAY)
    written = timezone.localdate(told.created_at)  # by the database's own clock, and never changed

    (line,) = story(family, worker).rows

    assert (line.is_written_later, line.told.recorded, written > MONDAY) == (True, written, True)


def test_a_couple_of_whom_it_is_disputed_says_so(family, worker):
    joan = MembershipFactory(family=family).person
    PartnershipFactory(a=joan, b=MembershipFactory(family=family).person, period=since(MONDAY), confidence="disputed")

    assert [line.told.is_disputed for line in story(family, worker).rows] == [True]


@pytest.mark.parametrize("kind", Residence.Kind)
def test_each_kind_of_home_but_a_refuge_is_told(family, worker, kind):
    ResidenceFactory(
        person=MembershipFactory(family=family).person, period=LONG_AGO, kind=kind, is_confidential=kind == "refuge"
    )

    assert len(words(story(family, worker))) == (0 if kind == "refuge" else 2)
