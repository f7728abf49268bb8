"""Someone who was written down twice, before and after that is found."""

from __future__ import annotations

from families.actions.members import NewMember, add_new_member
from families.actions.merging import merge_people
from families.models import Family, Person, PersonMerge
from tests.sweeps.ways import People, Rows


def twin(people: People) -> Rows:
    """Priya writes Joan down once more."""
    rowan = Family.objects.get(name="Rowan")
    joan = Person.objects.get(known_as="Joan")
    again = add_new_member(family=rowan, new=NewMember("Joan Rowan"), by=people["Priya"])
    return {"people": joan.pk, "same-as": again.pk}


def merged(people: People) -> Rows:
    """And finds that it is her."""
    written = twin(people)
    joan, again = (Person.objects.get(pk=written[word]) for word in ("people", "same-as"))
    return {"merges": merge_people(kept=joan, merged=again, why="She told us", by=people["Priya"]).pk}


def find_someone_twice(people: People) -> None:
    """One merge, so that its address leads somewhere."""
    if not PersonMerge.objects.exists():
        merged(people)
