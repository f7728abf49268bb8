from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from accounts.roles import Permission
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person

TRAINED_FROM = 5
"""Years of age: from then on a child takes part, as from then on a child is asked how it goes (domain.md §1.3, step 5; §1.7)."""


class TrainingEventQuerySet(models.QuerySet["TrainingEvent"]):
    def visible_to(self, user: User) -> TrainingEventQuerySet:
        """For coaches of one's own organisation: it names nobody."""
        ours = self.filter(organisation=user.organisation_id)
        return ours if user.kind == User.Kind.STAFF and user.has(Permission.LINKUP_COACH) else ours.none()


@tracked
class TrainingEvent(Protected):
    """A camp, or days together, at which whole families learn to share (domain.md §1.3, step 5)."""

    name = models.CharField(_("what was it?"), max_length=120)
    held_on = models.DateField(_("on which day did it begin?"))

    objects = TrainingEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "held_on"],
                name="training_once",
                violation_error_message=_("This training is written down already: choose it from the list."),
            ),
            models.CheckConstraint(
                condition=~Q(name__regex=r"^\s*$"),
                name="training_has_a_name",
                violation_error_message=_("Say what the training was, such as: Spring camp."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TrainingAttendanceQuerySet(models.QuerySet["TrainingAttendance"]):
    def visible_to(self, user: User) -> TrainingAttendanceQuerySet:
        """For coaches only, of people whom they may see, as their checks are."""
        if user.kind != User.Kind.STAFF or not user.has(Permission.LINKUP_COACH):
            return self.none()
        return self.filter(person__in=Person.objects.visible_to(user).values("pk"))


@tracked
class TrainingAttendance(Protected):
    """That someone took part in a training, or caught up on it; a family is trained when everyone of five or more has."""

    class How(models.TextChoices):
        TOOK_PART = "took_part", _("They were there")
        CAUGHT_UP = "caught_up", _("They caught up later")

    event = models.ForeignKey(TrainingEvent, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="trainings", verbose_name=_("who?"))
    how = models.CharField(_("were they there?"), max_length=10, choices=How, default=How.TOOK_PART)
    on = models.DateField(_("on which day?"))

    objects = TrainingAttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                name="training_of_someone_once",
                violation_error_message=_("That they took part in this training is written down already."),
            ),
        ]
        triggers = [
            Rule(
                name="training_in_its_time",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    BEGIN
                    {UNLESS_MOVED}
                    IF NEW."on" > {TODAY_HERE} THEN
                      RAISE EXCEPTION 'not yet' USING ERRCODE = '23514', CONSTRAINT = 'training_once_it_was';
                    END IF;
                    IF NEW."on" < (SELECT held_on FROM linkups_trainingevent WHERE id = NEW.event_id) THEN
                      RAISE EXCEPTION 'before it began' USING ERRCODE = '23514', CONSTRAINT = 'training_not_before_it_began';
                    END IF;
                    RETURN NEW;
                    END;
                """,  # noqa: S608  (constants)
                sentences={
                    "training_once_it_was": _("Write a training down once it has been."),
                    "training_not_before_it_began": _("Nobody took part before the training began: check the day."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.event}"
