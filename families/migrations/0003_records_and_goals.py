"""What is written down: records, entries, goals, support maps and reported offers."""

import database.clock
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import families.periods
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("families", "0006_reported_offer"), ("families", "0030_support_maps")]

    dependencies = [
        ("families", "0002_people_and_families"),
    ]

    operations = [
        migrations.CreateModel(
            name="Record",
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
                            ("conversation", "Conversation"),
                            ("conference", "Family group conference"),
                            ("family_plan", "Family plan"),
                            ("goal", "Goal"),
                            ("coach_session", "Coach session"),
                            ("support_network", "Support map"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="families.family",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="when")),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records_written",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author_person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records_written",
                        to="families.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["family", "-happened_on", "-id"], name="record_story")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_recordevent" ("author_id", "author_person_id", "created_at", "created_by_id", "family_id", "happened_on", "id", "kind", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."author_id", NEW."author_person_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."happened_on", NEW."id", NEW."kind", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="184f661e5a088fe36a12da2b84fbf19b0e1da795",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_97e9d",
                            table="families_record",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_recordevent" ("author_id", "author_person_id", "created_at", "created_by_id", "family_id", "happened_on", "id", "kind", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."author_id", NEW."author_person_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."happened_on", NEW."id", NEW."kind", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="40368cef160e567d6c2c6ae643b9af1b1fd5605c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_57d52",
                            table="families_record",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_recordevent" ("author_id", "author_person_id", "created_at", "created_by_id", "family_id", "happened_on", "id", "kind", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."author_id", OLD."author_person_id", OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."happened_on", OLD."id", OLD."kind", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="5255d8ebbffca744ab0d8b0c50d117118f9d6f5d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c98dc",
                            table="families_record",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordEvent",
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
                        to="families.record",
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
                            ("conversation", "Conversation"),
                            ("conference", "Family group conference"),
                            ("family_plan", "Family plan"),
                            ("goal", "Goal"),
                            ("coach_session", "Coach session"),
                            ("support_network", "Support map"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.family",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="when")),
                (
                    "author",
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
                (
                    "author_person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecordSubject",
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
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subjects",
                        to="families.record",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="subject_of", to="families.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("record", "person"), name="record_subject_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_recordsubjectevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."record_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="f0a78a54229a9ec812b2e6f1cd98de4a89829a37",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2af54",
                            table="families_recordsubject",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_recordsubjectevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."record_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="c512764dad5ad65587096aa0f62626b1788d6b43",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_10bde",
                            table="families_recordsubject",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_recordsubjectevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."record_id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="1699aa8dd5bf5ff5a2419d31a44d3340eeb828c6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_52cc7",
                            table="families_recordsubject",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordSubjectEvent",
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
                        to="families.recordsubject",
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
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ShareState",
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
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="share_states",
                        to="families.record",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="share_states", to="families.person"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("shared_later", "Shared later"),
                            ("withheld", "Not shared for now"),
                            ("child_only", "Only the child and who they choose"),
                        ],
                        default="shared",
                        max_length=20,
                        verbose_name="sharing",
                    ),
                ),
                ("share_on", models.DateField(blank=True, null=True, verbose_name="shared from")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("serious_harm", "It could cause serious harm"),
                            ("would_prejudice_safeguarding", "It would get in the way of keeping someone safe"),
                            ("third_party", "It is about someone else"),
                            ("police_or_court", "The police or a court asked"),
                            ("childs_confidence", "A child told us in confidence"),
                            ("legal_privilege", "Legal advice"),
                            ("other", "Another reason"),
                        ],
                        max_length=40,
                        verbose_name="why not?",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="look again on")),
                ("first_seen_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record", "person"), name="share_state_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withheld"), _negated=True),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                ("review_on__isnull", False),
                                ("review_on__gt", models.F("decided_on")),
                                (
                                    "review_on__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("decided_on"), "+", models.Value(datetime.timedelta(days=90))
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="withheld_says_why",
                        violation_error_message="To keep something back, say why, who decided, and when you will look again: within 90 days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "shared_later"), _negated=True),
                            ("share_on__isnull", False),
                            _connector="OR",
                        ),
                        name="shared_later_says_when",
                        violation_error_message="Say from when it is shared.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="share_state_child_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"state\" = 'child_only')",
                            func="\n                    IF EXISTS (\n                      SELECT FROM families_person person JOIN families_record record ON record.id = NEW.record_id\n                      WHERE person.id = NEW.person_id\n                        AND person.date_of_birth <= record.happened_on - interval '18 years') THEN\n                      RAISE EXCEPTION 'of an adult' USING ERRCODE = '23514', CONSTRAINT = 'child_only_is_of_a_child';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="0d5e48a44e0137d9f7740584975839200efffa1e",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_share_state_child_only_59ab0",
                            table="families_sharestate",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_sharestateevent" ("created_at", "created_by_id", "decided_by_id", "decided_on", "first_seen_at", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "review_on", "row_version", "share_on", "state", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."decided_by_id", NEW."decided_on", NEW."first_seen_at", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."record_id", NEW."review_on", NEW."row_version", NEW."share_on", NEW."state", NEW."updated_at"); RETURN NULL;',
                            hash="0cd0e1c2ec2f0b801dcdac0f6f3e959e11cabf14",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_599b0",
                            table="families_sharestate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_sharestateevent" ("created_at", "created_by_id", "decided_by_id", "decided_on", "first_seen_at", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "review_on", "row_version", "share_on", "state", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."decided_by_id", NEW."decided_on", NEW."first_seen_at", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."record_id", NEW."review_on", NEW."row_version", NEW."share_on", NEW."state", NEW."updated_at"); RETURN NULL;',
                            hash="68727f938319b9738fc6c769e64e203696221086",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0f435",
                            table="families_sharestate",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_sharestateevent" ("created_at", "created_by_id", "decided_by_id", "decided_on", "first_seen_at", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "record_id", "review_on", "row_version", "share_on", "state", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."decided_by_id", OLD."decided_on", OLD."first_seen_at", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."record_id", OLD."review_on", OLD."row_version", OLD."share_on", OLD."state", OLD."updated_at"); RETURN NULL;',
                            hash="93b371377d51d78cbca9063cfdbbcd1a5f07b481",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a1c2a",
                            table="families_sharestate",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareStateEvent",
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
                        to="families.sharestate",
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
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shared", "Shared"),
                            ("shared_later", "Shared later"),
                            ("withheld", "Not shared for now"),
                            ("child_only", "Only the child and who they choose"),
                        ],
                        default="shared",
                        max_length=20,
                        verbose_name="sharing",
                    ),
                ),
                ("share_on", models.DateField(blank=True, null=True, verbose_name="shared from")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("serious_harm", "It could cause serious harm"),
                            ("would_prejudice_safeguarding", "It would get in the way of keeping someone safe"),
                            ("third_party", "It is about someone else"),
                            ("police_or_court", "The police or a court asked"),
                            ("childs_confidence", "A child told us in confidence"),
                            ("legal_privilege", "Legal advice"),
                            ("other", "Another reason"),
                        ],
                        max_length=40,
                        verbose_name="why not?",
                    ),
                ),
                (
                    "decided_by",
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
                ("decided_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True, verbose_name="look again on")),
                ("first_seen_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
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
                    "record",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="families.record",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "Said"),
                            ("child_view", "A child’s view"),
                            ("seen", "Seen"),
                            ("reported", "Told to us"),
                            ("professional_view", "My view"),
                            ("strength", "Strength"),
                            ("worry", "Worry"),
                            ("hope", "Hope"),
                            ("context", "What’s going on around"),
                            ("step", "Next step"),
                            ("decision", "Decision"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("body", models.CharField(max_length=40000, verbose_name="words")),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries_spoken",
                        to="families.person",
                        verbose_name="who said it?",
                    ),
                ),
                (
                    "observer",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.practitioner",
                        verbose_name="who saw it?",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=4000, verbose_name="because")),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="who told us?")),
                (
                    "source_relationship",
                    models.CharField(blank=True, max_length=200, verbose_name="who are they to the family?"),
                ),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="when did they tell us?")),
                (
                    "how_told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("words", "in words"),
                            ("drawing", "by drawing"),
                            ("play", "in play"),
                            ("behaviour", "by what they did"),
                            ("audio", "in a recording"),
                            ("signing", "by signing"),
                            ("other", "another way"),
                        ],
                        max_length=20,
                        verbose_name="how did they tell it?",
                    ),
                ),
                ("what_they_did", models.CharField(blank=True, max_length=4000, verbose_name="what did they do?")),
                ("by_when", models.DateField(blank=True, null=True, verbose_name="by when?")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record", "position"), name="entry_place_once"),
                    models.CheckConstraint(
                        condition=models.Q(("body__regex", "^\\s*$"), _negated=True),
                        name="entry_not_blank",
                        violation_error_message="Write something, or take the entry out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["said", "child_view"]), _negated=True),
                            ("speaker__isnull", False),
                            _connector="OR",
                        ),
                        name="entry_said_needs_speaker",
                        violation_error_message="Say who said it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "professional_view"), _negated=True),
                            models.Q(("author__isnull", False), models.Q(("because__regex", "^\\s*$"), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_view_needs_because",
                        violation_error_message="Say why you think so.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reported"), _negated=True),
                            models.Q(("source_name__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="entry_reported_needs_source",
                        violation_error_message="Say who told you.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "child_view"), _negated=True),
                            models.Q(("how_told", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="entry_child_view_says_how",
                        violation_error_message="Say how the child told it.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_entryevent" ("author_id", "because", "body", "by_when", "created_at", "created_by_id", "how_told", "id", "kind", "observer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "received_on", "record_id", "row_version", "source_name", "source_relationship", "speaker_id", "updated_at", "what_they_did") VALUES (NEW."author_id", NEW."because", NEW."body", NEW."by_when", NEW."created_at", NEW."created_by_id", NEW."how_told", NEW."id", NEW."kind", NEW."observer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."received_on", NEW."record_id", NEW."row_version", NEW."source_name", NEW."source_relationship", NEW."speaker_id", NEW."updated_at", NEW."what_they_did"); RETURN NULL;',
                            hash="5c8942ae078501512e38fe627f360021f7442e86",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_12eb3",
                            table="families_entry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_entryevent" ("author_id", "because", "body", "by_when", "created_at", "created_by_id", "how_told", "id", "kind", "observer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "received_on", "record_id", "row_version", "source_name", "source_relationship", "speaker_id", "updated_at", "what_they_did") VALUES (NEW."author_id", NEW."because", NEW."body", NEW."by_when", NEW."created_at", NEW."created_by_id", NEW."how_told", NEW."id", NEW."kind", NEW."observer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."received_on", NEW."record_id", NEW."row_version", NEW."source_name", NEW."source_relationship", NEW."speaker_id", NEW."updated_at", NEW."what_they_did"); RETURN NULL;',
                            hash="e9bc7274334cc7b1face0adbd09ba2d29cf2516f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d0362",
                            table="families_entry",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_entryevent" ("author_id", "because", "body", "by_when", "created_at", "created_by_id", "how_told", "id", "kind", "observer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "received_on", "record_id", "row_version", "source_name", "source_relationship", "speaker_id", "updated_at", "what_they_did") VALUES (OLD."author_id", OLD."because", OLD."body", OLD."by_when", OLD."created_at", OLD."created_by_id", OLD."how_told", OLD."id", OLD."kind", OLD."observer_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."received_on", OLD."record_id", OLD."row_version", OLD."source_name", OLD."source_relationship", OLD."speaker_id", OLD."updated_at", OLD."what_they_did"); RETURN NULL;',
                            hash="c2d37c61c1636d70cdb7973caad31954c5a27d6e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_795f7",
                            table="families_entry",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryEvent",
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
                        to="families.entry",
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
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said", "Said"),
                            ("child_view", "A child’s view"),
                            ("seen", "Seen"),
                            ("reported", "Told to us"),
                            ("professional_view", "My view"),
                            ("strength", "Strength"),
                            ("worry", "Worry"),
                            ("hope", "Hope"),
                            ("context", "What’s going on around"),
                            ("step", "Next step"),
                            ("decision", "Decision"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("body", models.CharField(max_length=40000, verbose_name="words")),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who said it?",
                    ),
                ),
                (
                    "observer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                        verbose_name="who saw it?",
                    ),
                ),
                (
                    "author",
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
                ("because", models.CharField(blank=True, max_length=4000, verbose_name="because")),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="who told us?")),
                (
                    "source_relationship",
                    models.CharField(blank=True, max_length=200, verbose_name="who are they to the family?"),
                ),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="when did they tell us?")),
                (
                    "how_told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("words", "in words"),
                            ("drawing", "by drawing"),
                            ("play", "in play"),
                            ("behaviour", "by what they did"),
                            ("audio", "in a recording"),
                            ("signing", "by signing"),
                            ("other", "another way"),
                        ],
                        max_length=20,
                        verbose_name="how did they tell it?",
                    ),
                ),
                ("what_they_did", models.CharField(blank=True, max_length=4000, verbose_name="what did they do?")),
                ("by_when", models.DateField(blank=True, null=True, verbose_name="by when?")),
            ],
        ),
        migrations.CreateModel(
            name="EntryPerson",
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
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="families.entry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="families.person"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("entry", "person"), name="entry_person_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_entrypersonevent" ("created_at", "created_by_id", "entry_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."entry_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="579e84a0ee6975989401f374241d6aab4c84f45e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_210b3",
                            table="families_entryperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_entrypersonevent" ("created_at", "created_by_id", "entry_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."entry_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="e5efa0c39c9c8e7a77e65ac3b0cd4a1075ef92d3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c8b61",
                            table="families_entryperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_entrypersonevent" ("created_at", "created_by_id", "entry_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."entry_id", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="dfe3a4b4bcaa8d2143d48b5349f3f2a2d763e8d8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f1632",
                            table="families_entryperson",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryPersonEvent",
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
                        to="families.entryperson",
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
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.entry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Goal",
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
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goal", to="families.record"
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="families.family"
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="what do you want to change?")),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("kids_behaviour", "How the kids behave"),
                            ("being_a_parent", "Being a parent"),
                            ("friends_and_belonging", "Friends and belonging"),
                            ("getting_out_more", "Getting out more"),
                            ("routines", "Routines"),
                            ("school", "School"),
                            ("money_and_home", "Money and home"),
                            ("health", "Health"),
                            ("couple_or_family_relationships", "Getting on as a couple or a family"),
                            ("settling_in_a_new_country", "Settling in a new country"),
                            ("work_or_study", "Work or study"),
                            ("fun", "Fun"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=40,
                        verbose_name="what is it about?",
                    ),
                ),
                ("zero_means", models.CharField(blank=True, max_length=200, verbose_name="what would 0 be like?")),
                ("ten_means", models.CharField(blank=True, max_length=200, verbose_name="what would 10 be like?")),
                (
                    "hoped",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=3,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="where do you hope to get to?",
                    ),
                ),
                (
                    "small_sign",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what small sign would show it is working?"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Working towards it"),
                            ("reached", "Reached"),
                            ("changed", "Changed to another"),
                            ("let_go", "Let go"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="goal_has_words",
                        violation_error_message="Write it in the family’s own words.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hoped__isnull", True), models.Q(("hoped__gte", 0), ("hoped__lte", 10)), _connector="OR"
                        ),
                        name="goal_hope_on_the_scale",
                        violation_error_message="The scale goes from 0 to 10.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_goalevent" ("created_at", "created_by_id", "family_id", "hoped", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "small_sign", "state", "ten_means", "theme", "updated_at", "words", "zero_means") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."hoped", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."record_id", NEW."row_version", NEW."small_sign", NEW."state", NEW."ten_means", NEW."theme", NEW."updated_at", NEW."words", NEW."zero_means"); RETURN NULL;',
                            hash="1188b34041907a6fc8cdba513ea4f68ac47b8d15",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_66538",
                            table="families_goal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_goalevent" ("created_at", "created_by_id", "family_id", "hoped", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "small_sign", "state", "ten_means", "theme", "updated_at", "words", "zero_means") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."hoped", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."record_id", NEW."row_version", NEW."small_sign", NEW."state", NEW."ten_means", NEW."theme", NEW."updated_at", NEW."words", NEW."zero_means"); RETURN NULL;',
                            hash="18c6b62f13238f92c11fe1ffa5e1cde5c29f82f8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b0465",
                            table="families_goal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_goalevent" ("created_at", "created_by_id", "family_id", "hoped", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "small_sign", "state", "ten_means", "theme", "updated_at", "words", "zero_means") VALUES (OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."hoped", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."record_id", OLD."row_version", OLD."small_sign", OLD."state", OLD."ten_means", OLD."theme", OLD."updated_at", OLD."words", OLD."zero_means"); RETURN NULL;',
                            hash="45d238da2c94b57aa6de3eba0554bd8afc9fb65e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_277ee",
                            table="families_goal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalEvent",
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
                        to="families.goal",
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
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.family",
                    ),
                ),
                ("words", models.CharField(max_length=200, verbose_name="what do you want to change?")),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("kids_behaviour", "How the kids behave"),
                            ("being_a_parent", "Being a parent"),
                            ("friends_and_belonging", "Friends and belonging"),
                            ("getting_out_more", "Getting out more"),
                            ("routines", "Routines"),
                            ("school", "School"),
                            ("money_and_home", "Money and home"),
                            ("health", "Health"),
                            ("couple_or_family_relationships", "Getting on as a couple or a family"),
                            ("settling_in_a_new_country", "Settling in a new country"),
                            ("work_or_study", "Work or study"),
                            ("fun", "Fun"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=40,
                        verbose_name="what is it about?",
                    ),
                ),
                ("zero_means", models.CharField(blank=True, max_length=200, verbose_name="what would 0 be like?")),
                ("ten_means", models.CharField(blank=True, max_length=200, verbose_name="what would 10 be like?")),
                (
                    "hoped",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=3,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="where do you hope to get to?",
                    ),
                ),
                (
                    "small_sign",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what small sign would show it is working?"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("active", "Working towards it"),
                            ("reached", "Reached"),
                            ("changed", "Changed to another"),
                            ("let_go", "Let go"),
                        ],
                        default="active",
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GoalScore",
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
                    "goal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="families.goal",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goal_scores", to="families.person"
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="where are things now?",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=4000, verbose_name="what makes it that?")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("goal", "person", "on"),
                        name="goal_score_once_a_day",
                        violation_error_message="They have answered for that day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0), ("value__lte", 10)),
                        name="goal_score_on_the_scale",
                        violation_error_message="The scale goes from 0 to 10.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_goalscoreevent" ("created_at", "created_by_id", "goal_id", "id", "note", "on", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "value") VALUES (NEW."created_at", NEW."created_by_id", NEW."goal_id", NEW."id", NEW."note", NEW."on", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="b770aecec6e95813bcdd60b5fea2a25c489b306e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a7ae0",
                            table="families_goalscore",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_goalscoreevent" ("created_at", "created_by_id", "goal_id", "id", "note", "on", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "value") VALUES (NEW."created_at", NEW."created_by_id", NEW."goal_id", NEW."id", NEW."note", NEW."on", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="44f42f0c800ca0bdfbbc4a1345402ae0837546f3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_edf12",
                            table="families_goalscore",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_goalscoreevent" ("created_at", "created_by_id", "goal_id", "id", "note", "on", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "value") VALUES (OLD."created_at", OLD."created_by_id", OLD."goal_id", OLD."id", OLD."note", OLD."on", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."value"); RETURN NULL;',
                            hash="6b19990ff0e7e96a0f241d48cd73b14300903eee",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6bb4a",
                            table="families_goalscore",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalScoreEvent",
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
                        to="families.goalscore",
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
                    "goal",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.goal",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
                ("on", models.DateField(verbose_name="when")),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=1,
                        max_digits=3,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(10),
                        ],
                        verbose_name="where are things now?",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=4000, verbose_name="what makes it that?")),
            ],
        ),
        migrations.CreateModel(
            name="GoalShare",
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
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="families.goal"
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals_shared_with",
                        to="families.family",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="goal_share_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("goal", "="), ("family", "="), ("period", "&&")],
                        name="goal_share_no_overlap",
                        violation_error_message="It is shared with them already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_goalshareevent" ("created_at", "created_by_id", "family_id", "goal_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."goal_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="c234c121c46932bc09233178092686bc9cb77000",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_70a7a",
                            table="families_goalshare",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_goalshareevent" ("created_at", "created_by_id", "family_id", "goal_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."goal_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="de40801ceb949472c4142e6bc9e87c806ce1acef",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_737e5",
                            table="families_goalshare",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_goalshareevent" ("created_at", "created_by_id", "family_id", "goal_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."goal_id", OLD."id", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="422f335cd012834d3a3e6b1e5c2757d318fd2a02",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_78c3a",
                            table="families_goalshare",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalShareEvent",
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
                        to="families.goalshare",
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
                    "goal",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.goal",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.family",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportedOffer",
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
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_offers",
                        to="families.person",
                    ),
                ),
                (
                    "proceedings_on",
                    models.DateField(blank=True, null=True, verbose_name="court proceedings considered from"),
                ),
                ("is_offered", models.BooleanField(blank=True, null=True, verbose_name="a meeting was offered")),
                ("is_held", models.BooleanField(blank=True, null=True, verbose_name="a meeting was held")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "proceedings_on"),
                        name="reported_offer_once",
                        nulls_distinct=False,
                        violation_error_message="This offer is recorded already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_offered__isnull", False), ("is_held__isnull", False), _connector="OR"),
                        name="reported_offer_says_something",
                        violation_error_message="Say whether a meeting was offered or held.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_reportedofferevent" ("created_at", "created_by_id", "id", "is_held", "is_offered", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proceedings_on", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_held", NEW."is_offered", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proceedings_on", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="ca72f76867f6c17f880e6bb832d560f3d9d6d7a1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_86879",
                            table="families_reportedoffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_reportedofferevent" ("created_at", "created_by_id", "id", "is_held", "is_offered", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proceedings_on", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_held", NEW."is_offered", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proceedings_on", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="8fff444471fc0605652f12c179a4ec81a3344120",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_202c6",
                            table="families_reportedoffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_reportedofferevent" ("created_at", "created_by_id", "id", "is_held", "is_offered", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proceedings_on", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_held", OLD."is_offered", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proceedings_on", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="29eb07326cf4fe8c9873e812306518aba7e90292",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_bc21f",
                            table="families_reportedoffer",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportedOfferEvent",
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
                        to="families.reportedoffer",
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
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "proceedings_on",
                    models.DateField(blank=True, null=True, verbose_name="court proceedings considered from"),
                ),
                ("is_offered", models.BooleanField(blank=True, null=True, verbose_name="a meeting was offered")),
                ("is_held", models.BooleanField(blank=True, null=True, verbose_name="a meeting was held")),
            ],
        ),
        migrations.CreateModel(
            name="SupportNetwork",
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
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_network",
                        to="families.record",
                    ),
                ),
                (
                    "focus_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_networks",
                        to="families.person",
                        verbose_name="around whom?",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_networks",
                        to="families.family",
                    ),
                ),
                (
                    "rated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who drew it?",
                    ),
                ),
                ("drawn_on", models.DateField(verbose_name="when")),
                ("size", models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(60)])),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family__isnull", False), ("focus_person__isnull", True)),
                            models.Q(("family__isnull", True), ("focus_person__isnull", False)),
                            _connector="OR",
                        ),
                        name="support_network_around_one",
                        violation_error_message="A map is drawn around one person or around one family.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__lte", 60)),
                        name="support_network_can_be_read",
                        violation_error_message="A map holds at most 60 people and places.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="support_network_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF; RAISE EXCEPTION 'redrawn' USING ERRCODE = '23514', CONSTRAINT = 'support_network_stays';",
                            hash="a34a14f06cc46f761bfbe0f9508710bcdaa4e7a6",
                            operation="UPDATE",
                            pgid="pgtrigger_support_network_stays_fcb68",
                            table="families_supportnetwork",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_supportnetworkevent" ("created_at", "created_by_id", "drawn_on", "family_id", "focus_person_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "record_id", "row_version", "size", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."drawn_on", NEW."family_id", NEW."focus_person_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rated_by_id", NEW."record_id", NEW."row_version", NEW."size", NEW."updated_at"); RETURN NULL;',
                            hash="5a26b77a46cff16aa9c7108db2a26b96ea0be35f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_27ea7",
                            table="families_supportnetwork",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_supportnetworkevent" ("created_at", "created_by_id", "drawn_on", "family_id", "focus_person_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "record_id", "row_version", "size", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."drawn_on", NEW."family_id", NEW."focus_person_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rated_by_id", NEW."record_id", NEW."row_version", NEW."size", NEW."updated_at"); RETURN NULL;',
                            hash="2a16e4b408fbb6a6cfc65f3cc812fd8ba3d1098d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4bff8",
                            table="families_supportnetwork",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_supportnetworkevent" ("created_at", "created_by_id", "drawn_on", "family_id", "focus_person_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_by_id", "record_id", "row_version", "size", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."drawn_on", OLD."family_id", OLD."focus_person_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rated_by_id", OLD."record_id", OLD."row_version", OLD."size", OLD."updated_at"); RETURN NULL;',
                            hash="c6eaef71823e33f5943a4348625280495631e685",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f68b8",
                            table="families_supportnetwork",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportNetworkEvent",
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
                        to="families.supportnetwork",
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
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "focus_person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="around whom?",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.family",
                    ),
                ),
                (
                    "rated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who drew it?",
                    ),
                ),
                ("drawn_on", models.DateField(verbose_name="when")),
                ("size", models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(60)])),
            ],
        ),
        migrations.CreateModel(
            name="NetworkTie",
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
                    "network",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="families.supportnetwork",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "practitioner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.practitioner",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.agency",
                    ),
                ),
                ("other_name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("own_word", models.CharField(blank=True, max_length=200, verbose_name="what do you call them?")),
                (
                    "circle",
                    models.CharField(
                        choices=[
                            ("intimacy", "Closest to us"),
                            ("friendship", "Friends"),
                            ("participation", "People we do things with"),
                            ("exchange", "People who are paid"),
                        ],
                        max_length=20,
                        verbose_name="circle",
                    ),
                ),
                (
                    "closeness",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="how close?",
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("strong", "Strong"),
                            ("ordinary", "Ordinary"),
                            ("tenuous", "Thin"),
                            ("broken", "Broken off"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="strength",
                    ),
                ),
                (
                    "stress",
                    models.CharField(
                        choices=[("none", "Not strained"), ("some", "Sometimes strained"), ("stressful", "Strained")],
                        default="none",
                        max_length=20,
                        verbose_name="strain",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("to_us", "They give to us"),
                            ("from_us", "We give to them"),
                            ("both", "Both ways"),
                            ("none", "Neither way just now"),
                        ],
                        default="to_us",
                        max_length=20,
                        verbose_name="who gives?",
                    ),
                ),
                (
                    "supporter_kind",
                    models.CharField(
                        choices=[
                            ("natural_family", "Family"),
                            ("natural_friend", "Friend or neighbour"),
                            ("peer", "Someone who has been through the same"),
                            ("community_group", "Group or place nearby"),
                            ("voluntary_org", "Charity"),
                            ("private_service", "Service that is paid for"),
                            ("public_professional", "Someone whose job it is"),
                        ],
                        max_length=20,
                        verbose_name="who are they?",
                    ),
                ),
                (
                    "helps_with",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("childcare", "Looking after children"),
                                ("lifts", "Lifts"),
                                ("food", "Food"),
                                ("money", "Money"),
                                ("listening", "Listening"),
                                ("fun", "Fun"),
                                ("advice", "Advice"),
                                ("respite_stay", "Having us to stay"),
                                ("culture_or_faith", "Culture or faith"),
                                ("school", "School"),
                                ("practical", "Practical things"),
                                ("keeping_safe", "Keeping safe"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "we_give",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("childcare", "Looking after children"),
                                ("lifts", "Lifts"),
                                ("food", "Food"),
                                ("money", "Money"),
                                ("listening", "Listening"),
                                ("fun", "Fun"),
                                ("advice", "Advice"),
                                ("respite_stay", "Having us to stay"),
                                ("culture_or_faith", "Culture or faith"),
                                ("school", "School"),
                                ("practical", "Practical things"),
                                ("keeping_safe", "Keeping safe"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("network", "position"), name="network_tie_place_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency__isnull", True),
                                ("other_name", ""),
                                ("person__isnull", False),
                                ("practitioner__isnull", True),
                            ),
                            models.Q(
                                ("agency__isnull", True),
                                ("other_name", ""),
                                ("person__isnull", True),
                                ("practitioner__isnull", False),
                            ),
                            models.Q(
                                ("agency__isnull", False),
                                ("other_name", ""),
                                ("person__isnull", True),
                                ("practitioner__isnull", True),
                            ),
                            models.Q(
                                ("agency__isnull", True),
                                ("person__isnull", True),
                                ("practitioner__isnull", True),
                                models.Q(("other_name__regex", "^\\s*$"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="network_tie_to_one",
                        violation_error_message="Say who it is: choose one person, worker or organisation, or write a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closeness__gte", 1), ("closeness__lte", 5)),
                        name="network_tie_closeness",
                        violation_error_message="How close goes from 1 to 5.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="network_tie_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF TG_OP = 'UPDATE' OR NOT EXISTS (\n                      SELECT FROM families_supportnetwork network\n                      WHERE network.id = NEW.network_id AND NEW.position BETWEEN 1 AND network.size) THEN\n                      RAISE EXCEPTION 'redrawn' USING ERRCODE = '23514', CONSTRAINT = 'network_tie_stays';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="52e030a062ad9d6de623b796d08239b66fea11bd",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_network_tie_stays_4db12",
                            table="families_networktie",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_networktieevent" ("agency_id", "circle", "closeness", "created_at", "created_by_id", "direction", "helps_with", "id", "network_id", "organisation_id", "other_name", "own_word", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "row_version", "strength", "stress", "supporter_kind", "updated_at", "we_give") VALUES (NEW."agency_id", NEW."circle", NEW."closeness", NEW."created_at", NEW."created_by_id", NEW."direction", NEW."helps_with", NEW."id", NEW."network_id", NEW."organisation_id", NEW."other_name", NEW."own_word", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."practitioner_id", NEW."row_version", NEW."strength", NEW."stress", NEW."supporter_kind", NEW."updated_at", NEW."we_give"); RETURN NULL;',
                            hash="58b8dc9103cb1ab0c2beeb980c159c825d2c2da8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1d205",
                            table="families_networktie",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_networktieevent" ("agency_id", "circle", "closeness", "created_at", "created_by_id", "direction", "helps_with", "id", "network_id", "organisation_id", "other_name", "own_word", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "row_version", "strength", "stress", "supporter_kind", "updated_at", "we_give") VALUES (NEW."agency_id", NEW."circle", NEW."closeness", NEW."created_at", NEW."created_by_id", NEW."direction", NEW."helps_with", NEW."id", NEW."network_id", NEW."organisation_id", NEW."other_name", NEW."own_word", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."practitioner_id", NEW."row_version", NEW."strength", NEW."stress", NEW."supporter_kind", NEW."updated_at", NEW."we_give"); RETURN NULL;',
                            hash="0968523a3efce147f6086df23b4943a086099bbd",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dc6b2",
                            table="families_networktie",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_networktieevent" ("agency_id", "circle", "closeness", "created_at", "created_by_id", "direction", "helps_with", "id", "network_id", "organisation_id", "other_name", "own_word", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "practitioner_id", "row_version", "strength", "stress", "supporter_kind", "updated_at", "we_give") VALUES (OLD."agency_id", OLD."circle", OLD."closeness", OLD."created_at", OLD."created_by_id", OLD."direction", OLD."helps_with", OLD."id", OLD."network_id", OLD."organisation_id", OLD."other_name", OLD."own_word", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."practitioner_id", OLD."row_version", OLD."strength", OLD."stress", OLD."supporter_kind", OLD."updated_at", OLD."we_give"); RETURN NULL;',
                            hash="952c0e83dedbceadc796d6985803e9f772e2799d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4bd5f",
                            table="families_networktie",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkTieEvent",
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
                        to="families.networktie",
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
                    "network",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.supportnetwork",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
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
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.agency",
                    ),
                ),
                ("other_name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("own_word", models.CharField(blank=True, max_length=200, verbose_name="what do you call them?")),
                (
                    "circle",
                    models.CharField(
                        choices=[
                            ("intimacy", "Closest to us"),
                            ("friendship", "Friends"),
                            ("participation", "People we do things with"),
                            ("exchange", "People who are paid"),
                        ],
                        max_length=20,
                        verbose_name="circle",
                    ),
                ),
                (
                    "closeness",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="how close?",
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("strong", "Strong"),
                            ("ordinary", "Ordinary"),
                            ("tenuous", "Thin"),
                            ("broken", "Broken off"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="strength",
                    ),
                ),
                (
                    "stress",
                    models.CharField(
                        choices=[("none", "Not strained"), ("some", "Sometimes strained"), ("stressful", "Strained")],
                        default="none",
                        max_length=20,
                        verbose_name="strain",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("to_us", "They give to us"),
                            ("from_us", "We give to them"),
                            ("both", "Both ways"),
                            ("none", "Neither way just now"),
                        ],
                        default="to_us",
                        max_length=20,
                        verbose_name="who gives?",
                    ),
                ),
                (
                    "supporter_kind",
                    models.CharField(
                        choices=[
                            ("natural_family", "Family"),
                            ("natural_friend", "Friend or neighbour"),
                            ("peer", "Someone who has been through the same"),
                            ("community_group", "Group or place nearby"),
                            ("voluntary_org", "Charity"),
                            ("private_service", "Service that is paid for"),
                            ("public_professional", "Someone whose job it is"),
                        ],
                        max_length=20,
                        verbose_name="who are they?",
                    ),
                ),
                (
                    "helps_with",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("childcare", "Looking after children"),
                                ("lifts", "Lifts"),
                                ("food", "Food"),
                                ("money", "Money"),
                                ("listening", "Listening"),
                                ("fun", "Fun"),
                                ("advice", "Advice"),
                                ("respite_stay", "Having us to stay"),
                                ("culture_or_faith", "Culture or faith"),
                                ("school", "School"),
                                ("practical", "Practical things"),
                                ("keeping_safe", "Keeping safe"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "we_give",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("childcare", "Looking after children"),
                                ("lifts", "Lifts"),
                                ("food", "Food"),
                                ("money", "Money"),
                                ("listening", "Listening"),
                                ("fun", "Fun"),
                                ("advice", "Advice"),
                                ("respite_stay", "Having us to stay"),
                                ("culture_or_faith", "Culture or faith"),
                                ("school", "School"),
                                ("practical", "Practical things"),
                                ("keeping_safe", "Keeping safe"),
                                ("other", "Something else"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
            ],
        ),
    ]
