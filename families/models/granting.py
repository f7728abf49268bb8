"""What opens something to someone who would not see it: named readers, helpers, agreements.

Lines 4, 9 and 10 of domain.md §8.5, and §8.4.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .keeping import exactly_one

HELPS_AT_MOST = timedelta(days=366)
"""A helper is asked again after twelve months (domain.md §11.2)."""


class HelperAccessQuerySet(DatedQuerySet["HelperAccess"]):
    def visible_to(self, user: User) -> HelperAccessQuerySet:
        """To who gave it and to who got it; and to staff who work with the one who gave it."""
        if user.kind == User.Kind.STAFF:
            owners = self.filter(door.alongside(user, "owner__memberships__family__"))
            return self.filter(Q(pk__in=owners.values("pk")) | Q(helper=user))
        return self.filter(Q(owner__account__user=user) | Q(helper=user))

    def held(self) -> HelperAccessQuerySet:
        """Those that hold today: taking one back ends it at once."""
        return self.current().filter(revoked_at__isnull=True)  # type: ignore[return-value]


@tracked
class HelperAccess(Protected):
    """That someone helps a person read, or write, what is theirs here; the person gives it and takes it back (line 10)."""

    class Can(models.TextChoices):
        READ = "read", _("read with me")
        WRITE_FOR_ME = "write_for_me", _("write for me")

    owner = models.ForeignKey("families.Person", models.PROTECT, related_name="helpers")
    helper = models.ForeignKey("accounts.User", models.PROTECT, related_name="helps")
    can = models.CharField(_("what may they do?"), max_length=20, choices=Can, default=Can.READ)
    period = PeriodField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = HelperAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("helper_access_has_a_day"),
            models.CheckConstraint(
                condition=Q(
                    period__startswith__isnull=False,
                    period__endswith__isnull=False,
                    period__endswith__lte=F("period__startswith") + HELPS_AT_MOST,
                ),
                name="helper_access_twelve_months",
                violation_error_message=_("Say until when: twelve months at most."),
            ),
            ExclusionConstraint(
                name="helper_access_once",
                expressions=[
                    ("owner", RangeOperators.EQUAL),
                    ("helper", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(revoked_at__isnull=True),
                violation_error_message=_("They help already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper}, {self.get_can_display()}"


class ChosenReaderQuerySet(models.QuerySet["ChosenReader"]):
    def visible_to(self, user: User) -> ChosenReaderQuerySet:
        """To the child who chose, and to the one who was chosen."""
        return self.filter(Q(share_state__person__account__user=user) | door.is_oneself(user))

    def who_are(self, user: User) -> ChosenReaderQuerySet:
        """The choices of this user, as the worker or the person that they are; a choice that was taken back is none."""
        return self.filter(door.is_oneself(user), removed_on__isnull=True)


@tracked
class ChosenReader(Protected):
    """Someone whom a child lets read what is only the child's: a person, or a worker (domain.md §8.5, line 4)."""

    share_state = models.ForeignKey("families.ShareState", models.PROTECT, related_name="chosen")
    person = models.ForeignKey("families.Person", models.PROTECT, related_name="chosen_for", null=True, blank=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="chosen_for", null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    objects = ChosenReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("person", "user"),
                name="chosen_reader_is_one",
                violation_error_message=_("Say who may read it."),
            ),
            models.UniqueConstraint(
                fields=["share_state", "person", "user"], nulls_distinct=False, name="chosen_reader_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.user)


class OwnSayQuerySet(DatedQuerySet["OwnSay"]):
    def visible_to(self, user: User) -> OwnSayQuerySet:
        """To the child, and to the staff who work with them: the parents would read from it what the child said."""
        if user.kind == User.Kind.STAFF:
            theirs = self.filter(door.alongside(user, "child__memberships__family__"))
            return self.filter(pk__in=theirs.values("pk"))
        return self.filter(child__account__user=user)


@tracked
class OwnSay(Protected):
    """That a child understands well enough to decide, and does not want their parents to read for them (§8.5, line 9; §8.7)."""

    child = models.ForeignKey("families.Person", models.PROTECT, related_name="own_says")
    holder = models.ForeignKey(
        "families.Person",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text="From whom; from everyone when empty.",
    )
    why_competent = models.CharField(_("how do you know that they understand?"), max_length=4_000)
    period = PeriodField()

    objects = OwnSayQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("own_say_has_a_day"),
            models.CheckConstraint(
                condition=~Q(why_competent__regex=r"^\s*$"),
                name="own_say_says_why",
                violation_error_message=_("Say why they understand well enough to decide this for themselves."),
            ),
            ExclusionConstraint(
                name="own_say_once",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (Coalesce("holder", "child"), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This is written down already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.child)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> AgreementQuerySet:
        """One’s own, and those that one gave for a child; and to the staff who work with the person."""
        if user.kind == User.Kind.STAFF:
            theirs = self.filter(door.alongside(user, "person__memberships__family__"))
            return self.filter(pk__in=theirs.values("pk"))
        if user.kind == User.Kind.FAMILY:
            return self.filter(Q(person__account__user=user) | Q(given_by__account__user=user))
        return self.none()

    def given(self) -> AgreementQuerySet:
        """Those that hold: what a withdrawn one permitted stops that day (domain.md §8.4)."""
        return self.filter(withdrawn_on__isnull=True)


@tracked
class Agreement(Protected):
    """That someone said yes to taking part in something; taken back at any time, without a reason (domain.md §8.4)."""

    class ToWhat(models.TextChoices):
        LINK_UP = "link_up", _("a link-up")
        CONFERENCE = "conference", _("a family group conference")
        PHOTO = "photo", _("a photo")
        CARD = "card", _("a family card")
        HELPER = "helper", _("someone who helps")
        INDIVIDUAL_ASSET = "individual_asset", _("being named as someone who can help others")
        MEASURE = "measure", _("questions about how things go")
        OTHER = "other", _("something else")

    class GivenHow(models.TextChoices):
        SPOKEN = "spoken", _("They said so")
        SIGNED = "signed", _("They signed")
        ONLINE = "online", _("Here, themselves")
        PICTURES = "pictures", _("With pictures")

    person = models.ForeignKey("families.Person", models.PROTECT, related_name="agreements")
    to_what = models.CharField(_("to what?"), max_length=20, choices=ToWhat)
    what_exactly = models.CharField(_("in words"), max_length=200, blank=True)
    given_by = models.ForeignKey(
        "families.Person",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("who agreed for them?"),
        help_text=_("Only for a child: a person with parental responsibility."),
    )
    given_how = models.CharField(_("how?"), max_length=20, choices=GivenHow)
    given_on = models.DateField(_("when?"))
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="agreement_withdrawn_after_given",
                violation_error_message=_("It can’t be taken back before it was given."),
            ),
            models.CheckConstraint(
                condition=~Q(to_what="other") | ~Q(what_exactly__regex=r"^\s*$"),
                name="agreement_says_to_what",
                violation_error_message=_("Say to what they agreed."),
            ),
            models.CheckConstraint(
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("person")),
                name="agreement_given_by_another",
                violation_error_message=_("Leave this empty when they agreed themselves."),
            ),
            models.UniqueConstraint(
                fields=["person", "to_what", "what_exactly"],
                condition=Q(withdrawn_on__isnull=True),
                name="agreement_given_once",
                violation_error_message=_("They have agreed to this already."),
            ),
        ]

    def __str__(self) -> str:
        return self.what_exactly or str(self.get_to_what_display())
