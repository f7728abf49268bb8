"""How someone of a family says they are reached, and the children for whom they read (domain.md §8.5, line 9; §8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from families.models import ContactPoint, Person, readable_by
from families.queries.readers import parents_reading_for_each


@dataclass(frozen=True, slots=True)
class Reached:
    """One person, and by what they are reached today."""

    person: Person
    is_oneself: bool
    points: Sequence[ContactPoint]
    others: Sequence[Person]
    """Who reads for them, beside who reads this."""

    @property
    def who_reads(self) -> str:
        """Of a child to itself: who reads for it, and how they don’t. Nothing where nobody has to be named."""
        if self.is_oneself:
            return self._who_reads_for_oneself if self.others else ""
        told = {"name": self.person.known_as, "others": get_text_list([one.known_as for one in self.others], _("and"))}
        if not self.others:
            return _("%(name)s reads this too.") % told
        return (
            ngettext(
                "%(name)s reads this too, and so does %(others)s.",
                "%(name)s reads this too, and so do %(others)s.",
                len(self.others),
            )
            % told
        )

    @property
    def _who_reads_for_oneself(self) -> str:
        told = {"others": get_text_list([one.known_as for one in self.others], _("and"))}
        return (
            ngettext(
                "%(others)s reads this too, but not what you tick as only for those who work closely with your family.",
                "%(others)s read this too, but not what you tick as only for those who work closely with your family.",
                len(self.others),
            )
            % told
        )


def our_reach(user: User) -> list[Reached]:
    """The reader first, then the children for whom they read. In a fixed number of queries."""
    people = list(people_to_say_for(user).order_by("sort_key", "pk"))
    points = list(points_of_ours(user).order_by("kind", "value", "pk"))
    found = _reached(people, points, user)
    return sorted(found, key=lambda one: not one.is_oneself)


def reached(person: Person, user: User) -> Reached:
    """One of them, without the ways."""
    return _reached([person], [], user)[0]


def _reached(people: Sequence[Person], points: Sequence[ContactPoint], user: User) -> list[Reached]:
    reading = parents_reading_for_each(people, user)
    return [
        Reached(
            person,
            is_oneself(person, user),
            [point for point in points if point.person_id == person.pk],
            [parent for parent in reading[person.pk] if not is_oneself(parent, user)],
        )
        for person in people
    ]


def people_to_say_for(user: User) -> QuerySet[Person]:
    """For whom someone of a family says how they are reached. Whoever works here is told why they don't (`rules/reach.py`)."""
    people = readable_by(user) if user.kind == User.Kind.FAMILY else Person.objects.visible_to(user)
    return people.select_related("account")


def points_of_ours(user: User) -> QuerySet[ContactPoint]:
    """By what they are reached today."""
    return (
        ContactPoint.objects.visible_to(user)
        .current()
        .filter(person__in=people_to_say_for(user).values("pk"))
        .select_related("person__account")
    )


def is_oneself(person: Person, user: User) -> bool:
    account = getattr(person, "account", None)
    return account is not None and account.user_id == user.pk
