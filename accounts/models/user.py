from __future__ import annotations

from typing import Any

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.roles import ROLE_PERMISSIONS, ROLES_WITH_FAMILIES, Permission, Role
from database.asker import Asker, acting_as
from database.rules import Rule

from .fields import AddressField


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
    IF current_user = 'kith_owner' THEN RETURN NEW; END IF;
    -- With this an organisation begins, by whoever runs Kith: nobody asks yet, or Kith itself. It has no password to sign in with, and
    -- a signed asker is needed to be it.
    IF TG_OP = 'INSERT' AND NEW.kind = 'system' THEN
      IF NEW.roles <> '{}' OR NEW.password NOT LIKE '!%'
         OR (CASE WHEN kith_sec.person_or_none() IS NOT NULL THEN (kith_sec.asker())[3] <> 'system' ELSE false END) THEN
        RAISE EXCEPTION 'by someone' USING ERRCODE = '23514', CONSTRAINT = 'user_kith_itself';
      END IF;
      RETURN NEW;
    END IF;
    -- Before anyone is known row-level security lets every sign-in be read. What is left to write then is when it was last used.
    IF TG_OP = 'UPDATE' AND (NEW.password, NEW.opened_until) IS DISTINCT FROM (OLD.password, OLD.opened_until)
       AND kith_sec.organisation() <> OLD.organisation_id THEN
      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
    END IF;
    -- Only they write their password: by the link of a reset too, in their own name. One that nobody can know opens nothing. Not even
    -- Kith itself writes another's: to let someone in, or back in, takes two.
    IF TG_OP = 'UPDATE' AND NEW.password <> OLD.password AND NEW.password NOT LIKE '!%'
       AND (NEW.kind NOT IN ('staff', 'family') OR kith_sec.person() <> NEW.id) THEN
      RAISE EXCEPTION 'not their password' USING ERRCODE = '23514', CONSTRAINT = 'user_password_by_owner';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active, NEW.email, NEW.name)
       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active, OLD.email, OLD.name) THEN
      RETURN NEW;
    END IF;
    asks := (kith_sec.asker())[3];
    administers := EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles));
    -- Whoever moves the address of a sign-in takes it over by the next message to it: for a colleague it takes two.
    IF TG_OP = 'UPDATE' AND (NEW.email, NEW.name) IS DISTINCT FROM (OLD.email, OLD.name) AND (
      kith_sec.organisation() <> OLD.organisation_id OR NOT (
        asks = 'system'
        -- Their own name at any time; their own address by a link that went there, while they are in. A family's goes with how they are
        -- reached.
        OR (kith_sec.person() = OLD.id AND (NEW.email = OLD.email OR (OLD.kind = 'staff' AND OLD.is_active AND EXISTS (
          SELECT FROM accounts_addresschange c
          WHERE c.created_by_id = OLD.id AND c.confirmed_at IS NOT NULL AND c.done_at IS NULL AND c.ended_at IS NULL
            AND c.email = NEW.email))))
        OR (asks = 'staff' AND OLD.kind = 'family' AND NOT OLD.is_active)
        OR (administers AND OLD.kind = 'staff' AND (NEW.email = OLD.email OR EXISTS (
          SELECT FROM accounts_proposal p
          WHERE p.kind = 'let_in' AND p.about_id = OLD.id AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL
            AND NOT OLD.is_active AND (NEW.email = p.email OR NEW.email LIKE '%.invalid')))))) THEN
      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'user_address_by_owner';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind, NEW.roles, NEW.is_active)
       IS NOT DISTINCT FROM (OLD.organisation_id, OLD.kind, OLD.roles, OLD.is_active) THEN
      RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.kind) IS DISTINCT FROM (OLD.organisation_id, OLD.kind) THEN
      RAISE EXCEPTION 'a sign-in stays what it is' USING ERRCODE = '23514', CONSTRAINT = 'user_stays_what_it_is';
    END IF;
    IF kith_sec.organisation() <> NEW.organisation_id THEN
      RAISE EXCEPTION 'another organisation' USING ERRCODE = '42501';
    END IF;
    IF TG_OP = 'INSERT' AND NEW.kind = 'family' AND NEW.roles = '{}' THEN RETURN NEW; END IF;
    -- A family member's sign-in is opened by themselves, who hold the invitation, and ended by whoever works here.
    IF TG_OP = 'UPDATE' AND NEW.kind = 'family' AND NEW.roles = '{}' AND (
      CASE WHEN NEW.is_active THEN kith_sec.person() = NEW.id ELSE asks = 'staff' END) THEN
      RETURN NEW;
    END IF;
    -- Likewise who was let in by two, and holds the link.
    IF TG_OP = 'UPDATE' AND NEW.kind = 'staff' AND NEW.is_active AND NEW.roles = OLD.roles AND kith_sec.person() = NEW.id AND EXISTS (
      SELECT FROM accounts_proposal p
      WHERE p.kind = 'let_in' AND p.about_id = NEW.id AND p.done_at IS NOT NULL AND p.used_at IS NULL) THEN
      RETURN NEW;
    END IF;
    -- Whoever runs Kith lets a system in alone only where no administrator is there to agree.
    IF asks = 'system' AND NEW.kind = 'client' AND NEW.is_active AND (TG_OP = 'INSERT' OR NOT OLD.is_active) AND EXISTS (
      SELECT FROM accounts_user WHERE organisation_id = NEW.organisation_id AND kind = 'staff' AND is_active
        AND 'administrator' = ANY (roles)) THEN
      RAISE EXCEPTION 'another could agree' USING ERRCODE = '23514', CONSTRAINT = 'user_client_by_people';
    END IF;
    IF asks <> 'system' AND NOT administers THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_administrator';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.kind = 'staff' AND OLD.is_active AND 'administrator' = ANY (OLD.roles)
       AND NOT (NEW.is_active AND 'administrator' = ANY (NEW.roles)) THEN
      -- Two who end one another at the same moment wait for one another here.
      PERFORM pg_advisory_xact_lock(hashtextextended('administrators of ' || NEW.organisation_id, 0));
      IF NOT EXISTS (SELECT FROM accounts_user WHERE organisation_id = NEW.organisation_id AND id <> NEW.id AND kind = 'staff'
                     AND is_active AND 'administrator' = ANY (roles)) THEN
        RAISE EXCEPTION 'the last one' USING ERRCODE = '23514', CONSTRAINT = 'user_last_administrator';
      END IF;
    END IF;
    IF asks = 'system' OR NEW.kind <> 'staff' THEN RETURN NEW; END IF;
    IF NEW.id = kith_sec.person() THEN
      RAISE EXCEPTION 'their own' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_not_by_oneself';
    END IF;
    IF (TG_OP = 'INSERT' AND NEW.is_active) OR ((TG_OP = 'INSERT' OR NOT NEW.roles <@ OLD.roles) AND NOT EXISTS (
      SELECT FROM accounts_proposal p
      WHERE p.kind IN ('let_in', 'give_roles') AND p.agreed_by_id = kith_sec.person() AND p.done_at IS NULL
        AND p.roles @> NEW.roles AND CASE
          WHEN TG_OP = 'UPDATE' THEN p.about_id = NEW.id
          ELSE p.about_id IS NULL AND (lower(NEW.email) = lower(p.email) OR NEW.email LIKE '%.invalid') END)) THEN
      RAISE EXCEPTION 'it takes two' USING ERRCODE = '23514', CONSTRAINT = 'user_rights_by_two';
    END IF;
    IF TG_OP = 'UPDATE' THEN
      IF coalesce(nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'reason', '') !~ '\\S' THEN
        RAISE EXCEPTION 'no reason' USING ERRCODE = '23514', CONSTRAINT = 'user_change_says_why';
      END IF;
      IF 'team_manager' = ANY (OLD.roles) AND NOT 'team_manager' = ANY (NEW.roles) AND EXISTS (
        SELECT FROM accounts_team WHERE manager_id = NEW.id AND ended_on IS NULL) THEN
        RAISE EXCEPTION 'manages a team' USING ERRCODE = '23514', CONSTRAINT = 'user_manages_a_team';
      END IF;
    END IF;
    RETURN NEW;
"""
HOLD_SAYS = {
    "user_address_by_owner": _(
        "Only they change what a sign-in is reached by, by a link that goes there. Or end it, then invite them to the other."
    ),
    "user_password_by_owner": _("Only they write their password."),
    "user_stays_what_it_is": _("A sign-in stays what it is, and where it is."),
    "user_kith_itself": _("Nobody makes another sign-in of Kith itself, or signs in as it."),
    "user_client_by_people": _("An administrator is here to agree: they let it in under Administration."),
    "user_rights_by_administrator": _("Only an administrator says what someone may do here."),
    "user_rights_not_by_oneself": _(
        "Nobody changes their own roles, or ends their own account. Ask another administrator."
    ),
    "user_rights_by_two": _("This takes two: another administrator agrees to it first."),
    "user_last_administrator": _("This is the last administrator. Let another one in first."),
    "user_change_says_why": _("Say why."),
    "user_manages_a_team": _("They manage a team. Name another manager for it first."),
}


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
    email = AddressField(_("e-mail"))
    name = models.CharField(_("name"), max_length=200)
    roles = ArrayField(models.CharField(max_length=30, choices=Role), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    opened_until = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Until when something that is closed may stand open to them; no page asks what, once it is past.",
    )

    asks_from = ArrayField(
        models.CharField(max_length=50),
        default=list,
        blank=True,
        editable=False,
        help_text="The addresses from which another system may ask, as networks; from everywhere where there is none.",
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
        # Row-level security closes this table to askers of other organisations, and to nobody before anyone is known: so this
        # says who may write what.
        triggers = [
            Rule(
                name="user_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("asks", "text"), ("administers", "boolean")],
                func=HOLD,
                sentences=HOLD_SAYS,
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_reached_by(self, email: str) -> bool:
        """Whether this is the address now: allauth may know a former one, by which nobody is let in any more."""
        return bool(self.email.casefold() == email.casefold())

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

    @property
    def only_administers(self) -> bool:
        """Whether they have no other work here, and so no families and no day of theirs to open."""
        return self.kind == self.Kind.STAFF and self.roles == [Role.ADMINISTRATOR]

    @property
    def reads_no_record(self) -> bool:
        """Whether they work here, and with no family in any of their roles, as an administrator or an analyst (domain.md §8.5, table)."""
        return self.kind == self.Kind.STAFF and set(ROLES_WITH_FAMILIES).isdisjoint(self.roles)

    def check_password(self, raw_password: str | None) -> bool:
        """When its hash is made anew, because ours has grown stronger, it is they who write it."""
        return check_password(raw_password, self.password, self._keep_stronger_hash)

    def _keep_stronger_hash(self, raw_password: str) -> None:
        self.set_password(raw_password)
        self._password = None  # as Django does: nobody has chosen another
        with acting_as(self.asker):
            self.save(update_fields=["password"])

    def has(self, permission: Permission) -> bool:
        """Whether one of the roles carries this permission."""
        return self.is_active and any(permission in ROLE_PERMISSIONS[Role(role)] for role in self.roles)


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
    reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"{self.operation} {self.name}"
