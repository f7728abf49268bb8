"""Another e-mail address to sign in by: asked for by its owner, and counted from when they use the link that went there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.sessions import end_sessions
from accounts.address_links import token_of
from accounts.errors import DomainError
from accounts.history import action
from accounts.models import AddressChange, User
from accounts.queries import address_is_taken
from database import clock

LASTS = timedelta(hours=24)
MOST, WITHIN = 5, timedelta(hours=1)
"""Each asking writes to an address that somebody only typed."""


class AskedTooOften(DomainError):
    code = "asked_too_often"


class AddressNotChanged(DomainError):
    code = "address_not_changed"


@action
def ask_for_address(*, email: str, place: str, by: User) -> AddressChange:
    """Ask to sign in by another address. `place` is where this Kith is reached.

    The answer is the same whether the address signs in somewhere already; only the address itself is written to, and the present
    one (security.md §7, 82).
    """
    if email.casefold() == by.email.casefold():
        raise ValidationError({"email": _("That is the address you have now.")})
    mine = AddressChange.objects.visible_to(by)
    if mine.filter(created_at__gt=clock.now() - WITHIN).count() >= MOST:
        raise AskedTooOften(_("You have asked often within an hour. Wait an hour, then try again."))
    mine.waiting().update(ended_at=clock.now())
    change = AddressChange(
        organisation_id=by.organisation_id, email=email, expires_at=clock.now() + LASTS, created_by=by
    )
    change.full_clean()
    change.save()
    taken = address_is_taken(email, but=by)
    link = place + reverse("accounts:address-confirm", args=[token_of(change)])
    _write("address_taken" if taken else "address_new", email, link=link, until=change.expires_at)
    _write("address_asked", by.email)
    return change


@action
def take_address_back(*, by: User) -> None:
    """The link that went to the new address works no more."""
    AddressChange.objects.visible_to(by).waiting().update(ended_at=clock.now())


@action
def use_address(*, change: AddressChange, but: Iterable[str] = (), by: User) -> User:
    """Sign in by the new address from now on, and be signed out everywhere but in the sessions with these keys."""
    locked = AddressChange.objects.select_for_update().visible_to(by).waiting().filter(pk=change.pk).first()
    if locked is None or locked.expires_at < clock.now():
        raise AddressNotChanged(_("This link has been used, or is too old."))
    user = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if not user.is_active:  # since the page was asked for: the request that is under way goes on in their name
        raise AddressNotChanged(_("Your account here has ended, so your address stays as it is."))
    if address_is_taken(locked.email, but=user):
        raise AddressNotChanged(_("This address can’t be used to sign in here."))
    locked.confirmed_at = clock.now()
    locked.save(update_fields=["confirmed_at"])
    former, user.email = user.email, locked.email
    user.save(update_fields=["email"])
    locked.done_at = clock.now()
    locked.save(update_fields=["done_at"])
    end_sessions(user=user, but=but, by=by)
    _write("address_changed", former)
    return user


@action
def take_over_address(*, email: str, by: User) -> User:
    """Sign in by the address that one's account at work has now, which its provider has checked; a note goes to the former one.

    Nobody is asked, so nothing is told to an address that is another's: then all stays as it is.
    """
    if address_is_taken(email, but=by):
        raise AddressNotChanged(_("This address can’t be used to sign in here."))
    AddressChange.objects.visible_to(by).waiting().update(ended_at=clock.now())
    change = AddressChange(
        organisation_id=by.organisation_id, email=email, expires_at=clock.now() + LASTS, created_by=by
    )
    change.full_clean()
    change.save()
    return use_address(change=change, by=by)


def _write(name: str, to: str, **said: object) -> None:
    """Neutral outside and in: no name, and neither address in the message to the other."""
    subject = render_to_string("accounts/email/address_subject.txt").strip()
    message = render_to_string(f"accounts/email/{name}_message.txt", said)
    transaction.on_commit(lambda: send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [to]))
