from .access import AccessEvent, AccessEventQuerySet, AccessSeal
from .base import Protected
from .organisation import Locality, Organisation
from .proposal import Proposal, ProposalQuerySet
from .single_sign_on import SingleSignOn
from .user import Team, User, UserChange

__all__ = [
    "AccessEvent",
    "AccessEventQuerySet",
    "AccessSeal",
    "Locality",
    "Organisation",
    "Proposal",
    "ProposalQuerySet",
    "Protected",
    "SingleSignOn",
    "Team",
    "User",
    "UserChange",
]
