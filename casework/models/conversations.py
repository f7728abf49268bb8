from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import Person, PlaceKind, Practitioner, Record, is_unread, people_named_to, records_open_to

HOMES = {
    PlaceKind.OUR_HOME: _("The home of whoever wrote this down"),
    PlaceKind.THEIR_HOME: _("The family’s home"),
}
PLACES = [(kind.value, HOMES.get(kind, kind.label)) for kind in PlaceKind]
"""Where people talk, with whose home it is: “ours” and “theirs” change with who reads it."""


LINE_STAYS = Rule(
    name="conversation_line_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        -- From here the day runs within which it can be put right: nobody begins it later.
        IF TG_OP = 'INSERT' THEN
          NEW.created_at := least(NEW.created_at, clock_timestamp());
        ELSIF NEW.created_at IS DISTINCT FROM OLD.created_at OR NEW.headline IS DISTINCT FROM OLD.headline AND NOT EXISTS (
          SELECT FROM families_record record WHERE record.id = OLD.record_id
          AND record.author_id = kith_sec.person_or_none() AND kith_sec.is_unread(record.id, record.author_id, OLD.created_at)) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'conversation_line_stays';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "conversation_line_stays": _("The line stays as it was written: add to the conversation, or say how it was."),
    },
)


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: User) -> ConversationQuerySet:
        """With its record."""
        return self.filter(records_open_to(user, "record__"))

    def still_unread(self, user: User) -> ConversationQuerySet:
        """Whose line the user wrote and nobody else has opened yet, within a day (domain.md §12.5)."""
        return self.filter(is_unread("record_id", "record__author_id", "created_at"), record__author=user)


@tracked
class Conversation(Protected):
    """A talk with people about how things are: only who and one line are needed, the rest when it helps (domain.md §3.2)."""

    class Purpose(models.TextChoices):
        GETTING_TO_KNOW = "getting_to_know", _("Getting to know each other")
        LISTEN_AND_CONNECT = "listen_and_connect", _("Listening")
        IN_A_CRISIS = "in_a_crisis", _("In a crisis")
        BUILDING_A_GOOD_LIFE = "building_a_good_life", _("Building a good life")
        CHECKING_IN = "checking_in", _("Checking in")
        VISIT_REQUIRED_BY_LAW = ("visit_required_by_law", _("A visit that the law requires"))
        CHILD_ALONE = "child_alone", _("With a child alone")
        CONFERENCE_PREP = "conference_prep", _("Preparing a family group conference")
        REVIEW = "review", _("Looking back together")
        SAYING_GOODBYE = "saying_goodbye", _("Saying goodbye")
        OTHER = "other", _("Something else")

    record = models.OneToOneField(Record, models.PROTECT, related_name="conversation")
    happened_at = models.DateTimeField(_("when"))
    place_kind = models.CharField(_("where"), max_length=20, choices=PLACES, blank=True)
    purpose = models.CharField(_("what for"), max_length=30, choices=Purpose, blank=True)
    headline = models.CharField(_("in one line"), max_length=140)
    language_used = models.CharField(_("language"), max_length=60, blank=True)
    has_interpreter = models.BooleanField(_("with an interpreter"), default=False)
    is_child_seen = models.BooleanField(_("the child was seen"), null=True, blank=True)
    is_child_seen_alone = models.BooleanField(_("the child was seen alone"), null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        triggers = [LINE_STAYS]
        constraints = [
            models.CheckConstraint(
                condition=~Q(headline__regex=r"^\s*$"),
                name="conversation_has_a_headline",
                violation_error_message=_("Say in one line what it was about."),
            ),
            models.CheckConstraint(
                condition=~Q(is_child_seen_alone=True) | Q(is_child_seen=True, is_child_seen__isnull=False),
                name="conversation_seen_alone_is_seen",
                violation_error_message=_("A child who was seen alone was seen."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("casework:conversation", args=[self.pk])

    @property
    def seen_words(self) -> str:
        """Whether the child was seen, and alone; nothing where nobody said."""
        if self.is_child_seen is None:
            return ""
        if not self.is_child_seen:
            return str(_("The child was not seen"))
        return str(_("The child was seen, alone for a while") if self.is_child_seen_alone else _("The child was seen"))


class ConversationPresenceQuerySet(models.QuerySet["ConversationPresence"]):
    def visible_to(self, user: User) -> ConversationPresenceQuerySet:
        """Who was there, to who may read the conversation; a person only to who may see the person."""
        seen = Q(person__isnull=True) | people_named_to(user, "person__id")
        return self.filter(seen, records_open_to(user, "conversation__record__"))


@tracked
class ConversationPresence(Protected):
    """That someone was there, and how."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        VIDEO = "video", _("by video")
        PHONE = "phone", _("by phone")
        MESSAGE = "message", _("by message")

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="presences", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="presences", null=True, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, models.PROTECT, related_name="presences", null=True, blank=True, db_index=False
    )
    other_name = models.CharField(_("someone else"), max_length=200, blank=True)
    how = models.CharField(max_length=20, choices=How, default=How.IN_PERSON)

    objects = ConversationPresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, practitioner__isnull=True, other_name="")
                | Q(person__isnull=True, practitioner__isnull=False, other_name="")
                | (Q(person__isnull=True, practitioner__isnull=True) & ~Q(other_name__regex=r"^\s*$")),
                name="presence_is_one_of_them",
                violation_error_message=_("Each who was there is one person, one practitioner, or a name."),
            ),
            models.UniqueConstraint(fields=["conversation", "person"], name="presence_of_person_once"),
        ]

    def __str__(self) -> str:
        return str(self.person or self.practitioner or self.other_name)
