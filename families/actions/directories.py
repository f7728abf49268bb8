"""Taking over what a directory of services says, again and again (domain.md §6.1).

The key is the directory's own id. What was changed here by hand is ours, field by field, and is never overwritten; what is missing
from a whole directory is not deleted: someone looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families import lifecycle
from families.directory.service import Service, Session, Venue, status_of
from families.models import Agency, AssetSession, CommunityAsset, Place
from families.periods import until

State = CommunityAsset.State
SAME = ("name", "url", "mailbox", "min_age", "max_age", "cost_words", "cost_gbp", "languages")
"""What is called the same here as there."""
STATES = {"inactive": State.HIDDEN, "temporarily closed": State.HIDDEN, "defunct": State.CLOSED}
UNKNOWN_SECTOR = Agency.Sector.COMMUNITY
"""A directory does not say of which kind a body is; an administrator does, in the list of bodies."""


class Taken(StrEnum):
    """What became of a service of a directory."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    OURS = "ours"


@action
def take_service(*, service: Service, source: str, category: str, show: bool = False, by: User) -> Taken:
    """Write a service down, or what is new of it. `category`: of one that does not say; `show`: families may be shown it at once."""
    known = CommunityAsset.objects.select_for_update(of=("self",)).filter(organisation=by.organisation)
    if known.filter(pk=service.id).exists():  # written down here, and come back from where it was sent to
        return Taken.OURS
    asset = known.filter(source=source, external_id=service.id).first()
    if asset is None:
        _begin(service, source, category, by, show=show)
        return Taken.NEW
    changed = _change(asset, service, by)
    moved = _change_sessions(asset, service, by)
    return Taken.CHANGED if changed or moved else Taken.UNCHANGED


@action
def look_for_missing(*, source: str, there: Collection[str], by: User) -> int:
    """What has gone from a whole directory is to be looked at, unless someone here has said how it stands; how many there are."""
    gone = CommunityAsset.objects.select_for_update(of=("self",)).filter(
        ~Q(locally_owned__contains=["state"]), organisation=by.organisation, source=source, state=State.VERIFIED
    )
    missing = list(gone.exclude(external_id__in=there))
    for asset in missing:
        asset.state = State.CHECK
        asset.save(update_fields=["state"])
    return len(missing)


def _begin(service: Service, source: str, category: str, by: User, *, show: bool) -> None:
    asset = CommunityAsset(
        organisation=by.organisation,
        source=source,
        external_id=service.id,
        safe_to_show=show,
        created_by=by,
        **_facts(service, by),
    )
    asset.category = asset.category or category
    asset.state = STATES.get(service.status) or (State.VERIFIED if asset.last_checked_on else State.CHECK)
    asset.full_clean()
    asset.save()
    for session in _of_the_future(service.sessions):
        _add_session(asset, session, by)


def _facts(service: Service, by: User, *, with_place: bool = True) -> dict[str, Any]:
    """What it says, in our fields. A day to come is no day on which anyone looked."""
    assured = service.assured_on if service.assured_on and service.assured_on <= clock.today() else None
    return {
        **{name: getattr(service, name) for name in SAME},
        "what_it_offers": service.description,
        "category": service.category,
        "agency": _agency(service.agency, by),
        "last_checked_on": assured,
        **({"place": _place(service.venue, by)} if with_place else {}),
    }


def _change(asset: CommunityAsset, service: Service, by: User) -> bool:
    """Write what differs and is not ours."""
    said = _facts(service, by, with_place="place" not in asset.locally_owned)
    if not said["category"]:
        del said["category"]
    if said["last_checked_on"] is None or said["last_checked_on"] < (asset.last_checked_on or said["last_checked_on"]):
        del said["last_checked_on"]  # someone here has looked since
    state = _state(asset, service, looked=said.get("last_checked_on", asset.last_checked_on) != asset.last_checked_on)
    said |= {"state": state} if state else {}
    new = {
        name: value for name, value in said.items() if name not in asset.locally_owned and getattr(asset, name) != value
    }
    for name, value in new.items():
        setattr(asset, name, value)
    if new:
        asset.full_clean()
        asset.save()
    return bool(new)


def _state(asset: CommunityAsset, service: Service, *, looked: bool) -> State | None:
    """The step that the directory asks for, if it says otherwise than we would; or that someone has looked there."""
    if service.status == "active":
        to = State.VERIFIED if looked else State.CHECK
        if looked and asset.state in {State.CHECK, State.HIDDEN}:
            return to
        if status_of(asset) == "active" or asset.state in {State.NEW, State.VERIFIED, State.CHECK}:
            return None
    elif STATES[service.status] == State(asset.state) or status_of(asset) == service.status:
        return None
    else:
        to = STATES[service.status]
    if lifecycle.can_become(asset, to):
        return to
    service.notes.append(_("It is no longer there by what is written here, and was left so."))
    return None


def _change_sessions(asset: CommunityAsset, service: Service, by: User) -> bool:
    """End the times that are not said any more, and add those that are new."""
    if "sessions" in asset.locally_owned:
        return False
    going_on = AssetSession.objects.select_related("place").select_for_update(of=("self",)).filter(asset=asset)
    present = [(Session.of(one), one) for one in going_on if _goes_on(Session.of(one))]
    wanted = _of_the_future(service.sessions)
    here = {said.key for said, _row in present}
    gone = [row for said, row in present if said.key not in {one.key for one in wanted}]
    added = [one for one in wanted if one.key not in here]
    for row in gone:
        _end(row)
    for one in added:
        _add_session(asset, one, by)
    return bool(gone or added)


def _of_the_future(sessions: Iterable[Session]) -> list[Session]:
    """What was over before it was read is not written down; what is said twice, once."""
    return [*{one.key: one for one in sessions if _goes_on(one)}.values()]


def _goes_on(session: Session) -> bool:
    return session.until is None or session.until > clock.today()


def _end(session: AssetSession) -> None:
    today, began = clock.today(), session.period.lower
    session.period = until(session.period, today if began is None or began < today else began + timedelta(days=1))
    session.save(update_fields=["period"])


def _add_session(asset: CommunityAsset, said: Session, by: User) -> None:
    place = _place(said.venue, by)
    session = AssetSession(
        organisation=by.organisation, asset=asset, place=place, period=said.period, created_by=by, **said.facts
    )
    session.full_clean()
    session.save()


def _agency(name: str, by: User) -> Agency | None:
    """The body of this name; the council itself is none beside it."""
    if name in {"", by.organisation.name}:
        return None
    known = Agency.objects.filter(organisation=by.organisation, name=name).first()
    if known is None:
        known = Agency(organisation=by.organisation, name=name, sector=UNKNOWN_SECTOR, created_by=by)
        known.full_clean()
        known.save()
    return known


def _place(venue: Venue | None, by: User) -> Place | None:
    """The place of this name and address. What is written of it here stands; only what is empty is filled."""
    if venue is None:
        return None
    name, lines, postcode = venue.key
    place = Place.objects.filter(organisation=by.organisation, name=name, lines=lines, postcode=postcode).first()
    known = place or Place(organisation=by.organisation, name=name, lines=lines, postcode=postcode, created_by=by)
    new = {
        field: said
        for field, said in venue.more.items()
        if said not in {"", None} and getattr(known, field) in {"", None}
    }
    for field, said in new.items():
        setattr(known, field, said)
    if new or place is None:
        known.full_clean(validate_unique=False)
        known.save()
    return known
