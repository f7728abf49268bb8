"""How the organisation was set up and by whom, read from the rows that the database keeps: for who administers it.

No family and nobody's record is in any of them, and no secret: the history leaves those out (docs/who-has-looked.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Locality, OrganisationChange, SingleSignOnChange, Team, User
from accounts.rules import can_administer
from api.models import ApiClient, WebhookSubscription
from casework.models import LanguageTip, ProcessingBasis, Question
from families.models import Agency, Practitioner
from families.paging import BadCursor
from families.queries.history import Change, Field
from families.words import value_words

KINDS: Mapping[str, tuple[Any, str | Promise]] = {
    "organisation": (OrganisationChange, gettext_lazy("The organisation")),
    "work-account": (SingleSignOnChange, gettext_lazy("The account at work")),
    "teams": (Team.pgh_event_model, gettext_lazy("Teams")),  # type: ignore[attr-defined]
    "places": (Locality.pgh_event_model, gettext_lazy("Places")),  # type: ignore[attr-defined]
    "systems": (ApiClient.pgh_event_model, gettext_lazy("Other systems")),  # type: ignore[attr-defined]
    "told": (WebhookSubscription.pgh_event_model, gettext_lazy("Where systems are told of changes")),  # type: ignore[attr-defined]
    "words": (LanguageTip.pgh_event_model, gettext_lazy("Words")),  # type: ignore[attr-defined]
    "questions": (Question.pgh_event_model, gettext_lazy("Questions to ask")),  # type: ignore[attr-defined]
    "bases": (ProcessingBasis.pgh_event_model, gettext_lazy("Why we may hold this")),  # type: ignore[attr-defined]
    "bodies": (Agency.pgh_event_model, gettext_lazy("Bodies beside us")),  # type: ignore[attr-defined]
}
"""Each table of settings: the word in the address of its page, where its states are kept, and what people call it."""
NOT_SHOWN = {
    *("id", "organisation", "created_at", "created_by", "updated_at", "row_version", "user", "application", "client"),
    *("at", "asked_by", "action", "operation"),
}
LABELS = {
    "scopes": gettext_lazy("What it may do"),
    "secret_set_at": gettext_lazy("Its secret was made on"),
    "secret_set_by": gettext_lazy("Another secret was made by"),
    "next_secret_by": gettext_lazy("The next secret was made by"),
    "next_secret_at": gettext_lazy("The next secret was made on"),
    "agreed_by": gettext_lazy("Agreed by"),
    "agreed_at": gettext_lazy("Agreed on"),
    "stopped_by": gettext_lazy("Stopped by"),
    "stopped_at": gettext_lazy("Stopped on"),
    "former_until": gettext_lazy("The former secret signs until"),
    "verified_at": gettext_lazy("It answered on"),
    "ended_at": gettext_lazy("Ended on"),
    "ended_why": gettext_lazy("Ended because"),
}
NAMES = {"name", "term", "text", "activity", "url"}
TAKEN_UP = {"begin_tips", "begin_questions", "begin_processing_bases"}
"""By these eighty lines are written at once, as they come with Kith: each is named, under its kind alone, and reads as its list does."""
SHOWN = 25
_signer = Signer(salt="how the organisation was set up")


@dataclass(frozen=True, slots=True)
class State:
    """One setting as it stood after one write, whichever of the tables keeps it."""

    row: Any
    kind: str

    @property
    def is_event(self) -> bool:
        return hasattr(self.row, "pgh_id")

    @property
    def at(self) -> datetime:
        at: datetime = self.row.pgh_created_at if self.is_event else self.row.at
        return at

    @property
    def place(self) -> tuple[datetime, str, int]:
        """Where it stands among all."""
        return self.at, self.kind, int(self.row.pk)

    @property
    def of(self) -> UUID:
        """Which setting it is: the row whose history this is."""
        of: UUID = self.row.pgh_obj_id if self.is_event else self.row.organisation_id
        return of

    @property
    def act(self) -> str:
        return str((self.row.pgh_context or {}).get("action", "") if self.is_event else self.row.action)


@dataclass(frozen=True, slots=True)
class Changes:
    """One page of changes, of all settings or of one kind."""

    rows: Sequence[Change]
    kinds: Sequence[tuple[str, str | Promise]]
    of: str
    next: str


def what_changed(administrator: User, of: str = "", cursor: str = "") -> Changes:
    """One page of the writes, the newest first; to anyone but an administrator, none."""
    of = of if of in KINDS else ""
    kinds = [name for name in KINDS if of in {"", name}] if can_administer(administrator) else []
    found = [state for kind in kinds for state in _newest(kind, administrator, _read(cursor), with_taken_up=bool(of))]
    found.sort(key=attrgetter("place"), reverse=True)
    shown = found[:SHOWN]
    before = _before(shown)
    names = _names(shown, before.values())
    rows = [
        Change(
            str(KINDS[state.kind][1]),
            state.at,
            str(names.get(state.row.asked_by, _("Kith itself"))),
            str(settings.SETTING_ACT_WORDS.get(state.act, "")),
            _changed(state, before.get((state.kind, state.row.pk)), names),
        )
        for state in shown
    ]
    listed = [(name, words) for name, (_model, words) in KINDS.items()]
    return Changes(rows, listed, of, _after(shown[-1]) if len(found) > SHOWN else "")


def _newest(kind: str, user: User, until: tuple[datetime, str, int] | None, *, with_taken_up: bool) -> Iterable[State]:
    """Those of one table, from before a place among all: what one act wrote stands there at one moment."""
    model = KINDS[kind][0]
    at = "pgh_created_at" if hasattr(model, "pgh_id") else "at"
    rows = model.objects.filter(organisation=user.organisation_id)
    if not with_taken_up and hasattr(model, "pgh_id"):
        rows = rows.exclude(pgh_context__action__in=TAKEN_UP)
    if until:
        moment, stopped_in, key = until
        at_once = Q(**{at: moment}) if kind < stopped_in else Q(**{at: moment}, pk__lt=key if kind == stopped_in else 0)
        rows = rows.filter(Q(**{f"{at}__lt": moment}) | at_once)
    return [State(row, kind) for row in rows.order_by(f"-{at}", "-pk")[: SHOWN + 1]]


def _before(shown: Sequence[State]) -> dict[tuple[str, int], State]:
    """What stood there before each, by its kind and key."""
    found: dict[tuple[str, int], State] = {}
    for kind in {state.kind for state in shown}:
        model, of = KINDS[kind][0], {state.of for state in shown if state.kind == kind}
        column = "pgh_obj__in" if hasattr(model, "pgh_id") else "organisation__in"
        last: dict[UUID, State] = {}
        for row in model.objects.filter(**{column: of}).order_by("pk"):
            state = State(row, kind)
            if state.of in last:
                found[kind, row.pk] = last[state.of]
            last[state.of] = state
    return found


def _shown_fields(model: Any) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.local_fields if field.name not in NOT_SHOWN and "pgh" not in field.name]


def _changed(state: State, before: State | None, names: Mapping[Any, Any]) -> list[Field]:
    """From what to what; of the first all that was written. What a setting is called stands in front when that stayed."""
    fields = _shown_fields(type(state.row))
    if before is None:
        fields = [field for field in fields if field.name in NAMES] if state.act in TAKEN_UP else fields
        said = [Field(_label(field), _words(state.row, field, names)) for field in fields]
        return [field for field in said if field.new]
    changed = [
        Field(_label(field), _words(state.row, field, names), _words(before.row, field, names))
        for field in fields
        if getattr(state.row, field.attname) != getattr(before.row, field.attname)
    ]
    return [*_called(state, fields), *changed] if changed else []


def _called(state: State, fields: Sequence[models.Field[Any, Any]]) -> list[Field]:
    """Which of several it is that changed."""
    name = next((field for field in fields if field.name in NAMES), None)
    if not state.is_event or name is None:
        return []
    said = str(getattr(state.row, name.attname))
    return [Field(_label(name), said, None)]


def _label(field: models.Field[Any, Any]) -> str:
    return str(LABELS.get(field.name, capfirst(field.verbose_name)))


def _words(row: Any, field: models.Field[Any, Any], names: Mapping[Any, Any]) -> str:
    value = getattr(row, field.attname)
    return str(names.get(value, "")) if field.is_relation and value else value_words(field, value)


def _names(*states: Iterable[State]) -> dict[Any, str]:
    """What the states point to, and who asked, by their names."""
    every = [state for group in states for state in group]
    wanted: dict[Any, set[Any]] = {User: {state.row.asked_by for state in every}, Locality: set(), Practitioner: set()}
    for state in every:
        for field in _shown_fields(type(state.row)):
            if field.related_model in wanted:
                wanted[field.related_model].add(getattr(state.row, field.attname))
    return {
        pk: name
        for model, pks in wanted.items()
        for pk, name in model.objects.filter(pk__in=pks - {None}).values_list("pk", "name")
    }


def _after(state: State) -> str:
    return _signer.sign(" ".join([state.at.isoformat(), state.kind, str(state.row.pk)]))


def _read(cursor: str) -> tuple[datetime, str, int] | None:
    try:
        said = _signer.unsign(cursor) if cursor else ""
    except BadSignature as error:
        raise BadCursor(_("This page of the list can’t be found. Go back to its beginning.")) from error
    if not said:
        return None
    moment, kind, key = said.split(" ")
    return datetime.fromisoformat(moment), kind, int(key)
