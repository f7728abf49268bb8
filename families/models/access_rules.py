"""What the database holds of who works here and comes alongside a family (domain.md §4.4, §8.5)."""

from __future__ import annotations

import pgtrigger
from django.utils.translation import gettext_lazy as _

from accounts.roles import ROLES_WITH_FAMILIES
from database.rules import Rule

from .merged import UNLESS_MOVED

TEAM_BY_ADMINISTRATOR = Rule(
    name="practitioner_team_held",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF current_user = 'kith_owner' OR NEW.team_id IS NULL
           OR (TG_OP = 'UPDATE' AND NEW.team_id IS NOT DISTINCT FROM OLD.team_id) THEN
          RETURN NEW;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('team ' || NEW.team_id, 0));  -- it may be ending at this moment
        IF EXISTS (SELECT FROM accounts_team WHERE id = NEW.team_id AND ended_on IS NOT NULL) THEN
          RAISE EXCEPTION 'ended' USING ERRCODE = '23514', CONSTRAINT = 'practitioner_team_goes_on';
        END IF;
        IF (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
        IF NOT EXISTS (
          SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN
          RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'practitioner_team_by_administrator';
        END IF;
        IF EXISTS (SELECT FROM accounts_team WHERE id = NEW.team_id AND manager_id = kith_sec.person()) THEN
          RAISE EXCEPTION 'their own team' USING ERRCODE = '23514', CONSTRAINT = 'practitioner_not_to_ones_own_team';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "practitioner_team_goes_on": _("That team has ended. Choose another."),
        "practitioner_team_by_administrator": _("Only an administrator says who is in which team."),
        "practitioner_not_to_ones_own_team": _(
            "You manage that team: its manager reads its families. Ask another administrator."
        ),
        # Held on the team itself, by a trigger of this room: only here is it known who is in it.
        "team_ends_empty": _("There are people in this team. Move them to another first."),
    },
)

BY_WHO_WORKS_WITH_FAMILIES = Rule(
    name="involvement_held",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
        IF TG_OP = 'UPDATE' AND NEW.practitioner_id = OLD.practitioner_id THEN RETURN NEW; END IF;
        IF EXISTS (
          SELECT FROM families_practitioner practitioner JOIN accounts_user worker ON worker.id = practitioner.user_id
          WHERE practitioner.id = NEW.practitioner_id AND worker.kind = 'staff'
            AND NOT worker.roles && ARRAY{list(ROLES_WITH_FAMILIES)}::varchar[]) THEN
          RAISE EXCEPTION 'other work' USING ERRCODE = '23514', CONSTRAINT = 'involvement_works_with_families';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "involvement_works_with_families": _(
            "Their work here is not with families: choose someone else, or ask an administrator what they do here."
        ),
        # Held on the user, by a trigger of this room: only here is it known who works with whom.
        "role_is_needed": _("They work with families still. Let those be handed over first."),
    },
)

INTEREST_ENDED_BY_ANOTHER = Rule(
    name="declared_interest_held",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        {UNLESS_MOVED}
        IF (kith_sec.asker())[3] <> 'system' AND EXISTS (
          SELECT FROM families_practitioner practitioner
          WHERE practitioner.id = OLD.practitioner_id AND practitioner.user_id = kith_sec.person_or_none()) THEN
          RAISE EXCEPTION 'their own' USING ERRCODE = '23514', CONSTRAINT = 'declared_interest_ended_by_another';
        END IF;
        RETURN NEW;
    """,
    sentences={
        "declared_interest_ended_by_another": _(
            "Your manager ends this with you, and nobody for themselves: until then you see nothing of them."
        ),
    },
)
