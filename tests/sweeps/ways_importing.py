"""A file that someone is bringing into a family."""

from __future__ import annotations

from families.actions.bringing import keep_file, look_for_known, match_columns
from families.imports.sheets import Row, Sheet
from families.models import Family, PeopleImport
from tests.sweeps.ways import People, Rows

SHEET = Sheet(["Name", "Given name"], [Row(2, ["Zebedee", "Zeb"])])


def file_chosen(people: People) -> Rows:
    """Priya has chosen a file for Rowan; its columns are matched, and anew if she likes."""
    rowan, priya = Family.objects.get(name="Rowan"), people["Priya"]
    one = keep_file(family=rowan, name="people.csv", said=SHEET, by=priya)
    one = match_columns(people_import=one, places={"known_as": 0, "given_name": 1}, by=priya)
    return {"imports": look_for_known(people_import=one, position=0, by=priya).pk}


def choose_a_file(people: People) -> None:
    """One file, so that its address leads somewhere."""
    if not PeopleImport.objects.exists():
        file_chosen(people)
