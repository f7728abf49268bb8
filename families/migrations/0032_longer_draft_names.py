from django.db import migrations, models


class Migration(migrations.Migration):
    """The name of a draft may say around whom and as whom a map is drawn."""

    dependencies = [("families", "0031_protect_support_maps")]
    operations = [migrations.AlterField("draft", "form", models.CharField(max_length=100))]
