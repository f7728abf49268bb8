"""What is long is packed for a system that can unpack it, and for no page."""

import gzip
import json

import pytest

from tests.factories import MembershipFactory

FAMILIES = "/api/v1/families/"
PACKS = {"Accept-Encoding": "gzip"}


@pytest.fixture
def system(caller, family):
    MembershipFactory(family=family, person__known_as="Mia")
    return caller("families.read", "families.write", "people.read")


def test_what_is_packed_says_the_same(system):
    plain, packed = system.get(FAMILIES), system.get(FAMILIES, headers=PACKS)

    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert json.loads(gzip.decompress(packed.content)) == plain.json()
    assert "Accept-Encoding" in packed["Vary"]


def test_a_whole_list_too(system):
    plain, packed = system.get(f"{FAMILIES}export/"), system.get(f"{FAMILIES}export/", headers=PACKS)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.getvalue()) == plain.getvalue()


def test_one_goes_on_from_what_was_packed(system, family):
    there = f"{FAMILIES}{family.pk}/"
    read = system.get(there, headers=PACKS)

    changed = system.patch(
        there, {"good_to_know": "Ring twice"}, content_type="application/json", headers={"If-Match": read["ETag"]}
    )

    assert (read["ETag"][:2], changed.status_code) == ("W/", 200)


def test_what_is_short_goes_as_it_is(system):
    assert "Content-Encoding" not in system.get("/api/v1/changes/", {"since": "now"}, headers=PACKS)


@pytest.mark.parametrize("path", ["/today/", FAMILIES, "/families/"])
def test_for_who_works_here_nothing_is_packed(client, worker, path):
    client.force_login(worker)

    answer = client.get(path, headers=PACKS)

    assert (answer.status_code, "Content-Encoding" in answer) == (200, False)
