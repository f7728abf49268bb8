"""People for tests that begin without the fixtures' organisation."""

from django.db import transaction
from uuid_utils.compat import uuid7

from accounts.models import Organisation, User
from database.asker import Asker, acting_as


def let_in(name: str, organisation: Organisation, roles: tuple[str, ...] = ()) -> User:
    """Someone who works there, let in by Kith itself."""
    email = f"{name.lower()}@{organisation.name.lower()}.test"
    with acting_as(Asker(uuid7(), organisation.pk, User.Kind.SYSTEM)), transaction.atomic():
        return User.objects.create_user(
            email, "correct horse battery", name=name, organisation=organisation, roles=list(roles)
        )
