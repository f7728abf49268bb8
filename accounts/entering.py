"""Signing someone in who has shown by a link of ours who they are, and the address at which this place is reached."""

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.keeping import remember_who
from accounts.models import User
from accounts.session_life import OWN_DEVICE


def enter(request: HttpRequest, user: User, *, is_own_device: bool, to: str) -> HttpResponse:
    """Sign in, in a new session, and go on to an address of this place."""
    adapter = get_adapter()
    request.session[OWN_DEVICE] = is_own_device
    adapter.login(request, user)
    UserSession.objects.create_from_request(request)
    response = redirect(to if adapter.is_safe_url(to) else settings.LOGIN_REDIRECT_URL)
    remember_who(request, response, user)
    return response


def this_place(request: HttpRequest) -> str:
    """Scheme and host for links in messages: as the settings say, and only where they don't, as the request does."""
    return settings.KITH_URL or request.build_absolute_uri("/")[:-1]
