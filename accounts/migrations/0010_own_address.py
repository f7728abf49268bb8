"""Who works here changes their own address by a link that goes there; and a system is let in by people, where people are there to agree."""

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
        ('accounts', '0009_settings_have_a_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressChange',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('updated_at', models.DateTimeField(default=database.clock.now, editable=False)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('expires_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, help_text='When the sign-in became the other: no second time by the same link.', null=True)),
                ('ended_at', models.DateTimeField(blank=True, help_text='Taken back, or asked for anew.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='AddressChangeEvent',
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
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('expires_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, help_text='When the sign-in became the other: no second time by the same link.', null=True)),
                ('ended_at', models.DateTimeField(blank=True, help_text='Taken back, or asked for anew.', null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='user',
            name='user_held',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='user_held', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE asks text; administers boolean;', func="\n    IF current_user = 'kith_owner' THEN RETURN NEW; END IF;\n    -- With this an organisation begins, by whoever runs Kith: nobody asks yet, or Kith itself. It has no password to sign in with, and\n    -- a signed asker is needed to be it.\n    IF TG_OP = 'INSERT' AND NEW.kind = 'system' THEN\n      IF NEW.roles <> '{}' OR NEW.password NOT LIKE '!%'\n         OR (CASE WHEN kith_sec.person_or_none() IS NOT NULL THEN (kith_sec.asker())[3] <> 'system' ELSE false END) THEN\n        RAISE EXCEPTION 'by someone' USING ERRCODE = '23514', CONSTRAINT = 'user_kith_itself';\n      END IF;\n      RETURN NEW;\n    END IF;\n    -- Before anyone is known row-level security lets every sign-in be read. What is left to write then is when it was last used.\n    IF TG_OP = 'UPDATE' AND (NEW.password, NEW.opened_until) IS DISTINCT FROM (OLD.password, OLD.opened_until)\n       AND kith_sec.organisation() <> OLD.organisation_id THEN\n      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';\n    END IF;\n    -- Only they write their password: by the link of a reset too, in their own name. One that nobody can know opens nothing. Not even\n    -- Kith itself writes another's: to let someone in, or back in, takes two.\n    IF TG_OP = 'UPDATE' AND NEW.password <> OLD.password AND NEW.password NOT LIKE '!%'\n       AND (NEW.kind NOT IN ('staff', 'family') OR kith_sec.person() <> NEW.id) THEN\n      RAISE EXCEPTION 'not their password' USING ERRCODE = '23514', CONSTRAINT = 'user_password_by_owner';\n    END IF;\n    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active, NEW.email, NEW.name)\n       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active, OLD.email, OLD.name) THEN\n      RETURN NEW;\n    END IF;\n    asks := (kith_sec.asker())[3];\n    administers := EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles));\n    -- Whoever moves the address of a sign-in takes it over by the next message to it: for a colleague it takes two.\n    IF TG_OP = 'UPDATE' AND (NEW.email, NEW.name) IS DISTINCT FROM (OLD.email, OLD.name) AND (\n      kith_sec.organisation() <> OLD.organisation_id OR NOT (\n        asks = 'system'\n        -- Their own name at any time; their own address by a link that went there. A family's goes with how they are reached.\n        OR (kith_sec.person() = OLD.id AND (NEW.email = OLD.email OR (OLD.kind = 'staff' AND EXISTS (\n          SELECT FROM accounts_addresschange c\n          WHERE c.created_by_id = OLD.id AND c.confirmed_at IS NOT NULL AND c.done_at IS NULL AND c.ended_at IS NULL\n            AND c.email = NEW.email))))\n        OR (asks = 'staff' AND OLD.kind = 'family' AND NOT OLD.is_active)\n        OR (administers AND OLD.kind = 'staff' AND (NEW.email = OLD.email OR EXISTS (\n          SELECT FROM accounts_proposal p\n          WHERE p.kind = 'let_in' AND p.about_id = OLD.id AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL\n            AND NOT OLD.is_active AND (NEW.email = p.email OR NEW.email LIKE '%.invalid')))))) THEN\n      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'user_address_by_owner';\n    END IF;\n    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active)\n       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active) THEN\n      RETURN NEW;\n    END IF;\n    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind) IS DISTINCT FROM (OLD.organisation_id, OLD.kind) THEN\n      RAISE EXCEPTION 'a sign-in stays what it is' USING ERRCODE = '23514', CONSTRAINT = 'user_stays_what_it_is';\n    END IF;\n    IF kith_sec.organisation() <> NEW.organisation_id THEN\n      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';\n    END IF;\n    IF TG_OP = 'INSERT' AND NEW.kind = 'family' AND NEW.roles = '{}' THEN RETURN NEW; END IF;\n    -- A family member's sign-in is opened by themselves, who hold the invitation, and ended by whoever works here.\n    IF TG_OP = 'UPDATE' AND NEW.kind = 'family' AND NEW.roles = '{}' AND (\n      CASE WHEN NEW.is_active THEN kith_sec.person() = NEW.id ELSE asks = 'staff' END) THEN\n      RETURN NEW;\n    END IF;\n    -- Likewise who was let in by two, and holds the link.\n    IF TG_OP = 'UPDATE' AND NEW.kind = 'staff' AND NEW.is_active AND NEW.roles = OLD.roles AND kith_sec.person() = NEW.id AND EXISTS (\n      SELECT FROM accounts_proposal p\n      WHERE p.kind = 'let_in' AND p.about_id = NEW.id AND p.done_at IS NOT NULL AND p.used_at IS NULL) THEN\n      RETURN NEW;\n    END IF;\n    -- Whoever runs Kith lets a system in alone only where no administrator is there to agree.\n    IF asks = 'system' AND NEW.kind = 'client' AND NEW.is_active AND (TG_OP = 'INSERT' OR NOT OLD.is_active) AND EXISTS (\n      SELECT FROM accounts_user WHERE organisation_id = NEW.organisation_id AND kind = 'staff' AND is_active\n        AND 'administrator' = ANY (roles)) THEN\n      RAISE EXCEPTION 'another could agree' USING ERRCODE = '23514', CONSTRAINT = 'user_client_by_people';\n    END IF;\n    IF asks <> 'system' AND NOT administers THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_administrator';\n    END IF;\n    IF TG_OP = 'UPDATE' AND OLD.kind = 'staff' AND OLD.is_active AND 'administrator' = ANY (OLD.roles)\n       AND NOT (NEW.is_active AND 'administrator' = ANY (NEW.roles)) THEN\n      -- Two who end one another at the same moment wait for one another here.\n      PERFORM pg_advisory_xact_lock(hashtextextended('administrators of ' || NEW.organisation_id, 0));\n      IF NOT EXISTS (SELECT FROM accounts_user WHERE organisation_id = NEW.organisation_id AND id <> NEW.id AND kind = 'staff'\n                     AND is_active AND 'administrator' = ANY (roles)) THEN\n        RAISE EXCEPTION 'the last one' USING ERRCODE = '23514', CONSTRAINT = 'user_last_administrator';\n      END IF;\n    END IF;\n    IF asks = 'system' OR NEW.kind <> 'staff' THEN RETURN NEW; END IF;\n    IF NEW.id = kith_sec.person() THEN\n      RAISE EXCEPTION 'their own' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_not_by_oneself';\n    END IF;\n    IF (TG_OP = 'INSERT' AND NEW.is_active) OR ((TG_OP = 'INSERT' OR NOT NEW.roles <@ OLD.roles) AND NOT EXISTS (\n      SELECT FROM accounts_proposal p\n      WHERE p.kind IN ('let_in', 'give_roles') AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL\n        AND p.roles @> NEW.roles AND CASE\n          WHEN TG_OP = 'UPDATE' THEN p.about_id = NEW.id\n          ELSE p.about_id IS NULL AND (lower(NEW.email) = lower(p.email) OR NEW.email LIKE '%.invalid') END)) THEN\n      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_two';\n    END IF;\n    IF TG_OP = 'UPDATE' THEN\n      IF coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'reason', '') !~ '\\S' THEN\n        RAISE EXCEPTION 'no reason' USING ERRCODE = '23514', CONSTRAINT = 'user_change_says_why';\n      END IF;\n      IF 'team_manager' = ANY (OLD.roles) AND NOT 'team_manager' = ANY (NEW.roles) AND EXISTS (\n        SELECT FROM accounts_team WHERE manager_id = NEW.id AND ended_on IS NULL) THEN\n        RAISE EXCEPTION 'manages a team' USING ERRCODE = '23514', CONSTRAINT = 'user_manages_a_team';\n      END IF;\n    END IF;\n    RETURN NEW;\n", hash='cb937d401630453d959ccdc79281685040311229', operation='INSERT OR UPDATE', pgid='pgtrigger_user_held_cf98c', table='accounts_user', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='addresschange',
            name='created_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='addresschange',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='addresschangeevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='addresschangeevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='addresschangeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', related_query_name='events', to='accounts.addresschange'),
        ),
        migrations.AddConstraint(
            model_name='addresschange',
            constraint=models.CheckConstraint(condition=models.Q(('created_by__isnull', False)), name='address_change_of_someone', violation_error_message='Only they change what they sign in by.'),
        ),
        migrations.AddConstraint(
            model_name='addresschange',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('confirmed_at__lte', models.F('expires_at')), _connector='OR'), name='address_change_in_time', violation_error_message='This link has been used, or is too old.'),
        ),
        migrations.AddConstraint(
            model_name='addresschange',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), models.Q(('confirmed_at__isnull', False), ('ended_at__isnull', True)), _connector='OR'), name='address_change_done_when_confirmed', violation_error_message='Use the link that was sent to the new address first.'),
        ),
        migrations.AddConstraint(
            model_name='addresschange',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', True), ('ended_at__isnull', True)), fields=('created_by',), name='address_change_one_at_a_time', violation_error_message='You have asked for another address already. Take that back first.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addresschange',
            trigger=pgtrigger.compiler.Trigger(name='address_change_held', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_user = 'kith_owner' THEN RETURN NEW; END IF;\n    IF NEW.created_by_id IS DISTINCT FROM kith_sec.person() OR (kith_sec.asker())[3] <> 'staff' THEN\n      RAISE EXCEPTION 'of another' USING ERRCODE = '23514', CONSTRAINT = 'address_change_by_owner';\n    END IF;\n    IF TG_OP = 'INSERT' THEN\n      IF num_nonnulls(NEW.confirmed_at, NEW.done_at, NEW.ended_at) > 0 THEN\n        RAISE EXCEPTION 'settled already' USING ERRCODE = '23514', CONSTRAINT = 'address_change_stays_as_it_was';\n      END IF;\n      RETURN NEW;\n    END IF;\n    IF (NEW.email, NEW.expires_at, NEW.created_by_id) IS DISTINCT FROM (OLD.email, OLD.expires_at, OLD.created_by_id)\n       OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at)\n       OR num_nonnulls(OLD.done_at, OLD.ended_at) > 0 THEN\n      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'address_change_stays_as_it_was';\n    END IF;\n    RETURN NEW;\n", hash='6c2df0229c0fbf96ec8062a75b6013ec34333423', operation='INSERT OR UPDATE', pgid='pgtrigger_address_change_held_2c87e', table='accounts_addresschange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addresschange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_addresschangeevent" ("confirmed_at", "created_at", "created_by_id", "done_at", "email", "ended_at", "expires_at", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."confirmed_at", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."email", NEW."ended_at", NEW."expires_at", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;', hash='eaad67d1730eab9ae44609da5d621302f0c43a43', operation='INSERT', pgid='pgtrigger_insert_insert_c5bde', table='accounts_addresschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addresschange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_addresschangeevent" ("confirmed_at", "created_at", "created_by_id", "done_at", "email", "ended_at", "expires_at", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."confirmed_at", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."email", NEW."ended_at", NEW."expires_at", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;', hash='c44948672794d4a6bb8d0a38a6956471985fe283', operation='UPDATE', pgid='pgtrigger_update_update_3086c', table='accounts_addresschange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='addresschange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_addresschangeevent" ("confirmed_at", "created_at", "created_by_id", "done_at", "email", "ended_at", "expires_at", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."confirmed_at", OLD."created_at", OLD."created_by_id", OLD."done_at", OLD."email", OLD."ended_at", OLD."expires_at", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;', hash='0913ddd531c63dfdddc58e6f29516f0b0fe86ad1', operation='DELETE', pgid='pgtrigger_delete_delete_83615', table='accounts_addresschange', when='AFTER')),
        ),
        Protect("AddressChange"),
        Protect("AddressChangeEvent", by_triggers=True),
    ]
