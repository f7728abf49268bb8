from django.db import migrations

from database.operations import Protect

NEW = ["CheckInLink", "CallBack", "WordsPastCoach"]
WORDS = ("linkups_wordspastcoach", "linkups_wordspastcoachevent")
READ = """
CREATE POLICY past_the_coach ON {table} AS RESTRICTIVE FOR SELECT TO kith_app USING (
  (SELECT (kith_sec.asker())[3]) = 'system'
  OR EXISTS (SELECT FROM linkups_callback call WHERE call.id = call_id AND call.holder_id = (SELECT kith_sec.person())))
"""


class Migration(migrations.Migration):
    """What was written past the coach is read by who is to ring alone, whatever is asked of the database and by whom."""

    dependencies = [("linkups", "0004_asked_past_the_coach")]
    operations = [
        *(Protect(name) for name in ["LinkUpCheckIn", *NEW]),
        *(Protect(f"{name}Event", by_triggers=True) for name in ["LinkUpCheckIn", *NEW]),
        *(
            migrations.RunSQL(READ.format(table=table), f"DROP POLICY past_the_coach ON {table}")
            for table in WORDS
        ),
    ]
