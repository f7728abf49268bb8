"""What comes of link-ups: what got worse beside what got better, by families’ words and goals, and how they end (domain.md §1.7, §1.8)."""

from __future__ import annotations

from typing import LiteralString

from django.utils.translation import gettext_lazy as _

from outcomes.counted.query import PERIODS, Query

PLANNED: LiteralString = """
SELECT period.first, count(*) FILTER (WHERE one.state = 'completed'), count(*), count(*), count(*), NULL
FROM period JOIN then.linkups_linkup one ON one.end_date >= period.first AND one.end_date < period.until GROUP BY period.first
"""

ANSWERS: LiteralString = """
, answer AS (
  SELECT period.first, asked.things, asked.state = 'answered' AS has_answered
  FROM period JOIN then.linkups_linkupcheckin asked ON asked.asked_on >= period.first AND asked.asked_on < period.until
), divided AS (
  SELECT first, ARRAY[count(*) FILTER (WHERE things = 'better'), count(*) FILTER (WHERE things = 'same'),
    count(*) FILTER (WHERE things = 'worse'), count(*) FILTER (WHERE things NOT IN ('better', 'same', 'worse'))] AS parts
  FROM answer WHERE has_answered GROUP BY first
)
"""
BETTER: LiteralString = """
SELECT first, count(*) FILTER (WHERE has_answered AND things = 'better'), count(*) FILTER (WHERE has_answered), count(*),
  count(*) FILTER (WHERE has_answered), NULL, min(parts) FROM answer LEFT JOIN divided USING (first) GROUP BY first
"""
THE_SAME: LiteralString = """
SELECT first, count(*) FILTER (WHERE has_answered AND things = 'same'), count(*) FILTER (WHERE has_answered), count(*),
  count(*) FILTER (WHERE has_answered), NULL, min(parts) FROM answer LEFT JOIN divided USING (first) GROUP BY first
"""
WORSE: LiteralString = """
SELECT first, count(*) FILTER (WHERE has_answered AND things = 'worse'), count(*) FILTER (WHERE has_answered), count(*),
  count(*) FILTER (WHERE has_answered), NULL, min(parts) FROM answer LEFT JOIN divided USING (first) GROUP BY first
"""

GOALS: LiteralString = """
, goal AS (
  SELECT period.first, part.goal_id, one.end_date FROM period
  JOIN then.linkups_linkup one ON one.end_date >= period.first AND one.end_date < period.until
  JOIN then.linkups_linkupgoal part ON part.link_up_id = one.id
), marks AS (
  SELECT goal.first, goal.goal_id, mark.person_id,
    array_agg(mark.value ORDER BY mark."on", mark.id) FILTER (WHERE mark."on" <= goal.end_date) AS told
  FROM goal LEFT JOIN then.families_goalscore mark ON mark.goal_id = goal.goal_id
  GROUP BY goal.first, goal.goal_id, goal.end_date, mark.person_id
), way AS (
  SELECT first, CASE WHEN cardinality(told) >= 2 THEN sign(told[cardinality(told)] - told[1]) END AS sign FROM marks
), divided AS (
  SELECT first, ARRAY[count(*) FILTER (WHERE sign = 1), count(*) FILTER (WHERE sign = 0), count(*) FILTER (WHERE sign = -1)] AS parts
  FROM way GROUP BY first
)
"""
UP: LiteralString = """
SELECT first, count(*) FILTER (WHERE sign = 1), count(sign), count(*), count(sign), NULL, min(parts)
FROM way JOIN divided USING (first) GROUP BY first
"""
UNMOVED: LiteralString = """
SELECT first, count(*) FILTER (WHERE sign = 0), count(sign), count(*), count(sign), NULL, min(parts)
FROM way JOIN divided USING (first) GROUP BY first
"""
DOWN: LiteralString = """
SELECT first, count(*) FILTER (WHERE sign = -1), count(sign), count(*), count(sign), NULL, min(parts)
FROM way JOIN divided USING (first) GROUP BY first
"""

SINCE_LAST_TIME = _(
    "“Since last time, are things better, the same, or worse?” Asked of each person of both families, by the day on which they were asked."
    " Answered: those who answered, if only that they would rather not say."
)
ANSWERED = _("Those who answered")
BY_THEMSELVES = _(
    "Goals of link-ups that ended in the period, as each person marks them by themselves from 0 to 10: the first mark and the last. Asked:"
    " each person and goal. Answered: those with two marks or more."
)
TWO_MARKS = _("Those with two marks or more")

LINK_UPS = (
    Query(
        key="linkups_planned",
        version=1,
        name=_("Link-ups that finished as planned"),
        definition=_(
            "Link-ups that ended in the period. Not clicking, or changing one’s mind, is as ordinary as any other end."
        ),
        counted=_("Those whose weeks were over, or whose goals were reached"),
        out_of=_("Link-ups that ended in the period"),
        quadrant="how_well",
        sql=PERIODS + PLANNED,
    ),
    Query(
        key="linkups_better",
        version=2,
        name=_("Families in link-ups who say that things are better"),
        definition=SINCE_LAST_TIME,
        counted=_("Those who said: better"),
        out_of=ANSWERED,
        quadrant="better_off_percent",
        sql=PERIODS + ANSWERS + BETTER,
    ),
    Query(
        key="linkups_same",
        version=2,
        name=_("Families in link-ups who say that things are the same"),
        definition=SINCE_LAST_TIME,
        counted=_("Those who said: the same"),
        out_of=ANSWERED,
        good="lower",
        quadrant="better_off_percent",
        sql=PERIODS + ANSWERS + THE_SAME,
    ),
    Query(
        key="linkups_worse",
        version=2,
        name=_("Families in link-ups who say that things are worse"),
        definition=SINCE_LAST_TIME,
        counted=_("Those who said: worse"),
        out_of=ANSWERED,
        good="lower",
        quadrant="better_off_percent",
        sql=PERIODS + ANSWERS + WORSE,
    ),
    Query(
        key="linkups_goals_up",
        version=2,
        name=_("Goals of link-ups that moved up"),
        definition=BY_THEMSELVES,
        counted=_("Those whose last mark is higher than the first"),
        out_of=TWO_MARKS,
        quadrant="better_off_percent",
        sql=PERIODS + GOALS + UP,
    ),
    Query(
        key="linkups_goals_unmoved",
        version=2,
        name=_("Goals of link-ups that stayed where they were"),
        definition=BY_THEMSELVES,
        counted=_("Those whose last mark is the same as the first"),
        out_of=TWO_MARKS,
        good="lower",
        quadrant="better_off_percent",
        sql=PERIODS + GOALS + UNMOVED,
    ),
    Query(
        key="linkups_goals_down",
        version=2,
        name=_("Goals of link-ups that moved down"),
        definition=BY_THEMSELVES,
        counted=_("Those whose last mark is lower than the first"),
        out_of=TWO_MARKS,
        good="lower",
        quadrant="better_off_percent",
        sql=PERIODS + GOALS + DOWN,
    ),
)
