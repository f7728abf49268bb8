from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from database.history import tracked
from database.rules import Rule

from .base import Protected

TEAM_HELD = """
    IF current_user = 'kith_owner' OR (kith_sec.asker())[3] = 'system' THEN RETURN NEW; END IF;
    IF NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles)) THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'team_by_administrator';
    END IF;
    IF NEW.manager_id IS NULL OR (TG_OP = 'UPDATE' AND NEW.manager_id IS NOT DISTINCT FROM OLD.manager_id) THEN
      RETURN NEW;
    END IF;
    IF NEW.manager_id = kith_sec.person() THEN
      RAISE EXCEPTION 'oneself' USING ERRCODE = '23514', CONSTRAINT = 'team_manager_not_oneself';
    END IF;
    IF NOT EXISTS (SELECT FROM accounts_user
                   WHERE id = NEW.manager_id AND kind = 'staff' AND is_active AND 'team_manager' = ANY (roles)) THEN
      RAISE EXCEPTION 'no manager' USING ERRCODE = '23514', CONSTRAINT = 'team_manager_has_the_role';
    END IF;
    RETURN NEW;
"""


@tracked
class Team(Protected):
    """People who work together, and who manages them."""

    name = models.CharField(_("name"), max_length=200)
    manager = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="teams_managed", null=True, blank=True, verbose_name=_("manager")
    )

    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="team_name_once",
                violation_error_message=_("There is a team of this name already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name__regex=r"^\s*$"),
                name="team_has_a_name",
                violation_error_message=_("Say what the team is called."),
            ),
        ]
        triggers = [
            Rule(
                name="team_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=TEAM_HELD,
                sentences={
                    "team_by_administrator": _("Only an administrator arranges teams."),
                    "team_manager_not_oneself": _(
                        "Nobody makes themselves manager of a team: it opens its families. Ask another administrator."
                    ),
                    "team_manager_has_the_role": _("A manager works here now, and has the role of team manager."),
                },
            )
        ]

    def __str__(self) -> str:
        return self.name
