"""Someone who was written down twice, before and after that is found."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from families.actions.members import NewMember, add_new_member
from families.actions.merging import merge_people
from families.actions.statutory import take_statutory_people
from families.imports.statutory import ToldPerson
from families.models import Family, Person, PersonMerge, StatutoryQuestion
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


def differs(people: People) -> Rows:
    """The council's system says that Amina was born on another day."""
    sender = User.objects.get(kind=User.Kind.CLIENT, name="Larkfield social care record")
    said = ToldPerson(("lcs_person_id", "LARK0303"), date_of_birth=date(2014, 1, 2))
    take_statutory_people(told=[said], by=sender)
    return {"statutory-questions": StatutoryQuestion.objects.get().pk}
