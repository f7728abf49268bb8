"""Taking a step, whoever else is taking one at the same moment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from linkups import lifecycle
from linkups.models import LinkUp, SharingProfile


class StepRefused(DomainError):
    """What was asked for does not follow from where things stand."""

    code = "step_refused"


def held(link_up: LinkUp) -> LinkUp:
    """The link-up as it is now, locked until this action is over."""
    return LinkUp.objects.select_for_update(of=("self",)).select_related("coach").get(pk=link_up.pk)


def stepped(link_up: LinkUp, to: LinkUp.State, **facts: Any) -> LinkUp:
    """A held link-up one step further, with the facts that the step needs."""
    if not lifecycle.can_become(link_up, to):
        raise StepRefused(
            _("A link-up that is “%(now)s” can’t become “%(then)s”.")
            % {"now": link_up.get_state_display(), "then": to.label}
        )
    return changed(link_up, state=to, **facts)


def changed(link_up: LinkUp, **facts: Any) -> LinkUp:
    """A held link-up with other facts. The database's own rules answer for themselves, each by its name."""
    for name, value in facts.items():
        setattr(link_up, name, value)
    link_up.clean_fields()
    link_up.save(update_fields=[*facts])
    return link_up


def profile_stepped(profile: SharingProfile, to: SharingProfile.Status, **facts: Any) -> SharingProfile:
    """A sharing family's profile one step further."""
    found = SharingProfile.objects.select_for_update().get(pk=profile.pk)
    if not lifecycle.can_profile_become(found, to):
        raise StepRefused(
            _("A sharing family that is “%(now)s” can’t become “%(then)s”.")
            % {"now": found.get_status_display(), "then": to.label}
        )
    facts["status"] = to
    for name, value in facts.items():
        setattr(found, name, value)
    found.full_clean()
    found.save(update_fields=[*facts])
    return found
