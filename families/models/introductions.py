"""Who was introduced to what, and whether someone went along: an introduction, and no signpost (domain.md §6)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from database.rules import Rule

from . import door
from .access import Practitioner
from .assets import CommunityAsset
from .keeping import exactly_one
from .kept import people_not_kept_from
from .merged import UNLESS_MOVED
from .people import Family, FamilyMembership, Person, families_open_to, people_open_to

NO_YES = _("Whoever would have helped doesn’t say yes to it any more: nobody is introduced to them.")


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def visible_to(self, user: User) -> IntroductionQuerySet:
        """To those who work with whom it was; to the family itself; one’s own, and nobody else’s, to one of a family.

        Where a family goes is told to no one from whom someone of it is kept, as an address is not (domain.md §8.6).
        """
        assets = CommunityAsset.objects.visible_to(user).values("pk")
        return self.filter(_whose_is_open_to(user), asset__in=assets)

    def quoted_to(self, user: User) -> IntroductionQuerySet:
        """Whose words may be read by other families, without a name."""
        return self.filter((Q(person__isnull=True) & ~_kept(user)) | _not_kept_person(user), may_be_read=True)


def _whose_is_open_to(user: User) -> Q:
    families = families_open_to(user, "family__id") & ~_kept(user)
    if user.kind == User.Kind.STAFF:
        return families | people_open_to(user, "person__id")
    if user.kind == User.Kind.FAMILY and user.is_active:
        return families | Q(person__account__user=user)
    return door.NOBODY


def _kept(user: User) -> Q:
    """From whom someone is kept who is in the family now, or was when it was introduced."""
    then_or_now = Q(period__contains=clock.today()) | Q(period__contains=OuterRef("on"))
    fellows = FamilyMembership.objects.filter(then_or_now, family=OuterRef("family"))
    return Q(Exists(fellows.exclude(people_not_kept_from(user, "person__id"))))


def _not_kept_person(user: User) -> Q:
    return Q(person__isnull=False) & people_not_kept_from(user, "person__id")


@tracked
class Introduction(Protected):
    """That a worker introduced a family, or one of them, to something nearby; what came of it, in the family’s own words."""

    class Outcome(models.TextChoices):
        NOT_YET = "not_yet", _("Not yet")
        WENT_ONCE = "went_once", _("Went once")
        GOES_REGULARLY = "goes_regularly", _("Goes again and again")
        NOT_FOR_US = "not_for_us", _("Not for us")
        DID_NOT_HAPPEN = "did_not_happen", _("It did not happen")

    asset = models.ForeignKey(CommunityAsset, models.PROTECT, related_name="introductions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="introductions", null=True, blank=True)
    family = models.ForeignKey(Family, models.PROTECT, related_name="introductions", null=True, blank=True)
    introduced_by = models.ForeignKey(Practitioner, models.PROTECT, related_name="introductions")
    went_with = models.BooleanField(_("someone went along"), default=False)
    on = models.DateField(_("when?"))
    outcome = models.CharField(_("what came of it?"), max_length=20, choices=Outcome, default=Outcome.NOT_YET)
    checked_on = models.DateField(null=True, blank=True)
    words = models.CharField(_("in their own words"), max_length=4_000, blank=True)
    may_be_read = models.BooleanField(_("other families may read these words, without a name"), default=False)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("person", "family"),
                name="introduction_of_one",
                violation_error_message=_("Say who was introduced: a family, or one person."),
            ),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | Q(checked_on__gte=F("on")),
                name="introduction_asked_afterwards",
                violation_error_message=_("What came of it is known afterwards."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="not_yet") | Q(checked_on__isnull=False),
                name="introduction_outcome_on_a_day",
                violation_error_message=_("Say when you heard what came of it."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome="did_not_happen") | Q(went_with=False),
                name="introduction_nobody_went_along",
                violation_error_message=_("If it did not happen, nobody went along."),
            ),
            models.CheckConstraint(
                condition=Q(may_be_read=False) | ~Q(words__regex=r"^\s*$"),
                name="introduction_words_to_be_read",
                violation_error_message=_("Write what they said, for others to read."),
            ),
        ]
        triggers = [
            Rule(
                name="introduction_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF (NEW.asset_id, NEW.introduced_by_id, NEW."on") <> (OLD.asset_id, OLD.introduced_by_id, OLD."on")
                       OR (NEW.person_id, NEW.family_id) IS DISTINCT FROM (OLD.person_id, OLD.family_id) THEN
                      RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'introduction_of_then';
                    END IF;
                    IF OLD.words <> '' AND NEW.words <> OLD.words THEN
                      RAISE EXCEPTION 'words' USING ERRCODE = '23514', CONSTRAINT = 'introduction_words_stay';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "introduction_of_then": _("Who was introduced to what stays as it was: write another one down."),
                    "introduction_words_stay": _("What a family said stays as they said it."),
                },
            ),
            Rule(
                name="introduction_to_a_yes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (SELECT FROM families_communityasset WHERE id = NEW.asset_id AND category = 'individual')
                       AND NOT EXISTS (
                         SELECT FROM families_communityasset gift JOIN families_agreement yes ON yes.id = gift.agreement_id
                         WHERE gift.id = NEW.asset_id AND gift.shown_until > NEW."on"
                           AND (yes.withdrawn_on IS NULL OR yes.withdrawn_on > NEW."on")) THEN
                      RAISE EXCEPTION 'no yes' USING ERRCODE = '23514', CONSTRAINT = 'introduction_while_yes_holds';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"introduction_while_yes_holds": NO_YES},
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def whose(self) -> str:
        """Who was introduced, by the name that they are known by."""
        return str(self.person or self.family)

    @property
    def in_words(self) -> str:
        """Who was introduced to what."""
        return f"{self.whose}: {self.asset}"
