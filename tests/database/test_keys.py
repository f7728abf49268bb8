"""A new signing key comes while processes still sign with the old one (docs/operating.md)."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import override_settings

from accounts.models import Organisation
from database import key
from database.asker import acting_as
from families.models import Family
from tests.people import let_in

OLD, NEW = "the old key: thirty-two letters at least", "the new key: thirty-two letters at least"


@pytest.fixture
def believes(transactional_db, settings):
    """Let the database believe these keys, as `migrate` does."""

    def install(*keys):
        with override_settings(KITH_ASKER_KEYS=list(keys)), as_owner():
            key.install(connection)

    yield install
    install(*settings.KITH_ASKER_KEYS)


@pytest.fixture
def somebody(transactional_db):
    """Of an organisation with one family, and no transaction open."""
    leeds = Organisation.objects.create(name="Leeds")
    user = let_in("W", leeds)
    with acting_as(user.asker), transaction.atomic():
        Family.objects.create(organisation=leeds, name="Ash")
    return user


class as_owner:  # noqa: N801  (reads as a word)
    """As the role that migrates: the application can't read a key, let alone write one."""

    def __enter__(self):
        self.before = dict(connection.settings_dict)
        self.close()
        connection.settings_dict.update(USER="kith_migrate", OPTIONS={})

    def __exit__(self, *_):
        self.close()
        connection.settings_dict.update(self.before)

    def close(self):
        connection.close()
        connection.close_pool()


def can_ask(user, signed_with):
    try:
        with override_settings(KITH_ASKER_KEYS=[signed_with]), acting_as(user.asker), transaction.atomic():
            return Family.objects.count() == 1
    except DatabaseError:
        return False


@pytest.mark.parametrize(
    ("believed", "old_asks", "new_asks"),
    [([OLD], True, False), ([OLD, NEW], True, True), ([NEW, OLD], True, True), ([NEW], False, True)],
)
def test_only_the_believed_keys_sign(somebody, believes, believed, old_asks, new_asks):
    believes(*believed)

    assert (can_ask(somebody, OLD), can_ask(somebody, NEW)) == (old_asks, new_asks)


def test_the_first_key_signs(worker, settings):
    settings.KITH_ASKER_KEYS = [NEW, OLD]

    token = worker.asker.token()
    settings.KITH_ASKER_KEYS = [NEW]

    assert worker.asker.token().rpartition(":")[2] == token.rpartition(":")[2]


@pytest.mark.parametrize("short", ["", "x" * 31, "x" * 65])
def test_a_key_that_is_too_short_or_long_is_refused(settings, short):
    settings.KITH_ASKER_KEYS = [OLD, short]

    with pytest.raises(ValueError, match="32 to 64"):
        key.install(connection)
