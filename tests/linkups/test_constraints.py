"""Each rule that the database keeps, broken past `full_clean` (domain.md §11.4, INV-10 to 15)."""

from datetime import date

import pytest
from django.db import IntegrityError

from families.periods import Period
from linkups.models import (
    CardApproval,
    ExcludedCard,
    FamilyCard,
    LinkUpCheckIn,
    LinkUpEnding,
    LinkUpGoal,
    LinkUpPause,
    Meetup,
    OfferCard,
)
from tests.factories import FamilyFactory, PersonFactory
from tests.factories_linkups import (
    EARLIER,
    STARTED,
    CardFactory,
    CheckFactory,
    GoalFactory,
    LinkUpFactory,
    OfferCardFactory,
    OfferFactory,
    ProfileFactory,
    member_of,
)

pytestmark = pytest.mark.usefixtures("organisation")


def broken(refused: pytest.ExceptionInfo[IntegrityError]) -> str:
    """The name of the constraint that refused."""
    return refused.value.__cause__.diag.constraint_name


def a_row_of(model, of, **fields):
    return model.objects.create(organisation=of.organisation, **fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("linkup_weeks_allowed", {"planned_weeks": 15}),
        ("linkup_weeks_allowed", {"weeks_before_change": 11}),
        ("linkup_chosen_by_the_family", {"state": "chosen"}),
        (
            "linkup_dates",
            {"under_way": True, "state": "completed", "end_kind": "weeks_finished", "end_date": date(2026, 1, 4)},
        ),
        ("linkup_active_needs_both_yes", {"under_way": True, "sharing_agreed_at": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "seeking_agreed_at": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "checks_cleared_at": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "start_date": None}),
        ("linkup_active_needs_both_yes", {"under_way": True, "coach": None}),
        ("linkup_ended_says_why", {"under_way": True, "state": "ended_early", "end_date": date(2026, 2, 1)}),
        ("linkup_ended_says_why", {"under_way": True, "state": "completed", "end_kind": "weeks_finished"}),
        ("linkup_ended_says_why", {"under_way": True, "end_date": date(2026, 2, 1), "end_kind": "other"}),
    ],
)
def test_link_up_refuses(name, fields):
    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(**fields)

    assert broken(refused) == name


def test_link_up_is_of_two_families():
    family = ProfileFactory().family

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(sharing_family=family, seeking_family=family)

    assert broken(refused) == "linkup_two_families"


@pytest.mark.parametrize("second", ["agreeing", "under_way"])
def test_link_up_one_open_per_seeking_family(second):
    family = LinkUpFactory(agreeing=True).seeking_family

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(seeking_family=family, **{second: True})

    assert broken(refused) == "linkup_one_open_per_seeking"


def test_link_up_of_the_same_two_once():
    first = LinkUpFactory()

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(seeking_family=first.seeking_family, sharing_family=first.sharing_family)

    assert broken(refused) == "linkup_of_two_once"


@pytest.mark.parametrize("state", ["active", "paused"])
def test_link_up_needs_a_place_with_the_sharing_family(state):
    profile = ProfileFactory(max_linkups=1)
    LinkUpFactory(sharing_family=profile.family, under_way=True, state=state)

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(sharing_family=profile.family, under_way=True)

    assert broken(refused) == "linkup_capacity"


@pytest.mark.parametrize("status", ["resting", "card", "not_now"])
def test_link_up_starts_with_a_family_that_is_ready(status):
    profile = ProfileFactory(status=status)

    with pytest.raises(IntegrityError) as refused:
        LinkUpFactory(sharing_family=profile.family, under_way=True)

    assert broken(refused) == "linkup_sharing_ready"


def test_link_up_goes_on_when_the_sharing_family_rests_afterwards():
    link_up = LinkUpFactory(under_way=True)
    link_up.sharing_family.sharing_profile.status = "resting"
    link_up.sharing_family.sharing_profile.save()

    link_up.state = "paused"
    link_up.save()

    assert type(link_up).objects.get().state == "paused"


def test_link_up_can_not_move_to_a_full_family():
    full = LinkUpFactory(sharing_family=ProfileFactory(max_linkups=1).family, under_way=True).sharing_family
    other = LinkUpFactory(under_way=True)

    with pytest.raises(IntegrityError) as refused:
        type(other).objects.filter(pk=other.pk).update(sharing_family=full)

    assert broken(refused) == "linkup_capacity"


@pytest.mark.parametrize(
    "over",
    [
        {"state": "not_this_time"},
        {"under_way": True, "state": "completed", "end_kind": "weeks_finished", "end_date": STARTED},
        {"under_way": True, "state": "ended_early", "end_kind": "did_not_click", "end_date": STARTED},
    ],
)
def test_link_up_that_is_over_stays_over(over):
    link_up = LinkUpFactory(**over)

    with pytest.raises(IntegrityError) as refused:
        type(link_up).objects.filter(pk=link_up.pk).update(state="agreeing")

    assert broken(refused) == "linkup_over_stays_over"


def test_link_up_goal_is_the_seeking_family_s():
    link_up = LinkUpFactory()

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpGoal, link_up, link_up=link_up, goal=GoalFactory(family=link_up.sharing_family))

    assert broken(refused) == "linkup_goal_of_the_seeking_family"


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("linkup_pause_inside_linkup", Period(date(2026, 1, 4), date(2026, 2, 1))),
        ("linkup_pause_inside_linkup", Period(None, date(2026, 2, 1))),
        ("linkup_pause_has_a_day", Period(date(2026, 2, 1), date(2026, 2, 1))),
        ("linkup_pause_no_overlap", Period(date(2026, 2, 20), None)),
    ],
)
def test_pause_refuses(name, period):
    link_up = LinkUpFactory(under_way=True)
    a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 2, 9), date(2026, 2, 23)))

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpPause, link_up, link_up=link_up, period=period)

    assert broken(refused) == name


def test_pause_ends_with_the_link_up():
    link_up = LinkUpFactory(under_way=True, state="ended_early", end_kind="other", end_date=date(2026, 2, 1))

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 1, 20), date(2026, 2, 10)))

    assert broken(refused) == "linkup_pause_inside_linkup"


def test_pause_needs_a_link_up_that_has_started():
    link_up = LinkUpFactory(agreed=True)

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpPause, link_up, link_up=link_up, period=Period(date(2026, 1, 20), None))

    assert broken(refused) == "linkup_pause_inside_linkup"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("profile_one_to_four_families", {"max_linkups": 0}),
        ("profile_one_to_four_families", {"max_linkups": 5}),
        ("profile_trained_says_when", {"status": "card", "trained_on": None}),
        ("profile_ready_says_since_when", {"ready_on": None}),
    ],
)
def test_profile_refuses(name, fields):
    with pytest.raises(IntegrityError) as refused:
        ProfileFactory(**fields)

    assert broken(refused) == name


def test_profile_is_ready_with_an_approved_card_only():
    profile = ProfileFactory(status="card")
    CardFactory(family=profile.family, approved_at=None)

    with pytest.raises(IntegrityError) as refused:
        type(profile).objects.filter(pk=profile.pk).update(status="ready")

    assert broken(refused) == "profile_ready_needs_card"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("check_outcome_says_when", {"issued_on": None}),
        ("check_outcome_says_when", {"decided_by": None}),
        ("check_background_runs_out", {"renew_by": None}),
        ("check_renewed_after_done", {"renew_by": date(2025, 6, 1)}),
    ],
)
def test_check_refuses(name, fields):
    with pytest.raises(IntegrityError) as refused:
        CheckFactory(person=PersonFactory(), **fields)

    assert broken(refused) == name


@pytest.mark.parametrize(
    ("name", "fields"),
    [("card_has_a_headline", {"headline": " "}), ("card_good_at_five", {"good_at": list("abcdef")})],
)
def test_card_refuses(name, fields):
    with pytest.raises(IntegrityError) as refused:
        CardFactory(**fields)

    assert broken(refused) == name


def test_card_of_a_kind_once():
    card = CardFactory()

    with pytest.raises(IntegrityError) as refused:
        CardFactory(family=card.family)

    assert broken(refused) == "card_once"


@pytest.mark.parametrize("field", FamilyCard.TEXT)
def test_card_edit_clears_its_approval_whoever_edits(field):
    card = CardFactory()
    words = {"tough_times": ["school"]}.get(field, ["other"] if isinstance(getattr(card, field), list) else "other")

    FamilyCard.objects.filter(pk=card.pk).update(**{field: words, "approved_at": EARLIER})

    assert FamilyCard.objects.values_list("version", "approved_at").get() == (2, None)


def test_card_saved_unchanged_stays_approved():
    card = CardFactory()

    card.save()

    assert FamilyCard.objects.values_list("version", "approved_at").get() == (1, EARLIER)


def test_card_is_approved_by_its_own_family():
    card = CardFactory()
    neighbour = member_of(FamilyFactory()).person

    with pytest.raises(IntegrityError) as refused:
        a_row_of(CardApproval, card, card=card, version=1, person=neighbour)

    assert broken(refused) == "card_approved_by_the_family"


def test_card_is_approved_as_it_is_now():
    card = CardFactory()
    parent = member_of(card.family).person
    FamilyCard.objects.update(headline="Another text")

    with pytest.raises(IntegrityError) as refused:
        a_row_of(CardApproval, card, card=card, version=1, person=parent)

    assert broken(refused) == "card_approved_by_the_family"


def a_full_family_s_card(**how: bool) -> FamilyCard:
    family = ProfileFactory(max_linkups=1).family
    LinkUpFactory(sharing_family=family, **how)
    return family.cards.get()


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("offer_card_approved", lambda: CardFactory(approved_at=None)),
        ("offer_card_approved", lambda: CardFactory(kind="seeking")),
        ("offer_card_approved", lambda: CardFactory(version=2)),
        ("offer_family_ready", lambda: CardFactory(family=ProfileFactory(status="resting").family)),
        ("offer_family_has_room", lambda: a_full_family_s_card(agreeing=True)),
        ("offer_family_has_room", lambda: a_full_family_s_card(under_way=True)),
    ],
)
def test_offer_refuses_a_card(name, offered):
    card = offered()

    with pytest.raises(IntegrityError) as refused:
        OfferCardFactory(card=card)

    assert broken(refused) == name


def test_offer_has_no_own_card():
    family = ProfileFactory().family

    with pytest.raises(IntegrityError) as refused:
        OfferCardFactory(offer=OfferFactory(family=family), card=family.cards.get())

    assert broken(refused) == "offer_card_of_another"


def test_offer_shows_a_card_once():
    offered = OfferCardFactory()

    with pytest.raises(IntegrityError) as refused:
        OfferCardFactory(offer=offered.offer, card=offered.card)

    assert broken(refused) == "offer_card_once"


def test_offer_one_at_a_time():
    offer = OfferFactory()

    with pytest.raises(IntegrityError) as refused:
        OfferFactory(family=offer.family)

    assert broken(refused) == "offer_one_at_a_time"


@pytest.mark.parametrize(
    "answer",
    [
        {"is_none_of_these": True},
        {"answered_at": EARLIER},
        {"answered_at": EARLIER, "is_none_of_these": True, "chosen": True},
    ],
)
def test_offer_has_one_answer(answer):
    offered = OfferCardFactory()
    if "chosen" in answer:
        answer = {**answer, "chosen": offered.card}

    with pytest.raises(IntegrityError) as refused:
        type(offered.offer).objects.filter(pk=offered.offer_id).update(**answer)

    assert broken(refused) == "offer_one_answer"


def test_offer_choice_is_one_of_its_cards():
    offered, another = OfferCardFactory(), OfferCardFactory()

    with pytest.raises(IntegrityError) as refused:
        type(offered.offer).objects.filter(pk=offered.offer_id).update(answered_at=EARLIER, chosen=another.card)

    assert broken(refused) == "offer_chose_what_was_offered"


def test_excluded_family_is_named_once():
    offer, family = OfferFactory(), FamilyFactory()
    a_row_of(ExcludedCard, offer, offer=offer, family=family, reason="full")

    with pytest.raises(IntegrityError) as refused:
        a_row_of(ExcludedCard, offer, offer=offer, family=family, reason="resting")

    assert broken(refused) == "excluded_card_once"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("meetup_says_when", {"state": "held"}),
        ("meetup_says_when", {"state": "planned"}),
        ("meetup_says_when", {"state": "missed", "held_on": STARTED}),
        ("meetup_faces_when_held", {"state": "planned", "planned_for": STARTED, "face_sharing": 3}),
    ],
)
def test_meetup_refuses(name, fields):
    link_up = LinkUpFactory(under_way=True)

    with pytest.raises(IntegrityError) as refused:
        a_row_of(Meetup, link_up, link_up=link_up, **fields)

    assert broken(refused) == name


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("check_in_answered_says_how", {"state": "answered", "answered_on": STARTED}),
        ("check_in_answered_says_how", {"state": "answered", "things": "same"}),
        ("check_in_answered_says_how", {"state": "declined", "things": "worse"}),
        ("check_in_answered_says_how", {"getting_on": 4}),
        ("check_in_on_the_scale", {"state": "answered", "answered_on": STARTED, "things": "same", "getting_on": 11}),
    ],
)
def test_check_in_refuses(name, fields):
    link_up = LinkUpFactory(under_way=True)
    parent = member_of(link_up.seeking_family).person

    with pytest.raises(IntegrityError) as refused:
        a_row_of(
            LinkUpCheckIn,
            link_up,
            link_up=link_up,
            family=link_up.seeking_family,
            person=parent,
            asked_on=STARTED,
            **fields,
        )

    assert broken(refused) == name


def test_check_in_one_open_for_each_person():
    link_up = LinkUpFactory(under_way=True)
    asked = {
        "link_up": link_up,
        "family": link_up.seeking_family,
        "person": member_of(link_up.seeking_family).person,
        "asked_on": STARTED,
    }
    a_row_of(LinkUpCheckIn, link_up, **asked)

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpCheckIn, link_up, **asked)

    assert broken(refused) == "check_in_one_open"


@pytest.mark.parametrize("of", ["a third family", "the other family"])
def test_check_in_is_of_the_two_families(of):
    link_up = LinkUpFactory(under_way=True)
    family = FamilyFactory() if of == "a third family" else link_up.sharing_family
    person = member_of(family if of == "a third family" else link_up.seeking_family).person

    with pytest.raises(IntegrityError) as refused:
        a_row_of(LinkUpCheckIn, link_up, link_up=link_up, family=family, person=person, asked_on=STARTED)

    assert broken(refused) == "check_in_of_the_two_families"


def test_link_up_ends_once():
    link_up = LinkUpFactory()
    a_row_of(LinkUpEnding, link_up, link_up=link_up)

    with pytest.raises(IntegrityError):
        a_row_of(LinkUpEnding, link_up, link_up=link_up)


def test_history_keeps_each_state():
    link_up = LinkUpFactory()

    link_up.state = "not_this_time"
    link_up.save()

    assert [*link_up.events.order_by("pgh_id").values_list("state", flat=True)] == ["suggested", "not_this_time"]


def test_offered_card_keeps_the_version_that_was_offered():
    FamilyCard.objects.filter(pk=OfferCardFactory().card_id).update(headline="Another text")

    assert OfferCard.objects.values_list("card_version", "card__version").get() == (1, 2)
