import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

from database.operations import Protect

# English words without their ends and without what every sentence has; accents and letters that can't be seen don't count.
READ = r"""
CREATE FUNCTION public.kith_words_of(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT to_tsvector('pg_catalog.english', public.kith_search_key(said)) $$;
CREATE FUNCTION public.kith_words_asked(said text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
$$ SELECT websearch_to_tsquery('pg_catalog.english', public.kith_search_key(said)) $$;
"""

WRITE = """
CREATE FUNCTION kith_sec.write_words_of_entries() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO casework_writtenwords (id, organisation_id, record_id, is_line, words)
  SELECT entry.id, entry.organisation_id, entry.record_id, false,
    public.kith_words_of(concat_ws(' ', entry.body, entry.because, entry.what_they_did)) FROM written entry;
  RETURN NULL;
END $$;

CREATE FUNCTION kith_sec.write_words_of_lines() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO casework_writtenwords (id, organisation_id, record_id, is_line, words)
  SELECT talk.id, talk.organisation_id, talk.record_id, true, public.kith_words_of(talk.headline) FROM written talk;
  RETURN NULL;
END $$;

-- What is mended before anyone reads it, moved, or taken away for good.
CREATE FUNCTION kith_sec.write_words_anew() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  said jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(NEW) END;
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM casework_writtenwords WHERE id = OLD.id;
  ELSE
    UPDATE casework_writtenwords SET record_id = NEW.record_id, words = public.kith_words_of(
      concat_ws(' ', said ->> 'body', said ->> 'because', said ->> 'what_they_did', said ->> 'headline')) WHERE id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION kith_sec.write_words_of_entries(), kith_sec.write_words_of_lines(), kith_sec.write_words_anew() FROM PUBLIC;

CREATE TRIGGER words_of_entries AFTER INSERT ON families_entry REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.write_words_of_entries();
CREATE TRIGGER words_anew AFTER DELETE OR UPDATE OF body, because, what_they_did, record_id ON families_entry
  FOR EACH ROW EXECUTE FUNCTION kith_sec.write_words_anew();
CREATE TRIGGER words_of_lines AFTER INSERT ON casework_conversation REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION kith_sec.write_words_of_lines();
CREATE TRIGGER words_anew AFTER DELETE OR UPDATE OF headline, record_id ON casework_conversation
  FOR EACH ROW EXECUTE FUNCTION kith_sec.write_words_anew();
"""
UNWRITE = """
DROP TRIGGER words_of_entries ON families_entry;
DROP TRIGGER words_anew ON families_entry;
DROP TRIGGER words_of_lines ON casework_conversation;
DROP TRIGGER words_anew ON casework_conversation;
DROP FUNCTION kith_sec.write_words_of_entries();
DROP FUNCTION kith_sec.write_words_of_lines();
DROP FUNCTION kith_sec.write_words_anew();
"""

WHAT_STANDS = """
INSERT INTO casework_writtenwords (id, organisation_id, record_id, is_line, words)
SELECT id, organisation_id, record_id, false, public.kith_words_of(concat_ws(' ', body, because, what_they_did)) FROM families_entry
UNION ALL SELECT id, organisation_id, record_id, true, public.kith_words_of(headline) FROM casework_conversation
"""

# For other systems, who may see too many conversations to look through: `@@` is not leakproof, so under row-level security it can't
# use the index (performance.md). This reads it as the owner, for the asker's organisation, and gives ids of records only: never a
# count, a text or a rank. Whoever calls it asks the door for each of them again. Each text has its own plan: of a rare word the index
# knows where it stands, a common one is found sooner by going back through what was written last.
FIND = """
CREATE FUNCTION kith_sec.records_that_say(said text, most int) RETURNS SETOF uuid LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
  SELECT record_id FROM casework_writtenwords
  WHERE organisation_id = kith_sec.organisation() AND words @@ public.kith_words_asked(said) ORDER BY id DESC LIMIT least(most, 1000)
$$;
REVOKE ALL ON FUNCTION kith_sec.records_that_say(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kith_sec.records_that_say(text, int) TO kith_app;
"""
READ_ONLY = "REVOKE INSERT, UPDATE ON casework_writtenwords FROM kith_app"


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0039_own_replies_and_what_goes_well"),
        ("families", "0086_story_samples"),
    ]
    operations = [
        migrations.RunSQL(
            READ, "DROP FUNCTION public.kith_words_asked(text); DROP FUNCTION public.kith_words_of(text)"
        ),
        migrations.CreateModel(
            name="WrittenWords",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("is_line", models.BooleanField(verbose_name="the line of a conversation")),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="written_words",
                        to="families.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["organisation", "words"], name="written_words_search"
                    ),
                    models.Index(fields=["organisation", "-id"], name="written_words_latest"),
                ],
            },
        ),
        Protect("WrittenWords", keyless=True),
        migrations.RunSQL(READ_ONLY, "GRANT INSERT, UPDATE ON casework_writtenwords TO kith_app"),
        migrations.RunSQL(WHAT_STANDS, migrations.RunSQL.noop),
        migrations.RunSQL(WRITE, UNWRITE),
        migrations.RunSQL(FIND, "DROP FUNCTION kith_sec.records_that_say(text, int)"),
    ]
