"""People who work here: let in by two, moved between teams, their account ended and begun again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions.organisation import agree_to_single_sign_on
from accounts.actions.proposals import (
    LinkSpent,
    agree_to_roles,
    agree_to_second_step_reset,
    agreed_to,
    done,
    propose,
)
from accounts.errors import DomainError
from accounts.history import action, because
from accounts.models import Proposal, Team, User
from accounts.queries import address_is_taken
from accounts.roles import Role
from accounts.welcome_links import token_of
from database import clock
from families.models import Practitioner

LINK_LASTS = timedelta(days=7)
Kind = Proposal.Kind


class WorksHereAlready(DomainError):
    code = "works_here_already"


@action
def propose_colleague(
    *, email: str, roles: Sequence[Role], about: User | None = None, by: User, **whom: Any
) -> Proposal:
    """Ask to let someone in, or in again by another address. `whom`: name, job and team.

    That an address is a colleague's everyone here may know. Whether it is anyone else's is not said: its owner is written to.
    """
    others = User.objects.filter(organisation=by.organisation_id, kind=User.Kind.STAFF, email__iexact=email)
    if about:
        others = others.exclude(pk=about.pk)
    if others.exists():
        raise WorksHereAlready(_("Someone who works here, or did, has this address. Look under people who work here."))
    return propose(kind=Kind.LET_IN, about=about, email=email, roles=sorted(roles), by=by, **whom)


@action
def agree_to_colleague(*, proposal: Proposal, place: str, by: User) -> Proposal:
    """Let them in: they are known here from now on, and sign in once they have taken the link up."""
    agreed = agreed_to(proposal, by)
    user = agreed.about or User(organisation=by.organisation, kind=User.Kind.STAFF, is_active=False)
    if user.pk and user.is_active:
        raise WorksHereAlready(_("They can sign in already. End their account first, if the address is to be another."))
    taken = address_is_taken(agreed.email, but=user)
    user.email = f"{uuid4().hex}@taken.invalid" if taken else agreed.email
    user.name, user.roles = agreed.name, agreed.roles
    if agreed.about is None:
        user.set_unusable_password()
    with because(_("Let in by two")):
        user.save()
    _practitioner_of(user, agreed, by)
    done(agreed, about=user, link_until=clock.now() + LINK_LASTS)
    _write_to(agreed, place, is_taken=taken)
    return agreed


def _practitioner_of(user: User, agreed: Proposal, by: User) -> Practitioner:
    known = Practitioner.objects.select_for_update().filter(user=user).first()
    practitioner = known or Practitioner(organisation=by.organisation, user=user, created_by=by)
    practitioner.name, practitioner.role_title, practitioner.team = agreed.name, agreed.job, agreed.team
    practitioner.full_clean()
    practitioner.save()
    return practitioner


def _write_to(proposal: Proposal, place: str, *, is_taken: bool) -> None:
    said = {
        "link": place + reverse("accounts:welcome", args=[token_of(proposal)]),
        "until": proposal.link_until,
        "organisation": proposal.organisation.name,
    }
    name = "colleague_taken" if is_taken else "colleague_invited"
    subject = render_to_string("families/email/colleague_subject.txt", said).strip()
    message = render_to_string(f"families/email/{name}_message.txt", said)
    transaction.on_commit(lambda: send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [proposal.email]))


@action
def send_link_again(*, proposal: Proposal, place: str, by: User) -> Proposal:
    """A new link to the same address; the former one works no more."""
    locked = Proposal.objects.select_for_update().filter(pk=proposal.pk, kind=Kind.LET_IN, used_at=None).first()
    if locked is None or locked.about is None or locked.done_at is None or locked.about.is_active:
        raise LinkSpent(_("They have come in already."))
    locked.link_until = clock.now() + LINK_LASTS
    locked.save(update_fields=["link_until"])
    _write_to(locked, place, is_taken=locked.about.email.lower() != locked.email.lower())
    return locked


@action
def take_link_back(*, proposal: Proposal, by: User) -> Proposal:
    """The link works no more, from now on."""
    locked = Proposal.objects.select_for_update().with_open_link().filter(pk=proposal.pk).first()
    if locked is None:
        raise LinkSpent(_("This link has been used, or is too old."))
    locked.link_until = clock.now()
    locked.save(update_fields=["link_until"])
    return locked


@action
def agree_to(*, proposal: Proposal, place: str, by: User) -> Proposal:
    """Agree to what another administrator asked for, and do it."""
    if proposal.kind == Kind.LET_IN:
        return agree_to_colleague(proposal=proposal, place=place, by=by)
    agreeing = {
        Kind.GIVE_ROLES: agree_to_roles,
        Kind.SECOND_STEP_RESET: agree_to_second_step_reset,
        Kind.SINGLE_SIGN_ON: agree_to_single_sign_on,
    }
    return agreeing[Kind(proposal.kind)](proposal=proposal, by=by)


@action
def move_to_team(*, practitioner: Practitioner, team: Team | None, job: str, by: User) -> Practitioner:
    """Say which team someone is in, and what their job is called: the team's manager reads the families they work with."""
    locked = Practitioner.objects.select_for_update().get(pk=practitioner.pk)
    locked.team, locked.role_title = team, job
    locked.full_clean()
    locked.save(update_fields=["team", "role_title"])
    return locked
