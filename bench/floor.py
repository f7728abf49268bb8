"""The floor: the bare SQL of each task, which returns the finished JSON; prepared, on one connection, past row-level security.

It knows which rows to give: no one is authenticated, nothing is asked of who may see what, and no access is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, LiteralString

import psycopg

_MEMBERS: LiteralString = """
(SELECT coalesce(json_agg(json_build_object('id', m.person_id, 'known_as', p.known_as, 'role', m.role,
                                            'since', lower(m.period)) ORDER BY m.id), '[]')
 FROM families_familymembership m JOIN families_person p ON p.id = m.person_id
 WHERE m.family_id = f.id AND m.period @> current_date)
"""
_LEAD: LiteralString = """
(SELECT json_build_object('id', w.id, 'name', w.name)
 FROM families_involvement i JOIN families_practitioner w ON w.id = i.practitioner_id
 WHERE i.family_id = f.id AND i.role = 'lead_worker' AND i.period @> current_date)
"""
_FAMILY: LiteralString = f"""
'id', f.id, 'name', f.name, 'locality', l.name, 'members', {_MEMBERS}, 'lead_worker', {_LEAD},
'created_at', f.created_at, 'updated_at', f.updated_at, 'row_version', f.row_version
"""

FAMILY_LIST: LiteralString = f"""
SELECT json_build_object('results', json_agg(told))::text FROM (
  SELECT json_build_object({_FAMILY}) AS told
  FROM families_family f LEFT JOIN accounts_locality l ON l.id = f.locality_id
  WHERE f.id = ANY (ARRAY(SELECT i.family_id FROM families_involvement i
                          WHERE i.organisation_id = %(organisation)s AND i.practitioner_id = %(practitioner)s
                            AND i.period @> current_date))
  ORDER BY f.id LIMIT 50) page
"""  # noqa: S608  (of the parts above)

_STATEMENT: LiteralString = (
    "'id', q.id, 'person', q.person_id, 'kind', q.kind, 'statement', q.statement, 'should_say', q.should_say, 'state', q.state,"
    " 'asked_on', q.asked_on, 'due_on', q.due_on, 'answer', q.answer, 'new_words', q.new_words, 'answered_on', q.answered_on,"
    " 'answered_by', u.name"
)

FAMILY_DETAIL: LiteralString = f"""
SELECT json_build_object({_FAMILY}, 'good_to_know', f.good_to_know,
  'story', f.story, 'languages', f.languages, 'pets', f.pets,
  'alongside', (SELECT coalesce(json_agg(json_build_object('id', w.id, 'name', w.name, 'role', i.role,
                                                           'since', lower(i.period)) ORDER BY i.id), '[]')
                FROM families_involvement i JOIN families_practitioner w ON w.id = i.practitioner_id
                WHERE i.family_id = f.id AND i.period @> current_date),
  'conversations', (
    SELECT coalesce(json_agg(told), '[]') FROM (
      SELECT json_build_object('id', c.id, 'happened_at', c.happened_at, 'purpose', c.purpose, 'is_child_seen', c.is_child_seen,
                               'is_child_seen_alone', c.is_child_seen_alone, 'headline', c.headline,
                               'statements', (SELECT coalesce(json_agg(json_build_object({_STATEMENT}) ORDER BY q.id), '[]')
                                              FROM casework_correctionrequest q
                                              LEFT JOIN accounts_user u ON u.id = q.answered_by_id
                                              WHERE q.record_id = r.id AND q.entry_id IS NULL)) AS told
      FROM families_record r JOIN casework_conversation c ON c.record_id = r.id
      WHERE r.family_id = f.id AND NOT EXISTS (
        SELECT FROM families_sharestate s WHERE s.record_id = r.id AND s.state = 'child_only')
      ORDER BY r.happened_on DESC, r.id DESC LIMIT 20) story))::text
FROM families_family f LEFT JOIN accounts_locality l ON l.id = f.locality_id WHERE f.id = %(family)s
"""  # noqa: S608  (of the parts above)

TIMELINE: LiteralString = f"""
SELECT json_build_object('results', coalesce(json_agg(told), '[]'))::text FROM (
  SELECT json_build_object('id', c.id, 'happened_at', c.happened_at, 'purpose', c.purpose, 'is_child_seen', c.is_child_seen,
                           'is_child_seen_alone', c.is_child_seen_alone, 'headline', c.headline, 'family', r.family_id,
                           'statements', (SELECT coalesce(json_agg(json_build_object({_STATEMENT}) ORDER BY q.id), '[]')
                                          FROM casework_correctionrequest q
                                          LEFT JOIN accounts_user u ON u.id = q.answered_by_id
                                          WHERE q.record_id = r.id AND q.entry_id IS NULL)) AS told
  FROM casework_conversation c JOIN families_record r ON r.id = c.record_id
  WHERE c.id > %(after)s AND NOT EXISTS (
    SELECT FROM families_sharestate s WHERE s.record_id = r.id AND s.state IN ('child_only', 'withheld'))
  ORDER BY c.id LIMIT 50) page
"""  # noqa: S608  (of the parts above)

WORD_SEARCH: LiteralString = f"""
WITH said AS MATERIALIZED (
  SELECT record_id FROM casework_writtenwords
  WHERE organisation_id = %(organisation)s AND words @@ public.kith_words_asked(%(words)s) ORDER BY id DESC LIMIT 500)
SELECT json_build_object('results', coalesce(json_agg(told), '[]'))::text FROM (
  SELECT json_build_object('id', c.id, 'happened_at', c.happened_at, 'purpose', c.purpose, 'is_child_seen', c.is_child_seen,
                           'is_child_seen_alone', c.is_child_seen_alone, 'headline', c.headline, 'family', r.family_id,
                           'statements', (SELECT coalesce(json_agg(json_build_object({_STATEMENT}) ORDER BY q.id), '[]')
                                          FROM casework_correctionrequest q
                                          LEFT JOIN accounts_user u ON u.id = q.answered_by_id
                                          WHERE q.record_id = r.id AND q.entry_id IS NULL)) AS told
  FROM casework_conversation c JOIN families_record r ON r.id = c.record_id
  WHERE r.id IN (SELECT record_id FROM said) AND NOT EXISTS (
    SELECT FROM families_sharestate s WHERE s.record_id = r.id AND s.state IN ('child_only', 'withheld'))
  ORDER BY c.id DESC LIMIT 50) page
"""  # noqa: S608  (of the parts above)

_FOUND: LiteralString = """
SELECT json_build_object('results', coalesce(json_agg(told), '[]'))::text FROM (
  SELECT json_build_object('id', p.id, 'known_as', p.known_as, 'date_of_birth', p.date_of_birth,
    'dob_precision', p.dob_precision,
    'families', (SELECT coalesce(json_agg(json_build_object('id', f.id, 'name', f.name) ORDER BY m.id), '[]')
                 FROM families_familymembership m JOIN families_family f ON f.id = m.family_id
                 WHERE m.person_id = p.id AND m.period @> current_date)) AS told
  FROM found JOIN families_person p ON p.id = found.person_id
  WHERE found.grade IS NOT NULL ORDER BY found.grade, p.sort_key, p.id LIMIT 50) page
"""

_GRADED: LiteralString = f"""
found AS (
  SELECT n.person_id, min(public.kith_name_grade(n.search_key, %(key)s)) AS grade
  FROM families_personname n JOIN near ON near.person_id = n.person_id WHERE NOT n.is_restricted GROUP BY n.person_id)
{_FOUND}"""  # noqa: S608  (of the parts above)

# Whose name begins so, and where these are few, who has it behind a hyphen too: as the product has it (`kith_sec.people_named`).
NAME_SEARCH: LiteralString = f"""
WITH begins AS MATERIALIZED (
  SELECT DISTINCT n.person_id FROM families_personname n
  WHERE n.organisation_id = %(organisation)s AND NOT n.is_restricted
    AND (n.search_key LIKE %(key)s || '%%' OR n.search_key LIKE '%% ' || %(key)s || '%%')),
near AS (
  SELECT person_id FROM begins
  UNION SELECT n.person_id FROM families_personname n
  WHERE (SELECT count(*) FROM begins) < 100
    AND n.organisation_id = %(organisation)s AND NOT n.is_restricted AND n.search_key LIKE '%%-' || %(key)s || '%%'),
{_GRADED}"""  # noqa: S608  (of the parts above)

# Where more answer than two hundred, the nearest of them are told.
NAME_SEARCH_COMMON: LiteralString = f"""
WITH near AS MATERIALIZED (
  SELECT n.person_id FROM families_personname n
  WHERE n.organisation_id = %(organisation)s AND NOT n.is_restricted
    AND (n.search_key LIKE %(key)s || '%%' OR n.search_key LIKE '%% ' || %(key)s || '%%')
  GROUP BY n.person_id ORDER BY min(%(key)s <<-> n.search_key), n.person_id LIMIT 200),
{_GRADED}"""  # noqa: S608  (of the parts above)
# Three steps along every kind of tie, for nobody knows beforehand by which of them two people are joined; the words are those
# of a line of parents alone, so that it is still less than the product must say.
KIN_TERM: LiteralString = """
WITH RECURSIVE walk (person, way, path) AS (
  SELECT %(person)s::uuid, ''::text, ARRAY[%(person)s::uuid]
  UNION ALL
  SELECT tie.other, walk.way || tie.step, walk.path || tie.other
  FROM walk CROSS JOIN LATERAL (
    SELECT parent_id AS other, 'p' AS step FROM families_parentage WHERE child_id = walk.person AND confidence <> 'disputed'
    UNION ALL SELECT child_id, 'c' FROM families_parentage WHERE parent_id = walk.person AND confidence <> 'disputed'
    UNION ALL SELECT b_id, 's' FROM families_siblinglink WHERE a_id = walk.person
    UNION ALL SELECT a_id, 's' FROM families_siblinglink WHERE b_id = walk.person
    UNION ALL SELECT b_id, 'm' FROM families_partnership WHERE a_id = walk.person
    UNION ALL SELECT a_id, 'm' FROM families_partnership WHERE b_id = walk.person) tie
  WHERE length(walk.way) < 3 AND NOT tie.other = ANY (walk.path))
SELECT json_build_object('id', %(person)s::uuid, 'other', other.id, 'term',
  CASE parent.gender WHEN 'woman_girl' THEN 'maternal ' WHEN 'man_boy' THEN 'paternal ' ELSE '' END ||
  CASE other.gender WHEN 'woman_girl' THEN 'grandmother' WHEN 'man_boy' THEN 'grandfather' ELSE 'grandparent' END)::text
FROM walk JOIN families_person other ON other.id = walk.person JOIN families_person parent ON parent.id = walk.path[2]
WHERE walk.person = %(other)s AND walk.way = 'pp' LIMIT 1
"""

# The nearest by whichever way, and every tie among those that nobody disputes.
NETWORK: LiteralString = """
WITH RECURSIVE walk (person, hops) AS (
  SELECT %(person)s::uuid, 0
  UNION
  SELECT tie.other, walk.hops + 1
  FROM walk CROSS JOIN LATERAL (
    SELECT parent_id AS other FROM families_parentage WHERE child_id = walk.person AND confidence <> 'disputed'
    UNION ALL SELECT child_id FROM families_parentage WHERE parent_id = walk.person AND confidence <> 'disputed'
    UNION ALL SELECT b_id FROM families_siblinglink WHERE a_id = walk.person AND confidence <> 'disputed'
    UNION ALL SELECT a_id FROM families_siblinglink WHERE b_id = walk.person AND confidence <> 'disputed'
    UNION ALL SELECT b_id FROM families_partnership WHERE a_id = walk.person AND confidence <> 'disputed'
    UNION ALL SELECT a_id FROM families_partnership WHERE b_id = walk.person AND confidence <> 'disputed') tie
  WHERE walk.hops < 3),
near AS MATERIALIZED (SELECT person, min(hops) AS hops FROM walk GROUP BY person),
people AS MATERIALIZED (SELECT array_agg(person) AS ids FROM near),
tie AS (
  SELECT 'parentage' AS kind, parent_id AS one, child_id AS other, basis AS what, period, '' AS end_kind
  FROM families_parentage, people WHERE parent_id = ANY (ids) AND child_id = ANY (ids) AND confidence <> 'disputed'
  UNION ALL SELECT 'partnership', a_id, b_id, kind, period, end_kind
  FROM families_partnership, people WHERE a_id = ANY (ids) AND b_id = ANY (ids) AND confidence <> 'disputed'
  UNION ALL SELECT 'siblings', a_id, b_id, kind, period, ''
  FROM families_siblinglink, people WHERE a_id = ANY (ids) AND b_id = ANY (ids) AND confidence <> 'disputed')
SELECT json_build_object('id', %(person)s::uuid, 'hops', 3, 'detail', '',
  'people', (SELECT json_agg(json_build_object('id', p.id, 'known_as', p.known_as, 'hops', near.hops) ORDER BY near.hops, p.id)
             FROM near JOIN families_person p ON p.id = near.person),
  'ties', (SELECT coalesce(json_agg(json_build_object('kind', kind, 'one', one, 'other', other, 'what', what,
             'is_over', coalesce(upper(period) <= current_date, false) OR end_kind <> '')
             ORDER BY kind, one, other, what, lower(period) NULLS FIRST), '[]') FROM tie))::text
"""

CREATE_CONVERSATION: LiteralString = """
WITH record AS (
  INSERT INTO families_record (id, organisation_id, created_at, created_by_id, updated_at, row_version, kind, family_id,
                               happened_on, author_id)
  VALUES (%(record)s, %(organisation)s, now(), %(user)s, now(), 1, 'conversation', %(family)s, current_date, %(user)s)
  RETURNING id),
conversation AS (
  INSERT INTO casework_conversation (id, organisation_id, created_at, created_by_id, updated_at, row_version, record_id,
    happened_at, place_kind, purpose, headline, language_used, has_interpreter)
  SELECT %(conversation)s, %(organisation)s, now(), %(user)s, now(), 1, id, now(), '', '', %(headline)s, '', false
  FROM record RETURNING *),
subject AS (
  INSERT INTO families_recordsubject (id, organisation_id, created_at, created_by_id, updated_at, row_version, record_id, person_id)
  SELECT said.id, %(organisation)s, now(), %(user)s, now(), 1, record.id, said.person
  FROM record, unnest(%(subjects)s::uuid[], %(people)s::uuid[]) said (id, person) RETURNING id, person_id),
share AS (
  INSERT INTO families_sharestate (id, organisation_id, created_at, created_by_id, updated_at, row_version, record_id, person_id,
                                   state, reason)
  SELECT said.id, %(organisation)s, now(), %(user)s, now(), 1, record.id, said.person, 'shared', ''
  FROM record, unnest(%(shares)s::uuid[], %(people)s::uuid[]) said (id, person)),
presence AS (
  INSERT INTO casework_conversationpresence (id, organisation_id, created_at, created_by_id, updated_at, row_version,
                                             conversation_id, person_id, other_name, how)
  SELECT said.id, %(organisation)s, now(), %(user)s, now(), 1, conversation.id, said.person, '', 'in_person'
  FROM conversation, unnest(%(presences)s::uuid[], %(people)s::uuid[]) said (id, person) RETURNING *),
entry AS (
  INSERT INTO families_entry (id, organisation_id, created_at, created_by_id, updated_at, row_version, record_id, position, kind,
    body, speaker_id, author_id, because, source_name, source_relationship, how_told, what_they_did)
  SELECT said.id, %(organisation)s, now(), %(user)s, now(), 1, record.id, said.position, said.kind, said.body, said.speaker,
    %(user)s, '', '', '', '', ''
  FROM record, unnest(%(entries)s::uuid[], ARRAY[1, 2]::smallint[], %(kinds)s::text[], %(bodies)s::text[], %(speakers)s::uuid[])
    said (id, position, kind, body, speaker) RETURNING *),
whose AS (
  INSERT INTO families_entryperson (id, organisation_id, created_at, created_by_id, updated_at, row_version, entry_id, person_id)
  SELECT %(whose)s, %(organisation)s, now(), %(user)s, now(), 1, id, %(owner)s FROM entry WHERE position = 2
  RETURNING entry_id, person_id)
SELECT json_build_object('id', c.id, 'family', %(family)s::uuid, 'happened_at', c.happened_at, 'headline', c.headline,
  'is_child_seen', c.is_child_seen, 'is_child_seen_alone', c.is_child_seen_alone, 'place_kind', c.place_kind,
  'purpose', c.purpose, 'language_used', c.language_used, 'has_interpreter', c.has_interpreter,
  'written_by', (SELECT name FROM accounts_user WHERE id = %(user)s),
  'people', (SELECT json_agg(json_build_object('id', p.id, 'known_as', p.known_as) ORDER BY s.id)
             FROM subject s JOIN families_person p ON p.id = s.person_id),
  'presences', (SELECT json_agg(json_build_object('person', person_id, 'practitioner', practitioner_id,
                                                  'other_name', other_name, 'how', how) ORDER BY id) FROM presence),
  'entries', (SELECT json_agg(json_build_object('id', e.id, 'kind', e.kind, 'body', e.body, 'because', e.because,
      'received_on', e.received_on, 'how_told', e.how_told, 'what_they_did', e.what_they_did, 'by_when', e.by_when,
      'speaker', e.speaker_id, 'observer', e.observer_id, 'source_name', e.source_name,
      'source_relationship', e.source_relationship,
      'whose', (SELECT coalesce(json_agg(person_id), '[]') FROM whose WHERE entry_id = e.id), 'supersedes', e.supersedes_id,
      'statements', '[]'::json, 'attachments', '[]'::json)
    ORDER BY e.position) FROM entry e),
  'scaling_answers', '[]'::json, 'statements', '[]'::json, 'sign_offs', '[]'::json,
  'created_at', c.created_at, 'updated_at', c.updated_at, 'row_version', c.row_version)::text
FROM conversation c
"""

NOTE_ACCESS: LiteralString = """
INSERT INTO accounts_accessevent (id, organisation_id, at, user_id, role_words, kind, what, families, people, record)
VALUES (gen_random_uuid(), %(organisation)s, now(), %(user)s, 'Social worker', 'api', 'api:family-detail', ARRAY[%(family)s::uuid],
        %(people)s::uuid[], %(family)s)
"""

# As near as cousins, by the least that finds it.
AVAILABLE_CARDS: LiteralString = """
WITH ours AS MATERIALIZED (
  SELECT person_id FROM families_familymembership WHERE family_id = %(family)s AND period @> current_date),
above AS MATERIALIZED (
  SELECT person_id FROM ours
  UNION SELECT near.parent_id FROM ours JOIN families_parentage near ON near.child_id = person_id
  UNION SELECT far.parent_id FROM ours JOIN families_parentage near ON near.child_id = person_id
    JOIN families_parentage far ON far.child_id = near.parent_id),
below AS MATERIALIZED (
  SELECT near.child_id AS person_id FROM above JOIN families_parentage near ON near.parent_id = person_id),
related AS MATERIALIZED (
  SELECT person_id FROM above UNION SELECT person_id FROM below
  UNION SELECT far.child_id FROM below JOIN families_parentage far ON far.parent_id = person_id
  UNION SELECT edge.b_id FROM ours JOIN families_partnership edge ON edge.a_id = person_id
  UNION SELECT edge.a_id FROM ours JOIN families_partnership edge ON edge.b_id = person_id
  UNION SELECT edge.b_id FROM ours JOIN families_siblinglink edge ON edge.a_id = person_id
  UNION SELECT edge.a_id FROM ours JOIN families_siblinglink edge ON edge.b_id = person_id),
apart AS MATERIALIZED (
  SELECT m.family_id FROM related JOIN families_familymembership m USING (person_id) WHERE m.period @> current_date),
cards AS (
  SELECT c.* FROM linkups_familycard c JOIN linkups_sharingprofile p ON p.family_id = c.family_id
  WHERE c.kind = 'sharing' AND c.approved_at IS NOT NULL AND p.status = 'ready' AND p.family_id <> %(family)s
    AND p.family_id NOT IN (SELECT family_id FROM apart)
    AND p.family_id NOT IN (
      SELECT l.sharing_family_id FROM linkups_linkup l JOIN linkups_sharingprofile full_one ON full_one.family_id = l.sharing_family_id
      WHERE l.state IN ('agreeing', 'active', 'paused')
      GROUP BY l.sharing_family_id, full_one.max_linkups HAVING count(*) >= full_one.max_linkups)
  ORDER BY lower(c.headline), c.id LIMIT 24)
SELECT json_build_object('results', coalesce(json_agg(json_build_object('id', id, 'headline', headline, 'our_story', our_story,
  'good_at', good_at, 'tough_times', tough_times, 'fun_facts', fun_facts, 'availability', availability, 'languages', languages,
  'area_label', area_label, 'version', version, 'approved_at', approved_at) ORDER BY lower(headline), id), '[]'), 'next_cursor', null)::text
FROM cards
"""


class Floor:
    """One connection that stays, and statements that are prepared on it."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        connection.execute("SET TimeZone = 'UTC'")
        # As the product's search for words has it: a floor that goes a long way round would flatter it.
        connection.execute("SET random_page_cost = 1.1")
        connection.execute("SET cpu_tuple_cost = 0.1")

    def __call__(self, sql: LiteralString) -> Callable[[Mapping[str, Any]], bytes]:
        """What asks this statement about a row."""

        def ask(said: Mapping[str, Any]) -> bytes:
            row = self.connection.execute(sql, said, prepare=True).fetchone()
            return str(row[0]).encode() if row else b""

        return ask

    def read_noted(self, said: Mapping[str, object], *, noted: bool) -> None:
        """A read in a transaction of its own, with or without its access event."""
        with self.connection.transaction():
            self.connection.execute(FAMILY_DETAIL, said, prepare=True).fetchone()
            if noted:
                self.connection.execute(NOTE_ACCESS, said, prepare=True)
