"""Kith itself, as one who asks."""

from accounts.models import Organisation, User


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
