"""Lengths, cards, check-ins and meet-ups by what families of a place agreed on; and old ones as they were (domain.md §1.9)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.errors import RuleBroken
from accounts.models import Locality
from database import clock
from families.models import Family, ListKind
from linkups.actions.cards import write_card
from linkups.actions.check_ins import ask_check_ins
from linkups.actions.linkups import ask_both, change_length
from linkups.actions.meetups import did_not_meet, plan_meetup, record_meetup
from linkups.forms.check_ins import ChildCheckInForm, OwnCheckInForm
from linkups.models import FamilyCard, LinkUp, LinkUpCheckIn, Meetup
from linkups.queries.deck import Wanted, deck
from linkups.queries.of_the_place import card_words, weeks_of
from tests.factories_linkups import LinkUpFactory
from tests.families.places import LENGTHS, THEMES, a_lead, agreed, otherwise, weeks
from tests.refusals import refused_by

PLACES, CARD, PROMPTS, QUESTIONS = (
    ListKind.PLACE_KINDS,
    ListKind.CARD_SECTIONS,
    ListKind.PROMPTS,
    ListKind.CHECKIN_QUESTIONS,
)


@pytest.fixture
def harbour(organisation):
    return Locality.objects.create(organisation=organisation, name="Harbour")


@pytest.fixture
def lou(organisation):
    return a_lead()


def lives(family, place):
    Family.objects.filter(pk=family.pk).update(locality=place)
    family.refresh_from_db()


@pytest.fixture
def there(under_way, harbour):
    """A link-up under way whose families live in Harbour."""
    for family in (under_way.seeking_family, under_way.sharing_family):
        lives(family, harbour)
    return LinkUp.objects.get(pk=under_way.pk)


def test_a_link_up_lasts_as_families_of_the_place_agreed(harbour, lou, coach):
    link_up = LinkUpFactory(chosen=True)
    lives(link_up.seeking_family, harbour)
    agreed(harbour, LENGTHS, weeks(6, 24), lou)

    with pytest.raises(RuleBroken) as refused:
        ask_both(link_up=link_up, planned_weeks=20, by=coach)
    asked = ask_both(link_up=link_up, planned_weeks=6, by=coach)

    assert (refused.value.code, asked.planned_weeks) == ("linkup_weeks_of_the_place", 6)
    assert weeks_of(link_up) == [(6, "6 weeks"), (24, "24 weeks")]


def test_a_link_up_goes_on_for_as_long_as_it_was_agreed_then(there, harbour, lou, coach):
    agreed(harbour, LENGTHS, weeks(6, 24), lou)

    LinkUp.objects.filter(pk=there.pk).update(state="paused")
    there.refresh_from_db()

    assert there.planned_weeks == 20


@pytest.mark.parametrize(("to", "broken"), [(30, "linkup_weeks_of_the_place"), (24, None)])
def test_its_length_is_changed_to_one_of_those_that_count_now(there, harbour, lou, coach, to, broken):
    agreed(harbour, LENGTHS, weeks(6, 24), lou)

    if broken:
        assert refused_by(lambda: LinkUp.objects.filter(pk=there.pk).update(planned_weeks=to)) == broken
    else:
        assert change_length(link_up=there, planned_weeks=to, by=coach).planned_weeks == to


def test_elsewhere_it_lasts_ten_twenty_or_thirty(under_way):
    change = LinkUp.objects.filter(pk=under_way.pk).update

    assert refused_by(lambda: change(planned_weeks=6)) == "linkup_weeks_of_the_place"
    assert weeks_of(under_way) == [(10, "10 weeks"), (20, "20 weeks"), (30, "30 weeks")]


def test_what_may_come_later_is_not_asked_of_the_place_yet(harbour, lou):
    agreed(harbour, LENGTHS, weeks(6), lou)
    link_up = LinkUpFactory(chosen=True)
    lives(link_up.seeking_family, harbour)

    assert LinkUp.objects.filter(pk=link_up.pk).update(planned_weeks=30) == 1


def test_the_page_offers_what_the_place_agreed_on(client, there, harbour, lou, coach):
    agreed(harbour, LENGTHS, weeks(6, 24), lou)
    client.force_login(coach)

    page = client.get(reverse("linkups:linkup-length", args=[there.pk]))

    assert page.context["form"].fields["planned_weeks"].choices == [(6, "6 weeks"), (24, "24 weeks")]


# What people are asked on the way.


@pytest.fixture
def met(there, coach):
    record_meetup(link_up=there, held_on=there.start_date, by=coach)
    return there


def test_people_are_asked_in_the_words_of_their_place(met, harbour, lou, coach):
    agreed(harbour, QUESTIONS, otherwise(QUESTIONS, getting_on="Getting along?", words_child="Tell?"), lou)
    check_in = LinkUpCheckIn.objects.get(pk=ask_check_ins(link_up=met, by=coach)[0].pk)

    grown_up = OwnCheckInForm(words=check_in.questions, may_ring=())
    child = ChildCheckInForm(words=check_in.questions, may_ring=())

    assert str(grown_up.fields["getting_on"].label) == "Getting along?"
    assert str(child.fields["words"].label) == "Tell?"
    assert [*child.fields] == ["things", "after_meeting", "words", "wants_call"]


def test_it_is_answered_in_the_words_in_which_it_was_asked(met, harbour, lou, coach):
    agreed(harbour, QUESTIONS, otherwise(QUESTIONS, getting_on="Getting along?"), lou)
    check_in = ask_check_ins(link_up=met, by=coach)[0]
    agreed(harbour, QUESTIONS, otherwise(QUESTIONS, getting_on="How goes it?"), lou)

    found = LinkUpCheckIn.objects.filter(pk=check_in.pk)

    assert found.get().questions["getting_on"] == "Getting along?"
    assert refused_by(lambda: found.update(questions={})) == "check_in_in_the_words_asked"


def test_elsewhere_people_are_asked_in_the_usual_words(met, coach):
    check_in = LinkUpCheckIn.objects.get(pk=ask_check_ins(link_up=met, by=coach)[0].pk)

    assert check_in.questions == {}
    assert (
        str(OwnCheckInForm(words={}, may_ring=()).fields["getting_on"].label)
        == "How do you get on with the other family?"
    )


# Where families meet.


def test_a_meet_up_keeps_the_words_of_its_day(there, harbour, lou, coach):
    agreed(harbour, PLACES, otherwise(PLACES, cafe="The caff", library="", own_pier="The pier"), lou)
    on = there.start_date
    caff = record_meetup(link_up=there, held_on=on, place_kind="cafe", by=coach)
    pier = record_meetup(link_up=there, held_on=on, place_kind="own_pier", by=coach)
    agreed(harbour, PLACES, otherwise(PLACES, cafe="A café"), lou)

    assert [Meetup.objects.get(pk=one.pk).place_words for one in (caff, pier)] == ["The caff", "The pier"]
    with pytest.raises(RuleBroken) as refused:
        record_meetup(link_up=there, held_on=on + timedelta(days=1), place_kind="own_pier", by=coach)
    assert refused.value.code == "meetup_where_families_meet"


def test_elsewhere_it_is_one_of_the_usual_kinds_or_not_said(under_way, coach):
    meetup = record_meetup(link_up=under_way, held_on=under_way.start_date, by=coach)
    change = Meetup.objects.filter(pk=meetup.pk).update

    assert refused_by(lambda: change(place_kind="own_pier")) == "meetup_where_families_meet"
    assert change(place_kind="") == 1
    assert Meetup.objects.get(pk=meetup.pk).place_words == ""


def test_what_moves_to_another_day_leaves_behind_where_nobody_meets_any_more(there, harbour, lou, coach):
    agreed(harbour, PLACES, otherwise(PLACES, own_pier="The pier"), lou)
    plan_meetup(link_up=there, planned_for=clock.today(), kind="weekly", place_kind="own_pier", by=coach)
    agreed(harbour, PLACES, otherwise(PLACES, cafe="The caff"), lou)

    did_not_meet(meetup=Meetup.objects.planned().get(), moved_to=clock.today(), by=coach)

    assert Meetup.objects.planned().get().place_kind == ""


def test_the_page_of_a_meet_up_says_where_in_the_words_of_the_place(client, there, harbour, lou, coach):
    agreed(harbour, PLACES, otherwise(PLACES, cafe="The caff", library=""), lou)
    client.force_login(coach)

    offered = dict(
        client.get(reverse("linkups:meetup-record", args=[there.pk])).context["form"].fields["place_kind"].choices
    )

    assert (offered["cafe"], "library" in offered) == ("The caff", False)


# Cards.


def card_of(family, coach, **text):
    return write_card(family=family, kind=FamilyCard.Kind.SEEKING, headline="Us", by=coach, **text)


def test_a_card_says_what_people_of_the_place_go_through_in_their_words(harbour, lou, coach, seeking):
    lives(seeking, harbour)
    agreed(harbour, THEMES, otherwise(THEMES, fun="A laugh", health="", own_baby="A baby"), lou)

    card = card_of(seeking, coach, tough_times=["fun", "own_baby"])
    with pytest.raises(RuleBroken) as refused:
        write_card(family=seeking, kind=card.kind, row_version=card.row_version, tough_times=["health"], by=coach)

    assert (card.themes, refused.value.code) == (["A laugh", "A baby"], "card_themes_of_the_place")


def test_a_card_keeps_what_it_said_when_the_list_changes(harbour, lou, coach, seeking):
    lives(seeking, harbour)
    agreed(harbour, THEMES, otherwise(THEMES, fun="A laugh", own_baby="A baby"), lou)
    card = card_of(seeking, coach, tough_times=["own_baby", "fun"])
    agreed(harbour, THEMES, otherwise(THEMES, fun=""), lou)

    offered = card_words(seeking, card)["themes"]
    changed = write_card(
        family=seeking, kind=card.kind, row_version=card.row_version, tough_times=["fun", "school"], by=coach
    )

    assert (offered["fun"], offered["own_baby"], changed.themes) == ("A laugh", "A baby", ["A laugh", "School"])


def test_elsewhere_a_card_says_one_of_the_usual_things(coach, seeking):
    with pytest.raises(RuleBroken):
        card_of(seeking, coach, tough_times=["own_baby"])
    assert card_of(seeking, coach, tough_times=["fun"]).themes == ["Fun"]


def test_the_card_asks_what_families_of_the_place_want_to_be_asked(client, harbour, lou, coach, seeking):
    lives(seeking, harbour)
    agreed(harbour, CARD, otherwise(CARD, fun_facts="", our_story="Your story, or a song"), lou)
    agreed(harbour, PROMPTS, {"our_story": "Begin anywhere.", "headline": "As you would on a door."}, lou)
    client.force_login(coach)

    fields = client.get(reverse("linkups:card-edit-seeking", args=[seeking.pk])).context["form"].fields

    assert "fun_facts" not in fields
    assert (str(fields["our_story"].label), str(fields["our_story"].help_text).strip()) == (
        "Your story, or a song",
        "Begin anywhere.",
    )
    assert str(fields["headline"].help_text).startswith("As you would on a door. First names at most")


def test_what_a_card_says_already_can_still_be_changed(client, harbour, lou, coach, seeking):
    lives(seeking, harbour)
    card_of(seeking, coach, fun_facts="We sing")
    agreed(harbour, CARD, otherwise(CARD, fun_facts=""), lou)
    client.force_login(coach)

    fields = client.get(reverse("linkups:card-edit-seeking", args=[seeking.pk])).context["form"].fields

    assert "fun_facts" in fields


def test_a_coach_looks_for_a_theme_that_a_place_added(client, harbour, lou, coach, seeking):
    agreed(harbour, THEMES, otherwise(THEMES, fun="A laugh", own_baby="A baby"), lou)
    client.force_login(coach)

    offered = dict(
        client.get(reverse("linkups:offer-build", args=[seeking.pk])).context["wanted"].fields["theme"].choices
    )

    assert (offered["own_baby"], offered["fun"]) == ("A baby", "Fun")
    assert deck(coach, seeking, Wanted(theme="own_baby")).cards == []


def test_a_card_in_the_deck_says_the_words_of_its_place(harbour, lou, coach, seeking, sharing):
    lives(sharing, harbour)
    agreed(harbour, THEMES, otherwise(THEMES, own_baby="A baby"), lou)
    card = FamilyCard.objects.filter(family=sharing)
    card.update(tough_times=["own_baby", "fun"])
    card.update(approved_at=clock.now())

    found = deck(coach, seeking, Wanted(theme="own_baby")).cards

    assert [(one.pk, one.themes) for one in found] == [(card.get().pk, ["A baby", "Fun"])]
