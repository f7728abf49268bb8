"""What must not stand on a card: surname, address, postcode, school, distance, phone, e-mail (domain.md §1.3, step 6)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from families.models import Family, FamilyMembership, Residence
from families.queries.hidden_words import E_MAIL, STREETS

POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b", re.IGNORECASE)
NUMBERS = "half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|few|couple of"
DISTANCE = re.compile(
    rf"\b(\d+([.,]\d+)?|{NUMBERS})\s*-?\s*"
    r"(miles?|mi|km|kilomet(re|er)s?|(minutes?[’']?|streets?|roads?|doors?|houses?)\s+(walk|drive|away|from|down))\b",
    re.IGNORECASE,
)
STREET = rf"(?:{'|'.join(STREETS)})"
HOUSE = re.compile(
    rf"\b\d+[a-z]?,?\s+(?:(?!(?:the|an?|our|on|in|of|and|or|who|years?)\b)[\w’'-]+\s+){{1,3}}{STREET}\b", re.IGNORECASE
)
"""A number and a street, whether or not it is known here as somebody's home."""
ITS_NUMBER = re.compile(rf"^(?:flat \w+,? )?\d+[a-z]?,? (?=.*\b{STREET}$)")
NO_NAME = (
    "The|An?|Our|My|Your|His|Her|Their|This|That|Every|Each|Any|Some|No|New|Old|Big|After|Before|At|In|To|From|Since|When|And|But|With|"
    "High|Secondary|Primary|Middle|Infant|Junior|Nursery|Special|Night|Summer|Home|Drama|Dance|Music|Art|Football|Swimming|Language|"
    "(?:Satur|Sun|Mon|Tues|Wednes|Thurs|Fri)day|\\w+[’']s"
)
SCHOOL = re.compile(
    r"\b[A-Z][\w’'.-]+ +(?:[A-Z][\w’'.-]+ +)*(?:School|Academy|Primary|College|Nursery)\b"
    rf"|\b(?!(?:{NO_NAME}) )[A-Z][\w’'.-]+ +(?:school|academy|primary|college|nursery)\b"
)
"""The second, where only the name itself has a capital: not the word with which a sentence begins."""
ONLINE = re.compile(r"\bhttps?://|\bwww\.|(?:^|\s)@\w", re.IGNORECASE)
PHONE = re.compile(r"(?:\d[\s()-]*){9,}")
SHORTEST_NAME = 3


def refuse_what_finds_them(family: Family, words: Mapping[str, str]) -> dict[str, list[str]]:
    """For each field that says where or who the family is, the sentences that say what to leave out."""
    names, places = _surnames(family), _places(family)
    found = {field: [*_found(text, names, places)] for field, text in words.items()}
    return {field: sentences for field, sentences in found.items() if sentences}


def _found(text: str, names: set[str], places: set[str]) -> Iterator[str]:
    plain = _plain(text)
    for name in sorted(names):
        if re.search(rf"\b{re.escape(name)}(?:s|es|[’']s?)?\b", plain):
            yield _("Leave the surname out: a card has first names at most.")
            break
    if POSTCODE.search(text) or HOUSE.search(text) or any(place in plain for place in places):
        yield _("Leave the address and the postcode out: say roughly where, such as a part of town.")
    if DISTANCE.search(text):
        yield _("Leave out how far it is: say roughly where, such as a part of town.")
    if SCHOOL.search(text):
        yield _("Leave the name of the school out.")
    if any(shape.search(text) for shape in (E_MAIL, PHONE, ONLINE)):
        yield _("Leave out phone numbers, e-mail addresses and where you are online: your coach puts you in touch.")


def _surnames(family: Family) -> set[str]:
    """The surnames of those in the family, and what the family is called unless that is a first name."""
    members = (
        FamilyMembership.objects.current().filter(family=family).values_list("person__family_name", "person__known_as")
    )
    listed = list(members)
    first = {_plain(known_as).split(" ")[0] for _family_name, known_as in listed}
    names = {_plain(family_name) for family_name, _known_as in listed} | ({_plain(family.name)} - first)
    return {name for name in names if len(name) >= SHORTEST_NAME}


def _places(family: Family) -> set[str]:
    """The first lines of the addresses where they live, as they would stand in a text; a street without its number too."""
    lines = (
        Residence.objects.current().filter(person__memberships__family=family).values_list("address__lines", flat=True)
    )
    first = {_plain(address.splitlines()[0]) for address in lines if address.strip()}
    return first | {ITS_NUMBER.sub("", line) for line in first}


def _plain(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return bare.casefold().strip()
