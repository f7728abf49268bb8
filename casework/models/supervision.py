"""Supervision: two records that are never one (domain.md §4.3).

`SupervisionSession` is personal: of the two who met, and of nobody else. `FamilySupervisionNote` is what was thought and decided for a
family: part of its record, shared with it as anything else is.
"""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import Record, records_open_to

BLANK = r"^\s*$"
SHORTEST, LONGEST = 5, 240
"""How long a session lasts, in minutes."""


class SupervisionSessionQuerySet(models.QuerySet["SupervisionSession"]):
    def visible_to(self, user: User) -> SupervisionSessionQuerySet:
        """To the two who met, while they work here; to no manager above them, no family and no other system."""
        if not user.is_active or user.kind != User.Kind.STAFF:
            return self.none()
        return self.filter(Q(supervisee=user) | Q(supervisor=user))


HELD = Rule(
    name="supervision_held",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("asks", "uuid")],
    func="""
        asks := kith_sec.person_or_none();
        IF TG_OP = 'INSERT' AND NOT EXISTS (
          SELECT FROM accounts_user supervisor
          JOIN accounts_user supervisee ON supervisee.id = NEW.supervisee_id AND supervisee.kind = 'staff'
          WHERE supervisor.id = NEW.supervisor_id AND supervisor.kind = 'staff' AND supervisor.is_active AND (
            'coach_supervisor' = ANY (supervisor.roles) AND 'family_coach' = ANY (supervisee.roles)
            OR EXISTS (
              SELECT FROM families_practitioner practitioner JOIN accounts_team team ON team.id = practitioner.team_id
              WHERE practitioner.user_id = supervisee.id AND team.manager_id = supervisor.id AND team.ended_on IS NULL))) THEN
          RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'supervision_by_who_supervises';
        END IF;
        IF TG_OP = 'UPDATE' AND (NEW.supervisee_id, NEW.supervisor_id) IS DISTINCT FROM (OLD.supervisee_id, OLD.supervisor_id) THEN
          RAISE EXCEPTION 'of others' USING ERRCODE = '23514', CONSTRAINT = 'supervision_stays_of_the_two';
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.agreed_at IS NOT NULL THEN
          RAISE EXCEPTION 'agreed' USING ERRCODE = '23514', CONSTRAINT = 'supervision_agreed_stays';
        END IF;
        IF NEW.agreed_at IS NOT NULL THEN
          -- Of what was agreed nothing is changed in the same moment: the other agrees to what they read.
          IF TG_OP = 'INSERT' OR to_jsonb(NEW) - '{agreed_at,row_version,updated_at}'::text[]
              IS DISTINCT FROM to_jsonb(OLD) - '{agreed_at,row_version,updated_at}'::text[]
            OR (kith_sec.asker())[3] <> 'system' AND (asks IS NOT DISTINCT FROM NEW.written_by_id
              OR asks NOT IN (NEW.supervisee_id, NEW.supervisor_id)) THEN
            RAISE EXCEPTION 'not the other' USING ERRCODE = '23514', CONSTRAINT = 'supervision_agreed_by_the_other';
          END IF;
        ELSIF (kith_sec.asker())[3] <> 'system' AND NEW.written_by_id IS DISTINCT FROM asks THEN
          RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'supervision_in_their_own_name';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "supervision_by_who_supervises": _(
            "Supervision is with the manager of one’s team, or of a family coach with the coaches’ supervisor."
        ),
        "supervision_stays_of_the_two": _("What was said between two stays theirs."),
        "supervision_agreed_stays": _("You have both agreed to this, so it stays as it is. Write another."),
        "supervision_agreed_by_the_other": _("The other one of you agrees to it, once it is written."),
        "supervision_in_their_own_name": _("Only the two who met write it, each in their own name."),
    },
)


@tracked
class SupervisionSession(Protected):
    """One session between a worker and their supervisor: about the worker, never about a family, and never a Record."""

    class Kind(models.TextChoices):
        INDIVIDUAL = "individual", _("The two of us, as planned")
        GROUP = "group", _("In a group")
        AD_HOC = "ad_hoc", _("In between, when it was needed")

    supervisee = models.ForeignKey("accounts.User", models.PROTECT, related_name="supervised_in")
    supervisor = models.ForeignKey("accounts.User", models.PROTECT, related_name="supervises_in")
    on = models.DateField(_("when did you meet?"))
    minutes = models.PositiveSmallIntegerField(
        _("for how many minutes?"), validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    kind = models.CharField(_("how did you meet?"), max_length=20, choices=Kind)
    wellbeing = models.CharField(_("how are you?"), max_length=4_000, blank=True)
    development = models.CharField(_("what do you want to learn, or get better at?"), max_length=4_000, blank=True)
    agreements = ArrayField(
        models.CharField(max_length=400), verbose_name=_("what did you agree?"), default=list, blank=True
    )
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", db_index=False)
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = SupervisionSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(supervisee=F("supervisor")),
                name="supervision_of_two",
                violation_error_message=_("Nobody supervises themselves."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST),
                name="supervision_lasts_a_while",
                violation_error_message=_("A session lasts between 5 minutes and 4 hours."),
            ),
            models.CheckConstraint(
                condition=Q(written_by=F("supervisee")) | Q(written_by=F("supervisor")),
                name="supervision_written_by_one_of_them",
                violation_error_message=_("Only the two who met write it, each in their own name."),
            ),
        ]
        triggers = [HELD]

    def __str__(self) -> str:
        return str(_("Supervision of %(day)s")) % {"day": date_format(self.on, "j F Y")}

    def get_absolute_url(self) -> str:
        return reverse("casework:supervision-session", args=[self.pk])


class FamilySupervisionNoteQuerySet(models.QuerySet["FamilySupervisionNote"]):
    def visible_to(self, user: User) -> FamilySupervisionNoteQuerySet:
        """With its record: to those who work with the family, and to whom of it it is shared with."""
        return self.filter(records_open_to(user, "record__"))


OF_A_FAMILY = Rule(
    name="supervision_note_held",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF TG_OP = 'UPDATE' AND (OLD.agreed_at IS NOT NULL OR NEW.agreed_at IS NULL
          OR to_jsonb(NEW) - '{agreed_at,row_version,updated_at}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{agreed_at,row_version,updated_at}'::text[]) THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'supervision_note_stays';
        END IF;
        -- The other of the two who met says that it was so: nobody for them, and not who wrote it.
        IF NEW.agreed_at IS NOT NULL AND (TG_OP = 'INSERT' OR NOT EXISTS (
          SELECT FROM casework_supervisionsession met
          WHERE met.id = NEW.session_id AND ((kith_sec.asker())[3] = 'system' OR kith_sec.person_or_none() <> NEW.created_by_id
            AND kith_sec.person_or_none() IN (met.supervisee_id, met.supervisor_id)))) THEN
          RAISE EXCEPTION 'not the other' USING ERRCODE = '23514', CONSTRAINT = 'supervision_note_agreed_by_the_other';
        END IF;
        IF TG_OP = 'UPDATE' THEN RETURN NEW; END IF;
        IF NEW.supersedes_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM casework_familysupervisionnote was
            JOIN families_record former ON former.id = was.record_id
            JOIN families_record later ON later.id = NEW.record_id AND later.family_id = former.family_id
            LEFT JOIN casework_supervisionsession met ON met.id = was.session_id
          WHERE was.id = NEW.supersedes_id AND NEW.created_by_id IN (was.created_by_id, met.supervisee_id, met.supervisor_id)) THEN
          RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'supervision_note_put_right_by_the_two';
        END IF;
        IF NOT EXISTS (
          SELECT FROM families_record record WHERE record.id = NEW.record_id AND record.kind = 'supervision_note'
            AND record.family_id IS NOT NULL AND record.author_id = NEW.created_by_id)
          OR EXISTS (SELECT FROM families_sharestate state WHERE state.record_id = NEW.record_id AND state.state = 'child_only') THEN
          RAISE EXCEPTION 'elsewhere' USING ERRCODE = '23514', CONSTRAINT = 'supervision_note_of_a_family';
        END IF;
        IF NEW.session_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM casework_supervisionsession met
          WHERE met.id = NEW.session_id AND NEW.created_by_id IN (met.supervisee_id, met.supervisor_id)) THEN
          RAISE EXCEPTION 'of others' USING ERRCODE = '23514', CONSTRAINT = 'supervision_note_of_their_session';
        END IF;
        IF NEW.decided_by_id IS NOT NULL AND NOT EXISTS (
          SELECT FROM accounts_user decider WHERE decider.id = NEW.decided_by_id AND decider.kind = 'staff') THEN
          RAISE EXCEPTION 'not staff' USING ERRCODE = '23514', CONSTRAINT = 'supervision_note_decided_by_who_works_here';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "supervision_note_agreed_by_the_other": _("The other one of you says that it was so, once it is written."),
        "supervision_note_put_right_by_the_two": _(
            "Only the two who met put right what was thought about this family."
        ),
        "supervision_note_stays": _("What was thought and decided stays as it was written. Write another note."),
        "supervision_note_of_a_family": _("A note is of one family, and no secret of one child."),
        "supervision_note_of_their_session": _("A note comes out of a session of whoever writes it, or of none."),
        "supervision_note_decided_by_who_works_here": _("Someone who works here decided it."),
    },
)


@tracked
class FamilySupervisionNote(Protected):
    """What was thought about a family in supervision, and what was decided and why: on its record, in plain words, written once.

    `session` leads to what is personal, and is followed by the two of it alone. The other of these two says that it was so (`agreed_at`);
    either of them puts it right by a note that `supersedes` it, and it stays to be read.
    """

    record = models.OneToOneField(Record, models.PROTECT, related_name="supervision_note")
    session = models.ForeignKey(
        SupervisionSession, models.PROTECT, related_name="family_notes", null=True, blank=True, db_index=False
    )
    thought_about = models.CharField(_("what did you think about?"), max_length=4_000)
    hypotheses = ArrayField(
        models.CharField(max_length=400), verbose_name=_("what could it be?"), default=list, blank=True
    )
    decision = models.CharField(_("what did you decide?"), max_length=4_000, blank=True)
    because = models.CharField(_("because"), max_length=4_000, blank=True)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )

    agreed_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, related_name="put_right_by", null=True, blank=True, verbose_name=_("puts right")
    )

    objects = FamilySupervisionNoteQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["session"], condition=Q(session__isnull=False), name="supervision_note_by_session")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(thought_about__regex=BLANK),
                name="supervision_note_says_something",
                violation_error_message=_("Say what you thought about."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", because="", decided_by__isnull=True)
                | ~(Q(decision__regex=BLANK) | Q(because__regex=BLANK)) & Q(decided_by__isnull=False),
                name="supervision_note_decision_says_why",
                violation_error_message=_("A decision says what it is, why, and who decided."),
            ),
        ]
        triggers = [OF_A_FAMILY]

    def __str__(self) -> str:
        return str(_("What was thought about together, %(day)s")) % {
            "day": date_format(self.record.happened_on, "j F Y")
        }

    def get_absolute_url(self) -> str:
        return reverse("casework:supervision-note", args=[self.pk])
