from .conference_offers import ConferenceOffer, ConferenceReferral
from .conference_people import ConferenceFocus, Participant
from .conferences import Conference
from .conversations import Conversation, ConversationPresence
from .plans import ContingencyStep, FamilyPlan, Monitoring, PlanAction

__all__ = [
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
]
