"""What the database holds of how people are reached (domain.md §8.5, line 9; §8.6)."""

import pgtrigger
from django.utils.translation import gettext_lazy as _

from database.rules import Rule
from families.ages import ADULT_FROM

from .merged import UNLESS_MOVED

_THEIRS = f"""
          SELECT FROM families_personaccount me
          WHERE me.user_id = kith_sec.person()
            AND NOT EXISTS (
              SELECT FROM families_accessblock
              WHERE viewer_person_id = me.person_id AND protected_person_id = NEW.person_id AND ended_on IS NULL)
            AND NOT EXISTS (
              SELECT FROM families_restriction kept
              WHERE kept.person_id = NEW.person_id AND kept.ended_on IS NULL AND NOT EXISTS (
                SELECT FROM families_restrictionreader
                WHERE restriction_id = kept.id AND user_id = me.user_id AND removed_on IS NULL))
            AND (me.person_id = NEW.person_id OR EXISTS (
              SELECT FROM families_parentalresponsibility held JOIN families_person child ON child.id = held.child_id
              WHERE held.holder_id = me.person_id AND held.child_id = NEW.person_id AND held.status = 'confirmed'
                AND held.period @> current_date AND child.date_of_birth > current_date - interval '{ADULT_FROM} years' AND NOT EXISTS (
                  SELECT FROM families_ownsay
                  WHERE child_id = held.child_id AND coalesce(holder_id, held.holder_id) = held.holder_id
                    AND period @> current_date)))"""  # noqa: S608  (a constant)
"""The same people as `reads_for` has, for who writes past every page."""

_SAID = "person_id, {0}.kind, {0}.value, {0}.is_confidential, {0}.safe_to, {0}.safe_times, {0}.is_shared_device, {0}.code_word"

WRITTEN_BY_WHOM_IT_REACHES = Rule(
    name="contact_point_written",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=UNLESS_MOVED
    + f"""
        -- Who asks in nobody's name is no application of ours: its policies let such a row in no table.
        IF kith_sec.person_or_none() IS NULL THEN RETURN NEW; END IF;
        IF (kith_sec.asker())[3] <> 'family' THEN
          -- A worker says it in nobody's place: what someone said of themselves is theirs until another writes over it.
          IF TG_OP = 'INSERT' THEN
            NEW.theirs_by_id := NULL;
            NEW.theirs_at := NULL;
          ELSIF (NEW.{_SAID.format("NEW")}) IS DISTINCT FROM (OLD.{_SAID.format("OLD")}) THEN
            NEW.theirs_by_id := NULL;
            NEW.theirs_at := NULL;
          ELSE
            NEW.theirs_by_id := OLD.theirs_by_id;
            NEW.theirs_at := OLD.theirs_at;
          END IF;
          RETURN NEW;
        END IF;
        IF (TG_OP = 'UPDATE' AND NEW.person_id <> OLD.person_id) OR NOT EXISTS ({_THEIRS}) THEN
          RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'contact_point_of_ones_own';
        END IF;
        IF TG_OP = 'UPDATE' AND (NEW.kind, NEW.value, NEW.period) IS DISTINCT FROM (OLD.kind, OLD.value, OLD.period) AND EXISTS (
          SELECT FROM families_personaccount account JOIN accounts_user sign_in ON sign_in.id = account.user_id
          WHERE account.person_id = OLD.person_id AND sign_in.is_active AND lower(sign_in.email) = lower(OLD.value)) THEN
          RAISE EXCEPTION 'signs in by it' USING ERRCODE = '23514', CONSTRAINT = 'contact_point_signs_in';
        END IF;
        NEW.theirs_by_id := kith_sec.person();
        NEW.theirs_at := now();
        RETURN NEW;
    """,
    sentences={
        "contact_point_of_ones_own": _("You can say how to reach yourself, and a child for whom you read."),
        "contact_point_signs_in": _(
            "This is the address by which you come in here. Ask someone who works with you to give you another first."
        ),
    },
)
"""A family member writes their own, and no sign-in is lost by it unsaid: that is ended by who works here (`actions/sign_ins.py`)."""
