"""The demo's one-click sign-ins; a real council has none."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.keeping import remember_who
from accounts.queries import demo_users
from accounts.session_life import OWN_DEVICE


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not settings.KITH_DEMO:
        raise Http404
    user = get_object_or_404(demo_users(), pk=pk)
    adapter = get_adapter()
    request.session[OWN_DEVICE] = True
    adapter.login(request, user)
    UserSession.objects.create_from_request(request)
    asked = request.POST.get("next", "")
    response = redirect(asked if adapter.is_safe_url(asked) else settings.LOGIN_REDIRECT_URL)
    remember_who(response, user)
    return response
