from .access import AccessEvent, AccessEventQuerySet, AccessSeal
from .base import Protected
from .organisation import TODAY_HERE, Locality, Organisation
from .proposal import Proposal, ProposalQuerySet
from .single_sign_on import SingleSignOn
from .team import Team
from .user import User, UserChange

__all__ = [
    "TODAY_HERE",
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
