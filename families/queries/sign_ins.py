"""Who of a family can sign in, and who reads for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, TextField
from django.shortcuts import get_object_or_404

from accounts.models import User
from database.asker import acting_as
from families.ages import ADULT_FROM
from families.invitation_links import ids_in
from families.models import ContactPoint, Invitation, ParentalResponsibility, Person, PersonAccount, readable_by


@dataclass(frozen=True, slots=True)
class PersonSignIn:
    """How someone signs in, whom they then read for, and who reads for them."""

    person: Person
    account: PersonAccount | None
    invitation: Invitation | None
    safe_addresses: Sequence[ContactPoint]
    other_addresses: Sequence[ContactPoint]
    """E-mail addresses of which nobody has said that messages are safe there."""
    reads_for: Sequence[Person]
    read_by: Sequence[PersonAccount]

    @property
    def signs_in(self) -> bool:
        return bool(self.account and self.account.user.is_active)


def person_sign_in(pk: UUID, user: User) -> PersonSignIn:
    person = get_object_or_404(Person.objects.visible_to(user), pk=pk)
    account = PersonAccount.objects.visible_to(user).select_related("user", "person").filter(person=person).first()
    invitations = Invitation.objects.visible_to(user).select_related("contact_point", "checked_by")
    addresses = list(_addresses(person, user))
    safe = [one for one in addresses if ContactPoint.SafeWay.EMAIL in one.safe_to]
    return PersonSignIn(
        person,
        account,
        invitations.filter(person=person).order_by("-created_at", "-pk").first(),
        safe,
        [one for one in addresses if one not in safe],
        _reads_for(account, user),
        _read_by(person, user),
    )


def safe_addresses(person: Person, user: User) -> QuerySet[ContactPoint]:
    """E-mail addresses to which messages are safe (domain.md §8.6); not what a parent wrote for a child, which may be the parent's own."""
    return _addresses(person, user).filter(safe_to__contains=[ContactPoint.SafeWay.EMAIL])


def ways_to_write(person: Person) -> list[ContactPoint]:
    """By which a message is safe, of Kith itself and to nobody but them: not by what others read too, nor by what a parent wrote for a
    child. No page shows these."""
    theirs = Q(theirs_by__isnull=True) | Q(theirs_by__person_account__person=person)
    by_mail = Q(kind=ContactPoint.Kind.EMAIL, safe_to__contains=[ContactPoint.SafeWay.EMAIL])
    by_text = Q(kind=ContactPoint.Kind.MOBILE, safe_to__contains=[ContactPoint.SafeWay.TEXT])
    points = ContactPoint.objects.current().filter(theirs, by_mail | by_text, person=person)
    return list(points.exclude(read_by_others()).order_by("value", "pk"))


def read_by_others() -> Q:
    """That what comes by a way is read by others too, as far as it is written down: it is shared, or another is reached by the same."""
    same = ContactPoint.objects.current().alias(way=_way("value")).filter(way=_way(OuterRef("value")))
    return Q(is_shared_device=True) | Q(Exists(same.exclude(person=OuterRef("person"))))


def _way(value: Any) -> Func:
    """However it is written."""
    return Func(value, function="kith_sec.way", output_field=TextField())


def ways_to_ring(person: Person, user: User) -> list[ContactPoint]:
    """By which someone may be called, for whoever was asked to ring them: what is confidential, or for few only, where they may see it
    anyway. Whose call it is says who may ask this."""
    points = ContactPoint.objects.current().filter(person=person, safe_to__contains=[ContactPoint.SafeWay.CALL])
    open_to_all = Q(is_confidential=False, is_only_theirs=False, theirs_by__isnull=True)
    seen = ContactPoint.objects.visible_to(user).filter(person=person).values("pk")
    return list(points.filter(open_to_all | Q(pk__in=seen)).order_by("value", "pk"))


def _addresses(person: Person, user: User) -> QuerySet[ContactPoint]:
    theirs = Q(theirs_by__isnull=True) | Q(theirs_by__person_account__person=person)
    points = ContactPoint.objects.visible_to(user).filter(theirs, person=person, kind=ContactPoint.Kind.EMAIL)
    return points.current().order_by("value", "pk")


def _reads_for(account: PersonAccount | None, user: User) -> list[Person]:
    """Of them, those whom the user may see themselves."""
    if account is None or not account.user.is_active:
        return []
    theirs = readable_by(account.user).exclude(pk=account.person_id).values("pk")
    return list(Person.objects.visible_to(user).filter(pk__in=theirs).order_by("sort_key", "pk"))


def _read_by(child: Person, user: User) -> list[PersonAccount]:
    """Those who hold confirmed parental responsibility and can sign in, until the child is 18 (domain.md §8.7)."""
    if child.age is None or child.age >= ADULT_FROM:
        return []
    seen = ParentalResponsibility.objects.visible_to(user).current()
    held = seen.filter(child=child, status=ParentalResponsibility.Status.CONFIRMED)
    accounts = PersonAccount.objects.select_related("person").filter(user__is_active=True)
    return list(accounts.filter(person__in=held.values("holder")).order_by("person__sort_key", "pk"))


def sign_in_invited(token: str) -> User | None:
    """Whom a link was written for: asked as nobody, whoever of whichever council is signed in on this browser."""
    ids = ids_in(token)
    with acting_as(None):
        return User.objects.filter(pk=ids[1], kind=User.Kind.FAMILY).first() if ids else None


def invitation_in(token: str) -> Invitation | None:
    """The invitation of a link while it counts; asked as the one whom it was written for."""
    ids = ids_in(token)
    return Invitation.objects.open().filter(pk=ids[0], user=ids[1]).first() if ids else None
