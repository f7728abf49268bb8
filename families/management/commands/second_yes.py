"""Where an organisation has one administrator, whoever runs Kith is the second: `manage.py second_yes`, then with an id."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.actions.system import kith_itself
from accounts.errors import DomainError
from accounts.models import Organisation, Proposal, User
from database.asker import acting_as
from families.actions.colleagues import agree_to


class Command(BaseCommand):
    help = "Show what waits for a second yes, or say it. Be sure by yourself that it is right: nobody asks you again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", nargs="?", help="What to agree to; without it, all that waits is shown.")

    def handle(self, *args: Any, **said: Any) -> None:
        for organisation in Organisation.objects.order_by("pk"):
            by = kith_itself(organisation)
            with acting_as(by.asker), transaction.atomic():
                for proposal in Proposal.objects.visible_to(by).waiting().select_related("created_by", "about"):
                    if said["id"] is None:
                        asked = f"{proposal.pk}  {proposal}, asked for by {proposal.created_by}"
                        self.stdout.write(f"{organisation}: {asked}: {proposal.reason or proposal.role_labels}")
                    elif str(proposal.pk) == said["id"]:
                        self._agree(proposal, by)
                        return
        if said["id"] is not None:
            raise CommandError("Nothing with this id waits for a second yes.")

    def _agree(self, proposal: Proposal, by: User) -> None:
        if not settings.KITH_URL and not settings.KITH_LOCAL:
            raise CommandError("Set KITH_URL: links in messages begin with it.")
        if by._state.adding:
            by.save()
        try:
            agree_to(proposal=proposal, place=settings.KITH_URL, by=by)
        except (ValidationError, DomainError) as error:
            raise CommandError(str(getattr(error, "messages", [error])[0])) from error
        self.stdout.write(f"Agreed: {proposal}.")
