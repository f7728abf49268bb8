from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked_at_once
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .people import FamilyMembership, Person, SearchKey, people_open_to


def restricted_names_open_to(user: User) -> Q:
    """A restricted name is for whose it is and, as a restricted edge, for the lead worker of a family that they are in now (domain.md
    §8.5).
    """
    if user.kind == User.Kind.FAMILY:
        return Q(person__account__user=user)
    if user.kind == User.Kind.STAFF:
        now = FamilyMembership.objects.current().filter(door.leads(user, "family__"), person=OuterRef("person_id"))
        return Q(Exists(now))
    return door.NOBODY


class PersonNameQuerySet(DatedQuerySet["PersonName"]):
    def visible_to(self, user: User) -> PersonNameQuerySet:
        """The names of people whom the user may see."""
        return self.filter(people_open_to(user, "person__id"), Q(is_restricted=False) | restricted_names_open_to(user))


@tracked_at_once
class PersonName(Protected):
    """A name that someone goes or went by; what the search reads. A restricted one is theirs to tell (domain.md §11.1)."""

    class Kind(models.TextChoices):
        KNOWN_AS = "known_as", _("Known as")
        LEGAL = "legal", _("Legal name")
        BIRTH = "birth", _("Name at birth")
        PREVIOUS = "previous", _("Former name")
        NICKNAME = "nickname", _("Nickname")
        ALIAS = "alias", _("Other name")

    person = models.ForeignKey(Person, models.PROTECT, related_name="names")
    text = models.CharField(_("name"), max_length=200)
    search_key = SearchKey("text")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NICKNAME)
    is_restricted = models.BooleanField(default=False)
    period = PeriodField()

    objects = PersonNameQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="person_name_search"),
            GinIndex(
                models.Func(models.F("search_key"), function="public.kith_name_sounds"), name="person_name_sounds"
            ),
        ]
        constraints = [
            not_empty("person_name_has_a_day"),
            models.CheckConstraint(
                condition=~Q(text__regex=r"^\s*$"),
                name="person_name_not_blank",
                violation_error_message=_("Write the name."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
