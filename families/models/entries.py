from __future__ import annotations

from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .access import Practitioner
from .contact import reads_for
from .helping import HELPED_WITH, HelperAccess, helped_by
from .kept import people_not_kept_from
from .merged import UNLESS_MOVED, of_whom
from .people import Person
from .records import Record, records_open_to, records_opened_whole_to, shared_with_helped
from .unseen import among

TAKE_BACK_WITHIN = timedelta(hours=24)
"""So long what a family member wrote can be taken back so that nobody reads it; later it is hidden (domain.md §8.3)."""

_WORDS_STAY = """
        IF NEW.taken_back_at IS DISTINCT FROM OLD.taken_back_at THEN
          IF OLD.taken_back_at IS NOT NULL OR OLD.author_id IS DISTINCT FROM kith_sec.person_or_none() OR NOT EXISTS (
            SELECT FROM families_personaccount WHERE user_id = OLD.author_id AND person_id = OLD.speaker_id) THEN
            RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'entry_taken_back_by_its_writer';
          END IF;
          -- Who reads it afterwards hangs on when that was, so nobody says it but the database; not by when the transaction began, either.
          NEW.taken_back_at := clock_timestamp();
        END IF;
        IF to_jsonb(NEW) - '{taken_back_at,row_version,updated_at}'::text[]
           IS DISTINCT FROM to_jsonb(OLD) - '{taken_back_at,row_version,updated_at}'::text[] AND (
             to_jsonb(NEW) - '{body,because,row_version,updated_at}'::text[]
             IS DISTINCT FROM to_jsonb(OLD) - '{body,because,row_version,updated_at}'::text[]
             OR OLD.author_id IS NULL OR OLD.author_id IS DISTINCT FROM kith_sec.person_or_none() OR OLD.taken_back_at IS NOT NULL
             OR OLD.supersedes_id IS NOT NULL OR EXISTS (SELECT FROM families_entry WHERE supersedes_id = OLD.id)
             OR NOT kith_sec.is_unread(OLD.record_id, OLD.author_id, OLD.created_at)) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'entry_words_stay';
        END IF;
        RETURN NEW;
"""

STAYS = Rule(
    name="entry_stays",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=UNLESS_MOVED + _WORDS_STAY,
    sentences={
        "entry_words_stay": _("What was written stays as it was written: add to it, or say how it was."),
        "entry_taken_back_by_its_writer": _("Only whoever of the family wrote it takes it back, once."),
    },
)
"""INV-32. What is not so is said beside it (`casework.CorrectionRequest`), or added; a slip is put right while it is unread."""

PUT_RIGHT = Rule(
    name="entry_put_right",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__supersedes__isnull=False),
    declare=[("was", "families_entry")],
    func=f"""
        {UNLESS_MOVED}
        SELECT * INTO was FROM families_entry WHERE id = NEW.supersedes_id AND record_id = NEW.record_id;
        IF was.id IS NULL THEN
          RAISE EXCEPTION 'elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'entry_put_right_within_its_record';
        END IF;
        IF EXISTS (SELECT FROM accounts_user WHERE id = was.author_id AND kind = 'family') THEN
          RAISE EXCEPTION 'their own' USING ERRCODE = '23514', CONSTRAINT = 'entry_of_family_stays_theirs';
        END IF;
        IF was.kind = 'professional_view' AND NEW.created_by_id IS DISTINCT FROM was.author_id THEN
          RAISE EXCEPTION 'a view' USING ERRCODE = '23514', CONSTRAINT = 'entry_view_put_right_by_whose_it_is';
        END IF;
        -- By the request that waits for its answer: of the same conversation, by who said it (casework/actions/corrections.py).
        IF was.kind IN ('said', 'child_view') AND (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (
          SELECT FROM casework_correctionrequest asked
          WHERE asked.record_id = NEW.record_id AND asked.person_id = was.speaker_id AND asked.entry_id IS NOT NULL
            AND asked.answered_on IS NULL) THEN
          RAISE EXCEPTION 'a quote' USING ERRCODE = '23514', CONSTRAINT = 'entry_quote_put_right_by_who_said_it';
        END IF;
        -- Whoever reads the one reads the other, so whose words they are stays; and something else is no correction of this.
        IF to_jsonb(NEW) - '{{id,created_at,created_by_id,updated_at,row_version,position,body,because,added_on,supersedes_id}}'::text[]
           IS DISTINCT FROM
           to_jsonb(was) - '{{id,created_at,created_by_id,updated_at,row_version,position,body,because,added_on,supersedes_id}}'::text[]
           OR (NEW.body, NEW.because) = (was.body, was.because) THEN
          RAISE EXCEPTION 'not its words' USING ERRCODE = '23514', CONSTRAINT = 'entry_put_right_in_its_words';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (a constant)
    sentences={
        "entry_put_right_within_its_record": _("What is put right stands in the same conversation."),
        "entry_of_family_stays_theirs": _("What someone of a family wrote themselves stays in their words."),
        "entry_view_put_right_by_whose_it_is": _("What someone thinks, only they themselves put right."),
        "entry_quote_put_right_by_who_said_it": _("What someone said is put right only when they say so themselves."),
        "entry_put_right_in_its_words": _("To put something right is to write other words for it, and nothing else."),
    },
)
"""Facts are put right by an entry that supersedes; what stood there stays readable beside it (domain.md §8.3, INV-32)."""

PUT_RIGHT_ABOUT_THE_SAME = Rule(
    name="entry_put_right_about_the_same",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__supersedes__isnull=False),
    timing=pgtrigger.Deferred,
    # Whom it is about is written after it, so this is asked when all of it stands.
    func="""
        IF NOT kith_sec.is_about_the_same(NEW.id, NEW.supersedes_id) THEN
          RAISE EXCEPTION 'about others' USING ERRCODE = '23514', CONSTRAINT = 'entry_put_right_about_the_same';
        END IF;
        RETURN NULL;
    """,
    sentences={"entry_put_right_about_the_same": _("What is put right is about the same people: they read both.")},
)

RESPONDS_WITHIN = Rule(
    name="entry_responds_within",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__responds_to__isnull=False),
    func="""
        IF NOT EXISTS (SELECT FROM families_entry WHERE id = NEW.responds_to_id AND record_id = NEW.record_id) THEN
          RAISE EXCEPTION 'elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'entry_responds_within_its_record';
        END IF;
        RETURN NEW;
    """,
    sentences={"entry_responds_within_its_record": _("What is answered stands in the same conversation.")},
)


_OWN_WORDS = """
        -- From here the day runs within which it can be taken back whole: nobody begins it later.
        NEW.created_at := least(NEW.created_at, clock_timestamp());
        IF NEW.taken_back_at IS NOT NULL THEN
          RAISE EXCEPTION 'unwritten' USING ERRCODE = '23514', CONSTRAINT = 'entry_written_before_taken_back';
        END IF;
        -- Who asks in nobody's name is no application of ours: its policies let such a row in no table.
        IF kith_sec.person_or_none() IS NULL THEN RETURN NEW; END IF;
        asks := (kith_sec.asker())[3];
        IF asks = 'family' THEN
          IF NEW.kind <> 'said' OR NEW.author_id IS DISTINCT FROM kith_sec.person() OR NOT EXISTS (
            SELECT FROM families_personaccount WHERE user_id = NEW.author_id AND person_id = NEW.speaker_id) THEN
            RAISE EXCEPTION 'not their words' USING ERRCODE = '23514', CONSTRAINT = 'entry_of_family_in_own_words';
          END IF;
        ELSIF asks <> 'system' AND NEW.author_id IS DISTINCT FROM kith_sec.person() AND EXISTS (
          SELECT FROM accounts_user WHERE id = NEW.author_id AND kind = 'family') THEN
          RAISE EXCEPTION 'in their name' USING ERRCODE = '23514', CONSTRAINT = 'entry_of_family_in_own_words';
        END IF;
        RETURN NEW;
"""

IN_OWN_WORDS = Rule(
    name="entry_in_own_words",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("asks", "text")],
    func=UNLESS_MOVED + _OWN_WORDS,
    sentences={
        "entry_written_before_taken_back": _("It is taken back once it is written."),
        "entry_of_family_in_own_words": _(
            "Someone of a family writes what they say themselves, and nobody writes it for them."
        ),
    },
)
"""What looks as if Dana wrote it, Dana wrote; and what she writes is no view, observation or wish that looks like a worker's (§8.3)."""


def is_unread(record: str, author: str, written: str) -> Func:
    """That nobody but its author has opened the record at `record` since, in the words of the rule that keeps it."""
    return Func(F(record), F(author), F(written), function="kith_sec.is_unread", output_field=models.BooleanField())


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: User) -> EntryQuerySet:
        return self.filter(records_open_to(user, "record__")).told_to(user)

    def still_unread(self, user: User) -> EntryQuerySet:
        """What the user wrote and nobody else has opened yet, within a day: they may put it right (domain.md §12.5)."""
        unread = self.filter(is_unread("record_id", "author_id", "created_at"), author=user, taken_back_at__isnull=True)
        return unread.filter(supersedes__isnull=True)

    def standing(self) -> EntryQuerySet:
        """Without what was put right since."""
        return self.filter(~Exists(Entry.objects.filter(supersedes=OuterRef("pk"))))

    def told_to(self, user: User) -> EntryQuerySet:
        """Of a record that the user may read: a view per reader. Nothing by or about someone who is kept from them; and to a family
        member, what is about no one else, unless the record was opened to them whole (domain.md §8.5). What was taken back is
        nobody's to read; what was hidden later is read by those who work here, for safety's sake (§8.3).
        """
        named = EntryPerson.objects.filter(entry=OuterRef("pk"))
        kept = Exists(named.exclude(people_not_kept_from(user, "person__id")))
        seen = self.filter(_stands_for(user), people_not_kept_from(user, "speaker__id"), ~Q(kept))
        if user.kind != User.Kind.FAMILY:
            return seen
        own = _own_words(named, reads_for(user, "person__id"), reads_for(user, "speaker__id"))
        helped = _words_of_helped(named, user)
        whole = records_opened_whole_to(user, "record__")
        return seen.filter(whole | own | (among("record__id", shared_with_helped(user)) & helped))


def _stands_for(user: User) -> Q:
    stands = Q(taken_back_at__isnull=True)
    if user.kind != User.Kind.STAFF:
        return stands
    return stands | Q(taken_back_at__gt=F("created_at") + TAKE_BACK_WITHIN)


def _words_of_helped(named: models.QuerySet[EntryPerson], user: User) -> Q:
    """Line 10: the own words of those whom the user helps with records of this kind."""

    def words(*scopes: HelperAccess.Scope) -> Q:
        owners = helped_by(user, HelperAccess.Scope.EVERYTHING, *scopes)
        return _own_words(named, among("person__id", owners), among("speaker__id", owners))

    found = words()
    for scope, kinds in HELPED_WITH.items():
        found |= Q(record__kind__in=kinds) & words(scope)
    return found


def _own_words(named: models.QuerySet[EntryPerson], whose: Q, speaker: Q) -> Q:
    """By no one else, and about no one else or also about those for whom one reads."""
    about_them, about_anyone = Exists(named.filter(whose)), Exists(named)
    return (Q(speaker__isnull=True) | speaker) & (Q(about_them) | Q(~about_anyone))


@tracked
class Entry(Protected):
    """One thing that was said, seen, told, thought, hoped or decided: the kinds never mix (domain.md §3.3)."""

    class Kind(models.TextChoices):
        SAID = "said", _("Said")
        CHILD_VIEW = "child_view", _("A child’s view")
        SEEN = "seen", _("Seen")
        REPORTED = "reported", _("Told to us")
        PROFESSIONAL_VIEW = "professional_view", _("My view")
        STRENGTH = "strength", _("Strength")
        WORRY = "worry", _("Worry")
        HOPE = "hope", _("Hope")
        CONTEXT = "context", _("What’s going on around")
        STEP = "step", _("Next step")
        DECISION = "decision", _("Decision")
        NOTE = "note", _("What we talked about")

    class HowTold(models.TextChoices):
        WORDS = "words", _("in words")
        DRAWING = "drawing", _("by drawing")
        PLAY = "play", _("in play")
        BEHAVIOUR = "behaviour", _("by what they did")
        AUDIO = "audio", _("in a recording")
        SIGNING = "signing", _("by signing")
        OTHER = "other", _("another way")

    record = models.ForeignKey(Record, models.PROTECT, related_name="entries", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    body = models.CharField(_("words"), max_length=40_000)
    speaker = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="entries_spoken",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("who said it?"),
    )
    observer = models.ForeignKey(
        Practitioner,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("who saw it?"),
    )
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    because = models.CharField(_("because"), max_length=4_000, blank=True)
    source_name = models.CharField(_("who told us?"), max_length=200, blank=True)
    source_relationship = models.CharField(_("who are they to the family?"), max_length=200, blank=True)
    received_on = models.DateField(_("when did they tell us?"), null=True, blank=True)
    how_told = models.CharField(_("how did they tell it?"), max_length=20, choices=HowTold, blank=True)
    what_they_did = models.CharField(_("what did they do?"), max_length=4_000, blank=True)
    by_when = models.DateField(_("by when?"), null=True, blank=True)
    added_on = models.DateField(_("added on"), null=True, blank=True)
    responds_to = models.ForeignKey("self", models.PROTECT, related_name="responses", null=True, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [of_whom("speaker", "entry_by_speaker")]
        triggers = [STAYS, RESPONDS_WITHIN, IN_OWN_WORDS, PUT_RIGHT, PUT_RIGHT_ABOUT_THE_SAME]
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="entry_place_once"),
            models.CheckConstraint(
                condition=~Q(body__regex=r"^\s*$"),
                name="entry_not_blank",
                violation_error_message=_("Write something, or take the entry out."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["said", "child_view"]) | Q(speaker__isnull=False),
                name="entry_said_needs_speaker",
                violation_error_message=_("Say who said it."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="professional_view") | (Q(author__isnull=False) & ~Q(because__regex=r"^\s*$")),
                name="entry_view_needs_because",
                violation_error_message=_("Say why you think so."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="reported") | ~Q(source_name__regex=r"^\s*$"),
                name="entry_reported_needs_source",
                violation_error_message=_("Say who told you."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="child_view") | ~Q(how_told=""),
                name="entry_child_view_says_how",
                violation_error_message=_("Say how the child told it."),
            ),
            models.CheckConstraint(
                condition=Q(responds_to__isnull=True) | Q(added_on__isnull=False),
                name="entry_responds_later",
                violation_error_message=_("An answer is added to what was written before it."),
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(added_on__isnull=False),
                name="entry_put_right_has_a_day",
                violation_error_message=_("What is put right says since when."),
            ),
            models.UniqueConstraint(
                fields=["supersedes"],
                condition=Q(supersedes__isnull=False),
                name="entry_put_right_once",
                violation_error_message=_("Someone has put this right already: look at what it says now."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"

    @property
    def is_hidden(self) -> bool:
        """Whether its writer asked that nobody of the family reads it any more."""
        return self.taken_back_at is not None


class EntryPersonQuerySet(models.QuerySet["EntryPerson"]):
    def visible_to(self, user: User) -> EntryPersonQuerySet:
        return self.filter(
            entry__in=Entry.objects.visible_to(user).values("pk"),
            person__in=Person.objects.visible_to(user).values("pk"),
        )


@tracked
class EntryPerson(Protected):
    """Whose strength, worry or hope it is, or whom an entry is about."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="people", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    objects = EntryPersonQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="entry_person_once")]

    def __str__(self) -> str:
        return str(self.person)
