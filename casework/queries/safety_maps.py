"""What the pages of safety maps read. A statement of a danger is read here alone, with what the family sees differently (§3.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AccessEvent, User
from casework.models import DangerDisagreement, DangerStatement, SafetyGoal, SafetyMap, SafetyMapItem, SafetyMapMaker
from casework.queries.scaling import Scale, named_in, scales_by_id
from casework.queries.sign_offs import Seen, named_in_seen, said_of, seen_of_version
from casework.queries.unread import one_of
from families.models import Family, Involvement, Person, Record, RecordSubject, ShareState
from families.paging import Page, page_of
from families.queries.ahead import Waiting
from families.queries.readers import Reader, readers_of

SHOWN = 10
OPENED = "casework:safety-map"
"""The page on which a map is read whole."""
Part = SafetyMapItem.Part
KIND = Record.Kind.SAFETY_MAP

ASKS: Mapping[Part, str | Promise] = {
    Part.STRENGTH: gettext_lazy("What do they do well? Who noticed?"),
    Part.EXISTING_SAFETY: gettext_lazy("When was there a moment of danger, and someone kept the children safe?"),
    Part.PAST_HARM: gettext_lazy("Who did what to whom, when, and how was it for the child? In plain words."),
    Part.COMPLICATING_FACTOR: gettext_lazy("What makes it harder to put right: money, housing, health, distance?"),
    Part.NEXT_STEP: gettext_lazy("The next small step: theirs first, then ours."),
}
"""What may be asked for each part, in the order in which they stand: strengths before worries."""
BEFORE, AFTER = (Part.STRENGTH, Part.EXISTING_SAFETY, Part.PAST_HARM, Part.COMPLICATING_FACTOR), (Part.NEXT_STEP,)
"""What stands above the dangers, and what below."""


@dataclass(frozen=True, slots=True)
class PartOfMap:
    """One part of a map, with what stands in it."""

    part: Part
    asks: str | Promise
    items: Sequence[SafetyMapItem]


@dataclass(frozen=True, slots=True)
class Danger:
    """One block: what people are worried could happen, what the family sees differently, its safety goal and its scale."""

    number: int
    statement: DangerStatement
    scale: Scale | None

    @property
    def goal(self) -> SafetyGoal | None:
        goal: SafetyGoal | None = getattr(self.statement, "goal", None)
        return goal

    @property
    def disagreements(self) -> Sequence[DangerDisagreement]:
        """By whom it is seen differently; by name (`is_named`) where this reader sees them."""
        told: Sequence[DangerDisagreement] = self.statement.told  # type: ignore[attr-defined]  # by `_dangers`
        return told


@dataclass(frozen=True, slots=True)
class SafetyMapPage:
    """One map as this user may read it."""

    safety_map: SafetyMap
    family: Family | None
    about: Sequence[Person]
    makers: Sequence[Person]
    before: Sequence[PartOfMap]
    dangers: Sequence[Danger]
    after: Sequence[PartOfMap]
    items_off: Sequence[SafetyMapItem]
    dangers_off: Sequence[Danger]
    missing: Sequence[str]
    readers: Sequence[Reader]
    seen: Sequence[Seen]
    """How those whom it is about see it as a whole, of whichever version they said so."""
    is_kept_back: bool
    """Whether it is not shared yet with someone whom it is about."""

    @property
    def is_thin(self) -> bool:
        """Whether it says how it will be, and nothing of what has happened (domain.md §3.8)."""
        harm = next(one for one in self.before if one.part == Part.PAST_HARM)
        return not harm.items and any(one.goal for one in self.dangers)

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        items = [item for part in (*self.before, *self.after) for item in part.items] + [*self.items_off]
        said = {item.said_by_id for item in items if item.said_by_id and item.is_named}  # type: ignore[attr-defined]
        blocks = [*self.dangers, *self.dangers_off]
        seen = {one.person_id for block in blocks for one in block.disagreements if one.is_named}  # type: ignore[attr-defined]
        named = {person.pk for person in (*self.about, *self.makers)}
        readers = {reader.person.pk for reader in self.readers if reader.person}
        return (
            said
            | seen
            | named
            | readers
            | named_in_seen(self.seen)
            | named_in([block.scale for block in blocks if block.scale])
        )


def safety_map_page(pk: UUID, user: User) -> SafetyMapPage:
    """One map in a fixed number of queries; 404 for whoever may not read it."""
    safety_map = seen_map(pk, user)
    items = _items(safety_map, user)
    on = [item for item in items if item.taken_off_on is None]
    dangers = _dangers(safety_map, user)
    live = [one for one in dangers if one.statement.taken_off_on is None]
    states = ShareState.objects.visible_to(user).filter(record=safety_map.record_id)
    told = list(states.select_related("person__account", "decided_by").order_by("pk"))
    is_staff = user.kind == User.Kind.STAFF
    return SafetyMapPage(
        safety_map=safety_map,
        family=safety_map.record.family,
        about=[one.person for one in _subjects(safety_map, user)],
        makers=[one.person for one in _makers(user).filter(map=safety_map)],
        before=[_part(part, on) for part in BEFORE],
        dangers=[Danger(number, one.statement, one.scale) for number, one in enumerate(live, start=1)],
        after=[_part(part, on) for part in AFTER],
        items_off=[item for item in items if item.taken_off_on],
        dangers_off=[one for one in dangers if one.statement.taken_off_on],
        missing=_missing([one.statement for one in live]) if is_staff and safety_map.is_being_made else [],
        readers=readers_of(told, KIND, user) if is_staff else [],
        seen=seen_of_version(said_of([safety_map.record_id], user).get(safety_map.record_id, []), safety_map.version),
        is_kept_back=any(one.state == ShareState.State.WITHHELD for one in told),
    )


def safety_maps_of(family: Family, user: User, *, after: str = "") -> Page[SafetyMap]:
    """One page of a family's maps, the newest first, each with who makes it; nothing of what they say."""
    makers = Prefetch("makers", queryset=_makers(user), to_attr="made_by")
    found = _maps(user).filter(record__family=family).prefetch_related(makers)
    return page_of(found, ("-record__happened_on", "-pk"), cursor=after, size=SHOWN)


def makers_of(maps: Sequence[SafetyMap]) -> set[UUID]:
    """Whom a list of maps names."""
    return {one.person_id for safety_map in maps for one in safety_map.made_by}  # type: ignore[attr-defined]


def people_on(safety_map: SafetyMap, user: User) -> set[UUID]:
    """Whom a map is about and who makes it, as far as the user may see them: whatever is written on it is about them."""
    about = {one.person_id for one in _subjects(safety_map, user)}
    return about | {one.person_id for one in _makers(user).filter(map=safety_map)}


def seen_map(pk: UUID, user: User) -> SafetyMap:
    """The map, if the user may read it."""
    return get_object_or_404(_maps(user), pk=pk)


def seen_danger(pk: UUID, user: User) -> Danger:
    """One statement that the user may read, with what is seen differently and its goal; 404 for any other."""
    about = get_object_or_404(DangerStatement.objects.visible_to(user).only("map_id"), pk=pk)
    found = _dangers(seen_map(about.map_id, user), user, only=pk)
    if not found:
        raise Http404
    return found[0]


def seen_item(pk: UUID, user: User) -> SafetyMapItem:
    """One thing on a map that the user may read."""
    seen = SafetyMapItem.objects.visible_to(user).select_related("map__record__family")
    return get_object_or_404(seen, pk=pk)


def missing_from(safety_map: SafetyMap) -> list[str]:
    """What is missing before a map is complete, whoever asks: by number, for its words stand nowhere without the family's."""
    live = DangerStatement.objects.filter(map=safety_map, taken_off_on__isnull=True)
    return _missing(live.select_related("goal").order_by("created_at", "pk"))


def _missing(live: Sequence[DangerStatement] | QuerySet[DangerStatement]) -> list[str]:
    found, number = [], 0
    for number, danger in enumerate(live, start=1):
        goal = getattr(danger, "goal", None)
        said = {"number": number, "who": danger.who_is_worried}
        if goal is None:
            found.append(
                _("Number %(number)d (%(who)s) has no safety goal yet: say how it will be when no one is worried.")
                % said
            )
        elif goal.scale_id is None:
            found.append(_("The safety goal of number %(number)d (%(who)s) has no scale from 0 to 10 yet.") % said)
    return found if number else [_("Nobody has written yet what people are worried could happen.")]


def _maps(user: User) -> QuerySet[SafetyMap]:
    return SafetyMap.objects.visible_to(user).select_related("record__family", "record__author", "completed_by")


def _makers(user: User) -> QuerySet[SafetyMapMaker]:
    known = Person.objects.named_to(user)
    seen = SafetyMapMaker.objects.visible_to(user).filter(person__in=known)
    return seen.select_related("person").order_by("person__sort_key", "pk")


def _subjects(safety_map: SafetyMap, user: User) -> QuerySet[RecordSubject]:
    seen = RecordSubject.objects.visible_to(user).filter(record=safety_map.record_id)
    return seen.select_related("person").order_by("person__sort_key", "pk")


def _items(safety_map: SafetyMap, user: User) -> list[SafetyMapItem]:
    named = Exists(Person.objects.named_to(user).filter(pk=OuterRef("said_by")))
    seen = SafetyMapItem.objects.visible_to(user).filter(map=safety_map).annotate(is_named=named)
    return list(seen.select_related("said_by", "created_by", "taken_off_by").order_by("created_at", "pk"))


def _part(part: Part, items: Sequence[SafetyMapItem]) -> PartOfMap:
    return PartOfMap(part, ASKS[part], [item for item in items if item.part == part])


def _dangers(safety_map: SafetyMap, user: User, *, only: UUID | None = None) -> list[Danger]:
    """Each with what is seen differently, its goal and its scale, as this user may read them."""
    named = Exists(Person.objects.named_to(user).filter(pk=OuterRef("person")))
    said = DangerDisagreement.objects.visible_to(user).annotate(is_named=named)
    told = Prefetch("disagreements", said.select_related("person", "created_by").order_by("pk"), to_attr="told")
    seen = DangerStatement.objects.visible_to(user).filter(map=safety_map)
    wanted = seen.filter(pk=only) if only else seen
    with_goals = wanted.select_related("goal", "map__record__family", "created_by", "taken_off_by")
    found = list(with_goals.prefetch_related(told).order_by("created_at", "pk"))
    goals = [goal for one in found if (goal := getattr(one, "goal", None))]
    scales = scales_by_id({goal.scale_id for goal in goals if goal.scale_id}, user)
    return [Danger(0, one, scales.get(_scale_of(one))) for one in found]


def _scale_of(danger: DangerStatement) -> Any:
    goal = getattr(danger, "goal", None)
    return goal and goal.scale_id


# What waits


def waiting_for(user: User) -> list[Waiting]:
    """What a family wrote on a map, as far as one reads it, and the lead worker has not opened since; where nobody leads, everyone
    alongside. Without a name, for Today may be open on a desk.
    """
    if user.kind != User.Kind.STAFF:
        return []
    alongside = Involvement.objects.current().filter(family=OuterRef("record__family"))
    led = alongside.filter(role=Involvement.Role.LEAD_WORKER)
    mine = {"practitioner__user": user}
    for_me = Exists(led.filter(**mine)) | (~Exists(led) & Exists(alongside.filter(**mine)))
    of_family = Q(created_by__kind=User.Kind.FAMILY)
    said = DangerDisagreement.objects.visible_to(user).filter(of_family, danger__map=OuterRef("pk"))
    added = SafetyMapItem.objects.visible_to(user).filter(of_family, map=OuterRef("pk"))
    looks = AccessEvent.objects.filter(
        user=user, what=OPENED, record=OuterRef("record_id"), at__gte=OuterRef("wrote_at")
    )
    wrote = Greatest(*(Subquery(one.order_by("-created_at").values("created_at")[:1]) for one in (said, added)))
    written = SafetyMap.objects.visible_to(user).filter(for_me).annotate(wrote_at=wrote).filter(wrote_at__isnull=False)
    found = written.filter(~Exists(looks.filter(families__contains=one_of("record__family"))))
    return [
        Waiting(
            _("Someone of a family wrote on a safety map"),
            one.get_absolute_url(),
            since=timezone.localtime(one.wrote_at).date(),  # type: ignore[attr-defined]  # by the annotation
            families=frozenset({one.record.family_id} if one.record.family_id else ()),
        )
        for one in found.select_related("record").order_by("wrote_at", "pk")[:SHOWN]
    ]
