"""What a load balancer asks."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, JsonResponse
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
