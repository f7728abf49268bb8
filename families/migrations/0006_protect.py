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
    "ReportedOffer",
    "AccessBlock",
    "Agreement",
    "ChosenReader",
    "DeclaredInterest",
    "EmergencyAccess",
    "HelperAccess",
    "OwnSay",
    "Restriction",
    "RestrictionReader",
    "ToBeSettled",
    "Invitation",
    "PersonMerge",
    "MergedRow",
    "NotSamePerson",
    "Place",
    "CommunityAsset",
    "AssetSession",
    "Introduction",
    "SupportNetwork",
    "NetworkTie",
]


class Migration(migrations.Migration):
    replaces = [
        ("families", "0002_protect"),
        ("families", "0007_protect_reported_offer"),
        ("families", "0009_protect_who_may_see"),
        ("families", "0012_protect_invitation"),
        ("families", "0016_protect_helper_access"),
        ("families", "0029_protect_what_is_nearby"),
        ("families", "0031_protect_support_maps"),
    ]
    dependencies = [("families", "0005_near_a_family"), ("accounts", "0003_protect")]
    operations = [
        *(Protect(name) for name in [*TRACKED, "Draft"]),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
