"""“Never waste a mistake”: what is learned from what happened, without blame (domain.md §4.5, §12.11, INV-70).

Blame-free by construction: nothing here points at a person, a family, a colleague or a team, and there is no severity and no score.
Whoever wrote a note is known to the database as of any row; readers are told only where the writer wants that.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, Team, User
from accounts.roles import Permission
from database.history import tracked
from database.rules import Rule
from families.models import PersonAccount, people_not_unseen_by

BLANK = r"^\s*$"
_NOBODY_NAMED = _("This holds the whole name of someone who works here. Take it out: a learning note names nobody.")


def names_nobody(name: str, *columns: str) -> str:
    """Refuse the whole name, in two words or more, of someone who works here; a first name alone may be a word."""
    said = " || ' ' || ".join(f"NEW.{column}" for column in columns)
    return f"""
        IF EXISTS (
          SELECT FROM accounts_user worker
          WHERE worker.organisation_id = NEW.organisation_id AND worker.kind = 'staff' AND position(' ' IN btrim(worker.name)) > 0
            AND ({said}) ~* ('(^|\\W)' || regexp_replace(btrim(worker.name), '([^[:alnum:][:space:]])', '\\\\\\1', 'g') || '(\\W|$)')) THEN
          RAISE EXCEPTION 'named' USING ERRCODE = '23514', CONSTRAINT = '{name}';
        END IF;
    """


TEXTS = ("title", "what_happened", "what_we_noticed", "why_it_made_sense", "what_we_learned", "what_we_will_try")
"""What readers read of a note."""


class LearningNoteQuerySet(models.QuerySet["LearningNote"]):
    def visible_to(self, user: User) -> LearningNoteQuerySet:
        """One's own; what is shared, to those with whom it is; and what a family began, to whoever takes it up.

        A family reads what it began itself. No other system reads any (domain.md §4.5: it is not to be exported by who wrote it).
        """
        own = Q(created_by=user)
        if not user.is_active or user.kind == User.Kind.CLIENT:
            return self.none()
        if user.kind != User.Kind.STAFF:
            return self.filter(own, begun_by_family=True)
        shared = ~Q(state="private")
        mine = Team.objects.filter(Q(manager=user) | Q(practitioners__user=user)).values("pk")
        reads = own | shared & (Q(audience__in=["service", "partners"]) | Q(created_by__practitioner__team__in=mine))
        reads |= _in_their_words(user)
        return self.filter(reads)

    def told_in_their_words(self, user: User) -> LearningNoteQuerySet:
        """Those of which a user reads what a family wrote as it wrote it."""
        return self.filter(_in_their_words(user) | Q(created_by=user), begun_by_family=True)

    def shared(self) -> LearningNoteQuerySet:
        """Those that anybody but their writer reads."""
        return self.exclude(state="private")


def _in_their_words(user: User) -> Q:
    """What families began, to whoever takes it up; but for what someone wrote who is kept from them, or whom they know (§8.5)."""
    if not user.has(Permission.LEARNING_LEAD):
        return Q(pk__in=())
    kept = PersonAccount.objects.exclude(people_not_unseen_by(user, "person__id"))
    return Q(begun_by_family=True) & ~Q(created_by__in=kept.values("user"))


@tracked
class LearningNote(Protected):
    """One thing that happened, what made sense of it at the time, and what is tried because of it."""

    class Kind(models.TextChoices):
        MISTAKE = "mistake", _("A mistake")
        NEAR_MISS = "near_miss", _("Something that nearly went wrong")
        SURPRISE = "surprise", _("A surprise")
        WENT_WELL = "went_well", _("Something that went well")
        FEEDBACK = "feedback", _("What someone told us")

    class Theme(models.TextChoices):
        LISTENING = "listening", _("Listening")
        SAYING_WHAT_HAPPENS = "saying_what_happens", _("Saying what happens next")
        TIME = "time", _("Time, and being on time")
        HANDING_OVER = "handing_over", _("Handing over, and goodbyes")
        MEETING = "meeting", _("Meetings and visits")
        WRITING = "writing", _("What we write")
        TOGETHER = "together", _("Working with other services")
        MONEY_AND_HOME = "money_and_home", _("Money, home and work")
        KEEPING_SAFE = "keeping_safe", _("Keeping people safe")
        LANGUAGE_AND_CULTURE = "language_and_culture", _("Language, faith and culture")
        NETWORK = "network", _("Relatives, friends and neighbours")
        OURSELVES = "ourselves", _("Looking after ourselves")

    class Audience(models.TextChoices):
        ME = "me", _("Only me")
        TEAM = "team", _("My team")
        SERVICE = "service", _("Everyone who works here")
        PARTNERS = "partners", _("Everyone who works here, and it may be told to partners")

    class State(models.TextChoices):
        PRIVATE = "private", _("Not shared yet")
        SHARED = "shared", _("Shared")
        TRYING = "trying", _("We are trying something")
        LEARNED = "learned", _("Learned")

    title = models.CharField(_("in one line"), max_length=200, blank=True)
    kind = models.CharField(_("what kind of thing is it?"), max_length=20, choices=Kind)
    their_words = models.CharField(_("what should we learn from?"), max_length=4_000, blank=True)
    their_wish = models.CharField(_("what would have been better?"), max_length=4_000, blank=True)
    what_happened = models.CharField(_("what happened?"), max_length=4_000, blank=True)
    what_we_noticed = models.CharField(_("what did we notice?"), max_length=4_000, blank=True)
    why_it_made_sense = models.CharField(_("why did it make sense at the time?"), max_length=4_000, blank=True)
    what_we_learned = models.CharField(_("what have we learned?"), max_length=4_000, blank=True)
    what_we_will_try = models.CharField(_("what will we try?"), max_length=4_000, blank=True)
    try_by = models.DateField(_("when do we look at how it went?"), null=True, blank=True)
    themes = ArrayField(
        models.CharField(max_length=30, choices=Theme), verbose_name=_("what is it about?"), default=list, blank=True
    )
    audience = models.CharField(_("who may read it?"), max_length=20, choices=Audience, default=Audience.ME)
    names_author = models.BooleanField(_("your name stands with it"), default=False)
    state = models.CharField(max_length=20, choices=State, default=State.PRIVATE)
    shared_on = models.DateField(null=True, blank=True)
    begun_by_family = models.BooleanField(default=False)
    what_changed = models.CharField(_("what has changed?"), max_length=4_000, blank=True)
    told_family_on = models.DateField(null=True, blank=True)

    objects = LearningNoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["organisation", "-shared_on", "-id"], condition=~Q(state="private"), name="learning_by_day"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(begun_by_family=False) & ~Q(what_happened__regex=BLANK) & Q(their_words="", their_wish="")
                | Q(begun_by_family=True) & ~Q(their_words__regex=BLANK),
                name="learning_note_says_what_happened",
                violation_error_message=_("Say what happened. One line is enough."),
            ),
            models.CheckConstraint(
                condition=Q(state="private", audience="me", shared_on__isnull=True)
                | ~Q(state="private") & ~Q(audience="me") & Q(shared_on__isnull=False),
                name="learning_note_shared_with_someone",
                violation_error_message=_("A note that is shared says with whom and since when, and no other does."),
            ),
            models.CheckConstraint(
                condition=Q(state="private")
                | ~(Q(why_it_made_sense__regex=BLANK) | Q(title__regex=BLANK) | Q(what_happened__regex=BLANK)),
                name="learning_note_made_sense_at_the_time",
                violation_error_message=_(
                    "Before others read it, say in one line what it is, what happened, and why it made sense at the time."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["private", "shared"])
                | ~Q(what_we_will_try__regex=BLANK) & Q(try_by__isnull=False),
                name="learning_note_says_what_to_try",
                violation_error_message=_("Say what you will try, and when you look at how it went."),
            ),
            models.CheckConstraint(
                condition=~Q(state="learned") | ~Q(what_we_learned__regex=BLANK),
                name="learning_note_says_what_was_learned",
                violation_error_message=_("Say what you have learned."),
            ),
            models.CheckConstraint(
                condition=Q(told_family_on__isnull=True, what_changed="")
                | Q(told_family_on__isnull=False, begun_by_family=True) & ~Q(what_changed__regex=BLANK),
                name="learning_note_family_told_what_changed",
                violation_error_message=_("Whoever of a family began it is told what has changed, in words."),
            ),
            models.CheckConstraint(
                condition=Q(begun_by_family=False) | Q(names_author=False) & ~Q(audience="team"),
                name="learning_note_of_family_names_none",
                violation_error_message=_("A note that a family began names nobody, and is no one team’s."),
            ),
        ]
        triggers = [
            Rule(
                name="learning_note_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF TG_OP = 'INSERT' THEN
                      IF NEW.created_by_id IS DISTINCT FROM kith_sec.person_or_none() AND (kith_sec.asker())[3] <> 'system'
                        OR NEW.begun_by_family IS DISTINCT FROM EXISTS (
                          SELECT FROM accounts_user writer WHERE writer.id = NEW.created_by_id AND writer.kind = 'family') THEN
                        RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'learning_note_in_their_own_name';
                      END IF;
                      IF NEW.state <> 'private' THEN
                        RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'learning_note_steps_in_turn';
                      END IF;
                      RETURN NEW;
                    END IF;
                    IF (NEW.begun_by_family, NEW.their_words, NEW.their_wish, NEW.created_by_id)
                      IS DISTINCT FROM (OLD.begun_by_family, OLD.their_words, OLD.their_wish, OLD.created_by_id)
                      OR OLD.told_family_on IS NOT NULL
                        AND (NEW.told_family_on, NEW.what_changed) IS DISTINCT FROM (OLD.told_family_on, OLD.what_changed) THEN
                      RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'learning_note_family_words_stay';
                    END IF;
                    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
                      ('private', 'shared'), ('shared', 'trying'), ('trying', 'learned')) THEN
                      RAISE EXCEPTION 'out of turn' USING ERRCODE = '23514', CONSTRAINT = 'learning_note_steps_in_turn';
                    END IF;
                    IF NEW.state = 'learned' AND NOT EXISTS (
                      SELECT FROM casework_learningtry tried WHERE tried.note_id = NEW.id) THEN
                      RAISE EXCEPTION 'not tried' USING ERRCODE = '23514', CONSTRAINT = 'learning_note_tried_first';
                    END IF;
                    IF NEW.state <> 'private' THEN {names_nobody("learning_note_names_nobody", *TEXTS, "what_changed")} END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "learning_note_in_their_own_name": _("Whoever writes a learning note begins it themselves."),
                    "learning_note_steps_in_turn": _("A note is written, shared, tried, and then learned from."),
                    "learning_note_family_words_stay": _(
                        "What someone of a family wrote, and what they were told, stays as it was written."
                    ),
                    "learning_note_tried_first": _("Write down first what happened when you tried."),
                    "learning_note_names_nobody": _NOBODY_NAMED,
                },
            )
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("casework:learning-note", args=[self.pk])


class LearningTryQuerySet(models.QuerySet["LearningTry"]):
    def visible_to(self, user: User) -> LearningTryQuerySet:
        """With the note."""
        return self.filter(note__in=LearningNote.objects.visible_to(user).values("pk"))


@tracked
class LearningTry(Protected):
    """What happened when something was tried; who tried it is not asked."""

    class Keep(models.TextChoices):
        YES = "yes", _("Yes, keep doing it")
        CHANGE = "change", _("Yes, but differently")
        STOP = "stop", _("No, stop it")

    note = models.ForeignKey(LearningNote, models.PROTECT, related_name="tries")
    tried_on = models.DateField(_("when was that?"))
    what_happened = models.CharField(_("what happened when you tried?"), max_length=4_000)
    keep = models.CharField(_("do we keep doing it?"), max_length=10, choices=Keep)

    objects = LearningTryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(what_happened__regex=BLANK),
                name="learning_try_says_what_happened",
                violation_error_message=_("Say what happened when you tried."),
            )
        ]
        triggers = [
            Rule(
                name="learning_try_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    IF TG_OP = 'UPDATE' THEN
                      RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'learning_try_stays';
                    END IF;
                    IF NOT EXISTS (SELECT FROM casework_learningnote note
                                   WHERE note.id = NEW.note_id AND note.state IN ('trying', 'learned')) THEN
                      RAISE EXCEPTION 'nothing tried' USING ERRCODE = '23514', CONSTRAINT = 'learning_try_of_what_is_tried';
                    END IF;
                    {names_nobody("learning_try_names_nobody", "what_happened")}
                    RETURN NEW;
                """,
                sentences={
                    "learning_try_stays": _("What happened when it was tried stays as it was written. Add another."),
                    "learning_try_of_what_is_tried": _("Say first what you will try."),
                    "learning_try_names_nobody": _NOBODY_NAMED,
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.tried_on}: {self.get_keep_display()}"
