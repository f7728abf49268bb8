"""What opens something to someone who would not see it, or closes it: named readers, a child’s own say, agreements.

Lines 4 and 9 of domain.md §8.5, and §8.4. Line 10 stands in `helping.py`.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .keeping import exactly_one
from .kept import people_not_kept_from
from .merged import UNLESS_MOVED, of_whom


class ChosenReaderQuerySet(models.QuerySet["ChosenReader"]):
    def visible_to(self, user: User) -> ChosenReaderQuerySet:
        """To the child who chose, and to the one who was chosen, unless the child is kept from them."""
        theirs = Q(share_state__person__account__user=user) | door.is_oneself(user)
        return self.filter(theirs, people_not_kept_from(user, "share_state__person__id"))

    def who_are(self, user: User) -> ChosenReaderQuerySet:
        """The choices of this user, as the worker or the person that they are; a choice that was taken back is none."""
        return self.filter(door.is_oneself(user), removed_on__isnull=True)


@tracked
class ChosenReader(Protected):
    """Someone whom a child lets read what is only the child's: a person, or a worker (domain.md §8.5, line 4)."""

    share_state = models.ForeignKey("families.ShareState", models.PROTECT, related_name="chosen")
    person = models.ForeignKey("families.Person", models.PROTECT, related_name="chosen_for", null=True, blank=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="chosen_for", null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    objects = ChosenReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("person", "user"),
                name="chosen_reader_is_one",
                violation_error_message=_("Say who may read it."),
            ),
            models.UniqueConstraint(
                fields=["share_state", "person", "user"], nulls_distinct=False, name="chosen_reader_once"
            ),
        ]
        triggers = [
            Rule(
                name="chosen_reader_by_the_child",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__removed_on__isnull=True),
                # The child chooses; and whoever wrote down what the child told them, with the child beside them.
                func=f"""
                    {UNLESS_MOVED}
                    IF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (
                      SELECT FROM families_sharestate share JOIN families_record record ON record.id = share.record_id
                        LEFT JOIN families_personaccount account ON account.person_id = share.person_id
                      WHERE share.id = NEW.share_state_id
                        AND kith_sec.person_or_none() IN (record.author_id, account.user_id)) THEN
                      RAISE EXCEPTION 'not the child' USING ERRCODE = '23514', CONSTRAINT = 'chosen_reader_by_the_child';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "chosen_reader_by_the_child": _(
                        "The child chooses who reads this, by themselves or with whom they told it to."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return str(self.person or self.user)


class OwnSayQuerySet(DatedQuerySet["OwnSay"]):
    def visible_to(self, user: User) -> OwnSayQuerySet:
        """To the child, and to the staff who work with them: the parents would read from it what the child said. It names whom the child
        said no to, so it is not there for whom that one is kept from."""
        seen = self.filter(people_not_kept_from(user, "child__id"), people_not_kept_from(user, "holder__id"))
        if user.kind == User.Kind.STAFF:
            theirs = self.filter(door.alongside(user, "child__memberships__family__"))
            return seen.filter(pk__in=theirs.values("pk"))
        return seen.filter(child__account__user=user)


@tracked
class OwnSay(Protected):
    """That a child understands well enough to decide, and does not want their parents to read for them (§8.5, line 9; §8.7)."""

    child = models.ForeignKey("families.Person", models.PROTECT, related_name="own_says")
    holder = models.ForeignKey(
        "families.Person",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text="From whom; from everyone when empty.",
    )
    why_competent = models.CharField(_("how do you know that they understand?"), max_length=4_000)
    period = PeriodField()

    objects = OwnSayQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("holder", "own_say_from_whom")]
        constraints = [
            not_empty("own_say_has_a_day"),
            models.CheckConstraint(
                condition=~Q(why_competent__regex=r"^\s*$"),
                name="own_say_says_why",
                violation_error_message=_("Say why they understand well enough to decide this for themselves."),
            ),
            ExclusionConstraint(
                name="own_say_once",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (Coalesce("holder", "child"), RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This is written down already."),
            ),
        ]
        triggers = [
            Rule(
                name="own_say_by_who_works_here",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF (kith_sec.asker())[3] NOT IN ('staff', 'system') THEN
                      RAISE EXCEPTION 'not staff' USING ERRCODE = '23514', CONSTRAINT = 'own_say_by_who_works_here';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "own_say_by_who_works_here": _("Someone who works with the child writes this down, with the child.")
                },
            )
        ]

    def __str__(self) -> str:
        return str(self.child)


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User) -> AgreementQuerySet:
        """One’s own, and those that one gave for a child; and to the staff who work with the person: of nobody who is kept from them."""
        known = self.filter(people_not_kept_from(user, "person__id"))
        if user.kind == User.Kind.STAFF:
            theirs = self.filter(door.alongside(user, "person__memberships__family__"))
            return known.filter(pk__in=theirs.values("pk"))
        if user.kind == User.Kind.FAMILY:
            return known.filter(Q(person__account__user=user) | Q(given_by__account__user=user))
        return self.none()

    def given(self) -> AgreementQuerySet:
        """Those that hold: what a withdrawn one permitted stops that day (domain.md §8.4)."""
        return self.filter(withdrawn_on__isnull=True)


@tracked
class Agreement(Protected):
    """That someone said yes to taking part in something; taken back at any time, without a reason (domain.md §8.4)."""

    class ToWhat(models.TextChoices):
        LINK_UP = "link_up", _("a link-up")
        CONFERENCE = "conference", _("a family group conference")
        PHOTO = "photo", _("a photo")
        CARD = "card", _("a family card")
        HELPER = "helper", _("someone who helps")
        INDIVIDUAL_ASSET = "individual_asset", _("being named as someone who can help others")
        MEASURE = "measure", _("questions about how things go")
        OTHER = "other", _("something else")

    class GivenHow(models.TextChoices):
        SPOKEN = "spoken", _("They said so")
        SIGNED = "signed", _("They signed")
        ONLINE = "online", _("Here, themselves")
        PICTURES = "pictures", _("With pictures")

    person = models.ForeignKey("families.Person", models.PROTECT, related_name="agreements")
    to_what = models.CharField(_("to what?"), max_length=20, choices=ToWhat)
    what_exactly = models.CharField(_("in words"), max_length=200, blank=True)
    given_by = models.ForeignKey(
        "families.Person",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("who agreed for them?"),
        help_text=_("Only for a child: a person with parental responsibility."),
    )
    given_how = models.CharField(_("how?"), max_length=20, choices=GivenHow)
    given_on = models.DateField(_("when?"))
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("given_by", "agreement_by_another")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("given_on")),
                name="agreement_withdrawn_after_given",
                violation_error_message=_("It can’t be taken back before it was given."),
            ),
            models.CheckConstraint(
                condition=~Q(to_what="other") | ~Q(what_exactly__regex=r"^\s*$"),
                name="agreement_says_to_what",
                violation_error_message=_("Say to what they agreed."),
            ),
            models.CheckConstraint(
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("person")),
                name="agreement_given_by_another",
                violation_error_message=_("Leave this empty when they agreed themselves."),
            ),
            models.UniqueConstraint(
                fields=["person", "to_what", "what_exactly"],
                condition=Q(withdrawn_on__isnull=True),
                name="agreement_given_once",
                violation_error_message=_("They have agreed to this already."),
            ),
        ]

    def __str__(self) -> str:
        return self.what_exactly or str(self.get_to_what_display())
