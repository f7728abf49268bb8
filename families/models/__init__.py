from .access import Agency, Involvement, Practitioner
from .assets import CommunityAsset, Place
from .bringing import ImportedRow, PeopleImport
from .closed import restricted_person, restricted_record, told_in_confidence
from .contact import Address, ContactPoint, ExternalIdentifier, Residence, readable_by, reads_for
from .drafts import Draft
from .emergency import EmergencyAccess
from .entries import Entry, EntryPerson
from .goals import Goal, GoalScore, GoalShare
from .granting import Agreement, ChosenReader, OwnSay
from .helping import HelperAccess
from .introductions import Introduction
from .invitations import Invitation
from .keeping import AccessBlock, DeclaredInterest, Restriction, RestrictionReader
from .kept import people_not_kept_from, people_not_unseen_by
from .kinship import Confidence, Parentage, ParentalResponsibility, Partnership, SiblingLink, Source, Visibility
from .merged import IS_MOVED, UNLESS_MOVED
from .merging import MergedRow, NotSamePerson, PersonMerge
from .names import PersonName
from .nudges import Nudge
from .offers import ReportedOffer
from .people import (
    Family,
    FamilyMembership,
    Person,
    Precision,
    families_open_to,
    families_read_whole_by,
    people_open_to,
)
from .places import PlaceKind
from .records import Record, RecordSubject, ShareState, records_open_to
from .sessions import AssetSession, Day
from .settling import ToBeSettled
from .sign_ins import PersonAccount
from .support import NetworkTie, SupportNetwork
from .unseen import among, unseen_families, unseen_people

__all__ = [
    "IS_MOVED",
    "UNLESS_MOVED",
    "AccessBlock",
    "Address",
    "Agency",
    "Agreement",
    "AssetSession",
    "ChosenReader",
    "CommunityAsset",
    "Confidence",
    "ContactPoint",
    "Day",
    "DeclaredInterest",
    "Draft",
    "EmergencyAccess",
    "Entry",
    "EntryPerson",
    "ExternalIdentifier",
    "Family",
    "FamilyMembership",
    "Goal",
    "GoalScore",
    "GoalShare",
    "HelperAccess",
    "ImportedRow",
    "Introduction",
    "Invitation",
    "Involvement",
    "MergedRow",
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
    "PersonMerge",
    "PersonName",
    "Place",
    "PlaceKind",
    "Practitioner",
    "Precision",
    "Record",
    "RecordSubject",
    "ReportedOffer",
    "Residence",
    "Restriction",
    "RestrictionReader",
    "ShareState",
    "SiblingLink",
    "Source",
    "SupportNetwork",
    "ToBeSettled",
    "Visibility",
    "among",
    "families_open_to",
    "families_read_whole_by",
    "people_not_kept_from",
    "people_not_unseen_by",
    "people_open_to",
    "readable_by",
    "reads_for",
    "records_open_to",
    "restricted_person",
    "restricted_record",
    "told_in_confidence",
    "unseen_families",
    "unseen_people",
]
