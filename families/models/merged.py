"""What the database holds about someone who was found to be someone else who is written down (docs/adr/0020-merging-people.md)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from database.rules import Rule

IS_MOVED = "TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW))"
"""That a row is only moved between two people who are one, or two again: what was written once stays as it was written."""

IS_PUT_BACK = "TG_OP = 'INSERT' AND pg_trigger_depth() > 1"
"""That a row is put back as it was, by the undoing of a merge: no other trigger writes into such a table."""

UNLESS_MOVED = f"IF {IS_MOVED} OR {IS_PUT_BACK} THEN RETURN NEW; END IF;"
"""With this a rule by which something stays as it is, or is written by one person only, begins."""

MERGED_ONCE = Rule(
    name="person_merged_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'INSERT' THEN
          IF NEW.merged_into_id IS NOT NULL THEN
            RAISE EXCEPTION 'without a merge' USING ERRCODE = '23514', CONSTRAINT = 'person_merged_by_a_merge';
          END IF;
        ELSIF NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id THEN
          IF NOT EXISTS (SELECT FROM families_personmerge WHERE merged_id = NEW.id AND undone_at IS NULL) THEN
            RAISE EXCEPTION 'without a merge' USING ERRCODE = '23514', CONSTRAINT = 'person_merged_by_a_merge';
          END IF;
          IF NEW.merged_into_id IS NOT NULL AND EXISTS (
            SELECT FROM families_person other
            WHERE other.id = NEW.merged_into_id AND other.merged_into_id IS NOT NULL OR other.merged_into_id = NEW.id) THEN
            RAISE EXCEPTION 'a chain' USING ERRCODE = '23514', CONSTRAINT = 'person_merged_into_someone';
          END IF;
        ELSIF OLD.merged_into_id IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
          RAISE EXCEPTION 'merged' USING ERRCODE = '23514', CONSTRAINT = 'merged_person_takes_nothing';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "person_merged_by_a_merge": _("Two people are made one, or two again, by a merge that says why."),
        "person_merged_into_someone": _("They were found to be someone else already: look at that person."),
        "merged_person_takes_nothing": _("They were found to be someone else: write it down about that person."),
    },
)


def of_whom(column: str, name: str) -> models.Index:
    """Finds the few rows that name someone in a column that is mostly empty: when they are found to be one with another, and when an
    import that wrote them down is taken back, which read the whole table for each person without it.
    """
    return models.Index(fields=[column], condition=Q(**{f"{column}__isnull": False}), name=name)
