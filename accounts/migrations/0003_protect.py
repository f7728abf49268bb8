from django.db import migrations

from database.operations import Protect


TRACKED = ["Locality", "Team", "Proposal"]


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0002_protect"),
    ]
    dependencies = [("accounts", "0002_access_log")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
        Protect("UserChange", append_only=True, own="false"),
    ]
