from .access import AccessEvent
from .base import Protected
from .organisation import Locality, Organisation
from .user import Team, User

__all__ = ["AccessEvent", "Locality", "Organisation", "Protected", "Team", "User"]
