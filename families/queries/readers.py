"""Who will read what is shared with someone, and who is kept from whom: said to whoever writes, asks or knocks, before and after.

The door decides (domain.md §8.5, lines 2 and 9); this tells those who work with the family what it will decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from accounts.models import User
from families.models import (
    AccessBlock,
    HelperAccess,
    ParentalResponsibility,
    Person,
    Record,
    RecordSubject,
    Restriction,
    RestrictionReader,
    ShareState,
    held_to_read,
)
from families.models.helping import HELPED_WITH
from families.models.people import people_open_to

State = ShareState.State


@dataclass(frozen=True, slots=True)
class Apart:
    """From whom others are kept."""

    viewer: Person
    protected: Sequence[Person]

    @property
    def people(self) -> set[UUID]:
        return {self.viewer.pk, *(one.pk for one in self.protected)}

    def parts(self, people: Set[UUID]) -> bool:
        """Whether two of these people are kept apart by it."""
        return self.viewer.pk in people and not people.isdisjoint(one.pk for one in self.protected)

    @property
    def words(self) -> str:
        return _("%(name)s is kept from %(others)s.") % {"name": self.viewer.known_as, "others": _named(self.protected)}


@dataclass(frozen=True, slots=True)
class Reader:
    """Someone of the family, or an advocate of one of them, and whether and why they read it."""

    name: str
    words: str
    person: Person | None = None


def kept_apart(people: Iterable[UUID], user: User) -> list[Apart]:
    """Of these people, who is kept from whom, as far as this worker may know; where both are kept from each other it is said once."""
    blocks = _blocks(user).filter(Q(viewer_person__in=[*people]) | Q(protected_person__in=[*people]))
    found: dict[Person, list[Person]] = {}
    for block in blocks.order_by("set_on", "pk"):
        one, other = block.viewer_person, block.protected_person
        if other and one not in found.get(other, ()):
            found.setdefault(one, []).append(other)
    return [Apart(viewer, protected) for viewer, protected in found.items()]


def named_apart(apart: Iterable[Apart]) -> set[UUID]:
    """Everyone who is named in it."""
    return {pk for one in apart for pk in one.people}


def before_one_writes(people: Iterable[Person], kind: Record.Kind, user: User) -> list[str]:
    """Who else reads a record of this kind that is shared with these people: who reads for a child, and who helps someone."""
    offered = [person.pk for person in people]
    reading = [
        _("%(name)s reads what is shared with %(children)s.") % {"name": holder.known_as, "children": _named(children)}
        for holder, children in _by_holder(_read_for(offered, user)).items()
    ]
    return [*reading, *who_helps(people, kind, user)]


def who_helps(people: Iterable[Person], kind: Record.Kind, user: User) -> list[str]:
    """Who helps one of these people with records of this kind; to themselves, who helps them."""
    to_oneself, to_us = (
        _("%(helper)s helps you, and may read it too."),
        _("%(helper)s helps %(name)s, and may read it too."),
    )
    return [
        (to_oneself if user.kind == User.Kind.FAMILY else to_us)
        % {"helper": one.helper.name, "name": one.owner.known_as}
        for one in _helping([person.pk for person in people], user)
        if _opens(one, kind)
    ]


def apart_among(people: Iterable[Person], user: User) -> list[str]:
    """What neither of two who are kept apart would read. It is told folded away: one of the two may sit beside the worker."""
    offered = {person.pk for person in people}
    told = _("%(kept)s What you write of both at once, neither reads: write it in two.")
    return [told % {"kept": one.words} for one in kept_apart(offered, user) if one.parts(offered)]


def readers_of(states: Sequence[ShareState], kind: Record.Kind, user: User) -> list[Reader]:
    """Everyone who reads a record of this kind that is shared so, by name: whom it is about, who reads for a child, and who helps one
    of these; and who of them can't. That someone can't is told to who works here alone: to anyone else they are not named, for many
    reasons.
    """
    shared = [one.person_id for one in states if one.state in {State.SHARED, State.SHARED_LATER}]
    holders = _by_holder(_read_for(shared, user))
    found = {one.person: [_words(one)] for one in states}
    for holder, children in holders.items():
        found.setdefault(holder, []).append(_("reads it for %(children)s") % {"children": _named(children)})
    advocates: dict[str, list[str]] = {}
    for one in _helping(shared, user):
        if _opens(one, kind):
            helps = _("helps %(name)s") % {"name": one.owner.known_as}
            if one.works_for:
                advocates.setdefault(f"{one.helper.name}, {one.works_for}", []).append(helps)
            else:
                found.setdefault(one.helper.person_account.person, []).append(helps)
    if user.kind == User.Kind.FAMILY:
        unnamed = kept_from_some_of([person.pk for person in found], [one.record_id for one in states])
        found = {person: words for person, words in found.items() if person.pk not in unnamed}
    kept = _kept_from(found, states, user)
    told = {
        person: _cannot(kept[person.pk]) if person.pk in kept else "; ".join(words) for person, words in found.items()
    }
    return [
        *(Reader(person.known_as, capfirst(words), person) for person, words in told.items()),
        *(Reader(name, capfirst("; ".join(words))) for name, words in advocates.items()),
    ]


def _kept_from(readers: Iterable[Person], states: Sequence[ShareState], user: User) -> dict[UUID, list[Person]]:
    """From which readers it is kept: because of whom it is about too; of nobody where the record itself is kept from them."""
    about, records = [one.person_id for one in states], {one.record_id for one in states}
    blocks = AccessBlock.objects.visible_to(user).in_force().filter(viewer_person__in=[one.pk for one in readers])
    kept: dict[UUID, list[Person]] = {}
    concerned = blocks.filter(Q(protected_person__in=about) | Q(record__in=records))
    for block in concerned.select_related("protected_person").order_by("pk"):
        others = kept.setdefault(block.viewer_person_id, [])
        if block.protected_person:
            others.append(block.protected_person)
    return kept


def kept_from_some_of(people: Sequence[UUID], records: Sequence[UUID]) -> set[UUID]:
    """From whom of these one of the records is kept, whoever asks: lines 2 and 5 of domain.md §8.5."""
    about = RecordSubject.objects.filter(record__in=records).values("person")
    by = Record.objects.filter(pk__in=records, author_person__isnull=False).values("author_person")
    blocked = AccessBlock.objects.in_force().filter(
        Q(protected_person__in=about) | Q(protected_person__in=by) | Q(record__in=records), viewer_person__in=people
    )
    restricted = Restriction.objects.in_force().filter(Q(person__in=about) | Q(person__in=by) | Q(record__in=records))
    others = Person.objects.filter(_closed_to("account__user", restricted), pk__in=people)
    return {*blocked.values_list("viewer_person", flat=True), *others.values_list("pk", flat=True)}


def _closed_to(user: str, restricted: QuerySet[Restriction]) -> Exists:
    """That one of these restrictions does not name who stands at `user`."""
    named = RestrictionReader.objects.filter(
        restriction=OuterRef("pk"), user=OuterRef(OuterRef(user)), removed_on__isnull=True
    )
    return Exists(restricted.filter(~Exists(named)))


def _helping(people: Sequence[UUID], user: User) -> list[HelperAccess]:
    held = HelperAccess.objects.visible_to(user).held().filter(owner__in=people)
    helpers = held.select_related("owner", "helper__person_account__person", "helper__advocate__works_for")
    return list(helpers.order_by("pk"))


def _opens(helping: HelperAccess, kind: Record.Kind) -> bool:
    """Whether what someone is let help with holds records of this kind."""
    opens = HELPED_WITH.get(HelperAccess.Scope(helping.scope))
    return opens is None or kind in opens


def parents_reading_for(child: Person, user: User) -> list[Person]:
    """Who reads what is shared with a child, as far as this user, who may be the child, may know of them."""
    return parents_reading_for_each([child], user)[child.pk]


def parents_reading_for_each(children: Sequence[Person], user: User) -> dict[UUID, list[Person]]:
    """The same for each of these, in one query; whoever nobody reads for has an empty list."""
    found: dict[UUID, list[Person]] = {child.pk: [] for child in children}
    seen = Person.objects.visible_to(user).values("pk")
    held = _reading().filter(child__in=[*found], holder__in=seen).select_related("holder__account")
    for one in held.order_by("holder__sort_key", "holder"):
        if one.holder and one.holder not in found[one.child_id]:
            found[one.child_id].append(one.holder)
    return found


def children_read_for_by(person: Person) -> set[UUID]:
    """For whom this person reads, as a parent who is not kept from them."""
    return set(_reading().filter(holder=person).values_list("child", flat=True))


def _reading() -> QuerySet[ParentalResponsibility]:
    """By whom children are read for, and who is not kept from the child, by a block or a restriction."""
    kept = AccessBlock.objects.in_force().filter(viewer_person=OuterRef("holder"), protected_person=OuterRef("child"))
    restricted = Restriction.objects.in_force().filter(person=OuterRef("child"))
    return held_to_read().filter(~Exists(kept), ~_closed_to("holder__account__user", restricted))


def _blocks(user: User) -> QuerySet[AccessBlock]:
    """Those of two people both of whom this worker may see: nobody is named here who does not exist for them."""
    return (
        AccessBlock.objects.visible_to(user)
        .in_force()
        .filter(people_open_to(user, "viewer_person__id"), people_open_to(user, "protected_person__id"))
        .select_related("viewer_person", "protected_person")
    )


def _read_for(children: Iterable[UUID], user: User) -> list[ParentalResponsibility]:
    seen = ParentalResponsibility.objects.visible_to(user).filter(child__in=[*children]).values("pk")
    held = _reading().filter(pk__in=seen)
    return list(held.select_related("holder", "child").order_by("holder__sort_key", "child__sort_key", "pk"))


def _by_holder(held: Iterable[ParentalResponsibility]) -> dict[Person, list[Person]]:
    found: dict[Person, list[Person]] = {}
    for one in held:
        if one.holder and one.child not in found.setdefault(one.holder, []):
            found[one.holder].append(one.child)
    return found


def _words(state: ShareState) -> str:
    if state.state == State.SHARED_LATER and state.share_on:
        return _("shared from %(day)s") % {"day": date_format(state.share_on, "j F Y")}
    if state.state != State.WITHHELD:
        return str(state.get_state_display())
    told = {
        "state": state.get_state_display(),
        "reason": state.get_reason_display(),
        "name": state.decided_by.name if state.decided_by else "",
        "day": date_format(state.review_on, "j F") if state.review_on else "",
    }
    return _("%(state)s: %(reason)s. Decided by %(name)s; looked at again on %(day)s.") % told


def _cannot(others: Sequence[Person]) -> str:
    if not others:
        return _("Can’t read it: it is kept from them")
    return _("Can’t read it, as it is also about %(others)s: they are kept apart") % {"others": _named(others)}


def _named(people: Sequence[Person]) -> str:
    return get_text_list([one.known_as for one in people], _("and"))
