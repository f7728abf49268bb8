"""Of one provider one number stands for a sign-in, however many come at the same moment (accounts/single_sign_on.py).

Where two stand already the later came with an address that may have been another's by then: the first stays.
"""

from django.db import migrations

THE_FIRST = """
DELETE FROM socialaccount_socialaccount later USING socialaccount_socialaccount first
WHERE (first.provider, first.user_id) = (later.provider, later.user_id) AND first.id < later.id;
"""
ONE = "CREATE UNIQUE INDEX single_sign_on_one_number ON socialaccount_socialaccount (provider, user_id);"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_in_by_their_address_alone"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [
        migrations.RunSQL(THE_FIRST, migrations.RunSQL.noop, elidable=True),
        migrations.RunSQL(ONE, "DROP INDEX single_sign_on_one_number;"),
    ]
