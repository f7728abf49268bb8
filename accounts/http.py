"""Typed requests, and answers to take away."""

from django.http import HttpRequest, HttpResponse

from accounts.models import User


class UserRequest(HttpRequest):
    """A request behind the sign-in door."""

    user: User


def file_to_keep(content: bytes | str, name: str, kind: str) -> HttpResponse:
    """An answer that the browser keeps as a file of this name, which must tell of nobody."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
