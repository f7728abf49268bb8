from __future__ import annotations

from typing import Any

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.roles import ROLE_PERMISSIONS, Permission, Role
from database.asker import Asker
from database.history import tracked
from database.rules import Rule

from .base import Protected


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> models.QuerySet[User]:
        """Every page names the organisation and shows its time."""
        return super().get_queryset().select_related("organisation")

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


HOLD = """
    -- Whoever moves the address of a sign-in takes it over by the next message to it.
    IF TG_OP = 'UPDATE' AND current_user <> 'kith_owner' AND (NEW.email, NEW.name) IS DISTINCT FROM (OLD.email, OLD.name) THEN
      IF kith_sec.organisation() <> OLD.organisation_id OR NOT (
        kith_sec.person() = OLD.id OR (kith_sec.asker())[3] = 'system'
        OR ((kith_sec.asker())[3] = 'staff' AND OLD.kind = 'family' AND NOT OLD.is_active)
        OR EXISTS (
          SELECT FROM accounts_user
          WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))) THEN
        RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'user_address_by_owner';
      END IF;
    END IF;
    IF current_user = 'kith_owner' OR (TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active)
       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active)) THEN
      RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind) IS DISTINCT FROM (OLD.organisation_id, OLD.kind) THEN
      RAISE EXCEPTION 'a sign-in stays what it is' USING ERRCODE = '23514', CONSTRAINT = 'user_stays_what_it_is';
    END IF;
    -- With this an organisation begins. It can't sign in, and a signed asker is needed to be it.
    IF TG_OP = 'INSERT' AND NEW.kind = 'system' AND NEW.roles = '{}' THEN RETURN NEW; END IF;
    IF kith_sec.organisation() <> NEW.organisation_id THEN
      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.kind = 'family' AND NEW.roles = '{}' THEN RETURN NEW; END IF;
    -- A family member's sign-in is opened by themselves, who hold the invitation, and ended by whoever works here.
    IF TG_OP = 'UPDATE' AND NEW.kind = 'family' AND NEW.roles = '{}' AND (
      CASE WHEN NEW.is_active THEN kith_sec.person() = NEW.id ELSE (kith_sec.asker())[3] = 'staff' END) THEN
      RETURN NEW;
    END IF;
    IF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))
    THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_administrator';
    END IF;
    RETURN NEW;
"""


class User(AbstractBaseUser):
    """A sign-in: of someone who works here, of a family member, or of another system."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("works here")
        FAMILY = "family", _("family member")
        CLIENT = "client", _("another system")
        SYSTEM = "system", _("Kith itself")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="users")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STAFF)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    roles = ArrayField(models.CharField(max_length=30, choices=Role), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    opened_until = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Until when something that is closed may stand open to them; no page asks what, once it is past.",
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("This address can’t be used to sign in here."),
            ),
            models.UniqueConstraint(fields=["organisation", "id"], name="user_of_organisation"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["client", "system"]) | models.Q(password__startswith="!"),  # noqa: S106  (how Django marks none)
                name="user_of_a_machine_has_no_password",
                violation_error_message=_("Another system signs in by its token, and never by a password."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="family") | models.Q(password__startswith="!"),  # noqa: S106
                name="user_of_a_family_has_no_password",
                violation_error_message=_("Families sign in with a passkey or a code, and need no password."),
            ),
        ]
        # The table is read before anyone is known, so it has no row-level security: this is what stands in its place.
        triggers = [
            Rule(
                name="user_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=HOLD,
                sentences={
                    "user_address_by_owner": _(
                        "Only they, or an administrator, change what a sign-in is called or reached by."
                    ),
                    "user_stays_what_it_is": _("A sign-in stays what it is, and where it is."),
                    "user_rights_by_administrator": _("Only an administrator says what someone may do here."),
                },
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asker(self) -> Asker:
        """Who the database is told is asking."""
        return Asker(self.pk, self.organisation_id, self.kind)

    @property
    def role_words(self) -> str:
        """The roles as people read them; of another system, its name too."""
        if self.kind == self.Kind.CLIENT:
            return f"{self.Kind(self.kind).label}: {self.name}"
        return ", ".join(str(Role(role).label) for role in self.roles) or str(self.Kind(self.kind).label)

    @property
    def may(self) -> frozenset[Permission]:
        """What the roles carry: for a menu, which asks several."""
        return frozenset().union(*(ROLE_PERMISSIONS[Role(role)] for role in self.roles))

    def has(self, permission: Permission) -> bool:
        """Whether one of the roles carries this permission."""
        return self.is_active and any(permission in ROLE_PERMISSIONS[Role(role)] for role in self.roles)


@tracked
class Team(Protected):
    """People who work together, and who manages them."""

    name = models.CharField(_("name"), max_length=200)
    manager = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="teams_managed", null=True, blank=True, verbose_name=_("manager")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class UserChange(models.Model):
    """What a sign-in was made, or became, and who made it so; never its password. Written by the database alone."""

    class Operation(models.TextChoices):
        INSERT = "insert", _("let in")
        UPDATE = "update", _("changed")

    id = models.BigAutoField(primary_key=True)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+", db_index=False)
    about = models.ForeignKey(User, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    action = models.TextField(blank=True)
    operation = models.CharField(max_length=10, choices=Operation)
    email = models.EmailField()
    name = models.CharField(max_length=200)
    roles = ArrayField(models.CharField(max_length=30, choices=Role), default=list)
    is_active = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.operation} {self.name}"
