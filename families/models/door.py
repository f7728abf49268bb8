"""Who sees what: domain.md §8.5 as conditions, first match wins, default deny.

Every `visible_to(user)` is made from these; nothing else decides. A condition stands on a path (`prefix`) to a Family, a Person
or a Record, by the names of relations, so that people, edges and records can all use it. Lines 2 to 6, 8 and 10 of the list
come with their records. The sets are made once for each statement (`database/lookups.py`).
"""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from accounts.models import Team, User
from accounts.roles import Permission
from database import clock
from families.periods import Period

NOBODY = Q(pk__in=())
READ_AFTER_END = timedelta(days=30)
"""An ended involvement reads on for this long (§8.5, line 7)."""

READS_ALL = ("lead_worker", "co_worker", "family_help_lead", "lead_child_protection", "team_manager", "decision_maker")
"""Involvement roles that read the family's whole record; the others read what belongs to their own work (§8.5, table)."""
READS_OWN_KINDS = {"family_coach": ("goal", "coach_session"), "fgc_coordinator": ("conference", "family_plan")}


def lately() -> Period:
    """Today and the days for which an ended involvement still reads."""
    today = clock.today()
    return Period(today - READ_AFTER_END, today, "[]")


def open_to(user: User, prefix: str = "") -> Q:
    """The families that this user may know of, on the path `prefix` to a Family."""
    if not user.is_active:  # line 1
        return NOBODY
    if user.kind == User.Kind.STAFF:
        return alongside(user, prefix)  # line 7
    if user.kind == User.Kind.FAMILY:
        return own(user, prefix)  # line 9
    if user.kind == User.Kind.CLIENT:
        return Q()  # line 11: the organisation's; its scopes say what of them
    return NOBODY


def alongside(user: User, prefix: str = "", roles: tuple[str, ...] = ()) -> Q:
    """Line 7: involved now or in the last 30 days, or managing someone who is."""
    involved: dict[str, object] = {f"{prefix}involvements__period__overlap": lately()}
    if roles:
        involved[f"{prefix}involvements__role__in"] = roles
    worker = f"{prefix}involvements__practitioner__id__any"
    oneself = User.objects.filter(pk=user.pk).values("practitioner__pk")
    managed = Team.objects.filter(manager=user).values("practitioners__pk")
    return Q(Q(**{worker: ArraySubquery(oneself)}) | Q(**{worker: ArraySubquery(managed)}), **involved)


def own(user: User, prefix: str = "") -> Q:
    """Line 9: a family that they are in now."""
    return Q(
        **{
            f"{prefix}memberships__person__account__user": user,
            f"{prefix}memberships__period__contains": clock.today(),
        }
    )


def leads(user: User, prefix: str) -> Q:
    """People and edges: a restricted edge is seen by the current lead worker."""
    return Q(
        **{
            f"{prefix}involvements__practitioner__user": user,
            f"{prefix}involvements__role": "lead_worker",
            f"{prefix}involvements__period__contains": clock.today(),
        }
    )


def does_intake(user: User) -> bool:
    """People and edges, *Intake*: new people without a family are seen by the organisation's intake role."""
    return user.kind == User.Kind.STAFF and user.has(Permission.INTAKE)
