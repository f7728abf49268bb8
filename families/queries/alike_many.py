"""Who of many may be someone who is written down already: what `alike` asks of one, asked of a part of a file in one statement.

Whether two names are alike is a word by word comparison that takes some 0.3 ms, and a worker may see the names of several hundred
people. So what could be alike is found first, by words: each word that stands in the file is compared once with each that is written
down. Only pairs of names that share such a word, or most of their letters, are asked whether they are alike.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from django.db.models import BooleanField, Case, IntegerField, Value, When

from accounts import prepared
from accounts.models import User
from database.prepared import Said, Statement
from families.made_up_names import MADE_UP
from families.models import PersonName, Precision, door
from families.queries.alike import (
    A_YEAR,
    ABOUT_A_YEAR,
    BORN_COUNTS,
    MOST_ALIKE,
    ONE_LETTER,
    Told,
    babies_since,
    ids_of_people_alike,
)

TO_THE_DAY = Case(
    When(person__dob_precision=Precision.DAY, person__date_of_birth__isnull=False, then=Value(value=True)),
    default=Value(value=False),
    output_field=BooleanField(),
)
GIVE = Case(
    When(person__dob_precision=Precision.ABOUT, then=Value(ABOUT_A_YEAR)),
    default=Value(A_YEAR),
    output_field=IntegerField(),
)
"""By how much the year may be another."""


def ids_of_many_alike(user: User, told: Sequence[Told]) -> list[list[UUID]]:
    """For each, at most five people whom the user may see and who may be this one, the likeliest first. One query.

    Of those who see more people than can be compared, each is asked for by itself.
    """
    if door.does_intake(user) or user.kind != User.Kind.STAFF:
        return [ids_of_people_alike(user, one) for one in told]
    found: list[list[UUID]] = [[] for _one in told]
    said = [
        {
            "place": place,
            "name": name,
            "born": one.born and one.born.isoformat(),
            "year": one.year,
            "give": one.give,
            "apart": one.apart,
            "is_a_baby": one.is_a_baby,
        }
        for place, one in enumerate(told)
        for name in one.names
    ]
    for place, person in prepared.rows(_alike, user, told=Said(json.dumps(said))):
        found[place].append(person)
    return found


# A pair of words is kept when `kith_name_grade` or `kith_sounds_like` could find it either way round.
_ALIKE = """\
WITH said AS MATERIALIZED (
  SELECT place, born, year, give, apart, is_a_baby, public.kith_search_key(name) AS said
  FROM json_to_recordset({told}::json) AS told (place int, name text, born date, year int, give int, apart int, is_a_baby boolean)),
known (person, name, born, due, is_to_the_day, give, sort_key) AS MATERIALIZED ({names}),
said_words AS MATERIALIZED (
  SELECT said, word, ARRAY[public.dmetaphone(word), public.dmetaphone_alt(word)] AS sounds
  FROM (SELECT DISTINCT said FROM said) each_one, unnest(public.kith_name_words(said)) word),
known_words AS MATERIALIZED (
  SELECT name, word, ARRAY[public.dmetaphone(word), public.dmetaphone_alt(word)] AS sounds
  FROM (SELECT DISTINCT name FROM known) each_one, unnest(public.kith_name_words(name)) word),
words AS MATERIALIZED (
  SELECT one.word AS one, other.word AS other
  FROM (SELECT DISTINCT word, sounds FROM said_words) one, (SELECT DISTINCT word, sounds FROM known_words) other
  WHERE starts_with(one.word, other.word) OR starts_with(other.word, one.word)
    OR (one.sounds && other.sounds AND one.sounds <> ARRAY['', ''])
    OR (length(one.word) <= 61 AND abs(length(one.word) - length(other.word)) <= 1
      AND public.levenshtein_less_equal(one.word, other.word, 1) <= 1)),
pairs AS MATERIALIZED (
  SELECT said_words.said, known_words.name FROM words
    JOIN said_words ON said_words.word = words.one JOIN known_words ON known_words.word = words.other
  UNION SELECT one.said, other.name FROM (SELECT DISTINCT said FROM said) one, (SELECT DISTINCT name FROM known) other
  WHERE public.similarity(one.said, other.name) >= 0.5),
graded AS MATERIALIZED (
  SELECT said, name, public.kith_names_alike(said, name) AS grade, public.kith_names_touch(said, name) AS touches FROM pairs),
found AS (
  SELECT said.place, known.person, known.sort_key, min(graded.grade) AS grade, bool_or(graded.touches) AS is_like,
    bool_or(coalesce(known.is_to_the_day AND known.born = said.born, false)) AS is_same_day,
    bool_or(coalesce(known.is_to_the_day AND known.born <> said.born
      OR abs(date_part('year', known.born) - said.year) > greatest(known.give, said.give)
      OR known.born IS NULL AND abs(date_part('year', known.due) - said.year) > said.give, false)) AS is_elsewhen,
    bool_or(coalesce((said.is_a_baby OR date_part('year', coalesce(known.born, known.due)) >= {babies_since})
      AND abs(date_part('year', coalesce(known.born, known.due)) - said.year) > said.apart, false)) AS is_of_another_age
  FROM said JOIN graded ON graded.said = said.said JOIN known ON known.name = graded.name
  GROUP BY said.place, known.person, known.sort_key),
ranked AS (
  SELECT place, person, row_number() OVER (PARTITION BY place ORDER BY coalesce(grade, {born_counts} - 1)
    + CASE WHEN is_same_day THEN -{born_counts} WHEN is_elsewhen THEN {born_counts} ELSE 0 END, sort_key, person) AS rank
  FROM found WHERE NOT is_of_another_age
    AND (grade <= {one_letter} OR (grade IS NOT NULL AND NOT is_elsewhen) OR (is_like AND is_same_day)))
SELECT place, person FROM ranked WHERE rank <= {most} ORDER BY place, rank
"""


def _alike(user: User, told: Said) -> Statement:
    names = PersonName.objects.visible_to(user).annotate(is_to_the_day=TO_THE_DAY, give=GIVE)
    names = names.exclude(text__regex=MADE_UP)
    columns = (
        "person",
        "search_key",
        "person__date_of_birth",
        "person__expected_date",
        "is_to_the_day",
        "give",
        "person__sort_key",
    )
    sql, params = names.values_list(*columns).query.sql_with_params()
    numbers = {"born_counts": BORN_COUNTS, "one_letter": ONE_LETTER, "most": MOST_ALIKE, "babies_since": babies_since()}
    return _ALIKE.format(told="%s", names=sql, **numbers), (told, *params)
