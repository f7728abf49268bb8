from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7


class SingleSignOn(models.Model):
    """Where the people of an organisation sign in with the account that they have at work (OpenID Connect).

    Read before anyone is known, so it stands open; a trigger lets only its own organisation write it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.OneToOneField("accounts.Organisation", models.PROTECT, related_name="single_sign_on")
    issuer = models.URLField(_("issuer"), max_length=400)
    client_id = models.CharField(_("client id"), max_length=200)
    sealed_secret = models.TextField(help_text="Encrypted: accounts/secrets.py.")
    asks_second_step = models.BooleanField(_("it asks for a second step itself"), default=False)
    is_on = models.BooleanField(_("people sign in with it"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(issuer__regex=r"^https://[^/]") | Q(issuer__regex=r"^http://(localhost|127\.0\.0\.1)[:/]"),
                name="single_sign_on_over_https",
                violation_error_message=_("The issuer’s address begins with https://."),
            ),
        ]

    def __str__(self) -> str:
        return self.issuer

    @property
    def may_be_asked(self) -> bool:
        """Whether whoever runs Kith lets it ask this host: an address that only an administrator wrote could be any machine here.

        One that holds a name and a password would be shown with them.
        """
        at = urlsplit(self.issuer)
        return at.hostname in settings.KITH_SIGN_ON_HOSTS and "@" not in at.netloc

    @property
    def provider_id(self) -> str:
        """How allauth names it, in addresses and beside each linked account."""
        return self.pk.hex
