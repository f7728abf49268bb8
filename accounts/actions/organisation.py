"""What an organisation is called, its places, and how people sign in there."""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actions.proposals import agreed_to, done, propose
from accounts.history import action
from accounts.models import Locality, Organisation, Proposal, SingleSignOn, User
from accounts.secrets import seal
from accounts.versions import refuse_stale
from database import clock


@action
def change_organisation(*, name: str, nation: Organisation.Nation, time_zone: str, by: User) -> Organisation:
    """What people read above every page, whose bank holidays count, and the zone in which days and hours are shown."""
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    organisation.name, organisation.nation, organisation.time_zone = name, nation, time_zone
    organisation.full_clean()
    organisation.save(update_fields=["name", "nation", "time_zone"])
    return organisation


@action
def ask_second_step(*, requires_second_step: bool, by: User) -> Organisation:
    """Ask everyone who works here for a second step at sign-in, or leave it to them."""
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    organisation.requires_second_step = requires_second_step
    organisation.save(update_fields=["requires_second_step"])
    return organisation


@action
def keep_on_devices(*, keeps_on_devices: bool, by: User) -> Organisation:
    """Let phones and computers keep what is written without a signal until it can be sent, or nothing at all (docs/adr/0030)."""
    organisation = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    organisation.keeps_on_devices = keeps_on_devices
    organisation.save(update_fields=["keeps_on_devices"])
    return organisation


@action
def add_locality(*, name: str, by: User) -> Locality:
    """A place with its own words and lengths (domain.md §1.9)."""
    locality = Locality(organisation=by.organisation, name=name, created_by=by)
    locality.full_clean()
    locality.save()
    return locality


@action
def rename_locality(*, locality: Locality, name: str, row_version: int | None = None, by: User) -> Locality:
    """What a place is called from now on; families there stay with it."""
    locked = Locality.objects.select_for_update().get(pk=locality.pk)
    refuse_stale(locked, row_version)
    locked.name = name
    locked.full_clean()
    locked.save(update_fields=["name"])
    return locked


@action
def propose_single_sign_on(
    *, issuer: str, client_id: str, client_secret: str, asks_second_step: bool, by: User
) -> Proposal:
    """Ask that people sign in with their account at work; an empty secret keeps the present one.

    Whoever names the provider says who is whom, so a second administrator agrees before it counts.
    """
    way = SingleSignOn(organisation_id=by.organisation_id, issuer=issuer, client_id=client_id, sealed_secret=client_id)
    way.full_clean(exclude={"organisation"})
    if not way.may_be_asked:
        raise ValidationError(
            {"issuer": _("Kith may not ask this host yet. Whoever runs it adds it to KITH_SIGN_ON_HOSTS.")}
        )
    if not client_secret and not SingleSignOn.objects.filter(organisation=by.organisation_id).exists():
        raise ValidationError({"client_secret": _("Write the secret that the provider gave you.")})
    waiting = Proposal.objects.visible_to(by).waiting().filter(kind=Proposal.Kind.SINGLE_SIGN_ON)
    waiting.update(ended_at=clock.now(), ended_by=by, sealed_secret="")
    return propose(
        kind=Proposal.Kind.SINGLE_SIGN_ON,
        issuer=issuer,
        client_id=client_id,
        sealed_secret=seal(client_secret) if client_secret else "",
        asks_second_step=asks_second_step,
        by=by,
    )


@action
def agree_to_single_sign_on(*, proposal: Proposal, by: User) -> Proposal:
    """From now on people sign in there. Its place in addresses stays, so that the provider's settings stay right."""
    agreed = agreed_to(proposal, by)
    way = SingleSignOn.objects.select_for_update().filter(organisation=by.organisation_id).first()
    way = way or SingleSignOn(pk=agreed.pk, organisation_id=by.organisation_id)
    if way.issuer != agreed.issuer:  # a number of the former provider may be someone else's at the next
        SocialAccount.objects.filter(provider=way.provider_id).delete()
    way.issuer, way.client_id = agreed.issuer, agreed.client_id
    way.asks_second_step, way.is_on = agreed.asks_second_step, True
    way.sealed_secret = agreed.sealed_secret or way.sealed_secret
    way.full_clean(exclude={"organisation"})
    way.save()
    return done(agreed)


@action
def switch_off_single_sign_on(*, by: User) -> None:
    """Nobody signs in with the account at work any more, from now on; to close a door takes one."""
    SingleSignOn.objects.filter(organisation=by.organisation_id).update(is_on=False)
