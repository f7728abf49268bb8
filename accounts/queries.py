"""Who can be signed in as, in a demo; one's own sessions; and for an administrator, everyone's sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from accounts.devices import device_words
from accounts.models import SingleSignOn, User
from accounts.rules import can_administer

DEMO_DOMAIN = "demo.example"
PAGE = 50


def demo_users() -> QuerySet[User]:
    """The people of the synthetic council, as they were made."""
    kinds = (User.Kind.STAFF, User.Kind.FAMILY)
    return User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", kind__in=kinds, is_active=True).order_by("kind", "pk")


@dataclass(frozen=True, slots=True)
class Device:
    """One session, in words that its owner knows it by."""

    pk: int
    words: str
    last_seen_at: datetime
    is_this_one: bool


def own_devices(user: User, session_key: str | None) -> list[Device]:
    """Where someone is signed in, the session of this page first."""
    sessions = UserSession.objects.purge_and_list(user)
    devices = [
        Device(one.pk, device_words(one.user_agent), one.last_seen_at, one.session_key == session_key)
        for one in sessions
    ]
    return sorted(devices, key=lambda device: (not device.is_this_one, -device.last_seen_at.timestamp(), device.pk))


def sign_ins(administrator: User) -> QuerySet[User]:
    """People who can sign in at the administrator's organisation; to anyone else, none."""
    kinds = (User.Kind.STAFF, User.Kind.FAMILY)
    everyone = User.objects.filter(organisation=administrator.organisation_id, kind__in=kinds)
    return everyone if can_administer(administrator) else everyone.none()


@dataclass(frozen=True, slots=True)
class SignIns:
    rows: list[User]
    after: UUID | None


def sign_in_page(administrator: User, after: str = "") -> SignIns:
    """People who work here, by name, a page at a time; a family's sign-in is on the page of the person whose it is."""
    people = sign_ins(administrator).filter(kind=User.Kind.STAFF)
    former = people.filter(pk=after).first() if _is_id(after) else None
    if former:
        people = people.filter(Q(name__gt=former.name) | Q(name=former.name, pk__gt=former.pk))
    rows = list(people.order_by("name", "pk")[: PAGE + 1])
    return SignIns(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None)


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def single_sign_on(user: User) -> SingleSignOn | None:
    """Where the people of one's organisation sign in with their account at work."""
    return SingleSignOn.objects.filter(organisation=user.organisation_id).first()
