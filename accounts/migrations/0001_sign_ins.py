"""Organisations, teams, who signs in, and what takes two."""

import database.clock
import database.models
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_first"),
        ("accounts", "0010_sentence_of_an_address"),
        ("accounts", "0012_who_opens_a_family_sign_in"),
        ("accounts", "0013_address_of_a_sign_in_held"),
        ("accounts", "0014_something_stands_open"),
        ("accounts", "0015_what_takes_two"),
        ("accounts", "0018_written_in_its_own_organisation"),
        ("accounts", "0021_who_may_write_a_sign_in"),
    ]

    initial = True

    dependencies = [
        ("database", "0002_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("time_zone", models.CharField(default="Europe/London", max_length=60)),
                (
                    "requires_second_step",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="everyone who works here signs in in two steps"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^\\s*$"), _negated=True),
                        name="organisation_has_a_name",
                        violation_error_message="Say what the organisation is called.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessSeal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("server", models.TextField(help_text="The PostgreSQL cluster whose transaction ids these are.")),
                (
                    "began_at",
                    models.DateTimeField(help_text="Events from then on have transaction ids of this server."),
                ),
                ("from_xid", database.models.TransactionIdField()),
                ("to_xid", database.models.TransactionIdField()),
                ("events", models.PositiveIntegerField()),
                ("previous_hash", models.BinaryField()),
                ("hash", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="access_seal_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="users", to="accounts.organisation"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "works here"),
                            ("family", "family member"),
                            ("client", "another system"),
                            ("system", "Kith itself"),
                        ],
                        default="staff",
                        max_length=10,
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("social_worker", "Social worker"),
                                ("family_coach", "Family coach"),
                                ("conference_coordinator", "Conference coordinator"),
                                ("team_manager", "Team manager"),
                                ("coach_supervisor", "Coaches’ supervisor"),
                                ("quality_lead", "Quality lead"),
                                ("safeguarding_lead", "Safeguarding lead"),
                                ("analyst", "Analyst"),
                                ("intake", "Intake"),
                                ("administrator", "Administrator"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "opened_until",
                    models.DateTimeField(
                        editable=False,
                        help_text="Until when something that is closed may stand open to them; no page asks what, once it is past.",
                        null=True,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="user_email_once",
                        violation_error_message="This address can’t be used to sign in here.",
                    ),
                    models.UniqueConstraint(fields=("organisation", "id"), name="user_of_organisation"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["client", "system"]), _negated=True),
                            ("password__startswith", "!"),
                            _connector="OR",
                        ),
                        name="user_of_a_machine_has_no_password",
                        violation_error_message="Another system signs in by its token, and never by a password.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "family"), _negated=True), ("password__startswith", "!"), _connector="OR"
                        ),
                        name="user_of_a_family_has_no_password",
                        violation_error_message="Families sign in with a passkey or a code, and need no password.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="user_held",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE asks text; administers boolean;",
                            func="\n    IF current_user = 'kith_owner' THEN RETURN NEW; END IF;\n    -- With this an organisation begins. It can't sign in, and a signed asker is needed to be it.\n    IF TG_OP = 'INSERT' AND NEW.kind = 'system' AND NEW.roles = '{}' THEN RETURN NEW; END IF;\n    -- Before anyone is known row-level security lets every sign-in be read. What is left to write then is when it was last used.\n    IF TG_OP = 'UPDATE' AND (NEW.password, NEW.opened_until) IS DISTINCT FROM (OLD.password, OLD.opened_until)\n       AND kith_sec.organisation() <> OLD.organisation_id THEN\n      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';\n    END IF;\n    -- Only they write their password: by the link of a reset too, in their own name.\n    IF TG_OP = 'UPDATE' AND NEW.kind = 'staff' AND NEW.password <> OLD.password\n       AND kith_sec.person() <> NEW.id AND (kith_sec.asker())[3] <> 'system' THEN\n      RAISE EXCEPTION 'not their password' USING ERRCODE = '23514', CONSTRAINT = 'user_password_by_owner';\n    END IF;\n    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active, NEW.email, NEW.name)\n       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active, OLD.email, OLD.name) THEN\n      RETURN NEW;\n    END IF;\n    asks := (kith_sec.asker())[3];\n    administers := EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles));\n    -- Whoever moves the address of a sign-in takes it over by the next message to it: for a colleague it takes two.\n    IF TG_OP = 'UPDATE' AND (NEW.email, NEW.name) IS DISTINCT FROM (OLD.email, OLD.name) AND (\n      kith_sec.organisation() <> OLD.organisation_id OR NOT (\n        kith_sec.person() = OLD.id OR asks = 'system'\n        OR (asks = 'staff' AND OLD.kind = 'family' AND NOT OLD.is_active)\n        OR (administers AND OLD.kind = 'staff' AND (NEW.email = OLD.email OR EXISTS (\n          SELECT FROM accounts_proposal p\n          WHERE p.kind = 'let_in' AND p.about_id = OLD.id AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL\n            AND NOT OLD.is_active AND (NEW.email = p.email OR NEW.email LIKE '%.invalid')))))) THEN\n      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'user_address_by_owner';\n    END IF;\n    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active)\n       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active) THEN\n      RETURN NEW;\n    END IF;\n    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind) IS DISTINCT FROM (OLD.organisation_id, OLD.kind) THEN\n      RAISE EXCEPTION 'a sign-in stays what it is' USING ERRCODE = '23514', CONSTRAINT = 'user_stays_what_it_is';\n    END IF;\n    IF kith_sec.organisation() <> NEW.organisation_id THEN\n      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';\n    END IF;\n    IF TG_OP = 'INSERT' AND NEW.kind = 'family' AND NEW.roles = '{}' THEN RETURN NEW; END IF;\n    -- A family member's sign-in is opened by themselves, who hold the invitation, and ended by whoever works here.\n    IF TG_OP = 'UPDATE' AND NEW.kind = 'family' AND NEW.roles = '{}' AND (\n      CASE WHEN NEW.is_active THEN kith_sec.person() = NEW.id ELSE asks = 'staff' END) THEN\n      RETURN NEW;\n    END IF;\n    -- Likewise who was let in by two, and holds the link.\n    IF TG_OP = 'UPDATE' AND NEW.kind = 'staff' AND NEW.is_active AND NEW.roles = OLD.roles AND kith_sec.person() = NEW.id AND EXISTS (\n      SELECT FROM accounts_proposal p\n      WHERE p.kind = 'let_in' AND p.about_id = NEW.id AND p.done_at IS NOT NULL AND p.used_at IS NULL) THEN\n      RETURN NEW;\n    END IF;\n    IF asks <> 'system' AND NOT administers THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_administrator';\n    END IF;\n    IF TG_OP = 'UPDATE' AND OLD.kind = 'staff' AND OLD.is_active AND 'administrator' = ANY (OLD.roles)\n       AND NOT (NEW.is_active AND 'administrator' = ANY (NEW.roles)) THEN\n      -- Two who end one another at the same moment wait for one another here.\n      PERFORM pg_advisory_xact_lock(hashtextextended('administrators of ' || NEW.organisation_id, 0));\n      IF NOT EXISTS (SELECT FROM accounts_user WHERE organisation_id = NEW.organisation_id AND id <> NEW.id AND kind = 'staff'\n                     AND is_active AND 'administrator' = ANY (roles)) THEN\n        RAISE EXCEPTION 'the last one' USING ERRCODE = '23514', CONSTRAINT = 'user_last_administrator';\n      END IF;\n    END IF;\n    IF asks = 'system' OR NEW.kind <> 'staff' THEN RETURN NEW; END IF;\n    IF NEW.id = kith_sec.person() THEN\n      RAISE EXCEPTION 'their own' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_not_by_oneself';\n    END IF;\n    IF (TG_OP = 'INSERT' AND NEW.is_active) OR ((TG_OP = 'INSERT' OR NOT NEW.roles <@ OLD.roles) AND NOT EXISTS (\n      SELECT FROM accounts_proposal p\n      WHERE p.kind IN ('let_in', 'give_roles') AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL\n        AND p.roles @> NEW.roles AND CASE\n          WHEN TG_OP = 'UPDATE' THEN p.about_id = NEW.id\n          ELSE p.about_id IS NULL AND (lower(NEW.email) = lower(p.email) OR NEW.email LIKE '%.invalid') END)) THEN\n      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_two';\n    END IF;\n    IF TG_OP = 'UPDATE' THEN\n      IF coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'reason', '') !~ '\\S' THEN\n        RAISE EXCEPTION 'no reason' USING ERRCODE = '23514', CONSTRAINT = 'user_change_says_why';\n      END IF;\n      IF 'team_manager' = ANY (OLD.roles) AND NOT 'team_manager' = ANY (NEW.roles) AND EXISTS (\n        SELECT FROM accounts_team WHERE manager_id = NEW.id AND ended_on IS NULL) THEN\n        RAISE EXCEPTION 'manages a team' USING ERRCODE = '23514', CONSTRAINT = 'user_manages_a_team';\n      END IF;\n    END IF;\n    RETURN NEW;\n",
                            hash="f2af2946a536ab68e11fbfa2546acd9b35f66163",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_user_held_cf98c",
                            table="accounts_user",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Locality",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("created_at", models.DateTimeField(default=database.clock.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(default=database.clock.now, editable=False)),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"),
                        name="locality_name_once",
                        violation_error_message="There is a place of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^\\s*$"), _negated=True),
                        name="locality_has_a_name",
                        violation_error_message="Say what the place is called.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="locality_held",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;\n    IF NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'locality_by_administrator';\n    END IF;\n    RETURN NEW;\n",
                            hash="ad87ce539af079b8c8ded4fb33432a9965683304",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_locality_held_c5d76",
                            table="accounts_locality",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accounts_localityevent" ("created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="9ad2ae64746346a1bcb5e87501e1900f27099e12",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_02f8d",
                            table="accounts_locality",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "accounts_localityevent" ("created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="7799df5082222de35bcf53c4ea060b8a9f71cfb7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_eb5f8",
                            table="accounts_locality",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accounts_localityevent" ("created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="0779ad45089dc861ad59724d394d265a6ba129d4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b5a62",
                            table="accounts_locality",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LocalityEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("asked_by", models.UUIDField(db_default=models.Func(function="kith_sec.person_or_none"), null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="accounts.locality",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("created_at", models.DateTimeField(default=database.clock.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(default=database.clock.now, editable=False)),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
            ],
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("created_at", models.DateTimeField(default=database.clock.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(default=database.clock.now, editable=False)),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams_managed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="manager",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name"),
                        name="team_name_once",
                        violation_error_message="There is a team of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^\\s*$"), _negated=True),
                        name="team_has_a_name",
                        violation_error_message="Say what the team is called.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="team_held",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;\n    IF NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'team_by_administrator';\n    END IF;\n    IF NEW.manager_id IS NULL OR (TG_OP = 'UPDATE' AND NEW.manager_id IS NOT DISTINCT FROM OLD.manager_id) THEN\n      RETURN NEW;\n    END IF;\n    IF NEW.manager_id = kith_sec.person() THEN\n      RAISE EXCEPTION 'oneself' USING ERRCODE = '23514', CONSTRAINT = 'team_manager_not_oneself';\n    END IF;\n    IF NOT EXISTS (SELECT FROM accounts_user\n                   WHERE id = NEW.manager_id AND kind = 'staff' AND is_active AND 'team_manager' = ANY (roles)) THEN\n      RAISE EXCEPTION 'no manager' USING ERRCODE = '23514', CONSTRAINT = 'team_manager_has_the_role';\n    END IF;\n    RETURN NEW;\n",
                            hash="ac2613bb6b38de60cf2df63eebffb10d843151cf",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_team_held_5593b",
                            table="accounts_team",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accounts_teamevent" ("created_at", "created_by_id", "ended_on", "id", "manager_id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_on", NEW."id", NEW."manager_id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="22b670bf5c51fc4668d38b9ac982f8ed333af109",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_71b40",
                            table="accounts_team",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "accounts_teamevent" ("created_at", "created_by_id", "ended_on", "id", "manager_id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_on", NEW."id", NEW."manager_id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="6f28fdc4afbe6bc0766be205e6a326c83406e736",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_529da",
                            table="accounts_team",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accounts_teamevent" ("created_at", "created_by_id", "ended_on", "id", "manager_id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."ended_on", OLD."id", OLD."manager_id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="5456ee9a7d84c01e82e91a054605ceb50dae2f9a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5bd04",
                            table="accounts_team",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("asked_by", models.UUIDField(db_default=models.Func(function="kith_sec.person_or_none"), null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="accounts.team",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("created_at", models.DateTimeField(default=database.clock.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(default=database.clock.now, editable=False)),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="manager",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
            ],
        ),
        migrations.CreateModel(
            name="UserChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("asked_by", models.UUIDField(null=True)),
                ("action", models.TextField(blank=True)),
                ("operation", models.CharField(choices=[("insert", "let in"), ("update", "changed")], max_length=10)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=200)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("social_worker", "Social worker"),
                                ("family_coach", "Family coach"),
                                ("conference_coordinator", "Conference coordinator"),
                                ("team_manager", "Team manager"),
                                ("coach_supervisor", "Coaches’ supervisor"),
                                ("quality_lead", "Quality lead"),
                                ("safeguarding_lead", "Safeguarding lead"),
                                ("analyst", "Analyst"),
                                ("intake", "Intake"),
                                ("administrator", "Administrator"),
                            ],
                            max_length=30,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField()),
                ("reason", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("created_at", models.DateTimeField(default=database.clock.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(default=database.clock.now, editable=False)),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("let_in", "Let someone in"),
                            ("give_roles", "Give roles"),
                            ("second_step_reset", "Take a lost second step away"),
                            ("single_sign_on", "Sign in with the account at work"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("job", models.CharField(blank=True, max_length=200, verbose_name="what their job is called")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("social_worker", "Social worker"),
                                ("family_coach", "Family coach"),
                                ("conference_coordinator", "Conference coordinator"),
                                ("team_manager", "Team manager"),
                                ("coach_supervisor", "Coaches’ supervisor"),
                                ("quality_lead", "Quality lead"),
                                ("safeguarding_lead", "Safeguarding lead"),
                                ("analyst", "Analyst"),
                                ("intake", "Intake"),
                                ("administrator", "Administrator"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="why?")),
                ("issuer", models.URLField(blank=True, max_length=400, verbose_name="issuer")),
                ("client_id", models.CharField(blank=True, max_length=200, verbose_name="client id")),
                ("sealed_secret", models.TextField(blank=True, help_text="Encrypted; empty once it is settled.")),
                ("asks_second_step", models.BooleanField(default=False)),
                ("expires_at", models.DateTimeField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When what was agreed to was done: it can't be done again by it.",
                        null=True,
                    ),
                ),
                (
                    "link_until",
                    models.DateTimeField(blank=True, help_text="How long the link of an invitation works.", null=True),
                ),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("created_by__isnull", False),
                            models.Q(
                                ("agreed_by__isnull", True),
                                models.Q(("agreed_by", models.F("created_by")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="proposal_takes_two",
                        violation_error_message="This takes two: another administrator agrees to what you asked for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about__isnull", True),
                            models.Q(
                                models.Q(("about", models.F("created_by")), _negated=True),
                                models.Q(
                                    ("agreed_by__isnull", True),
                                    models.Q(("about", models.F("agreed_by")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_not_for_oneself",
                        violation_error_message="This is about you: two others decide it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_at__isnull", True), ("ended_at__isnull", True), _connector="OR"),
                        name="proposal_agreed_or_ended",
                        violation_error_message="This has been settled already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("agreed_at__lte", models.F("expires_at")),
                                ("agreed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_agreed_in_time",
                        violation_error_message="That was asked for too long ago. Ask for it anew.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at__isnull", True), ("agreed_at__isnull", False), _connector="OR"),
                        name="proposal_done_when_agreed",
                        violation_error_message="Another administrator agrees to it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_at__isnull", True),
                            models.Q(("link_until__isnull", False), ("used_at__lte", models.F("link_until"))),
                            _connector="OR",
                        ),
                        name="proposal_link_used_in_time",
                        violation_error_message="This link has been used, or is too old.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["let_in", "single_sign_on"]),
                            models.Q(("about__isnull", False), models.Q(("reason__regex", "^\\s*$"), _negated=True)),
                            _connector="OR",
                        ),
                        name="proposal_says_why",
                        violation_error_message="Say why, so that whoever agrees knows it too.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "let_in"), _negated=True),
                            models.Q(
                                models.Q(("name__regex", "^\\s*$"), _negated=True),
                                models.Q(("email", ""), _negated=True),
                                models.Q(("job__regex", "^\\s*$"), _negated=True),
                                ("roles__len__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_says_whom",
                        violation_error_message="Say who it is, their e-mail, their job, and at least one role.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "single_sign_on"), _negated=True),
                            models.Q(
                                models.Q(("issuer", ""), _negated=True), models.Q(("client_id", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="proposal_says_which_provider",
                        violation_error_message="Say which provider it is.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("about__isnull", False), ("agreed_at__isnull", True), ("ended_at__isnull", True)
                        ),
                        fields=("about", "kind"),
                        name="proposal_one_at_a_time",
                        violation_error_message="Someone has asked for this already, and it waits for a second yes.",
                    ),
                    models.UniqueConstraint(
                        models.F("organisation"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("agreed_at__isnull", True), ("ended_at__isnull", True), ("kind", "let_in")),
                        name="proposal_to_an_address_once",
                        violation_error_message="An invitation to this address waits for a second yes already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="proposal_held",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF current_user = 'kith_owner' THEN RETURN NEW; END IF;\n    -- Whoever was let in takes the link up themselves, and changes nothing else.\n    IF TG_OP = 'UPDATE' AND NEW.kind = 'let_in' AND NEW.about_id = kith_sec.person() AND OLD.agreed_at IS NOT NULL\n       AND OLD.used_at IS NULL AND (NEW.link_until, NEW.done_at) IS NOT DISTINCT FROM (OLD.link_until, OLD.done_at) THEN\n      NULL;\n    ELSIF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))\n    THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'proposal_by_administrators';\n    END IF;\n    IF TG_OP = 'INSERT' THEN\n      IF NEW.created_by_id IS DISTINCT FROM kith_sec.person() THEN\n        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'proposal_in_own_name';\n      END IF;\n      IF num_nonnulls(NEW.agreed_at, NEW.agreed_by_id, NEW.ended_at, NEW.done_at, NEW.used_at, NEW.link_until) > 0 THEN\n        RAISE EXCEPTION 'settled already' USING ERRCODE = '23514', CONSTRAINT = 'proposal_stays_as_it_was';\n      END IF;\n      RETURN NEW;\n    END IF;\n    IF (NEW.kind, NEW.name, NEW.email, NEW.job, NEW.roles, NEW.team_id, NEW.reason, NEW.issuer, NEW.client_id,\n        NEW.asks_second_step, NEW.created_by_id, NEW.expires_at)\n       IS DISTINCT FROM (OLD.kind, OLD.name, OLD.email, OLD.job, OLD.roles, OLD.team_id, OLD.reason, OLD.issuer, OLD.client_id,\n        OLD.asks_second_step, OLD.created_by_id, OLD.expires_at)\n       OR NEW.sealed_secret NOT IN (OLD.sealed_secret, '')\n       OR (OLD.about_id IS NOT NULL AND NEW.about_id IS DISTINCT FROM OLD.about_id)\n       OR (OLD.agreed_at IS NOT NULL AND (NEW.agreed_at, NEW.agreed_by_id) IS DISTINCT FROM (OLD.agreed_at, OLD.agreed_by_id))\n       OR (OLD.ended_at IS NOT NULL AND (NEW.ended_at, NEW.agreed_at) IS DISTINCT FROM (OLD.ended_at, OLD.agreed_at))\n       OR (OLD.done_at IS NOT NULL AND NEW.done_at IS DISTINCT FROM OLD.done_at)\n       OR (OLD.used_at IS NOT NULL AND (NEW.used_at, NEW.link_until) IS DISTINCT FROM (OLD.used_at, OLD.link_until)) THEN\n      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'proposal_stays_as_it_was';\n    END IF;\n    IF NEW.agreed_at IS NOT NULL AND OLD.agreed_at IS NULL THEN\n      IF NEW.agreed_by_id IS DISTINCT FROM kith_sec.person() THEN\n        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'proposal_in_own_name';\n      END IF;\n      IF NOT EXISTS (SELECT FROM accounts_user\n                     WHERE id = NEW.created_by_id AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN\n        RAISE EXCEPTION 'who asked has left' USING ERRCODE = '23514', CONSTRAINT = 'proposal_of_an_administrator';\n      END IF;\n    END IF;\n    RETURN NEW;\n",
                            hash="3193d15219867a6967b48d9325bbf214bd575e3f",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_proposal_held_bfce5",
                            table="accounts_proposal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accounts_proposalevent" ("about_id", "agreed_at", "agreed_by_id", "asks_second_step", "client_id", "created_at", "created_by_id", "done_at", "email", "ended_at", "ended_by_id", "expires_at", "id", "issuer", "job", "kind", "link_until", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "roles", "row_version", "team_id", "updated_at", "used_at") VALUES (NEW."about_id", NEW."agreed_at", NEW."agreed_by_id", NEW."asks_second_step", NEW."client_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."email", NEW."ended_at", NEW."ended_by_id", NEW."expires_at", NEW."id", NEW."issuer", NEW."job", NEW."kind", NEW."link_until", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."roles", NEW."row_version", NEW."team_id", NEW."updated_at", NEW."used_at"); RETURN NULL;',
                            hash="f75beb479abf8f1d1bab0a9a6ad4037c0f57c1c3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_bdd19",
                            table="accounts_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about_id" IS DISTINCT FROM (NEW."about_id") OR OLD."agreed_at" IS DISTINCT FROM (NEW."agreed_at") OR OLD."agreed_by_id" IS DISTINCT FROM (NEW."agreed_by_id") OR OLD."asks_second_step" IS DISTINCT FROM (NEW."asks_second_step") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."ended_by_id" IS DISTINCT FROM (NEW."ended_by_id") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."issuer" IS DISTINCT FROM (NEW."issuer") OR OLD."job" IS DISTINCT FROM (NEW."job") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."link_until" IS DISTINCT FROM (NEW."link_until") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."roles" IS DISTINCT FROM (NEW."roles") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at") OR OLD."used_at" IS DISTINCT FROM (NEW."used_at"))',
                            func='INSERT INTO "accounts_proposalevent" ("about_id", "agreed_at", "agreed_by_id", "asks_second_step", "client_id", "created_at", "created_by_id", "done_at", "email", "ended_at", "ended_by_id", "expires_at", "id", "issuer", "job", "kind", "link_until", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "roles", "row_version", "team_id", "updated_at", "used_at") VALUES (NEW."about_id", NEW."agreed_at", NEW."agreed_by_id", NEW."asks_second_step", NEW."client_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."email", NEW."ended_at", NEW."ended_by_id", NEW."expires_at", NEW."id", NEW."issuer", NEW."job", NEW."kind", NEW."link_until", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."roles", NEW."row_version", NEW."team_id", NEW."updated_at", NEW."used_at"); RETURN NULL;',
                            hash="eac87a296d6bd6697d7ef68af889d010441bd36c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_bb738",
                            table="accounts_proposal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accounts_proposalevent" ("about_id", "agreed_at", "agreed_by_id", "asks_second_step", "client_id", "created_at", "created_by_id", "done_at", "email", "ended_at", "ended_by_id", "expires_at", "id", "issuer", "job", "kind", "link_until", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "roles", "row_version", "team_id", "updated_at", "used_at") VALUES (OLD."about_id", OLD."agreed_at", OLD."agreed_by_id", OLD."asks_second_step", OLD."client_id", OLD."created_at", OLD."created_by_id", OLD."done_at", OLD."email", OLD."ended_at", OLD."ended_by_id", OLD."expires_at", OLD."id", OLD."issuer", OLD."job", OLD."kind", OLD."link_until", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."roles", OLD."row_version", OLD."team_id", OLD."updated_at", OLD."used_at"); RETURN NULL;',
                            hash="b2820ec02ad51e8937b0cf4da0a2368e4a28538a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b8b54",
                            table="accounts_proposal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposalEvent",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("asked_by", models.UUIDField(db_default=models.Func(function="kith_sec.person_or_none"), null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        related_query_name="events",
                        to="accounts.proposal",
                    ),
                ),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, serialize=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.organisation",
                    ),
                ),
                ("created_at", models.DateTimeField(default=database.clock.now, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("updated_at", models.DateTimeField(default=database.clock.now, editable=False)),
                ("row_version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("let_in", "Let someone in"),
                            ("give_roles", "Give roles"),
                            ("second_step_reset", "Take a lost second step away"),
                            ("single_sign_on", "Sign in with the account at work"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("job", models.CharField(blank=True, max_length=200, verbose_name="what their job is called")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("social_worker", "Social worker"),
                                ("family_coach", "Family coach"),
                                ("conference_coordinator", "Conference coordinator"),
                                ("team_manager", "Team manager"),
                                ("coach_supervisor", "Coaches’ supervisor"),
                                ("quality_lead", "Quality lead"),
                                ("safeguarding_lead", "Safeguarding lead"),
                                ("analyst", "Analyst"),
                                ("intake", "Intake"),
                                ("administrator", "Administrator"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="why?")),
                ("issuer", models.URLField(blank=True, max_length=400, verbose_name="issuer")),
                ("client_id", models.CharField(blank=True, max_length=200, verbose_name="client id")),
                ("asks_second_step", models.BooleanField(default=False)),
                ("expires_at", models.DateTimeField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When what was agreed to was done: it can't be done again by it.",
                        null=True,
                    ),
                ),
                (
                    "link_until",
                    models.DateTimeField(blank=True, help_text="How long the link of an invitation works.", null=True),
                ),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="SingleSignOn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="single_sign_on",
                        to="accounts.organisation",
                    ),
                ),
                ("issuer", models.URLField(max_length=400, verbose_name="issuer")),
                ("client_id", models.CharField(max_length=200, verbose_name="client id")),
                ("sealed_secret", models.TextField(help_text="Encrypted: accounts/secrets.py.")),
                (
                    "asks_second_step",
                    models.BooleanField(default=False, verbose_name="it asks for a second step itself"),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="people sign in with it")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issuer__regex", "^https://[^/]"),
                            ("issuer__regex", "^http://(localhost|127\\.0\\.0\\.1)[:/]"),
                            _connector="OR",
                        ),
                        name="single_sign_on_over_https",
                        violation_error_message="The issuer’s address begins with https://.",
                    )
                ],
            },
        ),
    ]
