"""A safety map as the tests need it."""

from typing import Any

from casework.actions import safety_maps as actions
from casework.models import SafetyMapItem
from tests.conftest import FROZEN

DANGER = {
    "who_is_worried": "Ms Hall",
    "worry": "That she walks to school alone in the dark",
    "effect_on_child": "She could be hurt",
    "if_nothing_changes": "She stays at home",
}
GOAL = {
    "words": "A grown-up walks with her",
    "parents_will_be_seen": "At the gate each morning",
    "child_will_experience": "She has time for toast",
}
SCALE = {"about": "The way to school", "zero_means": "She is run over", "ten_means": "Someone is always there"}


def begun(by: Any, family: Any, *people: Any, **more: Any) -> Any:
    """A map about these people, made with the first of them."""
    facts = {"made_with": people[:1], "happened_on": FROZEN.date()} | more
    return actions.begin_safety_map(family=family, people=people, by=by, **facts)


def danger_on(safety_map: Any, by: Any, **said: Any) -> Any:
    return actions.write_danger(safety_map=safety_map, **(DANGER | said), by=by)


def goal_of(danger: Any, by: Any, **said: Any) -> Any:
    return actions.say_safety_goal(danger=danger, **({"row_version": 0} | GOAL | said), by=by)


def on_scale(goal: Any, by: Any) -> Any:
    return actions.put_goal_on_scale(goal=goal, words=SCALE, by=by)


def whole(by: Any, family: Any, *people: Any) -> Any:
    """A map to which nothing is missing."""
    safety_map = begun(by, family, *people)
    on_scale(goal_of(danger_on(safety_map, by), by), by)
    return safety_map


def item_on(safety_map: Any, by: Any, text: str = "She laughs again", **said: Any) -> Any:
    facts = {"part": SafetyMapItem.Part.STRENGTH} | said
    return actions.add_to_safety_map(safety_map=safety_map, text=text, by=by, **facts)
