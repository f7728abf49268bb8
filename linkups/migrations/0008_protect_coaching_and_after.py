from django.db import migrations

from database.operations import Protect

TRACKED = ["CoachSession", "BoundaryMoment", "FollowUp"]


class Migration(migrations.Migration):
    dependencies = [("linkups", "0007_coaching_and_after")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
