"""Advocates of voluntary organisations: let in, ended with all that they were let read, and brought back (domain.md §8.3)."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.actions.sessions import close_sign_in, open_sign_in
from accounts.history import action
from accounts.models import User
from accounts.queries import address_is_taken
from database import clock
from families.actions.granting import no_longer_chosen
from families.models import Advocate, Agency, ChosenReader, HelperAccess


@action
def let_advocate_in(*, name: str, email: str, works_for: Agency, place: str, by: User) -> Advocate:
    """Give an advocate a sign-in of their own. It opens nothing before someone lets them help.

    Whether the address signs in here already is not said: its owner is written to. `place` is where this Kith is reached.
    """
    user = User(organisation=by.organisation, kind=User.Kind.FAMILY, name=name, email=email)
    if taken := address_is_taken(email, but=user):
        user.email = f"{uuid4().hex}@taken.invalid"
    user.set_unusable_password()
    user.full_clean()
    user.save()
    advocate = Advocate(organisation=by.organisation, user=user, works_for=works_for, created_by=by)
    advocate.full_clean()
    advocate.save()
    _write_to(email, place, by, is_taken=taken)
    return advocate


def _write_to(email: str, place: str, by: User, *, is_taken: bool) -> None:
    said = {
        "link": place + reverse("account_request_login_code"),
        "organisation": by.organisation.name,
        "address": email,
    }
    subject = render_to_string("families/email/advocate_subject.txt", said).strip()
    name = "colleague_taken" if is_taken else "advocate_invited"
    message = render_to_string(f"families/email/{name}_message.txt", said)
    transaction.on_commit(lambda: send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [email]))


@action
def end_advocate(*, advocate: Advocate, by: User) -> Advocate:
    """End their sign-in at once, and with it whatever anyone let them read: that is given anew, or not at all."""
    HelperAccess.objects.held().filter(helper=advocate.user).update(revoked_at=clock.now())
    no_longer_chosen(advocate.user, ChosenReader.objects.all())
    close_sign_in(user=advocate.user, by=by)
    return advocate


@action
def bring_advocate_back(*, advocate: Advocate, by: User) -> Advocate:
    """Let them sign in again; they read nothing before someone lets them help anew."""
    open_sign_in(user=advocate.user, by=by)
    return advocate
