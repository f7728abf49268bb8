"""No message by e-mail says of whom it is: whoever reads over a shoulder, or on a shared phone, learns nothing (domain.md §8.6)."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from families.models import Address, Family, Person
from tests.sweeps.opened import FORMS, Opened, tried, undone


def names_and_homes() -> re.Pattern[str]:
    """Everyone and every home of the demo, as words."""
    people = Person.objects.values_list("known_as", "family_name", "given_name")
    homes = [line for lines in Address.objects.values_list("lines", flat=True) for line in lines.splitlines()]
    said = {word for names in people for word in names} | {*homes, *Family.objects.values_list("name", flat=True)}
    return re.compile(rf"\b({'|'.join(re.escape(word) for word in said if len(word) > 2)})\b")


def written_by(opened, capture):
    """The messages that go out when the form is sent as an ordinary person fills it in."""
    before = len(mail.outbox)  # what trying the form may have sent, where this is the first to open it
    with undone(), capture(execute=True):
        opened.send(opened.ordinary())
    return [f"{one.subject} {one.body}" for one in mail.outbox[before:]]


@pytest.mark.parametrize("address", FORMS, ids=str)
def test_no_message_by_e_mail_names_anyone(client, people, rows, address, django_capture_on_commit_callbacks):
    """Neither whom it is about nor their family or their home. Forms are read from the product; most write to nobody."""
    written = []
    if tried(address, people, rows).letters:
        written = written_by(Opened.known(address, client, people, rows), django_capture_on_commit_callbacks)
    secret = names_and_homes()

    assert [secret.findall(text) for text in written if secret.search(text)] == []


@pytest.mark.parametrize("address", [one for one in FORMS if one.name == "families:invitation-add"], ids=str)
def test_there_is_a_message_to_look_at(client, people, rows, address, django_capture_on_commit_callbacks):
    opened = Opened.known(address, client, people, rows)

    assert len(written_by(opened, django_capture_on_commit_callbacks)) == opened.tried.letters == 1
