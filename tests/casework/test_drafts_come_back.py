"""What was begun stands in its box again after a form was refused, on every page with a draft (ui.md, saving rules)."""

import json

import pytest

from casework.actions.conversations import log_conversation
from families.actions.records import EntryText
from families.models import Entry
from tests.casework.plans_of_ones_own import plan_of
from tests.factories_families import ContactPointFactory
from tests.sweeps.forms import own_form

WORDS = "They were for swimming"


@pytest.fixture
def told(family, dana, worker):
    return log_conversation(
        family=family, people=[dana], headline="At the table", entries=[EntryText(Entry.Kind.SEEN, "Bags")], by=worker
    )


@pytest.fixture
def pages(family, told, dana, danas_sign_in, worker):
    """Each page with a draft: whose it is, its address, and in which box the words stand."""
    plan = plan_of(dana, family)
    point = ContactPointFactory(person=dana)
    return {
        "how-i-see-it": (danas_sign_in, f"{told.get_absolute_url()}how-i-see-it/", "comment"),
        "not-how-it-was": (danas_sign_in, f"{told.get_absolute_url()}not-how-it-was/", "statement"),
        "plan": (danas_sign_in, f"{plan.get_absolute_url()}people/", "people"),
        "look-back": (danas_sign_in, f"{plan.get_absolute_url()}look-back/", "keep"),
        "right": (worker, f"/contact-points/{point.pk}/put-right/", "safe_times"),
    }


@pytest.mark.parametrize("name", ["how-i-see-it", "not-how-it-was", "plan", "look-back", "right"])
def test_x(client, pages, name):
    user, address, box = pages[name]
    client.force_login(user)
    page = client.get(address)
    print(page.status_code, address)
    said = {name: one[-1] for name, one in own_form(page.text, address).typed().items() if one}
    said.pop('csrfmiddlewaretoken', None)
    said |= {box: WORDS}
    body = json.dumps({"fields": said, "people": []})
    kept = client.put(address, body, content_type="application/json", headers={"If-Match": '"0"'})
    print(kept.status_code, kept.text[:200])
    refused = client.post(address, said | {box: "x" * 9000})
    print(refused.status_code)
    again = client.get(address)
    print(WORDS in again.text)
    assert WORDS in again.text
