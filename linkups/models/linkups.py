from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from families.models import Family, Person, Practitioner

from .cards import NOT_OVER
from .linkup_rules import RULES
from .offers import MatchOffer
from .profiles import coached_now_by

LOOKED_INTO = "looked_into"
"""Why a link-up pauses while a worry about one of its people is looked into (domain.md §12.2, *safety*)."""
MOST_WEEKS = 52
"""No place agrees on longer; which lengths there are, families of the place say (domain.md §1.3, *Length*)."""


class LinkUpQuerySet(models.QuerySet["LinkUp"]):
    def visible_to(self, user: User) -> LinkUpQuerySet:
        """To staff alongside either family; to a family once it has chosen, or has been asked. Neither hears of the other's earlier no."""
        families = Family.objects.visible_to(user).values("pk")
        if user.kind == User.Kind.FAMILY:
            return self.filter(
                Q(seeking_family__in=families, seeking_chose_at__isnull=False)
                | Q(sharing_family__in=families, asked_at__isnull=False)
            )
        return self.filter(Q(seeking_family__in=families) | Q(sharing_family__in=families))

    def open(self) -> LinkUpQuerySet:
        """Those that are not over."""
        return self.exclude(state__in=LinkUp.OVER)

    def under_way(self) -> LinkUpQuerySet:
        """Those that have started and not ended."""
        return self.filter(state__in=LinkUp.UNDER_WAY)

    def looked_into(self) -> LinkUpQuerySet:
        """Those that have a pause while something is looked into."""
        return self.filter(
            state=LinkUp.State.PAUSED, pauses__reason=LOOKED_INTO, pauses__period__contains=clock.today()
        )

    def coached_by(self, user: User) -> LinkUpQuerySet:
        """Those whose coach this is, or for whose coach they cover today."""
        return self.filter(coached_now_by(user))


@tracked
class LinkUp(Protected):
    """A seeking family and a sharing family, for a limited time and towards the seeking family's goals (domain.md §1, §12.2)."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        OFFERED = "offered", _("Offered")
        CHOSEN = "chosen", _("Chosen")
        AGREEING = "agreeing", _("Agreeing")
        ACTIVE = "active", _("Under way")
        PAUSED = "paused", _("Having a pause")
        COMPLETED = "completed", _("Finished as planned")
        ENDED_EARLY = "ended_early", _("Ended early")
        NOT_THIS_TIME = "not_this_time", _("Not this time")

    UNDER_WAY = (State.ACTIVE, State.PAUSED)
    OVER = (State.COMPLETED, State.ENDED_EARLY, State.NOT_THIS_TIME)

    class Side(models.TextChoices):
        SEEKING = "seeking", _("the seeking family")
        SHARING = "sharing", _("the sharing family")

    class Knows(models.TextChoices):
        NO = "no", _("No")
        MAYBE = "maybe", _("We are not sure")
        YES = "yes", _("Yes, we think so")

    class EndKind(models.TextChoices):
        GOALS_REACHED = "goals_reached", _("The goals were reached")
        WEEKS_FINISHED = "weeks_finished", _("The weeks were over")
        FAMILY_MOVED = "family_moved", _("A family moved")
        FAMILY_CHANGED_MIND = "family_changed_mind", _("A family changed its mind")
        DID_NOT_CLICK = "did_not_click", _("They didn’t click")
        SHARING_FAMILY_NEEDED_REST = "sharing_family_needed_rest", _("The sharing family needed a rest")
        SAFETY_WORRY = "safety_worry", _("A worry about safety")
        STATUTORY_STEP_IN = "statutory_step_in", _("The council had to step in")
        OTHER = "other", _("Something else")

    PLANNED_ENDS = (EndKind.GOALS_REACHED, EndKind.WEEKS_FINISHED)

    sharing_family = models.ForeignKey(Family, models.PROTECT, related_name="link_ups_sharing")
    seeking_family = models.ForeignKey(Family, models.PROTECT, related_name="link_ups_seeking")
    offer = models.ForeignKey(MatchOffer, models.PROTECT, related_name="link_ups", null=True, blank=True)
    coach = models.ForeignKey(Practitioner, models.PROTECT, related_name="link_ups", null=True, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.SUGGESTED)
    planned_weeks = models.PositiveSmallIntegerField(_("how long?"), default=20)
    weeks_before_change = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    seeking_chose_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    sharing_agreed_at = models.DateTimeField(null=True, blank=True)
    seeking_agreed_at = models.DateTimeField(null=True, blank=True)
    seeking_chose_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    sharing_agreed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    seeking_agreed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, blank=True)
    seeking_knows = models.CharField(
        _("does the seeking family know the other?"),
        max_length=10,
        choices=Knows,
        blank=True,
        default="",
        db_default="",
    )
    sharing_knows = models.CharField(
        _("does the sharing family know the other?"),
        max_length=10,
        choices=Knows,
        blank=True,
        default="",
        db_default="",
    )
    known_talked_on = models.DateField(_("when was that talked over?"), null=True, blank=True)
    checks_cleared_at = models.DateTimeField(null=True, blank=True)
    start_date = models.DateField(_("first day"), null=True, blank=True)
    end_date = models.DateField(_("last day"), null=True, blank=True)
    end_kind = models.CharField(_("why did it end?"), max_length=30, choices=EndKind, blank=True)

    objects = LinkUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(sharing_family=F("seeking_family")),
                name="linkup_two_families",
                violation_error_message=_("A link-up is between two families."),
            ),
            models.CheckConstraint(
                condition=Q(planned_weeks__gte=1, planned_weeks__lte=MOST_WEEKS)
                & (
                    Q(weeks_before_change__isnull=True)
                    | Q(weeks_before_change__gte=1, weeks_before_change__lte=MOST_WEEKS)
                ),
                name="linkup_weeks_allowed",
                violation_error_message=_("A link-up is planned for 1 to 52 weeks."),
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(start_date__isnull=False, end_date__gte=F("start_date")),
                name="linkup_dates",
                violation_error_message=_("A link-up can’t end before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["suggested", "offered", "not_this_time"]) | Q(seeking_chose_at__isnull=False),
                name="linkup_chosen_by_the_family",
                violation_error_message=_("The seeking family has to choose first."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["active", "paused", "completed", "ended_early"])
                | Q(
                    start_date__isnull=False,
                    seeking_chose_at__isnull=False,
                    sharing_agreed_at__isnull=False,
                    seeking_agreed_at__isnull=False,
                    checks_cleared_at__isnull=False,
                    coach__isnull=False,
                ),
                name="linkup_active_needs_both_yes",
                violation_error_message=_("Both families have to say yes before a link-up starts."),
            ),
            models.CheckConstraint(
                condition=Q(known_talked_on__isnull=False)
                | (
                    (Q(seeking_agreed_at__isnull=True) | ~Q(seeking_knows__in=["maybe", "yes"]))
                    & (Q(sharing_agreed_at__isnull=True) | ~Q(sharing_knows__in=["maybe", "yes"]))
                ),
                name="linkup_known_is_talked_over",
                violation_error_message=_(
                    "A family may know the other one: the coach talks it over with them before it says yes."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["completed", "ended_early"], end_date__isnull=False) & ~Q(end_kind=""))
                | (~Q(state__in=["completed", "ended_early"]) & Q(end_date__isnull=True, end_kind="")),
                name="linkup_ended_says_why",
                violation_error_message=_("Say when the link-up ended, and why."),
            ),
            models.UniqueConstraint(
                fields=["seeking_family"],
                condition=Q(state__in=["agreeing", "active", "paused"]),
                name="linkup_one_open_per_seeking",
                violation_error_message=_("This family has a link-up already. One at a time."),
            ),
            models.UniqueConstraint(
                fields=["seeking_family", "sharing_family"],
                condition=Q(state__in=[*NOT_OVER]),
                name="linkup_of_two_once",
                violation_error_message=_("There is a link-up between these two families already."),
            ),
        ]
        triggers = RULES

    def __str__(self) -> str:
        return f"{self.seeking_family} and {self.sharing_family}"

    def get_absolute_url(self) -> str:
        return reverse("linkups:linkup", args=[self.pk])

    def has_agreed(self, side: Side) -> bool:
        """Whether this side has said yes."""
        return (self.seeking_agreed_at if side == self.Side.SEEKING else self.sharing_agreed_at) is not None

    def knows(self, side: Side) -> str:
        """Whether this side said that it knows the other family; empty until it is asked."""
        return self.seeking_knows if side == self.Side.SEEKING else self.sharing_knows

    def is_to_be_talked_over(self, side: Side) -> bool:
        """Whether this side said that it may know the other family, and nobody has talked that over with them yet."""
        return self.knows(side) in {self.Knows.MAYBE, self.Knows.YES} and self.known_talked_on is None

    @property
    def may_know_each_other(self) -> bool:
        """Whether one of them said so, and it waits for the coach."""
        return any(self.is_to_be_talked_over(side) for side in self.Side)

    @property
    def is_looked_into(self) -> bool:
        """Whether it has a pause while something is looked into; reads its pauses, prefetched in lists."""
        reasons = {one.reason for one in self.pauses.all() if one.period.upper is None}
        return self.state == self.State.PAUSED and LOOKED_INTO in reasons

    @property
    def have_both_agreed(self) -> bool:
        return self.seeking_agreed_at is not None and self.sharing_agreed_at is not None
