import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_protect"), ("families", "0004_search")]
    operations = [
        migrations.AlterField(
            model_name="involvement",
            name="practitioner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="involvements",
                to="families.practitioner",
            ),
        ),
        migrations.AddIndex(
            model_name="involvement",
            index=models.Index(
                fields=["organisation", "practitioner"],
                include=("family", "role", "period"),
                name="involvement_of_practitioner",
            ),
        ),
    ]
