from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

before = import_module("families.migrations.0013_protect_people_import")
version = import_module("families.migrations.0014_noted_as_it_is")

# What 0013 and 0014 hold, of all the notes of a statement at once: an import writes some hundred. Only a row that this very transaction
# has inserted, as its own history says, can be noted, in the version that it has.
# And it is taken back by who brought it in, or by who manages the team that they are in (docs/imports.md).
AT_ONCE = """
DROP TRIGGER kith_take_back ON families_importedrow;
DROP FUNCTION kith_sec.noted_as_it_is() CASCADE;

CREATE FUNCTION kith_sec.noted_as_written() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  named text;
  is_so boolean;
BEGIN
  IF EXISTS (SELECT FROM noted LEFT JOIN families_peopleimport import
             ON import.id = noted.people_import_id AND import.organisation_id = noted.organisation_id
               AND import.organisation_id = kith_sec.organisation() AND import.created_by_id = kith_sec.person()
               AND import.state = 'running'
             WHERE import.id IS NULL) THEN
    RAISE EXCEPTION 'no import of one''s own' USING ERRCODE = '42501';
  END IF;
  IF EXISTS (SELECT FROM noted WHERE taken_back_at IS NOT NULL OR left_because <> '' OR "table" NOT IN (
      'families_person', 'families_personname', 'families_familymembership', 'families_parentage', 'families_partnership',
      'families_siblinglink', 'families_externalidentifier', 'families_notsameperson', 'families_tobesettled', 'families_family',
      'families_involvement')) THEN
    RAISE EXCEPTION 'not of an import' USING ERRCODE = '42501';
  END IF;
  FOR named IN SELECT DISTINCT "table" FROM noted LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM noted WHERE "table" = $1 AND NOT ('
      ' EXISTS (SELECT FROM %I WHERE pgh_obj_id = noted.row AND pgh_label = ''insert'' AND pgh_created_at = now()'
      '   AND organisation_id = noted.organisation_id)'
      ' AND EXISTS (SELECT FROM %I WHERE id = noted.row AND organisation_id = noted.organisation_id'
      '   AND row_version = noted.version)))', named || 'event', named) INTO is_so USING named;
    IF is_so THEN
      RAISE EXCEPTION 'not written now' USING ERRCODE = '42501';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION kith_sec.noted_as_written() FROM PUBLIC;
CREATE TRIGGER kith_noted_as_written AFTER INSERT ON families_importedrow REFERENCING NEW TABLE AS noted
  FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.noted_as_written();

CREATE OR REPLACE FUNCTION kith_sec.take_back() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  import families_peopleimport;
  is_so boolean;
BEGIN
  SELECT * INTO import FROM families_peopleimport
    WHERE id = OLD.people_import_id AND organisation_id = kith_sec.organisation() AND (
      created_by_id = kith_sec.person() OR EXISTS (
        SELECT FROM families_practitioner worker JOIN accounts_team team ON team.id = worker.team_id
        WHERE worker.user_id = families_peopleimport.created_by_id AND team.manager_id = kith_sec.person()));
  IF NOT FOUND OR NEW.organisation_id <> import.organisation_id THEN
    RAISE EXCEPTION 'no import of one''s own' USING ERRCODE = '42501';
  END IF;
  IF import.state <> 'undoing' OR OLD.taken_back_at IS NOT NULL OR OLD.left_because <> ''
    OR (NEW.people_import_id, NEW.table, NEW.row, NEW.version, NEW.person)
      IS DISTINCT FROM (OLD.people_import_id, OLD.table, OLD.row, OLD.version, OLD.person) THEN
    RAISE EXCEPTION 'rewritten' USING ERRCODE = '42501';
  END IF;
  IF NEW.taken_back_at IS NOT NULL THEN
    EXECUTE format('WITH gone AS (DELETE FROM %I WHERE id = $1 AND organisation_id = $2 AND row_version = $3 RETURNING 1)'
      ' SELECT EXISTS (SELECT FROM gone)', OLD.table) INTO is_so USING OLD.row, OLD.organisation_id, OLD.version;
    IF NOT is_so THEN
      RAISE EXCEPTION 'changed since' USING ERRCODE = '23514', CONSTRAINT = 'imported_row_unchanged';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kith_take_back BEFORE UPDATE ON families_importedrow
  FOR EACH ROW EXECUTE FUNCTION kith_sec.take_back();
"""
ONE_BY_ONE = f"""
DROP FUNCTION kith_sec.noted_as_written() CASCADE;
DROP FUNCTION kith_sec.take_back() CASCADE;
{before.TAKE_BACK}
{version.NOTED}
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0015_who_works_with_families")]
    operations = [
        migrations.RunSQL(AT_ONCE, ONE_BY_ONE),
        pgtrigger.migrations.RemoveTrigger(
            model_name='externalidentifier',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='familymembership',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='parentage',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='partnership',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='personname',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='siblinglink',
            name='insert_insert',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='externalidentifier',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_externalidentifierevent" ("created_at", "created_by_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "scheme", "updated_at", "value", "asked_by") SELECT new_values."created_at", new_values."created_by_id", new_values."id", new_values."organisation_id", new_values."period", new_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."row_version", new_values."scheme", new_values."updated_at", new_values."value", (SELECT kith_sec.person_or_none()) FROM new_values; RETURN NULL;', hash='57cd24bee3368c21115d16f5d792cbccf3de42f0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a8766', referencing='REFERENCING NEW TABLE AS new_values ', table='families_externalidentifier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='familymembership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_familymembershipevent" ("created_at", "created_by_id", "family_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "row_version", "updated_at", "asked_by") SELECT new_values."created_at", new_values."created_by_id", new_values."family_id", new_values."id", new_values."organisation_id", new_values."period", new_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."role", new_values."row_version", new_values."updated_at", (SELECT kith_sec.person_or_none()) FROM new_values; RETURN NULL;', hash='979910e99d116ee82f37feda44a65c69d44339ae', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_baada', referencing='REFERENCING NEW TABLE AS new_values ', table='families_familymembership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parentage',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_parentageevent" ("basis", "child_id", "confidence", "created_at", "created_by_id", "id", "organisation_id", "parent_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility", "asked_by") SELECT new_values."basis", new_values."child_id", new_values."confidence", new_values."created_at", new_values."created_by_id", new_values."id", new_values."organisation_id", new_values."parent_id", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."row_version", new_values."said_by_id", new_values."source", new_values."updated_at", new_values."visibility", (SELECT kith_sec.person_or_none()) FROM new_values; RETURN NULL;', hash='205faacf340a6d9ab403139bcd6ba5ea9357c16e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_02bc4', referencing='REFERENCING NEW TABLE AS new_values ', table='families_parentage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_partnershipevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "end_kind", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility", "asked_by") SELECT new_values."a_id", new_values."b_id", new_values."confidence", new_values."created_at", new_values."created_by_id", new_values."end_kind", new_values."id", new_values."kind", new_values."organisation_id", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."row_version", new_values."said_by_id", new_values."source", new_values."updated_at", new_values."visibility", (SELECT kith_sec.person_or_none()) FROM new_values; RETURN NULL;', hash='ebcf21d8d9e19e2970e0c7c7dc0843c8323c8e76', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5cf1f', referencing='REFERENCING NEW TABLE AS new_values ', table='families_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_personevent" ("about_me", "communication_needs", "created_at", "created_by_id", "date_of_birth", "date_of_death", "death_precision", "dob_precision", "expected_date", "family_name", "gender", "gender_words", "given_name", "id", "known_as", "languages", "merged_into_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "record_class", "row_version", "sex", "updated_at", "asked_by") SELECT new_values."about_me", new_values."communication_needs", new_values."created_at", new_values."created_by_id", new_values."date_of_birth", new_values."date_of_death", new_values."death_precision", new_values."dob_precision", new_values."expected_date", new_values."family_name", new_values."gender", new_values."gender_words", new_values."given_name", new_values."id", new_values."known_as", new_values."languages", new_values."merged_into_id", new_values."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."pronouns", new_values."record_class", new_values."row_version", new_values."sex", new_values."updated_at", (SELECT kith_sec.person_or_none()) FROM new_values; RETURN NULL;', hash='79457396244cad9dacfede6771a8d38586dcad98', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9f408', referencing='REFERENCING NEW TABLE AS new_values ', table='families_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='personname',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_personnameevent" ("created_at", "created_by_id", "id", "is_restricted", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "text", "updated_at", "asked_by") SELECT new_values."created_at", new_values."created_by_id", new_values."id", new_values."is_restricted", new_values."kind", new_values."organisation_id", new_values."period", new_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."row_version", new_values."text", new_values."updated_at", (SELECT kith_sec.person_or_none()) FROM new_values; RETURN NULL;', hash='63557f7ac13d8457ef034b26d289b8c1c07b7511', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cc436', referencing='REFERENCING NEW TABLE AS new_values ', table='families_personname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='siblinglink',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_siblinglinkevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility", "asked_by") SELECT new_values."a_id", new_values."b_id", new_values."confidence", new_values."created_at", new_values."created_by_id", new_values."id", new_values."kind", new_values."organisation_id", new_values."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."row_version", new_values."said_by_id", new_values."source", new_values."updated_at", new_values."visibility", (SELECT kith_sec.person_or_none()) FROM new_values; RETURN NULL;', hash='dd42d4459337b12277d8044326759a0f2933291d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_88e46', referencing='REFERENCING NEW TABLE AS new_values ', table='families_siblinglink', when='AFTER')),
        ),
        migrations.RemoveConstraint(
            model_name='peopleimport',
            name='people_import_keeps_nothing',
        ),
        migrations.AddField(
            model_name='peopleimport',
            name='families',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddConstraint(
            model_name='peopleimport',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'ready', 'running']), models.Q(('choices', {}), ('families', {}), ('found', {}), ('sheet', {}), ('told', {}), ('written', {})), _connector='OR'), name='people_import_keeps_nothing', violation_error_message='What a file says is not kept once it is brought in.'),
        ),
    ]
