"""Someone's own plan as the tests need it."""

from datetime import timedelta
from typing import Any

from casework.actions import my_plans as actions
from casework.actions.self_reviews import look_back_on_plan
from casework.models import MyPlanVersion, ReadBy
from database.asker import acting_as
from families.actions.granting import let_help
from tests.conftest import FROZEN

LATER = FROZEN.date() + timedelta(days=90)


def plan_of(person: Any, family: Any, *, read_by: Any = ReadBy.ONLY_ME, readers: Any = (), **said: str) -> Any:
    """Begun by themselves, for nobody else unless the test says so."""
    by = person.account.user
    words = {"what_matters": "That Theo sleeps through"} | said
    with acting_as(by.asker):
        return actions.begin_my_plan(owner=person, family=family, read_by=read_by, readers=readers, by=by, **words)


def written(plan: Any, by: Any, *, hopes: Any = None, **said: str) -> Any:
    """Changed by someone, after what it says now."""
    with acting_as(by.asker):
        return actions.write_my_plan(plan=plan, row_version=as_it_is(plan).number, hopes=hopes, by=by, **said)


def looked_back(plan: Any, by: Any, *values: int, **said: Any) -> Any:
    """With a number for each of the hopes, as far as there are numbers."""
    version = as_it_is(plan)
    hopes = [plan.all_hopes.get(pk=pk) for pk in version.hopes]
    with acting_as(by.asker):
        return look_back_on_plan(
            plan=plan, row_version=version.number, answers=dict(zip(hopes, values, strict=False)), by=by, **said
        )


def as_it_is(plan: Any) -> Any:
    return MyPlanVersion.objects.filter(plan=plan).order_by("-number")[0]


def lets_write(owner: Any, helper: Any) -> Any:
    by = owner.account.user
    with acting_as(by.asker):
        return let_help(owner=owner, helper=helper, can="write_for_me", until=LATER, by=by)
