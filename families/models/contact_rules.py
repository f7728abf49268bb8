"""What the database holds of how people are reached (domain.md §8.5, line 9; §8.6)."""

from collections.abc import Mapping

import pgtrigger
from django.utils.translation import gettext_lazy as _

from database.rules import Rule
from families.ages import ADULT_FROM

from .merged import UNLESS_MOVED

RECORDED_ALREADY = _("This is recorded for them already.")
BY_NUMBER = frozenset({"call", "text", "leave_message"})
FITS: Mapping[str, frozenset[str]] = {
    "mobile": BY_NUMBER,
    "phone": BY_NUMBER,
    "email": frozenset({"email"}),
    "other": BY_NUMBER | {"email", "post"},
}
"""What can be done by each kind (`ContactPoint.Kind`, `SafeWay`). Another way may be the post, or a neighbour who is rung or written to."""

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
    func=UNLESS_MOVED  # noqa: S608  (a constant)
    + f"""
        -- Who asks in nobody's name is no application of ours: its policies let such a row in no table.
        IF kith_sec.person_or_none() IS NULL THEN RETURN NEW; END IF;
        IF (kith_sec.asker())[3] <> 'family' THEN
          -- A worker says it in nobody's place: what someone said of themselves is theirs until another writes over it.
          IF TG_OP = 'INSERT' THEN
            NEW.theirs_by_id := NULL;
            NEW.theirs_at := NULL;
            NEW.is_only_theirs := false;
            IF EXISTS (
              SELECT FROM families_contactpoint
              WHERE (person_id, kind, value) = (NEW.person_id, NEW.kind, NEW.value) AND period && NEW.period
                AND theirs_by_id IS NOT NULL) THEN
              RAISE EXCEPTION 'twice' USING ERRCODE = '23514', CONSTRAINT = 'contact_point_once';
            END IF;
            RETURN NEW;
          END IF;
          NEW.is_only_theirs := OLD.is_only_theirs;
          IF (NEW.{_SAID.format("NEW")}) IS DISTINCT FROM (OLD.{_SAID.format("OLD")}) THEN
            NEW.theirs_by_id := NULL;
            NEW.theirs_at := NULL;
          ELSE
            NEW.theirs_by_id := OLD.theirs_by_id;
            NEW.theirs_at := OLD.theirs_at;
          END IF;
          RETURN NEW;
        END IF;
        is_ones_own := EXISTS (
          SELECT FROM families_personaccount WHERE user_id = kith_sec.person() AND person_id = NEW.person_id);
        IF (TG_OP = 'UPDATE' AND (NEW.person_id <> OLD.person_id OR OLD.is_only_theirs AND NOT is_ones_own)) OR NOT EXISTS ({_THEIRS}) THEN
          RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'contact_point_of_ones_own';
        END IF;
        IF TG_OP = 'UPDATE' AND (NEW.kind, NEW.value, NEW.period) IS DISTINCT FROM (OLD.kind, OLD.value, OLD.period) AND EXISTS (
          SELECT FROM families_personaccount account JOIN accounts_user sign_in ON sign_in.id = account.user_id
          WHERE account.person_id = OLD.person_id AND sign_in.is_active AND lower(sign_in.email) = lower(OLD.value)) THEN
          RAISE EXCEPTION 'signs in by it' USING ERRCODE = '23514', CONSTRAINT = 'contact_point_signs_in';
        END IF;
        NEW.theirs_by_id := kith_sec.person();
        NEW.theirs_at := now();
        NEW.is_only_theirs := is_ones_own AND NEW.is_confidential;
        RETURN NEW;
    """,  # noqa: S608  (a constant)
    declare=[("is_ones_own", "boolean")],
    sentences={
        "contact_point_of_ones_own": _("You can say how to reach yourself, and a child for whom you read."),
        "contact_point_signs_in": _(
            "This is the address by which you come in here. Ask someone who works with you to give you another first."
        ),
    },
)
"""A family member writes their own, and no sign-in is lost by it unsaid: that is ended by who works here (`actions/sign_ins.py`)."""

_CAN = " ".join(
    f"WHEN '{kind}' THEN ARRAY[{', '.join(repr(way) for way in sorted(ways))}]" for kind, ways in FITS.items()
)

DONE_AS_ITS_KIND_CAN = Rule(
    name="contact_point_fits",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=UNLESS_MOVED
    + f"""
        -- What stood there before there was this rule stays until someone says it anew.
        IF NOT NEW.safe_to::text[] <@ (CASE NEW.kind {_CAN} ELSE ARRAY[]::text[] END)
          AND NOT (TG_OP = 'UPDATE' AND NEW.kind = OLD.kind AND NEW.safe_to <@ OLD.safe_to) THEN
          RAISE EXCEPTION 'not by that' USING ERRCODE = '23514', CONSTRAINT = 'contact_point_done_as_it_can';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "contact_point_done_as_it_can": _(
            "By a number one calls, texts or leaves a message; by an e-mail address one sends e-mail. Write others down by themselves."
        ),
    },
)
"""Only what is new has to fit."""
