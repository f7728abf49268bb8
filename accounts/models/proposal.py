from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission, Role
from database import clock
from database.history import tracked
from database.rules import Rule

from .base import Protected
from .team import Team
from .user import User

HELD_BY_TWO = """
    IF current_user = 'kith_owner' THEN RETURN NEW; END IF;
    -- Whoever was let in takes the link up themselves, and changes nothing else.
    IF TG_OP = 'UPDATE' AND NEW.kind = 'let_in' AND NEW.about_id = kith_sec.person() AND OLD.agreed_at IS NOT NULL
       AND OLD.used_at IS NULL AND (NEW.link_until, NEW.done_at) IS NOT DISTINCT FROM (OLD.link_until, OLD.done_at) THEN
      NULL;
    ELSIF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))
    THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'proposal_by_administrators';
    END IF;
    IF TG_OP = 'INSERT' THEN
      IF NEW.created_by_id IS DISTINCT FROM kith_sec.person() THEN
        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'proposal_in_own_name';
      END IF;
      IF num_nonnulls(NEW.agreed_at, NEW.agreed_by_id, NEW.ended_at, NEW.done_at, NEW.used_at, NEW.link_until) > 0 THEN
        RAISE EXCEPTION 'settled already' USING ERRCODE = '23514', CONSTRAINT = 'proposal_stays_as_it_was';
      END IF;
      RETURN NEW;
    END IF;
    IF (NEW.kind, NEW.name, NEW.email, NEW.job, NEW.roles, NEW.team_id, NEW.reason, NEW.issuer, NEW.client_id,
        NEW.asks_second_step, NEW.created_by_id, NEW.expires_at)
       IS DISTINCT FROM (OLD.kind, OLD.name, OLD.email, OLD.job, OLD.roles, OLD.team_id, OLD.reason, OLD.issuer, OLD.client_id,
        OLD.asks_second_step, OLD.created_by_id, OLD.expires_at)
       OR NEW.sealed_secret NOT IN (OLD.sealed_secret, '')
       OR (OLD.about_id IS NOT NULL AND NEW.about_id IS DISTINCT FROM OLD.about_id)
       OR (OLD.agreed_at IS NOT NULL AND (NEW.agreed_at, NEW.agreed_by_id) IS DISTINCT FROM (OLD.agreed_at, OLD.agreed_by_id))
       OR (OLD.ended_at IS NOT NULL AND (NEW.ended_at, NEW.agreed_at) IS DISTINCT FROM (OLD.ended_at, OLD.agreed_at))
       OR (OLD.done_at IS NOT NULL AND NEW.done_at IS DISTINCT FROM OLD.done_at)
       OR (OLD.used_at IS NOT NULL AND (NEW.used_at, NEW.link_until) IS DISTINCT FROM (OLD.used_at, OLD.link_until)) THEN
      RAISE EXCEPTION 'stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'proposal_stays_as_it_was';
    END IF;
    IF NEW.agreed_at IS NOT NULL AND OLD.agreed_at IS NULL THEN
      IF NEW.agreed_by_id IS DISTINCT FROM kith_sec.person() THEN
        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514', CONSTRAINT = 'proposal_in_own_name';
      END IF;
      IF NOT EXISTS (SELECT FROM accounts_user
                     WHERE id = NEW.created_by_id AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN
        RAISE EXCEPTION 'who asked has left' USING ERRCODE = '23514', CONSTRAINT = 'proposal_of_an_administrator';
      END IF;
      -- Whoever runs Kith is the second only where there is nobody else who could be.
      IF (kith_sec.asker())[3] = 'system' AND EXISTS (
        SELECT FROM accounts_user
        WHERE organisation_id = NEW.organisation_id AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)
          AND id <> NEW.created_by_id AND id IS DISTINCT FROM OLD.about_id) THEN
        RAISE EXCEPTION 'another could agree' USING ERRCODE = '23514', CONSTRAINT = 'proposal_agreed_by_people';
      END IF;
    END IF;
    RETURN NEW;
"""


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def visible_to(self, user: User) -> ProposalQuerySet:
        """To those who administer the organisation, and to Kith itself."""
        if user.kind == User.Kind.SYSTEM or user.has(Permission.ORGANISATION_ADMINISTER):
            return self.filter(organisation=user.organisation_id)
        return self.none()

    def waiting(self) -> ProposalQuerySet:
        """Neither agreed to nor ended, and not too old."""
        return self.filter(agreed_at__isnull=True, ended_at__isnull=True, expires_at__gt=clock.now())

    def with_open_link(self) -> ProposalQuerySet:
        """Invitations on their way: agreed to, not taken up, not too old."""
        return self.filter(
            kind=Proposal.Kind.LET_IN, agreed_at__isnull=False, used_at__isnull=True, link_until__gt=clock.now()
        )


@tracked
class Proposal(Protected):
    """What one administrator asks for and another agrees to: whatever opens something takes two, what closes it takes one.

    An administrator reads no record (domain.md §8.5). Who alone could let in, give roles, name a provider or take a second step
    away would need only one more sign-in to read them all (security.md §1, ASVS 2.3.5). Kith itself may be the second.
    """

    class Kind(models.TextChoices):
        LET_IN = "let_in", _("Let someone in")
        GIVE_ROLES = "give_roles", _("Give roles")
        SECOND_STEP_RESET = "second_step_reset", _("Take a lost second step away")
        SINGLE_SIGN_ON = "single_sign_on", _("Sign in with the account at work")

    kept_out_of_history = ("sealed_secret",)

    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    about = models.ForeignKey("accounts.User", models.PROTECT, related_name="proposals", null=True, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    job = models.CharField(_("what their job is called"), max_length=200, blank=True)
    roles = ArrayField(models.CharField(max_length=30, choices=Role), default=list, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    reason = models.CharField(_("why?"), max_length=400, blank=True)
    issuer = models.URLField(_("issuer"), max_length=400, blank=True)
    client_id = models.CharField(_("client id"), max_length=200, blank=True)
    sealed_secret = models.TextField(blank=True, help_text="Encrypted; empty once it is settled.")
    asks_second_step = models.BooleanField(default=False)
    expires_at = models.DateTimeField()
    agreed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(
        null=True, blank=True, help_text="When what was agreed to was done: it can't be done again by it."
    )
    link_until = models.DateTimeField(null=True, blank=True, help_text="How long the link of an invitation works.")
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="proposal_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=HELD_BY_TWO,
                sentences={
                    "proposal_by_administrators": _("Only an administrator asks for this, or agrees to it."),
                    "proposal_in_own_name": _("Nobody asks or agrees in the name of another."),
                    "proposal_stays_as_it_was": _("What was asked for stays as it was, and is settled once."),
                    # Held on the provider's own table by a trigger beside it.
                    "single_sign_on_by_two": _("This takes two: another administrator agrees to it first."),
                    "proposal_agreed_by_people": _("Another administrator is here to agree: ask them."),
                    "proposal_of_an_administrator": _("Whoever asked is no administrator any more. Ask for it anew."),
                },
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(created_by__isnull=False) & (Q(agreed_by__isnull=True) | ~Q(agreed_by=F("created_by"))),
                name="proposal_takes_two",
                violation_error_message=_("This takes two: another administrator agrees to what you asked for."),
            ),
            models.CheckConstraint(
                condition=Q(about__isnull=True)
                | (~Q(about=F("created_by")) & (Q(agreed_by__isnull=True) | ~Q(about=F("agreed_by")))),
                name="proposal_not_for_oneself",
                violation_error_message=_("This is about you: two others decide it."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True) | Q(ended_at__isnull=True),
                name="proposal_agreed_or_ended",
                violation_error_message=_("This has been settled already."),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, agreed_at__lte=F("expires_at")),
                name="proposal_agreed_in_time",
                violation_error_message=_("That was asked for too long ago. Ask for it anew."),
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(agreed_at__isnull=False),
                name="proposal_done_when_agreed",
                violation_error_message=_("Another administrator agrees to it first."),
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(link_until__isnull=False, used_at__lte=F("link_until")),
                name="proposal_link_used_in_time",
                violation_error_message=_("This link has been used, or is too old."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["let_in", "single_sign_on"])
                | (Q(about__isnull=False) & ~Q(reason__regex=r"^\s*$")),
                name="proposal_says_why",
                violation_error_message=_("Say why, so that whoever agrees knows it too."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="let_in")
                | (~Q(name__regex=r"^\s*$") & ~Q(email="") & ~Q(job__regex=r"^\s*$") & Q(roles__len__gt=0)),
                name="proposal_says_whom",
                violation_error_message=_("Say who it is, their e-mail, their job, and at least one role."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="single_sign_on") | (~Q(issuer="") & ~Q(client_id="")),
                name="proposal_says_which_provider",
                violation_error_message=_("Say which provider it is."),
            ),
            models.UniqueConstraint(
                fields=["about", "kind"],
                condition=Q(agreed_at__isnull=True, ended_at__isnull=True, about__isnull=False),
                name="proposal_one_at_a_time",
                violation_error_message=_("Someone has asked for this already, and it waits for a second yes."),
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(kind="let_in", agreed_at__isnull=True, ended_at__isnull=True),
                name="proposal_to_an_address_once",
                violation_error_message=_("An invitation to this address waits for a second yes already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name or self.issuer or self.about}"

    @property
    def is_waiting(self) -> bool:
        """Whether a second yes would still count."""
        return self.agreed_at is None and self.ended_at is None and self.expires_at > clock.now()

    @property
    def role_labels(self) -> str:
        """The roles as people read them."""
        return ", ".join(str(Role(role).label) for role in self.roles)
