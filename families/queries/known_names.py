"""Words that are someone's name: of people and families who are known here, and of who works here. For texts that tell of nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Func, Q, TextField, Value
from django.db.models.functions import Lower

from accounts.models import Locality, User
from families.models import Agency, Family, Person

CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]+")
FIRST, LAST = 1, -1
ENDING = re.compile(r"(?:[’']s?|s[’'])$")
DAYS_AND_MONTHS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"january", "february", "march", "april", "may", "june"}
    | {"july", "august", "september", "october", "november", "december"}
)
"""A May and an April are let through, rather than every text that says when."""


def holds_a_name(texts: Mapping[str, str], user: User) -> str | None:
    """The first field that holds a name of someone who is known here, whether or not its writer knows them.

    A word that is part of what a place or a body is called is none.
    """
    words = {name: set(_words(text)) for name, text in texts.items()}
    every = set().union(*words.values()) - DAYS_AND_MONTHS if words else set()
    if not every:
        return None
    known = _known(every, user) - _called(user)
    return next((name for name, found in words.items() if found & known), None)


def _words(text: str) -> list[str]:
    """Each word with a capital, in small letters, and without an ending that says whose."""
    found = [word.lower() for word in CAPITALISED.findall(text)]
    return [form for word in found for form in {word, ENDING.sub("", word), word.removesuffix("s")}]


def _known(words: set[str], user: User) -> set[str]:
    """Those that someone here is called by: a first word, any given name, the last word of a surname."""
    ours = Q(organisation=user.organisation_id)
    people = Person.objects.filter(ours).annotate(
        called=_nth("known_as", FIRST), given=_each("given_name"), surname=_nth("family_name", LAST)
    )
    meant = people.filter(Q(called__in=words) | Q(given__overlap=[*words]) | Q(surname__in=words))
    found = {
        name
        for called, given, surname in meant.values_list("called", "given", "surname")
        for name in (called, *given, surname)
    }
    families = Family.objects.filter(ours).annotate(surname=_nth("name", LAST)).filter(surname__in=words)
    found |= set(families.values_list("surname", flat=True))
    staff = (
        User.objects.filter(ours, kind=User.Kind.STAFF).annotate(called=_nth("name", FIRST)).filter(called__in=words)
    )
    return (found | set(staff.values_list("called", flat=True))) & words


def _nth(field: str, place: int) -> Func:
    """One word of a field, in small letters."""
    return Func(Lower(field), Value(" "), Value(place), function="SPLIT_PART", output_field=CharField())


def _each(field: str) -> Func:
    """All words of a field, in small letters."""
    return Func(Lower(field), Value(" "), function="STRING_TO_ARRAY", output_field=ArrayField(TextField()))


def _called(user: User) -> set[str]:
    ours = {"organisation": user.organisation_id}
    names = [
        *Locality.objects.filter(**ours).values_list("name", flat=True),
        *Agency.objects.filter(**ours).values_list("name", flat=True),
    ]
    return {word for name in names for word in name.lower().split()}
