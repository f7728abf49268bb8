from django.db import migrations

from database.operations import Protect


TRACKED = [
    "SharingProfile",
    "SafetyCheck",
    "FamilyCard",
    "CardApproval",
    "MatchOffer",
    "OfferCard",
    "ExcludedCard",
    "LinkUp",
    "LinkUpGoal",
    "LinkUpPause",
    "Meetup",
    "LinkUpCheckIn",
    "LinkUpEnding",
]


class Migration(migrations.Migration):
    replaces = [
        ("linkups", "0002_protect"),
        ("linkups", "0004_protect_pause_for_safety"),
        ("linkups", "0006_protect_who_said_yes"),
    ]
    dependencies = [("linkups", "0001_linking_families")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
