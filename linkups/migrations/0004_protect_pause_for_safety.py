from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    """The choices of a pause have changed: the table checks them too."""

    dependencies = [("linkups", "0003_pause_for_safety")]
    operations = [Protect("LinkUpPause")]
