"""Safety maps: what happened, what people are worried could happen, and how it will be when no one is worried (domain.md §3.5).

A map is optional and nothing asks for one. There is no score, no colour and no threshold on it: a statement of a danger goes with
one safety goal, the goal with a scale, and what the family sees differently stands with the statement (INV-31).
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person, Record, people_not_kept_from, records_open_to

BLANK = r"^\s*$"
COMPLETE = "safety_map_is_complete"
IS_COMPLETE = {COMPLETE: _("This map is complete. Go on with it first, then change it.")}


def while_it_is_made(which: str) -> str:
    """Refuse what comes to a map that is complete. The map is held, so that nobody completes it in the same moment."""
    return f"""
        PERFORM FROM casework_safetymap map WHERE map.id = {which} FOR SHARE;
        IF EXISTS (SELECT FROM casework_safetymap map WHERE map.id = {which} AND map.state = 'complete') THEN
          RAISE EXCEPTION 'complete' USING ERRCODE = '23514', CONSTRAINT = '{COMPLETE}';
        END IF;
    """


def words_stay(name: str, *columns: str) -> str:
    """Refuse any change of these; and any change at all of what was taken off the map."""
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return f"""
        IF TG_OP = 'UPDATE' AND (OLD.taken_off_on IS NOT NULL OR ({new}) IS DISTINCT FROM ({old})) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = '{name}';
        END IF;
    """


class SafetyMapQuerySet(models.QuerySet["SafetyMap"]):
    def visible_to(self, user: User) -> SafetyMapQuerySet:
        """With its record."""
        return self.filter(records_open_to(user, "record__"))


WHOLE = Rule(
    name="safety_map_whole",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'INSERT' AND EXISTS (
          SELECT FROM families_sharestate state WHERE state.record_id = NEW.record_id AND state.state = 'child_only') THEN
          RAISE EXCEPTION 'in confidence' USING ERRCODE = '23514', CONSTRAINT = 'safety_map_is_no_secret';
        END IF;
        -- Whoever goes on with a map that was complete makes another version of it: what was said of the former is of that one (INV-32).
        NEW.version := CASE WHEN TG_OP = 'INSERT' THEN 1 WHEN OLD.state = 'complete' AND NEW.state <> 'complete' THEN OLD.version + 1
          ELSE OLD.version END;
        IF NEW.state <> 'complete' THEN
          RETURN NEW;
        END IF;
        IF NOT EXISTS (
          SELECT FROM casework_dangerstatement danger WHERE danger.map_id = NEW.id AND danger.taken_off_on IS NULL) THEN
          RAISE EXCEPTION 'no danger' USING ERRCODE = '23514', CONSTRAINT = 'safety_map_says_a_danger';
        END IF;
        IF EXISTS (
          SELECT FROM casework_dangerstatement danger
          WHERE danger.map_id = NEW.id AND danger.taken_off_on IS NULL
            AND NOT EXISTS (SELECT FROM casework_safetygoal goal WHERE goal.danger_id = danger.id)) THEN
          RAISE EXCEPTION 'no goal' USING ERRCODE = '23514', CONSTRAINT = 'safety_map_danger_has_a_goal';
        END IF;
        IF EXISTS (
          SELECT FROM casework_dangerstatement danger JOIN casework_safetygoal goal ON goal.danger_id = danger.id
          WHERE danger.map_id = NEW.id AND danger.taken_off_on IS NULL AND goal.scale_id IS NULL) THEN
          RAISE EXCEPTION 'no scale' USING ERRCODE = '23514', CONSTRAINT = 'safety_map_goal_has_a_scale';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "safety_map_is_no_secret": _("A safety map is made with the family: it can’t be only one child’s."),
        "safety_map_says_a_danger": _("Say first what people are worried could happen."),
        "safety_map_danger_has_a_goal": _("Each thing that people are worried could happen needs its safety goal."),
        "safety_map_goal_has_a_scale": _("Each safety goal needs its scale from 0 to 10."),
    },
)


@tracked
class SafetyMap(Protected):
    """One safety map, made with a family over some weeks, and complete when each danger has its goal and its scale.

    Its record says of which family, since which day, and whom it is about: they read it.
    """

    class State(models.TextChoices):
        WORKING = "working", _("Being made")
        COMPLETE = "complete", _("Complete")

    record = models.OneToOneField(Record, models.PROTECT, related_name="safety_map")
    state = models.CharField(max_length=10, choices=State, default=State.WORKING)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    completed_on = models.DateField(_("complete since"), null=True, blank=True)
    completed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    objects = SafetyMapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="working", completed_on__isnull=True, completed_by__isnull=True)
                | Q(state="complete", completed_on__isnull=False, completed_by__isnull=False),
                name="safety_map_complete_since",
                violation_error_message=_("A map that is complete says since when and by whom, and no other does."),
            ),
        ]
        triggers = [WHOLE]

    def __str__(self) -> str:
        return str(_("Safety map of %(day)s")) % {"day": date_format(self.record.happened_on, "j F Y")}

    def get_absolute_url(self) -> str:
        return reverse("casework:safety-map", args=[self.pk])

    @property
    def is_being_made(self) -> bool:
        """Whether anything may still come to it."""
        return self.state == self.State.WORKING


class SafetyMapMakerQuerySet(models.QuerySet["SafetyMapMaker"]):
    def visible_to(self, user: User) -> SafetyMapMakerQuerySet:
        """With the map, but for who is kept from the user."""
        return self.filter(records_open_to(user, "map__record__"), people_not_kept_from(user, "person__id"))


@tracked
class SafetyMapMaker(Protected):
    """That someone of the family makes a map together with whoever works with them."""

    map = models.ForeignKey(SafetyMap, models.PROTECT, related_name="makers", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = SafetyMapMakerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["map", "person"],
                name="safety_map_maker_once",
                violation_error_message=_("They are named already as one who makes this map."),
            )
        ]

    def __str__(self) -> str:
        return str(self.person)


_ITEM_BY_ITS_WRITER = """
    IF TG_OP = 'INSERT' AND EXISTS (
      SELECT FROM accounts_user writer WHERE writer.id = NEW.created_by_id AND writer.kind = 'family')
      AND NOT EXISTS (
        SELECT FROM families_personaccount account
        WHERE account.user_id = NEW.created_by_id AND account.person_id = NEW.said_by_id) THEN
      RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'safety_map_item_in_their_own_name';
    END IF;
    RETURN NEW;
"""


class SafetyMapItemQuerySet(models.QuerySet["SafetyMapItem"]):
    def visible_to(self, user: User) -> SafetyMapItemQuerySet:
        """With the map, but for the words of who is kept from the user."""
        told = Q(said_by__isnull=True) | people_not_kept_from(user, "said_by__id")
        return self.filter(told, records_open_to(user, "map__record__"))


@tracked
class SafetyMapItem(Protected):
    """One thing in one part of a map. Its words stay; it is taken off when it no longer belongs there, and remains readable."""

    class Part(models.TextChoices):
        PAST_HARM = "past_harm", _("What has happened")
        COMPLICATING_FACTOR = "complicating_factor", _("What makes it harder")
        STRENGTH = "strength", _("What’s going well")
        EXISTING_SAFETY = "existing_safety", _("What keeps the children safe already")
        NEXT_STEP = "next_step", _("What happens next")

    map = models.ForeignKey(SafetyMap, models.PROTECT, related_name="items")
    part = models.CharField(_("where does it belong?"), max_length=20, choices=Part)
    text = models.CharField(_("in words"), max_length=4_000)
    said_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("whose words are these?")
    )
    taken_off_on = models.DateField(_("taken off on"), null=True, blank=True)
    taken_off_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    objects = SafetyMapItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=BLANK),
                name="safety_map_item_says_something",
                violation_error_message=_("Write something first."),
            ),
            models.CheckConstraint(
                condition=Q(taken_off_on__isnull=True, taken_off_by__isnull=True)
                | Q(taken_off_on__isnull=False, taken_off_by__isnull=False),
                name="safety_map_item_taken_off_by",
                violation_error_message=_("What is taken off says when and by whom."),
            ),
        ]
        triggers = [
            Rule(
                name="safety_map_item_as_written",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=UNLESS_MOVED
                + words_stay("safety_map_item_stays", "map_id", "part", "text", "said_by_id")
                + while_it_is_made("NEW.map_id")
                + _ITEM_BY_ITS_WRITER,
                sentences=IS_COMPLETE
                | {
                    "safety_map_item_stays": _(
                        "What stands on a map stays in its words. Take it off, and write it anew."
                    ),
                    "safety_map_item_in_their_own_name": _("Whoever of the family adds something says it themselves."),
                },
            )
        ]

    def __str__(self) -> str:
        return self.text
