"""Who has looked: what a family reads of it, what a manager reads, and what an administrator counts (domain.md §8.1, §9.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import AccessEvent, AccessEventQuerySet, User
from accounts.queries import page_in_words
from families.models import (
    Family,
    HelperAccess,
    Person,
    Record,
    ShareState,
    among,
    people_not_kept_from,
    readable_by,
    unseen_people,
    unseen_records,
)
from families.paging import page_of
from families.queries.emergency import Told, told_to
from families.queries.looked_by_day import Day, Seen, by_day
from families.queries.sampling import ToldOfSample, told_of_samples
from families.words import with_article

NEWEST_FIRST = ("-at", "-id")
SHOWN = 50
Kind = AccessEvent.Kind
DID: Mapping[str, str | Promise] = {
    Kind.VIEW: gettext_lazy("%(who)s read %(what)s"),
    Kind.LIST: gettext_lazy("%(who)s saw %(about)s in %(what)s"),
    Kind.SEARCH: gettext_lazy("%(who)s found %(about)s in a search"),
    Kind.PRINT: gettext_lazy("%(who)s printed %(what)s"),
    Kind.EXPORT: gettext_lazy("%(who)s took a copy of %(what)s"),
    Kind.API: gettext_lazy("%(who)s received %(what)s"),
    Kind.DENIED: gettext_lazy("%(who)s tried, and was not let in"),
}
NAMES_THEM = {Kind.LIST, Kind.SEARCH}


@dataclass(frozen=True, slots=True)
class OurLooks:
    """Who has looked at a family member and at the children for whom they read, day by day, the newest first."""

    people: Sequence[Person]
    names: str
    days: Sequence[Day]
    told: Sequence[Told]
    """What was opened in an emergency, and why; on the first page."""
    samples: Sequence[ToldOfSample]
    """By which samples the family’s story is read, and why; on the first page."""
    next: str
    previous: str


def our_looks(user: User, cursor: str = "") -> OurLooks:
    """Role, date and what; no names of workers, and nothing of who else of the family was here (domain.md §9.5)."""
    people = list(readable_by(user).order_by("sort_key", "pk"))
    known_by = ids_by_person(people)
    families = list(Family.objects.visible_to(user).values_list("pk", flat=True))
    ours, kept = [*known_by, *families], _kept_from(user)
    looks = (
        AccessEvent.objects.of_people(known_by, families)
        # A look at another family, or at the page of someone else on which somebody stands who is kept from the reader,
        # would tell how the work with them goes. A page of the reader's own may name whom it likes.
        .filter(Q(families=[]) | Q(families__overlap=families) | Q(record__in=ours))
        .exclude(~Q(record__in=ours), people__overlap=kept, record__isnull=False)
        .exclude(Q(user__kind=User.Kind.FAMILY) & ~Q(user__in=_own_advocates(user)))
        .exclude(record__in=_told_in_confidence(user).values("pk"))
        # What is kept from them does not exist for them: not even that there is something.
        .filter(Q(record__isnull=True) | ~among("record", unseen_records(user)))
        .exclude(_of_meetings_kept_from(user))
        .exclude(_on_pages(settings.PAGES_OF_ONES_OWN) & ~Q(people__overlap=_oneself(known_by, user)))
        .select_related("user")
    )
    page = page_of(looks, NEWEST_FIRST, cursor=cursor, size=SHOWN)
    hidden = _hidden_records(page.rows, user)
    oneself = getattr(getattr(user, "person_account", None), "person_id", None)
    people.sort(key=lambda person: person.pk != oneself)
    said = {person.pk: _("you") if person.pk == oneself else person.known_as for person in people}
    names = {pk: said[person] for pk, person in known_by.items()}
    about = {event.pk: _about(event, names, families) for event in page.rows}
    looks_said = (_seen(event, _did(event, ours), hidden, about[event.pk]) for event in page.rows)
    told = [] if cursor else told_to(user, kept)
    samples = () if cursor else told_of_samples(user)
    whose = get_text_list([*said.values()], _("and"))
    return OurLooks(people, whose, by_day(looks_said), told, samples, page.next, page.previous)


def _of_meetings_kept_from(user: User) -> Q:
    """Where a family meeting is kept from them: pages that tell of meetings and are of none that they know of."""
    kept = Record.objects.filter(among("pk", unseen_records(user)), kind=Record.Kind.CONFERENCE)
    readable = Q(record__in=Record.objects.visible_to(user).values("pk"), record__isnull=False)
    return Q(Exists(kept)) & _on_pages(settings.PAGES_OF_MEETINGS) & ~readable


def _on_pages(beginnings: Sequence[str]) -> Q:
    return reduce(or_, (Q(what__startswith=page) for page in beginnings))


def _oneself(known_by: Mapping[UUID, UUID], user: User) -> list[UUID]:
    """Each id under which the reader themselves was ever looked at."""
    account = getattr(user, "person_account", None)
    return [pk for pk, person in known_by.items() if account and person == account.person_id]


def _own_advocates(user: User) -> QuerySet[HelperAccess, Any]:
    """Who was ever let help the reader and is an advocate: that they looked is the reader's to know, and nobody else's of the family."""
    return HelperAccess.objects.filter(owner__account__user=user, helper__advocate__isnull=False).values("helper")


def ids_by_person(people: Sequence[Person]) -> dict[UUID, UUID]:
    """Each id under which one of these was ever looked at, and whose it is: someone who was merged into them was them."""
    ids = {person.pk: person.pk for person in people}
    for pk, person in Person.objects.filter(merged_into__in=people).order_by("pk").values_list("pk", "merged_into"):
        ids[pk] = person or pk
    return ids


def _kept_from(user: User) -> list[UUID]:
    """By each id under which someone who is kept from the reader was ever looked at."""
    kept = list(Person.objects.filter(among("pk", *unseen_people(user))).values_list("pk", flat=True))
    return [*kept, *Person.objects.filter(merged_into__in=kept).values_list("pk", flat=True)]


def _about(event: AccessEvent, names: Mapping[UUID, str], families: Collection[UUID]) -> str:
    theirs = {} if event.record in families else names
    named = dict.fromkeys(name for pk, name in theirs.items() if pk in event.people)
    return get_text_list([*named], _("and")) or _("your family")


def _did(event: AccessEvent, ours: Collection[UUID]) -> str:
    """Whom the page of someone else names, as one to choose from or as a relation, was seen there: it was not about them."""
    is_elsewhere = event.record in event.people and event.record not in ours
    return Kind.LIST if event.kind == Kind.VIEW and is_elsewhere else event.kind


def _seen(event: AccessEvent, did: str, hidden: set[UUID], about: str) -> Seen:
    """A sentence that holds no name of a worker, but that of another system; and whom it is about, if it leaves that out."""
    is_system = event.user.kind == User.Kind.CLIENT
    is_advocate = event.user.kind == User.Kind.FAMILY
    role = _("Advocate") if is_advocate else event.role_words
    who = capfirst(role) if is_system else with_article(role)
    words = {"who": f"{who}," if is_system else who, "what": what_words(event, hidden), "about": about}
    return Seen(event.at, who, "", str(DID[did]) % words, "" if did in NAMES_THEM else about)


def what_words(event: AccessEvent, hidden: set[UUID]) -> str:
    """What was read, as people call it; of a record that the reader may not see, only that there was something."""
    if event.record in hidden:
        return _("something that is written down")
    return page_in_words(event.what)


def _hidden_records(events: Sequence[AccessEvent], user: User) -> set[UUID]:
    """Those of the events' records that this reader may not see now."""
    named = Record.objects.filter(pk__in=[event.record for event in events if event.record])
    return set(named.values_list("pk", flat=True)) - set(
        Record.objects.visible_to(user).filter(pk__in=named.values("pk")).values_list("pk", flat=True)
    )


def _told_in_confidence(user: User) -> QuerySet[Record]:
    """What a child keeps for whom they chose: that there is something is theirs to tell as well (domain.md §8.5, line 4)."""
    only = ShareState.objects.filter(state=ShareState.State.CHILD_ONLY).values("record")
    return Record.objects.filter(pk__in=only).exclude(pk__in=Record.objects.visible_to(user).values("pk"))


@dataclass(frozen=True, slots=True)
class Looks:
    """Who, in which role, when, what and how."""

    about: Family | Person
    days: Sequence[Day]
    next: str
    previous: str


def family_looks(pk: UUID, user: User, cursor: str = "") -> Looks:
    family = get_object_or_404(Family.objects.visible_to(user), pk=pk)
    return _looks(family, AccessEvent.objects.of_family(pk), user, cursor)


def person_looks(pk: UUID, user: User, cursor: str = "") -> Looks:
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    return _looks(person, AccessEvent.objects.of_person(*ids_by_person([person])), user, cursor)


def _looks(about: Family | Person, events: AccessEventQuerySet, user: User, cursor: str) -> Looks:
    """Who looked in their work, and who was not let in, by name: none who is kept from the reader. When a family reads its own pages
    is nobody's to follow (§8.5, §8.8)."""
    events = events.exclude(~Q(kind=Kind.DENIED), user__kind=User.Kind.FAMILY)
    events = events.filter(people_not_kept_from(user, "user__person_account__person__id"))
    page = page_of(events.select_related("user__advocate"), NEWEST_FIRST, cursor=cursor, size=SHOWN)
    hidden = _hidden_records(page.rows, user)
    looks = (
        Seen(event.at, event.user.name, _role_of(event), what_words(event, hidden), event.get_kind_display())
        for event in page.rows
    )
    return Looks(about, by_day(looks), page.next, page.previous)


@dataclass(frozen=True, slots=True)
class WholeLog:
    """Who, in which role, how and of how many."""

    days: Sequence[Day]
    next: str
    previous: str


def access_log(user: User, cursor: str = "", *, attempts: bool = False) -> WholeLog:
    """Who looked and when, all over the organisation, without whom or what it was about: that is no administrator's to read."""
    events = AccessEvent.objects.filter(organisation=user.organisation_id).select_related("user__advocate")
    if attempts:
        events = events.filter(kind=Kind.DENIED)
    page = page_of(events, NEWEST_FIRST, cursor=cursor, size=SHOWN)
    return WholeLog(by_day(_counted(event) for event in page.rows), page.next, page.previous)


def _role_of(event: AccessEvent) -> str:
    """An advocate signs in as families do, and is none of a family."""
    return _("Advocate") if hasattr(event.user, "advocate") else event.role_words


def _counted(event: AccessEvent) -> Seen:
    """By name, or by that word alone for someone of a family, or an advocate: their name would tell whom they help."""
    is_theirs = event.user.kind == User.Kind.FAMILY
    who, role = (capfirst(_role_of(event)), "") if is_theirs else (event.user.name, event.role_words)
    return Seen(event.at, who, role, event.get_kind_display(), "", event.people)
