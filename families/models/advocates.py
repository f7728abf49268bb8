"""Advocates: people of a voluntary organisation who sign in here, are of no family here and don't work here (§8.3; §8.5, line 10)."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from database.history import tracked
from database.rules import Rule

from .access import Agency
from .sign_ins import PersonAccount

BODIES = (Agency.Sector.VOLUNTARY, Agency.Sector.COMMUNITY, Agency.Sector.FAITH)
"""Whose people may be advocates: bodies that neither decide about families nor pay for what they are offered."""

HELD = f"""
    IF TG_OP = 'UPDATE' AND NEW.user_id <> OLD.user_id THEN
      RAISE EXCEPTION 'another' USING ERRCODE = '23514', CONSTRAINT = 'advocate_stays_who_they_are';
    END IF;
    IF (kith_sec.asker())[3] <> 'system' AND NOT EXISTS (
      SELECT FROM accounts_user WHERE id = kith_sec.person() AND kind = 'staff' AND is_active AND 'administrator' = ANY (roles))
    THEN
      RAISE EXCEPTION 'not an administrator' USING ERRCODE = '23514', CONSTRAINT = 'advocate_by_administrator';
    END IF;
    IF NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.user_id AND kind = 'family')
       OR EXISTS (SELECT FROM families_personaccount WHERE user_id = NEW.user_id) THEN
      RAISE EXCEPTION 'someone else already' USING ERRCODE = '23514', CONSTRAINT = 'advocate_is_nothing_else';
    END IF;
    IF NOT EXISTS (
      SELECT FROM families_agency WHERE id = NEW.works_for_id AND sector = ANY (ARRAY{[body.value for body in BODIES]}::varchar[]))
    THEN
      RAISE EXCEPTION 'of another body' USING ERRCODE = '23514', CONSTRAINT = 'advocate_of_a_voluntary_body';
    END IF;
    RETURN NEW;
"""  # noqa: S608  (constants)


class AdvocateQuerySet(models.QuerySet["Advocate"]):
    def visible_to(self, user: User) -> AdvocateQuerySet:
        """To those who work here, and to families, who choose among them; of an advocate, themselves alone."""
        if user.kind == User.Kind.STAFF:
            return self.filter()
        if user.kind == User.Kind.FAMILY and user.is_active:
            return self.filter(Q(user=user) | Exists(PersonAccount.objects.filter(user=user)))
        return self.none()


@tracked
class Advocate(Protected):
    """That a sign-in is an advocate's. It opens nothing by itself: what they read someone lets them read, for a time (§8.3)."""

    user = models.OneToOneField("accounts.User", models.PROTECT, related_name="advocate")
    works_for = models.ForeignKey(Agency, models.PROTECT, related_name="advocates", verbose_name=_("works for"))

    objects = AdvocateQuerySet.as_manager()

    class Meta:
        triggers = [
            Rule(
                name="advocate_held",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=HELD,
                sentences={
                    "advocate_stays_who_they_are": _(
                        "An advocate’s sign-in is theirs alone. Let the other one in anew."
                    ),
                    "advocate_by_administrator": _("Only an administrator lets an advocate in."),
                    "advocate_is_nothing_else": _(
                        "An advocate has a sign-in of their own, which is neither a worker’s nor a family’s."
                    ),
                    "advocate_of_a_voluntary_body": _(
                        "Choose a voluntary, community or faith body: an advocate works for nobody who decides here."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.user.name}, {self.works_for}"
