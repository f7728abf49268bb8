"""Worries about safety, whom they were shared with, and what someone is told of."""

import casework.models.alerts
import database.clock
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("casework", "0006_worries_and_alerts")]

    dependencies = [
        ("casework", "0001_conversations_and_conferences"),
    ]

    operations = [
        migrations.CreateModel(
            name="Alert",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="families.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("risk_to_children", "A danger to children"),
                            ("risk_to_adults", "A danger to adults"),
                            ("risk_to_staff", "A danger to whoever visits"),
                            ("do_not_disclose", "Do not say where they are"),
                            ("protection_order", "A court order protects them"),
                            ("restricted_file", "Some of their record is restricted"),
                            ("marac", "Discussed at MARAC (domestic abuse)"),
                            ("harm_outside_home", "Harm from outside the home"),
                            ("missing", "Missing from home"),
                        ],
                        max_length=30,
                        verbose_name="what is it about?",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="what must someone know before they knock?")),
                ("evidence", models.CharField(max_length=4000, verbose_name="how do we know?")),
                (
                    "discussed",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, they know that this is written here"),
                            ("no_unsafe", "No, it would not be safe to tell them"),
                        ],
                        max_length=20,
                        verbose_name="have you talked about it with them?",
                    ),
                ),
                ("discussed_on", models.DateField(blank=True, null=True, verbose_name="when?")),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts_agreed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="the manager who agreed",
                    ),
                ),
                ("starts", models.DateField(verbose_name="from")),
                ("review_on", models.DateField(verbose_name="look again on")),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "^\\s*$"), _negated=True),
                        name="alert_has_text",
                        violation_error_message="Say what someone must know before they knock.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__regex", "^\\s*$"), _negated=True),
                        name="alert_has_evidence",
                        violation_error_message="Say how we know: an alert needs evidence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("discussed", "yes"), ("discussed_on__isnull", False)),
                            models.Q(("discussed", "no_unsafe"), ("discussed_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="alert_discussed_has_a_day",
                        violation_error_message="Say when you talked about it with them, or that it would not be safe.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_on__gt", django.db.models.functions.comparison.Coalesce("reviewed_on", "starts")),
                            (
                                "review_on__lte",
                                casework.models.alerts.AYearAfter(
                                    django.db.models.functions.comparison.Coalesce("reviewed_on", "starts")
                                ),
                            ),
                        ),
                        name="alert_reviewed_within_a_year",
                        violation_error_message="Look at it again within 12 months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_on__isnull", True),
                            models.Q(("manager__isnull", False), ("reviewed_on__gte", models.F("starts"))),
                            _connector="OR",
                        ),
                        name="alert_reviewed_once_agreed",
                        violation_error_message="An alert is looked at again once a manager has agreed to it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("starts")),
                            ("manager__isnull", True),
                            _connector="OR",
                        ),
                        name="alert_ends_after_it_starts",
                        violation_error_message="An alert can’t end before it starts.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_alertevent" ("created_at", "created_by_id", "discussed", "discussed_on", "ended_on", "evidence", "id", "kind", "manager_id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "reviewed_on", "row_version", "starts", "text", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."discussed", NEW."discussed_on", NEW."ended_on", NEW."evidence", NEW."id", NEW."kind", NEW."manager_id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."review_on", NEW."reviewed_on", NEW."row_version", NEW."starts", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="ce360f5bd15382a1ebb6e6ee9c3f050025e34892",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4f58d",
                            table="casework_alert",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_alertevent" ("created_at", "created_by_id", "discussed", "discussed_on", "ended_on", "evidence", "id", "kind", "manager_id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "reviewed_on", "row_version", "starts", "text", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."discussed", NEW."discussed_on", NEW."ended_on", NEW."evidence", NEW."id", NEW."kind", NEW."manager_id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."review_on", NEW."reviewed_on", NEW."row_version", NEW."starts", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="3c1cec1413275df0236492bd293afe193366e7bb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_db908",
                            table="casework_alert",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_alertevent" ("created_at", "created_by_id", "discussed", "discussed_on", "ended_on", "evidence", "id", "kind", "manager_id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "reviewed_on", "row_version", "starts", "text", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."discussed", OLD."discussed_on", OLD."ended_on", OLD."evidence", OLD."id", OLD."kind", OLD."manager_id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."review_on", OLD."reviewed_on", OLD."row_version", OLD."starts", OLD."text", OLD."updated_at"); RETURN NULL;',
                            hash="e3c519080d8af80db7e5c2a360407c0a8206ee7d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_15c12",
                            table="casework_alert",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlertEvent",
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
                        to="casework.alert",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("risk_to_children", "A danger to children"),
                            ("risk_to_adults", "A danger to adults"),
                            ("risk_to_staff", "A danger to whoever visits"),
                            ("do_not_disclose", "Do not say where they are"),
                            ("protection_order", "A court order protects them"),
                            ("restricted_file", "Some of their record is restricted"),
                            ("marac", "Discussed at MARAC (domestic abuse)"),
                            ("harm_outside_home", "Harm from outside the home"),
                            ("missing", "Missing from home"),
                        ],
                        max_length=30,
                        verbose_name="what is it about?",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="what must someone know before they knock?")),
                ("evidence", models.CharField(max_length=4000, verbose_name="how do we know?")),
                (
                    "discussed",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, they know that this is written here"),
                            ("no_unsafe", "No, it would not be safe to tell them"),
                        ],
                        max_length=20,
                        verbose_name="have you talked about it with them?",
                    ),
                ),
                ("discussed_on", models.DateField(blank=True, null=True, verbose_name="when?")),
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
                        verbose_name="the manager who agreed",
                    ),
                ),
                ("starts", models.DateField(verbose_name="from")),
                ("review_on", models.DateField(verbose_name="look again on")),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
            ],
        ),
        migrations.CreateModel(
            name="SafeguardingConcern",
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
                ("words", models.CharField(max_length=40000, verbose_name="what did you see or hear?")),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="worries_raised",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("raised_at", models.DateTimeField(verbose_name="raised")),
                (
                    "is_immediate_danger",
                    models.BooleanField(default=False, verbose_name="someone is in danger right now"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("passed_on", "Passed on"),
                            ("acknowledged", "Acknowledged"),
                            ("outcome_known", "Outcome known"),
                        ],
                        default="raised",
                        max_length=20,
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("front_door", "The council’s front door"),
                            ("police", "The police"),
                            ("lead", "The safeguarding lead"),
                        ],
                        max_length=20,
                        verbose_name="whom have you told?",
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="when did you tell them?")),
                (
                    "told_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lcs_ref", models.CharField(blank=True, max_length=60, verbose_name="their reference")),
                (
                    "family_told",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, we have told them"),
                            ("not_safe", "No, it would not be safe to tell them"),
                            ("not_yet", "Not yet"),
                        ],
                        default="not_yet",
                        max_length=20,
                        verbose_name="does the family know?",
                    ),
                ),
                (
                    "family_told_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why would it not be safe?"),
                ),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=4000, verbose_name="what came of it?")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "-raised_at", "-id"], name="worry_by_time"),
                    models.Index(
                        condition=models.Q(("acknowledged_at__isnull", True)),
                        fields=["organisation", "raised_at"],
                        name="worry_unacknowledged",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="worry_has_words",
                        violation_error_message="Say what you saw or heard. One line is enough.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "raised"), ("told", ""), ("told_at__isnull", True), ("told_by__isnull", True)
                            ),
                            models.Q(
                                models.Q(("state", "raised"), _negated=True),
                                models.Q(("told", ""), _negated=True),
                                ("told_at__isnull", False),
                                ("told_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="worry_passed_on_says_to_whom",
                        violation_error_message="Say whom you told, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("family_told", "not_safe"),
                                models.Q(("family_told_reason__regex", "^\\s*$"), _negated=True),
                            ),
                            models.Q(models.Q(("family_told", "not_safe"), _negated=True), ("family_told_reason", "")),
                            _connector="OR",
                        ),
                        name="worry_not_safe_says_why",
                        violation_error_message="Say why it would not be safe to tell the family.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("acknowledged_at__isnull", False),
                                ("acknowledged_by__isnull", False),
                                ("state__in", ["acknowledged", "outcome_known"]),
                            ),
                            models.Q(
                                ("acknowledged_at__isnull", True),
                                ("acknowledged_by__isnull", True),
                                ("state__in", ["raised", "passed_on"]),
                            ),
                            _connector="OR",
                        ),
                        name="worry_acknowledged_says_by_whom",
                        violation_error_message="Say who has it now, and since when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_by__isnull", True),
                            models.Q(("acknowledged_by", models.F("raised_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="worry_acknowledged_by_another",
                        violation_error_message="Someone else says that they have it: nobody answers their own worry.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "outcome_known"), models.Q(("outcome__regex", "^\\s*$"), _negated=True)),
                            models.Q(models.Q(("state", "outcome_known"), _negated=True), ("outcome", "")),
                            _connector="OR",
                        ),
                        name="worry_outcome_in_words",
                        violation_error_message="Say what came of it.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="worry_as_it_was",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF (NEW.words, NEW.raised_by_id, NEW.raised_at, NEW.is_immediate_danger)\n          IS DISTINCT FROM (OLD.words, OLD.raised_by_id, OLD.raised_at, OLD.is_immediate_danger) THEN\n          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_words_stay';\n        END IF;\n        IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (\n          ('raised', 'passed_on'), ('passed_on', 'acknowledged'), ('acknowledged', 'outcome_known')) THEN\n          RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'worry_steps_in_turn';\n        END IF;\n        IF OLD.told_at IS NOT NULL\n            AND (NEW.told, NEW.told_at, NEW.told_by_id) IS DISTINCT FROM (OLD.told, OLD.told_at, OLD.told_by_id)\n          OR OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_at, NEW.acknowledged_by_id)\n            IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_by_id)\n          OR OLD.outcome <> '' AND NEW.outcome <> OLD.outcome THEN\n          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_steps_stay';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="6e7d2cb7168418149e36ea7f6cd1ccbdffb74eea",
                            operation="UPDATE",
                            pgid="pgtrigger_worry_as_it_was_6e859",
                            table="casework_safeguardingconcern",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_safeguardingconcernevent" ("acknowledged_at", "acknowledged_by_id", "created_at", "created_by_id", "family_told", "family_told_reason", "id", "is_immediate_danger", "lcs_ref", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "row_version", "state", "told", "told_at", "told_by_id", "updated_at", "words") VALUES (NEW."acknowledged_at", NEW."acknowledged_by_id", NEW."created_at", NEW."created_by_id", NEW."family_told", NEW."family_told_reason", NEW."id", NEW."is_immediate_danger", NEW."lcs_ref", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."raised_at", NEW."raised_by_id", NEW."row_version", NEW."state", NEW."told", NEW."told_at", NEW."told_by_id", NEW."updated_at", NEW."words"); RETURN NULL;',
                            hash="4b5196c2a2f82aa1408c1ebda6f894bd09ca150b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7c860",
                            table="casework_safeguardingconcern",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_safeguardingconcernevent" ("acknowledged_at", "acknowledged_by_id", "created_at", "created_by_id", "family_told", "family_told_reason", "id", "is_immediate_danger", "lcs_ref", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "row_version", "state", "told", "told_at", "told_by_id", "updated_at", "words") VALUES (NEW."acknowledged_at", NEW."acknowledged_by_id", NEW."created_at", NEW."created_by_id", NEW."family_told", NEW."family_told_reason", NEW."id", NEW."is_immediate_danger", NEW."lcs_ref", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."raised_at", NEW."raised_by_id", NEW."row_version", NEW."state", NEW."told", NEW."told_at", NEW."told_by_id", NEW."updated_at", NEW."words"); RETURN NULL;',
                            hash="96c46bdec864133b536d2fc869685ce0e7bfc438",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_83ee5",
                            table="casework_safeguardingconcern",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_safeguardingconcernevent" ("acknowledged_at", "acknowledged_by_id", "created_at", "created_by_id", "family_told", "family_told_reason", "id", "is_immediate_danger", "lcs_ref", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "raised_at", "raised_by_id", "row_version", "state", "told", "told_at", "told_by_id", "updated_at", "words") VALUES (OLD."acknowledged_at", OLD."acknowledged_by_id", OLD."created_at", OLD."created_by_id", OLD."family_told", OLD."family_told_reason", OLD."id", OLD."is_immediate_danger", OLD."lcs_ref", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."raised_at", OLD."raised_by_id", OLD."row_version", OLD."state", OLD."told", OLD."told_at", OLD."told_by_id", OLD."updated_at", OLD."words"); RETURN NULL;',
                            hash="d5a39d92f987c9c4f0d7b7f7252dca5b459e0e2b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dded8",
                            table="casework_safeguardingconcern",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafeguardingConcernEvent",
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
                        to="casework.safeguardingconcern",
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
                ("words", models.CharField(max_length=40000, verbose_name="what did you see or hear?")),
                (
                    "raised_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("raised_at", models.DateTimeField(verbose_name="raised")),
                (
                    "is_immediate_danger",
                    models.BooleanField(default=False, verbose_name="someone is in danger right now"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("passed_on", "Passed on"),
                            ("acknowledged", "Acknowledged"),
                            ("outcome_known", "Outcome known"),
                        ],
                        default="raised",
                        max_length=20,
                    ),
                ),
                (
                    "told",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("front_door", "The council’s front door"),
                            ("police", "The police"),
                            ("lead", "The safeguarding lead"),
                        ],
                        max_length=20,
                        verbose_name="whom have you told?",
                    ),
                ),
                ("told_at", models.DateTimeField(blank=True, null=True, verbose_name="when did you tell them?")),
                (
                    "told_by",
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
                ("lcs_ref", models.CharField(blank=True, max_length=60, verbose_name="their reference")),
                (
                    "family_told",
                    models.CharField(
                        choices=[
                            ("yes", "Yes, we have told them"),
                            ("not_safe", "No, it would not be safe to tell them"),
                            ("not_yet", "Not yet"),
                        ],
                        default="not_yet",
                        max_length=20,
                        verbose_name="does the family know?",
                    ),
                ),
                (
                    "family_told_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why would it not be safe?"),
                ),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "acknowledged_by",
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
                ("outcome", models.CharField(blank=True, max_length=4000, verbose_name="what came of it?")),
            ],
        ),
        migrations.CreateModel(
            name="ConcernPerson",
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
                    "concern",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="casework.safeguardingconcern",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("concern", "person"),
                        name="worry_about_person_once",
                        violation_error_message="This worry says already that it is about them.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="worry_part_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF; RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_part_stays';",
                            hash="da51f7ff51ce9e88c13eca735ecae3a456d4fe54",
                            operation="UPDATE",
                            pgid="pgtrigger_worry_part_stays_f5556",
                            table="casework_concernperson",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_concernpersonevent" ("concern_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."concern_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="0b0be5ab04600c5756ec653e1e3de2edd9aac183",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4437c",
                            table="casework_concernperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_concernpersonevent" ("concern_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."concern_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="26fb9d2a63556bb1e8b588ba45e549286a34d0d1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a0e7c",
                            table="casework_concernperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_concernpersonevent" ("concern_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."concern_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="a3c4f2f571181aa472dc9c3dc5384af35e415952",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f0e3c",
                            table="casework_concernperson",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernPersonEvent",
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
                        to="casework.concernperson",
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
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.safeguardingconcern",
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
            name="ConcernAddition",
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
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="additions",
                        to="casework.safeguardingconcern",
                    ),
                ),
                ("words", models.CharField(max_length=40000, verbose_name="what would you like to add?")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "^\\s*$"), _negated=True),
                        name="worry_addition_has_words",
                        violation_error_message="Write what you would like to add.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="worry_part_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF; RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_part_stays';",
                            hash="ef3f4277230962e3f4d6885c600dc83791d6dba6",
                            operation="UPDATE",
                            pgid="pgtrigger_worry_part_stays_a8b45",
                            table="casework_concernaddition",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_concernadditionevent" ("added_at", "added_by_id", "concern_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "words") VALUES (NEW."added_at", NEW."added_by_id", NEW."concern_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."words"); RETURN NULL;',
                            hash="9025135aab0357e96ad1ac6cac091f0355cb6707",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d7a3d",
                            table="casework_concernaddition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_concernadditionevent" ("added_at", "added_by_id", "concern_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "words") VALUES (NEW."added_at", NEW."added_by_id", NEW."concern_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."words"); RETURN NULL;',
                            hash="af4311822ff0c7c4cf12c12db7995383caacc141",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_aafde",
                            table="casework_concernaddition",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_concernadditionevent" ("added_at", "added_by_id", "concern_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "words") VALUES (OLD."added_at", OLD."added_by_id", OLD."concern_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."words"); RETURN NULL;',
                            hash="577d2185756dc2515ea04d7ac6d7ff74cfea58b9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f7e2a",
                            table="casework_concernaddition",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernAdditionEvent",
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
                        to="casework.concernaddition",
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
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.safeguardingconcern",
                    ),
                ),
                ("words", models.CharField(max_length=40000, verbose_name="what would you like to add?")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SharingDecision",
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
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="casework.safeguardingconcern",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                ("what", models.CharField(max_length=4000, verbose_name="what?")),
                ("with_whom", models.CharField(max_length=200, verbose_name="with whom?")),
                ("why", models.CharField(max_length=4000, verbose_name="why?")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("child", "To keep a child safe"),
                            ("adult", "To keep an adult safe"),
                            ("crime", "To prevent a crime"),
                            ("law", "The law requires it"),
                        ],
                        max_length=20,
                        verbose_name="on what ground?",
                    ),
                ),
                (
                    "told_subject",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no_unsafe", "No, it would not be safe"),
                            ("no_other", "No, for another reason"),
                        ],
                        max_length=20,
                        verbose_name="do they know?",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("shared", "Shared"), ("not_shared", "Not shared")],
                        max_length=20,
                        verbose_name="what was decided?",
                    ),
                ),
                (
                    "more_detrimental_reason",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="why would sharing it do more harm than good?"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="decided on")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what__regex", "^\\s*$"), _negated=True),
                            models.Q(("with_whom__regex", "^\\s*$"), _negated=True),
                            models.Q(("why__regex", "^\\s*$"), _negated=True),
                        ),
                        name="sharing_says_what_whom_why",
                        violation_error_message="Say what, with whom, and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "not_shared"), _negated=True),
                            models.Q(("more_detrimental_reason__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="sharing_not_shared_says_why",
                        violation_error_message="Say why sharing it would do more harm than good.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="worry_part_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF; RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'worry_part_stays';",
                            hash="f49dcdab993198c6af4ebde604c8c6dbe1f514b1",
                            operation="UPDATE",
                            pgid="pgtrigger_worry_part_stays_5bb06",
                            table="casework_sharingdecision",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_sharingdecisionevent" ("basis", "concern_id", "created_at", "created_by_id", "decided_by_id", "decided_on", "id", "more_detrimental_reason", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "subject_id", "told_subject", "updated_at", "what", "why", "with_whom") VALUES (NEW."basis", NEW."concern_id", NEW."created_at", NEW."created_by_id", NEW."decided_by_id", NEW."decided_on", NEW."id", NEW."more_detrimental_reason", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."subject_id", NEW."told_subject", NEW."updated_at", NEW."what", NEW."why", NEW."with_whom"); RETURN NULL;',
                            hash="5af271f6995236626af8fdecebe07c08b37efbda",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_981fd",
                            table="casework_sharingdecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_sharingdecisionevent" ("basis", "concern_id", "created_at", "created_by_id", "decided_by_id", "decided_on", "id", "more_detrimental_reason", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "subject_id", "told_subject", "updated_at", "what", "why", "with_whom") VALUES (NEW."basis", NEW."concern_id", NEW."created_at", NEW."created_by_id", NEW."decided_by_id", NEW."decided_on", NEW."id", NEW."more_detrimental_reason", NEW."organisation_id", NEW."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."subject_id", NEW."told_subject", NEW."updated_at", NEW."what", NEW."why", NEW."with_whom"); RETURN NULL;',
                            hash="d60db654e754d9c18cfde0b01be601e6aba40d2e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_95157",
                            table="casework_sharingdecision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_sharingdecisionevent" ("basis", "concern_id", "created_at", "created_by_id", "decided_by_id", "decided_on", "id", "more_detrimental_reason", "organisation_id", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "subject_id", "told_subject", "updated_at", "what", "why", "with_whom") VALUES (OLD."basis", OLD."concern_id", OLD."created_at", OLD."created_by_id", OLD."decided_by_id", OLD."decided_on", OLD."id", OLD."more_detrimental_reason", OLD."organisation_id", OLD."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."subject_id", OLD."told_subject", OLD."updated_at", OLD."what", OLD."why", OLD."with_whom"); RETURN NULL;',
                            hash="16788eaf6b7bd636830f41bfab365b0374dc4015",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_20cc6",
                            table="casework_sharingdecision",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingDecisionEvent",
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
                        to="casework.sharingdecision",
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
                    "concern",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.safeguardingconcern",
                    ),
                ),
                (
                    "subject",
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
                ("what", models.CharField(max_length=4000, verbose_name="what?")),
                ("with_whom", models.CharField(max_length=200, verbose_name="with whom?")),
                ("why", models.CharField(max_length=4000, verbose_name="why?")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("child", "To keep a child safe"),
                            ("adult", "To keep an adult safe"),
                            ("crime", "To prevent a crime"),
                            ("law", "The law requires it"),
                        ],
                        max_length=20,
                        verbose_name="on what ground?",
                    ),
                ),
                (
                    "told_subject",
                    models.CharField(
                        choices=[
                            ("yes", "Yes"),
                            ("no_unsafe", "No, it would not be safe"),
                            ("no_other", "No, for another reason"),
                        ],
                        max_length=20,
                        verbose_name="do they know?",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("shared", "Shared"), ("not_shared", "Not shared")],
                        max_length=20,
                        verbose_name="what was decided?",
                    ),
                ),
                (
                    "more_detrimental_reason",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="why would sharing it do more harm than good?"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="decided on")),
            ],
        ),
    ]
