"""The access log split by month, without foreign keys, and with two columns that only the database fills (security.md §3).

What was there is copied into the new table.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from database.operations import Protect

MOVE = """
ALTER TABLE accounts_accessevent RENAME TO accounts_accessevent_before;
DROP INDEX access_to_people, access_to_families, access_by_time;
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
SELECT kith_sec.add_access_month(month::date) FROM generate_series(
  (SELECT date_trunc('month', coalesce(min(at), now())) FROM accounts_accessevent_before), now(), interval '1 month') AS month;
SELECT kith_sec.prepare_access_log();

INSERT INTO accounts_accessevent (id, organisation_id, at, user_id, role_words, kind, what, families, people, record)
SELECT id, organisation_id, at, user_id, role_words, kind, what, families, people, record FROM accounts_accessevent_before;
DROP TABLE accounts_accessevent_before;

REVOKE ALL ON FUNCTION kith_sec.guard_access_part, kith_sec.add_access_month, kith_sec.prepare_access_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.prepare_access_log TO kith_app;
"""

# Nobody chooses the transaction or the time by which an event is sealed.
WITHHOLD = """
REVOKE INSERT ON accounts_accessevent FROM kith_app;
GRANT INSERT (id, organisation_id, at, user_id, role_words, kind, what, families, people, record)
  ON accounts_accessevent TO kith_app;
"""

KINDS = [
    ("view", "read"),
    ("list", "saw in a list"),
    ("search", "found in a search"),
    ("print", "printed"),
    ("export", "took a copy of"),
    ("api", "received by another system"),
    ("denied", "was not let in"),
]


def apart(to):
    """A relation by id alone: an event outlives whom it names."""
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        related_name="+",
        to=to,
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_hold_sign_ins")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("accessevent", "access_by_time"),
                migrations.AlterField("accessevent", "kind", models.CharField(choices=KINDS, max_length=10)),
                migrations.AlterField("accessevent", "organisation", apart("accounts.organisation")),
                migrations.AlterField("accessevent", "user", apart(settings.AUTH_USER_MODEL)),
                migrations.AlterField(
                    "accessevent",
                    "record",
                    models.UUIDField(help_text="What or whose page was read, where it is one; or the id that was tried in vain.", null=True),
                ),
                migrations.AddIndex(
                    "accessevent", models.Index(fields=["organisation", "-at", "-id"], name="access_by_time")
                ),
                migrations.AddIndex(
                    "accessevent",
                    models.Index(condition=models.Q(("kind", "denied")), fields=["record"], name="access_tried"),
                ),
            ],
            database_operations=[migrations.RunSQL([MOVE, MONTHS])],
        ),
        Protect("AccessEvent", append_only=True, own="user_id = (SELECT kith_sec.person())", keyless=True),
        migrations.RunSQL(WITHHOLD, migrations.RunSQL.noop),
    ]
