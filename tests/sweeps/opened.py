"""A form that stands open before someone, and what must be so of every answer to it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.core import mail
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client, TestCase

from database.models import Change
from families.models import Draft
from tests.addresses import Address, addresses
from tests.sweeps.forms import Form, own_form, scripts_in, words_of
from tests.sweeps.moments import moment_of

SIGNING_IN = {
    "accounts:own-device",
    "accounts:kept-form",
    "accounts:welcome",
    "accounts:address-confirm",
    "families:invitation-accept",
    "linkups:handed-back",
}
"""They stand open only between two steps of signing in, or on a phone that was handed over, and keep nothing that is written."""
BY_A_LINK = {"check-in-by-link"}
"""It opens by a secret that nobody keeps: its own tests send it what fits no box (tests/linkups/test_views_listening.py)."""
WITH_A_FILE = {"casework:plan-photo-add", "linkups:card-photo-add"}
"""They take nothing without a file, which these sweeps don't send: their own tests do (test_plan_needs.py, test_card_photos.py)."""
NOT_OPENED = SIGNING_IN | BY_A_LINK | WITH_A_FILE
FORMS = [address for address in addresses() if address.is_form and address.name not in NOT_OPENED]
FORM = "application/x-www-form-urlencoded"
ORDINARY = "Words"
Said = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Tried:
    """What a form asks for, and what came of it when it was sent as an ordinary person fills it in."""

    asked: frozenset[str]
    enter: tuple[str, str] | None
    """What Enter presses in it."""
    is_full: bool
    """Whether every box had to be filled, not only those that must be."""
    status: int
    errors: str
    shown: frozenset[str]
    """The boxes whose words the next page shows."""
    letters: int
    """So many messages went out by e-mail."""


TRIED: dict[Address, Tried] = {}
"""By this process: the demo is the same for all sweeps, and so is what saves a form."""


def squeezed(text: str) -> str:
    """Without its spaces, which a page lays out as it likes."""
    return "".join(text.split())


def could_be_markup(text: str) -> bool:
    """Whether a page has to write it otherwise than it is."""
    return html.escape(text) != text


def written() -> QuerySet[Change]:
    """What was written, but for drafts: in one waits what was refused, to be put right."""
    return Change.objects.exclude(table=Draft._meta.db_table)


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


@dataclass
class Opened:
    """A form, who has opened it, and what came of it when it was tried."""

    client: Any
    path: str
    form: Form
    needed: Mapping[str, str]
    answers: Counter[int] = field(default_factory=Counter)
    tried: Tried | None = None
    is_full: bool = False

    @classmethod
    def known(cls, address: Address, client: Any, people: Mapping[str, Any], rows: Mapping[str, Any]) -> Opened:
        """Opened, and tried unless another sweep of this process did: what saves it is known."""
        opened = cls.untried(address, client, people, rows)
        if address not in TRIED:
            TRIED[address] = opened.find_what_saves()
        opened.tried = TRIED[address]
        opened.is_full = opened.tried.is_full
        return opened

    @classmethod
    def untried(cls, address: Address, client: Any, people: Mapping[str, Any], rows: Mapping[str, Any]) -> Opened:
        moment = moment_of(address.name)
        path = address.filled({**rows, **moment.happened(people)})
        client.force_login(people[moment.who])
        page = client.get(path)
        form = own_form(page.text, path)
        assert form is not None, f"{moment.who} finds no form at {path}: {page.status_code}"
        return cls(client, path, form, moment.said)

    def find_what_saves(self) -> Tried:
        """Whether it is saved as it stands, or only when every box is filled; what the next page then shows, and who is written to."""
        for self.is_full in (False, True):
            with undone(), TestCase.captureOnCommitCallbacks(execute=True):
                before, answer = len(mail.outbox), self.send(self.ordinary())
                page = squeezed(words_of(self.client.get(answer.url).text)) if answer.status_code == 302 else ""
            if answer.status_code == 302:
                break
        return Tried(
            asked=frozenset(self.form.controls),
            enter=self.form.enter,
            is_full=self.is_full,
            status=answer.status_code,
            errors=self.errors(answer),
            shown=frozenset(name for name in self.form.texts if self._word(name) in page),
            letters=len(mail.outbox) - before,
        )

    def _word(self, name: str) -> str:
        return f"{ORDINARY}{self.form.texts.index(name)}."

    def ordinary(self, **texts: str) -> Said:
        """What saves it, with these texts in their boxes."""
        said = self.form.sent(lambda name: texts.get(name, self._word(name)), fully=self.is_full)
        return said | {name: [value] for name, value in self.needed.items()}

    def send(self, said: Mapping[str, list[str]]) -> Any:
        return self.client.post(self.path, urlencode(said, doseq=True), content_type=FORM)

    def errors(self, answer: Any) -> str:
        return str([form.errors for form in (answer.context or {}).get("form", []) and [answer.context["form"]]])

    def says(self, texts: Mapping[str, str], *, looks: bool = True) -> set[str]:
        """Send these texts together; where they are refused, each alone as well. The boxes that took theirs."""
        each = {name: [text] for name, text in texts.items()}
        if self.is_saved(each, looks=looks):
            return set(texts)
        return {name for name in each if len(each) > 1 and self.is_saved({name: each[name]}, looks=looks)}

    def shows(self, texts: Mapping[str, Sequence[str]]) -> None:
        """Send to each box its texts as one, and read the page; where that is refused, each box alone, and half of its texts."""
        if self.is_saved(texts):
            return
        for name, several in texts.items():
            half = len(several) // 2
            if len(texts) > 1:
                self.shows({name: several})
            elif half:
                self.shows({name: several[:half]})
                self.shows({name: several[half:]})

    def is_saved(self, texts: Mapping[str, Sequence[str]], *, looks: bool = True) -> bool:
        """Send to each box its texts as one. Refused, it is in words; saved, the page that follows is read when it `looks`."""
        said = self.ordinary(**{name: " ".join(several) for name, several in texts.items()})
        with undone():
            before = written().count()
            answer = self.send(said)
            assert answer.status_code in {302, 422}, (self.path, answer.status_code, texts)
            if answer.status_code == 422:
                self._is_refused(answer, said, before)
            elif looks and (not texts or any(map(could_be_markup, chain(*texts.values())))):
                self._is_shown(self.client.get(answer.url, follow=True), texts)
        self.answers[answer.status_code] += 1
        return bool(answer.status_code == 302)

    def _is_refused(self, answer: Any, said: Said, before: int) -> None:
        """In words, with everything typed kept, and nothing written but its draft."""
        assert written().count() == before, self.path
        assert "error-summary" in answer.text, self.path
        again = own_form(answer.text, self.path)
        assert again is not None
        for name in self.form.texts:
            assert again.controls[name].values == tuple(text for text in said[name] if text), (self.path, name)
        self._holds_no_markup_of(answer.text, [text for texts in said.values() for text in texts])

    def _is_shown(self, page: Any, texts: Mapping[str, Sequence[str]]) -> None:
        assert page.status_code == 200, (self.path, page.status_code)
        self._holds_no_markup_of(page.text, chain(*texts.values()))
        words = squeezed(words_of(page.text))
        for name in (self.tried.shown if self.tried else set()) & set(texts):
            assert squeezed("".join(texts[name])) in words, (self.path, name, texts[name])

    def _holds_no_markup_of(self, page: str, texts: Any) -> None:
        assert scripts_in(page) == [], self.path
        for text in texts:
            if re.search("<.{3}", text):
                assert text not in page, (self.path, text)


def tried(address: Address, people: Mapping[str, Any], rows: Mapping[str, Any]) -> Tried:
    """What came of a form when an ordinary person sent it; opened, and closed again, only where no sweep of this process did."""
    if address not in TRIED:
        with undone():
            Opened.known(address, Client(), people, rows)
    return TRIED[address]
