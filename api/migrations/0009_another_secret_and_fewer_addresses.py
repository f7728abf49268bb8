"""Another secret for a system while the present one counts, from which addresses it asks, and what was refused it."""

import database.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0018_where_a_system_asks_from'),
        ('api', '0008_webhooks_protected'),
        ('families', '0090_ten_are_drawn'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.OAUTH2_PROVIDER_APPLICATION_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RefusedCall',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=database.clock.now)),
                ('method', models.CharField(max_length=10)),
                ('place', models.CharField(max_length=200, verbose_name='address')),
                ('status', models.PositiveSmallIntegerField()),
                ('problem', models.CharField(blank=True, default='', help_text='The name of the rule that refused it.', max_length=100)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='apiclient',
            name='api_client_held',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='apiclient',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='apiclient',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='apiclient',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='apiclient',
            name='addresses',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), blank=True, default=list, help_text='As networks; from everywhere where there is none.', size=None, verbose_name='asks from'),
        ),
        migrations.AddField(
            model_name='apiclient',
            name='former_secret',
            field=models.CharField(blank=True, default='', help_text='A hash; it counts for a while yet.', max_length=255),
        ),
        migrations.AddField(
            model_name='apiclient',
            name='former_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='apiclient',
            name='next_secret',
            field=models.CharField(blank=True, default='', help_text='A hash; it counts from the moment at which another agrees.', max_length=255),
        ),
        migrations.AddField(
            model_name='apiclient',
            name='next_secret_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='apiclient',
            name='next_secret_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apiclientevent',
            name='addresses',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=50), blank=True, default=list, help_text='As networks; from everywhere where there is none.', size=None, verbose_name='asks from'),
        ),
        migrations.AddField(
            model_name='apiclientevent',
            name='former_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='apiclientevent',
            name='next_secret_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='apiclientevent',
            name='next_secret_by',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apiclient',
            trigger=pgtrigger.compiler.Trigger(name='api_client_held', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE taken_up boolean;', func="\n    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;\n    IF NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_administrator';\n    END IF;\n    IF TG_OP = 'INSERT' THEN\n      IF NEW.created_by_id IS DISTINCT FROM kith_sec.person() OR NEW.agreed_by_id IS NOT NULL OR NEW.secret_set_by_id IS NOT NULL\n         OR NEW.next_secret <> '' OR NEW.former_secret <> '' THEN\n        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';\n      END IF;\n      RETURN NEW;\n    END IF;\n    -- A secret that waited is taken up by another than who made it, once it is the one that its sign-in asks for.\n    taken_up := OLD.next_secret <> '' AND NEW.next_secret = '' AND OLD.next_secret_by_id <> kith_sec.person()\n      AND NEW.secret_set_by_id = OLD.next_secret_by_id AND NEW.agreed_by_id = kith_sec.person()\n      AND OLD.next_secret = (SELECT client_secret FROM oauth2_provider_application WHERE id = OLD.application_id);\n    IF (NEW.name, NEW.user_id, NEW.application_id, NEW.scopes, NEW.purpose, NEW.practitioner_id, NEW.created_by_id)\n       IS DISTINCT FROM (OLD.name, OLD.user_id, OLD.application_id, OLD.scopes, OLD.purpose, OLD.practitioner_id, OLD.created_by_id)\n       OR OLD.stopped_at IS NOT NULL\n       OR (OLD.agreed_by_id IS NOT NULL AND NOT taken_up AND NEW.agreed_by_id IS DISTINCT FROM OLD.agreed_by_id\n           AND NOT (NEW.agreed_by_id IS NULL AND NEW.secret_set_by_id = kith_sec.person())) THEN\n      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'api_client_stays_as_it_was';\n    END IF;\n    IF NEW.agreed_by_id IS NOT NULL AND OLD.agreed_by_id IS NULL AND NEW.agreed_by_id <> kith_sec.person() THEN\n      RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';\n    END IF;\n    -- Whoever makes another secret holds it: what was agreed to with the former is agreed to no more.\n    IF (NEW.secret_set_by_id, NEW.secret_set_at) IS DISTINCT FROM (OLD.secret_set_by_id, OLD.secret_set_at) AND NOT taken_up\n       AND (NEW.secret_set_by_id IS DISTINCT FROM kith_sec.person() OR NEW.agreed_by_id IS NOT NULL) THEN\n      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';\n    END IF;\n    IF NEW.next_secret <> '' AND (NEW.next_secret, NEW.next_secret_by_id) IS DISTINCT FROM (OLD.next_secret, OLD.next_secret_by_id)\n       AND NEW.next_secret_by_id IS DISTINCT FROM kith_sec.person() THEN\n      RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';\n    END IF;\n    -- The present one counts on for a while beside a new one that another agrees to, and no other one does.\n    IF NEW.former_secret <> '' AND (NEW.former_secret, NEW.former_until) IS DISTINCT FROM (OLD.former_secret, OLD.former_until) AND (\n      OLD.next_secret = '' OR OLD.next_secret_by_id = kith_sec.person() OR NEW.former_until > now() + interval '8 days'\n      OR NEW.former_secret <> (SELECT client_secret FROM oauth2_provider_application WHERE id = OLD.application_id)) THEN\n      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';\n    END IF;\n    -- From fewer addresses by one; from more by two: while it stands still, by whoever holds its secret.\n    IF cardinality(OLD.addresses) > 0 AND (\n      cardinality(NEW.addresses) = 0 OR EXISTS (\n        SELECT FROM unnest(NEW.addresses) one WHERE NOT EXISTS (\n          SELECT FROM unnest(OLD.addresses) was WHERE one::cidr <<= was::cidr))) AND (\n      coalesce(OLD.secret_set_by_id, OLD.created_by_id) IS DISTINCT FROM kith_sec.person()\n      OR EXISTS (SELECT FROM accounts_user WHERE id = OLD.user_id AND is_active)) THEN\n      RAISE EXCEPTION 'more' USING ERRCODE = '23514', CONSTRAINT = 'api_client_from_more_by_two';\n    END IF;\n    RETURN NEW;\n", hash='eae3d76a267f5f6a11671d392d76d21f47b7ccdb', operation='INSERT OR UPDATE', pgid='pgtrigger_api_client_held_2b18b', table='api_apiclient', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apiclient',
            trigger=pgtrigger.compiler.Trigger(name='api_client_asks_from', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n    UPDATE accounts_user SET asks_from = NEW.addresses WHERE id = NEW.user_id AND asks_from <> NEW.addresses;\n    RETURN NULL;\n', hash='394e4b20097b698bc01f59fe35e4142564881549', operation='INSERT OR UPDATE OF "addresses"', pgid='pgtrigger_api_client_asks_from_dd100', table='api_apiclient', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apiclient',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "api_apiclientevent" ("addresses", "agreed_at", "agreed_by_id", "application_id", "created_at", "created_by_id", "former_until", "id", "name", "next_secret_at", "next_secret_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "purpose", "row_version", "scopes", "secret_set_at", "secret_set_by_id", "stopped_at", "stopped_by_id", "updated_at", "user_id") VALUES (NEW."addresses", NEW."agreed_at", NEW."agreed_by_id", NEW."application_id", NEW."created_at", NEW."created_by_id", NEW."former_until", NEW."id", NEW."name", NEW."next_secret_at", NEW."next_secret_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practitioner_id", NEW."purpose", NEW."row_version", NEW."scopes", NEW."secret_set_at", NEW."secret_set_by_id", NEW."stopped_at", NEW."stopped_by_id", NEW."updated_at", NEW."user_id"); RETURN NULL;', hash='6a9777c5d5703ff9e095c19be005d018cf6f234f', operation='INSERT', pgid='pgtrigger_insert_insert_36981', table='api_apiclient', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apiclient',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."addresses" IS DISTINCT FROM (NEW."addresses") OR OLD."agreed_at" IS DISTINCT FROM (NEW."agreed_at") OR OLD."agreed_by_id" IS DISTINCT FROM (NEW."agreed_by_id") OR OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."former_until" IS DISTINCT FROM (NEW."former_until") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."next_secret_at" IS DISTINCT FROM (NEW."next_secret_at") OR OLD."next_secret_by_id" IS DISTINCT FROM (NEW."next_secret_by_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."practitioner_id" IS DISTINCT FROM (NEW."practitioner_id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."scopes" IS DISTINCT FROM (NEW."scopes") OR OLD."secret_set_at" IS DISTINCT FROM (NEW."secret_set_at") OR OLD."secret_set_by_id" IS DISTINCT FROM (NEW."secret_set_by_id") OR OLD."stopped_at" IS DISTINCT FROM (NEW."stopped_at") OR OLD."stopped_by_id" IS DISTINCT FROM (NEW."stopped_by_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."user_id" IS DISTINCT FROM (NEW."user_id"))', func='INSERT INTO "api_apiclientevent" ("addresses", "agreed_at", "agreed_by_id", "application_id", "created_at", "created_by_id", "former_until", "id", "name", "next_secret_at", "next_secret_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "purpose", "row_version", "scopes", "secret_set_at", "secret_set_by_id", "stopped_at", "stopped_by_id", "updated_at", "user_id") VALUES (NEW."addresses", NEW."agreed_at", NEW."agreed_by_id", NEW."application_id", NEW."created_at", NEW."created_by_id", NEW."former_until", NEW."id", NEW."name", NEW."next_secret_at", NEW."next_secret_by_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practitioner_id", NEW."purpose", NEW."row_version", NEW."scopes", NEW."secret_set_at", NEW."secret_set_by_id", NEW."stopped_at", NEW."stopped_by_id", NEW."updated_at", NEW."user_id"); RETURN NULL;', hash='22d03b7909085ff38ec90352f01bea2481c07cd7', operation='UPDATE', pgid='pgtrigger_update_update_8531c', table='api_apiclient', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apiclient',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "api_apiclientevent" ("addresses", "agreed_at", "agreed_by_id", "application_id", "created_at", "created_by_id", "former_until", "id", "name", "next_secret_at", "next_secret_by_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "purpose", "row_version", "scopes", "secret_set_at", "secret_set_by_id", "stopped_at", "stopped_by_id", "updated_at", "user_id") VALUES (OLD."addresses", OLD."agreed_at", OLD."agreed_by_id", OLD."application_id", OLD."created_at", OLD."created_by_id", OLD."former_until", OLD."id", OLD."name", OLD."next_secret_at", OLD."next_secret_by_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."practitioner_id", OLD."purpose", OLD."row_version", OLD."scopes", OLD."secret_set_at", OLD."secret_set_by_id", OLD."stopped_at", OLD."stopped_by_id", OLD."updated_at", OLD."user_id"); RETURN NULL;', hash='15437d608e30872b23f3e63c76e8308f83fe36ea', operation='DELETE', pgid='pgtrigger_delete_delete_4bbc5', table='api_apiclient', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='apiclient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_secret', ''), ('next_secret_at__isnull', True), ('next_secret_by__isnull', True)), models.Q(models.Q(('next_secret', ''), _negated=True), ('next_secret_at__isnull', False), ('next_secret_by__isnull', False)), _connector='OR'), name='api_client_next_secret_by_someone', violation_error_message='Say who made the next secret, and when.'),
        ),
        migrations.AddConstraint(
            model_name='apiclient',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('former_secret', ''), ('former_until__isnull', True)), models.Q(models.Q(('former_secret', ''), _negated=True), ('former_until__isnull', False)), _connector='OR'), name='api_client_former_secret_runs_out', violation_error_message='Say until when the former secret of a system counts.'),
        ),
        migrations.AddField(
            model_name='refusedcall',
            name='caller',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='refusedcall',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddIndex(
            model_name='refusedcall',
            index=models.Index(fields=['caller', '-at', '-id'], name='refused_call_of_caller'),
        ),
    ]
