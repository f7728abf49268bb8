"""Who may do what is changed by an administrator or by Kith itself, and each such change leaves a row.

The table of sign-ins is read before anyone is known, so the ordinary history, which needs someone who asks, can't stand on it.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from database.operations import Protect

NOTE = """
CREATE FUNCTION kith_sec.note_user_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.email, NEW.name, NEW.roles, NEW.is_active)
     IS DISTINCT FROM (OLD.email, OLD.name, OLD.roles, OLD.is_active) THEN
    INSERT INTO accounts_userchange (organisation_id, about_id, at, asked_by, action, operation, email, name, roles, is_active)
    VALUES (NEW.organisation_id, NEW.id, clock_timestamp(), kith_sec.person_or_none(),
      coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'action', ''), lower(TG_OP),
      NEW.email, NEW.name, NEW.roles, NEW.is_active);
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION kith_sec.note_user_change() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.note_user_change() TO kith_app;
CREATE TRIGGER kith_note_user_change AFTER INSERT OR UPDATE ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION kith_sec.note_user_change();
"""
FORMER = "DROP TRIGGER kith_hold_sign_in ON accounts_user; DROP FUNCTION kith_sec.hold_sign_in()"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_access_seals'),
    ]

    operations = [
        migrations.CreateModel(
            name='UserChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('asked_by', models.UUIDField(null=True)),
                ('action', models.TextField(blank=True)),
                ('operation', models.CharField(choices=[('insert', 'let in'), ('update', 'changed')], max_length=10)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=200)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('social_worker', 'Social worker'), ('family_coach', 'Family coach'), ('conference_coordinator', 'Conference coordinator'), ('team_manager', 'Team manager'), ('coach_supervisor', 'Coaches’ supervisor'), ('quality_lead', 'Quality lead'), ('safeguarding_lead', 'Safeguarding lead'), ('analyst', 'Analyst'), ('intake', 'Intake'), ('administrator', 'Administrator')], max_length=30), default=list, size=None)),
                ('is_active', models.BooleanField()),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='user_held', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF current_user = 'kith_owner' OR (TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active)\n       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active)) THEN\n      RETURN NEW;\n    END IF;\n    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind) IS DISTINCT FROM (OLD.organisation_id, OLD.kind) THEN\n      RAISE EXCEPTION 'a sign-in stays what it is' USING ERRCODE = '23514', CONSTRAINT = 'user_stays_what_it_is';\n    END IF;\n    -- With this an organisation begins. It can't sign in, and a signed asker is needed to be it.\n    IF TG_OP = 'INSERT' AND NEW.kind = 'system' AND NEW.roles = '{}' THEN RETURN NEW; END IF;\n    IF kith_sec.organisation() <> NEW.organisation_id THEN\n      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';\n    END IF;\n    IF TG_OP = 'INSERT' AND NEW.kind = 'family' AND NEW.roles = '{}' THEN RETURN NEW; END IF;\n    IF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (\n      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))\n    THEN\n      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_administrator';\n    END IF;\n    RETURN NEW;\n", hash='7ba229abda9fd153af6294720c5f638f5c8265cc', operation='INSERT OR UPDATE', pgid='pgtrigger_user_held_cf98c', table='accounts_user', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='userchange',
            name='about',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='userchange',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation'),
        ),
        Protect("UserChange", append_only=True, own="false"),
        migrations.RunSQL([FORMER, NOTE]),
    ]
