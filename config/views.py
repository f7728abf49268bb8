"""What a load balancer asks, help for whoever is lost, and in a demo a page of all parts that pages are made of."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import health


@require_safe
@login_not_required
@never_cache
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """The process lives. It asks nothing of the database, so that a database that is away restarts no one."""
    return JsonResponse({"status": "alive"})


@require_safe
@login_not_required
@never_cache
@transaction.non_atomic_requests
def readyz(request: HttpRequest) -> JsonResponse:
    """The process can serve; otherwise 503, with what is wrong."""
    found = health.problems()
    if found:
        return JsonResponse({"status": "not ready", "problems": found}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ready"})


@require_safe
@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Every component with people who don't exist; only in a demo."""
    if not settings.KITH_DEMO:
        raise Http404
    return render(request, "components_page.html")


@require_safe
@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    """How to begin, for whoever asks: a family, who works here, who administers, or who can't sign in."""
    return render(request, "help.html")


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Whether everyone can use it, how that is known, and what is not good enough yet; a public body adds what the law asks of it."""
    return render(request, "accessibility.html")
