from django.db import migrations

from database.operations import Protect

TRACKED = ["SafeguardingConcern", "ConcernPerson", "ConcernAddition", "SharingDecision", "Alert"]


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_worries_and_alerts")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
