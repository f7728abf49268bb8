"""What the database asks of a place's own lists, and how a trigger reads what counts where a family lives (domain.md §1.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pgtrigger
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from database.rules import Rule

OWN = "own_"
"""Before the key of a line that families of a place added; the others are those of the list that counts everywhere."""


class ListKind(TextChoices):
    """What a place may have of its own."""

    LENGTHS = "lengths", _("How long a link-up lasts")
    GOAL_THEMES = "goal_themes", _("What goals are about")
    CARD_SECTIONS = "card_sections", _("What a card says")
    PROMPTS = "prompts", _("What helps to begin a card")
    CHECKIN_QUESTIONS = "checkin_questions", _("What people are asked on the way")
    PLACE_KINDS = "place_kinds", _("Where families meet")


def in_force_sql(kind: ListKind, family: str) -> str:
    """For triggers: the lines of the list that counts where a family lives; NULL where the families there agreed on none."""
    return f"""(
        SELECT own.items FROM families_localitylist own JOIN families_family home ON home.locality_id = own.locality_id
        WHERE home.id = {family} AND own.kind = '{kind.value}' AND own.valid_from IS NOT NULL AND own.valid_until IS NULL)"""  # noqa: S608  (names of ours)


def words_sql(items: str, key: str) -> str:
    """For triggers: the words of one line."""
    return f"(SELECT line->>'words' FROM jsonb_array_elements({items}) line WHERE line->>'key' = {key})"  # noqa: S608  (names of ours)


def array_sql(values: Iterable[str]) -> str:
    """For triggers: these values as an array."""
    return f"ARRAY{[str(value) for value in values]}::text[]"


def held_by_one_choice(kind: ListKind, *, column: str, family: str, usual: Iterable[str], broken: str) -> str:
    """For triggers: `column` is a line of what counts where the family lives, and `column_label` keeps its words of that day.

    Where the place has no list of its own the words are the product's, in the language of whoever reads.
    """
    label = f"NEW.{column}_label"
    return f"""
        DECLARE here jsonb;
        BEGIN
        IF TG_OP = 'UPDATE' AND NEW.{column} = OLD.{column} THEN
          {label} := OLD.{column}_label;
          RETURN NEW;
        END IF;
        {label} := '';
        IF NEW.{column} = '' THEN RETURN NEW; END IF;
        here := {in_force_sql(kind, family)};
        IF here IS NOT NULL THEN
          {label} := coalesce({words_sql("here", f"NEW.{column}")}, '');
        END IF;
        IF (here IS NULL AND NEW.{column} <> ALL ({array_sql(usual)})) OR (here IS NOT NULL AND {label} = '') THEN
          RAISE EXCEPTION 'not of the list' USING ERRCODE = '23514', CONSTRAINT = '{broken}';
        END IF;
        RETURN NEW;
        END;
    """


IS_LEAD = """((kith_sec.asker())[3] = 'system' OR EXISTS (
        SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active
          AND roles && ARRAY['administrator', 'locality_lead']::varchar[]))"""


def partner_sql(who: str = "") -> str:
    """For triggers: that the place has a family partner who signs in; that it is this one."""
    return f"""EXISTS (
        SELECT FROM families_familypartner partner JOIN accounts_user sign_in ON sign_in.id = partner.user_id
        WHERE partner.locality_id = NEW.locality_id AND partner.ended_at IS NULL AND sign_in.is_active {who})"""


IS_PARTNER = partner_sql("AND partner.user_id = kith_sec.person()")


def by_lead(name: str, sentence: str | Promise) -> Rule:
    """That only who adapts places writes this."""
    return Rule(
        name=f"{name}_by_whom",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF current_user <> 'kith_owner' AND NOT {IS_LEAD} THEN
              RAISE EXCEPTION 'not a lead' USING ERRCODE = '23514', CONSTRAINT = '{name}_by_lead';
            END IF;
            RETURN NEW;
        """,
        sentences={f"{name}_by_lead": sentence},
    )


def fits(usual: Mapping[ListKind, Iterable[str]]) -> Rule:
    """That the lines of a list are what such a list can hold. `usual`: the keys that count everywhere."""
    known = {kind: array_sql(keys) for kind, keys in usual.items()}
    allowed = " ".join(f"WHEN '{kind.value}' THEN {keys}" for kind, keys in known.items())
    questions = known[ListKind.CHECKIN_QUESTIONS]
    return Rule(
        name="locality_list_fits",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            DECLARE keys text[];
            BEGIN
            IF jsonb_typeof(NEW.items) <> 'array' THEN
              RAISE EXCEPTION 'no list' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_line_by_line';
            END IF;
            IF jsonb_array_length(NEW.items) NOT BETWEEN (CASE NEW.kind WHEN 'prompts' THEN 0 ELSE 1 END) AND 40 OR EXISTS (
              SELECT FROM jsonb_array_elements(NEW.items) line
              WHERE jsonb_typeof(line->'key') IS DISTINCT FROM 'string' OR jsonb_typeof(line->'words') IS DISTINCT FROM 'string'
                OR line->>'key' !~ '^[a-z0-9_]{{1,40}}$') THEN
              RAISE EXCEPTION 'no list' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_line_by_line';
            END IF;
            keys := (SELECT array_agg(line->>'key') FROM jsonb_array_elements(NEW.items) line);
            IF (SELECT count(DISTINCT one) FROM unnest(keys) one) <> cardinality(keys) THEN
              RAISE EXCEPTION 'twice' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_each_once';
            END IF;
            IF NEW.kind = 'lengths' THEN
              IF EXISTS (SELECT FROM unnest(keys) one WHERE one !~ '^([1-9]|[1-4][0-9]|5[0-2])$') THEN
                RAISE EXCEPTION 'weeks' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_whole_weeks';
              END IF;
              RETURN NEW;
            END IF;
            IF EXISTS (
              SELECT FROM jsonb_array_elements(NEW.items) line WHERE line->>'words' ~ '^\\s*$' OR length(line->>'words') > 200) THEN
              RAISE EXCEPTION 'no words' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_has_words';
            END IF;
            IF EXISTS (
              SELECT FROM unnest(keys) one WHERE one <> ALL (
                CASE NEW.kind {allowed} END)
                AND NOT (NEW.kind IN ('goal_themes', 'place_kinds') AND one ~ '^{OWN}[a-z0-9_]{{1,16}}$')) THEN
              RAISE EXCEPTION 'unknown' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_known_lines';
            END IF;
            IF NEW.kind IN ('goal_themes', 'place_kinds') AND 'other' <> ALL (keys) THEN
              RAISE EXCEPTION 'no other' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_keeps_other';
            END IF;
            IF NEW.kind = 'card_sections' AND 'headline' <> ALL (keys) THEN
              RAISE EXCEPTION 'no first line' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_keeps_headline';
            END IF;
            IF NEW.kind = 'checkin_questions' AND NOT keys @> {questions} THEN
              RAISE EXCEPTION 'a question less' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_asks_all';
            END IF;
            RETURN NEW;
            END;
        """,  # noqa: S608  (constants)
        sentences={
            "locality_list_line_by_line": _("Write at least one line, and 40 at most."),
            "locality_list_each_once": _("A line is there twice. Take one of the two out."),
            "locality_list_whole_weeks": _("Write each length as whole weeks, from 1 to 52."),
            "locality_list_has_words": _("Each line has words of its own, 200 characters at most."),
            "locality_list_known_lines": _(
                "A line that counts everywhere keeps its meaning. Change its words, take it out, or add a line of your own."
            ),
            "locality_list_keeps_other": _("Keep the line for what fits none of the others."),
            "locality_list_keeps_headline": _("A card begins with its one line everywhere. Change its words instead."),
            "locality_list_asks_all": _("Every question is asked everywhere. Change its words instead."),
        },
    )


HELD = Rule(
    name="locality_list_held",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    # A list counts by the yes of a family partner, to the very lines that were proposed; from then on it stays as it is.
    func=f"""
        DECLARE is_lead boolean; is_partner boolean;
        BEGIN
        IF NEW.note_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM families_scopingnote note WHERE note.id = NEW.note_id AND note.locality_id = NEW.locality_id) THEN
          RAISE EXCEPTION 'elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_note_of_the_place';
        END IF;
        IF current_user = 'kith_owner' THEN RETURN NEW; END IF;
        is_lead := {IS_LEAD};
        is_partner := {IS_PARTNER};
        IF TG_OP = 'INSERT' THEN
          IF NOT is_lead THEN
            RAISE EXCEPTION 'not a lead' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_by_lead';
          END IF;
          IF NEW.valid_from IS NOT NULL THEN
            RAISE EXCEPTION 'no yes' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_takes_a_yes';
          END IF;
          RETURN NEW;
        END IF;
        IF OLD.valid_from IS NOT NULL OR OLD.withdrawn_at IS NOT NULL THEN
          IF to_jsonb(NEW) - '{{valid_until,row_version,updated_at}}'::text[]
              IS DISTINCT FROM to_jsonb(OLD) - '{{valid_until,row_version,updated_at}}'::text[]
            OR (OLD.valid_until IS NOT NULL AND NEW.valid_until IS DISTINCT FROM OLD.valid_until) THEN
            RAISE EXCEPTION 'in force' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_stays';
          END IF;
          RETURN NEW;
        END IF;
        IF (NEW.locality_id, NEW.kind) IS DISTINCT FROM (OLD.locality_id, OLD.kind) THEN
          RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_stays';
        END IF;
        IF NOT is_lead AND (NOT is_partner
          OR (NEW.items, NEW.note_id, NEW.withdrawn_at) IS DISTINCT FROM (OLD.items, OLD.note_id, OLD.withdrawn_at)) THEN
          RAISE EXCEPTION 'not a lead' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_by_lead';
        END IF;
        IF NEW.valid_from IS NULL THEN RETURN NEW; END IF;
        IF OLD.proposed_at IS NULL OR (NEW.items, NEW.note_id) IS DISTINCT FROM (OLD.items, OLD.note_id) THEN
          RAISE EXCEPTION 'no yes' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_takes_a_yes';
        END IF;
        IF NEW.agreed_by_id IS NOT NULL AND (NEW.agreed_by_id IS DISTINCT FROM kith_sec.person() OR NOT is_partner) THEN
          RAISE EXCEPTION 'not a partner' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_agreed_by_partner';
        END IF;
        IF NEW.agreed_by_id IS NULL AND {partner_sql()} THEN
          RAISE EXCEPTION 'a partner is there' USING ERRCODE = '23514', CONSTRAINT = 'locality_list_asks_its_partner';
        END IF;
        RETURN NEW;
        END;
    """,  # noqa: S608  (constants)
    sentences={
        "locality_list_note_of_the_place": _("What families of another place said led to nothing here."),
        "locality_list_by_lead": _("Only an administrator or a locality lead proposes what is different in a place."),
        "locality_list_takes_a_yes": _("A family partner says yes first, to just what was proposed."),
        "locality_list_stays": _("What families agreed on stays as it was. Propose a new version."),
        "locality_list_agreed_by_partner": _("Only a family partner of this place says yes to it, by themselves."),
        "locality_list_asks_its_partner": _("This place has a family partner who signs in: the yes is theirs."),
    },
)
