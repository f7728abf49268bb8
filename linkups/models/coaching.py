"""What a coach does with the two families: sessions, moments at a boundary, and asking again after the end (domain.md §1.3, §1.5)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import Family

from .check_ins import LinkUpCheckIn
from .linkups import LinkUp


def _coached(user: User) -> Q:
    """For coaches of either family, and who supervises them: it tells of both."""
    may = user.kind == User.Kind.STAFF and user.has(Permission.LINKUP_COACH)
    return Q(link_up__in=LinkUp.objects.visible_to(user).values("pk")) if may else Q(pk__in=[])


class CoachSessionQuerySet(models.QuerySet["CoachSession"]):
    def visible_to(self, user: User) -> CoachSessionQuerySet:
        """To coaches alongside, and to the family that it was with; never to the other one."""
        if user.kind != User.Kind.FAMILY:
            return self.filter(_coached(user))
        ours = Family.objects.visible_to(user).values("pk")
        seeking = Q(with_whom__in=["seeking", "both"], link_up__seeking_family__in=ours)
        sharing = Q(with_whom__in=["sharing", "both"], link_up__sharing_family__in=ours)
        return self.filter(seeking | sharing, link_up__in=LinkUp.objects.visible_to(user).values("pk"))


@tracked
class CoachSession(Protected):
    """The coach met one of the two families, or both together (domain.md §1.3, step 12)."""

    class With(models.TextChoices):
        SEEKING = "seeking", _("The seeking family")
        SHARING = "sharing", _("The sharing family")
        BOTH = "both", _("Both together")

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="sessions", db_index=False)
    with_whom = models.CharField(_("whom did you meet?"), max_length=10, choices=With)
    held_on = models.DateField(_("when?"))
    noticed = models.CharField(_("what did you notice?"), max_length=2_000, blank=True)
    tried = models.CharField(_("what did you try?"), max_length=2_000, blank=True)
    next_step = models.CharField(_("what is the next small step?"), max_length=200, blank=True)
    next_on = models.DateField(_("when do you meet next?"), null=True, blank=True)

    objects = CoachSessionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["link_up", "-held_on", "-id"], name="coach_session_story")]
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gt=F("held_on")),
                name="coach_session_next_comes_after",
                violation_error_message=_("The next session comes after this one."),
            ),
        ]
        triggers = [
            Rule(
                name="coach_session_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_linkup link_up WHERE link_up.id = NEW.link_up_id
                        AND link_up.state IN ('chosen', 'agreeing', 'active', 'paused')) THEN
                      RAISE EXCEPTION 'not on' USING ERRCODE = '23514', CONSTRAINT = 'coach_session_while_it_goes_on';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "coach_session_while_it_goes_on": _(
                        "A session is written down from the family’s choice until the link-up ends."
                    )
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_with_whom_display()}, {self.held_on}"


class BoundaryMomentQuerySet(models.QuerySet["BoundaryMoment"]):
    def visible_to(self, user: User) -> BoundaryMomentQuerySet:
        """For coaches alongside, to learn from with their supervisor."""
        return self.filter(_coached(user))


@tracked
class BoundaryMoment(Protected):
    """Something where a boundary was met: to learn from, and no offence of anyone (domain.md §1.5, *dependence*)."""

    class Kind(models.TextChoices):
        MONEY = "money", _("Money")
        CHILDCARE = "childcare", _("Looking after children")
        OVERNIGHT = "overnight", _("Staying overnight")
        TRANSPORT = "transport", _("Lifts")
        SOCIAL_MEDIA = "social_media", _("Social media")
        GIFT = "gift", _("A gift")
        ROMANTIC = "romantic", _("Falling in love")
        OTHER = "other", _("Something else")

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="boundary_moments")
    kind = models.CharField(_("what was it about?"), max_length=20, choices=Kind)
    noticed_on = models.DateField(_("when?"))
    what = models.CharField(_("what happened, in a sentence?"), max_length=500)
    agreed = models.CharField(_("what did you agree with them?"), max_length=500, blank=True)

    objects = BoundaryMomentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__regex=r"^\s*$"),
                name="boundary_moment_says_what",
                violation_error_message=_("Say in a sentence what happened."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.noticed_on}"


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: User) -> FollowUpQuerySet:
        """To coaches alongside, and to the seeking family whose change it was."""
        if user.kind == User.Kind.FAMILY:
            return self.filter(link_up__seeking_family__in=Family.objects.visible_to(user).values("pk"))
        return self.filter(_coached(user))

    def due(self) -> FollowUpQuerySet:
        """Those whose day has come, and that nobody has written down."""
        return self.filter(state=FollowUp.State.WAITING, due_on__lte=clock.today())


@tracked
class FollowUp(Protected):
    """Asking the seeking family again 3, 6 and 12 months after the end; no answer is counted too (domain.md §1.3, step 16)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Still to come")
        ANSWERED = "answered", _("They told us")
        NO_ANSWER = "no_answer", _("No answer")

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="follow_ups", db_index=False)
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(_("did you reach them?"), max_length=10, choices=State, default=State.WAITING)
    done_on = models.DateField(null=True, blank=True)
    things = models.CharField(
        _("since the end, are things better, the same, or worse?"),
        max_length=20,
        choices=LinkUpCheckIn.Things,
        blank=True,
    )
    said = models.CharField(_("what did they say, in their words?"), max_length=1_000, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link_up", "months"],
                name="follow_up_once",
                violation_error_message=_("They are asked once for that time."),
            ),
            models.CheckConstraint(
                condition=Q(months__in=[3, 6, 12]),
                name="follow_up_months",
                violation_error_message=_("A family is asked again after 3, 6 and 12 months."),
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", done_on__isnull=True, things="", said="")
                | Q(state="no_answer", done_on__isnull=False, things="", said="")
                | (Q(state="answered", done_on__isnull=False) & ~Q(things="")),
                name="follow_up_says_how",
                violation_error_message=_(
                    "Say whether things are better, the same or worse since then, or that they’d rather not say."
                ),
            ),
        ]
        triggers = [
            Rule(
                name="follow_up_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_linkup link_up WHERE link_up.id = NEW.link_up_id
                        AND link_up.state IN ('completed', 'ended_early') AND link_up.end_date < NEW.due_on) THEN
                      RAISE EXCEPTION 'not ended' USING ERRCODE = '23514', CONSTRAINT = 'follow_up_after_the_end';
                    END IF;
                    IF TG_OP = 'UPDATE' AND OLD.state = 'answered' THEN
                      RAISE EXCEPTION 'told' USING ERRCODE = '23514', CONSTRAINT = 'follow_up_told_stays';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "follow_up_after_the_end": _("A family is asked again once the link-up has ended."),
                    "follow_up_told_stays": _("What they told us then stays as it is."),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.months} months after, {self.due_on}"

    @property
    def is_due(self) -> bool:
        """Whether its day has come."""
        return self.due_on <= clock.today()
