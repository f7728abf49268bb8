import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import ALLOW, Decision, allow_if
from accounts.roles import ROLE_PERMISSIONS, Permission, Role
from tests.factories import UserFactory


def test_every_role_says_what_it_may_do():
    assert set(ROLE_PERMISSIONS) == set(Role)


def test_every_permission_is_granted_to_some_role():
    assert set().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_a_user_has_what_one_of_their_roles_has(organisation):
    user = UserFactory(roles=[Role.ANALYST, Role.FAMILY_COACH])

    assert user.has(Permission.LINKUP_COACH)


def test_someone_who_left_may_do_nothing(organisation):
    user = UserFactory(roles=[Role.SOCIAL_WORKER], is_active=False)

    assert not user.has(Permission.FAMILY_EDIT)


def test_the_first_refusal_wins():
    decision = ALLOW and allow_if(False, otherwise="First") and allow_if(False, otherwise="Second")

    assert decision == Decision("First")


def test_a_refusal_is_said_to_the_person():
    with pytest.raises(PermissionDenied, match="Because"):
        Decision("Because").require()
