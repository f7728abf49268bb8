"""Advocates with a sign-in of their own; and help is reading alone.

`HelperAccess.can` goes: no page ever let a helper write, so every row that a page made says `read`, and its scope, its days and its history
say the whole of it. "Write for me" comes back with a page that writes.
"""

import database.clock
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from database.operations import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_each_organisation_its_own'),
        ('families', '0035_take_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Advocate',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('updated_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='AdvocateEvent',
            fields=[
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_id', models.BigAutoField(primary_key=True, serialize=False)),
                ('asked_by', models.UUIDField(db_default=models.Func(function='kith_sec.person_or_none'), null=True)),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('updated_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='helperaccess',
            name='helper_access_holds',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='helperaccess',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='helperaccess',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='helperaccess',
            name='delete_delete',
        ),
        migrations.RemoveField(
            model_name='helperaccess',
            name='can',
        ),
        migrations.RemoveField(
            model_name='helperaccessevent',
            name='can',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helperaccess',
            trigger=pgtrigger.compiler.Trigger(name='helper_access_holds', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF TG_OP = 'UPDATE' AND (\n                      (NEW.owner_id, NEW.helper_id, NEW.scope, NEW.period, NEW.given_how)\n                        IS DISTINCT FROM (OLD.owner_id, OLD.helper_id, OLD.scope, OLD.period, OLD.given_how)\n                      OR OLD.revoked_at IS NOT NULL) THEN\n                      RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_stays_as_given';\n                    END IF;\n                    -- Whose it is gives it; or someone who works with them writes it down, on their behalf.\n                    IF TG_OP = 'INSERT' AND (kith_sec.asker())[3] NOT IN ('staff', 'system') AND NOT EXISTS (\n                      SELECT FROM families_personaccount account\n                      WHERE account.person_id = NEW.owner_id AND account.user_id = kith_sec.person_or_none()) THEN\n                      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_by_its_owner';\n                    END IF;\n                    IF TG_OP = 'INSERT' AND (\n                      NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.helper_id AND kind = 'family')\n                      OR EXISTS (SELECT FROM families_personaccount account\n                        WHERE account.person_id = NEW.owner_id AND account.user_id = NEW.helper_id)) THEN\n                      RAISE EXCEPTION 'no helper' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_to_another';\n                    END IF;\n                    RETURN NEW;\n                ", hash='8226686dc34018ae15b05242d916727db375a644', operation='INSERT OR UPDATE', pgid='pgtrigger_helper_access_holds_99044', table='families_helperaccess', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helperaccess',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_helperaccessevent" ("created_at", "created_by_id", "given_how", "helper_id", "id", "organisation_id", "owner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "row_version", "scope", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."given_how", NEW."helper_id", NEW."id", NEW."organisation_id", NEW."owner_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."row_version", NEW."scope", NEW."updated_at"); RETURN NULL;', hash='5dbac5674ef9aa1c98527945fb85d12715e4d33d', operation='INSERT', pgid='pgtrigger_insert_insert_7e8bd', table='families_helperaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helperaccess',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "families_helperaccessevent" ("created_at", "created_by_id", "given_how", "helper_id", "id", "organisation_id", "owner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "row_version", "scope", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."given_how", NEW."helper_id", NEW."id", NEW."organisation_id", NEW."owner_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."row_version", NEW."scope", NEW."updated_at"); RETURN NULL;', hash='82109d57a682ab2ad3b5f249bb63fd3a0b4c76ba', operation='UPDATE', pgid='pgtrigger_update_update_8188a', table='families_helperaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='helperaccess',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_helperaccessevent" ("created_at", "created_by_id", "given_how", "helper_id", "id", "organisation_id", "owner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "row_version", "scope", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."given_how", OLD."helper_id", OLD."id", OLD."organisation_id", OLD."owner_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."row_version", OLD."scope", OLD."updated_at"); RETURN NULL;', hash='605a68c4b7d079db9c597afeabd7dbf7869c235a', operation='DELETE', pgid='pgtrigger_delete_delete_daf10', table='families_helperaccess', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='personaccount',
            trigger=pgtrigger.compiler.Trigger(name='person_account_of_no_advocate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT FROM families_advocate WHERE user_id = NEW.user_id) THEN\n                      RAISE EXCEPTION 'an advocate' USING ERRCODE = '23514', CONSTRAINT = 'person_account_of_no_advocate';\n                    END IF;\n                    RETURN NEW;\n                ", hash='9df1e77f7be7d9c0a202081855e337a365bf0334', operation='INSERT OR UPDATE', pgid='pgtrigger_person_account_of_no_advocate_71f86', table='families_personaccount', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='advocate',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advocate',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='advocate',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='advocate', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advocate',
            name='works_for',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advocates', to='families.agency', verbose_name='works for'),
        ),
        migrations.AddField(
            model_name='advocateevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advocateevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='advocateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='events', to='families.advocate'),
        ),
        migrations.AddField(
            model_name='advocateevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advocateevent',
            name='works_for',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='families.agency', verbose_name='works for'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advocate',
            trigger=pgtrigger.compiler.Trigger(name='advocate_held', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP = 'UPDATE' AND NEW.user_id <> OLD.user_id THEN\n      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'advocate_stays_who_they_are';\n    END IF;\n    IF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))\n    THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'advocate_by_administrator';\n    END IF;\n    IF NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.user_id AND kind = 'family')\n       OR EXISTS (SELECT FROM families_personaccount WHERE user_id = NEW.user_id) THEN\n      RAISE EXCEPTION 'someone else already' USING ERRCODE = '23514', CONSTRAINT = 'advocate_is_nothing_else';\n    END IF;\n    IF NOT EXISTS (\n      SELECT FROM families_agency WHERE id = NEW.works_for_id AND sector = ANY (ARRAY['voluntary', 'community', 'faith']::varchar[]))\n    THEN\n      RAISE EXCEPTION 'of another body' USING ERRCODE = '23514', CONSTRAINT = 'advocate_of_a_voluntary_body';\n    END IF;\n    RETURN NEW;\n", hash='3e44ab7926a8d56722117fa440eeda34508a9e4a', operation='INSERT OR UPDATE', pgid='pgtrigger_advocate_held_0b700', table='families_advocate', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advocate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_advocateevent" ("created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "user_id", "works_for_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."user_id", NEW."works_for_id"); RETURN NULL;', hash='c40dfb9b5ee35df2a60fc7d71ba31dee5a86c1e5', operation='INSERT', pgid='pgtrigger_insert_insert_12cc3', table='families_advocate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advocate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "families_advocateevent" ("created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "user_id", "works_for_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."user_id", NEW."works_for_id"); RETURN NULL;', hash='104762c5abecfac32a57bbe4f185828412fbe7a9', operation='UPDATE', pgid='pgtrigger_update_update_00106', table='families_advocate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='advocate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_advocateevent" ("created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "user_id", "works_for_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."user_id", OLD."works_for_id"); RETURN NULL;', hash='81cdfdf50185650c38c602248ac56a0bc1ebad19', operation='DELETE', pgid='pgtrigger_delete_delete_daffa', table='families_advocate', when='AFTER')),
        ),
        Protect('Advocate'),
        Protect('AdvocateEvent', by_triggers=True),
        Protect('HelperAccess'),
        Protect('HelperAccessEvent', by_triggers=True),
    ]
