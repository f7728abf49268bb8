"""Writing down what is nearby, looking whether it is still there, and someone’s gift by their own yes (domain.md §6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.history import action
from accounts.models import Locality, User
from accounts.versions import refuse_stale
from database import clock
from families import lifecycle
from families.actions.granting import record_agreement, withdraw_agreement
from families.models import Agreement, AssetSession, CommunityAsset, Person, Place
from families.models.assets import WORDS
from families.periods import until
from families.queries.hidden_words import concealed_words, tells_where, written_like_one

State = CommunityAsset.State
A_YEAR = timedelta(days=365)


class StepTooLate(DomainError):
    """The page showed a step that can’t be taken any more."""


@action
def find_place(
    *, name: str, lines: str = "", postcode: str = "", present: Place | None = None, by: User, **facts: Any
) -> Place:
    """The venue of this name and address: one that is known already, or a new one. `facts`: town, county, access_notes.

    Of the place that stood there before (`present`) what was emptied is empty; of another only what is said is written.
    """
    known = Place.objects.select_for_update().filter(name=name, lines=lines, postcode=postcode).first()
    place = known or Place(organisation=by.organisation, name=name, lines=lines, postcode=postcode, created_by=by)
    new = {field: said for field, said in facts.items() if (said or place == present) and said != getattr(place, field)}
    for field, said in new.items():
        setattr(place, field, said)
    if new or not known:
        place.full_clean(validate_unique=False)
        place.save()
    return place


@action
def add_asset(
    *, place: Mapping[str, str] | None = None, has_looked: bool = False, by: User, **facts: Any
) -> CommunityAsset:
    """Write down something nearby. `has_looked`: whoever writes it has been there, or has rung."""
    asset = CommunityAsset(organisation=by.organisation, created_by=by, **facts)
    asset.place = find_place(by=by, present=None, **place) if place else None
    if has_looked:
        asset.state, asset.last_checked_on = State.VERIFIED, clock.today()
    _refuse_whereabouts(asset)
    asset.full_clean()
    asset.save()
    return asset


@action
def change_asset(
    *,
    asset: CommunityAsset,
    place: Mapping[str, str] | None = None,
    row_version: int | None = None,
    by: User,
    **facts: Any,
) -> CommunityAsset:
    """Change what is said of it. What was changed by hand is ours from then on, whatever a directory says later (§6.1)."""
    locked = _locked(asset)
    refuse_stale(locked, row_version)
    if not locked.is_gift:
        facts["place"] = find_place(by=by, present=locked.place, **place) if place else None
    # A browser sends each end of a line as two signs: that is no change.
    facts = {name: said.replace("\r\n", "\n") if isinstance(said, str) else said for name, said in facts.items()}
    changed = {name for name, said in facts.items() if getattr(locked, name) != said}
    if place and locked.place and any(getattr(locked.place, name) != said for name, said in place.items()):
        changed.add("place")
    for name in changed:
        setattr(locked, name, facts[name])
    _own(locked, *changed)
    _refuse_whereabouts(locked)
    locked.full_clean()
    locked.save()
    return locked


@action
def confirm_asset(*, asset: CommunityAsset, by: User) -> CommunityAsset:
    """Someone looked today, and it is there."""
    locked = _locked(asset)
    locked.last_checked_on = clock.today()
    return _step(locked, State.VERIFIED)


@action
def doubt_asset(*, asset: CommunityAsset, by: User) -> CommunityAsset:
    """Someone heard that it may have changed: whoever looks after it is asked to look."""
    return _step(_locked(asset), State.CHECK)


@action
def hide_asset(*, asset: CommunityAsset, by: User) -> CommunityAsset:
    """No family is shown it, until someone looks again."""
    return _step(_locked(asset), State.HIDDEN)


@action
def close_asset(*, asset: CommunityAsset, by: User) -> CommunityAsset:
    """It is no longer there. Who went there stays written down."""
    return _step(_locked(asset), State.CLOSED)


@action
def add_session(*, asset: CommunityAsset, by: User, **facts: Any) -> AssetSession:
    """One more time at which it happens."""
    session = AssetSession(organisation=by.organisation, asset=asset, created_by=by, **facts)
    session.full_clean()
    session.save()
    locked = _locked(asset)
    if _own(locked, "sessions"):
        locked.save(update_fields=["locally_owned"])
    return session


@action
def end_session(*, session: AssetSession, by: User) -> AssetSession:
    """It happens at that time no more, from today."""
    locked = AssetSession.objects.select_for_update().get(pk=session.pk)
    today = clock.today()
    if locked.period.lower is None or locked.period.lower < today:
        locked.period = until(locked.period, today)
    else:  # a period keeps a day: what began today, or later, is over as of tomorrow
        locked.period = until(locked.period, locked.period.lower + timedelta(days=1))
    locked.save(update_fields=["period"])
    asset = _locked(locked.asset)
    if _own(asset, "sessions"):
        asset.save(update_fields=["locally_owned"])
    return locked


@action
def add_gift(  # noqa: PLR0913  (one gift: whose, what, who may be told, near where, and how they said yes)
    *,
    person: Person,
    name: str,
    what_it_offers: str,
    shown_to: CommunityAsset.ShownTo,
    given_how: Agreement.GivenHow,
    given_on: date,
    locality: Locality | None = None,
    by: User,
    **facts: Any,
) -> CommunityAsset:
    """Write down what someone can do and would like to share: by their own yes, which holds for a year (domain.md §6)."""
    yes = record_agreement(
        person=person,
        to_what=Agreement.ToWhat.INDIVIDUAL_ASSET,
        what_exactly=_which(person),
        given_how=given_how,
        given_on=given_on,
        by=by,
    )
    gift = CommunityAsset(
        organisation=by.organisation,
        category=CommunityAsset.Category.INDIVIDUAL,
        person=person,
        agreement=yes,
        name=name,
        what_it_offers=what_it_offers,
        shown_to=shown_to,
        shown_until=given_on + A_YEAR,
        locality=locality,
        state=State.VERIFIED,
        last_checked_on=given_on,
        created_by=by,
        **facts,
    )
    _refuse_whereabouts(gift)
    gift.full_clean()
    gift.save()
    return gift


@action
def forget_gift(*, gift: CommunityAsset, by: User) -> CommunityAsset:
    """Delete what was written of someone’s gift, because they ask: no word of it stays, here or in the history."""
    Person.objects.select_for_update(of=("self",)).get(gifts=gift)  # before the gift, as a merge does
    locked = _locked(gift)
    if locked.agreement:
        withdraw_agreement(agreement=locked.agreement, by=by)
    for name in WORDS:
        setattr(locked, name, "")
    locked.state, locked.forgotten_on = State.CLOSED, clock.today()
    locked.save()
    return locked


def _refuse_whereabouts(asset: CommunityAsset) -> None:
    """Where a giver lives, and by which number they are reached, is told by whoever works with them and by no page (§8.6); nor is
    where a place is that must not be told.
    """
    said = {str(CommunityAsset._meta.get_field(name).verbose_name): getattr(asset, name) for name in WORDS}  # type: ignore[union-attr]
    if asset.person and (found := written_like_one(said) or concealed_words(said, people=[asset.person])):
        sentence = _(
            "“%(field)s” holds something written like an address or a number. Leave it out: others will read this."
        )
        raise ValidationError(sentence % {"field": found})
    where = asset.place if asset.hide_location else None
    if where and (found := tells_where(said, lines=where.lines, postcode=where.postcode)):
        raise ValidationError(
            _("“%(field)s” says where it is, which must not be told. Leave it out.") % {"field": found}
        )


def _which(person: Person) -> str:
    """Tells one yes from another, and says nothing of the gift: it stays when the gift is forgotten."""
    given = Agreement.objects.filter(person=person, to_what=Agreement.ToWhat.INDIVIDUAL_ASSET).count()
    return _("Being named as someone who can help others, %(number)d") % {"number": given + 1} if given else ""


def _locked(asset: CommunityAsset) -> CommunityAsset:
    return CommunityAsset.objects.select_for_update(of=("self",)).get(pk=asset.pk)


def _step(asset: CommunityAsset, to: CommunityAsset.State) -> CommunityAsset:
    if not lifecycle.can_become(asset, to):
        raise StepTooLate(_("It is too late for that: look at how it stands now."))
    asset.state = to
    _own(asset, "state", *(["last_checked_on"] if to == State.VERIFIED else []))
    asset.save()
    return asset


def _own(asset: CommunityAsset, *names: str) -> bool:
    """What is said here of something that came from a directory is not overwritten by it; True where that is new."""
    new = set(names) - set(asset.locally_owned) if asset.source else set()
    asset.locally_owned = sorted({*asset.locally_owned, *new})
    return bool(new)
