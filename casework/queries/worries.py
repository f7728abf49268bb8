"""Worries: what is in view when one is raised, one's list, the page of one, and what waits. Nothing here counts anyone's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from casework.models import (
    ConcernAddition,
    ConcernPerson,
    SafeguardingConcern,
    SharingDecision,
    about_families_led_by,
    answered_by_manager,
)
from database import clock
from families.models import Draft, Family, FamilyMembership, Involvement, Person, living
from families.paging import Page, page_of
from families.queries.ahead import Waiting
from families.queries.drafts import unfinished_draft
from linkups.models import LinkUp

State = SafeguardingConcern.State
ACKNOWLEDGED_WITHIN = timedelta(hours=24)
"""Unacknowledged for longer, it waits on a manager's Today (domain.md §9.3)."""
FORM = "worry"
SHOWN = 20
WAITING_SHOWN = 20


@dataclass(frozen=True, slots=True)
class InView:
    """Whom the page was about from which a worry is raised: the people to pick from, and those meant if no one is picked."""

    about: UUID | None
    people: QuerySet[Person]
    person: Person | None
    families: Sequence[Family]

    @property
    def meant(self) -> list[Person]:
        """Whom a worry is about when no one is picked: the person, or everyone of the family or the link-up in view."""
        if self.person:
            return [self.person]
        return list(self.people) if self.families else []

    @property
    def form(self) -> str:
        """The name under which the draft is kept: one about one family never shows in the form of another."""
        return f"{FORM}:{self.about.hex}" if self.about else FORM

    @property
    def query(self) -> str:
        return f"?about={self.about}" if self.about else ""


def in_view(said: str, user: User) -> InView:
    """What `?about=` names: a person, a family, or a link-up; anything else is as if nothing had been said, and hinders no one."""
    about = _uuid(said)
    people = Person.objects.visible_to(user).filter(living())
    current = FamilyMembership.objects.current()
    families = Family.objects.visible_to(user).filter(_named(about, user)) if about else Family.objects.none()
    found = list(families.order_by("sort_key", "pk"))
    person = people.filter(pk=about).first() if about else None
    if not found and not person:
        worked_with = Involvement.objects.current().filter(practitioner__user=user).values("family")
        members = current.filter(family__in=worked_with)
    else:
        members = current.filter(family__in=found)
    offered = Q(pk__in=members.values("person")) | Q(pk=person.pk if person else None)
    return InView(about, people.filter(offered).order_by("sort_key", "pk"), person, found)


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _named(about: UUID, user: User) -> Q:
    """The family itself, the families of a person now, or the two of a link-up."""
    link_ups = LinkUp.objects.visible_to(user).filter(pk=about)
    return (
        Q(pk=about)
        | Q(pk__in=FamilyMembership.objects.visible_to(user).current().filter(person=about).values("family"))
        | Q(pk__in=link_ups.values("seeking_family"))
        | Q(pk__in=link_ups.values("sharing_family"))
    )


def draft_of(view: InView, user: User) -> Draft | None:
    """What the user began to write here and has not sent."""
    return unfinished_draft(None, view.form, user)


def where_draft_goes_on(draft: Draft) -> str:
    """The address of the page on which a draft of a worry goes on."""
    _form, _colon, about = draft.form.partition(":")
    return reverse("casework:worry-new") + (f"?about={UUID(about)}" if about else "")


def told(concerns: QuerySet[SafeguardingConcern]) -> QuerySet[SafeguardingConcern]:
    """Worries with who raised, passed on and acknowledged them, and whom they are about."""
    people = ConcernPerson.objects.select_related("person").order_by("person__sort_key", "pk")
    return concerns.select_related("raised_by", "told_by", "acknowledged_by").prefetch_related(
        Prefetch("people", people)
    )


def worry_list(user: User, *, after: str = "") -> Page[SafeguardingConcern]:
    """One page of the worries that the user raised or answers for, newest first."""
    rows = told(SafeguardingConcern.objects.visible_to(user))
    return page_of(rows, ("-raised_at", "-pk"), cursor=after, size=SHOWN)


def seen_worry(pk: UUID, user: User) -> SafeguardingConcern:
    """One worry; 404 for whoever may not see it."""
    return get_object_or_404(told(SafeguardingConcern.objects.visible_to(user)), pk=pk)


@dataclass(frozen=True, slots=True)
class WorryPage:
    concern: SafeguardingConcern
    people: Sequence[ConcernPerson]
    known: set[UUID]
    additions: Sequence[ConcernAddition]
    decisions: Sequence[SharingDecision]
    has_paused: bool


def named(concern: SafeguardingConcern) -> set[UUID]:
    """Whom a worry that `told` read is about."""
    return {one.person_id for one in concern.people.all()}


def worry_page(pk: UUID, user: User) -> WorryPage:
    """One worry as the user may read it, in a fixed number of queries."""
    concern = seen_worry(pk, user)
    people = list(concern.people.all())
    additions = ConcernAddition.objects.visible_to(user).filter(concern=concern).select_related("added_by")
    decisions = SharingDecision.objects.visible_to(user).filter(concern=concern).select_related("subject", "decided_by")
    families = FamilyMembership.objects.current().filter(person__in=named(concern)).values("family")
    paused = LinkUp.objects.looked_into().filter(Q(seeking_family__in=families) | Q(sharing_family__in=families))
    return WorryPage(
        concern=concern,
        people=people,
        known=set(Person.objects.visible_to(user).filter(pk__in=named(concern)).values_list("pk", flat=True)),
        additions=list(additions.order_by("added_at", "pk")),
        decisions=list(decisions.order_by("created_at", "pk")),
        has_paused=paused.exists(),
    )


def people_near(concern: SafeguardingConcern, user: User) -> QuerySet[Person]:
    """Whom a worry may be about too: the living people of the same families whom the user may see."""
    families = FamilyMembership.objects.current().filter(person__in=named(concern)).values("family")
    near = FamilyMembership.objects.current().filter(family__in=families).values("person")
    alive = Person.objects.visible_to(user).filter(living(), pk__in=near)
    return alive.exclude(pk__in=named(concern)).order_by("sort_key", "pk")


def waiting_for(user: User) -> list[Waiting]:
    """The worries that wait for this user, oldest first; one query however many."""
    if user.kind != User.Kind.STAFF:
        return []
    found = (
        SafeguardingConcern.objects.visible_to(user)
        .unacknowledged()
        .annotate(is_led=_holds(about_families_led_by(user)), is_managed=_holds(answered_by_manager(user)))
        .order_by("raised_at", "pk")[:WAITING_SHOWN]
    )
    return [item for concern in found if (item := _item(concern, user))]


def _holds(condition: Q) -> Exists:
    return Exists(SafeguardingConcern.objects.filter(condition, pk=OuterRef("pk")))


def is_late(concern: SafeguardingConcern) -> bool:
    """Whether nobody has said for a day that they have it."""
    return concern.acknowledged_at is None and clock.now() - concern.raised_at >= ACKNOWLEDGED_WITHIN


def _item(concern: SafeguardingConcern, user: User) -> Waiting | None:
    """Without a name: Today may be open on a desk. The mark is for our own promise, and says nothing of anyone."""
    raised, late = timezone.localtime(concern.raised_at), is_late(concern)
    when = {"day": date_format(raised, "l j F"), "time": date_format(raised, "H:i")}
    if concern.raised_by_id == user.pk:
        if concern.state != State.RAISED:
            return None
        text = _("Pass on the worry that you raised on %(day)s at %(time)s") % when
        overdue = timezone.localdate(concern.raised_at) < clock.today()
        pass_on = reverse("casework:worry-pass-on", args=[concern.pk])
        return Waiting(text, pass_on, by=raised.date(), is_overdue=overdue, is_of_safety=True)
    if late and (concern.is_managed or user.has(Permission.WORRY_LEAD)):  # type: ignore[attr-defined]
        text = _("Nobody has acknowledged the worry raised on %(day)s at %(time)s") % when
        return Waiting(text, concern.get_absolute_url(), since=raised.date(), is_overdue=True, is_of_safety=True)
    if user.has(Permission.WORRY_LEAD) or concern.is_led or concern.is_managed:  # type: ignore[attr-defined]
        text = _("A worry was raised on %(day)s at %(time)s") % when
        return Waiting(text, concern.get_absolute_url(), since=raised.date(), is_of_safety=True)
    return None
