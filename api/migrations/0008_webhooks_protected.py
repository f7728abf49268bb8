"""Who reads and writes where a system is told of changes; and messages are forgotten thirty days after they were settled."""

from django.db import migrations

from database.operations import Protect


HOLDS = """
CREATE FUNCTION kith_sec.holds_webhook(subscription uuid) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT (kith_sec.asker())[3] = 'system'
    OR EXISTS (SELECT FROM api_webhooksubscription s JOIN api_apiclient c ON c.id = s.client_id
               WHERE s.id = subscription AND c.user_id = kith_sec.person())
    OR EXISTS (SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))
$$;
REVOKE ALL ON FUNCTION kith_sec.holds_webhook(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.holds_webhook(uuid) TO kith_app;

CREATE POLICY held ON api_webhooksubscription AS RESTRICTIVE FOR ALL TO kith_app USING (
  (SELECT (kith_sec.asker())[3] = 'system')
  OR client_id IN (SELECT id FROM api_apiclient WHERE user_id = (SELECT kith_sec.person()))
  OR EXISTS (SELECT FROM accounts_user WHERE id = (SELECT kith_sec.person()) AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)));
CREATE POLICY held ON api_webhookmessage AS RESTRICTIVE FOR ALL TO kith_app USING (kith_sec.holds_webhook(subscription_id));
CREATE POLICY held ON api_webhookplace AS RESTRICTIVE FOR ALL TO kith_app USING (kith_sec.holds_webhook(subscription_id));
"""
OPEN = """
DROP POLICY held ON api_webhooksubscription;
DROP POLICY held ON api_webhookmessage;
DROP POLICY held ON api_webhookplace;
DROP FUNCTION kith_sec.holds_webhook(uuid);
"""
FORGET = """
CREATE FUNCTION kith_sec.forget_webhook_messages() RETURNS bigint LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM api_webhookmessage WHERE settled_at < now() - interval '30 days' RETURNING 1)
  SELECT count(*) FROM gone;
$$;
REVOKE ALL ON FUNCTION kith_sec.forget_webhook_messages() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.forget_webhook_messages() TO kith_app;
"""


class Migration(migrations.Migration):
    dependencies = [("api", "0007_webhooks")]
    operations = [
        Protect("WebhookSubscription"),
        Protect("WebhookSubscriptionEvent", by_triggers=True),
        Protect("WebhookMessage"),
        Protect("WebhookPlace"),
        migrations.RunSQL(HOLDS, OPEN),
        migrations.RunSQL(FORGET, "DROP FUNCTION kith_sec.forget_webhook_messages()"),
    ]
