"""The words that a table may use for what Kith chooses from a list. What is not here is asked back, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from families.models import FamilyMembership, Parentage, Partnership, Person

Gender, Role = Person.Gender, FamilyMembership.Role
Basis, Kind = Parentage.Basis, Partnership.Kind

SPELLINGS: Mapping[type[TextChoices], Mapping[TextChoices, str]] = {
    Gender: {
        Gender.WOMAN_GIRL: "f|female|woman|girl|b) female",
        Gender.MAN_BOY: "m|male|man|boy|a) male",
        Gender.NON_BINARY: "nonbinary|enby",
        Gender.NOT_RECORDED: "u|unknown|not known|not stated|not stated/recorded|c) not stated/recorded",
    },
    Role: {
        Role.CHILD: "young person|son|daughter",
        Role.PARENT_CARER: "parent|carer|mother|father|mum|dad|parent/carer",
        Role.OTHER_ADULT: "other adult|adult",
        Role.RELATIVE: "grandparent|grandmother|grandfather|aunt|uncle|cousin",
        Role.CHOSEN_FAMILY: "friend",
    },
    Basis: {
        Basis.BIRTH: "birth|biological|birth parent",
        Basis.ADOPTIVE: "adoption|adopted|adoptive parent",
        Basis.FOSTER: "fostered|fostering",
        Basis.GUARDIAN: "sgo|guardian|special guardianship",
        Basis.KINSHIP_CARER: "kinship|kin carer|connected person",
    },
    Kind: {
        Kind.MARRIED: "marriage|husband|wife|spouse",
        Kind.CIVIL: "civil partner|civil partnership",
        Kind.COHABITING: "cohabit|lives together|live together",
        Kind.RELATIONSHIP: "relationship|in a relationship",
    },
}


class NotAWord(ValueError):
    """Says which words there are, in a sentence for people."""


def meaning(text: str, choices: type[TextChoices]) -> str:
    """The choice that a word stands for; empty for nothing."""
    said = _plain(text)
    if not said:
        return ""
    for choice in choices:
        if said in {_plain(word) for word in (choice.value, str(choice.label), *_others(choice, choices))}:
            return str(choice.value)
    known = ", ".join(f"“{choice.label}”" for choice in choices if choice in SPELLINGS[choices])
    raise NotAWord(_("“%(text)s” is none of the words for it: %(known)s.") % {"text": text[:60], "known": known})


def _others(choice: Any, choices: type[TextChoices]) -> list[str]:
    spelled = SPELLINGS[choices].get(choice, "")
    return spelled.split("|") if spelled else []


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("_", " ").replace("-", " ").split())
