"""What was written down about a person by the evening of a day, told as people tell it, and where it is otherwise today.

Only what the history may show (`history.py`), then and now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from families.dates import known_date
from families.models import Person
from families.queries.history import Named, State, label_of, names_of, people_in, shown_fields, states_of, words_in
from families.queries.sentences import sentence_of, sentence_of_a_field

UNSAID = {"gender", "sex", "visibility"}
PRECISIONS = {"date_of_birth": "dob_precision", "date_of_death": "death_precision", "happened_on": "precision"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence, what else is known of it, and what differs today; `kind` is what it is about."""

    kind: str
    sentence: str
    more: str = ""
    today: str = ""


@dataclass(frozen=True, slots=True)
class AsItWas:
    """The facts about a person as they were written down on the evening of a day, of those that held on it."""

    person: Person
    on: date | None
    facts: Sequence[Fact] = ()
    named: frozenset[UUID] | set[UUID] = frozenset()


def as_it_was(pk: UUID, user: User, on: date | None) -> AsItWas:
    """What was known on the evening of a day, of what held on that day."""
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    if on is None:
        return AsItWas(person, None)
    evening = timezone.make_aware(datetime.combine(on + timedelta(days=1), time.min))
    then: dict[tuple[Any, UUID], State] = {}
    now: dict[tuple[Any, UUID], State] = {}
    for state in states_of(person, user):
        key = state.model, state.event.pgh_obj_id
        now[key] = state
        if state.event.pgh_created_at < evening:
            then[key] = state
    held = {key: state for key, state in then.items() if state.is_shown and _holds(state.event, on)}
    names = names_of([*held.values(), *(now[key] for key in held if now[key].is_shown)], user)
    facts = [fact for key, state in held.items() for fact in _told(state, now[key], person, names)]
    return AsItWas(person, on, facts, people_in(names))


def _holds(event: Any, day: date) -> bool:
    if event.pgh_label == "delete" or getattr(event, "mistaken_on", None):
        return False
    lasted = getattr(event, "period", None)
    return lasted is None or day in lasted


def _told(then: State, now: State, person: Person, names: Named) -> list[Fact]:
    """The sentences of one fact: of the person themselves one for each field, of anything else one."""
    if then.model is Person:
        return [
            Fact(then.kind, _of_field(then, name, names), today=_other_field(then, now, name, names))
            for name in _said(then, names)
        ]
    sentence, told = sentence_of(then.model, then.event, person.pk, partial(_words, then, names))
    rest = [_labelled(then, name, names) for name in _said(then, names) if name not in told]
    lines = [sentence, *rest] if sentence else rest
    return [Fact(then.kind, lines[0], " · ".join(lines[1:]), _other_fact(then, now, person, names))] if lines else []


def _other_field(then: State, now: State, name: str, names: Named) -> str:
    """What stands in a field of the person today, where it is something else."""
    words = _words(now, names, name) if now.is_shown else ""
    if not now.is_shown or words == _words(then, names, name):
        return ""
    return _("today: %(words)s") % {"words": words} if words else _("not any more")


def _other_fact(then: State, now: State, person: Person, names: Named) -> str:
    """That a fact is no more, or what differs today; nothing of what may not be shown."""
    if not now.is_shown:
        return ""
    if not _holds(now.event, clock.today()):
        return _("not any more")
    changed = [name for name in _fields(then) if _words(then, names, name) != _words(now, names, name)]
    if not changed:
        return ""
    sentence, told = sentence_of(now.model, now.event, person.pk, partial(_words, now, names))
    rest = [_labelled(now, name, names) for name in changed if name not in told]
    lines = [sentence, *rest] if told & {*changed} else rest
    return _("today: %(words)s") % {"words": " · ".join(lines)}


def _fields(state: State) -> list[str]:
    return [field.name for field in shown_fields(state.model)]


def _said(state: State, names: Named) -> list[str]:
    """The fields that say something: not what is empty, a no, or what stands there until someone says otherwise."""
    return [
        name
        for name in _fields(state)
        if _words(state, names, name)
        and _value(state, name) is not False
        and not (name in UNSAID and _value(state, name) == state.model._meta.get_field(name).default)
    ]


def _value(state: State, name: str) -> Any:
    """As it is stored: whom a column points to is not looked up."""
    return getattr(state.event, state.model._meta.get_field(name).attname)


def _of_field(state: State, name: str, names: Named) -> str:
    return sentence_of_a_field(name, label_of(state.model._meta.get_field(name)), _words(state, names, name))


def _labelled(state: State, name: str, names: Named) -> str:
    label = label_of(state.model._meta.get_field(name)).rstrip("?")
    if _value(state, name) is True:
        return label
    return f"{label}: {_words(state, names, name) or _('nothing')}"


def _words(state: State, names: Named, name: str) -> str:
    """What stands in a field, a day as far as it is known."""
    if precision := getattr(state.event, PRECISIONS.get(name, ""), None):
        return known_date(getattr(state.event, name), precision)
    return words_in(state.event, state.model._meta.get_field(name), names)
