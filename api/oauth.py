"""Which scopes a token may carry: those of the client that asks for it; and with which secrets it asks."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from oauth2_provider.models import AbstractApplication
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from oauthlib.oauth2 import InvalidClientError  # type: ignore[import-untyped]

from accounts.models import User
from api.models import ApiClient
from api.scopes import Scope
from database import clock
from database.asker import acting_as


class KithScopes(BaseScopes):  # type: ignore[misc]
    """Asked at the token endpoint, where no one has signed in yet: so it reads the client as the client itself."""

    def get_all_scopes(self) -> Mapping[str, str | Promise]:
        return {scope.value: scope.label for scope in Scope}

    def get_available_scopes(
        self, application: AbstractApplication | None = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        if application is None:
            return []
        user = application.user
        if not isinstance(user, User) or not user.is_active:
            raise InvalidClientError
        with acting_as(user.asker):
            return ApiClient.objects.visible_to(user).get(application=application).scopes

    def get_default_scopes(
        self, application: AbstractApplication | None = None, *args: Any, **kwargs: Any
    ) -> list[str]:
        return self.get_available_scopes(application)


class KithValidator(OAuth2Validator):  # type: ignore[misc]
    """Takes a system's former secret too, while it counts beside the present one."""

    def authenticate_client(self, request: Any, *args: Any, **kwargs: Any) -> bool:
        if super().authenticate_client(request, *args, **kwargs):
            return True
        if not isinstance(request.client, AbstractApplication) or not (former := _former_secret(request.client)):
            return False
        request.client.client_secret = former
        return bool(super().authenticate_client(request, *args, **kwargs))


def _former_secret(application: AbstractApplication) -> str:
    user = application.user
    if not isinstance(user, User) or not user.is_active:
        return ""
    with acting_as(user.asker):
        counts = ApiClient.objects.visible_to(user).filter(application=application, former_until__gt=clock.now())
        return counts.values_list("former_secret", flat=True).first() or ""
