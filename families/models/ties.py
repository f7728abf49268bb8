"""Who stands on a support map: how near, who gives what to whom, and what is hoped for (domain.md §5.3, §5.6)."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .access import Agency, Practitioner
from .merged import UNLESS_MOVED
from .people import Person, people_open_to
from .support import SupportNetwork


class NetworkTieQuerySet(models.QuerySet["NetworkTie"]):
    def visible_to(self, user: User) -> NetworkTieQuerySet:
        """With the map; but of the people who are written down, only those whom the user may know of."""
        known = Q(person__isnull=True) | people_open_to(user, "person__id")
        return self.filter(known, network__in=SupportNetwork.objects.visible_to(user).values("pk"))


@tracked
class NetworkTie(Protected):
    """Who stands on a map, and what is between them and whom it is drawn around.

    Who and in which circle is all that it needs. Whatever else was not said is empty, and stays so until it comes up.
    Strength and stress are two things; so are what someone helps with and what they would be willing to. `wants`: how near
    whoever it is drawn around would like them to be. `drawn_before_as`: the name by which they stood on an earlier map of the
    same drawer, said and never guessed.
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

    class HowOften(models.TextChoices):
        MOST_DAYS = "most_days", _("Most days")
        WEEKLY = "weekly", _("About every week")
        MONTHLY = "monthly", _("About every month")
        FEW_TIMES_A_YEAR = "few_times_a_year", _("A few times a year")
        HARDLY_EVER = "hardly_ever", _("Hardly ever")

    class Wants(models.TextChoices):
        CLOSER = "closer", _("Closer")
        SAME = "same", _("As now")
        FURTHER = "further", _("Further apart")
        UNSURE = "unsure", _("Not sure")

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

    how_often = models.CharField(_("how often are they in touch?"), max_length=20, choices=HowOften, blank=True)
    willing_to = ArrayField(
        models.CharField(max_length=20, choices=Help),
        verbose_name=_("what would they be willing to help with?"),
        default=list,
        blank=True,
    )
    wants = models.CharField(_("how near would they like to be?"), max_length=20, choices=Wants, blank=True)
    drawn_before_as = models.CharField(_("drawn before as"), max_length=200, blank=True)

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
            models.UniqueConstraint(
                Lower("drawn_before_as"),
                "network",
                condition=~Q(drawn_before_as=""),
                name="network_tie_drawn_before_once",
                violation_error_message=_("Two on this map are said to be the same one of an earlier map."),
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
            ),
            Rule(
                name="network_tie_drawn_before",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # By the same drawer around the same, and not of a later day. What is only theirs is poured into no other map.
                func="""
                    IF NEW.drawn_before_as <> '' AND NOT EXISTS (
                      SELECT FROM families_supportnetwork here
                        JOIN families_record written ON written.id = here.record_id
                        JOIN families_supportnetwork earlier ON earlier.id <> here.id AND earlier.drawn_on <= here.drawn_on
                          AND earlier.focus_person_id IS NOT DISTINCT FROM here.focus_person_id
                          AND earlier.family_id IS NOT DISTINCT FROM here.family_id
                          AND earlier.rated_by_id IS NOT DISTINCT FROM here.rated_by_id
                        JOIN families_record then_written ON then_written.id = earlier.record_id
                        JOIN families_networktie tie ON tie.network_id = earlier.id
                          AND NEW.drawn_before_as IN (tie.other_name, tie.drawn_before_as)
                      WHERE here.id = NEW.network_id
                        AND (here.rated_by_id IS NOT NULL OR then_written.author_id IS NOT DISTINCT FROM written.author_id)
                        AND NOT EXISTS (
                          SELECT FROM families_sharestate kept WHERE kept.record_id = earlier.record_id AND kept.state = 'child_only')) THEN
                      RAISE EXCEPTION 'nobody' USING ERRCODE = '23514', CONSTRAINT = 'network_tie_drawn_before';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "network_tie_drawn_before": _("No earlier map of the same person’s has anyone by that name on it.")
                },
            ),
        ]

    def __str__(self) -> str:
        return str(self.own_word or self.person or self.practitioner or self.agency or self.other_name)

    @property
    def who(self) -> tuple[str, str]:
        """The same for the same supporter on another map of the same drawer."""
        for kind in ("person_id", "practitioner_id", "agency_id"):
            if found := getattr(self, kind):
                return kind, str(found)
        return by_name(self.other_name)

    @property
    def formerly(self) -> tuple[str, str] | None:
        """As whom their drawer says that they stood on a map before; nobody, where it was not said."""
        return by_name(self.drawn_before_as) if self.drawn_before_as else None


def by_name(name: str) -> tuple[str, str]:
    """Someone of whom a map has only a name: the same when it is spelled the same."""
    return "other_name", name.strip().casefold()
