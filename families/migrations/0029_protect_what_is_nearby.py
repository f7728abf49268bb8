from django.db import migrations

from database.operations import Protect

TRACKED = ["Place", "CommunityAsset", "AssetSession", "Introduction"]


class Migration(migrations.Migration):
    dependencies = [("families", "0028_what_is_nearby")]
    operations = [
        *(Protect(name) for name in TRACKED),
        *(Protect(f"{name}Event", by_triggers=True) for name in TRACKED),
    ]
