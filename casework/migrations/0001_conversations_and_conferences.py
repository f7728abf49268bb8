"""Conversations, and family group conferences with their plans."""

import database.clock
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("casework", "0001_conversations"),
        ("casework", "0003_conferences"),
        ("casework", "0005_finished_in_plain_words"),
        ("casework", "0008_moved_by_a_merge"),
        ("casework", "0009_a_childs_birthday_where_they_live"),
    ]

    initial = True

    dependencies = [
        ("families", "0009_team_ends_empty"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conference",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="conference", to="families.record"
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conferences", to="families.family"
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("child", "About a child or children"),
                            ("adult", "About an adult"),
                            ("whole_family", "About the whole family"),
                        ],
                        default="child",
                        max_length=20,
                        verbose_name="what kind of meeting is it?",
                    ),
                ),
                (
                    "review_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="casework.conference",
                        verbose_name="it looks back at",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("referred", "Asked for"),
                            ("accepted", "Accepted"),
                            ("preparing", "Being prepared"),
                            ("arranged", "Arranged"),
                            ("held", "Held"),
                            ("plan_agreed", "Plan agreed"),
                            ("plan_not_agreed", "Plan not agreed yet"),
                            ("review_due", "Time to look back"),
                            ("closed_reviewed", "Finished"),
                            ("not_going_ahead", "Not going ahead"),
                        ],
                        default="offered",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="it is urgent")),
                (
                    "questions",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what does the family need to work out?"
                    ),
                ),
                (
                    "bottom_lines",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what has to be in the plan for everyone to be safe?"
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="accepted on")),
                (
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences",
                        to="families.practitioner",
                        verbose_name="coordinator",
                    ),
                ),
                ("meets_at", models.DateTimeField(blank=True, null=True, verbose_name="day and time")),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="where")),
                (
                    "practicalities",
                    models.CharField(blank=True, max_length=4000, verbose_name="food, travel, childcare, interpreter"),
                ),
                (
                    "postponed_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                (
                    "is_private_time_offered",
                    models.BooleanField(default=False, verbose_name="the family was offered time on their own"),
                ),
                (
                    "private_time_started",
                    models.DateTimeField(blank=True, null=True, verbose_name="private time began"),
                ),
                ("private_time_ended", models.DateTimeField(blank=True, null=True, verbose_name="private time ended")),
                (
                    "agency_response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("agreed_resources_pending", "Agreed; some of what it needs is still being asked for"),
                            ("not_agreed", "Not agreed"),
                        ],
                        max_length=30,
                        verbose_name="our answer",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.practitioner",
                        verbose_name="answered by",
                    ),
                ),
                (
                    "answered_version",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="The version of the plan that our answer is about.", null=True
                    ),
                ),
                (
                    "resources_pending",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what is still being asked for, and by when?"
                    ),
                ),
                (
                    "not_agreed_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why is it not agreed?"),
                ),
                (
                    "not_agreed_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when was the family told?"),
                ),
                (
                    "review_due_on",
                    models.DateField(blank=True, null=True, verbose_name="when will the family look back at the plan?"),
                ),
                (
                    "no_review_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why will there be no review?"),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="looked back on")),
                (
                    "not_going_ahead_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family_prefers_not", "The family would rather not"),
                            ("no_longer_needed", "It is no longer needed"),
                            ("not_safe", "It would not be safe"),
                            ("urgent_legal", "A court is needed now"),
                            ("other", "Another reason"),
                        ],
                        max_length=30,
                        verbose_name="why not?",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "-created_at", "-id"], name="conference_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("review_of", models.F("pk")), _negated=True),
                        name="conf_reviews_another",
                        violation_error_message="A meeting looks back at an earlier one, not at itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["offered", "referred", "not_going_ahead"]),
                            ("accepted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="conf_accepted_says_when",
                        violation_error_message="Say when it was accepted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["offered", "referred", "accepted", "not_going_ahead"]),
                            ("coordinator__isnull", False),
                            _connector="OR",
                        ),
                        name="conf_prepared_has_coordinator",
                        violation_error_message="Choose the coordinator first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["offered", "referred", "accepted", "preparing", "not_going_ahead"]),
                            models.Q(("meets_at__isnull", False), models.Q(("venue__regex", "^\\s*$"), _negated=True)),
                            _connector="OR",
                        ),
                        name="conf_arranged_says_when_and_where",
                        violation_error_message="Say when and where the family meets.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["offered", "referred", "accepted", "preparing", "arranged", "not_going_ahead"],
                            ),
                            models.Q(("held_on__isnull", False), ("is_private_time_offered", True)),
                            _connector="OR",
                        ),
                        name="conf_held_has_private_time",
                        violation_error_message="Say on which day it was held, and that the family was offered time on their own.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("private_time_ended__isnull", True), ("private_time_started__isnull", True)),
                            models.Q(
                                ("is_private_time_offered", True),
                                ("private_time_started__isnull", False),
                                models.Q(
                                    ("private_time_ended__isnull", True),
                                    ("private_time_ended__gte", models.F("private_time_started")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="conf_private_time_in_order",
                        violation_error_message="The family’s own time begins before it ends.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "plan_agreed"), _negated=True),
                                models.Q(
                                    ("agency_response__in", ["agreed", "agreed_resources_pending"]),
                                    ("answered_by__isnull", False),
                                    ("answered_version__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("state", "plan_not_agreed"), _negated=True),
                                models.Q(
                                    ("agency_response", "not_agreed"),
                                    ("answered_by__isnull", False),
                                    ("answered_version__isnull", False),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="conf_answer_fits_its_state",
                        violation_error_message="Say what was answered to the family’s plan, and who answered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency_response", "agreed_resources_pending"), _negated=True),
                            models.Q(("resources_pending__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="conf_pending_says_what",
                        violation_error_message="Say what is still being asked for, and by when the family will hear.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agency_response", "not_agreed"), _negated=True),
                            models.Q(
                                models.Q(("not_agreed_reason__regex", "^\\s*$"), _negated=True),
                                ("not_agreed_told_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="conf_not_agreed_says_why",
                        violation_error_message="If the plan is not agreed, write why, in words the family can use, and when they were told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "plan_agreed"), _negated=True),
                            ("review_due_on__isnull", False),
                            models.Q(("no_review_reason__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="conf_agreed_has_review",
                        violation_error_message="Set the day on which the family looks back at the plan, or say why there is none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed_reviewed"), _negated=True),
                            ("reviewed_on__isnull", False),
                            models.Q(("no_review_reason__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="conf_closed_was_reviewed",
                        violation_error_message="Say when the family looked back, or why they did not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("not_going_ahead_reason__gt", ""), ("state", "not_going_ahead")),
                            models.Q(
                                models.Q(("state", "not_going_ahead"), _negated=True), ("not_going_ahead_reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="conf_not_going_ahead_says_why",
                        violation_error_message="Say why it is not going ahead.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="coordinator_independent",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."coordinator_id" IS NOT NULL)',
                            func="\n        IF NEW.state NOT IN ('closed_reviewed', 'not_going_ahead') THEN\n          PERFORM pg_advisory_xact_lock(hashtextextended('coordinator ' || NEW.family_id, 0));\n          IF EXISTS (\n            SELECT FROM families_involvement held\n            WHERE held.family_id = NEW.family_id AND held.practitioner_id = NEW.coordinator_id\n              AND held.role IN ('lead_worker', 'co_worker', 'family_help_lead', 'lead_child_protection',\n                                'team_manager', 'decision_maker')\n              AND (upper_inf(held.period) OR upper(held.period) > (SELECT (now() AT TIME ZONE time_zone)::date FROM accounts_organisation WHERE id = NEW.organisation_id))) THEN\n            RAISE EXCEPTION 'not independent' USING ERRCODE = '23514', CONSTRAINT = 'conf_coordinator_independent';\n          END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="e0f7db15351971e433d3393ce6a863b37a0f9f07",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_coordinator_independent_60265",
                            table="casework_conference",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="steps_have_their_facts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF NEW.state NOT IN ('offered', 'not_going_ahead')\n          AND NOT EXISTS (SELECT FROM casework_conferencereferral WHERE conference_id = NEW.id) THEN\n          RAISE EXCEPTION 'no referral' USING ERRCODE = '23514', CONSTRAINT = 'conf_referred_has_consent';\n        END IF;\n        IF NEW.state = 'plan_agreed'\n          AND NOT EXISTS (SELECT FROM casework_familyplan WHERE conference_id = NEW.id AND agreed_on IS NOT NULL) THEN\n          RAISE EXCEPTION 'no agreed plan' USING ERRCODE = '23514', CONSTRAINT = 'conf_agreed_has_plan';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="8df65b08b639de0b110504d2057b910174dd5a4d",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_steps_have_their_facts_0e929",
                            table="casework_conference",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferenceevent" ("accepted_on", "agency_response", "answered_by_id", "answered_version", "bottom_lines", "coordinator_id", "created_at", "created_by_id", "family_id", "held_on", "id", "is_private_time_offered", "is_urgent", "meets_at", "no_review_reason", "not_agreed_reason", "not_agreed_told_at", "not_going_ahead_reason", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postponed_from", "practicalities", "private_time_ended", "private_time_started", "questions", "record_id", "resources_pending", "review_due_on", "review_of_id", "reviewed_on", "row_version", "setting", "state", "updated_at", "venue") VALUES (NEW."accepted_on", NEW."agency_response", NEW."answered_by_id", NEW."answered_version", NEW."bottom_lines", NEW."coordinator_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."held_on", NEW."id", NEW."is_private_time_offered", NEW."is_urgent", NEW."meets_at", NEW."no_review_reason", NEW."not_agreed_reason", NEW."not_agreed_told_at", NEW."not_going_ahead_reason", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postponed_from", NEW."practicalities", NEW."private_time_ended", NEW."private_time_started", NEW."questions", NEW."record_id", NEW."resources_pending", NEW."review_due_on", NEW."review_of_id", NEW."reviewed_on", NEW."row_version", NEW."setting", NEW."state", NEW."updated_at", NEW."venue"); RETURN NULL;',
                            hash="8129676fcffd977b987d258325b7784133857acb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6458a",
                            table="casework_conference",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_conferenceevent" ("accepted_on", "agency_response", "answered_by_id", "answered_version", "bottom_lines", "coordinator_id", "created_at", "created_by_id", "family_id", "held_on", "id", "is_private_time_offered", "is_urgent", "meets_at", "no_review_reason", "not_agreed_reason", "not_agreed_told_at", "not_going_ahead_reason", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postponed_from", "practicalities", "private_time_ended", "private_time_started", "questions", "record_id", "resources_pending", "review_due_on", "review_of_id", "reviewed_on", "row_version", "setting", "state", "updated_at", "venue") VALUES (NEW."accepted_on", NEW."agency_response", NEW."answered_by_id", NEW."answered_version", NEW."bottom_lines", NEW."coordinator_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."held_on", NEW."id", NEW."is_private_time_offered", NEW."is_urgent", NEW."meets_at", NEW."no_review_reason", NEW."not_agreed_reason", NEW."not_agreed_told_at", NEW."not_going_ahead_reason", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postponed_from", NEW."practicalities", NEW."private_time_ended", NEW."private_time_started", NEW."questions", NEW."record_id", NEW."resources_pending", NEW."review_due_on", NEW."review_of_id", NEW."reviewed_on", NEW."row_version", NEW."setting", NEW."state", NEW."updated_at", NEW."venue"); RETURN NULL;',
                            hash="f5af624807c316bc65fc130983a3127cbc77c82b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d56cf",
                            table="casework_conference",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferenceevent" ("accepted_on", "agency_response", "answered_by_id", "answered_version", "bottom_lines", "coordinator_id", "created_at", "created_by_id", "family_id", "held_on", "id", "is_private_time_offered", "is_urgent", "meets_at", "no_review_reason", "not_agreed_reason", "not_agreed_told_at", "not_going_ahead_reason", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postponed_from", "practicalities", "private_time_ended", "private_time_started", "questions", "record_id", "resources_pending", "review_due_on", "review_of_id", "reviewed_on", "row_version", "setting", "state", "updated_at", "venue") VALUES (OLD."accepted_on", OLD."agency_response", OLD."answered_by_id", OLD."answered_version", OLD."bottom_lines", OLD."coordinator_id", OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."held_on", OLD."id", OLD."is_private_time_offered", OLD."is_urgent", OLD."meets_at", OLD."no_review_reason", OLD."not_agreed_reason", OLD."not_agreed_told_at", OLD."not_going_ahead_reason", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postponed_from", OLD."practicalities", OLD."private_time_ended", OLD."private_time_started", OLD."questions", OLD."record_id", OLD."resources_pending", OLD."review_due_on", OLD."review_of_id", OLD."reviewed_on", OLD."row_version", OLD."setting", OLD."state", OLD."updated_at", OLD."venue"); RETURN NULL;',
                            hash="b83114abedbdf287b6302e0319d337c559747c71",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4a472",
                            table="casework_conference",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceEvent",
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
                        to="casework.conference",
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
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("child", "About a child or children"),
                            ("adult", "About an adult"),
                            ("whole_family", "About the whole family"),
                        ],
                        default="child",
                        max_length=20,
                        verbose_name="what kind of meeting is it?",
                    ),
                ),
                (
                    "review_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.conference",
                        verbose_name="it looks back at",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "Offered"),
                            ("referred", "Asked for"),
                            ("accepted", "Accepted"),
                            ("preparing", "Being prepared"),
                            ("arranged", "Arranged"),
                            ("held", "Held"),
                            ("plan_agreed", "Plan agreed"),
                            ("plan_not_agreed", "Plan not agreed yet"),
                            ("review_due", "Time to look back"),
                            ("closed_reviewed", "Finished"),
                            ("not_going_ahead", "Not going ahead"),
                        ],
                        default="offered",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="it is urgent")),
                (
                    "questions",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what does the family need to work out?"
                    ),
                ),
                (
                    "bottom_lines",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what has to be in the plan for everyone to be safe?"
                    ),
                ),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="accepted on")),
                (
                    "coordinator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                        verbose_name="coordinator",
                    ),
                ),
                ("meets_at", models.DateTimeField(blank=True, null=True, verbose_name="day and time")),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="where")),
                (
                    "practicalities",
                    models.CharField(blank=True, max_length=4000, verbose_name="food, travel, childcare, interpreter"),
                ),
                (
                    "postponed_from",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                (
                    "is_private_time_offered",
                    models.BooleanField(default=False, verbose_name="the family was offered time on their own"),
                ),
                (
                    "private_time_started",
                    models.DateTimeField(blank=True, null=True, verbose_name="private time began"),
                ),
                ("private_time_ended", models.DateTimeField(blank=True, null=True, verbose_name="private time ended")),
                (
                    "agency_response",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("agreed_resources_pending", "Agreed; some of what it needs is still being asked for"),
                            ("not_agreed", "Not agreed"),
                        ],
                        max_length=30,
                        verbose_name="our answer",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                        verbose_name="answered by",
                    ),
                ),
                (
                    "answered_version",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="The version of the plan that our answer is about.", null=True
                    ),
                ),
                (
                    "resources_pending",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what is still being asked for, and by when?"
                    ),
                ),
                (
                    "not_agreed_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why is it not agreed?"),
                ),
                (
                    "not_agreed_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when was the family told?"),
                ),
                (
                    "review_due_on",
                    models.DateField(blank=True, null=True, verbose_name="when will the family look back at the plan?"),
                ),
                (
                    "no_review_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why will there be no review?"),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="looked back on")),
                (
                    "not_going_ahead_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("family_prefers_not", "The family would rather not"),
                            ("no_longer_needed", "It is no longer needed"),
                            ("not_safe", "It would not be safe"),
                            ("urgent_legal", "A court is needed now"),
                            ("other", "Another reason"),
                        ],
                        max_length=30,
                        verbose_name="why not?",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConferenceOffer",
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
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="casework.conference",
                    ),
                ),
                (
                    "offered_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conference_offers",
                        to="families.person",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conference_offers_about",
                        to="families.person",
                    ),
                ),
                ("offered_on", models.DateField(verbose_name="when was it offered?")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("face", "Face to face"),
                            ("letter", "By letter"),
                            ("phone", "By phone"),
                            ("video", "By video"),
                            ("email", "By e-mail"),
                        ],
                        max_length=10,
                        verbose_name="how?",
                    ),
                ),
                (
                    "is_in_letter_before_proceedings",
                    models.BooleanField(default=False, verbose_name="it stood in the letter before proceedings"),
                ),
                (
                    "response",
                    models.CharField(
                        choices=[
                            ("waiting", "Thinking about it"),
                            ("accepted", "Yes"),
                            ("declined", "No, thank you"),
                            ("no_answer", "No answer"),
                            ("withdrawn", "Said yes, then changed their mind"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="what did they say?",
                    ),
                ),
                ("responded_on", models.DateField(blank=True, null=True, verbose_name="when?")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("child__isnull", True), ("conference__isnull", False), ("offered_to__isnull", False)
                            ),
                            models.Q(("child__isnull", False), ("conference__isnull", True)),
                            _connector="OR",
                        ),
                        name="offer_belongs_somewhere",
                        violation_error_message="An offer is made to someone for a conference, or comes from another system for a child.",
                    ),
                    models.UniqueConstraint(
                        fields=("conference", "offered_to"),
                        name="offer_once_each",
                        violation_error_message="It was offered to them already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("conference__isnull", True)),
                        fields=("child", "offered_on"),
                        name="offer_from_elsewhere_once",
                        violation_error_message="This offer is written down already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("responded_on__isnull", True), ("response__in", ["waiting", "no_answer"])),
                            models.Q(
                                ("responded_on__gte", models.F("offered_on")),
                                ("responded_on__isnull", False),
                                ("response__in", ["accepted", "declined", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="offer_answer_says_when",
                        violation_error_message="Say when they answered: not before it was offered, and only if they did.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferenceofferevent" ("channel", "child_id", "conference_id", "created_at", "created_by_id", "id", "is_in_letter_before_proceedings", "offered_on", "offered_to_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responded_on", "response", "row_version", "updated_at") VALUES (NEW."channel", NEW."child_id", NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_in_letter_before_proceedings", NEW."offered_on", NEW."offered_to_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."responded_on", NEW."response", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="b565e045ddc5e639dc92ca1cc6b614a7ca2b1678",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f9324",
                            table="casework_conferenceoffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_conferenceofferevent" ("channel", "child_id", "conference_id", "created_at", "created_by_id", "id", "is_in_letter_before_proceedings", "offered_on", "offered_to_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responded_on", "response", "row_version", "updated_at") VALUES (NEW."channel", NEW."child_id", NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_in_letter_before_proceedings", NEW."offered_on", NEW."offered_to_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."responded_on", NEW."response", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="1f0e64c41be2c8d047132f57f0eff1a5f2cb2168",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_16587",
                            table="casework_conferenceoffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferenceofferevent" ("channel", "child_id", "conference_id", "created_at", "created_by_id", "id", "is_in_letter_before_proceedings", "offered_on", "offered_to_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "responded_on", "response", "row_version", "updated_at") VALUES (OLD."channel", OLD."child_id", OLD."conference_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_in_letter_before_proceedings", OLD."offered_on", OLD."offered_to_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."responded_on", OLD."response", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="b71ee4f58f31d8b4d74e66cb31b00669ab5fe924",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c6405",
                            table="casework_conferenceoffer",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceOfferEvent",
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
                        to="casework.conferenceoffer",
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
                    "conference",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.conference",
                    ),
                ),
                (
                    "offered_to",
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
                    "child",
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
                ("offered_on", models.DateField(verbose_name="when was it offered?")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("face", "Face to face"),
                            ("letter", "By letter"),
                            ("phone", "By phone"),
                            ("video", "By video"),
                            ("email", "By e-mail"),
                        ],
                        max_length=10,
                        verbose_name="how?",
                    ),
                ),
                (
                    "is_in_letter_before_proceedings",
                    models.BooleanField(default=False, verbose_name="it stood in the letter before proceedings"),
                ),
                (
                    "response",
                    models.CharField(
                        choices=[
                            ("waiting", "Thinking about it"),
                            ("accepted", "Yes"),
                            ("declined", "No, thank you"),
                            ("no_answer", "No answer"),
                            ("withdrawn", "Said yes, then changed their mind"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="what did they say?",
                    ),
                ),
                ("responded_on", models.DateField(blank=True, null=True, verbose_name="when?")),
            ],
        ),
        migrations.CreateModel(
            name="ConferenceReferral",
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
                    "conference",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referral", to="casework.conference"
                    ),
                ),
                (
                    "consent_from",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who agreed to the meeting?",
                    ),
                ),
                ("consent_on", models.DateField(verbose_name="when did they agree?")),
                (
                    "why_competent",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="why can they decide this for themselves?"
                    ),
                ),
                (
                    "is_child_view_sought",
                    models.BooleanField(verbose_name="the view of the child or person it is about was sought"),
                ),
                ("child_view_words", models.CharField(blank=True, max_length=4000, verbose_name="in their own words")),
                ("why_now", models.CharField(max_length=4000, verbose_name="why now?")),
                ("dates_to_know", models.CharField(blank=True, max_length=4000, verbose_name="dates to keep in mind")),
                (
                    "coordinator_preference",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what matters to the family in a coordinator?"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("is_child_view_sought", True)),
                        name="referral_seeks_the_childs_view",
                        violation_error_message="Ask the child, or the person it is about, how they see it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why_now__regex", "^\\s*$"), _negated=True),
                        name="referral_says_why_now",
                        violation_error_message="Say why now.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="consent_counts",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n        IF EXISTS (SELECT FROM casework_conferencefocus\n                   WHERE conference_id = NEW.conference_id AND person_id = NEW.consent_from_id) THEN\n          IF NEW.why_competent ~ '^\\s*$' AND EXISTS (\n            SELECT FROM families_person WHERE id = NEW.consent_from_id\n              AND (date_of_birth IS NULL OR date_of_birth > NEW.consent_on - interval '18 years')) THEN\n            RAISE EXCEPTION 'competence' USING ERRCODE = '23514', CONSTRAINT = 'referral_young_consent_says_why';\n          END IF;\n        ELSIF NOT EXISTS (\n          SELECT FROM families_parentalresponsibility held\n          JOIN casework_conferencefocus about ON about.person_id = held.child_id\n          WHERE about.conference_id = NEW.conference_id AND held.holder_id = NEW.consent_from_id\n            AND held.status <> 'disputed' AND held.period @> NEW.consent_on) THEN\n          RAISE EXCEPTION 'consent' USING ERRCODE = '23514', CONSTRAINT = 'referral_consent_counts';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="067adfa8c605261b033e950d8b814ffdc073b6dc",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_consent_counts_d0246",
                            table="casework_conferencereferral",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferencereferralevent" ("child_view_words", "conference_id", "consent_from_id", "consent_on", "coordinator_preference", "created_at", "created_by_id", "dates_to_know", "id", "is_child_view_sought", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "why_competent", "why_now") VALUES (NEW."child_view_words", NEW."conference_id", NEW."consent_from_id", NEW."consent_on", NEW."coordinator_preference", NEW."created_at", NEW."created_by_id", NEW."dates_to_know", NEW."id", NEW."is_child_view_sought", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."why_competent", NEW."why_now"); RETURN NULL;',
                            hash="0c24a5bc029f832ff377bf68f51305b144aeef18",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_70ceb",
                            table="casework_conferencereferral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_conferencereferralevent" ("child_view_words", "conference_id", "consent_from_id", "consent_on", "coordinator_preference", "created_at", "created_by_id", "dates_to_know", "id", "is_child_view_sought", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "why_competent", "why_now") VALUES (NEW."child_view_words", NEW."conference_id", NEW."consent_from_id", NEW."consent_on", NEW."coordinator_preference", NEW."created_at", NEW."created_by_id", NEW."dates_to_know", NEW."id", NEW."is_child_view_sought", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."why_competent", NEW."why_now"); RETURN NULL;',
                            hash="7dbba3a3b128b83c008caecdcab0029044bb2e3c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_79881",
                            table="casework_conferencereferral",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferencereferralevent" ("child_view_words", "conference_id", "consent_from_id", "consent_on", "coordinator_preference", "created_at", "created_by_id", "dates_to_know", "id", "is_child_view_sought", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "why_competent", "why_now") VALUES (OLD."child_view_words", OLD."conference_id", OLD."consent_from_id", OLD."consent_on", OLD."coordinator_preference", OLD."created_at", OLD."created_by_id", OLD."dates_to_know", OLD."id", OLD."is_child_view_sought", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."why_competent", OLD."why_now"); RETURN NULL;',
                            hash="270eaff20bbc1566aa36cb48382957ab684e7c45",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_28434",
                            table="casework_conferencereferral",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceReferralEvent",
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
                        to="casework.conferencereferral",
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
                    "conference",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.conference",
                    ),
                ),
                (
                    "consent_from",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who agreed to the meeting?",
                    ),
                ),
                ("consent_on", models.DateField(verbose_name="when did they agree?")),
                (
                    "why_competent",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="why can they decide this for themselves?"
                    ),
                ),
                (
                    "is_child_view_sought",
                    models.BooleanField(verbose_name="the view of the child or person it is about was sought"),
                ),
                ("child_view_words", models.CharField(blank=True, max_length=4000, verbose_name="in their own words")),
                ("why_now", models.CharField(max_length=4000, verbose_name="why now?")),
                ("dates_to_know", models.CharField(blank=True, max_length=4000, verbose_name="dates to keep in mind")),
                (
                    "coordinator_preference",
                    models.CharField(
                        blank=True, max_length=4000, verbose_name="what matters to the family in a coordinator?"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConferenceFocus",
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
                    "conference",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="focus",
                        to="casework.conference",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences_about",
                        to="families.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "person"),
                        name="conference_focus_once",
                        violation_error_message="It is about them already.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferencefocusevent" ("conference_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="9780f002a122de8c2efe6c7f15d4f1d2a6dfc770",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c44b9",
                            table="casework_conferencefocus",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_conferencefocusevent" ("conference_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="9ad455cdd41c334d359e0af360262e0a70b1ce5b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_08483",
                            table="casework_conferencefocus",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conferencefocusevent" ("conference_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."conference_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="6f7a8d4dc5a20a66c3cb4675f94fdc95ae3b609a",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e518b",
                            table="casework_conferencefocus",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConferenceFocusEvent",
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
                        to="casework.conferencefocus",
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
                    "conference",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.conference",
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
            name="Participant",
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
                    "conference",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participants",
                        to="casework.conference",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conferences_asked_to",
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
                ("other_name", models.CharField(blank=True, max_length=200, verbose_name="someone else’s name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("focus_person", "It is about them"),
                            ("family_network", "Family and friends"),
                            ("advocate", "Advocate"),
                            ("supporter", "Supporter"),
                            ("interpreter", "Interpreter"),
                            ("coordinator", "Coordinator"),
                            ("referrer", "Asked for the conference"),
                            ("information_giver", "Gives information"),
                        ],
                        max_length=20,
                        verbose_name="as what?",
                    ),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="visited or called on")),
                (
                    "will_come",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("maybe", "Maybe"),
                            ("part", "For part of it"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="will they come?",
                    ),
                ),
                (
                    "attended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Came"),
                            ("part", "Came for part of it"),
                            ("video", "Came by video"),
                            ("no", "Was not there"),
                        ],
                        max_length=10,
                        verbose_name="did they come?",
                    ),
                ),
                (
                    "in_private_time",
                    models.BooleanField(default=False, verbose_name="was there in the family’s own time"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("other_name", ""), ("person__isnull", False), ("practitioner__isnull", True)),
                            models.Q(("other_name", ""), ("person__isnull", True), ("practitioner__isnull", False)),
                            models.Q(
                                ("person__isnull", True),
                                ("practitioner__isnull", True),
                                models.Q(("other_name__regex", "^\\s*$"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="participant_is_one_of_them",
                        violation_error_message="Each who is asked is one person, one practitioner, or a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_private_time", False),
                            models.Q(
                                ("kind__in", ["focus_person", "family_network", "supporter"]),
                                ("practitioner__isnull", True),
                            ),
                            ("kind__in", ["advocate", "interpreter"]),
                            _connector="OR",
                        ),
                        name="participant_private_time",
                        violation_error_message="The family’s own time is theirs: of those who work with them, only an advocate or an interpreter.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["focus_person", "family_network"]), _negated=True),
                            ("practitioner__isnull", True),
                            _connector="OR",
                        ),
                        name="participant_family_is_no_practitioner",
                        violation_error_message="Family and friends are people, not someone who works with them.",
                    ),
                    models.UniqueConstraint(
                        fields=("conference", "person"),
                        name="participant_person_once",
                        violation_error_message="They are asked already.",
                    ),
                    models.UniqueConstraint(
                        fields=("conference", "practitioner"),
                        name="participant_practitioner_once",
                        violation_error_message="They are asked already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_participantevent" ("attended", "conference_id", "created_at", "created_by_id", "id", "in_private_time", "kind", "organisation_id", "other_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at", "visited_on", "will_come") VALUES (NEW."attended", NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."in_private_time", NEW."kind", NEW."organisation_id", NEW."other_name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practitioner_id", NEW."row_version", NEW."updated_at", NEW."visited_on", NEW."will_come"); RETURN NULL;',
                            hash="18065b3972c131b91e4f32355e8e19764c605ef0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_29a88",
                            table="casework_participant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_participantevent" ("attended", "conference_id", "created_at", "created_by_id", "id", "in_private_time", "kind", "organisation_id", "other_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at", "visited_on", "will_come") VALUES (NEW."attended", NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."in_private_time", NEW."kind", NEW."organisation_id", NEW."other_name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practitioner_id", NEW."row_version", NEW."updated_at", NEW."visited_on", NEW."will_come"); RETURN NULL;',
                            hash="f72444bffe72043fda003ec6768fc17a4e0f16f0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1a604",
                            table="casework_participant",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_participantevent" ("attended", "conference_id", "created_at", "created_by_id", "id", "in_private_time", "kind", "organisation_id", "other_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at", "visited_on", "will_come") VALUES (OLD."attended", OLD."conference_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."in_private_time", OLD."kind", OLD."organisation_id", OLD."other_name", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."practitioner_id", OLD."row_version", OLD."updated_at", OLD."visited_on", OLD."will_come"); RETURN NULL;',
                            hash="dc9775a6ecad7bb876b1a39781ef73eb0a045f89",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_99236",
                            table="casework_participant",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipantEvent",
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
                        to="casework.participant",
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
                    "conference",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.conference",
                    ),
                ),
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
                ("other_name", models.CharField(blank=True, max_length=200, verbose_name="someone else’s name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("focus_person", "It is about them"),
                            ("family_network", "Family and friends"),
                            ("advocate", "Advocate"),
                            ("supporter", "Supporter"),
                            ("interpreter", "Interpreter"),
                            ("coordinator", "Coordinator"),
                            ("referrer", "Asked for the conference"),
                            ("information_giver", "Gives information"),
                        ],
                        max_length=20,
                        verbose_name="as what?",
                    ),
                ),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="visited or called on")),
                (
                    "will_come",
                    models.CharField(
                        choices=[
                            ("not_asked", "Not asked yet"),
                            ("yes", "Yes"),
                            ("no", "No"),
                            ("maybe", "Maybe"),
                            ("part", "For part of it"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="will they come?",
                    ),
                ),
                (
                    "attended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "Came"),
                            ("part", "Came for part of it"),
                            ("video", "Came by video"),
                            ("no", "Was not there"),
                        ],
                        max_length=10,
                        verbose_name="did they come?",
                    ),
                ),
                (
                    "in_private_time",
                    models.BooleanField(default=False, verbose_name="was there in the family’s own time"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Conversation",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="conversation", to="families.record"
                    ),
                ),
                ("happened_at", models.DateTimeField(verbose_name="when")),
                (
                    "place_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("our_home", "Our home"),
                            ("their_home", "Their home"),
                            ("park_or_outdoors", "Park or outdoors"),
                            ("cafe", "Café"),
                            ("library", "Library"),
                            ("school", "School"),
                            ("community_place", "Community place"),
                            ("faith_place", "Place of faith"),
                            ("phone", "By phone"),
                            ("video", "By video"),
                            ("car", "In the car"),
                            ("office", "Office"),
                            ("other", "Somewhere else"),
                        ],
                        max_length=20,
                        verbose_name="where",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("getting_to_know", "Getting to know each other"),
                            ("listen_and_connect", "Listening"),
                            ("in_a_crisis", "In a crisis"),
                            ("building_a_good_life", "Building a good life"),
                            ("checking_in", "Checking in"),
                            ("visit_required_by_law", "A visit that the law requires"),
                            ("child_alone", "With a child alone"),
                            ("conference_prep", "Preparing a family group conference"),
                            ("review", "Looking back together"),
                            ("saying_goodbye", "Saying goodbye"),
                            ("other", "Something else"),
                        ],
                        default="checking_in",
                        max_length=30,
                        verbose_name="what for",
                    ),
                ),
                ("headline", models.CharField(max_length=140, verbose_name="in one line")),
                ("language_used", models.CharField(blank=True, max_length=60, verbose_name="language")),
                ("has_interpreter", models.BooleanField(default=False, verbose_name="with an interpreter")),
                ("is_child_seen", models.BooleanField(blank=True, null=True, verbose_name="the child was seen")),
                (
                    "is_child_seen_alone",
                    models.BooleanField(blank=True, null=True, verbose_name="the child was seen alone"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("headline__regex", "^\\s*$"), _negated=True),
                        name="conversation_has_a_headline",
                        violation_error_message="Say in one line what it was about.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_child_seen_alone", True), _negated=True),
                            models.Q(("is_child_seen", True), ("is_child_seen__isnull", False)),
                            _connector="OR",
                        ),
                        name="conversation_seen_alone_is_seen",
                        violation_error_message="A child who was seen alone was seen.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conversationevent" ("created_at", "created_by_id", "happened_at", "has_interpreter", "headline", "id", "is_child_seen", "is_child_seen_alone", "language_used", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "purpose", "record_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."happened_at", NEW."has_interpreter", NEW."headline", NEW."id", NEW."is_child_seen", NEW."is_child_seen_alone", NEW."language_used", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_kind", NEW."purpose", NEW."record_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="89ceab1a34b8c03f7c7a6347ba246b2b18c19a0a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8d042",
                            table="casework_conversation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_conversationevent" ("created_at", "created_by_id", "happened_at", "has_interpreter", "headline", "id", "is_child_seen", "is_child_seen_alone", "language_used", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "purpose", "record_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."happened_at", NEW."has_interpreter", NEW."headline", NEW."id", NEW."is_child_seen", NEW."is_child_seen_alone", NEW."language_used", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_kind", NEW."purpose", NEW."record_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="5653025eee620aec8885d5cce0c39df323128b6b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2a66e",
                            table="casework_conversation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conversationevent" ("created_at", "created_by_id", "happened_at", "has_interpreter", "headline", "id", "is_child_seen", "is_child_seen_alone", "language_used", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "purpose", "record_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."happened_at", OLD."has_interpreter", OLD."headline", OLD."id", OLD."is_child_seen", OLD."is_child_seen_alone", OLD."language_used", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_kind", OLD."purpose", OLD."record_id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="f7a4aee8afba804e439cf7201036c69d0476b883",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_ce0cd",
                            table="casework_conversation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConversationEvent",
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
                        to="casework.conversation",
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
                ("happened_at", models.DateTimeField(verbose_name="when")),
                (
                    "place_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("our_home", "Our home"),
                            ("their_home", "Their home"),
                            ("park_or_outdoors", "Park or outdoors"),
                            ("cafe", "Café"),
                            ("library", "Library"),
                            ("school", "School"),
                            ("community_place", "Community place"),
                            ("faith_place", "Place of faith"),
                            ("phone", "By phone"),
                            ("video", "By video"),
                            ("car", "In the car"),
                            ("office", "Office"),
                            ("other", "Somewhere else"),
                        ],
                        max_length=20,
                        verbose_name="where",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("getting_to_know", "Getting to know each other"),
                            ("listen_and_connect", "Listening"),
                            ("in_a_crisis", "In a crisis"),
                            ("building_a_good_life", "Building a good life"),
                            ("checking_in", "Checking in"),
                            ("visit_required_by_law", "A visit that the law requires"),
                            ("child_alone", "With a child alone"),
                            ("conference_prep", "Preparing a family group conference"),
                            ("review", "Looking back together"),
                            ("saying_goodbye", "Saying goodbye"),
                            ("other", "Something else"),
                        ],
                        default="checking_in",
                        max_length=30,
                        verbose_name="what for",
                    ),
                ),
                ("headline", models.CharField(max_length=140, verbose_name="in one line")),
                ("language_used", models.CharField(blank=True, max_length=60, verbose_name="language")),
                ("has_interpreter", models.BooleanField(default=False, verbose_name="with an interpreter")),
                ("is_child_seen", models.BooleanField(blank=True, null=True, verbose_name="the child was seen")),
                (
                    "is_child_seen_alone",
                    models.BooleanField(blank=True, null=True, verbose_name="the child was seen alone"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ConversationPresence",
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
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="casework.conversation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
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
                        related_name="presences",
                        to="families.practitioner",
                    ),
                ),
                ("other_name", models.CharField(blank=True, max_length=200, verbose_name="someone else")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_person", "in person"),
                            ("video", "by video"),
                            ("phone", "by phone"),
                            ("message", "by message"),
                        ],
                        default="in_person",
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("other_name", ""), ("person__isnull", False), ("practitioner__isnull", True)),
                            models.Q(("other_name", ""), ("person__isnull", True), ("practitioner__isnull", False)),
                            models.Q(
                                ("person__isnull", True),
                                ("practitioner__isnull", True),
                                models.Q(("other_name__regex", "^\\s*$"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="presence_is_one_of_them",
                        violation_error_message="Each who was there is one person, one practitioner, or a name.",
                    ),
                    models.UniqueConstraint(fields=("conversation", "person"), name="presence_of_person_once"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conversationpresenceevent" ("conversation_id", "created_at", "created_by_id", "how", "id", "organisation_id", "other_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at") VALUES (NEW."conversation_id", NEW."created_at", NEW."created_by_id", NEW."how", NEW."id", NEW."organisation_id", NEW."other_name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practitioner_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="f961a0768c1b78cfbb8df4ff20f33dddf23f7ac0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_20646",
                            table="casework_conversationpresence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_conversationpresenceevent" ("conversation_id", "created_at", "created_by_id", "how", "id", "organisation_id", "other_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at") VALUES (NEW."conversation_id", NEW."created_at", NEW."created_by_id", NEW."how", NEW."id", NEW."organisation_id", NEW."other_name", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practitioner_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="31a165cfaaba2068b01153fb0ca536ff77315c35",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cb28a",
                            table="casework_conversationpresence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_conversationpresenceevent" ("conversation_id", "created_at", "created_by_id", "how", "id", "organisation_id", "other_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at") VALUES (OLD."conversation_id", OLD."created_at", OLD."created_by_id", OLD."how", OLD."id", OLD."organisation_id", OLD."other_name", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."practitioner_id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="4e75a279187690079f979e8a35fec4a88e6215e7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a3d83",
                            table="casework_conversationpresence",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConversationPresenceEvent",
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
                        to="casework.conversationpresence",
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
                    "conversation",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.conversation",
                    ),
                ),
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
                ("other_name", models.CharField(blank=True, max_length=200, verbose_name="someone else")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("in_person", "in person"),
                            ("video", "by video"),
                            ("phone", "by phone"),
                            ("message", "by message"),
                        ],
                        default="in_person",
                        max_length=20,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FamilyPlan",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="family_plan", to="families.record"
                    ),
                ),
                (
                    "conference",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="casework.conference",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("in_our_words", models.CharField(blank=True, max_length=40000, verbose_name="our plan, in our words")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conference", "version"),
                        name="plan_version_once",
                        violation_error_message="Someone else wrote this version of the plan meanwhile.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="plan_as_the_family_wrote_it",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'UPDATE' AND (NEW.in_our_words <> OLD.in_our_words OR OLD.agreed_on IS DISTINCT FROM NEW.agreed_on\n            AND OLD.agreed_on IS NOT NULL) THEN\n          RAISE EXCEPTION 'words changed' USING ERRCODE = '23514', CONSTRAINT = 'plan_words_stay';\n        END IF;\n        IF NEW.agreed_on IS NOT NULL THEN\n          IF NOT EXISTS (SELECT FROM casework_planaction WHERE plan_id = NEW.id AND who_person_id IS NOT NULL) THEN\n            RAISE EXCEPTION 'no family action' USING ERRCODE = '23514', CONSTRAINT = 'plan_agreed_has_family_action';\n          END IF;\n          IF NOT EXISTS (SELECT FROM casework_monitoring WHERE plan_id = NEW.id) THEN\n            RAISE EXCEPTION 'no monitoring' USING ERRCODE = '23514', CONSTRAINT = 'plan_agreed_is_watched';\n          END IF;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="9d4476ddfcc052e2651835313888d6f398f9d66c",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_plan_as_the_family_wrote_it_0513e",
                            table="casework_familyplan",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_familyplanevent" ("agreed_on", "conference_id", "created_at", "created_by_id", "id", "in_our_words", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "updated_at", "version") VALUES (NEW."agreed_on", NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."in_our_words", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."record_id", NEW."row_version", NEW."updated_at", NEW."version"); RETURN NULL;',
                            hash="5a9c275f80c513f1e793a62698225992636c7364",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e5d75",
                            table="casework_familyplan",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_familyplanevent" ("agreed_on", "conference_id", "created_at", "created_by_id", "id", "in_our_words", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "updated_at", "version") VALUES (NEW."agreed_on", NEW."conference_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."in_our_words", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."record_id", NEW."row_version", NEW."updated_at", NEW."version"); RETURN NULL;',
                            hash="c82778a3680f2c66706b2d04262e7443fd96256f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e862d",
                            table="casework_familyplan",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_familyplanevent" ("agreed_on", "conference_id", "created_at", "created_by_id", "id", "in_our_words", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "row_version", "updated_at", "version") VALUES (OLD."agreed_on", OLD."conference_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."in_our_words", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."record_id", OLD."row_version", OLD."updated_at", OLD."version"); RETURN NULL;',
                            hash="aac2baaf25e0e2189d7c1d9ef89993e09a14e088",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_42a4e",
                            table="casework_familyplan",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyPlanEvent",
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
                        to="casework.familyplan",
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
                    "conference",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.conference",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                ("in_our_words", models.CharField(blank=True, max_length=40000, verbose_name="our plan, in our words")),
                ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
            ],
        ),
        migrations.CreateModel(
            name="Monitoring",
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
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="monitoring", to="casework.familyplan"
                    ),
                ),
                (
                    "family_monitor",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who in the family?",
                    ),
                ),
                (
                    "no_family_monitor_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why nobody in the family?"),
                ),
                (
                    "worker_link",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.practitioner",
                        verbose_name="which worker do they talk to?",
                    ),
                ),
                (
                    "every_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="every how many days?",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("family_monitor__isnull", False),
                            models.Q(("no_family_monitor_reason__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="monitoring_is_the_familys",
                        violation_error_message="Say who in the family keeps an eye on the plan, or why nobody does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every_days__gte", 1), ("every_days__lte", 90)),
                        name="monitoring_within_a_quarter",
                        violation_error_message="Between 1 and 90 days.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_monitoringevent" ("created_at", "created_by_id", "every_days", "family_monitor_id", "id", "no_family_monitor_reason", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "row_version", "updated_at", "worker_link_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."every_days", NEW."family_monitor_id", NEW."id", NEW."no_family_monitor_reason", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."row_version", NEW."updated_at", NEW."worker_link_id"); RETURN NULL;',
                            hash="5175772cf79e340f1e4c268d950aecc9e74bf291",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4b1f3",
                            table="casework_monitoring",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_monitoringevent" ("created_at", "created_by_id", "every_days", "family_monitor_id", "id", "no_family_monitor_reason", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "row_version", "updated_at", "worker_link_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."every_days", NEW."family_monitor_id", NEW."id", NEW."no_family_monitor_reason", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."row_version", NEW."updated_at", NEW."worker_link_id"); RETURN NULL;',
                            hash="d94be84d553755e8703d35312693ac6c9a54ff81",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_3733b",
                            table="casework_monitoring",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_monitoringevent" ("created_at", "created_by_id", "every_days", "family_monitor_id", "id", "no_family_monitor_reason", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "row_version", "updated_at", "worker_link_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."every_days", OLD."family_monitor_id", OLD."id", OLD."no_family_monitor_reason", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."row_version", OLD."updated_at", OLD."worker_link_id"); RETURN NULL;',
                            hash="7a4005e23a9463aa53ac999e809e5d42ffb25b3c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0d866",
                            table="casework_monitoring",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringEvent",
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
                        to="casework.monitoring",
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
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.familyplan",
                    ),
                ),
                (
                    "family_monitor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who in the family?",
                    ),
                ),
                (
                    "no_family_monitor_reason",
                    models.CharField(blank=True, max_length=4000, verbose_name="why nobody in the family?"),
                ),
                (
                    "worker_link",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                        verbose_name="which worker do they talk to?",
                    ),
                ),
                (
                    "every_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="every how many days?",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlanAction",
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
                    "who_person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "who_practitioner",
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
                    "who_agency",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.agency",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="casework.familyplan",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("by_when", models.DateField(verbose_name="by when")),
                ("how_we_will_know", models.CharField(blank=True, max_length=300, verbose_name="how will we know?")),
                (
                    "is_offered_by_child",
                    models.BooleanField(default=False, verbose_name="a child offered to do this themself"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("under_way", "Under way"),
                            ("done", "Done"),
                            ("changed", "Changed"),
                            ("not_happening", "Not happening"),
                            ("no_longer_needed", "No longer needed"),
                        ],
                        default="not_started",
                        max_length=20,
                        verbose_name="how is it going?",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "replaced_by",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="casework.planaction",
                        verbose_name="changed to",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "position"),
                        name="action_place_once",
                        violation_error_message="Someone else wrote into this plan meanwhile: look at it again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("who_agency__isnull", True),
                                ("who_person__isnull", False),
                                ("who_practitioner__isnull", True),
                            ),
                            models.Q(
                                ("who_agency__isnull", True),
                                ("who_person__isnull", True),
                                ("who_practitioner__isnull", False),
                            ),
                            models.Q(
                                ("who_agency__isnull", False),
                                ("who_person__isnull", True),
                                ("who_practitioner__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="action_has_one_who",
                        violation_error_message="Say who does it: one person, so that everyone knows.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__regex", "^\\s*$"), _negated=True),
                        name="action_says_what",
                        violation_error_message="Say what will be done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on__isnull", False), ("state", "done")),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="action_done_has_a_day",
                        violation_error_message="Say on which day it was done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_by__isnull", False), ("state", "changed")),
                            models.Q(models.Q(("state", "changed"), _negated=True), ("replaced_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="action_changed_names_the_next",
                        violation_error_message="A step that was changed names the step that replaces it.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="action_as_agreed",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n        IF TG_OP = 'UPDATE'\n          AND (NEW.plan_id, NEW.what, NEW.by_when) IS DISTINCT FROM (OLD.plan_id, OLD.what, OLD.by_when)\n          OR TG_OP = 'UPDATE' AND (NEW.who_person_id, NEW.who_practitioner_id, NEW.who_agency_id)\n            IS DISTINCT FROM (OLD.who_person_id, OLD.who_practitioner_id, OLD.who_agency_id) THEN\n          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'action_stays_as_written';\n        END IF;\n        IF NEW.who_person_id IS NOT NULL AND NOT NEW.is_offered_by_child AND EXISTS (\n          SELECT FROM families_person person JOIN accounts_organisation ours ON ours.id = NEW.organisation_id\n          WHERE person.id = NEW.who_person_id\n            AND person.date_of_birth > (NEW.created_at AT TIME ZONE ours.time_zone)::date - interval '18 years') THEN\n          RAISE EXCEPTION 'a child' USING ERRCODE = '23514', CONSTRAINT = 'action_of_a_child_is_offered';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="877724c8221123b12df5965d50149ffd7d561e44",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_action_as_agreed_102ce",
                            table="casework_planaction",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_planactionevent" ("by_when", "created_at", "created_by_id", "done_on", "how_we_will_know", "id", "is_offered_by_child", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "replaced_by_id", "row_version", "state", "updated_at", "what", "who_agency_id", "who_person_id", "who_practitioner_id") VALUES (NEW."by_when", NEW."created_at", NEW."created_by_id", NEW."done_on", NEW."how_we_will_know", NEW."id", NEW."is_offered_by_child", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."replaced_by_id", NEW."row_version", NEW."state", NEW."updated_at", NEW."what", NEW."who_agency_id", NEW."who_person_id", NEW."who_practitioner_id"); RETURN NULL;',
                            hash="bb266b008fd2d63889d387fd8133ab20f5cf1118",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9edff",
                            table="casework_planaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_planactionevent" ("by_when", "created_at", "created_by_id", "done_on", "how_we_will_know", "id", "is_offered_by_child", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "replaced_by_id", "row_version", "state", "updated_at", "what", "who_agency_id", "who_person_id", "who_practitioner_id") VALUES (NEW."by_when", NEW."created_at", NEW."created_by_id", NEW."done_on", NEW."how_we_will_know", NEW."id", NEW."is_offered_by_child", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."replaced_by_id", NEW."row_version", NEW."state", NEW."updated_at", NEW."what", NEW."who_agency_id", NEW."who_person_id", NEW."who_practitioner_id"); RETURN NULL;',
                            hash="4db9effd8545b84930e262075ce107841c35ce0f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a2984",
                            table="casework_planaction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_planactionevent" ("by_when", "created_at", "created_by_id", "done_on", "how_we_will_know", "id", "is_offered_by_child", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "replaced_by_id", "row_version", "state", "updated_at", "what", "who_agency_id", "who_person_id", "who_practitioner_id") VALUES (OLD."by_when", OLD."created_at", OLD."created_by_id", OLD."done_on", OLD."how_we_will_know", OLD."id", OLD."is_offered_by_child", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."replaced_by_id", OLD."row_version", OLD."state", OLD."updated_at", OLD."what", OLD."who_agency_id", OLD."who_person_id", OLD."who_practitioner_id"); RETURN NULL;',
                            hash="3d25c9a49d2949a55a7368118624cde1d511ab2b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_61699",
                            table="casework_planaction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanActionEvent",
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
                        to="casework.planaction",
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
                    "who_person",
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
                    "who_practitioner",
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
                    "who_agency",
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
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.familyplan",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("by_when", models.DateField(verbose_name="by when")),
                ("how_we_will_know", models.CharField(blank=True, max_length=300, verbose_name="how will we know?")),
                (
                    "is_offered_by_child",
                    models.BooleanField(default=False, verbose_name="a child offered to do this themself"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("under_way", "Under way"),
                            ("done", "Done"),
                            ("changed", "Changed"),
                            ("not_happening", "Not happening"),
                            ("no_longer_needed", "No longer needed"),
                        ],
                        default="not_started",
                        max_length=20,
                        verbose_name="how is it going?",
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.planaction",
                        verbose_name="changed to",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContingencyStep",
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
                    "who_person",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "who_practitioner",
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
                    "who_agency",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.agency",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contingencies",
                        to="casework.familyplan",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("if_what", models.CharField(max_length=300, verbose_name="if this happens")),
                ("then_what", models.CharField(max_length=300, verbose_name="then we do this")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "position"),
                        name="contingency_place_once",
                        violation_error_message="Someone else wrote into this plan meanwhile: look at it again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("who_agency__isnull", True),
                                ("who_person__isnull", False),
                                ("who_practitioner__isnull", True),
                            ),
                            models.Q(
                                ("who_agency__isnull", True),
                                ("who_person__isnull", True),
                                ("who_practitioner__isnull", False),
                            ),
                            models.Q(
                                ("who_agency__isnull", False),
                                ("who_person__isnull", True),
                                ("who_practitioner__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="contingency_has_one_who",
                        violation_error_message="Say who does it: one person, so that everyone knows.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("if_what__regex", "^\\s*$"), _negated=True),
                            models.Q(("then_what__regex", "^\\s*$"), _negated=True),
                        ),
                        name="contingency_says_if_and_then",
                        violation_error_message="Say what might happen, and what you do then.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_contingencystepevent" ("created_at", "created_by_id", "id", "if_what", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "row_version", "then_what", "updated_at", "who_agency_id", "who_person_id", "who_practitioner_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."if_what", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."position", NEW."row_version", NEW."then_what", NEW."updated_at", NEW."who_agency_id", NEW."who_person_id", NEW."who_practitioner_id"); RETURN NULL;',
                            hash="f6ff0d0d42fc1ca5bfe73337d70d08302a2637c8",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_61dc2",
                            table="casework_contingencystep",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "casework_contingencystepevent" ("created_at", "created_by_id", "id", "if_what", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "row_version", "then_what", "updated_at", "who_agency_id", "who_person_id", "who_practitioner_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."if_what", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_id", NEW."position", NEW."row_version", NEW."then_what", NEW."updated_at", NEW."who_agency_id", NEW."who_person_id", NEW."who_practitioner_id"); RETURN NULL;',
                            hash="b9b6f5f1e90830373b7a4e57323d6591c28b89ac",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_05caa",
                            table="casework_contingencystep",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "casework_contingencystepevent" ("created_at", "created_by_id", "id", "if_what", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "position", "row_version", "then_what", "updated_at", "who_agency_id", "who_person_id", "who_practitioner_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."if_what", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."position", OLD."row_version", OLD."then_what", OLD."updated_at", OLD."who_agency_id", OLD."who_person_id", OLD."who_practitioner_id"); RETURN NULL;',
                            hash="04cc6804b8d97104ee7af21186e002154948db56",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_96498",
                            table="casework_contingencystep",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContingencyStepEvent",
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
                        to="casework.contingencystep",
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
                    "who_person",
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
                    "who_practitioner",
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
                    "who_agency",
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
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="casework.familyplan",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("if_what", models.CharField(max_length=300, verbose_name="if this happens")),
                ("then_what", models.CharField(max_length=300, verbose_name="then we do this")),
            ],
        ),
    ]
