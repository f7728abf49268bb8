"""Samples: a few families’ stories that a quality lead reads for a while; drawn by the database where chance draws them."""

import database.clock
import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
import families.periods
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from database.operations import Protect


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0015_sent_forms_are_forgotten'),
        ('families', '0084_introduced_while_a_yes_holds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StorySample',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('updated_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('period', families.periods.PeriodField(default=families.periods.always, verbose_name='from and until')),
                ('why', models.CharField(max_length=400, verbose_name='what do you want to learn?')),
                ('drawn_how', models.CharField(choices=[('chance', 'Drawn by chance'), ('family', 'The family asked for it'), ('team', 'Whoever works with the family asked for it')], max_length=10, verbose_name='how was it drawn?')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_from_locality', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.locality')),
                ('drawn_from_team', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
                ('family', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='story_samples', to='families.family')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('reader', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='story_samples', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='StorySampleEvent',
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
                ('period', families.periods.PeriodField(default=families.periods.always, verbose_name='from and until')),
                ('why', models.CharField(max_length=400, verbose_name='what do you want to learn?')),
                ('drawn_how', models.CharField(choices=[('chance', 'Drawn by chance'), ('family', 'The family asked for it'), ('team', 'Whoever works with the family asked for it')], max_length=10, verbose_name='how was it drawn?')),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_from_locality', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.locality')),
                ('drawn_from_team', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.team')),
                ('family', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='families.family')),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='events', to='families.storysample')),
                ('reader', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='storysample',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['reader', 'family'], name='story_sample_of_reader'),
        ),
        migrations.AddConstraint(
            model_name='storysample',
            constraint=models.CheckConstraint(condition=models.Q(('period__startswith__isnull', False), ('period__endswith__isnull', False), ('period__endswith__lte', django.db.models.expressions.CombinedExpression(models.F('period__startswith'), '+', models.Value(datetime.timedelta(days=30))))), name='story_sample_for_thirty_days', violation_error_message='A story is read for 30 days at most.'),
        ),
        migrations.AddConstraint(
            model_name='storysample',
            constraint=models.CheckConstraint(condition=models.Q(('why__regex', '^\\s*$'), _negated=True), name='story_sample_says_why', violation_error_message='Say what you want to learn: the family reads it.'),
        ),
        migrations.AddConstraint(
            model_name='storysample',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_by', models.F('reader')), ('drawn_how', 'chance')), models.Q(models.Q(('drawn_how', 'chance'), _negated=True), models.Q(('drawn_by', models.F('reader')), _negated=True)), _connector='OR'), name='story_sample_chosen_by_another', violation_error_message='Whoever reads it lets chance draw it; a story that was chosen is asked for by someone else.'),
        ),
        migrations.AddConstraint(
            model_name='storysample',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_from_locality__isnull', False), ('drawn_from_team__isnull', True), ('drawn_how', 'chance')), models.Q(('drawn_from_locality__isnull', True), ('drawn_from_team__isnull', False), ('drawn_how', 'chance')), models.Q(models.Q(('drawn_how', 'chance'), _negated=True), ('drawn_from_locality__isnull', True), ('drawn_from_team__isnull', True)), _connector='OR'), name='story_sample_drawn_from_one', violation_error_message='Choose where to draw from: a place, or a team.'),
        ),
        migrations.AddConstraint(
            model_name='storysample',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=[('reader', '='), ('family', '='), ('period', '&&')], name='story_sample_once_at_a_time', violation_error_message='They read this family’s story already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storysample',
            trigger=pgtrigger.compiler.Trigger(name='story_sample_holds', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE is_asked boolean;', func="\n        is_asked := kith_sec.person_or_none() IS NOT NULL AND (kith_sec.asker())[3] <> 'system';\n        IF TG_OP = 'UPDATE' THEN\n          IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - '{ended_at,row_version,updated_at}'::text[]\n            IS DISTINCT FROM to_jsonb(OLD) - '{ended_at,row_version,updated_at}'::text[] THEN\n            RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_stays_as_drawn';\n          END IF;\n          IF is_asked AND NEW.reader_id <> kith_sec.person_or_none()\n            AND NOT \n        EXISTS (\n          SELECT FROM families_involvement held JOIN families_practitioner worker ON worker.id = held.practitioner_id\n            LEFT JOIN accounts_team team ON team.id = worker.team_id\n          WHERE held.family_id = NEW.family_id AND held.role = ANY (ARRAY['lead_worker', 'co_worker', 'family_help_lead', 'lead_child_protection', 'team_manager', 'decision_maker']::varchar[]) AND held.period @> lower(NEW.period) AND (worker.user_id = kith_sec.person_or_none() OR team.manager_id = kith_sec.person_or_none()))\n     THEN\n            RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_ended_by_whom_it_concerns';\n          END IF;\n          RETURN NEW;\n        END IF;\n        IF NOT EXISTS (\n          SELECT FROM accounts_user\n          WHERE id = NEW.reader_id AND kind = 'staff' AND is_active AND 'quality_lead' = ANY (roles)) THEN\n          RAISE EXCEPTION 'no quality lead' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_by_quality_lead';\n        END IF;\n        IF is_asked AND NEW.drawn_by_id IS DISTINCT FROM kith_sec.person_or_none() THEN\n          RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_in_own_name';\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtextextended('story sample ' || NEW.reader_id, 0));  -- two at once would both be the tenth\n        IF (SELECT count(*) FROM families_storysample\n            WHERE reader_id = NEW.reader_id AND ended_at IS NULL AND period && NEW.period) >= 10 THEN\n          RAISE EXCEPTION 'ten already' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_of_ten';\n        END IF;\n        IF NEW.drawn_how = 'chance' THEN\n          NEW.family_id := (\n            SELECT family.id FROM families_family family\n            WHERE family.organisation_id = NEW.organisation_id\n              AND (NEW.drawn_from_locality_id IS NULL OR family.locality_id = NEW.drawn_from_locality_id)\n              AND \n        EXISTS (\n          SELECT FROM families_involvement held JOIN families_practitioner worker ON worker.id = held.practitioner_id\n            LEFT JOIN accounts_team team ON team.id = worker.team_id\n          WHERE held.family_id = family.id AND held.role = ANY (ARRAY['lead_worker', 'co_worker', 'family_help_lead', 'lead_child_protection', 'team_manager', 'decision_maker']::varchar[]) AND held.period @> lower(NEW.period) AND (NEW.drawn_from_team_id IS NULL OR worker.team_id = NEW.drawn_from_team_id))\n    \n              AND NOT (\n        EXISTS (SELECT FROM families_restriction held WHERE held.ended_on IS NULL AND held.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = family.id))\n        OR EXISTS (\n          SELECT FROM families_declaredinterest known JOIN families_practitioner worker ON worker.id = known.practitioner_id\n          WHERE worker.user_id = NEW.reader_id AND known.period && NEW.period\n            AND (known.family_id = family.id OR known.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = family.id) OR EXISTS (\n              SELECT FROM families_familymembership theirs\n              WHERE theirs.family_id = known.family_id AND theirs.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = family.id))))\n        OR EXISTS (\n          SELECT FROM families_accessblock kept JOIN families_personaccount account ON account.person_id = kept.viewer_person_id\n          WHERE account.user_id = NEW.reader_id AND kept.ended_on IS NULL AND (kept.protected_person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = family.id) OR EXISTS (\n            SELECT FROM families_record record WHERE record.id = kept.record_id AND record.family_id = family.id)))\n        OR EXISTS (\n          SELECT FROM families_personaccount account\n          WHERE account.user_id = NEW.reader_id AND account.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = family.id))\n    )\n              AND NOT EXISTS (\n                SELECT FROM families_storysample running\n                WHERE running.reader_id = NEW.reader_id AND running.family_id = family.id AND running.period && NEW.period)\n            ORDER BY random() LIMIT 1);\n          IF NEW.family_id IS NULL THEN\n            RAISE EXCEPTION 'none left' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_has_one_to_draw';\n          END IF;\n        ELSE\n          IF is_asked AND NOT \n        EXISTS (\n          SELECT FROM families_involvement held JOIN families_practitioner worker ON worker.id = held.practitioner_id\n            LEFT JOIN accounts_team team ON team.id = worker.team_id\n          WHERE held.family_id = NEW.family_id AND held.role = ANY (ARRAY['lead_worker', 'co_worker', 'family_help_lead', 'lead_child_protection', 'team_manager', 'decision_maker']::varchar[]) AND held.period @> lower(NEW.period) AND (worker.user_id = kith_sec.person_or_none() OR team.manager_id = kith_sec.person_or_none()))\n     THEN\n            RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_asked_by_who_works_there';\n          END IF;\n          IF \n        EXISTS (SELECT FROM families_restriction held WHERE held.ended_on IS NULL AND held.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = NEW.family_id))\n        OR EXISTS (\n          SELECT FROM families_declaredinterest known JOIN families_practitioner worker ON worker.id = known.practitioner_id\n          WHERE worker.user_id = NEW.reader_id AND known.period && NEW.period\n            AND (known.family_id = NEW.family_id OR known.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = NEW.family_id) OR EXISTS (\n              SELECT FROM families_familymembership theirs\n              WHERE theirs.family_id = known.family_id AND theirs.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = NEW.family_id))))\n        OR EXISTS (\n          SELECT FROM families_accessblock kept JOIN families_personaccount account ON account.person_id = kept.viewer_person_id\n          WHERE account.user_id = NEW.reader_id AND kept.ended_on IS NULL AND (kept.protected_person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = NEW.family_id) OR EXISTS (\n            SELECT FROM families_record record WHERE record.id = kept.record_id AND record.family_id = NEW.family_id)))\n        OR EXISTS (\n          SELECT FROM families_personaccount account\n          WHERE account.user_id = NEW.reader_id AND account.person_id IN (SELECT person_id FROM families_familymembership WHERE family_id = NEW.family_id))\n     THEN\n            RAISE EXCEPTION 'kept' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_never_of_anyone_kept';\n          END IF;\n        END IF;\n        RETURN NEW;\n    ", hash='3ec1b81f17e718161e147bcb700b9db7f7ed3f26', operation='INSERT OR UPDATE', pgid='pgtrigger_story_sample_holds_f7aae', table='families_storysample', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storysample',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_storysampleevent" ("created_at", "created_by_id", "drawn_by_id", "drawn_from_locality_id", "drawn_from_team_id", "drawn_how", "ended_at", "family_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reader_id", "row_version", "updated_at", "why") VALUES (NEW."created_at", NEW."created_by_id", NEW."drawn_by_id", NEW."drawn_from_locality_id", NEW."drawn_from_team_id", NEW."drawn_how", NEW."ended_at", NEW."family_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reader_id", NEW."row_version", NEW."updated_at", NEW."why"); RETURN NULL;', hash='0ddf5b6c3a1a43674f02e6eee3c115e285005e8d', operation='INSERT', pgid='pgtrigger_insert_insert_9f250', table='families_storysample', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storysample',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "families_storysampleevent" ("created_at", "created_by_id", "drawn_by_id", "drawn_from_locality_id", "drawn_from_team_id", "drawn_how", "ended_at", "family_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reader_id", "row_version", "updated_at", "why") VALUES (NEW."created_at", NEW."created_by_id", NEW."drawn_by_id", NEW."drawn_from_locality_id", NEW."drawn_from_team_id", NEW."drawn_how", NEW."ended_at", NEW."family_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reader_id", NEW."row_version", NEW."updated_at", NEW."why"); RETURN NULL;', hash='a739331d8e0c6e1a44ef399a6b1cc1f759def1d6', operation='UPDATE', pgid='pgtrigger_update_update_c994c', table='families_storysample', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='storysample',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "families_storysampleevent" ("created_at", "created_by_id", "drawn_by_id", "drawn_from_locality_id", "drawn_from_team_id", "drawn_how", "ended_at", "family_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reader_id", "row_version", "updated_at", "why") VALUES (OLD."created_at", OLD."created_by_id", OLD."drawn_by_id", OLD."drawn_from_locality_id", OLD."drawn_from_team_id", OLD."drawn_how", OLD."ended_at", OLD."family_id", OLD."id", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reader_id", OLD."row_version", OLD."updated_at", OLD."why"); RETURN NULL;', hash='cc39616ee4b97ea121792844a327632103d51681', operation='DELETE', pgid='pgtrigger_delete_delete_5f867', table='families_storysample', when='AFTER')),
        ),
        Protect('StorySample'),
        Protect('StorySampleEvent', by_triggers=True),
    ]
