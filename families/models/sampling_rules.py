"""What the database holds of samples, and how it draws one (domain.md §8.5, §10.5)."""

from __future__ import annotations

import pgtrigger
from django.utils.translation import gettext_lazy as _

from database.rules import Rule

from .door import READS_ALL

DRAWN_AGAIN_AFTER = 30
"""For so many days whatever chance drew for a reader counts among their ten, though it ended: as many as one story is read at most."""
_WHOLE = f"ARRAY{list(READS_ALL)}::varchar[]"


def _kept(family: str) -> str:
    """That a family’s story is nothing for a sample of this reader: one rule and one sentence, so that neither tells which it was."""
    members = f"SELECT person_id FROM families_familymembership WHERE family_id = {family}"  # noqa: S608  (a name of ours)
    return f"""
        EXISTS (SELECT FROM families_restriction held WHERE held.ended_on IS NULL AND held.person_id IN ({members}))
        OR EXISTS (
          SELECT FROM families_declaredinterest known JOIN families_practitioner worker ON worker.id = known.practitioner_id
          WHERE worker.user_id = NEW.reader_id AND known.period && NEW.period
            AND (known.family_id = {family} OR known.person_id IN ({members}) OR EXISTS (
              SELECT FROM families_familymembership theirs
              WHERE theirs.family_id = known.family_id AND theirs.person_id IN ({members}))))
        OR EXISTS (
          SELECT FROM families_accessblock kept JOIN families_personaccount account ON account.person_id = kept.viewer_person_id
          WHERE account.user_id = NEW.reader_id AND kept.ended_on IS NULL AND (kept.protected_person_id IN ({members}) OR EXISTS (
            SELECT FROM families_record record WHERE record.id = kept.record_id AND record.family_id = {family})))
        OR EXISTS (
          SELECT FROM families_personaccount account
          WHERE account.user_id = NEW.reader_id AND account.person_id IN ({members}))
    """  # noqa: S608  (a name of ours)


def _alongside(family: str, who: str) -> str:
    """That someone reads the whole of a family’s record on the first day of the sample."""
    return f"""
        EXISTS (
          SELECT FROM families_involvement held JOIN families_practitioner worker ON worker.id = held.practitioner_id
            LEFT JOIN accounts_team team ON team.id = worker.team_id
          WHERE held.family_id = {family} AND held.role = ANY ({_WHOLE}) AND held.period @> lower(NEW.period) AND ({who}))
    """


_BY_ASKER = "worker.user_id = kith_sec.person_or_none() OR team.manager_id = kith_sec.person_or_none()"

SAMPLE_HOLDS = Rule(
    name="story_sample_holds",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("is_asked", "boolean")],
    # With nobody asking, and for Kith itself, it is not asked who draws or ends it; what a sample may be of holds for all.
    func=f"""
        is_asked := kith_sec.person_or_none() IS NOT NULL AND (kith_sec.asker())[3] <> 'system';
        IF TG_OP = 'UPDATE' THEN
          IF OLD.ended_at IS NOT NULL OR to_jsonb(NEW) - '{{ended_at,row_version,updated_at}}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{{ended_at,row_version,updated_at}}'::text[] THEN
            RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_stays_as_drawn';
          END IF;
          IF is_asked AND NEW.reader_id <> kith_sec.person_or_none()
            AND NOT {_alongside("NEW.family_id", _BY_ASKER)} THEN
            RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_ended_by_whom_it_concerns';
          END IF;
          RETURN NEW;
        END IF;
        IF NOT EXISTS (
          SELECT FROM accounts_user
          WHERE id = NEW.reader_id AND kind = 'staff' AND is_active AND 'quality_lead' = ANY (roles)) THEN
          RAISE EXCEPTION 'no quality lead' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_by_quality_lead';
        END IF;
        IF is_asked AND NEW.drawn_by_id IS DISTINCT FROM kith_sec.person_or_none() THEN
          RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_in_own_name';
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('story sample ' || NEW.reader_id, 0));  -- two at once would both be the tenth
        IF (SELECT count(*) FROM families_storysample
            WHERE reader_id = NEW.reader_id AND ended_at IS NULL AND period && NEW.period) >= 10 THEN
          RAISE EXCEPTION 'ten already' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_of_ten';
        END IF;
        IF NEW.drawn_how = 'chance' THEN
          -- Whatever became of them: whoever could end what chance drew and draw anew would draw until it is a certain family.
          IF (SELECT count(*) FROM families_storysample
              WHERE reader_id = NEW.reader_id AND drawn_how = 'chance'
                AND abs(lower(period) - lower(NEW.period)) < {DRAWN_AGAIN_AFTER}) >= 10 THEN
            RAISE EXCEPTION 'ten drawn' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_ten_drawn';
          END IF;
          NEW.family_id := (
            SELECT family.id FROM families_family family
            WHERE family.organisation_id = NEW.organisation_id
              AND (NEW.drawn_from_locality_id IS NULL OR family.locality_id = NEW.drawn_from_locality_id)
              AND {_alongside("family.id", "NEW.drawn_from_team_id IS NULL OR worker.team_id = NEW.drawn_from_team_id")}
              AND NOT ({_kept("family.id")})
              AND NOT EXISTS (
                SELECT FROM families_storysample running
                WHERE running.reader_id = NEW.reader_id AND running.family_id = family.id AND running.period && NEW.period)
            ORDER BY random() LIMIT 1);
          IF NEW.family_id IS NULL THEN
            RAISE EXCEPTION 'none left' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_has_one_to_draw';
          END IF;
        ELSE
          IF is_asked AND NOT {_alongside("NEW.family_id", _BY_ASKER)} THEN
            RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_asked_by_who_works_there';
          END IF;
          IF {_kept("NEW.family_id")} THEN
            RAISE EXCEPTION 'kept' USING ERRCODE = '23514', CONSTRAINT = 'story_sample_never_of_anyone_kept';
          END IF;
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (constants)
    sentences={
        "story_sample_stays_as_drawn": _("A sample stays as it was drawn. End it, and draw another."),
        "story_sample_ended_by_whom_it_concerns": _(
            "Whoever reads the story ends it, or someone who works with the family."
        ),
        "story_sample_by_quality_lead": _("Only a quality lead reads a sample of stories."),
        "story_sample_in_own_name": _("Everyone draws a sample, or asks for one, in their own name."),
        "story_sample_of_ten": _("Ten stories at once are enough. End one before you draw another."),
        "story_sample_ten_drawn": _(
            "Ten stories in thirty days are drawn, also those that you ended. Draw again later, or let someone ask you to read one."
        ),
        "story_sample_has_one_to_draw": _("There is no other story to draw there. Choose another place or team."),
        "story_sample_asked_by_who_works_there": _("Someone who works with the family asks for it."),
        "story_sample_never_of_anyone_kept": _(
            "This story can’t be read as a sample by them. Ask another quality lead."
        ),
    },
)
