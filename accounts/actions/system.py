"""Kith itself, as one who asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils import timezone

from accounts.models import Organisation, User
from database.asker import acting_as


def kith_itself(organisation: Organisation) -> User:
    """Who asks when a command or a job does; not saved yet when the organisation never had one."""
    known = User.objects.filter(organisation=organisation, kind=User.Kind.SYSTEM).order_by("pk").first()
    if known:
        return known
    system = User(
        organisation=organisation, kind=User.Kind.SYSTEM, name="Kith", email=f"kith@{organisation.pk}.invalid"
    )
    system.set_unusable_password()
    return system


@contextmanager
def asking_for(organisation: Organisation) -> Iterator[User]:
    """Ask as Kith itself, in one organisation alone and in its own time: for a job."""
    system = kith_itself(organisation)
    with acting_as(system.asker), timezone.override(organisation.time_zone):
        if system._state.adding:
            system.save()
        yield system


def organisations() -> list[UUID]:
    """Every organisation, for what is done for each in a job of its own."""
    return list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
