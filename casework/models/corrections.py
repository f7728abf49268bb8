from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Entry, Person, Record, people_not_kept_from, records_open_to

BLANK = r"^\s*$"


class AMonthAfter(Func):
    """The day a calendar month after another (UK GDPR, Article 12(3))."""

    template = "(%(expressions)s + interval '1 month')::date"
    output_field = models.DateField()


_AS_IT_WAS = """
        IF TG_OP = 'INSERT' THEN
          IF NEW.entry_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM families_entry WHERE id = NEW.entry_id AND record_id = NEW.record_id) THEN
            RAISE EXCEPTION 'elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'correction_of_its_record';
          END IF;
          IF NOT EXISTS (
            SELECT FROM families_personaccount WHERE user_id = NEW.created_by_id AND person_id = NEW.person_id) THEN
            RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'correction_in_their_own_name';
          END IF;
          IF EXISTS (SELECT FROM families_entry WHERE supersedes_id = NEW.entry_id) THEN
            RAISE EXCEPTION 'put right' USING ERRCODE = '23514', CONSTRAINT = 'correction_of_what_stands';
          END IF;
          RETURN NEW;
        END IF;
        IF (NEW.record_id, NEW.entry_id, NEW.person_id, NEW.statement, NEW.should_say, NEW.kind, NEW.asked_on, NEW.due_on)
          IS DISTINCT FROM
          (OLD.record_id, OLD.entry_id, OLD.person_id, OLD.statement, OLD.should_say, OLD.kind, OLD.asked_on, OLD.due_on) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'correction_words_stay';
        END IF;
        IF OLD.state NOT IN ('asked', 'looking') OR (OLD.state, NEW.state) = ('looking', 'asked') THEN
          RAISE EXCEPTION 'answered' USING ERRCODE = '23514', CONSTRAINT = 'correction_answered_once';
        END IF;
        IF NEW.state <> 'corrected' OR NEW.entry_id IS NULL THEN RETURN NEW; END IF;
        IF EXISTS (SELECT FROM families_entry
          WHERE id = NEW.entry_id AND kind IN ('said', 'child_view') AND speaker_id IS DISTINCT FROM NEW.person_id) THEN
          RAISE EXCEPTION 'a quote' USING ERRCODE = '23514', CONSTRAINT = 'correction_of_a_quote_by_who_said_it';
        END IF;
        -- Someone else may have had it put right meanwhile: then the new words supersede those.
        IF NOT EXISTS (
          WITH RECURSIVE later AS (
            SELECT id, body FROM families_entry WHERE supersedes_id = NEW.entry_id
            UNION SELECT entry.id, entry.body FROM families_entry entry JOIN later ON entry.supersedes_id = later.id)
          SELECT FROM later WHERE body = NEW.new_words) THEN
          RAISE EXCEPTION 'no entry' USING ERRCODE = '23514', CONSTRAINT = 'correction_supersedes';
        END IF;
        RETURN NEW;
"""

STAYS = Rule(
    name="correction_as_it_was",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=UNLESS_MOVED + _AS_IT_WAS,
    sentences={
        "correction_of_its_record": _("What is said not to be so stands in this record."),
        "correction_in_their_own_name": _("Only they themselves can say that it was not how it was."),
        "correction_words_stay": _("What they said stays in their words. Answer it, or let them say more."),
        "correction_answered_once": _("It has been answered already."),
        "correction_of_what_stands": _("This has been put right since: look at what it says now."),
        "correction_of_a_quote_by_who_said_it": _("What someone said is put right only when they say so themselves."),
        "correction_supersedes": _("What is put right stands as a new entry, beside what was written."),
    },
)


class CorrectionRequestQuerySet(models.QuerySet["CorrectionRequest"]):
    def visible_to(self, user: User) -> CorrectionRequestQuerySet:
        """To whoever reads what it is about, for the two belong together; but not from someone who is kept from them."""
        told = Entry.objects.visible_to(user).values("pk")
        return self.filter(records_open_to(user, "record__"), Q(entry__isnull=True) | Q(entry__in=told)).not_kept_from(
            user
        )

    def not_kept_from(self, user: User) -> CorrectionRequestQuerySet:
        """Of a record and an entry that the user may read."""
        return self.filter(people_not_kept_from(user, "person__id"))

    def open(self) -> CorrectionRequestQuerySet:
        """Those that wait for an answer."""
        return self.filter(state__in=CorrectionRequest.OPEN)


@tracked
class CorrectionRequest(Protected):
    """“That’s not how it was”: what someone of the family says of a conversation, or of one thing in it, and what was answered.

    Their statement stands beside what it is about from the moment they say it, whatever is answered (domain.md §8.3, §12.6; UK GDPR,
    Article 16). Without an entry it is about the line in which the conversation is told, which `new_words` supersede; those for an entry
    stand as an entry that supersedes it too.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        LOOKING = "looking", _("Being looked into")
        CORRECTED = "corrected", _("Put right")
        STATEMENT_ATTACHED = "statement_attached", _("Both stand side by side")
        NOT_CHANGED = "not_changed", _("Not changed")

    class Kind(models.TextChoices):
        FACT = "fact", _("Something is wrong")
        OPINION = "opinion", _("I see it differently")
        MISSING = "missing", _("Something is missing")
        LANGUAGE = "language", _("It is said in a way that isn’t right")

    OPEN = (State.ASKED, State.LOOKING)

    record = models.ForeignKey(Record, models.PROTECT, related_name="corrections")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="corrections", null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("what is not right?"), max_length=20, choices=Kind, blank=True)
    statement = models.CharField(_("how was it?"), max_length=4_000)
    should_say = models.CharField(_("what should it say instead?"), max_length=4_000, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.ASKED)
    asked_on = models.DateField(_("said on"))
    due_on = models.DateField(_("answered by"))
    answer = models.CharField(_("your answer, and why"), max_length=4_000, blank=True)
    new_words = models.CharField(_("what does it say now?"), max_length=40_000, blank=True)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        triggers = [STAYS]
        constraints = [
            models.CheckConstraint(
                condition=~Q(statement__regex=BLANK),
                name="correction_has_a_statement",
                violation_error_message=_("Say how it was, in your own words."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=AMonthAfter(F("asked_on"))),
                name="correction_due_in_a_month",
                violation_error_message=_("It is answered within a month."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_by__isnull=True, answered_on__isnull=True, answer="")
                | (~Q(state="asked") & Q(answered_by__isnull=False, answered_on__gte=F("asked_on"))),
                name="correction_answer_has_a_name",
                violation_error_message=_("An answer has a name and a day."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "looking"]) | ~Q(answer__regex=BLANK),
                name="correction_answer_says_why",
                violation_error_message=_("Say why: they read your answer."),
            ),
            models.CheckConstraint(
                condition=Q(state="corrected") & ~Q(new_words__regex=BLANK) | ~Q(state="corrected") & Q(new_words=""),
                name="correction_put_right_has_words",
                violation_error_message=_("What is put right has new words, and nothing else has."),
            ),
            models.UniqueConstraint(
                fields=["record", "entry", "created_by"],
                condition=Q(state__in=["asked", "looking"]),
                nulls_distinct=False,
                name="correction_open_once",
                violation_error_message=_("You have said so already, and it waits for an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in self.OPEN
