"""Dana and Joan of family Rowan, who live in Harbour; and someone of another family nearby."""

from typing import Any

import pytest


@pytest.fixture
def harbour(family: Any) -> Any:
    from tests.factories_assets import LocalityFactory  # noqa: PLC0415  (its models need the environment that the tests prepare)

    place = LocalityFactory(name="Harbour")
    family.locality = place
    family.save()
    return place


@pytest.fixture
def dana(family: Any) -> Any:
    from tests.factories import MembershipFactory  # noqa: PLC0415

    return MembershipFactory(family=family, person__known_as="Dana", role="parent_carer").person


@pytest.fixture
def neighbour(harbour: Any) -> Any:
    """The sign-in of someone of another family in Harbour."""
    from tests.factories import FamilyFactory, MembershipFactory  # noqa: PLC0415
    from tests.factories_families import sign_in_of  # noqa: PLC0415

    return sign_in_of(MembershipFactory(family=FamilyFactory(name="Elm", locality=harbour)).person)


@pytest.fixture
def coach(organisation: Any) -> Any:
    """A family coach who works with none of them."""
    from tests.factories import PractitionerFactory  # noqa: PLC0415

    return PractitionerFactory(user__name="Marlon", user__roles=["family_coach"]).user
