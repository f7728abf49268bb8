from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0007_counted_from_our_records")]
    operations = [Protect("CountedMeasure"), Protect("CountedMeasureEvent", by_triggers=True)]
