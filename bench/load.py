"""Fill the benchmark's database: by COPY, as a role that row-level security does not hold, with the triggers asleep."""

from __future__ import annotations

import sys
import time
from random import Random
from typing import Any, LiteralString

import psycopg
from django.core.management import call_command
from django.db import connection

from accounts.models import Organisation, Team, User
from accounts.roles import Role
from bench import place
from bench.clans import FAMILIES, YOUNG, Clan, Involved
from bench.sharing import load_link_ups
from bench.tables import NULL, Table, array, hex_id
from casework.models import Conversation, ConversationPresence
from database import bootstrap
from families import models

CLANS_AT_SCALE_1 = 25_000
CLANS_IN_A_BATCH = 40
FAMILIES_OF_A_WORKER, WORKERS_OF_A_TEAM = 60, 8
GENOGRAMS = (20, 60)
COACH = "coach"
SEEN_BY_TWENTY = {1, 2, 4, 7, 8}
"""Families of a clan that are twenty people of three generations, all joined."""
ORGANISATION = hex_id(1_700_000_000_000, 1)
SYSTEM = hex_id(1_700_000_000_000, 2)
OURS = {"organisation_id": ORGANISATION, "created_by_id": SYSTEM}
"""Of every row, whose it is and who wrote it."""


# Triggers and foreign keys slept while the rows came in: what they would have refused must not be there.
WRONG: dict[str, LiteralString] = {
    "a parent who is younger than the child": """SELECT FROM families_parentage edge JOIN families_person one ON one.id = edge.parent_id
        JOIN families_person other ON other.id = edge.child_id WHERE one.date_of_birth >= other.date_of_birth""",
    "a third birth parent": """SELECT FROM families_parentage WHERE basis = 'birth' GROUP BY child_id
        HAVING count(DISTINCT parent_id) > 2""",
    "a membership of nobody": """SELECT FROM families_familymembership joined LEFT JOIN families_person one
        ON (one.organisation_id, one.id) = (joined.organisation_id, joined.person_id) WHERE one.id IS NULL""",
    "a conversation without a record": """SELECT FROM casework_conversation talk LEFT JOIN families_record record
        ON (record.organisation_id, record.id) = (talk.organisation_id, talk.record_id) WHERE record.id IS NULL""",
    "a record about nobody": """SELECT FROM families_record record WHERE NOT EXISTS (
        SELECT FROM families_recordsubject about WHERE about.record_id = record.id)""",
    "a family without a lead worker": """SELECT FROM families_family family WHERE NOT EXISTS (
        SELECT FROM families_involvement one JOIN families_practitioner who ON who.id = one.practitioner_id
        WHERE one.family_id = family.id AND one.role = 'lead_worker' AND one.period @> current_date)""",
}


# What triggers write beside what was loaded while they slept.
WRITTEN_WORDS: LiteralString = """
INSERT INTO casework_writtenwords (id, organisation_id, record_id, is_line, words)
SELECT id, organisation_id, record_id, false, public.kith_words_of(concat_ws(' ', body, because, what_they_did)) FROM families_entry
UNION ALL SELECT id, organisation_id, record_id, true, public.kith_words_of(headline) FROM casework_conversation
"""


class WrongData(Exception):
    """The generator made what the product would refuse."""


def load(scale: float, seed: int) -> None:
    """Make the database anew: migrate, load, check, analyse."""
    say(f"Making {place.NAME} at scale {scale}: migrating …")
    place.create()
    migrate()
    place.grant()
    started = time.monotonic()
    with place.loader() as loader:
        loader.execute("SET session_replication_role = replica")  # no triggers: the data is right by construction
        loader.execute("SET synchronous_commit = off")
        count, tables = max(1, round(CLANS_AT_SCALE_1 * scale)), make_tables()
        workers = make_staff(tables, families=count * FAMILIES)
        make_clans(loader, tables, Clan(tables, workers, Random(seed)), count)  # noqa: S311  (made-up people)
        make_genograms(loader, tables, seed)
        coach = staff(tables, 2 * 10**9, COACH, Role.FAMILY_COACH, NULL)
        for table in tables.values():
            table.send(loader)
        shared = load_link_ups(loader, tables, OURS, coach, seed)
    rows = shared + sum(table.written for table in tables.values())
    seconds = time.monotonic() - started
    say(f"{rows:,} rows in {seconds:.0f} s: {rows / seconds:,.0f} rows/s. Analysing and checking …")
    finish()


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def migrate() -> None:
    """As `kith_migrate`, who becomes the owner; then everything as the application again."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(NAME=place.NAME, HOST=place.host(), USER="kith_migrate", OPTIONS={})
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(before)


def make_tables() -> dict[str, Table]:
    columns = {
        "organisation": (Organisation, "id name"),
        "user": (User, "id kind email name roles password"),
        "team": (Team, "id name manager_id"),
        "practitioner": (models.Practitioner, "id user_id name role_title team_id"),
        "person": (models.Person, "id known_as given_name family_name gender date_of_birth"),
        "name": (models.PersonName, "id person_id text kind"),
        "parentage": (models.Parentage, "id parent_id child_id basis period"),
        "partnership": (models.Partnership, "id a_id b_id kind period end_kind"),
        "sibling": (models.SiblingLink, "id a_id b_id kind"),
        "responsibility": (models.ParentalResponsibility, "id holder_id child_id basis status period"),
        "family": (models.Family, "id name"),
        "membership": (models.FamilyMembership, "id family_id person_id role"),
        "involvement": (models.Involvement, "id family_id practitioner_id role period"),
        "record": (models.Record, "id family_id happened_on author_id created_by_id"),
        "subject": (models.RecordSubject, "id record_id person_id"),
        "share": (models.ShareState, "id record_id person_id state share_on reason decided_by_id decided_on review_on"),
        "entry": (models.Entry, "id record_id position kind body speaker_id author_id"),
        "whose": (models.EntryPerson, "id entry_id person_id"),
        "conversation": (Conversation, "id record_id happened_at headline created_by_id"),
        "presence": (ConversationPresence, "id conversation_id person_id"),
    }
    return {
        name: Table(model, said, {**OURS, "kind": "conversation"} if name == "record" else OURS)
        for name, (model, said) in columns.items()
    }


def make_staff(tables: dict[str, Table], families: int) -> list[Involved]:
    """Lead workers of sixty families each, in teams of eight with a manager."""
    count = max(1, families // FAMILIES_OF_A_WORKER)
    tables["organisation"].add(ORGANISATION, "Bench")
    tables["user"].add(SYSTEM, "system", "kith@bench.test", "Kith", "{}", "!")
    ids = iter(range(10, 10**9))
    workers, team = [], NULL
    for number in range(count):
        if number % WORKERS_OF_A_TEAM == 0:
            team = hex_id(1_700_000_000_000, next(ids))
            manager = staff(tables, next(ids), f"manager{number}", Role.TEAM_MANAGER, NULL)
            tables["team"].add(team, f"Team {number}", manager.user)
        workers.append(staff(tables, next(ids), f"worker{number}", Role.SOCIAL_WORKER, team))
    return workers


def staff(tables: dict[str, Table], number: int, name: str, role: Role, team: str) -> Involved:
    user, practitioner = hex_id(1_700_000_000_000, number), hex_id(1_700_000_000_001, number)
    tables["user"].add(user, "staff", f"{name}@bench.test", name, array([role.value]), "!")
    tables["practitioner"].add(practitioner, user, name, str(role.label), team)
    return Involved(practitioner, user)


def make_clans(loader: psycopg.Connection[Any], tables: dict[str, Table], clan: Clan, count: int) -> None:
    started, rows = time.monotonic(), 0
    for done in range(1, count + 1):
        clan.make()
        if done % CLANS_IN_A_BATCH == 0 or done == count:
            rows += sum(table.send(loader) for table in tables.values())
            show_progress(done / count, f"{rows / (time.monotonic() - started):,.0f} rows/s")


def make_genograms(loader: psycopg.Connection[Any], tables: dict[str, Table], seed: int) -> None:
    """Two workers more: one who sees twenty people of a clan, and one who sees two clans that a couple joins."""
    twenty, sixty = (
        staff(tables, 10**9 + people, f"genogram{people}", Role.SOCIAL_WORKER, NULL) for people in GENOGRAMS
    )
    other = staff(tables, 10**9, "genograms", Role.SOCIAL_WORKER, NULL)
    leads = [twenty if family in SEEN_BY_TWENTY else other for family in range(FAMILIES)]
    Clan(tables, leads, Random(seed + 1)).make()  # noqa: S311  (made-up people)
    two = Clan(tables, [sixty], Random(seed + 2))  # noqa: S311
    two.make()
    child = two.people[YOUNG[0]]
    two.make()
    two.join(YOUNG[0], child)
    for table in tables.values():
        table.send(loader)


def show_progress(share: float, words: str) -> None:
    bar = "█" * round(30 * share)
    sys.stderr.write(f"\r{bar:░<30} {share:4.0%}  {words:<20}{'' if share < 1 else chr(10)}")
    sys.stderr.flush()


def finish() -> None:
    """Words to search, statistics and a clean visibility map, as a database that has stood for a while has them; then the spot checks."""
    with bootstrap.connect(place.host(), place.NAME) as admin:
        admin.execute(WRITTEN_WORDS)
        admin.execute("VACUUM (ANALYZE)")
        for wrong, found in WRONG.items():
            if admin.execute(found).rowcount:
                raise WrongData(f"The generator made {wrong}.")
