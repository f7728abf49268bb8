"""Django's `migrate`, followed by what the application's role may do and the key that signs who asks."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from database import grants, key, migrating


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        migrating.refuse_half_way(connections[options["database"]])
        with migrating.only_what_changes():
            super().handle(*args, **options)
        whole = not options["app_label"] and not options["check_unapplied"] and not options["plan"]
        if whole:
            connection = connections[options["database"]]
            grants.apply(connection)
            migrating.finish(connection)
            key.install(connection)
