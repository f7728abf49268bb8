"""Of dashes in a row one counts: PostgreSQL holds so many that wait for their word, and fails at more ("tsquery stack too small")."""

from django.db import migrations

ASKED = r"""
CREATE OR REPLACE FUNCTION public.kith_words_asked(said text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT websearch_to_tsquery(
     'pg_catalog.english', regexp_replace(public.kith_search_key(said), '-(?=[^[:alnum:]]*-)', ' ', 'g')) $$;
"""
BEFORE = r"""
CREATE OR REPLACE FUNCTION public.kith_words_asked(said text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT websearch_to_tsquery('pg_catalog.english', public.kith_search_key(said)) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0043_words_that_are_searched")]
    operations = [migrations.RunSQL(ASKED, BEFORE)]
