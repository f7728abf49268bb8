from django.db import migrations

from database.operations import Protect

TRACKED = [
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
]


class Migration(migrations.Migration):
    dependencies = [("families", "0008_who_may_see")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
