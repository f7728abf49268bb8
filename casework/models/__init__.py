from .conference_people import ConferenceOffer, ConferenceReferral, Participant
from .conferences import Conference, ConferenceFocus
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
