from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.written import Ids, written_once
from database import clock
from database.history import tracked, tracked_at_once
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .emergency import EmergencyAccess
from .helping import helped_by
from .kept import broken_glass, families_not_kept_from, families_sampled_by, named_for, people_not_kept_from
from .known import DeathPrecision, Precision
from .merged import MERGED_ONCE
from .sampling import reads_samples
from .statutory_rules import FAMILY_FED, PERSON_FED
from .unseen import among

BORN_TO_COME = _("The date of birth can’t be in the future. Is it the day the baby is due?")
DIED_TO_COME = _("The date of death can’t be in the future.")
MOST_PETS = 20


class SearchKey(models.GeneratedField):
    """The text as it is searched and sorted: lower case, without accents or invisible characters."""

    def __init__(self, of: str, **kwargs: object) -> None:
        self.of = of
        super().__init__(
            expression=models.Func(models.F(of), function="public.kith_search_key"),
            output_field=models.TextField(),
            db_persist=True,
        )

    def deconstruct(self) -> tuple[str, str, list[str], dict[str, object]]:
        name, path, _args, _kwargs = super().deconstruct()
        return name, path, [self.of], {}


def families_open_to(user: User, path: str = "pk") -> Q:
    """That the family at `path` is one that the user may know of; to another system, all that are unrestricted."""
    if door.is_closed_to(user):  # line 1
        return door.NOBODY
    return _families_known_to(user, path) & families_not_kept_from(user, path)  # lines 3 and 5


def _families_known_to(user: User, path: str) -> Q:
    if user.kind == User.Kind.STAFF:
        return _alongside(user, path)  # line 7
    if user.kind == User.Kind.FAMILY:
        return among(path, _own_families(user))  # line 9
    return Q() if user.kind == User.Kind.CLIENT else door.NOBODY  # line 11: its scopes say what of them


@written_once
def _own_families(user: User) -> Ids:
    return Family.objects.filter(door.own(user)).values("pk")


def _alongside(user: User, path: str, roles: tuple[str, ...] = ()) -> Q:
    """Line 7: involved, managing, or with broken glass, which reads as one who is involved."""
    return among(path, _families_alongside(user, roles), broken_glass(user, "family"))


@written_once
def _families_alongside(user: User, roles: tuple[str, ...]) -> Ids:
    involvements: models.QuerySet[Any] = Family.involvements.rel.related_model._default_manager.all()
    return involvements.filter(door.is_ones_work(user, roles=roles)).values("family")


def families_read_whole_by(user: User, path: str = "pk") -> Q:
    """That the family at `path` is one whose whole record the user reads: by a role of theirs, or of someone they manage; or because
    they broke the glass."""
    return _alongside(user, path, door.READS_ALL)


def families_worked_with(user: User, roles: tuple[str, ...], path: str = "pk") -> Q:
    """That the family at `path` is one that the user, or someone they manage, works with in one of these roles."""
    return among(path, _families_alongside(user, roles))


def people_open_to(user: User, path: str = "pk") -> Q:
    """That the person at `path` is in a family that the user may know of, or opened to them by name (lines 1 to 11)."""
    if door.is_closed_to(user):  # line 1
        return door.NOBODY
    return _people_known_to(user, path) & people_not_kept_from(user, path)  # lines 2, 3 and 5


def people_named_to(user: User, path: str = "pk") -> Q:
    """That the person at `path` may be named to the user where something that they may read speaks of them: who is open to them, and,
    by name alone, who is or was in a family whose story they read as a sample."""
    seen = people_open_to(user, path)
    if door.is_closed_to(user) or not reads_samples(user):
        return seen
    return seen | (among(path, _people_in_sample(user)) & people_not_kept_from(user, path))


@written_once
def _people_in_sample(user: User) -> Ids:
    return FamilyMembership.objects.filter(families_sampled_by(user, "family__id")).values("person")


def _people_known_to(user: User, path: str) -> Q:
    if user.kind == User.Kind.CLIENT:  # line 11. Asked for each person, for they are far too many to make a set of.
        return Q(Exists(FamilyMembership.objects.filter(families_open_to(user, "family__id"), person=OuterRef(path))))
    if user.kind == User.Kind.STAFF:  # lines 5 and 7
        seen = among(path, members_of_families_open_to(user), named_for(user, "person"), _opened_in_an_emergency(user))
    elif user.kind == User.Kind.FAMILY:  # lines 9 and 10
        seen = among(path, _members_now(user), named_for(user, "person"), helped_by(user))
    else:
        return door.NOBODY
    if door.does_intake(user):
        alone = Person.objects.filter(memberships__isnull=True, merged_into__isnull=True)
        seen |= Q(**{f"{path}__in": alone.values("pk")})
    return seen


@written_once
def members_of_families_open_to(user: User) -> Ids:
    """The people who are or were in a family that the user may know of."""
    return FamilyMembership.objects.filter(families_open_to(user, "family__id")).values("person")


@written_once
def _members_now(user: User) -> Ids:
    """Who is in it now: whoever left must not be followed."""
    members = FamilyMembership.objects.filter(families_open_to(user, "family__id"))
    return members.filter(period__contains=clock.today()).values("person")


@written_once
def _opened_in_an_emergency(user: User) -> Ids:
    """All that was written of someone who was merged is written of another now, but for whose glass was broken when."""
    return EmergencyAccess.objects.opening(user, "person").filter(person__merged_into__isnull=True)


class FamilyQuerySet(models.QuerySet["Family"]):
    def visible_to(self, user: User) -> FamilyQuerySet:
        """The only way into families."""
        return self.filter(families_open_to(user))

    def whose_story_is_open_to(self, user: User) -> FamilyQuerySet:
        """Those too whose story alone a quality lead reads, as a sample; no other page of a family asks this."""
        return self.filter(families_open_to(user) | families_sampled_by(user))

    def sampled_by(self, user: User) -> FamilyQuerySet:
        """Of these, those of which a quality lead reads a sample and no more: they aren't alongside."""
        return self.filter(families_sampled_by(user), ~families_open_to(user))


@tracked
class Family(Protected):
    """People who call themselves one; not a household. Its name is the one that they gave it (domain.md §0.1)."""

    name = models.CharField(_("name"), max_length=200)
    sort_key = SearchKey("name")
    locality = models.ForeignKey(
        "accounts.Locality", models.PROTECT, related_name="families", null=True, blank=True, verbose_name=_("locality")
    )
    good_to_know = models.CharField(_("good to know"), max_length=4_000, blank=True)
    story = models.CharField(_("their story, as they tell it"), max_length=4_000, blank=True)
    languages = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("languages"))
    pets = ArrayField(models.CharField(max_length=100), default=list, blank=True, verbose_name=_("pets"))

    objects = FamilyQuerySet.as_manager()

    class Meta:
        triggers = [FAMILY_FED]
        indexes = [
            models.Index(fields=["organisation", "sort_key", "id"], name="family_by_name"),
            GinIndex(fields=["sort_key"], opclasses=["gin_trgm_ops"], name="family_name_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name__regex=r"^\s*$"),
                name="family_has_a_name",
                violation_error_message=_("Say what the family calls itself."),
            ),
            models.CheckConstraint(
                condition=~Q(pets__contains=[""]) & Q(pets__len__lte=MOST_PETS),
                name="family_pets_have_names",
                violation_error_message=_("Write what each pet is called, twenty of them at most."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    if TYPE_CHECKING:  # ABSOLUTE_URL_OVERRIDES says it: the page reads rooms above this one

        def get_absolute_url(self) -> str: ...


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> PersonQuerySet:
        """The only way to people."""
        return self.filter(people_open_to(user))

    def named_to(self, user: User) -> PersonQuerySet:
        """Who may be named where something speaks of them: nobody's page opens by it."""
        return self.filter(people_named_to(user))


@tracked_at_once
class Person(Protected):
    """Someone in a family or its network, by the name that they chose (domain.md §11.1)."""

    class Gender(models.TextChoices):
        WOMAN_GIRL = "woman_girl", _("Woman or girl")
        MAN_BOY = "man_boy", _("Man or boy")
        NON_BINARY = "non_binary", _("Non-binary")
        SELF_DESCRIBED = "self_described", _("In their own words")
        NOT_RECORDED = "not_recorded", _("Not recorded")

    class Sex(models.TextChoices):
        """For import and export only: other systems ask for it."""

        FEMALE = "female", _("Female")
        MALE = "male", _("Male")
        UNKNOWN = "unknown", _("Not known")
        NOT_RECORDED = "not_recorded", _("Not recorded")

    class RecordClass(models.TextChoices):
        FAMILY_MEMBER = "family_member", _("in a family")
        NETWORK_ONLY = "network_only", _("in a network: name and tie only")
        FOUND_RELATIVE = "found_relative", _("a relative who was found")

    known_as = models.CharField(_("known as"), max_length=200)
    sort_key = SearchKey("known_as")
    given_name = models.CharField(_("given name"), max_length=200, blank=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=60, blank=True)
    gender = models.CharField(_("gender"), max_length=20, choices=Gender, default=Gender.NOT_RECORDED)
    gender_words = models.CharField(_("gender, in their own words"), max_length=200, blank=True)
    sex = models.CharField(_("sex, as other systems hold it"), max_length=20, choices=Sex, default=Sex.NOT_RECORDED)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)
    dob_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    expected_date = models.DateField(_("baby due"), null=True, blank=True)
    date_of_death = models.DateField(_("date of death"), null=True, blank=True)
    death_precision = models.CharField(max_length=10, choices=DeathPrecision, default=DeathPrecision.DAY)
    languages = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    interpreter_language = models.CharField(_("interpreter needed in"), max_length=60, blank=True)
    communication_needs = models.CharField(_("how to talk with them"), max_length=4_000, blank=True)
    access_needs = models.CharField(_("what helps them to take part"), max_length=4_000, blank=True)
    about_me = models.CharField(_("about me"), max_length=4_000, blank=True)
    # Read by who may know where they live: `home_localities_open_to` (domain.md §8.6). No list is made by it, so it has no index.
    home_locality = models.ForeignKey(
        "accounts.Locality",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("locality where they live"),
    )
    record_class = models.CharField(max_length=20, choices=RecordClass, default=RecordClass.FAMILY_MEMBER)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged_people", null=True, blank=True, editable=False
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        triggers = [MERGED_ONCE, PERSON_FED]
        indexes = [
            models.Index(fields=["organisation", "sort_key", "id"], name="person_by_name"),
            models.Index(fields=["organisation", "date_of_birth"], name="person_by_birth"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(known_as__regex=r"^\s*$"),
                name="person_has_a_name",
                violation_error_message=_("Say what they are called."),
            ),
            models.CheckConstraint(
                condition=Q(date_of_death__isnull=True)
                | Q(date_of_birth__isnull=True)
                | Q(date_of_death__gte=models.F("date_of_birth")),
                name="person_death_after_birth",
                violation_error_message=_("The date of death can’t be before the date of birth."),
            ),
            models.CheckConstraint(
                condition=Q(date_of_death__isnull=True) | ~Q(death_precision="unknown"),
                name="person_death_known_or_not",
                violation_error_message=_("Give the date of death, or say that nobody knows when: not both."),
            ),
            models.CheckConstraint(
                condition=Q(date_of_birth__isnull=True) | Q(expected_date__isnull=True),
                name="person_unborn_or_born",
                violation_error_message=_("Give the date of birth or the date the baby is due, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.known_as

    def clean(self) -> None:
        """Whoever is expected has a day when they are due: nobody was born, or died, on a day that is still to come."""
        refused = {"date_of_birth": BORN_TO_COME, "date_of_death": DIED_TO_COME}
        if late := {name: said for name, said in refused.items() if (getattr(self, name) or date.min) > clock.today()}:
            raise ValidationError(late)

    if TYPE_CHECKING:  # ABSOLUTE_URL_OVERRIDES says it: the page reads rooms above this one

        def get_absolute_url(self) -> str: ...

    def age_on(self, day: date) -> int | None:
        """Whole years on a day; None when the birth is unknown, or not yet."""
        born = self.date_of_birth
        if born is None or born > day:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    @property
    def has_died(self) -> bool:
        """Whether they died, on a day that is known or on one that nobody knows."""
        return self.date_of_death is not None or self.death_precision == DeathPrecision.UNKNOWN

    @property
    def age(self) -> int | None:
        """Whole years today, or at death; None when that is not known."""
        if self.death_precision == DeathPrecision.UNKNOWN:
            return None
        return self.age_on(self.date_of_death or clock.today())


class MembershipQuerySet(DatedQuerySet["FamilyMembership"]):
    def visible_to(self, user: User) -> MembershipQuerySet:
        """Who is in a family that the user may know of, but for who is kept from them; to a family member, only who is in it now."""
        seen = self.filter(families_open_to(user, "family__id"), people_not_kept_from(user, "person__id"))
        return seen.filter(period__contains=clock.today()) if user.kind == User.Kind.FAMILY else seen

    def named_in_story_to(self, user: User) -> MembershipQuerySet:
        """Those too who are named in the story of a family that a quality lead reads as a sample."""
        sampled = families_sampled_by(user, "family__id") & people_not_kept_from(user, "person__id")
        return (
            self.filter(Q(pk__in=self.visible_to(user).values("pk")) | sampled)
            if reads_samples(user)
            else self.visible_to(user)
        )


@tracked_at_once
class FamilyMembership(Protected):
    """That someone belongs to a family, for a time."""

    class Role(models.TextChoices):
        CHILD = "child", _("Child")
        PARENT_CARER = "parent_carer", _("Parent or carer")
        OTHER_ADULT = "other_adult", _("Another adult")
        RELATIVE = "relative", _("Relative")
        CHOSEN_FAMILY = "chosen_family", _("Chosen family")

    family = models.ForeignKey(Family, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(_("in this family"), max_length=20, choices=Role)
    period = PeriodField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("membership_has_a_day"),
            ExclusionConstraint(
                name="membership_no_overlap",
                # Not by the columns themselves: asked for a person, PostgreSQL would read a tenth of this index instead of three pages.
                expressions=[
                    (Coalesce("family", "family"), RangeOperators.EQUAL),
                    (Coalesce("person", "person"), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("They are in this family already for that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.family}"
