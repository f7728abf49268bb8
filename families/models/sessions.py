"""When something nearby happens: on one day, every so many weeks, or in every so many months (domain.md §6.1)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from families import words
from families.periods import DatedQuerySet, PeriodField, not_empty

from .assets import CommunityAsset, Place


class Day(models.TextChoices):
    """By the letters of the calendar standard (RFC 5545), which Open Referral uses too."""

    MONDAY = "MO", _("Monday")
    TUESDAY = "TU", _("Tuesday")
    WEDNESDAY = "WE", _("Wednesday")
    THURSDAY = "TH", _("Thursday")
    FRIDAY = "FR", _("Friday")
    SATURDAY = "SA", _("Saturday")
    SUNDAY = "SU", _("Sunday")


class AssetSessionQuerySet(DatedQuerySet["AssetSession"]):
    def visible_to(self, user: User) -> AssetSessionQuerySet:
        """With what it belongs to."""
        return self.filter(asset__in=CommunityAsset.objects.visible_to(user).values("pk"))


@tracked
class AssetSession(Protected):
    """One time at which something nearby happens, once or again and again."""

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")

    class Attending(models.TextChoices):
        IN_PERSON = "in_person", _("You go there")
        ONLINE = "online", _("Online")
        EITHER = "either", _("There or online")

    asset = models.ForeignKey(CommunityAsset, models.PROTECT, related_name="sessions")
    place = models.ForeignKey(Place, models.PROTECT, related_name="sessions", null=True, blank=True)
    begins_on = models.DateField(_("on which day?"), null=True, blank=True)
    freq = models.CharField(_("how often?"), max_length=10, choices=Frequency, blank=True)
    interval = models.PositiveSmallIntegerField(_("every how many?"), default=1)
    byday = ArrayField(models.CharField(max_length=2, choices=Day), default=list, blank=True)
    week_of_month = models.SmallIntegerField(_("in which week of the month?"), null=True, blank=True)
    bymonthday = models.PositiveSmallIntegerField(_("on which day of the month?"), null=True, blank=True)
    opens_at = models.TimeField(_("from"), null=True, blank=True)
    closes_at = models.TimeField(_("until"), null=True, blank=True)
    attending = models.CharField(_("how does one take part?"), max_length=10, choices=Attending, default="in_person")
    period = PeriodField()

    objects = AssetSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("asset_session_has_a_day"),
            models.CheckConstraint(
                condition=(Q(freq="") & Q(begins_on__isnull=False, byday=[]))
                | (Q(freq="weekly") & ~Q(byday=[]))
                | Q(freq="monthly"),
                name="asset_session_says_when",
                violation_error_message=_("Say on which day of the week it is, or on which date."),
            ),
            models.CheckConstraint(
                condition=(~Q(freq="monthly") & Q(week_of_month__isnull=True, bymonthday__isnull=True))
                | (Q(freq="monthly", week_of_month__isnull=False, bymonthday__isnull=True) & ~Q(byday=[]))
                | Q(freq="monthly", week_of_month__isnull=True, bymonthday__isnull=False, byday=[]),
                name="asset_session_of_the_month",
                violation_error_message=_(
                    "For every month, say which week and which day, or on which day of the month."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(week_of_month__isnull=True) | Q(week_of_month__in=[1, 2, 3, 4, -1]))
                & (Q(bymonthday__isnull=True) | Q(bymonthday__range=(1, 31)))
                & Q(interval__range=(1, 52)),
                name="asset_session_in_the_calendar",
                violation_error_message=_("There is no such day in the calendar."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="asset_session_ends_later",
                violation_error_message=_("It ends after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.when

    @property
    def when(self) -> str:
        """As people say it: "every Tuesday, 10:00 to 12:00"."""
        if self.freq == self.Frequency.WEEKLY:
            on = words.week_words(self.byday, self.interval)
        elif self.freq == self.Frequency.MONTHLY:
            on = words.monthly_words(self.week_of_month, self.byday, self.bymonthday, self.interval)
        else:
            on = date_format(self.begins_on, "l j F Y") if self.begins_on else ""
        return ", ".join(part for part in (on, words.hours_words(self.opens_at, self.closes_at)) if part)

    @property
    def first_day(self) -> int:
        """Where it stands in the week; what has no day of the week comes last."""
        return min((Day.values.index(day) for day in self.byday), default=len(Day.values))
