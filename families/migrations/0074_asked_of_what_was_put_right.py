"""Whether two entries are about the same people is told only of one and the one that it puts right, in whose organisation both are."""

from django.db import migrations

# Asked when the transaction ends, whoever asks by then, so not by the organisation of who asks. Of any other two it says what it says of
# all that stands: nobody learns from it whether an entry of another council is about someone.
OF_WHAT_IT_PUTS_RIGHT = """
CREATE OR REPLACE FUNCTION kith_sec.is_about_the_same(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT FROM families_entry later
      JOIN families_entry was ON was.id = later.supersedes_id AND was.organisation_id = later.organisation_id
    WHERE later.id = one AND was.id = other
      AND ARRAY(SELECT person_id FROM families_entryperson WHERE entry_id = later.id ORDER BY 1)
       <> ARRAY(SELECT person_id FROM families_entryperson WHERE entry_id = was.id ORDER BY 1))
$$;
"""
OF_ANY_TWO = """
CREATE OR REPLACE FUNCTION kith_sec.is_about_the_same(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT ARRAY(SELECT person_id FROM families_entryperson WHERE entry_id = one ORDER BY 1)
       = ARRAY(SELECT person_id FROM families_entryperson WHERE entry_id = other ORDER BY 1)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0073_an_interest_is_ended_by_another")]
    operations = [migrations.RunSQL(OF_WHAT_IT_PUTS_RIGHT, OF_ANY_TWO)]
