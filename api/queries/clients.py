"""What a client is, as its requests need it, and as an administrator reads it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.roles import Role
from accounts.rules import can_administer
from api.models import ApiClient
from families.models import Practitioner
from families.paging import Page, page_of

FOUND = 50


def writes_as(user: User) -> Practitioner | None:
    """The practitioner in whose name a client writes."""
    client = ApiClient.objects.visible_to(user).select_related("practitioner").filter(user=user).first()
    return client.practitioner if client else None


def administrators(user: User) -> QuerySet[User]:
    """Who administers the same organisation."""
    works_here = User.objects.filter(organisation=user.organisation_id, kind=User.Kind.STAFF, is_active=True)
    return works_here.filter(roles__contains=[Role.ADMINISTRATOR])


def clients(administrator: User) -> QuerySet[ApiClient]:
    """Systems that are or were let in, each with who asked and when it last signed in; to anyone else, none."""
    if not can_administer(administrator):
        return ApiClient.objects.none()
    named = (
        "user__organisation",
        "created_by",
        "secret_set_by",
        "next_secret_by",
        "agreed_by",
        "stopped_by",
        "practitioner",
        "application",
    )
    seen = ApiClient.objects.visible_to(administrator).select_related(*named)
    return seen.annotate(last_used_at=Max("application__accesstoken__created"))


def client_list(administrator: User, cursor: str = "") -> Page[ApiClient]:
    return page_of(clients(administrator), ("name", "pk"), cursor=cursor)


def client(pk: UUID, administrator: User) -> ApiClient:
    return get_object_or_404(clients(administrator), pk=pk)


def waiting_clients(administrator: User) -> list[ApiClient]:
    """Those that get in, or go on with another secret, as soon as another administrator agrees."""
    unsettled = Q(user__is_active=False) | ~Q(next_secret="")
    waiting = clients(administrator).filter(unsettled, stopped_at__isnull=True)
    return list(waiting.order_by("secret_set_at", "pk")[:FOUND])
