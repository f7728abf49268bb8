"""A person has joined the link-up's foreign keys: each goes with the organisation."""

from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("linkups", "0005_who_said_yes")]
    operations = [Protect("LinkUp"), Protect("LinkUpEvent", by_triggers=True)]
