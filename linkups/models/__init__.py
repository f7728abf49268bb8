from .cards import CardApproval, FamilyCard
from .linkups import LinkUp, LinkUpGoal, LinkUpPause
from .meetups import Face, LinkUpCheckIn, LinkUpEnding, Meetup
from .offers import ExcludedCard, MatchOffer, OfferCard
from .profiles import SafetyCheck, SharingProfile

__all__ = [
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
