"""Ask that another system gets in: `manage.py api_client Mosaic --purpose "…" --scope families.read`.

An administrator agrees on the page of it, for letting a system in takes two. On the first day of an organisation, when nobody
administers it yet, it gets in at once.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.errors import DomainError
from accounts.models import Organisation, User
from api.actions import create_client
from api.scopes import Scope
from database.asker import acting_as
from families.models import Practitioner

AT_ONCE = (
    "It gets in at once: nobody administers %s yet, so nobody could agree. Let administrators in before it is used."
)
WHEN_AGREED = "It gets in when an administrator of %s agrees: Administration, Other systems."


class Command(BaseCommand):
    help = (
        "Ask that another system gets in, and print once what it signs in with. An administrator agrees before it does."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="What the system is called.")
        parser.add_argument("--purpose", required=True, help="What it is let in for.")
        parser.add_argument(
            "--scope", action="append", required=True, choices=Scope.values, help="Say it again for more."
        )
        parser.add_argument("--organisation", help="Its name; not needed when there is only one.")
        parser.add_argument(
            "--practitioner", help="The id, or the name, of the practitioner in whose name it begins families."
        )

    def handle(self, *args: Any, **said: Any) -> None:
        by = system_user(said["organisation"])
        with acting_as(by.asker), transaction.atomic():
            try:
                made = create_client(
                    name=said["name"],
                    scopes=said["scope"],
                    purpose=said["purpose"],
                    practitioner=_practitioner(said["practitioner"]),
                    by=by,
                )
            except (ValidationError, DomainError) as error:
                raise CommandError(str(getattr(error, "messages", [error])[0])) from error
            gets_in = made.client.user.is_active
        self.stdout.write(f"client_id={made.client_id}\nclient_secret={made.client_secret}")
        self.stderr.write("Keep the secret safe: it can't be shown again.")
        self.stderr.write((AT_ONCE if gets_in else WHEN_AGREED) % by.organisation)


def system_user(organisation: str | None) -> User:
    """Kith itself, in the organisation that is named or the only one."""
    found = list(Organisation.objects.filter(name=organisation) if organisation else Organisation.objects.all()[:2])
    if len(found) != 1:
        raise CommandError("Name one organisation with --organisation.")
    users = User.objects.filter(kind=User.Kind.SYSTEM, organisation=found[0])
    return users.order_by("pk").first() or User.objects.create_user(
        f"kith@{found[0].pk}.invalid", name="Kith", kind=User.Kind.SYSTEM, organisation=found[0]
    )


def _practitioner(said: str | None) -> Practitioner | None:
    if said is None:
        return None
    try:
        return Practitioner.objects.get(pk=UUID(said))
    except (Practitioner.DoesNotExist, ValueError):
        found = Practitioner.objects.filter(name=said)[:2]
    if len(found) != 1:
        raise CommandError("There is not one practitioner with this id or name.")
    return found[0]
