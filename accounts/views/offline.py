"""Without a signal: the worker that shows a page of ours then, that page, and what locks and opens what a device keeps."""

from __future__ import annotations

import hashlib
import json

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.offline import keeps_here, keys_of, lock_of, today

KEPT_BY_THE_WORKER = (
    "favicon.svg",
    "kith.css",
    "vendor/govuk-kith.css",
    "vendor/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "js/kept-here.js",
    "js/offline.js",
    "js/just-us.js",
)
"""What the page for when there is no signal is made of. Adding to it is a reviewed act: nothing of a family stands in any."""


@require_safe
@login_not_required
@transaction.non_atomic_requests
def worker(request: HttpRequest) -> HttpResponse:
    """The worker, with the names of what it keeps. Another name, or another page, makes it another worker, which keeps its own anew."""
    keeps = {"page": reverse("accounts:offline"), "files": [static(name) for name in KEPT_BY_THE_WORKER]}
    said = [*keeps["files"], static("js/worker.js"), render_to_string("accounts/offline.html")]
    keeps["version"] = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
    script = f"self.KEEPS = {json.dumps(keeps)};\nimportScripts({json.dumps(static('js/worker.js'))});\n"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    answer["Cache-Control"] = "max-age=600"
    return answer


@require_safe
@login_not_required
@transaction.non_atomic_requests
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in the place of a page that can't be reached. It is the same for everyone, and says nothing of anyone."""
    return HttpResponse(render_to_string("accounts/offline.html"))


@require_safe
@never_cache
def kept_here(request: UserRequest) -> JsonResponse:
    """For the pages of whoever is signed in: what locks, where this device may keep anything, and what opens what it kept."""
    lock = lock_of(request.user, today()) if keeps_here(request) else None
    return JsonResponse({"day": today(), "lock": lock, "keys": keys_of(request.user)})
