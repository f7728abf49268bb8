"""How an organisation was set up, and what became of it: one row for each write, by the database alone.

The ordinary history needs someone who asks, and these two tables are read, and the first row is written, before anyone is known.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .organisation import Organisation


class SettingsChange(models.Model):
    """One write of a table that says how an organisation is set up; nobody changes or takes away what it says."""

    class Operation(models.TextChoices):
        INSERT = "insert", _("begun")
        UPDATE = "update", _("changed")

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    action = models.TextField(blank=True)
    operation = models.CharField(max_length=10, choices=Operation)

    class Meta:
        abstract = True


class OrganisationChange(SettingsChange):
    """What an organisation was called, where it is, and how people sign in there, from then on."""

    name = models.CharField(_("name"), max_length=200)
    nation = models.CharField(_("nation"), max_length=20, choices=Organisation.Nation)
    time_zone = models.CharField(_("time zone"), max_length=60)
    requires_second_step = models.BooleanField(_("everyone who works here signs in in two steps"))
    keeps_on_devices = models.BooleanField(_("what is written without a signal is kept on the device"))

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="organisation_change_by_day")]

    def __str__(self) -> str:
        return self.name


class SingleSignOnChange(SettingsChange):
    """Where people signed in with their account at work from then on. Never the secret, only that it became another."""

    issuer = models.URLField(_("issuer"), max_length=400)
    client_id = models.CharField(_("client id"), max_length=200)
    has_new_secret = models.BooleanField(_("the secret became another"))
    asks_second_step = models.BooleanField(_("it asks for a second step itself"))
    is_on = models.BooleanField(_("people sign in with it"))

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at"], name="sign_on_change_by_day")]

    def __str__(self) -> str:
        return self.issuer
