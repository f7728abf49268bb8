"""Which step may follow which (domain.md §12.1 and §12.2)."""

from collections.abc import Mapping

from linkups.models import LinkUp, SharingProfile

_Link, _Profile = LinkUp.State, SharingProfile.Status

LINK_UP_STEPS: Mapping[LinkUp.State, frozenset[LinkUp.State]] = {
    _Link.SUGGESTED: frozenset({_Link.OFFERED, _Link.NOT_THIS_TIME}),
    _Link.OFFERED: frozenset({_Link.CHOSEN, _Link.NOT_THIS_TIME}),
    _Link.CHOSEN: frozenset({_Link.AGREEING, _Link.NOT_THIS_TIME}),
    _Link.AGREEING: frozenset({_Link.ACTIVE, _Link.NOT_THIS_TIME}),
    _Link.ACTIVE: frozenset({_Link.PAUSED, _Link.COMPLETED, _Link.ENDED_EARLY}),
    _Link.PAUSED: frozenset({_Link.ACTIVE, _Link.COMPLETED, _Link.ENDED_EARLY}),
    _Link.COMPLETED: frozenset(),
    _Link.ENDED_EARLY: frozenset(),
    _Link.NOT_THIS_TIME: frozenset(),
}

_LEAVING = {_Profile.NOT_NOW}
PROFILE_STEPS: Mapping[SharingProfile.Status, frozenset[SharingProfile.Status]] = {
    _Profile.INTERESTED: frozenset({_Profile.GETTING_TO_KNOW, *_LEAVING}),
    _Profile.GETTING_TO_KNOW: frozenset({_Profile.CHECKS, *_LEAVING}),
    _Profile.CHECKS: frozenset({_Profile.TRAINING, *_LEAVING}),
    _Profile.TRAINING: frozenset({_Profile.CARD, *_LEAVING}),
    _Profile.CARD: frozenset({_Profile.READY, *_LEAVING}),
    _Profile.READY: frozenset({_Profile.RESTING, *_LEAVING}),
    _Profile.RESTING: frozenset({_Profile.READY, _Profile.STEPPED_BACK, *_LEAVING}),
    _Profile.STEPPED_BACK: frozenset({_Profile.INTERESTED}),
    _Profile.NOT_NOW: frozenset({_Profile.INTERESTED}),
}


def can_become(link_up: LinkUp, to: LinkUp.State) -> bool:
    """Whether a link-up may take this step from where it is."""
    return to in LINK_UP_STEPS[LinkUp.State(link_up.state)]


def can_profile_become(profile: SharingProfile, to: SharingProfile.Status) -> bool:
    """Whether a sharing family may take this step from where it is."""
    return to in PROFILE_STEPS[SharingProfile.Status(profile.status)]
