from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked_at_once
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .kept import named_for
from .kinship_rules import PARENTAGE_CHANGED, PARENTAGE_WRITTEN
from .known import Precision
from .merged import of_whom
from .people import FamilyMembership, Person, people_open_to
from .unseen import among


class Source(models.TextChoices):
    """How we came to know (domain.md §11.1)."""

    TOLD_US = "told_us", _("They told us")
    SEEN_DOCUMENT = "seen_document", _("We saw a document")
    LCS = "lcs", _("From the council’s system")
    GUESS = "guess", _("A guess")


class Confidence(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    BELIEVED = "believed", _("Believed")
    DISPUTED = "disputed", _("Disputed")


class Visibility(models.TextChoices):
    NORMAL = "normal", _("Everyone who sees both people")
    RESTRICTED = "restricted", _("Only the lead worker, and those who are named")


class Edge(Protected):
    """What each primitive edge of kinship carries besides its two people."""

    period = PeriodField()
    source = models.CharField(_("how do we know?"), max_length=20, choices=Source, default=Source.TOLD_US)
    confidence = models.CharField(_("how sure?"), max_length=20, choices=Confidence, default=Confidence.CONFIRMED)
    visibility = models.CharField(_("who may see this?"), max_length=20, choices=Visibility, default=Visibility.NORMAL)
    said_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, db_index=False, verbose_name=_("who said so?")
    )

    class Meta:
        abstract = True


def edge_open_to(user: User, ends: tuple[str, ...], *, tie: str = "", among_: Combinable | None = None) -> Q:
    """An edge is seen by who sees both its people; a restricted one by those whom its restriction names, and by the current lead
    worker of a family of either. `tie` is what a restriction calls it; one that has no such name is the lead worker's only.

    `among_`: the people whom the same statement has found the user may see, so that it need not look for them again.
    """
    both, either = Q(), Q()
    for end in ends:
        both &= people_open_to(user, f"{end}__id") if among_ is None else Q(**{f"{end}__id__any": among_})
        either |= Q(person=OuterRef(f"{end}_id"))
    if user.kind == User.Kind.CLIENT:  # line 11: never what is restricted
        return both & Q(visibility=Visibility.NORMAL)
    now = FamilyMembership.objects.current()
    is_led = Q(Exists(now.filter(either, door.leads(user, "family__"))))
    return both & (Q(visibility=Visibility.NORMAL) | (among("pk", named_for(user, tie)) if tie else Q()) | is_led)


class EdgeAsKnown(Edge):
    """An edge that began and ended as far as anyone knows: on a day (so it is where nothing is said of that), in a month or in a year.

    The period then begins, or ends, on the first day of the month or year.
    """

    since_precision = models.CharField(
        _("how well is the beginning known?"), max_length=10, choices=Precision, blank=True
    )
    until_precision = models.CharField(_("how well is the end known?"), max_length=10, choices=Precision, blank=True)

    class Meta:
        abstract = True


def known_as_said(name: str) -> models.CheckConstraint:
    """A constraint: how well a beginning or an end is known goes with one."""
    return models.CheckConstraint(
        condition=(Q(period__lower_inf=False) | Q(since_precision=""))
        & (Q(period__upper_inf=False) | Q(until_precision="")),
        name=name,
        violation_error_message=_("How well a beginning or an end is known goes with one."),
    )


class ParentageQuerySet(DatedQuerySet["Parentage"]):
    def visible_to(self, user: User, among_: Combinable | None = None) -> ParentageQuerySet:
        return self.filter(edge_open_to(user, ("parent", "child"), tie="parentage", among_=among_))


@tracked_at_once
class Parentage(EdgeAsKnown):
    """That someone is a child's parent, or cares for them as one, on a basis and for a time (domain.md §5.4)."""

    class Basis(models.TextChoices):
        BIRTH = "birth", _("By birth")
        ADOPTIVE = "adoptive", _("By adoption")
        FOSTER = "foster", _("Foster carer")
        GUARDIAN = "guardian", _("Special guardian")
        KINSHIP_CARER = "kinship_carer", _("Kinship carer")

    parent = models.ForeignKey(Person, models.PROTECT, related_name="parentages_down")
    child = models.ForeignKey(Person, models.PROTECT, related_name="parentages_up")
    basis = models.CharField(_("on what basis?"), max_length=20, choices=Basis)

    objects = ParentageQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("said_by", "parentage_by_sayer")]
        constraints = [
            not_empty("parentage_has_a_day"),
            known_as_said("parentage_as_known"),
            models.CheckConstraint(
                condition=~Q(parent=F("child")),
                name="parentage_not_self",
                violation_error_message=_("A person can’t be their own parent."),
            ),
            ExclusionConstraint(
                name="parentage_no_overlap",
                expressions=[
                    ("parent", RangeOperators.EQUAL),
                    ("child", RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This is already recorded for that time."),
            ),
        ]
        triggers = [PARENTAGE_CHANGED, PARENTAGE_WRITTEN]

    def __str__(self) -> str:
        return f"{self.parent}, parent of {self.child} ({self.get_basis_display()})"


class PartnershipQuerySet(DatedQuerySet["Partnership"]):
    def visible_to(self, user: User, among_: Combinable | None = None) -> PartnershipQuerySet:
        return self.filter(edge_open_to(user, ("a", "b"), tie="partnership", among_=among_))


@tracked_at_once
class Partnership(EdgeAsKnown):
    """That two people are a couple, for a time. Stored once: `a` is the smaller id."""

    class Kind(models.TextChoices):
        MARRIED = "married", _("Married")
        CIVIL = "civil", _("Civil partners")
        COHABITING = "cohabiting", _("Living together")
        RELATIONSHIP = "relationship", _("In a relationship, not living together")

    class EndKind(models.TextChoices):
        SEPARATED = "separated", _("Separated")
        DIVORCED = "divorced", _("Divorced")
        ENDED = "ended", _("Ended")
        DEATH = "death", _("By a death")

    a = models.ForeignKey(Person, models.PROTECT, related_name="partnerships_a")
    b = models.ForeignKey(Person, models.PROTECT, related_name="partnerships_b")
    kind = models.CharField(_("as what?"), max_length=20, choices=Kind)
    end_kind = models.CharField(_("how did it end?"), max_length=20, choices=EndKind, blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("said_by", "partnership_by_sayer")]
        constraints = [
            not_empty("partnership_has_a_day"),
            known_as_said("partnership_as_known"),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="partnership_ordered",
                violation_error_message=_("A couple is two different people, recorded once."),
            ),
            ExclusionConstraint(
                name="partnership_no_overlap",
                expressions=[
                    ("a", RangeOperators.EQUAL),
                    ("b", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("They are recorded as a couple for that time already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} and {self.b} ({self.get_kind_display()})"


class SiblingLinkQuerySet(models.QuerySet["SiblingLink"]):
    def visible_to(self, user: User, among_: Combinable | None = None) -> SiblingLinkQuerySet:
        return self.filter(edge_open_to(user, ("a", "b"), tie="sibling_link", among_=among_))


@tracked_at_once
class SiblingLink(Edge):
    """That two people are siblings, only where no parent is recorded that would say so. Stored once: `a` is the smaller id."""

    class Kind(models.TextChoices):
        FULL = "full", _("The same parents")
        HALF = "half", _("One parent the same")
        UNKNOWN = "unknown", _("Not known which")

    a = models.ForeignKey(Person, models.PROTECT, related_name="siblings_a")
    b = models.ForeignKey(Person, models.PROTECT, related_name="siblings_b")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.UNKNOWN)

    objects = SiblingLinkQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("said_by", "sibling_link_by_sayer")]
        constraints = [
            not_empty("sibling_link_has_a_day"),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="sibling_link_ordered",
                violation_error_message=_("Siblings are two different people, recorded once."),
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                name="sibling_link_once",
                violation_error_message=_("They are recorded as siblings already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} and {self.b}, siblings"
