"""Meeting up, and asking each person how it is going."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from linkups.actions.check_ins import answer_check_in, ask_check_ins, decline_check_in
from linkups.actions.meetups import (
    did_not_meet,
    plan_meetup,
    record_meetup,
    say_how_it_was,
)
from linkups.actions.steps import StepRefused
from linkups.models import LinkUp, LinkUpCheckIn, Meetup
from linkups.queries.linkup import times_met
from tests.factories_families import ResidenceFactory
from tests.factories_linkups import LinkUpFactory, member_of
from tests.linkups.pages import has_met

pytestmark = pytest.mark.usefixtures("organisation")
MONDAY, SUNDAY, NEXT = date(2026, 3, 16), date(2026, 3, 15), date(2026, 3, 22)
Side, Things = LinkUp.Side, LinkUpCheckIn.Things


@pytest.fixture
def met(under_way):
    """The link-up, once the families have met."""
    has_met(under_way, SUNDAY)
    return under_way


@pytest.fixture
def check_in(met, brandt, coach):
    return ask_check_ins(link_up=met, by=coach)[0]


def test_meetup_takes_two_taps(under_way, brandt):
    record_meetup(link_up=under_way, held_on=SUNDAY, place_kind="cafe", side=Side.SEEKING, face=4, by=brandt)

    found = Meetup.objects.get()
    assert (found.state, found.held_on, found.place_kind, found.face_seeking, found.face_sharing) == (
        "held",
        SUNDAY,
        "cafe",
        4,
        None,
    )


def test_meetup_that_was_planned_has_happened(under_way, coach, brandt):
    plan_meetup(link_up=under_way, planned_for=MONDAY, kind=Meetup.Kind.WEEKLY, place_kind="library", by=coach)

    record_meetup(link_up=under_way, held_on=MONDAY, what="We read", by=brandt)

    assert [*Meetup.objects.values_list("state", "place_kind", "what")] == [("held", "library", "We read")]


def test_a_day_that_both_write_down_is_one_meetup_with_a_face_of_each(under_way, brandt, okafor):
    record_meetup(link_up=under_way, held_on=SUNDAY, place_kind="cafe", side=Side.SEEKING, face=4, by=brandt)

    record_meetup(link_up=under_way, held_on=SUNDAY, what="Chess", side=Side.SHARING, face=2, by=okafor)

    assert [*Meetup.objects.values_list("place_kind", "what", "face_seeking", "face_sharing")] == [
        ("cafe", "Chess", 4, 2)
    ]


@pytest.mark.parametrize("more", [{"what": "Football"}, {"place_kind": "library"}, {"face": 1}])
def test_nothing_that_was_said_is_written_over_and_the_day_counts_once(under_way, brandt, more):
    said = {"link_up": under_way, "held_on": SUNDAY, "side": Side.SEEKING, "by": brandt}
    first = record_meetup(**said, place_kind="cafe", what="Chess", face=4)

    record_meetup(**said, **more)

    kept = Meetup.objects.get(pk=first.pk)
    assert (kept.place_kind, kept.what, kept.face_seeking) == ("cafe", "Chess", 4)
    assert (Meetup.objects.count(), times_met(under_way)) == (2, 1)


def test_meetup_is_not_foretold(under_way, brandt):
    with pytest.raises(ValidationError, match="once you have met"):
        record_meetup(link_up=under_way, held_on=NEXT, by=brandt)


def test_meetup_is_planned_for_a_day_to_come(under_way, coach):
    with pytest.raises(ValidationError, match="That day is past"):
        plan_meetup(link_up=under_way, planned_for=SUNDAY, kind=Meetup.Kind.WEEKLY, by=coach)


@pytest.mark.parametrize("how", [{"chosen": True}, {"state": "not_this_time"}])
def test_meetup_is_between_families_who_are_meeting(coach, how):
    with pytest.raises(StepRefused, match="not meeting up now"):
        plan_meetup(link_up=LinkUpFactory(**how), planned_for=NEXT, kind=Meetup.Kind.MEET_FIRST, by=coach)


def test_each_family_says_how_it_was_for_them(under_way, brandt, okafor):
    meetup = record_meetup(link_up=under_way, held_on=SUNDAY, side=Side.SEEKING, face=4, by=brandt)

    say_how_it_was(meetup=meetup, side=Side.SHARING, face=2, by=okafor)

    assert Meetup.objects.values_list("face_seeking", "face_sharing").get() == (4, 2)


def test_there_are_five_faces(under_way, brandt):
    with pytest.raises(ValidationError, match="less than or equal to 5"):
        record_meetup(link_up=under_way, held_on=SUNDAY, side=Side.SEEKING, face=6, by=brandt)


@pytest.mark.parametrize(
    ("moved_to", "states"),
    [(None, [("missed", NEXT)]), (date(2026, 3, 29), [("moved", NEXT), ("planned", date(2026, 3, 29))])],
)
def test_meetup_did_not_happen(under_way, coach, moved_to, states):
    meetup = plan_meetup(link_up=under_way, planned_for=NEXT, kind=Meetup.Kind.WEEKLY, by=coach)

    did_not_meet(meetup=meetup, moved_to=moved_to, by=coach)

    assert [*Meetup.objects.order_by("planned_for").values_list("state", "planned_for")] == states


def test_meetup_that_happened_did_happen(under_way, coach, brandt):
    meetup = record_meetup(link_up=under_way, held_on=SUNDAY, by=brandt)

    with pytest.raises(StepRefused, match="not planned any more"):
        did_not_meet(meetup=meetup, by=coach)


def test_everyone_of_five_or_more_in_both_families_is_asked(met, coach, brandt, okafor):
    member_of(met.seeking_family, known_as="Mia", born=date(2021, 3, 16))
    member_of(met.seeking_family, known_as="Tim", born=date(2021, 3, 17))

    ask_check_ins(link_up=met, by=coach)

    asked = LinkUpCheckIn.objects.order_by("person__known_as").values_list(
        "family__name", "person__known_as", "asked_on"
    )
    assert [*asked] == [("Okafor", "Femi", MONDAY), ("Brandt", "Lena", MONDAY), ("Brandt", "Mia", MONDAY)]


def test_what_was_not_answered_stays_unanswered(under_way, check_in, coach, monkeypatch):
    monkeypatch.setattr("database.clock.today", lambda: date(2026, 3, 17))

    ask_check_ins(link_up=under_way, by=coach)

    states = LinkUpCheckIn.objects.filter(person=check_in.person).values_list("state", flat=True)
    assert sorted(states) == ["asked", "no_answer"]


def test_people_are_asked_while_it_is_under_way(link_up, coach):
    with pytest.raises(StepRefused, match="while the link-up is under way"):
        ask_check_ins(link_up=link_up, by=coach)


def test_people_are_asked_once_the_families_have_met(under_way, coach, brandt):
    plan_meetup(link_up=under_way, planned_for=NEXT, kind=Meetup.Kind.WEEKLY, by=coach)

    with pytest.raises(StepRefused, match="once the two families have met"):
        ask_check_ins(link_up=under_way, by=coach)


def test_answer_is_kept_as_it_was_given(check_in, brandt):
    answer_check_in(check_in=check_in, things=Things.WORSE, getting_on=0, after_meeting=2, by=brandt)

    found = LinkUpCheckIn.objects.get(pk=check_in.pk)
    assert (found.state, found.answered_on, found.things, found.getting_on, found.after_meeting) == (
        "answered",
        MONDAY,
        "worse",
        0,
        2,
    )


def test_rather_not_is_an_answer(check_in, brandt):
    decline_check_in(check_in=check_in, by=brandt)

    assert LinkUpCheckIn.objects.values_list("state", "things").get(pk=check_in.pk) == ("declined", "")


def test_answer_is_given_once(check_in, brandt):
    answer_check_in(check_in=check_in, things=Things.SAME, by=brandt)

    with pytest.raises(StepRefused, match="answered already"):
        answer_check_in(check_in=check_in, things=Things.BETTER, by=brandt)


def test_there_is_nowhere_to_keep_the_fourth_question():
    fields = {field.name for field in LinkUpCheckIn._meta.get_fields()}

    assert not {name for name in fields if "else" in name or "supervisor" in name or "q4" in name}


@pytest.mark.parametrize("what", ["At 7 Quiet Lane", "Ring 07700 900123", "lena at mail dot org", "LS8 4AA"])
def test_what_they_did_tells_nobody_where_the_others_live(under_way, brandt, what):
    with pytest.raises(ValidationError, match="written like an address"):
        record_meetup(link_up=under_way, held_on=SUNDAY, what=what, by=brandt)


def test_a_house_by_its_name_is_not_told_to_the_others(under_way, seeking, coach):
    ResidenceFactory(person=member_of(seeking).person, address__lines="Larch Cottage", is_confidential=True)

    with pytest.raises(ValidationError, match="written like an address"):
        record_meetup(link_up=under_way, held_on=SUNDAY, what="We cooked at Larch Cottage", by=coach)


def test_asking_twice_on_a_day_takes_nobody_s_answer_away(met, brandt, coach):
    asked = {one.pk for one in ask_check_ins(link_up=met, by=coach)}

    with pytest.raises(StepRefused, match="asked today"):
        ask_check_ins(link_up=met, by=coach)

    assert {(one.pk, one.state) for one in LinkUpCheckIn.objects.all()} == {(pk, "asked") for pk in asked}
