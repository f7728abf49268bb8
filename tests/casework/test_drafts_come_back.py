"""What was sent and refused stands in its boxes whenever the page is opened again (ui.md, saving rules)."""

import json

import pytest

from casework.actions.conversations import log_conversation
from families.actions.records import EntryText
from families.models import Draft, Entry
from tests.casework.plans_of_ones_own import plan_of
from tests.factories_families import ContactPointFactory
from tests.sweeps.forms import own_form

WORDS, MORE, TOO_LONG = "They were for swimming", "And for the beach", "x" * 9_000


@pytest.fixture
def pages(family, dana, danas_sign_in, worker):
    """Pages with a draft: who writes there, where, and two boxes of each."""
    bags = [EntryText(Entry.Kind.SEEN, "Three bags by the door")]
    told = log_conversation(family=family, people=[dana], headline="At the table", entries=bags, by=worker)
    plan = plan_of(dana, family)
    point = ContactPointFactory(person=dana)
    return {
        "how one sees it": (danas_sign_in, f"{told.get_absolute_url()}how-i-see-it/", "comment"),
        "how it was": (danas_sign_in, f"{told.get_absolute_url()}not-how-it-was/", "statement"),
        "a plan": (danas_sign_in, f"{plan.get_absolute_url()}people/", "people"),
        "looking back": (danas_sign_in, f"{plan.get_absolute_url()}look-back/", "start"),
        "putting right": (worker, f"/contact-points/{point.pk}/put-right/", "safe_times"),
    }


@pytest.mark.parametrize("name", ["how one sees it", "how it was", "a plan", "looking back", "putting right"])
@pytest.mark.parametrize("by_script", [True, False])
def test_what_was_refused_stands_in_its_box_when_the_page_is_opened_again(client, pages, name, by_script):
    user, address, box = pages[name]
    client.force_login(user)
    asked = own_form(client.get(address).text, address).typed()
    said = {name: values[-1] for name, values in asked.items() if values and name != "csrfmiddlewaretoken"}
    if by_script:  # the words go first, and the form then
        body = {"fields": said | {box: WORDS}, "people": []}
        client.put(address, json.dumps(body), content_type="application/json", headers={"If-Match": '"0"'})
        assert client.post(address, said | {box: TOO_LONG}).status_code == 422
        assert WORDS in client.get(address).text
        return

    refused = client.post(address, said | {box: WORDS + TOO_LONG})
    assert (refused.status_code, WORDS in client.get(address).text) == (422, True)
    again = own_form(refused.text, address).typed()
    client.post(address, {name: values[-1] for name, values in again.items() if values} | {box: MORE + TOO_LONG})

    assert [words in client.get(address).text for words in (WORDS, MORE)] == [False, True]
    assert Draft.objects.unfinished().count() == 1
