from .access import AccessEvent, AccessEventQuerySet, AccessSeal
from .address import AddressChange, AddressChangeQuerySet
from .base import Protected
from .changes import OrganisationChange, SingleSignOnChange
from .organisation import TODAY_HERE, Locality, Organisation
from .proposal import Proposal, ProposalQuerySet
from .sending import SentForm
from .single_sign_on import SingleSignOn
from .team import Team
from .user import User, UserChange

__all__ = [
    "TODAY_HERE",
    "AccessEvent",
    "AccessEventQuerySet",
    "AccessSeal",
    "AddressChange",
    "AddressChangeQuerySet",
    "Locality",
    "Organisation",
    "OrganisationChange",
    "Proposal",
    "ProposalQuerySet",
    "Protected",
    "SentForm",
    "SingleSignOn",
    "SingleSignOnChange",
    "Team",
    "User",
    "UserChange",
]
