from django.db import migrations, models

TAKE = "UPDATE accounts_user SET password = '!' || md5(id::text) WHERE kind = 'family' AND password NOT LIKE '!%'"


class Migration(migrations.Migration):
    """A password that a family member had is taken away: they sign in with a code to the same address."""

    dependencies = [("accounts", "0010_sentence_of_an_address")]
    operations = [
        migrations.RunSQL(TAKE, migrations.RunSQL.noop, elidable=True),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "family"), _negated=True), ("password__startswith", "!"), _connector="OR"
                ),
                name="user_of_a_family_has_no_password",
                violation_error_message="Families sign in with a passkey or a code, and need no password.",
            ),
        ),
    ]
