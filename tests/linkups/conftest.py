"""Brandt, who seek; Okafor, who share and are ready; Marlon, who coaches both."""

from typing import Any

import pytest


class _Factories:
    """`tests.factories_linkups`, imported when first used: its models need the environment that the tests prepare."""

    def __getattr__(self, name: str) -> Any:
        from tests import factories, factories_linkups  # noqa: PLC0415

        return getattr(factories_linkups, name, None) or getattr(factories, name)


make = _Factories()


@pytest.fixture
def seeking(organisation: Any) -> Any:
    return make.FamilyFactory(name="Brandt")


@pytest.fixture
def sharing(organisation: Any) -> Any:
    return make.ProfileFactory(family__name="Okafor", max_linkups=1).family


@pytest.fixture
def coach(seeking: Any, sharing: Any) -> Any:
    return make.coach_of(seeking, sharing)


@pytest.fixture
def link_up(seeking: Any, sharing: Any, coach: Any, brandt: Any, okafor: Any) -> Any:
    """Both have said yes; it has not started."""
    return make.LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, agreed=True)


@pytest.fixture
def under_way(seeking: Any, sharing: Any, coach: Any, brandt: Any, okafor: Any) -> Any:
    """Since 5 January, for twenty weeks."""
    return make.LinkUpFactory(seeking_family=seeking, sharing_family=sharing, coach=coach.practitioner, under_way=True)


@pytest.fixture
def brandt(seeking: Any) -> Any:
    """The sign-in of a mother who seeks."""
    return make.sign_in_of(make.member_of(seeking, known_as="Lena"))


@pytest.fixture
def okafor(sharing: Any) -> Any:
    """The sign-in of a father who shares; his check holds."""
    member = make.member_of(sharing, known_as="Femi")
    make.CheckFactory(person=member.person)
    return make.sign_in_of(member)


@pytest.fixture
def marlon(client: Any, coach: Any) -> Any:
    """The coach's browser."""
    client.force_login(coach)
    return client


@pytest.fixture
def offer(seeking: Any, sharing: Any, coach: Any) -> Any:
    """Two cards for the family to look at, one of them Okafor's."""
    from linkups.actions.offers import offer_cards  # noqa: PLC0415

    cards = [sharing.cards.get(), make.a_card_to_offer()]
    return offer_cards(family=seeking, cards=cards, coach=coach.practitioner, by=coach)


@pytest.fixture
def check_in(under_way: Any, brandt: Any) -> Any:
    """They met on Sunday; Lena is asked how it goes."""
    from linkups.models import LinkUpCheckIn  # noqa: PLC0415
    from tests.linkups.pages import has_met  # noqa: PLC0415

    has_met(under_way, "2026-03-15")
    return LinkUpCheckIn.objects.create(
        organisation=under_way.organisation,
        link_up=under_way,
        family=under_way.seeking_family,
        person=brandt.person_account.person,
        asked_on="2026-03-16",
    )
