from .cards import CardApproval, FamilyCard
from .goals import LinkUpGoal
from .linkup_rules import NEEDS_CARD
from .linkups import LinkUp
from .meetups import Face, LinkUpCheckIn, LinkUpEnding, Meetup
from .offers import ExcludedCard, MatchOffer, OfferCard
from .pauses import LinkUpPause
from .profiles import SafetyCheck, SharingProfile

__all__ = [
    "NEEDS_CARD",
    "CardApproval",
    "ExcludedCard",
    "Face",
    "FamilyCard",
    "LinkUp",
    "LinkUpCheckIn",
    "LinkUpEnding",
    "LinkUpGoal",
    "LinkUpPause",
    "MatchOffer",
    "Meetup",
    "OfferCard",
    "SafetyCheck",
    "SharingProfile",
]
