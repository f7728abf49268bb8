from django.db import migrations

# A family member's sign-in that is opened again is opened from another address: what was set up at the former one must not
# open it. A colleague who comes back as before keeps theirs, for taking a second step away takes two; who takes up a link
# of two sets up another. By the owner's hand, for nobody else takes away what belongs to another (kith_hold_second_step).
END = """
CREATE FUNCTION kith_sec.end_second_steps() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.kind = 'family' OR (NEW.is_active AND kith_sec.person_or_none() = NEW.id) THEN
    DELETE FROM mfa_authenticator WHERE user_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION kith_sec.end_second_steps() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.end_second_steps() TO kith_app;
CREATE TRIGGER kith_end_second_steps AFTER UPDATE OF is_active ON accounts_user
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION kith_sec.end_second_steps();
"""
LEFT = """
DELETE FROM mfa_authenticator USING accounts_user u WHERE u.id = user_id AND u.kind = 'family' AND NOT u.is_active
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0016_protect_what_takes_two"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [
        migrations.RunSQL(
            END, "DROP TRIGGER kith_end_second_steps ON accounts_user; DROP FUNCTION kith_sec.end_second_steps()"
        ),
        migrations.RunSQL(LEFT, migrations.RunSQL.noop, elidable=True),
    ]
