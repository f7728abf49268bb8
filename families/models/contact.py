from __future__ import annotations

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.written import Ids, written_once
from database import clock
from database.history import tracked
from families.ages import last_birthday_of_an_adult
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .addresses import Address
from .contact_rules import BY_NUMBER, DONE_AS_ITS_KIND_CAN, FITS, RECORDED_ALREADY, WRITTEN_BY_WHOM_IT_REACHES
from .granting import OwnSay
from .kept import people_not_kept_from
from .people import FamilyMembership, Person, families_read_whole_by, people_open_to
from .responsibility import ParentalResponsibility
from .sign_ins import PersonAccount
from .unseen import among


def reaches_open_to(user: User, hidden: Q) -> Q:
    """Whose contacts, homes and schools a user sees (domain.md §8.5, *People*; §8.6, `visible_contact`).

    Staff see those of people whom they may see, and what is `hidden` only in a role that reads the whole record; a family member
    their own and those of children for whom they hold confirmed parental responsibility; no other system any.
    """
    if user.kind == User.Kind.STAFF:
        return people_open_to(user, "person__id") & (~hidden | among("person__id", people_read_whole(user)))
    if user.kind == User.Kind.FAMILY:
        return reads_for(user, "person__id")
    return door.NOBODY


@written_once
def people_read_whole(user: User) -> Ids:
    """Who is or was in a family whose whole record the user reads."""
    worked_with = FamilyMembership.objects.filter(families_read_whole_by(user, "family__id"))
    return worked_with.values("person")


def _homes_open_to(user: User) -> Q:
    """A home is hidden when it is confidential for anyone who lives there; and from whom one of them is kept, unless it is (or was)
    their own."""
    together = Residence.objects.filter(address=OuterRef("address"))
    hidden = Q(Exists(together.current().filter(is_confidential=True)))
    others = Q(Exists(together.exclude(people_not_kept_from(user, "person__id"))))
    return reaches_open_to(user, hidden) & (~others | Q(person__account__user=user))


def home_localities_open_to(user: User, path: str = "id", *, ever: bool = False) -> Q:
    """That the user may know in which locality the person at `path` lives: who may know each home of theirs today; or `ever` lived, who
    may know each that they ever had: someone else may live there still, and be hidden.

    A locality is all that is ever told of where a confidential home is, and only to who may see that home (domain.md §8.6). On the pages
    of a family it stands, as a home does, only where none of theirs was ever confidential for anyone.
    """
    homes = Residence.objects.filter(person=OuterRef(path))
    if user.kind == User.Kind.STAFF:
        those = homes if ever else homes.current()
        return people_open_to(user, path) & ~Q(Exists(those.filter(~_homes_open_to(user))))
    if user.kind == User.Kind.FAMILY:
        secret = Residence.objects.filter(address=OuterRef("address"), is_confidential=True)
        return reads_for(user, path) & ~Q(Exists(homes.filter(Exists(secret))))
    return door.NOBODY


def _way(value: Any) -> Func:
    """What a number or an address is, however it is written: a British number without spaces and country code (`kith_sec.way`)."""
    return Func(value, function="kith_sec.way", output_field=models.TextField())


def _points_open_to(user: User) -> Q:
    """A number is hidden when it is confidential for anyone who has it too, however it is written there; and from whom one of them is kept,
    unless they wrote it there themselves: that what they write of a child vanishes would tell them whose it is as well. What someone keeps
    for those who work closely with the family, nobody reads who reads for them."""
    same = ContactPoint.objects.alias(way=_way(F("value"))).filter(way=_way(OuterRef("value")))
    hidden = Q(Exists(same.current().filter(is_confidential=True)))
    others = Q(Exists(same.exclude(people_not_kept_from(user, "person__id"))))
    reaches = reaches_open_to(user, hidden) & (~others | Q(person__account__user=user) | Q(theirs_by=user))
    if user.kind == User.Kind.FAMILY:
        reaches &= Q(is_only_theirs=False) | Q(person__account__user=user)
    return reaches


def reads_for(user: User, path: str = "pk") -> Q:
    """Line 9. That a family member reads for the person at `path`: themselves; and children by confirmed parental responsibility, to
    18, unless a child who understands said no. Never for whom is kept from them."""
    if not user.is_active:  # line 1
        return door.NOBODY
    return among(path, _oneself(user), _children_read_for(user)) & people_not_kept_from(user, path)


@written_once
def _oneself(user: User) -> Ids:
    return PersonAccount.objects.filter(user=user).values("person")


@written_once
def _children_read_for(user: User) -> Ids:
    return held_to_read().filter(among("holder__id", _oneself(user))).values("child")


def held_to_read() -> models.QuerySet[ParentalResponsibility]:
    """The responsibilities by which a parent reads for a child today: confirmed, to 18, unless a child who understands said no. A
    council that holds one reads nothing by it."""
    today = clock.today()
    said_no = OwnSay.objects.current().filter(
        Q(holder__isnull=True) | Q(holder=OuterRef("holder")), child=OuterRef("child")
    )
    return ParentalResponsibility.objects.of_people().filter(
        ~Exists(said_no),
        status=ParentalResponsibility.Status.CONFIRMED,
        period__contains=today,
        child__date_of_birth__gt=last_birthday_of_an_adult(today),
    )


def readable_by(user: User) -> models.QuerySet[Person]:
    """The people for whom a family member reads."""
    return Person.objects.filter(reads_for(user))


class ResidenceQuerySet(DatedQuerySet["Residence"]):
    def visible_to(self, user: User) -> ResidenceQuerySet:
        return self.filter(_homes_open_to(user))


@tracked
class Residence(Protected):
    """Where someone lives or stays, for a time; a child may have two homes."""

    class Kind(models.TextChoices):
        LIVES_HERE = "lives_here", _("Lives here")
        STAYS_HERE = "stays_here", _("Stays here some of the time")
        TEMPORARY = "temporary", _("For now")
        FOSTER = "foster", _("With foster carers")
        KINSHIP = "kinship", _("With relatives or friends")
        PRISON = "prison", _("In prison")
        HOSPITAL = "hospital", _("In hospital")
        REFUGE = "refuge", _("In a refuge")
        NO_FIXED = "no_fixed", _("No fixed address")

    person = models.ForeignKey(Person, models.PROTECT, related_name="residences")
    address = models.ForeignKey(Address, models.PROTECT, related_name="residences")
    kind = models.CharField(_("how?"), max_length=20, choices=Kind, default=Kind.LIVES_HERE)
    is_main = models.BooleanField(_("this is their main home"), default=True)
    is_confidential = models.BooleanField(_("this address is confidential"), default=False)
    period = PeriodField()

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("residence_has_a_day"),
            models.CheckConstraint(
                condition=~Q(kind="refuge") | Q(is_confidential=True),
                name="residence_refuge_is_confidential",
                violation_error_message=_("Where a refuge is stays confidential."),
            ),
            ExclusionConstraint(
                name="residence_one_main",
                expressions=[("person", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(is_main=True),
                violation_error_message=_("They have a main home for that time already: end it first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.address}"


class ContactPointQuerySet(DatedQuerySet["ContactPoint"]):
    def visible_to(self, user: User) -> ContactPointQuerySet:
        return self.filter(_points_open_to(user))


@tracked
class ContactPoint(Protected):
    """A way to reach someone, and how that is safe (domain.md §8.6).

    `theirs_by` is who of the family wrote it so, themselves; no one, once a worker wrote over it. `is_only_theirs`: whom it reaches
    said that only those who work closely with the family may see it, and so no one who reads for them; that stays until they say
    otherwise. The database says both, by `contact_rules.py`.
    """

    class Kind(models.TextChoices):
        MOBILE = "mobile", _("Mobile")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        OTHER = "other", _("Another way")

    class SafeWay(models.TextChoices):
        CALL = "call", _("call")
        TEXT = "text", _("text")
        LEAVE_MESSAGE = "leave_message", _("leave a message")
        EMAIL = "email", _("e-mail")
        POST = "post", _("post")

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_points")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("number or address"), max_length=200)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    safe_to = ArrayField(models.CharField(max_length=20, choices=SafeWay), default=list, blank=True)
    safe_times = models.CharField(_("safe times"), max_length=200, blank=True)
    is_shared_device = models.BooleanField(_("others use this phone or computer too"), default=False)
    code_word = models.CharField(_("a word to say first"), max_length=60, blank=True)
    theirs_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, editable=False, db_index=False
    )
    theirs_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_only_theirs = models.BooleanField(default=False, editable=False)
    period = PeriodField()

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("contact_point_has_a_day"),
            ExclusionConstraint(
                name="contact_point_once",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("value", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(theirs_by__isnull=True),
                violation_error_message=RECORDED_ALREADY,
            ),
            # Each says it for themselves: else a refusal would tell a parent of one that a child keeps from them.
            ExclusionConstraint(
                name="contact_point_once_by_each",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("value", RangeOperators.EQUAL),
                    ("theirs_by", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=RECORDED_ALREADY,
            ),
            models.CheckConstraint(
                condition=~Q(value__regex=r"^\s*$"),
                name="contact_point_not_blank",
                violation_error_message=_("Write the number or the address."),
            ),
        ]
        triggers = [WRITTEN_BY_WHOM_IT_REACHES, DONE_AS_ITS_KIND_CAN]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"

    @property
    def is_a_number(self) -> bool:
        """Whether one dials it."""
        return FITS[self.kind] == BY_NUMBER
