"""Ending sessions, and sign-ins."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.usersessions.models import UserSession

from accounts.history import action, because
from accounts.models import User


@action
def end_session(*, session: UserSession, by: User) -> None:
    """Sign out one device."""
    session.end()


@action
def end_sessions(*, user: User, but: Iterable[str] = (), by: User) -> None:
    """Sign someone out everywhere, except for sessions with these keys."""
    for session in UserSession.objects.filter(user=user).exclude(session_key__in=list(but)):
        session.end()


@action
def close_sign_in(*, user: User, reason: str = "", by: User) -> User:
    """End a sign-in. The database ends with it its sessions, and a family member's passkeys and apps (accounts/migrations:
    kith_end_sessions, kith_end_second_steps)."""
    return _set_active(user, reason, is_active=False)


@action
def open_sign_in(*, user: User, reason: str = "", by: User) -> User:
    """Let someone sign in again."""
    return _set_active(user, reason, is_active=True)


def _set_active(user: User, reason: str, *, is_active: bool) -> User:
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    locked.is_active = is_active
    with because(reason):
        locked.save(update_fields=["is_active"])
    return locked
