"""The support maps around someone, as one reader may see them: each drawer's apart, and what has changed since their last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from accounts.models import User
from database import clock
from families.kin.sides import sides_of
from families.models import Family, NetworkTie, Person, ShareState, SupportNetwork
from families.queries.kinship import kin_of
from families.support_measures import Difference, Measures, difference, measured

MOST_MAPS = 200
"""The latest so many around one person or family are offered to go back to."""


@dataclass(frozen=True, slots=True)
class SupportMap:
    """One map, its ties that the reader may see, and what has changed since the same drawer's last."""

    network: SupportNetwork
    ties: tuple[NetworkTie, ...]
    measures: Measures
    in_time: tuple[SupportNetwork, ...]
    """All by the same drawer around the same, the earliest first."""
    before: SupportNetwork | None
    since_last: Difference | None
    names: Mapping[tuple[str, str], str]
    """What everyone on it, and on the one before, is called."""

    @property
    def people(self) -> set[UUID]:
        """Everyone written down whom it names, or the one before it does."""
        drawn = {self.network.focus_person_id, self.network.rated_by_id}
        return {one for one in drawn if one} | {UUID(key) for kind, key in self.names if kind == "person_id"}


def support_maps(focus: Person | Family, user: User) -> list[SupportMap]:
    """The latest map of each drawer around a person or a family, the latest of all first. A fixed number of queries."""
    return _with_ties(focus, list(_by_drawer(_around(focus, user)).values()), user)


def support_map(pk: UUID, user: User) -> SupportMap:
    """One map, as its drawer's others lie before and after it; 404 for whoever may not read it."""
    seen = SupportNetwork.objects.visible_to(user).select_related("record", "focus_person", "family")
    network = get_object_or_404(seen, pk=pk)
    around = _around(network.focus, user).filter(_same_drawer(network))
    return _with_ties(network.focus, [list(around)], user, shown=pk)[0]


def last_ties(
    focus: Person | Family, drawer: Person | None, user: User
) -> tuple[SupportNetwork | None, list[NetworkTie]]:
    """The last map of one drawer, from which their next is drawn; without a person, that of the user as a worker."""
    who = Q(rated_by=drawer) if drawer else Q(rated_by__isnull=True, record__author=user)
    # What a child drew for themselves alone is never poured into one that others may read.
    secret = Q(record__share_states__state=ShareState.State.CHILD_ONLY)
    last = _around(focus, user).filter(who).exclude(secret).first()
    return last, list(_ties([last], user)[last.pk]) if last else []


def _around(focus: Person | Family, user: User) -> QuerySet[SupportNetwork]:
    """The maps around someone without their ties, the latest first."""
    around = {"focus_person": focus} if isinstance(focus, Person) else {"family": focus}
    kept = ShareState.objects.filter(record=OuterRef("record"), state=ShareState.State.CHILD_ONLY).values("pk")
    return (
        SupportNetwork.objects.visible_to(user)
        .filter(**around)
        .select_related("focus_person", "family", "rated_by", "record__author", "record__family")
        .annotate(only_theirs=Subquery(kept[:1]))
        .order_by("-drawn_on", "-pk")
    )


def _same_drawer(network: SupportNetwork) -> Q:
    if network.rated_by_id:
        return Q(rated_by=network.rated_by_id)
    return Q(rated_by__isnull=True, record__author=network.record.author_id)


def _by_drawer(networks: QuerySet[SupportNetwork]) -> dict[UUID | None, list[SupportNetwork]]:
    apart: dict[UUID | None, list[SupportNetwork]] = defaultdict(list)
    for network in networks[:MOST_MAPS]:
        apart[network.drawer].append(network)
    return apart


def _with_ties(
    focus: Person | Family, apart: Iterable[list[SupportNetwork]], user: User, shown: UUID | None = None
) -> list[SupportMap]:
    """Of each drawer's maps, the latest first: the one that is shown, or the latest, beside the one before it."""
    chosen = []
    for latest_first in apart:
        at = next((place for place, one in enumerate(latest_first) if one.pk == shown), 0)
        before = latest_first[at + 1] if at + 1 < len(latest_first) else None
        chosen.append((latest_first[at], before, tuple(latest_first[::-1])))
    ties = _ties([one for network, before, _all in chosen for one in (network, before) if one], user)
    sides = _sides_of(focus, user) if chosen and isinstance(focus, Person) else {}
    return [_shown(network, before, in_time, ties, sides) for network, before, in_time in chosen]


def _sides_of(focus: Person, user: User) -> Mapping[UUID, set[UUID]]:
    """Of the people whom the user knows to be related to someone, on which of their parents' sides they are."""
    return sides_of(kin_of(focus.pk, user).graph, focus.pk, clock.today())


def _ties(networks: Iterable[SupportNetwork], user: User) -> Mapping[UUID, Sequence[NetworkTie]]:
    found = NetworkTie.objects.visible_to(user).filter(network__in=[one.pk for one in networks])
    apart: dict[UUID, list[NetworkTie]] = defaultdict(list)
    for tie in found.select_related("person", "practitioner__user", "agency").order_by("position"):
        apart[tie.network_id].append(tie)
    return apart


def _shown(
    network: SupportNetwork,
    before: SupportNetwork | None,
    in_time: tuple[SupportNetwork, ...],
    ties: Mapping[UUID, Sequence[NetworkTie]],
    sides: Mapping[UUID, set[UUID]],
) -> SupportMap:
    now, was = tuple(ties[network.pk]), tuple(ties[before.pk]) if before else ()
    stand = [{side for tie in drawn if tie.person_id for side in sides.get(tie.person_id, ())} for drawn in (was, now)]
    since = difference((before.drawer, was), (network.drawer, now), sides=(stand[0], stand[1])) if before else None
    names = {tie.who: str(tie) for tie in (*was, *now)}
    return SupportMap(network, now, measured(now, stand[1]), in_time, before, since, names)
