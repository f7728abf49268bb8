"""When a conversation was written down nobody says otherwise: from then the day runs within which its line is put right."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0010_line_until_read'),
        ('families', '0043_read_by_whatever_clock'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='conversation',
            name='conversation_line_stays',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='conversation',
            trigger=pgtrigger.compiler.Trigger(name='conversation_line_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        -- From here the day runs within which it can be put right: nobody begins it later.\n        IF TG_OP = 'INSERT' THEN\n          NEW.created_at := least(NEW.created_at, clock_timestamp());\n        ELSIF NEW.created_at IS DISTINCT FROM OLD.created_at OR NEW.headline IS DISTINCT FROM OLD.headline AND NOT EXISTS (\n          SELECT FROM families_record record WHERE record.id = OLD.record_id\n          AND record.author_id = kith_sec.person_or_none() AND kith_sec.is_unread(record.id, record.author_id, OLD.created_at)) THEN\n          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'conversation_line_stays';\n        END IF;\n        RETURN NEW;\n    ", hash='5b301834f434f27db0ca27ad0752fce31639b224', operation='INSERT OR UPDATE', pgid='pgtrigger_conversation_line_stays_22e08', table='casework_conversation', when='BEFORE')),
        ),
    ]
