from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The offers that left a family out are found without reading them all."""

    atomic = False

    dependencies = [("linkups", "0002_protect_link_ups")]

    operations = [
        AddIndexConcurrently(
            model_name='excludedcard',
            index=models.Index(fields=['family'], name='excluded_card_by_family'),
        ),
    ]
