from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

# Two words that are both said now and then: to go back through what was written last takes fifteen times as long as to ask the index
# where they stand (measured: 155 and 10 ms among 900,000 entries). The planner sees it once it knows that any page costs little more
# than the next one, on a disk of today, and that to look through an entry's words costs more than to look at a number. Whose
# organisation asks is found once: without its SELECT it was asked for each row.
QUICKLY = """
CREATE OR REPLACE FUNCTION kith_sec.records_that_say(said text, most int) RETURNS SETOF uuid LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan
SET random_page_cost = 1.1 SET cpu_tuple_cost = 0.1 AS $$
  SELECT record_id FROM casework_writtenwords
  WHERE organisation_id = (SELECT kith_sec.organisation()) AND words @@ public.kith_words_asked(said)
  ORDER BY id DESC LIMIT least(most, 1000)
$$;
"""
AS_BEFORE = """
CREATE OR REPLACE FUNCTION kith_sec.records_that_say(said text, most int) RETURNS SETOF uuid LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
  SELECT record_id FROM casework_writtenwords
  WHERE organisation_id = kith_sec.organisation() AND words @@ public.kith_words_asked(said) ORDER BY id DESC LIMIT least(most, 1000)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0050_dashes_in_a_row")]
    operations = [
        migrations.RunSQL(QUICKLY, AS_BEFORE),
        migrations.RemoveIndex("WrittenWords", "written_words_search"),
        migrations.AddIndex("WrittenWords", GinIndex(fields=["words"], name="written_words_search")),
    ]
