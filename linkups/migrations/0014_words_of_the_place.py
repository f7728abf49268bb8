"""What families go through, and where they meet, are of their place, and no longer of our list alone."""

from django.db import migrations

OURS_ALONE = """
ALTER TABLE linkups_familycard DROP CONSTRAINT IF EXISTS linkups_familycard_tough_times_b95a3cba_choice;
ALTER TABLE linkups_meetup DROP CONSTRAINT IF EXISTS linkups_meetup_place_kind_73c35b95_choice;
"""


class Migration(migrations.Migration):
    dependencies = [("linkups", "0013_lengths_and_words_of_the_place")]
    operations = [migrations.RunSQL(OURS_ALONE, migrations.RunSQL.noop)]
