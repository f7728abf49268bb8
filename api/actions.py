"""Letting other systems in and out again, and what they write in one go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from oauth2_provider.generators import generate_client_id, generate_client_secret
from oauth2_provider.models import AccessToken, Application

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from api.models import ApiClient, WebhookSubscription
from api.queries.clients import administrators, writes_as
from api.scopes import Scope
from api.subscribing import end_subscription
from database import clock
from families.actions.access import begin_involvement
from families.actions.people import add_member, add_person, begin_family
from families.models import Family, FamilyMembership, Involvement, Person, Practitioner
from families.periods import since

OVERLAP = timedelta(days=7)
"""How long the former secret of a system counts beside the one that two agreed to."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a new client signs in with. The secret is kept only as a hash: this is the one time that it can be read."""

    client: ApiClient
    client_id: str
    client_secret: str


@action
def create_client(
    *,
    name: str,
    scopes: Iterable[Scope],
    purpose: str,
    practitioner: Practitioner | None = None,
    addresses: Iterable[str] = (),
    by: User,
) -> Credentials:
    """Let another system in, for a purpose and within scopes (domain.md §11.3; OAuth 2.0 client credentials).

    Its secret opens nothing until an administrator agrees, another than the one who asked. Where Kith itself asks and nobody
    administers the organisation yet, it gets in at once: there is nobody to agree (`user_client_by_people`).
    """
    user = User(organisation=by.organisation, kind=User.Kind.CLIENT, name=name, email=f"{uuid4().hex}@client.invalid")
    user.is_active = by.kind == User.Kind.SYSTEM and not administrators(by).exists()
    user.set_unusable_password()
    user.save()
    secret = generate_client_secret()
    application = Application.objects.create(
        name=name,
        user=user,
        client_id=generate_client_id(),
        client_secret=secret,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_CLIENT_CREDENTIALS,
    )
    client = ApiClient(
        organisation=by.organisation,
        name=name,
        user=user,
        application=application,
        scopes=sorted({Scope(scope).value for scope in scopes}),
        purpose=purpose,
        practitioner=practitioner,
        addresses=list(addresses),
        created_by=by,
    )
    client.full_clean()
    client.save()
    return Credentials(client, application.client_id, secret)


class ClientStopped(DomainError):
    code = "client_stopped"


class ClientWaits(DomainError):
    code = "client_waits"


@action
def agree_to_client(*, client: ApiClient, by: User) -> ApiClient:
    """Agree that a system gets in with the secret that another administrator was shown."""
    locked = _going_on(client)
    locked.agreed_by, locked.agreed_at = by, clock.now()
    locked.full_clean()
    locked.save(update_fields=["agreed_by", "agreed_at"])
    locked.user.is_active = True
    locked.user.save(update_fields=["is_active"])
    return locked


@action
def change_secret(*, client: ApiClient, by: User) -> Credentials:
    """Give a system another secret: the former one, and every token made by it, count no more from this moment.

    Whoever makes it holds it, so the new one opens nothing until another administrator agrees.
    """
    locked = _going_on(client)
    _close(locked)
    locked.secret_set_by, locked.secret_set_at = by, clock.now()
    locked.agreed_by = locked.agreed_at = None
    none_beside = _none_beside(locked)
    locked.save(update_fields=["secret_set_by", "secret_set_at", "agreed_by", "agreed_at", *none_beside])
    locked.application.client_secret = secret = generate_client_secret()
    locked.application.save(update_fields=["client_secret"])
    return Credentials(locked, locked.application.client_id, secret)


@action
def make_next_secret(*, client: ApiClient, by: User) -> Credentials:
    """Make a system another secret while the present one counts. It opens nothing until another administrator agrees."""
    locked = _going_on(client)
    if not locked.user.is_active:
        raise ClientWaits(_("This system waits for a second yes: until then it has one secret."))
    secret = generate_client_secret()
    locked.next_secret, locked.next_secret_by, locked.next_secret_at = make_password(secret), by, clock.now()
    locked.save(update_fields=["next_secret", "next_secret_by", "next_secret_at"])
    return Credentials(locked, locked.application.client_id, secret)


@action
def agree_to_next_secret(*, client: ApiClient, by: User) -> ApiClient:
    """Agree to the secret that another administrator was shown. The former one counts beside it for a week, and its tokens go on."""
    locked = _going_on(client)
    if not locked.next_secret:
        raise ClientWaits(_("No other secret waits."))
    # In this order: the database holds of each step what the one before wrote (api/models/clients.py).
    locked.former_secret, locked.former_until = locked.application.client_secret, clock.now() + OVERLAP
    locked.save(update_fields=["former_secret", "former_until"])
    locked.application.client_secret = locked.next_secret
    locked.application.save(update_fields=["client_secret"])
    locked.secret_set_by, locked.secret_set_at = locked.next_secret_by, locked.next_secret_at or clock.now()
    locked.agreed_by, locked.agreed_at = by, clock.now()
    locked.next_secret, locked.next_secret_by, locked.next_secret_at = "", None, None
    taken_up = ["secret_set_by", "secret_set_at", "agreed_by", "agreed_at"]
    locked.save(update_fields=[*taken_up, "next_secret", "next_secret_by", "next_secret_at"])
    return locked


@action
def say_where_it_asks_from(*, client: ApiClient, addresses: Iterable[str], by: User) -> ApiClient:
    """Say from which addresses a system may ask. From fewer at once; from more while it stands still, so that two agree."""
    locked = _going_on(client)
    locked.addresses = list(addresses)
    locked.save(update_fields=["addresses"])
    return locked


@action
def stop_client(*, client: ApiClient, by: User) -> None:
    """Let another system in no longer: its next request is refused, whatever token it holds."""
    locked = _going_on(client)
    _close(locked)
    locked.stopped_by, locked.stopped_at = by, clock.now()
    locked.save(update_fields=["stopped_by", "stopped_at", *_none_beside(locked)])
    for told in WebhookSubscription.objects.going_on().filter(client=locked):
        end_subscription(subscription=told, why=WebhookSubscription.Why.STOPPED, by=by)


def _close(client: ApiClient) -> None:
    """End its sign-in, and every token that it holds."""
    client.user.is_active = False
    client.user.save(update_fields=["is_active"])
    AccessToken.objects.filter(application=client.application).delete()


def _none_beside(client: ApiClient) -> list[str]:
    """No secret counts or waits beside the one that it has; the fields that say so."""
    client.next_secret = client.former_secret = ""
    client.next_secret_by = client.next_secret_at = client.former_until = None
    return ["next_secret", "next_secret_by", "next_secret_at", "former_secret", "former_until"]


def _going_on(client: ApiClient) -> ApiClient:
    locked = ApiClient.objects.select_for_update(of=("self",)).select_related("user", "application").get(pk=client.pk)
    if locked.stopped_at:
        raise ClientStopped(_("This system has been stopped. Let it in anew, under another name."))
    return locked


@action
def begin_led_family(*, name: str, good_to_know: str = "", lead_worker: Practitioner | None = None, by: User) -> Family:
    """Begin a family with someone to lead the work: a family that nobody works with is a family that nobody can open."""
    leads = lead_worker or (writes_as(by) if by.kind == User.Kind.CLIENT else None)
    if by.kind == User.Kind.CLIENT and leads is None:
        raise ValidationError({"lead_worker": _("Say which practitioner leads the work with this family.")})
    family = begin_family(name=name, good_to_know=good_to_know, by=by)
    if leads:
        begin_involvement(family=family, practitioner=leads, role=Involvement.Role.LEAD_WORKER, by=by)
    return family


@action
def add_person_to_family(
    *, family: Family, role: FamilyMembership.Role, member_since: date | None = None, by: User, **person: Any
) -> Person:
    """Write down a person and which family they are in: that is what makes them known to anyone."""
    added = add_person(**person, by=by)
    add_member(family=family, person=added, role=role, period=since(member_since), by=by)
    return added
