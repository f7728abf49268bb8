"""When someone looked the database says, whichever server they asked, and whoever was written down twice was seen as either."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


# By the time at which the database wrote the look down: the clock of the server that was asked may be slow. `at` finds the months to read.
# A look at one of two people who were found to be one, or two again, was a look at them. What another added since they had read before.
# Lists show no words, but for those three, and a search none at all. When one of a family was on its pages another learns from nothing
# (domain.md §8.5), so of them only who opened the very record counts against what another of a family wrote.
IS_UNREAD = """
CREATE OR REPLACE FUNCTION kith_sec.is_unread(record uuid, author uuid, written timestamptz) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  WITH subject AS (
    SELECT person_id AS id FROM families_recordsubject WHERE record_id = is_unread.record
  ), opened AS MATERIALIZED (
    SELECT found.id, found.family_id, ARRAY(
      SELECT id FROM subject
      UNION SELECT merged_id FROM families_personmerge JOIN subject ON subject.id = kept_id
      UNION SELECT kept_id FROM families_personmerge JOIN subject ON subject.id = merged_id) AS people,
      EXISTS (SELECT FROM accounts_user WHERE id = author AND kind = 'family') AS by_family
    FROM families_record found WHERE found.id = is_unread.record
  )
  SELECT written > now() - interval '24 hours' AND NOT EXISTS (
    SELECT FROM families_entry added
    WHERE added.record_id = is_unread.record AND added.author_id <> author AND added.created_at >= written
  ) AND NOT EXISTS (
    SELECT FROM accounts_accessevent look JOIN opened
      ON look.record = opened.id OR (opened.family_id = ANY (look.families) OR look.people && opened.people)
        AND NOT (opened.by_family AND EXISTS (SELECT FROM accounts_user WHERE id = look.user_id AND kind = 'family'))
    WHERE look.at >= written - interval '1 day' AND look.written_at >= written
      AND look.user_id <> author AND look.kind NOT IN ('denied', 'search')
      AND (look.kind <> 'list' OR look.what IN ('casework:conversation-list', 'casework:today', 'casework:only-mine')))
$$;
"""
BY_THE_CLOCK_OF_WHO_ASKED = """
CREATE OR REPLACE FUNCTION kith_sec.is_unread(record uuid, author uuid, written timestamptz) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT written > now() - interval '24 hours' AND NOT EXISTS (
    SELECT FROM accounts_accessevent look JOIN families_record opened ON opened.id = is_unread.record
    WHERE look.at >= written AND look.user_id <> author AND look.kind NOT IN ('denied', 'search')
      AND (look.kind <> 'list' OR look.what IN ('casework:conversation-list', 'casework:today'))
      AND (look.record = opened.id OR opened.family_id = ANY (look.families)
           OR look.people && ARRAY(SELECT person_id FROM families_recordsubject WHERE record_id = opened.id)))
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0042_own_words_until_read'),
    ]

    operations = [
        migrations.RunSQL(IS_UNREAD, BY_THE_CLOCK_OF_WHO_ASKED),
        pgtrigger.migrations.RemoveTrigger(
            model_name='entry',
            name='entry_stays',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n        IF NEW.taken_back_at IS DISTINCT FROM OLD.taken_back_at THEN\n          IF OLD.taken_back_at IS NOT NULL OR OLD.author_id IS DISTINCT FROM kith_sec.person_or_none() OR NOT EXISTS (\n            SELECT FROM families_personaccount WHERE user_id = OLD.author_id AND person_id = OLD.speaker_id) THEN\n            RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'entry_taken_back_by_its_writer';\n          END IF;\n          -- Who reads it afterwards hangs on when that was, so nobody says it but the database; not by when the transaction began, either.\n          NEW.taken_back_at := clock_timestamp();\n        END IF;\n        IF to_jsonb(NEW) - '{taken_back_at,row_version,updated_at}'::text[]\n           IS DISTINCT FROM to_jsonb(OLD) - '{taken_back_at,row_version,updated_at}'::text[] AND (\n             to_jsonb(NEW) - '{body,because,row_version,updated_at}'::text[]\n             IS DISTINCT FROM to_jsonb(OLD) - '{body,because,row_version,updated_at}'::text[]\n             OR OLD.author_id IS NULL OR OLD.author_id IS DISTINCT FROM kith_sec.person_or_none() OR OLD.taken_back_at IS NOT NULL\n             OR NOT kith_sec.is_unread(OLD.record_id, OLD.author_id, OLD.created_at)) THEN\n          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'entry_words_stay';\n        END IF;\n        RETURN NEW;\n", hash='7c21130ca4c5b6d13dc031317ac2446bad61816f', operation='UPDATE', pgid='pgtrigger_entry_stays_df8ce', table='families_entry', when='BEFORE')),
        ),
    ]
