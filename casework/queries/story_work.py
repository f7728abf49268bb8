"""The story's lines of who came alongside and left, of link-ups with another family, of support maps and of what is nearby."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from casework.queries.story_sources import Kind, Scope, Source, Teller, Told, always
from families.models import Introduction, Involvement, SupportNetwork
from linkups.models import LinkUp, LinkUpPause, Meetup

# Who works with the family


def _involved(user: User, scope: Scope) -> QuerySet[Involvement]:
    """Those of the family; of one person, those that are theirs alone, as a school is."""
    found = Involvement.objects.visible_to(user)
    if scope.family:
        found = found.filter(family=scope.family)
    return found.filter(person=scope.person) if scope.person else found


def _tell_came(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    return {
        one.pk: Told(
            words=_("%(name)s came alongside: %(role)s") % {"name": one.practitioner.name, "role": _role(one, user)},
            href=_alongside_page(one, user),
            meta=[one.start_reason] if one.start_reason and user.kind == User.Kind.STAFF else [],
            recorded=timezone.localdate(one.created_at),
            people=[one.person_id] if one.person_id else [],
        )
        for one in _involvements(pks, user)
    }


def _tell_left(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    return {
        one.pk: Told(
            words=_("%(name)s left: %(role)s") % {"name": one.practitioner.name, "role": _role(one, user)},
            href=_alongside_page(one, user),
            meta=[said] if (said := one.parted()) else [],
            people=[one.person_id] if one.person_id else [],
        )
        for one in _involvements(pks, user)
    }


def _involvements(pks: Sequence[UUID], user: User) -> QuerySet[Involvement]:
    return Involvement.objects.visible_to(user).filter(pk__in=pks).select_related("practitioner")


def _role(one: Involvement, user: User) -> str:
    return one.role_to_family if user.kind == User.Kind.FAMILY else one.role_words


def _alongside_page(one: Involvement, user: User) -> str:
    if user.kind == User.Kind.FAMILY:
        return reverse("families:our-alongside")
    return reverse("families:family-people", args=[one.family_id])


# Link-ups with another family


def _of_family(scope: Scope, path: str = "") -> Q:
    return Q(**{f"{path}seeking_family": scope.family}) | Q(**{f"{path}sharing_family": scope.family})


def _link_ups(user: User, scope: Scope) -> QuerySet[LinkUp]:
    return LinkUp.objects.visible_to(user).filter(_of_family(scope))


def _pauses(user: User, scope: Scope) -> QuerySet[LinkUpPause]:
    return LinkUpPause.objects.visible_to(user).filter(_of_family(scope, "link_up__"))


def _meetups(*kinds: Meetup.Kind) -> Callable[[User, Scope], QuerySet[Meetup]]:
    def found(user: User, scope: Scope) -> QuerySet[Meetup]:
        return Meetup.objects.visible_to(user).held().filter(_of_family(scope, "link_up__"), kind__in=kinds)

    return found


def _ended_as_planned(_user: User) -> Q:
    return Q(state=LinkUp.State.COMPLETED)


def _tell_linked(words: Callable[[LinkUp], str]) -> Teller:
    def told(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
        found = LinkUp.objects.visible_to(user).filter(pk__in=pks).select_related("seeking_family", "sharing_family")
        return {one.pk: _linked(words(one) % _both(one), one) for one in found}

    return told


def _began(_one: LinkUp) -> str:
    return _("The link-up began: %(seeking)s with %(sharing)s")


def _ended(one: LinkUp) -> str:
    if one.state == LinkUp.State.COMPLETED:
        return _("The link-up finished as planned: %(seeking)s with %(sharing)s")
    return _("The link-up ended: %(seeking)s with %(sharing)s")


def _tell_pauses(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    """What a pause is for is nobody's to read here: it may be that something is looked into."""
    words = _("The link-up had a pause: %(seeking)s with %(sharing)s")
    found = LinkUpPause.objects.visible_to(user).filter(pk__in=pks)
    return {one.pk: _linked(words % _both(one.link_up), one.link_up) for one in found.select_related(*_BOTH)}


def _tell_meetups(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    said = {
        Meetup.Kind.CELEBRATION: _("%(seeking)s and %(sharing)s celebrated together"),
        Meetup.Kind.MEET_FIRST: _("%(seeking)s and %(sharing)s met for the first time"),
    }
    found = Meetup.objects.visible_to(user).filter(pk__in=pks, kind__in=said).select_related(*_BOTH)
    return {
        one.pk: _linked(said[Meetup.Kind(one.kind)] % _both(one.link_up), one.link_up, *filter(None, [one.what]))
        for one in found
    }


_BOTH = ("link_up__seeking_family", "link_up__sharing_family")


def _both(link_up: LinkUp) -> Mapping[str, str]:
    return {"seeking": link_up.seeking_family.name, "sharing": link_up.sharing_family.name}


def _linked(words: str, link_up: LinkUp, *meta: str) -> Told:
    return Told(words=words, href=link_up.get_absolute_url(), meta=meta)


# Support maps, and what is nearby


def _maps(user: User, scope: Scope) -> QuerySet[SupportNetwork]:
    return SupportNetwork.objects.visible_to(user).filter(scope.records())


def _tell_maps(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    drawn = SupportNetwork.objects.visible_to(user).filter(pk__in=pks)
    return {
        one.pk: Told(
            words=_("A support map was drawn around %(who)s") % {"who": one.focus},
            href=one.get_absolute_url(),
            meta=[_("as %(name)s sees it") % {"name": one.rated_by or one.record.author}],
            recorded=timezone.localdate(one.created_at),
            people=[pk for pk in (one.focus_person_id, one.rated_by_id) if pk],
        )
        for one in drawn.select_related("focus_person", "family", "rated_by", "record__author")
    }


def _introductions(user: User, scope: Scope) -> QuerySet[Introduction]:
    found = Introduction.objects.visible_to(user)
    of_people = Q(person__id__any=scope.people(user))
    return found.filter(of_people if scope.person or not scope.family else of_people | Q(family=scope.family))


def _went(_user: User) -> Q:
    return Q(outcome__in=[Introduction.Outcome.WENT_ONCE, Introduction.Outcome.GOES_REGULARLY])


def _tell_introductions(pks: Sequence[UUID], user: User) -> dict[UUID, Told]:
    found = Introduction.objects.visible_to(user).filter(pk__in=pks).select_related("asset", "person", "family")
    return {
        one.pk: Told(
            words=_("%(who)s was introduced to %(asset)s") % {"who": one.person or one.family, "asset": one.asset},
            href=reverse("families:asset", args=[one.asset_id]),
            meta=[str(one.get_outcome_display()), *([f"“{one.words}”"] if one.words else [])],
            recorded=timezone.localdate(one.created_at),
            people=[one.person_id] if one.person_id else [],
        )
        for one in found
    }


BEGINS, ENDS = F("period__startswith"), F("period__endswith")
WORK = (
    Source("came", Kind.ALONGSIDE, _involved, BEGINS, _tell_came),
    Source("left", Kind.ALONGSIDE, _involved, ENDS, _tell_left),
    Source("linked", Kind.LINK_UP, _link_ups, F("start_date"), _tell_linked(_began), good=always, is_of_family=True),
    Source(
        "link-up-ended",
        Kind.LINK_UP,
        _link_ups,
        F("end_date"),
        _tell_linked(_ended),
        good=_ended_as_planned,
        is_of_family=True,
    ),
    Source("link-up-paused", Kind.LINK_UP, _pauses, BEGINS, _tell_pauses, is_of_family=True),
    Source(
        "met",
        Kind.LINK_UP,
        _meetups(Meetup.Kind.MEET_FIRST, Meetup.Kind.CELEBRATION),
        F("held_on"),
        _tell_meetups,
        good=always,
        is_of_family=True,
    ),
    Source("map", Kind.AROUND, _maps, F("drawn_on"), _tell_maps),
    Source("nearby", Kind.AROUND, _introductions, F("on"), _tell_introductions, good=_went),
)
