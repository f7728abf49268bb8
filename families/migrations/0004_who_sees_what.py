"""What lets somebody see, and what keeps it from them."""

import database.clock
import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import families.periods
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("families", "0008_who_may_see"),
        ("families", "0013_looked_at_in_own_name"),
        ("families", "0015_glass_helpers_and_own_say"),
        ("families", "0022_moved_by_a_merge"),
        ("families", "0026_days_where_the_organisation_is"),
    ]

    dependencies = [
        ("families", "0003_records_and_goals"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessBlock",
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
                    "viewer_person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="families.person",
                        verbose_name="from whom?",
                    ),
                ),
                (
                    "protected_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protected_by",
                        to="families.person",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="families.record",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("domestic_abuse", "Domestic abuse"),
                            ("court_order", "A court order"),
                            ("safety_plan", "Part of a plan to keep someone safe"),
                            ("adoption", "Adoption"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                        verbose_name="why?",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_on", models.DateField()),
                ("review_on", models.DateField(verbose_name="look again on")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400, verbose_name="why is it over?")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("protected_person__isnull", False), ("record__isnull", True)),
                            models.Q(("protected_person__isnull", True), ("record__isnull", False)),
                            _connector="OR",
                        ),
                        name="access_block_of_one_thing",
                        violation_error_message="A block keeps one person, or one record, from someone.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("protected_person__isnull", True),
                            models.Q(("viewer_person", models.F("protected_person")), _negated=True),
                            _connector="OR",
                        ),
                        name="access_block_of_another",
                        violation_error_message="No one is kept from themselves.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True), ("protected_person__isnull", False)),
                        fields=("viewer_person", "protected_person"),
                        name="access_block_of_a_person_once",
                        violation_error_message="They are kept apart already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True), ("record__isnull", False)),
                        fields=("viewer_person", "record"),
                        name="access_block_of_a_record_once",
                        violation_error_message="This is kept from them already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_on__gt", models.F("set_on")),
                            (
                                "review_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("set_on"), "+", models.Value(datetime.timedelta(days=366))
                                ),
                            ),
                        ),
                        name="access_block_looked_at_again",
                        violation_error_message="Say when you will look at this again: within twelve months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(("ended_because__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="access_block_ended_for_a_reason",
                        violation_error_message="Say why it is over.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_accessblockevent" ("created_at", "created_by_id", "ended_because", "ended_on", "ground", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protected_person_id", "record_id", "review_on", "row_version", "set_by_id", "set_on", "updated_at", "viewer_person_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_because", NEW."ended_on", NEW."ground", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."protected_person_id", NEW."record_id", NEW."review_on", NEW."row_version", NEW."set_by_id", NEW."set_on", NEW."updated_at", NEW."viewer_person_id"); RETURN NULL;',
                            hash="ade0924b95c2ea1fe05a5b203c30eeb1668ac361",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8de29",
                            table="families_accessblock",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_accessblockevent" ("created_at", "created_by_id", "ended_because", "ended_on", "ground", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protected_person_id", "record_id", "review_on", "row_version", "set_by_id", "set_on", "updated_at", "viewer_person_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_because", NEW."ended_on", NEW."ground", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."protected_person_id", NEW."record_id", NEW."review_on", NEW."row_version", NEW."set_by_id", NEW."set_on", NEW."updated_at", NEW."viewer_person_id"); RETURN NULL;',
                            hash="4a6746479eb4030a43787585f754f540dddc599b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_c7106",
                            table="families_accessblock",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_accessblockevent" ("created_at", "created_by_id", "ended_because", "ended_on", "ground", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "protected_person_id", "record_id", "review_on", "row_version", "set_by_id", "set_on", "updated_at", "viewer_person_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."ended_because", OLD."ended_on", OLD."ground", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."protected_person_id", OLD."record_id", OLD."review_on", OLD."row_version", OLD."set_by_id", OLD."set_on", OLD."updated_at", OLD."viewer_person_id"); RETURN NULL;',
                            hash="7c645c73037430189f8c07a0250226fb5322c9d2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d5bf8",
                            table="families_accessblock",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessBlockEvent",
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
                        to="families.accessblock",
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
                    "viewer_person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="from whom?",
                    ),
                ),
                (
                    "protected_person",
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
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("domestic_abuse", "Domestic abuse"),
                            ("court_order", "A court order"),
                            ("safety_plan", "Part of a plan to keep someone safe"),
                            ("adoption", "Adoption"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                        verbose_name="why?",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_on", models.DateField()),
                ("review_on", models.DateField(verbose_name="look again on")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400, verbose_name="why is it over?")),
            ],
        ),
        migrations.CreateModel(
            name="DeclaredInterest",
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
                    "practitioner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interests",
                        to="families.practitioner",
                    ),
                ),
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
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.family",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("relative", "A relative"),
                            ("partner", "A partner"),
                            ("friend", "A friend"),
                            ("neighbour", "A neighbour"),
                            ("former_worker", "I worked with them before"),
                            ("other", "Another way"),
                        ],
                        max_length=20,
                        verbose_name="how do you know them?",
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
                        name="declared_interest_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family__isnull", True), ("person__isnull", False)),
                            models.Q(("family__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="declared_interest_in_one",
                        violation_error_message="Say whom you know: one person, or one family.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("practitioner", "="), ("person", "="), ("period", "&&")],
                        name="declared_interest_in_a_person_once",
                        violation_error_message="You have said so already.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("practitioner", "="), ("family", "="), ("period", "&&")],
                        name="declared_interest_in_a_family_once",
                        violation_error_message="You have said so already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_declaredinterestevent" ("created_at", "created_by_id", "family_id", "id", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practitioner_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="5c60d0014e6d62863d64158c7cf80ad75c9bb70d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6b7fd",
                            table="families_declaredinterest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_declaredinterestevent" ("created_at", "created_by_id", "family_id", "id", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practitioner_id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="bf96c6eeec404db369da6f221adfe589a20fcf7b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0823e",
                            table="families_declaredinterest",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_declaredinterestevent" ("created_at", "created_by_id", "family_id", "id", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."id", OLD."kind", OLD."organisation_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."practitioner_id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="6104341019adafc1ea3444161531e94dbcec7714",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f2dd3",
                            table="families_declaredinterest",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclaredInterestEvent",
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
                        to="families.declaredinterest",
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
                    "practitioner",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("relative", "A relative"),
                            ("partner", "A partner"),
                            ("friend", "A friend"),
                            ("neighbour", "A neighbour"),
                            ("former_worker", "I worked with them before"),
                            ("other", "Another way"),
                        ],
                        max_length=20,
                        verbose_name="how do you know them?",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Restriction",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="families.person",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="families.record",
                    ),
                ),
                (
                    "parentage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="families.parentage",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="families.partnership",
                    ),
                ),
                (
                    "sibling_link",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="families.siblinglink",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("staff_relative", "A relative of someone who works here"),
                            ("high_profile", "Known to the public"),
                            ("adoption", "Adoption"),
                            ("witness_protection", "Protection of a witness"),
                            ("refuge", "A refuge"),
                            ("legal", "A legal reason"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                        verbose_name="why?",
                    ),
                ),
                ("is_secret", models.BooleanField(default=True, verbose_name="that it is restricted is a secret too")),
                (
                    "set_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_on", models.DateField()),
                ("review_on", models.DateField(verbose_name="look again on")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400, verbose_name="why is it over?")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=["organisation"],
                        name="restriction_in_force",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("parentage__isnull", True),
                                ("partnership__isnull", True),
                                ("person__isnull", False),
                                ("record__isnull", True),
                                ("sibling_link__isnull", True),
                            ),
                            models.Q(
                                ("parentage__isnull", True),
                                ("partnership__isnull", True),
                                ("person__isnull", True),
                                ("record__isnull", False),
                                ("sibling_link__isnull", True),
                            ),
                            models.Q(
                                ("parentage__isnull", False),
                                ("partnership__isnull", True),
                                ("person__isnull", True),
                                ("record__isnull", True),
                                ("sibling_link__isnull", True),
                            ),
                            models.Q(
                                ("parentage__isnull", True),
                                ("partnership__isnull", False),
                                ("person__isnull", True),
                                ("record__isnull", True),
                                ("sibling_link__isnull", True),
                            ),
                            models.Q(
                                ("parentage__isnull", True),
                                ("partnership__isnull", True),
                                ("person__isnull", True),
                                ("record__isnull", True),
                                ("sibling_link__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="restriction_of_one_thing",
                        violation_error_message="A restriction is on one thing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_on__gt", models.F("set_on")),
                            (
                                "review_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("set_on"), "+", models.Value(datetime.timedelta(days=366))
                                ),
                            ),
                        ),
                        name="restriction_looked_at_again",
                        violation_error_message="Say when you will look at this again: within twelve months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(("ended_because__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="restriction_ended_for_a_reason",
                        violation_error_message="Say why it is over.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_restrictionevent" ("created_at", "created_by_id", "ended_because", "ended_on", "ground", "id", "is_secret", "organisation_id", "parentage_id", "partnership_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "review_on", "row_version", "set_by_id", "set_on", "sibling_link_id", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_because", NEW."ended_on", NEW."ground", NEW."id", NEW."is_secret", NEW."organisation_id", NEW."parentage_id", NEW."partnership_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."record_id", NEW."review_on", NEW."row_version", NEW."set_by_id", NEW."set_on", NEW."sibling_link_id", NEW."updated_at"); RETURN NULL;',
                            hash="a2b25fed09b1c075ab4c0fe5fddbb51022127798",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6ff2f",
                            table="families_restriction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_restrictionevent" ("created_at", "created_by_id", "ended_because", "ended_on", "ground", "id", "is_secret", "organisation_id", "parentage_id", "partnership_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "review_on", "row_version", "set_by_id", "set_on", "sibling_link_id", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_because", NEW."ended_on", NEW."ground", NEW."id", NEW."is_secret", NEW."organisation_id", NEW."parentage_id", NEW."partnership_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."record_id", NEW."review_on", NEW."row_version", NEW."set_by_id", NEW."set_on", NEW."sibling_link_id", NEW."updated_at"); RETURN NULL;',
                            hash="7d2ad4f7f40cf8333195acba7a5aae12abcd67fa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_018a0",
                            table="families_restriction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_restrictionevent" ("created_at", "created_by_id", "ended_because", "ended_on", "ground", "id", "is_secret", "organisation_id", "parentage_id", "partnership_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_id", "review_on", "row_version", "set_by_id", "set_on", "sibling_link_id", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."ended_because", OLD."ended_on", OLD."ground", OLD."id", OLD."is_secret", OLD."organisation_id", OLD."parentage_id", OLD."partnership_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."record_id", OLD."review_on", OLD."row_version", OLD."set_by_id", OLD."set_on", OLD."sibling_link_id", OLD."updated_at"); RETURN NULL;',
                            hash="6258f5061697981f790f8b7e9d3fa6711f81b3b7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5a3b2",
                            table="families_restriction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RestrictionEvent",
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
                        to="families.restriction",
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
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "parentage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.parentage",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.partnership",
                    ),
                ),
                (
                    "sibling_link",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.siblinglink",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("staff_relative", "A relative of someone who works here"),
                            ("high_profile", "Known to the public"),
                            ("adoption", "Adoption"),
                            ("witness_protection", "Protection of a witness"),
                            ("refuge", "A refuge"),
                            ("legal", "A legal reason"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                        verbose_name="why?",
                    ),
                ),
                ("is_secret", models.BooleanField(default=True, verbose_name="that it is restricted is a secret too")),
                (
                    "set_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_on", models.DateField()),
                ("review_on", models.DateField(verbose_name="look again on")),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400, verbose_name="why is it over?")),
            ],
        ),
        migrations.CreateModel(
            name="RestrictionReader",
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
                    "restriction",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readers",
                        to="families.restriction",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("restriction", "user"), name="restriction_names_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_restrictionreaderevent" ("created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "restriction_id", "row_version", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."removed_on", NEW."restriction_id", NEW."row_version", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="cd4f7c639ed58c1b6e385052a98e042a827e1aab",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a0497",
                            table="families_restrictionreader",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_restrictionreaderevent" ("created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "restriction_id", "row_version", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."removed_on", NEW."restriction_id", NEW."row_version", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="80fc6b326e09f4b77eeb94223f9db85493827055",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f4720",
                            table="families_restrictionreader",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_restrictionreaderevent" ("created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "restriction_id", "row_version", "updated_at", "user_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."removed_on", OLD."restriction_id", OLD."row_version", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                            hash="6fdc7232ab4af5228624450549cdc7a2701fe247",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_1942d",
                            table="families_restrictionreader",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RestrictionReaderEvent",
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
                        to="families.restrictionreader",
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
                    "restriction",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.restriction",
                    ),
                ),
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
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ChosenReader",
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
                    "share_state",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chosen", to="families.sharestate"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chosen_for",
                        to="families.person",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chosen_for",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person__isnull", False), ("user__isnull", True)),
                            models.Q(("person__isnull", True), ("user__isnull", False)),
                            _connector="OR",
                        ),
                        name="chosen_reader_is_one",
                        violation_error_message="Say who may read it.",
                    ),
                    models.UniqueConstraint(
                        fields=("share_state", "person", "user"), name="chosen_reader_once", nulls_distinct=False
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="chosen_reader_by_the_child",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."removed_on" IS NULL)',
                            func="\n                    IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (\n                      SELECT FROM families_sharestate share JOIN families_record record ON record.id = share.record_id\n                        LEFT JOIN families_personaccount account ON account.person_id = share.person_id\n                      WHERE share.id = NEW.share_state_id\n                        AND kith_sec.person_or_none() IN (record.author_id, account.user_id)) THEN\n                      RAISE EXCEPTION 'not the child' USING ERRCODE = '23514', CONSTRAINT = 'chosen_reader_by_the_child';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="4e04d289a4aa135fe9878b30696bd01384a79cc9",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_chosen_reader_by_the_child_a2bd8",
                            table="families_chosenreader",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_chosenreaderevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "row_version", "share_state_id", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."removed_on", NEW."row_version", NEW."share_state_id", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="65d79f7e2b25280813f3b6cd40dfa1bcdb12a194",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ff001",
                            table="families_chosenreader",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_chosenreaderevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "row_version", "share_state_id", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."removed_on", NEW."row_version", NEW."share_state_id", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="f5e9d24283ee1ee6226f594e5ede1c3e6a534557",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_218f9",
                            table="families_chosenreader",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_chosenreaderevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_on", "row_version", "share_state_id", "updated_at", "user_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."removed_on", OLD."row_version", OLD."share_state_id", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                            hash="e0523c2d66b4a8668c9a58eac97ef57495a20fa8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_056b4",
                            table="families_chosenreader",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChosenReaderEvent",
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
                        to="families.chosenreader",
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
                    "share_state",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.sharestate",
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
                    "user",
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
                ("removed_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OwnSay",
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
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_says", to="families.person"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="From whom; from everyone when empty.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "why_competent",
                    models.CharField(max_length=4000, verbose_name="how do you know that they understand?"),
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
                        name="own_say_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why_competent__regex", "^\\s*$"), _negated=True),
                        name="own_say_says_why",
                        violation_error_message="Say why they understand well enough to decide this for themselves.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("child", "="),
                            (django.db.models.functions.comparison.Coalesce("holder", "child"), "="),
                            ("period", "&&"),
                        ],
                        name="own_say_once",
                        violation_error_message="This is written down already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="own_say_by_who_works_here",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF (kith_sec.asker())[3] NOT IN ('staff', 'system') THEN\n                      RAISE EXCEPTION 'not staff' USING ERRCODE = '23514', CONSTRAINT = 'own_say_by_who_works_here';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="bf39494edbcddd2c0baa590c707c21095c1e6c07",
                            operation="INSERT",
                            pgid="pgtrigger_own_say_by_who_works_here_d8c5a",
                            table="families_ownsay",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_ownsayevent" ("child_id", "created_at", "created_by_id", "holder_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "why_competent") VALUES (NEW."child_id", NEW."created_at", NEW."created_by_id", NEW."holder_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."why_competent"); RETURN NULL;',
                            hash="91237f9a80f507d114b0e9824a22d9cc3da57014",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_22d15",
                            table="families_ownsay",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_ownsayevent" ("child_id", "created_at", "created_by_id", "holder_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "why_competent") VALUES (NEW."child_id", NEW."created_at", NEW."created_by_id", NEW."holder_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."why_competent"); RETURN NULL;',
                            hash="b06807a5cf1fe5a44246397bd38358629786343a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4b06a",
                            table="families_ownsay",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_ownsayevent" ("child_id", "created_at", "created_by_id", "holder_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "why_competent") VALUES (OLD."child_id", OLD."created_at", OLD."created_by_id", OLD."holder_id", OLD."id", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."why_competent"); RETURN NULL;',
                            hash="c6e982596528743a102fab6ed34bb02e5043c1b9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f860a",
                            table="families_ownsay",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnSayEvent",
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
                        to="families.ownsay",
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
                    "child",
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
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="From whom; from everyone when empty.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "why_competent",
                    models.CharField(max_length=4000, verbose_name="how do you know that they understand?"),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="families.person"
                    ),
                ),
                (
                    "to_what",
                    models.CharField(
                        choices=[
                            ("link_up", "a link-up"),
                            ("conference", "a family group conference"),
                            ("photo", "a photo"),
                            ("card", "a family card"),
                            ("helper", "someone who helps"),
                            ("individual_asset", "being named as someone who can help others"),
                            ("measure", "questions about how things go"),
                            ("other", "something else"),
                        ],
                        max_length=20,
                        verbose_name="to what?",
                    ),
                ),
                ("what_exactly", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Only for a child: a person with parental responsibility.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who agreed for them?",
                    ),
                ),
                (
                    "given_how",
                    models.CharField(
                        choices=[
                            ("spoken", "They said so"),
                            ("signed", "They signed"),
                            ("online", "Here, themselves"),
                            ("pictures", "With pictures"),
                        ],
                        max_length=20,
                        verbose_name="how?",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="when?")),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True), ("withdrawn_on__gte", models.F("given_on")), _connector="OR"
                        ),
                        name="agreement_withdrawn_after_given",
                        violation_error_message="It can’t be taken back before it was given.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_what", "other"), _negated=True),
                            models.Q(("what_exactly__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="agreement_says_to_what",
                        violation_error_message="Say to what they agreed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_by__isnull", True),
                            models.Q(("given_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="agreement_given_by_another",
                        violation_error_message="Leave this empty when they agreed themselves.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("person", "to_what", "what_exactly"),
                        name="agreement_given_once",
                        violation_error_message="They have agreed to this already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_agreementevent" ("created_at", "created_by_id", "given_by_id", "given_how", "given_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "to_what", "updated_at", "what_exactly", "withdrawn_on") VALUES (NEW."created_at", NEW."created_by_id", NEW."given_by_id", NEW."given_how", NEW."given_on", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."to_what", NEW."updated_at", NEW."what_exactly", NEW."withdrawn_on"); RETURN NULL;',
                            hash="74fcace79f0cb9a9614183e07686c130a828db83",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_59956",
                            table="families_agreement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_agreementevent" ("created_at", "created_by_id", "given_by_id", "given_how", "given_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "to_what", "updated_at", "what_exactly", "withdrawn_on") VALUES (NEW."created_at", NEW."created_by_id", NEW."given_by_id", NEW."given_how", NEW."given_on", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."to_what", NEW."updated_at", NEW."what_exactly", NEW."withdrawn_on"); RETURN NULL;',
                            hash="5ad82827a1f7f116dce9dc01e6585beafce4f750",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7748e",
                            table="families_agreement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_agreementevent" ("created_at", "created_by_id", "given_by_id", "given_how", "given_on", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "to_what", "updated_at", "what_exactly", "withdrawn_on") VALUES (OLD."created_at", OLD."created_by_id", OLD."given_by_id", OLD."given_how", OLD."given_on", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."to_what", OLD."updated_at", OLD."what_exactly", OLD."withdrawn_on"); RETURN NULL;',
                            hash="3abc3bef709cdf8392842e22b55ebdf04030aca6",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_91058",
                            table="families_agreement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgreementEvent",
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
                        to="families.agreement",
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
                    "to_what",
                    models.CharField(
                        choices=[
                            ("link_up", "a link-up"),
                            ("conference", "a family group conference"),
                            ("photo", "a photo"),
                            ("card", "a family card"),
                            ("helper", "someone who helps"),
                            ("individual_asset", "being named as someone who can help others"),
                            ("measure", "questions about how things go"),
                            ("other", "something else"),
                        ],
                        max_length=20,
                        verbose_name="to what?",
                    ),
                ),
                ("what_exactly", models.CharField(blank=True, max_length=200, verbose_name="in words")),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        help_text="Only for a child: a person with parental responsibility.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who agreed for them?",
                    ),
                ),
                (
                    "given_how",
                    models.CharField(
                        choices=[
                            ("spoken", "They said so"),
                            ("signed", "They signed"),
                            ("online", "Here, themselves"),
                            ("pictures", "With pictures"),
                        ],
                        max_length=20,
                        verbose_name="how?",
                    ),
                ),
                ("given_on", models.DateField(verbose_name="when?")),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="EmergencyAccess",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emergency_accesses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.family",
                    ),
                ),
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
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "reason_code",
                    models.CharField(
                        choices=[
                            ("immediate_safety", "Someone may not be safe now"),
                            ("out_of_hours", "Out of hours"),
                            ("cover", "Covering for someone"),
                            ("legal", "A court or the law asks"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                        verbose_name="why?",
                    ),
                ),
                ("reason_text", models.CharField(max_length=4000, verbose_name="what happened?")),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        db_default=django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.datetime.Now(),
                            "+",
                            models.Value(datetime.timedelta(seconds=14400)),
                        ),
                        editable=False,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fine", "This was right"),
                            ("learn", "Something to learn from"),
                            ("escalate", "This needs to go further"),
                        ],
                        max_length=10,
                        verbose_name="what do you find?",
                    ),
                ),
                (
                    "told_words",
                    models.CharField(
                        blank=True,
                        help_text="Why it was opened, in plain words.",
                        max_length=1000,
                        verbose_name="what will the person read?",
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="from when?")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family__isnull", False), ("person__isnull", True), ("record__isnull", True)),
                            models.Q(("family__isnull", True), ("person__isnull", False), ("record__isnull", True)),
                            models.Q(("family__isnull", True), ("person__isnull", True), ("record__isnull", False)),
                            _connector="OR",
                        ),
                        name="emergency_access_to_one_thing",
                        violation_error_message="Open one thing: a family, a person or a record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason_text__regex", "^\\s*\\S.{18,}\\S\\s*$")),
                        name="emergency_access_says_why",
                        violation_error_message="Say what happened, in at least 20 characters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by__isnull", True),
                            models.Q(("reviewed_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="emergency_access_reviewed_by_another",
                        violation_error_message="Someone else looks at this afterwards.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", ""), ("reviewed_by__isnull", True), ("reviewed_on__isnull", True)),
                            models.Q(
                                ("reviewed_by__isnull", False),
                                ("reviewed_on__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_access_review_is_whole",
                        violation_error_message="Say what you find.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_on__isnull", True), ("told_on__isnull", True), ("told_words", "")),
                            models.Q(
                                ("reviewed_on__isnull", False),
                                ("told_on__isnull", False),
                                models.Q(("told_words__regex", "^\\s*$"), _negated=True),
                                ("told_on__gte", models.F("reviewed_on")),
                                (
                                    "told_on__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("reviewed_on"), "+", models.Value(datetime.timedelta(days=90))
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_access_is_told",
                        violation_error_message="Say what the person reads about this, and from when: today, or within 90 days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "expires_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("started_at"), "+", models.Value(datetime.timedelta(seconds=14400))
                                ),
                            )
                        ),
                        name="emergency_access_four_hours",
                        violation_error_message="It closes after four hours.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="emergency_access_set_by_the_server",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF TG_OP = 'INSERT' THEN\n                      NEW.started_at := now();\n                      NEW.expires_at := now() + interval '4 hours';\n                      IF NEW.user_id IS DISTINCT FROM kith_sec.person_or_none() THEN\n                        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514',\n                          CONSTRAINT = 'emergency_access_in_own_name';\n                      END IF;\n                      UPDATE accounts_user SET opened_until = NEW.expires_at WHERE id = NEW.user_id;\n                    ELSIF (NEW.user_id, NEW.family_id, NEW.person_id, NEW.record_id, NEW.started_at, NEW.expires_at,\n                           NEW.reason_code, NEW.reason_text)\n                      IS DISTINCT FROM (OLD.user_id, OLD.family_id, OLD.person_id, OLD.record_id, OLD.started_at,\n                           OLD.expires_at, OLD.reason_code, OLD.reason_text)\n                      OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)\n                      OR (OLD.reviewed_by_id IS NOT NULL\n                        AND (NEW.reviewed_by_id, NEW.reviewed_on, NEW.finding, NEW.told_words, NEW.told_on)\n                        IS DISTINCT FROM (OLD.reviewed_by_id, OLD.reviewed_on, OLD.finding, OLD.told_words, OLD.told_on)) THEN\n                      RAISE EXCEPTION 'changed afterwards' USING ERRCODE = '23514',\n                        CONSTRAINT = 'emergency_access_stays_as_it_was';\n                    ELSIF (NEW.reviewed_by_id, NEW.finding) IS DISTINCT FROM (OLD.reviewed_by_id, OLD.finding)\n                      AND NEW.reviewed_by_id IS DISTINCT FROM kith_sec.person_or_none() THEN\n                      RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514',\n                        CONSTRAINT = 'emergency_access_in_own_name';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="0986a55958d80cc2a65c3fac73176489b569baf6",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_emergency_access_set_by_the_server_077d7",
                            table="families_emergencyaccess",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="emergency_access_never_over",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    DECLARE people uuid[]; families uuid[];\n    BEGIN\n    people := ARRAY(\n      SELECT NEW.person_id WHERE NEW.person_id IS NOT NULL\n      UNION SELECT person_id FROM families_recordsubject WHERE record_id = NEW.record_id);\n    families := ARRAY(\n      SELECT NEW.family_id WHERE NEW.family_id IS NOT NULL\n      UNION SELECT family_id FROM families_record WHERE id = NEW.record_id AND family_id IS NOT NULL);\n    IF EXISTS (\n      SELECT FROM families_declaredinterest known\n        JOIN families_practitioner worker ON worker.id = known.practitioner_id\n      WHERE worker.user_id = NEW.user_id AND (upper_inf(known.period) OR upper(known.period) > (SELECT (now() AT TIME ZONE time_zone)::date FROM accounts_organisation WHERE id = NEW.organisation_id))\n        AND (known.person_id = ANY (people) OR known.family_id = ANY (families)\n          OR known.family_id IN (SELECT family_id FROM families_familymembership WHERE person_id = ANY (people))))\n      OR EXISTS (\n      SELECT FROM families_accessblock kept\n        JOIN families_personaccount account ON account.person_id = kept.viewer_person_id\n      WHERE account.user_id = NEW.user_id AND kept.ended_on IS NULL\n        AND (kept.record_id = NEW.record_id OR kept.protected_person_id = ANY (people))) THEN\n      RAISE EXCEPTION 'kept from them' USING ERRCODE = '23514', CONSTRAINT = 'emergency_access_never_over';\n    END IF;\n    RETURN NEW;\n    END;\n",
                            hash="ca1325452f24b6310f104dfd4f89a8a65edda62c",
                            operation="INSERT",
                            pgid="pgtrigger_emergency_access_never_over_1f89a",
                            table="families_emergencyaccess",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_emergencyaccessevent" ("created_at", "created_by_id", "ended_at", "expires_at", "family_id", "finding", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_code", "reason_text", "record_id", "reviewed_by_id", "reviewed_on", "row_version", "started_at", "told_on", "told_words", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_at", NEW."expires_at", NEW."family_id", NEW."finding", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason_code", NEW."reason_text", NEW."record_id", NEW."reviewed_by_id", NEW."reviewed_on", NEW."row_version", NEW."started_at", NEW."told_on", NEW."told_words", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="eff653ed11dbec250b89369dfb01020310b606e3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fccfe",
                            table="families_emergencyaccess",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_emergencyaccessevent" ("created_at", "created_by_id", "ended_at", "expires_at", "family_id", "finding", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_code", "reason_text", "record_id", "reviewed_by_id", "reviewed_on", "row_version", "started_at", "told_on", "told_words", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."ended_at", NEW."expires_at", NEW."family_id", NEW."finding", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason_code", NEW."reason_text", NEW."record_id", NEW."reviewed_by_id", NEW."reviewed_on", NEW."row_version", NEW."started_at", NEW."told_on", NEW."told_words", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="542186e0b1f7b128a80a573bd5b4953c83e46ab1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_41de4",
                            table="families_emergencyaccess",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_emergencyaccessevent" ("created_at", "created_by_id", "ended_at", "expires_at", "family_id", "finding", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_code", "reason_text", "record_id", "reviewed_by_id", "reviewed_on", "row_version", "started_at", "told_on", "told_words", "updated_at", "user_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."ended_at", OLD."expires_at", OLD."family_id", OLD."finding", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason_code", OLD."reason_text", OLD."record_id", OLD."reviewed_by_id", OLD."reviewed_on", OLD."row_version", OLD."started_at", OLD."told_on", OLD."told_words", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                            hash="4ec450f1458c0ad2029809e7aaae330f6118ece7",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_18a44",
                            table="families_emergencyaccess",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyAccessEvent",
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
                        to="families.emergencyaccess",
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
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.record",
                    ),
                ),
                (
                    "reason_code",
                    models.CharField(
                        choices=[
                            ("immediate_safety", "Someone may not be safe now"),
                            ("out_of_hours", "Out of hours"),
                            ("cover", "Covering for someone"),
                            ("legal", "A court or the law asks"),
                            ("other", "Another reason"),
                        ],
                        max_length=20,
                        verbose_name="why?",
                    ),
                ),
                ("reason_text", models.CharField(max_length=4000, verbose_name="what happened?")),
                (
                    "started_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        db_default=django.db.models.expressions.CombinedExpression(
                            django.db.models.functions.datetime.Now(),
                            "+",
                            models.Value(datetime.timedelta(seconds=14400)),
                        ),
                        editable=False,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reviewed_by",
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
                ("reviewed_on", models.DateField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("fine", "This was right"),
                            ("learn", "Something to learn from"),
                            ("escalate", "This needs to go further"),
                        ],
                        max_length=10,
                        verbose_name="what do you find?",
                    ),
                ),
                (
                    "told_words",
                    models.CharField(
                        blank=True,
                        help_text="Why it was opened, in plain words.",
                        max_length=1000,
                        verbose_name="what will the person read?",
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True, verbose_name="from when?")),
            ],
        ),
        migrations.CreateModel(
            name="HelperAccess",
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="helpers", to="families.person"
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="helps", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "can",
                    models.CharField(
                        choices=[("read", "read with me"), ("write_for_me", "write for me")],
                        default="read",
                        max_length=20,
                        verbose_name="what may they do?",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("everything", "Everything that is shared with me"),
                            ("talks", "What we talked about"),
                            ("meetings", "Our family meetings and plans"),
                            ("goals", "Things we want to change"),
                        ],
                        default="everything",
                        max_length=20,
                        verbose_name="of what?",
                    ),
                ),
                (
                    "given_how",
                    models.CharField(
                        choices=[
                            ("spoken", "They said so"),
                            ("signed", "They signed"),
                            ("online", "Here, themselves"),
                            ("pictures", "With pictures"),
                        ],
                        default="online",
                        max_length=20,
                        verbose_name="how was it given?",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="helper_access_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__endswith__isnull", False),
                            (
                                "period__endswith__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("period__startswith"), "+", models.Value(datetime.timedelta(days=366))
                                ),
                            ),
                            ("period__startswith__isnull", False),
                        ),
                        name="helper_access_twelve_months",
                        violation_error_message="Say until when: twelve months at most.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        expressions=[("owner", "="), ("helper", "="), ("period", "&&")],
                        name="helper_access_once",
                        violation_error_message="They help already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="helper_access_holds",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF TG_OP = 'UPDATE' AND (\n                      (NEW.owner_id, NEW.helper_id, NEW.can, NEW.scope, NEW.period, NEW.given_how)\n                        IS DISTINCT FROM (OLD.owner_id, OLD.helper_id, OLD.can, OLD.scope, OLD.period, OLD.given_how)\n                      OR OLD.revoked_at IS NOT NULL) THEN\n                      RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_stays_as_given';\n                    END IF;\n                    -- Whose it is gives it; or someone who works with them writes it down, on their behalf.\n                    IF TG_OP = 'INSERT' AND (kith_sec.asker())[3] NOT IN ('staff', 'system') AND NOT EXISTS (\n                      SELECT FROM families_personaccount account\n                      WHERE account.person_id = NEW.owner_id AND account.user_id = kith_sec.person_or_none()) THEN\n                      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_by_its_owner';\n                    END IF;\n                    IF TG_OP = 'INSERT' AND (\n                      NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.helper_id AND kind = 'family')\n                      OR EXISTS (SELECT FROM families_personaccount account\n                        WHERE account.person_id = NEW.owner_id AND account.user_id = NEW.helper_id)) THEN\n                      RAISE EXCEPTION 'no helper' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_to_another';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="bd164858ae0aecf80d50900a55c478281bee7391",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_helper_access_holds_99044",
                            table="families_helperaccess",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_helperaccessevent" ("can", "created_at", "created_by_id", "given_how", "helper_id", "id", "organisation_id", "owner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "row_version", "scope", "updated_at") VALUES (NEW."can", NEW."created_at", NEW."created_by_id", NEW."given_how", NEW."helper_id", NEW."id", NEW."organisation_id", NEW."owner_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."revoked_at", NEW."row_version", NEW."scope", NEW."updated_at"); RETURN NULL;',
                            hash="36a421c7606017372852bbeb77a529d76d70340e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7e8bd",
                            table="families_helperaccess",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_helperaccessevent" ("can", "created_at", "created_by_id", "given_how", "helper_id", "id", "organisation_id", "owner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "row_version", "scope", "updated_at") VALUES (NEW."can", NEW."created_at", NEW."created_by_id", NEW."given_how", NEW."helper_id", NEW."id", NEW."organisation_id", NEW."owner_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."revoked_at", NEW."row_version", NEW."scope", NEW."updated_at"); RETURN NULL;',
                            hash="538588402d1fff69d55505b3f1b49b2cbb5a1e94",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8188a",
                            table="families_helperaccess",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_helperaccessevent" ("can", "created_at", "created_by_id", "given_how", "helper_id", "id", "organisation_id", "owner_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "row_version", "scope", "updated_at") VALUES (OLD."can", OLD."created_at", OLD."created_by_id", OLD."given_how", OLD."helper_id", OLD."id", OLD."organisation_id", OLD."owner_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."revoked_at", OLD."row_version", OLD."scope", OLD."updated_at"); RETURN NULL;',
                            hash="246eea50a1405dd7cfb513dc961a89c423e01f0c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_daf10",
                            table="families_helperaccess",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HelperAccessEvent",
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
                        to="families.helperaccess",
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
                    "owner",
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
                    "helper",
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
                    "can",
                    models.CharField(
                        choices=[("read", "read with me"), ("write_for_me", "write for me")],
                        default="read",
                        max_length=20,
                        verbose_name="what may they do?",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("everything", "Everything that is shared with me"),
                            ("talks", "What we talked about"),
                            ("meetings", "Our family meetings and plans"),
                            ("goals", "Things we want to change"),
                        ],
                        default="everything",
                        max_length=20,
                        verbose_name="of what?",
                    ),
                ),
                (
                    "given_how",
                    models.CharField(
                        choices=[
                            ("spoken", "They said so"),
                            ("signed", "They signed"),
                            ("online", "Here, themselves"),
                            ("pictures", "With pictures"),
                        ],
                        default="online",
                        max_length=20,
                        verbose_name="how was it given?",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]
