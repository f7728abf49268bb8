"""A Python client made from the description, as a developer of another system would make one, against a live server."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.live import council

pytestmark = pytest.mark.slow
DESCRIPTION = Path(__file__).parents[2] / "api" / "openapi.yaml"


@pytest.fixture(scope="session")
def generated(tmp_path_factory):
    """The generated package; its functions by their dotted names."""
    place = tmp_path_factory.mktemp("generated")
    (place / "config.yaml").write_text("post_hooks: []\n")
    command = [
        Path(sys.executable).parent / "openapi-python-client", "generate", "--meta", "none", "--path", DESCRIPTION,
        "--config", place / "config.yaml", "--output-path", place / "kith_client",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    sys.path.insert(0, str(place))
    yield lambda name: importlib.import_module(f"kith_client.{name}")
    sys.path.remove(str(place))


@pytest.fixture
def signed_in(generated, transactional_db, live_server):
    leeds = council(live_server.url)
    with generated("client").AuthenticatedClient(base_url=leeds.address, token=leeds.token()) as client:
        yield client


def test_a_generated_client_reads(generated, signed_in):
    page = generated("api.families.family_list").sync(client=signed_in, page_size=10)

    assert [(family.name, family.members[0].known_as) for family in page.results] == [("Rowan", "Mia")]
    assert page.next_cursor is None


def test_a_generated_client_creates(generated, signed_in):
    models = generated("models")
    family = generated("api.families.family_create").sync(client=signed_in, body=models.FamilyInput(name="Ash"))
    person = models.PersonInput(family=family.id, role=models.MemberRole.CHILD, known_as="Kit")
    kit = generated("api.people.person_create").sync(client=signed_in, body=person)
    said = models.EntryInput(kind=models.EntryKind.SAID, body="I can swim", speaker=kit.id)
    talk = models.ConversationInput(family=family.id, people=[kit.id], headline="At the pool", entries=[said])

    told = generated("api.conversations.conversation_create").sync(client=signed_in, body=talk)

    again = generated("api.conversations.conversation_retrieve").sync(told.id, client=signed_in)
    assert [(entry.body, entry.speaker) for entry in again.entries] == [("I can swim", kit.id)]


def test_a_generated_client_changes_what_it_has_read_and_is_told_of_a_conflict(generated, signed_in):
    change, models = generated("api.families.family_partial_update"), generated("models")
    family = generated("api.families.family_create").sync(client=signed_in, body=models.FamilyInput(name="Ash"))
    read = generated("api.families.family_retrieve").sync_detailed(family.id, client=signed_in)
    said = {"client": signed_in, "if_match": read.headers["ETag"]}

    changed = change.sync(family.id, body=models.FamilyChangeInput(good_to_know="Knock"), **said)
    refused = change.sync_detailed(family.id, body=models.FamilyChangeInput(good_to_know="Ring"), **said)

    assert (changed.good_to_know, changed.row_version) == ("Knock", family.row_version + 1)
    assert (refused.status_code, refused.parsed.row_version) == (412, changed.row_version)


def test_a_generated_client_understands_a_refusal(generated, signed_in):
    models = generated("models")

    problem = generated("api.families.family_create").sync(client=signed_in, body=models.FamilyInput(name=" "))

    assert [(error.pointer, error.code) for error in problem.errors] == [("/name", "blank")]
