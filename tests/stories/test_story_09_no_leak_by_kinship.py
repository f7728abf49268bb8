"""9. Hana may see Amina and Theo, but not that Sid is Theo's father: nothing that she reads says "half-brother"."""

import json
import re

import pytest

from tests.chromium import DESK

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNKNOWN = "brother (full or half not known)"
HALF = re.compile(r"half[\s‑-]*(brother|sister|sibling)", re.IGNORECASE)
AROUND_AMINA = {
    "person": "/people/{amina}/",
    "tree": "/families/{rowan}/tree/people/{amina}/",
    "print": "/families/{rowan}/tree/people/{amina}/print/",
    "API": "/api/v1/people/{amina}/relations/",
    "API, one": "/api/v1/people/{amina}/relations/{theo}/",
}
"""Where what Theo is to Amina is told."""
ELSEWHERE = {
    "Theo": "/people/{theo}/",
    "Theo’s facts": "/people/{theo}/facts/",
    "Amina’s facts": "/people/{amina}/facts/",
    "Sid": "/people/{sid}/",
    "Sid’s facts": "/people/{sid}/facts/",
    "family": "/families/{rowan}/",
    "people": "/families/{rowan}/people/",
    "tree as it opens": "/families/{rowan}/tree/",
    "tree around Theo": "/families/{rowan}/tree/people/{theo}/",
    "tree around Sid": "/families/{rowan}/tree/people/{sid}/",
    "print around Theo": "/families/{rowan}/tree/people/{theo}/print/",
    "API, Theo": "/api/v1/people/{theo}/relations/",
    "API, Theo to Amina": "/api/v1/people/{theo}/relations/{amina}/",
    "API, Sid": "/api/v1/people/{sid}/relations/",
}


def addresses(reader, wanted):
    """Each of these places for the people of Rowan, found as the reader finds them: by the family's page."""
    page = reader.open("/families/")
    page.get_by_role("link", name=re.compile("Rowan")).first.click()
    page.get_by_role("heading", level=1, name="Rowan").wait_for()
    links = {"rowan": page.url}
    for name in ("Amina", "Theo", "Sid"):
        links[name.lower()] = page.get_by_role("link", name=re.compile(rf"\b{name}\b")).first.get_attribute("href")
    ids = {name: link.rstrip("/").rsplit("/", 1)[1] for name, link in links.items()}
    return {place: path.format(**ids) for place, path in wanted.items()}


def read(reader, wanted):
    """The whole text of each place, as the server sends it: markup, titles, drawing and all."""
    found = addresses(reader, wanted)
    answers = {place: reader.page.request.get(reader.address + path) for place, path in found.items()}
    assert {place: answer.status for place, answer in answers.items()} == dict.fromkeys(wanted, 200)
    return {place: answer.text() for place, answer in answers.items()}


def terms(told):
    return {one["known_as"]: one["term"] for one in json.loads(told)["relations"]}


def test_half_stands_nowhere_for_her(someone):
    told = read(someone("Hana"), AROUND_AMINA | ELSEWHERE)

    assert [place for place in AROUND_AMINA if UNKNOWN not in told[place]] == []
    assert {place: HALF.findall(text) for place, text in told.items() if HALF.search(text)} == {}
    assert terms(told["API, Theo"])["Sid"] == "stepfather"


def test_the_lead_worker_reads_it_in_each_place(someone):
    told = read(someone("Priya"), AROUND_AMINA | ELSEWHERE)

    assert [place for place in AROUND_AMINA if "half-brother" not in told[place] or UNKNOWN in told[place]] == []
    assert terms(told["API, Theo"])["Sid"] == "father"


@pytest.mark.parametrize(("reader", "parents"), [("Hana", {"Dana"}), ("Priya", {"Dana", "Sid"})])
def test_theos_parents_are_those_the_reader_may_know(someone, reader, parents):
    person = someone(reader)

    page = person.open(addresses(person, ELSEWHERE)["Theo’s facts"])

    written = page.get_by_role("list", name="Parents and carers").inner_text()
    assert {name for name in ("Dana", "Sid", "Rob") if name in written} == parents


def test_her_pages_are_accessible(someone):
    hana = someone("Hana", DESK)

    for place in ("person", "tree", "print"):
        hana.open(addresses(hana, AROUND_AMINA)[place])
        hana.check_accessible()
