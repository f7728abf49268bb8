"""Where one is signed in, and ending that."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.sessions import end_session, end_sessions
from accounts.http import UserRequest
from accounts.keeping import forget_who
from accounts.offline import leave_nothing
from accounts.queries import own_devices


@require_safe
def session_list(request: UserRequest) -> HttpResponse:
    devices = own_devices(request.user, request.session.session_key)
    return render(request, "accounts/session_list.html", {"devices": devices})


@require_POST
def session_end(request: UserRequest) -> HttpResponse:
    """End one of one's own sessions, or with no number all the others."""
    number = request.POST.get("session", "")
    if not number:
        end_sessions(user=request.user, but=[request.session.session_key or ""], by=request.user)
        messages.success(request, _("You are signed out everywhere else."))
        return redirect("accounts:session-list")
    mine = UserSession.objects.filter(user=request.user)
    session = get_object_or_404(mine, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    is_this_one = session.session_key == request.session.session_key
    end_session(session=session, by=request.user)
    if is_this_one:
        get_adapter().logout(request)
        answer = redirect("account_login")
        forget_who(answer)
        leave_nothing(request, answer)
        return answer
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:session-list")
