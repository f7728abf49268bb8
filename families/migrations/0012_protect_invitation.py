from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("families", "0011_invitation")]
    operations = [Protect("Invitation"), Protect("InvitationEvent", by_triggers=True)]
