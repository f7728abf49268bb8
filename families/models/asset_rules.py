"""What the database holds of what is nearby: gifts by consent, steps, and whose mailbox looks after it (domain.md §6, §12.12)."""

from __future__ import annotations

from collections.abc import Iterator

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from database.rules import Rule

from .merged import UNLESS_MOVED

_GIFT = Q(category="individual")
_SAYS_WHOSE = Q(person__isnull=False, agreement__isnull=False, shown_until__isnull=False) & ~Q(shown_to="")
_SAYS_NOTHING = Q(person__isnull=True, agreement__isnull=True, shown_until__isnull=True, shown_to="")
_WITHOUT_WORDS = Q(
    name="", what_it_offers="", good_for="", how_to_start="", cost_words="", access_notes="", feels_like="", url=""
)


def of_assets() -> Iterator[models.CheckConstraint]:
    """What one row says of what is there."""
    yield models.CheckConstraint(
        condition=~Q(name__regex=r"^\s*$") | Q(forgotten_on__isnull=False),
        name="asset_has_a_name",
        violation_error_message=_("Say what it is called."),
    )
    yield models.CheckConstraint(
        condition=~Q(what_it_offers__regex=r"^\s*$") | Q(forgotten_on__isnull=False),
        name="asset_says_what_is_there",
        violation_error_message=_("Say what is there, in a sentence or two."),
    )
    yield models.CheckConstraint(
        condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(min_age__lte=F("max_age")),
        name="asset_ages_in_order",
        violation_error_message=_("The first age is the younger one."),
    )
    yield models.CheckConstraint(
        condition=(Q(min_age__isnull=True) | Q(min_age__lte=120)) & (Q(max_age__isnull=True) | Q(max_age__lte=120)),
        name="asset_ages_of_people",
        violation_error_message=_("An age is from 0 to 120."),
    )
    yield models.CheckConstraint(
        condition=Q(cost_gbp__isnull=True) | Q(cost_gbp__gte=0),
        name="asset_costs_something_or_nothing",
        violation_error_message=_("It costs nothing, or more than that."),
    )
    yield models.CheckConstraint(
        condition=Q(url="") | Q(url__regex=r"^https?://\S+$"),
        name="asset_url_of_the_web",
        violation_error_message=_("Write the whole address, such as https://example.org/group."),
    )
    yield models.CheckConstraint(
        condition=Q(source="", external_id="") | (~Q(source="") & ~Q(external_id="") & ~_GIFT),
        name="asset_taken_by_its_id",
    )
    yield models.CheckConstraint(
        condition=~Q(state="verified") | Q(last_checked_on__isnull=False),
        name="asset_there_when_looked_at",
        violation_error_message=_("Say when someone looked."),
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

# Colleagues know each other's addresses. Of a family's it is not told whether it signs in here.
MAILBOX = """
    IF EXISTS (SELECT FROM accounts_user
               WHERE organisation_id = NEW.organisation_id AND kind = 'staff' AND lower(email) = lower(NEW.mailbox)) THEN
      RAISE EXCEPTION 'a person''s' USING ERRCODE = '23514', CONSTRAINT = 'asset_mailbox_not_a_persons';
    END IF;
    RETURN NEW;
"""

TRIGGERS = [
    Rule(
        name="asset_goes_step_by_step",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=STEPS,
        sentences={"asset_step": _("It is too late for that: look at how it stands now.")},
    ),
    Rule(
        name="asset_gift_held",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=GIFT_HELD,
        sentences={
            "asset_gift_agreed": _("Someone’s gift stands here only by their own yes, as it holds today."),
            "asset_gift_a_year": _("Their yes holds for twelve months at most. Then ask them again."),
            "asset_gift_stays_one": _("Someone’s gift stays theirs, and nothing else turns into one."),
            "asset_forgotten_for_good": _("What was forgotten stays forgotten."),
        },
    ),
    Rule(
        name="asset_mailbox_shared",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__mailbox__gt=""),
        func=MAILBOX,
        sentences={
            "asset_mailbox_not_a_persons": _("Give a mailbox that a team shares, and not one person’s address.")
        },
    ),
]
