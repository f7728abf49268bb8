"""How near a name is to what was asked is looked at only where more answer to it than are looked at closely: most names of a search
need no such look, which took a fifth of it."""

from django.db import migrations

# As in 0007. `begin`: what stands before the search for those whose name has a letter wrong.
SEARCH = r"""
SELECT public.show_limit();  -- loads the library, without which its setting can't be named below
CREATE OR REPLACE FUNCTION kith_sec.people_named(said text, most int, alone boolean) RETURNS SETOF uuid LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.word_similarity_threshold = 0.3 AS $$
DECLARE
  asked uuid := kith_sec.organisation();
  key text := public.kith_search_key(said);
  longest text := (SELECT word FROM unnest(public.kith_name_words(key)) word ORDER BY length(word) DESC, word LIMIT 1);
  begins text := regexp_replace(longest, '([\\%_])', '\\\1', 'g') || '%';
  found uuid[];
BEGIN
  {begin}
  RETURN QUERY SELECT unnest(found);
  IF cardinality(found) < least(most, 200) / 2 THEN
    RETURN QUERY
    SELECT name.person_id FROM families_personname name
    WHERE name.organisation_id = asked AND NOT name.is_restricted AND longest <% name.search_key
      AND NOT (alone AND EXISTS (SELECT FROM families_familymembership joined WHERE joined.person_id = name.person_id))
    GROUP BY name.person_id ORDER BY min(longest <<-> name.search_key), name.person_id LIMIT least(most, 200) / 2;
  END IF;
END $$;
"""
WHOSE_NAME_BEGINS = """
    SELECT name.person_id FROM families_personname name
    WHERE name.organisation_id = asked AND NOT name.is_restricted
      AND (name.search_key LIKE begins OR name.search_key LIKE '% ' || begins)
      AND NOT (alone AND EXISTS (SELECT FROM families_familymembership joined WHERE joined.person_id = name.person_id))
    GROUP BY name.person_id"""
NEAREST = f"found := ARRAY({WHOSE_NAME_BEGINS} ORDER BY min(key <<-> name.search_key), name.person_id LIMIT least(most, 200));"  # noqa: S608
NEAREST_OF_TOO_MANY = f"""found := ARRAY({WHOSE_NAME_BEGINS});
  IF cardinality(found) > least(most, 200) THEN
    {NEAREST}
  END IF;"""


class Migration(migrations.Migration):
    dependencies = [("families", "0040_added_to_what_was_written")]
    operations = [
        migrations.RunSQL(SEARCH.replace("{begin}", NEAREST_OF_TOO_MANY), SEARCH.replace("{begin}", NEAREST)),
    ]
