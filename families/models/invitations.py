from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database import clock
from database.history import tracked
from database.rules import Rule

from .contact import ContactPoint
from .merged import UNLESS_MOVED
from .people import Person, people_open_to

SAFE_AND_ONCE = Rule(
    name="invitation_holds",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        {UNLESS_MOVED}
        IF TG_OP = 'INSERT' THEN
          IF NOT EXISTS (
            SELECT FROM families_contactpoint point
            WHERE point.id = NEW.contact_point_id AND point.person_id = NEW.person_id AND point.kind = 'email'
              AND 'email' = ANY (point.safe_to) AND point.period @> (
                SELECT (NEW.created_at AT TIME ZONE time_zone)::date FROM accounts_organisation
                WHERE id = NEW.organisation_id)) THEN
            RAISE EXCEPTION 'unsafe' USING ERRCODE = '23514', CONSTRAINT = 'invitation_to_a_safe_address';
          END IF;
          -- Who could write an address down and invite to it alone could read as someone who has signed in before.
          IF EXISTS (
            SELECT FROM families_personaccount account JOIN accounts_user theirs ON theirs.id = account.user_id
            WHERE account.person_id = NEW.person_id AND theirs.last_login IS NOT NULL)
          AND EXISTS (
            SELECT FROM families_contactpoint point
            WHERE point.id = NEW.contact_point_id AND point.created_by_id = NEW.created_by_id AND NOT EXISTS (
              SELECT FROM families_invitation earlier JOIN families_contactpoint former ON former.id = earlier.contact_point_id
              WHERE earlier.person_id = NEW.person_id AND earlier.used_at IS NOT NULL AND lower(former.value) = lower(point.value)))
          THEN
            RAISE EXCEPTION 'alone' USING ERRCODE = '23514', CONSTRAINT = 'invitation_anew_by_another';
          END IF;
        ELSIF OLD.used_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
          OR (NEW.person_id, NEW.user_id, NEW.expires_at) <> (OLD.person_id, OLD.user_id, OLD.expires_at) THEN
          RAISE EXCEPTION 'once' USING ERRCODE = '23514', CONSTRAINT = 'invitation_once';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (of our own words)
    sentences={
        "invitation_to_a_safe_address": _("Choose an e-mail address of theirs to which messages are safe."),
        "invitation_anew_by_another": _(
            "They have signed in before, by another address. A colleague who did not write this address down sends the invitation."
        ),
        "invitation_once": _("This invitation has been used, or was taken back."),
    },
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> InvitationQuerySet:
        """To staff, those of people whom they may see; to whom it was sent, their own."""
        if user.kind == User.Kind.STAFF:
            return self.filter(people_open_to(user, "person__id"))
        return self.filter(user=user)

    def open(self) -> InvitationQuerySet:
        """Neither used nor taken back, and not too old."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=clock.now())


@tracked
class Invitation(Protected):
    """That someone of a family was asked to sign in: to which safe address, and how it was made sure that it is them."""

    class Checked(models.TextChoices):
        WE_HAVE_MET = "we_have_met", _("I have met them, and they gave me this address")
        DOCUMENT = "document", _("I saw a document with their photo")
        VOUCHED = "vouched", _("Someone who knows them well, and works with them, is sure")
        OTHER = "other", _("In another way")

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    contact_point = models.ForeignKey(ContactPoint, models.PROTECT, related_name="+", verbose_name=_("address"))
    checked_how = models.CharField(_("how do you know it is them?"), max_length=20, choices=Checked)
    checked_words = models.CharField(_("in your words"), max_length=400, blank=True)
    checked_on = models.DateField(_("when was that?"))
    checked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        triggers = [SAFE_AND_ONCE]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_at_a_time",
                violation_error_message=_("They have an invitation already."),
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at")),
                name="invitation_used_in_time",
                violation_error_message=_("This invitation is too old."),
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_used_or_withdrawn",
                violation_error_message=_("This invitation was taken back."),
            ),
            models.CheckConstraint(
                condition=~Q(checked_how="other") | ~Q(checked_words__regex=r"^\s*$"),
                name="invitation_other_check_in_words",
                violation_error_message=_("Say in your words how you made sure that it is them."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
