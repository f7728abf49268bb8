"""Steps of signing in that are ours: allauth runs them one after the other, and nobody is signed in before the last."""

from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from accounts.models import User


class OwnDevice(LoginStage):  # type: ignore[misc]
    """Ask a family member whether only they use this phone or computer (domain.md §8.8)."""

    key = "own_device"
    urlname = "accounts:own-device"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is None or user.kind != User.Kind.FAMILY:
            return None, True
        self.state["of"] = user.get_session_auth_hash()
        return redirect(self.urlname), True

    def exit(self) -> HttpResponse:
        """Nobody goes on who began before the sign-in was ended and opened again, at another address."""
        is_same = constant_time_compare(self.state.get("of", ""), self.login.user.get_session_auth_hash())
        answer: HttpResponse = super().exit() if is_same else self.abort()
        return answer
