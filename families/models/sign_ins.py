from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

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

    class Meta:
        triggers = [
            Rule(
                name="person_account_of_no_advocate",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF EXISTS (SELECT FROM families_advocate WHERE user_id = NEW.user_id) THEN
                      RAISE EXCEPTION 'an advocate' USING ERRCODE = '23514', CONSTRAINT = 'person_account_of_no_advocate';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "person_account_of_no_advocate": _("This sign-in is an advocate’s, and nobody’s of a family."),
                },
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
