"""The children of a Children in Need census file, as people of an organisation."""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.actions.system import kith_itself
from accounts.errors import DomainError
from accounts.models import User
from database.asker import acting_as
from families.actions.imports import Taken, take_child
from families.imports.census import Child, Problem, children
from families.imports.census_xml import NotACensus
from families.management import which

LEFT_OUT = "left out"


class Command(BaseCommand):
    help = (
        "Read the children of a Children in Need census (XML) as people, known by their LAchildID; no families. "
        "Without --commit nothing is written. Exit code 2 when FILE is not such a census."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--commit", action="store_true", help="write what was read")
        parser.add_argument("--organisation", default="", help="its name or id; the only one by default")

    def handle(self, *args: Any, file: Path, commit: bool, organisation: str, **options: Any) -> None:
        self._counts: Counter[str] = Counter()
        system = kith_itself(which.organisation(organisation))
        for _each in _read(file):
            pass  # to its end, before anything is written from it
        if commit and system._state.adding:
            system.save()
        with acting_as(system.asker):
            for found in _read(file):
                self._take(found, system, commit=commit)
        self._tell(commit=commit)

    def _take(self, found: Child | Problem, system: User, *, commit: bool) -> None:
        if isinstance(found, Problem):
            self._counts[LEFT_OUT] += 1
            self._say(found)
            return
        try:
            with transaction.atomic():
                taken: str = take_child(child=found, by=system)
                transaction.set_rollback(not commit)
        except ValidationError as error:
            found.note(found.line, " ".join(error.messages))
            taken = LEFT_OUT
        except DomainError as error:
            found.note(found.line, str(error))
            taken = LEFT_OUT
        self._counts[taken] += 1
        self._counts["meetings"] += len(found.meetings)
        for problem in found.problems:
            self._say(problem)

    def _say(self, problem: Problem) -> None:
        self._counts["problems"] += 1
        self.stdout.write(f"line {problem.line}: {problem.child or '(no LAchildID)'}: {problem.sentence}")

    def _tell(self, *, commit: bool) -> None:
        read = sum(self._counts[word] for word in (*Taken, LEFT_OUT))
        self.stdout.write(f"{read} children read, {self._counts['problems']} problems.")
        for word in (*Taken, LEFT_OUT):
            self.stdout.write(f"  {word:<10} {self._counts[word]}")
        self.stdout.write(f"  family group decision-making meetings: {self._counts['meetings']}")
        self.stdout.write("Written." if commit else "Nothing was written. With --commit it would be.")


def _read(file: Path) -> Iterator[Child | Problem]:
    try:
        with file.open("rb") as opened:
            yield from children(opened)
    except (OSError, NotACensus) as error:
        raise CommandError(f"{file} can't be read as a Children in Need census. {error}", returncode=2) from error
