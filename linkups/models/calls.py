"""What a check-in leads to past the coach: the link it is answered by, a call that someone else makes, and words for nobody but them.

To no coach of the two families any row of these says anything: neither that there is one (domain.md §1.7, story 17).
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Role
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import Involvement, people_not_kept_from

from .check_ins import LinkUpCheckIn
from .linkups import LinkUp

BLANK, CHECKSUM = r"^\s*$", "^[0-9a-f]{64}$"
WHO_RINGS = (Role.COACH_SUPERVISOR, Role.TEAM_MANAGER, Role.SAFEGUARDING_LEAD)
"""Who may be asked to ring; not whoever coaches one of the two families, whatever else they are."""
_RINGS = ", ".join(f"'{role.value}'" for role in WHO_RINGS)
COACHES_OF_THE_TWO = """
    SELECT coach.user_id FROM linkups_linkupcheckin asked
    JOIN linkups_linkup link_up ON link_up.id = asked.link_up_id
    JOIN families_practitioner coach ON coach.id = link_up.coach_id OR EXISTS (
      SELECT FROM families_involvement alongside WHERE alongside.practitioner_id = coach.id AND alongside.role = 'family_coach'
        AND alongside.family_id IN (link_up.seeking_family_id, link_up.sharing_family_id)
        AND (upper_inf(alongside.period) OR upper(alongside.period) > current_date))
    WHERE asked.id = NEW.check_in_id AND coach.user_id IS NOT NULL
"""


class CheckInLinkQuerySet(models.QuerySet["CheckInLink"]):
    def visible_to(self, user: User) -> CheckInLinkQuerySet:
        """With what it asks: the coach sees that one was sent, and never the link."""
        return self.filter(check_in__in=LinkUpCheckIn.objects.visible_to(user).values("pk"))

    def open(self) -> CheckInLinkQuerySet:
        """Those that count: neither used nor followed by a newer one, of a check-in that waits still."""
        return self.filter(used_at__isnull=True, ended_at__isnull=True, check_in__state=LinkUpCheckIn.State.ASKED)


@tracked
class CheckInLink(Protected):
    """A link by which one person answers without signing in. Of it we keep a checksum alone; it works once, and until the next one."""

    class Way(models.TextChoices):
        EMAIL = "email", _("E-mail")
        TEXT = "text", _("Text")

    check_in = models.ForeignKey(LinkUpCheckIn, models.PROTECT, related_name="links", db_index=False)
    token_hash = models.CharField(max_length=64, editable=False)
    way = models.CharField(max_length=10, choices=Way)
    sent_at = models.DateTimeField(default=clock.now)
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = CheckInLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["token_hash"],
                name="check_in_link_once",
                violation_error_message=_("This link was made already."),
            ),
            models.UniqueConstraint(
                fields=["check_in"],
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
                name="check_in_link_one_open",
                violation_error_message=_("A link is on its way already; a new one puts an end to it first."),
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(ended_at__isnull=True),
                name="check_in_link_used_or_ended",
                violation_error_message=_("This link does not count any more."),
            ),
            models.CheckConstraint(
                condition=Q(token_hash__regex=CHECKSUM),
                name="check_in_link_by_its_checksum",
                violation_error_message=_("Only the checksum of a link is kept."),
            ),
        ]
        triggers = [
            Rule(
                name="check_in_link_spent",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.used_at IS NOT NULL OR OLD.ended_at IS NOT NULL OR NEW.token_hash <> OLD.token_hash
                      OR NEW.check_in_id <> OLD.check_in_id THEN
                      RAISE EXCEPTION 'spent' USING ERRCODE = '23514', CONSTRAINT = 'check_in_link_stays_spent';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "check_in_link_stays_spent": _("A link that was used, or followed by another, opens nothing again.")
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_in}: {self.get_way_display()}"


def of_families_coached_by(user: User) -> models.QuerySet[LinkUp]:
    """Link-ups whose coach this is, and those of a family that this user coaches now: of either, and since whenever."""
    coached = Involvement.objects.current().filter(role=Involvement.Role.FAMILY_COACH, practitioner__user=user)
    either = Q(seeking_family__in=coached.values("family")) | Q(sharing_family__in=coached.values("family"))
    return LinkUp.objects.filter(Q(coach__user=user) | either)


class CallBackQuerySet(models.QuerySet["CallBack"]):
    def visible_to(self, user: User) -> CallBackQuerySet:
        """To who is to ring, and to whom it went when it was late; to no coach of the two families, and nobody else (domain.md §1.7)."""
        if user.kind != User.Kind.STAFF or not user.is_active or not {*WHO_RINGS} & {*user.roles}:
            return self.none()
        mine = self.filter(Q(holder=user) | Q(escalated_to=user), people_not_kept_from(user, "check_in__person__id"))
        return mine.exclude(check_in__link_up__in=of_families_coached_by(user).values("pk"))

    def open(self) -> CallBackQuerySet:
        return self.filter(done_on__isnull=True)


@tracked
class CallBack(Protected):
    """Someone who is not the coach rings whoever said that it got worse, or asked for it, within two working days (domain.md §1.5)."""

    class Reason(models.TextChoices):
        WORSE = "worse", _("They said that things are worse")
        LOW_FACES = "low_faces", _("Twice they felt low after meeting up")
        WORDS = "words", _("They wrote something for someone other than the coach")
        ASKED = "asked", _("They would like someone to ring")

    class Outcome(models.TextChoices):
        TALKED = "talked", _("We talked")
        NOT_WANTED = "not_wanted", _("They would rather not talk")
        NO_REPLY = "no_reply", _("I tried several times, and nobody answered")

    check_in = models.OneToOneField(LinkUpCheckIn, models.PROTECT, related_name="call")
    reasons = ArrayField(models.CharField(max_length=10, choices=Reason))
    holder = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, blank=True)
    due_on = models.DateField()
    escalated_on = models.DateField(null=True, blank=True)
    escalated_to = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(_("how did it go?"), max_length=12, choices=Outcome, blank=True)
    what_happened = models.CharField(_("what is worth remembering?"), max_length=4_000, blank=True)

    objects = CallBackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_on", "id"], name="call_that_waits", condition=Q(done_on__isnull=True))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons=[]),
                name="call_says_why",
                violation_error_message=_("Say why someone rings."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="", what_happened="")
                | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="call_done_says_how",
                violation_error_message=_("Say how the call went."),
            ),
            models.CheckConstraint(
                condition=Q(escalated_to__isnull=True) | Q(escalated_on__isnull=False),
                name="call_escalated_says_when",
                violation_error_message=_("Say when it went to someone else."),
            ),
        ]
        triggers = [
            Rule(
                name="call_past_the_coach",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF TG_OP = 'UPDATE' AND OLD.done_on IS NOT NULL THEN
                      RAISE EXCEPTION 'done' USING ERRCODE = '23514', CONSTRAINT = 'call_done_stays';
                    END IF;
                    IF TG_OP = 'UPDATE' AND (NEW.check_in_id, NEW.reasons, NEW.due_on) IS DISTINCT FROM
                      (OLD.check_in_id, OLD.reasons, OLD.due_on) THEN
                      RAISE EXCEPTION 'another call' USING ERRCODE = '23514', CONSTRAINT = 'call_stays_that_call';
                    END IF;
                    IF EXISTS ({COACHES_OF_THE_TWO} AND coach.user_id IN (NEW.holder_id, NEW.escalated_to_id)) THEN
                      RAISE EXCEPTION 'the coach' USING ERRCODE = '23514', CONSTRAINT = 'call_not_by_the_coach';
                    END IF;
                    IF EXISTS (
                      SELECT FROM accounts_user rings WHERE rings.id IN (NEW.holder_id, NEW.escalated_to_id)
                        AND NOT (rings.kind = 'staff' AND rings.roles && ARRAY[{_RINGS}]::varchar[])) THEN
                      RAISE EXCEPTION 'other work' USING ERRCODE = '23514', CONSTRAINT = 'call_by_who_supervises';
                    END IF;
                    IF TG_OP = 'UPDATE' AND NEW.holder_id IS DISTINCT FROM OLD.holder_id
                      AND NEW.holder_id IS DISTINCT FROM OLD.escalated_to_id THEN
                      RAISE EXCEPTION 'not asked' USING ERRCODE = '23514', CONSTRAINT = 'call_taken_on_by_whom_it_went_to';
                    END IF;
                    IF NEW.done_on IS NOT NULL AND kith_sec.person() IS DISTINCT FROM NEW.holder_id THEN
                      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'call_done_by_who_rang';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (constants)
                sentences={
                    "call_done_stays": _("This call was made. What was written of it stays."),
                    "call_stays_that_call": _("Why and until when someone rings stays as it is."),
                    "call_taken_on_by_whom_it_went_to": _("Only whom a late call went to takes it on."),
                    "call_not_by_the_coach": _("Someone rings who coaches neither of the two families."),
                    "call_by_who_supervises": _("A supervisor of coaches, a manager or a safeguarding lead rings."),
                    "call_done_by_who_rang": _("Only who rang says how it went. Take the call on first."),
                },
            ),
        ]

    def __str__(self) -> str:
        return f"{self.check_in.person}, {self.due_on}"

    def get_absolute_url(self) -> str:
        return reverse("linkups:call", args=[self.pk])

    @property
    def is_late(self) -> bool:
        return self.done_on is None and self.due_on < clock.today()

    @property
    def why(self) -> list[str]:
        return [str(self.Reason(one).label) for one in self.reasons]


class WordsPastCoachQuerySet(models.QuerySet["WordsPastCoach"]):
    def visible_to(self, user: User) -> WordsPastCoachQuerySet:
        """To who is to ring, alone; the database shows it to nobody else either."""
        return self.filter(call__in=CallBack.objects.visible_to(user).filter(holder=user).values("pk"))


@tracked
class WordsPastCoach(Protected):
    """What someone wants someone other than their coach to know, in their own words (domain.md §1.7, question 4)."""

    call = models.OneToOneField(CallBack, models.PROTECT, related_name="words")
    words = models.CharField(max_length=2_000)

    objects = WordsPastCoachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words__regex=BLANK),
                name="words_past_coach_not_blank",
                violation_error_message=_("Write what someone should know."),
            )
        ]
        triggers = [
            Rule(
                name="words_past_coach_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="RAISE EXCEPTION 'theirs' USING ERRCODE = '23514', CONSTRAINT = 'words_past_coach_stay';",
                sentences={"words_past_coach_stay": _("What someone wrote for us stays as they wrote it.")},
            )
        ]

    def __str__(self) -> str:
        return str(self.call)
