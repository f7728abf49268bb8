from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from database.history import tracked
from database.rules import Rule
from families.ages import ADULT_FROM
from families.models import (
    UNLESS_MOVED,
    Person,
    Practitioner,
    people_named_to,
    people_not_kept_from,
    people_open_to,
    reads_for,
    records_open_to,
)

from .conferences import BLANK, Conference
from .exclusions import Exclusion

OWN_ANSWER = Rule(
    name="participant_own_answer",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("is_theirs", "boolean")],
    func=f"""
        {UNLESS_MOVED}
        is_theirs := kith_sec.person_or_none() IS NULL OR (kith_sec.asker())[3] = 'system' OR EXISTS (
          SELECT FROM families_personaccount account
          WHERE account.person_id = NEW.person_id AND account.user_id = kith_sec.person_or_none());
        IF NEW.is_own_answer AND NOT is_theirs AND (TG_OP = 'INSERT' OR NOT OLD.is_own_answer) THEN
          RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'participant_answers_for_themselves';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.is_own_answer AND OLD.words <> '' AND NEW.words <> OLD.words AND NOT is_theirs THEN
          RAISE EXCEPTION 'their words' USING ERRCODE = '23514', CONSTRAINT = 'participant_words_are_theirs';
        END IF;
        IF NEW.words <> '' AND (TG_OP = 'INSERT' OR NEW.words <> OLD.words) AND EXISTS (
          SELECT FROM casework_conference met
          WHERE met.id = NEW.conference_id AND (met.private_time_started IS NOT NULL OR met.held_on IS NOT NULL)) THEN
          RAISE EXCEPTION 'private' USING ERRCODE = '23514', CONSTRAINT = 'participant_words_before_the_day';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (a constant)
    sentences={
        "participant_answers_for_themselves": _("Only whoever is asked answers as themselves."),
        "participant_words_are_theirs": _("They wrote this themselves, so only they change it."),
        "participant_words_before_the_day": _(
            "What someone wants to say is written down before they meet: nothing of the family’s own time is kept."
        ),
    },
)
ABOUT_AN_ADULT = Rule(
    name="focus_of_an_adults_meeting",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        {UNLESS_MOVED}
        IF EXISTS (
          SELECT FROM casework_conference met JOIN families_person about ON about.id = NEW.person_id
          WHERE met.id = NEW.conference_id AND met.setting = 'adult'
            AND about.date_of_birth > {TODAY_HERE} - interval '{ADULT_FROM} years') THEN
          RAISE EXCEPTION 'a child' USING ERRCODE = '23514', CONSTRAINT = 'adult_meeting_is_about_adults';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "adult_meeting_is_about_adults": _(
            "A meeting about an adult is about someone who is 18. About a child, choose a meeting about a child."
        ),
    },
)
NOT_EXCLUDED = Rule(
    name="participant_not_excluded",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
        {UNLESS_MOVED}
        IF EXISTS (
          SELECT FROM casework_exclusion away
          WHERE away.conference_id = NEW.conference_id AND away.person_id = NEW.person_id AND away.ended_on IS NULL
            AND (away.ground = 'domestic_abuse' OR away.extent IN ('written_view', 'advocate', 'not_at_all'))) THEN
          RAISE EXCEPTION 'excluded' USING ERRCODE = '23514', CONSTRAINT = 'participant_is_not_excluded';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "participant_is_not_excluded": _(
            "It was decided that they are not at this meeting. Hear their view another way."
        ),
    },
)


class ConferenceFocusQuerySet(models.QuerySet["ConferenceFocus"]):
    def visible_to(self, user: User) -> ConferenceFocusQuerySet:
        return self.filter(records_open_to(user, "conference__record__"), people_named_to(user, "person__id"))


@tracked
class ConferenceFocus(Protected):
    """That a conference is about someone: a child, a young person or an adult."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="focus", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="conferences_about")

    objects = ConferenceFocusQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "person"],
                name="conference_focus_once",
                violation_error_message=_("It is about them already."),
            )
        ]
        triggers = [ABOUT_AN_ADULT]

    def __str__(self) -> str:
        return str(self.person)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: User) -> ParticipantQuerySet:
        """With the conference; a family member reads the names of those they know of, and of workers."""
        seen = self.filter(records_open_to(user, "conference__record__"))
        if user.kind == User.Kind.FAMILY:
            known = people_open_to(user, "person__id") | reads_for(user, "person__id")
            return seen.filter(known | Q(practitioner__isnull=False))
        return seen.filter(people_not_kept_from(user, "person__id"))

    def asked(self) -> ParticipantQuerySet:
        """But those of whom it was decided that they are in no part of the meeting (domain.md §2.6)."""
        away = Exclusion.objects.away().filter(conference=OuterRef("conference"), person=OuterRef("person"))
        return self.exclude(Exists(away))


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
        PHONE = "phone", _("By phone or video")
        WORDS = "words", _("No, but sends words")

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
    interprets = models.CharField(_("which language do they interpret?"), max_length=100, blank=True)
    visited_on = models.DateField(_("visited or called on"), null=True, blank=True)
    will_come = models.CharField(_("will they come?"), max_length=10, choices=WillCome, default=WillCome.NOT_ASKED)
    words = models.CharField(_("what they want to say, read out on the day"), max_length=4_000, blank=True)
    is_own_answer = models.BooleanField(_("they answered themselves"), default=False)
    attended = models.CharField(_("did they come?"), max_length=10, choices=Attended, blank=True)
    in_private_time = models.BooleanField(_("was there in the family’s own time"), default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        triggers = [NOT_EXCLUDED, OWN_ANSWER]
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
            models.CheckConstraint(
                condition=~Q(will_come="words") | ~Q(words__regex=BLANK),
                name="participant_words_say_something",
                violation_error_message=_("Write down what they want to say."),
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
    def mark(self) -> str:
        """What stands for their answer beside its words, for whoever looks down the table: a shape, and no colour."""
        return MARKS.get(self.will_come, "")

    @property
    def is_family(self) -> bool:
        """Of the person's own side, not of those who work with them."""
        return self.kind in {self.Kind.FOCUS_PERSON, self.Kind.FAMILY_NETWORK, self.Kind.SUPPORTER}


COMING = (Participant.WillCome.YES, Participant.WillCome.PART, Participant.WillCome.PHONE)
"""The answers of those who take part on the day."""
MARKS = {"yes": "✓", "part": "◐", "phone": "☎", "maybe": "?", "words": "✎", "no": "✗", "not_asked": "–"}
