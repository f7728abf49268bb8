"""Dana's own plan, which she shares with those who work with her, and how she looked back on it once; Jay is invited to one."""

from __future__ import annotations

from accounts.models import User
from casework.actions import my_plans
from casework.actions.self_reviews import look_back_on_plan
from casework.models import MyPlan, MyPlanVersion, ReadBy
from config.demo.rowan import Rowan
from database.asker import acting_as

GARDEN, SLEEP, COURSE = "A garden that the children can play in", "Sleep, three nights in a row", "To finish the course"


def danas(rowan: Rowan, priya: User) -> MyPlan:
    """In her own words, by herself."""
    dana = rowan["Dana"]
    by = dana.account.user
    with acting_as(by.asker):
        plan = my_plans.begin_my_plan(
            owner=dana,
            family=rowan.family,
            read_by=ReadBy.WORKERS,
            what_matters="My four, all under one roof. That people ring before they come, and say what they came for.",
            good_day="Everyone is up before eight and nobody has shouted. Toast, and the radio on.",
            bad_day="No sleep, a letter I don’t understand, and then someone at the door.",
            by=by,
        )
        my_plans.write_my_plan(
            plan=plan,
            row_version=1,
            people="Mum, always. My sister when I ask her. The woman who runs the Saturday club.",
            what_helps="A text, not a call. One thing at a time. Being asked what I think first.",
            what_doesnt="Being told to calm down.",
            by=by,
        )
        my_plans.write_my_plan(plan=plan, row_version=2, hopes=[GARDEN, SLEEP, COURSE], by=by)
        my_plans.write_my_plan(plan=plan, row_version=3, helped_by=MyPlanVersion.HelpedBy.RELATIVE, by=by)
        hopes = {hope.words: hope for hope in plan.all_hopes.all()}
        look_back_on_plan(
            plan=plan,
            row_version=4,
            answers={hopes[GARDEN]: 2, hopes[SLEEP]: 6},
            keep="Mum having the little ones on Saturdays.",
            start="Ringing the college.",
            talk_to=[priya],
            by=by,
        )
    return plan


def jay_is_invited(rowan: Rowan, priya: User) -> None:
    """By Priya; he has not answered, and nobody asks him why."""
    my_plans.invite_to_plan(person=rowan["Jay"], by=priya)
