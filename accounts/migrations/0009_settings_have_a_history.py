"""Each write of how an organisation is set up leaves a row: by whom, in which act, and never a secret (docs/who-has-looked.md)."""

import django.db.models.deletion
from django.db import migrations, models

from database.operations import Protect

# By the owner's hand: the first row is written while nobody asks yet, and nobody writes one by themselves.
NOTE = """
CREATE FUNCTION kith_sec.note_organisation_change() RETURNS trigger LANGUAGE plpgsql
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

CREATE FUNCTION kith_sec.note_single_sign_on_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE is_new boolean := TG_OP = 'INSERT' OR NEW.sealed_secret <> OLD.sealed_secret;
BEGIN
  IF is_new OR (NEW.issuer, NEW.client_id, NEW.asks_second_step, NEW.is_on)
     IS DISTINCT FROM (OLD.issuer, OLD.client_id, OLD.asks_second_step, OLD.is_on) THEN
    INSERT INTO accounts_singlesignonchange
      (organisation_id, at, asked_by, action, operation, issuer, client_id, has_new_secret, asks_second_step, is_on)
    VALUES (NEW.organisation_id, clock_timestamp(), kith_sec.person_or_none(),
      coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'action', ''),
      lower(TG_OP), NEW.issuer, NEW.client_id, is_new, NEW.asks_second_step, NEW.is_on);
  END IF;
  RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION kith_sec.note_organisation_change(), kith_sec.note_single_sign_on_change() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.note_organisation_change(), kith_sec.note_single_sign_on_change() TO kith_app;
CREATE TRIGGER kith_note_organisation_change AFTER INSERT OR UPDATE ON accounts_organisation
  FOR EACH ROW EXECUTE FUNCTION kith_sec.note_organisation_change();
CREATE TRIGGER kith_note_single_sign_on_change AFTER INSERT OR UPDATE ON accounts_singlesignon
  FOR EACH ROW EXECUTE FUNCTION kith_sec.note_single_sign_on_change();

-- What stands there today, so that the first change says from what.
INSERT INTO accounts_organisationchange (organisation_id, at, action, operation, name, nation, time_zone, requires_second_step)
SELECT id, now(), 'kept_from_here_on', 'insert', name, nation, time_zone, requires_second_step FROM accounts_organisation;
INSERT INTO accounts_singlesignonchange
  (organisation_id, at, action, operation, issuer, client_id, has_new_secret, asks_second_step, is_on)
SELECT organisation_id, now(), 'kept_from_here_on', 'insert', issuer, client_id, true, asks_second_step, is_on
FROM accounts_singlesignon;
"""
FORGET = """
DROP TRIGGER kith_note_organisation_change ON accounts_organisation;
DROP TRIGGER kith_note_single_sign_on_change ON accounts_singlesignon;
DROP FUNCTION kith_sec.note_organisation_change();
DROP FUNCTION kith_sec.note_single_sign_on_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_organisation_in_a_nation'),
    ]

    operations = [
        migrations.CreateModel(
            name='OrganisationChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('asked_by', models.UUIDField(null=True)),
                ('action', models.TextField(blank=True)),
                ('operation', models.CharField(choices=[('insert', 'begun'), ('update', 'changed')], max_length=10)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('nation', models.CharField(choices=[('england', 'England'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=20, verbose_name='nation')),
                ('time_zone', models.CharField(max_length=60, verbose_name='time zone')),
                ('requires_second_step', models.BooleanField(verbose_name='everyone who works here signs in in two steps')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-at'], name='organisation_change_by_day')],
            },
        ),
        migrations.CreateModel(
            name='SingleSignOnChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('asked_by', models.UUIDField(null=True)),
                ('action', models.TextField(blank=True)),
                ('operation', models.CharField(choices=[('insert', 'begun'), ('update', 'changed')], max_length=10)),
                ('issuer', models.URLField(max_length=400, verbose_name='issuer')),
                ('client_id', models.CharField(max_length=200, verbose_name='client id')),
                ('has_new_secret', models.BooleanField(verbose_name='the secret became another')),
                ('asks_second_step', models.BooleanField(verbose_name='it asks for a second step itself')),
                ('is_on', models.BooleanField(verbose_name='people sign in with it')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-at'], name='sign_on_change_by_day')],
            },
        ),
        Protect("OrganisationChange", append_only=True, own="false"),
        Protect("SingleSignOnChange", append_only=True, own="false"),
        migrations.RunSQL(NOTE, FORGET),
    ]
