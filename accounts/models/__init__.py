from .access import AccessEvent, AccessEventQuerySet, AccessSeal
from .base import Protected
from .organisation import Locality, Organisation
from .user import Team, User, UserChange

__all__ = [
    "AccessEvent",
    "AccessEventQuerySet",
    "AccessSeal",
    "Locality",
    "Organisation",
    "Protected",
    "Team",
    "User",
    "UserChange",
]
