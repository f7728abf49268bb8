"""Scaling: where each person puts things between 0 and 10, in the family's own words (domain.md §3.5).

There is no mean here and no threshold, and no column for one: one dot for each person, and what lies between them is talked about.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import (
    UNLESS_MOVED,
    HelperAccess,
    Person,
    Practitioner,
    Record,
    among,
    helped_by,
    people_named_to,
    reads_for,
    records_not_kept_from,
    records_open_to,
    records_opened_whole_to,
    shared_with_helped,
)

BLANK = r"^\s*$"
FACES = [Decimal("0"), Decimal("2.5"), Decimal("5"), Decimal("7.5"), Decimal("10")]
"""Where on the scale five faces stand."""


def _stays(name: str, sentence: Any) -> Rule:
    """Nothing of it is changed once it was written."""
    return Rule(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"{UNLESS_MOVED} RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = '{name}';",
        sentences={name: sentence},
    )


def _words_open_to(user: User, path: str = "record__") -> Q:
    """That nothing keeps the words of a scale, which are those of the record in which it was begun, from this user."""
    return records_open_to(user, path) | records_not_kept_from(user, path)


class ScalingQuestionQuerySet(models.QuerySet["ScalingQuestion"]):
    def visible_to(self, user: User) -> ScalingQuestionQuerySet:
        """With the record in which it was begun; and with any in which it was asked again, unless the first is kept from them."""
        again = ScalingAnswer.objects.filter(_told_to(user), question=OuterRef("pk"))
        return self.filter(
            records_open_to(user, "record__") | (records_not_kept_from(user, "record__") & Exists(again))
        )


@tracked
class ScalingQuestion(Protected):
    """What is asked from 0 to 10, and what the two ends mean to these people: 0 is at its worst, 10 is as it should be.

    It belongs to the record in which it was begun, and its words stay: what people answered was answered to them.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="scaling_questions")
    about = models.CharField(_("what is it about?"), max_length=200)
    zero_means = models.CharField(_("what is 0?"), max_length=200)
    ten_means = models.CharField(_("what is 10?"), max_length=200)
    child_zero = models.CharField(_("what is 0, as a child says it?"), max_length=200, blank=True)
    child_ten = models.CharField(_("what is 10, as a child says it?"), max_length=200, blank=True)

    objects = ScalingQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(about__regex=BLANK),
                name="scale_is_about_something",
                violation_error_message=_("Say what the scale is about."),
            ),
            models.CheckConstraint(
                condition=~Q(zero_means__regex=BLANK) & ~Q(ten_means__regex=BLANK),
                name="scale_says_its_ends",
                violation_error_message=_("Say what 0 and 10 mean to them, in their words."),
            ),
            models.CheckConstraint(
                condition=Q(child_zero="", child_ten="") | (~Q(child_zero__regex=BLANK) & ~Q(child_ten__regex=BLANK)),
                name="scale_both_ends_for_a_child",
                violation_error_message=_("Say both ends as a child says them, or neither."),
            ),
        ]
        triggers = [
            _stays("scale_stays", _("A scale stays in its words: people answered to them. Begin another one.")),
        ]

    def __str__(self) -> str:
        return self.about

    def get_absolute_url(self) -> str:
        return reverse("casework:scale", args=[self.pk])


def _told_to(user: User) -> Q:
    """An answer in a record that the user reads, by someone whom they may know of: nobody else is named, or counted."""
    known = Q(person__isnull=True) | people_named_to(user, "person__id")
    return records_open_to(user, "record__") & known


class ScalingAnswerQuerySet(models.QuerySet["ScalingAnswer"]):
    def visible_to(self, user: User) -> ScalingAnswerQuerySet:
        """Who put it where, to whoever reads the record in which it was said; with the words of the scale."""
        return self.filter(_told_to(user), _words_open_to(user, "question__record__"))


AS_SAID = Rule(
    name="scaling_answer_as_said",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        {UNLESS_MOVED}
        IF TG_OP = 'UPDATE' THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'scaling_answer_stays';
        END IF;
        IF NEW.person_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM families_recordsubject WHERE record_id = NEW.record_id AND person_id = NEW.person_id) THEN
          RAISE EXCEPTION 'not there' USING ERRCODE = '23514', CONSTRAINT = 'scaling_answer_by_who_was_there';
        END IF;
        IF NOT EXISTS (
          SELECT FROM casework_scalingquestion question
          JOIN families_record begun ON begun.id = question.record_id
          JOIN families_record said ON said.id = NEW.record_id
          WHERE question.id = NEW.question_id AND begun.family_id IS NOT DISTINCT FROM said.family_id) THEN
          RAISE EXCEPTION 'of others' USING ERRCODE = '23514', CONSTRAINT = 'scaling_answer_of_one_family';
        END IF;
        -- The words of a scale that a child made in confidence are the child's: nobody else is asked by them.
        IF EXISTS (
          SELECT FROM casework_scalingquestion question
          JOIN families_sharestate theirs ON theirs.record_id = question.record_id AND theirs.state = 'child_only'
          WHERE question.id = NEW.question_id AND NOT EXISTS (
            SELECT FROM families_sharestate again
            WHERE again.record_id = NEW.record_id AND again.state = 'child_only' AND again.person_id = theirs.person_id)) THEN
          RAISE EXCEPTION 'in confidence' USING ERRCODE = '23514', CONSTRAINT = 'scaling_answer_in_confidence';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (a constant)
    sentences={
        "scaling_answer_stays": _("What they said stays as they said it. Ask again when you next talk."),
        "scaling_answer_by_who_was_there": _("Whoever answers was there: tick them first."),
        "scaling_answer_of_one_family": _("This scale is another family’s."),
        "scaling_answer_in_confidence": _(
            "A child made this scale in confidence. Ask it only where that child alone decides who reads it."
        ),
    },
)


@tracked
class ScalingAnswer(Protected):
    """Where one person puts it, on the day of the record in which they said so. It stays theirs, and is joined with nobody's."""

    class ShownAs(models.TextChoices):
        NUMBERS = "numbers", _("by numbers")
        FACES = "faces", _("by faces")

    question = models.ForeignKey(ScalingQuestion, models.PROTECT, related_name="answers")
    record = models.ForeignKey(Record, models.PROTECT, related_name="scaling_answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="scaling_answers", null=True, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    value = models.DecimalField(
        _("where?"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    is_declined = models.BooleanField(_("would rather not say"), default=False)
    shown_as = models.CharField(_("how was it asked?"), max_length=10, choices=ShownAs, default=ShownAs.NUMBERS)

    objects = ScalingAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "question", "person"],
                name="scaling_answer_once",
                violation_error_message=_("They have answered this here already."),
            ),
            models.UniqueConstraint(
                fields=["record", "question", "practitioner"],
                name="scaling_answer_of_worker_once",
                violation_error_message=_("You have answered this here already."),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, practitioner__isnull=True)
                | Q(person__isnull=True, practitioner__isnull=False),
                name="scaling_answer_by_one",
                violation_error_message=_("Each answer is one person’s, or one worker’s."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, is_declined=False) | Q(value__isnull=True, is_declined=True),
                name="scaling_answer_or_declined",
                violation_error_message=_("Choose where they put it, or that they would rather not say."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=10),
                name="scaling_answer_on_the_scale",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(Exact(Mod(F("value"), Value(Decimal("0.5"))), Value(Decimal(0)))),
                name="scaling_answer_by_halves",
                violation_error_message=_("The scale goes by whole and half numbers."),
            ),
            models.CheckConstraint(
                condition=~Q(shown_as="faces") | Q(value__isnull=True) | Q(value__in=FACES),
                name="scaling_answer_of_five_faces",
                violation_error_message=_("There are five faces: choose one of them, or a number."),
            ),
        ]
        triggers = [AS_SAID]

    def __str__(self) -> str:
        return str(self.who)

    @property
    def who(self) -> Person | Practitioner:
        """Whose answer it is."""
        return self.person or self.practitioner  # type: ignore[return-value]  # scaling_answer_by_one


class ScalingReasonQuerySet(models.QuerySet["ScalingReason"]):
    def visible_to(self, user: User) -> ScalingReasonQuerySet:
        """With the answer; but of a family, as with a quote, only they read what someone said, and whoever reads for them."""
        seen = self.filter(answer__in=ScalingAnswer.objects.visible_to(user).values("pk"))
        if user.kind != User.Kind.FAMILY:
            return seen
        theirs = Q(answer__person__isnull=True) | reads_for(user, "answer__person__id")
        talks = (HelperAccess.Scope.EVERYTHING, HelperAccess.Scope.TALKS)
        of_helped = Q(answer__person__isnull=True) | among("answer__person__id", helped_by(user, *talks))
        helped = among("answer__record__id", shared_with_helped(user)) & of_helped
        return seen.filter(theirs | records_opened_whole_to(user, "answer__record__") | helped)


@tracked
class ScalingReason(Protected):
    """What someone said of where they put it: what makes it that and not lower, and what the next small step would be.

    An answer has one, but where two were found to be one person who both had answered: what they said is kept of both.
    """

    answer = models.ForeignKey(ScalingAnswer, models.PROTECT, related_name="reasons")
    why_not_lower = models.CharField(_("what makes it that, and not lower?"), max_length=4_000, blank=True)
    what_plus_one = models.CharField(_("what would one step up look like?"), max_length=4_000, blank=True)

    objects = ScalingReasonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(why_not_lower__regex=BLANK) | ~Q(what_plus_one__regex=BLANK),
                name="scaling_reason_says_something",
                violation_error_message=_("Write what they said, or leave it out."),
            ),
        ]
        triggers = [
            Rule(
                name="scaling_reason_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                # It goes over to the answer that stands for both where two are one person, and comes back with its own.
                func="""
                    IF (NEW.why_not_lower, NEW.what_plus_one) IS NOT DISTINCT FROM (OLD.why_not_lower, OLD.what_plus_one) AND EXISTS (
                      SELECT FROM casework_scalinganswer answer
                      JOIN families_personmerge merge ON answer.person_id IN (merge.kept_id, merge.merged_id)
                      WHERE answer.id IN (OLD.answer_id, NEW.answer_id) AND merge.undone_at IS NULL) THEN
                      RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'scaling_reason_stays';
                """,
                sentences={
                    "scaling_reason_stays": _("What they said stays as they said it. Ask again when you next talk.")
                },
            ),
        ]

    def __str__(self) -> str:
        return self.why_not_lower or self.what_plus_one
