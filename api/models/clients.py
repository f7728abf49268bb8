"""The other systems that may ask here."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.roles import Permission
from api.scopes import Scope
from database import clock
from database.history import tracked
from database.rules import Rule

HELD_BY_TWO = """
    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
    IF NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_administrator';
    END IF;
    IF TG_OP = 'INSERT' THEN
      IF NEW.created_by_id IS DISTINCT FROM kith_sec.person() OR NEW.agreed_by_id IS NOT NULL OR NEW.secret_set_by_id IS NOT NULL
         OR NEW.next_secret <> '' OR NEW.former_secret <> '' THEN
        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';
      END IF;
      RETURN NEW;
    END IF;
    -- A secret that waited is taken up by another than who made it, once it is the one that its sign-in asks for.
    taken_up := OLD.next_secret <> '' AND NEW.next_secret = '' AND OLD.next_secret_by_id <> kith_sec.person()
      AND NEW.secret_set_by_id = OLD.next_secret_by_id AND NEW.agreed_by_id = kith_sec.person()
      AND OLD.next_secret = (SELECT client_secret FROM oauth2_provider_application WHERE id = OLD.application_id);
    IF (NEW.name, NEW.user_id, NEW.application_id, NEW.scopes, NEW.purpose, NEW.practitioner_id, NEW.created_by_id)
       IS DISTINCT FROM (OLD.name, OLD.user_id, OLD.application_id, OLD.scopes, OLD.purpose, OLD.practitioner_id, OLD.created_by_id)
       OR OLD.stopped_at IS NOT NULL
       OR (OLD.agreed_by_id IS NOT NULL AND NOT taken_up AND NEW.agreed_by_id IS DISTINCT FROM OLD.agreed_by_id
           AND NOT (NEW.agreed_by_id IS NULL AND NEW.secret_set_by_id = kith_sec.person())) THEN
      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'api_client_stays_as_it_was';
    END IF;
    IF NEW.agreed_by_id IS NOT NULL AND OLD.agreed_by_id IS NULL AND NEW.agreed_by_id <> kith_sec.person() THEN
      RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';
    END IF;
    -- Whoever makes another secret holds it: what was agreed to with the former is agreed to no more.
    IF (NEW.secret_set_by_id, NEW.secret_set_at) IS DISTINCT FROM (OLD.secret_set_by_id, OLD.secret_set_at) AND NOT taken_up
       AND (NEW.secret_set_by_id IS DISTINCT FROM kith_sec.person() OR NEW.agreed_by_id IS NOT NULL) THEN
      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';
    END IF;
    IF NEW.next_secret <> '' AND (NEW.next_secret, NEW.next_secret_by_id) IS DISTINCT FROM (OLD.next_secret, OLD.next_secret_by_id)
       AND NEW.next_secret_by_id IS DISTINCT FROM kith_sec.person() THEN
      RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'api_client_in_own_name';
    END IF;
    -- The present one counts on for a while beside a new one that another agrees to, and no other one does.
    IF NEW.former_secret <> '' AND (NEW.former_secret, NEW.former_until) IS DISTINCT FROM (OLD.former_secret, OLD.former_until) AND (
      OLD.next_secret = '' OR OLD.next_secret_by_id = kith_sec.person() OR NEW.former_until > now() + interval '8 days'
      OR NEW.former_secret <> (SELECT client_secret FROM oauth2_provider_application WHERE id = OLD.application_id)) THEN
      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'api_client_by_two';
    END IF;
    -- From fewer addresses by one; from more by two: while it stands still, by whoever holds its secret.
    IF cardinality(OLD.addresses) > 0 AND (
      cardinality(NEW.addresses) = 0 OR EXISTS (
        SELECT FROM unnest(NEW.addresses) one WHERE NOT EXISTS (
          SELECT FROM unnest(OLD.addresses) was WHERE one::cidr <<= was::cidr))) AND (
      coalesce(OLD.secret_set_by_id, OLD.created_by_id) IS DISTINCT FROM kith_sec.person()
      OR EXISTS (SELECT FROM accounts_user WHERE id = OLD.user_id AND is_active)) THEN
      RAISE EXCEPTION 'more' USING ERRCODE = '23514', CONSTRAINT = 'api_client_from_more_by_two';
    END IF;
    RETURN NEW;
"""
ASKS_FROM = """
    UPDATE accounts_user SET asks_from = NEW.addresses WHERE id = NEW.user_id AND asks_from <> NEW.addresses;
    RETURN NULL;
"""


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    def visible_to(self, user: User) -> ApiClientQuerySet:
        """To those who administer the organisation; and to a client, itself."""
        if user.has(Permission.ORGANISATION_ADMINISTER) or user.kind == User.Kind.SYSTEM:
            return self.filter()
        return self.filter(user=user)


@tracked
class ApiClient(Protected):
    """Another system that one organisation lets in: what for, and how far (domain.md §11.3).

    It signs in with its application's id and secret, asks as its own user, and writes in the name of its practitioner.
    To let it in no longer, end its user. One administrator asks for it, or for another secret, and another agrees, for whoever
    holds the secret reads families' records.
    """

    kept_out_of_history = ("next_secret", "former_secret")

    name = models.CharField(_("name"), max_length=200)
    user = models.OneToOneField("accounts.User", models.PROTECT, related_name="api_client")
    application = models.OneToOneField("oauth2_provider.Application", models.PROTECT, related_name="api_client")
    scopes = ArrayField(models.CharField(max_length=40, choices=Scope))
    purpose = models.CharField(_("what for?"), max_length=200)
    practitioner = models.ForeignKey(
        "families.Practitioner",
        models.PROTECT,
        related_name="api_clients",
        null=True,
        blank=True,
        verbose_name=_("writes in the name of"),
    )

    secret_set_at = models.DateTimeField(default=clock.now)
    secret_set_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
        help_text=_("Who made another secret; empty while it has its first, which whoever asked for it holds."),
    )
    next_secret = models.CharField(
        max_length=255, blank=True, default="", help_text="A hash; it counts from the moment at which another agrees."
    )
    next_secret_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    next_secret_at = models.DateTimeField(null=True, blank=True)
    former_secret = models.CharField(
        max_length=255, blank=True, default="", help_text="A hash; it counts for a while yet."
    )
    former_until = models.DateTimeField(null=True, blank=True)
    addresses = ArrayField(
        models.CharField(max_length=50),
        default=list,
        blank=True,
        verbose_name=_("asks from"),
        help_text=_("As networks; from everywhere where there is none."),
    )
    agreed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="api_client_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("taken_up", "boolean")],
                func=HELD_BY_TWO,
                sentences={
                    "api_client_by_administrator": _("Only an administrator lets other systems in."),
                    "api_client_stays_as_it_was": _(
                        "What a system may do stays as two agreed. Let it in anew for more."
                    ),
                    "api_client_in_own_name": _("Nobody asks or agrees in the name of another."),
                    "api_client_from_more_by_two": _(
                        "From more addresses takes two: give it another secret first, and another administrator agrees to both."
                    ),
                    "api_client_from_networks": _("Write addresses such as 192.0.2.17 or 192.0.2.0/24, fifty at most."),
                    # Held on its sign-in and its secret too, by triggers of this room.
                    "api_client_by_two": _("This takes two: another administrator agrees before a system gets in."),
                },
            ),
            pgtrigger.Trigger(
                name="api_client_asks_from",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("addresses"),  # type: ignore[no-untyped-call]
                func=ASKS_FROM,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True)
                | Q(agreed_at__isnull=False, secret_set_by__isnull=False) & ~Q(agreed_by=F("secret_set_by"))
                | Q(agreed_at__isnull=False, secret_set_by__isnull=True, created_by__isnull=False)
                & ~Q(agreed_by=F("created_by")),
                name="api_client_takes_two",
                violation_error_message=_("You asked for this: another administrator agrees, or whoever runs Kith."),
            ),
            models.CheckConstraint(
                condition=Q(stopped_by__isnull=True, stopped_at__isnull=True)
                | Q(stopped_by__isnull=False, stopped_at__isnull=False),
                name="api_client_stopped_by_someone",
                violation_error_message=_("Say who stopped it, and when."),
            ),
            models.CheckConstraint(
                condition=Q(next_secret="", next_secret_by__isnull=True, next_secret_at__isnull=True)
                | ~Q(next_secret="") & Q(next_secret_by__isnull=False, next_secret_at__isnull=False),
                name="api_client_next_secret_by_someone",
                violation_error_message=_("Say who made the next secret, and when."),
            ),
            models.CheckConstraint(
                condition=Q(former_secret="", former_until__isnull=True)
                | ~Q(former_secret="") & Q(former_until__isnull=False),
                name="api_client_former_secret_runs_out",
                violation_error_message=_("Say until when the former secret of a system counts."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="api_client_name_once",
                violation_error_message=_("A system of this name is let in already."),
            ),
            models.CheckConstraint(
                condition=~Q(purpose__regex=r"^\s*$") & ~Q(name__regex=r"^\s*$"),
                name="api_client_says_what_for",
                violation_error_message=_("Say which system it is, and what for."),
            ),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0),
                name="api_client_has_a_scope",
                violation_error_message=_("Say what it may do: at least one scope."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]

    @property
    def asked_by(self) -> User | None:
        """Who was shown its secret, and so does not agree to it."""
        return self.secret_set_by or self.created_by

    @property
    def wanted_by(self) -> User | None:
        """Who waits for another administrator to agree."""
        return self.next_secret_by or self.asked_by

    @property
    def wanted_at(self) -> datetime:
        """Since when they wait."""
        return self.next_secret_at or self.secret_set_at

    @property
    def is_waiting(self) -> bool:
        """Whether it gets in as soon as another administrator agrees."""
        return self.stopped_at is None and not self.user.is_active

    @property
    def has_next_secret(self) -> bool:
        """Whether a secret waits, beside the one that counts, for another administrator to agree."""
        return self.stopped_at is None and self.next_secret != ""
