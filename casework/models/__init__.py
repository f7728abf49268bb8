from .alerts import Alert
from .conference_people import ConferenceOffer, ConferenceReferral, Participant
from .conferences import Conference, ConferenceFocus
from .conversations import Conversation, ConversationPresence
from .plans import ContingencyStep, FamilyPlan, Monitoring, PlanAction
from .sharing import SharingDecision
from .worries import (
    ConcernAddition,
    ConcernPerson,
    SafeguardingConcern,
    about_families_led_by,
    answered_by_manager,
)

__all__ = [
    "Alert",
    "ConcernAddition",
    "ConcernPerson",
    "Conference",
    "ConferenceFocus",
    "ConferenceOffer",
    "ConferenceReferral",
    "ContingencyStep",
    "Conversation",
    "ConversationPresence",
    "FamilyPlan",
    "Monitoring",
    "Participant",
    "PlanAction",
    "SafeguardingConcern",
    "SharingDecision",
    "about_families_led_by",
    "answered_by_manager",
]
