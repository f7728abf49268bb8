"""Which step may follow which (domain.md §12.12)."""

from __future__ import annotations

from collections.abc import Mapping

from families.models import CommunityAsset

_State = CommunityAsset.State

ASSET_STEPS: Mapping[CommunityAsset.State, frozenset[CommunityAsset.State]] = {
    _State.NEW: frozenset({_State.VERIFIED, _State.CHECK, _State.HIDDEN, _State.CLOSED}),
    _State.VERIFIED: frozenset({_State.CHECK, _State.HIDDEN, _State.CLOSED}),
    _State.CHECK: frozenset({_State.VERIFIED, _State.HIDDEN, _State.CLOSED}),
    _State.HIDDEN: frozenset({_State.VERIFIED, _State.CHECK, _State.CLOSED}),
    _State.CLOSED: frozenset({_State.CHECK}),
}
"""What closed may open again: then someone looks first."""


def can_become(asset: CommunityAsset, to: CommunityAsset.State) -> bool:
    """Whether it may take this step from where it is; looking again at what is there is no step."""
    present = _State(asset.state)
    return to in ASSET_STEPS[present] or (to == present == _State.VERIFIED)
