from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked

from .people import Person


class ReportedOfferQuerySet(models.QuerySet["ReportedOffer"]):
    def visible_to(self, user: User) -> ReportedOfferQuerySet:
        """To those who work here and may see the person; an import reads all of its organisation."""
        if user.kind == User.Kind.SYSTEM:
            return self.filter()
        if user.kind != User.Kind.STAFF:
            return self.none()
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


@tracked
class ReportedOffer(Protected):
    """What another system says of a family group decision-making meeting before court proceedings: offered, held.

    Not a conference: it names no family and no day. It tells whoever begins one that there was an offer (domain.md §2.1).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="reported_offers")
    proceedings_on = models.DateField(_("court proceedings considered from"), null=True, blank=True)
    is_offered = models.BooleanField(_("a meeting was offered"), null=True, blank=True)
    is_held = models.BooleanField(_("a meeting was held"), null=True, blank=True)

    objects = ReportedOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "proceedings_on"],
                nulls_distinct=False,
                name="reported_offer_once",
                violation_error_message=_("This offer is recorded already."),
            ),
            models.CheckConstraint(
                condition=Q(is_offered__isnull=False) | Q(is_held__isnull=False),
                name="reported_offer_says_something",
                violation_error_message=_("Say whether a meeting was offered or held."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.proceedings_on}"
