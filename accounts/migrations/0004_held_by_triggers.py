"""What holds the tables of sign-ins, which are read before anyone is known; each change of who may do what leaves a row.

The ordinary history needs someone who asks, so it can't stand on the table of sign-ins.
"""

from django.db import migrations


NOTE = """
CREATE FUNCTION kith_sec.note_user_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE said jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.email, NEW.name, NEW.roles, NEW.is_active)
     IS DISTINCT FROM (OLD.email, OLD.name, OLD.roles, OLD.is_active) THEN
    INSERT INTO accounts_userchange
      (organisation_id, about_id, at, asked_by, action, operation, email, name, roles, is_active, reason)
    VALUES (NEW.organisation_id, NEW.id, clock_timestamp(), kith_sec.person_or_none(), coalesce(said ->> 'action', ''),
      lower(TG_OP), NEW.email, NEW.name, NEW.roles, NEW.is_active, coalesce(said ->> 'reason', ''));
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION kith_sec.note_user_change() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.note_user_change() TO kith_app;
CREATE TRIGGER kith_note_user_change AFTER INSERT OR UPDATE ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION kith_sec.note_user_change();
"""

ADMINISTERS = """EXISTS (
    SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))"""

# Both tables are read before anyone is known, so they have no row-level security: this is what stands in its place.
HOLD = f"""
CREATE FUNCTION kith_sec.hold_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'kith_owner' THEN RETURN NEW; END IF;
  IF kith_sec.organisation() <> OLD.id THEN
    RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
  END IF;
  IF (kith_sec.asker())[3] <> 'system' AND NOT {ADMINISTERS} THEN
    RAISE EXCEPTION 'not an administrator' USING ERRCODE = '42501';
  END IF;
  PERFORM now() AT TIME ZONE NEW.time_zone;  -- an unknown one would stop every page
  RETURN NEW;
END $$;

-- To switch it off takes one; whatever lets people in takes what two agreed to.
CREATE FUNCTION kith_sec.hold_single_sign_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.organisation_id <> OLD.organisation_id THEN
    RAISE EXCEPTION 'a provider stays with its organisation' USING ERRCODE = '42501';
  END IF;
  IF current_user = 'kith_owner' THEN RETURN NEW; END IF;
  IF kith_sec.organisation() <> NEW.organisation_id THEN
    RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
  END IF;
  IF (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
  IF NOT {ADMINISTERS} THEN
    RAISE EXCEPTION 'not an administrator' USING ERRCODE = '42501';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.issuer, NEW.client_id, NEW.sealed_secret) = (OLD.issuer, OLD.client_id, OLD.sealed_secret)
     AND NEW.is_on <= OLD.is_on AND NEW.asks_second_step <= OLD.asks_second_step THEN
    RETURN NEW;
  END IF;
  IF NOT EXISTS (
    SELECT FROM accounts_proposal p
    WHERE p.kind = 'single_sign_on' AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL
      AND (p.issuer, p.client_id) = (NEW.issuer, NEW.client_id) AND NEW.asks_second_step <= p.asks_second_step
      AND (NEW.sealed_secret = p.sealed_secret OR (TG_OP = 'UPDATE' AND p.sealed_secret = '' AND NEW.sealed_secret = OLD.sealed_secret)))
  THEN
    RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'single_sign_on_by_two';
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

SECOND_STEP = """
CREATE FUNCTION kith_sec.hold_second_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  whose uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
  -- It is used at sign-in, when nobody asks yet. On its own, for to plan the look-up below is to ask who asks.
  IF current_user = 'kith_owner'
     OR (TG_OP = 'UPDATE' AND kith_sec.person_or_none() IS NULL AND NEW.user_id = OLD.user_id) THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF kith_sec.person() <> whose AND (kith_sec.asker())[3] <> 'system'
     AND NOT (TG_OP = 'DELETE' AND EXISTS (
       SELECT FROM accounts_proposal p
       WHERE p.kind = 'second_step_reset' AND p.about_id = whose AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL))
  THEN
    RAISE EXCEPTION 'not their second step' USING ERRCODE = '42501';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
REVOKE ALL ON FUNCTION kith_sec.hold_second_step() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.hold_second_step() TO kith_app;
CREATE TRIGGER kith_hold_second_step BEFORE INSERT OR UPDATE OR DELETE ON mfa_authenticator
  FOR EACH ROW EXECUTE FUNCTION kith_sec.hold_second_step();
"""

# Whoever ends a sign-in, and however: its sessions end in the same moment (ASVS 7.4.2).
END_SESSIONS = """
CREATE FUNCTION kith_sec.end_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM django_session WHERE session_key IN (
    SELECT session_key FROM usersessions_usersession WHERE user_id = NEW.id);
  DELETE FROM usersessions_usersession WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION kith_sec.end_sessions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.end_sessions() TO kith_app;
CREATE TRIGGER kith_end_sessions AFTER UPDATE OF is_active ON accounts_user
  FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active) EXECUTE FUNCTION kith_sec.end_sessions();
"""

# A family member's sign-in that is opened again is opened from another address: what was set up at the former one must not
# open it. A colleague who comes back as before keeps theirs, for taking a second step away takes two; who takes up a link
# of two sets up another. By the owner's hand, for nobody else takes away what belongs to another (kith_hold_second_step).
END_SECOND_STEPS = """
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


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0003_hold_sign_ins"),
        ("accounts", "0006_who_changed_a_sign_in"),
        ("accounts", "0007_second_step_and_single_sign_on"),
        ("accounts", "0008_end_sessions_with_the_sign_in"),
        ("accounts", "0016_protect_what_takes_two"),
        ("accounts", "0017_second_steps_end_with_the_sign_in"),
    ]
    dependencies = [
        ("accounts", "0003_protect"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            NOTE, "DROP TRIGGER kith_note_user_change ON accounts_user; DROP FUNCTION kith_sec.note_user_change()"
        ),
        migrations.RunSQL(HOLD, LET_GO),
        migrations.RunSQL(
            SECOND_STEP,
            "DROP TRIGGER kith_hold_second_step ON mfa_authenticator; DROP FUNCTION kith_sec.hold_second_step()",
        ),
        migrations.RunSQL(
            END_SESSIONS, "DROP TRIGGER kith_end_sessions ON accounts_user; DROP FUNCTION kith_sec.end_sessions()"
        ),
        migrations.RunSQL(
            END_SECOND_STEPS,
            "DROP TRIGGER kith_end_second_steps ON accounts_user; DROP FUNCTION kith_sec.end_second_steps()",
        ),
    ]
