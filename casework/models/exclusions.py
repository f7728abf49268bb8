"""That someone is not in the whole of a family meeting, why, and how they are heard all the same (domain.md §2.6, INV-24)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person, people_not_kept_from, records_open_to
from families.models.keeping import LOOK_AGAIN_WITHIN

from .conferences import BLANK, Conference

SINCE = Coalesce("reviewed_on", "decided_on")
LATER_SAID = "{agreed_by_id,agreed_on,told_on,reviewed_on,review_on,ended_on,ended_because,row_version,updated_at}"
"""What is said of an exclusion after it was decided; the rest stays as it was decided."""

DECIDED = Rule(
    name="exclusion_decided_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("asks", "uuid"), ("by_a_person", "boolean")],
    func=f"""
        {UNLESS_MOVED}
        asks := kith_sec.person_or_none();
        by_a_person := asks IS NOT NULL AND (kith_sec.asker())[3] <> 'system';
        IF TG_OP = 'INSERT' THEN
          IF NOT EXISTS (
            SELECT FROM casework_conference met JOIN families_practitioner coordinator ON coordinator.id = met.coordinator_id
            WHERE met.id = NEW.conference_id AND coordinator.user_id = NEW.created_by_id)
            OR by_a_person AND NEW.created_by_id IS DISTINCT FROM asks THEN
            RAISE EXCEPTION 'not the coordinator' USING ERRCODE = '23514', CONSTRAINT = 'exclusion_by_the_coordinator';
          END IF;
          IF NOT EXISTS (
            SELECT FROM casework_conference WHERE id = NEW.conference_id AND state IN ('preparing', 'arranged')) THEN
            RAISE EXCEPTION 'not the moment' USING ERRCODE = '23514', CONSTRAINT = 'exclusion_before_the_day';
          END IF;
        ELSIF OLD.ended_on IS NOT NULL
          OR OLD.agreed_by_id IS NOT NULL AND NEW.agreed_by_id IS DISTINCT FROM OLD.agreed_by_id
          OR to_jsonb(NEW) - '{LATER_SAID}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{LATER_SAID}'::text[] THEN
          RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'exclusion_stays_as_decided';
        END IF;
        IF NEW.agreed_by_id IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.agreed_by_id IS NULL) AND (
          by_a_person AND NEW.agreed_by_id IS DISTINCT FROM asks OR NEW.agreed_by_id = NEW.created_by_id OR NOT EXISTS (
            SELECT FROM accounts_user agreeing
            WHERE agreeing.id = NEW.agreed_by_id AND agreeing.kind = 'staff' AND agreeing.is_active
              AND 'team_manager' = ANY (agreeing.roles))) THEN
          RAISE EXCEPTION 'no manager' USING ERRCODE = '23514', CONSTRAINT = 'exclusion_agreed_by_a_manager';
        END IF;
        IF TG_OP = 'UPDATE' AND NEW.ended_on IS NOT NULL AND OLD.agreed_by_id IS NOT NULL AND by_a_person AND NOT EXISTS (
          SELECT FROM accounts_user ending
          WHERE ending.id = asks AND ending.id <> OLD.created_by_id AND ending.kind = 'staff'
            AND 'team_manager' = ANY (ending.roles)) THEN
          RAISE EXCEPTION 'ended alone' USING ERRCODE = '23514', CONSTRAINT = 'exclusion_ended_by_a_manager';
        END IF;
        IF NEW.ground = 'domestic_abuse' AND NEW.ended_on IS NULL AND NOT EXISTS (
          SELECT FROM families_accessblock kept JOIN casework_conference met ON met.record_id = kept.record_id
          WHERE met.id = NEW.conference_id AND kept.viewer_person_id = NEW.person_id AND kept.ended_on IS NULL) THEN
          RAISE EXCEPTION 'they would find it' USING ERRCODE = '23514', CONSTRAINT = 'exclusion_hides_the_meeting';
        END IF;
        RETURN NEW;
    """,  # noqa: S608  (a constant)
    sentences={
        "exclusion_by_the_coordinator": _(
            "The coordinator of the meeting decides this, with a manager; not a relative, and not whoever asked for the meeting."
        ),
        "exclusion_before_the_day": _("This is decided while the meeting is being prepared."),
        "exclusion_stays_as_decided": _("What was decided stays as it was written: end it, and decide anew."),
        "exclusion_agreed_by_a_manager": _("A manager agrees to it, in their own name: not whoever decided it."),
        "exclusion_ended_by_a_manager": _("A manager agreed to it, so a manager ends it."),
        "exclusion_hides_the_meeting": _(
            "Someone kept away because of domestic abuse must find nothing of this meeting: keep it from them first."
        ),
        # Raised by the trigger on access blocks, which the migration makes: that table is another room's.
        "access_block_of_an_exclusion": _(
            "This keeps a family meeting from someone who is not to know of it. End that on the page of the meeting."
        ),
    },
)


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    def visible_to(self, user: User) -> ExclusionQuerySet:
        """With the conference, to staff who may know of the person; to no family member and no other system."""
        if user.kind != User.Kind.STAFF:
            return self.none()
        return self.filter(records_open_to(user, "conference__record__"), people_not_kept_from(user, "person__id"))

    def in_force(self) -> ExclusionQuerySet:
        """From the day it is decided until someone ends it: a date that passes lets nobody in."""
        return self.filter(ended_on__isnull=True)

    def away(self) -> ExclusionQuerySet:
        """Those by which someone is in no part of the meeting itself, so that there is no invitation for them."""
        return self.in_force().filter(Q(ground=Exclusion.Ground.DOMESTIC_ABUSE) | Q(extent__in=AWAY))


@tracked
class Exclusion(Protected):
    """That someone takes part another way, or not at all: the least that keeps everyone safe, decided by two, for a time.

    It holds from the day it is decided, so that nobody waits for safety; a manager agrees, or ends it.
    """

    class Extent(models.TextChoices):
        """From the least to the most."""

        DIFFERENT_PART = "different_part", _("They come to another part of the meeting")
        DIFFERENT_TIME = "different_time", _("They come at another time, or to another room")
        VIDEO = "video", _("They take part by video or phone")
        WRITTEN_VIEW = "written_view", _("They write or record what they want to say")
        ADVOCATE = "advocate", _("An advocate speaks for them")
        NOT_AT_ALL = "not_at_all", _("They take no part")

    class Ground(models.TextChoices):
        WELFARE_OF_CHILD = "welfare_of_child", _("It would harm the child")
        VIOLENCE_OR_THREAT = "violence_or_threat", _("Violence, or a threat of it")
        ORDER_OR_BAIL_CONDITION = "order_or_bail_condition", _("A court order or a bail condition")
        PERSON_ASKS_NOT_TO_BE_WITH = "person_asks_not_to_be_with", _("Someone asks not to be in a room with them")
        WOULD_STOP_SOMEONE_SPEAKING = "would_stop_someone_speaking", _("Someone could not speak freely")
        DOMESTIC_ABUSE = "domestic_abuse", _("Domestic abuse")
        INTOXICATION_ON_DAY = "intoxication_on_day", _("Drunk or drugged on the day")
        OTHER = "other", _("Another reason")

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="exclusions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("who?"))
    extent = models.CharField(_("how do they take part?"), max_length=20, choices=Extent)
    why_no_less = models.CharField(_("why would something less not do?"), max_length=4_000, blank=True)
    ground = models.CharField(_("why?"), max_length=30, choices=Ground)
    evidence_note = models.CharField(_("what do you know, and from whom?"), max_length=4_000)
    how_views_come_in = models.CharField(_("how is their view heard?"), max_length=4_000, blank=True)
    unsafe_to_ask_reason = models.CharField(_("why is it not safe to ask them?"), max_length=4_000, blank=True)
    decided_on = models.DateField(_("decided on"))
    agreed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", null=True, blank=True, db_index=False
    )
    agreed_on = models.DateField(_("a manager agreed on"), null=True, blank=True)
    told_on = models.DateField(_("told on"), null=True, blank=True)
    reviewed_on = models.DateField(_("looked at again on"), null=True, blank=True)
    review_on = models.DateField(_("look again on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_because = models.CharField(_("why is it over?"), max_length=400, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        triggers = [DECIDED]
        constraints = [
            models.UniqueConstraint(
                fields=["conference", "person"],
                condition=Q(ended_on__isnull=True),
                name="exclusion_once",
                violation_error_message=_("This is decided for them already: end that first."),
            ),
            models.CheckConstraint(
                condition=~Q(evidence_note__regex=BLANK),
                name="exclusion_says_what_is_known",
                violation_error_message=_("Say what you know, and from whom."),
            ),
            models.CheckConstraint(
                condition=Q(extent="different_part") | ~Q(why_no_less__regex=BLANK),
                name="exclusion_narrowest_first",
                violation_error_message=_("Say why something less would not do: the least comes first."),
            ),
            models.CheckConstraint(
                condition=~Q(how_views_come_in__regex=BLANK) | ~Q(unsafe_to_ask_reason__regex=BLANK),
                name="exclusion_is_heard",
                violation_error_message=_("Say how their view is heard, or why it is not safe to ask them."),
            ),
            models.CheckConstraint(
                condition=~Q(ground="domestic_abuse") | ~Q(extent__in=["different_part", "video"]),
                name="exclusion_not_told_where",
                violation_error_message=_(
                    "Because of domestic abuse they are not told when or where. Choose another time, their words, an advocate, or no part."
                ),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_on__isnull=True)
                | Q(agreed_by__isnull=False, agreed_on__isnull=False, agreed_on__gte=F("decided_on")),
                name="exclusion_agreed_on_a_day",
                violation_error_message=_("Say when the manager agreed: not before it was decided."),
            ),
            models.CheckConstraint(
                condition=Q(told_on__isnull=True) | Q(agreed_on__isnull=False, told_on__gte=F("decided_on")),
                name="exclusion_told_once_agreed",
                violation_error_message=_("They are told once a manager has agreed, and not before it was decided."),
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=SINCE)
                & Q(review_on__lte=SINCE + LOOK_AGAIN_WITHIN)
                & (Q(reviewed_on__isnull=True) | Q(reviewed_on__gte=F("decided_on"))),
                name="exclusion_looked_at_again",
                violation_error_message=_("Say when you will look at this again: within twelve months."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("decided_on")) & ~Q(ended_because__regex=BLANK),
                name="exclusion_ended_for_a_reason",
                violation_error_message=_("Say why it is over."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_extent_display()}"


AWAY = (Exclusion.Extent.WRITTEN_VIEW, Exclusion.Extent.ADVOCATE, Exclusion.Extent.NOT_AT_ALL)
"""The ways in which someone is not there themselves."""
