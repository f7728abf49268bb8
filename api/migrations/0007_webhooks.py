"""Where other systems are told of changes."""

import database.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0015_sent_forms_are_forgotten'),
        ('api', '0006_measures_scopes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WebhookSubscription',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('updated_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('url', models.CharField(max_length=400, verbose_name='address')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('person', 'people'), ('family', 'families'), ('conversation', 'conversations'), ('conference', 'family meetings'), ('link_up', 'link-ups')], max_length=20), size=None, verbose_name='told of')),
                ('sealed_secret', models.TextField(help_text='Encrypted: accounts/secrets.py.')),
                ('secret_set_at', models.DateTimeField(default=database.clock.now)),
                ('former_secret', models.TextField(blank=True, default='', help_text='The one before, encrypted too.')),
                ('former_until', models.DateTimeField(blank=True, help_text='Until then both sign.', null=True)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.CharField(blank=True, choices=[('asked', 'it was ended'), ('stopped', 'the system was stopped'), ('scope', 'the system may not be told of changes any more'), ('gone', 'its address said that it is gone for good'), ('restored', 'Kith came back from a backup: subscribe anew, and read the lists again')], default='', max_length=10)),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='api.apiclient')),
                ('created_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='WebhookPlace',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('server', models.BigIntegerField()),
                ('xid', models.BigIntegerField()),
                ('seq', models.BigIntegerField()),
                ('claim', models.UUIDField(null=True)),
                ('claimed_until', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('subscription', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='place', to='api.webhooksubscription')),
            ],
        ),
        migrations.CreateModel(
            name='WebhookMessage',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('test', 'a test'), ('person', 'a person'), ('family', 'a family'), ('conversation', 'a conversation'), ('conference', 'a family meeting'), ('link_up', 'a link-up')], max_length=20)),
                ('what', models.CharField(choices=[('changed', 'changed'), ('gone', 'is gone'), ('merged', 'was found to be another')], default='changed', max_length=10)),
                ('record', models.UUIDField()),
                ('cursor', models.TextField(blank=True, help_text='What follows it in the feed begins there.')),
                ('xid', models.BigIntegerField(help_text='The transaction that wrote the row of which it tells.')),
                ('seq', models.BigIntegerField(help_text='That row.')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Among those that tell of one row.')),
                ('made_at', models.DateTimeField(default=database.clock.now)),
                ('state', models.CharField(choices=[('waiting', 'waits'), ('sent', 'arrived'), ('dead', 'did not arrive'), ('withheld', 'was not sent: it may not be told any more'), ('set_aside', 'was set aside')], default='waiting', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField(default=database.clock.now)),
                ('settled_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, default='', help_text='Why it did not arrive the last time.', max_length=300)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('subscription', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='api.webhooksubscription')),
            ],
        ),
        migrations.CreateModel(
            name='WebhookSubscriptionEvent',
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
                ('url', models.CharField(max_length=400, verbose_name='address')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('person', 'people'), ('family', 'families'), ('conversation', 'conversations'), ('conference', 'family meetings'), ('link_up', 'link-ups')], max_length=20), size=None, verbose_name='told of')),
                ('secret_set_at', models.DateTimeField(default=database.clock.now)),
                ('former_until', models.DateTimeField(blank=True, help_text='Until then both sign.', null=True)),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_why', models.CharField(blank=True, choices=[('asked', 'it was ended'), ('stopped', 'the system was stopped'), ('scope', 'the system may not be told of changes any more'), ('gone', 'its address said that it is gone for good'), ('restored', 'Kith came back from a backup: subscribe anew, and read the lists again')], default='', max_length=10)),
                ('client', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='api.apiclient')),
                ('created_by', models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='events', to='api.webhooksubscription')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='webhooksubscription',
            constraint=models.CheckConstraint(condition=models.Q(('url__regex', '^https?://[^/@\\s]+(/\\S*)?$')), name='webhook_has_an_address', violation_error_message='Give an address that begins with https://.'),
        ),
        migrations.AddConstraint(
            model_name='webhooksubscription',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__len__gt', 0)), name='webhook_tells_of_something', violation_error_message='Say what it is told of: at least one kind.'),
        ),
        migrations.AddConstraint(
            model_name='webhooksubscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_why', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_why', ''), _negated=True)), _connector='OR'), name='webhook_ended_for_a_reason', violation_error_message='Say why it ended, and when.'),
        ),
        migrations.AddConstraint(
            model_name='webhooksubscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('former_secret', ''), ('former_until__isnull', True)), models.Q(('former_until__isnull', False), models.Q(('former_secret', ''), _negated=True)), _connector='OR'), name='webhook_former_secret_runs_out', violation_error_message='Say until when the former secret signs.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='webhooksubscription',
            trigger=pgtrigger.compiler.Trigger(name='webhook_held', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;\n    IF NOT EXISTS (SELECT FROM api_apiclient WHERE id = NEW.client_id AND user_id = kith_sec.person()) AND NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN\n      RAISE EXCEPTION 'of another' USING ERRCODE = '23514', CONSTRAINT = 'webhook_of_its_own_system';\n    END IF;\n    RETURN NEW;\n", hash='2d07ae1546f158318db3769f112bc082eb4fd9d5', operation='INSERT OR UPDATE', pgid='pgtrigger_webhook_held_bf546', table='api_webhooksubscription', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='webhooksubscription',
            trigger=pgtrigger.compiler.Trigger(name='webhook_may_be', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM api_apiclient WHERE id = NEW.client_id AND stopped_at IS NULL AND 'changes.read' = ANY (scopes)) THEN\n      RAISE EXCEPTION 'may not be told' USING ERRCODE = '23514', CONSTRAINT = 'webhook_of_who_may_be_told';\n    END IF;\n    IF (SELECT count(*) FROM api_webhooksubscription WHERE client_id = NEW.client_id AND ended_at IS NULL) >= 10 THEN\n      RAISE EXCEPTION 'too many' USING ERRCODE = '23514', CONSTRAINT = 'webhook_not_too_many';\n    END IF;\n    RETURN NEW;\n", hash='538505f7dca6be1e3ff4d2f9e58168c8c143d7b5', operation='INSERT', pgid='pgtrigger_webhook_may_be_ac531', table='api_webhooksubscription', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='webhooksubscription',
            trigger=pgtrigger.compiler.Trigger(name='webhook_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (NEW.client_id, NEW.url, NEW.kinds) IS DISTINCT FROM (OLD.client_id, OLD.url, OLD.kinds)\n       OR (OLD.ended_at IS NOT NULL AND (NEW.ended_at, NEW.ended_why) IS DISTINCT FROM (OLD.ended_at, OLD.ended_why))\n       OR (OLD.verified_at IS NOT NULL AND NEW.verified_at IS DISTINCT FROM OLD.verified_at) THEN\n      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'webhook_stays_as_it_was';\n    END IF;\n    IF OLD.verified_at IS NULL AND NEW.verified_at IS NOT NULL AND NOT EXISTS (\n      SELECT FROM api_webhookmessage WHERE subscription_id = NEW.id AND kind = 'test' AND state = 'sent') THEN\n      RAISE EXCEPTION 'not tried' USING ERRCODE = '23514', CONSTRAINT = 'webhook_answers_before_it_counts';\n    END IF;\n    RETURN NEW;\n", hash='8f52680d39def46fb9dca7ad31fb9c49fdc1b3bb', operation='UPDATE', pgid='pgtrigger_webhook_stays_76d64', table='api_webhooksubscription', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='webhooksubscription',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "api_webhooksubscriptionevent" ("client_id", "created_at", "created_by_id", "ended_at", "ended_why", "former_until", "id", "kinds", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "secret_set_at", "updated_at", "url", "verified_at") VALUES (NEW."client_id", NEW."created_at", NEW."created_by_id", NEW."ended_at", NEW."ended_why", NEW."former_until", NEW."id", NEW."kinds", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."secret_set_at", NEW."updated_at", NEW."url", NEW."verified_at"); RETURN NULL;', hash='5f8a8ce1083c8c4adcfbb81e4a9221a75a3eb826', operation='INSERT', pgid='pgtrigger_insert_insert_f4edf', table='api_webhooksubscription', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='webhooksubscription',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."ended_why" IS DISTINCT FROM (NEW."ended_why") OR OLD."former_until" IS DISTINCT FROM (NEW."former_until") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kinds" IS DISTINCT FROM (NEW."kinds") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."secret_set_at" IS DISTINCT FROM (NEW."secret_set_at") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."url" IS DISTINCT FROM (NEW."url") OR OLD."verified_at" IS DISTINCT FROM (NEW."verified_at"))', func='INSERT INTO "api_webhooksubscriptionevent" ("client_id", "created_at", "created_by_id", "ended_at", "ended_why", "former_until", "id", "kinds", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "secret_set_at", "updated_at", "url", "verified_at") VALUES (NEW."client_id", NEW."created_at", NEW."created_by_id", NEW."ended_at", NEW."ended_why", NEW."former_until", NEW."id", NEW."kinds", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."secret_set_at", NEW."updated_at", NEW."url", NEW."verified_at"); RETURN NULL;', hash='1a6929b834439b12670669e417741b7e9d961725', operation='UPDATE', pgid='pgtrigger_update_update_58458', table='api_webhooksubscription', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='webhooksubscription',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "api_webhooksubscriptionevent" ("client_id", "created_at", "created_by_id", "ended_at", "ended_why", "former_until", "id", "kinds", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "secret_set_at", "updated_at", "url", "verified_at") VALUES (OLD."client_id", OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."ended_why", OLD."former_until", OLD."id", OLD."kinds", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."secret_set_at", OLD."updated_at", OLD."url", OLD."verified_at"); RETURN NULL;', hash='5aaa5463abe761c6ca75200bfb47a182334bfb0e', operation='DELETE', pgid='pgtrigger_delete_delete_e242d', table='api_webhooksubscription', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='webhookplace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', True), ('claimed_until__isnull', True)), models.Q(('claim__isnull', False), ('claimed_until__isnull', False)), _connector='OR'), name='webhook_claim_runs_out', violation_error_message='Whoever sends says until when.'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['subscription', 'xid', 'seq', 'position'], name='webhook_message_next'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(condition=models.Q(('state', 'dead')), fields=['subscription', 'xid', 'seq', 'position'], name='webhook_message_dead'),
        ),
        migrations.AddIndex(
            model_name='webhookmessage',
            index=models.Index(fields=['settled_at'], name='webhook_message_settled'),
        ),
        migrations.AddConstraint(
            model_name='webhookmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='webhook_message_settled_once', violation_error_message='A message waits, or it is said when it was settled.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='webhookmessage',
            trigger=pgtrigger.compiler.Trigger(name='webhook_message_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF (NEW.subscription_id, NEW.kind, NEW.what, NEW.record, NEW.cursor, NEW.xid, NEW.seq, NEW.position, NEW.made_at)\n       IS DISTINCT FROM (OLD.subscription_id, OLD.kind, OLD.what, OLD.record, OLD.cursor, OLD.xid, OLD.seq, OLD.position, OLD.made_at) THEN\n      RAISE EXCEPTION 'another message' USING ERRCODE = '23514', CONSTRAINT = 'webhook_message_stays_as_it_was';\n    END IF;\n    RETURN NEW;\n", hash='87a8dd58a28702ed2c583d18e5ecb762dd196a36', operation='UPDATE', pgid='pgtrigger_webhook_message_stays_857bf', table='api_webhookmessage', when='BEFORE')),
        ),
    ]
