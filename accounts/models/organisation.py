import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from database.history import tracked
from database.rules import Rule

from .base import Protected


class Organisation(models.Model):
    """The tenant: a council, or a charity of its own. Between two of them there is only the API (design.md §3a)."""

    class Nation(models.TextChoices):
        ENGLAND = "england", _("England")
        WALES = "wales", _("Wales")
        SCOTLAND = "scotland", _("Scotland")
        NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    nation = models.CharField(
        _("nation"), max_length=20, choices=Nation, default=Nation.ENGLAND, db_default=Nation.ENGLAND
    )
    time_zone = models.CharField(max_length=60, default="Europe/London")
    requires_second_step = models.BooleanField(
        _("everyone who works here signs in in two steps"), default=False, db_default=False
    )
    keeps_on_devices = models.BooleanField(
        _("what is written without a signal is kept on the device"), default=True, db_default=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name__regex=r"^\s*$"),
                name="organisation_has_a_name",
                violation_error_message=_("Say what the organisation is called."),
            ),
            models.CheckConstraint(
                condition=models.Q(nation__in=["england", "wales", "scotland", "northern_ireland"]),
                name="organisation_in_a_nation",
                violation_error_message=_("Say in which nation it is: its bank holidays count."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


TODAY_HERE = "(SELECT (now() AT TIME ZONE time_zone)::date FROM accounts_organisation WHERE id = NEW.organisation_id)"
"""For triggers: the day where the organisation is, which may not be the server's."""

LOCALITY_HELD = """
    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
    IF NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'locality_by_administrator';
    END IF;
    RETURN NEW;
"""


@tracked
class Locality(Protected):
    """A place with its own words and lengths, agreed with the families there (domain.md §1.9)."""

    name = models.CharField(_("name"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="locality_name_once",
                violation_error_message=_("There is a place of this name already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name__regex=r"^\s*$"),
                name="locality_has_a_name",
                violation_error_message=_("Say what the place is called."),
            ),
        ]
        triggers = [
            Rule(
                name="locality_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=LOCALITY_HELD,
                sentences={"locality_by_administrator": _("Only an administrator says which places there are.")},
            )
        ]

    def __str__(self) -> str:
        return self.name
