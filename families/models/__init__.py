from .access import Agency, Involvement, Practitioner
from .contact import Address, ContactPoint, ExternalIdentifier, Residence, readable_by
from .goals import Goal, GoalScore, GoalShare
from .kinship import Confidence, Parentage, ParentalResponsibility, Partnership, SiblingLink, Source, Visibility
from .people import Family, FamilyMembership, Person, PersonAccount, PersonName, Precision
from .records import Draft, Entry, EntryPerson, Record, RecordSubject, ShareState, readable

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
    "Practitioner",
    "Precision",
    "Record",
    "RecordSubject",
    "Residence",
    "ShareState",
    "SiblingLink",
    "Source",
    "Visibility",
    "readable",
    "readable_by",
]
