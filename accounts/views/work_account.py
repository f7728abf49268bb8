"""Beginning to sign in with the account that one has at work."""

from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from requests import RequestException


@login_not_required
@require_safe
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider; when it is away, or isn't one, say so."""
    try:
        answer: HttpResponse = openid.login(request, provider_id)
    except (RequestException, KeyError, ValueError):
        return render(request, "socialaccount/authentication_error.html", status=502)
    return answer
