from django.db import migrations, models

# The table is read before anyone is known, so it has no row-level security: this is what stands in its place.
HOLD = """
CREATE FUNCTION kith_sec.hold_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.organisation_id, NEW.kind) IS DISTINCT FROM (OLD.organisation_id, OLD.kind) THEN
    RAISE EXCEPTION 'a sign-in stays what it is' USING ERRCODE = '23514', CONSTRAINT = 'user_stays_what_it_is';
  END IF;
  IF (NEW.roles, NEW.is_active) IS DISTINCT FROM (OLD.roles, OLD.is_active)
     AND current_user <> 'kith_owner' AND kith_sec.organisation() <> OLD.organisation_id THEN
    RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION kith_sec.hold_sign_in() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.hold_sign_in() TO kith_app;
CREATE TRIGGER kith_hold_sign_in BEFORE UPDATE ON accounts_user FOR EACH ROW EXECUTE FUNCTION kith_sec.hold_sign_in();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_protect")]
    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["client", "system"]), _negated=True),
                    ("password__startswith", "!"),
                    _connector="OR",
                ),
                name="user_of_a_machine_has_no_password",
                violation_error_message="Another system signs in by its token, and never by a password.",
            ),
        ),
        migrations.RunSQL(
            HOLD, "DROP TRIGGER kith_hold_sign_in ON accounts_user; DROP FUNCTION kith_sec.hold_sign_in()"
        ),
    ]
