"""Finding what was said and written, in the words of whoever looks: each reader's own part of it, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.shortcuts import get_object_or_404

from accounts.models import User
from casework.models import Conversation, WrittenWords
from casework.queries.story_lines import Line, Lines
from casework.queries.story_sources import Kind, Told
from casework.queries.story_talks import tell_talks
from database.prepared import Statement
from families.models import Family
from families.paging import page_of

SHOWN = 20
MOST_FOUND = 50
CANDIDATES = 500


def family_to_search(pk: UUID, user: User) -> Family:
    return get_object_or_404(Family.objects.visible_to(user), pk=pk)


def conversations_that_say(text: str, user: User, *, family: Family | None = None, after: str = "") -> Lines:
    """One page of the conversations in which this reader reads all of the words in one entry or in the line, as a story tells them."""
    rows = _that_say(text, user).filter(Q(record__family=family) if family else Q())
    page = page_of(rows.select_related("record"), ("-record__happened_on", "-record_id"), cursor=after, size=SHOWN)
    told = tell_talks([talk.pk for talk in page.rows], user)
    names = {} if family else _family_names(page.rows, user)
    lines = [
        Line(talk.record.happened_on, Kind.TALK, _with_family(told[talk.pk], names.get(talk.record.family_id)))
        for talk in page.rows
        if talk.pk in told
    ]
    return Lines(lines, page.next, page.previous)


def _family_names(talks: Sequence[Conversation], user: User) -> dict[UUID | None, str]:
    families = {talk.record.family_id for talk in talks if talk.record.family_id}
    return dict(Family.objects.visible_to(user).filter(pk__in=families).values_list("pk", "name")) if families else {}


def _with_family(told: Told, name: str | None) -> Told:
    return replace(told, meta=[name, *told.meta]) if name else told


def families_in(lines: Lines) -> set[UUID]:
    """Whose they are."""
    families = (line.told.page.conversation.record.family_id for line in lines.rows)  # type: ignore[attr-defined]
    return {pk for pk in families if pk}


def in_order_of_writing(user: User, words: str) -> Statement:
    """The statement that gives the ids of at most fifty conversations that say so, what was written last first.

    For another system, which sees too many to look through, they are looked for among the last that say so, whoever may read them: one
    after the other, until there are fifty. Where so many of these are kept from it that it can't be told whether more follow, all are
    looked through: a short list would tell that.
    """
    rows = _that_say(words, user)
    whole, its_params = rows.order_by("-pk").values_list("pk")[:MOST_FOUND].query.sql_with_params()
    if user.kind != User.Kind.CLIENT:
        return whole, its_params
    # Without OFFSET 0 it would be joined with who may see what, and the last fifty found last of all.
    one, its_own = rows.filter(pk=RawSQL("talk.id", ())).order_by().values_list("pk").query.sql_with_params()
    statement = f"""
        WITH said (record) AS MATERIALIZED (SELECT kith_sec.records_that_say(%s, {CANDIDATES})),
             talk (id) AS MATERIALIZED (
               SELECT id FROM casework_conversation WHERE record_id = ANY (ARRAY(SELECT record FROM said)) ORDER BY id DESC),
             near (id) AS MATERIALIZED (
               SELECT id FROM talk WHERE EXISTS ({one} OFFSET 0) ORDER BY id DESC LIMIT {MOST_FOUND}),
             enough (enough) AS MATERIALIZED (
               SELECT (SELECT count(*) FROM said) < {CANDIDATES} OR (SELECT count(*) FROM near) = {MOST_FOUND})
        SELECT id FROM near WHERE (SELECT enough FROM enough)
        UNION ALL SELECT id FROM ({whole}) AS found (id) WHERE NOT (SELECT enough FROM enough)"""  # noqa: S608  (our own words)
    return statement, [words, *its_own, *its_params]


def _that_say(text: str, user: User) -> QuerySet[Conversation]:
    saying = WrittenWords.objects.visible_to(user).that_say(text).filter(record=OuterRef("record"))
    return Conversation.objects.visible_to(user).filter(Exists(saying))
