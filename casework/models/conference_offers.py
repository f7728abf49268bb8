from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.ages import ADULT_FROM
from families.models import (
    UNLESS_MOVED,
    Person,
    among,
    people_not_kept_from,
    people_open_to,
    readable_by,
    records_open_to,
    unseen_records,
)

from .conferences import BEFORE_HELD, BLANK, Conference

CONSENT = Rule(
    name="consent_counts",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        {UNLESS_MOVED}
        IF EXISTS (SELECT FROM casework_conferencefocus
                   WHERE conference_id = NEW.conference_id AND person_id = NEW.consent_from_id) THEN
          IF NEW.why_competent ~ '^\\s*$' AND EXISTS (
            SELECT FROM families_person WHERE id = NEW.consent_from_id
              AND (date_of_birth IS NULL OR date_of_birth > NEW.consent_on - interval '{ADULT_FROM} years')) THEN
            RAISE EXCEPTION 'competence' USING ERRCODE = '23514', CONSTRAINT = 'referral_young_consent_says_why';
          END IF;
        ELSIF NOT EXISTS (
          SELECT FROM families_parentalresponsibility held
          JOIN casework_conferencefocus about ON about.person_id = held.child_id
          JOIN casework_conference met ON met.id = about.conference_id
          JOIN families_person child ON child.id = held.child_id
          WHERE about.conference_id = NEW.conference_id AND held.holder_id = NEW.consent_from_id
            AND held.status <> 'disputed' AND held.period @> NEW.consent_on
            -- It ends when the child is 18; and an adult's own meeting is theirs to agree to (domain.md §2.10).
            AND met.setting <> 'adult'
            AND (child.date_of_birth IS NULL OR child.date_of_birth > NEW.consent_on - interval '{ADULT_FROM} years')) THEN
          RAISE EXCEPTION 'consent' USING ERRCODE = '23514', CONSTRAINT = 'referral_consent_counts';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (a constant)
    sentences={
        "referral_consent_counts": _(
            "Someone with parental responsibility agrees to the meeting, or the young person or adult it is about."
        ),
        "referral_young_consent_says_why": _("Say why they understand well enough to decide this for themselves."),
    },
)


class ConferenceOfferQuerySet(models.QuerySet["ConferenceOffer"]):
    def visible_to(self, user: User) -> ConferenceOfferQuerySet:
        """With the conference, or with the child. A family member sees the offer made to them, not the others’."""
        elsewhere = Q(conference__isnull=True) & people_open_to(user, "child__id")
        seen = self.filter(elsewhere | records_open_to(user, "conference__record__"))
        if user.kind == User.Kind.FAMILY:
            return seen.filter(offered_to__in=readable_by(user).values("pk"))
        return seen.filter(people_not_kept_from(user, "offered_to__id"))

    def made_to(self, user: User) -> ConferenceOfferQuerySet:
        """A door of its own, and a narrow one: what was offered to this very person, while they may still answer it.

        It opens the offer and nothing behind it. Whoever has left the family can answer, and learns nothing of its present. Of a
        meeting that is kept from them there is no offer either (domain.md §2.6).
        """
        theirs = {"offered_to__account__user": user, "offered_to__account__user__is_active": True}
        return self.filter(
            ~among("conference__record__id", unseen_records(user)), conference__state__in=BEFORE_HELD, **theirs
        )


@tracked
class ConferenceOffer(Protected):
    """That a conference was offered to someone, and what they said: no is fine (domain.md §2.3, step 0)."""

    class Channel(models.TextChoices):
        FACE = "face", _("Face to face")
        LETTER = "letter", _("By letter")
        PHONE = "phone", _("By phone")
        VIDEO = "video", _("By video")
        EMAIL = "email", _("By e-mail")

    class Response(models.TextChoices):
        WAITING = "waiting", _("Thinking about it")
        ACCEPTED = "accepted", _("Yes")
        DECLINED = "declined", _("No, thank you")
        NO_ANSWER = "no_answer", _("No answer")
        WITHDRAWN = "withdrawn", _("Said yes, then changed their mind")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="offers", null=True, blank=True)
    offered_to = models.ForeignKey(Person, models.PROTECT, related_name="conference_offers", null=True, blank=True)
    child = models.ForeignKey(Person, models.PROTECT, related_name="conference_offers_about", null=True, blank=True)
    offered_on = models.DateField(_("when was it offered?"))
    channel = models.CharField(_("how?"), max_length=10, choices=Channel)
    is_in_letter_before_proceedings = models.BooleanField(_("it stood in the letter before proceedings"), default=False)
    letter_on = models.DateField(_("what day is on that letter?"), null=True, blank=True)
    response = models.CharField(_("what did they say?"), max_length=10, choices=Response, default=Response.WAITING)
    responded_on = models.DateField(_("when?"), null=True, blank=True)

    objects = ConferenceOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(conference__isnull=False, offered_to__isnull=False, child__isnull=True)
                | Q(conference__isnull=True, child__isnull=False),
                name="offer_belongs_somewhere",
                violation_error_message=_(
                    "An offer is made to someone for a conference, or comes from another system for a child."
                ),
            ),
            models.UniqueConstraint(
                fields=["conference", "offered_to"],
                name="offer_once_each",
                violation_error_message=_("It was offered to them already."),
            ),
            models.UniqueConstraint(
                fields=["child", "offered_on"],
                condition=Q(conference__isnull=True),
                name="offer_from_elsewhere_once",
                violation_error_message=_("This offer is written down already."),
            ),
            models.CheckConstraint(
                condition=Q(letter_on__isnull=True) | Q(is_in_letter_before_proceedings=True),
                name="offer_day_is_of_the_letter",
                violation_error_message=_(
                    "The day is that of the letter before proceedings: tick that the offer stands in it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(response__in=["waiting", "no_answer"], responded_on__isnull=True)
                | Q(
                    response__in=["accepted", "declined", "withdrawn"],
                    responded_on__isnull=False,
                    responded_on__gte=models.F("offered_on"),
                ),
                name="offer_answer_says_when",
                violation_error_message=_("Say when they answered: not before it was offered, and only if they did."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offered_to or self.child}: {self.get_response_display()}"

    @property
    def own_answer(self) -> str:
        """Yes or no, as the one who was asked said it; a yes that was taken back is a no. Nothing before they have said."""
        said = {
            self.Response.ACCEPTED: self.Response.ACCEPTED,
            self.Response.DECLINED: self.Response.DECLINED,
            self.Response.WITHDRAWN: self.Response.DECLINED,
        }
        return said.get(self.Response(self.response), "")


class ConferenceReferralQuerySet(models.QuerySet["ConferenceReferral"]):
    def visible_to(self, user: User) -> ConferenceReferralQuerySet:
        """With the conference, to those who work; a child's view in it is not their parents' to read."""
        if user.kind == User.Kind.FAMILY:
            return self.none()
        return self.filter(records_open_to(user, "conference__record__"))


@tracked
class ConferenceReferral(Protected):
    """Asking for the conference that a family said yes to, and by whose consent (domain.md §2.4)."""

    conference = models.OneToOneField(Conference, models.PROTECT, related_name="referral")
    consent_from = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_index=False, verbose_name=_("who agreed to the meeting?")
    )
    consent_on = models.DateField(_("when did they agree?"))
    why_competent = models.CharField(_("why can they decide this for themselves?"), max_length=4_000, blank=True)
    is_child_view_sought = models.BooleanField(_("the view of the child or person it is about was sought"))
    child_view_words = models.CharField(_("in their own words"), max_length=4_000, blank=True)
    why_now = models.CharField(_("why now?"), max_length=4_000)
    dates_to_know = models.CharField(_("dates to keep in mind"), max_length=4_000, blank=True)
    coordinator_preference = models.CharField(
        _("what matters to the family in a coordinator?"), max_length=4_000, blank=True
    )

    objects = ConferenceReferralQuerySet.as_manager()

    class Meta:
        triggers = [CONSENT]
        indexes = [models.Index(fields=["consent_from"], name="referral_by_who_agreed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_child_view_sought=True),
                name="referral_seeks_the_childs_view",
                violation_error_message=_("Ask the child, or the person it is about, how they see it first."),
            ),
            models.CheckConstraint(
                condition=~Q(why_now__regex=BLANK),
                name="referral_says_why_now",
                violation_error_message=_("Say why now."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conference_id}: {self.consent_on}"
