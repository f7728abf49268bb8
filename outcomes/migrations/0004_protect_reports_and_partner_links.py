from django.db import migrations

from database.operations import Protect


TRACKED = [
    "TurnTheCurveReport",
    "Factor",
    "PartnerRole",
    "Idea",
    "Proposal",
    "AgendaItem",
    "PartnerLink",
    "SharedMeasure",
]


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0003_reports_and_partner_links")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
