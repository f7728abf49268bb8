"""Each rule that the database keeps of who shares: profiles, checks and cards, broken past `full_clean` (domain.md §11.4)."""

from datetime import date

import pytest
from django.db import IntegrityError

from linkups.models import (
    CardApproval,
    FamilyCard,
)
from tests.factories import FamilyFactory, PersonFactory
from tests.factories_linkups import (
    EARLIER,
    CardFactory,
    CheckFactory,
    ProfileFactory,
    member_of,
)
from tests.linkups.refusals import a_row_of, broken
from tests.refusals import again, refused_by

pytestmark = pytest.mark.usefixtures("organisation")


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


def test_a_yes_to_a_card_is_written_once():
    card = CardFactory()
    person = member_of(card.family).person
    row = a_row_of(CardApproval, card, card=card, version=card.version, person=person)

    assert refused_by(lambda: again(row)) == "card_approved_once"
