from django.db import migrations

from database.operations import Protect

TRACKED = [
    "Family",
    "Person",
    "PersonName",
    "FamilyMembership",
    "PersonAccount",
    "Parentage",
    "Partnership",
    "SiblingLink",
    "ParentalResponsibility",
    "Address",
    "Residence",
    "ContactPoint",
    "ExternalIdentifier",
    "Agency",
    "Practitioner",
    "Involvement",
    "Record",
    "RecordSubject",
    "ShareState",
    "Entry",
    "EntryPerson",
    "Goal",
    "GoalScore",
    "GoalShare",
]


class Migration(migrations.Migration):
    dependencies = [("families", "0001_first"), ("accounts", "0002_protect")]
    operations = [
        *(Protect(name) for name in [*TRACKED, "Draft"]),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
