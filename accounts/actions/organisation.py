"""How people sign in at an organisation."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.history import action
from accounts.models import Organisation, SingleSignOn, User
from accounts.secrets import seal


@action
def ask_second_step(*, requires_second_step: bool, by: User) -> Organisation:
    """Ask everyone who works here for a second step at sign-in, or leave it to them."""
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    organisation.requires_second_step = requires_second_step
    organisation.save(update_fields=["requires_second_step"])
    return organisation


@action
def set_single_sign_on(
    *, issuer: str, client_id: str, client_secret: str, asks_second_step: bool, is_on: bool, by: User
) -> SingleSignOn:
    """Say where the people of the organisation sign in with their account at work; an empty secret keeps the present one."""
    way = SingleSignOn.objects.select_for_update().filter(organisation=by.organisation_id).first()
    way = way or SingleSignOn(organisation_id=by.organisation_id)
    if way.issuer != issuer:  # a number of the former provider may be someone else's at the next
        SocialAccount.objects.filter(provider=way.provider_id).delete()
    way.issuer, way.client_id = issuer, client_id
    way.asks_second_step, way.is_on = asks_second_step, is_on
    if not way.may_be_asked:
        raise ValidationError(
            {"issuer": _("Kith may not ask this host yet. Whoever runs it adds it to KITH_SIGN_ON_HOSTS.")}
        )
    if client_secret:
        way.sealed_secret = seal(client_secret)
    way.full_clean(exclude={"organisation"})
    way.save()
    return way
