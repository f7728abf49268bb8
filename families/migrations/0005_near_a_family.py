"""Places, what is on there, and who was introduced."""

import database.clock
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
    replaces = [("families", "0028_what_is_nearby"), ("families", "0033_mailbox_of_staff")]

    dependencies = [
        ("families", "0004_who_sees_what"),
    ]

    operations = [
        migrations.CreateModel(
            name="Place",
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
                ("lines", models.CharField(blank=True, max_length=200, verbose_name="street")),
                ("town", models.CharField(blank=True, max_length=100, verbose_name="town")),
                ("county", models.CharField(blank=True, max_length=100, verbose_name="county")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("access_notes", models.CharField(blank=True, max_length=1000, verbose_name="getting in and around")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "name", "lines", "postcode"),
                        name="place_once",
                        violation_error_message="This place is written down already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^\\s*$"), _negated=True),
                        name="place_has_a_name",
                        violation_error_message="Say what the place is called.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("longitude__isnull", False),
                                ("latitude__range", (-90, 90)),
                                ("longitude__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="place_on_the_map",
                        violation_error_message="Give both numbers of where it is, or neither.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_placeevent" ("access_notes", "county", "created_at", "created_by_id", "id", "latitude", "lines", "longitude", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "row_version", "town", "updated_at") VALUES (NEW."access_notes", NEW."county", NEW."created_at", NEW."created_by_id", NEW."id", NEW."latitude", NEW."lines", NEW."longitude", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postcode", NEW."row_version", NEW."town", NEW."updated_at"); RETURN NULL;',
                            hash="c5a19bc939d9239f5623f2f566414d0077effc2f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c0c8e",
                            table="families_place",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_placeevent" ("access_notes", "county", "created_at", "created_by_id", "id", "latitude", "lines", "longitude", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "row_version", "town", "updated_at") VALUES (NEW."access_notes", NEW."county", NEW."created_at", NEW."created_by_id", NEW."id", NEW."latitude", NEW."lines", NEW."longitude", NEW."name", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postcode", NEW."row_version", NEW."town", NEW."updated_at"); RETURN NULL;',
                            hash="818980aff4de667f1e65ea9cb72177122ab4f60f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8eb64",
                            table="families_place",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_placeevent" ("access_notes", "county", "created_at", "created_by_id", "id", "latitude", "lines", "longitude", "name", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "row_version", "town", "updated_at") VALUES (OLD."access_notes", OLD."county", OLD."created_at", OLD."created_by_id", OLD."id", OLD."latitude", OLD."lines", OLD."longitude", OLD."name", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postcode", OLD."row_version", OLD."town", OLD."updated_at"); RETURN NULL;',
                            hash="e5ae00de15d958d20212bd8a4c3a93cc5fdfbbef",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_2ff92",
                            table="families_place",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceEvent",
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
                        to="families.place",
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
                ("lines", models.CharField(blank=True, max_length=200, verbose_name="street")),
                ("town", models.CharField(blank=True, max_length=100, verbose_name="town")),
                ("county", models.CharField(blank=True, max_length=100, verbose_name="county")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("latitude", models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ("access_notes", models.CharField(blank=True, max_length=1000, verbose_name="getting in and around")),
            ],
        ),
        migrations.CreateModel(
            name="CommunityAsset",
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
                    "category",
                    models.CharField(
                        choices=[
                            ("individual", "Someone’s gift or skill"),
                            ("association", "A club or group"),
                            ("institution", "A school, library, surgery or the like"),
                            ("physical", "A park, hall or kitchen"),
                            ("exchange", "Swapping, lending and sharing"),
                            ("culture_story", "Stories, languages and festivals"),
                        ],
                        max_length=20,
                        verbose_name="what is it?",
                    ),
                ),
                ("what_it_offers", models.CharField(max_length=4000, verbose_name="what is there?")),
                ("good_for", models.CharField(blank=True, max_length=400, verbose_name="who is it good for?")),
                ("how_to_start", models.CharField(blank=True, max_length=400, verbose_name="how to start")),
                ("cost_words", models.CharField(blank=True, max_length=200, verbose_name="what it costs")),
                (
                    "cost_gbp",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="in pounds"
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                ("access_notes", models.CharField(blank=True, max_length=1000, verbose_name="getting there and in")),
                ("feels_like", models.CharField(blank=True, max_length=4000, verbose_name="what families say")),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="from what age?",
                    ),
                ),
                (
                    "max_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="up to what age?",
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=400, verbose_name="page on the web")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="families.agency",
                        verbose_name="who runs it?",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="families.place",
                    ),
                ),
                (
                    "locality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.locality",
                        verbose_name="near where?",
                    ),
                ),
                ("hide_location", models.BooleanField(default=False, verbose_name="where it is must not be told")),
                ("safe_to_show", models.BooleanField(default=False, verbose_name="families may be shown it")),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.team",
                        verbose_name="which team looks after this page?",
                    ),
                ),
                (
                    "mailbox",
                    models.EmailField(blank=True, max_length=254, verbose_name="shared mailbox of who looks after it"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="families.person",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gifts",
                        to="families.agreement",
                    ),
                ),
                (
                    "shown_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("coaches", "Family coaches only"),
                            ("families", "Families nearby, and whoever works here"),
                        ],
                        max_length=10,
                        verbose_name="who may be told?",
                    ),
                ),
                ("shown_until", models.DateField(blank=True, null=True)),
                ("forgotten_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("external_id", models.CharField(blank=True, max_length=60)),
                (
                    "locally_owned",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("last_checked_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New: nobody has looked yet"),
                            ("verified", "There"),
                            ("check", "To be looked at"),
                            ("hidden", "Hidden from families"),
                            ("closed", "No longer there"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "name", "id"], name="asset_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("organisation", "source", "external_id"),
                        name="asset_taken_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name__regex", "^\\s*$"), _negated=True),
                            ("forgotten_on__isnull", False),
                            _connector="OR",
                        ),
                        name="asset_has_a_name",
                        violation_error_message="Say what it is called.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what_it_offers__regex", "^\\s*$"), _negated=True),
                            ("forgotten_on__isnull", False),
                            _connector="OR",
                        ),
                        name="asset_says_what_is_there",
                        violation_error_message="Say what is there, in a sentence or two.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("min_age__isnull", True),
                            ("max_age__isnull", True),
                            ("min_age__lte", models.F("max_age")),
                            _connector="OR",
                        ),
                        name="asset_ages_in_order",
                        violation_error_message="The first age is the younger one.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("min_age__isnull", True), ("min_age__lte", 120), _connector="OR"),
                            models.Q(("max_age__isnull", True), ("max_age__lte", 120), _connector="OR"),
                        ),
                        name="asset_ages_of_people",
                        violation_error_message="An age is from 0 to 120.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost_gbp__isnull", True), ("cost_gbp__gte", 0), _connector="OR"),
                        name="asset_costs_something_or_nothing",
                        violation_error_message="It costs nothing, or more than that.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("url", ""), ("url__regex", "^https?://\\S+$"), _connector="OR"),
                        name="asset_url_of_the_web",
                        violation_error_message="Write the whole address, such as https://example.org/group.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("external_id", ""), ("source", "")),
                            models.Q(
                                models.Q(("source", ""), _negated=True),
                                models.Q(("external_id", ""), _negated=True),
                                models.Q(("category", "individual"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="asset_taken_by_its_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "verified"), _negated=True),
                            ("last_checked_on__isnull", False),
                            _connector="OR",
                        ),
                        name="asset_there_when_looked_at",
                        violation_error_message="Say when someone looked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("category", "individual"),
                                ("agreement__isnull", False),
                                ("person__isnull", False),
                                ("shown_until__isnull", False),
                                models.Q(("shown_to", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("category", "individual"), _negated=True),
                                ("agreement__isnull", True),
                                ("person__isnull", True),
                                ("shown_to", ""),
                                ("shown_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="asset_gift_says_whose",
                        violation_error_message="Someone’s gift needs whose it is, their yes, and who may be told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("category", "individual"), _negated=True),
                            models.Q(("place__isnull", True), ("safe_to_show", False)),
                            _connector="OR",
                        ),
                        name="asset_gift_not_in_the_open",
                        violation_error_message="A person’s gift has no place on a map, and is shown only to whom they said.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_to", "families"), _negated=True),
                            ("locality__isnull", False),
                            _connector="OR",
                        ),
                        name="asset_gift_near_somewhere",
                        violation_error_message="Say near where, so that families nearby can be told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("forgotten_on__isnull", True),
                            models.Q(
                                ("category", "individual"),
                                ("state", "closed"),
                                ("access_notes", ""),
                                ("cost_words", ""),
                                ("feels_like", ""),
                                ("good_for", ""),
                                ("how_to_start", ""),
                                ("name", ""),
                                ("url", ""),
                                ("what_it_offers", ""),
                            ),
                            _connector="OR",
                        ),
                        name="asset_forgotten_has_no_words",
                        violation_error_message="What was forgotten has no words left.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="asset_goes_step_by_step",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n    IF NEW.state <> OLD.state AND NEW.state <> ALL (CASE OLD.state\n      WHEN 'new' THEN ARRAY['verified', 'check', 'hidden', 'closed']\n      WHEN 'verified' THEN ARRAY['check', 'hidden', 'closed']\n      WHEN 'check' THEN ARRAY['verified', 'hidden', 'closed']\n      WHEN 'hidden' THEN ARRAY['verified', 'check', 'closed']\n      ELSE ARRAY['check'] END) THEN\n      RAISE EXCEPTION 'no such step' USING ERRCODE = '23514', CONSTRAINT = 'asset_step';\n    END IF;\n    RETURN NEW;\n",
                            hash="e43d6f1a577a14f7d3251504e6762f9ccbaa9483",
                            operation="UPDATE",
                            pgid="pgtrigger_asset_goes_step_by_step_f3627",
                            table="families_communityasset",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="asset_gift_held",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n    IF TG_OP = 'UPDATE' AND OLD.forgotten_on IS NOT NULL THEN\n      RAISE EXCEPTION 'forgotten' USING ERRCODE = '23514', CONSTRAINT = 'asset_forgotten_for_good';\n    END IF;\n    IF TG_OP = 'UPDATE' AND ((NEW.category = 'individual') <> (OLD.category = 'individual')\n       OR NEW.person_id IS DISTINCT FROM OLD.person_id) THEN\n      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'asset_gift_stays_one';\n    END IF;\n    IF NEW.category <> 'individual' OR NEW.forgotten_on IS NOT NULL THEN RETURN NEW; END IF;\n    -- The yes is asked for when it is given, and whenever more is said or shown; to hide or close needs none.\n    IF TG_OP = 'UPDATE' AND NEW.state IN ('hidden', 'closed') THEN RETURN NEW; END IF;\n    IF NOT EXISTS (\n      SELECT FROM families_agreement yes\n      WHERE yes.id = NEW.agreement_id AND yes.person_id = NEW.person_id AND yes.to_what = 'individual_asset'\n        AND yes.withdrawn_on IS NULL) THEN\n      RAISE EXCEPTION 'no yes' USING ERRCODE = '23514', CONSTRAINT = 'asset_gift_agreed';\n    END IF;\n    IF NEW.shown_until > (SELECT given_on + interval '12 months' FROM families_agreement WHERE id = NEW.agreement_id) THEN\n      RAISE EXCEPTION 'too long' USING ERRCODE = '23514', CONSTRAINT = 'asset_gift_a_year';\n    END IF;\n    RETURN NEW;\n",
                            hash="18b89a6347c2cc26892a469cf831856cf0260b06",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_asset_gift_held_b414c",
                            table="families_communityasset",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="asset_mailbox_shared",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"mailbox\" > '')",
                            func="\n    IF EXISTS (SELECT FROM accounts_user\n               WHERE organisation_id = NEW.organisation_id AND kind = 'staff' AND lower(email) = lower(NEW.mailbox)) THEN\n      RAISE EXCEPTION 'a person''s' USING ERRCODE = '23514', CONSTRAINT = 'asset_mailbox_not_a_persons';\n    END IF;\n    RETURN NEW;\n",
                            hash="e11b7c3746e10651f47b446c5c1788937039279b",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_asset_mailbox_shared_b816a",
                            table="families_communityasset",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_communityassetevent" ("agency_id", "agreement_id", "category", "cost_gbp", "created_at", "created_by_id", "external_id", "forgotten_on", "hide_location", "id", "languages", "last_checked_on", "locality_id", "locally_owned", "mailbox", "max_age", "min_age", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "row_version", "safe_to_show", "shown_to", "shown_until", "source", "state", "team_id", "updated_at") VALUES (NEW."agency_id", NEW."agreement_id", NEW."category", NEW."cost_gbp", NEW."created_at", NEW."created_by_id", NEW."external_id", NEW."forgotten_on", NEW."hide_location", NEW."id", NEW."languages", NEW."last_checked_on", NEW."locality_id", NEW."locally_owned", NEW."mailbox", NEW."max_age", NEW."min_age", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id", NEW."row_version", NEW."safe_to_show", NEW."shown_to", NEW."shown_until", NEW."source", NEW."state", NEW."team_id", NEW."updated_at"); RETURN NULL;',
                            hash="1346f2e9cf61dd867877cddd4d2381984e0359e7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dc37e",
                            table="families_communityasset",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."agency_id" IS DISTINCT FROM (NEW."agency_id") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."cost_gbp" IS DISTINCT FROM (NEW."cost_gbp") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."external_id" IS DISTINCT FROM (NEW."external_id") OR OLD."forgotten_on" IS DISTINCT FROM (NEW."forgotten_on") OR OLD."hide_location" IS DISTINCT FROM (NEW."hide_location") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."last_checked_on" IS DISTINCT FROM (NEW."last_checked_on") OR OLD."locality_id" IS DISTINCT FROM (NEW."locality_id") OR OLD."locally_owned" IS DISTINCT FROM (NEW."locally_owned") OR OLD."mailbox" IS DISTINCT FROM (NEW."mailbox") OR OLD."max_age" IS DISTINCT FROM (NEW."max_age") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."place_id" IS DISTINCT FROM (NEW."place_id") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."safe_to_show" IS DISTINCT FROM (NEW."safe_to_show") OR OLD."shown_to" IS DISTINCT FROM (NEW."shown_to") OR OLD."shown_until" IS DISTINCT FROM (NEW."shown_until") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."team_id" IS DISTINCT FROM (NEW."team_id") OR OLD."updated_at" IS DISTINCT FROM (NEW."updated_at"))',
                            func='INSERT INTO "families_communityassetevent" ("agency_id", "agreement_id", "category", "cost_gbp", "created_at", "created_by_id", "external_id", "forgotten_on", "hide_location", "id", "languages", "last_checked_on", "locality_id", "locally_owned", "mailbox", "max_age", "min_age", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "row_version", "safe_to_show", "shown_to", "shown_until", "source", "state", "team_id", "updated_at") VALUES (NEW."agency_id", NEW."agreement_id", NEW."category", NEW."cost_gbp", NEW."created_at", NEW."created_by_id", NEW."external_id", NEW."forgotten_on", NEW."hide_location", NEW."id", NEW."languages", NEW."last_checked_on", NEW."locality_id", NEW."locally_owned", NEW."mailbox", NEW."max_age", NEW."min_age", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id", NEW."row_version", NEW."safe_to_show", NEW."shown_to", NEW."shown_until", NEW."source", NEW."state", NEW."team_id", NEW."updated_at"); RETURN NULL;',
                            hash="471aa3a7c39941ed3a4829775ed1a6af67b5a99a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_6ba09",
                            table="families_communityasset",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_communityassetevent" ("agency_id", "agreement_id", "category", "cost_gbp", "created_at", "created_by_id", "external_id", "forgotten_on", "hide_location", "id", "languages", "last_checked_on", "locality_id", "locally_owned", "mailbox", "max_age", "min_age", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "row_version", "safe_to_show", "shown_to", "shown_until", "source", "state", "team_id", "updated_at") VALUES (OLD."agency_id", OLD."agreement_id", OLD."category", OLD."cost_gbp", OLD."created_at", OLD."created_by_id", OLD."external_id", OLD."forgotten_on", OLD."hide_location", OLD."id", OLD."languages", OLD."last_checked_on", OLD."locality_id", OLD."locally_owned", OLD."mailbox", OLD."max_age", OLD."min_age", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id", OLD."row_version", OLD."safe_to_show", OLD."shown_to", OLD."shown_until", OLD."source", OLD."state", OLD."team_id", OLD."updated_at"); RETURN NULL;',
                            hash="cd422ef974261be45d690310211df125ace39906",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_55f99",
                            table="families_communityasset",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommunityAssetEvent",
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
                        to="families.communityasset",
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
                    "category",
                    models.CharField(
                        choices=[
                            ("individual", "Someone’s gift or skill"),
                            ("association", "A club or group"),
                            ("institution", "A school, library, surgery or the like"),
                            ("physical", "A park, hall or kitchen"),
                            ("exchange", "Swapping, lending and sharing"),
                            ("culture_story", "Stories, languages and festivals"),
                        ],
                        max_length=20,
                        verbose_name="what is it?",
                    ),
                ),
                (
                    "cost_gbp",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="in pounds"
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "min_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="from what age?",
                    ),
                ),
                (
                    "max_age",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="up to what age?",
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
                        verbose_name="who runs it?",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.place",
                    ),
                ),
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
                        verbose_name="near where?",
                    ),
                ),
                ("hide_location", models.BooleanField(default=False, verbose_name="where it is must not be told")),
                ("safe_to_show", models.BooleanField(default=False, verbose_name="families may be shown it")),
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
                        verbose_name="which team looks after this page?",
                    ),
                ),
                (
                    "mailbox",
                    models.EmailField(blank=True, max_length=254, verbose_name="shared mailbox of who looks after it"),
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
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.agreement",
                    ),
                ),
                (
                    "shown_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("coaches", "Family coaches only"),
                            ("families", "Families nearby, and whoever works here"),
                        ],
                        max_length=10,
                        verbose_name="who may be told?",
                    ),
                ),
                ("shown_until", models.DateField(blank=True, null=True)),
                ("forgotten_on", models.DateField(blank=True, null=True)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("external_id", models.CharField(blank=True, max_length=60)),
                (
                    "locally_owned",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                ),
                ("last_checked_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New: nobody has looked yet"),
                            ("verified", "There"),
                            ("check", "To be looked at"),
                            ("hidden", "Hidden from families"),
                            ("closed", "No longer there"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Introduction",
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
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="families.communityasset",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="families.person",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="families.family",
                    ),
                ),
                (
                    "introduced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="families.practitioner",
                    ),
                ),
                ("went_with", models.BooleanField(default=False, verbose_name="someone went along")),
                ("on", models.DateField(verbose_name="when?")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not yet"),
                            ("went_once", "Went once"),
                            ("goes_regularly", "Goes again and again"),
                            ("not_for_us", "Not for us"),
                            ("did_not_happen", "It did not happen"),
                        ],
                        default="not_yet",
                        max_length=20,
                        verbose_name="what came of it?",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=4000, verbose_name="in their own words")),
                (
                    "may_be_read",
                    models.BooleanField(
                        default=False, verbose_name="other families may read these words, without a name"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("family__isnull", True), ("person__isnull", False)),
                            models.Q(("family__isnull", False), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="introduction_of_one",
                        violation_error_message="Say who was introduced: a family, or one person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_on__isnull", True), ("checked_on__gte", models.F("on")), _connector="OR"
                        ),
                        name="introduction_asked_afterwards",
                        violation_error_message="What came of it is known afterwards.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", "not_yet"), ("checked_on__isnull", False), _connector="OR"),
                        name="introduction_outcome_on_a_day",
                        violation_error_message="Say when you heard what came of it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "did_not_happen"), _negated=True),
                            ("went_with", False),
                            _connector="OR",
                        ),
                        name="introduction_nobody_went_along",
                        violation_error_message="If it did not happen, nobody went along.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("may_be_read", False), models.Q(("words__regex", "^\\s*$"), _negated=True), _connector="OR"
                        ),
                        name="introduction_words_to_be_read",
                        violation_error_message="Write what they said, for others to read.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="introduction_stays",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) OR TG_OP = 'INSERT' AND pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF (NEW.asset_id, NEW.introduced_by_id, NEW.\"on\") <> (OLD.asset_id, OLD.introduced_by_id, OLD.\"on\")\n                       OR (NEW.person_id, NEW.family_id) IS DISTINCT FROM (OLD.person_id, OLD.family_id) THEN\n                      RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'introduction_of_then';\n                    END IF;\n                    IF OLD.words <> '' AND NEW.words <> OLD.words THEN\n                      RAISE EXCEPTION 'words' USING ERRCODE = '23514', CONSTRAINT = 'introduction_words_stay';\n                    END IF;\n                    RETURN NEW;\n                ",
                            hash="ceaff2e900a3133a77cd091a97df372b30f3ddfb",
                            operation="UPDATE",
                            pgid="pgtrigger_introduction_stays_dcac2",
                            table="families_introduction",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_introductionevent" ("asset_id", "checked_on", "created_at", "created_by_id", "family_id", "id", "introduced_by_id", "may_be_read", "on", "organisation_id", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "went_with", "words") VALUES (NEW."asset_id", NEW."checked_on", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."introduced_by_id", NEW."may_be_read", NEW."on", NEW."organisation_id", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."row_version", NEW."updated_at", NEW."went_with", NEW."words"); RETURN NULL;',
                            hash="1b1df30b9dcc57dd92e1d79a3b025d2f2af3a843",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_6b8f0",
                            table="families_introduction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_introductionevent" ("asset_id", "checked_on", "created_at", "created_by_id", "family_id", "id", "introduced_by_id", "may_be_read", "on", "organisation_id", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "went_with", "words") VALUES (NEW."asset_id", NEW."checked_on", NEW."created_at", NEW."created_by_id", NEW."family_id", NEW."id", NEW."introduced_by_id", NEW."may_be_read", NEW."on", NEW."organisation_id", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."row_version", NEW."updated_at", NEW."went_with", NEW."words"); RETURN NULL;',
                            hash="ac7989085a3ed821e6986105bd8be43f1284992e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_4fa78",
                            table="families_introduction",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_introductionevent" ("asset_id", "checked_on", "created_at", "created_by_id", "family_id", "id", "introduced_by_id", "may_be_read", "on", "organisation_id", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "updated_at", "went_with", "words") VALUES (OLD."asset_id", OLD."checked_on", OLD."created_at", OLD."created_by_id", OLD."family_id", OLD."id", OLD."introduced_by_id", OLD."may_be_read", OLD."on", OLD."organisation_id", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."row_version", OLD."updated_at", OLD."went_with", OLD."words"); RETURN NULL;',
                            hash="01b70b5b6e45d8b6cf85e64858f5fc812a21376b",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_d6fe8",
                            table="families_introduction",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IntroductionEvent",
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
                        to="families.introduction",
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
                    "asset",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.communityasset",
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
                    "introduced_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.practitioner",
                    ),
                ),
                ("went_with", models.BooleanField(default=False, verbose_name="someone went along")),
                ("on", models.DateField(verbose_name="when?")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("not_yet", "Not yet"),
                            ("went_once", "Went once"),
                            ("goes_regularly", "Goes again and again"),
                            ("not_for_us", "Not for us"),
                            ("did_not_happen", "It did not happen"),
                        ],
                        default="not_yet",
                        max_length=20,
                        verbose_name="what came of it?",
                    ),
                ),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=4000, verbose_name="in their own words")),
                (
                    "may_be_read",
                    models.BooleanField(
                        default=False, verbose_name="other families may read these words, without a name"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AssetSession",
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
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="families.communityasset",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="families.place",
                    ),
                ),
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="on which day?")),
                (
                    "freq",
                    models.CharField(
                        blank=True,
                        choices=[("weekly", "Every week"), ("monthly", "Every month")],
                        max_length=10,
                        verbose_name="how often?",
                    ),
                ),
                ("interval", models.PositiveSmallIntegerField(default=1, verbose_name="every how many?")),
                (
                    "byday",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("MO", "Monday"),
                                ("TU", "Tuesday"),
                                ("WE", "Wednesday"),
                                ("TH", "Thursday"),
                                ("FR", "Friday"),
                                ("SA", "Saturday"),
                                ("SU", "Sunday"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "week_of_month",
                    models.SmallIntegerField(blank=True, null=True, verbose_name="in which week of the month?"),
                ),
                (
                    "bymonthday",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="on which day of the month?"),
                ),
                ("opens_at", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("closes_at", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "attending",
                    models.CharField(
                        choices=[("in_person", "You go there"), ("online", "Online"), ("either", "There or online")],
                        default="in_person",
                        max_length=10,
                        verbose_name="how does one take part?",
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
                        name="asset_session_has_a_day",
                        violation_error_message="The end must come after the beginning.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("freq", ""), ("begins_on__isnull", False), ("byday", [])),
                            models.Q(("freq", "weekly"), models.Q(("byday", []), _negated=True)),
                            ("freq", "monthly"),
                            _connector="OR",
                        ),
                        name="asset_session_says_when",
                        violation_error_message="Say on which day of the week it is, or on which date.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("freq", "monthly"), _negated=True),
                                ("bymonthday__isnull", True),
                                ("week_of_month__isnull", True),
                            ),
                            models.Q(
                                ("bymonthday__isnull", True),
                                ("freq", "monthly"),
                                ("week_of_month__isnull", False),
                                models.Q(("byday", []), _negated=True),
                            ),
                            models.Q(
                                ("byday", []),
                                ("bymonthday__isnull", False),
                                ("freq", "monthly"),
                                ("week_of_month__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="asset_session_of_the_month",
                        violation_error_message="For every month, say which week and which day, or on which day of the month.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("week_of_month__isnull", True),
                                ("week_of_month__in", [1, 2, 3, 4, -1]),
                                _connector="OR",
                            ),
                            models.Q(("bymonthday__isnull", True), ("bymonthday__range", (1, 31)), _connector="OR"),
                            ("interval__range", (1, 52)),
                        ),
                        name="asset_session_in_the_calendar",
                        violation_error_message="There is no such day in the calendar.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_at__isnull", True),
                            ("closes_at__isnull", True),
                            ("opens_at__lt", models.F("closes_at")),
                            _connector="OR",
                        ),
                        name="asset_session_ends_later",
                        violation_error_message="It ends after it begins.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_assetsessionevent" ("asset_id", "attending", "begins_on", "byday", "bymonthday", "closes_at", "created_at", "created_by_id", "freq", "id", "interval", "opens_at", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "row_version", "updated_at", "week_of_month") VALUES (NEW."asset_id", NEW."attending", NEW."begins_on", NEW."byday", NEW."bymonthday", NEW."closes_at", NEW."created_at", NEW."created_by_id", NEW."freq", NEW."id", NEW."interval", NEW."opens_at", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id", NEW."row_version", NEW."updated_at", NEW."week_of_month"); RETURN NULL;',
                            hash="ccc7dbd3ab561401ec600463e8c185f6e50359ec",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ed8a9",
                            table="families_assetsession",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "families_assetsessionevent" ("asset_id", "attending", "begins_on", "byday", "bymonthday", "closes_at", "created_at", "created_by_id", "freq", "id", "interval", "opens_at", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "row_version", "updated_at", "week_of_month") VALUES (NEW."asset_id", NEW."attending", NEW."begins_on", NEW."byday", NEW."bymonthday", NEW."closes_at", NEW."created_at", NEW."created_by_id", NEW."freq", NEW."id", NEW."interval", NEW."opens_at", NEW."organisation_id", NEW."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id", NEW."row_version", NEW."updated_at", NEW."week_of_month"); RETURN NULL;',
                            hash="eb040189388b671cb9bd15f0ac487edad9627c66",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_46e91",
                            table="families_assetsession",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "families_assetsessionevent" ("asset_id", "attending", "begins_on", "byday", "bymonthday", "closes_at", "created_at", "created_by_id", "freq", "id", "interval", "opens_at", "organisation_id", "period", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "row_version", "updated_at", "week_of_month") VALUES (OLD."asset_id", OLD."attending", OLD."begins_on", OLD."byday", OLD."bymonthday", OLD."closes_at", OLD."created_at", OLD."created_by_id", OLD."freq", OLD."id", OLD."interval", OLD."opens_at", OLD."organisation_id", OLD."period", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id", OLD."row_version", OLD."updated_at", OLD."week_of_month"); RETURN NULL;',
                            hash="469184f6aa19fac8c0d4c12ee3781b35e089156c",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b8b09",
                            table="families_assetsession",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssetSessionEvent",
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
                        to="families.assetsession",
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
                    "asset",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.communityasset",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="families.place",
                    ),
                ),
                ("begins_on", models.DateField(blank=True, null=True, verbose_name="on which day?")),
                (
                    "freq",
                    models.CharField(
                        blank=True,
                        choices=[("weekly", "Every week"), ("monthly", "Every month")],
                        max_length=10,
                        verbose_name="how often?",
                    ),
                ),
                ("interval", models.PositiveSmallIntegerField(default=1, verbose_name="every how many?")),
                (
                    "byday",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("MO", "Monday"),
                                ("TU", "Tuesday"),
                                ("WE", "Wednesday"),
                                ("TH", "Thursday"),
                                ("FR", "Friday"),
                                ("SA", "Saturday"),
                                ("SU", "Sunday"),
                            ],
                            max_length=2,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "week_of_month",
                    models.SmallIntegerField(blank=True, null=True, verbose_name="in which week of the month?"),
                ),
                (
                    "bymonthday",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="on which day of the month?"),
                ),
                ("opens_at", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("closes_at", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "attending",
                    models.CharField(
                        choices=[("in_person", "You go there"), ("online", "Online"), ("either", "There or online")],
                        default="in_person",
                        max_length=10,
                        verbose_name="how does one take part?",
                    ),
                ),
                (
                    "period",
                    families.periods.PeriodField(default=families.periods.always, verbose_name="from and until"),
                ),
            ],
        ),
    ]
