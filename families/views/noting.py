"""Writing down a look at the page of a family or of a person."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from accounts.actions.access import looked_at
from accounts.models import AccessEvent, User
from families.models import Family, Person
from families.queries.families import everyone_of, family_ids


def note_page_of(about: Family | Person, *, what: str, named: Iterable[UUID] = (), by: User) -> None:
    """Whose page it is, and everyone whom it names (INV-51). A page of a family is about everyone who is in it.

    Those who are only named, as one of several to choose from or as the other end of a tie, are noted by the same look. What they
    read of it is that they were seen there, and nothing at all when the page is of someone who is kept from them, or of someone in
    no family of theirs: so it has `record` and the families (`families.queries.looked`).
    """
    if isinstance(about, Family):
        families, people = [about.pk], set(everyone_of([about.pk]))
    else:
        families, people = list(family_ids(about, by)), {about.pk}
    looked_at(
        kind=AccessEvent.Kind.VIEW, what=what, families=families, people=people | {*named}, record=about.pk, by=by
    )
