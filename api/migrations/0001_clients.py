"""Other systems that may ask."""

import database.clock
import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("api", "0001_api_client"), ("api", "0003_let_in_by_two")]

    initial = True

    dependencies = [
        ("families", "0009_team_ends_empty"),
        ("oauth2_provider", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiClient",
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
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_client",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_client",
                        to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL,
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("people.read", "Read people and how they are related"),
                                ("people.write", "Add people and how they are related"),
                                ("families.read", "Read families and who works with them"),
                                ("families.write", "Begin families and add members"),
                                (
                                    "conversations.summary",
                                    "Read the date, whether the child was seen, and the headline",
                                ),
                                ("conversations.read", "Read whole conversations"),
                                ("conversations.write", "Log conversations"),
                                ("conferences.read", "Read family group conferences"),
                                ("conferences.write", "Offer family group conferences"),
                                ("linkups.read", "Read link-ups"),
                                ("linkups.write", "Offer link-ups and take them on"),
                            ],
                            max_length=40,
                        ),
                        size=None,
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="what for?")),
                (
                    "practitioner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_clients",
                        to="families.practitioner",
                        verbose_name="writes in the name of",
                    ),
                ),
                ("secret_set_at", models.DateTimeField(default=database.clock.now)),
                (
                    "secret_set_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Who made another secret; empty while it has its first, which whoever asked for it holds.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "stopped_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("agreed_by__isnull", True),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("secret_set_by__isnull", False),
                                models.Q(("agreed_by", models.F("secret_set_by")), _negated=True),
                            ),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("created_by__isnull", False),
                                ("secret_set_by__isnull", True),
                                models.Q(("agreed_by", models.F("created_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="api_client_takes_two",
                        violation_error_message="You asked for this: another administrator agrees, or whoever runs Kith.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at__isnull", True), ("stopped_by__isnull", True)),
                            models.Q(("stopped_at__isnull", False), ("stopped_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="api_client_stopped_by_someone",
                        violation_error_message="Say who stopped it, and when.",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "name"),
                        name="api_client_name_once",
                        violation_error_message="A system of this name is let in already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose__regex", "^\\s*$"), _negated=True),
                            models.Q(("name__regex", "^\\s*$"), _negated=True),
                        ),
                        name="api_client_says_what_for",
                        violation_error_message="Say which system it is, and what for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scopes__len__gt", 0)),
                        name="api_client_has_a_scope",
                        violation_error_message="Say what it may do: at least one scope.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="api_client_held",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;\n    IF NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_administrator';\n    END IF;\n    IF TG_OP = 'INSERT' THEN\n      IF NEW.created_by_id IS DISTINCT FROM kith_sec.person() OR NEW.agreed_by_id IS NOT NULL OR NEW.secret_set_by_id IS NOT NULL THEN\n        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';\n      END IF;\n      RETURN NEW;\n    END IF;\n    IF (NEW.name, NEW.user_id, NEW.application_id, NEW.scopes, NEW.purpose, NEW.practitioner_id, NEW.created_by_id)\n       IS DISTINCT FROM (OLD.name, OLD.user_id, OLD.application_id, OLD.scopes, OLD.purpose, OLD.practitioner_id, OLD.created_by_id)\n       OR OLD.stopped_at IS NOT NULL\n       OR (OLD.agreed_by_id IS NOT NULL AND NEW.agreed_by_id IS DISTINCT FROM OLD.agreed_by_id\n           AND NOT (NEW.agreed_by_id IS NULL AND NEW.secret_set_by_id = kith_sec.person())) THEN\n      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'api_client_stays_as_it_was';\n    END IF;\n    IF NEW.agreed_by_id IS NOT NULL AND OLD.agreed_by_id IS NULL AND NEW.agreed_by_id <> kith_sec.person() THEN\n      RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';\n    END IF;\n    -- Whoever makes another secret holds it: what was agreed to with the former is agreed to no more.\n    IF (NEW.secret_set_by_id, NEW.secret_set_at) IS DISTINCT FROM (OLD.secret_set_by_id, OLD.secret_set_at)\n       AND (NEW.secret_set_by_id IS DISTINCT FROM kith_sec.person() OR NEW.agreed_by_id IS NOT NULL) THEN\n      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';\n    END IF;\n    RETURN NEW;\n",
                            hash="28adea72151ff2254ce6572064ded34eac4f5713",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_api_client_held_2b18b",
                            table="api_apiclient",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "api_apiclientevent" ("agreed_at", "agreed_by_id", "application_id", "created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "purpose", "row_version", "scopes", "secret_set_at", "secret_set_by_id", "stopped_at", "stopped_by_id", "updated_at", "user_id") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."application_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practitioner_id", NEW."purpose", NEW."row_version", NEW."scopes", NEW."secret_set_at", NEW."secret_set_by_id", NEW."stopped_at", NEW."stopped_by_id", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="35eb0acdbc0f2e7852bb52f2109d30a0cedbaf02",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_36981",
                            table="api_apiclient",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "api_apiclientevent" ("agreed_at", "agreed_by_id", "application_id", "created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "purpose", "row_version", "scopes", "secret_set_at", "secret_set_by_id", "stopped_at", "stopped_by_id", "updated_at", "user_id") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."application_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practitioner_id", NEW."purpose", NEW."row_version", NEW."scopes", NEW."secret_set_at", NEW."secret_set_by_id", NEW."stopped_at", NEW."stopped_by_id", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="8a40681f21185025aca436682d6dc703cab1027a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8531c",
                            table="api_apiclient",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "api_apiclientevent" ("agreed_at", "agreed_by_id", "application_id", "created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "purpose", "row_version", "scopes", "secret_set_at", "secret_set_by_id", "stopped_at", "stopped_by_id", "updated_at", "user_id") VALUES (OLD."agreed_at", OLD."agreed_by_id", OLD."application_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."practitioner_id", OLD."purpose", OLD."row_version", OLD."scopes", OLD."secret_set_at", OLD."secret_set_by_id", OLD."stopped_at", OLD."stopped_by_id", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                            hash="3c4e31d93937058c6ed34eeb2f6515ed9983ac8f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4bbc5",
                            table="api_apiclient",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApiClientEvent",
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
                        to="api.apiclient",
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
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL,
                    ),
                ),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("people.read", "Read people and how they are related"),
                                ("people.write", "Add people and how they are related"),
                                ("families.read", "Read families and who works with them"),
                                ("families.write", "Begin families and add members"),
                                (
                                    "conversations.summary",
                                    "Read the date, whether the child was seen, and the headline",
                                ),
                                ("conversations.read", "Read whole conversations"),
                                ("conversations.write", "Log conversations"),
                                ("conferences.read", "Read family group conferences"),
                                ("conferences.write", "Offer family group conferences"),
                                ("linkups.read", "Read link-ups"),
                                ("linkups.write", "Offer link-ups and take them on"),
                            ],
                            max_length=40,
                        ),
                        size=None,
                    ),
                ),
                ("purpose", models.CharField(max_length=200, verbose_name="what for?")),
                (
                    "practitioner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                        verbose_name="writes in the name of",
                    ),
                ),
                ("secret_set_at", models.DateTimeField(default=database.clock.now)),
                (
                    "secret_set_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Who made another secret; empty while it has its first, which whoever asked for it holds.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "stopped_by",
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
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]
