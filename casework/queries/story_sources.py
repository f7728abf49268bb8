"""What the story is made of: whose it is, where lines of each sort come from, and what a line says (domain.md §9.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy

from accounts.models import User
from database.lookups import SetOf
from families.models import FamilyMembership, Person, RecordSubject, ShareState

Rows: TypeAlias = QuerySet[Any, Any]


class Kind(TextChoices):
    """What a line is about: what a reader chooses from."""

    TALK = "talk", gettext_lazy("What we talked about")
    MEETING = "meeting", gettext_lazy("Family meetings and plans")
    GOAL = "goal", gettext_lazy("Goals")
    SCALE = "scale", gettext_lazy("From 0 to 10")
    SAFETY_MAP = "safety-map", gettext_lazy("Safety maps")
    OWN_PLAN = "own-plan", gettext_lazy("Plans of one’s own")
    TOLD = "told", gettext_lazy("Who we told, and why")
    LINK_UP = "link-up", gettext_lazy("Link-ups with another family")
    AROUND = "around", gettext_lazy("Support maps, and what is nearby")
    ALONGSIDE = "alongside", gettext_lazy("Who works with the family")
    HOME = "home", gettext_lazy("Homes")
    LIFE = "life", gettext_lazy("Births, couples and deaths")
    SAFETY = "safety", gettext_lazy("Worries and alerts")


LOOKS: Mapping[str, tuple[str, str]] = {
    Kind.TALK: ("talk", "teal"),
    Kind.MEETING: ("people", "plum"),
    Kind.GOAL: ("flag", "sun"),
    Kind.SCALE: ("step", "sun"),
    Kind.SAFETY_MAP: ("flag", "plum"),
    Kind.OWN_PLAN: ("heart", "teal"),
    Kind.TOLD: ("document", "sky"),
    Kind.LINK_UP: ("link", "teal"),
    Kind.AROUND: ("pin", "sky"),
    Kind.ALONGSIDE: ("person", "sky"),
    Kind.HOME: ("house", "sun"),
    Kind.LIFE: ("heart", "plum"),
    Kind.SAFETY: ("info", ""),
}
"""Each with its sign and the colour behind it, which says nothing."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose story it is: a family’s, someone’s, or that of someone in a family."""

    family: UUID | None = None
    person: UUID | None = None

    def records(self, path: str = "record__", family: str = "") -> Q:
        """Those of the family and about the person. `family`: the path to it, where there is a shorter one than over the record.

        What a child keeps for whom they chose stands in no story: it is read aloud, printed, and looked at with others beside one.
        """
        found = Q(**{family or f"{path}family": self.family}) if self.family else Q()
        record = OuterRef(f"{path}id")
        if self.person:
            found &= Q(Exists(RecordSubject.objects.filter(record=record, person=self.person)))
        return found & ~Q(Exists(ShareState.objects.filter(record=record, state=ShareState.State.CHILD_ONLY)))

    def people(self, user: User) -> SetOf:
        """Those whose lives are told, as far as the reader may know of them."""
        if self.person and self.family is None:
            return SetOf(Person.objects.visible_to(user).filter(pk=self.person).values("pk"))
        members = FamilyMembership.objects.visible_to(user).filter(family=self.family)
        return SetOf((members.filter(person=self.person) if self.person else members).values("person"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line in words: what happened, where it is to be read, and by whom it is known."""

    words: str
    href: str
    meta: Sequence[str] = ()
    when: str = ""
    """How well the day is known, where it isn't known to the day."""
    recorded: date | None = None
    """The day on which it was written down; unknown of what ended or came later in the same row."""
    people: Iterable[UUID] = ()
    """Everyone whom it names."""
    is_disputed: bool = False
    because: str = ""
    """Why its author says that it matters in the story."""
    page: object = None
    """What stands in it, as the page of a conversation shows it."""


Teller: TypeAlias = Callable[[Sequence[UUID], User], Mapping[UUID, Told]]


def always(_user: User) -> Q:
    """Each of them is good news."""
    return Q()


EVENTS = {Kind.HOME, Kind.LIFE, Kind.SAFETY}
"""Whose lines matter in themselves. Worries and alerts stand among them only where they are asked for."""


def is_marked(_user: User) -> Q:
    """What its author says matters in the story."""
    return ~Q(record__significant_reason="")


@dataclass(frozen=True, slots=True)
class Source:
    """Where lines of one sort come from: the rows of `rows(reader, scope)`, each at its day `on` (and its hour `at`, if it has one)."""

    what: str
    kind: Kind
    rows: Callable[[User, Scope], Rows]
    on: Combinable
    tell: Teller
    at: Combinable | None = None
    good: Callable[[User], Q] | None = None
    """Which of its rows are good news; none where it doesn't say."""
    marked: Callable[[User], Q] | None = None
    """Which of its rows their author marked as what matters in the story."""
    is_of_family: bool = False
    """Whether it is about whole families, and not about one person of them."""

    @property
    def matters(self) -> Callable[[User], Q] | None:
        """Which of its rows matter most: what was marked, what changed a life, and what someone reached (domain.md §9.4)."""
        return self.marked or (always if self.kind in EVENTS else self.good)
