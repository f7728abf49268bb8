from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import Goal

from .linkups import LinkUp


class LinkUpGoalQuerySet(models.QuerySet["LinkUpGoal"]):
    def visible_to(self, user: User) -> LinkUpGoalQuerySet:
        """With the goal: the other family's sight of it begins and ends with its GoalShare."""
        return self.filter(
            link_up__in=LinkUp.objects.visible_to(user).values("pk"),
            goal__in=Goal.objects.visible_to(user).values("pk"),
        )


@tracked
class LinkUpGoal(Protected):
    """That a link-up is for one of the seeking family's goals."""

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="goals", db_index=False)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="link_ups")

    objects = LinkUpGoalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link_up", "goal"], name="linkup_goal_once")]
        triggers = [
            Rule(
                name="linkup_goal_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_linkup link_up JOIN families_goal goal ON goal.family_id = link_up.seeking_family_id
                      WHERE link_up.id = NEW.link_up_id AND goal.id = NEW.goal_id) THEN
                      RAISE EXCEPTION 'not their goal' USING ERRCODE = '23514', CONSTRAINT = 'linkup_goal_of_the_seeking_family';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"linkup_goal_of_the_seeking_family": _("A link-up is for goals of the seeking family.")},
            )
        ]

    def __str__(self) -> str:
        return str(self.goal)
