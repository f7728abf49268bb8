"""What the pages of support maps read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from accounts.models import User
from casework.queries.around import people_around
from families.models import (
    Agency,
    Draft,
    Family,
    FamilyMembership,
    Involvement,
    NetworkTie,
    Person,
    Practitioner,
    SupportNetwork,
)
from families.queries.families import family_to_join
from families.queries.granting import is_under_age, oneself
from families.queries.readers import parents_reading_for
from families.queries.support import last_ties, support_map, support_maps
from families.queries.support_picture import ShownMap, people_of, shown
from families.queries.support_words import Voice

MINE = "mine"
"""Stands for the worker's own view where a person would say whose it is."""


@dataclass(frozen=True, slots=True)
class MapPage:
    """The maps around a person or a family; `is_one`: of one drawer on one day."""

    about: Person | Family
    family: Family | None
    maps: Sequence[ShownMap]
    members: Sequence[Person]
    is_one: bool
    me: Person | None
    """Who of the family reads it, and may draw around themselves."""

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        named = {person.pk for person in self.members} | people_of(self.maps)
        return named | {self.about.pk} if isinstance(self.about, Person) else named


def maps_around(about: Person | Family, user: User) -> MapPage:
    """The latest map of each drawer around someone. A fixed number of queries."""
    return _page(about, [shown(one, user) for one in support_maps(about, user)], user)


def one_map(pk: UUID, user: User, *, is_linked: bool = True) -> MapPage:
    """One map of one drawer; 404 for whoever may not read it. Not `is_linked`, its picture leads nowhere."""
    found = support_map(pk, user)
    return _page(found.network.focus, [shown(found, user, is_linked=is_linked)], user, is_one=True)


def _page(about: Person | Family, maps: Sequence[ShownMap], user: User, *, is_one: bool = False) -> MapPage:
    family = about if isinstance(about, Family) else _family_of(about, user)
    members = FamilyMembership.objects.visible_to(user).current().filter(family=family).select_related("person")
    people = [one.person for one in members.order_by("person__sort_key", "pk")] if family else []
    return MapPage(about, family, maps, people, is_one, oneself(user))


def _family_of(person: Person, user: User) -> Family | None:
    """A family of someone's now that the user may see."""
    current = FamilyMembership.objects.visible_to(user).current().filter(person=person)
    return Family.objects.visible_to(user).filter(pk__in=current.values("family")).order_by("sort_key", "pk").first()


def family_to_draw_in(about: Person | Family, user: User) -> Family | None:
    """In the record of which family a map around someone is kept: one that the user works with, or is in."""
    if isinstance(about, Family):
        return about
    return _family_of(about, user) if user.kind == User.Kind.FAMILY else family_to_join(about, user)


# Drawing one


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the form of a new map begins with: whose view it is, whom it may name, and the same drawer's last map."""

    about: Person | Family
    family: Family
    view: str
    """Whose it is, as the address says it: a person's id, or `mine`; empty where that is to be asked."""
    drawer: Person | None
    drawers: Sequence[Person]
    may_share_with: QuerySet[Person]
    """The others of the family: whoever it is drawn around, and whose view it is, read it anyway."""
    workers: Sequence[Practitioner]
    agencies: Sequence[Agency]
    last: SupportNetwork | None
    ties: Sequence[NetworkTie]
    is_by_themselves: bool
    """Whether whom it is drawn around signs in and draws it."""
    answers_for_them: Sequence[Person]
    """Of a child who draws by themselves: who reads what is shared with them, by confirmed parental responsibility."""

    @property
    def voice(self) -> Voice:
        return Voice.between(self.about, self.drawer)

    @property
    def draft(self) -> str:
        """The name of its draft: for each map of each drawer one."""
        return f"{DRAFT}{self.about.pk}:{self.view}"

    @property
    def may_be_only_theirs(self) -> bool:
        """Whether a child draws it around themselves: then it may be only theirs."""
        return self.drawer == self.about and is_under_age(self.drawer)

    @property
    def names_before(self) -> list[str]:
        """Who stood on the last map by a name alone, or is said to have stood so on one before it."""
        names = (name for tie in self.ties for name in (tie.other_name, tie.drawn_before_as) if name)
        return sorted(dict.fromkeys(names), key=str.casefold)

    @property
    def people(self) -> list[Person]:
        """Whom the rows offer: not whom it is drawn around; and whoever of the last map has left since."""
        standing = [tie.person for tie in self.ties if tie.person]
        offered = dict.fromkeys([*self.drawers, *standing])
        return [person for person in offered if person != self.about]


DRAFT = "support-map:"


def sheet(about: Person | Family, family: Family, view: str, user: User) -> Sheet:
    """A new map as `view` sees it: a person, or `mine`; without a word, whoever it is drawn around, and of a family nobody yet: it is
    asked. 404 for anyone else.

    One of a family sees it as themselves only.
    """
    is_by_themselves = user.kind == User.Kind.FAMILY
    around = people_around(family, user).order_by("sort_key", "pk")
    drawers = list(around)
    drawer = _drawer(about, drawers, view, user)
    view = str(drawer.pk) if drawer else view
    last, ties = last_ties(about, drawer, user) if view else (None, [])
    involved = Involvement.objects.visible_to(user).current().filter(family=family)
    alongside = involved.exclude(role=Involvement.Role.SCHOOL).values("practitioner")
    workers = (
        Practitioner.objects.visible_to(user)
        .filter(pk__in=alongside)
        .exclude(works_for__sector=Agency.Sector.SCHOOL)
        .order_by("name", "pk")
    )
    # Where a child goes to school is hidden as an address is (domain.md §8.6), and a map is read by many.
    agencies = Agency.objects.visible_to(user).exclude(sector=Agency.Sector.SCHOOL).order_by("name", "pk")
    known = {tie.practitioner for tie in ties if tie.practitioner}
    return Sheet(
        about=about,
        family=family,
        view=view,
        drawer=drawer,
        drawers=drawers,
        may_share_with=around.exclude(pk__in=[about.pk, drawer.pk if drawer else None]),
        workers=list(dict.fromkeys([*workers, *known])),
        agencies=list(agencies),
        last=last,
        ties=ties,
        is_by_themselves=is_by_themselves,
        answers_for_them=parents_reading_for(about, user) if is_by_themselves and isinstance(about, Person) else [],
    )


def _drawer(about: Person | Family, drawers: Sequence[Person], view: str, user: User) -> Person | None:
    if user.kind == User.Kind.FAMILY and isinstance(about, Person):
        drawers, view = [about], view or str(about.pk)
    elif view == MINE:
        return None
    if not view:
        return about if isinstance(about, Person) and about in drawers else None
    if found := next((person for person in drawers if str(person.pk) == view), None):
        return found
    raise Http404


def drawn_around(draft: Draft) -> UUID | None:
    """The person or the family around whom a map was begun; nothing for a draft of something else."""
    about, _colon, _view = draft.form.removeprefix(DRAFT).partition(":")
    return UUID(about) if draft.form.startswith(DRAFT) else None


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which a map that was begun goes on."""
    about, _colon, view = draft.form.removeprefix(DRAFT).partition(":")
    if draft.family_id and about == str(draft.family_id):
        return reverse("casework:family-map-draw", args=[about]) + f"?view={view}"
    return reverse("casework:person-map-draw", args=[about]) + f"?view={view}"
