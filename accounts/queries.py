"""Who can be signed in as, in a demo; one's own sessions; and for an administrator, what roles are and how people sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.devices import device_words
from accounts.models import Proposal, SingleSignOn, User, UserChange
from accounts.roles import PERMISSION_WORDS, ROLE_ADDS, ROLE_PERMISSIONS, Permission, Role

DEMO_DOMAIN = "demo.example"


def demo_users() -> QuerySet[User]:
    """The people of the synthetic council, as they were made."""
    kinds = (User.Kind.STAFF, User.Kind.FAMILY)
    return User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}", kind__in=kinds, is_active=True).order_by("kind", "pk")


def address_is_taken(email: str, *, but: User) -> bool:
    """Whether another sign-in has this address, of whatever council: no one asks for any but their own, so the database says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_sec.address_is_taken(%s, %s)", [email, but.pk])
        return bool(cursor.fetchone()[0])


def signs_in_at_work(user: User) -> bool:
    """Whether someone has signed in with the account at work, and the organisation still lets people in by it."""
    way = SingleSignOn.objects.filter(organisation=user.organisation_id, is_on=True).first()
    return way is not None and SocialAccount.objects.filter(user=user, provider=way.provider_id).exists()


def address_at_work(account: SocialAccount) -> tuple[str, object]:
    """The address that a provider named when they came in last, and whether it said that it is theirs: yes, no or nothing."""
    data = account.extra_data
    claims = {**data.get("id_token", {}), **data.get("userinfo", {})}
    return str(claims.get("email") or ""), claims.get("email_verified")


def chose_their_address(user: User) -> bool:
    """Whether they changed to the address that they have here themselves, by a link that went there."""
    return UserChange.objects.filter(about=user, email__iexact=user.email, action="use_address").exists()


def stands_otherwise_at_work(user: User) -> bool:
    """Whether their account at work named another address than the one here, when they came in last: it was not taken over."""
    way = SingleSignOn.objects.filter(organisation=user.organisation_id, is_on=True).first()
    account = SocialAccount.objects.filter(user=user, provider=way.provider_id).first() if way else None
    email = address_at_work(account)[0] if account else ""
    return bool(email) and not user.is_reached_by(email)


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


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role, and what someone who holds it may do, in plain words."""

    label: str
    may: list[str]


def roles_in_words() -> list[RoleWords]:
    """Every role as the program holds it."""
    return [RoleWords(str(role.label), [str(words) for words in _what_it_opens(role)]) for role in Role]


def _what_it_opens(role: Role) -> list[object]:
    held = [PERMISSION_WORDS[permission] for permission in Permission if permission in ROLE_PERMISSIONS[role]]
    return [*held, *([ROLE_ADDS[role]] if role in ROLE_ADDS else [])]


def page_in_words(name: str) -> str:
    """What people call the page of this name."""
    fitting = [beginning for beginning in settings.PAGE_WORDS if name.startswith(beginning)]
    return str(settings.PAGE_WORDS[max(fitting, key=len)]) if fitting else _("something that is written down")


def single_sign_on(user: User) -> SingleSignOn | None:
    """Where the people of one's organisation sign in with their account at work."""
    return SingleSignOn.objects.filter(organisation=user.organisation_id).first()


def proposed_single_sign_on(user: User) -> Proposal | None:
    """The provider that waits for a second administrator's yes."""
    waiting = Proposal.objects.visible_to(user).waiting().select_related("created_by")
    return waiting.filter(kind=Proposal.Kind.SINGLE_SIGN_ON).order_by("-created_at", "-pk").first()
