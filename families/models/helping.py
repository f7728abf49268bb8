"""Who helps someone read what is theirs here, and write their plan: line 10 of domain.md §8.5, and §8.3."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import Protected, User
from accounts.written import Ids, written_once
from database.history import tracked
from database.rules import Rule
from families.periods import DatedQuerySet, PeriodField, not_empty

from . import door
from .granting import Agreement
from .kept import people_not_kept_from
from .merged import UNLESS_MOVED
from .unseen import among

HELPS_AT_MOST = timedelta(days=366)
"""A helper is asked again after twelve months (domain.md §11.2)."""


class HelperAccessQuerySet(DatedQuerySet["HelperAccess"]):
    def visible_to(self, user: User) -> HelperAccessQuerySet:
        """To who gave it and to who got it; and to staff who work with the one who gave it. Unless either is kept from them: a helper
        too is someone, and is named."""
        seen = self.filter(
            people_not_kept_from(user, "owner__id"),
            people_not_kept_from(user, "helper__person_account__person__id"),
        )
        if user.kind == User.Kind.STAFF:
            owners = self.filter(door.alongside(user, "owner__memberships__family__"))
            return seen.filter(Q(pk__in=owners.values("pk")) | Q(helper=user))
        return seen.filter(Q(owner__account__user=user) | Q(helper=user))

    def writing(self, user: User) -> HelperAccessQuerySet:
        """Those by which this user writes for someone today (domain.md §8.3, `write_for_me`)."""
        return self.held().filter(helper=user, can=HelperAccess.Can.WRITE_FOR_ME)

    def held(self) -> HelperAccessQuerySet:
        """Those that hold today: taking one back ends it at once."""
        return self.current().filter(revoked_at__isnull=True)  # type: ignore[return-value]


@tracked
class HelperAccess(Protected):
    """That someone helps a person read what is theirs here, or write their plan; the person gives it and takes it back (line 10)."""

    class Scope(models.TextChoices):
        EVERYTHING = "everything", _("Everything that is shared with me")
        TALKS = "talks", _("What we talked about")
        MEETINGS = "meetings", _("Our family meetings and plans")
        GOALS = "goals", _("Things we want to change")

    class Can(models.TextChoices):
        READ = "read", _("Read it with me")
        WRITE_FOR_ME = "write_for_me", _("Read it with me, and help me write my plan")

    owner = models.ForeignKey("families.Person", models.PROTECT, related_name="helpers")
    helper = models.ForeignKey("accounts.User", models.PROTECT, related_name="helps")
    scope = models.CharField(_("of what?"), max_length=20, choices=Scope, default=Scope.EVERYTHING)
    can = models.CharField(_("what may they do?"), max_length=20, choices=Can, default=Can.READ)
    given_how = models.CharField(
        _("how was it given?"), max_length=20, choices=Agreement.GivenHow, default=Agreement.GivenHow.ONLINE
    )
    period = PeriodField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = HelperAccessQuerySet.as_manager()

    class Meta:
        constraints = [
            not_empty("helper_access_has_a_day"),
            models.CheckConstraint(
                condition=Q(
                    period__startswith__isnull=False,
                    period__endswith__isnull=False,
                    period__endswith__lte=F("period__startswith") + HELPS_AT_MOST,
                ),
                name="helper_access_twelve_months",
                violation_error_message=_("Say until when: twelve months at most."),
            ),
            models.CheckConstraint(
                condition=Q(can="read") | Q(scope="everything"),
                name="helper_writes_what_they_read",
                violation_error_message=_(
                    "Whoever helps you write your plan may read everything that is shared with you."
                ),
            ),
            ExclusionConstraint(
                name="helper_access_once",
                expressions=[
                    ("owner", RangeOperators.EQUAL),
                    ("helper", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(revoked_at__isnull=True),
                violation_error_message=_("They help already."),
            ),
        ]
        triggers = [
            Rule(
                name="helper_access_holds",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=f"""
                    {UNLESS_MOVED}
                    IF TG_OP = 'UPDATE' AND (
                      (NEW.owner_id, NEW.helper_id, NEW.scope, NEW.can, NEW.period, NEW.given_how)
                        IS DISTINCT FROM (OLD.owner_id, OLD.helper_id, OLD.scope, OLD.can, OLD.period, OLD.given_how)
                      OR OLD.revoked_at IS NOT NULL) THEN
                      RAISE EXCEPTION 'changed' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_stays_as_given';
                    END IF;
                    -- Whose it is gives it; or someone who works with them writes it down, on their behalf.
                    IF TG_OP = 'INSERT' AND (kith_sec.asker())[3] NOT IN ('staff', 'system') AND NOT EXISTS (
                      SELECT FROM families_personaccount account
                      WHERE account.person_id = NEW.owner_id AND account.user_id = kith_sec.person_or_none()) THEN
                      RAISE EXCEPTION 'not theirs' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_by_its_owner';
                    END IF;
                    IF TG_OP = 'INSERT' AND (
                      NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.helper_id AND kind = 'family')
                      OR EXISTS (SELECT FROM families_personaccount account
                        WHERE account.person_id = NEW.owner_id AND account.user_id = NEW.helper_id)) THEN
                      RAISE EXCEPTION 'no helper' USING ERRCODE = '23514', CONSTRAINT = 'helper_access_to_another';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  (a constant)
                sentences={
                    "helper_access_stays_as_given": _("Take this back, and give it anew as it should be."),
                    "helper_access_by_its_owner": _("Only they themselves let someone help them."),
                    "helper_access_to_another": _(
                        "Choose someone else of the family who signs in here, or an advocate."
                    ),
                },
            )
        ]

    def __str__(self) -> str:
        return f"{self.helper}, {self.get_scope_display()}"

    @property
    def opens(self) -> str:
        """What they read, and whether they write."""
        scope = str(self.get_scope_display())
        writes = self.can == self.Can.WRITE_FOR_ME
        return _now("%(scope)s; helps to write the plan") % {"scope": scope} if writes else scope

    @property
    def works_for(self) -> str:
        """Of an advocate, the body that they work for; of someone of the family, nothing."""
        advocate = getattr(self.helper, "advocate", None)
        return str(advocate.works_for) if advocate else ""


@written_once
def helped_by(user: User, *scopes: HelperAccess.Scope) -> Ids:
    """Line 10: the people whom this user helps today; or only those who let them help with one of these."""
    held = HelperAccess.objects.held().filter(helper=user)
    return (held.filter(scope__in=scopes) if scopes else held).values("owner")


HELPED_WITH: Mapping[HelperAccess.Scope, tuple[str, ...]] = {
    HelperAccess.Scope.TALKS: ("conversation",),
    HelperAccess.Scope.MEETINGS: ("conference", "family_plan"),
    HelperAccess.Scope.GOALS: ("goal",),
}
"""The kinds of record that each scope opens."""


def within_what_was_given(user: User) -> Q:
    """Line 10, *exactly the grant*: everything, or records of some kinds."""
    given = among("person__id", helped_by(user, HelperAccess.Scope.EVERYTHING))
    for scope, kinds in HELPED_WITH.items():
        given |= among("person__id", helped_by(user, scope)) & Q(record__kind__in=kinds)
    return given
