"""The demo's one-click sign-ins; a real council has none."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.entering import enter
from accounts.queries import demo_users


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not settings.KITH_DEMO:
        raise Http404
    user = get_object_or_404(demo_users(), pk=pk)
    return enter(request, user, is_own_device=True, to=request.POST.get("next", ""))
