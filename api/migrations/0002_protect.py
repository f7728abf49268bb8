from django.db import migrations

from database.operations import Protect


class Migration(migrations.Migration):
    dependencies = [("api", "0001_api_client"), ("families", "0002_protect")]
    operations = [Protect("ApiClient"), Protect("ApiClientEvent", by_triggers=True)]
