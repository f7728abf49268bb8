"""What is being written on a safety map, and its drafts (domain.md §3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from casework.models import SafetyMap
from casework.queries.around import people_around
from casework.queries.safety_maps import Danger, seen_danger
from families.models import Draft, Family, Person, RecordSubject
from families.queries.drafts import unfinished_draft
from families.queries.granting import oneself

DRAFT = "safety-map:"


class Of(StrEnum):
    """What is being written."""

    BEGIN = "begin"
    ADD = "add"
    DANGER = "danger"
    GOAL = "goal"
    SCALE = "scale"
    DIFFERENTLY = "differently"


OF_A_DANGER = (Of.GOAL, Of.SCALE, Of.DIFFERENTLY)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is being written: for which family, on which map, of which danger, by whom of the family; None for what does not apply."""

    of: Of
    family: Family | None
    safety_map: SafetyMap | None
    danger: Danger | None
    person: Person | None
    draft: Draft | None

    @property
    def form(self) -> str:
        """What its draft is kept by: one for each thing that is written of each danger."""
        return _draft_form(self.of, self.safety_map, self.danger)

    @property
    def back(self) -> str:
        """Where it leads to, saved or not."""
        if self.safety_map is None:
            assert self.family is not None  # noqa: S101  (without a map it begins one of a family)
            return reverse("casework:family-safety-maps", args=[self.family.pk])
        return self.safety_map.get_absolute_url()

    @property
    def keeps_at(self) -> str:
        """Where its draft is kept."""
        return self._of_draft("draft")

    @property
    def thrown_away_at(self) -> str:
        """Where its draft is thrown away."""
        return self._of_draft("draft-discard")

    def _of_draft(self, tail: str) -> str:
        if self.safety_map is None:
            return reverse(f"casework:safety-map-begin-{tail}", args=[self.family.pk])  # type: ignore[union-attr]
        named = {"of": self.of.value} | ({"danger": str(self.danger.statement.pk)} if self.danger else {})
        return reverse(f"casework:safety-map-{tail}", args=[self.safety_map.pk]) + f"?{urlencode(named)}"


def sheet_of_family(family: Family, user: User) -> Sheet:
    """A map that begins."""
    draft = unfinished_draft(family, _draft_form(Of.BEGIN, None, None), user)
    return Sheet(Of.BEGIN, family, None, None, oneself(user), draft)


def sheet_on(safety_map: SafetyMap, of: str, danger: Danger | None, user: User) -> Sheet:
    """Something that is written on a map; 404 for what is never written there, or of a danger of another map."""
    kind = Of(of) if of in {*Of} - {Of.BEGIN} else None
    elsewhere = danger is not None and danger.statement.map_id != safety_map.pk
    if kind is None or elsewhere or (kind in OF_A_DANGER and danger is None):
        raise Http404
    family = safety_map.record.family
    about = danger if kind != Of.ADD else None
    return Sheet(
        kind,
        family,
        safety_map,
        about,
        oneself(user),
        unfinished_draft(family, _draft_form(kind, safety_map, about), user),
    )


def danger_named(word: str, user: User) -> Danger | None:
    """The danger that an address names in words; 404 for one that is not there, none where it names none."""
    if not word:
        return None
    try:
        return seen_danger(UUID(word), user)
    except ValueError as error:
        raise Http404 from error


def _draft_form(of: Of, safety_map: SafetyMap | None, danger: Danger | None) -> str:
    parts = [of.value, str(safety_map.pk)] if safety_map else [of.value]
    return DRAFT + ":".join([*parts, str(danger.statement.pk)] if danger else parts)


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which it goes on."""
    of, *about = draft.form.removeprefix(DRAFT).split(":")
    if of == Of.BEGIN:
        return reverse("casework:safety-map-begin", args=[draft.family_id])
    if of == Of.ADD:
        return reverse("casework:safety-map-add", args=about)
    if of == Of.DANGER:
        instead = f"?{urlencode({'instead_of': about[1]})}" if len(about) > 1 else ""
        return reverse("casework:danger-write", args=about[:1]) + instead
    return reverse(f"casework:danger-{of}", args=about[1:])


def may_be_named(safety_map: SafetyMap, user: User) -> QuerySet[Person]:
    """Whose words something on a map may be, when a worker writes it down: whom it is about, and who is in the family."""
    family = safety_map.record.family
    about = RecordSubject.objects.filter(record=safety_map.record_id).values("person")
    around = people_around(family, user).values("pk") if family else Person.objects.none().values("pk")
    known = Person.objects.visible_to(user).filter(Q(pk__in=about) | Q(pk__in=around))
    return known.order_by("sort_key", "pk")
