from django.db import migrations

# How well a name answers a word that was typed: 0 the same, 1 its beginning, 2 one letter wrong, NULL not at all.
GRADE = r"""
CREATE FUNCTION public.kith_name_words(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT array_remove(regexp_split_to_array(
     regexp_replace(said, '[''’`]', '', 'g'), '[\s,.;/()"\u2010-\u2014-]+'), '') $$;

CREATE FUNCTION public.kith_name_grade(said text, word text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$
  SELECT min(CASE
    WHEN word = '' THEN NULL
    WHEN part = word THEN 0
    WHEN starts_with(part, word) THEN 1
    WHEN length(word) BETWEEN 3 AND 60 AND length(part) BETWEEN length(word) - 1 AND length(word) + 1
      AND public.levenshtein_less_equal(part, word, 1) <= 1 THEN 2 END)
  FROM unnest(public.kith_name_words(said)) part $$;
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


class Migration(migrations.Migration):
    dependencies = [("families", "0003_kin_walk")]
    operations = [
        migrations.RunSQL(
            GRADE, "DROP FUNCTION public.kith_name_grade(text, text); DROP FUNCTION public.kith_name_words(text)"
        ),
        migrations.RunSQL(SEARCH, "DROP FUNCTION kith_sec.people_named(text, int, boolean)"),
    ]
