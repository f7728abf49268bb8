"""What the database asks of a link-up at each step (domain.md §11.4, INV-12 to INV-15)."""

from __future__ import annotations

import pgtrigger
from django.utils.translation import gettext_lazy as _

from database.rules import Rule
from families.ages import ADULT_FROM
from families.models import LENGTHS, UNLESS_MOVED, ListKind, array_sql, in_force_sql

from .apart import are_apart_sql
from .profiles import CHECKED_FROM

NEEDS_CARD = _(
    "The sharing family reads the seeking family’s card first: the seeking family has to write it, and say yes to it."
)

RULES = [
    Rule(
        name="linkup_has_room",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state__in=["active", "paused"]),
        # INV-14: the lock makes starts for the same family wait for one another, so that each counts the one before.
        func="""
            DECLARE room int;
            BEGIN
            IF TG_OP = 'UPDATE' AND OLD.state IN ('active', 'paused') AND OLD.sharing_family_id = NEW.sharing_family_id THEN
              RETURN NEW;
            END IF;
            SELECT max_linkups INTO room FROM linkups_sharingprofile
              WHERE family_id = NEW.sharing_family_id AND status = 'ready' FOR UPDATE;
            IF room IS NULL THEN
              RAISE EXCEPTION 'sharing family not ready' USING ERRCODE = '23514', CONSTRAINT = 'linkup_sharing_ready';
            END IF;
            IF (SELECT count(*) FROM linkups_linkup
                WHERE sharing_family_id = NEW.sharing_family_id AND state IN ('active', 'paused') AND id <> NEW.id) >= room THEN
              RAISE EXCEPTION 'sharing family is full' USING ERRCODE = '23514', CONSTRAINT = 'linkup_capacity';
            END IF;
            RETURN NEW;
            END;
        """,
        sentences={
            "linkup_sharing_ready": _("The sharing family is not ready for a link-up now."),
            "linkup_capacity": _("The sharing family has no room for another link-up now."),
        },
    ),
    Rule(
        name="linkup_yes_of_someone",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        # A yes that was said earlier stays said, whoever has left the family or come of age since.
        func=f"""
            DECLARE said record; day date;
            BEGIN
            {UNLESS_MOVED}
            FOR said IN
              SELECT * FROM (VALUES
                (NEW.seeking_chose_at, NEW.seeking_chose_by_id, NEW.seeking_family_id, OLD.seeking_chose_at, OLD.seeking_chose_by_id),
                (NEW.seeking_agreed_at, NEW.seeking_agreed_by_id, NEW.seeking_family_id, OLD.seeking_agreed_at, OLD.seeking_agreed_by_id),
                (NEW.sharing_agreed_at, NEW.sharing_agreed_by_id, NEW.sharing_family_id, OLD.sharing_agreed_at, OLD.sharing_agreed_by_id)
              ) AS yes (at, who, family, was_at, was_who)
              WHERE (at, who) IS DISTINCT FROM (was_at, was_who)
            LOOP
              IF (said.at IS NULL) <> (said.who IS NULL) THEN
                RAISE EXCEPTION 'whose yes' USING ERRCODE = '23514', CONSTRAINT = 'linkup_yes_says_who';
              END IF;
              SELECT (said.at AT TIME ZONE time_zone)::date INTO day
                FROM accounts_organisation WHERE id = NEW.organisation_id;
              IF said.who IS NOT NULL AND NOT EXISTS (
                SELECT FROM families_familymembership member JOIN families_person person ON person.id = member.person_id
                WHERE member.family_id = said.family AND member.person_id = said.who AND member.period @> day
                  AND CASE WHEN person.date_of_birth IS NULL THEN member.role <> 'child'
                      ELSE person.date_of_birth <= day - CASE member.role
                        WHEN 'parent_carer' THEN interval '16 years' ELSE interval '{ADULT_FROM} years' END END) THEN
                RAISE EXCEPTION 'not a grown-up of the family' USING ERRCODE = '23514', CONSTRAINT = 'linkup_yes_by_a_grown_up';
              END IF;
            END LOOP;
            RETURN NEW;
            END;
        """,  # noqa: S608  (a constant)
        sentences={
            "linkup_yes_says_who": _("Say who of the family said yes."),
            "linkup_yes_by_a_grown_up": _("The yes is that of a grown-up who is in the family now."),
        },
    ),
    Rule(
        name="linkup_shows_a_card",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state="agreeing"),
        # domain.md §1.3, step 8: what the sharing family says yes or no to is a card that the other family approved.
        func="""
            IF (TG_OP = 'INSERT' OR OLD.state <> 'agreeing' OR OLD.sharing_agreed_at IS DISTINCT FROM NEW.sharing_agreed_at)
              AND NOT EXISTS (
                SELECT FROM linkups_familycard card WHERE card.family_id = NEW.seeking_family_id
                  AND card.kind = 'seeking' AND card.approved_at IS NOT NULL) THEN
              RAISE EXCEPTION 'no approved card' USING ERRCODE = '23514', CONSTRAINT = 'linkup_asked_with_a_card';
            END IF;
            RETURN NEW;
        """,
        sentences={"linkup_asked_with_a_card": NEEDS_CARD},
    ),
    Rule(
        name="linkup_dates_hold",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        # INV-15, asked from this side too: the days of a link-up hold its pauses and its meet-ups.
        func="""
            IF (OLD.start_date, OLD.end_date) IS NOT DISTINCT FROM (NEW.start_date, NEW.end_date) THEN
              RETURN NEW;
            END IF;
            IF EXISTS (
              SELECT FROM linkups_linkuppause pause WHERE pause.link_up_id = NEW.id
                AND NOT daterange(NEW.start_date, NEW.end_date, '[]') @> pause.period) THEN
              RAISE EXCEPTION 'pause outside' USING ERRCODE = '23514', CONSTRAINT = 'linkup_dates_hold_its_pauses';
            END IF;
            IF EXISTS (
              SELECT FROM linkups_meetup meetup WHERE meetup.link_up_id = NEW.id AND meetup.held_on > NEW.end_date) THEN
              RAISE EXCEPTION 'met after' USING ERRCODE = '23514', CONSTRAINT = 'linkup_dates_hold_its_meetups';
            END IF;
            RETURN NEW;
        """,
        sentences={
            "linkup_dates_hold_its_pauses": _("A pause of this link-up lies outside these days. Choose other days."),
            "linkup_dates_hold_its_meetups": _("The families met after that day. Choose a later last day."),
        },
    ),
    Rule(
        name="linkup_not_finished_while_looked_into",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__state="paused", new__state="completed"),
        # domain.md §12.2, *safety*. A family may stop at any time (§8.4), so it can end early; to count it as finished as planned
        # would hide that something was looked into (§1.7).
        func="""
            IF EXISTS (
              SELECT FROM linkups_linkuppause pause WHERE pause.link_up_id = NEW.id AND pause.reason = 'looked_into'
                AND (upper_inf(pause.period) OR upper(pause.period) >= NEW.end_date)) THEN
              RAISE EXCEPTION 'looked into' USING ERRCODE = '23514', CONSTRAINT = 'linkup_not_finished_while_looked_into';
            END IF;
            RETURN NEW;
        """,
        sentences={
            "linkup_not_finished_while_looked_into": _(
                "It is paused while something is looked into, so it can’t be finished as planned now. If a family wants to stop,"
                " end it early; or wait until it can go on."
            )
        },
    ),
    Rule(
        name="linkup_of_two_apart",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state__in=["agreeing", "active"]),
        # domain.md §1.5: a block that was made since the cards were shown counts too, and says nothing of itself.
        func=f"""
            IF (TG_OP = 'INSERT' OR OLD.state NOT IN ('paused', NEW.state))
              AND {are_apart_sql("NEW.seeking_family_id", "NEW.sharing_family_id")} THEN
              RAISE EXCEPTION 'apart' USING ERRCODE = '23514', CONSTRAINT = 'linkup_of_two_who_can_meet';
            END IF;
            RETURN NEW;
        """,
        sentences={"linkup_of_two_who_can_meet": _("A link-up of these two families is not possible now.")},
    ),
    Rule(
        name="linkup_starts_with_checks",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state="active"),
        # INV-12, on the day on which they were looked at: one that ran out since both said yes does not count.
        func=f"""
            DECLARE day date;
            BEGIN
            IF TG_OP = 'UPDATE' AND OLD.state IN ('active', 'paused') THEN
              RETURN NEW;
            END IF;
            SELECT (NEW.checks_cleared_at AT TIME ZONE time_zone)::date INTO day
              FROM accounts_organisation WHERE id = NEW.organisation_id;
            IF EXISTS (
              SELECT FROM families_familymembership member JOIN families_person person ON person.id = member.person_id
              WHERE member.family_id = NEW.sharing_family_id AND member.period @> day
                AND person.date_of_death IS NULL AND person.death_precision IS DISTINCT FROM 'unknown'
                AND CASE WHEN person.date_of_birth IS NULL THEN member.role <> 'child'
                    ELSE person.date_of_birth <= day - interval '{CHECKED_FROM} years' END
                AND NOT EXISTS (
                  SELECT FROM linkups_safetycheck held WHERE held.person_id = member.person_id
                    AND held.kind IN ('enhanced_dbs', 'wwcc') AND held.outcome = 'clear' AND held.renew_by > day)) THEN
              RAISE EXCEPTION 'a check is missing' USING ERRCODE = '23514', CONSTRAINT = 'linkup_starts_with_checks';
            END IF;
            RETURN NEW;
            END;
        """,  # noqa: S608  (a constant)
        sentences={
            "linkup_starts_with_checks": _(
                "Someone of the sharing family has no clear check on this day. Look at the family’s sharing page."
            )
        },
    ),
    Rule(
        name="linkup_one_side_at_a_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state__in=["agreeing", "active"]),
        # The families' rows make two that are asked at one moment wait for one another.
        func="""
            IF TG_OP = 'UPDATE' AND OLD.state IN ('agreeing', 'active', 'paused') THEN
              RETURN NEW;
            END IF;
            PERFORM FROM families_family family WHERE family.id IN (NEW.seeking_family_id, NEW.sharing_family_id)
              ORDER BY family.id FOR NO KEY UPDATE;
            IF EXISTS (
              SELECT FROM linkups_linkup link_up WHERE link_up.id <> NEW.id
                AND link_up.state IN ('agreeing', 'active', 'paused')
                AND (link_up.sharing_family_id = NEW.seeking_family_id OR link_up.seeking_family_id = NEW.sharing_family_id)) THEN
              RAISE EXCEPTION 'both sides' USING ERRCODE = '23514', CONSTRAINT = 'linkup_one_side_at_a_time';
            END IF;
            RETURN NEW;
        """,
        sentences={
            "linkup_one_side_at_a_time": _(
                "A family shares or seeks, one at a time, and one of these two is in a link-up on the other side now."
            )
        },
    ),
    Rule(
        name="linkup_lasts_as_agreed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__state__in=["agreeing", "active", "paused"]),
        # domain.md §1.3, *Length*: what families where the seeking family lives agreed on, on the day on which it is asked.
        func=f"""
            DECLARE allowed text[];
            BEGIN
            IF TG_OP = 'UPDATE' AND NEW.planned_weeks = OLD.planned_weeks AND (NEW.state <> 'agreeing' OR OLD.state = 'agreeing') THEN
              RETURN NEW;
            END IF;
            SELECT array_agg(line->>'key') INTO allowed
              FROM jsonb_array_elements({in_force_sql(ListKind.LENGTHS, "NEW.seeking_family_id")}) line;
            IF NEW.planned_weeks::text <> ALL (coalesce(allowed, {array_sql(map(str, LENGTHS))})) THEN
              RAISE EXCEPTION 'another length' USING ERRCODE = '23514', CONSTRAINT = 'linkup_weeks_of_the_place';
            END IF;
            RETURN NEW;
            END;
        """,  # noqa: S608  (constants)
        sentences={"linkup_weeks_of_the_place": _("Choose one of the lengths that families of the place agreed on.")},
    ),
    Rule(
        name="linkup_over_stays_over",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__state__in=["completed", "ended_early", "not_this_time"]),
        func=f"{UNLESS_MOVED} RAISE EXCEPTION 'over' USING ERRCODE = '23514', CONSTRAINT = 'linkup_over_stays_over';",
        sentences={"linkup_over_stays_over": _("This link-up is over. It can’t be changed any more.")},
    ),
]
