"""What was written down about a person, when and by whom, read from the history that the database keeps (design.md, decision 9).

Only of facts that the reader may see now. What was kept confidential or restricted then is shown only where it still is, and the
reader may see it: a value that was withdrawn from view does not come back by a date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Locality, User
from families.models import (
    Address,
    Agency,
    ContactPoint,
    ExternalIdentifier,
    Family,
    FamilyMembership,
    LifePlace,
    MultipleBirth,
    Nudge,
    Parentage,
    ParentalResponsibility,
    Partnership,
    Person,
    PersonBackground,
    PersonName,
    PregnancyLoss,
    Residence,
    SiblingLink,
    UnknownSiblings,
    home_localities_open_to,
)
from families.models.names import restricted_names_open_to
from families.paging import BadCursor
from families.queries.taken_out import taken_out, was_kept
from families.words import PRECISION_OF, date_words, value_words

FACTS: Mapping[Any, tuple[str | Promise, tuple[str, ...]]] = {
    Person: (gettext_lazy("About them"), ("pk",)),
    PersonBackground: (gettext_lazy("Ethnicity and faith"), ("person",)),
    PersonName: (gettext_lazy("Names"), ("person",)),
    FamilyMembership: (gettext_lazy("Families"), ("person",)),
    Parentage: (gettext_lazy("Parents, carers and children"), ("parent", "child")),
    Partnership: (gettext_lazy("Partners"), ("a", "b")),
    SiblingLink: (gettext_lazy("Brothers and sisters"), ("a", "b")),
    MultipleBirth: (gettext_lazy("Born together"), ("a", "b")),
    UnknownSiblings: (gettext_lazy("Brothers or sisters, not known who"), ("person",)),
    ParentalResponsibility: (gettext_lazy("Parental responsibility"), ("holder", "child")),
    PregnancyLoss: (gettext_lazy("Pregnancies that were lost or ended"), ("person",)),
    Residence: (gettext_lazy("Where they live"), ("person",)),
    LifePlace: (gettext_lazy("Places lived"), ("person",)),
    ContactPoint: (gettext_lazy("How to reach them"), ("person",)),
    ExternalIdentifier: (gettext_lazy("Numbers of other systems"), ("person",)),
    Nudge: (gettext_lazy("Place in the family tree"), ("left", "right")),
}
"""The facts about a person: what they are called, and by which of its relations each is theirs."""
NOT_SHOWN = {
    *("id", "organisation", "created_at", "created_by", "updated_at", "row_version", "said_by", "person"),
    *(
        "dob_precision",
        "death_precision",
        "precision",
        "since_precision",
        "until_precision",
        "by_themselves",
        "record_class",
        "is_restricted",
        "merged_into",
        "theirs_by",
        "theirs_at",
        "is_only_theirs",
    ),
}
LABELS = {"a": gettext_lazy("One of them"), "b": gettext_lazy("The other")}
NAMED: Mapping[Any, Any] = {Person: Person.objects.visible_to, Family: Family.objects.visible_to}
AS_VISIBLE: tuple[Any, ...] = (Address, Agency, Locality)
"""No one's: named wherever what names them is shown."""
SHOWN = 25
Named = Mapping[UUID, Person | Family | Address | Agency | Locality]
_signer = Signer(salt="what changed")


@dataclass(frozen=True, slots=True)
class State:
    """One fact as it stood after one write; `before` is the last that may be shown of it before. Not all may be shown itself."""

    model: Any
    event: Any
    before: Any
    is_shown: bool

    @property
    def key(self) -> str:
        """Its place among all of a person's, the oldest first."""
        return f"{self.event.pgh_created_at.isoformat()} {self.model.__name__} {self.event.pgh_id:020}"

    @property
    def kind(self) -> str:
        return str(FACTS[self.model][0])


@dataclass(frozen=True, slots=True)
class Field:
    """One field in words; `old` is None where nothing stood before."""

    label: str
    new: str
    old: str | None = None

    @property
    def told(self) -> str:
        return f"{self.label.rstrip('?')}: {self.new}"


@dataclass(frozen=True, slots=True)
class Change:
    """One write: of what, when, by whom, in which act, and from what to what."""

    kind: str
    at: datetime
    who: str
    act: str
    fields: Sequence[Field]


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of changes; `named` are the people whom they name."""

    person: Person
    rows: Sequence[Change]
    named: set[UUID]
    next: str


def what_changed(pk: UUID, user: User, cursor: str = "") -> Changes:
    """One page of the writes of a person's facts, the newest first."""
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    until = _read(cursor)
    states = [state for state in states_of(person, user) if state.is_shown and (not until or state.key < until)]
    states.sort(key=lambda state: state.key, reverse=True)
    shown = states[:SHOWN]
    names, askers = names_of(shown, user), _askers(shown)
    rows = [
        Change(
            state.kind,
            state.event.pgh_created_at,
            askers.get(state.event.asked_by, _("Kith itself")),
            _act(state),
            _changed(state, names),
        )
        for state in shown
    ]
    return Changes(person, rows, people_in(names), _signer.sign(shown[-1].key) if len(states) > SHOWN else "")


def _act(state: State) -> str:
    act = (state.event.pgh_context or {}).get("action", "")
    if act in settings.ADDING_ACTS and state.model in {PersonName, FamilyMembership}:
        return _("written down when they were added")
    return str(settings.ACT_WORDS.get(act, ""))


def states_of(person: Person, user: User) -> Iterable[State]:
    """Every state of each fact about the person that the reader may see now; of the person themselves without a name that was left behind
    and is kept from the reader, and without the locality of a home that is.
    """
    keeps_names = _keeps_names(person, user)
    reads_home = _reads_home(person, user)
    for model, (_kind, relations) in FACTS.items():
        theirs = Q()
        for relation in relations:
            theirs |= Q(**{relation: person.pk})
        seen = {row.pk: row for row in model.objects.visible_to(user).filter(theirs)} | taken_out(
            model, theirs, person, user
        )
        before: dict[UUID, Any] = {}
        for event in model.pgh_event_model.objects.filter(pgh_obj_id__in=list(seen)).order_by("pgh_id"):
            is_shown = not was_kept(event) or was_kept(seen[event.pgh_obj_id])
            if model is Person and keeps_names:
                _leave_behind(event, person)
            if model is Person and event.home_locality_id and not reads_home(event.home_locality_id):
                event.home_locality_id = None
            yield State(model, event, before.get(event.pgh_obj_id), is_shown)
            if is_shown:
                before[event.pgh_obj_id] = event


def _reads_home(person: Person, user: User) -> Callable[[UUID], bool]:
    """Whether a locality that was written of a person may be read: where they live by who may know that, where they lived before by who
    may know each home that they ever had.
    """

    @cache
    def reads(*, ever: bool) -> bool:
        return Person.objects.filter(home_localities_open_to(user, ever=ever), pk=person.pk).exists()

    return lambda locality: reads(ever=locality != person.home_locality_id)


def _keeps_names(person: Person, user: User) -> bool:
    """Whether a name of theirs is kept from the reader: one that stands, or one that was kept when it was taken out."""
    ever = PersonName.pgh_event_model.objects.filter(person=person, is_restricted=True)  # type: ignore[attr-defined]
    shown_again = PersonName.objects.filter(person=person, is_restricted=False)
    kept = ever.exclude(pgh_obj_id__in=shown_again.values("pk"))
    return kept.exists() and not kept.filter(restricted_names_open_to(user)).exists()


def _leave_behind(event: Any, person: Person) -> None:
    """Of what was written of the person then, let each name read as it is today: by its parts, or spelled otherwise, it would tell the one
    that is kept.
    """
    event.known_as, event.given_name, event.family_name = person.known_as, person.given_name, person.family_name


def shown_fields(model: Any) -> list[models.Field[Any, Any]]:
    """Whom and what it joins first."""
    shown = [field for field in model._meta.local_fields if field.name not in NOT_SHOWN and not field.generated]
    return sorted(shown, key=lambda field: not field.is_relation)


def _fields(state: State, names: Named) -> list[Field]:
    """What is written in it, in words, without what is empty."""
    said = [Field(label_of(field), words_in(state.event, field, names)) for field in shown_fields(state.model)]
    return [field for field in said if field.new]


def _changed(state: State, names: Named) -> list[Field]:
    """What a write made different; of the first all that it wrote."""
    if state.before is None:
        return _fields(state, names)
    if state.event.pgh_label == "delete":
        return [Field(field.label, "", field.new) for field in _fields(state, names)]
    return [
        Field(label_of(field), words_in(state.event, field, names), words_in(state.before, field, names))
        for field in shown_fields(state.model)
        if _written(state.event, field) != _written(state.before, field)
    ]


def _written(event: Any, field: models.Field[Any, Any]) -> list[Any]:
    """What stands in a field, with how well it is known."""
    return [getattr(event, name, "") for name in (field.attname, *PRECISION_OF.get(field.name, ()))]


def label_of(field: models.Field[Any, Any]) -> str:
    return str(LABELS.get(field.name, capfirst(field.verbose_name)))


def words_in(event: Any, field: models.Field[Any, Any], names: Named) -> str:
    value = getattr(event, field.attname)
    if field.is_relation:
        named = names.get(value) or _("someone or something that is not shown")
        return str(getattr(named, "in_full", named)) if value else ""
    as_known = date_words(event, field.name)
    return value_words(field, value) if as_known is None else as_known


def names_of(states: Sequence[State], user: User) -> Named:
    """What the states point to and show by its name: people and families only as far as the reader may see them."""
    wanted: dict[Any, set[UUID]] = {model: set() for model in (*NAMED, *AS_VISIBLE)}
    for state in states:
        for field in shown_fields(state.model):
            if field.related_model in wanted:
                wanted[field.related_model] |= {
                    getattr(one, field.attname) for one in (state.event, state.before) if one
                }
    # What is no one's is as visible as what names it, which the reader sees: an address as a home, a council as what it holds.
    found = [NAMED[model](user).filter(pk__in=wanted[model]) for model in NAMED]
    found += [model.objects.filter(pk__in=wanted[model]) for model in AS_VISIBLE if any(wanted[model])]
    return {row.pk: row for rows in found for row in rows}


def people_in(names: Named) -> set[UUID]:
    return {pk for pk, row in names.items() if isinstance(row, Person)}


def _askers(states: Sequence[State]) -> dict[UUID | None, str]:
    users = User.objects.filter(pk__in={state.event.asked_by for state in states if state.event.asked_by})
    return {user.pk: user.role_words if user.kind == User.Kind.CLIENT else user.name for user in users}


def _read(cursor: str) -> str:
    try:
        return _signer.unsign(cursor) if cursor else ""
    except BadSignature as error:
        raise BadCursor(_("This page of the list can’t be found. Go back to its beginning.")) from error
