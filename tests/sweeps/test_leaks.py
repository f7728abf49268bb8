"""What the door keeps from someone is told to them nowhere: each text of each row is a word of its own, looked for everywhere.

Models and addresses are read from the product: what is added later joins by existing (security.md §2.6; domain.md §8.5).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from accounts.models import User
from database.asker import acting_as
from families.actions.keeping import restrict
from families.actions.sampling import ask_for_sample
from families.models import Family, Person
from tests import postgres
from tests.conftest import FROZEN
from tests.sweeps.bodies import ENDPOINTS, body_of, named
from tests.sweeps.conftest import something_at_every_address
from tests.sweeps.forms import own_form
from tests.sweeps.opened import FORM, undone
from tests.sweeps.planting import kept_models, mark_of, plant, texts, told
from tests.sweeps.test_doors import OURS
from tests.sweeps.york import UNKNOWN

pytestmark = pytest.mark.slow
MEANT = {
    # A worry names whom it is about to those who must act on it (domain.md §9.3).
    ("casework:worry", "person.known_as"),
    ("casework:worry-list", "person.known_as"),
    # Written for whoever reads it there (domain.md §9.5).
    ("families:our-looked", "emergencyaccess.told_words"),
    # For whom an advocate works is told to whoever may let them help, or has done so.
    ("casework:how-i-see-it", "agency.name"),
    ("casework:plan-how-i-see-it", "agency.name"),
    ("casework:safety-map-how-i-see-it", "agency.name"),
    ("families:our-helper-add", "agency.name"),
    ("families:our-helpers", "agency.name"),
    # Who was written down twice is found nowhere any more, but is named where the two may be parted again.
    ("families:merge-list", "person.known_as"),
    ("families:merge-undo", "person.known_as"),
}
READERS = ["Priya", "Marlon", "Alex", "Dana", "Amina", "Rob", "Yusuf"]
OTHERS = ["Sarah", "Lena", "Ngozi", "Tom", "Arun", "Ines", "Jay", "Joan"]
WRITERS = ["Priya", "Dana", "Rob"]
"""Who works with the family, whose it is, and who is kept from it: they send every form in each run, and the others by `make fuzz`."""


def one_by_one(now: list[str]) -> list[Any]:
    """These in each run, and everyone else by `make fuzz` alone."""
    later = [name for name in [*READERS, *OTHERS] if name not in now]
    return [*now, *(pytest.param(name, marks=pytest.mark.fuzz) for name in later)]


LEAVE = {"accounts:session-end", "accounts:back"}
"""They sign out."""
SPENT = {"invitations": "spent", "welcome": "spent", "how-is-it": "spent"}


@pytest.fixture(autouse=True)
def as_it_was(demo: dict[str, UUID], django_db_blocker: Any) -> Iterator[None]:
    """A new copy of the demo after each test: what is planted is planted for good."""
    yield
    host, name = os.environ["KITH_TEST_POSTGRES"], connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as clock:
        clock.setattr("database.clock.now", lambda: FROZEN)
        postgres.fresh_copy(host, name, postgres.demo_template(host, postgres.template(host)))
        demo |= something_at_every_address()


@pytest.mark.parametrize("name", one_by_one(READERS))
def test_what_is_kept_from_someone_is_told_to_them_nowhere(client, people, rows, name):
    user = people[name]
    plant(user)
    client.force_login(user)

    # In the bytes of a PNG nothing is found; it is the drawing that the same sweep reads as SVG.
    answers = {address.name: client.get(address.filled(rows | {"demo": user.pk} | SPENT)) for address in OURS}
    found = {name: told(answer.content.decode(errors="replace"), user) for name, answer in answers.items()}

    assert {(address, words) for address, said in found.items() for words in said} <= MEANT


@pytest.fixture
def sampled(client, people, rows):
    """Joyce, a quality lead, reads the story of the Rowans from today."""
    joyce, rowan = people["Joyce"], Family.objects.get(name="Rowan")
    ask_for_sample(
        family=rowan, reader=joyce, drawn_how="family", until=date(2026, 3, 30), why="Words", by=people["Priya"]
    )
    client.force_login(joyce)
    return joyce


def test_no_page_of_a_sample_leads_where_nothing_opens(client, sampled, rows):
    """From the story to each page that it leads to, and on from there: a conversation, a scale, maps, whom we told."""
    story = f"/families/{rows['families']}/story/"
    led = {href: client.get(href).status_code for href in links_in(client.get(story).text)}
    further = {href for page in led for href in links_in(client.get(page).text)}

    assert {part for href in led for part in [href.split("/")[1]]} >= {
        "conversations",
        "scales",
        "support-maps",
        "told",
    }
    answers = led | {href: client.get(href).status_code for href in further}
    assert {href: status for href, status in answers.items() if status not in {200, 302}} == {}


def links_in(page: str) -> set[str]:
    """The paths of ours to which the words of a page lead."""
    words = page.partition("</nav>")[2].partition("<footer")[0]
    return set(re.findall(r'<a [^>]*href="(/[^"#?]*)', words))


def test_a_sample_shows_what_is_shared_and_nothing_else(client, people, rows, sampled):
    """Every address as a quality lead who reads a sample; what is kept from her holds words of its own."""
    joyce = sampled
    plant(joyce)

    answers = {address.name: client.get(address.filled(rows | {"demo": joyce.pk} | SPENT)) for address in OURS}
    found = {name: told(answer.content.decode(errors="replace"), joyce) for name, answer in answers.items()}

    assert answers["casework:family-story"].status_code == 200
    assert "After school, at the kitchen table" in answers["casework:family-story"].text
    assert {(address, words) for address, said in found.items() for words in said} <= MEANT


@pytest.mark.parametrize("name", one_by_one(READERS))
def test_no_search_finds_what_is_kept(client, people, rows, name):
    user = people[name]
    plant(user)
    client.force_login(user)

    answer = client.post("/search/", {"q": mark_of(user)}, follow=True)

    assert told(answer.text, user) == set()
    assert b"/people/" not in answer.content


def test_there_is_something_to_leak(people, rows):
    """Of each reader, many tables hold rows that are kept from them: else the sweep would look for nothing."""
    plant(people["Rob"])

    with acting_as(people["Kith"].asker):
        holding = {
            model._meta.model_name
            for model in kept_models()
            for field in texts(model)
            if model._base_manager.annotate(text_of_it=Cast(field.attname, TextField()))
            .filter(text_of_it__contains=mark_of(people["Rob"]))
            .exists()
        }

    assert holding >= {"person", "family", "entry", "conversation", "goal", "contactpoint", "draft", "personbackground"}
    assert User.objects.filter(name__contains=mark_of(people["Rob"])).exists()


def answers_to(client: Any, path: str) -> str:
    """All that the answers say to a form that is sent empty, and filled in; all of it is undone."""
    page = client.get(path)
    form = own_form(page.text, path) if page.status_code == 200 else None
    sendings = [{}] if form is None else [{}, form.sent(lambda name: "Words", fully=True)]
    said = []
    for sending in sendings:
        with undone():
            answer = client.post(path, urlencode(sending, doseq=True), content_type=FORM)
            said += [answer.text, *([client.get(answer.url, follow=True).text] if answer.status_code == 302 else [])]
    return " ".join(said)


PARTS = 3
"""Of the forms: a test is one transaction, and nobody may ask for longer than five minutes in one."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", one_by_one(WRITERS))
def test_no_answer_to_a_form_tells_what_is_kept(client, people, rows, name, part):
    user = people[name]
    plant(user)
    client.force_login(user)
    pages = [one for one in OURS if "POST" in one.methods and not one.is_endpoint and one.name not in LEAVE]
    pages = pages[part::PARTS]

    found = {page.name: told(answers_to(client, page.filled(rows | {"demo": user.pk} | SPENT)), user) for page in pages}

    assert {(address, words) for address, said in found.items() for words in said} <= MEANT


@pytest.fixture
def someone_restricted(people, asking):
    """Of the Oseis one is for named people only: another system sees nothing of that family."""
    kofi = Person.objects.get(known_as="Kofi")
    restrict(what=kofi, ground="other", allowed=[], review_on=date(2026, 9, 14), by=people["Priya"])
    return {"families": Family.objects.get(name="Osei").pk, "people": kofi.pk, "person": kofi.pk}


def whole(answer):
    """Also of a list that is given out batch by batch."""
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.text


@pytest.mark.parametrize("whose", ["a family it reads", "a family with someone restricted"])
def test_another_system_is_told_nothing_that_is_kept_from_it(system, people, rows, someone_restricted, whose):
    user = system.credentials.client.user
    rows = rows | (someone_restricted if "restricted" in whose else {})
    bodies = {one: body_of(one, named(people, rows) | {"family": rows["families"]}, fully=True) for one in ENDPOINTS}
    plant(user)

    found = {one.name: told(whole(system.get(one.filled(rows))), user) for one in OURS if one.is_endpoint}
    for address, body in bodies.items():
        for said in (body, {}, {**body, "person": str(UNKNOWN)}):
            with undone():
                answer = system.send(address.filled(rows), json.dumps(said, default=str)).text
            found[address.name] |= told(answer, user)

    assert {address: said for address, said in found.items() if said} == {}


def test_no_search_by_another_system_finds_what_is_kept(system, someone_restricted):
    user = system.credentials.client.user
    plant(user)

    answer = system.send("/api/v1/people/search/", {"name": mark_of(user)}).json()

    assert answer["results"] == []
