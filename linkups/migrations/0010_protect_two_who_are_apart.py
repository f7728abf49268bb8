from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    """A reason was added: what may stand there is known to the database anew."""

    dependencies = [("linkups", "0009_two_who_are_apart")]
    operations = [Protect("ExcludedCard"), Protect("ExcludedCardEvent", by_triggers=True)]
