"""The story of a family or of a person: what happened in every room, good things too, each line as this reader may read it (§9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from casework.queries.story_life import LIFE, SAFETY
from casework.queries.story_lines import Asked, Line, Lines, lines_of
from casework.queries.story_meetings import MEETINGS
from casework.queries.story_sources import Kind, Scope
from casework.queries.story_talks import TALKS
from casework.queries.story_work import WORK
from families.models import Family, FamilyMembership, Person, StorySample, reads_samples
from families.queries.families import family_ids
from families.queries.reading import seen_of_all
from families.queries.sampling import sample_of

SOURCES = (*TALKS, *MEETINGS, *WORK, *LIFE, *SAFETY)
SHOWN, ON_PAPER = 20, 200
NO_PAGE = {Kind.GOAL, Kind.MEETING}


@dataclass(frozen=True, slots=True)
class Story:
    """Whose story it is, and of whom in it a reader can choose to read."""

    about: Family | Person
    families: Sequence[UUID]
    people: Sequence[Person]
    seen: str
    """What of it this reader sees, where that isn't the whole."""
    sample: StorySample | None = None
    """By which a quality lead reads it, who sees nothing else of the family."""

    @property
    def person(self) -> Person | None:
        return self.about if isinstance(self.about, Person) else None

    @property
    def family(self) -> Family | None:
        return self.about if isinstance(self.about, Family) else None


def story_of_family(pk: UUID, user: User) -> Story:
    family = get_object_or_404(Family.objects.whose_story_is_open_to(user), pk=pk)
    members = FamilyMembership.objects.named_in_story_to(user).filter(family=family).select_related("person")
    people = {one.person_id: one.person for one in members.order_by("person__sort_key", "person_id")}
    sample = sample_of(family, user) if reads_samples(user) else None
    seen = _seen_in_sample(sample) if sample else seen_of_all([family], user)
    return Story(family, [family.pk], [*people.values()], seen, sample)


def _seen_in_sample(sample: StorySample) -> str:
    words = _(
        "You read this until %(day)s, to learn how we work: what is shared with everyone it is about. The family reads that you looked."
    )
    return words % {"day": date_format(sample.last_day, "j F")}


def story_of_person(pk: UUID, user: User) -> Story:
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    families = list(Family.objects.visible_to(user).filter(pk__in=family_ids(person, user)))
    return Story(person, [family.pk for family in families], [], seen_of_all(families, user))


def read(
    story: Story, asked: Asked, user: User, *, person: UUID | None = None, cursor: str = "", on_paper: bool = False
) -> Lines:
    """What the reader asked for of it; on paper as much of it as can be read in one go."""
    of_person = Scope(person=story.about.pk) if story.person else Scope(family=story.about.pk, person=person)
    lines = lines_of(SOURCES, of_person, asked, user, cursor=cursor, size=ON_PAPER if on_paper else SHOWN)
    return _without_the_familys_pages(lines) if story.sample else lines


def _without_the_familys_pages(lines: Lines) -> Lines:
    """To who reads a sample the pages of records are open, and none of the family or of a meeting: a goal and a plan have no other."""
    rows = [replace(one, told=replace(one.told, href="")) if one.kind in NO_PAGE else one for one in lines.rows]
    return replace(lines, rows=rows)


def named_in(lines: Sequence[Line]) -> set[UUID]:
    """Everyone whom they name."""
    return {pk for line in lines for pk in line.told.people}


def kinds_for(user: User) -> list[tuple[str, Any]]:
    """What a reader can choose from: worries and alerts are for those who work here, as far as the door lets them."""
    return [choice for choice in Kind.choices if user.kind == User.Kind.STAFF or choice[0] != Kind.SAFETY]
