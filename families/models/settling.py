from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database.history import tracked

from . import door
from .kept import families_not_kept_from, people_not_kept_from
from .people import Family, Person, families_worked_with, people_open_to


def _led_by(user: User) -> Q:
    """That it is about a person, or a family, with whom the user leads the work; and that they see everyone whom it names."""
    led = door.alongside(user, "memberships__family__", roles=("lead_worker",))
    theirs = Person.objects.filter(led).values("pk")
    both = people_open_to(user, "person__id") & (Q(other=None) | people_open_to(user, "other__id"))
    of_people = (Q(person__in=theirs) | Q(other__in=theirs)) & both
    of_a_family = families_worked_with(user, ("lead_worker",), "family__id")
    return of_people | of_a_family


class ToBeSettledQuerySet(models.QuerySet["ToBeSettled"]):
    def visible_to(self, user: User) -> ToBeSettledQuerySet:
        """To who leads the work with the people or the family it is about, and manages them, and sees them; and to who leads on
        safeguarding, as it may be that nobody else does. Not to who wrote it (domain.md §8.5)."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        seen = self.filter(
            families_not_kept_from(user, "family__id"),
            people_not_kept_from(user, "person__id"),
            people_not_kept_from(user, "other__id"),
        )
        return seen.filter(door.EVERYONE if user.has(Permission.WORRY_LEAD) else _led_by(user)).exclude(created_by=user)

    def waiting(self) -> ToBeSettledQuerySet:
        return self.filter(state=ToBeSettled.State.WAITING)


@tracked
class ToBeSettled(Protected):
    """What someone wrote of people or of a family and could not be taken in because of something that they may not see: kept for
    someone who may.

    Who wrote it reads only that it was kept, and that someone will look.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("taken in")
        THROWN_AWAY = "thrown_away", _("thrown away")

    family = models.ForeignKey(Family, models.PROTECT, related_name="to_be_settled", null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="to_be_settled", null=True, blank=True)
    other = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    told = models.CharField(max_length=400)
    facts = models.JSONField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    settled_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    settled_on = models.DateField(null=True, blank=True)

    objects = ToBeSettledQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(family__isnull=False, person__isnull=True, other__isnull=True)
                | Q(family__isnull=True, person__isnull=False),
                name="to_be_settled_about_someone",
                violation_error_message=_("Say of whom it is, or of which family."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_by__isnull=True, settled_on__isnull=True)
                | (~Q(state="waiting") & Q(settled_by__isnull=False, settled_on__isnull=False)),
                name="to_be_settled_by_someone",
                violation_error_message=_("This has been settled already."),
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=models.F("created_by")),
                name="to_be_settled_by_another",
                violation_error_message=_("Someone else settles what you wrote."),
            ),
        ]

    def __str__(self) -> str:
        return self.told

    @property
    def about(self) -> Family | Person | None:
        """Whom it is about first of all: a person, or a family."""
        return self.family or self.person
