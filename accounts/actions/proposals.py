"""What takes two: one administrator asks, another agrees, and only then it is done (accounts/models/proposal.py)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.actions.sessions import end_sessions
from accounts.errors import DomainError
from accounts.history import action, because
from accounts.models import Proposal, User
from accounts.roles import Role
from database import clock

WAITS = timedelta(days=14)
Kind = Proposal.Kind


class ProposalSettled(DomainError):
    code = "proposal_settled"


class LinkSpent(DomainError):
    code = "link_spent"


@action
def propose(*, kind: Proposal.Kind, about: User | None = None, by: User, **said: Any) -> Proposal:
    """Ask for something that opens a door; another administrator has fourteen days to agree."""
    if about and about.pk == by.pk:
        raise ValidationError(_("This is about you: two others decide it."))
    _end_what_is_too_old(by)
    proposal = Proposal(
        organisation=by.organisation, kind=kind, about=about, expires_at=clock.now() + WAITS, created_by=by, **said
    )
    proposal.full_clean()
    proposal.save()
    return proposal


def _end_what_is_too_old(by: User) -> None:
    unsettled = Proposal.objects.visible_to(by).filter(agreed_at__isnull=True, ended_at__isnull=True)
    unsettled.filter(expires_at__lte=clock.now()).update(ended_at=clock.now())


def agreed_to(proposal: Proposal, by: User) -> Proposal:
    """The proposal, locked and agreed to. Whoever asked can't be the one, and the database holds that."""
    locked = Proposal.objects.select_for_update().waiting().filter(pk=proposal.pk).first()
    if locked is None:
        raise ProposalSettled(_("This was settled by someone else, or was asked for too long ago."))
    locked.agreed_by, locked.agreed_at = by, clock.now()
    locked.full_clean()
    locked.save(update_fields=["agreed_by", "agreed_at"])
    return locked


def done(proposal: Proposal, **said: Any) -> Proposal:
    """It has been done, so that nothing more can be done by it; a secret is kept no longer than for that."""
    proposal.done_at, proposal.sealed_secret = clock.now(), ""
    for name, value in said.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=["done_at", "sealed_secret", *said])
    return proposal


@action
def end_proposal(*, proposal: Proposal, by: User) -> Proposal:
    """Take back what one asked for, or say no to what another asked for."""
    locked = Proposal.objects.select_for_update().waiting().filter(pk=proposal.pk).first()
    if locked is None:
        raise ProposalSettled(_("This was settled by someone else, or was asked for too long ago."))
    locked.ended_by, locked.ended_at, locked.sealed_secret = by, clock.now(), ""
    locked.save(update_fields=["ended_by", "ended_at", "sealed_secret"])
    return locked


@action
def change_roles(*, person: User, roles: Sequence[Role], reason: str, by: User) -> Proposal | User:
    """Take roles away at once; when the change gives one, it waits as a whole for a second yes."""
    if not set(roles) <= set(person.roles):
        return propose(kind=Kind.GIVE_ROLES, about=person, roles=sorted(roles), reason=reason, by=by)
    return _set_roles(person, roles, reason)


@action
def agree_to_roles(*, proposal: Proposal, by: User) -> Proposal:
    """Give the roles that another administrator asked for."""
    agreed = agreed_to(proposal, by)
    if agreed.about:
        _set_roles(agreed.about, [Role(role) for role in agreed.roles], agreed.reason)
    return done(agreed)


def _set_roles(person: User, roles: Sequence[Role], reason: str) -> User:
    locked = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    locked.roles = sorted(roles)
    with because(reason):
        locked.save(update_fields=["roles"])
    return locked


@action
def agree_to_second_step_reset(*, proposal: Proposal, by: User) -> Proposal:
    """Take a lost second step away: they are signed out, hear of it, and set up another when they come next."""
    agreed = agreed_to(proposal, by)
    if agreed.about:
        Authenticator.objects.filter(user=agreed.about).delete()
        end_sessions(user=agreed.about, by=by)
        _tell(agreed.about)
    return done(agreed)


def _tell(person: User) -> None:
    subject = render_to_string("accounts/email/second_step_reset_subject.txt").strip()
    message = render_to_string("accounts/email/second_step_reset_message.txt", {"person": person})
    transaction.on_commit(lambda: send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [person.email]))


@action
def take_up_invitation(*, proposal: Proposal, password: str, by: User) -> User:
    """Come in by the link: once, in time, with a password of one's own. Whom a provider knew by it before knows nobody here now."""
    locked = Proposal.objects.select_for_update().with_open_link().filter(Q(about=by), pk=proposal.pk).first()
    if locked is None:
        raise LinkSpent(_("This link has been used, or is too old."))
    user = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    user.set_password(password)
    user.is_active = True
    user.save(update_fields=["password", "is_active"])
    SocialAccount.objects.filter(user=user).delete()  # their account at work may be a new one, too
    locked.used_at = clock.now()
    locked.save(update_fields=["used_at"])
    return user
