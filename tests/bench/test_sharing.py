"""The sharing families that are made up: every fifth, with a card, and one coach with as many as are planned."""

import re
from uuid import UUID

from bench import sharing
from bench.clans import Involved
from bench.load import OURS, make_tables

WRITTEN_AT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+00:00")


class Loader:
    """Stands for the connection: thirty times ten families, and what was copied."""

    def __init__(self):
        self.copied = []
        self.rows = ""

    def execute(self, _sql):
        return self

    def fetchall(self):
        return [(UUID(int=number),) for number in range(1, 301)]

    def cursor(self):
        return self

    def copy(self, statement):
        self.statement = statement
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_raised):
        return None

    def write(self, rows):
        table = self.statement._obj[1]._obj[0]
        self.copied.append((table, len(rows.splitlines())))
        self.rows += rows


def made():
    loader = Loader()
    count = sharing.load_link_ups(loader, make_tables(), OURS, Involved("practitioner", "user"), 1)
    return loader, count


def test_every_second_family_shares_and_a_coach_has_those_that_are_planned():
    loader, count = made()

    rows = dict(loader.copied)
    assert (rows["linkups_sharingprofile"], rows["linkups_familycard"]) == (150, 150)
    assert (rows["linkups_linkup"], rows["linkups_meetup"], rows["linkups_coachsession"]) == (40, 320, 120)
    assert rows["families_involvement"] == 55
    assert count == sum(rows.values())


def test_the_same_seed_makes_the_same_rows():
    first, again = (WRITTEN_AT.sub("", made()[0].rows) for _each in range(2))
    assert first == again


def test_no_more_share_than_are_looked_through(monkeypatch):
    monkeypatch.setattr(sharing, "SHARING", 60)

    assert dict(made()[0].copied)["linkups_sharingprofile"] == 60
