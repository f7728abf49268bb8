"""What the database holds of what is nearby: gifts by consent, steps, and whose mailbox looks after it (domain.md §6, §12.12)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .merged import UNLESS_MOVED

_GIFT = Q(category="individual")
_SAYS_WHOSE = Q(person__isnull=False, agreement__isnull=False, shown_until__isnull=False) & ~Q(shown_to="")
_SAYS_NOTHING = Q(person__isnull=True, agreement__isnull=True, shown_until__isnull=True, shown_to="")
_WITHOUT_WORDS = Q(
    name="", what_it_offers="", good_for="", how_to_start="", cost_words="", access_notes="", feels_like="", url=""
)


def of_gifts() -> Iterator[models.CheckConstraint]:
    """What one row says of itself."""
    yield models.CheckConstraint(
        condition=(_GIFT & _SAYS_WHOSE) | (~_GIFT & _SAYS_NOTHING),
        name="asset_gift_says_whose",
        violation_error_message=_("Someone’s gift needs whose it is, their yes, and who may be told."),
    )
    yield models.CheckConstraint(
        condition=~_GIFT | Q(place__isnull=True, safe_to_show=False),
        name="asset_gift_not_in_the_open",
        violation_error_message=_("A person’s gift has no place on a map, and is shown only to whom they said."),
    )
    yield models.CheckConstraint(
        condition=~Q(shown_to="families") | Q(locality__isnull=False),
        name="asset_gift_near_somewhere",
        violation_error_message=_("Say near where, so that families nearby can be told."),
    )
    yield models.CheckConstraint(
        condition=Q(forgotten_on__isnull=True) | (_GIFT & Q(state="closed") & _WITHOUT_WORDS),
        name="asset_forgotten_has_no_words",
        violation_error_message=_("What was forgotten has no words left."),
    )


STEPS = """
    IF NEW.state <> OLD.state AND NEW.state <> ALL (CASE OLD.state
      WHEN 'new' THEN ARRAY['verified', 'check', 'hidden', 'closed']
      WHEN 'verified' THEN ARRAY['check', 'hidden', 'closed']
      WHEN 'check' THEN ARRAY['verified', 'hidden', 'closed']
      WHEN 'hidden' THEN ARRAY['verified', 'check', 'closed']
      ELSE ARRAY['check'] END) THEN
      RAISE EXCEPTION 'no such step' USING ERRCODE = '23514', CONSTRAINT = 'asset_step';
    END IF;
    RETURN NEW;
"""
"""`families.lifecycle` says the same for the pages; a test holds the two together."""

_GIFT_HELD = """
    IF TG_OP = 'UPDATE' AND OLD.forgotten_on IS NOT NULL THEN
      RAISE EXCEPTION 'forgotten' USING ERRCODE = '23514', CONSTRAINT = 'asset_forgotten_for_good';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.category = 'individual') <> (OLD.category = 'individual')
       OR NEW.person_id IS DISTINCT FROM OLD.person_id) THEN
      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'asset_gift_stays_one';
    END IF;
    IF NEW.category <> 'individual' OR NEW.forgotten_on IS NOT NULL THEN RETURN NEW; END IF;
    -- The yes is asked for when it is given, and whenever more is said or shown; to hide or close needs none.
    IF TG_OP = 'UPDATE' AND NEW.state IN ('hidden', 'closed') THEN RETURN NEW; END IF;
    IF NOT EXISTS (
      SELECT FROM families_agreement yes
      WHERE yes.id = NEW.agreement_id AND yes.person_id = NEW.person_id AND yes.to_what = 'individual_asset'
        AND yes.withdrawn_on IS NULL) THEN
      RAISE EXCEPTION 'no yes' USING ERRCODE = '23514', CONSTRAINT = 'asset_gift_agreed';
    END IF;
    IF NEW.shown_until > (SELECT given_on + interval '12 months' FROM families_agreement WHERE id = NEW.agreement_id) THEN
      RAISE EXCEPTION 'too long' USING ERRCODE = '23514', CONSTRAINT = 'asset_gift_a_year';
    END IF;
    RETURN NEW;
"""

GIFT_HELD = UNLESS_MOVED + _GIFT_HELD

MAILBOX = """
    IF EXISTS (SELECT FROM accounts_user
               WHERE organisation_id = NEW.organisation_id AND lower(email) = lower(NEW.mailbox)) THEN
      RAISE EXCEPTION 'a person''s' USING ERRCODE = '23514', CONSTRAINT = 'asset_mailbox_not_a_persons';
    END IF;
    RETURN NEW;
"""
