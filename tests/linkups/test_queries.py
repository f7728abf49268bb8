"""What waits for someone, and what is coming up."""

from datetime import date

import pytest
from django.urls import reverse

from families.queries.ahead import Waiting
from linkups.actions.offers import offer_cards
from linkups.models import FamilyCard, LinkUp, LinkUpCheckIn, Meetup
from linkups.queries import coming_up, linkup_list, waiting_for
from linkups.queries.deck import deck
from tests.factories import FamilyFactory
from tests.factories_linkups import (
    EARLIER,
    CardFactory,
    CheckFactory,
    LinkUpFactory,
    ProfileFactory,
    coach_of,
    member_of,
)
from tests.linkups.pages import has_met

pytestmark = pytest.mark.usefixtures("organisation")
MONDAY = date(2026, 3, 16)


def waits(user) -> list[tuple[str, str]]:
    return [(one.text, one.href) for one in waiting_for(user)]


@pytest.mark.parametrize(
    ("how", "text", "name"),
    [
        ({"chosen": True}, "Brandt and Okafor: Ask both families", "linkup-ask"),
        ({"agreed": True}, "Brandt and Okafor: Start the link-up", "linkup-start"),
        ({"under_way": True, "planned_weeks": 10, "start_date": date(2025, 12, 1)}, "Brandt and Okafor are past their planned end: "
         "end it, or make it longer", "linkup"),
        ({"under_way": True}, "Brandt and Okafor have not met for a while", "linkup"),
    ],
)  # fmt: skip
def test_coach_is_told_the_next_step(seeking, sharing, coach, how, text, name):
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, **how)

    assert waits(coach) == [(text, reverse(f"linkups:{name}", args=[link_up.pk]))]


@pytest.mark.parametrize(("met", "count"), [(date(2026, 2, 23), 1), (date(2026, 2, 24), 0)])
def test_three_weeks_without_a_meetup_are_worth_a_word(under_way, coach, met, count):
    Meetup.objects.create(organisation=under_way.organisation, link_up=under_way, state="held", held_on=met)

    assert len(waiting_for(coach)) == count


def test_another_coach_hears_nothing(under_way):
    assert waiting_for(coach_of(under_way.seeking_family)) == []


@pytest.mark.parametrize(("renew_by", "count"), [(date(2026, 5, 15), 1), (date(2026, 5, 16), 0)])
def test_checks_that_run_out_within_sixty_days_wait(sharing, coach, renew_by, count):
    sharing.sharing_profile.coach = coach.practitioner
    sharing.sharing_profile.save()
    CheckFactory(person=member_of(sharing, known_as="Rui").person, renew_by=renew_by)

    assert (
        waits(coach)
        == [
            (
                "Rui’s check is to be renewed by 15 May 2026: Enhanced DBS.",
                reverse("linkups:profile", args=[sharing.sharing_profile.pk]),
            )
        ]
        * count
    )


def test_check_that_was_renewed_does_not_wait(sharing, coach):
    sharing.sharing_profile.coach = coach.practitioner
    sharing.sharing_profile.save()
    person = member_of(sharing).person
    CheckFactory(person=person, renew_by=date(2026, 4, 1))
    CheckFactory(person=person, renew_by=date(2029, 4, 1))

    assert waiting_for(coach) == []


def test_family_is_shown_its_cards(seeking, sharing, coach, brandt):
    offer = offer_cards(family=seeking, cards=[sharing.cards.get()], coach=coach.practitioner, by=coach)

    href = reverse("linkups:offer", args=[offer.pk])
    assert waiting_for(brandt) == [Waiting("Look at some families you could meet", href, since=MONDAY)]


@pytest.mark.parametrize(
    ("approved_at", "waiting"), [(None, [("Say on a card who you are", "card-approve")]), ("2026-01-02T12:00Z", [])]
)
def test_family_that_chose_is_asked_for_its_card(seeking, sharing, brandt, approved_at, waiting):
    LinkUpFactory(seeking_family=seeking, sharing_family=sharing, chosen=True)
    card = seeking.cards.get()
    type(card).objects.filter(pk=card.pk).update(approved_at=approved_at)

    assert waits(brandt) == [(text, reverse(f"linkups:{name}", args=[card.pk])) for text, name in waiting]


@pytest.mark.parametrize("side", ["seeking", "sharing"])
def test_family_is_asked_to_read_a_card_that_was_changed(side, seeking, sharing, brandt, okafor):
    family, asked, other = (seeking, brandt, okafor) if side == "seeking" else (sharing, okafor, brandt)
    card = family.cards.first() or CardFactory(family=family, kind=side)
    FamilyCard.objects.filter(pk=card.pk).update(our_story="Changed by a coach.")

    href = reverse("linkups:card-approve", args=[card.pk])
    assert (waits(asked), waits(other)) == ([("Is this right? Read your card", href)], [])


def test_each_family_is_asked_for_its_own_yes(link_up, brandt, okafor):
    LinkUp.objects.update(seeking_agreed_at=None, seeking_agreed_by=None)

    href = reverse("linkups:linkup-agree-seeking", args=[link_up.pk])
    assert (waits(brandt), waits(okafor)) == ([("Say whether you would like this link-up", href)], [])


def test_person_is_asked_how_it_goes_and_nobody_else(under_way, brandt, okafor):
    has_met(under_way, MONDAY)
    check_in = LinkUpCheckIn.objects.create(
        organisation=under_way.organisation,
        link_up=under_way,
        family=under_way.seeking_family,
        person=brandt.person_account.person,
        asked_on=MONDAY,
    )

    href = reverse("linkups:check-in-answer", args=[check_in.pk])
    assert (waits(brandt), waits(okafor)) == ([("Say how it’s going", href)], [])


def test_coming_up_are_planned_meetups_and_the_planned_end(under_way, seeking, coach):
    for day in (date(2026, 3, 15), date(2026, 3, 22)):
        Meetup.objects.create(organisation=under_way.organisation, link_up=under_way, planned_for=day)

    assert [(one.on, one.text, one.detail) for one in coming_up(seeking, coach)] == [
        (date(2026, 3, 22), "Meeting up", "Week 11 of 20"),
        (date(2026, 5, 25), "The link-up is planned to end", "Week 11 of 20"),
    ]


def test_coming_up_is_for_those_who_may_know(under_way, seeking, outsider):
    assert coming_up(seeking, outsider) == []


def test_deck_is_in_the_same_order_whoever_asks(seeking, sharing, coach):
    for headline in ("Cooks", "a dog and us", "Been there"):
        FamilyCard.objects.filter(family=ProfileFactory().family).update(headline=headline)
    FamilyCard.objects.filter(approved_at=None).update(approved_at=EARLIER)
    sharing.cards.update(approved_at=None)

    orders = [[card.headline for card in deck(coach, family).cards] for family in (seeking, FamilyFactory())]

    assert orders == [["a dog and us", "Been there", "Cooks"]] * 2


def test_list_goes_on_where_it_ended(coach, monkeypatch):
    monkeypatch.setattr("linkups.queries.lists.SHOWN", 2)
    for _each in range(3):
        family = LinkUpFactory(chosen=True).seeking_family
        family.involvements.create(
            organisation=family.organisation, practitioner=coach.practitioner, role="family_coach"
        )

    first = linkup_list(coach)
    second = linkup_list(coach, cursor=first.page.next)

    assert len({row.link_up.pk for row in (*first.rows, *second.rows)}) == 3
