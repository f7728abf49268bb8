"""Doing things to people, for them, with them, or not at all (domain.md §4.2): a worker's own look at how it was, which is theirs, and
what a family says when it is asked the same.
"""

from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Role
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Family, Person, Record
from linkups.models import LinkUp

LEAST, HALF, MOST = 0, 5, 10
FOLLOWED_UP_MONTHS = 12
"""For how long after its end someone says how a link-up felt."""
FROM_0_TO_10 = [MinValueValidator(LEAST), MaxValueValidator(MOST)]


class WindowCheckQuerySet(models.QuerySet["WindowCheck"]):
    def visible_to(self, user: User) -> WindowCheckQuerySet:
        """To whoever made it; to who supervises them, if they bring it there. To nobody else, and never counted of anyone."""
        if not user.is_active or user.kind != User.Kind.STAFF:
            return self.none()
        supervises = Q(
            created_by__practitioner__team__manager=user, created_by__practitioner__team__ended_on__isnull=True
        )
        if Role.COACH_SUPERVISOR in user.roles:
            supervises |= Q(created_by__roles__contains=[Role.FAMILY_COACH])
        brought = Q(visibility=WindowCheck.Visibility.BRING_TO_SUPERVISION) & supervises
        return self.filter(Q(created_by=user) | brought, thrown_away_at__isnull=True)


class WindowCheck(Protected):
    """How someone who works here looks back on something they did. Without a history: thrown away, nothing of it is left."""

    class About(models.TextChoices):
        CONVERSATION = "conversation", _("A conversation")
        CONFERENCE = "conference", _("A family group conference")
        DECISION = "decision", _("A decision")
        OWN_TEAM = "own_team", _("How we are with one another in the team")

    class Quadrant(models.TextChoices):
        WITH = "with", _("With")
        TO = "to", _("To")
        FOR = "for", _("For")
        NOT = "not", _("Not at all")

    class Visibility(models.TextChoices):
        ME = "me", _("Only me")
        BRING_TO_SUPERVISION = "bring_to_supervision", _("I bring it to supervision")

    about = models.CharField(_("what do you look back on?"), max_length=20, choices=About, blank=True)
    about_record = models.ForeignKey(Record, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    support = models.PositiveSmallIntegerField(
        _("how much support was there?"), validators=FROM_0_TO_10, null=True, blank=True
    )
    challenge = models.PositiveSmallIntegerField(
        _("how much honesty was there?"), validators=FROM_0_TO_10, null=True, blank=True
    )
    quadrant = models.GeneratedField(
        expression=Case(
            When(Q(support__isnull=True) | Q(challenge__isnull=True), then=Value(None)),
            When(challenge__gte=HALF, support__gte=HALF, then=Value("with")),
            When(challenge__gte=HALF, then=Value("to")),
            When(support__gte=HALF, then=Value("for")),
            default=Value("not"),
        ),
        output_field=models.CharField(max_length=4, choices=Quadrant, null=True),
        db_persist=True,
    )
    note = models.CharField(_("what goes through your mind?"), max_length=4_000, blank=True)
    visibility = models.CharField(_("who reads it?"), max_length=30, choices=Visibility, default=Visibility.ME)
    thrown_away_at = models.DateTimeField(null=True, blank=True)

    objects = WindowCheckQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["created_by", "-created_at"],
                condition=Q(thrown_away_at__isnull=True),
                name="window_check_of_one",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(support__gte=LEAST, support__lte=MOST, challenge__gte=LEAST, challenge__lte=MOST)
                & Q(thrown_away_at__isnull=True)
                & ~Q(about="")
                | Q(support__isnull=True, challenge__isnull=True, about_record__isnull=True, note="", about="")
                & Q(thrown_away_at__isnull=False, visibility="me"),
                name="window_check_whole_or_empty",
                violation_error_message=_(
                    "Say what it is about, and both from 0 to 10. Thrown away, it holds nothing."
                ),
            ),
        ]
        triggers = [
            Rule(
                name="window_check_is_ones_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF (kith_sec.asker())[3] <> 'system' AND NEW.created_by_id IS DISTINCT FROM kith_sec.person_or_none()
                      OR TG_OP = 'UPDATE' AND NEW.created_by_id IS DISTINCT FROM OLD.created_by_id
                      OR NOT EXISTS (
                        SELECT FROM accounts_user writer WHERE writer.id = NEW.created_by_id AND writer.kind = 'staff') THEN
                      RAISE EXCEPTION 'another''s' USING ERRCODE = '23514', CONSTRAINT = 'window_check_is_ones_own';
                    END IF;
                    IF TG_OP = 'UPDATE' AND OLD.thrown_away_at IS NOT NULL THEN
                      RAISE EXCEPTION 'gone' USING ERRCODE = '23514', CONSTRAINT = 'window_check_thrown_away_is_gone';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "window_check_is_ones_own": _("Everyone looks back on what they did themselves."),
                    "window_check_thrown_away_is_gone": _("You have thrown this away already."),
                },
            )
        ]

    def __str__(self) -> str:
        return str(self.get_about_display())

    @property
    def where_it_lies(self) -> str:
        """Which of the four it was, in its word."""
        return str(self.Quadrant(self.quadrant).label) if self.quadrant else ""


class FeltWithQuerySet(models.QuerySet["FeltWith"]):
    def visible_to(self, user: User) -> FeltWithQuerySet:
        """One's own answer. Those who work here read how many said what, of many, and never who said it."""
        return self.filter(person__account__user=user) if user.kind == User.Kind.FAMILY else self.none()


@tracked
class FeltWith(Protected):
    """How a family meeting, or a link-up that has ended, felt to someone who was part of it: done to them, for them, with them, or not at
    all. `family`: of a link-up, the one of the two of which they are.
    """

    class Answer(models.TextChoices):
        TO = "to", _("It was done to me")
        FOR = "for", _("It was done for me")
        WITH = "with", _("It was done with me")
        NOT = "not", _("Nothing was done at all")
        RATHER_NOT_SAY = "rather_not_say", _("I’d rather not say")

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    about_record = models.ForeignKey(
        Record, models.PROTECT, related_name="felt_with", null=True, blank=True, db_index=False
    )
    about_link_up = models.ForeignKey(
        LinkUp, models.PROTECT, related_name="felt_with", null=True, blank=True, db_index=False
    )
    family = models.ForeignKey(Family, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    answer = models.CharField(_("how did it feel?"), max_length=20, choices=Answer)
    said_on = models.DateField()

    objects = FeltWithQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["family"], name="felt_with_family", condition=Q(family__isnull=False))]
        constraints = [
            models.UniqueConstraint(
                fields=["about_record", "person"],
                name="felt_with_once",
                violation_error_message=_("You have said already how it felt."),
            ),
            models.UniqueConstraint(
                fields=["about_link_up", "person"],
                name="felt_with_of_link_up_once",
                violation_error_message=_("You have said already how it felt."),
            ),
            models.CheckConstraint(
                condition=Q(about_record__isnull=False, about_link_up__isnull=True, family__isnull=True)
                | Q(about_record__isnull=True, about_link_up__isnull=False, family__isnull=False),
                name="felt_with_of_one_thing",
                violation_error_message=_("Say how one thing felt: a meeting, or a link-up."),
            ),
        ]
        triggers = [
            Rule(
                name="felt_with_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF TG_OP = 'UPDATE' THEN
                      RAISE EXCEPTION 'said' USING ERRCODE = '23514', CONSTRAINT = 'felt_with_stays';
                    END IF;
                    IF (kith_sec.asker())[3] <> 'system' AND NEW.created_by_id IS DISTINCT FROM kith_sec.person_or_none()
                      OR NOT EXISTS (
                        SELECT FROM families_personaccount account
                        WHERE account.person_id = NEW.person_id AND account.user_id = NEW.created_by_id) THEN
                      RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'felt_with_in_their_own_name';
                    END IF;
                    IF NEW.about_link_up_id IS NOT NULL THEN
                      -- As long as a link-up is followed up once it has ended (domain.md §1.3, 16).
                      IF NOT EXISTS (
                        SELECT FROM linkups_linkup was
                        WHERE was.id = NEW.about_link_up_id AND was.state IN ('completed', 'ended_early')
                          AND NEW.said_on >= was.end_date AND NEW.said_on < was.end_date + interval '{FOLLOWED_UP_MONTHS} months'
                          AND NEW.family_id IN (was.seeking_family_id, was.sharing_family_id)) THEN
                        RAISE EXCEPTION 'not over' USING ERRCODE = '23514', CONSTRAINT = 'felt_with_once_it_has_ended';
                      END IF;
                      IF NOT EXISTS (
                        SELECT FROM families_familymembership member
                        WHERE member.person_id = NEW.person_id AND member.family_id = NEW.family_id
                          AND member.period @> NEW.said_on) THEN
                        RAISE EXCEPTION 'of neither' USING ERRCODE = '23514', CONSTRAINT = 'felt_with_by_one_of_the_family';
                      END IF;
                      RETURN NEW;
                    END IF;
                    IF NOT EXISTS (
                      SELECT FROM casework_conference met
                      WHERE met.record_id = NEW.about_record_id
                        AND met.state IN ('held', 'plan_agreed', 'plan_not_agreed', 'review_due', 'closed_reviewed')) THEN
                      RAISE EXCEPTION 'not held' USING ERRCODE = '23514', CONSTRAINT = 'felt_with_once_it_was_held';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "felt_with_stays": _("You have said how it felt. It stays as you said it."),
                    "felt_with_in_their_own_name": _("Everyone says for themselves how it felt."),
                    "felt_with_once_it_has_ended": _(
                        "Say how a link-up felt once it has ended, and within a year from then."
                    ),
                    "felt_with_by_one_of_the_family": _("Whoever is in one of the two families says how it felt."),
                    "felt_with_once_it_was_held": _("Say how it felt once the meeting was held."),
                },
            )
        ]

    def __str__(self) -> str:
        return str(self.get_answer_display())
