"""What a partner sees of our curves: measures that were chosen for it, by a link that ends, and nothing of any person (domain.md §7.5)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database import clock
from database.history import tracked
from database.rules import Rule

from .base import BLANK, FigureQuerySet
from .measures import Measure

CHECKSUM = "^[0-9a-f]{64}$"


class PartnerLinkQuerySet(FigureQuerySet["PartnerLink"]):
    def open(self) -> PartnerLinkQuerySet:
        """Those that open something today."""
        return self.filter(ended_at__isnull=True, until__gte=clock.today())


@tracked
class PartnerLink(Protected):
    """A link by which a partner sees certain curves without signing in. Of it we keep a checksum alone."""

    name = models.CharField(_("for which partner?"), max_length=200)
    purpose = models.CharField(_("what for?"), max_length=600)
    until = models.DateField(_("until which day?"))
    token_hash = models.CharField(max_length=64, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_used_on = models.DateField(null=True, blank=True, editable=False)

    objects = PartnerLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~(Q(name__regex=BLANK) | Q(purpose__regex=BLANK)),
                name="partner_link_says_for_whom",
                violation_error_message=_("Say for which partner the link is, and what for."),
            ),
            models.CheckConstraint(
                condition=Q(token_hash__regex=CHECKSUM),
                name="partner_link_by_its_checksum",
                violation_error_message=_("Of a link for a partner only the checksum is kept."),
            ),
            models.UniqueConstraint(
                fields=["token_hash"],
                name="partner_link_once",
                violation_error_message=_("This link for a partner was made already."),
            ),
        ]
        triggers = [
            Rule(
                name="partner_link_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF TG_OP = 'UPDATE' AND (OLD.ended_at IS NOT NULL OR NEW.token_hash <> OLD.token_hash) THEN
                      RAISE EXCEPTION 'ended' USING ERRCODE = '23514', CONSTRAINT = 'partner_link_stays_ended';
                    END IF;
                    IF NEW.until > current_date + 731 AND (TG_OP = 'INSERT' OR NEW.until <> OLD.until) THEN
                      RAISE EXCEPTION 'too long' USING ERRCODE = '23514', CONSTRAINT = 'partner_link_for_two_years';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "partner_link_stays_ended": _("A link that was ended opens nothing again. Make a new one."),
                    "partner_link_for_two_years": _(
                        "A link lasts two years at most. It can be made to last longer then."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outcomes:partner", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and self.until >= clock.today()


@tracked
class SharedMeasure(Protected):
    """That a partner sees a measure; from when on and until when is its history."""

    link = models.ForeignKey(PartnerLink, models.PROTECT, related_name="shared")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="shared")
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FigureQuerySet["SharedMeasure"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link", "measure"],
                condition=Q(ended_at__isnull=True),
                name="shared_measure_once",
                violation_error_message=_("That partner sees this measure already."),
            )
        ]
        triggers = [
            Rule(
                name="shared_measure_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF TG_OP = 'UPDATE' AND (
                      OLD.ended_at IS NOT NULL OR (NEW.link_id, NEW.measure_id) <> (OLD.link_id, OLD.measure_id)) THEN
                      RAISE EXCEPTION 'ended' USING ERRCODE = '23514', CONSTRAINT = 'shared_measure_stays_ended';
                    END IF;
                    IF TG_OP = 'INSERT' AND EXISTS (
                      SELECT FROM outcomes_partnerlink link WHERE link.id = NEW.link_id AND link.ended_at IS NOT NULL) THEN
                      RAISE EXCEPTION 'ended' USING ERRCODE = '23514', CONSTRAINT = 'shared_measure_by_a_link_that_opens';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "shared_measure_stays_ended": _(
                        "What a partner no longer sees is shown to it anew by another choice."
                    ),
                    "shared_measure_by_a_link_that_opens": _("This link was ended, so nothing more is shown by it."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.link}: {self.measure}"
