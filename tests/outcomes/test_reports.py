"""The report of a curve: what it refuses past every form, how it goes from meeting to meeting, and its pages (domain.md §7.2)."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.errors import ChangedMeanwhile, RuleBroken
from database import clock
from database.asker import acting_as
from families.models import Draft
from outcomes.actions import reports as actions
from outcomes.models import AgendaItem, Factor, Idea, PartnerRole, Proposal, TurnTheCurveReport
from tests import factories
from tests.casework.refusals import change, refused_by
from tests.outcomes import figures as make

TODAY = date(2026, 3, 16)
SAID = {
    Factor: {"words": "Foster carers stop for want of a break", "direction": "restricting"},
    PartnerRole: {"name": "The housing association", "could_do": "Keep flats free"},
    Idea: {"words": "Ask relatives first", "kind": "low_cost"},
    Proposal: {"what": "Ring within a day", "who": "The duty team"},
    AgendaItem: {"words": "How many carers stopped", "kind": "lacking"},
}
PLACES = {
    Factor: "factor_in_its_place",
    PartnerRole: "partner_role_in_its_place",
    Idea: "idea_in_its_place",
    Proposal: "proposal_in_its_place",
    AgendaItem: "agenda_item_in_its_place",
}


@pytest.fixture
def measure(arun):
    return make.measure(arun, name="Children looked after", is_obsession=True)


@pytest.fixture
def report(arun, measure):
    with acting_as(arun.asker):
        return actions.begin_report(measure=measure, by=arun)


def added(report, by, kind=Factor, **said):
    with acting_as(by.asker):
        return actions.add_part(report=report, model=kind, by=by, **SAID[kind] | said)


def held(report, by, on=TODAY):
    with acting_as(by.asker):
        return actions.hold_report(report=report, meeting_on=on, by=by)


def begun(measure, by):
    with acting_as(by.asker):
        return actions.begin_report(measure=measure, by=by)


def page_of(report):
    return f"/outcomes/reports/{report.pk}/"


# What the database holds


def test_the_next_report_begins_as_a_draft_and_there_is_one(arun, measure, report):
    of = {"organisation": report.organisation, "measure": measure}

    def another(**said):
        return lambda: TurnTheCurveReport.objects.create(**of | said)

    assert refused_by(another(version=3)) == "report_begins_as_the_next_draft"
    held_at_once = another(version=2, state="held", held_at=clock.now(), meeting_on=TODAY)
    assert refused_by(held_at_once) == "report_begins_as_the_next_draft"
    assert refused_by(another(version=2)) == "report_one_draft"
    names = {one.name for one in TurnTheCurveReport._meta.constraints}
    assert "report_version_once" in names  # which the turn of versions forestalls: it holds two who begin at one time
    assert refused_by(change(report, version=2)) == "report_stays_with_its_curve"
    assert refused_by(change(report, measure=make.measure(arun))) == "report_stays_with_its_curve"


def test_a_meeting_was_held_on_a_day_that_has_come_and_with_a_story(arun, report):
    now = {"state": "held", "held_at": clock.now()}
    assert refused_by(change(report, **now, meeting_on=TODAY)) == "report_says_why"
    cause = added(report, arun)

    assert refused_by(change(report, **now)) == "report_held_on_a_day"
    assert refused_by(change(report, held_at=clock.now())) == "report_held_on_a_day"
    assert refused_by(change(report, **now, meeting_on=date(2099, 1, 1))) == "report_held_once_the_day_has_come"
    change(cause, taken_out_at=clock.now())()
    assert refused_by(change(report, **now, meeting_on=TODAY)) == "report_says_why"


@pytest.mark.parametrize("kind", SAID)
def test_once_the_meeting_was_held_nothing_of_its_report_changes(arun, report, kind):
    added(report, arun)
    part = added(report, arun, kind)
    held(report, arun)

    assert refused_by(change(report, families_said="Otherwise")) == "report_frozen"
    assert refused_by(change(report, state="draft", held_at=None)) == "report_frozen"
    assert refused_by(change(part, place=9)) == "report_part_of_a_draft"
    more = kind(organisation=report.organisation, report=report, place=9, **SAID[kind])
    assert refused_by(lambda: more.save(force_insert=True)) == "report_part_of_a_draft"
    with acting_as(arun.asker), pytest.raises(actions.ReportRefused, match="starts with a copy"):
        actions.take_part_out(part=part, by=arun)


@pytest.mark.parametrize("kind", SAID)
def test_a_part_stays_in_its_report_and_in_its_place(arun, report, kind):
    part, other = added(report, arun, kind), added(report, arun, kind)
    elsewhere = begun(make.measure(arun), arun)

    assert refused_by(change(part, place=other.place)) == PLACES[kind]
    assert refused_by(change(part, report=elsewhere)) == "report_part_stays_in_its_report"
    assert refused_by(change(part, came_from=other)) == "report_part_stays_in_its_report"
    from_beside = kind(organisation=report.organisation, report=report, place=9, came_from=part, **SAID[kind])
    assert refused_by(lambda: from_beside.save(force_insert=True)) == "report_part_from_the_version_before"
    change(part, taken_out_at=clock.now())()
    assert refused_by(change(part, taken_out_at=None)) == "report_part_stays_in_its_report"


@pytest.mark.parametrize(
    ("kind", "said", "name"),
    [
        (Factor, {"words": " "}, "factor_says_something"),
        (PartnerRole, {"name": " "}, "partner_role_says_what_they_could_do"),
        (PartnerRole, {"could_do": "\t"}, "partner_role_says_what_they_could_do"),
        (Idea, {"words": ""}, "idea_says_something"),
        (Proposal, {"what": " "}, "proposal_says_something"),
        (Proposal, {"state": "doing", "who": " "}, "proposal_has_someone_who_does_it"),
        (AgendaItem, {"words": " "}, "agenda_item_says_something"),
    ],
)
def test_a_part_says_something(arun, report, kind, said, name):
    assert refused_by(change(added(report, arun, kind), **said)) == name


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Factor, "words"),
        (PartnerRole, "name"),
        (PartnerRole, "could_do"),
        (Idea, "words"),
        *((Proposal, field) for field in ("what", "who", "because", "result")),
        (AgendaItem, "words"),
        (AgendaItem, "who"),
    ],
)
def test_no_report_holds_the_whole_name_of_someone_who_works_here(arun, report, kind, field):
    factories.UserFactory(name="Tom O’Neill")
    part = added(report, arun, kind)

    assert refused_by(change(part, **{field: "It was tom o’neill again"})) == "report_part_names_nobody"
    assert refused_by(change(report, families_said="Ask Tom O’Neill.")) == "report_names_nobody"
    change(part, **{field: "A tom cat sat there"})()


# From meeting to meeting


def test_the_next_report_begins_with_a_copy_and_the_one_before_stays(arun, measure, report):
    parts = [added(report, arun, kind) for kind in SAID]
    gone = added(report, arun, Idea, words="What nobody wants")
    with acting_as(arun.asker):
        actions.take_part_out(part=gone, by=arun)
        actions.change_report(report=report, meeting_on=TODAY, families_said="Listen to us.", by=arun)
    held(report, arun)

    after = begun(measure, arun)

    assert (after.version, after.state, after.families_said, after.meeting_on) == (2, "draft", "Listen to us.", None)
    for part in parts:
        [copy] = type(part).objects.filter(report=after)
        assert (copy.came_from_id, copy.place) == (part.pk, 1)
        assert [getattr(copy, name) for name in part.SAID] == [getattr(part, name) for name in part.SAID]
    with acting_as(arun.asker), pytest.raises(actions.ReportRefused, match="begun already"):
        actions.begin_report(measure=measure, by=arun)


def test_what_is_new_and_what_was_otherwise_is_marked(as_, arun, measure, report):
    added(report, arun, words="Rents rise")
    added(report, arun, words="Carers stop")
    added(report, arun, Proposal)
    held(report, arun)
    after = begun(measure, arun)
    assert "Nothing is new in it yet." in as_(arun).get(page_of(after)).text
    with acting_as(arun.asker):
        actions.change_part(part=Proposal.objects.get(report=after), state="doing", by=arun)
        actions.take_part_out(part=Factor.objects.get(report=after, words="Rents rise"), by=arun)
    added(after, arun, words="The weather")

    shown = as_(arun).get(page_of(after)).text

    assert "Before: Proposed" in shown
    assert [part.split("<")[0].strip() for part in shown.split("No longer in it:</span>")[1:]] == ["Rents rise"]
    assert shown.count("<b>New.</b>") == 1
    assert "New." not in as_(arun).get(page_of(report)).text


def test_once_held_it_is_shown_with_what_was_known_then(as_, arun, measure, report, monkeypatch):
    make.figures(measure, 400, 418, 431, 452, 466, 470, by=arun)
    make.published(measure, arun)
    added(report, arun)
    held(report, arun)
    then = as_(arun).get(page_of(report)).text
    assert ("470 now" in then, "483 was expected" in then) == (True, True)
    make.figures(measure, 499, by=arun, begins=7)
    revised = {"period": "June 2025", "value": "480", "reason": "One was missing"}
    as_(arun).post(f"/outcomes/measures/{measure.pk}/figures/write/", revised)
    monkeypatch.setattr("database.clock.now", lambda: datetime(2027, 1, 1, tzinfo=UTC))
    make.published(measure, arun, method="level", months=6)
    monkeypatch.undo()

    still = as_(arun).get(page_of(report)).text
    after = as_(arun).get(page_of(begun(measure, arun))).text

    assert [text in still for text in ("470 now", "483 was expected", "499", "480")] == [True, True, False, False]
    assert [text in after for text in ("499 now", "480 was expected", "483")] == [True, True, False]


def test_two_people_lose_nothing_of_each_other(as_, arun, report):
    part = added(report, arun, words="As it was")
    factories.UserFactory(name="Joyce")
    address = f"/outcomes/report-factors/{part.pk}/change/"
    with acting_as(arun.asker):
        actions.change_part(part=part, words="What the first wrote", row_version=part.row_version, by=arun)
        with pytest.raises(ChangedMeanwhile):
            actions.change_part(part=part, words="Unseen", row_version=part.row_version, by=arun)

    said = {"words": "What the second wrote", "direction": "restricting", "row_version": part.row_version}
    answer = as_(arun).post(address, said)

    assert (answer.status_code, Factor.objects.get().words) == (422, "What the first wrote")
    assert [text in answer.text for text in ("Someone else saved this", *(said["words"], "What the first wrote"))] == [
        True
    ] * 3


def test_what_someone_took_out_meanwhile_is_not_lost_to_who_writes_at_it(as_, arun, report):
    part = added(report, arun)
    address = f"/outcomes/report-factors/{part.pk}/"
    as_(arun).post(f"{address}take-out/")
    assert "Foster carers stop" not in as_(arun).get(page_of(report)).text

    said = {"words": "What was typed", "direction": "restricting", "row_version": part.row_version}
    answer = as_(arun).post(f"{address}change/", said)

    assert (answer.status_code, "took this out of the report" in answer.text, "What was typed" in answer.text) == (
        422,
        True,
        True,
    )
    again = as_(arun).post(f"{address}take-out/", follow=True)
    assert "took this out of the report" in again.text


def test_the_order_is_what_people_say(as_, arun, report):
    first, second, other = (added(report, arun, words=words) for words in ("First", "Second", "Third"))
    change(other, direction="contributing")()
    client = as_(arun)

    client.post(f"/outcomes/report-factors/{second.pk}/earlier/")

    in_order = Factor.objects.filter(direction="restricting").order_by("place")
    assert [one.words for one in in_order] == ["Second", "First"]
    alone = client.post(f"/outcomes/report-factors/{other.pk}/earlier/", follow=True)
    assert "It stands first already." in alone.text
    assert first.place == 1


# Pages


def test_a_report_is_written_from_beginning_to_end(as_, arun, measure):
    client = as_(arun)
    client.post(f"/outcomes/measures/{measure.pk}/report/begin/")
    report = TurnTheCurveReport.objects.get()
    assert client.post(f"/outcomes/measures/{measure.pk}/report/begin/").url == report.get_absolute_url()
    for name, kind in (("factor", Factor), ("partner-role", PartnerRole), ("idea", Idea), ("agenda-item", AgendaItem)):
        answer = client.post(f"{page_of(report)}{name}/add/", SAID[kind])
        assert answer.status_code == 302, answer.text
    again = client.post(f"{page_of(report)}proposal/add/", SAID[Proposal] | {"leverage": "high", "another": "1"})
    assert again.url == f"{page_of(report)}proposal/add/"
    client.post(f"{page_of(report)}change/", {"families_said": "Be on time.", "row_version": report.row_version})
    early = client.post(f"{page_of(report)}held/", {"meeting_on": "2026-03-17"})
    assert "still to come" in early.text

    client.post(f"{page_of(report)}held/", {"meeting_on": "2026-03-16"})

    shown = client.get(page_of(report)).text
    late = client.post(f"{page_of(report)}idea/add/", SAID[Idea])
    assert (late.status_code, "its report stays. Write this into the next one" in late.text) == (422, True)
    assert ("Ask relatives first" in late.text, client.get(f"{page_of(report)}idea/add/").status_code) == (True, 403)
    assert "Would turn it: high." in shown
    assert "Be on time." in shown
    assert "Report 1" in client.get(measure.get_absolute_url()).text


def test_a_meeting_without_a_story_is_not_held_yet(as_, arun, report):
    answer = as_(arun).post(f"{page_of(report)}held/", {"meeting_on": "2026-03-16"})

    assert (answer.status_code, "one cause at the least" in answer.text) == (422, True)


def test_what_was_typed_stays_at_a_refusal_and_is_kept(as_, arun, report):
    address = f"{page_of(report)}proposal/add/"
    said = {"what": "What was typed", "who": "x" * 300, "because": "Words beside it"}
    answer = as_(arun).post(address, said)

    assert (answer.status_code, "What was typed" in answer.text, "Words beside it" in answer.text) == (422, True, True)
    assert Draft.objects.get(author=arun).form == f"at {address}"
    shown = as_(arun).get(address).text
    assert ("What was typed" in shown, "This is what you began" in shown) == (True, True)
    assert address in as_(arun).get(reverse("casework:today")).text


def test_a_word_like_a_name_is_looked_at_first(as_, arun, report):
    factories.UserFactory(name="Summer Jones")
    address, said = f"{page_of(report)}factor/add/", {"words": "Every Summer it rises", "direction": "restricting"}
    answer = as_(arun).post(address, said)
    assert "Take these names out, or say that they are none: Summer." in answer.text

    assert as_(arun).post(address, said | {"no_names": "on"}).status_code == 302
    whole = as_(arun).post(address, {"words": "Summer Jones left", "direction": "restricting", "no_names": "on"})
    assert (whole.status_code, "names nobody: say which team or role" in whole.text) == (422, True)


def test_who_writes_a_report_and_who_reads_it(as_, arun, worker, report):
    part = added(report, arun)
    dana = factories.UserFactory(kind="family", roles=[])
    pages = (
        "change/",
        "held/",
        *(f"{name}/add/" for name in ("factor", "idea", "proposal", "partner-role", "agenda-item")),
    )

    assert {as_(worker).get(f"{page_of(report)}{page}").status_code for page in pages} == {403}
    steps = [f"/outcomes/report-factors/{part.pk}/{step}/" for step in ("change", "take-out", "earlier")]
    assert {as_(worker).post(step).status_code for step in steps} == {403}
    assert [as_(user).get(page_of(report)).status_code for user in (arun, worker, dana)] == [200, 200, 403]
    assert "Take out" not in as_(worker).get(page_of(report)).text
    for model in (TurnTheCurveReport, *SAID):
        assert not model.objects.visible_to(dana).exists()


def test_another_measure_s_day_is_refused_with_its_sentence(arun, report):
    with acting_as(arun.asker), pytest.raises(ValidationError):
        actions.hold_report(report=report, meeting_on=date(2026, 3, 17), by=arun)
    with acting_as(arun.asker), pytest.raises(RuleBroken, match="one cause at the least"):
        actions.hold_report(report=report, meeting_on=TODAY, by=arun)


@pytest.mark.parametrize("count", [1, 3])
def test_what_the_page_of_a_report_costs(as_, arun, measure, report, django_assert_num_queries, count):
    make.figures(measure, *range(400, 400 + 5 * count), by=arun)
    for _number in range(count):
        for kind in SAID:
            added(report, arun, kind)
    held(report, arun)
    after = begun(measure, arun)
    client = as_(arun)
    client.get(page_of(after))

    with django_assert_num_queries(17):
        client.get(page_of(after))
