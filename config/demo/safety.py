"""A safety map of the Rowans that is being made: one danger with its goal, its scale and Dana's own view; one without a goal yet."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from casework.actions import safety_maps
from casework.actions.sharing import write_sharing_decision
from casework.models import SafetyMap, SafetyMapItem, ScalingQuestion, SharingDecision
from config.demo.calendar import Calendar
from config.demo.rowan import Rowan
from database.asker import acting_as

Part = SafetyMapItem.Part


def being_mapped(calendar: Calendar, rowan: Rowan, priya: User) -> SafetyMap:
    """By Priya with Dana and Joan; what Dana says, she writes herself."""
    made = safety_maps.begin_safety_map(
        family=rowan.family,
        people=[rowan["Amina"]],
        made_with=[rowan["Dana"], rowan["Joan"]],
        happened_on=calendar.day(2026, 3, 2),
        by=priya,
    )
    _write_down(made, rowan, priya)
    dana = rowan["Dana"].account.user
    danger = _mornings(made, priya)
    with acting_as(dana.asker):
        safety_maps.add_to_safety_map(
            safety_map=made,
            part=Part.EXISTING_SAFETY,
            text="When I can’t get up I text Mum, and she comes before eight.",
            said_by=rowan["Dana"],
            by=dana,
        )
        safety_maps.see_it_differently(
            danger=danger,
            person=rowan["Dana"],
            words="I was awake. The baby next door had been crying all night and I had a migraine. It was twice, not every week.",
            by=dana,
        )
    safety_maps.write_danger(
        safety_map=made,
        who_is_worried="Joan",
        worry="That Amina looks after everyone, and tells nobody when she is frightened herself.",
        effect_on_child="She would stop asking for anything.",
        if_nothing_changes="She will be the one who holds it all together, at eleven.",
        by=priya,
    )
    return made


def told(calendar: Calendar, rowan: Rowan, priya: User) -> SharingDecision:
    """Whom Priya told about mornings; Dana and Amina read it."""
    return write_sharing_decision(
        family=rowan.family,
        people=[rowan["Amina"], rowan["Dana"]],
        decided_on=calendar.day(2026, 3, 3),
        outcome=SharingDecision.Outcome.SHARED,
        with_whom="Ms Hall from school",
        what="That mornings are hard now, and that Joan may bring Amina.",
        why="So that nobody asks Amina why she is late, and breakfast club has a place for her.",
        basis=SharingDecision.Basis.HELP,
        told_subject=SharingDecision.ToldSubject.YES,
        by=priya,
    )


def _write_down(made: SafetyMap, rowan: Rowan, by: User) -> None:
    said: tuple[tuple[SafetyMapItem.Part, str, Any], ...] = (
        (Part.STRENGTH, "Breakfast happens now, and Amina has not been late for three weeks.", None),
        (Part.STRENGTH, "She laughs again when she comes in from school.", rowan["Joan"]),
        (
            Part.PAST_HARM,
            "On two mornings in February no grown-up was up. Amina dressed the little ones and took them across the big road in"
            " the dark. A driver had to brake hard.",
            None,
        ),
        (Part.COMPLICATING_FACTOR, "The rent is behind since hours were cut at the bakery.", None),
        (Part.NEXT_STEP, "I keep my phone on loud from six, so that Dana’s text wakes me.", rowan["Joan"]),
    )
    for part, text, said_by in said:
        safety_maps.add_to_safety_map(safety_map=made, part=part, text=text, said_by=said_by, by=by)


def _mornings(made: SafetyMap, by: User) -> Any:
    danger = safety_maps.write_danger(
        safety_map=made,
        who_is_worried="Ms Hall from school, and Priya",
        worry="That Amina takes the little ones to school alone again when no grown-up is up, and one of them is run over.",
        effect_on_child="Amina would be hurt, or would see it happen and think it was her fault.",
        if_nothing_changes="She will stay at home to watch them, and miss more school.",
        by=by,
    )
    goal = safety_maps.say_safety_goal(
        danger=danger,
        words="Every school day a grown-up is up before the children are, and walks with them.",
        parents_will_be_seen="Dana or Joan at the gate each morning; a text to Joan before eight when it is a bad night.",
        child_will_experience="Amina only has to get herself ready. She has time for toast.",
        row_version=0,
        by=by,
    )
    scale = ScalingQuestion.objects.get(record__family=made.record.family)
    safety_maps.put_goal_on_scale(goal=goal, scale=scale, by=by)
    return danger
