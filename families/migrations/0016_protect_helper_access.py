from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    """Its new columns are choices, and the database holds them too."""

    dependencies = [("families", "0015_glass_helpers_and_own_say")]
    operations = [Protect("HelperAccess"), Protect("HelperAccessEvent", by_triggers=True)]
