from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("families", "0006_reported_offer")]
    operations = [Protect("ReportedOffer"), Protect("ReportedOfferEvent", by_triggers=True)]
