"""What figures are about: how it is for everyone in a place, or what a service does for its own families (domain.md §7.1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected
from database.history import tracked

from .base import BLANK, FigureQuerySet


@tracked
class Result(Protected):
    """How it should be for a whole population in a place, in plain words. No single agency answers for it."""

    name = models.CharField(_("how it should be"), max_length=200)
    population_words = models.CharField(_("for whom"), max_length=200)
    place = models.CharField(_("where"), max_length=200)

    objects = FigureQuerySet["Result"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~(Q(name__regex=BLANK) | Q(population_words__regex=BLANK) | Q(place__regex=BLANK)),
                name="result_in_words",
                violation_error_message=_("Say how it should be, for whom, and where."),
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                name="result_once",
                violation_error_message=_("There is a result of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Service(Protected):
    """A service that answers for its own families, and for nobody else's."""

    name = models.CharField(_("what the service is called"), max_length=200)

    objects = FigureQuerySet["Service"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name__regex=BLANK),
                name="service_has_a_name",
                violation_error_message=_("Say what the service is called."),
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                name="service_once",
                violation_error_message=_("There is a service of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
