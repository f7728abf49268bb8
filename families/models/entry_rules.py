"""What the database holds of an entry: whose words it is, how it is put right, and that it stays (domain.md §8.3, INV-32)."""

from __future__ import annotations

import pgtrigger
from django.utils.translation import gettext_lazy as _

from database.rules import Rule

from .merged import UNLESS_MOVED

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
