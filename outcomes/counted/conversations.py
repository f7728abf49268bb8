"""Whether children are heard in what is written about them, and whether families read it soon (domain.md §3.8, §8.1)."""

from __future__ import annotations

from typing import LiteralString

from django.utils.translation import gettext_lazy as _

from outcomes.counted.query import PERIODS, Query

OWN_WORDS: LiteralString = """
, talk AS (
  SELECT period.first, record.id, record.author_id, array_agg(about.person_id) AS children
  FROM period JOIN then.families_record record ON record.happened_on >= period.first AND record.happened_on < period.until
    AND record.kind = 'conversation' AND record.author_person_id IS NULL
  JOIN then.families_recordsubject about ON about.record_id = record.id
  JOIN then.families_familymembership joined ON joined.family_id = record.family_id AND joined.person_id = about.person_id
    AND joined.role = 'child' AND joined.period @> record.happened_on
  GROUP BY period.first, record.id, record.author_id
), heard AS (
  SELECT talk.first, talk.author_id, EXISTS (
    SELECT FROM then.families_entry entry WHERE entry.record_id = talk.id AND entry.kind IN ('said', 'child_view')
      AND entry.taken_back_at IS NULL AND entry.speaker_id = ANY (talk.children)) AS is_heard
  FROM talk
)
SELECT first, count(*) FILTER (WHERE is_heard), count(*), count(*), count(*), count(DISTINCT author_id) FROM heard GROUP BY first
"""

SHARED: LiteralString = """
, talk AS (
  SELECT period.first, record.id, record.author_id, bool_and(
      state.state = 'shared' AND state.updated_at <= record.created_at + interval '1 day'
      OR EXISTS (
        SELECT FROM families_sharestateevent before WHERE before.pgh_obj_id = state.id AND before.state = 'shared'
          AND before.organisation_id = state.organisation_id AND before.pgh_created_at <= record.created_at + interval '1 day')
    ) AS is_soon
  FROM period JOIN then.families_record record ON record.happened_on >= period.first AND record.happened_on < period.until
    AND record.kind = 'conversation' AND record.author_person_id IS NULL
  JOIN then.families_sharestate state ON state.record_id = record.id
  GROUP BY period.first, record.id, record.author_id
  HAVING bool_and(state.state <> 'child_only')
)
SELECT first, count(*) FILTER (WHERE is_soon), count(*), count(*), count(*), count(DISTINCT author_id) FROM talk GROUP BY first
"""

CONVERSATIONS = (
    Query(
        key="conversations_own_words",
        version=1,
        name=_("Conversations with the child’s own words"),
        definition=_(
            "Conversations of the period that are about a child of the family, but for what a family writes by itself. Words that were"
            " taken back do not count; how many words there are never does."
        ),
        counted=_("Those in which something stands as a child said it, or as the child sees it"),
        out_of=_("Conversations that are about a child"),
        quadrant="how_well",
        sql=PERIODS + OWN_WORDS,
    ),
    Query(
        key="conversations_shared",
        version=1,
        name=_("Conversations that the family could read within a day"),
        definition=_(
            "Conversations of the period, but for what a family writes by itself and what is a child’s alone. What was kept back counts as"
            " not shared, whatever the reason."
        ),
        counted=_("Those that everyone whom they are about could read within a day of their being written down"),
        out_of=_("Conversations of the period"),
        quadrant="how_well",
        sql=PERIODS + SHARED,
    ),
)
