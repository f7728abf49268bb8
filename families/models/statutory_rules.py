"""One direction for each field (domain.md §9.7): what a feed may not write, and what nothing but a feed writes."""

import pgtrigger
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from database.rules import Rule

from .merged import UNLESS_MOVED

TAKE, SETTLE = "take_statutory_people", "settle_statutory"
"""The two acts by which something comes in from a statutory system: it sends it, and someone here settles what it could not say."""
_ACT = "(coalesce(nullif(current_setting('pghistory.context_metadata', true), ''), '{}')::jsonb ->> 'action')"


def fed_as_owned(resource: str, sentence: str | Promise) -> Rule:
    """That a feed writes no field of this resource that is not the statutory system’s by the table of who owns what."""
    name = f"{resource}_fed_as_owned"
    return Rule(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF {_ACT} = '{TAKE}' THEN
              IF EXISTS (
                SELECT FROM jsonb_each(to_jsonb(NEW)) now JOIN jsonb_each(to_jsonb(OLD)) was USING (key)
                WHERE now.value IS DISTINCT FROM was.value AND key NOT IN ('updated_at', 'row_version')
                  AND NOT EXISTS (SELECT FROM families_fieldowner owner
                                  WHERE owner.resource = '{resource}' AND owner.field = key AND owner.owner = 'lcs')) THEN
                RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = '{name}';
              END IF;
            END IF;
            RETURN NEW;
        """,  # noqa: S608  (our own names)
        sentences={name: sentence},
    )


def only_by_the_feed(table: str, sentence: str | Promise) -> Rule:
    """That nothing but a feed, and who settles what it asked, writes into this mirror."""
    name = f"{table}_by_the_feed"
    return Rule(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            {UNLESS_MOVED}
            IF coalesce({_ACT}, '') NOT IN ('{TAKE}', '{SETTLE}') THEN
              RAISE EXCEPTION 'a mirror' USING ERRCODE = '23514', CONSTRAINT = '{name}';
            END IF;
            RETURN NEW;
        """,
        sentences={name: sentence},
    )


PERSON_FED = fed_as_owned("person", _("The council’s system changes nothing that is written of a person here."))
FAMILY_FED = fed_as_owned("family", _("The council’s system changes nothing that a family says of itself."))
RECORD_MIRRORED = only_by_the_feed(
    "statutory_record", _("Only the council’s system says what it knows of someone: change it there.")
)
FACT_MIRRORED = only_by_the_feed(
    "statutory_fact",
    _("A status, or who works there with someone, is changed in the council’s system, and comes from there."),
)
