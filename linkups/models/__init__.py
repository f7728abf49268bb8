from .agreements import AgreementSignature, LinkUpAgreement
from .apart import families_apart
from .calls import WHO_RINGS, CallBack, CheckInLink, WordsPastCoach
from .cards import CardApproval, CardPhoto, FamilyCard
from .check_ins import LinkUpCheckIn
from .coaching import BoundaryMoment, CoachSession, FollowUp
from .cover import COACHES, CoachCover
from .enquiries import KEPT_FOR, FamilyEnquiry
from .goals import LinkUpGoal
from .linkup_rules import NEEDS_CARD
from .linkups import MOST_WEEKS, LinkUp
from .meetups import Face, LinkUpEnding, Meetup
from .offers import ExcludedCard, MatchOffer, OfferCard
from .pauses import LinkUpPause
from .profiles import SafetyCheck, SharingProfile
from .training import TRAINED_FROM, TrainingAttendance, TrainingEvent

__all__ = [
    "COACHES",
    "KEPT_FOR",
    "MOST_WEEKS",
    "NEEDS_CARD",
    "TRAINED_FROM",
    "WHO_RINGS",
    "AgreementSignature",
    "BoundaryMoment",
    "CallBack",
    "CardApproval",
    "CardPhoto",
    "CheckInLink",
    "CoachCover",
    "CoachSession",
    "ExcludedCard",
    "Face",
    "FamilyCard",
    "FamilyEnquiry",
    "FollowUp",
    "LinkUp",
    "LinkUpAgreement",
    "LinkUpCheckIn",
    "LinkUpEnding",
    "LinkUpGoal",
    "LinkUpPause",
    "MatchOffer",
    "Meetup",
    "OfferCard",
    "SafetyCheck",
    "SharingProfile",
    "TrainingAttendance",
    "TrainingEvent",
    "WordsPastCoach",
    "families_apart",
]
