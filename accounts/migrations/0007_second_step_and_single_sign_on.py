import django.db.models.deletion
import uuid_utils.compat
from django.db import migrations, models

# Both tables are read before anyone is known, so they have no row-level security: this is what stands in its place.
HOLD = """
CREATE FUNCTION kith_sec.hold_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'kith_owner' AND kith_sec.organisation() <> OLD.id THEN
    RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION kith_sec.hold_single_sign_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.organisation_id <> OLD.organisation_id THEN
    RAISE EXCEPTION 'a provider stays with its organisation' USING ERRCODE = '42501';
  END IF;
  IF current_user <> 'kith_owner' AND kith_sec.organisation() <> NEW.organisation_id THEN
    RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.hold_organisation(), kith_sec.hold_single_sign_on() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.hold_organisation(), kith_sec.hold_single_sign_on() TO kith_app;
CREATE TRIGGER kith_hold_organisation BEFORE UPDATE ON accounts_organisation
  FOR EACH ROW EXECUTE FUNCTION kith_sec.hold_organisation();
CREATE TRIGGER kith_hold_single_sign_on BEFORE INSERT OR UPDATE ON accounts_singlesignon
  FOR EACH ROW EXECUTE FUNCTION kith_sec.hold_single_sign_on();
"""
LET_GO = """
DROP TRIGGER kith_hold_organisation ON accounts_organisation;
DROP TRIGGER kith_hold_single_sign_on ON accounts_singlesignon;
DROP FUNCTION kith_sec.hold_organisation();
DROP FUNCTION kith_sec.hold_single_sign_on();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_who_changed_a_sign_in")]
    operations = [
        migrations.AddField(
            model_name="organisation",
            name="requires_second_step",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="everyone who works here signs in in two steps"
            ),
        ),
        migrations.CreateModel(
            name="SingleSignOn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("issuer", models.URLField(max_length=400, verbose_name="issuer")),
                ("client_id", models.CharField(max_length=200, verbose_name="client id")),
                ("sealed_secret", models.TextField(help_text="Encrypted: accounts/secrets.py.")),
                (
                    "asks_second_step",
                    models.BooleanField(default=False, verbose_name="it asks for a second step itself"),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="people sign in with it")),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="single_sign_on",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issuer__regex", "^https://[^/]"),
                            ("issuer__regex", "^http://(localhost|127\\.0\\.0\\.1)[:/]"),
                            _connector="OR",
                        ),
                        name="single_sign_on_over_https",
                        violation_error_message="The issuer’s address begins with https://.",
                    )
                ],
            },
        ),
        migrations.RunSQL(HOLD, LET_GO),
    ]
