from django.db import migrations

from database.operations import Protect

TRACKED = ["Locality", "Team"]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
        # No one can write in another's name that they looked.
        Protect("AccessEvent", append_only=True, own="user_id = (SELECT kith_sec.person())"),
    ]
