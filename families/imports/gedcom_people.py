"""The people of a GEDCOM file (INDI): names, sex, birth and death."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from families.imports.gedcom_dates import NoDate, told_date
from families.imports.gedcom_names import LONGEST, further_names, read_name
from families.imports.gedcom_text import Node
from families.imports.losses import Losses
from families.imports.not_a_gedcom import NotAGedcom
from families.imports.told import ToldDate, ToldPerson

MOST_PEOPLE = 5_000
DEATHS = ("DEAT", "BURI", "CREM")
"""Whoever is buried has died, with or without a day of death."""

SEXES = {"M": ("male", "man_boy"), "F": ("female", "woman_girl"), "U": ("unknown", "not_recorded")}


def read_people(records: Iterable[Node], losses: Losses) -> dict[str, ToldPerson]:
    """Everyone by their pointer, in the file's order."""
    people: dict[str, ToldPerson] = {}
    for node in records:
        key = node.xref or f"line {node.line}"
        if key in people:
            sentence = _("%(key)s came before, on line %(line)s; the first is taken, and this one was left out.")
            losses.say("twice", node.line, sentence % {"key": key, "line": people[key].line})
            continue
        people[key] = _person(key, node, losses)
        if len(people) > MOST_PEOPLE:
            raise NotAGedcom(_("It has more than %(most)s people.") % {"most": MOST_PEOPLE})
    _say_what_sex_is_taken_for(people.values(), losses)
    return people


def _person(key: str, node: Node, losses: Losses) -> ToldPerson:
    names = list(node.all("NAME"))
    name = read_name(names[0]) if names else None
    person = ToldPerson(key, node.line, name.whole if name else "")
    if name:
        person.given_name, person.family_name = name.given, name.family
        person.names = further_names(names, person.known_as)
    person.sex, person.gender = _sex(person, node, losses)
    _read_life(person, node, losses)
    return person


def _sex(person: ToldPerson, node: Node, losses: Losses) -> tuple[str, str]:
    """Sex as it stands, and the gender that it is taken for: GEDCOM has no other word, and without one nobody is a mother."""
    said = node.first("SEX")
    if said is None or not said.text:
        return "not_recorded", "not_recorded"
    if said.text.upper()[0] not in SEXES:
        sentence = _(
            "%(name)s: the sex “%(text)s” is not one that Kith can keep. How they describe themselves is asked of them."
        )
        losses.say("sex", said.line, sentence % {"name": label(person), "text": said.text[:20]})
        return "unknown", "not_recorded"
    return SEXES[said.text.upper()[0]]


def _say_what_sex_is_taken_for(people: Iterable[ToldPerson], losses: Losses) -> None:
    told = [person for person in people if person.gender != "not_recorded"]
    if told:
        sentence = _(
            "The file tells the sex of people, not their gender. For %(count)s it was taken as their gender too, so that there are "
            "mothers and uncles; put it right where somebody describes themselves in another way."
        )
        losses.say("gender", told[0].line, sentence % {"count": len(told)})


def _read_life(person: ToldPerson, node: Node, losses: Losses) -> None:
    births, deaths = list(node.all("BIRT")), list(node.all(*DEATHS))
    person.born = _date_of(person, births, _("date of birth"), losses)
    dead = [event for event in deaths if event.text.upper() != "N"]
    person.is_dead = bool(dead)
    person.died = _date_of(person, [event for event in dead if event.tag == "DEAT"], _("date of death"), losses)
    if person.born and person.died and _ends_before(person.born, person.died):
        sentence = _("%(name)s: the death is before the birth, so the date of death was left out.")
        losses.say("death", dead[0].line, sentence % {"name": label(person)})
        person.died = None


def _ends_before(born: ToldDate, died: ToldDate) -> bool:
    """Surely so: within a year that is known only as a year anything can be."""
    exact = {born.precision, died.precision} == {"day"}
    return died.on < born.on if exact else died.on.year < born.on.year


def _date_of(person: ToldPerson, events: list[Node], what: str, losses: Losses) -> ToldDate | None:
    """The first of several: GEDCOM puts first what is thought the best."""
    dates = [date for event in events for date in event.all("DATE") if date.text]
    for further in dates[1:]:
        losses.count(_("further dates of birth and death"), further.line)
    if not dates:
        return None
    try:
        return told_date(dates[0].text)
    except NoDate as why:
        sentence = _("%(name)s: the %(what)s “%(text)s” was left out: %(why)s.")
        words = {"name": label(person), "what": what, "text": dates[0].text[:60], "why": why}
        losses.say(f"date {why}", dates[0].line, sentence % words)
        return None


def label(person: ToldPerson) -> str:
    """How a sentence names somebody."""
    return person.known_as or person.key


def name_the_nameless(people: dict[str, ToldPerson], ties: Iterable[tuple[str, str, str]]) -> None:
    """“Unknown (parent of Amina)”: that the name isn't known, and who it may be. `ties` are (who, as what, whose)."""
    nameless = {key for key, person in people.items() if not person.known_as}
    for who, pattern, whose in ties:
        if who in nameless and not people[who].known_as and whose not in nameless:
            people[who].known_as = (pattern % {"name": people[whose].known_as})[:LONGEST]
    for key in nameless:
        people[key].known_as = people[key].known_as or _("Unknown (line %(line)s)") % {"line": people[key].line}
