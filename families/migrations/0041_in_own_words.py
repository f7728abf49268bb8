"""What someone of a family writes they say themselves, and when they took it back the database says (domain.md §8.3)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('families', '0038_found_without_a_nearest'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='entry',
            name='entry_stays',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n        IF NEW.taken_back_at IS DISTINCT FROM OLD.taken_back_at THEN\n          IF OLD.taken_back_at IS NOT NULL OR OLD.author_id IS DISTINCT FROM kith_sec.person_or_none() OR NOT EXISTS (\n            SELECT FROM families_personaccount WHERE user_id = OLD.author_id AND person_id = OLD.speaker_id) THEN\n            RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'entry_taken_back_by_its_writer';\n          END IF;\n          -- Who reads it afterwards hangs on when that was, so nobody says it but the database; not by when the transaction began, either.\n          NEW.taken_back_at := clock_timestamp();\n        END IF;\n        IF to_jsonb(NEW) - '{taken_back_at,row_version,updated_at}'::text[]\n           IS DISTINCT FROM to_jsonb(OLD) - '{taken_back_at,row_version,updated_at}'::text[] THEN\n          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'entry_words_stay';\n        END IF;\n        RETURN NEW;\n", hash='c4749826931343d248663b6261d7473bdd65817a', operation='UPDATE', pgid='pgtrigger_entry_stays_df8ce', table='families_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_in_own_words', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE asks text;', func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n        -- From here the day runs within which it can be taken back whole: nobody begins it later.\n        NEW.created_at := least(NEW.created_at, clock_timestamp());\n        IF NEW.taken_back_at IS NOT NULL THEN\n          RAISE EXCEPTION 'unwritten' USING ERRCODE = '23514', CONSTRAINT = 'entry_written_before_taken_back';\n        END IF;\n        IF current_user = 'kith_owner' THEN RETURN NEW; END IF;\n        asks := (kith_sec.asker())[3];\n        IF asks = 'family' THEN\n          IF NEW.kind <> 'said' OR NEW.author_id IS DISTINCT FROM kith_sec.person() OR NOT EXISTS (\n            SELECT FROM families_personaccount WHERE user_id = NEW.author_id AND person_id = NEW.speaker_id) THEN\n            RAISE EXCEPTION 'not their words' USING ERRCODE = '23514', CONSTRAINT = 'entry_of_family_in_own_words';\n          END IF;\n        ELSIF asks <> 'system' AND NEW.author_id IS DISTINCT FROM kith_sec.person() AND EXISTS (\n          SELECT FROM accounts_user WHERE id = NEW.author_id AND kind = 'family') THEN\n          RAISE EXCEPTION 'in their name' USING ERRCODE = '23514', CONSTRAINT = 'entry_of_family_in_own_words';\n        END IF;\n        RETURN NEW;\n", hash='0dbc1e0ccf18e0d6cf215151c34542d65039d02a', operation='INSERT', pgid='pgtrigger_entry_in_own_words_c0fd7', table='families_entry', when='BEFORE')),
        ),
    ]
