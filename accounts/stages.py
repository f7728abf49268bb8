"""Steps of signing in that are ours: allauth runs them one after the other, and nobody is signed in before the last."""

from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.models import User


class OwnDevice(LoginStage):  # type: ignore[misc]
    """Ask a family member whether only they use this phone or computer (domain.md §8.8)."""

    key = "own_device"
    urlname = "accounts:own-device"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is None or user.kind != User.Kind.FAMILY:
            return None, True
        return redirect(self.urlname), True
