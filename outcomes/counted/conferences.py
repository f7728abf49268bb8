"""How far family meetings come: offered, accepted, held, a plan agreed, looked back at (domain.md §2.9)."""

from __future__ import annotations

from typing import LiteralString

from django.utils.translation import gettext_lazy as _

from outcomes.counted.query import PERIODS, Query

MEETINGS: LiteralString = """
, offer AS (
  SELECT conference_id, min(offered_on) AS day, bool_or(response IN ('accepted', 'withdrawn')) AS said_yes,
    bool_or(response IN ('accepted', 'declined', 'withdrawn')) AS said_something
  FROM then.casework_conferenceoffer one WHERE conference_id IS NOT NULL GROUP BY conference_id
), meeting AS (
  SELECT period.first, offer.said_yes OR referral.id IS NOT NULL AS said_yes,
    offer.said_something OR referral.id IS NOT NULL AS said_something,
    one.held_on IS NOT NULL AS held,
    EXISTS (SELECT FROM then.casework_familyplan plan WHERE plan.conference_id = one.id AND plan.agreed_on IS NOT NULL) AS agreed,
    one.reviewed_on IS NOT NULL OR EXISTS (
      SELECT FROM then.casework_conference back WHERE back.review_of_id = one.id AND back.held_on IS NOT NULL) AS looked_back
  FROM period JOIN offer ON offer.day >= period.first AND offer.day < period.until
  JOIN then.casework_conference one ON one.id = offer.conference_id AND one.review_of_id IS NULL
  LEFT JOIN then.casework_conferencereferral referral ON referral.conference_id = one.id
), way AS (
  SELECT first, ARRAY[count(*), count(*) FILTER (WHERE said_something), count(*) FILTER (WHERE said_yes),
    count(*) FILTER (WHERE said_yes AND held), count(*) FILTER (WHERE said_yes AND held AND agreed),
    count(*) FILTER (WHERE said_yes AND held AND agreed AND looked_back)] AS steps
  FROM meeting GROUP BY first
)
"""
"""The first meetings that were offered in a period, by their first offer, and how far each has come since."""

OFFERED: LiteralString = """
SELECT first, count(*), NULL, count(*), count(*) FILTER (WHERE said_something), NULL FROM meeting GROUP BY first
"""
ACCEPTED: LiteralString = """
SELECT first, count(*) FILTER (WHERE said_yes), count(*) FILTER (WHERE said_something), count(*),
  count(*) FILTER (WHERE said_something), NULL, min(steps) FROM meeting JOIN way USING (first) GROUP BY first
"""
HELD: LiteralString = """
SELECT first, count(*) FILTER (WHERE held), count(*), count(*), count(*), NULL, min(steps)
FROM meeting JOIN way USING (first) WHERE said_yes GROUP BY first
"""
AGREED: LiteralString = """
SELECT first, count(*) FILTER (WHERE agreed), count(*), count(*), count(*), NULL, min(steps)
FROM meeting JOIN way USING (first) WHERE said_yes AND held GROUP BY first
"""
LOOKED_BACK: LiteralString = """
SELECT first, count(*) FILTER (WHERE looked_back), count(*), count(*), count(*), NULL, min(steps)
FROM meeting JOIN way USING (first) WHERE said_yes AND held AND agreed GROUP BY first
"""
STILL_UNDER_WAY = _(
    "By the period in which the meeting was first offered. “We would rather not” is an answer, and no failure of anyone."
)
QUARTER, HALF_A_YEAR, YEAR = 92, 183, 366

CONFERENCES = (
    Query(
        key="conferences_offered",
        version=1,
        name=_("Family meetings offered"),
        definition=STILL_UNDER_WAY,
        counted=_("Family meetings that were first offered in the period"),
        unit="count",
        quadrant="how_much",
        settles=QUARTER,
        sql=PERIODS + MEETINGS + OFFERED,
    ),
    Query(
        key="conferences_accepted",
        version=2,
        step=1,
        name=_("Family meetings that families said yes to"),
        definition=STILL_UNDER_WAY,
        counted=_("Those to which a family said yes, or for which it was asked in their name"),
        out_of=_("Those to which a family said yes or no"),
        quadrant="how_well",
        settles=QUARTER,
        sql=PERIODS + MEETINGS + ACCEPTED,
    ),
    Query(
        key="conferences_held",
        version=2,
        step=2,
        name=_("Family meetings that were held"),
        definition=STILL_UNDER_WAY,
        counted=_("Those that were held"),
        out_of=_("Those to which a family said yes"),
        quadrant="how_well",
        settles=HALF_A_YEAR,
        sql=PERIODS + MEETINGS + HELD,
    ),
    Query(
        key="conferences_agreed",
        version=2,
        step=3,
        name=_("Family meetings with an agreed plan"),
        definition=STILL_UNDER_WAY,
        counted=_("Those whose plan was agreed"),
        out_of=_("Those that were held"),
        quadrant="how_well",
        settles=HALF_A_YEAR,
        sql=PERIODS + MEETINGS + AGREED,
    ),
    Query(
        key="conferences_looked_back",
        version=2,
        step=4,
        name=_("Family plans that were looked back at together"),
        definition=STILL_UNDER_WAY,
        counted=_("Those at which the family looked back"),
        out_of=_("Those whose plan was agreed"),
        quadrant="how_well",
        settles=YEAR,
        sql=PERIODS + MEETINGS + LOOKED_BACK,
    ),
)
