from __future__ import annotations

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule
from families.models import UNLESS_MOVED, Person, Record, people_not_kept_from, records_open_to

_AS_THEY_SAID_IT = """
        IF TG_OP = 'UPDATE' THEN
          IF to_jsonb(NEW) - '{row_version,updated_at}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{row_version,updated_at}'::text[] THEN
            RAISE EXCEPTION 'rewritten' USING ERRCODE = '23514', CONSTRAINT = 'sign_off_stays';
          END IF;
          RETURN NEW;
        END IF;
        IF NEW.created_by_id IS DISTINCT FROM kith_sec.person_or_none() AND (kith_sec.asker())[3] <> 'system' OR NOT EXISTS (
          SELECT FROM families_personaccount WHERE user_id = NEW.created_by_id AND person_id = NEW.person_id) THEN
          RAISE EXCEPTION 'for another' USING ERRCODE = '23514', CONSTRAINT = 'sign_off_in_their_own_name';
        END IF;
        IF NOT EXISTS (SELECT FROM families_recordsubject WHERE record_id = NEW.record_id AND person_id = NEW.person_id)
          OR NOT EXISTS (
            SELECT FROM families_sharestate WHERE record_id = NEW.record_id AND person_id = NEW.person_id
            AND (state IN ('shared', 'child_only') OR state = 'shared_later' AND share_on <= current_date)) THEN
          RAISE EXCEPTION 'not shared' USING ERRCODE = '23514', CONSTRAINT = 'sign_off_of_what_is_shared_with_them';
        END IF;
        IF EXISTS (SELECT FROM families_record WHERE id = NEW.record_id AND author_id = NEW.created_by_id) THEN
          RAISE EXCEPTION 'their own' USING ERRCODE = '23514', CONSTRAINT = 'sign_off_of_what_another_wrote';
        END IF;
        IF EXISTS (
          SELECT FROM unnest(NEW.said_of) one
          WHERE NOT EXISTS (
            SELECT FROM families_entry entry WHERE entry.id = one AND entry.record_id = NEW.record_id
              AND NOT EXISTS (SELECT FROM families_entry WHERE supersedes_id = one))
          AND NOT EXISTS (
            SELECT FROM casework_planaction step JOIN casework_familyplan plan ON plan.id = step.plan_id
            WHERE step.id = one AND plan.record_id = NEW.record_id AND step.state <> 'changed'))
          OR NEW.version <> coalesce(
            (SELECT version FROM casework_familyplan WHERE record_id = NEW.record_id),
            (SELECT version FROM casework_safetymap WHERE record_id = NEW.record_id), 1)
          OR EXISTS (
            SELECT FROM casework_familyplan plan
              JOIN casework_familyplan later ON later.conference_id = plan.conference_id AND later.version > plan.version
            WHERE plan.record_id = NEW.record_id)
          OR EXISTS (
            SELECT FROM casework_correctionrequest
            WHERE record_id = NEW.record_id AND entry_id IS NULL AND state = 'corrected' AND id <> ALL (NEW.line_put_right)) THEN
          RAISE EXCEPTION 'put right' USING ERRCODE = '23514', CONSTRAINT = 'sign_off_of_what_stands';
        END IF;
        IF EXISTS (SELECT FROM casework_safetymap WHERE record_id = NEW.record_id AND state <> 'complete') THEN
          RAISE EXCEPTION 'being made' USING ERRCODE = '23514', CONSTRAINT = 'sign_off_of_a_complete_map';
        END IF;
        -- What nobody has opened its author may still write anew: they would have signed other words. What is brought in was read before.
        IF (kith_sec.asker())[3] <> 'system' AND (EXISTS (
          SELECT FROM families_entry WHERE id = ANY (NEW.said_of) AND author_id <> NEW.created_by_id
          AND kith_sec.is_unread(record_id, author_id, created_at)) OR EXISTS (
          SELECT FROM casework_conversation told JOIN families_record record ON record.id = told.record_id
          WHERE record.id = NEW.record_id AND kith_sec.is_unread(record.id, record.author_id, told.created_at))) THEN
          RAISE EXCEPTION 'unread' USING ERRCODE = '23514', CONSTRAINT = 'sign_off_of_what_was_read';
        END IF;
        -- Which of what they said is the last is for nobody to say but the database.
        NEW.number := 1 + coalesce((SELECT max(number) FROM casework_signoff WHERE record_id = NEW.record_id), 0);
        NEW.created_at := least(NEW.created_at, clock_timestamp());
        RETURN NEW;
"""

STAYS = Rule(
    name="sign_off_as_they_said_it",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=UNLESS_MOVED + _AS_THEY_SAID_IT,
    sentences={
        "sign_off_stays": _("What they said then stays as they said it. They can say it anew."),
        "sign_off_in_their_own_name": _("How someone sees it, only they themselves say."),
        "sign_off_of_what_is_shared_with_them": _(
            "Someone says how they see what is about them, once it is shared with them."
        ),
        "sign_off_of_what_another_wrote": _("You wrote this yourself."),
        "sign_off_of_what_was_read": _("Open it first: until then, whoever wrote it can still write it anew."),
        "sign_off_of_a_complete_map": _("This map is still being made: say how you see it once it is complete."),
        "sign_off_of_what_stands": _("Something was put right since you opened this: read what it says now."),
    },
)


class SignOffQuerySet(models.QuerySet["SignOff"]):
    def visible_to(self, user: User) -> SignOffQuerySet:
        """To whoever reads what it is about, for the two belong together; but not to someone who is kept from them."""
        return self.filter(records_open_to(user, "record__")).not_kept_from(user)

    def not_kept_from(self, user: User) -> SignOffQuerySet:
        """Of a record that the user may read."""
        return self.filter(people_not_kept_from(user, "person__id"))


@tracked
class SignOff(Protected):
    """How someone whom a record is about sees it. Nothing is signed by silence; each is kept, the last counts (domain.md §8.3).

    It is of the words that stood before them: the entries in `said_of`, and the line as `line_put_right` had put it right by then. What
    supersedes one of these clears it: it is told as said of the earlier words from then on (INV-32), to whoever reads what was put right.
    Of a family's plan it is of one `version`, and of the steps in `said_of`; of a safety map, of the map as it was complete that time.
    """

    class Stance(models.TextChoices):
        AGREE = "agree", _("That’s how I see it")
        PARTLY = "partly", _("I see part of it that way")
        DISAGREE = "disagree", _("I see it differently")
        NOT_SAID = "not_said", _("I’d rather not say")

    record = models.ForeignKey(Record, models.PROTECT, related_name="sign_offs", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stance = models.CharField(_("how do you see it?"), max_length=20, choices=Stance)
    comment = models.CharField(_("in your own words"), max_length=4_000, blank=True)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    number = models.PositiveIntegerField(default=1, editable=False)
    said_of = ArrayField(models.UUIDField(), default=list, blank=True)
    line_put_right = ArrayField(models.UUIDField(), default=list, blank=True)

    objects = SignOffQuerySet.as_manager()

    class Meta:
        triggers = [STAYS]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "number"],
                name="sign_off_one_after_another",
                violation_error_message=_("Someone else said how they see it at the same moment. Send it again."),
            ),
            models.CheckConstraint(
                condition=Q(comment="") | ~Q(comment__regex=r"^\s*$"),
                name="sign_off_comment_has_words",
                violation_error_message=_("Say something, or leave it empty."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_stance_display()}"
