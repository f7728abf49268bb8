"""Words that are someone's name: of people and families who are known here, and of who works here. For texts that tell of nobody."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import CharField, F, Func, Q, Value

from accounts.models import Locality, User
from families.models import Agency, Family, Person

CAPITALISED = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]+")
ENDING = re.compile(r"(?:[’']s?|s[’'])$")
DAYS_AND_MONTHS = frozenset(
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
    | {"January", "February", "March", "April", "May", "June"}
    | {"July", "August", "September", "October", "November", "December"}
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
    """Each word with a capital, and without an ending that says whose."""
    found = CAPITALISED.findall(text)
    return [form for word in found for form in {word, ENDING.sub("", word), word.removesuffix("s")}]


def _known(words: set[str], user: User) -> set[str]:
    ours = Q(organisation=user.organisation_id)
    people = Person.objects.filter(ours).annotate(
        called=_first("known_as"), given=_first("given_name"), surname=_last("family_name")
    )
    meant = people.filter(Q(called__in=words) | Q(given__in=words) | Q(surname__in=words))
    found = {name for three in meant.values_list("called", "given", "surname") for name in three}
    families = Family.objects.filter(ours).annotate(surname=_last("name")).filter(surname__in=words)
    found |= set(families.values_list("surname", flat=True))
    staff = User.objects.filter(ours, kind=User.Kind.STAFF).annotate(called=_first("name")).filter(called__in=words)
    return (found | set(staff.values_list("called", flat=True))) & words


def _first(field: str) -> Func:
    """The first word of what someone is called."""
    return Func(F(field), Value(" "), Value(1), function="SPLIT_PART", output_field=CharField())


def _last(field: str) -> Func:
    return Func(F(field), Value(" "), Value(-1), function="SPLIT_PART", output_field=CharField())


def _called(user: User) -> set[str]:
    ours = {"organisation": user.organisation_id}
    names = [
        *Locality.objects.filter(**ours).values_list("name", flat=True),
        *Agency.objects.filter(**ours).values_list("name", flat=True),
    ]
    return {word for name in names for word in name.split()}
