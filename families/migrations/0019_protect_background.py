from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("families", "0018_what_they_say_of_themselves")]
    operations = [Protect("PersonBackground"), Protect("PersonBackgroundEvent", by_triggers=True)]
