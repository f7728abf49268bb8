"""Looking back on one's own plan: how each hope is going, what to keep, stop and start, with whom to talk (domain.md §8.3).

There is no mean of the hopes and none of several reviews, and no column for one: each number stands beside the words it is about.
"""

from __future__ import annotations

import pgtrigger
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, people_open_to, records_open_to

from .my_plans import MyHope, MyPlan, MyPlanVersion, in_their_name, stays

_OF_REVIEW = "FROM casework_selfreview review JOIN casework_myplan plan ON plan.id = review.plan_id WHERE review.id = NEW.review_id"
_OWNER, _DAY = f"(SELECT plan.owner_id {_OF_REVIEW})", f'(SELECT review."on" {_OF_REVIEW})'
_THEIR_OWN = _("Whose plan it is looks back on it, or someone whom they let write for them.")
_STAYS = _("How you looked back on it stays as you wrote it. Look back on it again when you like.")


class SelfReviewQuerySet(models.QuerySet["SelfReview"]):
    def visible_to(self, user: User) -> SelfReviewQuerySet:
        """With the plan."""
        return self.filter(records_open_to(user, "plan__record__"))


@tracked
class SelfReview(Protected):
    """How someone looked back on their own plan one day; in their own time, and never because it was due."""

    plan = models.ForeignKey(MyPlan, models.PROTECT, related_name="reviews")
    version = models.ForeignKey(MyPlanVersion, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField(_("when"))
    keep = models.CharField(_("what do you want to keep doing?"), max_length=4_000, blank=True)
    stop = models.CharField(_("what do you want to stop?"), max_length=4_000, blank=True)
    start = models.CharField(_("what do you want to start?"), max_length=4_000, blank=True)

    objects = SelfReviewQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="self_review_is_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=stays("self_review_stays")  # noqa: S608  (a constant)
                + """
                    IF NOT EXISTS (
                      SELECT FROM casework_myplanversion version
                      WHERE version.id = NEW.version_id AND version.plan_id = NEW.plan_id AND NOT EXISTS (
                        SELECT FROM casework_myplanversion later
                        WHERE later.plan_id = version.plan_id AND later.number > version.number)) THEN
                      RAISE EXCEPTION 'as it was' USING ERRCODE = '23514', CONSTRAINT = 'self_review_of_the_plan_as_it_is';
                    END IF;
                """
                + in_their_name(
                    "self_review_by_its_owner",
                    "(SELECT plan.owner_id FROM casework_myplan plan WHERE plan.id = NEW.plan_id)",
                    'NEW."on"',
                )
                + "RETURN NEW;",
                sentences={
                    "self_review_stays": _STAYS,
                    "self_review_of_the_plan_as_it_is": _("The plan was changed meanwhile: look at it once more."),
                    "self_review_by_its_owner": _THEIR_OWN,
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.on}"


class SelfReviewAnswerQuerySet(models.QuerySet["SelfReviewAnswer"]):
    def visible_to(self, user: User) -> SelfReviewAnswerQuerySet:
        """With the plan."""
        return self.filter(records_open_to(user, "review__plan__record__"))


@tracked
class SelfReviewAnswer(Protected):
    """How one hope is going, from 0 to 10, as its owner sees it that day; a hope of which they say nothing has none."""

    review = models.ForeignKey(SelfReview, models.PROTECT, related_name="answers", db_index=False)
    hope = models.ForeignKey(MyHope, models.PROTECT, related_name="looked_back_on")
    value = models.PositiveSmallIntegerField(_("how is it going?"), validators=[MaxValueValidator(10)])

    objects = SelfReviewAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "hope"],
                name="self_review_answer_once",
                violation_error_message=_("Each hope is answered once."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=10),
                name="self_review_on_the_scale",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
        ]
        triggers = [
            Rule(
                name="self_review_answer_is_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=stays("self_review_answer_stays")
                + """
                    IF NOT EXISTS (
                      SELECT FROM casework_selfreview review JOIN casework_myplanversion version ON version.id = review.version_id
                      WHERE review.id = NEW.review_id AND NEW.hope_id = ANY (version.hopes)) THEN
                      RAISE EXCEPTION 'elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'self_review_of_its_own_hopes';
                    END IF;
                """
                + in_their_name("self_review_answer_by_its_owner", _OWNER, _DAY)
                + "RETURN NEW;",
                sentences={
                    "self_review_answer_stays": _STAYS,
                    "self_review_of_its_own_hopes": _("Only a hope that stands on the plan is looked back on."),
                    "self_review_answer_by_its_owner": _THEIR_OWN,
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.value}"


class TalkWantedQuerySet(models.QuerySet["TalkWanted"]):
    def visible_to(self, user: User) -> TalkWantedQuerySet:
        """To the worker whom it names, whether they read the plan or not; of the family, with the plan."""
        if user.kind == User.Kind.STAFF:
            return self.filter(people_open_to(user, "review__plan__owner__id"), worker=user)
        return self.filter(records_open_to(user, "review__plan__record__"))


@tracked
class TalkWanted(Protected):
    """That someone who looked back on their plan would like to talk with a worker. It tells them that, and nothing of the plan."""

    review = models.ForeignKey(SelfReview, models.PROTECT, related_name="talks_wanted", db_index=False)
    worker = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    objects = TalkWantedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "worker"],
                name="talk_wanted_once",
                violation_error_message=_("They are told already."),
            ),
        ]
        triggers = [
            Rule(
                name="talk_wanted_is_theirs",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    {stays("talk_wanted_stays")}
                    IF NOT EXISTS (
                      SELECT FROM casework_selfreview review
                      JOIN casework_myplan plan ON plan.id = review.plan_id
                      JOIN families_familymembership member ON member.person_id = plan.owner_id AND member.period @> review."on"
                      JOIN families_involvement work ON work.family_id = member.family_id AND work.period @> review."on"
                      JOIN families_practitioner practitioner ON practitioner.id = work.practitioner_id
                      WHERE review.id = NEW.review_id AND practitioner.user_id = NEW.worker_id) THEN
                      RAISE EXCEPTION 'nobody of theirs' USING ERRCODE = '23514', CONSTRAINT = 'talk_wanted_with_who_works_with_them';
                    END IF;
                    {in_their_name("talk_wanted_by_its_owner", _OWNER, _DAY)}
                    RETURN NEW;
                """,
                sentences={
                    "talk_wanted_stays": _STAYS,
                    "talk_wanted_with_who_works_with_them": _("Choose someone who works with your family now."),
                    "talk_wanted_by_its_owner": _THEIR_OWN,
                },
            )
        ]

    def __str__(self) -> str:
        return str(self.worker)
