from .access import AccessEvent
from .base import Protected
from .organisation import Locality, Organisation
from .single_sign_on import SingleSignOn
from .user import Team, User

__all__ = ["AccessEvent", "Locality", "Organisation", "Protected", "SingleSignOn", "Team", "User"]
