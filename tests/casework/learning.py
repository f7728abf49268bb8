"""Learning notes as the tests need them."""

from datetime import timedelta
from typing import Any

from casework.actions import learning as actions
from casework.models import LearningNote, LearningTry
from database.asker import acting_as
from tests.conftest import FROZEN

TODAY = FROZEN.date()
SOON = TODAY + timedelta(days=14)
SENSE = "Three calls came in a row."


def begun(by: Any, what_happened: str = "We came a day early.", **said: str) -> Any:
    with acting_as(by.asker):
        return actions.begin_learning(kind=LearningNote.Kind.MISTAKE, what_happened=what_happened, by=by, **said)


def ours(by: Any, their_words: str = "Nobody rang back.") -> Any:
    with acting_as(by.asker):
        return actions.begin_our_learning(their_words=their_words, by=by)


def shared(note: Any, by: Any, audience: str = "service", **said: Any) -> Any:
    told = {"title": "The wrong day", "why_it_made_sense": SENSE} | said
    with acting_as(by.asker):
        return actions.share_learning(note=note, audience=audience, by=by, **told)


def trying(note: Any, by: Any) -> Any:
    with acting_as(by.asker):
        return actions.try_learning(note=note, what_we_will_try="A text at once.", try_by=SOON, by=by)


def tried(note: Any, by: Any, what_happened: str = "It took ten seconds.") -> Any:
    with acting_as(by.asker):
        return actions.note_try(
            note=note, tried_on=TODAY, what_happened=what_happened, keep=LearningTry.Keep.YES, by=by
        )
