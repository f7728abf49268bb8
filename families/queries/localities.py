"""What counts where a family lives, and what families of a place changed (domain.md §1.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Locality, User
from accounts.roles import Permission
from families.models import USUAL, Family, FamilyPartner, ListKind, LocalityList, ScopingNote, own_places
from families.paging import Page, page_of

Words = dict[str, str]


def usual_words(kind: ListKind) -> Words:
    """What counts wherever families have not agreed on anything else."""
    return {key: str(words) for key, words in USUAL[kind].items()}


def words_of_place(place: UUID | None, *kinds: ListKind) -> dict[ListKind, Words]:
    """What counts in a place, of each of these kinds; one query, and none where there is no place."""
    found = {kind: usual_words(kind) for kind in kinds}
    if place:
        for own in LocalityList.objects.in_force().filter(locality=place, kind__in=kinds):
            found[ListKind(own.kind)] = own.words
    return found


def words_here(family: Family, kind: ListKind) -> Words:
    """What counts where a family lives."""
    return words_of_place(family.locality_id, kind)[kind]


def weeks_words(weeks: Iterable[str]) -> list[tuple[int, str]]:
    """How long a link-up may last, as people choose it."""
    return [
        (number, ngettext("%(weeks)s week", "%(weeks)s weeks", number) % {"weeks": number})
        for number in sorted(map(int, weeks))
    ]


def every_theme(user: User) -> list[tuple[str, str]]:
    """What goals are about anywhere here: the usual ones, and those that places added; one query."""
    found = usual_words(ListKind.GOAL_THEMES)
    lists = LocalityList.objects.visible_to(user).in_force().filter(kind=ListKind.GOAL_THEMES)
    for own in lists.order_by("locality__name", "pk"):
        found = {**own.words, **found}
    return list(found.items())


def places_open_to(user: User) -> QuerySet[Locality]:
    """The places whose page someone may read: all, to who works here; to a family its own, and where someone is a family partner."""
    every = Locality.objects.filter(organisation=user.organisation_id)
    if user.kind == User.Kind.STAFF and user.is_active:
        return every
    if user.kind != User.Kind.FAMILY or not user.is_active:
        return every.none()
    partnered = FamilyPartner.objects.current().filter(user=user).values("locality")
    return every.filter(Q(pk__in=own_places(user)) | Q(pk__in=partnered))


def places_of_ones_own(user: User) -> list[Locality]:
    """For a family's own page: its places, each with whether something there waits for this one's yes (`asks`). One query."""
    waits = Exists(lists_to_answer(user).filter(locality=OuterRef("pk")))
    return list(places_open_to(user).annotate(asks=waits).order_by("name", "pk"))


def places_to_adapt(user: User) -> QuerySet[Locality]:
    """The places for which someone may propose anything."""
    every = Locality.objects.filter(organisation=user.organisation_id)
    return every if user.kind == User.Kind.STAFF and user.has(Permission.PLACES_ADAPT) else every.none()


def place_list(user: User, cursor: str = "") -> Page[Locality]:
    """Every place by its name, with how many of its lists are its own and how many wait for a yes."""
    every = places_to_adapt(user)
    in_force = Q(lists__valid_from__isnull=False, lists__valid_until__isnull=True)
    waiting = Q(lists__proposed_at__isnull=False, lists__valid_from__isnull=True, lists__withdrawn_at__isnull=True)
    counted = every.annotate(own=Count("lists", filter=in_force), waiting=Count("lists", filter=waiting))
    return page_of(counted, ("name", "pk"), cursor=cursor)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list that is otherwise than elsewhere: its words here, and elsewhere."""

    now: str = ""
    then: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """A list of a place beside what counts elsewhere."""

    own: LocalityList
    added: list[str] = field(default_factory=list)
    taken_out: list[str] = field(default_factory=list)
    reworded: list[Line] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(self.own.get_kind_display())

    @property
    def is_as_elsewhere(self) -> bool:
        return not (self.added or self.taken_out or self.reworded)


def changed(own: LocalityList) -> Changed:
    """What is otherwise in this version than where nothing was agreed, in the order of each list."""
    kind = ListKind(own.kind)
    here, usual = own.words, usual_words(kind)
    if kind == ListKind.LENGTHS:
        here, usual = ({str(weeks): words for weeks, words in weeks_words(one)} for one in (here, usual))
    return Changed(
        own=own,
        added=[words for key, words in here.items() if key not in usual],
        taken_out=[words for key, words in usual.items() if key not in here],
        reworded=[Line(words, usual[key]) for key, words in here.items() if key in usual and words != usual[key]],
    )


@dataclass(frozen=True, slots=True)
class PlacePage:
    """What families here changed."""

    place: Locality
    now: list[Changed]
    waiting: list[Changed]
    before: list[Changed]
    notes: list[ScopingNote]


def place_page(place: Locality, user: User) -> PlacePage:
    """What counts in a place, what waits for a yes, and what counted before; and the notes that led to it. Two queries."""
    lists = LocalityList.objects.visible_to(user).filter(locality=place)
    shown = lists.filter(proposed_at__isnull=False, withdrawn_at__isnull=True).order_by("-valid_from", "pk")
    order = list(ListKind)
    found = sorted((changed(own) for own in shown), key=lambda one: order.index(ListKind(one.own.kind)))
    notes = ScopingNote.objects.visible_to(user).filter(locality=place).order_by("-created_at", "-pk")
    return PlacePage(
        place=place,
        now=[one for one in found if one.own.state == "in_force"],
        waiting=[one for one in found if one.own.state == "proposed"],
        before=[one for one in found if one.own.state == "over"],
        notes=list(notes),
    )


def lists_to_answer(user: User) -> QuerySet[LocalityList]:
    """What waits for someone's yes as a family partner."""
    theirs = FamilyPartner.objects.current().filter(user=user).values("locality")
    proposed = LocalityList.objects.visible_to(user).open().filter(proposed_at__isnull=False, locality__in=theirs)
    return proposed.select_related("locality")


def lists_to_adapt(user: User) -> QuerySet[LocalityList]:
    """What someone may take back that is being written, or waits for a yes."""
    return LocalityList.objects.visible_to(user).open().filter(locality__in=places_to_adapt(user))


def partners(place: Locality, user: User) -> QuerySet[FamilyPartner]:
    """The family partners of a place today."""
    return FamilyPartner.objects.visible_to(user).current().filter(locality=place).order_by("named", "pk")


def partners_to_end(user: User) -> QuerySet[FamilyPartner]:
    """The family partners of the places that someone adapts."""
    return FamilyPartner.objects.visible_to(user).current().filter(locality__in=places_to_adapt(user))


def notes_of(place: Locality, user: User) -> QuerySet[ScopingNote]:
    return ScopingNote.objects.visible_to(user).filter(locality=place).order_by("-created_at", "-pk")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of setting up a place: where it is, and how far it is."""

    name: str
    label: str
    state: str
    detail: str
    says: str = ""
    """In the place of “Later”, where nothing has to be done."""


def _standing(own: LocalityList | None) -> dict[str, str]:
    if own is None:
        return {"state": "later", "detail": "", "says": _("As elsewhere")}
    if own.state == "in_force":
        return {"state": "done", "detail": _("agreed with %(who)s") % {"who": own.agreed_with}}
    return {"state": "done", "detail": _("waits for a yes") if own.state == "proposed" else _("being written")}


def step_of(kind: ListKind) -> str:
    """The page on which a list of this kind is written."""
    return f"locality-{kind.value.replace('_', '-')}"


STEPS = ("locality-change", "locality-said", *map(step_of, ListKind), "locality-sign-off")
"""The pages of setting up a place, in their order."""


def beside(name: str, *, forward: bool) -> str:
    """The page after this one, or before it."""
    return STEPS[STEPS.index(name) + (1 if forward else -1)]


def steps_of(place: Locality, user: User, *, at: str) -> list[Step]:
    """The steps of setting up a place, in their order; two queries."""
    lists: dict[str, LocalityList] = {}
    shown = LocalityList.objects.visible_to(user).filter(locality=place, withdrawn_at__isnull=True)
    for own in shown.filter(valid_until__isnull=True).order_by("valid_from"):  # what is open stands last, and wins
        lists[own.kind] = own
    has_note = notes_of(place, user).exists()
    said = Step("locality-said", _("What families said"), "done" if has_note else "later", "")
    kinds = [Step(step_of(kind), str(kind.label), **_standing(lists.get(kind.value))) for kind in ListKind]
    yes = Step("locality-sign-off", _("A family partner’s yes"), "later", "")
    name = Step("locality-change", _("What the place is called"), "done", place.name)
    return [replace(one, state="now", says="") if one.name == at else one for one in (name, said, *kinds, yes)]


def note_to_go_on_with(place: Locality, user: User) -> ScopingNote | None:
    """The last note of a place, while nothing was agreed by it."""
    agreed = LocalityList.objects.visible_to(user).filter(note=OuterRef("pk"), valid_from__isnull=False)
    return notes_of(place, user).filter(~Exists(agreed)).first()


def open_list(place: Locality, kind: ListKind, user: User) -> LocalityList | None:
    """What is being written for a place, or waits for a yes."""
    return LocalityList.objects.visible_to(user).open().filter(locality=place, kind=kind).first()


def open_lists(place: Locality, user: User) -> list[Changed]:
    """All that is being written for a place, or waits for a yes, beside what counts elsewhere."""
    lists = LocalityList.objects.visible_to(user).open().filter(locality=place)
    order = list(ListKind)
    return sorted((changed(own) for own in lists), key=lambda one: order.index(ListKind(one.own.kind)))
