"""Support maps: who stands around someone, how near, who gives what to whom (domain.md §5.3, §5.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .access import Agency, Practitioner
from .kept import people_not_kept_from
from .merged import UNLESS_MOVED
from .people import Family, Person, people_open_to
from .records import Record, records_open_to

MOST_TIES = 60
"""More than this no one can read on one page, on paper or on a screen."""


class SupportNetworkQuerySet(models.QuerySet["SupportNetwork"]):
    def visible_to(self, user: User) -> SupportNetworkQuerySet:
        """With its record, so that a child's map that is only theirs stays so; but for maps of or by who is kept from the user."""
        kept = people_not_kept_from(user, "focus_person__id") & people_not_kept_from(user, "rated_by__id")
        return self.filter(records_open_to(user, "record__"), kept)


@tracked
class SupportNetwork(Protected):
    """One support map as somebody drew it on a day. It stays as it was drawn: whatever has changed is drawn anew.

    `rated_by` is whose view it is: a child, a parent, or, when no one of the family is named, the worker who wrote it.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="support_network")
    focus_person = models.ForeignKey(
        Person, models.PROTECT, related_name="support_networks", null=True, blank=True, verbose_name=_("around whom?")
    )
    family = models.ForeignKey(Family, models.PROTECT, related_name="support_networks", null=True, blank=True)
    rated_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("who drew it?")
    )
    drawn_on = models.DateField(_("when"))
    size = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST_TIES)])

    objects = SupportNetworkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_person__isnull=True, family__isnull=False)
                | Q(focus_person__isnull=False, family__isnull=True),
                name="support_network_around_one",
                violation_error_message=_("A map is drawn around one person or around one family."),
            ),
            models.CheckConstraint(
                condition=Q(size__lte=MOST_TIES),
                name="support_network_can_be_read",
                violation_error_message=_("A map holds at most 60 people and places."),
            ),
        ]
        triggers = [
            Rule(
                name="support_network_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"{UNLESS_MOVED} RAISE EXCEPTION 'redrawn' USING ERRCODE = '23514', CONSTRAINT = 'support_network_stays';",
                sentences={"support_network_stays": _("A map stays as it was drawn that day. Draw a new one.")},
            ),
            Rule(
                name="support_network_only_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # Its record comes before it, with everyone whom it is about and what each may read.
                func="""
                    IF (NEW.focus_person_id IS NULL OR NEW.rated_by_id IS DISTINCT FROM NEW.focus_person_id) AND EXISTS (
                      SELECT FROM families_sharestate state
                      WHERE state.record_id = NEW.record_id AND state.state = 'child_only') THEN
                      RAISE EXCEPTION 'of others' USING ERRCODE = '23514', CONSTRAINT = 'support_network_only_theirs';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "support_network_only_theirs": _(
                        "Only a map that a child drew around themselves can be only theirs."
                    )
                },
            ),
            Rule(
                name="support_network_by_oneself",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # A parent may read for their child. They never see for them.
                func="""
                    IF EXISTS (
                      SELECT FROM families_record record JOIN accounts_user writer ON writer.id = record.author_id
                      WHERE record.id = NEW.record_id AND writer.kind = 'family') AND NOT EXISTS (
                      SELECT FROM families_record record JOIN families_personaccount account ON account.user_id = record.author_id
                      WHERE record.id = NEW.record_id AND account.person_id = NEW.focus_person_id
                        AND account.person_id = NEW.rated_by_id) THEN
                      RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'support_network_by_oneself';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "support_network_by_oneself": _(
                        "Whoever signs in as one of a family draws the map around themselves, and nobody else’s."
                    )
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drawn_on}"

    @property
    def headline(self) -> str:
        """What it is called where it stands among other records."""
        return str(_("Support map of %(day)s")) % {"day": date_format(self.drawn_on, "j F Y")}

    if TYPE_CHECKING:  # ABSOLUTE_URL_OVERRIDES says it: the page stands in a room above this one

        def get_absolute_url(self) -> str: ...

    @property
    def focus(self) -> Person | Family:
        """Whom it is drawn around."""
        return self.focus_person or self.family  # type: ignore[return-value]  # support_network_around_one

    @property
    def is_by_themselves(self) -> bool:
        """Whether whose view it is wrote it, too, by a sign-in of their own."""
        author = self.record.author
        return author is not None and author.kind == User.Kind.FAMILY

    @property
    def drawer(self) -> UUID | None:
        """Whose view it is. Maps of two drawers are never compared."""
        return self.rated_by_id or self.record.author_id


class NetworkTieQuerySet(models.QuerySet["NetworkTie"]):
    def visible_to(self, user: User) -> NetworkTieQuerySet:
        """With the map; but of the people who are written down, only those whom the user may know of."""
        known = Q(person__isnull=True) | people_open_to(user, "person__id")
        return self.filter(known, network__in=SupportNetwork.objects.visible_to(user).values("pk"))


@tracked
class NetworkTie(Protected):
    """Who stands on a map, and what is between them and whom it is drawn around.

    Who and in which circle is all that it needs. Whatever else was not said is empty, and stays so until it comes up.
    Strength and stress are two things.
    """

    class Circle(models.TextChoices):
        INTIMACY = "intimacy", _("Closest to us")
        FRIENDSHIP = "friendship", _("Friends")
        PARTICIPATION = "participation", _("People we do things with")
        EXCHANGE = "exchange", _("People who are paid")

    class Strength(models.TextChoices):
        STRONG = "strong", _("Strong")
        ORDINARY = "ordinary", _("Ordinary")
        TENUOUS = "tenuous", _("Thin")
        BROKEN = "broken", _("Broken off")

    class Stress(models.TextChoices):
        NONE = "none", _("Not strained")
        SOME = "some", _("Sometimes strained")
        STRESSFUL = "stressful", _("Strained")

    class Direction(models.TextChoices):
        TO_US = "to_us", _("They give to us")
        FROM_US = "from_us", _("We give to them")
        BOTH = "both", _("Both ways")
        NONE = "none", _("Neither way just now")

    class SupporterKind(models.TextChoices):
        NATURAL_FAMILY = "natural_family", _("Family")
        NATURAL_FRIEND = "natural_friend", _("Friend or neighbour")
        PET = "pet", _("Pet")
        PEER = "peer", _("Someone who has been through the same")
        COMMUNITY_GROUP = "community_group", _("Group or place nearby")
        VOLUNTARY_ORG = "voluntary_org", _("Charity")
        PRIVATE_SERVICE = "private_service", _("Service that is paid for")
        PUBLIC_PROFESSIONAL = "public_professional", _("Someone whose job it is")

    class Help(models.TextChoices):
        CHILDCARE = "childcare", _("Looking after children")
        LIFTS = "lifts", _("Lifts")
        FOOD = "food", _("Food")
        MONEY = "money", _("Money")
        LISTENING = "listening", _("Listening")
        FUN = "fun", _("Fun")
        ADVICE = "advice", _("Advice")
        RESPITE_STAY = "respite_stay", _("Having us to stay")
        CULTURE_OR_FAITH = "culture_or_faith", _("Culture or faith")
        SCHOOL = "school", _("School")
        PRACTICAL = "practical", _("Practical things")
        KEEPING_SAFE = "keeping_safe", _("Keeping safe")
        OTHER = "other", _("Something else")

    network = models.ForeignKey(SupportNetwork, models.PROTECT, related_name="ties", db_index=False)
    position = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    other_name = models.CharField(_("name"), max_length=200, blank=True)
    own_word = models.CharField(_("what do you call them?"), max_length=200, blank=True)
    circle = models.CharField(_("circle"), max_length=20, choices=Circle)
    closeness = models.PositiveSmallIntegerField(
        _("how close?"), validators=[MinValueValidator(1), MaxValueValidator(5)], null=True, blank=True
    )
    strength = models.CharField(_("strength"), max_length=20, choices=Strength, blank=True)
    stress = models.CharField(_("strain"), max_length=20, choices=Stress, blank=True)
    direction = models.CharField(_("who gives?"), max_length=20, choices=Direction, blank=True)
    supporter_kind = models.CharField(_("who are they?"), max_length=20, choices=SupporterKind, blank=True)
    helps_with = ArrayField(models.CharField(max_length=20, choices=Help), default=list, blank=True)
    we_give = ArrayField(models.CharField(max_length=20, choices=Help), default=list, blank=True)

    objects = NetworkTieQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "position"], name="network_tie_place_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, practitioner__isnull=True, agency__isnull=True, other_name="")
                | Q(person__isnull=True, practitioner__isnull=False, agency__isnull=True, other_name="")
                | Q(person__isnull=True, practitioner__isnull=True, agency__isnull=False, other_name="")
                | (
                    Q(person__isnull=True, practitioner__isnull=True, agency__isnull=True)
                    & ~Q(other_name__regex=r"^\s*$")
                ),
                name="network_tie_to_one",
                violation_error_message=_("Say who it is: choose one person, worker or organisation, or write a name."),
            ),
            models.CheckConstraint(
                condition=Q(closeness__gte=1, closeness__lte=5),
                name="network_tie_closeness",
                violation_error_message=_("How close goes from 1 to 5."),
            ),
        ]
        triggers = [
            Rule(
                name="network_tie_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # A map says how many stand on it, and each place is taken once: so nobody is added to it later.
                func=f"""
                    {UNLESS_MOVED}
                    IF TG_OP = 'UPDATE' OR NOT EXISTS (
                      SELECT FROM families_supportnetwork network
                      WHERE network.id = NEW.network_id AND NEW.position BETWEEN 1 AND network.size) THEN
                      RAISE EXCEPTION 'redrawn' USING ERRCODE = '23514', CONSTRAINT = 'network_tie_stays';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"network_tie_stays": _("Who stands on a map stays as it was drawn. Draw a new one.")},
            )
        ]

    def __str__(self) -> str:
        return str(self.own_word or self.person or self.practitioner or self.agency or self.other_name)

    @property
    def who(self) -> tuple[str, str]:
        """The same for the same supporter on another map of the same drawer."""
        for kind in ("person_id", "practitioner_id", "agency_id"):
            if found := getattr(self, kind):
                return kind, str(found)
        return "other_name", self.other_name.strip().casefold()
