"""What Kith counts of its own records: by its definition, of nobody, and the same for ever as of a day (domain.md §7.4)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.models import Organisation, User
from casework.models import ConferenceOffer
from database.asker import acting_as
from families.models import Entry, RecordSubject, ShareState
from families.periods import Period, since
from outcomes import frequencies
from outcomes.actions.counting import count_measure, follow_counted
from outcomes.counted import QUERIES, Counted
from outcomes.imports.told import Told
from outcomes.models import CountedMeasure, DataPoint, Measure
from outcomes.queries.counting import count, figure_of, is_told_again, periods_of
from tests.casework.refusals import change, refused_by
from tests.conftest import FROZEN
from tests.factories import (
    FamilyFactory,
    InvolvementFactory,
    MembershipFactory,
    PractitionerFactory,
    RecordFactory,
    UserFactory,
)
from tests.factories_conferences import ConferenceFactory, OfferFactory, conference_at, plan_of
from tests.factories_families import sign_in_of
from tests.factories_linkups import LinkUpFactory
from tests.linkups.test_results import asked, ended, marked
from tests.outcomes import figures as make

TODAY = FROZEN.date()
FEBRUARY = frequencies.span_of(date(2026, 2, 1), "monthly")
QUARTER = frequencies.span_of(date(2026, 1, 1), "quarterly")


def counted(key, span=FEBRUARY, *, as_of=TODAY):
    return count(QUERIES[key], [span], as_of=as_of)[span[0]]


def talk(family, child, *, author=None, on=date(2026, 2, 10), said_by=None, shared="shared", **said):
    """A conversation about a child, and how it is shared."""
    record = RecordFactory(family=family, happened_on=on, author=author or UserFactory())
    RecordSubject.objects.create(organisation=family.organisation, record=record, person=child)
    ShareState.objects.create(organisation=family.organisation, record=record, person=child, state=shared, **said)
    if said_by:
        Entry.objects.create(
            organisation=family.organisation,
            record=record,
            position=1,
            kind="said",
            body="I like the jam",
            author=record.author,
            speaker=said_by,
        )
    return record


def led(begun=date(2024, 1, 1), *, children=1, worker=None):
    """A family with a lead worker and so many children."""
    family = FamilyFactory()
    InvolvementFactory(
        family=family, practitioner=worker or PractitionerFactory(), role="lead_worker", period=since(begun)
    )
    return family, [MembershipFactory(family=family, role="child").person for _child in range(children)]


# --- The definitions


def test_every_definition_is_whole_and_has_its_own_name(db):
    assert len({str(one.name) for one in QUERIES.values()}) == len(QUERIES)
    for query in QUERIES.values():
        assert query.version >= 1
        assert query.quadrant in Measure.Quadrant.values
        assert query.unit in {Measure.Unit.COUNT, Measure.Unit.PERCENT}
        assert (query.unit == Measure.Unit.PERCENT) == bool(query.out_of)
        assert str(query.definition)
        assert str(query.counted)


@pytest.mark.parametrize("key", QUERIES)
@pytest.mark.parametrize("days_ago", [0, 1])
def test_where_nothing_is_written_nothing_is_counted(organisation, key, days_ago):
    """By the tables of today and by their histories: each statement runs in both ways."""
    told = counted(key, as_of=TODAY - timedelta(days=days_ago))

    assert told == Counted(0, 0 if QUERIES[key].out_of else None, 0, 0, None)


def test_children_count_by_how_their_lead_workers_came_and_went(organisation):
    led(children=2)
    changed, _children = led(date(2025, 11, 1), children=3)
    InvolvementFactory(family=changed, role="lead_worker", period=Period(date(2024, 1, 1), date(2025, 10, 1)))
    FamilyFactory()

    assert counted("continuity_same_lead") == Counted(2, 5, 5, 5, workers=2)
    assert counted("continuity_never_without") == Counted(2, 5, 5, 5, workers=2)


def test_a_family_that_came_lately_was_not_without_before(organisation):
    led(date(2026, 2, 27), children=4)

    assert counted("continuity_never_without") == Counted(4, 4, 4, 4, workers=1)


def test_the_usual_person_is_told_of_three_conversations_or_more(organisation):
    family, (one, other, third) = led(children=3)
    priya, tom = UserFactory(), UserFactory()
    for author in (priya, priya, priya, priya, tom):
        talk(family, one, author=author)
    for author in (priya, tom, priya):
        talk(family, other, author=author)
    talk(family, third, author=priya)

    assert counted("continuity_usual_person") == Counted(1, 2, asked=3, answered=2, workers=1)


def test_a_goodbye_counts_where_it_is_written(organisation):
    for goodbye in ("said_goodbye_together", "introduced_new_worker", "letter", ""):
        left = {"end_reason": "LEFTRL", "goodbye_kind": goodbye}
        period = Period(date(2025, 1, 6), date(2026, 2, 9))
        InvolvementFactory(family=FamilyFactory(), role="lead_worker", period=period, **left)

    assert counted("continuity_goodbyes") == Counted(2, 3, asked=4, answered=3, workers=4)


def test_meetings_are_counted_as_far_as_they_came(organisation):
    for response in ("waiting", "declined", "accepted"):
        said = {} if response == "waiting" else {"responded_on": date(2026, 2, 20)}
        OfferFactory(conference=ConferenceFactory(), response=response, offered_on=date(2026, 2, 10), **said)
    held, agreed = conference_at("held"), conference_at("held")
    for conference in (held, agreed):
        OfferFactory(
            conference=conference, response="accepted", offered_on=date(2026, 2, 3), responded_on=date(2026, 2, 5)
        )
        change(conference, held_on=date(2026, 3, 6))()
    change(plan_of(agreed), agreed_on=date(2026, 3, 6))()
    OfferFactory(conference=ConferenceFactory(), offered_on=date(2026, 3, 2))

    way = (5, 4, 3, 2, 1, 0)
    assert counted("conferences_offered") == Counted(5, None, asked=5, answered=4)
    assert counted("conferences_accepted") == Counted(3, 4, asked=5, answered=4, steps=way, step=1)
    assert counted("conferences_held") == Counted(2, 3, 3, 3, steps=way, step=2)
    assert counted("conferences_agreed") == Counted(1, 2, 2, 2, steps=way, step=3)
    assert counted("conferences_looked_back") == Counted(0, 1, 1, 1, steps=way, step=4)


def test_link_ups_are_counted_as_their_results_page_counts_them(organisation):
    """See tests/linkups/test_results.py: the same rows, the same numbers."""
    ended()
    ended("did_not_click")
    link_up = LinkUpFactory(under_way=True)
    for things in ("better", "worse", "same", "better", "rather_not_say"):
        asked(link_up, things)
    asked(link_up, state="no_answer")
    asked(link_up)
    for values in [(3, 5, 7), (7, 3), (4, 9, 4), (5,), ()]:
        marked(ended(), *values)

    assert counted("linkups_planned", QUARTER) == Counted(6, 7, 7, 7)
    for things, number in (("better", 2), ("same", 1), ("worse", 1)):
        assert counted(f"linkups_{things}") == Counted(number, 5, asked=7, answered=5, parts=(2, 1, 1, 1))
    told = [counted(f"linkups_goals_{way}", QUARTER) for way in ("up", "unmoved", "down")]
    assert told == [Counted(1, 3, asked=5, answered=3, parts=(1, 1, 1))] * 3


def test_a_child_is_heard_where_their_own_words_stand(organisation):
    family, (child, sibling) = led(children=2)
    talk(family, child, said_by=child)
    talk(family, child)
    talk(family, child, said_by=MembershipFactory(family=family, role="parent_carer").person)
    talk(family, child, said_by=sibling)
    own = sign_in_of(child)
    taken_back = talk(family, child)
    said = {"record": taken_back, "position": 1, "kind": "said", "body": "Not this", "speaker": child, "author": own}
    Entry.objects.create(organisation=family.organisation, **said)
    with acting_as(own.asker):
        Entry.objects.filter(record=taken_back).update(taken_back_at=FROZEN)
    talk(family, MembershipFactory(family=family, role="parent_carer").person)
    talk(family, child, said_by=child, on=date(2026, 3, 1))

    told = counted("conversations_own_words")

    assert (told.numerator, told.denominator, told.workers) == (1, 5, 5)


def test_what_is_kept_back_is_not_shared_and_a_child_s_own_is_none_of_it(organisation):
    family, (child,) = led()
    kept = {
        "reason": "serious_harm",
        "decided_by": UserFactory(),
        "decided_on": TODAY,
        "review_on": TODAY + timedelta(days=30),
    }
    for state, said in (
        ("shared", {}),
        ("shared", {}),
        ("shared_later", {"share_on": TODAY}),
        ("withheld", kept),
        ("child_only", {}),
    ):
        talk(family, child, shared=state, **said)

    told = counted("conversations_shared")

    assert (told.numerator, told.denominator) == (2, 4)


# --- Of too few


@pytest.mark.parametrize(
    ("told", "is_of_too_few"),
    [
        (Counted(6, 12, 12, 12), False),
        (Counted(0, 12, 12, 12), False),
        (Counted(12, 12, 12, 12), False),
        (Counted(5, 12, 12, 12), True),
        (Counted(7, 12, 12, 12), True),
        (Counted(0, 5, 5, 5), True),
        (Counted(5, None, 5, 5), True),
        (Counted(6, None, 6, 6), False),
        (Counted(20, 40, 40, 40, workers=2), True),
        (Counted(20, 40, 40, 40, workers=3), False),
    ],
)
def test_nothing_is_told_of_few_people_or_of_the_work_of_few(told, is_of_too_few):
    assert told.is_of_too_few == is_of_too_few
    query = QUERIES["conferences_offered" if told.denominator is None else "linkups_planned"]
    assert (figure_of(query, FEBRUARY, told, as_of=TODAY) is None) == is_of_too_few


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((20, 18, 6), [20, 18, 6]),
        ((20, 18, 0), [20, 18, 0]),
        ((20, 18, 2), [20]),
        ((20, 18, 2, 8), [20, 18]),
        ((20, 18, 8, 2), [20, 18]),
        ((18, 18, 2), []),
        ((20, 1, 1), []),
        ((20, 0, 2), [0]),
    ],
)
def test_a_small_number_is_not_what_the_measures_beside_it_leave(parts, told):
    """Better, the same and worse are of the same who answered: of 40, two of them would tell the third."""
    whole = sum(parts)
    each = [Counted(number, whole, whole, whole, parts=parts) for number in parts]

    assert [one.numerator for one in each if not one.is_of_too_few] == told


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((40, 40, 30, 20, 10, 0), [1, 2, 3, 4]),
        ((40, 40, 38, 20, 10, 0), [3, 4]),  # 40 beside 38 of another step
        ((40, 40, 38, 38, 38, 20), []),  # 38 of 38, and 20 of 38, say the 38 too
        ((40, 38, 30, 20, 10, 0), [2, 3, 4]),  # 40 were offered one, 38 said something
        ((40, 40, 30, 20, 20, 17), [1, 2, 3]),
        ((40, 40, 36, 30, 24, 18), [3, 4]),
        ((20, 20, 12, 6, 3, 0), [1, 2]),
        ((6, 6, 6, 6, 6, 6), [1, 2, 3, 4]),
    ],
)
def test_a_small_number_is_not_what_two_steps_of_one_way_leave(steps, told):
    """Who said yes of those who answered, and who met of those who said yes: what each is out of is the number of the one before."""
    each = {
        step: Counted(steps[step + 1], steps[step], steps[step], steps[step], steps=steps, step=step)
        for step in (1, 2, 3, 4)
    }

    assert [step for step, one in each.items() if not one.is_of_too_few] == told


def test_meetings_are_counted_as_steps_of_one_way(organisation):
    """Of eight that were offered two families said no, and with all others a meeting was held."""
    for number in range(8):
        conference = conference_at("held") if number > 1 else ConferenceFactory()
        said = "accepted" if number > 1 else "declined"
        OfferFactory(conference=conference, response=said, offered_on=date(2026, 2, 3), responded_on=date(2026, 2, 5))
        if number > 1:
            change(conference, held_on=date(2026, 3, 6))()

    accepted, held = counted("conferences_accepted"), counted("conferences_held")

    assert (accepted.numerator, accepted.denominator, accepted.is_of_too_few) == (6, 8, True)
    assert (held.numerator, held.denominator, held.is_of_too_few) == (6, 6, True)
    assert not counted("conferences_offered").is_of_too_few


# --- Following and counting


@pytest.fixture
def system(organisation):
    return User.objects.get(kind="system")


@pytest.fixture
def offers(arun):
    """A counted measure since January, of meetings that were offered."""
    with acting_as(arun.asker):
        return follow_counted(
            query="conferences_offered",
            service=make.service(arun, "Family meetings"),
            name="Family meetings offered",
            frequency="monthly",
            since=date(2026, 1, 1),
            by=arun,
        )


def test_what_kith_counts_by_itself_is_no_figure_that_is_missing(as_, arun, offers):
    assert as_(arun).get("/outcomes/?show=missing").context["page"].rows == []


def offered(number, on=date(2026, 2, 10)):
    for _time in range(number):
        OfferFactory(conference=ConferenceFactory(), offered_on=on)


def counts_again(of, system):
    with acting_as(system.asker):
        return count_measure(counted=of, by=system)


def points(of):
    return [
        (one.period.lower.month, int(one.value), one.asked, one.revision, one.is_current, one.query_version)
        for one in DataPoint.objects.filter(measure=of.measure).order_by("period", "revision")
    ]


def test_a_count_is_written_once_however_often_it_is_done(offers, system):
    offered(7)
    first, again = counts_again(offers, system), counts_again(offers, system)

    assert points(offers) == [(1, 0, 0, 1, True, 1), (2, 7, 7, 1, True, 1)]
    assert [(one.written, one.unchanged) for one in (first, again)] == [(2, 0), (0, 2)]
    assert (again.version, again.as_of, again.counted_at) == (1, TODAY, FROZEN)


def test_a_past_that_changed_is_a_revision_that_says_so(offers, system):
    offered(7)
    counts_again(offers, system)
    offered(6)
    counts_again(offers, system)

    assert points(offers)[1:] == [(2, 7, 7, 1, False, 1), (2, 13, 13, 2, True, 1)]
    current = DataPoint.objects.get(measure=offers.measure, revision=2)
    assert current.reason_for_revision == "Counted again as of 16 March 2026, by version 1 of its definition."
    assert current.provisional


def test_what_few_have_changed_waits_until_the_figure_is_final(offers, system, monkeypatch):
    """Of two nights, one of which has seven and the next eight, somebody could be known."""
    offered(7)
    counts_again(offers, system)
    offered(1)
    told = counts_again(offers, system)
    waiting = points(offers)[1:]
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(days=92))
    counts_again(offers, system)
    offered(1)
    counts_again(offers, system)

    assert (waiting, told.written, told.unchanged) == ([(2, 7, 7, 1, True, 1)], 0, 2)
    february = DataPoint.objects.filter(measure=offers.measure, period__startswith=date(2026, 2, 1))
    assert [(int(one.value), one.provisional) for one in february.order_by("revision")] == [
        (7, True),
        (8, False),
        (9, False),
    ]


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ((10, 20, 20, 20), (11, 21, 21, 21), False),
        ((10, 20, 20, 20), (16, 26, 26, 26), True),
        ((10, 20, 20, 20), (16, 28, 28, 28), False),  # two of the eight who are new
        ((10, 20, 20, 20), (16, 32, 32, 32), True),
        ((10, 20, 30, 20), (10, 20, 31, 20), False),
        ((10, 20, 30, 20), (10, 20, 30, 20), True),
        ((10, 20, 30, 20), (16, 20, 30, 20), True),
    ],
)
def test_by_each_of_its_numbers_few_may_have_changed(before, after, is_told):
    def figure(numbers):
        numerator, denominator, asked, answered = numbers
        parts = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
        return {**parts, "asked": asked, "answered": answered, "provisional": True}

    assert is_told_again(Told(FEBRUARY, **figure(after)), DataPoint(**figure(before))) == is_told


def test_a_week_is_counted_until_what_it_counts_is_over(arun, system):
    """Half a year for meetings that are held, though of finished weeks the last six are counted each night."""
    with acting_as(arun.asker):
        held = follow_counted(
            query="conferences_held",
            service=make.service(arun, "Family meetings"),
            name="Family meetings held",
            frequency="weekly",
            since=date(2025, 6, 1),
            by=arun,
        )
    for _time in range(6):
        OfferFactory(
            conference=ConferenceFactory(),
            response="accepted",
            offered_on=date(2025, 9, 16),
            responded_on=date(2025, 9, 16),
        )
    change(held, counted_at=FROZEN, as_of=TODAY, version=2)()
    counts_again(held, system)

    (week,) = DataPoint.objects.filter(measure=held.measure)
    assert (week.period.lower, int(week.denominator), week.provisional) == (date(2025, 9, 15), 6, True)


def test_what_is_of_few_is_kept_back_and_said_to_be(offers, system):
    offered(4)
    told = counts_again(offers, system)

    assert points(offers) == [(1, 0, 0, 1, True, 1)]
    assert (told.written, told.kept_back) == (1, 1)


def test_a_period_that_is_not_over_is_not_counted(offers, system):
    offered(8, date(2026, 3, 2))
    counts_again(offers, system)

    assert [month for month, *_rest in points(offers)] == [1, 2]


def test_it_is_counted_from_its_first_day_on_and_back_as_far_as_it_may_change():
    spans = periods_of("monthly", since=date(2025, 12, 15), as_of=date(2026, 4, 1))

    assert [first for first, _until in spans] == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert len(periods_of("weekly", since=date(2020, 1, 1), as_of=TODAY)) == 6


def test_what_was_under_way_is_final_once_its_time_is_over(offers, system, monkeypatch):
    offered(7)
    counts_again(offers, system)
    monkeypatch.setattr("database.clock.now", lambda: FROZEN + timedelta(days=92))
    counts_again(offers, system)

    february = DataPoint.objects.filter(measure=offers.measure, period__startswith=date(2026, 2, 1))
    assert [(one.provisional, one.is_current) for one in february.order_by("revision")] == [
        (True, False),
        (False, True),
    ]


# --- What the database holds


def point(measure, **said):
    facts = {"organisation": measure.organisation, "measure": measure, "value": 7, "period": Period(*FEBRUARY)} | said
    return lambda: DataPoint.objects.create(**facts)


def test_nobody_writes_by_hand_what_kith_counts(offers, arun, system):
    with acting_as(arun.asker):
        assert refused_by(point(offers.measure)) == "data_point_counted_by_kith"
        assert refused_by(point(offers.measure, query_version=1)) == "data_point_counted_by_kith"
    with acting_as(system.asker):
        assert refused_by(point(offers.measure)) == "data_point_counted_by_kith"
        assert refused_by(point(make.measure(arun), query_version=1)) == "data_point_counted_by_kith"
        point(offers.measure, query_version=1)()


@pytest.mark.parametrize("value", [1, 5])
def test_no_count_of_few_is_written_past_the_action(offers, value):
    assert refused_by(point(offers.measure, value=value, query_version=1)) == "data_point_counted_of_enough"


def test_a_counted_measure_follows_one_definition_for_ever(offers, arun):
    other = make.measure(arun)
    facts = {"organisation": offers.organisation, "measure": other, "query": "linkups_planned", "since": TODAY}
    performs = {"kind": "performance", "result": None, "service": offers.measure.service, "quadrant": "how_well"}

    assert refused_by(change(offers, query="linkups_planned")) == "counted_measure_stays"
    assert refused_by(change(offers, since=TODAY)) == "counted_measure_stays"
    assert refused_by(change(offers, version=1)) == "counted_measure_says_how_and_when"
    assert refused_by(lambda: CountedMeasure.objects.create(**facts)) == "counted_measure_is_a_service_s"
    change(other, **performs)()
    assert refused_by(lambda: CountedMeasure.objects.create(**facts | {"query": " "})) == (
        "counted_measure_follows_something"
    )
    assert refused_by(lambda: CountedMeasure.objects.create(**facts | {"query": offers.query})) == "counted_query_once"
    assert refused_by(lambda: CountedMeasure.objects.create(**facts | {"measure": offers.measure})) in {
        "counted_measure_once"
    }
    make.figures(other, 7, by=arun)
    assert refused_by(lambda: CountedMeasure.objects.create(**facts)) == "counted_measure_is_a_service_s"


def test_who_works_elsewhere_is_not_counted(offers, system):
    offered(7)
    york = Organisation.objects.create(name="York")
    theirs = User.objects.create_user("kith@york.test", name="Kith", kind="system", organisation=york)
    with acting_as(theirs.asker):
        assert counted("conferences_offered") == Counted(0, None, 0, 0)


# --- Its pages


NEW = "/outcomes/counted/new/"


@pytest.fixture
def said(arun):
    return {
        "query": "conferences_offered",
        "service": str(make.service(arun, "Family meetings").pk),
        "frequency": "monthly",
        "since": "2026-01-01",
    }


def test_an_analyst_begins_and_a_worker_counts(as_, arun, said):
    client = as_(arun)
    page = client.get(NEW).text
    assert all(str(query.name) in page for query in QUERIES.values())

    answer = client.post(NEW, said, follow=True)

    assert "It was not counted yet." in answer.text
    assert CountedMeasure.objects.get().measure.name == "Family meetings offered"
    assert (CountedMeasure.objects.get().measure.quadrant, Measure.objects.get().source) == (
        "how_much",
        "Counted by Kith from its own records.",
    )
    assert 'value="conferences_offered"' not in client.get(NEW).text


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [
        ({"query": "everything"}, "Choose one of the answers that are there."),
        ({"service": ""}, "Choose an answer: Which service answers for it?"),
        ({"since": "2027-01-01"}, "That day is still to come."),
        ({"frequency": ""}, "Choose an answer: How often is there a figure?"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(as_, arun, said, lacks, sentence):
    answer = as_(arun).post(NEW, said | {"name": "As I typed it"} | lacks)

    assert (answer.status_code, sentence in answer.text, "As I typed it" in answer.text) == (422, True, True)
    assert not Measure.objects.exists()


def test_how_it_is_counted_stands_on_its_page(as_, arun, worker, offers, system):
    offered(7)
    offered(4, date(2026, 1, 10))
    counts_again(offers, system)
    page = f"{offers.measure.get_absolute_url()}counted/"

    shown = as_(arun).get(page).text
    assert "Family meetings that were first offered in the period" in shown
    assert "by version 1 of its definition" in shown
    assert "Periods written: 1. As they were: 0. Of too few to be told: 1." in shown
    assert "of too few to be told" in shown
    assert "7 asked, 7 answered" not in shown  # nobody has said anything yet
    assert "7 asked, 0 answered, 7 missing" in shown
    assert as_(worker).get(page).status_code == 403
    own = as_(arun).get(offers.measure.get_absolute_url()).text
    assert ("Paste figures" in own, "How it is counted" in own) == (False, True)
    assert "7 asked, 0 answered, 7 missing." in own


@pytest.mark.parametrize(("as_of", "status"), [("2026-03-16", 200), ("", 200), ("2026-03-17", 422), ("once", 422)])
def test_as_of_a_day_that_was(as_, arun, offers, as_of, status):
    assert as_(arun).get(f"{offers.measure.get_absolute_url()}counted/", {"as_of": as_of}).status_code == status


def test_a_figure_that_would_not_be_told_any_more_is_said_to_be_another(as_, arun, offers, system):
    """Seven were offered, and of five of them it turns out that it was in March: the seven stand until somebody looks."""
    offered(7)
    counts_again(offers, system)
    for one in ConferenceOffer.objects.order_by("pk")[:5]:
        change(one, offered_on=date(2026, 3, 2))()
    shown = as_(arun).get(f"{offers.measure.get_absolute_url()}counted/").text

    assert (shown.count("of too few to be told"), shown.count("another one")) == (1, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_page_of_a_count_costs(as_, arun, offers, django_assert_num_queries, count):
    CountedMeasure.objects.exists()
    change(offers.measure, active=True)()
    client, page = as_(arun), f"{offers.measure.get_absolute_url()}counted/"
    client.get(page)
    as_of = "2026-03-16" if count == 3 else "2026-02-16"

    with django_assert_num_queries(9):
        client.get(page, {"as_of": as_of})


def test_a_measure_without_a_definition_has_no_such_page(as_, arun):
    assert as_(arun).get(f"{make.measure(arun).get_absolute_url()}counted/").status_code == 404


def test_a_line_of_a_counted_measure_is_refused_and_the_others_are_kept(as_, arun, offers):
    other = make.measure(arun, name="Other")
    lines = "Family meetings offered\t2026-01\t40\nOther\t2026-01\t41"
    answer = as_(arun).post("/outcomes/paste/", {"lines": lines, "looked": "1"})

    assert "Line 1: Kith counts the figures of this measure from its own records." in answer.text
    assert int(other.points.get().value) == 41
    by_hand = as_(arun).post(f"{offers.measure.get_absolute_url()}figures/write/", {"period": "2026-01", "value": "40"})
    assert (by_hand.status_code, "nobody writes them by hand" in by_hand.text) == (422, True)
