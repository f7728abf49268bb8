"""Link-ups in lists: the coach's, a family's, and what waits for someone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from database import clock
from families.models import Family
from families.paging import Page, page_of
from families.queries.ahead import ComingUp, Waiting, in_order
from linkups.models import (
    FamilyCard,
    LinkUp,
    LinkUpCheckIn,
    LinkUpPause,
    MatchOffer,
    Meetup,
    SafetyCheck,
    SharingProfile,
)
from linkups.queries.agreements import not_said_yes_to
from linkups.queries.renewing import GRACE, RENEW_WITHIN, renewal_words
from linkups.queries.steps import NextStep, days_words, next_step, pauses_of, standing_of, week_words
from linkups.weeks import Standing, is_quiet

State = LinkUp.State
SHOWN = 30
WAITING_SHOWN = 20


@dataclass(frozen=True, slots=True)
class LinkUpRow:
    """A link-up in a list."""

    link_up: LinkUp
    standing: Standing | None
    next_step: NextStep | None

    @property
    def words(self) -> str:
        """Where it stands: its week, or its step."""
        if self.standing is None or self.link_up.state in LinkUp.OVER:
            return str(self.link_up.get_state_display())
        if self.link_up.state == State.PAUSED:
            return _("%(week)s, having a pause") % {"week": week_words(self.standing)}
        return week_words(self.standing)

    @property
    def met_words(self) -> str:
        """When they last met, in days; nothing for those that have not started."""
        if self.standing is None or self.link_up.state in LinkUp.OVER:
            return ""
        last = self.link_up.met_on  # type: ignore[attr-defined]
        if last is None:
            return _("Not met yet")
        return _("Last met %(ago)s") % {"ago": days_words((clock.today() - last).days)}


@dataclass(frozen=True, slots=True)
class LinkUpList:
    """One page of link-ups; `page` holds the cursors."""

    rows: Sequence[LinkUpRow]
    page: Page[LinkUp]


def link_ups(user: User) -> QuerySet[LinkUp]:
    """Every link-up that the user may see, with its families, coach, pauses, when they last met, and the seeking family's card."""
    card = FamilyCard.objects.filter(family=OuterRef("seeking_family"), kind=FamilyCard.Kind.SEEKING)
    met = Meetup.objects.held().filter(link_up=OuterRef("pk")).order_by("-held_on", "-pk").values("held_on")[:1]
    return (
        LinkUp.objects.visible_to(user)
        .select_related("seeking_family", "sharing_family", "coach")
        .prefetch_related(Prefetch("pauses", queryset=LinkUpPause.objects.order_by("period", "pk")))
        .annotate(
            met_on=Subquery(met),
            quiet_since=Coalesce(Subquery(met), "start_date", TruncDate("created_at")),
            seeking_card=Subquery(card.values("pk")),
            seeking_card_approved_at=Subquery(card.values("approved_at")),
        )
    )


def linkup_list(user: User, *, cursor: str = "") -> LinkUpList:
    """Link-ups that are not over, those whose families met longest ago first: by days, never by risk (domain.md §10.2)."""
    found = link_ups(user).open().exclude(state=State.OFFERED)  # type: ignore[attr-defined]
    page = page_of(found, ("quiet_since", "pk"), cursor=cursor, size=SHOWN)
    return LinkUpList([row_of(one) for one in page.rows], page)


def row_of(link_up: LinkUp) -> LinkUpRow:
    found = standing_of(link_up)
    return LinkUpRow(link_up, found, next_step(link_up, found))


@dataclass(frozen=True, slots=True)
class FamilyLinkUps:
    """The link-ups of one family, and where to begin."""

    family: Family
    profile: SharingProfile | None
    cards: Sequence[FamilyCard]
    offers: Sequence[MatchOffer]
    rows: Sequence[LinkUpRow]

    @property
    def families(self) -> list[UUID]:
        """Its own, and those with whom it is linked; for the access log."""
        linked = [(row.link_up.seeking_family_id, row.link_up.sharing_family_id) for row in self.rows]
        return [self.family.pk, *(family for both in linked for family in both)]

    @property
    def has_begun(self) -> bool:
        return bool(self.profile or self.offers or self.rows or self.cards)


def family_linkups(user: User, pk: UUID) -> FamilyLinkUps:
    """What a family has to do with link-ups: as one that shares, as one that seeks."""
    family = get_object_or_404(Family.objects.visible_to(user), pk=pk)
    profiles = SharingProfile.objects.visible_to(user).select_related("coach").filter(family=family)
    cards = FamilyCard.objects.visible_to(user).filter(family=family).order_by("kind")
    ours = (
        link_ups(user)
        .filter(Q(seeking_family=family) | Q(sharing_family=family))
        .exclude(state=State.OFFERED)
        .exclude(state=State.NOT_THIS_TIME, seeking_chose_at__isnull=True)
        .order_by("-created_at", "-pk")[:SHOWN]
    )
    offers = MatchOffer.objects.visible_to(user).waiting().filter(family=family).order_by("pk")
    return FamilyLinkUps(family, profiles.first(), list(cards), list(offers), [row_of(one) for one in ours])


def waiting_for(user: User) -> list[Waiting]:
    """What waits for this user among the link-ups, the oldest first: for *Today*, and for a family's own page."""
    found = _family_waits(user) if user.kind == User.Kind.FAMILY else [*_coach_waits(user), *_manager_waits(user)]
    return in_order(found)[:WAITING_SHOWN]


def _coach_waits(user: User) -> list[Waiting]:
    mine = link_ups(user).open().coached_by(user).exclude(state__in=[State.SUGGESTED, State.OFFERED])  # type: ignore[attr-defined]
    rows = [row_of(one) for one in mine.order_by("quiet_since", "pk")[: WAITING_SHOWN * 2]]
    return [*(wait for row in rows if (wait := _wait_of(row))), *_expiring(user), *_rested(user)]


def _rested(user: User) -> list[Waiting]:
    """Families who share and whose rest is over: nobody drops out unheard."""
    coached = SharingProfile.objects.visible_to(user).coached_by(user)
    rested = coached.filter(status=SharingProfile.Status.RESTING, rest_until__lte=clock.today())
    return [
        Waiting(
            _("%(family)s have had their rest: ask whether they are ready again") % {"family": one.family.name},
            reverse("linkups:profile", args=[one.pk]),
            since=one.rest_until,
            families=frozenset({one.family_id}),
        )
        for one in rested.select_related("family").order_by("rest_until", "pk")[:WAITING_SHOWN]
    ]


def _manager_waits(user: User) -> list[Waiting]:
    """Past its grace a check is no matter of the coach's alone: who manages their team is told too."""
    profiles = SharingProfile.objects.filter(
        coach__team__manager=user, family__link_ups_sharing__state__in=LinkUp.UNDER_WAY
    )
    return _to_renew(user, profiles, clock.today() - GRACE)


def _wait_of(row: LinkUpRow) -> Waiting | None:
    link_up = row.link_up
    said = {"seeking": link_up.seeking_family.name, "sharing": link_up.sharing_family.name}
    since = link_up.quiet_since  # type: ignore[attr-defined]
    both = frozenset({link_up.seeking_family_id, link_up.sharing_family_id})
    if row.standing is None and row.next_step:
        text = _("%(seeking)s and %(sharing)s: %(step)s") % {**said, "step": row.next_step.text}
        return Waiting(text, row.next_step.href, since=since, families=both)
    if link_up.is_looked_into:
        text = _("%(seeking)s and %(sharing)s: paused while something is looked into") % said
        return Waiting(text, link_up.get_absolute_url(), since=_paused_on(link_up), families=both)
    if row.standing and row.standing.is_long_over:
        text = _("%(seeking)s and %(sharing)s are past their planned end: end it, or make it longer") % said
        return Waiting(text, link_up.get_absolute_url(), since=row.standing.planned_end, families=both)
    if link_up.state == State.ACTIVE and is_quiet(since=since, pauses=pauses_of(link_up), on=clock.today()):
        text = _("%(seeking)s and %(sharing)s have not met for a while") % said
        return Waiting(text, link_up.get_absolute_url(), since=since, families=both)
    return None


def _paused_on(link_up: LinkUp) -> date:
    """The first day of the pause that goes on."""
    first: date = next(one.period.lower for one in link_up.pauses.all() if one.period.upper is None)
    return first


def _expiring(user: User) -> list[Waiting]:
    """Checks that run out within 60 days, or have, in sharing families whose coach this is (domain.md §10.2)."""
    profiles = SharingProfile.objects.coached_by(user).may_share()
    return _to_renew(user, profiles, clock.today() + RENEW_WITHIN)


def _to_renew(user: User, profiles: QuerySet[SharingProfile], soon: date) -> list[Waiting]:
    return [
        Waiting(
            renewal_words(check),
            reverse("linkups:profile", args=[check.profile]),  # type: ignore[attr-defined]
            by=check.renew_by,
            people=frozenset({check.person_id}),
        )
        for check in _running_out(user, profiles, soon).order_by("renew_by", "pk")[:WAITING_SHOWN]
        if check.renew_by
    ]


def _running_out(user: User, profiles: QuerySet[SharingProfile], soon: date) -> QuerySet[SafetyCheck]:
    """With the `profile` that each belongs to; not those that have been done again, whether or not the new one is clear."""
    profile = profiles.filter(
        family__memberships__person=OuterRef("person"), family__memberships__period__contains=clock.today()
    ).values("pk")[:1]
    back = SafetyCheck.objects.exclude(outcome=SafetyCheck.Outcome.PENDING)
    newer = back.filter(person=OuterRef("person"), kind=OuterRef("kind")).filter(
        Q(issued_on__gt=OuterRef("issued_on")) | Q(issued_on=OuterRef("issued_on"), pk__gt=OuterRef("pk"))
    )
    return (
        SafetyCheck.objects.visible_to(user)
        .filter(outcome=SafetyCheck.Outcome.CLEAR, renew_by__lte=soon)
        .filter(~Exists(newer))
        .annotate(profile=Subquery(profile))
        .filter(profile__isnull=False)
        .select_related("person")
    )


def _family_waits(user: User) -> list[Waiting]:
    on_the_way = list(link_ups(user).filter(state__in=[State.CHOSEN, State.AGREEING]).prefetch_related(None))
    for_a_choice = list(_own_card_to_write(on_the_way))
    return [
        *_cards_to_look_at(user),
        *_yes_to_say(user, on_the_way),
        *for_a_choice,
        *_own_card_to_read(user, {one.href for one in for_a_choice}),
        *_words_to_agree_on(user),
        *_check_ins_to_answer(user),
    ]


def _cards_to_look_at(user: User) -> Iterable[Waiting]:
    for one in MatchOffer.objects.visible_to(user).waiting():
        since = timezone.localdate(one.shown_at)
        yield Waiting(_("Look at some families you could meet"), reverse("linkups:offer", args=[one.pk]), since=since)


def _yes_to_say(user: User, on_the_way: Iterable[LinkUp]) -> Iterable[Waiting]:
    families = set(Family.objects.visible_to(user).values_list("pk", flat=True))
    for one in on_the_way:
        if one.state == State.AGREEING and one.asked_at:
            for side in _silent_sides(one, families):
                yield Waiting(
                    _("Say whether you would like this link-up"),
                    reverse(f"linkups:linkup-agree-{side}", args=[one.pk]),
                    since=timezone.localdate(one.asked_at),
                )


def _own_card_to_write(on_the_way: Iterable[LinkUp]) -> Iterable[Waiting]:
    for one in on_the_way:
        written = one.seeking_card_approved_at  # type: ignore[attr-defined]
        if one.state == State.CHOSEN and one.seeking_chose_at and not written and (step := next_step(one, None)):
            yield Waiting(_("Say on a card who you are"), step.href, since=timezone.localdate(one.seeking_chose_at))


def _own_card_to_read(user: User, asked_for: Container[str]) -> Iterable[Waiting]:
    """A card of theirs that changed, whoever changed it: nobody else reads it before they have said yes to its words (INV-13)."""
    ours = FamilyCard.objects.filter(family__in=Family.objects.visible_to(user).values("pk"), approved_at__isnull=True)
    for one in ours.order_by("kind", "pk"):
        href = reverse("linkups:card-approve", args=[one.pk])
        if href not in asked_for:
            yield Waiting(_("Is this right? Read your card"), href)


def _words_to_agree_on(user: User) -> Iterable[Waiting]:
    for one in not_said_yes_to(user):
        since = timezone.localdate(one.created_at)
        yield Waiting(
            _("Read what both families agree on"), reverse("linkups:agreement-yes", args=[one.link_up_id]), since=since
        )


def _check_ins_to_answer(user: User) -> Iterable[Waiting]:
    for one in LinkUpCheckIn.objects.visible_to(user).waiting().filter(person__account__user=user):
        yield Waiting(_("Say how it’s going"), reverse("linkups:check-in-answer", args=[one.pk]), since=one.asked_on)


def _silent_sides(link_up: LinkUp, families: set[UUID]) -> list[LinkUp.Side]:
    """The sides of these families that have not said yes."""
    ours = {LinkUp.Side.SEEKING: link_up.seeking_family_id, LinkUp.Side.SHARING: link_up.sharing_family_id}
    silent = [side for side, family in ours.items() if family in families and not link_up.has_agreed(side)]
    return [side for side in silent if not link_up.is_to_be_talked_over(side)]


def coming_up(family: Family, user: User) -> list[ComingUp]:
    """The planned meet-ups of a family from today on, and when its link-ups are meant to end."""
    ours = link_ups(user).under_way().filter(Q(seeking_family=family) | Q(sharing_family=family))  # type: ignore[attr-defined]
    rows = [row_of(one) for one in ours.order_by("pk")]
    planned = (
        Meetup.objects.visible_to(user)
        .planned()
        .filter(Q(link_up__seeking_family=family) | Q(link_up__sharing_family=family), planned_for__gte=clock.today())
        .select_related("link_up")
    )
    words = {row.link_up.pk: row.words for row in rows}
    meetups = [
        ComingUp(one.planned_for, one.get_kind_display(), one.link_up.get_absolute_url(), words.get(one.link_up_id, ""))
        for one in planned
        if one.planned_for
    ]
    ends = [
        ComingUp(
            row.standing.planned_end, _("The link-up is planned to end"), row.link_up.get_absolute_url(), row.words
        )
        for row in rows
        if row.standing and not row.standing.is_over
    ]
    return sorted([*meetups, *ends], key=lambda one: (one.on, one.href))
