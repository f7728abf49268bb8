"""A family-chart drawing (JSON: `id`, `data`, `rels` of each person) as what it says of people and of what joins them.

It has one mother and one father for each and a list of spouses. On what basis someone is a parent, and whether spouses are or were married,
it doesn't say.
"""

import json
from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import IO

from django.utils.translation import gettext as _

from families.imports.gedcom_dates import MONTHS, NoDate, told_date
from families.imports.gedcom_parents import without_loops
from families.imports.gedcom_people import MOST_PEOPLE, label, name_the_nameless
from families.imports.losses import Losses
from families.imports.told import NotReadable, Told, ToldDate, ToldParentage, ToldPartnership, ToldPerson

MOST_BYTES = 5_000_000
LONGEST = 200
PARENTS = ("father", "mother")
READ = frozenset({"first name", "last name", "birthday", "gender"})
GENDERS = {"M": ("male", "man_boy"), "F": ("female", "woman_girl")}
ISO_DATE = pattern(r"(\d{4})-(\d{2})-(\d{2})")
Entry = dict[str, object]


class NotAChart(NotReadable):
    """The file is not a family-chart drawing; says why."""


def read(stream: IO[bytes]) -> Told:
    """All that the drawing says; `line` is the place in its list, from 1, as JSON has no lines that matter."""
    losses = Losses()
    entries = _entries(stream)
    people: dict[str, ToldPerson] = {}
    for place, entry in enumerate(entries, start=1):
        key = _text(str(entry["id"]))
        if key in people:
            losses.say("twice", place, _("“%(key)s” came before; the first is taken.") % {"key": key[:40]})
            continue
        people[key] = _person(key, place, _part(entry, "data"), losses)
    told = Told(people=list(people.values()))
    told.parentages = without_loops(list(_parentages(entries, people, losses)), people, losses)
    told.partnerships = list(_partnerships(entries, people, losses))
    _say_what_was_assumed(told, losses)
    ties = ((tie.parent, _("Unknown (parent of %(name)s)"), tie.child) for tie in told.parentages)
    name_the_nameless(people, ties)
    told.lost = losses.told()
    return told


def _entries(stream: IO[bytes]) -> list[Entry]:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise NotAChart(_("It is larger than %(most)s megabytes.") % {"most": MOST_BYTES // 1_000_000})
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotAChart(_("It is not JSON that can be read.")) from error
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) and "id" in one for one in found):
        raise NotAChart(_("It is not a list of people as family-chart writes one."))
    if len(found) > MOST_PEOPLE:
        raise NotAChart(_("It has more than %(most)s people.") % {"most": MOST_PEOPLE})
    return found


def _part(entry: Entry, name: str) -> Mapping[str, object]:
    part = entry.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: object) -> str:
    """As the database can keep it: no line breaks, nothing unprintable, not too long."""
    plain = "".join(letter if letter.isprintable() else " " for letter in value) if isinstance(value, str) else ""
    return " ".join(plain.split())[:LONGEST].strip()


def _person(key: str, place: int, data: Mapping[str, object], losses: Losses) -> ToldPerson:
    given, family = _text(data.get("first name")), _text(data.get("last name"))
    person = ToldPerson(key, place, f"{given} {family}".strip()[:LONGEST], given, family)
    person.sex, person.gender = GENDERS.get(_text(data.get("gender")).upper(), ("not_recorded", "not_recorded"))
    person.born = _birthday(person, _text(data.get("birthday")), losses)
    for name, value in data.items():
        if name not in READ and value:
            losses.count(_("entries “%(name)s”") % {"name": _text(name)[:40]}, place)
    return person


def _birthday(person: ToldPerson, text: str, losses: Losses) -> ToldDate | None:
    try:
        return told_date(_as_gedcom(text)) if text else None
    except NoDate as why:
        words = {"name": label(person), "text": text[:60], "why": why}
        losses.say(f"date {why}", person.line, _("%(name)s: the birthday “%(text)s” was left out: %(why)s.") % words)
        return None


def _as_gedcom(text: str) -> str:
    """The year alone, or a day as 1970-01-31."""
    found = ISO_DATE.fullmatch(text)
    month = int(found[2]) if found else 0
    return f"{found[3]} {MONTHS[month - 1]} {found[1]}" if found and 1 <= month <= len(MONTHS) else text


def _parentages(entries: list[Entry], people: Mapping[str, ToldPerson], losses: Losses) -> Iterator[ToldParentage]:
    """From either side: a child names its parents, a parent its children. Two parents at most."""
    parents: dict[str, list[str]] = {}
    for parent, child, place in _said_ties(entries):
        if parent not in people or child not in people:
            losses.say("nowhere", place, _("A tie leads to someone who is not in the file."))
            continue
        known = parents.setdefault(child, [])
        words = {"parent": label(people[parent]), "child": label(people[child])}
        if parent == child:
            losses.say("self", place, _("%(child)s would be their own parent; that was left out.") % words)
        elif parent not in known and len(known) == len(PARENTS):
            sentence = _("%(child)s has two parents already, so %(parent)s was left out as one.")
            losses.say("third", place, sentence % words)
        elif parent not in known:
            known.append(parent)
            yield ToldParentage(parent, child, "birth", place)


def _said_ties(entries: list[Entry]) -> Iterator[tuple[str, str, int]]:
    for place, entry in enumerate(entries, start=1):
        for role in PARENTS:
            if parent := _part(entry, "rels").get(role):
                yield _text(str(parent)), _text(str(entry["id"])), place
    for place, entry in enumerate(entries, start=1):
        for child in _list(entry, "children"):
            yield _text(str(entry["id"])), child, place


def _partnerships(entries: list[Entry], people: Mapping[str, ToldPerson], losses: Losses) -> Iterator[ToldPartnership]:
    seen: set[frozenset[str]] = set()
    for place, entry in enumerate(entries, start=1):
        one = _text(str(entry["id"]))
        for other in _list(entry, "spouses"):
            pair = frozenset((one, other))
            if other not in people:
                losses.say("nowhere", place, _("A tie leads to someone who is not in the file."))
            elif len(pair) == 2 and pair not in seen:
                seen.add(pair)
                yield ToldPartnership(one, other, "married", place)


def _list(entry: Entry, name: str) -> list[str]:
    found = _part(entry, "rels").get(name)
    return [_text(str(one)) for one in found] if isinstance(found, list) else []


def _say_what_was_assumed(told: Told, losses: Losses) -> None:
    if told.parentages:
        sentence = _(
            "The drawing does not say on what basis someone is a parent: all %(count)s ties are taken as by birth. "
            "Put right who is adopted, fostered or a step-child."
        )
        losses.say("basis", told.parentages[0].line, sentence % {"count": len(told.parentages)})
    if told.partnerships:
        sentence = _(
            "The drawing has spouses and nothing of how they are together: all %(count)s couples are taken as married."
        )
        losses.say("couples", told.partnerships[0].line, sentence % {"count": len(told.partnerships)})
    if any(person.gender != "not_recorded" for person in told.people):
        sentence = _(
            "The gender was taken as it stands; put it right where somebody describes themselves in another way."
        )
        losses.say("gender", told.people[0].line, sentence)
