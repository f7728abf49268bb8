from django.db import migrations


# Whoever may be kin: breadth first over every recorded edge, one set at a time. It says only who is near, under the
# asker's own row-level security; which edges count for a viewer is decided by `visible_to` over what it returns.
KIN_WALK = """
CREATE FUNCTION kith_sec.kin_near(ego uuid, reach int, most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
  found uuid[] := ARRAY[ego];
  edge uuid[] := found;
BEGIN
  FOR step IN 1..reach LOOP
    SELECT array_agg(DISTINCT other) INTO edge FROM (
      SELECT parent_id AS other FROM families_parentage WHERE child_id = ANY (edge)
      UNION ALL SELECT child_id FROM families_parentage WHERE parent_id = ANY (edge)
      UNION ALL SELECT b_id FROM families_partnership WHERE a_id = ANY (edge)
      UNION ALL SELECT a_id FROM families_partnership WHERE b_id = ANY (edge)
      UNION ALL SELECT b_id FROM families_siblinglink WHERE a_id = ANY (edge)
      UNION ALL SELECT a_id FROM families_siblinglink WHERE b_id = ANY (edge)) next
    WHERE other <> ALL (found);
    EXIT WHEN edge IS NULL;
    found := found || edge;
    EXIT WHEN cardinality(found) >= most;
  END LOOP;
  RETURN QUERY SELECT unnest(found);
END $$;
REVOKE ALL ON FUNCTION kith_sec.kin_near(uuid, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.kin_near(uuid, int, int) TO kith_app;
"""

# For those who may see too many people to read each name of. LIKE and % are not leakproof, so under row-level security
# they can't use the index; this reads it as the owner, for the asker's organisation, and gives ids only: never a count,
# a text or a rank. Whoever calls it filters the ids again, by `visible_to` and by row-level security (performance.md).
# A wrong letter is looked for only where the beginning finds little. `alone`: only people who are in no family.
SEARCH = r"""
SELECT public.show_limit();  -- loads the library, without which its setting can't be named below
CREATE FUNCTION kith_sec.people_named(said text, most int, alone boolean) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.3 AS $$
DECLARE
  asked uuid := kith_sec.organisation();
  key text := public.kith_search_key(said);
  longest text := (SELECT word FROM unnest(public.kith_name_words(key)) word ORDER BY length(word) DESC, word LIMIT 1);
  begins text := regexp_replace(longest, '([\\%_])', '\\\1', 'g') || '%';
  found uuid[] := ARRAY(
    SELECT name.person_id FROM families_personname name
    WHERE name.organisation_id = asked AND NOT name.is_restricted
      AND (name.search_key LIKE begins OR name.search_key LIKE '% ' || begins)
      AND NOT (alone AND EXISTS (SELECT FROM families_familymembership joined WHERE joined.person_id = name.person_id))
    GROUP BY name.person_id ORDER BY min(key <<-> name.search_key), name.person_id LIMIT least(most, 200));
BEGIN
  RETURN QUERY SELECT unnest(found);
  IF cardinality(found) < least(most, 200) / 2 THEN
    RETURN QUERY
    SELECT name.person_id FROM families_personname name
    WHERE name.organisation_id = asked AND NOT name.is_restricted AND longest <% name.search_key
      AND NOT (alone AND EXISTS (SELECT FROM families_familymembership joined WHERE joined.person_id = name.person_id))
    GROUP BY name.person_id ORDER BY min(longest <<-> name.search_key), name.person_id LIMIT least(most, 200) / 2;
  END IF;
END $$;
REVOKE ALL ON FUNCTION kith_sec.people_named(text, int, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.people_named(text, int, boolean) TO kith_app;
"""

# For intake and for other systems, who may see too many people to read each name of: candidates by the indexes, as the owner of
# the tables, for the asker's organisation; ids only. `alone`: only people in no family. Whoever calls it filters by `visible_to`.
CANDIDATES = r"""
SELECT public.show_limit();  -- loads the library, without which its setting can't be named below
CREATE FUNCTION kith_sec.people_alike(said text, born date, most int, alone boolean) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = 0.3 AS $$
DECLARE
  asked uuid := kith_sec.organisation();
  key text := public.kith_search_key(said);
  longest text := (SELECT word FROM unnest(public.kith_name_words(key)) word ORDER BY length(word) DESC, word LIMIT 1);
BEGIN
  RETURN QUERY SELECT person.id FROM families_person person
    WHERE person.organisation_id = asked AND person.date_of_birth = born AND person.merged_into_id IS NULL
      AND NOT (alone AND EXISTS (SELECT FROM families_familymembership joined WHERE joined.person_id = person.id))
    ORDER BY person.id LIMIT least(most, 200);
  RETURN QUERY SELECT name.person_id FROM families_personname name
    WHERE name.organisation_id = asked AND NOT name.is_restricted AND name.search_key % key
      AND NOT (alone AND EXISTS (SELECT FROM families_familymembership joined WHERE joined.person_id = name.person_id))
    GROUP BY name.person_id ORDER BY max(similarity(name.search_key, key)) DESC, name.person_id LIMIT least(most, 200);
  RETURN QUERY SELECT name.person_id FROM families_personname name
    WHERE name.organisation_id = asked AND NOT name.is_restricted
      AND public.kith_name_sounds(name.search_key) && public.kith_name_sounds(longest)
      AND NOT (alone AND EXISTS (SELECT FROM families_familymembership joined WHERE joined.person_id = name.person_id))
    GROUP BY name.person_id ORDER BY max(similarity(name.search_key, key)) DESC, name.person_id LIMIT least(most, 200);
END $$;
REVOKE ALL ON FUNCTION kith_sec.people_alike(text, date, int, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.people_alike(text, date, int, boolean) TO kith_app;
"""


class Migration(migrations.Migration):
    replaces = [
        ("families", "0003_kin_walk"),
        ("families", "0021_names_alike"),
    ]
    dependencies = [("families", "0006_protect")]
    operations = [
        migrations.RunSQL(KIN_WALK, "DROP FUNCTION kith_sec.kin_near(uuid, int, int)"),
        migrations.RunSQL(SEARCH, "DROP FUNCTION kith_sec.people_named(text, int, boolean)"),
        migrations.RunSQL(CANDIDATES, "DROP FUNCTION kith_sec.people_alike(text, date, int, boolean)"),
    ]
