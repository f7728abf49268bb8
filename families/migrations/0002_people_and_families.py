"""People, how they are related, families and who works with them."""

import database.clock
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import families.models.people
import families.periods
import pghistory.utils
import pgtrigger.compiler
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("families", "0001_first"),
        ("families", "0005_find_a_workers_families"),
        ("families", "0010_draft_without_family"),
        ("families", "0011_invitation"),
        ("families", "0014_ended_for_a_reason"),
        ("families", "0017_who_is_in_which_team"),
        ("families", "0019_person_merge"),
        ("families", "0023_nobody_alone_invites_anew"),
        ("families", "0024_moved_parent"),
        ("families", "0025_settled_of_a_family"),
        ("families", "0027_how_they_said_goodbye"),
        ("families", "0032_longer_draft_names"),
    ]

    dependencies = [
        ("accounts", "0001_sign_ins"),
        ("accounts", "__first__"),
        ("families", "0001_names_as_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Family",
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
                ("sort_key", families.models.people.SearchKey("name")),
                (
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="families",
                        to="accounts.locality",
                        verbose_name="locality",
                    ),
                ),
                ("good_to_know", models.CharField(blank=True, max_length=4000, verbose_name="good to know")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "sort_key", "id"], name="family_by_name"),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["sort_key"], name="family_name_search", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^\\s*$"), _negated=True),
                        name="family_has_a_name",
                        violation_error_message="Say what the family calls itself.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_familyevent" ("created_at", "created_by_id", "good_to_know", "id", "locality_id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."good_to_know", NEW."id", NEW."locality_id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="22927c0b6c5db5eac4e797ade0f32b6ccbdc4ef9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b3032",
                            table="families_family",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."good_to_know" IS DISTINCT FROM (NEW."good_to_know") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."locality_id" IS DISTINCT FROM (NEW."locality_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "families_familyevent" ("created_at", "created_by_id", "good_to_know", "id", "locality_id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."good_to_know", NEW."id", NEW."locality_id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="8a009b766060a8fb36d83c90f80eaf9c3c97a632",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9cc70",
                            table="families_family",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_familyevent" ("created_at", "created_by_id", "good_to_know", "id", "locality_id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."good_to_know", OLD."id", OLD."locality_id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="c1aa016b0db4a6c75479bb6b281043c1e0b8b12d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9ca0f",
                            table="families_family",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyEvent",
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
                        to="families.family",
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
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.locality",
                        verbose_name="locality",
                    ),
                ),
                ("good_to_know", models.CharField(blank=True, max_length=4000, verbose_name="good to know")),
            ],
        ),
        migrations.CreateModel(
            name="Person",
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
                ("known_as", models.CharField(max_length=200, verbose_name="known as")),
                ("sort_key", families.models.people.SearchKey("known_as")),
                ("given_name", models.CharField(blank=True, max_length=200, verbose_name="given name")),
                ("family_name", models.CharField(blank=True, max_length=200, verbose_name="family name")),
                ("pronouns", models.CharField(blank=True, max_length=60, verbose_name="pronouns")),
                (
                    "gender",
                    models.CharField(
                        choices=[
                            ("woman_girl", "Woman or girl"),
                            ("man_boy", "Man or boy"),
                            ("non_binary", "Non-binary"),
                            ("self_described", "In their own words"),
                            ("not_recorded", "Not recorded"),
                        ],
                        default="not_recorded",
                        max_length=20,
                        verbose_name="gender",
                    ),
                ),
                (
                    "gender_words",
                    models.CharField(blank=True, max_length=200, verbose_name="gender, in their own words"),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[
                            ("female", "Female"),
                            ("male", "Male"),
                            ("unknown", "Not known"),
                            ("not_recorded", "Not recorded"),
                        ],
                        default="not_recorded",
                        max_length=20,
                        verbose_name="sex, as other systems hold it",
                    ),
                ),
                ("date_of_birth", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "dob_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("year", "to the year"),
                            ("about", "about that year"),
                        ],
                        default="day",
                        max_length=10,
                    ),
                ),
                ("expected_date", models.DateField(blank=True, null=True, verbose_name="baby due")),
                ("date_of_death", models.DateField(blank=True, null=True, verbose_name="date of death")),
                (
                    "death_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("year", "to the year"),
                            ("about", "about that year"),
                        ],
                        default="day",
                        max_length=10,
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "communication_needs",
                    models.CharField(blank=True, max_length=4000, verbose_name="how to talk with them"),
                ),
                ("about_me", models.CharField(blank=True, max_length=4000, verbose_name="about me")),
                (
                    "record_class",
                    models.CharField(
                        choices=[
                            ("family_member", "in a family"),
                            ("network_only", "in a network: name and tie only"),
                            ("found_relative", "a relative who was found"),
                        ],
                        default="family_member",
                        max_length=20,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_people",
                        to="families.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "sort_key", "id"], name="person_by_name"),
                    models.Index(fields=["organisation", "date_of_birth"], name="person_by_birth"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("known_as__regex", "^\\s*$"), _negated=True),
                        name="person_has_a_name",
                        violation_error_message="Say what they are called.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_of_death__isnull", True),
                            ("date_of_birth__isnull", True),
                            ("date_of_death__gte", models.F("date_of_birth")),
                            _connector="OR",
                        ),
                        name="person_death_after_birth",
                        violation_error_message="The date of death can’t be before the date of birth.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_of_birth__isnull", True), ("expected_date__isnull", True), _connector="OR"
                        ),
                        name="person_unborn_or_born",
                        violation_error_message="Give the date of birth or the date the baby is due, not both.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="person_merged_once",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'INSERT' THEN\n          IF NEW.merged_into_id IS NOT NULL THEN\n            RAISE EXCEPTION 'without a merge' USING ERRCODE = '23514', CONSTRAINT = 'person_merged_by_a_merge';\n          END IF;\n        ELSIF NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id THEN\n          IF NOT EXISTS (SELECT FROM families_personmerge WHERE merged_id = NEW.id AND undone_at IS NULL) THEN\n            RAISE EXCEPTION 'without a merge' USING ERRCODE = '23514', CONSTRAINT = 'person_merged_by_a_merge';\n          END IF;\n          IF NEW.merged_into_id IS NOT NULL AND EXISTS (\n            SELECT FROM families_person other\n            WHERE other.id = NEW.merged_into_id AND other.merged_into_id IS NOT NULL OR other.merged_into_id = NEW.id) THEN\n            RAISE EXCEPTION 'a chain' USING ERRCODE = '23514', CONSTRAINT = 'person_merged_into_someone';\n          END IF;\n        ELSIF OLD.merged_into_id IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN\n          RAISE EXCEPTION 'merged' USING ERRCODE = '23514', CONSTRAINT = 'merged_person_takes_nothing';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="f29838ea7c8561b09adfa9cf77184d82dde6284d",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_person_merged_once_451da",
                            table="families_person",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personevent" ("about_me", "communication_needs", "created_at", "created_by_id", "date_of_birth", "date_of_death", "death_precision", "dob_precision", "expected_date", "family_name", "gender", "gender_words", "given_name", "id", "known_as", "languages", "merged_into_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "record_class", "row_version", "sex", "updated_at") VALUES (NEW."about_me", NEW."communication_needs", NEW."created_at", NEW."created_by_id", NEW."date_of_birth", NEW."date_of_death", NEW."death_precision", NEW."dob_precision", NEW."expected_date", NEW."family_name", NEW."gender", NEW."gender_words", NEW."given_name", NEW."id", NEW."known_as", NEW."languages", NEW."merged_into_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pronouns", NEW."record_class", NEW."row_version", NEW."sex", NEW."updated_at"); RETURN NULL;',
                            hash="41666d142fec8ae294858fd284461c36097f8cc0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9f408",
                            table="families_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."about_me" IS DISTINCT FROM (NEW."about_me") OR OLD."communication_needs" IS DISTINCT FROM (NEW."communication_needs") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."date_of_birth" IS DISTINCT FROM (NEW."date_of_birth") OR OLD."date_of_death" IS DISTINCT FROM (NEW."date_of_death") OR OLD."death_precision" IS DISTINCT FROM (NEW."death_precision") OR OLD."dob_precision" IS DISTINCT FROM (NEW."dob_precision") OR OLD."expected_date" IS DISTINCT FROM (NEW."expected_date") OR OLD."family_name" IS DISTINCT FROM (NEW."family_name") OR OLD."gender" IS DISTINCT FROM (NEW."gender") OR OLD."gender_words" IS DISTINCT FROM (NEW."gender_words") OR OLD."given_name" IS DISTINCT FROM (NEW."given_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."known_as" IS DISTINCT FROM (NEW."known_as") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."pronouns" IS DISTINCT FROM (NEW."pronouns") OR OLD."record_class" IS DISTINCT FROM (NEW."record_class") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "families_personevent" ("about_me", "communication_needs", "created_at", "created_by_id", "date_of_birth", "date_of_death", "death_precision", "dob_precision", "expected_date", "family_name", "gender", "gender_words", "given_name", "id", "known_as", "languages", "merged_into_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "record_class", "row_version", "sex", "updated_at") VALUES (NEW."about_me", NEW."communication_needs", NEW."created_at", NEW."created_by_id", NEW."date_of_birth", NEW."date_of_death", NEW."death_precision", NEW."dob_precision", NEW."expected_date", NEW."family_name", NEW."gender", NEW."gender_words", NEW."given_name", NEW."id", NEW."known_as", NEW."languages", NEW."merged_into_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pronouns", NEW."record_class", NEW."row_version", NEW."sex", NEW."updated_at"); RETURN NULL;',
                            hash="9b5381c391762b91e5e08595141693b314871167",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_663db",
                            table="families_person",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personevent" ("about_me", "communication_needs", "created_at", "created_by_id", "date_of_birth", "date_of_death", "death_precision", "dob_precision", "expected_date", "family_name", "gender", "gender_words", "given_name", "id", "known_as", "languages", "merged_into_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "record_class", "row_version", "sex", "updated_at") VALUES (OLD."about_me", OLD."communication_needs", OLD."created_at", OLD."created_by_id", OLD."date_of_birth", OLD."date_of_death", OLD."death_precision", OLD."dob_precision", OLD."expected_date", OLD."family_name", OLD."gender", OLD."gender_words", OLD."given_name", OLD."id", OLD."known_as", OLD."languages", OLD."merged_into_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pronouns", OLD."record_class", OLD."row_version", OLD."sex", OLD."updated_at"); RETURN NULL;',
                            hash="c3c68fe1f6fbb069cdc9809d89956274d48a8ee3",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_460b6",
                            table="families_person",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonEvent",
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
                        to="families.person",
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
                ("known_as", models.CharField(max_length=200, verbose_name="known as")),
                ("given_name", models.CharField(blank=True, max_length=200, verbose_name="given name")),
                ("family_name", models.CharField(blank=True, max_length=200, verbose_name="family name")),
                ("pronouns", models.CharField(blank=True, max_length=60, verbose_name="pronouns")),
                (
                    "gender",
                    models.CharField(
                        choices=[
                            ("woman_girl", "Woman or girl"),
                            ("man_boy", "Man or boy"),
                            ("non_binary", "Non-binary"),
                            ("self_described", "In their own words"),
                            ("not_recorded", "Not recorded"),
                        ],
                        default="not_recorded",
                        max_length=20,
                        verbose_name="gender",
                    ),
                ),
                (
                    "gender_words",
                    models.CharField(blank=True, max_length=200, verbose_name="gender, in their own words"),
                ),
                (
                    "sex",
                    models.CharField(
                        choices=[
                            ("female", "Female"),
                            ("male", "Male"),
                            ("unknown", "Not known"),
                            ("not_recorded", "Not recorded"),
                        ],
                        default="not_recorded",
                        max_length=20,
                        verbose_name="sex, as other systems hold it",
                    ),
                ),
                ("date_of_birth", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "dob_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("year", "to the year"),
                            ("about", "about that year"),
                        ],
                        default="day",
                        max_length=10,
                    ),
                ),
                ("expected_date", models.DateField(blank=True, null=True, verbose_name="baby due")),
                ("date_of_death", models.DateField(blank=True, null=True, verbose_name="date of death")),
                (
                    "death_precision",
                    models.CharField(
                        choices=[
                            ("day", "to the day"),
                            ("month", "to the month"),
                            ("year", "to the year"),
                            ("about", "about that year"),
                        ],
                        default="day",
                        max_length=10,
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "communication_needs",
                    models.CharField(blank=True, max_length=4000, verbose_name="how to talk with them"),
                ),
                ("about_me", models.CharField(blank=True, max_length=4000, verbose_name="about me")),
                (
                    "record_class",
                    models.CharField(
                        choices=[
                            ("family_member", "in a family"),
                            ("network_only", "in a network: name and tie only"),
                            ("found_relative", "a relative who was found"),
                        ],
                        default="family_member",
                        max_length=20,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        editable=False,
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
            name="FamilyMembership",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="families.family"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="families.person"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("child", "Child"),
                            ("parent_carer", "Parent or carer"),
                            ("other_adult", "Another adult"),
                            ("relative", "Relative"),
                            ("chosen_family", "Chosen family"),
                        ],
                        max_length=20,
                        verbose_name="in this family",
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
                        name="membership_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("family", "="), ("person", "="), ("period", "&&")],
                        name="membership_no_overlap",
                        violation_error_message="They are in this family already for that time.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_familymembershipevent" ("created_at", "created_by_id", "family_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="595f7d4ec9078424f445f346ca97c3e2c83f3375",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_baada",
                            table="families_familymembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_familymembershipevent" ("created_at", "created_by_id", "family_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "row_version", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="2dd3a42b7f8b1cbe232f99e65b7d0c4129da7bc6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_edd79",
                            table="families_familymembership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_familymembershipevent" ("created_at", "created_by_id", "family_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "row_version", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."id", OLD."organisation_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="c12f97e6d1b074e0c10c6eb35ccd9efe7131bfce",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2b9e1",
                            table="families_familymembership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyMembershipEvent",
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
                        to="families.familymembership",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("child", "Child"),
                            ("parent_carer", "Parent or carer"),
                            ("other_adult", "Another adult"),
                            ("relative", "Relative"),
                            ("chosen_family", "Chosen family"),
                        ],
                        max_length=20,
                        verbose_name="in this family",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Parentage",
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
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("told_us", "They told us"),
                            ("seen_document", "We saw a document"),
                            ("lcs", "From the council’s system"),
                            ("guess", "A guess"),
                        ],
                        default="told_us",
                        max_length=20,
                        verbose_name="how do we know?",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="confirmed",
                        max_length=20,
                        verbose_name="how sure?",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("normal", "Everyone who sees both people"),
                            ("restricted", "Only the lead worker, and those who are named"),
                        ],
                        default="normal",
                        max_length=20,
                        verbose_name="who may see this?",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who said so?",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parentages_down",
                        to="families.person",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parentages_up", to="families.person"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("birth", "By birth"),
                            ("adoptive", "By adoption"),
                            ("foster", "Foster carer"),
                            ("guardian", "Special guardian"),
                            ("kinship_carer", "Kinship carer"),
                        ],
                        max_length=20,
                        verbose_name="on what basis?",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="parentage_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("child")), _negated=True),
                        name="parentage_not_self",
                        violation_error_message="A person can’t be their own parent.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("parent", "="), ("child", "="), ("basis", "="), ("period", "&&")],
                        name="parentage_no_overlap",
                        violation_error_message="This is already recorded for that time.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="parentage_possible",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"basis\" IN ('birth', 'adoptive'))",
                            func="\n                    PERFORM pg_advisory_xact_lock(hashtextextended('parentage ' || NEW.organisation_id, 0));\n                    IF EXISTS (\n                      WITH RECURSIVE up(person) AS (\n                        SELECT NEW.parent_id\n                        UNION SELECT edge.parent_id FROM families_parentage edge JOIN up ON edge.child_id = up.person\n                        WHERE edge.basis IN ('birth', 'adoptive') AND edge.id <> NEW.id)\n                      SELECT FROM up WHERE person = NEW.child_id) THEN\n                      RAISE EXCEPTION 'ancestor of oneself' USING ERRCODE = '23514', CONSTRAINT = 'parentage_acyclic';\n                    END IF;\n                    IF NEW.basis = 'birth' AND (\n                      SELECT count(DISTINCT edge.parent_id) FROM families_parentage edge\n                      WHERE edge.child_id = NEW.child_id AND edge.basis = 'birth' AND edge.parent_id <> NEW.parent_id\n                        AND edge.id <> NEW.id AND edge.confidence <> 'disputed' AND edge.period && NEW.period) >= 2\n                      AND NEW.confidence <> 'disputed' THEN\n                      RAISE EXCEPTION 'third birth parent' USING ERRCODE = '23514', CONSTRAINT = 'parentage_two_birth';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="d8bbd801c9c1b1f5116347a83e1c3429c920caf7",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_parentage_possible_cf099",
                            table="families_parentage",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_parentageevent" ("basis", "child_id", "confidence", "created_at", "created_by_id", "id", "organisation_id", "parent_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (NEW."basis", NEW."child_id", NEW."confidence", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."parent_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."said_by_id", NEW."source", NEW."updated_at", NEW."visibility"); RETURN NULL;',
                            hash="6764a4150049baf7348a081c57be7771e20d6836",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_02bc4",
                            table="families_parentage",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_parentageevent" ("basis", "child_id", "confidence", "created_at", "created_by_id", "id", "organisation_id", "parent_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (NEW."basis", NEW."child_id", NEW."confidence", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."parent_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."said_by_id", NEW."source", NEW."updated_at", NEW."visibility"); RETURN NULL;',
                            hash="8fb5b7005812c5a6bd36a52ee62c920ada4a5a53",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_fb1a1",
                            table="families_parentage",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_parentageevent" ("basis", "child_id", "confidence", "created_at", "created_by_id", "id", "organisation_id", "parent_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (OLD."basis", OLD."child_id", OLD."confidence", OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."parent_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."said_by_id", OLD."source", OLD."updated_at", OLD."visibility"); RETURN NULL;',
                            hash="414bf469814ccd393b6fc4aa5f1177387df26599",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_59deb",
                            table="families_parentage",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentageEvent",
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
                        to="families.parentage",
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
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("told_us", "They told us"),
                            ("seen_document", "We saw a document"),
                            ("lcs", "From the council’s system"),
                            ("guess", "A guess"),
                        ],
                        default="told_us",
                        max_length=20,
                        verbose_name="how do we know?",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="confirmed",
                        max_length=20,
                        verbose_name="how sure?",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("normal", "Everyone who sees both people"),
                            ("restricted", "Only the lead worker, and those who are named"),
                        ],
                        default="normal",
                        max_length=20,
                        verbose_name="who may see this?",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who said so?",
                    ),
                ),
                (
                    "parent",
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
                    "basis",
                    models.CharField(
                        choices=[
                            ("birth", "By birth"),
                            ("adoptive", "By adoption"),
                            ("foster", "Foster carer"),
                            ("guardian", "Special guardian"),
                            ("kinship_carer", "Kinship carer"),
                        ],
                        max_length=20,
                        verbose_name="on what basis?",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Partnership",
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
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("told_us", "They told us"),
                            ("seen_document", "We saw a document"),
                            ("lcs", "From the council’s system"),
                            ("guess", "A guess"),
                        ],
                        default="told_us",
                        max_length=20,
                        verbose_name="how do we know?",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="confirmed",
                        max_length=20,
                        verbose_name="how sure?",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("normal", "Everyone who sees both people"),
                            ("restricted", "Only the lead worker, and those who are named"),
                        ],
                        default="normal",
                        max_length=20,
                        verbose_name="who may see this?",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who said so?",
                    ),
                ),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="partnerships_a", to="families.person"
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="partnerships_b", to="families.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("married", "Married"),
                            ("civil", "Civil partners"),
                            ("cohabiting", "Living together"),
                            ("relationship", "In a relationship, not living together"),
                        ],
                        max_length=20,
                        verbose_name="as what?",
                    ),
                ),
                (
                    "end_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("separated", "Separated"),
                            ("divorced", "Divorced"),
                            ("ended", "Ended"),
                            ("death", "By a death"),
                        ],
                        max_length=20,
                        verbose_name="how did it end?",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="partnership_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("a__lt", models.F("b"))),
                        name="partnership_ordered",
                        violation_error_message="A couple is two different people, recorded once.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("a", "="), ("b", "="), ("period", "&&")],
                        name="partnership_no_overlap",
                        violation_error_message="They are recorded as a couple for that time already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_partnershipevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "end_kind", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (NEW."a_id", NEW."b_id", NEW."confidence", NEW."created_at", NEW."created_by_id", NEW."end_kind", NEW."id", NEW."kind", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."said_by_id", NEW."source", NEW."updated_at", NEW."visibility"); RETURN NULL;',
                            hash="890ae29ae2a0f641b815f268e13aa31115359850",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5cf1f",
                            table="families_partnership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_partnershipevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "end_kind", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (NEW."a_id", NEW."b_id", NEW."confidence", NEW."created_at", NEW."created_by_id", NEW."end_kind", NEW."id", NEW."kind", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."said_by_id", NEW."source", NEW."updated_at", NEW."visibility"); RETURN NULL;',
                            hash="30506476c8e08ad1857e9fa9f5023bea27b54fb4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2101f",
                            table="families_partnership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_partnershipevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "end_kind", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (OLD."a_id", OLD."b_id", OLD."confidence", OLD."created_at", OLD."created_by_id", OLD."end_kind", OLD."id", OLD."kind", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."said_by_id", OLD."source", OLD."updated_at", OLD."visibility"); RETURN NULL;',
                            hash="03dcb4e53a0441ab4257334468dcdead52215476",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_cf3a5",
                            table="families_partnership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnershipEvent",
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
                        to="families.partnership",
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
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("told_us", "They told us"),
                            ("seen_document", "We saw a document"),
                            ("lcs", "From the council’s system"),
                            ("guess", "A guess"),
                        ],
                        default="told_us",
                        max_length=20,
                        verbose_name="how do we know?",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="confirmed",
                        max_length=20,
                        verbose_name="how sure?",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("normal", "Everyone who sees both people"),
                            ("restricted", "Only the lead worker, and those who are named"),
                        ],
                        default="normal",
                        max_length=20,
                        verbose_name="who may see this?",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who said so?",
                    ),
                ),
                (
                    "a",
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
                    "b",
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
                            ("married", "Married"),
                            ("civil", "Civil partners"),
                            ("cohabiting", "Living together"),
                            ("relationship", "In a relationship, not living together"),
                        ],
                        max_length=20,
                        verbose_name="as what?",
                    ),
                ),
                (
                    "end_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("separated", "Separated"),
                            ("divorced", "Divorced"),
                            ("ended", "Ended"),
                            ("death", "By a death"),
                        ],
                        max_length=20,
                        verbose_name="how did it end?",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SiblingLink",
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
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("told_us", "They told us"),
                            ("seen_document", "We saw a document"),
                            ("lcs", "From the council’s system"),
                            ("guess", "A guess"),
                        ],
                        default="told_us",
                        max_length=20,
                        verbose_name="how do we know?",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="confirmed",
                        max_length=20,
                        verbose_name="how sure?",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("normal", "Everyone who sees both people"),
                            ("restricted", "Only the lead worker, and those who are named"),
                        ],
                        default="normal",
                        max_length=20,
                        verbose_name="who may see this?",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                        verbose_name="who said so?",
                    ),
                ),
                (
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="siblings_a", to="families.person"
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="siblings_b", to="families.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("full", "The same parents"),
                            ("half", "One parent the same"),
                            ("unknown", "Not known which"),
                        ],
                        default="unknown",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="sibling_link_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("a__lt", models.F("b"))),
                        name="sibling_link_ordered",
                        violation_error_message="Siblings are two different people, recorded once.",
                    ),
                    models.UniqueConstraint(
                        fields=("a", "b"),
                        name="sibling_link_once",
                        violation_error_message="They are recorded as siblings already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_siblinglinkevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (NEW."a_id", NEW."b_id", NEW."confidence", NEW."created_at", NEW."created_by_id", NEW."id", NEW."kind", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."said_by_id", NEW."source", NEW."updated_at", NEW."visibility"); RETURN NULL;',
                            hash="5624344b0313177d40efe8ce158d26fab7e94e6d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_88e46",
                            table="families_siblinglink",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_siblinglinkevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (NEW."a_id", NEW."b_id", NEW."confidence", NEW."created_at", NEW."created_by_id", NEW."id", NEW."kind", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."said_by_id", NEW."source", NEW."updated_at", NEW."visibility"); RETURN NULL;',
                            hash="35ca55d5b9db9fd03660deb141e5a522b6c706ac",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c61f",
                            table="families_siblinglink",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_siblinglinkevent" ("a_id", "b_id", "confidence", "created_at", "created_by_id", "id", "kind", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "said_by_id", "source", "updated_at", "visibility") VALUES (OLD."a_id", OLD."b_id", OLD."confidence", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."said_by_id", OLD."source", OLD."updated_at", OLD."visibility"); RETURN NULL;',
                            hash="cb2801b12870c9668e31d7b6f7a723602aa93e89",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5fc7a",
                            table="families_siblinglink",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SiblingLinkEvent",
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
                        to="families.siblinglink",
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
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("told_us", "They told us"),
                            ("seen_document", "We saw a document"),
                            ("lcs", "From the council’s system"),
                            ("guess", "A guess"),
                        ],
                        default="told_us",
                        max_length=20,
                        verbose_name="how do we know?",
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="confirmed",
                        max_length=20,
                        verbose_name="how sure?",
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("normal", "Everyone who sees both people"),
                            ("restricted", "Only the lead worker, and those who are named"),
                        ],
                        default="normal",
                        max_length=20,
                        verbose_name="who may see this?",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                        verbose_name="who said so?",
                    ),
                ),
                (
                    "a",
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
                    "b",
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
                            ("full", "The same parents"),
                            ("half", "One parent the same"),
                            ("unknown", "Not known which"),
                        ],
                        default="unknown",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ParentalResponsibility",
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
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities_held",
                        to="families.person",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities_for",
                        to="families.person",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("mother_at_birth", "Mother at birth"),
                            ("married_to_mother", "Married to the mother"),
                            ("on_birth_certificate", "On the birth certificate"),
                            ("pr_agreement", "By agreement"),
                            ("pr_order", "By a parental responsibility order"),
                            ("adoption_order", "By an adoption order"),
                            ("special_guardianship_order", "By a special guardianship order"),
                            ("child_arrangements_order", "By a child arrangements order"),
                            ("parental_order", "By a parental order"),
                            ("second_female_parent", "Second female parent"),
                            ("testamentary_guardian", "Testamentary guardian"),
                            ("other", "Another way"),
                        ],
                        max_length=30,
                        verbose_name="on what basis?",
                    ),
                ),
                ("evidence_seen", models.CharField(blank=True, max_length=200, verbose_name="what did you see?")),
                (
                    "status",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="believed",
                        max_length=20,
                        verbose_name="status",
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
                        name="responsibility_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("holder", models.F("child")), _negated=True),
                        name="responsibility_not_for_self",
                        violation_error_message="No one holds parental responsibility for themselves.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("holder", "="), ("child", "="), ("basis", "="), ("period", "&&")],
                        name="responsibility_no_overlap",
                        violation_error_message="This is already recorded for that time.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_parentalresponsibilityevent" ("basis", "child_id", "created_at", "created_by_id", "evidence_seen", "holder_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status", "updated_at") VALUES (NEW."basis", NEW."child_id", NEW."created_at", NEW."created_by_id", NEW."evidence_seen", NEW."holder_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."status", NEW."updated_at"); RETURN NULL;',
                            hash="9db7bd507ee0113a1127c45a3642c23b329fc107",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5a485",
                            table="families_parentalresponsibility",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_parentalresponsibilityevent" ("basis", "child_id", "created_at", "created_by_id", "evidence_seen", "holder_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status", "updated_at") VALUES (NEW."basis", NEW."child_id", NEW."created_at", NEW."created_by_id", NEW."evidence_seen", NEW."holder_id", NEW."id", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."status", NEW."updated_at"); RETURN NULL;',
                            hash="0bdb4f507cd075f15cdf836342aee9455d56e760",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a2e0f",
                            table="families_parentalresponsibility",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_parentalresponsibilityevent" ("basis", "child_id", "created_at", "created_by_id", "evidence_seen", "holder_id", "id", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status", "updated_at") VALUES (OLD."basis", OLD."child_id", OLD."created_at", OLD."created_by_id", OLD."evidence_seen", OLD."holder_id", OLD."id", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."status", OLD."updated_at"); RETURN NULL;',
                            hash="9e34c4e537cda14c8d5c407cfd789635ea3a109f",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_90055",
                            table="families_parentalresponsibility",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParentalResponsibilityEvent",
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
                        to="families.parentalresponsibility",
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
                    "holder",
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
                    "basis",
                    models.CharField(
                        choices=[
                            ("mother_at_birth", "Mother at birth"),
                            ("married_to_mother", "Married to the mother"),
                            ("on_birth_certificate", "On the birth certificate"),
                            ("pr_agreement", "By agreement"),
                            ("pr_order", "By a parental responsibility order"),
                            ("adoption_order", "By an adoption order"),
                            ("special_guardianship_order", "By a special guardianship order"),
                            ("child_arrangements_order", "By a child arrangements order"),
                            ("parental_order", "By a parental order"),
                            ("second_female_parent", "Second female parent"),
                            ("testamentary_guardian", "Testamentary guardian"),
                            ("other", "Another way"),
                        ],
                        max_length=30,
                        verbose_name="on what basis?",
                    ),
                ),
                ("evidence_seen", models.CharField(blank=True, max_length=200, verbose_name="what did you see?")),
                (
                    "status",
                    models.CharField(
                        choices=[("confirmed", "Confirmed"), ("believed", "Believed"), ("disputed", "Disputed")],
                        default="believed",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PersonAccount",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="person_account",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="account", to="families.person"
                    ),
                ),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personaccountevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="f82157b9b95bc9444d0f10593c58caa26e96199c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_8286a",
                            table="families_personaccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_personaccountevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "user_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                            hash="c432075aff53fc3a110efa5cff49bbcff22857ff",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f9475",
                            table="families_personaccount",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personaccountevent" ("created_at", "created_by_id", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "user_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                            hash="5bab16e0dfac20d0eeb599c3cbd22a998f94ade0",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8ab7a",
                            table="families_personaccount",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonAccountEvent",
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
                        to="families.personaccount",
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
            name="Address",
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
                ("uprn", models.CharField(blank=True, max_length=12, verbose_name="UPRN")),
                ("lines", models.CharField(max_length=400, verbose_name="address")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("country", models.CharField(blank=True, max_length=60, verbose_name="country")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lines__regex", "^\\s*$"), _negated=True),
                        name="address_not_blank",
                        violation_error_message="Write the address.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_addressevent" ("country", "created_at", "created_by_id", "id", "lines", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "row_version", "updated_at", "uprn") VALUES (NEW."country", NEW."created_at", NEW."created_by_id", NEW."id", NEW."lines", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postcode", NEW."row_version", NEW."updated_at", NEW."uprn"); RETURN NULL;',
                            hash="df58a8f0dad4f19a655f4d83836ebf894d792f22",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c2c11",
                            table="families_address",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_addressevent" ("country", "created_at", "created_by_id", "id", "lines", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "row_version", "updated_at", "uprn") VALUES (NEW."country", NEW."created_at", NEW."created_by_id", NEW."id", NEW."lines", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postcode", NEW."row_version", NEW."updated_at", NEW."uprn"); RETURN NULL;',
                            hash="f5f978b74b5b1968360779cc455720dcc25bbced",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_73ce9",
                            table="families_address",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_addressevent" ("country", "created_at", "created_by_id", "id", "lines", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "row_version", "updated_at", "uprn") VALUES (OLD."country", OLD."created_at", OLD."created_by_id", OLD."id", OLD."lines", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postcode", OLD."row_version", OLD."updated_at", OLD."uprn"); RETURN NULL;',
                            hash="8f22fba13e7e334288ffb7f89baf44c989f9c11e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fc642",
                            table="families_address",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AddressEvent",
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
                        to="families.address",
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
                ("uprn", models.CharField(blank=True, max_length=12, verbose_name="UPRN")),
                ("lines", models.CharField(max_length=400, verbose_name="address")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("country", models.CharField(blank=True, max_length=60, verbose_name="country")),
            ],
        ),
        migrations.CreateModel(
            name="Residence",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="residences", to="families.person"
                    ),
                ),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="residences", to="families.address"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lives_here", "Lives here"),
                            ("stays_here", "Stays here some of the time"),
                            ("temporary", "For now"),
                            ("foster", "With foster carers"),
                            ("kinship", "With relatives or friends"),
                            ("prison", "In prison"),
                            ("hospital", "In hospital"),
                            ("refuge", "In a refuge"),
                            ("no_fixed", "No fixed address"),
                        ],
                        default="lives_here",
                        max_length=20,
                        verbose_name="how?",
                    ),
                ),
                ("is_main", models.BooleanField(default=True, verbose_name="this is their main home")),
                ("is_confidential", models.BooleanField(default=False, verbose_name="this address is confidential")),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="residence_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_main", True)),
                        expressions=[("person", "="), ("period", "&&")],
                        name="residence_one_main",
                        violation_error_message="They have a main home for that time already: end it first.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_residenceevent" ("address_id", "created_at", "created_by_id", "id", "is_confidential", "is_main", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."address_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_confidential", NEW."is_main", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="b5076315d22caba469c15ae1e66e2fc92d9ee029",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_590f5",
                            table="families_residence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_residenceevent" ("address_id", "created_at", "created_by_id", "id", "is_confidential", "is_main", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (NEW."address_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_confidential", NEW."is_main", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at"); RETURN NULL;',
                            hash="752709d27a944a9bfea2d8ffd93e58a756223201",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a92dc",
                            table="families_residence",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_residenceevent" ("address_id", "created_at", "created_by_id", "id", "is_confidential", "is_main", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at") VALUES (OLD."address_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_confidential", OLD."is_main", OLD."kind", OLD."organisation_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at"); RETURN NULL;',
                            hash="a808c023c77e2b9f95f0885d85cc164aa9111e9d",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_9ba50",
                            table="families_residence",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ResidenceEvent",
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
                        to="families.residence",
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
                    "address",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.address",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lives_here", "Lives here"),
                            ("stays_here", "Stays here some of the time"),
                            ("temporary", "For now"),
                            ("foster", "With foster carers"),
                            ("kinship", "With relatives or friends"),
                            ("prison", "In prison"),
                            ("hospital", "In hospital"),
                            ("refuge", "In a refuge"),
                            ("no_fixed", "No fixed address"),
                        ],
                        default="lives_here",
                        max_length=20,
                        verbose_name="how?",
                    ),
                ),
                ("is_main", models.BooleanField(default=True, verbose_name="this is their main home")),
                ("is_confidential", models.BooleanField(default=False, verbose_name="this address is confidential")),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactPoint",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="contact_points", to="families.person"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("mobile", "Mobile"),
                            ("phone", "Phone"),
                            ("email", "E-mail"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=200, verbose_name="number or address")),
                ("is_confidential", models.BooleanField(default=False, verbose_name="confidential")),
                (
                    "safe_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("call", "call"),
                                ("text", "text"),
                                ("leave_message", "leave a message"),
                                ("email", "e-mail"),
                                ("post", "post"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("safe_times", models.CharField(blank=True, max_length=200, verbose_name="safe times")),
                (
                    "is_shared_device",
                    models.BooleanField(default=False, verbose_name="others use this phone or computer too"),
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
                        name="contact_point_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("person", "="), ("kind", "="), ("value", "="), ("period", "&&")],
                        name="contact_point_once",
                        violation_error_message="This is recorded for them already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__regex", "^\\s*$"), _negated=True),
                        name="contact_point_not_blank",
                        violation_error_message="Write the number or the address.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_contactpointevent" ("created_at", "created_by_id", "id", "is_confidential", "is_shared_device", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "safe_times", "safe_to", "updated_at", "value") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_confidential", NEW."is_shared_device", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."safe_times", NEW."safe_to", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="9c246162b3072ab59989f884ad4aea5e0466aee0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_15acf",
                            table="families_contactpoint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_contactpointevent" ("created_at", "created_by_id", "id", "is_confidential", "is_shared_device", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "safe_times", "safe_to", "updated_at", "value") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_confidential", NEW."is_shared_device", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."safe_times", NEW."safe_to", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="cfe7cdc30eb938514a2be17f7365e8fbc3d620fe",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4da30",
                            table="families_contactpoint",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_contactpointevent" ("created_at", "created_by_id", "id", "is_confidential", "is_shared_device", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "safe_times", "safe_to", "updated_at", "value") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_confidential", OLD."is_shared_device", OLD."kind", OLD."organisation_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."safe_times", OLD."safe_to", OLD."updated_at", OLD."value"); RETURN NULL;',
                            hash="786e2df7a5c3a4fb648c872b8d13f6d390e03142",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_04a59",
                            table="families_contactpoint",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPointEvent",
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
                        to="families.contactpoint",
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
                            ("mobile", "Mobile"),
                            ("phone", "Phone"),
                            ("email", "E-mail"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.CharField(max_length=200, verbose_name="number or address")),
                ("is_confidential", models.BooleanField(default=False, verbose_name="confidential")),
                (
                    "safe_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("call", "call"),
                                ("text", "text"),
                                ("leave_message", "leave a message"),
                                ("email", "e-mail"),
                                ("post", "post"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("safe_times", models.CharField(blank=True, max_length=200, verbose_name="safe times")),
                (
                    "is_shared_device",
                    models.BooleanField(default=False, verbose_name="others use this phone or computer too"),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExternalIdentifier",
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
                        related_name="external_identifiers",
                        to="families.person",
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("lcs_person_id", "The council’s system"),
                            ("nhs_number", "NHS number"),
                            ("upn", "Unique pupil number"),
                            ("former_upn", "Former unique pupil number"),
                            ("consistent_identifier", "Consistent identifier"),
                        ],
                        max_length=30,
                        verbose_name="scheme",
                    ),
                ),
                ("value", models.CharField(max_length=100, verbose_name="value")),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="external_identifier_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("organisation", "="), ("scheme", "="), ("value", "="), ("period", "&&")],
                        name="external_identifier_one_person",
                        violation_error_message="Another person has this identifier.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_externalidentifierevent" ("created_at", "created_by_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "scheme", "updated_at", "value") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."scheme", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="b3bf7b70315765eb28326b6c21ce5430caa247a5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a8766",
                            table="families_externalidentifier",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_externalidentifierevent" ("created_at", "created_by_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "scheme", "updated_at", "value") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."scheme", NEW."updated_at", NEW."value"); RETURN NULL;',
                            hash="38b8927a2829e0b13a30e251f99291ff3c34092d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a8c4a",
                            table="families_externalidentifier",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_externalidentifierevent" ("created_at", "created_by_id", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "scheme", "updated_at", "value") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."scheme", OLD."updated_at", OLD."value"); RETURN NULL;',
                            hash="f6f117bac55b9f2b470433bb6e578b77189f2735",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_dc11b",
                            table="families_externalidentifier",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalIdentifierEvent",
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
                        to="families.externalidentifier",
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
                    "scheme",
                    models.CharField(
                        choices=[
                            ("lcs_person_id", "The council’s system"),
                            ("nhs_number", "NHS number"),
                            ("upn", "Unique pupil number"),
                            ("former_upn", "Former unique pupil number"),
                            ("consistent_identifier", "Consistent identifier"),
                        ],
                        max_length=30,
                        verbose_name="scheme",
                    ),
                ),
                ("value", models.CharField(max_length=100, verbose_name="value")),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agency",
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
                    "sector",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("health", "Health"),
                            ("school", "School"),
                            ("police", "Police"),
                            ("court", "Court"),
                            ("voluntary", "Voluntary"),
                            ("community", "Community"),
                            ("faith", "Faith"),
                            ("private", "Private"),
                            ("informal", "Informal"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "name"), name="agency_name_once")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_agencyevent" ("created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "sector", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."sector", NEW."updated_at"); RETURN NULL;',
                            hash="9001ef938034f91d1c52c4f456644620b021beb3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9cd5d",
                            table="families_agency",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_agencyevent" ("created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "sector", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."sector", NEW."updated_at"); RETURN NULL;',
                            hash="c797830b0fcfc8b3f37632ac28aa33f3656a7e4f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d82d1",
                            table="families_agency",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_agencyevent" ("created_at", "created_by_id", "id", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "sector", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."sector", OLD."updated_at"); RETURN NULL;',
                            hash="6c8c644f02793da4974fc7b165fc5f010f261123",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f4615",
                            table="families_agency",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgencyEvent",
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
                        to="families.agency",
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
                    "sector",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("health", "Health"),
                            ("school", "School"),
                            ("police", "Police"),
                            ("court", "Court"),
                            ("voluntary", "Voluntary"),
                            ("community", "Community"),
                            ("faith", "Faith"),
                            ("private", "Private"),
                            ("informal", "Informal"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Practitioner",
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
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practitioner",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sign-in",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("role_title", models.CharField(max_length=200, verbose_name="role")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practitioners",
                        to="accounts.team",
                        verbose_name="team",
                    ),
                ),
                (
                    "works_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practitioners",
                        to="families.agency",
                        verbose_name="works for",
                    ),
                ),
                ("is_independent", models.BooleanField(default=False, verbose_name="independent")),
            ],
            options={
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="practitioner_team_held",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF current_user = 'kith_owner' OR NEW.team_id IS NULL\n           OR (TG_OP = 'UPDATE' AND NEW.team_id IS NOT DISTINCT FROM OLD.team_id) THEN\n          RETURN NEW;\n        END IF;\n        PERFORM pg_advisory_xact_lock(hashtextextended('team ' || NEW.team_id, 0));  -- it may be ending at this moment\n        IF EXISTS (SELECT FROM accounts_team WHERE id = NEW.team_id AND ended_on IS NOT NULL) THEN\n          RAISE EXCEPTION 'ended' USING ERRCODE = '23514', CONSTRAINT = 'practitioner_team_goes_on';\n        END IF;\n        IF (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;\n        IF NOT EXISTS (\n          SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN\n          RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'practitioner_team_by_administrator';\n        END IF;\n        IF EXISTS (SELECT FROM accounts_team WHERE id = NEW.team_id AND manager_id = kith_sec.person()) THEN\n          RAISE EXCEPTION 'their own team' USING ERRCODE = '23514', CONSTRAINT = 'practitioner_not_to_ones_own_team';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="4c6bc4fda944b2042e31be17a5040cf301c77d78",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_practitioner_team_held_6565c",
                            table="families_practitioner",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_practitionerevent" ("created_at", "created_by_id", "id", "is_independent", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_title", "row_version", "team_id", "updated_at", "user_id", "works_for_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_independent", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role_title", NEW."row_version", NEW."team_id", NEW."updated_at", NEW."user_id", NEW."works_for_id"); RETURN NULL;',
                            hash="2302785c17245bce33db74405ac47c29e4d422a3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5f5df",
                            table="families_practitioner",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_practitionerevent" ("created_at", "created_by_id", "id", "is_independent", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_title", "row_version", "team_id", "updated_at", "user_id", "works_for_id") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_independent", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role_title", NEW."row_version", NEW."team_id", NEW."updated_at", NEW."user_id", NEW."works_for_id"); RETURN NULL;',
                            hash="7fee8c85792cf7dc26771ff01cb37530b04a50fa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f368e",
                            table="families_practitioner",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_practitionerevent" ("created_at", "created_by_id", "id", "is_independent", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_title", "row_version", "team_id", "updated_at", "user_id", "works_for_id") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_independent", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."role_title", OLD."row_version", OLD."team_id", OLD."updated_at", OLD."user_id", OLD."works_for_id"); RETURN NULL;',
                            hash="45f66d52cb652dfec01062b3d19c65207266ce5b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_5d4ec",
                            table="families_practitioner",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PractitionerEvent",
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
                        to="families.practitioner",
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
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sign-in",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("role_title", models.CharField(max_length=200, verbose_name="role")),
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
                        verbose_name="team",
                    ),
                ),
                (
                    "works_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.agency",
                        verbose_name="works for",
                    ),
                ),
                ("is_independent", models.BooleanField(default=False, verbose_name="independent")),
            ],
        ),
        migrations.CreateModel(
            name="Involvement",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="involvements", to="families.family"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
                        to="families.person",
                    ),
                ),
                (
                    "practitioner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
                        to="families.practitioner",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead_worker", "Lead worker"),
                            ("co_worker", "Co-worker"),
                            ("family_help_lead", "Family Help lead"),
                            ("lead_child_protection", "Lead child protection practitioner"),
                            ("family_coach", "Family coach"),
                            ("fgc_coordinator", "Conference coordinator"),
                            ("team_manager", "Team manager"),
                            ("decision_maker", "Decision maker"),
                            ("advocate", "Advocate"),
                            ("health", "Health"),
                            ("school", "School"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                ("start_reason", models.CharField(blank=True, max_length=200, verbose_name="why now?")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MANAGE", "To share the work out"),
                            ("FCONTA", "First contact, or the family came back"),
                            ("LEFTRL", "Left this work"),
                            ("ORGRST", "The service was rearranged"),
                            ("TSPROC", "The usual move to another team"),
                            ("ABSENC", "Away for long, or back again"),
                            ("CHCHAN", "The child asked for someone else"),
                            ("PCCHAN", "A parent or carer asked for someone else"),
                            ("SWDIED", "The worker died"),
                            ("OTHERS", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why did it end?",
                    ),
                ),
                (
                    "goodbye_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said_goodbye_together", "We said goodbye together"),
                            ("introduced_new_worker", "The next worker was introduced"),
                            ("letter", "By letter"),
                            ("none_yet", "Not yet: it is still to come"),
                            ("none", "There was no goodbye"),
                        ],
                        max_length=30,
                        verbose_name="how did you say goodbye?",
                    ),
                ),
                (
                    "handover_on",
                    models.DateField(blank=True, null=True, verbose_name="when did the two of you meet the family?"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "practitioner"],
                        include=("family", "role", "period"),
                        name="involvement_of_practitioner",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="involvement_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__upper_inf", False),
                            models.Q(("end_reason", ""), ("goodbye_kind", ""), ("handover_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="involvement_goodbye_at_the_end",
                        violation_error_message="How it ended and how you said goodbye can be said once it has an end.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handover_on__isnull", True),
                            ("period__startswith__isnull", True),
                            ("handover_on__gte", models.F("period__startswith")),
                            _connector="OR",
                        ),
                        name="involvement_handover_after_start",
                        violation_error_message="They met the family together after this began, not before.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("role", "lead_worker")),
                        expressions=[("family", "="), ("period", "&&")],
                        name="involvement_one_lead",
                        violation_error_message="The family has a lead worker for that time already.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("family", "="), ("practitioner", "="), ("role", "="), ("period", "&&")],
                        name="involvement_no_overlap",
                        violation_error_message="They work with this family in that role already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_involvementevent" ("created_at", "created_by_id", "end_reason", "family_id", "goodbye_kind", "handover_on", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "role", "row_version", "start_reason", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."family_id", NEW."goodbye_kind", NEW."handover_on", NEW."id", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."practitioner_id", NEW."role", NEW."row_version", NEW."start_reason", NEW."updated_at"); RETURN NULL;',
                            hash="7f27812d7b6ca8815b14bfff53697517eb3fd7fc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f7143",
                            table="families_involvement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_involvementevent" ("created_at", "created_by_id", "end_reason", "family_id", "goodbye_kind", "handover_on", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "role", "row_version", "start_reason", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."end_reason", NEW."family_id", NEW."goodbye_kind", NEW."handover_on", NEW."id", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."practitioner_id", NEW."role", NEW."row_version", NEW."start_reason", NEW."updated_at"); RETURN NULL;',
                            hash="5615ded63ef6b03b8539a05c32f2d360539758ab",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_df5c0",
                            table="families_involvement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_involvementevent" ("created_at", "created_by_id", "end_reason", "family_id", "goodbye_kind", "handover_on", "id", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "practitioner_id", "role", "row_version", "start_reason", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."end_reason", OLD."family_id", OLD."goodbye_kind", OLD."handover_on", OLD."id", OLD."organisation_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."practitioner_id", OLD."role", OLD."row_version", OLD."start_reason", OLD."updated_at"); RETURN NULL;',
                            hash="7f7a80551c5c80bdbd41927bcdff97bb44fb6eeb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4a8a5",
                            table="families_involvement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvolvementEvent",
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
                        to="families.involvement",
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
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("lead_worker", "Lead worker"),
                            ("co_worker", "Co-worker"),
                            ("family_help_lead", "Family Help lead"),
                            ("lead_child_protection", "Lead child protection practitioner"),
                            ("family_coach", "Family coach"),
                            ("fgc_coordinator", "Conference coordinator"),
                            ("team_manager", "Team manager"),
                            ("decision_maker", "Decision maker"),
                            ("advocate", "Advocate"),
                            ("health", "Health"),
                            ("school", "School"),
                            ("other", "Other"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
                ("start_reason", models.CharField(blank=True, max_length=200, verbose_name="why now?")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MANAGE", "To share the work out"),
                            ("FCONTA", "First contact, or the family came back"),
                            ("LEFTRL", "Left this work"),
                            ("ORGRST", "The service was rearranged"),
                            ("TSPROC", "The usual move to another team"),
                            ("ABSENC", "Away for long, or back again"),
                            ("CHCHAN", "The child asked for someone else"),
                            ("PCCHAN", "A parent or carer asked for someone else"),
                            ("SWDIED", "The worker died"),
                            ("OTHERS", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why did it end?",
                    ),
                ),
                (
                    "goodbye_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("said_goodbye_together", "We said goodbye together"),
                            ("introduced_new_worker", "The next worker was introduced"),
                            ("letter", "By letter"),
                            ("none_yet", "Not yet: it is still to come"),
                            ("none", "There was no goodbye"),
                        ],
                        max_length=30,
                        verbose_name="how did you say goodbye?",
                    ),
                ),
                (
                    "handover_on",
                    models.DateField(blank=True, null=True, verbose_name="when did the two of you meet the family?"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
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
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="families.family",
                    ),
                ),
                ("form", models.CharField(max_length=100)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("body", models.JSONField(default=dict)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("author", "family", "form"),
                        name="draft_one_unfinished",
                        nulls_distinct=False,
                        violation_error_message="You have begun this already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("finished_at__isnull", True), ("body", {}), _connector="OR"),
                        name="draft_finished_is_empty",
                        violation_error_message="A finished draft holds nothing.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="families.person"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "contact_point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.contactpoint",
                        verbose_name="address",
                    ),
                ),
                (
                    "checked_how",
                    models.CharField(
                        choices=[
                            ("we_have_met", "I have met them, and they gave me this address"),
                            ("document", "I saw a document with their photo"),
                            ("vouched", "Someone who knows them well, and works with them, is sure"),
                            ("other", "In another way"),
                        ],
                        max_length=20,
                        verbose_name="how do you know it is them?",
                    ),
                ),
                ("checked_words", models.CharField(blank=True, max_length=400, verbose_name="in your words")),
                ("checked_on", models.DateField(verbose_name="when was that?")),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("used_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("person",),
                        name="invitation_one_at_a_time",
                        violation_error_message="They have an invitation already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_at__isnull", True), ("used_at__lte", models.F("expires_at")), _connector="OR"
                        ),
                        name="invitation_used_in_time",
                        violation_error_message="This invitation is too old.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                        name="invitation_used_or_withdrawn",
                        violation_error_message="This invitation was taken back.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_how", "other"), _negated=True),
                            models.Q(("checked_words__regex", "^\\s*$"), _negated=True),
                            _connector="OR",
                        ),
                        name="invitation_other_check_in_words",
                        violation_error_message="Say in your words how you made sure that it is them.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="invitation_holds",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n        IF TG_OP = 'INSERT' THEN\n          IF NOT EXISTS (\n            SELECT FROM families_contactpoint point\n            WHERE point.id = NEW.contact_point_id AND point.person_id = NEW.person_id AND point.kind = 'email'\n              AND 'email' = ANY (point.safe_to) AND point.period @> (\n                SELECT (NEW.created_at AT TIME ZONE time_zone)::date FROM accounts_organisation\n                WHERE id = NEW.organisation_id)) THEN\n            RAISE EXCEPTION 'unsafe' USING ERRCODE = '23514', CONSTRAINT = 'invitation_to_a_safe_address';\n          END IF;\n          -- Who could write an address down and invite to it alone could read as someone who has signed in before.\n          IF EXISTS (\n            SELECT FROM families_personaccount account JOIN accounts_user theirs ON theirs.id = account.user_id\n            WHERE account.person_id = NEW.person_id AND theirs.last_login IS NOT NULL)\n          AND EXISTS (\n            SELECT FROM families_contactpoint point\n            WHERE point.id = NEW.contact_point_id AND point.created_by_id = NEW.created_by_id AND NOT EXISTS (\n              SELECT FROM families_invitation earlier JOIN families_contactpoint former ON former.id = earlier.contact_point_id\n              WHERE earlier.person_id = NEW.person_id AND earlier.used_at IS NOT NULL AND lower(former.value) = lower(point.value)))\n          THEN\n            RAISE EXCEPTION 'alone' USING ERRCODE = '23514', CONSTRAINT = 'invitation_anew_by_another';\n          END IF;\n        ELSIF OLD.used_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL\n          OR (NEW.person_id, NEW.user_id, NEW.expires_at) <> (OLD.person_id, OLD.user_id, OLD.expires_at) THEN\n          RAISE EXCEPTION 'once' USING ERRCODE = '23514', CONSTRAINT = 'invitation_once';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="47c696ebf1b920de74ce09e8ef311ce400d796b1",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_invitation_holds_2f035",
                            table="families_invitation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_invitationevent" ("checked_by_id", "checked_how", "checked_on", "checked_words", "contact_point_id", "created_at", "created_by_id", "expires_at", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "used_at", "user_id", "withdrawn_at") VALUES (NEW."checked_by_id", NEW."checked_how", NEW."checked_on", NEW."checked_words", NEW."contact_point_id", NEW."created_at", NEW."created_by_id", NEW."expires_at", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."used_at", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                            hash="c2963b0e98452b936e0947db6f4b2d99ddf6c883",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4b007",
                            table="families_invitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_invitationevent" ("checked_by_id", "checked_how", "checked_on", "checked_words", "contact_point_id", "created_at", "created_by_id", "expires_at", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "used_at", "user_id", "withdrawn_at") VALUES (NEW."checked_by_id", NEW."checked_how", NEW."checked_on", NEW."checked_words", NEW."contact_point_id", NEW."created_at", NEW."created_by_id", NEW."expires_at", NEW."id", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."used_at", NEW."user_id", NEW."withdrawn_at"); RETURN NULL;',
                            hash="f47cc0b0c19a38e0f981cc67822a9622554d07ef",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a8d79",
                            table="families_invitation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_invitationevent" ("checked_by_id", "checked_how", "checked_on", "checked_words", "contact_point_id", "created_at", "created_by_id", "expires_at", "id", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "used_at", "user_id", "withdrawn_at") VALUES (OLD."checked_by_id", OLD."checked_how", OLD."checked_on", OLD."checked_words", OLD."contact_point_id", OLD."created_at", OLD."created_by_id", OLD."expires_at", OLD."id", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."used_at", OLD."user_id", OLD."withdrawn_at"); RETURN NULL;',
                            hash="f54bdb0a826753ce40135f255bf17711e1c55609",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_99ec1",
                            table="families_invitation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationEvent",
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
                        to="families.invitation",
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
                    "contact_point",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.contactpoint",
                        verbose_name="address",
                    ),
                ),
                (
                    "checked_how",
                    models.CharField(
                        choices=[
                            ("we_have_met", "I have met them, and they gave me this address"),
                            ("document", "I saw a document with their photo"),
                            ("vouched", "Someone who knows them well, and works with them, is sure"),
                            ("other", "In another way"),
                        ],
                        max_length=20,
                        verbose_name="how do you know it is them?",
                    ),
                ),
                ("checked_words", models.CharField(blank=True, max_length=400, verbose_name="in your words")),
                ("checked_on", models.DateField(verbose_name="when was that?")),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PersonMerge",
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
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="families.person"
                    ),
                ),
                (
                    "merged",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="families.person"
                    ),
                ),
                ("why", models.CharField(max_length=400, verbose_name="how do you know that they are one person?")),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undone_by",
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
                        condition=models.Q(("kept", models.F("merged")), _negated=True),
                        name="person_merge_of_two",
                        violation_error_message="Choose two people: no one is merged with themselves.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why__regex", "^\\s*$"), _negated=True),
                        name="person_merge_says_why",
                        violation_error_message="Say how you know that they are one person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="person_merge_undone_by_someone",
                        violation_error_message="Say who undid it.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("merged",),
                        name="person_merge_once",
                        violation_error_message="One of them was found to be someone else already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="person_merge_holds",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n        PERFORM FROM families_person WHERE id IN (NEW.kept_id, NEW.merged_id) ORDER BY id FOR UPDATE;\n        IF TG_OP = 'INSERT' THEN\n          IF EXISTS (SELECT FROM families_person\n                     WHERE id IN (NEW.kept_id, NEW.merged_id) AND merged_into_id IS NOT NULL) THEN\n            RAISE EXCEPTION 'merged already' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_of_two_who_are_there';\n          END IF;\n          IF EXISTS (SELECT FROM families_notsameperson\n                     WHERE a_id = least(NEW.kept_id, NEW.merged_id) AND b_id = greatest(NEW.kept_id, NEW.merged_id)\n                       AND taken_back_on IS NULL) THEN\n            RAISE EXCEPTION 'two people' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_of_one_person';\n          END IF;\n        ELSIF OLD.undone_at IS NOT NULL\n          OR (NEW.kept_id, NEW.merged_id, NEW.why) IS DISTINCT FROM (OLD.kept_id, OLD.merged_id, OLD.why) THEN\n          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_stays';\n        ELSIF NEW.undone_at IS NOT NULL AND EXISTS (\n          SELECT FROM families_person WHERE id = NEW.merged_id AND merged_into_id IS NOT NULL) THEN\n          RAISE EXCEPTION 'still merged' USING ERRCODE = '23514', CONSTRAINT = 'person_merge_undone_whole';\n        END IF;\n        RETURN NEW;\n    ",
                            hash="1b96cb4995a5834cb02745674bed14c65d6a22ea",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_person_merge_holds_1c444",
                            table="families_personmerge",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personmergeevent" ("created_at", "created_by_id", "id", "kept_id", "merged_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "undone_at", "undone_by_id", "updated_at", "why") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."kept_id", NEW."merged_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."undone_at", NEW."undone_by_id", NEW."updated_at", NEW."why"); RETURN NULL;',
                            hash="2754ab0443008cfa128eeb5c6f6ee45d7d17fad7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7acec",
                            table="families_personmerge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_personmergeevent" ("created_at", "created_by_id", "id", "kept_id", "merged_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "undone_at", "undone_by_id", "updated_at", "why") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."kept_id", NEW."merged_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."undone_at", NEW."undone_by_id", NEW."updated_at", NEW."why"); RETURN NULL;',
                            hash="613afbf6bf09f116086492e746e7383384d1cc6c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9079b",
                            table="families_personmerge",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personmergeevent" ("created_at", "created_by_id", "id", "kept_id", "merged_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "undone_at", "undone_by_id", "updated_at", "why") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."kept_id", OLD."merged_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."undone_at", OLD."undone_by_id", OLD."updated_at", OLD."why"); RETURN NULL;',
                            hash="ade37e38ea11aebbebd97efc3e392568c173d116",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_4fb37",
                            table="families_personmerge",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonMergeEvent",
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
                        to="families.personmerge",
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
                    "kept",
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
                    "merged",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
                ("why", models.CharField(max_length=400, verbose_name="how do you know that they are one person?")),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undone_by",
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
            name="MergedRow",
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
                    "merge",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="families.personmerge",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[("moved", "moved, or changed"), ("set_aside", "set aside")], max_length=10
                    ),
                ),
                ("table", models.CharField(max_length=63)),
                ("row", models.UUIDField()),
                ("was", models.JSONField(default=dict)),
                ("became", models.JSONField(default=dict)),
                ("put_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("merge", "position"), name="merged_row_in_turn")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_mergedrowevent" ("became", "created_at", "created_by_id", "how", "id", "merge_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "put_back_at", "row", "row_version", "table", "updated_at", "was") VALUES (NEW."became", NEW."created_at", NEW."created_by_id", NEW."how", NEW."id", NEW."merge_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."put_back_at", NEW."row", NEW."row_version", NEW."table", NEW."updated_at", NEW."was"); RETURN NULL;',
                            hash="10dea606f08bad28c925431c659e2970ee83ed5c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cadcc",
                            table="families_mergedrow",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_mergedrowevent" ("became", "created_at", "created_by_id", "how", "id", "merge_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "put_back_at", "row", "row_version", "table", "updated_at", "was") VALUES (NEW."became", NEW."created_at", NEW."created_by_id", NEW."how", NEW."id", NEW."merge_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."put_back_at", NEW."row", NEW."row_version", NEW."table", NEW."updated_at", NEW."was"); RETURN NULL;',
                            hash="526a46b8cdf1c10fd24face812162c3bc79097e6",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8959b",
                            table="families_mergedrow",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_mergedrowevent" ("became", "created_at", "created_by_id", "how", "id", "merge_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "put_back_at", "row", "row_version", "table", "updated_at", "was") VALUES (OLD."became", OLD."created_at", OLD."created_by_id", OLD."how", OLD."id", OLD."merge_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."put_back_at", OLD."row", OLD."row_version", OLD."table", OLD."updated_at", OLD."was"); RETURN NULL;',
                            hash="60c802c555dd7afd31c547912993e459eabd6287",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_551ea",
                            table="families_mergedrow",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRowEvent",
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
                        to="families.mergedrow",
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
                    "merge",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.personmerge",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                (
                    "how",
                    models.CharField(
                        choices=[("moved", "moved, or changed"), ("set_aside", "set aside")], max_length=10
                    ),
                ),
                ("table", models.CharField(max_length=63)),
                ("row", models.UUIDField()),
                ("was", models.JSONField(default=dict)),
                ("became", models.JSONField(default=dict)),
                ("put_back_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="NotSamePerson",
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
                    "a",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="not_the_same_a", to="families.person"
                    ),
                ),
                (
                    "b",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="not_the_same_b", to="families.person"
                    ),
                ),
                ("taken_back_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("a__lt", models.F("b"))),
                        name="not_same_person_ordered",
                        violation_error_message="Two people are two: said once of each pair.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_on__isnull", True)),
                        fields=("a", "b"),
                        name="not_same_person_once",
                        violation_error_message="That is written down already.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_notsamepersonevent" ("a_id", "b_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "taken_back_on", "updated_at") VALUES (NEW."a_id", NEW."b_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."taken_back_on", NEW."updated_at"); RETURN NULL;',
                            hash="9b96727419341d2a736cc54b85454ad6daa94b64",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d02e2",
                            table="families_notsameperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_notsamepersonevent" ("a_id", "b_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "taken_back_on", "updated_at") VALUES (NEW."a_id", NEW."b_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."taken_back_on", NEW."updated_at"); RETURN NULL;',
                            hash="7a359635f3d2fe6cbbc0802ec102af8817401ab9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d379e",
                            table="families_notsameperson",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_notsamepersonevent" ("a_id", "b_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "taken_back_on", "updated_at") VALUES (OLD."a_id", OLD."b_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."taken_back_on", OLD."updated_at"); RETURN NULL;',
                            hash="e9d7e2d7d5e65df2db07ec07685311e48c5d3c14",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a85ed",
                            table="families_notsameperson",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotSamePersonEvent",
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
                        to="families.notsameperson",
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
                    "a",
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
                    "b",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.person",
                    ),
                ),
                ("taken_back_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PersonName",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="names", to="families.person"
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="name")),
                ("search_key", families.models.people.SearchKey("text")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("known_as", "Known as"),
                            ("legal", "Legal name"),
                            ("birth", "Name at birth"),
                            ("previous", "Former name"),
                            ("nickname", "Nickname"),
                            ("alias", "Other name"),
                        ],
                        default="nickname",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["search_key"], name="person_name_search", opclasses=["gin_trgm_ops"]
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(models.F("search_key"), function="public.kith_name_sounds"),
                        name="person_name_sounds",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period__isempty", False)),
                        name="person_name_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "^\\s*$"), _negated=True),
                        name="person_name_not_blank",
                        violation_error_message="Write the name.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personnameevent" ("created_at", "created_by_id", "id", "is_restricted", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "text", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="3814b65428ea71689b10e754571b179aa327b978",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cc436",
                            table="families_personname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_restricted" IS DISTINCT FROM (NEW."is_restricted") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "families_personnameevent" ("created_at", "created_by_id", "id", "is_restricted", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "text", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", NEW."is_restricted", NEW."kind", NEW."organisation_id", NEW."period", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."text", NEW."updated_at"); RETURN NULL;',
                            hash="84bf73948906ed9821bfc640afca02e6e2e5b18c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e9f9a",
                            table="families_personname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_personnameevent" ("created_at", "created_by_id", "id", "is_restricted", "kind", "organisation_id", "period", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "text", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."id", OLD."is_restricted", OLD."kind", OLD."organisation_id", OLD."period", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."text", OLD."updated_at"); RETURN NULL;',
                            hash="ea9d363f65f3a75af2951817a203ae0167cc9227",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_7c113",
                            table="families_personname",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonNameEvent",
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
                        to="families.personname",
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
                ("text", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("known_as", "Known as"),
                            ("legal", "Legal name"),
                            ("birth", "Name at birth"),
                            ("previous", "Former name"),
                            ("nickname", "Nickname"),
                            ("alias", "Other name"),
                        ],
                        default="nickname",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ToBeSettled",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="to_be_settled",
                        to="families.family",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="to_be_settled",
                        to="families.person",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                ("told", models.CharField(max_length=400)),
                ("facts", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("accepted", "taken in"), ("thrown_away", "thrown away")],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family__isnull", False), ("other__isnull", True), ("person__isnull", True)),
                            models.Q(("family__isnull", True), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="to_be_settled_about_someone",
                        violation_error_message="Say of whom it is, or of which family.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_by__isnull", True), ("settled_on__isnull", True), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("settled_by__isnull", False),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="to_be_settled_by_someone",
                        violation_error_message="This has been settled already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_by__isnull", True),
                            models.Q(("settled_by", models.F("created_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="to_be_settled_by_another",
                        violation_error_message="Someone else settles what you wrote.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_tobesettledevent" ("created_at", "created_by_id", "facts", "family_id", "id", "organisation_id", "other_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "settled_by_id", "settled_on", "state", "told", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."facts", NEW."family_id", NEW."id", NEW."organisation_id", NEW."other_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."settled_by_id", NEW."settled_on", NEW."state", NEW."told", NEW."updated_at"); RETURN NULL;',
                            hash="ec1033dea29776486ec5c38971004bfb9df04c82",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ed6bd",
                            table="families_tobesettled",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_tobesettledevent" ("created_at", "created_by_id", "facts", "family_id", "id", "organisation_id", "other_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "settled_by_id", "settled_on", "state", "told", "updated_at") VALUES (NEW."created_at", NEW."created_by_id", NEW."facts", NEW."family_id", NEW."id", NEW."organisation_id", NEW."other_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."settled_by_id", NEW."settled_on", NEW."state", NEW."told", NEW."updated_at"); RETURN NULL;',
                            hash="e0704f9daaa3448db37dc3239d81f5a82364db21",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ae0fe",
                            table="families_tobesettled",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_tobesettledevent" ("created_at", "created_by_id", "facts", "family_id", "id", "organisation_id", "other_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "settled_by_id", "settled_on", "state", "told", "updated_at") VALUES (OLD."created_at", OLD."created_by_id", OLD."facts", OLD."family_id", OLD."id", OLD."organisation_id", OLD."other_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."settled_by_id", OLD."settled_on", OLD."state", OLD."told", OLD."updated_at"); RETURN NULL;',
                            hash="e56c6c640711147211e2c9beb1062a5ce7228946",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_263e5",
                            table="families_tobesettled",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToBeSettledEvent",
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
                        to="families.tobesettled",
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
                    "other",
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
                ("told", models.CharField(max_length=400)),
                ("facts", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("accepted", "taken in"), ("thrown_away", "thrown away")],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                (
                    "settled_by",
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
                ("settled_on", models.DateField(blank=True, null=True)),
            ],
        ),
    ]
