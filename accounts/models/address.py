from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from database import clock
from database.history import tracked
from database.rules import Rule

from .base import Protected
from .user import User

HELD_BY_OWNER = """
    IF current_user = 'kith_owner' THEN RETURN NEW; END IF;
    IF NEW.created_by_id IS DISTINCT FROM kith_sec.person() OR (kith_sec.asker())[3] <> 'staff' THEN
      RAISE EXCEPTION 'of another' USING ERRCODE = '23514', CONSTRAINT = 'address_change_by_owner';
    END IF;
    IF TG_OP = 'INSERT' THEN
      IF num_nonnulls(NEW.confirmed_at, NEW.done_at, NEW.ended_at) > 0 THEN
        RAISE EXCEPTION 'settled already' USING ERRCODE = '23514', CONSTRAINT = 'address_change_stays_as_it_was';
      END IF;
      RETURN NEW;
    END IF;
    IF (NEW.email, NEW.expires_at, NEW.created_by_id) IS DISTINCT FROM (OLD.email, OLD.expires_at, OLD.created_by_id)
       OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at)
       OR num_nonnulls(OLD.done_at, OLD.ended_at) > 0 THEN
      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'address_change_stays_as_it_was';
    END IF;
    RETURN NEW;
"""


class AddressChangeQuerySet(models.QuerySet["AddressChange"]):
    def visible_to(self, user: User) -> AddressChangeQuerySet:
        """One's own: nobody else is told of an address that nobody has shown to be theirs."""
        return self.filter(created_by=user.pk)

    def waiting(self) -> AddressChangeQuerySet:
        """Those whose link nobody has used, and nobody has taken back; it may be too old."""
        return self.filter(done_at__isnull=True, ended_at__isnull=True)

    def in_time(self) -> AddressChangeQuerySet:
        """Those of them whose link is not too old."""
        return self.waiting().filter(expires_at__gte=clock.now())


@tracked
class AddressChange(Protected):
    """That someone who works here asked to sign in by another e-mail address: it counts when they use the link that went there.

    Whose it is, is `created_by`. Whether the address is another's already stands nowhere in it.
    """

    email = models.EmailField(_("e-mail"))
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(
        null=True, blank=True, help_text="When the sign-in became the other: no second time by the same link."
    )
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Taken back, or asked for anew.")

    objects = AddressChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(created_by__isnull=False),
                name="address_change_of_someone",
                violation_error_message=_("Only they change what they sign in by."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__lte=models.F("expires_at")),
                name="address_change_in_time",
                violation_error_message=_("This link has been used, or is too old."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(confirmed_at__isnull=False, ended_at__isnull=True),
                name="address_change_done_when_confirmed",
                violation_error_message=_("Use the link that was sent to the new address first."),
            ),
            models.UniqueConstraint(
                fields=["created_by"],
                condition=Q(done_at__isnull=True, ended_at__isnull=True),
                name="address_change_one_at_a_time",
                violation_error_message=_("You have asked for another address already. Take that back first."),
            ),
        ]
        triggers = [
            Rule(
                name="address_change_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=HELD_BY_OWNER,
                sentences={
                    "address_change_by_owner": _("Only they change what they sign in by."),
                    "address_change_stays_as_it_was": _("What was asked for stays as it was, and is settled once."),
                },
            )
        ]

    def __str__(self) -> str:
        return self.email
