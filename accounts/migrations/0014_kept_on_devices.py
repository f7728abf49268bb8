"""A form is saved once, though it is sent twice; and an organisation says whether devices keep what is written without a signal (ADR 30)."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from database.operations import Protect

NOTE = """
CREATE OR REPLACE FUNCTION kith_sec.note_organisation_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.name, NEW.nation, NEW.time_zone, NEW.requires_second_step, NEW.keeps_on_devices)
     IS DISTINCT FROM (OLD.name, OLD.nation, OLD.time_zone, OLD.requires_second_step, OLD.keeps_on_devices) THEN
    INSERT INTO accounts_organisationchange
      (organisation_id, at, asked_by, action, operation, name, nation, time_zone, requires_second_step, keeps_on_devices)
    VALUES (NEW.id, clock_timestamp(), kith_sec.person_or_none(),
      coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'action', ''),
      lower(TG_OP), NEW.name, NEW.nation, NEW.time_zone, NEW.requires_second_step, NEW.keeps_on_devices);
  END IF;
  RETURN NULL;
END $$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION kith_sec.note_organisation_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.name, NEW.nation, NEW.time_zone, NEW.requires_second_step)
     IS DISTINCT FROM (OLD.name, OLD.nation, OLD.time_zone, OLD.requires_second_step) THEN
    INSERT INTO accounts_organisationchange
      (organisation_id, at, asked_by, action, operation, name, nation, time_zone, requires_second_step)
    VALUES (NEW.id, clock_timestamp(), kith_sec.person_or_none(),
      coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'action', ''),
      lower(TG_OP), NEW.name, NEW.nation, NEW.time_zone, NEW.requires_second_step);
  END IF;
  RETURN NULL;
END $$;
"""
OWN = """
CREATE POLICY own ON accounts_sentform AS RESTRICTIVE FOR ALL TO kith_app
  USING (sent_by_id = (SELECT kith_sec.person())) WITH CHECK (sent_by_id = (SELECT kith_sec.person()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_one_number_of_a_provider"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="keeps_on_devices",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="what is written without a signal is kept on the device"
            ),
        ),
        migrations.AddField(
            model_name="organisationchange",
            name="keeps_on_devices",
            field=models.BooleanField(
                default=True, verbose_name="what is written without a signal is kept on the device"
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(NOTE, AS_BEFORE),
        migrations.CreateModel(
            name="SentForm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sent_as", models.UUIDField()),
                (
                    "led_to",
                    models.CharField(help_text="The address to which saving it led.", max_length=500),
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
                (
                    "sent_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sent_by", "sent_as"), name="sent_form_once")],
            },
        ),
        Protect("SentForm", append_only=True),
        migrations.RunSQL(OWN, "DROP POLICY own ON accounts_sentform;"),
    ]
