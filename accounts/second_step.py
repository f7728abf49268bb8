"""A second step at sign-in: whom it is asked of, and where those are led who owe it (security.md §1, ASVS 6.3.3)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.secrets import seal, unseal

HAS_SECOND_STEP = "kith_second_step"
"""In the session, once known: most requests need not ask again."""
SETTING_UP = (
    "/accounts/2fa/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/back/",
    settings.STATIC_URL,
)
SENTENCE = gettext_lazy(
    "Your organisation asks for a second step at sign-in. Choose one here, then go on with your work."
)


class SecondStepAdapter(DefaultMFAAdapter):
    """Our words and our keys for what allauth.mfa keeps."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That code doesn’t fit. Wait for the next one, and write all its numbers."),
        "cannot_delete_authenticator": gettext_lazy(
            "Your organisation asks for a second step: set another one up before you take this away."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return _("Kith")

    def _get_site_name(self) -> str:
        return _("Kith")

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  (allauth's own name)
        return _("This phone or computer")

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What the device keeps and shows beside the passkey: no more of a family member than their own address."""
        kept: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return kept | {"display_name": user.email}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        return not _asked_of(user) or _real_ones(user).exclude(pk=authenticator.pk).exists()


class SecondStep(AuthenticateStage):
    """Asked of who works here. A family member's passkey or code is the whole of their sign-in (domain.md §8.8)."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        return user is not None and user.kind == User.Kind.STAFF and super()._should_handle(request)


def lead_to_second_step(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Before anything else, someone who owes a second step sets it up; by the API they are told so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _owes_second_step(request) or request.path.startswith(SETTING_UP):
            return get_response(request)
        if request.path.startswith("/api/"):
            status = HTTPStatus.FORBIDDEN
            problem = {
                "type": "about:blank",
                "title": status.phrase,
                "status": status,
                "detail": str(SENTENCE),
                "errors": [],
            }
            return JsonResponse(problem, status=status, content_type="application/problem+json")
        return redirect("mfa_index")

    return middleware


def _owes_second_step(request: HttpRequest) -> bool:
    user = request.user
    if not isinstance(user, User) or not _asked_of(user) or request.session.get(HAS_SECOND_STEP):
        return False
    if not _real_ones(user).exists():
        return True
    request.session[HAS_SECOND_STEP] = True
    return False


def _asked_of(user: User) -> bool:
    return user.kind == User.Kind.STAFF and user.organisation.requires_second_step


def _real_ones(user: User) -> Any:
    """Recovery codes alone are no second step."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
