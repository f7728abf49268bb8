"""Rules of who can be whose parent, kept by the database."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.utils.translation import gettext_lazy as _

from database.rules import Rule

_new_rows: Any = pgtrigger.Referencing  # untyped

NOT_POSSIBLE = {
    "parentage_acyclic": _("A person can’t be their own ancestor."),
    "parentage_two_birth": _("Two birth parents are recorded already."),
}

PARENTAGE_CHANGED = Rule(
    name="parentage_possible",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(new__basis__in=["birth", "adoptive"]),
    # One writer of ancestors at a time: without the lock two halves of a loop pass each other. OFFSET, and a column that is in no index,
    # keep the planner to the index of children: that of the exclusion has all the rest, and takes ten times as long to find a child in.
    func="""
        PERFORM pg_advisory_xact_lock(hashtextextended('parentage ' || NEW.organisation_id, 0));
        IF EXISTS (
          WITH RECURSIVE up(person) AS (
            SELECT NEW.parent_id
            UNION SELECT edge.parent_id FROM up CROSS JOIN LATERAL (
              SELECT * FROM families_parentage WHERE child_id = up.person AND row_version > 0 OFFSET 0) edge
            WHERE edge.basis IN ('birth', 'adoptive') AND edge.id <> NEW.id)
          SELECT FROM up WHERE person = NEW.child_id) THEN
          RAISE EXCEPTION 'ancestor of oneself' USING ERRCODE = '23514', CONSTRAINT = 'parentage_acyclic';
        END IF;
        IF NEW.basis = 'birth' AND (
          SELECT count(DISTINCT edge.parent_id) FROM (
            SELECT * FROM families_parentage WHERE child_id = NEW.child_id AND row_version > 0 OFFSET 0) edge
          WHERE edge.basis = 'birth' AND edge.parent_id <> NEW.parent_id
            AND edge.id <> NEW.id AND edge.confidence <> 'disputed' AND edge.period && NEW.period) >= 2
          AND NEW.confidence <> 'disputed' THEN
          RAISE EXCEPTION 'third birth parent' USING ERRCODE = '23514', CONSTRAINT = 'parentage_two_birth';
        END IF;
        RETURN NEW;
    """,
    sentences=NOT_POSSIBLE,
)

PARENTAGE_WRITTEN = Rule(
    name="parentage_possible_new",
    when=pgtrigger.After,
    level=pgtrigger.Statement,
    operation=pgtrigger.Insert,
    referencing=_new_rows(new="written"),
    # The same of all that a statement inserted: an import writes some hundred.
    func="""
        PERFORM pg_advisory_xact_lock(hashtextextended('parentage ' || organisation_id, 0)) FROM (
          SELECT DISTINCT organisation_id FROM written WHERE basis IN ('birth', 'adoptive')) whose;
        IF NOT FOUND THEN
          RETURN NULL;
        END IF;
        IF EXISTS (
          WITH RECURSIVE up(child, person) AS (
            SELECT child_id, parent_id FROM written WHERE basis IN ('birth', 'adoptive')
            UNION SELECT up.child, edge.parent_id FROM up CROSS JOIN LATERAL (
              SELECT * FROM families_parentage WHERE child_id = up.person AND row_version > 0 OFFSET 0) edge
            WHERE edge.basis IN ('birth', 'adoptive'))
          SELECT FROM up WHERE person = child) THEN
          RAISE EXCEPTION 'ancestor of oneself' USING ERRCODE = '23514', CONSTRAINT = 'parentage_acyclic';
        END IF;
        IF EXISTS (
          SELECT FROM written WHERE written.basis = 'birth' AND written.confidence <> 'disputed' AND (
            SELECT count(DISTINCT edge.parent_id) FROM (
              SELECT * FROM families_parentage WHERE child_id = written.child_id AND row_version > 0 OFFSET 0) edge
            WHERE edge.basis = 'birth' AND edge.parent_id <> written.parent_id
              AND edge.confidence <> 'disputed' AND edge.period && written.period) >= 2) THEN
          RAISE EXCEPTION 'third birth parent' USING ERRCODE = '23514', CONSTRAINT = 'parentage_two_birth';
        END IF;
        RETURN NULL;
    """,
    sentences=NOT_POSSIBLE,
)
