"""Signing in with the account that one has at work: only people whom the organisation has added already, and nobody else's."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.shortcuts import render

from accounts.actions.address import take_over_address
from accounts.errors import DomainError
from accounts.models import SingleSignOn, User
from accounts.queries import address_at_work, chose_their_address
from accounts.second_step import HAS_SECOND_STEP
from accounts.secrets import Unreadable, unseal
from database.asker import acting_as

PROVIDER = "openid_connect"
log = logging.getLogger(__name__)


class StaffOfTheOrganisation(DefaultSocialAccountAdapter):
    """The door between allauth and the organisations' own providers."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Each organisation's provider; `provider` is `openid_connect` for all, or the id of one."""
        ways = SingleSignOn.objects.filter(is_on=True).select_related("organisation")
        apps = (
            _app(way)
            for way in ways.order_by("organisation__name", "pk")
            if way.may_be_asked and provider in {None, PROVIDER, way.provider_id} and client_id in {None, way.client_id}
        )
        return [app for app in apps if app]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Go on only as someone who works at this provider's organisation; the first time they are found by their e-mail."""
        way = SingleSignOn.objects.get(pk=sociallogin.account.provider)
        if sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(_not_here(request))
        linked = sociallogin.user if sociallogin.is_existing else None
        user = linked or _by_email(way, sociallogin)
        if user is None or not _works_at(way, user):
            raise ImmediateHttpResponse(_not_here(request))
        if not linked and not _link(request, sociallogin, user):
            raise ImmediateHttpResponse(_not_here(request))
        if linked:
            _follow_address(sociallogin, linked)
        if way.asks_second_step:
            request.session[HAS_SECOND_STEP] = True

    def on_authentication_error(self, request: HttpRequest, provider: Any, **why: Any) -> None:
        raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=502))


def _app(way: SingleSignOn) -> SocialApp | None:
    """The provider as allauth knows it; none when its secret was sealed with a key that is no longer ours."""
    try:
        secret = unseal(way.sealed_secret)
    except Unreadable:
        log.warning("The client secret of %s can't be read: it has to be set again.", way.issuer)
        return None
    return SocialApp(
        provider=PROVIDER,
        provider_id=way.provider_id,
        name=way.organisation.name,
        client_id=way.client_id,
        secret=secret,
        settings={
            "server_url": way.issuer,
            "oauth_pkce_enabled": True,
            # What the provider says of itself must not change whose tokens are taken.
            "openid_configuration_overrides": {"issuer": way.issuer},
        },
    )


def _by_email(way: SingleSignOn, sociallogin: SocialLogin) -> User | None:
    """Whoever has this address here, unless the provider itself says that the address may be anyone's.

    But nobody whom the provider knows as someone else by now: their former address may be a newcomer's today.
    """
    email, is_verified = address_at_work(sociallogin.account)
    if not email or is_verified is False:
        return None
    known = SocialAccount.objects.filter(provider=way.provider_id, user=OuterRef("pk"))
    return User.objects.filter(~Exists(known), organisation=way.organisation_id, email__iexact=email).first()


def _follow_address(sociallogin: SocialLogin, user: User) -> None:
    """Their address is another at work by now. It is taken over if the provider says that it is theirs, and nobody else has it; else it
    stays, and so does one that they chose here themselves. An administrator reads that on their page (`stands_otherwise_at_work`)."""
    email, is_verified = address_at_work(sociallogin.account)
    if is_verified is not True or not email or user.is_reached_by(email):
        return
    with suppress(ValidationError, DomainError, IntegrityError), transaction.atomic(), acting_as(user.asker):
        if not chose_their_address(user):
            take_over_address(email=email, by=user)
    user.refresh_from_db(fields=["email"])


def _link(request: HttpRequest, sociallogin: SocialLogin, user: User) -> bool:
    """Know them by the provider's number from here on; false when at this moment another number was faster.

    The same number twice at one moment is one person who pressed twice.
    """
    try:
        with transaction.atomic():
            sociallogin.connect(request, user)
    except IntegrityError:
        theirs = SocialAccount.objects.filter(
            provider=sociallogin.account.provider, uid=sociallogin.account.uid, user=user
        ).first()
        if not theirs:
            return False
        sociallogin.account = theirs
    return True


def _works_at(way: SingleSignOn, user: User) -> bool:
    return user.is_active and user.kind == User.Kind.STAFF and user.organisation_id == way.organisation_id


def _not_here(request: HttpRequest) -> Any:
    return render(request, "account/signup_closed.html", status=403)
