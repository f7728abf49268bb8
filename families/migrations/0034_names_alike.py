"""Names that sound alike are taken for one only where people would: “Ada Bello” was asked whether she is Otto or Bill.

A name of one word is heard as a first name; a vowel is heard as itself; and what sounds the same by two consonants only has to look
alike too. One wrong letter of three is another name (domain.md §10.1, 6).
"""

from django.db import migrations

ALIKE = r"""
CREATE OR REPLACE FUNCTION public.kith_sounds_like(word text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT least(length(word), length(other)) >= 3 AND public.dmetaphone(word) <> ''
     AND (public.dmetaphone(other) IN (public.dmetaphone(word), public.dmetaphone_alt(word))
       OR public.dmetaphone_alt(other) = public.dmetaphone(word))
     AND (left(public.dmetaphone(word), 1) <> 'A' OR left(word, 1) = left(other, 1))
     AND (length(public.dmetaphone(word)) > 2
       OR (greatest(length(word), length(other)) <= 60 AND public.levenshtein_less_equal(word, other, 2) <= 2)) $$;

CREATE OR REPLACE FUNCTION public.kith_name_has(name text, said text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT bool_and(length(word) >= 2
    AND coalesce(public.kith_name_grade(name, word) < CASE WHEN length(word) > 3 THEN 3 ELSE 2 END, false))
  FROM unnest(public.kith_name_words(said)) word $$;

CREATE OR REPLACE FUNCTION public.kith_name_sounds_of(name text, said text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT bool_and(EXISTS (
    SELECT FROM unnest(public.kith_name_words(name)) WITH ORDINALITY theirs (heard, place)
    WHERE (place = 1 OR cardinality(public.kith_name_words(said)) > 1)
      AND (heard = word OR public.kith_sounds_like(word, heard))))
  FROM unnest(public.kith_name_words(said)) word $$;
"""
BEFORE = r"""
CREATE OR REPLACE FUNCTION public.kith_sounds_like(word text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT least(length(word), length(other)) >= 3 AND public.dmetaphone(word) <> ''
     AND (public.dmetaphone(other) IN (public.dmetaphone(word), public.dmetaphone_alt(word))
       OR public.dmetaphone_alt(other) = public.dmetaphone(word)) $$;

CREATE OR REPLACE FUNCTION public.kith_name_has(name text, said text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT bool_and(length(word) >= 2 AND public.kith_name_grade(name, word) IS NOT NULL)
  FROM unnest(public.kith_name_words(said)) word $$;

CREATE OR REPLACE FUNCTION public.kith_name_sounds_of(name text, said text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT bool_and(EXISTS (
    SELECT FROM unnest(public.kith_name_words(name)) theirs WHERE theirs = word OR public.kith_sounds_like(word, theirs)))
  FROM unnest(public.kith_name_words(said)) word $$;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0029_members_by_their_own_index")]
    operations = [migrations.RunSQL(ALIKE, BEFORE)]
