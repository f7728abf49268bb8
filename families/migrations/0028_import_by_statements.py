"""What guards each row of an import guards all that a statement inserted at once (docs/performance.md)."""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

before = import_module("families.migrations.0008_people_who_are_one")

# As 0008 has it, but that new rows are looked at by one question for each statement; and a key may hold the organisation beside the person.
AT_ONCE = """
CREATE OR REPLACE FUNCTION kith_sec.at_migrate_merged_people() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  one record;
  changed text;
  named text;
BEGIN
  FOR one IN
    SELECT key.conrelid, found.relname, array_agg(DISTINCT of.attname::text ORDER BY of.attname::text) AS columns,
      array_agg(DISTINCT of.attnum) AS places
    FROM pg_constraint key JOIN pg_class found ON found.oid = key.conrelid
      JOIN pg_attribute of ON of.attrelid = key.conrelid AND of.attnum = ANY (key.conkey) AND of.attname <> 'organisation_id'
    WHERE key.contype = 'f' AND key.confrelid = 'families_person'::regclass
      AND key.conrelid NOT IN ('families_person'::regclass, 'families_personmerge'::regclass)
    GROUP BY key.conrelid, found.relname
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_trigger WHERE tgrelid = one.conrelid AND tgname = 'kith_not_of_merged'
      AND tgattr::int2[] @> one.places AND tgattr::int2[] <@ one.places)
      AND EXISTS (SELECT FROM pg_trigger WHERE tgrelid = one.conrelid AND tgname = 'kith_not_of_merged_new');
    SELECT string_agg(format('IF NEW.%1$I IS DISTINCT FROM OLD.%1$I THEN told := told || NEW.%1$I; END IF;', name), ' '),
      string_agg(format('SELECT %I FROM written', name), ' UNION ALL ')
      INTO changed, named FROM unnest(one.columns) name;
    EXECUTE format(
      'CREATE OR REPLACE FUNCTION kith_sec.%I() RETURNS trigger LANGUAGE plpgsql'
      ' SECURITY DEFINER SET search_path = public, pg_temp AS %L', 'not_of_merged_' || one.relname,
      'DECLARE told uuid[] := ''{}''; BEGIN
       IF TG_OP = ''INSERT'' THEN told := ARRAY(' || named || '); ELSE ' || changed || ' END IF;
       IF told <> ''{}'' AND EXISTS (
         SELECT FROM (SELECT merged_into_id FROM families_person WHERE id = ANY (told) OFFSET 0 FOR KEY SHARE) theirs
         WHERE merged_into_id IS NOT NULL) THEN
         RAISE EXCEPTION ''merged'' USING ERRCODE = ''23514'', CONSTRAINT = ''merged_person_takes_nothing'';
       END IF;
       RETURN NEW; END');
    EXECUTE format('REVOKE ALL ON FUNCTION kith_sec.%I() FROM PUBLIC', 'not_of_merged_' || one.relname);
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER kith_not_of_merged BEFORE UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION kith_sec.%I()',
      (SELECT string_agg(quote_ident(name), ', ') FROM unnest(one.columns) name), one.conrelid::regclass, 'not_of_merged_' || one.relname);
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER kith_not_of_merged_new AFTER INSERT ON %s REFERENCING NEW TABLE AS written'
      ' FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.%I()', one.conrelid::regclass, 'not_of_merged_' || one.relname);
  END LOOP;
END $$;
"""

# By whatever key still stands: of two, only the one with the organisation does (database/0003).
NOTHING_NEW = before.NOTHING_NEW.replace(
    "of.attnum = key.conkey[1]", "of.attnum = ANY (key.conkey) AND of.attname <> 'organisation_id'"
).replace(" AND cardinality(key.conkey) = 1", "")
ROW_BY_ROW = f"{before.NOTHING_NEW_UNDONE}{NOTHING_NEW} SELECT kith_sec.at_migrate_merged_people();"


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0030_born_together_are_two'),
    ]

    operations = [
        migrations.RunSQL(AT_ONCE, ROW_BY_ROW),
        pgtrigger.migrations.RemoveTrigger(
            model_name='parentage',
            name='parentage_possible',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parentage',
            trigger=pgtrigger.compiler.Trigger(name='parentage_possible', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."basis" IN (\'birth\', \'adoptive\'))', func="\n        PERFORM pg_advisory_xact_lock(hashtextextended('parentage ' || NEW.organisation_id, 0));\n        IF EXISTS (\n          WITH RECURSIVE up(person) AS (\n            SELECT NEW.parent_id\n            UNION SELECT edge.parent_id FROM up CROSS JOIN LATERAL (\n              SELECT * FROM families_parentage WHERE child_id = up.person AND row_version > 0 OFFSET 0) edge\n            WHERE edge.basis IN ('birth', 'adoptive') AND edge.id <> NEW.id)\n          SELECT FROM up WHERE person = NEW.child_id) THEN\n          RAISE EXCEPTION 'ancestor of oneself' USING ERRCODE = '23514', CONSTRAINT = 'parentage_acyclic';\n        END IF;\n        IF NEW.basis = 'birth' AND (\n          SELECT count(DISTINCT edge.parent_id) FROM (\n            SELECT * FROM families_parentage WHERE child_id = NEW.child_id AND row_version > 0 OFFSET 0) edge\n          WHERE edge.basis = 'birth' AND edge.parent_id <> NEW.parent_id\n            AND edge.id <> NEW.id AND edge.confidence <> 'disputed' AND edge.period && NEW.period) >= 2\n          AND NEW.confidence <> 'disputed' THEN\n          RAISE EXCEPTION 'third birth parent' USING ERRCODE = '23514', CONSTRAINT = 'parentage_two_birth';\n        END IF;\n        RETURN NEW;\n    ", hash='e2fd9d519bc960548db6795d7ef36c37c3f8a153', operation='UPDATE', pgid='pgtrigger_parentage_possible_cf099', table='families_parentage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parentage',
            trigger=pgtrigger.compiler.Trigger(name='parentage_possible_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        PERFORM pg_advisory_xact_lock(hashtextextended('parentage ' || organisation_id, 0)) FROM (\n          SELECT DISTINCT organisation_id FROM written WHERE basis IN ('birth', 'adoptive')) whose;\n        IF NOT FOUND THEN\n          RETURN NULL;\n        END IF;\n        IF EXISTS (\n          WITH RECURSIVE up(child, person) AS (\n            SELECT child_id, parent_id FROM written WHERE basis IN ('birth', 'adoptive')\n            UNION SELECT up.child, edge.parent_id FROM up CROSS JOIN LATERAL (\n              SELECT * FROM families_parentage WHERE child_id = up.person AND row_version > 0 OFFSET 0) edge\n            WHERE edge.basis IN ('birth', 'adoptive'))\n          SELECT FROM up WHERE person = child) THEN\n          RAISE EXCEPTION 'ancestor of oneself' USING ERRCODE = '23514', CONSTRAINT = 'parentage_acyclic';\n        END IF;\n        IF EXISTS (\n          SELECT FROM written WHERE written.basis = 'birth' AND written.confidence <> 'disputed' AND (\n            SELECT count(DISTINCT edge.parent_id) FROM (\n              SELECT * FROM families_parentage WHERE child_id = written.child_id AND row_version > 0 OFFSET 0) edge\n            WHERE edge.basis = 'birth' AND edge.parent_id <> written.parent_id\n              AND edge.confidence <> 'disputed' AND edge.period && written.period) >= 2) THEN\n          RAISE EXCEPTION 'third birth parent' USING ERRCODE = '23514', CONSTRAINT = 'parentage_two_birth';\n        END IF;\n        RETURN NULL;\n    ", hash='cdcb2100db67187c61fb630ad9a7f55dbb5e88db', level='STATEMENT', operation='INSERT', pgid='pgtrigger_parentage_possible_new_857f2', referencing='REFERENCING NEW TABLE AS written ', table='families_parentage', when='AFTER')),
        ),
    ]
