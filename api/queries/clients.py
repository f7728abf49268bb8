"""What a client is, as its requests need it."""

from accounts.models import User
from api.models import ApiClient
from families.models import Practitioner


def writes_as(user: User) -> Practitioner | None:
    """The practitioner in whose name a client writes."""
    client = ApiClient.objects.visible_to(user).select_related("practitioner").filter(user=user).first()
    return client.practitioner if client else None
