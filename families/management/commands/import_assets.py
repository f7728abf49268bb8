"""A directory of services, as what is nearby."""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions.system import kith_itself
from accounts.errors import DomainError
from accounts.models import User
from database.asker import acting_as
from families.actions.directories import Taken, look_for_missing, take_service
from families.directory import fetch
from families.directory.read import CATEGORIES, Directory, read
from families.directory.service import Service
from families.management import which

LEFT_OUT = "left out"
LONGEST_SOURCE = 60


class Command(BaseCommand):
    help = (
        "Take over the services of a directory in the form of Open Referral (HSDS 3.0 or its UK profile, JSON), from a file or from"
        " an address whose host stands in KITH_DIRECTORY_HOSTS. What was changed here by hand is kept. Without --commit nothing is"
        " written. Exit code 2 when it is no such directory."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("directory", help="a file, or an address that begins with https://")
        parser.add_argument("--source", required=True, help="what the directory is called here, the same each time")
        parser.add_argument(
            "--category", default="association", choices=sorted(CATEGORIES), help="the kind of what does not say"
        )
        parser.add_argument(
            "--show",
            action="store_true",
            help="families may be shown what is new, as soon as it was looked at: here, or by its assured_date",
        )
        parser.add_argument("--commit", action="store_true", help="write what was read")
        parser.add_argument("--organisation", default="", help="its name or id; the only one by default")

    def handle(self, *args: Any, organisation: str, **options: Any) -> None:
        if not 0 < len(options["source"].strip()) <= LONGEST_SOURCE:
            raise CommandError(f"--source is from 1 to {LONGEST_SOURCE} characters long.")
        self._counts: Counter[str] = Counter()
        system = kith_itself(which.organisation(organisation))
        found = _read(options["directory"])
        if options["commit"] and system._state.adding:
            system.save()
        with acting_as(system.asker), transaction.atomic():
            self._take(found, system, **options)
            transaction.set_rollback(not options["commit"])
        self._tell(found, **options)

    def _take(self, found: Directory, system: User, *, source: str, category: str, show: bool, **_options: Any) -> None:
        for service in found.services:
            try:
                with transaction.atomic():
                    taken: str = take_service(service=service, source=source, category=category, show=show, by=system)
            except ValidationError as error:
                service.notes.append(" ".join(error.messages))
                taken = LEFT_OUT
            except DomainError as error:
                service.notes.append(str(error))
                taken = LEFT_OUT
            self._counts[taken] += 1
            self._say(service)
        if found.is_whole:
            there = [service.id for service in found.services]
            self._counts["missing"] = look_for_missing(source=source, there=there, by=system)

    def _say(self, service: Service) -> None:
        for note in service.notes:
            self.stdout.write(f"{service.name}: {note}")

    def _tell(self, found: Directory, *, commit: bool, **_options: Any) -> None:
        for problem in found.problems:
            self.stdout.write(problem)
        self._counts[LEFT_OUT] += len(found.problems)
        self.stdout.write(f"Services read: {len(found.services) + len(found.problems)}.")
        for word in (*Taken, LEFT_OUT):
            self.stdout.write(f"  {word:<10} {self._counts[word]}")
        if found.is_whole:
            self.stdout.write(f"  no longer in the directory, to be looked at: {self._counts['missing']}")
        else:
            self.stdout.write("  This is not the whole directory, so nothing is taken for gone.")
        self.stdout.write("Written." if commit else "Nothing was written. With --commit it would be.")


def _read(directory: str) -> Directory:
    try:
        if "://" in directory:
            return read(*fetch.pages(directory))
        return read(json.loads(Path(directory).read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{directory} can't be read as a directory of services. {error}", returncode=2) from error
