from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Family, ListKind, Person, in_force_sql, people_not_kept_from

from .linkups import LinkUp
from .meetups import FACES


class CheckInQuerySet(models.QuerySet["LinkUpCheckIn"]):
    def visible_to(self, user: User) -> CheckInQuerySet:
        """To the one family and the coach, of whoever is not kept from them; never to the other family, nor to anyone else alongside
        (domain.md §1.7)."""
        known = self.filter(people_not_kept_from(user, "person__id"))
        if user.kind == User.Kind.FAMILY:
            return known.filter(
                family__in=Family.objects.visible_to(user).values("pk"),
                link_up__in=LinkUp.objects.visible_to(user).values("pk"),
            )
        if user.kind == User.Kind.STAFF:
            return known.filter(link_up__in=LinkUp.objects.visible_to(user).coached_by(user).values("pk"))
        return self.none()

    def waiting(self) -> CheckInQuerySet:
        return self.filter(state=LinkUpCheckIn.State.ASKED)

    def answered(self) -> CheckInQuerySet:
        return self.filter(state=LinkUpCheckIn.State.ANSWERED)


@tracked
class LinkUpCheckIn(Protected):
    """How things are, asked of each person of both families: in our own words, and open to a no (domain.md §1.7, INV-09)."""

    class Things(models.TextChoices):
        BETTER = "better", _("Better")
        SAME = "same", _("The same")
        WORSE = "worse", _("Worse")
        RATHER_NOT_SAY = "rather_not_say", _("Rather not say")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        NO_ANSWER = "no_answer", _("No answer")
        DECLINED = "declined", _("Rather not")

    class How(models.TextChoices):
        LINK = "link", _("By themselves, by the link they were sent")
        SIGNED_IN = "signed_in", _("By themselves, or with who reads for them")
        WITH_COACH = "with_coach", _("On the coach’s phone")

    LOW_FACE = 2
    """A face up to this one is a low one: twice, and someone rings."""

    link_up = models.ForeignKey(LinkUp, models.PROTECT, related_name="check_ins", db_index=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="check_ins")
    person = models.ForeignKey(Person, models.PROTECT, related_name="check_ins")
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    for_week = models.PositiveSmallIntegerField(null=True, blank=True)
    is_at_end = models.BooleanField(default=False, db_default=False)
    how = models.CharField(max_length=10, choices=How, blank=True, default="", db_default="")
    questions = models.JSONField(
        default=dict, blank=True, editable=False, help_text="The words of the place in which it was asked."
    )
    things = models.CharField(
        _("since last time, are things for your family better, the same, or worse?"),
        max_length=20,
        choices=Things,
        blank=True,
    )
    getting_on = models.PositiveSmallIntegerField(
        _("how do you get on with the other family?"), null=True, blank=True, validators=[MaxValueValidator(10)]
    )
    after_meeting = models.PositiveSmallIntegerField(
        _("after you’ve met up, how do you usually feel?"), null=True, blank=True, validators=FACES
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["link_up", "person"],
                condition=Q(state="asked"),
                name="check_in_one_open",
                violation_error_message=_("They have been asked already."),
            ),
            models.UniqueConstraint(
                fields=["link_up", "person", "for_week"],
                name="check_in_once_a_week",
                violation_error_message=_("They have been asked in that week already."),
            ),
            models.UniqueConstraint(
                fields=["link_up", "person"],
                condition=Q(is_at_end=True),
                name="check_in_once_at_the_end",
                violation_error_message=_("They have been asked at the end already."),
            ),
            models.CheckConstraint(
                condition=Q(for_week__isnull=True) | Q(is_at_end=False),
                name="check_in_of_a_week_or_the_end",
                violation_error_message=_("A check-in is of a week, or of the end."),
            ),
            models.CheckConstraint(
                condition=(Q(state="answered", answered_on__isnull=False) & ~Q(things=""))
                | (
                    ~Q(state="answered")
                    & Q(answered_on__isnull=True, things="", getting_on__isnull=True, after_meeting__isnull=True)
                ),
                name="check_in_answered_says_how",
                violation_error_message=_(
                    "Say whether things are better, the same or worse, or that you’d rather not say."
                ),
            ),
            models.CheckConstraint(
                condition=Q(getting_on__isnull=True) | Q(getting_on__lte=10),
                name="check_in_on_the_scale",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
        ]
        triggers = [
            Rule(
                name="check_in_words_kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # domain.md §1.9: it is answered in the words in which it was asked, whatever the place says since.
                func=f"""
                    IF TG_OP = 'INSERT' THEN
                      NEW.questions := coalesce((SELECT jsonb_object_agg(line->>'key', line->>'words')
                        FROM jsonb_array_elements({in_force_sql(ListKind.CHECKIN_QUESTIONS, "NEW.family_id")}) line), '{{}}');
                    ELSIF NEW.questions IS DISTINCT FROM OLD.questions THEN
                      RAISE EXCEPTION 'other words' USING ERRCODE = '23514', CONSTRAINT = 'check_in_in_the_words_asked';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (constants)
                sentences={"check_in_in_the_words_asked": _("It is answered in the words in which it was asked.")},
            ),
            Rule(
                name="check_in_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    {UNLESS_MOVED}
                    IF NOT EXISTS (
                      SELECT FROM linkups_linkup link_up JOIN families_familymembership member ON member.family_id = NEW.family_id
                      WHERE link_up.id = NEW.link_up_id AND NEW.family_id IN (link_up.seeking_family_id, link_up.sharing_family_id)
                        AND member.person_id = NEW.person_id) THEN
                      RAISE EXCEPTION 'third person' USING ERRCODE = '23514', CONSTRAINT = 'check_in_of_the_two_families';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"check_in_of_the_two_families": _("Only people of the two families are asked.")},
            ),
            Rule(
                name="check_in_answer_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="asked"),
                func=f"""
                    {UNLESS_MOVED}
                    IF to_jsonb(NEW) - '{{row_version,updated_at}}'::text[]
                      IS DISTINCT FROM to_jsonb(OLD) - '{{row_version,updated_at}}'::text[] THEN
                      RAISE EXCEPTION 'answered' USING ERRCODE = '23514', CONSTRAINT = 'check_in_answer_stays';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"check_in_answer_stays": _("What was answered, or was not, stays as it is.")},
            ),
            Rule(
                name="check_in_after_a_meetup",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_meetup meetup WHERE meetup.link_up_id = NEW.link_up_id AND meetup.state = 'held') THEN
                      RAISE EXCEPTION 'not met' USING ERRCODE = '23514', CONSTRAINT = 'check_in_once_they_met';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"check_in_once_they_met": _("People are asked once the two families have met.")},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.asked_on}"

    @property
    def sent_by(self) -> str:
        """How its link went, where the query brought that along."""
        ways = {"email": _("sent by e-mail"), "text": _("sent by text")}
        return str(ways.get(getattr(self, "sent_way", None) or "", ""))
