from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

# How alike two names are, as search keys: 0 the same, 1 each word of the one is a word of the other, begins one or has one letter
# wrong, 2 the words sound the same, 3 most letters are the same; NULL when they are not alike (domain.md §10.1, 6).
ALIKE = r"""
CREATE FUNCTION public.kith_sounds_like(word text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT least(length(word), length(other)) >= 3 AND public.dmetaphone(word) <> ''
     AND (public.dmetaphone(other) IN (public.dmetaphone(word), public.dmetaphone_alt(word))
       OR public.dmetaphone_alt(other) = public.dmetaphone(word)) $$;

-- How the words of a name sound; what an index of names holds.
CREATE FUNCTION public.kith_name_sounds(name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT sound), '{}')
  FROM unnest(public.kith_name_words(name)) word, unnest(ARRAY[public.dmetaphone(word), public.dmetaphone_alt(word)]) sound
  WHERE length(word) >= 3 AND sound <> '' $$;

-- One way: whether each word that is said is one of the name's, or sounds like one. A single letter is no name.
CREATE FUNCTION public.kith_name_has(name text, said text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT bool_and(length(word) >= 2 AND public.kith_name_grade(name, word) IS NOT NULL)
  FROM unnest(public.kith_name_words(said)) word $$;

CREATE FUNCTION public.kith_name_sounds_of(name text, said text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT bool_and(EXISTS (
    SELECT FROM unnest(public.kith_name_words(name)) theirs WHERE theirs = word OR public.kith_sounds_like(word, theirs)))
  FROM unnest(public.kith_name_words(said)) word $$;

CREATE FUNCTION public.kith_names_alike(said text, name text) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE
    WHEN said = name THEN 0
    WHEN public.kith_name_has(name, said) OR public.kith_name_has(said, name) THEN 1
    WHEN public.kith_name_sounds_of(name, said) OR public.kith_name_sounds_of(said, name) THEN 2
    WHEN public.similarity(said, name) >= 0.5 THEN 3 END $$;

-- Of those who are born on the same day, whose name has anything in common.
CREATE FUNCTION public.kith_names_touch(said text, name text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT EXISTS (
    SELECT FROM unnest(public.kith_name_words(said)) word, unnest(public.kith_name_words(name)) theirs
    WHERE public.kith_name_grade(theirs, word) IS NOT NULL OR public.kith_sounds_like(word, theirs)) $$;
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
    dependencies = [("families", "0020_merging_people")]
    operations = [
        migrations.RunSQL(
            ALIKE,
            "DROP FUNCTION public.kith_names_touch(text, text); DROP FUNCTION public.kith_names_alike(text, text);"
            " DROP FUNCTION public.kith_name_sounds(text); DROP FUNCTION public.kith_name_has(text, text);"
            " DROP FUNCTION public.kith_name_sounds_of(text, text);"
            " DROP FUNCTION public.kith_sounds_like(text, text)",
        ),
        migrations.AddIndex(
            "personname",
            GinIndex(
                models.Func(models.F("search_key"), function="public.kith_name_sounds"), name="person_name_sounds"
            ),
        ),
        migrations.RunSQL(CANDIDATES, "DROP FUNCTION kith_sec.people_alike(text, date, int, boolean)"),
    ]
