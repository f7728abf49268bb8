from .access import Agency, Involvement, Practitioner
from .addresses import Address
from .advocates import Advocate
from .assets import CommunityAsset, Place
from .attachments import Attachment, Sha256, digest, with_attachment
from .background import ETHNIC_GROUPS, Ethnicity, PersonBackground, backgrounds_open_to
from .births import MultipleBirth, UnknownSiblings
from .bringing import ImportedRow, PeopleImport
from .closed import restricted_person, restricted_record, told_in_confidence
from .contact import ContactPoint, Residence, held_to_read, home_localities_open_to, readable_by, reads_for
from .drafts import Draft
from .emergency import EmergencyAccess
from .entries import TAKE_BACK_WITHIN, Entry, EntryPerson, is_unread
from .goals import Goal, GoalScore, GoalShare
from .granting import Agreement, ChosenReader, OwnSay
from .helping import HelperAccess, helped_by
from .identifiers import ExternalIdentifier
from .introductions import Introduction
from .invitations import Invitation
from .keeping import AccessBlock, DeclaredInterest, Restriction, RestrictionReader
from .kept import families_sampled_by, people_not_kept_from, people_not_unseen_by
from .kinship import (
    Confidence,
    EdgeAsKnown,
    Parentage,
    Partnership,
    SiblingLink,
    Source,
    Visibility,
)
from .known import DeathPrecision, Precision, living
from .lives import LifePlace
from .localities import (
    CARD_SECTIONS,
    CHECKIN_QUESTIONS,
    LENGTHS,
    USUAL,
    FamilyPartner,
    LocalityList,
    ScopingNote,
    own_places,
)
from .locality_rules import OWN, ListKind, array_sql, held_by_one_choice, in_force_sql, words_sql
from .losses import PregnancyLoss, people_read_whole_now
from .merged import IS_MOVED, UNLESS_MOVED
from .merging import MergedRow, NotSamePerson, PersonMerge
from .names import PersonName
from .nudges import Nudge
from .offers import ReportedOffer
from .ownership import FieldOwner
from .people import (
    Family,
    FamilyMembership,
    Person,
    families_open_to,
    families_read_whole_by,
    people_named_to,
    people_open_to,
)
from .photos import PersonPhoto
from .places import PlaceKind
from .records import (
    Record,
    RecordSubject,
    ShareState,
    records_not_kept_from,
    records_open_to,
    records_opened_whole_to,
    shared_with_helped,
)
from .responsibility import BY_A_COUNCIL, ParentalResponsibility
from .sampling import StorySample, reads_samples
from .sessions import AssetSession, Day
from .settling import ToBeSettled
from .sign_ins import PersonAccount
from .statutory import StatutoryFact, StatutoryQuestion, StatutoryRecord
from .support import SupportNetwork
from .ties import NetworkTie
from .unseen import among, unseen_families, unseen_people, unseen_records

__all__ = [
    "BY_A_COUNCIL",
    "CARD_SECTIONS",
    "CHECKIN_QUESTIONS",
    "ETHNIC_GROUPS",
    "IS_MOVED",
    "LENGTHS",
    "OWN",
    "TAKE_BACK_WITHIN",
    "UNLESS_MOVED",
    "USUAL",
    "AccessBlock",
    "Address",
    "Advocate",
    "Agency",
    "Agreement",
    "AssetSession",
    "Attachment",
    "ChosenReader",
    "CommunityAsset",
    "Confidence",
    "ContactPoint",
    "Day",
    "DeathPrecision",
    "DeclaredInterest",
    "Draft",
    "EdgeAsKnown",
    "EmergencyAccess",
    "Entry",
    "EntryPerson",
    "Ethnicity",
    "ExternalIdentifier",
    "Family",
    "FamilyMembership",
    "FamilyPartner",
    "FieldOwner",
    "Goal",
    "GoalScore",
    "GoalShare",
    "HelperAccess",
    "ImportedRow",
    "Introduction",
    "Invitation",
    "Involvement",
    "LifePlace",
    "ListKind",
    "LocalityList",
    "MergedRow",
    "MultipleBirth",
    "NetworkTie",
    "NotSamePerson",
    "Nudge",
    "OwnSay",
    "Parentage",
    "ParentalResponsibility",
    "Partnership",
    "PeopleImport",
    "Person",
    "PersonAccount",
    "PersonBackground",
    "PersonMerge",
    "PersonName",
    "PersonPhoto",
    "Place",
    "PlaceKind",
    "Practitioner",
    "Precision",
    "PregnancyLoss",
    "Record",
    "RecordSubject",
    "ReportedOffer",
    "Residence",
    "Restriction",
    "RestrictionReader",
    "ScopingNote",
    "Sha256",
    "ShareState",
    "SiblingLink",
    "Source",
    "StatutoryFact",
    "StatutoryQuestion",
    "StatutoryRecord",
    "StorySample",
    "SupportNetwork",
    "ToBeSettled",
    "UnknownSiblings",
    "Visibility",
    "among",
    "array_sql",
    "backgrounds_open_to",
    "digest",
    "families_open_to",
    "families_read_whole_by",
    "families_sampled_by",
    "held_by_one_choice",
    "held_to_read",
    "helped_by",
    "home_localities_open_to",
    "in_force_sql",
    "is_unread",
    "living",
    "own_places",
    "people_named_to",
    "people_not_kept_from",
    "people_not_unseen_by",
    "people_open_to",
    "people_read_whole_now",
    "readable_by",
    "reads_for",
    "reads_samples",
    "records_not_kept_from",
    "records_open_to",
    "records_opened_whole_to",
    "restricted_person",
    "restricted_record",
    "shared_with_helped",
    "told_in_confidence",
    "unseen_families",
    "unseen_people",
    "unseen_records",
    "with_attachment",
    "words_sql",
]
