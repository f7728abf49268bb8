from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from families.models import Person, people_open_to

from .conferences import BLANK


class AYearAfter(Func):
    """The day a year after another."""

    template = "(%(expressions)s + interval '1 year')::date"
    output_field = models.DateField()


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, user: User) -> AlertQuerySet:
        """To staff who may see the person, and to no one else (domain.md §9.8)."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        return self.filter(people_open_to(user, "person__id"))

    def open(self) -> AlertQuerySet:
        """Those that have not ended."""
        return self.filter(ended_on__isnull=True)

    def in_force(self) -> AlertQuerySet:
        """Those that a manager agreed to, from their first day until they are ended; a late review ends none."""
        return self.open().filter(manager__isnull=False, starts__lte=clock.today())


@tracked
class Alert(Protected):
    """What whoever knocks must know first: a fact with its evidence, agreed by a manager, for a time. No score, no colour (§9.8)."""

    class Kind(models.TextChoices):
        RISK_TO_CHILDREN = "risk_to_children", _("A danger to children")
        RISK_TO_ADULTS = "risk_to_adults", _("A danger to adults")
        RISK_TO_STAFF = "risk_to_staff", _("A danger to whoever visits")
        DO_NOT_DISCLOSE = "do_not_disclose", _("Do not say where they are")
        PROTECTION_ORDER = "protection_order", _("A court order protects them")
        RESTRICTED_FILE = "restricted_file", _("Some of their record is restricted")
        MARAC = "marac", _("Discussed at MARAC (domestic abuse)")
        HARM_OUTSIDE_HOME = "harm_outside_home", _("Harm from outside the home")
        MISSING = "missing", _("Missing from home")

    class Discussed(models.TextChoices):
        YES = "yes", _("Yes, they know that this is written here")
        NO_UNSAFE = "no_unsafe", _("No, it would not be safe to tell them")

    person = models.ForeignKey(Person, models.PROTECT, related_name="alerts")
    kind = models.CharField(_("what is it about?"), max_length=30, choices=Kind)
    text = models.CharField(_("what must someone know before they knock?"), max_length=500)
    evidence = models.CharField(_("how do we know?"), max_length=4_000)
    discussed = models.CharField(_("have you talked about it with them?"), max_length=20, choices=Discussed)
    discussed_on = models.DateField(_("when?"), null=True, blank=True)
    manager = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="alerts_agreed",
        null=True,
        blank=True,
        verbose_name=_("the manager who agreed"),
    )
    starts = models.DateField(_("from"))
    review_on = models.DateField(_("look again on"))
    reviewed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=BLANK),
                name="alert_has_text",
                violation_error_message=_("Say what someone must know before they knock."),
            ),
            models.CheckConstraint(
                condition=~Q(evidence__regex=BLANK),
                name="alert_has_evidence",
                violation_error_message=_("Say how we know: an alert needs evidence."),
            ),
            models.CheckConstraint(
                condition=Q(discussed="yes", discussed_on__isnull=False)
                | Q(discussed="no_unsafe", discussed_on__isnull=True),
                name="alert_discussed_has_a_day",
                violation_error_message=_("Say when you talked about it with them, or that it would not be safe."),
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=Coalesce("reviewed_on", "starts"))
                & Q(review_on__lte=AYearAfter(Coalesce("reviewed_on", "starts"))),
                name="alert_reviewed_within_a_year",
                violation_error_message=_("Look at it again within 12 months."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True) | Q(manager__isnull=False, reviewed_on__gte=F("starts")),
                name="alert_reviewed_once_agreed",
                violation_error_message=_("An alert is looked at again once a manager has agreed to it."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("starts")) | Q(manager__isnull=True),
                name="alert_ends_after_it_starts",
                violation_error_message=_("An alert can’t end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
