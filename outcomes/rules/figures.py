"""Who reads figures, and who writes them (domain.md §7.5). They hold nobody's data."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.access import Decision, allow_if
from accounts.models import User
from accounts.roles import Permission


def can_read_figures(user: User) -> Decision:
    """Everyone who works here."""
    return allow_if(
        user.is_active and user.kind == User.Kind.STAFF,
        otherwise=_("This page is for the people who work here."),
    )


def can_write_figures(user: User) -> Decision:
    """An analyst, a team manager and a quality lead."""
    return can_read_figures(user) and allow_if(
        user.has(Permission.FIGURES_WRITE),
        otherwise=_("An analyst, a team manager or the quality lead writes figures."),
    )
