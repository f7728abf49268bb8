"""Where a worker wants someone to stand in the family tree (domain.md §5.2)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .merged import UNLESS_MOVED
from .people import Family, Person, families_open_to, people_open_to


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def visible_to(self, user: User) -> NudgeQuerySet:
        """To who sees the family and both people: to anyone else it is as if nobody had said it."""
        both = people_open_to(user, "left__id") & people_open_to(user, "right__id")
        return self.filter(families_open_to(user, "family__id"), both)

    def standing(self) -> NudgeQuerySet:
        """Those that nobody has put back."""
        return self.filter(put_back_at__isnull=True)


@tracked
class Nudge(Protected):
    """That in the tree of a family one person stands left of another, because a worker said so and whatever Kith would draw."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="nudges")
    left = models.ForeignKey(Person, models.PROTECT, related_name="stands_left", verbose_name=_("who stands left"))
    right = models.ForeignKey(Person, models.PROTECT, related_name="stands_right", verbose_name=_("of whom"))
    put_back_at = models.DateTimeField(_("put back"), null=True, blank=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(left=F("right")),
                name="nudge_of_two",
                violation_error_message=_("Nobody stands left of themselves."),
            ),
            models.UniqueConstraint(
                "family",
                Least("left", "right"),
                Greatest("left", "right"),
                condition=Q(put_back_at__isnull=True),
                name="nudge_one_way",
                violation_error_message=_("Someone has just moved one of them. Look at the tree again."),
            ),
        ]
        triggers = [
            Rule(
                name="nudge_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF OLD.put_back_at IS NOT NULL
                      OR (NEW.family_id, NEW.left_id, NEW.right_id) IS DISTINCT FROM (OLD.family_id, OLD.left_id, OLD.right_id) THEN
                      RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'nudge_stays';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"nudge_stays": _("Who was moved where stays as it was said. It can be put back.")},
            ),
            Rule(
                name="nudge_of_the_family",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),  # else the undoing of a merge puts it back
                func="""
                    IF (SELECT count(DISTINCT person_id) FROM families_familymembership
                        WHERE family_id = NEW.family_id AND person_id IN (NEW.left_id, NEW.right_id)) < 2 THEN
                      RAISE EXCEPTION 'not of the family' USING ERRCODE = '23514', CONSTRAINT = 'nudge_of_the_family';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"nudge_of_the_family": _("Only people of the family are moved in its tree.")},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} | {self.right}"
