"""What the door keeps from someone is told to them nowhere: each text of each row is a word of its own, looked for everywhere.

Models and addresses are read from the product: what is added later joins by existing (security.md §2.6; domain.md §8.5).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from psycopg import sql

from accounts.models import User
from database import bootstrap
from database.asker import acting_as
from families.models import Address, Residence
from tests import postgres
from tests.sweeps.test_doors import OURS

pytestmark = pytest.mark.slow
ROOMS = ("families", "casework", "linkups")
LONG_ENOUGH = 80
NAMED_TO_FAMILIES = {"practitioner"}
"""Who works with a family is named to it, though the directory of all who work here is not its to read."""
MEANT = {
    # A worry names whom it is about to those who must act on it (domain.md §9.3).
    ("casework:worry", "person.known_as"),
    ("casework:worry-list", "person.known_as"),
    # Written for whoever reads it there (domain.md §9.5).
    ("families:our-looked", "emergencyaccess.told_words"),
    # Who was written down twice is found nowhere any more, but is named where the two may be parted again.
    ("families:merge-list", "person.known_as"),
    ("families:merge-undo", "person.known_as"),
}
READERS = ["Priya", "Marlon", "Alex", "Dana", "Amina", "Rob"]
OTHERS = ["Sarah", "Lena", "Ngozi", "Tom", "Arun", "Ines", "Jay", "Joan"]
EVERYONE = [*READERS, *(pytest.param(name, marks=pytest.mark.fuzz) for name in OTHERS)]

# What this test itself has just changed is left out: it is locked, and would wait for its end.
PLANT = sql.SQL(
    "UPDATE {table} SET {text} = %s || left(id::text, 18) WHERE id IN"
    " (SELECT id FROM {table} WHERE {text} <> '' AND id <> ALL (%s) FOR NO KEY UPDATE SKIP LOCKED)"
)
SPENT = {"invitations": "spent", "welcome": "spent"}


def kept_models() -> list[type[models.Model]]:
    """Every table whose rows are not everyone's."""
    return [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if hasattr(model._default_manager.all(), "visible_to") and model._meta.model_name not in NAMED_TO_FAMILIES
    ]


def texts(model: type[models.Model]) -> list[str]:
    """Columns in which a person's own words stand."""
    return [
        field.column
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, models.GeneratedField)
        and (field.max_length or LONG_ENOUGH) >= LONG_ENOUGH
    ]


@pytest.fixture(autouse=True)
def as_it_was(demo: None, django_db_blocker: Any) -> Iterator[None]:
    """A new copy of the demo after each test: what is planted is planted for good."""
    yield
    host, name = os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        postgres.fresh_copy(host, name, postgres.demo_template(host, postgres.template(host)))


def plant(user: User) -> None:
    """Put words of their own into every text of every row that this user may not see, past every rule."""
    with acting_as(user.asker):
        seen = {
            model: list(model._default_manager.visible_to(user).values_list("pk", flat=True)) for model in kept_models()
        }
        seen[Address] = list(Residence.objects.visible_to(user).values_list("address", flat=True))
    with bootstrap.connect(os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]) as admin:
        admin.execute("SET session_replication_role = replica")
        for model, pks in seen.items():
            for column in texts(model):
                word = f"zqx{user.name.lower()} {model._meta.model_name}.{column} "
                admin.execute(
                    PLANT.format(table=sql.Identifier(model._meta.db_table), text=sql.Identifier(column)), [word, pks]
                )


def told(text: str, user: User) -> set[str]:
    """The tables and columns of whose words a text holds one."""
    return set(re.findall(rf"zqx{user.name.lower()} (\w+\.\w+)", text))


@pytest.mark.parametrize("name", EVERYONE)
def test_what_is_kept_from_someone_is_told_to_them_nowhere(client, people, rows, name):
    user = people[name]
    plant(user)
    client.force_login(user)

    found = {
        address.name: told(client.get(address.filled(rows | {"demo": user.pk} | SPENT)).text, user) for address in OURS
    }

    assert {(address, words) for address, said in found.items() for words in said} <= MEANT


@pytest.mark.parametrize("name", EVERYONE)
def test_no_search_finds_what_is_kept(client, people, rows, name):
    user = people[name]
    plant(user)
    client.force_login(user)

    answer = client.post("/search/", {"q": f"zqx{name.lower()}"}, follow=True)

    assert told(answer.text, user) == set()
    assert b"/people/" not in answer.content


def test_there_is_something_to_leak(people, rows):
    """Of each reader, many tables hold rows that are kept from them: else the sweep would look for nothing."""
    plant(people["Rob"])

    with acting_as(people["Kith"].asker):
        holding = {
            model._meta.model_name
            for model in kept_models()
            for column in texts(model)
            if model._base_manager.filter(**{f"{column}__startswith": "zqxrob"}).exists()
        }

    assert holding >= {"person", "family", "entry", "conversation", "goal", "contactpoint"}
