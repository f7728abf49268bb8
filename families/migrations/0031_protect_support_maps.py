from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    """A support map is a kind of record too, and the database holds which kinds there are."""

    dependencies = [("families", "0030_support_maps")]
    operations = [
        Protect("Record"),
        Protect("RecordEvent", by_triggers=True),
        Protect("SupportNetwork"),
        Protect("SupportNetworkEvent", by_triggers=True),
        Protect("NetworkTie"),
        Protect("NetworkTieEvent", by_triggers=True),
    ]
