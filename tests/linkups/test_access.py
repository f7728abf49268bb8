"""Who sees what of a link-up (domain.md §8.5, line 8, and §1.7)."""

from datetime import date

import pytest

from families.models import Involvement
from linkups.models import (
    ExcludedCard,
    FamilyCard,
    LinkUp,
    LinkUpCheckIn,
    LinkUpEnding,
    MatchOffer,
    SafetyCheck,
    SharingProfile,
)
from tests.factories import InvolvementFactory, PractitionerFactory
from tests.factories_linkups import (
    CardFactory,
    CheckFactory,
    LinkUpFactory,
    OfferCardFactory,
    OfferFactory,
    member_of,
    sign_in_of,
)
from tests.linkups.pages import has_met

pytestmark = pytest.mark.usefixtures("organisation")
MONDAY = date(2026, 3, 16)


def worker_of(family):
    """A social worker alongside a family."""
    priya = PractitionerFactory()
    InvolvementFactory(family=family, practitioner=priya, role=Involvement.Role.LEAD_WORKER)
    return priya.user


@pytest.mark.parametrize(
    ("how", "seen"),
    [
        ({}, (False, False)),
        ({"chosen": True}, (True, False)),
        ({"agreeing": True}, (True, True)),
        ({"under_way": True}, (True, True)),
        ({"state": "not_this_time"}, (False, False)),
    ],
)
def test_each_family_sees_a_link_up_from_its_own_moment(seeking, sharing, brandt, okafor, how, seen):
    LinkUpFactory(seeking_family=seeking, sharing_family=sharing, **how)

    assert tuple(LinkUp.objects.visible_to(user).exists() for user in (brandt, okafor)) == seen


def test_staff_of_either_family_see_it_and_no_other(under_way, seeking, sharing, outsider):
    seen = [LinkUp.objects.visible_to(user).exists() for user in (worker_of(seeking), worker_of(sharing), outsider)]

    assert seen == [True, True, False]


def test_answers_are_for_the_one_family_and_the_coach(under_way, brandt, okafor, coach, seeking):
    lena = brandt.person_account.person
    fields = {
        "organisation": seeking.organisation,
        "link_up": under_way,
        "family": seeking,
        "person": lena,
        "asked_on": MONDAY,
    }
    has_met(under_way, MONDAY)
    LinkUpCheckIn.objects.create(**fields)

    seen = [LinkUpCheckIn.objects.visible_to(user).exists() for user in (brandt, coach, okafor, worker_of(seeking))]

    assert seen == [True, True, False, False]


def test_checks_are_for_coaches(sharing, okafor, coach):
    elsewhere = PractitionerFactory(user__roles=["family_coach"]).user

    seen = [SafetyCheck.objects.visible_to(user).exists() for user in (coach, elsewhere, worker_of(sharing), okafor)]

    assert seen == [True, False, False, False]


def test_who_was_left_out_is_for_the_coach(seeking, brandt, coach, sharing):
    offer = OfferFactory(family=seeking)
    ExcludedCard.objects.create(organisation=offer.organisation, offer=offer, family=sharing, reason="full")

    seen = [ExcludedCard.objects.visible_to(user).exists() for user in (coach, worker_of(seeking), brandt)]

    assert seen == [True, False, False]


def test_card_is_shown_to_the_family_that_it_is_offered_to(seeking, sharing, brandt, outsider):
    card = sharing.cards.get()
    before = FamilyCard.objects.visible_to(brandt).filter(pk=card.pk).exists()
    OfferCardFactory(offer=OfferFactory(family=seeking), card=card)

    seen = [FamilyCard.objects.visible_to(user).filter(pk=card.pk).exists() for user in (brandt, outsider)]

    assert (before, seen) == (False, [True, False])


def test_card_that_waits_for_its_family_s_yes_is_shown_to_nobody_else(seeking, sharing, brandt, okafor):
    OfferCardFactory(offer=OfferFactory(family=seeking), card=sharing.cards.get())
    sharing.cards.update(headline="Changed")

    assert [FamilyCard.objects.visible_to(user).exists() for user in (brandt, okafor)] == [False, True]


def test_cards_that_were_not_chosen_are_gone_with_the_answer(seeking, sharing, brandt):
    offer = OfferFactory(family=seeking)
    chosen = OfferCardFactory(offer=offer, card=sharing.cards.get()).card
    OfferCardFactory(offer=offer)
    MatchOffer.objects.update(chosen=chosen, answered_at="2026-03-16T09:00Z")
    LinkUpFactory(seeking_family=seeking, sharing_family=sharing, offer=offer, chosen=True)

    assert [*FamilyCard.objects.visible_to(brandt).filter(kind="sharing")] == [chosen]


def test_seeking_family_s_card_is_shown_to_the_family_that_is_asked(seeking, sharing, okafor):
    card = CardFactory(family=seeking, kind="seeking")
    before = FamilyCard.objects.visible_to(okafor).filter(pk=card.pk).exists()
    LinkUpFactory(seeking_family=seeking, sharing_family=sharing, agreeing=True)

    assert (before, FamilyCard.objects.visible_to(okafor).filter(pk=card.pk).exists()) == (False, True)


def test_cards_are_closed_again_when_it_is_over(seeking, sharing, brandt, okafor):
    offer, card = OfferFactory(family=seeking), sharing.cards.get()
    OfferCardFactory(offer=offer, card=card)
    MatchOffer.objects.update(chosen=card, answered_at="2026-03-16T09:00Z")
    CardFactory(family=seeking, kind="seeking")
    LinkUpFactory(seeking_family=seeking, sharing_family=sharing, offer=offer, agreeing=True)

    def seen():
        return [
            FamilyCard.objects.visible_to(user).exclude(family=own).exists()
            for user, own in ((brandt, seeking), (okafor, sharing))
        ]

    before = seen()
    LinkUp.objects.update(state="not_this_time")

    assert (before, seen()) == ([True, True], [False, False])


def test_why_it_ended_is_not_for_the_other_family(seeking, sharing, brandt, okafor):
    ended = {"under_way": True, "state": "ended_early", "end_kind": "did_not_click", "end_date": MONDAY}
    link_up = LinkUpFactory(seeking_family=seeking, sharing_family=sharing, **ended)
    LinkUpEnding.objects.create(organisation=link_up.organisation, link_up=link_up)

    assert [LinkUpEnding.objects.visible_to(user).exists() for user in (brandt, okafor)] == [True, False]


def test_profile_is_for_those_who_know_the_family(sharing, okafor, outsider, brandt):
    stranger = sign_in_of(member_of(LinkUpFactory().seeking_family))
    CheckFactory(person=member_of(sharing).person)

    seen = [
        SharingProfile.objects.visible_to(user).filter(family=sharing).exists()
        for user in (okafor, outsider, brandt, stranger)
    ]

    assert seen == [True, False, False, False]
