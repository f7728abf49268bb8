from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.written import Ids, written_once
from database.history import tracked
from database.rules import Rule
from families.periods import DatedQuerySet, PeriodField, not_empty

from .kept import people_not_kept_from
from .locality_rules import ListKind, held_by_one_choice
from .people import Family, Person, families_open_to
from .records import Record, records_not_kept_from, records_open_to
from .unseen import among


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, user: User) -> GoalQuerySet:
        """With its record; and to the other family of a link-up for as long as the goal is shared with it (line 8), unless a line
        before keeps it from them."""
        if user.kind != User.Kind.FAMILY:
            return self.filter(records_open_to(user, "record__"))
        on_our_board = among("pk", _on_the_board_of(user)) & records_not_kept_from(user, "record__")
        return self.filter(records_open_to(user, "record__") | on_our_board)


@written_once
def _on_the_board_of(user: User) -> Ids:
    return GoalShare.objects.current().filter(families_open_to(user, "family__id")).values("goal")


class Theme(models.TextChoices):
    """What a goal may be about, wherever a place has no list of its own (domain.md §1.4)."""

    KIDS_BEHAVIOUR = "kids_behaviour", _("How the kids behave")
    BEING_A_PARENT = "being_a_parent", _("Being a parent")
    FRIENDS_AND_BELONGING = "friends_and_belonging", _("Friends and belonging")
    GETTING_OUT_MORE = "getting_out_more", _("Getting out more")
    ROUTINES = "routines", _("Routines")
    SCHOOL = "school", _("School")
    MONEY_AND_HOME = "money_and_home", _("Money and home")
    HEALTH = "health", _("Health")
    COUPLE_OR_FAMILY_RELATIONSHIPS = ("couple_or_family_relationships", _("Getting on as a couple or a family"))
    SETTLING_IN_A_NEW_COUNTRY = ("settling_in_a_new_country", _("Settling in a new country"))
    WORK_OR_STUDY = "work_or_study", _("Work or study")
    FUN = "fun", _("Fun")
    OTHER = "other", _("Something else")


@tracked
class Goal(Protected):
    """Something that a family wants to change, in its own words (domain.md §1.3, step 7)."""

    Theme = Theme

    class State(models.TextChoices):
        ACTIVE = "active", _("Working towards it")
        REACHED = "reached", _("Reached")
        CHANGED = "changed", _("Changed to another")
        LET_GO = "let_go", _("Let go")

    record = models.OneToOneField(Record, models.PROTECT, related_name="goal")
    family = models.ForeignKey(Family, models.PROTECT, related_name="goals")
    words = models.CharField(_("what do you want to change?"), max_length=200)
    theme = models.CharField(_("what is it about?"), max_length=40, default=Theme.OTHER)
    theme_label = models.CharField(
        max_length=200, blank=True, default="", db_default="", editable=False, help_text="The words of the place then."
    )
    zero_means = models.CharField(_("what would 0 be like?"), max_length=200, blank=True)
    ten_means = models.CharField(_("what would 10 be like?"), max_length=200, blank=True)
    hoped = models.DecimalField(
        _("where do you hope to get to?"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    small_sign = models.CharField(_("what small sign would show it is working?"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)

    objects = GoalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words__regex=r"^\s*$"),
                name="goal_has_words",
                violation_error_message=_("Write it in the family’s own words."),
            ),
            models.CheckConstraint(
                condition=Q(hoped__isnull=True) | Q(hoped__gte=0, hoped__lte=10),
                name="goal_hope_on_the_scale",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
        ]
        triggers = [
            Rule(
                name="goal_theme_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=held_by_one_choice(
                    ListKind.GOAL_THEMES,
                    column="theme",
                    family="NEW.family_id",
                    usual=Theme.values,
                    broken="goal_theme_of_the_place",
                ),
                sentences={
                    "goal_theme_of_the_place": _("Choose what it is about from the list of the family’s place.")
                },
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def theme_words(self) -> str:
        """What it is about, in the words that counted when it was written."""
        return self.theme_label or str(dict(Theme.choices).get(self.theme, self.theme))


class GoalScoreQuerySet(models.QuerySet["GoalScore"]):
    def visible_to(self, user: User) -> GoalScoreQuerySet:
        """With the goal, but for the answers of someone who is kept from the user."""
        goals = Goal.objects.visible_to(user).values("pk")
        return self.filter(people_not_kept_from(user, "person__id"), goal__in=goals)


@tracked
class GoalScore(Protected):
    """Where one person says things stand on one day; never averaged with another's (domain.md §0.1, rule 7)."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="scores", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="goal_scores")
    on = models.DateField(_("when"))
    value = models.DecimalField(
        _("where are things now?"),
        max_digits=3,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    note = models.CharField(_("what makes it that?"), max_length=4_000, blank=True)

    objects = GoalScoreQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "person", "on"],
                name="goal_score_once_a_day",
                violation_error_message=_("They have answered for that day already."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=10),
                name="goal_score_on_the_scale",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.on}"


class GoalShareQuerySet(DatedQuerySet["GoalShare"]):
    def visible_to(self, user: User) -> GoalShareQuerySet:
        return self.filter(goal__in=Goal.objects.visible_to(user).values("pk"))


@tracked
class GoalShare(Protected):
    """That a goal stands on the board of a link-up's other family: written when it starts, ended the day it ends."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="shares")
    family = models.ForeignKey(Family, models.PROTECT, related_name="goals_shared_with")
    period = PeriodField()

    objects = GoalShareQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("goal_share_has_a_day"),
            ExclusionConstraint(
                name="goal_share_no_overlap",
                expressions=[
                    ("goal", RangeOperators.EQUAL),
                    ("family", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("It is shared with them already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal} with {self.family}"
