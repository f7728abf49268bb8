"""What families of a place said and agreed on, protected; and a goal's theme is one of its place, no longer one of ours alone."""

from django.db import migrations

from database.operations import Protect

OURS_ALONE = "ALTER TABLE families_goal DROP CONSTRAINT IF EXISTS families_goal_theme_7b63aab9_choice"
NEW = ("FamilyPartner", "ScopingNote", "LocalityList")


class Migration(migrations.Migration):
    dependencies = [("families", "0091_places_of_their_own")]
    operations = [
        migrations.RunSQL(OURS_ALONE, migrations.RunSQL.noop),
        *(Protect(name) for name in NEW),
        *(Protect(f"{name}Event", by_triggers=True) for name in NEW),
    ]
