"""Proposals are protected, and what takes two is held on the open tables too: they are read before anyone is known."""

from django.db import migrations

from database.operations import Protect

ADMINISTERS = """EXISTS (
    SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))"""

NOTE = """
CREATE OR REPLACE FUNCTION kith_sec.note_user_change() RETURNS trigger LANGUAGE plpgsql
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
"""

HOLD = f"""
CREATE OR REPLACE FUNCTION kith_sec.hold_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION kith_sec.hold_single_sign_on() RETURNS trigger LANGUAGE plpgsql AS $$
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
LET_GO = "DROP TRIGGER kith_hold_second_step ON mfa_authenticator; DROP FUNCTION kith_sec.hold_second_step();"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0015_what_takes_two"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [
        Protect("Proposal"),
        Protect("ProposalEvent", by_triggers=True),
        migrations.RunSQL(NOTE, migrations.RunSQL.noop),
        migrations.RunSQL(HOLD, LET_GO),
    ]
