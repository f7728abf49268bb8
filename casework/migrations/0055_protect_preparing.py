"""Protects what is written while a meeting is prepared; and what keeps a meeting from someone holds for all that look back at it.

Before, that was held for the meeting itself alone: a review of a review could be opened to them while it was still decided that they
are not to know of it.
"""

from django.db import migrations

from database.operations import Protect

PREPARING = ["AdvocateOffer", "BaselineMeeting", "CapacityView", "PracticalThing", "PrepVisit", "SideTried"]
ALONG_THE_CHAIN = """
CREATE OR REPLACE FUNCTION casework_block_of_an_exclusion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
  IF EXISTS (
    WITH RECURSIVE back (id, review_of_id) AS (
      SELECT met.id, met.review_of_id FROM casework_conference met
      WHERE met.record_id = OLD.record_id OR EXISTS (
        SELECT FROM casework_familyplan plan WHERE plan.conference_id = met.id AND plan.record_id = OLD.record_id)
      UNION SELECT met.id, met.review_of_id FROM back JOIN casework_conference met ON met.id = back.review_of_id)
    SELECT FROM casework_exclusion away JOIN back ON back.id = away.conference_id
    WHERE away.person_id = OLD.viewer_person_id AND away.ground = 'domestic_abuse' AND away.ended_on IS NULL) THEN
    RAISE EXCEPTION 'they would find it' USING ERRCODE = '23514', CONSTRAINT = 'access_block_of_an_exclusion';
  END IF;
  RETURN NEW;
END $$;
"""
OF_ITSELF_ALONE = """
CREATE OR REPLACE FUNCTION casework_block_of_an_exclusion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND kith_sec.moved_by_a_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NEW; END IF;
  IF EXISTS (
    SELECT FROM casework_exclusion away JOIN casework_conference met ON met.id = away.conference_id
    WHERE away.person_id = OLD.viewer_person_id AND away.ground = 'domestic_abuse' AND away.ended_on IS NULL
      AND (met.record_id = OLD.record_id OR EXISTS (
        SELECT FROM casework_familyplan plan WHERE plan.conference_id = met.id AND plan.record_id = OLD.record_id))) THEN
    RAISE EXCEPTION 'they would find it' USING ERRCODE = '23514', CONSTRAINT = 'access_block_of_an_exclusion';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0054_preparing_a_meeting")]
    operations = [
        *(Protect(name) for name in PREPARING),
        *(Protect(f"{name}Event", by_triggers=True) for name in PREPARING),
        migrations.RunSQL(ALONG_THE_CHAIN, OF_ITSELF_ALONE),
    ]
