from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.periods import DatedQuerySet, PeriodField, not_empty

from .linkups import LOOKED_INTO, LinkUp


class LinkUpPauseQuerySet(DatedQuerySet["LinkUpPause"]):
    def visible_to(self, user: User) -> LinkUpPauseQuerySet:
        return self.filter(link_up__in=LinkUp.objects.visible_to(user).values("pk"))


@tracked
class LinkUpPause(Protected):
    """Days that use up no weeks: a holiday, an illness, a death in the family, or something that is looked into first."""

    class Reason(models.TextChoices):
        HOLIDAY = "holiday", _("A holiday")
        ILLNESS = "illness", _("Someone is ill")
        BEREAVEMENT = "bereavement", _("Someone has died")
        NEEDED_A_BREAK = "needed_a_break", _("A break was needed")
        LOOKED_INTO = LOOKED_INTO, _("While something is looked into")
        OTHER = "other", _("Something else")

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="pauses", db_index=False)
    period = PeriodField()
    reason = models.CharField(_("what for?"), max_length=20, choices=Reason, default=Reason.OTHER)

    objects = LinkUpPauseQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("linkup_pause_has_a_day"),
            models.CheckConstraint(
                condition=Q(period__startswith__isnull=False),
                name="linkup_pause_has_a_first_day",
                violation_error_message=_("Say when the pause begins."),
            ),
            ExclusionConstraint(
                name="linkup_pause_no_overlap",
                expressions=[("link_up", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message=_("There is a pause at that time already."),
            ),
        ]
        triggers = [
            Rule(
                name="linkup_pause_inside",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # INV-15. Whoever sets the link-up's days at this moment waits, and sees this pause.
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_linkup link_up WHERE link_up.id = NEW.link_up_id
                        AND link_up.start_date IS NOT NULL
                        AND daterange(link_up.start_date, link_up.end_date, '[]') @> NEW.period FOR SHARE) THEN
                      RAISE EXCEPTION 'outside' USING ERRCODE = '23514', CONSTRAINT = 'linkup_pause_inside_linkup';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "linkup_pause_inside_linkup": _("A pause lies between the first and the last day of the link-up.")
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.period}"
