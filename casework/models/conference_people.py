from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import (
    Person,
    Practitioner,
    people_not_kept_from,
    people_open_to,
    readable_by,
    reads_for,
    records_open_to,
)

from .conferences import BLANK, Conference

CONSENT = Rule(
    name="consent_counts",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF EXISTS (SELECT FROM casework_conferencefocus
                   WHERE conference_id = NEW.conference_id AND person_id = NEW.consent_from_id) THEN
          IF NEW.why_competent ~ '^\\s*$' AND EXISTS (
            SELECT FROM families_person WHERE id = NEW.consent_from_id
              AND (date_of_birth IS NULL OR date_of_birth > NEW.consent_on - interval '18 years')) THEN
            RAISE EXCEPTION 'competence' USING ERRCODE = '23514', CONSTRAINT = 'referral_young_consent_says_why';
          END IF;
        ELSIF NOT EXISTS (
          SELECT FROM families_parentalresponsibility held
          JOIN casework_conferencefocus about ON about.person_id = held.child_id
          WHERE about.conference_id = NEW.conference_id AND held.holder_id = NEW.consent_from_id
            AND held.status <> 'disputed' AND held.period @> NEW.consent_on) THEN
          RAISE EXCEPTION 'consent' USING ERRCODE = '23514', CONSTRAINT = 'referral_consent_counts';
        END IF;
        RETURN NEW;
    """,
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


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User) -> ParticipantQuerySet:
        """With the conference; a family member reads the names of those they know of, and of workers."""
        seen = self.filter(records_open_to(user, "conference__record__"))
        if user.kind == User.Kind.FAMILY:
            known = people_open_to(user, "person__id") | reads_for(user, "person__id")
            return seen.filter(known | Q(practitioner__isnull=False))
        return seen.filter(people_not_kept_from(user, "person__id"))


@tracked
class Participant(Protected):
    """Someone who is asked to the conference: as what, whether they were visited, whether they come (domain.md §2.2)."""

    class Kind(models.TextChoices):
        FOCUS_PERSON = "focus_person", _("It is about them")
        FAMILY_NETWORK = "family_network", _("Family and friends")
        ADVOCATE = "advocate", _("Advocate")
        SUPPORTER = "supporter", _("Supporter")
        INTERPRETER = "interpreter", _("Interpreter")
        COORDINATOR = "coordinator", _("Coordinator")
        REFERRER = "referrer", _("Asked for the conference")
        INFORMATION_GIVER = "information_giver", _("Gives information")

    class WillCome(models.TextChoices):
        NOT_ASKED = "not_asked", _("Not asked yet")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        MAYBE = "maybe", _("Maybe")
        PART = "part", _("For part of it")

    class Attended(models.TextChoices):
        YES = "yes", _("Came")
        PART = "part", _("Came for part of it")
        VIDEO = "video", _("Came by video")
        NO = "no", _("Was not there")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="participants", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="conferences_asked_to", null=True, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    other_name = models.CharField(_("someone else’s name"), max_length=200, blank=True)
    kind = models.CharField(_("as what?"), max_length=20, choices=Kind)
    visited_on = models.DateField(_("visited or called on"), null=True, blank=True)
    will_come = models.CharField(_("will they come?"), max_length=10, choices=WillCome, default=WillCome.NOT_ASKED)
    attended = models.CharField(_("did they come?"), max_length=10, choices=Attended, blank=True)
    in_private_time = models.BooleanField(_("was there in the family’s own time"), default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, practitioner__isnull=True, other_name="")
                | Q(person__isnull=True, practitioner__isnull=False, other_name="")
                | (Q(person__isnull=True, practitioner__isnull=True) & ~Q(other_name__regex=BLANK)),
                name="participant_is_one_of_them",
                violation_error_message=_("Each who is asked is one person, one practitioner, or a name."),
            ),
            models.CheckConstraint(
                condition=Q(in_private_time=False)
                | Q(kind__in=["focus_person", "family_network", "supporter"], practitioner__isnull=True)
                | Q(kind__in=["advocate", "interpreter"]),
                name="participant_private_time",
                violation_error_message=_(
                    "The family’s own time is theirs: of those who work with them, only an advocate or an interpreter."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["focus_person", "family_network"]) | Q(practitioner__isnull=True),
                name="participant_family_is_no_practitioner",
                violation_error_message=_("Family and friends are people, not someone who works with them."),
            ),
            models.UniqueConstraint(
                fields=["conference", "person"],
                name="participant_person_once",
                violation_error_message=_("They are asked already."),
            ),
            models.UniqueConstraint(
                fields=["conference", "practitioner"],
                name="participant_practitioner_once",
                violation_error_message=_("They are asked already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.practitioner or self.other_name)

    @property
    def is_family(self) -> bool:
        """Of the person's own side, not of those who work with them."""
        return self.kind in {self.Kind.FOCUS_PERSON, self.Kind.FAMILY_NETWORK, self.Kind.SUPPORTER}
