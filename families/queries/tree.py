"""The facts of a family tree, as one viewer may see them (domain.md §5.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import Http404
from django.utils.translation import gettext as _

from accounts import prepared
from accounts.models import User
from database import clock
from families.dates import known_date
from families.drawing import (
    AboutYear,
    Drawing,
    FamilyTree,
    PartialDate,
    TreeBirth,
    TreeLoss,
    TreeNudge,
    TreeParentage,
    TreePartnership,
    TreePerson,
    TreeSiblings,
    can_be_png,
    draw,
)
from families.kin import graph, terms
from families.models import (
    Family,
    FamilyMembership,
    Person,
    Precision,
    readable_by,
)
from families.queries import tree_rows
from families.queries.kinship import REACH, Kin, kin_of

M = TypeVar("M", bound=Model)

MOST_DRAWN = 60
"""More than this is no picture that anyone takes in at a glance; the nearest are drawn."""
MOST_DRAWN_ON_REQUEST = 200
"""As many as are drawn for who asks for everyone: it takes a third of a second, and five screens to scroll through."""


@dataclass(frozen=True, slots=True)
class TreePage:
    """A family's tree around one of its people, and who else it may be seen from.

    `beside` are the two whom the one at the centre can change places with, left and right, `outside` the names of those who stand
    there and are not of the family; `is_moved`, that they have been moved;
    `undrawn`, who was to stand left of whom and can't be drawn so.
    """

    family: Family
    members: list[Person]
    focus: Person | None = None
    drawing: Drawing | None = None
    people: tuple[UUID, ...] = ()
    known: int = 0
    is_whole: bool = False
    beside: tuple[Person | None, Person | None] = (None, None)
    outside: tuple[str, ...] = ()
    is_moved: bool = False
    undrawn: tuple[tuple[Person, Person], ...] = ()

    @property
    def is_cut(self) -> bool:
        return len(self.people) < self.known

    @property
    def has_png(self) -> bool:
        return self.drawing is not None and can_be_png(self.drawing.svg)

    @property
    def chosen(self) -> str:
        """What the addresses of the same picture, printed or taken away, end in."""
        return "?everyone=1" if self.is_whole else ""


class Home(NamedTuple):
    """Where someone lives, as far as a tree shows it."""

    address: UUID
    lines: str
    is_confidential: bool


def family_tree(
    pk: UUID, focus: UUID | None, user: User, *, is_linked: bool = True, is_whole: bool = False
) -> TreePage:
    """The family tree page: around `focus`; without one around the reader, where they are of the family, or a child of it.

    In a fixed number of queries.

    Not `is_linked`: a picture to take away, in which no one is a link to a page. `is_whole`: everyone is asked for, not the nearest.
    """
    family = _one_of(prepared.visible(Family, [pk], user), pk)
    found = prepared.rows(tree_rows.members, user, family=pk)
    members = [Person.from_db("default", tree_rows.PERSON, columns) for _role, _is_reader, *columns in found]
    seen = prepared.visible(Person, [focus], user) if focus else {}
    centre = _one_of(seen, focus) if focus else _whom_to_begin_with(members, found)
    if centre is None:
        return TreePage(family, members)
    kin = kin_of(centre.pk, user)
    most = MOST_DRAWN_ON_REQUEST if is_whole else MOST_DRAWN
    drawn = sorted(kin.graph.people, key=lambda one: (kin.steps.get(one, REACH + 1), one))[:most]
    tree = replace(_tree(centre, kin, set(drawn), user), nudges=_nudges(family, members, set(drawn), user))
    if not is_linked:
        tree = replace(tree, people=tuple(replace(person, href="") for person in tree.people))
    page = TreePage(family, members, centre, draw(tree), tuple(drawn), len(kin.graph.people), is_whole)
    return _with_places(page, tree)


def _whom_to_begin_with(members: Sequence[Person], found: Sequence[tuple[Any, ...]]) -> Person | None:
    """The reader themselves, else a child, else whoever comes first."""
    own = [one for one, (_role, is_reader, *_) in zip(members, found, strict=True) if is_reader]
    children = [one for one, (role, *_) in zip(members, found, strict=True) if role == FamilyMembership.Role.CHILD]
    return next(iter([*own, *children, *members]), None)


def _one_of(found: Mapping[UUID, M], pk: UUID) -> M:
    if pk not in found:
        raise Http404
    return found[pk]


def _nudges(family: Family, members: Iterable[Person], drawn: set[UUID], user: User) -> tuple[TreeNudge, ...]:
    """Who is to stand left of whom, of people of the family today who are drawn for this viewer; whoever isn't leaves no trace."""
    both = drawn & {member.pk for member in members}
    pairs = prepared.rows(tree_rows.said_left_of, user, family=family.pk, both=list(both))
    return tuple(TreeNudge(str(left), str(right), place) for place, (left, right) in enumerate(pairs))


def _with_places(page: TreePage, tree: FamilyTree) -> TreePage:
    """The page with whom the one at the centre can change places with: people of the family only, as they are themselves."""
    people = {str(member.pk): member for member in page.members}
    if page.focus is None or page.drawing is None or str(page.focus.pk) not in people:
        return page
    me, (left, right) = str(page.focus.pk), page.drawing.beside
    return replace(
        page,
        beside=(people.get(left), people.get(right)),
        outside=tuple(one.name for one in tree.people if one.id in {left, right} - people.keys()),
        is_moved=any(me in {nudge.left, nudge.right} for nudge in tree.nudges),
        undrawn=tuple(
            (people[one.left], people[one.right]) for one in page.drawing.undrawn if me in {one.left, one.right}
        ),
    )


def _tree(centre: Person, kin: Kin, drawn: set[UUID], user: User) -> FamilyTree:
    people = prepared.visible(Person, drawn, user)
    dated = _dates_shown(drawn, user)
    words = terms.describe_all(kin.graph, centre.pk, clock.today())
    homes = _homes(drawn, user)
    return FamilyTree(
        people=tuple(
            replace(
                _person(person, words.get(pk, ""), centre, homes, shows_dates=pk in dated, has_page=_has_page(user)),
                recorded=place,
            )
            for place, (pk, person) in enumerate(sorted(people.items()))
        ),
        as_at=clock.today(),
        title=_("Family tree around %(name)s") % {"name": centre.known_as},
        partnerships=_partnerships(kin.graph.partnerships, people.keys(), shows_dates=_has_page(user)),
        parentages=tuple(
            TreeParentage(str(tie.parent), str(tie.child), tie.basis, *_years(tie, shows_dates=_has_page(user)))
            for tie in kin.graph.parentages
            if {tie.parent, tie.child} <= people.keys()
        ),
        siblings=tuple(
            TreeSiblings(str(tie.a), str(tie.b)) for tie in kin.graph.sibling_links if {tie.a, tie.b} <= people.keys()
        ),
        births=_births(people.keys(), user),
        unknown_siblings=_unknown_siblings(people.keys(), user),
        losses=_losses(people.keys(), user, dated),
    )


def _losses(drawn: Iterable[UUID], user: User, dated: set[UUID]) -> tuple[TreeLoss, ...]:
    """Pregnancies that were lost or ended and that their parent wants drawn; the others nowhere in the tree, whoever looks."""
    return tuple(
        TreeLoss(str(pk), str(person), kind, str(happened_on.year) if happened_on and person in dated else "")
        for pk, person, kind, happened_on in prepared.rows(tree_rows.drawn_losses, user, people=list(drawn))
    )


def _unknown_siblings(drawn: Iterable[UUID], user: User) -> tuple[str, ...]:
    """Who of those who are drawn has brothers or sisters, not known who."""
    return tuple(str(person) for (person,) in prepared.rows(tree_rows.with_unknown_siblings, user, people=list(drawn)))


def _births(drawn: Iterable[UUID], user: User) -> tuple[TreeBirth, ...]:
    """Who of those who are drawn was born together, as far as the viewer may see it and nobody disputes it."""
    born = prepared.rows(tree_rows.born_together, user, people=list(drawn))
    return tuple(TreeBirth(str(one), str(other), identical) for one, other, identical in born)


def _has_page(user: User) -> bool:
    """Staff read the page of a person; a family member sees names and kin (domain.md §8.5, *People and edges*)."""
    return user.kind == User.Kind.STAFF


def _dates_shown(drawn: set[UUID], user: User) -> set[UUID]:
    """Whose dates this viewer sees: staff everyone's, a family member their own and their children's."""
    if _has_page(user):
        return drawn
    return set(readable_by(user).filter(pk__in=drawn).values_list("pk", flat=True))


def _homes(drawn: set[UUID], user: User) -> dict[UUID, Home]:
    """Everyone's main home today."""
    return {person: Home(*home) for person, *home in prepared.rows(tree_rows.main_homes, user, people=list(drawn))}


def _person(
    person: Person, kin: str, centre: Person, homes: Mapping[UUID, Home], *, shows_dates: bool, has_page: bool
) -> TreePerson:
    home, centres = homes.get(person.pk), homes.get(centre.pk)
    dead = person.has_died
    lives = bool(home and has_page and not dead)
    return TreePerson(
        id=str(person.pk),
        name=person.known_as,
        gender=person.gender,
        born=_partial(person.date_of_birth, person.dob_precision) if shows_dates and person.date_of_birth else None,
        died=_partial(person.date_of_death if shows_dates else None, person.death_precision) if dead else None,
        expected=_due(person.expected_date if shows_dates else None) if person.expected_date else None,
        is_focus=person.pk == centre.pk,
        at_home=bool(lives and home and centres and home.address == centres.address),
        href=person.get_absolute_url() if has_page else "",
        kin=kin,
        household=home.lines.splitlines()[0] if lives and home and not home.is_confidential else "",
    )


def _partial(when: date | None, precision: str) -> PartialDate:
    if when is None:
        return PartialDate()
    return PartialDate(
        _year(when, precision),
        when.month if precision in {"day", "month"} else None,
        when.day if precision == "day" else None,
        known_date(when, precision),
    )


def _due(when: date | None) -> str:
    return known_date(when, "month")


def _partnerships(
    partnerships: Iterable[graph.Partnership], drawn: Iterable[UUID], *, shows_dates: bool
) -> tuple[TreePartnership, ...]:
    """One line for each couple, kind and year of beginning: of two that would read the same, the later."""
    known, lines = set(drawn), {}
    for tie in sorted(partnerships, key=lambda tie: (tie.starts or date.min, tie.ends or date.max)):
        if {tie.a, tie.b} <= known:
            started, ended = _years(tie, shows_dates=shows_dates)
            end_kind = tie.end_kind or ("ended" if tie.over(clock.today()) else "")
            lines[tie.a, tie.b, tie.kind, started] = TreePartnership(
                str(tie.a), str(tie.b), tie.kind, started, ended, end_kind
            )
    return tuple(lines.values())


def _years(tie: graph.Dated, *, shows_dates: bool) -> tuple[int | None, int | None]:
    if not shows_dates:
        return None, None
    return _year(tie.starts, tie.starts_as), _year(tie.ends, tie.ends_as)


def _year(day: date | None, known_as: str) -> int | None:
    if day is None:
        return None
    return AboutYear(day.year) if known_as == Precision.ABOUT else day.year
