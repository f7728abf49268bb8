"""Django's `migrate`, followed by what the application's role may do and the key that signs who asks."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from database import grants, key, migrating


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        migrating.refuse_half_way(connection)

        def step() -> None:
            with migrating.only_what_changes():
                super(Command, self).handle(*args, **options)
            if not options["app_label"] and not options["check_unapplied"] and not options["plan"]:
                grants.apply(connection)
                migrating.finish(connection)
                key.install(connection)

        migrating.giving_way(connection, step, self.stderr.write)
