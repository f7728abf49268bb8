"""Typed requests."""

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    """A request behind the sign-in door."""

    user: User
