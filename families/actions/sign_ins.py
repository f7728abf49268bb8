"""A family member's sign-in: invited to a safe address, taken up once, ended (domain.md §8.6, §10.7)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.sessions import close_sign_in, open_sign_in
from accounts.errors import DomainError
from accounts.history import action
from accounts.models import User
from accounts.queries import address_is_taken
from database import clock
from families.actions.people import give_account
from families.invitation_links import token_of
from families.models import ContactPoint, Invitation, Person, PersonAccount

LASTS = timedelta(days=7)


class SignsInAlready(DomainError):
    code = "signs_in_already"


class InvitationSpent(DomainError):
    code = "invitation_spent"


@action
def invite(*, person: Person, contact_point: ContactPoint, place: str, by: User, **checked: Any) -> Invitation:
    """Ask someone of a family to sign in, by a message to a safe address.

    `checked`: checked_how, checked_words, checked_on, for how it was made sure that it is them. `place` is where this
    Kith is reached.
    """
    user, is_taken = _sign_in_for(person, contact_point, by)
    _withdraw(person)
    invitation = Invitation(
        organisation=by.organisation,
        person=person,
        user=user,
        contact_point=contact_point,
        checked_by=by,
        expires_at=clock.now() + LASTS,
        created_by=by,
        **checked,
    )
    invitation.full_clean()
    invitation.save()
    _write_to(invitation, place, is_taken=is_taken)
    return invitation


def _sign_in_for(person: Person, point: ContactPoint, by: User) -> tuple[User, bool]:
    """The sign-in that is theirs, closed until they take the invitation up; and whether its address is another's already.

    Whose stays unsaid, and that it is: it may be someone of another council, or whom the asker may not know of. Only the
    address itself is written to (security.md §7, 82).
    """
    account = PersonAccount.objects.select_related("user").filter(person=person).first()
    if account and account.user.is_active:
        raise SignsInAlready(_("They can sign in already. End that first, if the address is to be another."))
    user = account.user if account else User(organisation=by.organisation, kind=User.Kind.FAMILY, is_active=False)
    is_taken = address_is_taken(point.value, but=user)
    user.email, user.name = f"{uuid4().hex}@taken.invalid" if is_taken else point.value, person.known_as
    user.set_unusable_password()
    user.full_clean()
    user.save()
    if account is None:
        give_account(person=person, user=user, by=by)
    return user, is_taken


def _withdraw(person: Person) -> None:
    waiting = Invitation.objects.filter(person=person, used_at__isnull=True, withdrawn_at__isnull=True)
    waiting.update(withdrawn_at=clock.now())


def _write_to(invitation: Invitation, place: str, *, is_taken: bool) -> None:
    """Neutral outside and in: no name, no word of what it is about (domain.md §8.6)."""
    link = place + reverse("families:invitation-accept", args=[token_of(invitation)])
    said = {"link": link, "until": invitation.expires_at}
    subject = render_to_string("families/email/invitation_subject.txt", said).strip()
    name = "invitation_taken" if is_taken else "invitation"
    message = render_to_string(f"families/email/{name}_message.txt", said)
    to = [invitation.contact_point.value]
    transaction.on_commit(lambda: send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, to))


@action
def accept_invitation(*, invitation: Invitation, by: User) -> User:
    """Take an invitation up: from now on its person signs in. Once, and in time."""
    locked = Invitation.objects.select_for_update().open().filter(pk=invitation.pk).first()
    if locked is None:
        raise InvitationSpent(_("This link has been used, or is too old."))
    locked.used_at = clock.now()
    locked.save(update_fields=["used_at"])
    return open_sign_in(user=by, by=by)


@action
def end_family_sign_in(*, account: PersonAccount, by: User) -> User:
    """End someone's sign-in at once, with every session and every invitation that waits."""
    _withdraw(account.person)
    return close_sign_in(user=account.user, by=by)


@action
def end_sign_in_by(*, point: ContactPoint, by: User) -> None:
    """An address that is no longer safe gets no more codes: whoever signs in with it is invited anew, to another."""
    accounts = PersonAccount.objects.select_related("user", "person").filter(person=point.person_id)
    for account in accounts.filter(user__email__iexact=point.value):
        end_family_sign_in(account=account, by=by)
