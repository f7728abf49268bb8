"""Supervision as the tests need it."""

from typing import Any

from casework.actions import supervision as actions
from database.asker import acting_as
from families.actions.records import Sharing
from families.models import ShareState
from tests.conftest import FROZEN

TODAY = FROZEN.date()


def met(worker: Any, manager: Any, by: Any, **said: Any) -> Any:
    whole = {"on": TODAY, "minutes": 60, "kind": "individual", "wellbeing": "Sleeping badly"} | said
    with acting_as(by.asker):
        return actions.write_supervision(supervisee=worker, supervisor=manager, by=by, **whole)


def thought(family: Any, *people: Any, by: Any, is_shared: bool = True, **said: Any) -> Any:
    kept = Sharing(ShareState.State.WITHHELD, reason="third_party", review_on=TODAY.replace(month=5))
    whole = {"happened_on": TODAY, "thought_about": "Three letters in a week.", "sharing": None if is_shared else kept}
    with acting_as(by.asker):
        return actions.write_family_note(family=family, people=people, by=by, **(whole | said))
