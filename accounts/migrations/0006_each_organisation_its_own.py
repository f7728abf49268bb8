from django.db import migrations

# Whoever asks for one organisation finds no sign-in of another, nor what hangs on one. Before anybody is known these tables stand
# open: by them it is found who asks (docs/adr/0006-two-walls.md). What is written is held by the trigger `user_held`.
SIGN_INS = """
CREATE FUNCTION kith_sec.organisation_or_none() RETURNS uuid LANGUAGE sql STABLE PARALLEL RESTRICTED AS
  $$ SELECT CASE WHEN coalesce(current_setting('kith.asker', true), '') <> '' THEN kith_sec.organisation() END $$;

-- The one thing that is told across councils, for an address signs in once: what the unique index would tell too.
CREATE FUNCTION kith_sec.address_is_taken(said text, but uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS
  $$ SELECT EXISTS (SELECT FROM accounts_user WHERE lower(email) = lower(said) AND id <> but) $$;

REVOKE ALL ON FUNCTION kith_sec.organisation_or_none(), kith_sec.address_is_taken(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.organisation_or_none(), kith_sec.address_is_taken(text, uuid) TO kith_app;

ALTER TABLE accounts_user ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON accounts_user AS RESTRICTIVE FOR ALL TO kith_app
  USING (coalesce(organisation_id = (SELECT kith_sec.organisation_or_none()), true)) WITH CHECK (true);
CREATE POLICY visible ON accounts_user FOR ALL TO kith_app USING (true);
CREATE POLICY owner ON accounts_user FOR ALL TO kith_owner USING (true);
"""
OPEN_SIGN_INS = """
DROP POLICY organisation ON accounts_user;
DROP POLICY visible ON accounts_user;
DROP POLICY owner ON accounts_user;
ALTER TABLE accounts_user NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
DROP FUNCTION kith_sec.address_is_taken(text, uuid);
DROP FUNCTION kith_sec.organisation_or_none();
"""
WHAT_HANGS_ON_ONE = {
    "account_emailaddress": ("user_id", "accounts_user"),
    "account_emailconfirmation": ("email_address_id", "account_emailaddress"),
    "mfa_authenticator": ("user_id", "accounts_user"),
    "oauth2_provider_accesstoken": ("application_id", "oauth2_provider_application"),
    "oauth2_provider_application": ("user_id", "accounts_user"),
    "oauth2_provider_devicegrant": ("user_id", "accounts_user"),
    "oauth2_provider_grant": ("application_id", "oauth2_provider_application"),
    "oauth2_provider_idtoken": ("application_id", "oauth2_provider_application"),
    "oauth2_provider_refreshtoken": ("application_id", "oauth2_provider_application"),
    "socialaccount_socialaccount": ("user_id", "accounts_user"),
    "socialaccount_socialtoken": ("account_id", "socialaccount_socialaccount"),
    "usersessions_usersession": ("user_id", "accounts_user"),
}
HANGS = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY organisation ON {table} AS RESTRICTIVE FOR ALL TO kith_app
  USING ((SELECT kith_sec.organisation_or_none()) IS NULL OR EXISTS (SELECT FROM {on} up WHERE up.id = {column}));
CREATE POLICY visible ON {table} FOR ALL TO kith_app USING (true);
CREATE POLICY owner ON {table} FOR ALL TO kith_owner USING (true);
"""
OPEN = """
DROP POLICY organisation ON {table};
DROP POLICY visible ON {table};
DROP POLICY owner ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
"""


def hanging(table, column, on):
    names = {"table": table, "column": column, "on": on}
    return migrations.RunSQL(HANGS.format(**names), OPEN.format(**names))


class Migration(migrations.Migration):
    replaces = [("accounts", "0020_sign_ins_by_organisation")]
    dependencies = [
        ("accounts", "0005_sessions_and_tries"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("oauth2_provider", "0022_refreshtoken_token_family_index"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(SIGN_INS, OPEN_SIGN_INS),
        *(hanging(table, *what) for table, what in WHAT_HANGS_ON_ONE.items()),
    ]
