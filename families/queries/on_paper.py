"""What someone may read who is handed it on paper, whether or not they have a sign-in (domain.md §8.5, lines 2, 5 and 9).

Whoever has one reads on paper what the door opens to them. Whoever has none is asked for by the same lines: what is shared with them,
of those who are in a family with them today, and nothing of whom is kept from them.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from database import clock
from families.models import AccessBlock, FamilyMembership, Person, Record, Restriction, ShareState, reads_for
from families.models.people import people_open_to
from families.models.records import is_shared
from families.queries.readers import children_read_for_by, kept_from_some_of


def reads_on_paper(person: Person, record: Record) -> bool:
    """Whether this record may be handed to this person."""
    if user := _sign_in_of(person):
        return Record.objects.visible_to(user).filter(pk=record.pk).exists()
    theirs = ShareState.objects.filter(
        is_shared(), record=record, person__in={person.pk, *children_read_for_by(person)}
    )
    only_a_childs = ShareState.objects.filter(record=record, state=ShareState.State.CHILD_ONLY)
    return theirs.exists() and not only_a_childs.exists() and not kept_from_some_of([person.pk], [record.pk])


def is_kept_on_paper(person: Person, record: Record) -> bool:
    """Whether this record is about someone who is kept from this person, or is kept from them itself."""
    return bool(kept_from_some_of([person.pk], [record.pk]))


def known_on_paper(person: Person, people: Iterable[UUID]) -> set[UUID]:
    """Whom of these people this person may read the names of."""
    asked_for = Person.objects.filter(pk__in=set(people))
    if user := _sign_in_of(person):
        known = asked_for.filter(people_open_to(user) | reads_for(user))
    else:
        families = FamilyMembership.objects.current().filter(person=person).values("family")
        today = FamilyMembership.objects.filter(family__in=families, period__contains=clock.today()).values("person")
        kept = AccessBlock.objects.in_force().filter(viewer_person=person, protected_person__isnull=False)
        restricted = Restriction.objects.in_force().filter(person__isnull=False)
        seen = Q(pk=person.pk) | Q(pk__in=today) | Q(pk__in=children_read_for_by(person))
        known = asked_for.filter(seen).exclude(pk__in=kept.values("protected_person"))
        known = known.exclude(pk__in=restricted.values("person"))
    return set(known.values_list("pk", flat=True))


def _sign_in_of(person: Person) -> User | None:
    """Their own, while it opens anything."""
    return User.objects.filter(person_account__person=person, is_active=True).first()
