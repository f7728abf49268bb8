from __future__ import annotations

from datetime import timedelta
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import TODAY_HERE, Protected, User
from accounts.roles import Role
from database.history import tracked
from database.rules import Rule

from .keeping import exactly_one
from .unseen import among, unseen_families, unseen_people, unseen_records

GLASS_STAYS_BROKEN = timedelta(hours=4)
"""INV-54."""
TOLD_WITHIN = timedelta(days=90)
"""Whom it is about reads of it within this long after it was looked at, as for what is kept back (domain.md §8.2)."""
REVIEWERS = frozenset({Role.SAFEGUARDING_LEAD, Role.QUALITY_LEAD})
"""The safeguarding leads; and a quality lead, who oversees it, for what a safeguarding lead opened (domain.md §10.5)."""


NEVER_OVER = f"""
    DECLARE people uuid[]; families uuid[];
    BEGIN
    people := ARRAY(
      SELECT NEW.person_id WHERE NEW.person_id IS NOT NULL
      UNION SELECT person_id FROM families_recordsubject WHERE record_id = NEW.record_id);
    families := ARRAY(
      SELECT NEW.family_id WHERE NEW.family_id IS NOT NULL
      UNION SELECT family_id FROM families_record WHERE id = NEW.record_id AND family_id IS NOT NULL);
    IF EXISTS (
      SELECT FROM families_declaredinterest known
        JOIN families_practitioner worker ON worker.id = known.practitioner_id
      WHERE worker.user_id = NEW.user_id AND (upper_inf(known.period) OR upper(known.period) > {TODAY_HERE})
        AND (known.person_id = ANY (people) OR known.family_id = ANY (families)
          OR known.family_id IN (SELECT family_id FROM families_familymembership WHERE person_id = ANY (people))))
      OR EXISTS (
      SELECT FROM families_accessblock kept
        JOIN families_personaccount account ON account.person_id = kept.viewer_person_id
      WHERE account.user_id = NEW.user_id AND kept.ended_on IS NULL
        AND (kept.record_id = NEW.record_id OR kept.protected_person_id = ANY (people))) THEN
      RAISE EXCEPTION 'kept from them' USING ERRCODE = '23514', CONSTRAINT = 'emergency_access_never_over';
    END IF;
    RETURN NEW;
    END;
"""  # noqa: S608  (a constant)
"""Lines 2 and 3 of §8.5: what does not exist for someone is opened by nothing, for any reason."""


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    def visible_to(self, user: User) -> EmergencyAccessQuerySet:
        """One’s own; and those that one looks at afterwards, unless someone is kept from whoever looks (lines 2 and 3 of §8.5)."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        own = self.filter(user=user)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=self._to_be_looked_at_by(user).values("pk")))

    def _to_be_looked_at_by(self, user: User) -> EmergencyAccessQuerySet:
        if Role.SAFEGUARDING_LEAD in user.roles:
            found = self.exclude(user=user)
        elif Role.QUALITY_LEAD in user.roles:
            found = self.exclude(user=user).filter(user__roles__contains=[Role.SAFEGUARDING_LEAD])
        else:
            return self.none()
        people, families = unseen_people(user), unseen_families(user)
        theirs = self.filter(
            among("person__id", *people)
            | among("person__merged_into__id", *people)  # whose glass was broken stays; who they are does not
            | among("record__subjects__person__id", *people)
            | among("family__id", families)
            | among("record__family__id", families)
            | among("record__id", unseen_records(user))
        )
        return found.exclude(pk__in=theirs.values("pk"))

    def to_be_reviewed(self) -> EmergencyAccessQuerySet:
        """Those that nobody has looked at yet."""
        return self.filter(reviewed_by__isnull=True)

    def open_to(self, user: User) -> EmergencyAccessQuerySet:
        """What this user has opened and what has not closed again, by the database’s own clock."""
        return self.filter(user=user, ended_at__isnull=True, expires_at__gt=Now())

    def opening(self, user: User, what: str) -> models.QuerySet[EmergencyAccess, Any]:
        """The ids of the families, people or records that these open to this user."""
        opened: models.QuerySet[EmergencyAccess, Any]
        opened = self.open_to(user).filter(**{f"{what}__isnull": False}).values(what)
        return opened


@tracked
class EmergencyAccess(Protected):
    """Breaking the glass: reading for four hours what is closed, with a reason, looked at by someone else afterwards (INV-54).

    The database sets from when to when. It opens lines 4 and 5 of §8.5 and stands in for an involvement; never lines 2 and 3.
    """

    class Reason(models.TextChoices):
        IMMEDIATE_SAFETY = "immediate_safety", _("Someone may not be safe now")
        OUT_OF_HOURS = "out_of_hours", _("Out of hours")
        COVER = "cover", _("Covering for someone")
        LEGAL = "legal", _("A court or the law asks")
        OTHER = "other", _("Another reason")

    class Finding(models.TextChoices):
        FINE = "fine", _("This was right")
        LEARN = "learn", _("Something to learn from")
        ESCALATE = "escalate", _("This needs to go further")

    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="emergency_accesses")
    family = models.ForeignKey("families.Family", models.PROTECT, related_name="+", null=True, blank=True)
    person = models.ForeignKey("families.Person", models.PROTECT, related_name="+", null=True, blank=True)
    record = models.ForeignKey("families.Record", models.PROTECT, related_name="+", null=True, blank=True)
    reason_code = models.CharField(_("why?"), max_length=20, choices=Reason)
    reason_text = models.CharField(_("what happened?"), max_length=4_000)
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField(db_default=Now() + GLASS_STAYS_BROKEN, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    reviewed_on = models.DateField(null=True, blank=True)
    finding = models.CharField(_("what do you find?"), max_length=10, choices=Finding, blank=True)
    told_words = models.CharField(
        _("what will the person read?"), max_length=1_000, blank=True, help_text="Why it was opened, in plain words."
    )
    told_on = models.DateField(_("from when?"), null=True, blank=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("family", "person", "record"),
                name="emergency_access_to_one_thing",
                violation_error_message=_("Open one thing: a family, a person or a record."),
            ),
            models.CheckConstraint(
                condition=Q(reason_text__regex=r"^\s*\S.{18,}\S\s*$"),
                name="emergency_access_says_why",
                violation_error_message=_("Say what happened, in at least 20 characters."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                name="emergency_access_reviewed_by_another",
                violation_error_message=_("Someone else looks at this afterwards."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True, reviewed_on__isnull=True, finding="")
                | (Q(reviewed_by__isnull=False, reviewed_on__isnull=False) & ~Q(finding="")),
                name="emergency_access_review_is_whole",
                violation_error_message=_("Say what you find."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True, told_on__isnull=True, told_words="")
                | (
                    Q(reviewed_on__isnull=False, told_on__isnull=False)
                    & ~Q(told_words__regex=r"^\s*$")
                    & Q(told_on__gte=F("reviewed_on"), told_on__lte=F("reviewed_on") + TOLD_WITHIN)
                ),
                name="emergency_access_is_told",
                violation_error_message=_(
                    "Say what the person reads about this, and from when: today, or within 90 days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("started_at") + GLASS_STAYS_BROKEN),
                name="emergency_access_four_hours",
                violation_error_message=_("It closes after four hours."),
            ),
        ]
        triggers = [
            Rule(
                name="emergency_access_set_by_the_server",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # Nobody opens in another's name, chooses the time, or widens afterwards what was opened.
                func="""
                    IF TG_OP = 'INSERT' THEN
                      NEW.started_at := now();
                      NEW.expires_at := now() + interval '4 hours';
                      IF NEW.user_id IS DISTINCT FROM kith_sec.person_or_none() THEN
                        RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514',
                          CONSTRAINT = 'emergency_access_in_own_name';
                      END IF;
                      UPDATE accounts_user SET opened_until = NEW.expires_at WHERE id = NEW.user_id;
                    ELSIF (NEW.user_id, NEW.family_id, NEW.person_id, NEW.record_id, NEW.started_at, NEW.expires_at,
                           NEW.reason_code, NEW.reason_text)
                      IS DISTINCT FROM (OLD.user_id, OLD.family_id, OLD.person_id, OLD.record_id, OLD.started_at,
                           OLD.expires_at, OLD.reason_code, OLD.reason_text)
                      OR (OLD.ended_at IS NOT NULL AND NEW.ended_at IS DISTINCT FROM OLD.ended_at)
                      OR (OLD.reviewed_by_id IS NOT NULL
                        AND (NEW.reviewed_by_id, NEW.reviewed_on, NEW.finding, NEW.told_words, NEW.told_on)
                        IS DISTINCT FROM (OLD.reviewed_by_id, OLD.reviewed_on, OLD.finding, OLD.told_words, OLD.told_on)) THEN
                      RAISE EXCEPTION 'changed afterwards' USING ERRCODE = '23514',
                        CONSTRAINT = 'emergency_access_stays_as_it_was';
                    ELSIF (NEW.reviewed_by_id, NEW.finding) IS DISTINCT FROM (OLD.reviewed_by_id, OLD.finding)
                      AND (NEW.reviewed_by_id IS DISTINCT FROM kith_sec.person_or_none() OR (kith_sec.asker())[3] <> 'staff') THEN
                      RAISE EXCEPTION 'in the name of another' USING ERRCODE = '23514',
                        CONSTRAINT = 'emergency_access_in_own_name';
                    END IF;
                    RETURN NEW;
                """,
                sentences={
                    "emergency_access_in_own_name": _("Everyone opens, and looks at it afterwards, in their own name."),
                    "emergency_access_stays_as_it_was": _("What was opened, why and when stays as it was."),
                },
            ),
            Rule(
                name="emergency_access_never_over",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NEVER_OVER,
                sentences={"emergency_access_never_over": _("You can’t open this: ask someone else to look.")},
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_code_display()}, {self.started_at}"
