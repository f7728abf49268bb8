"""Families who are linked with one another, from the first card to the last meeting."""

import database.clock
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import families.periods
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("linkups", "0001_link_ups"),
        ("linkups", "0003_pause_for_safety"),
        ("linkups", "0005_who_said_yes"),
        ("linkups", "0007_asked_with_a_card"),
        ("linkups", "0008_dates_hold_pauses_and_meetups"),
        ("linkups", "0009_places_in_use"),
        ("linkups", "0010_not_finished_while_looked_into"),
        ("linkups", "0011_moved_by_a_merge"),
        ("linkups", "0012_check_in_once_they_met"),
    ]

    initial = True

    dependencies = [
        ("families", "0009_team_ends_empty"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharingProfile",
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
                    "family",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharing_profile",
                        to="families.family",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("interested", "Interested"),
                            ("getting_to_know", "Getting to know each other"),
                            ("checks", "Safety checks"),
                            ("training", "Getting ready together"),
                            ("card", "Writing their card"),
                            ("ready", "Ready"),
                            ("resting", "Taking a rest"),
                            ("stepped_back", "Stepped back"),
                            ("not_now", "Not now"),
                        ],
                        default="interested",
                        max_length=20,
                        verbose_name="where they are",
                    ),
                ),
                (
                    "max_linkups",
                    models.PositiveSmallIntegerField(default=3, verbose_name="how many families at one time?"),
                ),
                (
                    "trained_on",
                    models.DateField(blank=True, null=True, verbose_name="when were they all ready to share?"),
                ),
                ("ready_on", models.DateField(blank=True, null=True, verbose_name="ready since")),
                ("rest_until", models.DateField(blank=True, null=True, verbose_name="resting until")),
                (
                    "coach",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharing_profiles",
                        to="families.practitioner",
                        verbose_name="coach",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("max_linkups__gte", 1), ("max_linkups__lte", 4)),
                        name="profile_one_to_four_families",
                        violation_error_message="A sharing family has room for one to four families at a time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["card", "ready", "resting"]), _negated=True),
                            ("trained_on__isnull", False),
                            _connector="OR",
                        ),
                        name="profile_trained_says_when",
                        violation_error_message="Say when the whole family was ready to share.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["ready", "resting"]), _negated=True),
                            ("ready_on__isnull", False),
                            _connector="OR",
                        ),
                        name="profile_ready_says_since_when",
                        violation_error_message="Say since when the family is ready.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="profile_ready_has_card",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"status\" = 'ready')",
                            func="\n                    IF (TG_OP = 'INSERT' OR OLD.status <> 'ready') AND NOT EXISTS (\n                      SELECT FROM linkups_familycard card\n                      WHERE card.family_id = NEW.family_id AND card.kind = 'sharing' AND card.approved_at IS NOT NULL) THEN\n                      RAISE EXCEPTION 'no approved card' USING ERRCODE = '23514', CONSTRAINT = 'profile_ready_needs_card';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="20eca309e10ee5c2e8a3c7e48dd3e82ee9820038",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_profile_ready_has_card_51cb9",
                            table="linkups_sharingprofile",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="profile_room_for_those_there",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NEW.max_linkups < OLD.max_linkups AND (\n                      SELECT count(*) FROM linkups_linkup\n                      WHERE sharing_family_id = NEW.family_id AND state IN ('active', 'paused')) > NEW.max_linkups THEN\n                      RAISE EXCEPTION 'places in use' USING ERRCODE = '23514', CONSTRAINT = 'profile_places_in_use';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="78a331df2dd9d1522c8cca8d817827c4892543ea",
                            operation="UPDATE",
                            pgid="pgtrigger_profile_room_for_those_there_c03b5",
                            table="linkups_sharingprofile",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_sharingprofileevent" ("coach_id", "created_at", "created_by_id", "family_id", "id", "max_linkups", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ready_on", "rest_until", "row_version", "status", "trained_on", "updated_at") VALUES (NEW."coach_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."max_linkups", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."ready_on", NEW."rest_until", NEW."row_version", NEW."status", NEW."trained_on", NEW."updated_at"); RETURN NULL;',
                            hash="3849dd13ccb5b112d378a40bca69f566d0088ec6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7f5a8",
                            table="linkups_sharingprofile",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_sharingprofileevent" ("coach_id", "created_at", "created_by_id", "family_id", "id", "max_linkups", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ready_on", "rest_until", "row_version", "status", "trained_on", "updated_at") VALUES (NEW."coach_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."max_linkups", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."ready_on", NEW."rest_until", NEW."row_version", NEW."status", NEW."trained_on", NEW."updated_at"); RETURN NULL;',
                            hash="34a43ef852e1afd4b5040b9eba5e9c4dd23b6f23",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e2429",
                            table="linkups_sharingprofile",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_sharingprofileevent" ("coach_id", "created_at", "created_by_id", "family_id", "id", "max_linkups", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ready_on", "rest_until", "row_version", "status", "trained_on", "updated_at") VALUES (OLD."coach_id", OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."id", OLD."max_linkups", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."ready_on", OLD."rest_until", OLD."row_version", OLD."status", OLD."trained_on", OLD."updated_at"); RETURN NULL;',
                            hash="24808ed64e2a5af302c83c03d0afd2adbffa1417",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2521b",
                            table="linkups_sharingprofile",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingProfileEvent",
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
                        to="linkups.sharingprofile",
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
                    "status",
                    models.CharField(
                        choices=[
                            ("interested", "Interested"),
                            ("getting_to_know", "Getting to know each other"),
                            ("checks", "Safety checks"),
                            ("training", "Getting ready together"),
                            ("card", "Writing their card"),
                            ("ready", "Ready"),
                            ("resting", "Taking a rest"),
                            ("stepped_back", "Stepped back"),
                            ("not_now", "Not now"),
                        ],
                        default="interested",
                        max_length=20,
                        verbose_name="where they are",
                    ),
                ),
                (
                    "max_linkups",
                    models.PositiveSmallIntegerField(default=3, verbose_name="how many families at one time?"),
                ),
                (
                    "trained_on",
                    models.DateField(blank=True, null=True, verbose_name="when were they all ready to share?"),
                ),
                ("ready_on", models.DateField(blank=True, null=True, verbose_name="ready since")),
                ("rest_until", models.DateField(blank=True, null=True, verbose_name="resting until")),
                (
                    "coach",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                        verbose_name="coach",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SafetyCheck",
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
                        related_name="safety_checks",
                        to="families.person",
                        verbose_name="who?",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enhanced_dbs", "Enhanced DBS"),
                            ("wwcc", "Working with children check"),
                            ("reference", "Reference"),
                            ("home_visit", "Home visit"),
                            ("conflict_of_interest", "Do the families know each other?"),
                            ("self_declaration", "Their own declaration"),
                        ],
                        max_length=30,
                        verbose_name="which check?",
                    ),
                ),
                ("reference_no", models.CharField(blank=True, max_length=60, verbose_name="reference number")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="when was it done?")),
                ("renew_by", models.DateField(blank=True, null=True, verbose_name="renew by")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("pending", "Not back yet"), ("clear", "Clear"), ("not_clear", "Not clear")],
                        default="pending",
                        max_length=10,
                        verbose_name="outcome",
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
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "pending"),
                            models.Q(("decided_by__isnull", False), ("issued_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="check_outcome_says_when",
                        violation_error_message="Say when the check was done.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["enhanced_dbs", "wwcc"]), ("outcome", "clear"), _negated=True),
                            ("renew_by__isnull", False),
                            _connector="OR",
                        ),
                        name="check_background_runs_out",
                        violation_error_message="Say when this check has to be renewed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("renew_by__isnull", True),
                            ("issued_on__isnull", True),
                            ("renew_by__gt", models.F("issued_on")),
                            _connector="OR",
                        ),
                        name="check_renewed_after_done",
                        violation_error_message="It has to be renewed after the day on which it was done.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_safetycheckevent" ("created_at", "created_by_id", "decided_by_id", "id", "issued_on", "kind", "organisation_id", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_no", "renew_by", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."decided_by_id", NEW."id", NEW."issued_on", NEW."kind", NEW."organisation_id", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference_no", NEW."renew_by", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="1b89806dd2fd8627987546ae489f147de1d5396a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_103f4",
                            table="linkups_safetycheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_safetycheckevent" ("created_at", "created_by_id", "decided_by_id", "id", "issued_on", "kind", "organisation_id", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_no", "renew_by", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."decided_by_id", NEW."id", NEW."issued_on", NEW."kind", NEW."organisation_id", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference_no", NEW."renew_by", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="2890059b07625432fdeefcb8b3e42db0f1a0683a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_93d71",
                            table="linkups_safetycheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_safetycheckevent" ("created_at", "created_by_id", "decided_by_id", "id", "issued_on", "kind", "organisation_id", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference_no", "renew_by", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."decided_by_id", OLD."id", OLD."issued_on", OLD."kind", OLD."organisation_id", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference_no", OLD."renew_by", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="af6a300fcf42a13dfe4700bc03c6a4672c8e2bba",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e1974",
                            table="linkups_safetycheck",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetyCheckEvent",
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
                        to="linkups.safetycheck",
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
                        verbose_name="who?",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enhanced_dbs", "Enhanced DBS"),
                            ("wwcc", "Working with children check"),
                            ("reference", "Reference"),
                            ("home_visit", "Home visit"),
                            ("conflict_of_interest", "Do the families know each other?"),
                            ("self_declaration", "Their own declaration"),
                        ],
                        max_length=30,
                        verbose_name="which check?",
                    ),
                ),
                ("reference_no", models.CharField(blank=True, max_length=60, verbose_name="reference number")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="when was it done?")),
                ("renew_by", models.DateField(blank=True, null=True, verbose_name="renew by")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("pending", "Not back yet"), ("clear", "Clear"), ("not_clear", "Not clear")],
                        default="pending",
                        max_length=10,
                        verbose_name="outcome",
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
            ],
        ),
        migrations.CreateModel(
            name="FamilyCard",
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
                    "family",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="families.family",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("sharing", "As a sharing family"), ("seeking", "As a seeking family")], max_length=10
                    ),
                ),
                ("headline", models.CharField(max_length=80, verbose_name="who are you, in one line?")),
                (
                    "our_story",
                    models.CharField(blank=True, max_length=600, verbose_name="your story, as much of it as you like"),
                ),
                (
                    "good_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="good at",
                    ),
                ),
                (
                    "tough_times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what have you been through?",
                    ),
                ),
                ("fun_facts", models.CharField(blank=True, max_length=200, verbose_name="something fun")),
                (
                    "availability",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="when are you free?",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                ("area_label", models.CharField(blank=True, max_length=60, verbose_name="roughly where")),
                ("version", models.PositiveIntegerField(default=1)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("family", "kind"),
                        name="card_once",
                        violation_error_message="The family has this card already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("headline__regex", "^\\s*$"), _negated=True),
                        name="card_has_a_headline",
                        violation_error_message="Say in one line who you are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("good_at__len__lte", 5)),
                        name="card_good_at_five",
                        violation_error_message="Name up to five things that you are good at.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="card_edit_asks_again",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF (OLD.headline, OLD.our_story, OLD.good_at, OLD.tough_times, OLD.fun_facts, OLD.availability,\n                        OLD.languages, OLD.area_label) IS DISTINCT FROM\n                       (NEW.headline, NEW.our_story, NEW.good_at, NEW.tough_times, NEW.fun_facts, NEW.availability,\n                        NEW.languages, NEW.area_label) THEN\n                      NEW.version := OLD.version + 1;\n                      NEW.approved_at := NULL;\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="102062103e67cfd851aadb1093f69d30ffd2dea1",
                            operation="UPDATE",
                            pgid="pgtrigger_card_edit_asks_again_2dcca",
                            table="linkups_familycard",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_familycardevent" ("approved_at", "area_label", "availability", "created_at", "created_by_id", "family_id", "fun_facts", "good_at", "headline", "id", "kind", "languages", "organisation_id", "our_story", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "tough_times", "updated_at", "version") VALUES (NEW."approved_at", NEW."area_label", NEW."availability", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."fun_facts", NEW."good_at", NEW."headline", NEW."id", NEW."kind", NEW."languages", NEW."organisation_id", NEW."our_story", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."tough_times", NEW."updated_at", NEW."version"); RETURN NULL;',
                            hash="79c8abe05219dd13e33c6b5b8864172b11264e84",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_916d9",
                            table="linkups_familycard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_familycardevent" ("approved_at", "area_label", "availability", "created_at", "created_by_id", "family_id", "fun_facts", "good_at", "headline", "id", "kind", "languages", "organisation_id", "our_story", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "tough_times", "updated_at", "version") VALUES (NEW."approved_at", NEW."area_label", NEW."availability", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."fun_facts", NEW."good_at", NEW."headline", NEW."id", NEW."kind", NEW."languages", NEW."organisation_id", NEW."our_story", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."tough_times", NEW."updated_at", NEW."version"); RETURN NULL;',
                            hash="495afcb975aa51071ae857a71d8be764fd7fb986",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_cad38",
                            table="linkups_familycard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_familycardevent" ("approved_at", "area_label", "availability", "created_at", "created_by_id", "family_id", "fun_facts", "good_at", "headline", "id", "kind", "languages", "organisation_id", "our_story", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "tough_times", "updated_at", "version") VALUES (OLD."approved_at", OLD."area_label", OLD."availability", OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."fun_facts", OLD."good_at", OLD."headline", OLD."id", OLD."kind", OLD."languages", OLD."organisation_id", OLD."our_story", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."tough_times", OLD."updated_at", OLD."version"); RETURN NULL;',
                            hash="c6c5a23241b8ab0672b5ecdc9feb5d8bb6c43260",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fe4b5",
                            table="linkups_familycard",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyCardEvent",
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
                        to="linkups.familycard",
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
                    "kind",
                    models.CharField(
                        choices=[("sharing", "As a sharing family"), ("seeking", "As a seeking family")], max_length=10
                    ),
                ),
                ("headline", models.CharField(max_length=80, verbose_name="who are you, in one line?")),
                (
                    "our_story",
                    models.CharField(blank=True, max_length=600, verbose_name="your story, as much of it as you like"),
                ),
                (
                    "good_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="good at",
                    ),
                ),
                (
                    "tough_times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                            max_length=40,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="what have you been through?",
                    ),
                ),
                ("fun_facts", models.CharField(blank=True, max_length=200, verbose_name="something fun")),
                (
                    "availability",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="when are you free?",
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="languages",
                    ),
                ),
                ("area_label", models.CharField(blank=True, max_length=60, verbose_name="roughly where")),
                ("version", models.PositiveIntegerField(default=1)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CardApproval",
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
                    "card",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="linkups.familycard",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who says yes?",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("card", "version", "person"),
                        name="card_approved_once",
                        violation_error_message="They have said yes to this card already.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="card_approval_of_this_text",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF NOT EXISTS (\n                      SELECT FROM linkups_familycard card JOIN families_familymembership member USING (family_id)\n                      WHERE card.id = NEW.card_id AND card.version = NEW.version AND member.person_id = NEW.person_id) THEN\n                      RAISE EXCEPTION 'not theirs to approve' USING ERRCODE = '23514', CONSTRAINT = 'card_approved_by_the_family';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="5b912341908197f174cb7f005bd83ae646b61d97",
                            operation="INSERT",
                            pgid="pgtrigger_card_approval_of_this_text_c1c95",
                            table="linkups_cardapproval",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_cardapprovalevent" ("card_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "version") VALUES (NEW."card_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."version"); RETURN NULL;',
                            hash="26b7f760a8882f53863036e92c8c37a40b6d238f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fb0a4",
                            table="linkups_cardapproval",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_cardapprovalevent" ("card_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "version") VALUES (NEW."card_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."version"); RETURN NULL;',
                            hash="653f2598ce4956dea4d4a7138fdeecaf8bd789f3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a0741",
                            table="linkups_cardapproval",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_cardapprovalevent" ("card_id", "created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "version") VALUES (OLD."card_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."version"); RETURN NULL;',
                            hash="bcbffce180cb17935777dc5181d5b2ee968ac711",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_e4c60",
                            table="linkups_cardapproval",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardApprovalEvent",
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
                        to="linkups.cardapproval",
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
                    "card",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.familycard",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who says yes?",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MatchOffer",
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
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="families.family"
                    ),
                ),
                (
                    "coach",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="families.practitioner",
                    ),
                ),
                ("shown_at", models.DateTimeField(default=database.clock.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "chosen",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chosen_in",
                        to="linkups.familycard",
                    ),
                ),
                ("is_none_of_these", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("family",),
                        name="offer_one_at_a_time",
                        violation_error_message="The family has cards to look at already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True), ("chosen__isnull", True), ("is_none_of_these", False)
                            ),
                            models.Q(
                                ("answered_at__isnull", False), ("chosen__isnull", False), ("is_none_of_these", False)
                            ),
                            models.Q(
                                ("answered_at__isnull", False), ("chosen__isnull", True), ("is_none_of_these", True)
                            ),
                            _connector="OR",
                        ),
                        name="offer_one_answer",
                        violation_error_message="Choose one family, or none of these.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="offer_choice_was_offered",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."chosen_id" IS NOT NULL)',
                            func="\n                    IF NOT EXISTS (\n                      SELECT FROM linkups_offercard offered WHERE offered.offer_id = NEW.id AND offered.card_id = NEW.chosen_id) THEN\n                      RAISE EXCEPTION 'not offered' USING ERRCODE = '23514', CONSTRAINT = 'offer_chose_what_was_offered';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="35789e0e3484713612ba15468e6203aeba13164e",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_offer_choice_was_offered_ebc6e",
                            table="linkups_matchoffer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_matchofferevent" ("answered_at", "chosen_id", "coach_id", "created_at", "created_by_id", "family_id", "id", "is_none_of_these", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "shown_at", "updated_at") VALUES (NEW."answered_at", NEW."chosen_id", NEW."coach_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."is_none_of_these", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."shown_at", NEW."updated_at"); RETURN NULL;',
                            hash="ca7645eebd30dbc7b21747712fe2d3754d1435db",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d5e57",
                            table="linkups_matchoffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_matchofferevent" ("answered_at", "chosen_id", "coach_id", "created_at", "created_by_id", "family_id", "id", "is_none_of_these", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "shown_at", "updated_at") VALUES (NEW."answered_at", NEW."chosen_id", NEW."coach_id", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."is_none_of_these", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."shown_at", NEW."updated_at"); RETURN NULL;',
                            hash="5be08f27e068afb01b2466cf3c08d16c9c205f15",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5e912",
                            table="linkups_matchoffer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_matchofferevent" ("answered_at", "chosen_id", "coach_id", "created_at", "created_by_id", "family_id", "id", "is_none_of_these", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "shown_at", "updated_at") VALUES (OLD."answered_at", OLD."chosen_id", OLD."coach_id", OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."id", OLD."is_none_of_these", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."shown_at", OLD."updated_at"); RETURN NULL;',
                            hash="7227c71e1371c1b30489bc5ffc0b54d3e79f6000",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b13bd",
                            table="linkups_matchoffer",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchOfferEvent",
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
                        to="linkups.matchoffer",
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
                    "coach",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                    ),
                ),
                ("shown_at", models.DateTimeField(default=database.clock.now)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "chosen",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.familycard",
                    ),
                ),
                ("is_none_of_these", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="OfferCard",
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
                    "offer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="linkups.matchoffer",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offered", to="linkups.familycard"
                    ),
                ),
                ("card_version", models.PositiveIntegerField()),
                ("is_not_for_us", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("offer", "card"), name="offer_card_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="offer_card_possible",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    DECLARE offered linkups_familycard; profile linkups_sharingprofile; open_now int;\n                    BEGIN\n                    SELECT * INTO offered FROM linkups_familycard WHERE id = NEW.card_id;\n                    IF offered.kind <> 'sharing' OR offered.approved_at IS NULL OR offered.version <> NEW.card_version THEN\n                      RAISE EXCEPTION 'card not approved' USING ERRCODE = '23514', CONSTRAINT = 'offer_card_approved';\n                    END IF;\n                    SELECT * INTO profile FROM linkups_sharingprofile WHERE family_id = offered.family_id;\n                    IF profile.status IS DISTINCT FROM 'ready' THEN\n                      RAISE EXCEPTION 'family not ready' USING ERRCODE = '23514', CONSTRAINT = 'offer_family_ready';\n                    END IF;\n                    SELECT count(*) INTO open_now FROM linkups_linkup\n                      WHERE sharing_family_id = offered.family_id AND state IN ('agreeing', 'active', 'paused');\n                    IF open_now >= profile.max_linkups THEN\n                      RAISE EXCEPTION 'family is full' USING ERRCODE = '23514', CONSTRAINT = 'offer_family_has_room';\n                    END IF;\n                    IF EXISTS (SELECT FROM linkups_matchoffer WHERE id = NEW.offer_id AND family_id = offered.family_id) THEN\n                      RAISE EXCEPTION 'own card' USING ERRCODE = '23514', CONSTRAINT = 'offer_card_of_another';\n                    END IF;\n                    RETURN NEW;\n                    END;\n                ",
                            hash="92080fde3958a921da612d9f20002b0f9592a4ae",
                            operation="INSERT",
                            pgid="pgtrigger_offer_card_possible_6043f",
                            table="linkups_offercard",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_offercardevent" ("card_id", "card_version", "created_at", "created_by_id", "id", "is_not_for_us", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."card_id", NEW."card_version", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_not_for_us", NEW."offer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="4d83e83a20c71d2d1e93da7c1de99a3c3c49a5db",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b5e4f",
                            table="linkups_offercard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_offercardevent" ("card_id", "card_version", "created_at", "created_by_id", "id", "is_not_for_us", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."card_id", NEW."card_version", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_not_for_us", NEW."offer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="f5cc5c23f18326d4405729d5b8731548359b1199",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a2485",
                            table="linkups_offercard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_offercardevent" ("card_id", "card_version", "created_at", "created_by_id", "id", "is_not_for_us", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."card_id", OLD."card_version", OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_not_for_us", OLD."offer_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="c58e076c6d729dc9ddb3523f4fec3a3e4ad66ef8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d5765",
                            table="linkups_offercard",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferCardEvent",
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
                        to="linkups.offercard",
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
                    "offer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.matchoffer",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.familycard",
                    ),
                ),
                ("card_version", models.PositiveIntegerField()),
                ("is_not_for_us", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="ExcludedCard",
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
                    "offer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="excluded",
                        to="linkups.matchoffer",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.family",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_ready", "not ready yet"),
                            ("resting", "taking a rest"),
                            ("card_not_approved", "their card waits for their yes"),
                            ("full", "no room for another family now"),
                            ("same_people", "someone belongs to both families"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("offer", "family"), name="excluded_card_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_excludedcardevent" ("created_at", "created_by_id", "family_id", "id", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."offer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="918999b3a5b666d68c1314dc4c46785ec3a97bd6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_37270",
                            table="linkups_excludedcard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_excludedcardevent" ("created_at", "created_by_id", "family_id", "id", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."offer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="fec064af7287a03096d87f4d1b6f7d9966b70d6a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_eed8c",
                            table="linkups_excludedcard",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_excludedcardevent" ("created_at", "created_by_id", "family_id", "id", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."id", OLD."offer_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="2ba207ed7ed3208cb8b856fe7b8c02733917c523",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_99b98",
                            table="linkups_excludedcard",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExcludedCardEvent",
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
                        to="linkups.excludedcard",
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
                    "offer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.matchoffer",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_ready", "not ready yet"),
                            ("resting", "taking a rest"),
                            ("card_not_approved", "their card waits for their yes"),
                            ("full", "no room for another family now"),
                            ("same_people", "someone belongs to both families"),
                        ],
                        max_length=20,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkUp",
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
                    "sharing_family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_ups_sharing",
                        to="families.family",
                    ),
                ),
                (
                    "seeking_family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_ups_seeking",
                        to="families.family",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_ups",
                        to="linkups.matchoffer",
                    ),
                ),
                (
                    "coach",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link_ups",
                        to="families.practitioner",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("offered", "Offered"),
                            ("chosen", "Chosen"),
                            ("agreeing", "Agreeing"),
                            ("active", "Under way"),
                            ("paused", "Having a pause"),
                            ("completed", "Finished as planned"),
                            ("ended_early", "Ended early"),
                            ("not_this_time", "Not this time"),
                        ],
                        default="suggested",
                        max_length=20,
                    ),
                ),
                ("planned_weeks", models.PositiveSmallIntegerField(default=20, verbose_name="how long?")),
                ("weeks_before_change", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ("seeking_chose_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("sharing_agreed_at", models.DateTimeField(blank=True, null=True)),
                ("seeking_agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "seeking_chose_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "sharing_agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "seeking_agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                ("checks_cleared_at", models.DateTimeField(blank=True, null=True)),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "end_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_reached", "The goals were reached"),
                            ("weeks_finished", "The weeks were over"),
                            ("family_moved", "A family moved"),
                            ("family_changed_mind", "A family changed its mind"),
                            ("did_not_click", "They didn’t click"),
                            ("sharing_family_needed_rest", "The sharing family needed a rest"),
                            ("safety_worry", "A worry about safety"),
                            ("statutory_step_in", "The council had to step in"),
                            ("other", "Something else"),
                        ],
                        max_length=30,
                        verbose_name="why did it end?",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sharing_family", models.F("seeking_family")), _negated=True),
                        name="linkup_two_families",
                        violation_error_message="A link-up is between two families.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_weeks__in", [10, 20, 30]),
                            models.Q(
                                ("weeks_before_change__isnull", True),
                                ("weeks_before_change__in", [10, 20, 30]),
                                _connector="OR",
                            ),
                        ),
                        name="linkup_weeks_allowed",
                        violation_error_message="A link-up is planned for 10, 20 or 30 weeks.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("end_date__isnull", True),
                            models.Q(("end_date__gte", models.F("start_date")), ("start_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="linkup_dates",
                        violation_error_message="A link-up can’t end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["suggested", "offered", "not_this_time"]),
                            ("seeking_chose_at__isnull", False),
                            _connector="OR",
                        ),
                        name="linkup_chosen_by_the_family",
                        violation_error_message="The seeking family has to choose first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["active", "paused", "completed", "ended_early"]), _negated=True),
                            models.Q(
                                ("checks_cleared_at__isnull", False),
                                ("coach__isnull", False),
                                ("seeking_agreed_at__isnull", False),
                                ("seeking_chose_at__isnull", False),
                                ("sharing_agreed_at__isnull", False),
                                ("start_date__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="linkup_active_needs_both_yes",
                        violation_error_message="Both families have to say yes before a link-up starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("end_date__isnull", False),
                                ("state__in", ["completed", "ended_early"]),
                                models.Q(("end_kind", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state__in", ["completed", "ended_early"]), _negated=True),
                                ("end_date__isnull", True),
                                ("end_kind", ""),
                            ),
                            _connector="OR",
                        ),
                        name="linkup_ended_says_why",
                        violation_error_message="Say when the link-up ended, and why.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["agreeing", "active", "paused"])),
                        fields=("seeking_family",),
                        name="linkup_one_open_per_seeking",
                        violation_error_message="This family has a link-up already. One at a time.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["suggested", "offered", "chosen", "agreeing", "active", "paused"])
                        ),
                        fields=("seeking_family", "sharing_family"),
                        name="linkup_of_two_once",
                        violation_error_message="There is a link-up between these two families already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="linkup_has_room",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"state\" IN ('active', 'paused'))",
                            func="\n            DECLARE room int;\n            BEGIN\n            IF TG_OP = 'UPDATE' AND OLD.state IN ('active', 'paused') AND OLD.sharing_family_id = NEW.sharing_family_id THEN\n              RETURN NEW;\n            END IF;\n            SELECT max_linkups INTO room FROM linkups_sharingprofile\n              WHERE family_id = NEW.sharing_family_id AND status = 'ready' FOR UPDATE;\n            IF room IS NULL THEN\n              RAISE EXCEPTION 'sharing family not ready' USING ERRCODE = '23514', CONSTRAINT = 'linkup_sharing_ready';\n            END IF;\n            IF (SELECT count(*) FROM linkups_linkup\n                WHERE sharing_family_id = NEW.sharing_family_id AND state IN ('active', 'paused') AND id <> NEW.id) >= room THEN\n              RAISE EXCEPTION 'sharing family is full' USING ERRCODE = '23514', CONSTRAINT = 'linkup_capacity';\n            END IF;\n            RETURN NEW;\n            END;\n        ",
                            hash="9ff70d7beadfdd922124b66cb392a72e7b12607a",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_linkup_has_room_8e57a",
                            table="linkups_linkup",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="linkup_yes_of_someone",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            DECLARE said record; day date;\n            BEGIN\n            IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n            FOR said IN\n              SELECT * FROM (VALUES\n                (NEW.seeking_chose_at, NEW.seeking_chose_by_id, NEW.seeking_family_id, OLD.seeking_chose_at, OLD.seeking_chose_by_id),\n                (NEW.seeking_agreed_at, NEW.seeking_agreed_by_id, NEW.seeking_family_id, OLD.seeking_agreed_at, OLD.seeking_agreed_by_id),\n                (NEW.sharing_agreed_at, NEW.sharing_agreed_by_id, NEW.sharing_family_id, OLD.sharing_agreed_at, OLD.sharing_agreed_by_id)\n              ) AS yes (at, who, family, was_at, was_who)\n              WHERE (at, who) IS DISTINCT FROM (was_at, was_who)\n            LOOP\n              IF (said.at IS NULL) <> (said.who IS NULL) THEN\n                RAISE EXCEPTION 'whose yes' USING ERRCODE = '23514', CONSTRAINT = 'linkup_yes_says_who';\n              END IF;\n              SELECT (said.at AT TIME ZONE time_zone)::date INTO day\n                FROM accounts_organisation WHERE id = NEW.organisation_id;\n              IF said.who IS NOT NULL AND NOT EXISTS (\n                SELECT FROM families_familymembership member JOIN families_person person ON person.id = member.person_id\n                WHERE member.family_id = said.family AND member.person_id = said.who AND member.period @> day\n                  AND CASE WHEN person.date_of_birth IS NULL THEN member.role <> 'child'\n                      ELSE person.date_of_birth <= day - CASE member.role\n                        WHEN 'parent_carer' THEN interval '16 years' ELSE interval '18 years' END END) THEN\n                RAISE EXCEPTION 'not a grown-up of the family' USING ERRCODE = '23514', CONSTRAINT = 'linkup_yes_by_a_grown_up';\n              END IF;\n            END LOOP;\n            RETURN NEW;\n            END;\n        ",
                            hash="2d67d6720f2fa01bab61df98c040aa2b053182a8",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_linkup_yes_of_someone_69cd3",
                            table="linkups_linkup",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="linkup_shows_a_card",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"state\" = 'agreeing')",
                            func="\n            IF (TG_OP = 'INSERT' OR OLD.state <> 'agreeing' OR OLD.sharing_agreed_at IS DISTINCT FROM NEW.sharing_agreed_at)\n              AND NOT EXISTS (\n                SELECT FROM linkups_familycard card WHERE card.family_id = NEW.seeking_family_id\n                  AND card.kind = 'seeking' AND card.approved_at IS NOT NULL) THEN\n              RAISE EXCEPTION 'no approved card' USING ERRCODE = '23514', CONSTRAINT = 'linkup_asked_with_a_card';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="05dbe90a545c03050cd0aae2dad6756f6c1f7d61",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_linkup_shows_a_card_0b636",
                            table="linkups_linkup",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="linkup_dates_hold",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n            IF (OLD.start_date, OLD.end_date) IS NOT DISTINCT FROM (NEW.start_date, NEW.end_date) THEN\n              RETURN NEW;\n            END IF;\n            IF EXISTS (\n              SELECT FROM linkups_linkuppause pause WHERE pause.link_up_id = NEW.id\n                AND NOT daterange(NEW.start_date, NEW.end_date, '[]') @> pause.period) THEN\n              RAISE EXCEPTION 'pause outside' USING ERRCODE = '23514', CONSTRAINT = 'linkup_dates_hold_its_pauses';\n            END IF;\n            IF EXISTS (\n              SELECT FROM linkups_meetup meetup WHERE meetup.link_up_id = NEW.id AND meetup.held_on > NEW.end_date) THEN\n              RAISE EXCEPTION 'met after' USING ERRCODE = '23514', CONSTRAINT = 'linkup_dates_hold_its_meetups';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="b4687518eea858cfa633dd7e278a7e15447d1693",
                            operation="UPDATE",
                            pgid="pgtrigger_linkup_dates_hold_3e12b",
                            table="linkups_linkup",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="linkup_not_finished_while_looked_into",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"state\" = 'completed' AND OLD.\"state\" = 'paused')",
                            func="\n            IF EXISTS (\n              SELECT FROM linkups_linkuppause pause WHERE pause.link_up_id = NEW.id AND pause.reason = 'looked_into'\n                AND (upper_inf(pause.period) OR upper(pause.period) >= NEW.end_date)) THEN\n              RAISE EXCEPTION 'looked into' USING ERRCODE = '23514', CONSTRAINT = 'linkup_not_finished_while_looked_into';\n            END IF;\n            RETURN NEW;\n        ",
                            hash="4a70da3a6767738cac3e030b4cf3b053d5bfdc41",
                            operation="UPDATE",
                            pgid="pgtrigger_linkup_not_finished_while_looked_into_8703e",
                            table="linkups_linkup",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="linkup_over_stays_over",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.\"state\" IN ('completed', 'ended_early', 'not_this_time'))",
                            func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF; RAISE EXCEPTION 'over' USING ERRCODE = '23514', CONSTRAINT = 'linkup_over_stays_over';",
                            hash="7d4f0bbb601a90a2825405d4d39a41affc3dfe44",
                            operation="UPDATE",
                            pgid="pgtrigger_linkup_over_stays_over_8122e",
                            table="linkups_linkup",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupevent" ("asked_at", "checks_cleared_at", "coach_id", "created_at", "created_by_id", "end_date", "end_kind", "id", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_weeks", "row_version", "seeking_agreed_at", "seeking_agreed_by_id", "seeking_chose_at", "seeking_chose_by_id", "seeking_family_id", "sharing_agreed_at", "sharing_agreed_by_id", "sharing_family_id", "start_date", "state", "updated_at", "weeks_before_change") VALUES (NEW."asked_at", NEW."checks_cleared_at", NEW."coach_id", NEW."created_at", NEW."created_by_id", NEW."end_date", NEW."end_kind", NEW."id", NEW."offer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."planned_weeks", NEW."row_version", NEW."seeking_agreed_at", NEW."seeking_agreed_by_id", NEW."seeking_chose_at", NEW."seeking_chose_by_id", NEW."seeking_family_id", NEW."sharing_agreed_at", NEW."sharing_agreed_by_id", NEW."sharing_family_id", NEW."start_date", NEW."state", NEW."updated_at", NEW."weeks_before_change"); RETURN NULL;',
                            hash="b11506651342ca774faee1ab24577c34eed55e59",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56b40",
                            table="linkups_linkup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_linkupevent" ("asked_at", "checks_cleared_at", "coach_id", "created_at", "created_by_id", "end_date", "end_kind", "id", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_weeks", "row_version", "seeking_agreed_at", "seeking_agreed_by_id", "seeking_chose_at", "seeking_chose_by_id", "seeking_family_id", "sharing_agreed_at", "sharing_agreed_by_id", "sharing_family_id", "start_date", "state", "updated_at", "weeks_before_change") VALUES (NEW."asked_at", NEW."checks_cleared_at", NEW."coach_id", NEW."created_at", NEW."created_by_id", NEW."end_date", NEW."end_kind", NEW."id", NEW."offer_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."planned_weeks", NEW."row_version", NEW."seeking_agreed_at", NEW."seeking_agreed_by_id", NEW."seeking_chose_at", NEW."seeking_chose_by_id", NEW."seeking_family_id", NEW."sharing_agreed_at", NEW."sharing_agreed_by_id", NEW."sharing_family_id", NEW."start_date", NEW."state", NEW."updated_at", NEW."weeks_before_change"); RETURN NULL;',
                            hash="8743bf8f5861f161dc9ebb899d610808e461548d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_50f76",
                            table="linkups_linkup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupevent" ("asked_at", "checks_cleared_at", "coach_id", "created_at", "created_by_id", "end_date", "end_kind", "id", "offer_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_weeks", "row_version", "seeking_agreed_at", "seeking_agreed_by_id", "seeking_chose_at", "seeking_chose_by_id", "seeking_family_id", "sharing_agreed_at", "sharing_agreed_by_id", "sharing_family_id", "start_date", "state", "updated_at", "weeks_before_change") VALUES (OLD."asked_at", OLD."checks_cleared_at", OLD."coach_id", OLD."created_at", OLD."created_by_id", OLD."end_date", OLD."end_kind", OLD."id", OLD."offer_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."planned_weeks", OLD."row_version", OLD."seeking_agreed_at", OLD."seeking_agreed_by_id", OLD."seeking_chose_at", OLD."seeking_chose_by_id", OLD."seeking_family_id", OLD."sharing_agreed_at", OLD."sharing_agreed_by_id", OLD."sharing_family_id", OLD."start_date", OLD."state", OLD."updated_at", OLD."weeks_before_change"); RETURN NULL;',
                            hash="3af8d5776f136e34659b9dada5ac517d30a93bea",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1c77e",
                            table="linkups_linkup",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkUpEvent",
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
                        to="linkups.linkup",
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
                    "sharing_family",
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
                    "seeking_family",
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
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.matchoffer",
                    ),
                ),
                (
                    "coach",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("suggested", "Suggested"),
                            ("offered", "Offered"),
                            ("chosen", "Chosen"),
                            ("agreeing", "Agreeing"),
                            ("active", "Under way"),
                            ("paused", "Having a pause"),
                            ("completed", "Finished as planned"),
                            ("ended_early", "Ended early"),
                            ("not_this_time", "Not this time"),
                        ],
                        default="suggested",
                        max_length=20,
                    ),
                ),
                ("planned_weeks", models.PositiveSmallIntegerField(default=20, verbose_name="how long?")),
                ("weeks_before_change", models.PositiveSmallIntegerField(blank=True, editable=False, null=True)),
                ("seeking_chose_at", models.DateTimeField(blank=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("sharing_agreed_at", models.DateTimeField(blank=True, null=True)),
                ("seeking_agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "seeking_chose_by",
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
                    "sharing_agreed_by",
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
                    "seeking_agreed_by",
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
                ("checks_cleared_at", models.DateTimeField(blank=True, null=True)),
                ("start_date", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("end_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "end_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_reached", "The goals were reached"),
                            ("weeks_finished", "The weeks were over"),
                            ("family_moved", "A family moved"),
                            ("family_changed_mind", "A family changed its mind"),
                            ("did_not_click", "They didn’t click"),
                            ("sharing_family_needed_rest", "The sharing family needed a rest"),
                            ("safety_worry", "A worry about safety"),
                            ("statutory_step_in", "The council had to step in"),
                            ("other", "Something else"),
                        ],
                        max_length=30,
                        verbose_name="why did it end?",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkUpGoal",
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
                    "link_up",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="linkups.linkup",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link_ups", to="families.goal"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("link_up", "goal"), name="linkup_goal_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="linkup_goal_possible",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                      SELECT FROM linkups_linkup link_up JOIN families_goal goal ON goal.family_id = link_up.seeking_family_id\n                      WHERE link_up.id = NEW.link_up_id AND goal.id = NEW.goal_id) THEN\n                      RAISE EXCEPTION 'not their goal' USING ERRCODE = '23514', CONSTRAINT = 'linkup_goal_of_the_seeking_family';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="72e95f89635d79cc1b1faae644d2afebb5d8617c",
                            operation="INSERT",
                            pgid="pgtrigger_linkup_goal_possible_50308",
                            table="linkups_linkupgoal",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupgoalevent" ("created_at", "created_by_id", "goal_id", "id", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."goal_id", NEW."id", NEW."link_up_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="7e18813e3f9b70edfc35352372317027757f51ea",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2aa04",
                            table="linkups_linkupgoal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_linkupgoalevent" ("created_at", "created_by_id", "goal_id", "id", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."goal_id", NEW."id", NEW."link_up_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="96d3bf83cbf882107cff06ecf2c19da88a76032b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_22868",
                            table="linkups_linkupgoal",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupgoalevent" ("created_at", "created_by_id", "goal_id", "id", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."goal_id", OLD."id", OLD."link_up_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="3aa590a4889eda1e6e6258525784c170a57780f5",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d035b",
                            table="linkups_linkupgoal",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkUpGoalEvent",
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
                        to="linkups.linkupgoal",
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
                    "link_up",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.linkup",
                    ),
                ),
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
            ],
        ),
        migrations.CreateModel(
            name="Meetup",
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
                    "link_up",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetups",
                        to="linkups.linkup",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meet_first", "Meeting for the first time"),
                            ("weekly", "Meeting up"),
                            ("celebration", "Celebrating"),
                        ],
                        default="weekly",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("missed", "Didn’t happen"),
                            ("moved", "Moved to another day"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_for", models.DateField(blank=True, null=True, verbose_name="which day?")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="when was it?")),
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
                        verbose_name="where?",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200, verbose_name="what did you do?")),
                (
                    "face_seeking",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "face_sharing",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["link_up", "-held_on", "-id"], name="meetup_story")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("held_on__isnull", False), ("state", "held")),
                            models.Q(
                                models.Q(("state", "held"), _negated=True),
                                ("held_on__isnull", True),
                                ("planned_for__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meetup_says_when",
                        violation_error_message="Say which day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "held"),
                            models.Q(("face_seeking__isnull", True), ("face_sharing__isnull", True)),
                            _connector="OR",
                        ),
                        name="meetup_faces_when_held",
                        violation_error_message="How it was can be said once it has been.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="meetup_inside",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."held_on" IS NOT NULL)',
                            func="\n                    IF EXISTS (\n                      SELECT FROM linkups_linkup link_up\n                      WHERE link_up.id = NEW.link_up_id AND link_up.end_date < NEW.held_on FOR SHARE) THEN\n                      RAISE EXCEPTION 'after the end' USING ERRCODE = '23514', CONSTRAINT = 'meetup_before_the_end';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="f3e2ebfba9482ee59675e05f6399b9c617c8b95c",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_meetup_inside_b9456",
                            table="linkups_meetup",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_meetupevent" ("created_at", "created_by_id", "face_seeking", "face_sharing", "held_on", "id", "kind", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "planned_for", "row_version", "state", "updated_at", "what") VALUES (NEW."created_at", NEW."created_by_id", NEW."face_seeking", NEW."face_sharing", NEW."held_on", NEW."id", NEW."kind", NEW."link_up_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_kind", NEW."planned_for", NEW."row_version", NEW."state", NEW."updated_at", NEW."what"); RETURN NULL;',
                            hash="21d5a85165ab08e3e9fd7d3991f784fd26232bc3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b9c29",
                            table="linkups_meetup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_meetupevent" ("created_at", "created_by_id", "face_seeking", "face_sharing", "held_on", "id", "kind", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "planned_for", "row_version", "state", "updated_at", "what") VALUES (NEW."created_at", NEW."created_by_id", NEW."face_seeking", NEW."face_sharing", NEW."held_on", NEW."id", NEW."kind", NEW."link_up_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_kind", NEW."planned_for", NEW."row_version", NEW."state", NEW."updated_at", NEW."what"); RETURN NULL;',
                            hash="0fcd1c058f9cd2539dbd5808498616a0158e1039",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0bd96",
                            table="linkups_meetup",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_meetupevent" ("created_at", "created_by_id", "face_seeking", "face_sharing", "held_on", "id", "kind", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_kind", "planned_for", "row_version", "state", "updated_at", "what") VALUES (OLD."created_at", OLD."created_by_id", OLD."face_seeking", OLD."face_sharing", OLD."held_on", OLD."id", OLD."kind", OLD."link_up_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_kind", OLD."planned_for", OLD."row_version", OLD."state", OLD."updated_at", OLD."what"); RETURN NULL;',
                            hash="a4b25d04d28e6f7d129eea644e9e9c764b9e62b4",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_6e6ac",
                            table="linkups_meetup",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetupEvent",
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
                        to="linkups.meetup",
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
                    "link_up",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.linkup",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("meet_first", "Meeting for the first time"),
                            ("weekly", "Meeting up"),
                            ("celebration", "Celebrating"),
                        ],
                        default="weekly",
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("missed", "Didn’t happen"),
                            ("moved", "Moved to another day"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("planned_for", models.DateField(blank=True, null=True, verbose_name="which day?")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="when was it?")),
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
                        verbose_name="where?",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200, verbose_name="what did you do?")),
                (
                    "face_seeking",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "face_sharing",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkUpCheckIn",
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
                    "link_up",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="check_ins",
                        to="linkups.linkup",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="check_ins", to="families.family"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="check_ins", to="families.person"
                    ),
                ),
                ("asked_on", models.DateField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("answered", "Answered"),
                            ("no_answer", "No answer"),
                            ("declined", "Rather not"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "things",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better", "Better"),
                            ("same", "The same"),
                            ("worse", "Worse"),
                            ("rather_not_say", "Rather not say"),
                        ],
                        max_length=20,
                        verbose_name="since last time, are things for your family better, the same, or worse?",
                    ),
                ),
                (
                    "getting_on",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(10)],
                        verbose_name="how do you get on with the other family?",
                    ),
                ),
                (
                    "after_meeting",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="after you’ve met up, how do you usually feel?",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("link_up", "person"),
                        name="check_in_one_open",
                        violation_error_message="They have been asked already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_on__isnull", False),
                                ("state", "answered"),
                                models.Q(("things", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("after_meeting__isnull", True),
                                ("answered_on__isnull", True),
                                ("getting_on__isnull", True),
                                ("things", ""),
                            ),
                            _connector="OR",
                        ),
                        name="check_in_answered_says_how",
                        violation_error_message="Say whether things are better, the same or worse, or that you’d rather not say.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("getting_on__isnull", True), ("getting_on__lte", 10), _connector="OR"),
                        name="check_in_on_the_scale",
                        violation_error_message="The scale goes from 0 to 10.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="check_in_possible",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF NOT EXISTS (\n                      SELECT FROM linkups_linkup link_up JOIN families_familymembership member ON member.family_id = NEW.family_id\n                      WHERE link_up.id = NEW.link_up_id AND NEW.family_id IN (link_up.seeking_family_id, link_up.sharing_family_id)\n                        AND member.person_id = NEW.person_id) THEN\n                      RAISE EXCEPTION 'third person' USING ERRCODE = '23514', CONSTRAINT = 'check_in_of_the_two_families';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="a6a95cbb606b453f0fb14a20a1fe15e2cc78ee97",
                            operation="INSERT",
                            pgid="pgtrigger_check_in_possible_faf6b",
                            table="linkups_linkupcheckin",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="check_in_after_a_meetup",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                      SELECT FROM linkups_meetup meetup WHERE meetup.link_up_id = NEW.link_up_id AND meetup.state = 'held') THEN\n                      RAISE EXCEPTION 'not met' USING ERRCODE = '23514', CONSTRAINT = 'check_in_once_they_met';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="ab8c8471599a6b91ff8ad86a41bfa363ae34e785",
                            operation="INSERT",
                            pgid="pgtrigger_check_in_after_a_meetup_547db",
                            table="linkups_linkupcheckin",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupcheckinevent" ("after_meeting", "answered_on", "asked_on", "created_at", "created_by_id", "family_id", "getting_on", "id", "link_up_id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "state", "things", "updated_at") VALUES (NEW."after_meeting", NEW."answered_on", NEW."asked_on", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."getting_on", NEW."id", NEW."link_up_id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."state", NEW."things", NEW."updated_at"); RETURN NULL;',
                            hash="9cc8ee49392acfa2b6e1f93afa42098c17dfe98f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_db82b",
                            table="linkups_linkupcheckin",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_linkupcheckinevent" ("after_meeting", "answered_on", "asked_on", "created_at", "created_by_id", "family_id", "getting_on", "id", "link_up_id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "state", "things", "updated_at") VALUES (NEW."after_meeting", NEW."answered_on", NEW."asked_on", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."getting_on", NEW."id", NEW."link_up_id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."state", NEW."things", NEW."updated_at"); RETURN NULL;',
                            hash="e2895af1d53d82343fecc3354e8470b78a76dcaa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_dbb08",
                            table="linkups_linkupcheckin",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupcheckinevent" ("after_meeting", "answered_on", "asked_on", "created_at", "created_by_id", "family_id", "getting_on", "id", "link_up_id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "state", "things", "updated_at") VALUES (OLD."after_meeting", OLD."answered_on", OLD."asked_on", OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."getting_on", OLD."id", OLD."link_up_id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."state", OLD."things", OLD."updated_at"); RETURN NULL;',
                            hash="65cecf625ee664fa000fd30a4047a1c1a155aceb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4505a",
                            table="linkups_linkupcheckin",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkUpCheckInEvent",
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
                        to="linkups.linkupcheckin",
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
                    "link_up",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.linkup",
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
                ("asked_on", models.DateField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("answered", "Answered"),
                            ("no_answer", "No answer"),
                            ("declined", "Rather not"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                (
                    "things",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("better", "Better"),
                            ("same", "The same"),
                            ("worse", "Worse"),
                            ("rather_not_say", "Rather not say"),
                        ],
                        max_length=20,
                        verbose_name="since last time, are things for your family better, the same, or worse?",
                    ),
                ),
                (
                    "getting_on",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(10)],
                        verbose_name="how do you get on with the other family?",
                    ),
                ),
                (
                    "after_meeting",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="after you’ve met up, how do you usually feel?",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkUpEnding",
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
                    "link_up",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ending", to="linkups.linkup"
                    ),
                ),
                ("celebrated_on", models.DateField(blank=True, null=True, verbose_name="when did you celebrate?")),
                ("what_changed", models.CharField(blank=True, max_length=4000, verbose_name="what has changed?")),
                (
                    "what_next",
                    models.CharField(
                        choices=[
                            ("another_family", "Meet another family"),
                            ("a_break", "A break"),
                            ("something_else", "Something else"),
                            ("nothing", "Nothing more"),
                        ],
                        default="nothing",
                        max_length=20,
                        verbose_name="what comes next?",
                    ),
                ),
                (
                    "seeking_stays_in_touch",
                    models.BooleanField(default=False, verbose_name="the seeking family would like to stay in touch"),
                ),
                (
                    "sharing_stays_in_touch",
                    models.BooleanField(default=False, verbose_name="the sharing family would like to stay in touch"),
                ),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupendingevent" ("celebrated_on", "created_at", "created_by_id", "id", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "seeking_stays_in_touch", "sharing_stays_in_touch", "updated_at", "what_changed", "what_next") VALUES (NEW."celebrated_on", NEW."created_at", NEW."created_by_id", NEW."id", NEW."link_up_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."seeking_stays_in_touch", NEW."sharing_stays_in_touch", NEW."updated_at", NEW."what_changed", NEW."what_next"); RETURN NULL;',
                            hash="33f080778bde4b1b440281a43e901e60476b3060",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c9b38",
                            table="linkups_linkupending",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_linkupendingevent" ("celebrated_on", "created_at", "created_by_id", "id", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "seeking_stays_in_touch", "sharing_stays_in_touch", "updated_at", "what_changed", "what_next") VALUES (NEW."celebrated_on", NEW."created_at", NEW."created_by_id", NEW."id", NEW."link_up_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."seeking_stays_in_touch", NEW."sharing_stays_in_touch", NEW."updated_at", NEW."what_changed", NEW."what_next"); RETURN NULL;',
                            hash="6c9cd2e31384af25ccd4e88dba700b8e75f1ed9e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2dbca",
                            table="linkups_linkupending",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkupendingevent" ("celebrated_on", "created_at", "created_by_id", "id", "link_up_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "seeking_stays_in_touch", "sharing_stays_in_touch", "updated_at", "what_changed", "what_next") VALUES (OLD."celebrated_on", OLD."created_at", OLD."created_by_id", OLD."id", OLD."link_up_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."seeking_stays_in_touch", OLD."sharing_stays_in_touch", OLD."updated_at", OLD."what_changed", OLD."what_next"); RETURN NULL;',
                            hash="293794cb3b390a1b34fd94c644693b4904397471",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_67c52",
                            table="linkups_linkupending",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkUpEndingEvent",
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
                        to="linkups.linkupending",
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
                    "link_up",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.linkup",
                    ),
                ),
                ("celebrated_on", models.DateField(blank=True, null=True, verbose_name="when did you celebrate?")),
                ("what_changed", models.CharField(blank=True, max_length=4000, verbose_name="what has changed?")),
                (
                    "what_next",
                    models.CharField(
                        choices=[
                            ("another_family", "Meet another family"),
                            ("a_break", "A break"),
                            ("something_else", "Something else"),
                            ("nothing", "Nothing more"),
                        ],
                        default="nothing",
                        max_length=20,
                        verbose_name="what comes next?",
                    ),
                ),
                (
                    "seeking_stays_in_touch",
                    models.BooleanField(default=False, verbose_name="the seeking family would like to stay in touch"),
                ),
                (
                    "sharing_stays_in_touch",
                    models.BooleanField(default=False, verbose_name="the sharing family would like to stay in touch"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkUpPause",
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
                    "link_up",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="linkups.linkup",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("holiday", "A holiday"),
                            ("illness", "Someone is ill"),
                            ("bereavement", "Someone has died"),
                            ("needed_a_break", "A break was needed"),
                            ("looked_into", "While something is looked into"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="what for?",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="linkup_pause_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period__startswith__isnull", False)),
                        name="linkup_pause_has_a_first_day",
                        violation_error_message="Say when the pause begins.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("link_up", "="), ("period", "&&")],
                        name="linkup_pause_no_overlap",
                        violation_error_message="There is a pause at that time already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="linkup_pause_inside",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF NOT EXISTS (\n                      SELECT FROM linkups_linkup link_up WHERE link_up.id = NEW.link_up_id\n                        AND link_up.start_date IS NOT NULL\n                        AND daterange(link_up.start_date, link_up.end_date, '[]') @> NEW.period FOR SHARE) THEN\n                      RAISE EXCEPTION 'outside' USING ERRCODE = '23514', CONSTRAINT = 'linkup_pause_inside_linkup';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="2f312cd864658b57292bd929a3b75f89ab086a44",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_linkup_pause_inside_964af",
                            table="linkups_linkuppause",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkuppauseevent" ("created_at", "created_by_id", "id", "link_up_id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."link_up_id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="9dfe7b20ba3c1061c5115a3017eb808d667557bb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8f141",
                            table="linkups_linkuppause",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "linkups_linkuppauseevent" ("created_at", "created_by_id", "id", "link_up_id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."link_up_id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="8dd1931348cf43940ed0114a4ddb98afa97cc1bb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_acbd3",
                            table="linkups_linkuppause",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "linkups_linkuppauseevent" ("created_at", "created_by_id", "id", "link_up_id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."link_up_id", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="e5b7a1aef75685e815a1053e8eaf4303fe1d150e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b7e4e",
                            table="linkups_linkuppause",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkUpPauseEvent",
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
                        to="linkups.linkuppause",
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
                    "link_up",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="linkups.linkup",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("holiday", "A holiday"),
                            ("illness", "Someone is ill"),
                            ("bereavement", "Someone has died"),
                            ("needed_a_break", "A break was needed"),
                            ("looked_into", "While something is looked into"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="what for?",
                    ),
                ),
            ],
        ),
    ]
