from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from database import clock
from database.history import tracked
from database.rules import Rule
from families.models import Family, Practitioner

from .apart import are_apart_sql
from .cards import FamilyCard


class MatchOfferQuerySet(models.QuerySet["MatchOffer"]):
    def visible_to(self, user: User) -> MatchOfferQuerySet:
        """With the family that it was made to; nobody else hears whose cards were shown."""
        return self.filter(family__in=Family.objects.visible_to(user).values("pk"))

    def waiting(self) -> MatchOfferQuerySet:
        """Those that the family has not answered."""
        return self.filter(answered_at__isnull=True)


@tracked
class MatchOffer(Protected):
    """A few cards that a seeking family is shown, of which it chooses one, or none: nothing is ranked or scored (§1.3, step 8)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="offers")
    coach = models.ForeignKey(Practitioner, models.PROTECT, related_name="offers", db_index=False)
    shown_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    chosen = models.ForeignKey(
        FamilyCard, models.PROTECT, related_name="chosen_in", null=True, blank=True, db_index=False
    )
    is_none_of_these = models.BooleanField(default=False)

    objects = MatchOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(answered_at__isnull=True),
                name="offer_one_at_a_time",
                violation_error_message=_("The family has cards to look at already."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, chosen__isnull=True, is_none_of_these=False)
                | Q(answered_at__isnull=False, chosen__isnull=False, is_none_of_these=False)
                | Q(answered_at__isnull=False, chosen__isnull=True, is_none_of_these=True),
                name="offer_one_answer",
                violation_error_message=_("Choose one family, or none of these."),
            ),
        ]
        triggers = [
            Rule(
                name="offer_choice_was_offered",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__chosen__isnull=False),
                func="""
                    IF NOT EXISTS (
                      SELECT FROM linkups_offercard offered WHERE offered.offer_id = NEW.id AND offered.card_id = NEW.chosen_id) THEN
                      RAISE EXCEPTION 'not offered' USING ERRCODE = '23514', CONSTRAINT = 'offer_chose_what_was_offered';
                    END IF;
                    RETURN NEW;
                """,
                sentences={"offer_chose_what_was_offered": _("Choose one of the cards that were offered.")},
            )
        ]

    def __str__(self) -> str:
        return f"{self.family}, {self.shown_at:%Y-%m-%d}"


class OfferCardQuerySet(models.QuerySet["OfferCard"]):
    def visible_to(self, user: User) -> OfferCardQuerySet:
        return self.filter(offer__in=MatchOffer.objects.visible_to(user).values("pk"))


@tracked
class OfferCard(Protected):
    """One card of an offer, as it read when it was offered."""

    offer = models.ForeignKey(MatchOffer, models.PROTECT, related_name="cards", db_index=False)
    card = models.ForeignKey(FamilyCard, models.PROTECT, related_name="offered")
    card_version = models.PositiveIntegerField()
    is_not_for_us = models.BooleanField(default=False)

    objects = OfferCardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "card"], name="offer_card_once")]
        triggers = [
            Rule(
                name="offer_card_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                # INV-13 and INV-14. Agreeing holds a place here; only starting counts under a lock (`linkup_capacity`).
                func=f"""
                    DECLARE offered linkups_familycard; profile linkups_sharingprofile; open_now int; seeking uuid;
                    BEGIN
                    SELECT * INTO offered FROM linkups_familycard WHERE id = NEW.card_id;
                    IF offered.kind <> 'sharing' OR offered.approved_at IS NULL OR offered.version <> NEW.card_version THEN
                      RAISE EXCEPTION 'card not approved' USING ERRCODE = '23514', CONSTRAINT = 'offer_card_approved';
                    END IF;
                    SELECT * INTO profile FROM linkups_sharingprofile WHERE family_id = offered.family_id;
                    IF profile.status IS DISTINCT FROM 'ready' THEN
                      RAISE EXCEPTION 'family not ready' USING ERRCODE = '23514', CONSTRAINT = 'offer_family_ready';
                    END IF;
                    SELECT count(*) INTO open_now FROM linkups_linkup
                      WHERE sharing_family_id = offered.family_id AND state IN ('agreeing', 'active', 'paused');
                    IF open_now >= profile.max_linkups THEN
                      RAISE EXCEPTION 'family is full' USING ERRCODE = '23514', CONSTRAINT = 'offer_family_has_room';
                    END IF;
                    SELECT family_id INTO seeking FROM linkups_matchoffer WHERE id = NEW.offer_id;
                    IF seeking = offered.family_id THEN
                      RAISE EXCEPTION 'own card' USING ERRCODE = '23514', CONSTRAINT = 'offer_card_of_another';
                    END IF;
                    IF {are_apart_sql("seeking", "offered.family_id")} THEN
                      RAISE EXCEPTION 'not available' USING ERRCODE = '23514', CONSTRAINT = 'offer_family_available';
                    END IF;
                    RETURN NEW;
                    END;
                """,  # noqa: S608  (constants)
                sentences={
                    "offer_family_available": _("This family is not available now. Choose other cards."),
                    "offer_card_approved": _("Only a card that its family has approved as it is now can be offered."),
                    "offer_family_ready": _("This family is not ready for a link-up."),
                    "offer_family_has_room": _("This family has no room for another link-up now."),
                    "offer_card_of_another": _("A family can’t be offered its own card."),
                },
            )
        ]

    def __str__(self) -> str:
        return str(self.card)


class ExcludedCardQuerySet(models.QuerySet["ExcludedCard"]):
    def visible_to(self, user: User) -> ExcludedCardQuerySet:
        """For the coach only, of families whom they may see, and silent to every family (domain.md §1.5)."""
        if user.kind != User.Kind.STAFF or not user.has(Permission.LINKUP_COACH):
            return self.none()
        families = Family.objects.visible_to(user).values("pk")
        return self.filter(offer__in=MatchOffer.objects.visible_to(user).values("pk"), family__in=families)


@tracked
class ExcludedCard(Protected):
    """That a sharing family was left out of an offer, and why: a fact, never a score."""

    class Reason(models.TextChoices):
        NOT_READY = "not_ready", _("not ready yet")
        RESTING = "resting", _("taking a rest")
        CARD_NOT_APPROVED = "card_not_approved", _("their card waits for their yes")
        FULL = "full", _("no room for another family now")
        SAME_PEOPLE = "same_people", _("someone belongs to both families")
        NOT_AVAILABLE = "not_available", _("not available")

    offer = models.ForeignKey(MatchOffer, models.PROTECT, related_name="excluded", db_index=False)
    family = models.ForeignKey(Family, models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=20, choices=Reason)

    objects = ExcludedCardQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["family"], name="excluded_card_by_family")]
        constraints = [models.UniqueConstraint(fields=["offer", "family"], name="excluded_card_once")]

    def __str__(self) -> str:
        return f"{self.family}: {self.get_reason_display()}"
