from __future__ import annotations

from django.db import models

from accounts.models import Protected, User
from database.history import tracked

from .people import Person, people_open_to


class PersonAccountQuerySet(models.QuerySet["PersonAccount"]):
    def visible_to(self, user: User) -> PersonAccountQuerySet:
        """One's own; and to staff, those of people whom they may see."""
        if user.kind == User.Kind.STAFF:
            return self.filter(people_open_to(user, "person__id"))
        return self.filter(user=user)


@tracked
class PersonAccount(Protected):
    """That a sign-in is a family member's own."""

    user = models.OneToOneField("accounts.User", models.PROTECT, related_name="person_account")
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")

    objects = PersonAccountQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.person)
