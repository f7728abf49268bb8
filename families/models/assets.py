"""What is strong around families: places, and what a neighbourhood offers (domain.md §6).

An individual’s gift is personal data, and stands here only by their own yes: it is shown to whom they said, for twelve months at most,
never leaves in an export, and goes when they ask.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database import clock
from database.history import tracked

from . import asset_rules, door
from .kept import people_not_kept_from
from .people import Family, people_open_to

FRESH = timedelta(days=180)
"""For so long nobody asks whether it is still there (domain.md §6)."""
SHOWN = timedelta(days=365)
"""From then on no family is shown what nobody has looked at since."""


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user: User) -> PlaceQuerySet:
        """Those who work here see every venue; others those of what they may see, unless the place is kept quiet."""
        if user.kind in {User.Kind.STAFF, User.Kind.SYSTEM} and user.is_active:
            return self.filter()
        assets = CommunityAsset.objects.visible_to(user).filter(hide_location=False).values("pk")
        return self.filter(Q(assets__in=assets) | Q(sessions__asset__in=assets)).distinct()


@tracked
class Place(Protected):
    """A venue: a hall, a library, a park. Never where someone lives, which is an Address (domain.md §6.1)."""

    name = models.CharField(_("name"), max_length=200)
    lines = models.CharField(_("street"), max_length=200, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    county = models.CharField(_("county"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    access_notes = models.CharField(_("getting in and around"), max_length=1_000, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "lines", "postcode"],
                name="place_once",
                violation_error_message=_("This place is written down already."),
            ),
            models.CheckConstraint(
                condition=~Q(name__regex=r"^\s*$"),
                name="place_has_a_name",
                violation_error_message=_("Say what the place is called."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_on_the_map",
                violation_error_message=_("Give both numbers of where it is, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """On one line, as on an envelope."""
        return ", ".join(part for part in (self.lines, self.town, self.postcode) if part)


class CommunityAssetQuerySet(models.QuerySet["CommunityAsset"]):
    def visible_to(self, user: User) -> CommunityAssetQuerySet:
        """What is nearby is for whoever works here; a family sees what may be shown and was looked at within the year.

        A gift is shown to whom its giver said, while their yes holds; and to those who work with them, until it is forgotten.
        """
        if not user.is_active:
            return self.none()
        if user.kind == User.Kind.STAFF:
            return self.filter(~Q(category=GIFT) | _gifts_open_to(user))
        if user.kind == User.Kind.FAMILY:
            return self.filter(_may_be_shown() | _gifts_open_to_families(user))
        return self.exclude(category=GIFT) if user.kind == User.Kind.SYSTEM else self.publishable()

    def publishable(self) -> CommunityAssetQuerySet:
        """What may leave the house: nobody’s gift, nothing that is not safe to show, and no place of refuge (domain.md §6.1)."""
        return self.filter(safe_to_show=True, hide_location=False).exclude(category=GIFT).exclude(state="new")

    def for_paper(self) -> CommunityAssetQuerySet:
        """What may be left behind on paper, which anyone may find."""
        return self.filter(_may_be_shown())

    def due(self, day: date) -> CommunityAssetQuerySet:
        """Where someone should look whether it is still there: new, in doubt, or not looked at for half a year."""
        stale = Q(state="verified", last_checked_on__lte=day - FRESH)
        return self.filter(Q(state__in=["new", "check"]) | stale)


def _may_be_shown() -> Q:
    fresh = Q(last_checked_on__gt=clock.today() - SHOWN, state__in=["verified", "check"])
    return Q(safe_to_show=True) & fresh & ~Q(category=GIFT)


def _holds() -> Q:
    """That a gift’s yes holds today."""
    return Q(
        agreement__withdrawn_on__isnull=True, shown_until__gt=clock.today(), state__in=["new", "verified", "check"]
    )


def _gifts_open_to(user: User) -> Q:
    told = Q() if user.has(Permission.LINKUP_COACH) else Q(shown_to="families")
    shown = _holds() & told & people_not_kept_from(user, "person__id")
    return Q(category=GIFT, forgotten_on__isnull=True) & (people_open_to(user, "person__id") | shown)


def _gifts_open_to_families(user: User) -> Q:
    """Those of people near by; and one’s own, for as long as it stands there."""
    near = Q(shown_to="families", locality__in=Family.objects.filter(door.own(user)).values("locality"))
    shown = _holds() & near & people_not_kept_from(user, "person__id")
    return Q(category=GIFT, forgotten_on__isnull=True) & (Q(person__account__user=user) | shown)


GIFT = "individual"
WORDS = ("name", "what_it_offers", "good_for", "how_to_start", "cost_words", "access_notes", "feels_like", "url")
"""What goes when a giver asks. None of it stands in the history, where it could not go."""


@tracked
class CommunityAsset(Protected):
    """Something nearby that a family could belong to: a person’s gift, a group, a place, an exchange, a story (domain.md §6)."""

    class Category(models.TextChoices):
        INDIVIDUAL = "individual", _("Someone’s gift or skill")
        ASSOCIATION = "association", _("A club or group")
        INSTITUTION = "institution", _("A place that is there to help")
        PHYSICAL = "physical", _("A park, hall or kitchen")
        EXCHANGE = "exchange", _("Swapping, lending and sharing")
        CULTURE_STORY = "culture_story", _("Stories, languages and festivals")

    class State(models.TextChoices):
        NEW = "new", _("New: nobody has looked yet")
        VERIFIED = "verified", _("There")
        CHECK = "check", _("To be looked at")
        HIDDEN = "hidden", _("Hidden from families")
        CLOSED = "closed", _("No longer there")

    class ShownTo(models.TextChoices):
        COACHES = "coaches", _("Family coaches only")
        FAMILIES = "families", _("Families nearby, and whoever works here")

    kept_out_of_history = WORDS

    name = models.CharField(_("name"), max_length=200)
    category = models.CharField(_("what is it?"), max_length=20, choices=Category)
    what_it_offers = models.CharField(_("what is there?"), max_length=4_000)
    good_for = models.CharField(_("who is it good for?"), max_length=400, blank=True)
    how_to_start = models.CharField(_("how to start"), max_length=400, blank=True)
    cost_words = models.CharField(_("what it costs"), max_length=200, blank=True)
    cost_gbp = models.DecimalField(_("in pounds"), max_digits=7, decimal_places=2, null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    access_notes = models.CharField(_("getting there and in"), max_length=1_000, blank=True)
    feels_like = models.CharField(_("what families say"), max_length=4_000, blank=True)
    min_age = models.PositiveSmallIntegerField(
        _("from what age?"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    max_age = models.PositiveSmallIntegerField(
        _("up to what age?"), null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    url = models.CharField(_("page on the web"), max_length=400, blank=True)
    agency = models.ForeignKey(
        "families.Agency",
        models.PROTECT,
        related_name="assets",
        null=True,
        blank=True,
        verbose_name=_("who runs it?"),
    )
    place = models.ForeignKey(Place, models.PROTECT, related_name="assets", null=True, blank=True)
    locality = models.ForeignKey(
        "accounts.Locality", models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("near where?")
    )
    hide_location = models.BooleanField(_("where it is must not be told"), default=False)
    safe_to_show = models.BooleanField(_("families may be shown it"), default=False)
    team = models.ForeignKey(
        "accounts.Team",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("which team looks after this page?"),
    )
    mailbox = models.EmailField(_("shared mailbox of who looks after it"), blank=True)
    person = models.ForeignKey("families.Person", models.PROTECT, related_name="gifts", null=True, blank=True)
    agreement = models.ForeignKey("families.Agreement", models.PROTECT, related_name="gifts", null=True, blank=True)
    shown_to = models.CharField(_("who may be told?"), max_length=10, choices=ShownTo, blank=True)
    shown_until = models.DateField(null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True)
    external_id = models.CharField(max_length=60, blank=True)
    locally_owned = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    last_checked_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)

    objects = CommunityAssetQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "name", "id"], name="asset_by_name")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "source", "external_id"], condition=~Q(external_id=""), name="asset_taken_once"
            ),
            *asset_rules.of_assets(),
            *asset_rules.of_gifts(),
        ]
        triggers = asset_rules.TRIGGERS

    def __str__(self) -> str:
        return self.name or str(_("Something that was forgotten"))

    @property
    def is_gift(self) -> bool:
        return self.category == GIFT

    @property
    def yes_holds(self) -> bool:
        """Whether nobody’s gift is shown without their yes: of a gift, that its yes holds today, as `_holds` has it."""
        if self.agreement is None or self.shown_until is None:
            return not self.is_gift
        return self.agreement.withdrawn_on is None and self.shown_until > clock.today()

    @property
    def may_be_shown(self) -> bool:
        """Whether families are shown it, and it may be left behind on paper, as `_may_be_shown` has it."""
        there = self.state_today in {self.State.VERIFIED, self.State.CHECK}
        return self.safe_to_show and self.last_checked_on is not None and there and not self.is_gift

    @property
    def state_today(self) -> State:
        """How it stands today: what nobody has looked at for half a year is to be looked at, and after a year is hidden."""
        state, seen = self.State(self.state), self.last_checked_on
        if seen is None or state not in {self.State.VERIFIED, self.State.CHECK}:
            return state
        if seen <= clock.today() - SHOWN:
            return self.State.HIDDEN
        return self.State.CHECK if seen <= clock.today() - FRESH else state

    @property
    def due_on(self) -> date | None:
        """By when someone looks again; none while nobody ever has, or somebody doubts it."""
        return self.last_checked_on + FRESH if self.last_checked_on and self.state == self.State.VERIFIED else None
