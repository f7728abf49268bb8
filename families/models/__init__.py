from .access import Agency, Involvement, Practitioner
from .contact import Address, ContactPoint, ExternalIdentifier, Residence, readable_by, reads_for
from .drafts import Draft
from .entries import Entry, EntryPerson
from .goals import Goal, GoalScore, GoalShare
from .kinship import Confidence, Parentage, ParentalResponsibility, Partnership, SiblingLink, Source, Visibility
from .names import PersonName
from .offers import ReportedOffer
from .people import (
    Family,
    FamilyMembership,
    Person,
    PersonAccount,
    Precision,
    families_open_to,
    people_open_to,
)
from .places import PlaceKind
from .records import Record, RecordSubject, ShareState, records_open_to

__all__ = [
    "Address",
    "Agency",
    "Confidence",
    "ContactPoint",
    "Draft",
    "Entry",
    "EntryPerson",
    "ExternalIdentifier",
    "Family",
    "FamilyMembership",
    "Goal",
    "GoalScore",
    "GoalShare",
    "Involvement",
    "Parentage",
    "ParentalResponsibility",
    "Partnership",
    "Person",
    "PersonAccount",
    "PersonName",
    "PlaceKind",
    "Practitioner",
    "Precision",
    "Record",
    "RecordSubject",
    "ReportedOffer",
    "Residence",
    "ShareState",
    "SiblingLink",
    "Source",
    "Visibility",
    "families_open_to",
    "people_open_to",
    "readable_by",
    "reads_for",
    "records_open_to",
]
