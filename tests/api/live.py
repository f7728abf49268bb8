"""The API behind a real socket: a council with a worker, and another system that is let in."""

from dataclasses import dataclass

import httpx
from django.db import transaction

from accounts.models import Organisation, User
from api.actions import Credentials
from api.scopes import Scope
from database.asker import acting_as
from tests.factories import FamilyFactory, MembershipFactory, PractitionerFactory
from tests.factories_api import credentials


@dataclass
class Council:
    """What a test of the live API starts from."""

    address: str
    credentials: Credentials

    def token(self) -> str:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.credentials.client_id,
            "client_secret": self.credentials.client_secret,
        }
        return str(httpx.post(f"{self.address}/api/oauth/token/", data=form).json()["access_token"])


def council(address: str) -> Council:
    leeds = Organisation.objects.create(name="Leeds")
    system = User.objects.create_user("kith@leeds.test", name="Kith", kind=User.Kind.SYSTEM, organisation=leeds)
    with acting_as(system.asker), transaction.atomic():
        MembershipFactory(family=FamilyFactory(name="Rowan"), person__known_as="Mia")
        return Council(address, credentials(*Scope.values, practitioner=PractitionerFactory()))
