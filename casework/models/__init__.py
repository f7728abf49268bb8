from .alerts import Alert
from .conference_offers import ConferenceOffer, ConferenceReferral
from .conference_people import ConferenceFocus, Participant
from .conferences import Conference
from .conversations import Conversation, ConversationPresence
from .corrections import CorrectionRequest
from .duty import DutyExemption, MeetingDuty
from .exclusions import Exclusion
from .learning import LearningNote, LearningTry
from .my_plans import MyHope, MyPlan, MyPlanVersion, PlanInvitation, ReadBy
from .papers_given import PaperCopy
from .plan_steps import ContingencyStep, PlanAction
from .plans import FamilyPlan, Monitoring
from .preparing import AdvocateOffer, BaselineMeeting, CapacityView, PracticalThing, PrepVisit, SideTried
from .processing import ProcessingBasis
from .questions import Question
from .safety_dangers import DangerDisagreement, DangerStatement, SafetyGoal
from .safety_maps import SafetyMap, SafetyMapItem, SafetyMapMaker
from .scaling import ScalingAnswer, ScalingQuestion, ScalingReason
from .self_reviews import SelfReview, SelfReviewAnswer, TalkWanted
from .sharing import FOR_SAFETY, SharingDecision
from .sign_offs import SignOff
from .standards import QualityStandard
from .supervision import FamilySupervisionNote, SupervisionSession
from .tips import LanguageTip, LanguageTipIgnore
from .window_checks import FeltWith, WindowCheck
from .worries import (
    ConcernAddition,
    ConcernPerson,
    SafeguardingConcern,
    about_families_led_by,
    answered_by_manager,
)
from .written_words import WrittenWords

__all__ = [
    "FOR_SAFETY",
    "AdvocateOffer",
    "Alert",
    "BaselineMeeting",
    "CapacityView",
    "ConcernAddition",
    "ConcernPerson",
    "Conference",
    "ConferenceFocus",
    "ConferenceOffer",
    "ConferenceReferral",
    "ContingencyStep",
    "Conversation",
    "ConversationPresence",
    "CorrectionRequest",
    "DangerDisagreement",
    "DangerStatement",
    "DutyExemption",
    "Exclusion",
    "FamilyPlan",
    "FamilySupervisionNote",
    "FeltWith",
    "LanguageTip",
    "LanguageTipIgnore",
    "LearningNote",
    "LearningTry",
    "MeetingDuty",
    "Monitoring",
    "MyHope",
    "MyPlan",
    "MyPlanVersion",
    "PaperCopy",
    "Participant",
    "PlanAction",
    "PlanInvitation",
    "PracticalThing",
    "PrepVisit",
    "ProcessingBasis",
    "QualityStandard",
    "Question",
    "ReadBy",
    "SafeguardingConcern",
    "SafetyGoal",
    "SafetyMap",
    "SafetyMapItem",
    "SafetyMapMaker",
    "ScalingAnswer",
    "ScalingQuestion",
    "ScalingReason",
    "SelfReview",
    "SelfReviewAnswer",
    "SharingDecision",
    "SideTried",
    "SignOff",
    "SupervisionSession",
    "TalkWanted",
    "WindowCheck",
    "WrittenWords",
    "about_families_led_by",
    "answered_by_manager",
]
