"""A decision about sharing as the tests need it."""

from datetime import timedelta
from typing import Any

from casework.actions.sharing import write_sharing_decision
from families.actions.records import Sharing
from tests.conftest import FROZEN

TODAY = FROZEN.date()
SAID = {
    "outcome": "shared",
    "with_whom": "the health visitor",
    "what": "That nights are hard",
    "why": "She can come on Thursday",
    "basis": "help",
    "told_subject": "yes",
}
UNSAFE: dict[str, Any] = {
    "told_subject": "no_unsafe",
    "sharing": Sharing("withheld", reason="serious_harm", review_on=TODAY + timedelta(days=30)),
}


def told(by: Any, family: Any, *people: Any, **said: Any) -> Any:
    return write_sharing_decision(family=family, people=people, by=by, **({"decided_on": TODAY} | SAID | said))
