"""Who sees what: domain.md §8.5 as conditions, first match wins, default deny.

Every `visible_to(user)` is made from these; nothing else decides. A condition is written on a path to a Family (`prefix`), by
relation names, so that people, edges and records can all use it. Lines 2 to 6, 8 and 10 of the list come with their records.
"""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

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
CLOSED_TO_STAFF = ("child_only",)
CLOSED_TO_CLIENTS = ("withheld", "child_only")
"""A record that is so for any one of those it is about (`ShareState.State`) is read by no one else (§8.2)."""


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
    involved: dict[str, object] = {
        f"{prefix}involvements__practitioner__in": _workers(user),
        f"{prefix}involvements__period__overlap": lately(),
    }
    if roles:
        involved[f"{prefix}involvements__role__in"] = roles
    return Q(**involved)


def _workers(user: User) -> QuerySet[User, UUID]:
    """The user as a practitioner, and those of the teams that they manage: as one small set, so that an index can serve it."""
    oneself = User.objects.filter(pk=user.pk, practitioner__isnull=False).values_list("practitioner", flat=True)
    managed = Team.objects.filter(manager=user, practitioners__isnull=False).values_list("practitioners", flat=True)
    return oneself.union(managed)


def own(user: User, prefix: str = "") -> Q:
    """Line 9: a family that they are in now."""
    today = clock.today()
    return Q(**{f"{prefix}memberships__person__account__user": user, f"{prefix}memberships__period__contains": today})


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
