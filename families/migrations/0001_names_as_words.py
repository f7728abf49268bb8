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


class Migration(migrations.Migration):
    replaces = [
        ("families", "0004_search"),
    ]
    initial = True
    dependencies = [
        ("accounts", "0001_sign_ins"),
        # The libraries' migrations first: after ours, each of them would render all of our models again.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("oauth2_provider", "0022_refreshtoken_token_family_index"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(
            GRADE, "DROP FUNCTION public.kith_name_grade(text, text); DROP FUNCTION public.kith_name_words(text)"
        ),
        migrations.RunSQL(
            ALIKE,
            "DROP FUNCTION public.kith_names_touch(text, text); DROP FUNCTION public.kith_names_alike(text, text);"
            " DROP FUNCTION public.kith_name_sounds(text); DROP FUNCTION public.kith_name_has(text, text);"
            " DROP FUNCTION public.kith_name_sounds_of(text, text);"
            " DROP FUNCTION public.kith_sounds_like(text, text)",
        ),
    ]
