"""From which addresses another system may ask: read with who asks, at each request."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0017_protect_locality_leads'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='asks_from',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), blank=True, default=list, editable=False, help_text='The addresses from which another system may ask, as networks; from everywhere where there is none.', size=None),
        ),
    ]
