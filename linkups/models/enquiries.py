"""Someone who would like to hear more, before there is a family of theirs here (domain.md §1.3, step 2; §9.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database import clock
from database.rules import Rule
from families.models import Family, PlaceKind

KEPT_FOR = timedelta(days=180)
"""So long after they met, and no longer, an enquiry waits to be taken up; the rule below and `kith_sec.forget_enquiries` say it too."""


class FamilyEnquiryQuerySet(models.QuerySet["FamilyEnquiry"]):
    def visible_to(self, user: User) -> FamilyEnquiryQuerySet:
        """What waits: to coaches, and never past its time, whether or not it is deleted yet. What was taken up: with its family."""
        if user.kind != User.Kind.STAFF or not user.has(Permission.LINKUP_COACH):
            return self.none()
        waits = Q(family__isnull=True, organisation=user.organisation_id, met_on__gt=clock.today() - KEPT_FOR)
        return self.filter(waits | Q(family__in=Family.objects.visible_to(user).values("pk")))

    def waiting(self) -> FamilyEnquiryQuerySet:
        return self.filter(family__isnull=True)


class FamilyEnquiry(Protected):
    """Someone met where families are said yes to hearing more: five facts, deleted for good when nothing comes of it.

    It has no history, so that nothing is left of it. Once it is taken up, how they are called and reached is in the family’s own
    record, and no longer here.
    """

    class SaidYesTo(models.TextChoices):
        HEAR_MORE = "hear_more", _("Hearing more")
        SEEKING = "seeking", _("Meeting a family that has been there")
        SHARING = "sharing", _("Sharing with another family")
        COMING_ALONG = "coming_along", _("Coming along to something")

    called = models.CharField(_("what are they called?"), max_length=60, blank=True)
    met_on = models.DateField(_("when did you meet?"))
    place_kind = models.CharField(_("where did you meet?"), max_length=20, choices=PlaceKind)
    said_yes_to = models.CharField(_("what did they say yes to?"), max_length=20, choices=SaidYesTo)
    safe_contact = models.CharField(_("how are they reached safely?"), max_length=200, blank=True)
    family = models.ForeignKey(Family, models.PROTECT, related_name="enquiries", null=True, blank=True)

    objects = FamilyEnquiryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-met_on", "-id"], condition=Q(family__isnull=True), name="enquiry_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(family__isnull=False) | (~Q(called__regex=r"^\s*$") & ~Q(safe_contact__regex=r"^\s*$")),
                name="enquiry_can_be_answered",
                violation_error_message=_("Say what they are called, and how they are reached safely."),
            ),
            models.CheckConstraint(
                condition=Q(family__isnull=True) | Q(called="", safe_contact=""),
                name="enquiry_taken_up_is_empty",
                violation_error_message=_("Once it is taken up, who they are stands in the family’s own record alone."),
            ),
        ]
        triggers = [
            Rule(
                name="enquiry_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # By the day on which it is written down, where the organisation is: so it holds under any clock.
                declare=[("written_on", "date")],
                func="""
                    IF TG_OP = 'UPDATE' THEN
                      IF OLD.family_id IS NOT NULL OR NEW.family_id IS NULL OR (NEW.met_on, NEW.place_kind, NEW.said_yes_to)
                        IS DISTINCT FROM (OLD.met_on, OLD.place_kind, OLD.said_yes_to) THEN
                        RAISE EXCEPTION 'written' USING ERRCODE = '23514', CONSTRAINT = 'enquiry_stays_as_it_was';
                      END IF;
                      RETURN NEW;
                    END IF;
                    SELECT (NEW.created_at AT TIME ZONE time_zone)::date INTO written_on
                    FROM accounts_organisation WHERE id = NEW.organisation_id;
                    IF NEW.met_on > written_on THEN
                      RAISE EXCEPTION 'not yet' USING ERRCODE = '23514', CONSTRAINT = 'enquiry_once_they_met';
                    END IF;
                    IF NEW.met_on <= written_on - 180 THEN
                      RAISE EXCEPTION 'long ago' USING ERRCODE = '23514', CONSTRAINT = 'enquiry_not_of_long_ago';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "enquiry_stays_as_it_was": _("An enquiry stays as it was until it is taken up or let go, once."),
                    "enquiry_once_they_met": _("Write an enquiry down once you have met."),
                    "enquiry_not_of_long_ago": _("That is longer ago than an enquiry is kept. Ask them again first."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_said_yes_to_display()}, {self.met_on}"

    @property
    def last_day(self) -> date:
        """The last day on which it is here, unless it is taken up."""
        return self.met_on + KEPT_FOR - timedelta(days=1)
