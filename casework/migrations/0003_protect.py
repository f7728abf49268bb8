from django.db import migrations

from database.operations import Protect


TRACKED = [
    "Conversation",
    "ConversationPresence",
    "Conference",
    "ConferenceFocus",
    "ConferenceOffer",
    "ConferenceReferral",
    "Participant",
    "FamilyPlan",
    "PlanAction",
    "ContingencyStep",
    "Monitoring",
    "SafeguardingConcern",
    "ConcernPerson",
    "ConcernAddition",
    "SharingDecision",
    "Alert",
]


class Migration(migrations.Migration):
    replaces = [
        ("casework", "0002_protect"),
        ("casework", "0007_protect_worries"),
    ]
    dependencies = [("casework", "0002_worries")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
