"""The support maps around someone, as one reader may see them: each drawer's apart, and what has changed since their last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from accounts.models import User
from families.models import Family, NetworkTie, Person, SupportNetwork
from families.support_measures import Difference, Measures, difference, measured


@dataclass(frozen=True, slots=True)
class SupportMap:
    """One map, its ties that the reader may see, and what has changed since the same drawer's last."""

    network: SupportNetwork
    ties: tuple[NetworkTie, ...]
    measures: Measures
    since_last: Difference | None
    earlier: UUID | None
    later: UUID | None


def support_maps(focus: Person | Family, user: User) -> list[SupportMap]:
    """All maps around a person or a family, the latest first."""
    around = {"focus_person": focus} if isinstance(focus, Person) else {"family": focus}
    ties = NetworkTie.objects.visible_to(user).select_related("person", "practitioner__user", "agency")
    networks = (
        SupportNetwork.objects.visible_to(user)
        .filter(**around)
        .select_related("focus_person", "family", "rated_by", "record__author")
        .prefetch_related(Prefetch("ties", ties.order_by("position"), to_attr="seen"))
        .order_by("drawn_on", "pk")
    )
    return [one for drawn in _by_drawer(networks).values() for one in _in_time(drawn)][::-1]


def _by_drawer(networks: Iterable[SupportNetwork]) -> dict[UUID | None, list[SupportNetwork]]:
    apart: dict[UUID | None, list[SupportNetwork]] = {}
    for network in networks:
        apart.setdefault(network.drawer, []).append(network)
    return apart


def _in_time(drawn: list[SupportNetwork]) -> Iterable[SupportMap]:
    for before, network, after in zip([None, *drawn], drawn, [*drawn[1:], None], strict=False):
        ties: tuple[NetworkTie, ...] = tuple(network.seen)  # type: ignore[attr-defined]
        yield SupportMap(
            network=network,
            ties=ties,
            measures=measured(ties),
            since_last=_since(before, network) if before else None,
            earlier=before.pk if before else None,
            later=after.pk if after else None,
        )


def _since(before: SupportNetwork, network: SupportNetwork) -> Difference:
    was, now = before.seen, network.seen  # type: ignore[attr-defined]
    return difference((before.drawer, was), (network.drawer, now))
