"""Let another system in no longer: `manage.py stop_client Mosaic`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from api.actions import ClientStopped, stop_client
from api.management.commands.api_client import system_user
from api.models import ApiClient
from database.asker import acting_as


class Command(BaseCommand):
    help = "Let another system in no longer: its tokens count no more from this moment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="What the system is called.")
        parser.add_argument("--organisation", help="Its name; not needed when there is only one.")

    def handle(self, *args: Any, **said: Any) -> None:
        by = system_user(said["organisation"])
        with acting_as(by.asker), transaction.atomic():
            client = ApiClient.objects.visible_to(by).filter(name=said["name"]).first()
            if client is None:
                raise CommandError("No system of this name is let in.")
            try:
                stop_client(client=client, by=by)
            except ClientStopped as stopped:
                raise CommandError(str(stopped)) from stopped
        self.stdout.write(f"{client.name} is stopped.")
