"""What someone wrote of themselves for those who work with their family alone, before that was kept apart (families 0055), is so too."""

from django.db import migrations

ONES_OWN = """
UPDATE families_contactpoint point SET is_only_theirs = true
FROM families_personaccount account
WHERE account.person_id = point.person_id AND account.user_id = point.theirs_by_id AND point.is_confidential AND NOT point.is_only_theirs;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0070_a_decision_about_sharing_is_a_record")]

    operations = [migrations.RunSQL(ONES_OWN, migrations.RunSQL.noop, elidable=True)]
