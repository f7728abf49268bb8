"""The access log, split by month, without foreign keys and with two columns that only the database fills; and the seals over it,
each over the one before, with what makes and verifies them (security.md §3).
"""

import database.clock
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from database.operations import Protect


TABLE = """
CREATE TABLE accounts_accessevent (
  id uuid NOT NULL, organisation_id uuid NOT NULL, at timestamptz NOT NULL, user_id uuid NOT NULL, role_words text NOT NULL,
  kind varchar(10) NOT NULL, what text NOT NULL, families uuid[] NOT NULL, people uuid[] NOT NULL, record uuid,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(), written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT access_event_once PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX access_to_people ON accounts_accessevent USING gin (people);
CREATE INDEX access_to_families ON accounts_accessevent USING gin (families);
CREATE INDEX access_by_time ON accounts_accessevent (organisation_id, at DESC, id DESC);
CREATE INDEX access_tried ON accounts_accessevent (record) WHERE kind = 'denied';
CREATE INDEX access_to_seal ON accounts_accessevent (organisation_id, xid);
"""

MONTHS = """
-- Nobody reaches a part but through the whole; should a grant ever be given on one, it is guarded as the whole is.
CREATE FUNCTION kith_sec.guard_access_part(part regclass) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE mine text := '(organisation_id = (SELECT kith_sec.organisation()))';
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part);
  EXECUTE format('CREATE POLICY organisation ON %s AS RESTRICTIVE FOR ALL TO kith_app USING %s WITH CHECK %2$s', part, mine);
  EXECUTE format('CREATE POLICY owner ON %s FOR ALL TO kith_owner USING (true)', part);
  EXECUTE format('CREATE TRIGGER kith_append_only_table BEFORE TRUNCATE ON %s
                  FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.refuse_change()', part);
END $$;

-- A month that the net holds events of already stays in the net: nothing may be taken out of it.
CREATE FUNCTION kith_sec.add_access_month(month date) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  part text := 'accounts_accessevent_' || to_char(month, 'YYYY_MM');
  since timestamptz := date_trunc('month', month::timestamp) AT TIME ZONE 'UTC';
  until timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
  IF to_regclass(part) IS NOT NULL OR EXISTS (SELECT FROM accounts_accessevent_other WHERE at >= since AND at < until) THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE accounts_accessevent INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
  PERFORM kith_sec.guard_access_part(part::regclass);
  EXECUTE format('ALTER TABLE accounts_accessevent ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, since, until);
END $$;

CREATE FUNCTION kith_sec.prepare_access_log() RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  FOR ahead IN 0..3 LOOP
    PERFORM kith_sec.add_access_month((date_trunc('month', now()) + make_interval(months => ahead))::date);
  END LOOP;
END $$;

CREATE TABLE accounts_accessevent_other PARTITION OF accounts_accessevent DEFAULT;
SELECT kith_sec.guard_access_part('accounts_accessevent_other');
SELECT kith_sec.prepare_access_log();

REVOKE ALL ON FUNCTION kith_sec.guard_access_part, kith_sec.add_access_month, kith_sec.prepare_access_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.prepare_access_log TO kith_app;
"""

# Nobody chooses the transaction or the time by which an event is sealed.
WITHHOLD = """
REVOKE INSERT ON accounts_accessevent FROM kith_app;
GRANT INSERT (id, organisation_id, at, user_id, role_words, kind, what, families, people, record)
  ON accounts_accessevent TO kith_app;
"""

HASHES = """
-- One canonical text of an event; every column is in it, and none that is added later may enter it.
CREATE FUNCTION kith_sec.access_event_hash(e accounts_accessevent) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    e.id, e.organisation_id, extract(epoch FROM e.at), e.user_id, e.role_words, e.kind, e.what, to_jsonb(e.families),
    to_jsonb(e.people), e.record, e.xid::text, extract(epoch FROM e.written_at))::text, 'UTF8')) $$;

-- What a seal says with its events and the seal before. Transaction ids begin anew on another server, so the time bounds them.
CREATE FUNCTION kith_sec.access_batch(seal accounts_accessseal, until timestamptz, OUT hash bytea, OUT events integer)
LANGUAGE sql STABLE AS $$
  SELECT sha256(seal.previous_hash || convert_to(jsonb_build_array(
      seal.organisation_id, seal.number, seal.server, extract(epoch FROM seal.began_at), seal.from_xid::text, seal.to_xid::text,
      extract(epoch FROM seal.sealed_at), count(*))::text, 'UTF8')
    || coalesce(string_agg(kith_sec.access_event_hash(e), ''::bytea ORDER BY e.xid, e.id), ''::bytea)), count(*)::integer
  FROM accounts_accessevent e
  WHERE e.organisation_id = seal.organisation_id AND e.xid >= seal.from_xid AND e.xid < seal.to_xid
    AND e.written_at >= seal.began_at AND e.written_at < until $$;
"""

SEAL = """
CREATE FUNCTION kith_sec.last_xid() RETURNS xid8 LANGUAGE sql IMMUTABLE AS $$ SELECT '18446744073709551615'::xid8 $$;

-- Seal only transactions that are certainly finished: ids are not in the order of commits (security.md §3).
CREATE FUNCTION kith_sec.seal_access_log() RETURNS SETOF accounts_accessseal LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  here text := (SELECT system_identifier::text FROM pg_control_system());
  last accounts_accessseal;
  made accounts_accessseal;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('access seal ' || kith_sec.organisation(), 0));
  SELECT * INTO last FROM accounts_accessseal WHERE organisation_id = kith_sec.organisation() ORDER BY number DESC LIMIT 1;
  made.id := gen_random_uuid();
  made.organisation_id := kith_sec.organisation();
  made.server := here;
  made.sealed_at := clock_timestamp();
  made.to_xid := pg_snapshot_xmin(pg_current_snapshot());
  made.number := coalesce(last.number, 0) + 1;
  made.previous_hash := coalesce(last.hash, sha256(convert_to('the first seal of ' || made.organisation_id, 'UTF8')));
  IF last.to_xid IS NULL OR last.to_xid = kith_sec.last_xid() THEN
    made.from_xid := '0';
    made.began_at := coalesce(last.sealed_at, '-infinity');
  ELSIF last.server <> here THEN
    RAISE EXCEPTION 'the log came from another server: run migrate first' USING ERRCODE = '55000';
  ELSE
    made.from_xid := last.to_xid;
    made.began_at := last.began_at;
  END IF;
  SELECT batch.hash, batch.events INTO made.hash, made.events FROM kith_sec.access_batch(made, 'infinity') AS batch;
  IF made.events > 0 AND made.to_xid > made.from_xid THEN
    RETURN QUERY INSERT INTO accounts_accessseal SELECT made.* RETURNING *;
  END IF;
END $$;

-- `migrate` calls it before it lets anyone ask (database/migrating.py). After a restore on another server it seals what came along.
CREATE FUNCTION kith_sec.at_migrate_access_log() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  here text := (SELECT system_identifier::text FROM pg_control_system());
  last accounts_accessseal;
  made accounts_accessseal;
BEGIN
  PERFORM kith_sec.prepare_access_log();
  FOR last IN SELECT DISTINCT ON (organisation_id) * FROM accounts_accessseal ORDER BY organisation_id, number DESC LOOP
    CONTINUE WHEN last.server = here OR last.to_xid = kith_sec.last_xid();
    made := last;
    made.id := gen_random_uuid();
    made.number := last.number + 1;
    made.from_xid := last.to_xid;
    made.to_xid := kith_sec.last_xid();
    made.previous_hash := last.hash;
    made.sealed_at := clock_timestamp();
    SELECT batch.hash, batch.events INTO made.hash, made.events FROM kith_sec.access_batch(made, made.sealed_at) AS batch;
    INSERT INTO accounts_accessseal SELECT made.*;
  END LOOP;
END $$;
"""

VERIFY = """
CREATE FUNCTION kith_sec.verify_access_log()
RETURNS TABLE (number integer, since timestamptz, until timestamptz, problem text) LANGUAGE plpgsql STABLE AS $$
DECLARE
  seal accounts_accessseal;
  before accounts_accessseal;
  found record;
  past integer;
  era_ends timestamptz;
BEGIN
  FOR seal IN SELECT * FROM accounts_accessseal WHERE organisation_id = kith_sec.organisation()
              ORDER BY accounts_accessseal.number LOOP
    number := seal.number; since := before.sealed_at; until := seal.sealed_at;
    IF seal.number <> coalesce(before.number, 0) + 1 THEN problem := 'seal_missing'; RETURN NEXT;
    ELSIF seal.previous_hash <> coalesce(before.hash, sha256(convert_to('the first seal of ' || seal.organisation_id, 'UTF8')))
    THEN problem := 'chain_broken'; RETURN NEXT; END IF;
    SELECT min(later.began_at) INTO era_ends FROM accounts_accessseal later
      WHERE later.organisation_id = seal.organisation_id AND later.began_at > seal.began_at;
    IF era_ends IS NULL AND seal.to_xid = kith_sec.last_xid() THEN era_ends := seal.sealed_at; END IF;
    SELECT * INTO found FROM kith_sec.access_batch(seal, coalesce(era_ends, 'infinity'));
    IF found.events > seal.events THEN problem := 'event_added'; RETURN NEXT;
    ELSIF found.events < seal.events THEN problem := 'event_removed'; RETURN NEXT;
    ELSIF found.hash <> seal.hash THEN problem := 'event_changed'; RETURN NEXT; END IF;
    -- No transaction of the application lives for an hour: such an event was written later than it says.
    SELECT count(*) INTO past FROM accounts_accessevent e WHERE e.organisation_id = seal.organisation_id
      AND e.xid >= seal.from_xid AND e.xid < seal.to_xid AND seal.to_xid <> kith_sec.last_xid()
      AND e.written_at >= seal.began_at AND e.written_at < before.sealed_at - interval '1 hour';
    IF past > 0 AND before.began_at = seal.began_at THEN problem := 'event_back_dated'; RETURN NEXT; END IF;
    before := seal;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION kith_sec.access_event_hash, kith_sec.access_batch, kith_sec.last_xid, kith_sec.seal_access_log,
  kith_sec.at_migrate_access_log, kith_sec.verify_access_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.access_event_hash, kith_sec.access_batch, kith_sec.last_xid, kith_sec.seal_access_log,
  kith_sec.verify_access_log TO kith_app;
"""


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0004_access_log_in_months"),
        ("accounts", "0005_access_seals"),
    ]
    dependencies = [("accounts", "0001_sign_ins")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="AccessEvent",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        ("at", models.DateTimeField(default=database.clock.now)),
                        (
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("role_words", models.TextField(help_text="What the family reads instead of a name.")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("view", "read"),
                                    ("list", "saw in a list"),
                                    ("search", "found in a search"),
                                    ("print", "printed"),
                                    ("export", "took a copy of"),
                                    ("api", "received by another system"),
                                    ("denied", "was not let in"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", models.TextField(help_text="The page or endpoint, by its name.")),
                        (
                            "families",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        (
                            "people",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.UUIDField(), default=list, size=None
                            ),
                        ),
                        (
                            "record",
                            models.UUIDField(
                                help_text="What or whose page was read, where it is one; or the id that was tried in vain.",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(fields=["people"], name="access_to_people"),
                            django.contrib.postgres.indexes.GinIndex(fields=["families"], name="access_to_families"),
                            models.Index(fields=["organisation", "-at", "-id"], name="access_by_time"),
                            models.Index(
                                condition=models.Q(("kind", "denied")), fields=["record"], name="access_tried"
                            ),
                        ],
                    },
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    [TABLE, MONTHS],
                    "DROP TABLE accounts_accessevent;"
                    " DROP FUNCTION kith_sec.prepare_access_log, kith_sec.add_access_month, kith_sec.guard_access_part",
                )
            ],
        ),
        # No one can write in another's name that they looked.
        Protect("AccessEvent", append_only=True, own="user_id = (SELECT kith_sec.person())", keyless=True),
        migrations.RunSQL(WITHHOLD, migrations.RunSQL.noop),
        Protect("AccessSeal", append_only=True, own="false"),
        migrations.RunSQL(
            [HASHES, SEAL, VERIFY],
            "DROP FUNCTION kith_sec.verify_access_log, kith_sec.at_migrate_access_log, kith_sec.seal_access_log,"
            " kith_sec.last_xid, kith_sec.access_batch, kith_sec.access_event_hash",
        ),
    ]
