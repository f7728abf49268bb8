"""A fact as people say it of a day that has gone by: “Lived at 14 Ash Road, Larkfield.”"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from families.models import (
    ContactPoint,
    ExternalIdentifier,
    FamilyMembership,
    MultipleBirth,
    Nudge,
    Parentage,
    ParentalResponsibility,
    Partnership,
    PersonName,
    PregnancyLoss,
    Residence,
    SiblingLink,
    UnknownSiblings,
)

Pattern = str | Promise

OF_A_PERSON: Mapping[str, Pattern] = {
    "known_as": _("Was called %(known_as)s."),
    "pronouns": _("Went by %(pronouns)s."),
    "date_of_birth": _("Born %(date_of_birth)s."),
    "date_of_death": _("Died %(date_of_death)s."),
    "languages": _("Spoke %(languages)s."),
    "interpreter_language": _("Needed an interpreter in %(interpreter_language)s."),
    "home_locality": _("Lived in %(home_locality)s."),
    "about_me": _("Said of themselves: “%(about_me)s”"),
}
"""One sentence for each field that has one; the others are told with their label."""

Two = tuple[tuple[str, Pattern], tuple[str, Pattern]]
OF_ONE: Mapping[Any, Pattern] = {
    PersonName: _("Was called %(text)s: %(kind)s."),
    FamilyMembership: _("In the family %(family)s: %(role)s."),
    ContactPoint: _("Was reached by %(kind)s: %(value)s."),
    ExternalIdentifier: _("Had a number elsewhere: %(value)s (%(scheme)s)."),
    UnknownSiblings: _("Had brothers or sisters, not known who."),
    PregnancyLoss: _("A pregnancy was lost or ended: %(kind)s."),
}
OF_TWO: Mapping[Any, Two] = {
    Parentage: (
        ("child", _("%(parent)s was a parent or carer: %(basis)s.")),
        ("parent", _("%(child)s was their child: %(basis)s.")),
    ),
    Partnership: (("a", _("With %(b)s: %(kind)s.")), ("b", _("With %(a)s: %(kind)s."))),
    SiblingLink: (
        ("a", _("%(b)s was a brother or sister: %(kind)s.")),
        ("b", _("%(a)s was a brother or sister: %(kind)s.")),
    ),
    MultipleBirth: (
        ("a", _("Born together with %(b)s; identical: %(identical)s.")),
        ("b", _("Born together with %(a)s; identical: %(identical)s.")),
    ),
    ParentalResponsibility: (
        ("child", _("%(holder)s held parental responsibility: %(basis)s, %(status)s.")),
        ("holder", _("Held parental responsibility for %(child)s: %(basis)s, %(status)s.")),
    ),
    Nudge: (
        ("left", _("In the family tree, stood left of %(right)s.")),
        ("right", _("In the family tree, stood right of %(left)s.")),
    ),
}
"""What is said of whom the first or the second column names: a tie is told from where one stands."""
BY_A_COUNCIL = _("%(agency)s shared parental responsibility: %(basis)s, %(status)s.")
HOMES: Mapping[str, Pattern] = {
    Residence.Kind.LIVES_HERE: _("Lived at %(address)s."),
    Residence.Kind.STAYS_HERE: _("Stayed some of the time at %(address)s."),
    Residence.Kind.TEMPORARY: _("Lived for a while at %(address)s."),
    Residence.Kind.FOSTER: _("Lived with foster carers at %(address)s."),
    Residence.Kind.KINSHIP: _("Lived with relatives or friends at %(address)s."),
}
NAMED = re.compile(r"%\((\w+)\)s")


def sentence_of(model: Any, event: Any, person: UUID, words: Callable[[str], str]) -> tuple[str, set[str]]:
    """The sentence, and the columns that it has told; empty where a fact has none. `words`: what stands in a column."""
    pattern, own = _pattern_of(model, event, person)
    fields = set(NAMED.findall(pattern))
    told = {name: words(name) if name in OWN_LETTERS else _small(words(name)) for name in fields}
    return pattern % told, fields | own


OWN_LETTERS = {
    "text",
    "value",
    "address",
    "family",
    "parent",
    "child",
    "holder",
    "agency",
    "a",
    "b",
    "left",
    "right",
    "scheme",
}
"""What keeps its capital letter within a sentence: names."""


def _small(words: str) -> str:
    """A choice within a sentence."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] == " " else words


def _pattern_of(model: Any, event: Any, person: UUID) -> tuple[str, set[str]]:
    if model is ParentalResponsibility and event.agency_id:
        return str(BY_A_COUNCIL), {"child", "holder"}
    if model in OF_TWO:
        (first, said), (second, otherwise) = OF_TWO[model]
        is_first = getattr(event, f"{first}_id") == person
        return (str(said), {first}) if is_first else (str(otherwise), {second})
    if model is PersonName and event.kind == PersonName.Kind.KNOWN_AS:
        return str(_("Known as %(text)s.")), {"kind"}
    if model is Residence:
        return str(HOMES.get(event.kind, _("Lived at %(address)s: %(kind)s."))), {"kind"}
    return str(OF_ONE.get(model, "")), set()


def sentence_of_a_field(name: str, label: str, words: str) -> str:
    """One field of the person themselves."""
    pattern = OF_A_PERSON.get(name)
    return str(pattern) % {name: words} if pattern else f"{label.rstrip('?')}: {words}"
