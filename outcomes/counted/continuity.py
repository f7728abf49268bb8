"""How steadily the same people stay alongside children (domain.md §4.4)."""

from __future__ import annotations

from typing import LiteralString

from django.utils.translation import gettext_lazy as _

from outcomes.counted.query import PERIODS, Query

LED: LiteralString = """
, led AS (
  SELECT family_id, practitioner_id, period FROM then.families_involvement one WHERE role = 'lead_worker'
), family AS (
  SELECT period.first, period.until, led.family_id, led.practitioner_id FROM period JOIN led ON led.period @> period.until - 1
), children AS (
  SELECT family.first, family.family_id, joined.person_id FROM family
  JOIN then.families_familymembership joined
    ON joined.family_id = family.family_id AND joined.role = 'child' AND joined.period @> family.until - 1
), young AS (
  SELECT first, family_id, count(*) AS number FROM children GROUP BY first, family_id
)
"""
"""The families that have a lead worker on the last day of a period, and their children of that day."""
OF_THEM = _("Children, on the last day of the period, of families that have a lead worker then")

SAME_LEAD: LiteralString = """
, leads AS (
  SELECT family.first, family.family_id, count(DISTINCT led.practitioner_id) AS number FROM family
  JOIN led ON led.family_id = family.family_id AND led.period && daterange(family.until - 365, family.until)
  GROUP BY family.first, family.family_id
)
SELECT family.first, coalesce(sum(young.number) FILTER (WHERE leads.number = 1), 0), sum(young.number), sum(young.number),
  sum(young.number), count(DISTINCT family.practitioner_id)
FROM family JOIN young USING (first, family_id) JOIN leads USING (first, family_id) GROUP BY family.first
"""

NEVER_WITHOUT: LiteralString = """
, met AS (
  SELECT family_id, min(coalesce(lower(period), '-infinity'::date)) AS day FROM then.families_involvement one GROUP BY family_id
), covered AS (
  SELECT family.first, family.family_id,
    range_agg(led.period) @> daterange(least(greatest(family.until - 365, min(met.day)), family.until - 1), family.until) AS is_whole
  FROM family JOIN met USING (family_id) JOIN led ON led.family_id = family.family_id
  GROUP BY family.first, family.until, family.family_id
)
SELECT family.first, coalesce(sum(young.number) FILTER (WHERE covered.is_whole), 0), sum(young.number), sum(young.number),
  sum(young.number), count(DISTINCT family.practitioner_id)
FROM family JOIN young USING (first, family_id) JOIN covered USING (first, family_id) GROUP BY family.first
"""

USUAL_PERSON: LiteralString = """
, talks AS (
  SELECT family.first, about.person_id, record.author_id, count(*) AS number
  FROM (SELECT DISTINCT first, until FROM family) AS family
  JOIN then.families_record record ON record.happened_on >= family.until - 365 AND record.happened_on < family.until
    AND record.kind = 'conversation' AND record.author_id IS NOT NULL AND record.author_person_id IS NULL
  JOIN then.families_recordsubject about ON about.record_id = record.id
  GROUP BY family.first, about.person_id, record.author_id
), usual AS (
  SELECT first, person_id, max(number)::numeric / sum(number) AS part FROM talks GROUP BY first, person_id HAVING sum(number) >= 3
)
SELECT children.first, count(*) FILTER (WHERE usual.part >= 0.8), count(usual.part), count(*), count(usual.part),
  (SELECT count(DISTINCT practitioner_id) FROM family WHERE family.first = children.first)
FROM children LEFT JOIN usual USING (first, person_id) GROUP BY children.first
"""

GOODBYES: LiteralString = """
SELECT period.first, count(*) FILTER (WHERE led.goodbye_kind IN ('said_goodbye_together', 'introduced_new_worker')),
  count(*) FILTER (WHERE led.goodbye_kind <> ''), count(*), count(*) FILTER (WHERE led.goodbye_kind <> ''),
  count(DISTINCT led.practitioner_id)
FROM period JOIN then.families_involvement led
  ON led.role = 'lead_worker' AND upper(led.period) >= period.first AND upper(led.period) < period.until
GROUP BY period.first
"""

CONTINUITY = (
    Query(
        key="continuity_same_lead",
        version=1,
        name=_("Children who had one lead worker all year"),
        definition=_(
            "In the 365 days to the end of the period. A child who is in two such families counts with each of them. Who led before Kith"
            " was told of it is not known."
        ),
        counted=_("Children whose family had one and the same lead worker in these days"),
        out_of=OF_THEM,
        quadrant="how_well",
        sql=PERIODS + LED + SAME_LEAD,
    ),
    Query(
        key="continuity_never_without",
        version=1,
        name=_("Children who were never without a lead worker"),
        definition=_(
            "In the 365 days to the end of the period, from the day on which anyone came alongside the family. A child who is in two such"
            " families counts with each of them."
        ),
        counted=_("Children whose family had a lead worker on each of these days"),
        out_of=OF_THEM,
        quadrant="how_well",
        sql=PERIODS + LED + NEVER_WITHOUT,
    ),
    Query(
        key="continuity_usual_person",
        version=1,
        name=_("Children who nearly always talk with the same person"),
        definition=_(
            "In the 365 days to the end of the period, by who wrote down each conversation that is about the child. Asked: all these"
            " children. Answered: those with three conversations or more, for of fewer nothing can be said. What a family writes by itself"
            " is no conversation here."
        ),
        counted=_("Children of whose conversations four in five or more were with the same person"),
        out_of=_("Those of these children with three conversations or more"),
        quadrant="how_well",
        sql=PERIODS + LED + USUAL_PERSON,
    ),
    Query(
        key="continuity_goodbyes",
        version=1,
        name=_("Lead workers who left with a goodbye"),
        definition=_(
            "Lead workers whose time with a family ended in the period. Asked: all of these endings. Answered: those of which it is written"
            " how they parted."
        ),
        counted=_("Endings at which they said goodbye together, or the next worker was introduced"),
        out_of=_("Endings of which it is written how they parted"),
        quadrant="how_well",
        sql=PERIODS + GOODBYES,
    ),
)
