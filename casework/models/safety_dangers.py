"""What people are worried could happen, the goal that goes with it, and what the family sees differently (domain.md §3.5, INV-31)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person, people_not_kept_from, records_open_to

from .safety_maps import BLANK, IS_COMPLETE, SafetyMap, while_it_is_made, words_stay
from .scaling import ScalingQuestion

DANGER = ("who_is_worried", "worry", "effect_on_child", "if_nothing_changes")
GOAL = ("words", "parents_will_be_seen", "child_will_experience")
"""What is written of a danger, and of a safety goal."""


class DangerStatementQuerySet(models.QuerySet["DangerStatement"]):
    def visible_to(self, user: User) -> DangerStatementQuerySet:
        """With the map. Whatever shows one shows what the family sees differently too (`casework.queries.safety_maps`)."""
        return self.filter(records_open_to(user, "map__record__"))


@tracked
class DangerStatement(Protected):
    """What people are worried could happen: who is worried, about what, what it does to the child, and what if nothing changes.

    Its words stay, for someone may have answered them: other words are another statement, and this one is taken off.
    """

    map = models.ForeignKey(SafetyMap, models.PROTECT, related_name="dangers")
    who_is_worried = models.CharField(_("who is worried?"), max_length=200)
    worry = models.CharField(_("what are they worried could happen?"), max_length=4_000)
    effect_on_child = models.CharField(_("what would that do to the child?"), max_length=4_000)
    if_nothing_changes = models.CharField(_("what if nothing changes?"), max_length=4_000)
    taken_off_on = models.DateField(_("taken off on"), null=True, blank=True)
    taken_off_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    objects = DangerStatementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(who_is_worried__regex=BLANK)
                & ~Q(worry__regex=BLANK)
                & ~Q(effect_on_child__regex=BLANK)
                & ~Q(if_nothing_changes__regex=BLANK),
                name="danger_statement_is_whole",
                violation_error_message=_(
                    "Say who is worried, about what, what that would do to the child, and what if nothing changes."
                ),
            ),
            models.CheckConstraint(
                condition=Q(taken_off_on__isnull=True, taken_off_by__isnull=True)
                | Q(taken_off_on__isnull=False, taken_off_by__isnull=False),
                name="danger_statement_taken_off_by",
                violation_error_message=_("What is taken off says when and by whom."),
            ),
        ]
        triggers = [
            Rule(
                name="danger_statement_as_written",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=words_stay(
                    "danger_statement_stays",
                    "map_id",
                    "who_is_worried",
                    "worry",
                    "effect_on_child",
                    "if_nothing_changes",
                )
                + while_it_is_made("NEW.map_id")
                + "RETURN NEW;",
                sentences=IS_COMPLETE
                | {
                    "danger_statement_stays": _(
                        "What people are worried about stays in its words: someone may have answered them. Say it in other words."
                    )
                },
            )
        ]

    def __str__(self) -> str:
        return self.worry


_DISAGREEMENT_AS_SAID = """
    IF TG_OP = 'UPDATE' THEN
      RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'danger_disagreement_stays';
    END IF;
    IF EXISTS (
      SELECT FROM accounts_user writer WHERE writer.id = NEW.created_by_id AND writer.kind = 'family')
      AND NOT EXISTS (
        SELECT FROM families_personaccount account
        WHERE account.user_id = NEW.created_by_id AND account.person_id = NEW.person_id) THEN
      RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'danger_disagreement_in_their_own_name';
    END IF;
    RETURN NEW;
"""


class DangerDisagreementQuerySet(models.QuerySet["DangerDisagreement"]):
    def visible_to(self, user: User) -> DangerDisagreementQuerySet:
        """With the statement that it answers, for the two belong together; but not from someone who is kept from the user."""
        return self.filter(records_open_to(user, "danger__map__record__"), people_not_kept_from(user, "person__id"))


@tracked
class DangerDisagreement(Protected):
    """“We see it differently”: what someone of the family says of a danger, in their own words. It stands in the same block.

    They say it themselves, or tell it to whoever works with them. It may be said of a map that is complete, too.
    """

    danger = models.ForeignKey(DangerStatement, models.PROTECT, related_name="disagreements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("who sees it differently?"))
    words = models.CharField(_("how do they see it?"), max_length=4_000)
    said_on = models.DateField(_("said on"))

    objects = DangerDisagreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words__regex=BLANK),
                name="danger_disagreement_has_words",
                violation_error_message=_("Say how it is seen, in their own words."),
            )
        ]
        triggers = [
            Rule(
                name="danger_disagreement_as_said",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=UNLESS_MOVED + _DISAGREEMENT_AS_SAID,
                sentences={
                    "danger_disagreement_stays": _("How they see it stays in their words. They can say more."),
                    "danger_disagreement_in_their_own_name": _(
                        "Only they themselves say that they see it differently."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return self.words


_GOAL_OF_ITS_DANGER = """
    IF TG_OP = 'UPDATE' AND NEW.danger_id <> OLD.danger_id THEN
      RAISE EXCEPTION 'of another' USING ERRCODE = '23514', CONSTRAINT = 'safety_goal_stays_with_its_danger';
    END IF;
    IF NEW.scale_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM casework_scalingquestion question
      JOIN families_record begun ON begun.id = question.record_id
      JOIN casework_dangerstatement danger ON danger.id = NEW.danger_id
      JOIN casework_safetymap map ON map.id = danger.map_id
      JOIN families_record record ON record.id = map.record_id
      WHERE question.id = NEW.scale_id AND begun.family_id = record.family_id
        AND NOT EXISTS (
          SELECT FROM families_sharestate theirs
          WHERE theirs.record_id = begun.id AND theirs.state = 'child_only')) THEN
      RAISE EXCEPTION 'of others' USING ERRCODE = '23514', CONSTRAINT = 'safety_goal_scale_of_the_family';
    END IF;
    RETURN NEW;
"""


class SafetyGoalQuerySet(models.QuerySet["SafetyGoal"]):
    def visible_to(self, user: User) -> SafetyGoalQuerySet:
        """With the danger whose goal it is."""
        return self.filter(records_open_to(user, "danger__map__record__"))


@tracked
class SafetyGoal(Protected):
    """How it will be when no one is worried about one danger: what the parents will be seen doing, what the child will live.

    `scale`: where everyone puts it, from 0 (certain to happen) to 10 (safe enough). One scale may be that of several goals.
    """

    danger = models.OneToOneField(DangerStatement, models.PROTECT, related_name="goal")
    words = models.CharField(_("how will it be when no one is worried?"), max_length=4_000)
    parents_will_be_seen = models.CharField(_("what will the parents be seen doing?"), max_length=4_000)
    child_will_experience = models.CharField(_("what will it be like for the child?"), max_length=4_000)
    scale = models.ForeignKey(
        ScalingQuestion, models.PROTECT, related_name="safety_goals", null=True, blank=True, db_index=False
    )

    objects = SafetyGoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words__regex=BLANK)
                & ~Q(parents_will_be_seen__regex=BLANK)
                & ~Q(child_will_experience__regex=BLANK),
                name="safety_goal_is_whole",
                violation_error_message=_(
                    "Say how it will be, what the parents will be seen doing, and what it will be like for the child."
                ),
            )
        ]
        triggers = [
            Rule(
                name="safety_goal_of_its_danger",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=while_it_is_made(
                    "(SELECT danger.map_id FROM casework_dangerstatement danger WHERE danger.id = NEW.danger_id)"
                )
                + _GOAL_OF_ITS_DANGER,
                sentences=IS_COMPLETE
                | {
                    "safety_goal_stays_with_its_danger": _("A safety goal belongs to its danger, and stays with it."),
                    "safety_goal_scale_of_the_family": _(
                        "Choose a scale of this family; not one that a child made in confidence."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return self.words
