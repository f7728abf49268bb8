"""`manage.py demo`: the synthetic council of the stories, today. Run again, it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Organisation, User
from config.demo.load import COUNCIL, load
from config.demo.staff import DOMAIN
from database import clock
from families.queries.advocates import roles_in_the_demo


class Command(BaseCommand):
    help = "Load a synthetic council with families to look at."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            if not Organisation.objects.filter(name=COUNCIL).exists():
                load(clock.today())
        people = list(User.objects.filter(email__endswith=f"@{DOMAIN}").exclude(kind=User.Kind.SYSTEM).order_by("pk"))
        roles = roles_in_the_demo(people)
        for user in people:
            self.stdout.write(f"  {user.name:<10} {roles[user.pk]:<28} {user.email}")
