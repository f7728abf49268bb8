"""Opening what is one's own to someone else, agreeing to take part, and taking both back (domain.md §8.3 to §8.5)."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import User
from database import clock
from families.models import Agreement, ChosenReader, HelperAccess, OwnSay, Person, PersonPhoto, ShareState
from families.periods import Period, since, until
from families.queries.granting import said_yes_to_a_photo


@action
def choose_reader(*, share_state: ShareState, reader: Person | User, by: User) -> ChosenReader:
    """Let someone read what is only a child's, because the child chose them; once taken back, it can be given again."""
    who = {"person": reader} if isinstance(reader, Person) else {"user": reader}
    if again := ChosenReader.objects.select_for_update().filter(share_state=share_state, **who).first():
        again.removed_on = None
        again.save(update_fields=["removed_on"])
        return again
    chosen = ChosenReader(organisation=by.organisation, share_state=share_state, created_by=by, **who)
    chosen.full_clean()
    chosen.save()
    return chosen


@action
def unchoose_reader(*, chosen: ChosenReader, by: User) -> ChosenReader:
    """Take it back, today."""
    chosen.removed_on = clock.today()
    chosen.save(update_fields=["removed_on"])
    return chosen


@action
def let_help(  # noqa: PLR0913  (one grant: whose, to whom, of what, to do what, until when, how it was given)
    *,
    owner: Person,
    helper: User,
    scope: HelperAccess.Scope = HelperAccess.Scope.EVERYTHING,
    can: HelperAccess.Can = HelperAccess.Can.READ,
    until: date,
    given_how: Agreement.GivenHow = Agreement.GivenHow.ONLINE,
    by: User,
) -> HelperAccess:
    """Let someone help a person with what is theirs here, until a day. `given_how`: by themselves, or how they said it to `by`."""
    access = HelperAccess(
        organisation=by.organisation,
        owner=owner,
        helper=helper,
        scope=scope,
        can=can,
        given_how=given_how,
        period=Period(clock.today(), until),
        created_by=by,
    )
    access.full_clean()
    access.save()
    return access


@action
def take_back_help(*, access: HelperAccess, by: User) -> HelperAccess:
    """End it at once: the helper's next page is not there."""
    locked = HelperAccess.objects.select_for_update().get(pk=access.pk)
    if locked.revoked_at is None:
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at"])
        no_longer_chosen(locked.helper, ChosenReader.objects.filter(share_state__person=locked.owner_id))
    return locked


def no_longer_chosen(helper: User, chosen: QuerySet[ChosenReader]) -> None:
    """What a child chose an advocate to read ends with the help; that they had chosen them is kept."""
    chosen.filter(user=helper, removed_on__isnull=True).update(removed_on=clock.today())


@action
def note_own_say(*, child: Person, holder: Person | None = None, why_competent: str, by: User) -> OwnSay:
    """Write down that a child who understands does not want a parent, or any parent, to read for them (§8.7)."""
    say = OwnSay(
        organisation=by.organisation,
        child=child,
        holder=holder,
        why_competent=why_competent,
        period=since(clock.today()),
        created_by=by,
    )
    say.full_clean()
    say.save()
    return say


@action
def end_own_say(*, say: OwnSay, by: User) -> OwnSay:
    """They let their parents read for them again, from today on; that they said no once is kept."""
    locked = OwnSay.objects.select_for_update().get(pk=say.pk)
    if locked.period.upper is None:
        begun = locked.period.lower
        locked.period = until(locked.period, max(clock.today(), begun + timedelta(days=1)) if begun else clock.today())
        locked.full_clean()
        locked.save(update_fields=["period"])
    return locked


@action
def record_agreement(  # noqa: PLR0913  (one yes: whose, to what, how, when)
    *,
    person: Person,
    to_what: Agreement.ToWhat,
    given_how: Agreement.GivenHow,
    given_on: date,
    what_exactly: str = "",
    given_by: Person | None = None,
    by: User,
) -> Agreement:
    """Write down that someone said yes to taking part."""
    agreement = Agreement(
        organisation=by.organisation,
        person=person,
        to_what=to_what,
        what_exactly=what_exactly,
        given_by=given_by,
        given_how=given_how,
        given_on=given_on,
        created_by=by,
    )
    agreement.full_clean()
    agreement.save()
    return agreement


@action
def withdraw_agreement(*, agreement: Agreement, by: User) -> Agreement:
    """Take a yes back, today and without a reason. With the last yes to a photo goes the photo."""
    Person.objects.select_for_update().get(pk=agreement.person_id)  # before all else, as `put_photo` does
    locked = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if locked.withdrawn_on is None:
        locked.withdrawn_on = clock.today()
        locked.save(update_fields=["withdrawn_on"])
    if not said_yes_to_a_photo(locked.person):
        take_photo_away(person=locked.person, by=by)
    return locked


@action
def put_photo(
    *,
    person: Person,
    image: bytes,
    given_how: Agreement.GivenHow | None = None,
    given_by: Person | None = None,
    by: User,
) -> PersonPhoto:
    """Show a photo of someone, in the place of the one that was there; with their yes, unless they have said it before."""
    Person.objects.select_for_update().get(pk=person.pk)
    if not said_yes_to_a_photo(person):
        if given_how is None:
            raise ValidationError({"given_how": _("Ask them first: a photo is shown by their own yes.")})
        to, today = Agreement.ToWhat.PHOTO, clock.today()
        record_agreement(person=person, to_what=to, given_how=given_how, given_on=today, given_by=given_by, by=by)
    take_photo_away(person=person, by=by)
    photo = PersonPhoto(organisation=by.organisation, person=person, image=image, created_by=by)
    photo.full_clean()
    photo.save()
    return photo


@action
def take_photo_away(*, person: Person, by: User) -> None:
    """Delete someone’s photo: no point of it stays, here or in the history."""
    for photo in PersonPhoto.objects.standing().select_for_update().filter(person=person):
        photo.image, photo.taken_away_on = b"", clock.today()
        photo.save(update_fields=["image", "taken_away_on"])
