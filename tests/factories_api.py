"""Another system that is let in, and a test client that asks in its name."""

import json
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from accounts.models import User
from api.actions import Credentials, agree_to_client, create_client
from api.queries.clients import administrators
from api.scopes import Scope
from database.asker import acting_as


def credentials(*scopes: str, name: str = "Mosaic", practitioner: Any = None, by: User | None = None) -> Credentials:
    by = by or User.objects.get(email="kith@leeds.test")
    made = create_client(
        name=name, scopes=[Scope(scope) for scope in scopes], purpose="Tests", practitioner=practitioner, by=by
    )
    agrees = administrators(by).order_by("pk").first()
    if agrees and by.kind == User.Kind.SYSTEM:
        with acting_as(agrees.asker):
            agree_to_client(client=made.client, by=agrees)
        made.client.user.refresh_from_db()  # it is let in now
    return made


FORM = "application/x-www-form-urlencoded"


class Caller(Client):
    """A test client with a bearer token; sends JSON, and reads it."""

    def __init__(self, held: Credentials, token: str = "") -> None:
        super().__init__(raise_request_exception=False)
        self.credentials = held
        self.token = token or token_of(held)["access_token"]
        self.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"

    def send(self, path: str, said: Any, **extra: Any) -> Any:
        body = said if isinstance(said, (str, bytes)) else json.dumps(said)
        return self.post(path, body, content_type="application/json", **extra)


def token_of(held: Credentials, scope: str = "") -> dict[str, Any]:
    form = {
        "grant_type": "client_credentials",
        "client_id": held.client_id,
        "client_secret": held.client_secret,
        **({"scope": scope} if scope else {}),
    }
    return Client().post("/api/oauth/token/", urlencode(form), content_type=FORM).json()
