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
    dependencies = [("linkups", "0001_link_ups"), ("families", "0002_protect")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
