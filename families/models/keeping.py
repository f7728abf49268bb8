"""What keeps a person or a record from someone: lines 2, 3 and 5 of domain.md §8.5.

These tables stand beneath people and records, so that every `visible_to` can ask them (`families/models/door.py`).
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .access_rules import INTEREST_ENDED_BY_ANOTHER

LOOK_AGAIN_WITHIN = timedelta(days=366)
"""A block or a restriction is looked at again within twelve months (domain.md §9.5)."""


def exactly_one(*names: str) -> Q:
    """That just one of these columns is filled."""
    found = Q()
    for name in names:
        found |= Q(**{f"{other}__isnull": other != name for other in names})
    return found


def _ended_for_a_reason(name: str) -> models.CheckConstraint:
    """A constraint: what kept someone safe ends for a reason that is written down."""
    return models.CheckConstraint(
        condition=Q(ended_on__isnull=True) | ~Q(ended_because__regex=r"^\s*$"),
        name=name,
        violation_error_message=_("Say why it is over."),
    )


def _looked_at_again(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(review_on__gt=F("set_on"), review_on__lte=F("set_on") + LOOK_AGAIN_WITHIN),
        name=name,
        violation_error_message=_("Say when you will look at this again: within twelve months."),
    )


class AccessBlockQuerySet(models.QuerySet["AccessBlock"]):
    def in_force(self) -> AccessBlockQuerySet:
        """Until someone ends it: a date that passes opens nothing."""
        return self.filter(ended_on__isnull=True)

    def visible_to(self, user: User) -> AccessBlockQuerySet:
        """To the staff of the person who is protected; never to a family member, nor to another system (domain.md §11.3)."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        protected = self.filter(door.alongside(user, "protected_person__memberships__family__"))
        record = self.filter(door.alongside(user, "record__family__"))
        return self.filter(Q(pk__in=protected.values("pk")) | Q(pk__in=record.values("pk")))


@tracked
class AccessBlock(Protected):
    """That to one person another, or a record, does not exist (domain.md §8.5, line 2). It holds until someone ends it."""

    class Ground(models.TextChoices):
        DOMESTIC_ABUSE = "domestic_abuse", _("Domestic abuse")
        COURT_ORDER = "court_order", _("A court order")
        SAFETY_PLAN = "safety_plan", _("Part of a plan to keep someone safe")
        ADOPTION = "adoption", _("Adoption")
        OTHER = "other", _("Another reason")

    viewer_person = models.ForeignKey(
        "families.Person", models.PROTECT, related_name="blocks", verbose_name=_("from whom?")
    )
    protected_person = models.ForeignKey(
        "families.Person", models.PROTECT, related_name="protected_by", null=True, blank=True
    )
    record = models.ForeignKey("families.Record", models.PROTECT, related_name="blocks", null=True, blank=True)
    ground = models.CharField(_("why?"), max_length=20, choices=Ground)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    set_on = models.DateField()
    review_on = models.DateField(_("look again on"))
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(_("why is it over?"), max_length=400, blank=True)

    objects = AccessBlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("protected_person", "record"),
                name="access_block_of_one_thing",
                violation_error_message=_("A block keeps one person, or one record, from someone."),
            ),
            models.CheckConstraint(
                condition=Q(protected_person__isnull=True) | ~Q(viewer_person=F("protected_person")),
                name="access_block_of_another",
                violation_error_message=_("No one is kept from themselves."),
            ),
            models.UniqueConstraint(
                fields=["viewer_person", "protected_person"],
                condition=Q(ended_on__isnull=True, protected_person__isnull=False),
                name="access_block_of_a_person_once",
                violation_error_message=_("They are kept apart already."),
            ),
            models.UniqueConstraint(
                fields=["viewer_person", "record"],
                condition=Q(ended_on__isnull=True, record__isnull=False),
                name="access_block_of_a_record_once",
                violation_error_message=_("This is kept from them already."),
            ),
            _looked_at_again("access_block_looked_at_again"),
            _ended_for_a_reason("access_block_ended_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}, {self.set_on}"


class DeclaredInterestQuerySet(DatedQuerySet["DeclaredInterest"]):
    def visible_to(self, user: User) -> DeclaredInterestQuerySet:
        """One’s own; and those of the people whom one manages."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        return self.filter(Q(practitioner__user=user) | Q(practitioner__team__manager=user))


@tracked
class DeclaredInterest(Protected):
    """That a worker knows someone from their own life, and so sees nothing of them here (domain.md §8.5, line 3)."""

    class Kind(models.TextChoices):
        RELATIVE = "relative", _("A relative")
        PARTNER = "partner", _("A partner")
        FRIEND = "friend", _("A friend")
        NEIGHBOUR = "neighbour", _("A neighbour")
        FORMER_WORKER = "former_worker", _("I worked with them before")
        OTHER = "other", _("Another way")

    practitioner = models.ForeignKey("families.Practitioner", models.PROTECT, related_name="interests")
    person = models.ForeignKey("families.Person", models.PROTECT, related_name="+", null=True, blank=True)
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(_("how do you know them?"), max_length=20, choices=Kind)
    period = PeriodField()

    objects = DeclaredInterestQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("declared_interest_has_a_day"),
            models.CheckConstraint(
                condition=exactly_one("person", "family"),
                name="declared_interest_in_one",
                violation_error_message=_("Say whom you know: one person, or one family."),
            ),
            ExclusionConstraint(
                name="declared_interest_in_a_person_once",
                expressions=[
                    ("practitioner", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("You have said so already."),
            ),
            ExclusionConstraint(
                name="declared_interest_in_a_family_once",
                expressions=[
                    ("practitioner", RangeOperators.EQUAL),
                    ("family", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("You have said so already."),
            ),
        ]
        triggers = [INTEREST_ENDED_BY_ANOTHER]

    def __str__(self) -> str:
        return f"{self.practitioner}: {self.get_kind_display()}"


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def in_force(self) -> RestrictionQuerySet:
        """Until someone ends it: a date that passes opens nothing."""
        return self.filter(ended_on__isnull=True)

    def visible_to(self, user: User) -> RestrictionQuerySet:
        """To those whom it names, and to who set it: that it is there can be a secret too."""
        named = RestrictionReader.objects.filter(user=user).values("restriction")
        return self.filter(Q(set_by=user) | Q(pk__in=named)) if user.kind == User.Kind.STAFF else self.none()


@tracked
class Restriction(Protected):
    """That a person, a record or a tie is for a few named people only (domain.md §9.5). It holds until someone ends it."""

    class Ground(models.TextChoices):
        STAFF_RELATIVE = "staff_relative", _("A relative of someone who works here")
        HIGH_PROFILE = "high_profile", _("Known to the public")
        ADOPTION = "adoption", _("Adoption")
        WITNESS_PROTECTION = "witness_protection", _("Protection of a witness")
        REFUGE = "refuge", _("A refuge")
        LEGAL = "legal", _("A legal reason")
        OTHER = "other", _("Another reason")

    TARGETS = ("person", "record", "parentage", "partnership", "sibling_link")

    person = models.ForeignKey("families.Person", models.PROTECT, related_name="restrictions", null=True, blank=True)
    record = models.ForeignKey("families.Record", models.PROTECT, related_name="restrictions", null=True, blank=True)
    parentage = models.ForeignKey(
        "families.Parentage", models.PROTECT, related_name="restrictions", null=True, blank=True
    )
    partnership = models.ForeignKey(
        "families.Partnership", models.PROTECT, related_name="restrictions", null=True, blank=True
    )
    sibling_link = models.ForeignKey(
        "families.SiblingLink", models.PROTECT, related_name="restrictions", null=True, blank=True
    )
    ground = models.CharField(_("why?"), max_length=20, choices=Ground)
    is_secret = models.BooleanField(_("that it is restricted is a secret too"), default=True)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    set_on = models.DateField()
    review_on = models.DateField(_("look again on"))
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(_("why is it over?"), max_length=400, blank=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation"], condition=Q(ended_on__isnull=True), name="restriction_in_force")
        ]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("person", "record", "parentage", "partnership", "sibling_link"),
                name="restriction_of_one_thing",
                violation_error_message=_("A restriction is on one thing."),
            ),
            _looked_at_again("restriction_looked_at_again"),
            _ended_for_a_reason("restriction_ended_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_ground_display()}, {self.set_on}"


class RestrictionReaderQuerySet(models.QuerySet["RestrictionReader"]):
    def visible_to(self, user: User) -> RestrictionReaderQuerySet:
        return self.filter(restriction__in=Restriction.objects.visible_to(user).values("pk"))


@tracked
class RestrictionReader(Protected):
    """Someone whom a restriction names, and who therefore sees; never another system."""

    restriction = models.ForeignKey(Restriction, models.PROTECT, related_name="readers", db_index=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    objects = RestrictionReaderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["restriction", "user"], name="restriction_names_once")]

    def __str__(self) -> str:
        return str(self.user)
