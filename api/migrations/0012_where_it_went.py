"""Who wrote a conversation down reads which other systems were told of it, and no more of where these are told of what."""

from django.db import migrations, models

GOING_ON = """
  s.organisation_id = kith_sec.organisation() AND s.ended_at IS NULL AND s.verified_at IS NOT NULL
  AND 'conversation' = ANY (s.kinds) AND c.stopped_at IS NULL AND 'changes.read' = ANY (c.scopes)
  AND c.scopes && ARRAY['conversations.summary', 'conversations.read']::varchar[]
  AND (kith_sec.asker())[3] = 'staff'
"""
TOLD = f"""
CREATE FUNCTION kith_sec.told_elsewhere(conversation uuid)
RETURNS TABLE (system text, reads_as uuid, began timestamptz, last_state text, arrived_at timestamptz) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.name, c.user_id, s.created_at, m.last_state, m.arrived_at
  FROM api_webhooksubscription s
  JOIN api_apiclient c ON c.id = s.client_id
  LEFT JOIN LATERAL (
    SELECT (array_agg(state ORDER BY xid DESC, seq DESC, position DESC))[1] AS last_state,
           max(settled_at) FILTER (WHERE state = 'sent') AS arrived_at
    FROM api_webhookmessage WHERE subscription_id = s.id AND record = told_elsewhere.conversation AND kind = 'conversation') m ON true
  WHERE {GOING_ON}
  ORDER BY c.name, m.arrived_at NULLS LAST, s.id;
$$;
REVOKE ALL ON FUNCTION kith_sec.told_elsewhere(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.told_elsewhere(uuid) TO kith_app;

CREATE FUNCTION kith_sec.not_yet_elsewhere(before timestamptz)
RETURNS TABLE (conversation uuid, system text) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.record, min(c.name)
  FROM api_webhooksubscription s
  JOIN api_apiclient c ON c.id = s.client_id
  JOIN api_webhookmessage m ON m.subscription_id = s.id AND m.state IN ('waiting', 'dead')
  JOIN casework_conversation t ON t.id = m.record AND m.kind = 'conversation' AND m.what = 'changed'
  JOIN families_record r ON r.id = t.record_id AND r.author_id = kith_sec.person()
  WHERE {GOING_ON} AND m.made_at < before
  GROUP BY m.record;
$$;
REVOKE ALL ON FUNCTION kith_sec.not_yet_elsewhere(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.not_yet_elsewhere(timestamptz) TO kith_app;
"""  # noqa: S608  (our own words)
UNTOLD = """
DROP FUNCTION kith_sec.told_elsewhere(uuid);
DROP FUNCTION kith_sec.not_yet_elsewhere(timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("api", "0011_statuses_scope"),
        ("casework", "0057_what_a_plan_needs"),
        ("accounts", "0018_where_a_system_asks_from"),
    ]
    operations = [
        migrations.AddIndex(
            model_name="webhookmessage",
            index=models.Index(fields=["record"], name="webhook_message_record"),
        ),
        migrations.RunSQL(TOLD, UNTOLD),
    ]
