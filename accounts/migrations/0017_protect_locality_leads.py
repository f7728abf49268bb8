"""A role more in what the database lets a proposal, and the history of sign-ins, say."""

from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("accounts", "0016_locality_leads")]
    operations = [
        Protect("Proposal"),
        Protect("UserChange", append_only=True, own="false"),
    ]
