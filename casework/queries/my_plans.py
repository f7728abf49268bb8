"""What the pages of someone's own plan read (domain.md §8.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from casework.models import MyHope, MyPlan, MyPlanVersion, PlanInvitation, ReadBy
from casework.queries.confidence import advocates_to_choose, people_to_choose, workers_to_choose
from families.models import ChosenReader, Family, Involvement, Person, PersonAccount, Record, ShareState
from families.models.door import READS_ALL
from families.paging import Page, page_of
from families.queries.granting import is_under_age, oneself
from families.queries.readers import parents_reading_for, who_helps

KIND = Record.Kind.MY_PLAN
SHOWN, VERSIONS_SHOWN, MOST_HOPES = 20, 20, 12
BEGINNING = "my-plan"
"""What the draft of a plan that is not there yet is kept by."""
PARTS: Mapping[str, tuple[str | Promise, tuple[str, ...]]] = {
    "days": (gettext_lazy("What matters, good days and bad days"), ("what_matters", "good_day", "bad_day")),
    "people": (gettext_lazy("People, and what helps"), ("people", "what_helps", "what_doesnt")),
    "hopes": (gettext_lazy("Hopes"), ()),
    "more": (gettext_lazy("Money, and who helped"), ("money", "helped_by")),
}
"""The parts in which a plan is written, a screen each, and read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that it says, by the words that stand above it."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a plan, as it is shown."""

    key: str
    title: str | Promise
    lines: Sequence[Line]
    hopes: Sequence[MyHope]

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.hopes


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as it is, or as it was."""

    plan: MyPlan
    version: MyPlanVersion
    parts: Sequence[Part]
    is_mine: bool
    read_by: ReadBy | None
    """Who reads it, told to whose it is alone."""
    chosen: Sequence[ChosenReader]

    @property
    def writer(self) -> str:
        """Who wrote it for whose plan it is, where that was someone else."""
        by, account = self.version.created_by, getattr(self.plan.owner, "account", None)
        if by is None or (account and account.user_id == by.pk):
            return ""
        helps = hasattr(by, "person_account") or hasattr(by, "advocate")
        return by.name if helps else ""  # else it was theirs, of a sign-in that ended when two were found to be one

    @property
    def people(self) -> set[UUID]:
        """Everyone whom the page names."""
        return {self.plan.owner_id} | {one.person_id for one in self.chosen if one.person_id}


def own_plan(user: User) -> MyPlan | None:
    """The plan of whoever reads; the newest, where two who were one had a plan each."""
    return _plans(user).filter(owner__account__user=user).order_by("-created_at", "-pk").first()


@dataclass(frozen=True, slots=True)
class OtherPlans:
    """What someone reads beside their plan."""

    earlier: Sequence[MyPlan]
    """Their own of before, where two who were one had a plan each."""
    of_others: Sequence[MyPlan]


def other_plans(user: User, own: MyPlan | None) -> OtherPlans:
    """The plans that others let someone of a family, or an advocate, read; and their own of before."""
    found = _plans(user).exclude(pk=own.pk) if own else _plans(user)
    plans = list(found.order_by("owner__sort_key", "pk")[:SHOWN])
    earlier = [plan for plan in plans if own and plan.owner_id == own.owner_id]
    return OtherPlans(earlier, [plan for plan in plans if plan not in earlier])


def is_kept_from_its_owner(user: User) -> bool:
    """Whether someone has a plan that they do not read now: lines 2 and 5 of domain.md §8.5. That they wrote it they know."""
    return MyPlan.objects.filter(owner__account__user=user).exclude(pk__in=_plans(user).values("pk")).exists()


def plans_of(person: Person, user: User) -> list[MyPlan]:
    """What a person shares of their plan with this user."""
    return list(_plans(user).filter(owner=person).order_by("-created_at", "-pk")[:SHOWN])


def seen_plan(pk: UUID, user: User) -> MyPlan:
    """The plan, if the user may read it."""
    return get_object_or_404(_plans(user), pk=pk)


def plan_page(plan: MyPlan, user: User) -> PlanPage:
    """A plan as it is, in a fixed number of queries."""
    return _page(plan, _versions(user).filter(plan=plan).order_by("-number")[0], user)


def former_page(pk: UUID, user: User) -> PlanPage:
    """A plan as it was."""
    version = get_object_or_404(_versions(user), pk=pk)
    return _page(seen_plan(version.plan_id, user), version, user)


def versions_of(plan: MyPlan, user: User, *, after: str = "") -> Page[MyPlanVersion]:
    """What it said from which day on, the newest first."""
    return page_of(_versions(user).filter(plan=plan), ("-number", "-pk"), cursor=after, size=VERSIONS_SHOWN)


def hopes_of(version: MyPlanVersion, user: User) -> list[MyHope]:
    """The hopes that stand on it, in their order."""
    found = {hope.pk: hope for hope in MyHope.objects.visible_to(user).filter(pk__in=version.hopes)}
    return [found[pk] for pk in version.hopes if pk in found]


def _page(plan: MyPlan, version: MyPlanVersion, user: User) -> PlanPage:
    account = getattr(plan.owner, "account", None)
    is_mine = bool(account and account.user_id == user.pk)
    chosen = list(_chosen(plan)) if is_mine else []
    return PlanPage(
        plan=plan,
        version=version,
        parts=[_part(key, version, hopes_of(version, user) if key == "hopes" else []) for key in PARTS],
        is_mine=is_mine,
        read_by=_read_by(plan, chosen) if is_mine else None,
        chosen=chosen,
    )


def _part(key: str, version: MyPlanVersion, hopes: Sequence[MyHope]) -> Part:
    title, names = PARTS[key]
    shown = {
        name: str(version.get_helped_by_display() if name == "helped_by" else getattr(version, name)) for name in names
    }
    return Part(key, title, [Line(label_of(name), text) for name, text in shown.items() if text.strip()], hopes)


def label_of(name: str) -> str:
    """The words that stand above one thing that a plan says."""
    return capfirst(str(MyPlanVersion._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


def _plans(user: User) -> QuerySet[MyPlan]:
    seen = MyPlan.objects.visible_to(user)
    newer = seen.filter(owner=OuterRef("owner")).filter(
        Q(created_at__gt=OuterRef("created_at")) | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk"))
    )
    return seen.select_related("owner__account", "record__family").annotate(has_newer=Exists(newer))


def _versions(user: User) -> QuerySet[MyPlanVersion]:
    written_by = ("created_by__person_account", "created_by__advocate")
    return MyPlanVersion.objects.visible_to(user).select_related(*written_by)


# Who reads it


@dataclass(frozen=True, slots=True)
class MayRead:
    """Whom someone can let read their plan, and who reads it by each answer."""

    workers: QuerySet[User]
    advocates: QuerySet[User]
    people: QuerySet[Person]
    to_know: Sequence[str]
    """Who reads it when it is shared with those who work with the family: by name, as it is today."""


def workers_to_ask(plan: MyPlan, user: User) -> QuerySet[User]:
    """With whom its owner could ask to talk: told to who helps them write as far as they know who works with them."""
    workers = workers_to_choose(plan.owner)
    if plan.owner_id in PersonAccount.objects.filter(user=user).values_list("person", flat=True):
        return workers
    return workers.filter(practitioner__involvements__in=Involvement.objects.visible_to(user).current())


def may_read(owner: Person, family: Family | None, user: User) -> MayRead:
    """For the owner, before they choose."""
    return MayRead(
        workers=workers_to_choose(owner),
        advocates=advocates_to_choose(owner),
        people=people_to_choose(owner, user),
        to_know=[*_workers_today(family, user), *_read_for(owner, user), *who_helps([owner], KIND, user)],
    )


def _workers_today(family: Family | None, user: User) -> list[str]:
    """Those who read the whole of what a family shares, by name (domain.md §8.5, table)."""
    alongside = Involvement.objects.visible_to(user).current().filter(family=family, role__in=READS_ALL)
    names = dict.fromkeys(alongside.order_by("pk").values_list("practitioner__name", flat=True))
    if not names:
        return []
    return [
        _("Of those who work with your family, this is today: %(names)s, and who manages them.")
        % {"names": ", ".join(names)}
    ]


def _read_for(owner: Person, user: User) -> list[str]:
    if not is_under_age(owner):
        return []
    told = _("%(name)s reads what you share with them, for you.")
    return [told % {"name": parent.known_as} for parent in parents_reading_for(owner, user)]


def _chosen(plan: MyPlan) -> QuerySet[ChosenReader]:
    found = ChosenReader.objects.filter(share_state__record=plan.record_id, removed_on__isnull=True)
    return found.select_related("person", "user").order_by("pk")


def _read_by(plan: MyPlan, chosen: Sequence[ChosenReader]) -> ReadBy:
    if ShareState.objects.filter(record=plan.record_id, state=ShareState.State.SHARED).exists():
        return ReadBy.WORKERS
    return ReadBy.CHOSEN if chosen else ReadBy.ONLY_ME


def reads_now(page: PlanPage) -> dict[str, Any]:
    """Who reads it now, as the form asks it."""
    return {
        "read_by": page.read_by,
        "workers": [one.user_id for one in page.chosen if one.user_id],
        "advocates": [one.user_id for one in page.chosen if one.user_id],
        "people": [one.person_id for one in page.chosen if one.person_id],
    }


# Beginning, and being invited


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who would begin a plan, and in which family."""

    person: Person | None
    family: Family | None
    own: MyPlan | None
    is_kept: bool
    """That there is one, and that it is kept from them now."""


def beginning(user: User) -> Beginning:
    family = Family.objects.visible_to(user).order_by("sort_key", "pk").first()
    own = own_plan(user)
    return Beginning(oneself(user), family, own, is_kept=own is None and is_kept_from_its_owner(user))


def invitation_of(user: User) -> PlanInvitation | None:
    """What stands on someone's own page until they answer."""
    if user.kind != User.Kind.FAMILY:
        return None
    standing = PlanInvitation.objects.visible_to(user).standing().filter(person__account__user=user)
    return standing.select_related("created_by").order_by("pk").first()


def last_invitation(person: Person, user: User) -> PlanInvitation | None:
    """The last time that they were invited, for those who work with them; whether they wrote is theirs to tell."""
    found = PlanInvitation.objects.visible_to(user).filter(person=person).select_related("created_by")
    return found.order_by("-created_at", "-pk").first()


def signs_in(person: Person) -> bool:
    return PersonAccount.objects.filter(person=person, user__is_active=True).exists()
